"""Lines → paragraphs: undoes the line breaks of e-mail, PDF and terminal width.

A line break is kept, as a paragraph break, where it was meant: after a heading, before a label
("KOVAR: …") or a list mark, between paragraphs that stand one a line.  It becomes a space where the
line was merely full.
"""

import functools
import re
from itertools import pairwise

from lib.ingest import repair

NARROW, WIDE = 40, 120  # characters: no layout wraps prose to fewer, and none to more
END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
LABEL = re.compile(r"(?:[A-Z][\w.'’-]*(?: [\w.'’-]+){0,5}|Q|A):\s")
MARK = re.compile(r"(?:[-*•▪●◦‣·–—]\s|\(?\d{1,3}[.)]\s|>\s?)")
HYPHEN_END = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?|\d+)-$")
WORD_START = re.compile(r"[^\W\d_]+|\d+")
WHOLE_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:[-’'][^\W\d_]++)*+(?!-)")
SUSPENDED = frozenset({"and", "or", "to", "und", "oder"})  # "two- and three-year"


def join(text: str) -> str:
    """The text with one paragraph a line, blank lines between, and words whole again."""
    blocks = [block.split("\n") for block in re.split(r"\n{2,}", text) if block.strip()]
    width = _width(blocks)
    hyphens = _Hyphens(text)
    paragraphs: list[str] = []
    for number, lines in enumerate(blocks):
        pieces = [lines[0]]
        for place, (previous, line) in enumerate(pairwise(lines)):
            if _is_break(previous, line, width, first=number == place == 0):
                paragraphs.append("".join(pieces))
                pieces = [line]
            else:
                pieces[-1:] = [hyphens.end_before(pieces[-1], line), line]
        paragraphs.append("".join(pieces))
    squashed = (part for paragraph in paragraphs for part in repair.split_squashed(paragraph).split("\n\n"))
    return "\n\n".join(part.strip() for part in squashed if part.strip())


def _width(blocks: list[list[str]]) -> int:
    """Characters of a full line if the text is hard-wrapped, else 0.

    The proof of wrapping is a line that goes on in lower case on the next.
    """
    pairs = [(line, after) for lines in blocks for line, after in pairwise(lines)]
    wrapped = any(len(line) >= NARROW and after[:1].islower() and not END.search(line)
                  for line, after in pairs)
    longest = max((len(line) for pair in pairs for line in pair), default=0)
    return longest if wrapped and longest <= WIDE else 0


def _is_break(line: str, after: str, width: int, first: bool) -> bool:
    """True where the break between two lines of a block was meant."""
    if MARK.match(after) and not re.match(r"[–—-]\s[a-z]", after):
        return True
    ended = bool(END.search(line))
    if LABEL.match(after) and (ended or LABEL.match(line)):
        return True
    if _cut_word(line) or (not ended and (after[:1].islower() or line[-1:] in ",;–—")):
        return False
    if width:  # the next word would still have fitted: nobody had to break here
        return len(line) + 1 + len(after.split(" ", 1)[0]) <= width
    if ended or first or not NARROW <= len(line) <= WIDE:
        return True
    return len(after) > len(line) + 10  # a heading over its paragraph, not a full line over the next


def _cut_word(line: str) -> re.Match[str] | None:
    """The word before a hyphen at the end of a line."""
    return HYPHEN_END.search(line[-60:]) if line.endswith("-") else None


class _Hyphens:
    """Decides for a word cut at a line end whether its hyphen is part of it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """The words of the text that stand whole in it, with and without hyphens."""
        return frozenset(WHOLE_WORD.findall(self.text.lower()))

    def end_before(self, line: str, after: str) -> str:
        """A line as it ends when the next one follows at once: with a space, a real hyphen or neither."""
        cut, start = _cut_word(line), WORD_START.match(after)
        if not cut or not start:
            return line if line.endswith("—") and not line.endswith(" —") else f"{line} "
        if start[0] in SUSPENDED and not after[len(start[0]):].startswith("-"):
            return f"{line} "
        return line if self._is_real(cut[1], start[0]) else line[:-1]

    def _is_real(self, first: str, second: str) -> bool:
        """True if the hyphen belongs to the word: "co-owner", "Chun-ryong", "long-term"."""
        whole = (first + second).lower()
        if not whole.isalpha() or second[:1].isupper():
            return True
        hyphenated = f"{first}-{second}".lower()
        if hyphenated in self.words or whole in self.words:
            return hyphenated in self.words
        known = _known_words()
        if whole in known:
            return False
        # An unknown name keeps its hyphen; an unknown common word is likelier cut than compound.
        return first[:1].isupper() or (first.lower() in known and second.lower() in known)


@functools.cache
def _known_words() -> frozenset[str]:
    """English words; 0.5 s and 40 MB, so loaded only when a text has a word cut at a line end."""
    from spellchecker import SpellChecker

    return frozenset(SpellChecker(language="en", distance=1).word_frequency.words())
