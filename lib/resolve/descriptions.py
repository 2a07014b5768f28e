"""Sources without a name: "the spokesman", "the ministry", "some analysts", "a senior official"."""

import re
from collections.abc import Sequence

from lib.resolve import lex, pronouns
from lib.resolve.ground import Range
from lib.resolve.kinds import PLACE, spell
from lib.resolve.people import Person
from lib.resolve.pronouns import Spoken
from lib.resolve.readings import Reading
from lib.resolve.roles import Phrase
from lib.resolve.scene import Scene
from lib.resolve.words import PLAIN, POSSESSIVE

MAX_PRINTED_WORDS = 14
# Nouns that one person is called by in turn.
FAMILIES = (
    {"spokesman", "spokeswoman", "spokesperson"},
    {"chairman", "chairwoman", "chair", "chairperson"},
    {"ceo", "executive", "boss", "chief", "head"},
    {"lawmaker", "congressman", "congresswoman", "representative"},
    {"coach", "manager"},
    {"lawyer", "attorney", "solicitor", "barrister"},
    {"minister", "secretary"},
    {"professor", "researcher", "scientist", "academic"},
    {"officer", "sergeant", "constable", "policeman"},
    {"councillor", "councilor", "councilman", "councilwoman"},
    {"councilmember", "member"},
)
SINGLE = frozenset(("another", "one", "someone", "somebody", "anyone"))
FROM_BEFORE, FROM_AFTER, FROM_SEVERAL, FROM_PRESENCE = 0.8, 0.65, 0.7, 0.6
PROMINENT = 3  # mentions of somebody whom a paper may call "the tycoon" without saying so
STANDS_OUT = 0.8  # a pronoun here would be as sure of its antecedent


def read(scene: Scene, start: int, end: int, spoken: Sequence[Spoken]) -> Reading | None:
    """The reading of a common noun phrase; None for one that is neither role, body nor group."""
    phrase = scene.roles.phrase(start)
    if phrase is not None and phrase.head >= end:
        phrase = scene.roles.phrase(start, end)  # the owner alone: "a mother" of "a mother's testimony"
    if phrase is not None and phrase.head < end:
        return _of_role(scene, phrase, (start, end), spoken)
    return (
        _of_age(scene, start, end)
        or _of_body_noun(scene, (start, end), spoken)
        or _of_group(scene, start, end)
    )


def printed(scene: Scene, start: int, end: int) -> str:
    """The phrase as printed, without clauses behind it; a determiner that opens a sentence in lower case."""
    words = scene.words
    stop = start + 1
    while stop < min(end, start + MAX_PRINTED_WORDS):
        word = words[stop]
        if (
            (
                word.kind not in (PLAIN, POSSESSIVE)
                and word.text not in "-&/$%'’\"“”"
                and not _lists(scene, stop, end)
            )
            or (word.norm in lex.RELATIVES)
            or (scene.roles.is_verb(word) and word.token.tag_ not in ("VBN", "VBG"))
        ):
            break
        stop += 1
    while stop > start + 1 and words[stop - 1].norm in lex.PREPOSITIONS | {"and", "or", "but"}:
        stop -= 1
    text = re.sub("[\"“”]|''|``", "", spell(words[start:stop])).strip() or spell(words[start:stop])
    small = words[start].norm in lex.DETERMINERS | lex.POSSESSIVES | lex.words("indefinite_words")
    return text[0].lower() + text[1:] if words[start].first and small and not words[start].caps else text


def _lists(scene: Scene, comma: int, end: int) -> bool:
    """True for a comma between the members of a list: "friends, lobbyists and former foes"."""
    if scene.words[comma].text != ",":
        return False
    for place in range(comma + 1, min(comma + 6, end)):
        word = scene.words[place]
        if word.norm == "and":
            return place > comma + 1
        if word.text != "," and (word.pos not in ("NOUN", "ADJ", "PROPN") or word.norm in lex.PREPOSITIONS):
            return False
    return False


