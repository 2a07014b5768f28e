"""A source's words → whom they mean: somebody named, a body, a group, somebody unnamed, a pronoun.

A source is a noun phrase with a head; only the head speaks.  "A spokesman for Ann Lee" is not Ann Lee,
"Ivo Strand’s lawyer, Nell Cawdor," is Nell Cawdor, "Lee supporters" are a group.
"""

from collections.abc import Sequence

from lib.records import Span
from lib.resolve import descriptions, lex, naming, pronouns
from lib.resolve.kinds import BODY, PERSON, Mention
from lib.resolve.naming import Source
from lib.resolve.pronouns import Spoken
from lib.resolve.readings import Reading, of_body, of_entity, of_person
from lib.resolve.scene import Scene
from lib.resolve.words import PLAIN, POSSESSIVE

EDGES = frozenset(("by", "among", "from", "according", "to", "says", "said", "per", "via", "and", "that"))
ANTECEDENT_REACH = 14
MAX_SENTENCE = 80  # words looked back through for the sentence before
SELVES = frozenset(("himself", "herself", "itself", "themselves", "too", "both", "all"))
SIDES = {"q": "question", "question": "question", "a": "answer", "answer": "answer"}


def read(scene: Scene, spans: Sequence[Span], spoken: Sequence[Spoken]) -> Reading:
    """The reading of one source."""
    ranges = [source for span in spans if (source := _stripped(scene, span)) is not None]
    if not ranges:
        return Reading(None, None, confidence=0.0, rule="no source")
    named = [source for source in ranges if scene.mentions_between(*source)]
    source = (named or ranges)[0]
    for step in (_label, _pronoun, _relative, naming.nicknamed, naming.named, _body_document, _phrase):
        reading = step(scene, source, spoken)
        if reading is not None:
            return reading
    if scene.words[source.start].norm in lex.RELATIVES and source.end - source.start == 1:
        return Reading(None, None, confidence=0.3, rule="relative pronoun: nobody it can mean")
    return _printed(scene, source, None, "as printed")


def _stripped(scene: Scene, span: Span) -> Source | None:
    start, end = scene.range(span)
    words = scene.words
    while start < end and (
        words[start].kind != PLAIN
        or (words[start].norm in EDGES and not words[start].caps and end - start > 1)
    ):
        start += 1
    while end > start and words[end - 1].kind != PLAIN and words[end - 1].text not in ")%":
        end -= 1
    whole = lex.POSSESSIVES | {"the", "a", "an"}
    if start < end and start > 0 and words[start - 1].norm in whole and words[start].pos != "PRON":
        start -= 1  # a source cut short: "minister" of "the minister"
    return Source(start, end) if start < end else None


def _label(scene: Scene, source: Source, spoken: Sequence[Spoken]) -> Reading | None:
    """ "Q" and "A" of an interview: the answers are those of the one person the article names."""
    word = scene.words[source.start]
    side = SIDES.get(word.norm)
    lone = source.end - source.start == 1
    labelled = source.end < len(scene.words) and scene.words[source.end].text in (":", ".")
    if not lone or not word.first or not word.cap or not side or not labelled:
        return None
    people = [person for person in scene.people.all if person.full]
    if side == "question" or len(people) != 1:
        return Reading(None, None, confidence=0.3, rule=f"label of the {side}")
    return Reading(
        people[0].name,
        "person",
        people[0],
        0.8,
        "label: the one person the article names",
        people[0].mentions[0].first,
    )


def _pronoun(scene: Scene, source: Source, spoken: Sequence[Spoken]) -> Reading | None:
    word = scene.words[source.start]
    if (word.caps and word.norm in lex.countries()) or not _stands_alone(scene, source):
        return None
    norm = word.norm
    if norm in lex.PERSON_PRONOUNS:
        found = pronouns.person(scene, source.start, lex.PERSON_PRONOUNS[norm], spoken)
    elif norm in lex.BODY_PRONOUNS:
        found = pronouns.body(scene, source.start, spoken)
    elif norm in lex.PLURAL_PRONOUNS:
        acting = _acting_group(scene, source.start, spoken)
        if acting is not None:
            return read(scene, [acting], spoken)
        found = pronouns.several(scene, source.start, spoken)
    elif norm in lex.FIRST_PRONOUNS | lex.OTHER_PRONOUNS:
        found = None
    else:
        return None
    if found is None:
        return Reading(None, None, confidence=0.3, rule="pronoun: nobody it can mean")
    return of_entity(found.who, found.confidence, found.rule, found.place)


def _acting_group(scene: Scene, place: int, spoken: Sequence[Spoken]) -> Span | None:
    """The people who act in the sentence before "they": 'Divers from Holm searched it. They said …'."""
    here = scene.words[place].sentence
    after = max(spoken[-1].place if spoken else -1, place - MAX_SENTENCE)
    for word in scene.words[after + 1 : place]:
        token = word.token
        if (
            word.sentence == here - 1
            and not word.quoted
            and token is not None
            and token.dep_ == "nsubj"
            and token.head.dep_ == "ROOT"
            and lex.is_plural(word.norm)
            and lex.could_be_role(word)
        ):
            shift = word.start - token.idx
            return token.left_edge.idx + shift, token.right_edge.idx + len(token.right_edge) + shift
    return None


def _stands_alone(scene: Scene, source: Source) -> bool:
    """True for a pronoun that is the whole source, or its subject: "he", "he himself", "he was among"."""
    if source.end - source.start == 1:
        return True
    word, after = scene.words[source.start], scene.words[source.start + 1]
    if word.norm in lex.POSSESSIVES and word.norm != "her":
        return False
    return (
        after.kind != PLAIN
        or scene.roles.is_verb(after)
        or after.norm in SELVES | {"and"}
        or after.pos == "ADV"
    )


