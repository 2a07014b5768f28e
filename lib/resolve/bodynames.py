"""Names of bodies: the form that is shown, the noun they are built on, what they can be called."""

import re
from collections.abc import Sequence

from lib.resolve import lex
from lib.resolve.kinds import Mention, spell
from lib.resolve.words import POSSESSIVE, Word

NEWS_AGENCY = " news agency"
FIRMS = frozenset(
    ("company", "firm", "corporation", "business", "group", "startup", "manufacturer", "retailer")
)
GROUPS = frozenset(
    (
        "group",
        "organisation",
        "organization",
        "charity",
        "movement",
        "coalition",
        "nonprofit",
        "foundation",
        "association",
        "institute",
        "network",
        "body",
    )
)
OFFICES = frozenset(("agency", "office", "service", "bureau", "authority", "regulator", "watchdog"))
PAPERS = frozenset(("newspaper", "paper", "magazine", "broadcaster", "outlet", "station", "publication"))
SMALL = frozenset(("of", "the", "for", "and", "on", "in", "at", "&"))
OF_A_STATE = frozenset(
    (
        "ministry",
        "department",
        "government",
        "parliament",
        "army",
        "navy",
        "police",
        "court",
        "treasury",
        "senate",
        "embassy",
    )
)
OF_A_PERSON = frozenset(
    ("administration", "campaign", "government", "team", "family", "foundation", "cabinet")
)


def names_alone(words: Sequence[str]) -> bool:
    """True if a first word may stand for the whole: "Norfield" Bank, not "Marsh" administration."""
    tail = words[-1]
    return lex.is_org_head(tail) and not lex.is_place(words[0]) and tail not in OF_A_PERSON


def shown_name(words: Sequence[Word], mention: Mention, bare: set[str]) -> str:
    """The name as shown: "Kyodo" for "Japan’s Kyodo news agency", which only tells what Kyodo is."""
    text = mention.text
    if owned := _owned_by_country(words, mention):
        return owned
    if text.lower().endswith(NEWS_AGENCY):
        short = text[: -len(NEWS_AGENCY)]
        if short.lower() in bare | lex.words("known_bodies") or _described(words, mention.start):
            return short
    return text


def _owned_by_country(words: Sequence[Word], mention: Mention) -> str:
    """ "France’s Economy Ministry": every country has one, so the country stays; "" for other bodies."""
    mark = mention.start - 1
    if mark < 1 or words[mark].kind != POSSESSIVE or head_noun(mention.text) not in OF_A_STATE:
        return ""
    for start in range(max(mark - 3, 0), mark):
        if " ".join(word.norm for word in words[start:mark]) in lex.countries():
            return spell(words[start : mention.last])
    return ""


def _described(words: Sequence[Word], place: int) -> bool:
    """True after a country's name or adjective, or "state-run": what follows is explained, not named."""
    for word in reversed(words[max(place - 4, 0) : place]):
        if word.kind == POSSESSIVE or word.norm in lex.demonyms() or word.norm.startswith("state"):
            return True
        if word.cap or word.norm in ("the", "a", "an"):
            return False
    return False


def head_noun(name: str) -> str:
    """The noun a body's name is built on, folded; "" for a name without one ("Oxfam")."""
    words = name.lower().split()
    link = next(
        (place for place, word in enumerate(words) if word in ("of", "for", "on") and place), len(words)
    )
    for word in (words[link - 1], words[-1]):
        if lex.is_org_head(word):
            return word
    return ""


def callable_by(heads: frozenset[str], noun: str) -> bool:
    """True if a body of this name can be called by the noun."""
    if noun in heads:
        return True
    stately = any(
        head in lex.STATE_HEADS or head in ("university", "college", "school", "hospital") for head in heads
    )
    if noun in FIRMS and not stately:
        return not heads & GROUPS or noun in GROUPS
    if noun in GROUPS:
        return not stately
    if noun in OFFICES:
        return bool(heads & (OFFICES | {"administration", "commission"}))
    return (
        noun in PAPERS
        and any(head in lex.words("org_heads") for head in heads)
        and bool(
            heads
            & {
                "times",
                "post",
                "herald",
                "tribune",
                "gazette",
                "chronicle",
                "journal",
                "mail",
                "news",
                "observer",
            }
        )
    )


def initials(name: str) -> str:
    """The first letters of a name's larger words, lower case: its acronym; "" for a single word."""
    words = [word for word in re.findall(r"\w+", name) if word.lower() not in SMALL]
    return "".join(word[0] for word in words).lower() if len(words) > 1 else ""
