"""Sources with a name in them: which name is the head, which only stand beside it."""

from collections.abc import Sequence
from typing import NamedTuple

from lib.resolve import lex
from lib.resolve.kinds import BODY, OTHER, PERSON, PLACE, Mention, spell
from lib.resolve.pronouns import Spoken
from lib.resolve.readings import Reading, of_body, of_person, of_several
from lib.resolve.scene import Scene
from lib.resolve.words import PLAIN, POSSESSIVE, Word

MAX_BETWEEN = 10  # words between two joint speakers, their bodies included
NAMING = (
    "goes by",
    "first name",
    "her first name",
    "his first name",
    "first names",
    "known as",
    "known only as",
    "nicknamed",
    "called",
    "identified as",
    "identified himself as",
    "identified herself as",
    "calls himself",
    "calls herself",
    "gave his name as",
    "gave her name as",
    "named",
    "gave only the name",
    "introduced himself as",
    "introduced herself as",
)


class Source(NamedTuple):
    """Word numbers of a source, stripped of marks and prepositions at its edges."""

    start: int
    end: int


def nicknamed(scene: Scene, source: Source, spoken: Sequence[Spoken]) -> Reading | None:
    """ "a man who goes by “Biscuit”": the name the article gives somebody without a name."""
    words = scene.words
    for place in range(source.start, min(source.end + 6, len(words) - 1)):
        for width in (4, 3, 2, 1):
            form = " ".join(word.norm for word in words[place : place + width])
            at = place + width
            while (
                form in NAMING
                and at < len(words)
                and (words[at].kind != PLAIN or words[at].norm in ("only", "the"))
            ):
                at += 1
            if (
                form in NAMING
                and at < min(source.end + 10, len(words))
                and words[at].cap
                and (at > place + width or width > 1)
                and words[at].sentence == words[source.start].sentence
            ):
                return _nicknamed(scene, source, at)
    return None


def _nicknamed(scene: Scene, source: Source, at: int) -> Reading | None:
    if any(
        mention.kind == PERSON and mention.first < at for mention in scene.mentions_between(source.start, at)
    ):
        return None
    end = at
    while end < len(scene.words) and scene.words[end].cap:
        end += 1
    name = spell(scene.words[at:end])
    return Reading(name, "person", name, 0.85, "name the article gives", at)


def named(scene: Scene, source: Source, spoken: Sequence[Spoken]) -> Reading | None:
    """Somebody or something named that is the head of the phrase."""
    heads = _together(scene, _heads(scene, source))
    readings = [_of_mention(scene, mention) for mention in heads]
    if not readings:
        return None
    return readings[0] if len(readings) == 1 else of_several(readings)


def _heads(scene: Scene, source: Source) -> list[Mention]:
    """The names of a source that speak themselves, in order; none behind a relative pronoun."""
    inside = range(source.start + 1, source.end)
    clause = next((place for place in inside if scene.words[place].norm in lex.RELATIVES), source.end)
    found: list[Mention] = []
    covering = scene.at.get(source.start)
    if (
        covering is not None
        and covering.first < source.start
        and not (covering.last < source.end and _noun_after(scene, covering, source.end))
    ):
        found.append(covering)
    beside: Mention | None = None  # the last name that does not speak
    mentions = scene.mentions_between(source.start, clause)
    for mention in mentions:
        if any(other.start <= mention.first < other.first for other in mentions):
            continue  # the body in "Senate Majority Leader Ann Lee"
        if scene.words[mention.first].quoted and not scene.words[source.start].quoted:
            continue  # the spot "Rivercare"
        listed = beside is not None and _only_joined(scene, beside, mention)
        joined = bool(found) and mention.kind == PLACE and _only_joined(scene, found[-1], mention)
        speaks = joined or _speaks(scene, source, mention)
        if not listed and speaks and _is_head(scene, source, mention):
            found.append(mention)
        else:
            beside = mention
    return found


def _only_joined(scene: Scene, one: Mention, other: Mention) -> bool:
    """True if only "and" stands between two names: what holds for one holds for the other."""
    between = [word.norm for word in scene.words[one.last : other.start]]
    if other.kind == PERSON and one.kind != PERSON and " " in other.key:
        return False  # "Ann Lee of the Delta Fund and Bo Roe"
    return not one.possessive and bool(between) and all(norm in ("and", "or", "&", "the") for norm in between)