def _relative(scene: Scene, source: Source, spoken: Sequence[Spoken]) -> Reading | None:
    """ "who", "which": the noun phrase right before it."""
    word = scene.words[source.start]
    if word.norm not in lex.RELATIVES or source.end - source.start > 1:
        return None
    end = source.start
    while end > 0 and scene.words[end - 1].kind != PLAIN and scene.words[end - 1].text not in ".!?:;)":
        end -= 1
    start = end
    while (
        start > max(end - ANTECEDENT_REACH, 0)
        and scene.words[start - 1].sentence == word.sentence
        and (
            scene.words[start - 1].kind in (PLAIN, POSSESSIVE)
            and not scene.roles.is_verb(scene.words[start - 1])
        )
    ):
        start -= 1
    if start >= end:
        return None
    leftmost = start
    beside = [mention for mention in scene.mentions_between(start, end) if mention.last == end]
    if beside and (word.norm != "who" or beside[-1].kind == PERSON):
        start = beside[-1].start
    else:
        start = _antecedent_start(scene, start, end)
    span = scene.span(start, end)
    if start >= source.start or scene.words[start].norm in lex.RELATIVES:
        return None
    reading = read(scene, [span], spoken)
    if word.norm == "who" and not _human(scene, reading, start, end) and leftmost < start:
        reading = read(scene, [scene.span(leftmost, end)], spoken)
    if word.norm == "which" and reading.kind == "person":
        return Reading(None, None, confidence=0.3, rule="relative pronoun: no thing it can mean")
    if word.norm == "who" and not _human(scene, reading, start, end):
        reading = _person_before(scene, source.start) or reading
    reading.rule = f"relative pronoun; {reading.rule}"
    reading.place = start if reading.place < 0 else reading.place
    return reading


def _human(scene: Scene, reading: Reading, start: int, end: int) -> bool:
    """False where "who" cannot mean the words before it: "re-elect Ann Lee this year, who …"."""
    if reading.kind == "person":
        return True
    words = scene.words[start:end]
    people = any(lex.could_be_role(word) or word.norm in lex.words("group_nouns") for word in words)
    return reading.kind in ("group", "unnamed") and people


def _person_before(scene: Scene, place: int) -> Reading | None:
    """The last person named before a word in its sentence."""
    for mention in reversed(scene.mentions_between(max(place - ANTECEDENT_REACH, 0), place)):
        if mention.kind == PERSON and scene.words[mention.first].sentence == scene.words[place].sentence:
            return of_person(scene, mention)
    return None


def _antecedent_start(scene: Scene, start: int, end: int) -> int:
    """The last determiner before a relative pronoun begins what it means."""
    for place in range(end - 1, start - 1, -1):
        norm = scene.words[place].norm
        if norm in lex.DETERMINERS | lex.POSSESSIVES | {"some", "many", "those", "one"}:
            return place
        if norm in lex.PREPOSITIONS and norm != "of":
            return place + 1
    return start


def _body_document(scene: Scene, source: Source, spoken: Sequence[Spoken]) -> Reading | None:
    """ "a report by the Audit Office", "the ministry’s statement": whoever made the document."""
    words = scene.words
    nouns = [
        place
        for place in range(source.start, source.end)
        if words[place].norm in lex.words("document_nouns") and not words[place].cap
    ]
    if not nouns:
        return None
    noun = nouns[0]
    mentions = scene.mentions_between(source.start, source.end)
    for mention in sorted(mentions, key=lambda one: words[_link_before(scene, one)].norm != "by"):
        owner = mention.possessive and mention.last < noun
        maker = mention.first > noun and words[_link_before(scene, mention)].norm in ("by", "from", "of")
        if mention.kind in (BODY, PERSON) and (owner or maker):
            reading = of_body(scene, mention) if mention.kind == BODY else of_person(scene, mention)
            reading.rule = f"maker of the {words[noun].norm}; {reading.rule}"
            reading.confidence = min(reading.confidence, 0.85)
            return reading
    if any(lex.is_role(word.norm) for word in words[source.start : noun]):
        return None
    return _printed(scene, source, None, "a document without a named maker")


def is_document(scene: Scene, start: int, end: int) -> bool:
    """Whether the words of a source are built on a report, a study, a letter: "a report by its chair, …"."""
    words = scene.words[start:end]
    first = next((place for place, word in enumerate(words) if word.pos in ("NOUN", "PROPN")), None)
    if first is None or words[first].cap or words[first].norm not in lex.words("document_nouns"):
        return False
    behind = words[first + 1 : first + 2]
    return not behind or (behind[0].norm in lex.PREPOSITIONS | lex.RELATIVES) or behind[0].pos == "VERB"


def _link_before(scene: Scene, mention: Mention) -> int:
    place = mention.start - 1
    while place > 0 and scene.words[place].norm in ("the", "a", "an"):
        place -= 1
    return place


def _phrase(scene: Scene, source: Source, spoken: Sequence[Spoken]) -> Reading | None:
    """A common noun: a role that points at somebody, a body, a group, somebody unnamed."""
    return descriptions.read(scene, source.start, source.end, spoken)


def _printed(scene: Scene, source: Source, kind: str | None, rule: str) -> Reading:
    text = descriptions.printed(scene, source.start, source.end)
    return Reading(text, kind, text, 0.8, rule)