def _of_role(scene: Scene, phrase: Phrase, source: Range, spoken: Sequence[Spoken]) -> Reading:
    """A role: several who hold it, the one person who does, or somebody unnamed."""
    start, end = source
    noun = scene.words[phrase.head].norm
    fact = scene.roles.fact(phrase, "the source's own words")
    text = printed(scene, start, end)
    if lex.is_plural(noun) and not (phrase.indefinite and scene.words[start].norm in ("a", "an")):
        return Reading(text, "group", text, 0.9, "several, as printed", fact=fact, plural=True)
    if phrase.definite or (phrase.owner is not None and not phrase.indefinite):
        known = _known(scene, phrase, spoken)
        if known is not None:
            return known
    if noun in lex.words("group_nouns"):
        return Reading(text, "group", text, 0.85, "several, as printed", plural=True)
    if not lex.could_be_role(scene.words[phrase.head]):
        return Reading(text, None, text, 0.8, "a thing, as printed")
    sex = lex.noun_sex(lex.singular(noun))
    return Reading(text, "unnamed", text, 0.9, "somebody unnamed, as printed", fact=fact, sex=sex)


def _known(scene: Scene, phrase: Phrase, spoken: Sequence[Spoken]) -> Reading | None:
    """The person a definite role means: its holder, or whoever stands out; nobody where the two differ."""
    holder, present = _holder(scene, phrase), _present(scene, phrase, spoken)
    if holder is None or present is None:
        return holder or present
    return holder if holder.who is present.who else None


def _holder(scene: Scene, phrase: Phrase) -> Reading | None:
    """The person of the article who holds the role that "the …" names."""
    head = lex.singular(scene.words[phrase.head].norm)
    family = next((nouns for nouns in FAMILIES if head in nouns), {head})
    holders = [person for person in scene.people.all if _holds(person, family)]
    exact = [person for person in holders if _holds(person, {head})]
    holders = _same_body(scene, phrase, exact or holders)
    before = [person for person in holders if person.mentions[0].first < phrase.start]
    if not before and (len(holders) != 1 or head in lex.words("public_roles")):
        return None
    chosen = max(before, key=lambda one: _last_before(one, phrase.start)) if before else holders[0]
    confidence = FROM_AFTER if not before else FROM_BEFORE if len(before) == 1 else FROM_SEVERAL
    fact = next(fact for fact in chosen.facts if fact.head in family)
    return Reading(
        chosen.name,
        "person",
        chosen,
        confidence,
        "role of a person named in the article",
        max(fact.at, 0),
        sex=chosen.sex,
    )


def _present(scene: Scene, phrase: Phrase, spoken: Sequence[Spoken]) -> Reading | None:
    """ "the tycoon": somebody the article has no role for, if one person stands out where the words are."""
    noun = lex.singular(scene.words[phrase.head].norm)
    if not phrase.definite or noun not in lex.words("public_roles") or phrase.body is not None:
        return None
    found = pronouns.person(scene, phrase.start, lex.noun_sex(noun), spoken)
    if found is None or found.confidence < STANDS_OUT or not isinstance(found.who, Person):
        return None
    generic = {word.norm for word in scene.words[phrase.start : phrase.head]} & lex.words("generic_words")
    most = max(len(person.mentions) for person in scene.people.all)
    if generic or (len(found.who.mentions) < PROMINENT and len(found.who.mentions) < most):
        return None
    if not _places_agree(scene, phrase, found.who):
        return None
    jobs = {fact.head for fact in found.who.facts if fact.head}
    if noun not in lex.words("descriptors") and not jobs <= lex.words("public_roles"):
        return None
    rule = "description of the most present person"
    return Reading(found.who.name, "person", found.who, FROM_PRESENCE, rule, found.place, sex=found.who.sex)


def _places_agree(scene: Scene, phrase: Phrase, person: Person) -> bool:
    """False where the words tell a place that the article does not tell of the person."""
    said = " ".join(fact.role or "" for fact in person.facts).lower()
    near = scene.mentions_between(phrase.start, phrase.end + 3)
    return all(mention.key in said for mention in near if mention.kind == PLACE)


def _holds(person: Person, heads: set[str]) -> bool:
    return any(fact.head in heads for fact in person.facts)


def _last_before(person: Person, place: int) -> int:
    return max(mention.first for mention in person.mentions if mention.first < place)


def _same_body(scene: Scene, phrase: Phrase, holders: list[Person]) -> list[Person]:
    """Where the phrase names a body, only those who hold the role there."""
    if phrase.body is None:
        return holders
    body = scene.bodies.of(phrase.body)
    return [
        person
        for person in holders
        if any(fact.body is not None and scene.bodies.of(fact.body) is body for fact in person.facts)
    ]


