"""A sentence without who it is about: names, parties and sexes read alike and cannot move its score.

Names of countries, of bodies of state and of programmes stay: they say what is asserted, and a swap of
the speaker does not touch them.
"""

import functools
import re
from collections.abc import Iterator

from lib import lexicon

NAME = "Someone"
# A word with its inner hyphens, apostrophes and points of initials; a figure; any other sign.
TOKEN = re.compile(r"(?:Mrs?|Ms|Dr|Prof|Sen|Gov|Rep|Gen|Rev|Hon|Jr|Sr|St)\.|(?:[^\W\d_]\.)+(?=\s|$)|"
                   r"[^\W\d_][\w’'-]*[^\W_]|[^\W\d_]|\d[\d.,]*\d|\d|\s+|.", re.DOTALL)
POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
STEM = re.compile(r"[^-’']*")  # of "we've", "forty-one"
OPENS = frozenset(".!?:;\"“”‘'’(-–—…")  # what a sentence may begin behind
MAX_PHRASE = 5  # words of the longest phrase in the lists


def masked(sentence: str) -> str:
    """The sentence as it is scored: one word for every name and party, the sexes alike, spaces single."""
    words = [_sexless(word) for word in _named(_tokens(sentence))]
    text = " ".join("".join(words).split())
    return re.sub(rf"\b(?:[Tt]he )?{NAME}(?: (?:and )?{NAME})*\b", NAME, text)


def _tokens(sentence: str) -> list[str]:
    tokens: list[str] = []
    for token in TOKEN.findall(sentence):
        ending = POSSESSIVE.search(token)
        tokens += [token[:ending.start()], ending.group()] if ending and ending.start() else [token]
    return tokens


def _named(tokens: list[str]) -> Iterator[str]:
    """The tokens, every run that is a name as one word."""
    place, opening = 0, True
    while place < len(tokens):
        party = _party_end(tokens, place)
        if party:
            yield NAME
            place, opening = party, False
            continue
        kept = _known(tokens, place)
        if kept:
            yield from tokens[place:place + kept]
            place, opening = place + kept, False
            continue
        if _is_name(tokens, place, opening):
            place, opening = _run_end(tokens, place), False
            yield NAME
            continue
        token = tokens[place]
        yield token
        opening = token in OPENS or (opening and token.isspace())
        place += 1


def _run_end(tokens: list[str], place: int) -> int:
    """The end of the name that begins here: capitalised words and the particles between them."""
    end = place + 1
    while end + 1 < len(tokens) and tokens[end].isspace():
        ahead = end + 1
        while tokens[ahead].lower() in _particles() and ahead + 2 < len(tokens) and tokens[ahead + 1] == " ":
            ahead += 2
        # Behind a given name "Black" and "King" are surnames.
        known = _known(tokens, ahead) > (1 if tokens[place].lower() in _first_names() else 0)
        if known or not _capital(tokens[ahead]):
            break
        end = ahead + 1
    return end


def _party_end(tokens: list[str], place: int) -> int:
    """The end of a party's full name that begins here ("Scottish National Party"); 0 for none."""
    end = place
    while end < len(tokens) and _capital(tokens[end]) and tokens[end].lower() not in _openers():
        if end > place and tokens[end] == "Party":
            return end + 1
        end += 2 if end + 1 < len(tokens) and tokens[end + 1] == " " else len(tokens)
    return 0


def _known(tokens: list[str], place: int) -> int:
    """How many tokens from here are a name that stays; 0 for none."""
    for words in range(MAX_PHRASE, 0, -1):
        stretch = tokens[place:place + 2 * words - 1]
        if len(stretch) == 2 * words - 1 and stretch[0][:1].isupper():
            phrase = "".join(stretch).lower()
            if phrase in _kept():
                return len(stretch)
    return 0


def _is_name(tokens: list[str], place: int, opening: bool) -> bool:
    word = tokens[place]
    lower = word.lower()
    if lower in lexicon.words("worth_parties"):
        return True
    if not _capital(word) or lower in _sexed() or lower == "i":
        return False
    if lower in _particles() and not opening:
        return True
    if opening and _opens(lower):
        return _capital(_next_word(tokens, place)) and lower in _first_names()
    return lower not in _calendar()


def _opens(lower: str) -> bool:
    """True for a common word at the start, also one in a contraction or compound: "We've", "Forty-one"."""
    if lower.endswith("ly") and lower not in _first_names():
        return True
    return any(part in _openers() for part in (lower, STEM.match(lower).group()))


def _next_word(tokens: list[str], place: int) -> str:
    return next((token for token in tokens[place + 1:place + 3] if not token.isspace()), "")


def _capital(word: str) -> bool:
    """A capital anywhere: "Kim", "McNeil", "al-Assad", "eBay"."""
    return any(letter.isupper() for letter in word) and word not in ("I", "A")


def _sexless(word: str) -> str:
    other = _sexed().get(word.lower().rstrip("."))
    if other is None:
        return word
    return other.capitalize() if word[:1].isupper() else other


@functools.cache
def _openers() -> frozenset[str]:
    return lexicon.words("resolve_openers") | lexicon.words("worth_openers")


@functools.cache
def _particles() -> frozenset[str]:
    return lexicon.words("resolve_particles")


@functools.cache
def _first_names() -> frozenset[str]:
    lists = ("resolve_first_names", "resolve_first_names_f", "resolve_first_names_m")
    return frozenset().union(*(lexicon.words(name) for name in lists))


@functools.cache
def _kept() -> frozenset[str]:
    countries = {name for line in lexicon.words("resolve_countries")
                 for part in line.split("|") for name in part.split(",") if name}
    return lexicon.words("worth_known") | countries | {f"{name}s" for name in countries}


@functools.cache
def _calendar() -> frozenset[str]:
    """Days, months and feasts, which the list of openers holds among other words."""
    return lexicon.words("worth_calendar")


@functools.cache
def _sexed() -> dict[str, str]:
    pairs = (line.partition("|") for line in lexicon.words("worth_sexed"))
    return {word: other for word, _, other in pairs}
