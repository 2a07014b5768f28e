"""A person's mention → what the words around it say: role and institution before and after the name."""

from collections.abc import Iterator
from dataclasses import replace

from lib.resolve import lex
from lib.resolve.mentions import BODY, PERSON, Mention
from lib.resolve.roles import Fact, Phrase, RoleReader
from lib.resolve.words import PLAIN, POSSESSIVE, Word

MAX_LEFT, MAX_APPOSED, MAX_CLOSING = 12, 16, 14
STOPS = frozenset((",", ".", ")", ";", ":", "–", "—", "-", "!", "?", "…"))
VERB_RULE = "verb of a relative clause"
QUOTES = frozenset("\"“”„«»'‘’")
NOWADAYS = frozenset(("now", "currently", "also", "today"))
NAMED_AS = frozenset(("named", "appointed", "elected", "hired", "chosen", "reappointed"))


def about(reader: RoleReader, mention: Mention) -> Iterator[Fact]:
    """All facts beside one mention of a person, each with the number of the mention's first word."""
    for fact in (
        _before(reader, mention),
        _office_before(reader, mention),
        _owner_before(reader, mention),
        _apposed_before(reader, mention),
        *_after(reader, mention),
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
    if (phrase.definite or phrase.indefinite) and " " not in mention.key and mention.title is None:
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
    if (
        start == mention.first
        or link < 1
        or words[link].norm != "of"
        or not lex.is_role(words[link - 1].norm)
    ):
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
        _membership(body, "owner of the name", owner - 1) if body is not None and body.kind == BODY else None
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


def _after(reader: RoleReader, mention: Mention) -> Iterator[Fact | None]:
    words, place = reader.words, mention.last
    if place >= len(words) - 1 or words[place].paragraph != words[mention.first].paragraph:
        return
    mark = words[place]
    if mark.text in (",", "(", "–", "—", "-"):
        yield from _after_mark(reader, _past_aside(words, place + 1), mark.text)
    elif mark.norm in ("of", "from", "with"):
        yield _linked_body(reader, place)
    else:
        yield _stated(reader, mention, place)


def _past_aside(words: list[Word], place: int) -> int:
    """The place after an age: "Ann Lee, 56, a baker"."""
    if place + 2 < len(words) and words[place].norm.isdigit() and words[place + 1].text == ",":
        place += 2
    return place + 1 if place + 1 < len(words) and words[place].norm in NOWADAYS else place


def _after_mark(reader: RoleReader, place: int, mark: str) -> Iterator[Fact | None]:
    """Apposition, "of" with a body, a relative clause, a body in brackets."""
    words = reader.words
    if place >= len(words) - 1:
        return
    word, named = words[place], reader.at.get(place)
    if word.norm in ("of", "from", "with", "at", "for"):
        yield _linked_body(reader, place)
    elif word.norm == "who":
        yield _relative(reader, place + 1)
    elif named is not None and mark == "(" and named.kind == BODY and words[named.last].text == ")":
        yield _membership(named, "in brackets after the name", place)
    elif word.norm in lex.words("works_at_verbs") or word.norm == "representing":
        yield _works_at(reader, place)
    else:
        yield _apposition(reader, place)


def _apposition(reader: RoleReader, place: int) -> Fact | None:
    """ "…, the Kremlin spokesperson,": a phrase that is closed by a mark, so no new subject."""
    phrase = reader.phrase(place)
    if phrase is None or phrase.end <= place:
        return None
    listed = lex.is_role(reader.words[phrase.head].norm)
    if not listed and not phrase.indefinite:
        return None
    if not _closed(reader, phrase.end) or (
        lex.is_plural(reader.words[phrase.head].norm) and not phrase.indefinite
    ):
        return None
    if phrase.body is None and phrase.generic is None:
        _body_after_comma(reader, phrase)
    return reader.fact(phrase, "apposition")


def _closed(reader: RoleReader, place: int) -> bool:
    """True if a mark or a relative clause comes before any verb: the phrase does not begin a clause."""
    words = reader.words
    for word in words[place : place + MAX_CLOSING]:
        if (
            word.text in STOPS | QUOTES
            or word.norm in lex.RELATIVES
            or word.paragraph != words[place - 1].paragraph
        ):
            return True
        if reader.is_verb(word):
            return word.token is not None and word.token.tag_ in ("VBN", "VBG")
    return place >= len(words)


def _body_after_comma(reader: RoleReader, phrase: Phrase) -> None:
    """ "Ada Lorne, Commissioner, Dunmere Roads Agency": the body behind a second comma, as in signatures."""
    words, place = reader.words, phrase.end
    if place + 1 >= len(words) or words[place].text != ",":
        return
    body = reader.at.get(place + 1)
    if body is None or body.kind != BODY or not body.sure or body.first != place + 1:
        return
    if (
        body.last >= len(words)
        or words[body.last].text in (",", ".")
        or (words[body.last].paragraph != words[place].paragraph)
    ):
        phrase.body = body


def _linked_body(reader: RoleReader, place: int) -> Fact | None:
    """ "of the Institute for Tidal Research": only a body, never a place."""
    mention, _, _ = reader.target(place + 1, min(len(reader.words), place + 12))
    if mention is None or mention.kind != BODY:
        return None
    return _membership(mention, f"“{reader.words[place].text}” after the name", place)


def _relative(reader: RoleReader, place: int) -> Fact | None:
    """ "who heads the Delta Fund", "who works for …", "who is the director of …"."""
    words = reader.words
    if place >= len(words) - 1:
        return None
    while place < len(words) - 2 and words[place].norm in NOWADAYS:
        place += 1
    verb = words[place].norm
    if verb == "is" or (verb in ("serves", "works", "acts") and words[place + 1].norm == "as"):
        phrase = reader.phrase(place + (1 if verb == "is" else 2))
        return reader.fact(phrase, "relative clause") if phrase is not None else None
    if verb in lex.words("works_at_verbs"):
        return _works_at(reader, place)
    row = lex.table("head_verbs").get(verb)
    if row is None:
        return None
    mention, generic, _ = reader.target(place + 1, min(len(words), place + 10))
    body = mention if mention is not None and mention.kind == BODY else None
    if body is None and generic is None:
        return None
    role = row[0] or None
    return Fact(role, (place, place + 1) if role else None, role or "", body, generic, VERB_RULE, place)


def _works_at(reader: RoleReader, place: int) -> Fact | None:
    """ "speaking for the Delta Fund", "who teaches at Velmore University"."""
    words = reader.words
    for link in range(place + 1, min(place + 4, len(words) - 1)):
        if words[link].norm in ("for", "at", "with") or words[place].norm == "representing":
            start = link + 1 if words[link].norm in ("for", "at", "with") else link
            mention, _, _ = reader.target(start, min(len(words), start + 10))
            return (
                _membership(mention, "relative clause", place) if mention and mention.kind == BODY else None
            )
    return None


def _stated(reader: RoleReader, mention: Mention, place: int) -> Fact | None:
    """ "Ann Lee is the director of …", "was named head of …"."""
    words = reader.words
    if words[place].norm in ("is", "remains", "becomes"):
        start = place + 1
    elif (words[place].norm in ("was", "been") and words[place + 1].norm in NAMED_AS) or (
        words[place].norm in ("serves", "works", "served") and words[place + 1].norm == "as"
    ):
        start = place + 2
    else:
        return None
    start += start < len(words) and words[start].norm == "as"
    phrase = reader.phrase(start) if start < len(words) else None
    if (
        phrase is None
        or not lex.is_role(words[phrase.head].norm)
        or words[start].quoted != words[mention.first].quoted
    ):
        return None
    return reader.fact(phrase, "said of the person")


def _membership(body: Mention, rule: str, place: int) -> Fact:
    return Fact(None, None, "", body, None, rule, place)
