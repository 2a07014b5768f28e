"""Words → stretches that name something: capitalised runs, with titles and roles parted off.

A chunk is ``prefix`` (titles and roles printed with a capital before a name: "Finance Minister") and
``name``.  Names of bodies are widened over "of", "for" and lower-case heads: "Institute for Tidal
Research", "White House national security council".
"""

import re
from collections.abc import Iterator, Sequence

from lib import lexicon
from lib.resolve import lex
from lib.resolve.runs import COURTESY, Chunk, is_opener, joins, run_end
from lib.resolve.widening import owned_body_end, widened
from lib.resolve.words import PLAIN, Word

PARTY = re.compile(r"[RDI]-[A-Z]")
ADJECTIVE_TAILS = frozenset(
    (
        "based",
        "winning",
        "nominated",
        "educated",
        "listed",
        "headquartered",
        "occupied",
        "affiliated",
        "led",
        "backed",
        "born",
        "style",
        "controlled",
        "owned",
        "run",
        "era",
        "area",
        "held",
        "trained",
        "linked",
        "funded",
        "sponsored",
        "elect",
        "bound",
        "wide",
        "speaking",
        "like",
    )
)


# Surnames that are also roles: "Stephen King", "Tom Shepherd".
ROLE_SURNAMES = frozenset(
    (
        "king",
        "queen",
        "prince",
        "bishop",
        "shepherd",
        "mason",
        "baker",
        "miller",
        "taylor",
        "potter",
        "page",
        "brewer",
        "butcher",
    )
)


def find(words: Sequence[Word]) -> Iterator[Chunk]:
    """All chunks of an article in order, without overlap."""
    place = 0
    while place < len(words):
        if not _starts(words, place):
            place += 1
            continue
        end = run_end(words, place)
        chunk = _parted(words, place, end) if not _describes(words[place:end]) else None
        whole = Chunk(place, place, end)
        chunk = whole if chunk is None and owned_body_end(words, whole) else chunk
        chunk = chunk or _known_of(words, place, end)
        if chunk is not None:
            chunk = widened(words, chunk)
            end = max(end, chunk.last)
            yield chunk
        place = end


def _known_of(words: Sequence[Word], start: int, end: int) -> Chunk | None:
    """A body whose listed name begins with a role: "Joint Chiefs of Staff"."""
    if end + 1 >= len(words) or words[end].norm != "of":
        return None
    after = run_end(words, end + 1)
    listed = " ".join(word.norm for word in words[start:after]) in lex.words("known_bodies")
    return Chunk(start, start, after, True) if listed else None


def _describes(run: Sequence[Word]) -> bool:
    """True for a run that ends in an adjective: "Pulitzer Prize-winning"."""
    tail = run[-1].norm
    return "-" in tail and tail.rsplit("-", 1)[-1] in ADJECTIVE_TAILS


def _starts(words: Sequence[Word], place: int) -> bool:
    word = words[place]
    if word.kind != PLAIN:
        return False
    if not word.cap:
        return (
            word.norm in lex.words("particles")
            and word.pos == "PROPN"
            and joins(words, place + 1)
            and (words[place + 1].cap)
        )
    if word.norm.rsplit("-", 1)[-1] in ADJECTIVE_TAILS and "-" in word.norm:
        return False  # "Washington-based Stimson Center"
    if PARTY.match(word.text):
        return False  # "(R-Ohio)"
    if word.first and _reports(word):
        return False  # "Added Marsh: …"
    return not is_opener(word) or _opener_is_name(words, place)


def _reports(word: Word) -> bool:
    """True for the past tense of a verb of speech, which may open a sentence before its subject."""
    verbs = lexicon.words("speech_verbs")
    return word.norm.endswith("ed") and (word.norm[:-2] in verbs or word.norm[:-1] in verbs)


def _opener_is_name(words: Sequence[Word], place: int) -> bool:
    """True for a capitalised everyday word that begins a name after all: "New York", "April Ryan"."""
    word = words[place]
    if not joins(words, place + 1) or not words[place + 1].cap:
        return False
    following = words[place + 1].norm
    if word.norm == "new":
        return True
    if not word.first and lex.given_sex(word.norm) is not None:
        return True  # "Per Vang", "Will Estrada" inside a sentence
    if word.norm == "will":
        return not word.first or not _asks(words, place)
    known = f"{word.norm} {following}" in lex.words("known_bodies") | lex.words("metonyms")
    named = word.ent == words[place + 1].ent == "PERSON" and word.pos == words[place + 1].pos == "PROPN"
    return known or (named and following not in lex.words("openers") and lex.given_sex(following) is None)


