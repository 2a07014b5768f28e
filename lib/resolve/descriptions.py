"""Sources without a name: "the spokesman", "the ministry", "some analysts", "a senior official"."""

from lib.resolve import lex
from lib.resolve.mentions import spell
from lib.resolve.people import Person
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
FROM_BEFORE, FROM_AFTER, FROM_SEVERAL = 0.8, 0.65, 0.7


def read(scene: Scene, start: int, end: int) -> Reading | None:
    """The reading of a common noun phrase; None for one that is neither role, body nor group."""
    phrase = scene.roles.phrase(start)
    if phrase is not None and phrase.head < end:
        return _of_role(scene, phrase, start, end)
    return _of_age(scene, start, end) or _of_body_noun(scene, start, end) or _of_group(scene, start, end)


def printed(scene: Scene, start: int, end: int) -> str:
    """The phrase as printed, without clauses behind it; a determiner that opens a sentence in lower case."""
    words = scene.words
    stop = start + 1
    while stop < min(end, start + MAX_PRINTED_WORDS):
        word = words[stop]
        if (
            (word.kind != PLAIN and word.kind != POSSESSIVE and word.text not in "-&/$%'’")
            or (word.norm in lex.RELATIVES)
            or (scene.roles.is_verb(word) and word.token.tag_ not in ("VBN", "VBG"))
        ):
            break
        stop += 1
    while stop > start + 1 and words[stop - 1].norm in lex.PREPOSITIONS | {"and", "or", "but"}:
        stop -= 1
    text = spell(words[start:stop])
    small = words[start].norm in lex.DETERMINERS | lex.POSSESSIVES | lex.words("indefinite_words")
    return text[0].lower() + text[1:] if words[start].first and small and not words[start].caps else text


def _of_role(scene: Scene, phrase: Phrase, start: int, end: int) -> Reading:
    """A role: several who hold it, the one person who does, or somebody unnamed."""
    noun = scene.words[phrase.head].norm
    fact = scene.roles.fact(phrase, "the source's own words")
    text = printed(scene, start, end)
    if lex.is_plural(noun) and not (phrase.indefinite and scene.words[start].norm in ("a", "an")):
        return Reading(text, "group", text, 0.9, "several, as printed", fact=fact, plural=True)
    if phrase.definite or (phrase.owner is not None and not phrase.indefinite):
        known = _holder(scene, phrase)
        if known is not None:
            return known
    return Reading(
        text,
        "unnamed",
        text,
        0.9,
        "somebody unnamed, as printed",
        fact=fact,
        sex=lex.noun_sex(lex.singular(noun)),
    )


def _holder(scene: Scene, phrase: Phrase) -> Reading | None:
    """The person of the article who holds the role that "the …" names."""
    head = lex.singular(scene.words[phrase.head].norm)
    family = next((nouns for nouns in FAMILIES if head in nouns), {head})
    holders = [person for person in scene.people.all if _holds(person, family)]
    exact = [person for person in holders if _holds(person, {head})]
    holders = _same_body(scene, phrase, exact or holders)
    before = [person for person in holders if person.mentions[0].first < phrase.start]
    if not before and len(holders) != 1:
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


def _of_body_noun(scene: Scene, start: int, end: int) -> Reading | None:
    """ "the ministry", "the coast guard", "police": a body by its common noun."""
    words = scene.words
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
    owner = max((k + 1 for k in range(first, stop) if words[k].kind == POSSESSIVE), default=first)
    text = spell(words[owner:stop])
    if words[owner].first and owner == start and not words[owner].caps and words[owner].pos != "PROPN":
        text = text[0].lower() + text[1:]
    return Reading(text, "organisation", text, 0.85, "common noun for a body")


def _of_group(scene: Scene, start: int, end: int) -> Reading | None:
    """ "critics", "some in the party", "Clinton supporters", "three of the four"."""
    stop = max(scene.roles.stretch_end(start, end), start + 1)
    noun = scene.words[stop - 1]
    several = noun.token is not None and noun.token.tag_ in ("NNS", "NNPS")
    if not several and not any(word.norm in lex.words("group_nouns") for word in scene.words[start:stop]):
        return None
    text = printed(scene, start, end)
    return Reading(text, "group", text, 0.85, "several, as printed", plural=True)
