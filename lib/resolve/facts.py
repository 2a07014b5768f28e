"""A person's mention → what the words around it say: role and institution before and after the name."""

from collections.abc import Iterator
from dataclasses import replace

from lib.resolve import lex
from lib.resolve.clauses import STOPS, after, membership
from lib.resolve.kinds import BODY, PERSON, Mention
from lib.resolve.roles import Fact, RoleReader
from lib.resolve.words import PLAIN, POSSESSIVE, Word

MAX_LEFT, MAX_APPOSED = 12, 16


def about(reader: RoleReader, mention: Mention) -> Iterator[Fact]:
    """All facts beside one mention of a person, each with the number of the mention's first word."""
    for fact in (
        _before(reader, mention),
        _office_before(reader, mention),
        _owner_before(reader, mention),
        _apposed_before(reader, mention),
        *after(reader, mention),
    ):
        if fact is not None and (fact.role or fact.body or fact.generic):
            yield replace(fact, at=mention.first)


def _before(reader: RoleReader, mention: Mention) -> Fact | None:
    """ "State department spokesperson Matthew Miller": role and body right before the name."""
    words = reader.words
    stop = mention.first
    while stop > mention.start and _only_courteous(words[stop - 1].norm):
        stop -= 1
    start = _left_edge(reader, mention.start, stop)
    if start >= stop:
        return None
    phrase = reader.phrase(start, stop)
    if phrase is None or phrase.head != stop - 1:
        return None
    nearby = {word.norm for word in words[max(start - 3, 0) : start + 1]}
    if nearby & {"the", "a", "an"} and " " not in mention.key and mention.title is None:
        return None  # "the judge Marsh was talking of"
    titled = stop > mention.start and words[stop - 1].norm in lex.titles()
    return reader.fact(phrase, "title before the name" if titled else "role before the name")


def _only_courteous(norm: str) -> bool:
    """True for a form of address that states no role: "Dr", "Lord"."""
    return norm in lex.titles() and not lex.titles()[norm].role


def _office_before(reader: RoleReader, mention: Mention) -> Fact | None:
    """ "Secretary of State Ann Lee", "director of research Ann Lee": what the office is for, in between."""
    words, start = reader.words, mention.start
    while start > 0 and f"{words[start - 1].norm}" in lex.words("offices"):
        start -= 1
    link = start - 1
    told = start < mention.start or words[start].norm in lex.words("offices")
    if not told or link < 1 or words[link].norm != "of" or not lex.is_role(words[link - 1].norm):
        return None
    phrase = reader.phrase(_left_edge(reader, link, link), link)
    if phrase is None or phrase.body is not None:
        return None
    phrase.core.append((link, mention.first))
    return reader.fact(phrase, "role before the name")


def _left_edge(reader: RoleReader, start: int, stop: int) -> int:
    """The first word of the phrase that ends before a name."""
    words, place = reader.words, start
    if start == stop and (not start or not lex.could_be_role(words[start - 1])):
        return stop
    while place > max(start - MAX_LEFT, 0):
        word = words[place - 1]
        if (
            word.paragraph != words[start].paragraph
            or word.quoted != words[start].quoted
            or (word.sentence != words[start].sentence)
        ):
            break
        mention = reader.at.get(place - 1)
        if mention is not None:
            if mention.kind == PERSON and place == start:
                break
            place = mention.start if mention.kind != PERSON else mention.first
        elif word.norm in lex.DETERMINERS | lex.POSSESSIVES:
            return place - 1
        elif _in_phrase(reader, word) or _links_roles(words, place - 1):
            place -= 1
        else:
            break
    return place


def _in_phrase(reader: RoleReader, word: Word) -> bool:
    """True for a word that may stand in a phrase before a name."""
    if word.kind == POSSESSIVE:
        return True
    if (
        word.kind != PLAIN
        or word.norm in lex.PREPOSITIONS | lex.RELATIVES | {"and", "or", "but"}
        or (word.norm in lex.words("openers") and word.norm not in lex.words("role_adjectives"))
    ):
        return False
    if lex.is_role(word.norm) or word.norm in lex.words("role_adjectives"):
        return not reader.is_verb(word)
    return word.pos in ("NOUN", "ADJ", "PROPN") or (word.pos == "VERB" and not reader.is_verb(word))


def _links_roles(words: list[Word], place: int) -> bool:
    return (
        words[place].norm == "and"
        and 0 < place < len(words) - 1
        and lex.is_role(words[place - 1].norm)
        and (any(lex.is_role(word.norm) for word in words[place + 1 : place + 4]))
    )


def _owner_before(reader: RoleReader, mention: Mention) -> Fact | None:
    """ "Brightwater’s Ann Lee": a body that owns the person."""
    owner = mention.start - 1
    if owner < 1 or reader.words[owner].kind != POSSESSIVE or mention.start != mention.first:
        return None
    body = reader.at.get(owner - 1)
    return (
        membership(body, "owner of the name", owner - 1) if body is not None and body.kind == BODY else None
    )


def _apposed_before(reader: RoleReader, mention: Mention) -> Fact | None:
    """ "the acting head of Brightwater Analytics, Dr Selwyn Okoye,": a phrase, a comma, the name, a mark."""
    words, comma = reader.words, mention.start - 1
    if comma < 1 or words[comma].text != "," or mention.last >= len(words):
        return None
    if (
        words[mention.last].text not in STOPS | {"("}
        or words[mention.last].paragraph != words[comma].paragraph
    ):
        return None
    for start in range(max(comma - MAX_APPOSED, 0), comma):
        if words[start].sentence != words[comma].sentence or not _begins_phrase(reader, start):
            continue
        phrase = reader.phrase(start)
        if phrase is not None and phrase.end == comma and lex.could_be_role(words[phrase.head]):
            return reader.fact(phrase, "apposition before the name")
    return None


def _begins_phrase(reader: RoleReader, place: int) -> bool:
    """True for a determiner, or a name that owns what follows."""
    word = reader.words[place]
    if word.norm in lex.DETERMINERS | lex.POSSESSIVES:
        return True
    mention = reader.at.get(place)
    return mention is not None and place == mention.first and mention.possessive