def _asks(words: Sequence[Word], place: int) -> bool:
    """True for a sentence that ends in a question mark: "Will Marsh go?"."""
    for word in words[place : place + 60]:
        if word.sentence != words[place].sentence:
            return False
        if word.text == "?":
            return True
    return False


def _parted(words: Sequence[Word], start: int, end: int) -> Chunk | None:
    """The chunk of one run of capitals, titles and roles parted from the name; None if no name is left."""
    if (
        words[end - 1].norm in lex.words("thing_heads")
        and end - start > 2
        and not words[start].text.endswith(".")
    ):
        return Chunk(start, start, end)  # "Every Student Succeeds Act"
    name = _past_office(words, start, end)
    for place in range(name, end - 1):
        width = title_width(words, place, end)
        if width and place + width < end:
            name = place + width
        elif lex.is_role(words[place].norm) and _role_before_name(words, start, place, end):
            name = place + 1
    if name == start and _is_bare_role(words, start, end):
        return None
    return Chunk(start, name, end)


def _past_office(words: Sequence[Word], start: int, end: int) -> int:
    """The place after "State" in "Secretary of State Ann Lee"."""
    place = start
    if start > 1 and words[start - 1].norm == "of" and lex.is_role(words[start - 2].norm):
        while place < end - 1 and words[place].norm in lex.words("offices"):
            place += 1
    return place


def title_width(words: Sequence[Word], place: int, end: int) -> int:
    """How many words of a form of address stand here: 2 for "Lt. Col.", 0 for none."""
    for width in (2, 1):
        if place + width < end + 1 and place + width <= len(words):
            form = " ".join(word.norm for word in words[place : place + width])
            if form in lex.titles() and all(word.cap for word in words[place : place + width]):
                return width if width == 2 or _is_title(words, place, end) else 0
    return 0


def _is_title(words: Sequence[Word], place: int, end: int) -> bool:
    """False where a title word is part of a name: "Justice Department", "Martin Luther King", "St. Louis"."""
    word, tail = words[place], words[end - 1]
    if word.norm in ("st", "saint", "hon"):
        return False
    if word.text.endswith(".") or word.norm in COURTESY:
        return True
    inside = place > 0 and words[place - 1].cap and lex.given_sex(words[place - 1].norm) is not None
    return not inside and not lex.is_org_head(tail.norm) and not lex.is_role(tail.norm)


def _role_before_name(words: Sequence[Word], start: int, place: int, end: int) -> bool:
    """True if the role noun at ``place`` parts a role from a name, false inside a body or a person's name."""
    rest = words[place + 1 : end]
    if lex.is_org_head(rest[-1].norm) and lex.given_sex(rest[0].norm) is None:
        return False
    if (
        words[place].norm in lex.words("stances")
        and lex.given_sex(rest[0].norm) is None
        and rest[0].ent != "PERSON"
    ):
        return False
    if any(lex.is_role(word.norm) for word in rest[:-1]) and lex.given_sex(rest[0].norm) is None:
        return True
    if place == start and len(rest) == 1 and lex.given_sex(words[place].norm) is not None:
        return False
    given = any(lex.given_sex(word.norm) is not None for word in words[start:place])
    return not given or any(lex.is_role(word.norm) for word in words[start:place])


def _is_bare_role(words: Sequence[Word], start: int, end: int) -> bool:
    """True for a run that names a role and nobody: "White House Press Secretary", "Prime Minister"."""
    run = words[start:end]
    tail = run[-1].norm
    if lex.is_role(tail) and lex.singular(tail) != tail and not lex.is_org_head(tail):
        return True  # "Gay Republicans", "House Democrats"
    if not lex.is_role(tail) or (
        len(run) > 1 and (lex.given_sex(run[0].norm) is not None or lex.is_org_head(tail))
    ):
        return False
    if len(run) == 1:
        return not (run[0].ent == "PERSON" and not run[0].first and words[max(start - 1, 0)].norm != "the")
    return lex.singular(tail) not in ROLE_SURNAMES or (
        any(lex.is_role(word.norm) or lex.is_org_head(word.norm) for word in run[:-1])
    )
