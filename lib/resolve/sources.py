"""A source's words → whom they mean: somebody named, a body, a group, somebody unnamed, a pronoun.

A source is a noun phrase with a head; only the head speaks.  "A spokesman for Ann Lee" is not Ann Lee,
"Ivo Strand’s lawyer, Nell Cawdor," is Nell Cawdor, "Lee supporters" are a group.
"""

from collections.abc import Sequence

from lib.records import Span
from lib.resolve import descriptions, lex, naming, pronouns
from lib.resolve.mentions import BODY, PERSON, Mention
from lib.resolve.naming import Source
from lib.resolve.pronouns import Spoken
from lib.resolve.readings import Reading, of_body, of_entity, of_person
from lib.resolve.scene import Scene
from lib.resolve.words import PLAIN, POSSESSIVE

EDGES = frozenset(("by", "from", "according", "to", "says", "said", "per", "via", "and", "that"))
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
    return _printed(scene, source, "unnamed", "as printed")


def _stripped(scene: Scene, span: Span) -> Source | None:
    start, end = scene.range(span)
    words = scene.words
    while start < end and (
        words[start].kind != PLAIN or (words[start].norm in EDGES and not words[start].caps)
    ):
        start += 1
    while end > start and words[end - 1].kind != PLAIN and words[end - 1].text not in ")%":
        end -= 1
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
    possessed = word.norm in lex.POSSESSIVES and source.end - source.start > 1
    if source.end - source.start > 2 or possessed or (word.caps and word.norm in lex.countries()):
        return None
    norm = word.norm
    if norm in lex.PERSON_PRONOUNS:
        found = pronouns.person(scene, source.start, lex.PERSON_PRONOUNS[norm], spoken)
    elif norm in lex.BODY_PRONOUNS:
        found = pronouns.body(scene, source.start, spoken)
    elif norm in lex.PLURAL_PRONOUNS:
        found = pronouns.several(scene, source.start, spoken)
    elif norm in lex.FIRST_PRONOUNS | lex.OTHER_PRONOUNS:
        found = None
    else:
        return None
    if found is None:
        return Reading(None, None, confidence=0.3, rule="pronoun: nobody it can mean")
    return of_entity(found.who, found.confidence, found.rule, found.place)


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
        start > max(end - 14, 0)
        and scene.words[start - 1].sentence == word.sentence
        and (
            scene.words[start - 1].kind in (PLAIN, POSSESSIVE)
            and not scene.roles.is_verb(scene.words[start - 1])
        )
    ):
        start -= 1
    if start >= end:
        return None
    person = [mention for mention in scene.mentions_between(start, end) if mention.last == end]
    start = person[-1].start if person else _antecedent_start(scene, start, end)
    span = scene.span(start, end)
    if start >= source.start or scene.words[start].norm in lex.RELATIVES:
        return None
    reading = read(scene, [span], spoken)
    reading.rule = f"relative pronoun; {reading.rule}"
    reading.place = start if reading.place < 0 else reading.place
    return reading


def _antecedent_start(scene: Scene, start: int, end: int) -> int:
    """The last determiner before a relative pronoun begins what it means."""
    for place in range(end - 1, start - 1, -1):
        if scene.words[place].norm in lex.DETERMINERS | lex.POSSESSIVES | {"some", "many", "those", "one"}:
            return place
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
    for mention in scene.mentions_between(source.start, source.end):
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


def _link_before(scene: Scene, mention: Mention) -> int:
    place = mention.start - 1
    while place > 0 and scene.words[place].norm in ("the", "a", "an"):
        place -= 1
    return place


def _phrase(scene: Scene, source: Source, spoken: Sequence[Spoken]) -> Reading | None:
    """A common noun: a role that points at somebody, a body, a group, somebody unnamed."""
    return descriptions.read(scene, source.start, source.end)


def _printed(scene: Scene, source: Source, kind: str | None, rule: str) -> Reading:
    text = descriptions.printed(scene, source.start, source.end)
    return Reading(text, kind, text, 0.8, rule)