def _of_age(scene: Scene, start: int, end: int) -> Reading | None:
    """ "the 56-year-old": whoever the article gives this age."""
    years = next(
        (word.norm.split("-")[0] for word in scene.words[start:end] if word.norm.endswith("-year-old")), ""
    )
    if not years.isdigit():
        return None
    for person in scene.people.all:
        for mention in person.mentions:
            age = scene.words[mention.last : mention.last + 2]
            if [word.norm for word in age] == [",", years]:
                return Reading(
                    person.name,
                    "person",
                    person,
                    0.85,
                    "age of a person named in the article",
                    mention.first,
                    sex=person.sex,
                )
    return None


def _of_body_noun(scene: Scene, source: Range, spoken: Sequence[Spoken]) -> Reading | None:
    """ "the ministry", "the coast guard", "police": a body by its common noun."""
    words, (start, end) = scene.words, source
    first = start
    while first < end and words[first].norm in lex.DETERMINERS | lex.POSSESSIVES | lex.words(
        "indefinite_words"
    ):
        first += 1
    stop = scene.roles.stretch_end(first, end)
    if stop <= first:
        return None
    last = words[stop - 1].norm
    two = " ".join(word.norm for word in words[max(stop - 2, first) : stop])
    if not lex.is_body_noun(last) and not lex.is_body_noun(two):
        return None
    if first > start and words[start].norm in lex.words("indefinite_words"):
        text = printed(scene, start, end)
        return Reading(text, "organisation", text, 0.85, "an unnamed body, as printed")
    body = scene.generic_body(start, stop)
    if body is not None:
        return Reading(
            body.name,
            "organisation",
            body,
            FROM_BEFORE,
            "common noun for a body named in the article",
            body.mentions[0].first,
        )
    if words[start].norm in lex.POSSESSIVES:
        return _of_owned(scene, (start, stop), spoken)
    text = spell(words[first:stop])
    if words[first].first and not words[first].caps and words[first].pos != "PROPN":
        text = text[0].lower() + text[1:]
    return Reading(text, "organisation", text, 0.85, "common noun for a body")


def _of_owned(scene: Scene, source: Range, spoken: Sequence[Spoken]) -> Reading:
    """ "his campaign": the body named for the one "his" means; as printed where there is none."""
    start, stop = source
    sex = lex.PERSON_PRONOUNS.get(scene.words[start].norm)
    owner = pronouns.person(scene, start, sex, spoken) if sex else None
    if owner is not None and isinstance(owner.who, Person):
        noun = scene.words[stop - 1].norm
        body = scene.bodies.called(noun, start, owner.who.surname) or scene.bodies.called(
            noun, start, owner.who.name.split()[-1].lower()
        )
        if body is not None:
            rule = f"common noun for a body; {owner.rule}"
            return Reading(
                body.name,
                "organisation",
                body,
                min(owner.confidence, FROM_BEFORE),
                rule,
                body.mentions[0].first,
            )
    text = printed(scene, start, stop)
    return Reading(text, None, text, 0.7, "a body whose owner the article does not name")


def _of_group(scene: Scene, start: int, end: int) -> Reading | None:
    """ "critics", "some in the party", "Clinton supporters", "three of the four"."""
    if (
        scene.words[start].norm in ("those", "these")
        and end > start + 1
        and (scene.words[start + 1].norm in lex.PREPOSITIONS | lex.RELATIVES)
    ):
        text = printed(scene, start, end)
        return Reading(text, "group", text, 0.85, "several, as printed", plural=True)
    first = start
    skipped = lex.words("softeners") | lex.DETERMINERS | lex.POSSESSIVES
    while first < end - 1 and scene.words[first].norm in skipped:
        first += 1
    stop = max(scene.roles.stretch_end(first, end), first + 1)
    noun = scene.words[stop - 1]
    share = scene.words[first].pos == "NUM" or scene.words[first].norm in ("one", "half", "most")
    if share and stop < end and scene.words[stop].norm in ("in", "of", "out"):
        text = printed(scene, start, end)
        return Reading(text, "group", text, 0.85, "several, as printed", plural=True)
    several = noun.token is not None and noun.token.tag_ in ("NNS", "NNPS")
    counted = first + 1 == stop or scene.words[first + 1].norm == "of"
    names = {noun.norm} | ({scene.words[first].norm} if counted else set())
    if not several and not names & lex.words("group_nouns"):
        return None
    text = printed(scene, start, end)
    if noun.norm in SINGLE:
        return Reading(text, "unnamed", text, 0.85, "somebody unnamed, as printed")
    return Reading(text, "group", text, 0.85, "several, as printed", plural=True)
