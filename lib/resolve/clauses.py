"""What stands behind a name: apposition, "of" a body, relative clauses, "is the director of"."""

from collections.abc import Iterator

from lib.resolve import lex
from lib.resolve.kinds import BODY, Mention
from lib.resolve.roles import Fact, Phrase, RoleReader
from lib.resolve.words import Word

MAX_CLOSING = 14
STOPS = frozenset((",", ".", ")", ";", ":", "–", "—", "-", "!", "?", "…"))
QUOTES = frozenset("\"“”„«»'‘’")
NAMED_AS = frozenset(("named", "appointed", "elected", "hired", "chosen", "reappointed"))
NOWADAYS = frozenset(("now", "currently", "also", "today"))
VERB_RULE = "verb of a relative clause"


def after(reader: RoleReader, mention: Mention) -> Iterator[Fact | None]:
    """What the words behind a mention state: apposition, body after "of", relative clause."""
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
        yield membership(named, "in brackets after the name", place)
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
        if word.text in STOPS or word.norm in lex.RELATIVES or word.paragraph != words[place - 1].paragraph:
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
    return membership(mention, f"“{reader.words[place].text}” after the name", place)


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
            return membership(mention, "relative clause", place) if mention and mention.kind == BODY else None
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
    while start < len(words) and words[start].norm in NOWADAYS | {"as"}:
        start += 1
    phrase = reader.phrase(start) if start < len(words) else None
    if (
        phrase is None
        or not lex.is_role(words[phrase.head].norm)
        or words[start].quoted != words[mention.first].quoted
    ):
        return None
    return reader.fact(phrase, "said of the person")


def membership(body: Mention, rule: str, place: int) -> Fact:
    """The fact that somebody belongs to a body, without a role."""
    return Fact(None, None, "", body, None, rule, place)
