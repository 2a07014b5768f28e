"""The words of a text as the search compares them: folded, with the place each stands at.

One function serves the index, the query and the marking of hits, so that they cannot disagree.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Quotation marks of every style, as one; apostrophes likewise.
STRAIGHT = str.maketrans(dict.fromkeys("“”„‟«»″〝〞＂", '"') | dict.fromkeys("‘’‚‛′`´ʼ＇‹›", "'"))

# Acronyms with points (U.S., J.D.) before numbers (1,200 and 3.5) before plain words with apostrophes.
LETTER = r"[^\W_][\u0300-\u036f]*"  # with the accents that stand behind it where a text is decomposed
WORD = re.compile(r"(?P<acronym>(?<![^\W_])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?)"
                  r"|(?P<number>\d+(?:[.,]\d+)+)"
                  rf"|(?P<word>(?:{LETTER})+(?:'(?:{LETTER})+)*)")
POSSESSIVE = re.compile(r"'s?$")
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
SEPARATOR = "¦"  # stands between two fields in the index, so that no phrase runs over from one to the next


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its folded form and its span in the text it was read from."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words in order.  Case, accents and mark styles are folded; U.S. is us, 1,200 is 1200.

    A possessive ending is left out (Putin’s is putin), a hyphen parts two words (Jong-un is jong un).
    """
    found = (Token(_fold(match), match.start(), match.end()) for match in WORD.finditer(straight(text)))
    return [token for token in found if token.word]


def fold(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(token.word for token in tokens(text))


def straight(text: str) -> str:
    """The text with straight marks and apostrophes; every character keeps its place."""
    return text.translate(STRAIGHT)


def indexed(*fields: str) -> str:
    """Fields as the index stores them: folded words between single spaces, a separator between fields.

    The text begins and ends with a space, so that `` word `` finds whole words only.
    """
    texts = [" ".join(words) for words in map(fold, fields) if words]
    return f" {f' {SEPARATOR} '.join(texts)} " if texts else " "


def tagged(fields: Mapping[str, Iterable[str]]) -> str:
    """Fields as one text for field limits: every word carries its field's name, ``speaker:peskov``."""
    texts = [" ".join(f"{name}:{word}" for word in fold(text)) for name, values in fields.items()
             for text in values]
    return f" {f' {SEPARATOR} '.join(filter(None, texts))} "


def _fold(match: re.Match[str]) -> str:
    word = match.group()
    if match.lastgroup == "acronym":
        word = word.replace(".", "")
    elif match.lastgroup == "number":
        word = re.sub(r",(?=\d{3}(?!\d))", "", word)
    else:
        word = POSSESSIVE.sub("", word).replace("'", "")
    parts = unicodedata.normalize("NFKD", word.casefold().translate(LETTERS))
    return "".join(char for char in parts.casefold() if char.isalnum() or char in ".,")