def _speaks(scene: Scene, source: Source, mention: Mention) -> bool:
    """True for a name of a kind that can speak where it stands."""
    if mention.kind == PLACE:
        return mention.first <= source.start + 1
    if mention.kind == BODY and lex.is_body_noun(mention.key):
        return scene.words[source.start].norm not in lex.words("indefinite_words")  # "a super PAC"
    if mention.kind == OTHER:
        return _unknown_person(scene, mention) or _after_the(scene, mention)
    return mention.kind in (PERSON, BODY)


def _of_mention(scene: Scene, mention: Mention) -> Reading:
    if mention.kind == PERSON or _unknown_person(scene, mention):
        return of_person(scene, mention)
    if mention.kind == PLACE:
        rule = "place that stands for its state"
        return Reading(mention.text, "organisation", mention.text, 0.85, rule, mention=mention)
    return of_body(scene, mention)


def _is_head(scene: Scene, source: Source, mention: Mention) -> bool:
    """True for a name that speaks itself: no owner, no part of a longer noun, not behind a preposition."""
    words = scene.words
    if mention.last < source.end and (mention.possessive or _noun_after(scene, mention, source.end)):
        return False
    before = mention.start - 1
    if mention.first > mention.start and before > 0 and words[before].norm == "of":
        return lex.is_role(words[before - 1].norm)  # "Secretary of State Ann Lee"
    while before > source.start and words[before].norm in ("the", "former", "a", "an"):
        before -= 1
    if mention.kind in (PERSON, BODY) and before > source.start:  # "a study in the journal Tidal Letters"
        before = _before_role(scene, source.start, before)
        while before > source.start and words[before].norm in ("the", "a", "an"):
            before -= 1
    return before < source.start or words[before].norm not in lex.PREPOSITIONS


def _before_role(scene: Scene, start: int, place: int) -> int:
    """The last word before a role that stands in front of a name: "by | union organiser Piet Sand"."""
    while (
        place > start
        and scene.words[place].kind == PLAIN
        and (scene.words[place].pos in ("NOUN", "ADJ", "PROPN") or lex.is_role(scene.words[place].norm))
    ):
        place -= 1
    return place


def _noun_after(scene: Scene, mention: Mention, end: int) -> bool:
    """True for a name that only modifies the noun behind it: "Marsh supporters"."""
    word = scene.words[mention.last]
    if word.cap and mention.kind == BODY and lex.is_role(word.norm):
        return True  # "Houston Police Chief Ann Lee"
    if (
        word.kind != PLAIN
        or word.norm in lex.PREPOSITIONS | lex.RELATIVES
        or (word.cap and word.kind == PLAIN)
    ):
        return scene.at.get(mention.last) is not None and mention.kind != PERSON and word.kind == PLAIN
    return lex.is_role(word.norm) or lex.is_plural(word.norm) or word.pos in ("NOUN", "ADJ")


def _unknown_person(scene: Scene, mention: Mention) -> bool:
    """True for a name of unknown kind that speaks and looks like somebody's: one to three words, no "the"."""
    return (
        mention.kind == OTHER
        and not _after_the(scene, mention)
        and len(mention.text.split()) <= 3
        and mention.key not in lex.words("nonnames")
        and mention.key not in lex.words("document_nouns")
        and mention.key.split()[-1] not in lex.words("thing_heads")
        and (scene.words[mention.first].pos == "PROPN" or not scene.words[mention.first].first)
        and not any(char.isdigit() for char in mention.text)
    )


def _after_the(scene: Scene, mention: Mention) -> bool:
    return mention.start > 0 and scene.words[mention.start - 1].norm == "the"


def _passes(scene: Scene, word: Word) -> bool:
    """True for a word between joint speakers that belongs to the second: "Labour’s", "economist", "the"."""
    beside = scene.at.get(word.index)
    owned = word.kind == POSSESSIVE or (beside is not None and (beside.possessive or beside.kind != PERSON))
    return owned or word.norm in ("the", "both", "of", "at", "from") or lex.is_role(word.norm)


def _together(scene: Scene, people: list[Mention]) -> list[Mention]:
    """The first name and those joined to it by commas and "and"."""
    joined = people[:1]
    for mention in people[1:]:
        between = scene.words[joined[-1].last : mention.start]
        marks = [word.norm for word in between if not _passes(scene, word)]
        if not marks or any(mark not in (",", "and", "&") for mark in marks) or len(between) > MAX_BETWEEN:
            break
        joined.append(mention)
    if len(joined) > 1 and not any(
        word.norm in ("and", "&") for word in scene.words[joined[-2].last : joined[-1].start]
    ):
        return joined[:1]
    return joined
