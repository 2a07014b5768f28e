"""Quotation marks → regions: the stretches between an opening and a closing mark.

Marks are read left to right, paragraph by paragraph, by what stands beside them, as an archive mixes
straight, curly, British single, German, French and TeX marks, and misprints all of them.  A region left
open ends with its paragraph; if the next paragraph starts with an opening mark the two are one speech.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lib import lexicon
from lib.parse import TAG
from lib.records import Span

DOUBLE = re.compile(r"\\{0,2}(?:``|''|[\"“”„‟«»])")  # also escaped, as data files print them
SINGLE = re.compile("[‘’‚‛‹›´]|(?<!')'(?!')|(?<!`)`(?!`)")
SPACE_OR_OPENER = re.compile(r"[\s(\[{<—–\-/…“”„\"«‘'\u200b]")
# Marks inside a tag or a formula are none: <a href="x">, $f''(x) = \text{`x'}$.
FORMULA = re.compile(r"\$(?=\S)[^$\"“”\n]{1,400}(?<=\S)\$(?!\d)")
FORMULA_SIGNS = re.compile(r"[\\^_=]")
WORD = re.compile(r"\w+")
CLOSERS = {"“": ("”", '"', "''"), "„": ("“", "”", '"'), "«": ("»",), "»": ("«",), "”": ("“", "”"),
           "``": ("''", '"')}
NEVER_CLOSES = ("``", "„", "‟")
MAX_MARKS = 1000  # marks of one paragraph that are paired; beyond that it is no prose
MAX_INNER = 40  # marks searched for the end of a quote in the quote
SHORT_INNER = 6  # words of a title inside a speech


@dataclass(frozen=True, slots=True)
class Region:
    """A quoted stretch: ``start``/``end`` without marks and edge spaces, ``outer`` with the marks."""

    start: int
    end: int
    outer: Span
    paragraph: int
    closed: bool = True
    single: bool = False
    chained: bool = False  # goes on in the next paragraph, which opens with a mark again

    @property
    def span(self) -> Span:
        """The quoted characters without their marks."""
        return self.start, self.end


class Regions:
    """All top-level regions of a text in order, with fast look-up of what holds a character."""

    def __init__(self, found: Sequence[Region]) -> None:
        self.all = tuple(found)
        self._starts = [region.outer[0] for region in self.all]

    def at(self, offset: int) -> Region | None:
        """The region that holds this character (marks included), if any."""
        place = bisect_right(self._starts, offset) - 1
        return self.all[place] if place >= 0 and offset < self.all[place].outer[1] else None

    def between(self, start: int, end: int) -> tuple[Region, ...]:
        """The regions that share a character with the span."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        found = []
        for region in self.all[first:]:
            if region.outer[0] >= end:
                break
            if region.outer[1] > start:
                found.append(region)
        return tuple(found)

    def after(self, region: Region) -> Iterator[Region]:
        """The regions behind this one, in order."""
        place = bisect_right(self._starts, region.outer[0])
        while place < len(self.all):
            yield self.all[place]
            place += 1

    def before(self, region: Region) -> Region | None:
        """The region in front of this one, if any."""
        place = bisect_right(self._starts, region.outer[0]) - 2
        return self.all[place] if place >= 0 else None

    def kind(self, text: str, content: Sequence[Span]) -> str:
        """direct: all words of the content are inside marks; mixed: some; indirect: none."""
        inside = total = 0
        for start, end in content:
            for word in WORD.finditer(text, start, end):
                total += 1
                inside += self.at(word.start()) is not None
        return "indirect" if not inside else "direct" if inside == total else "mixed"


def find_regions(text: str, paragraphs: Sequence[Span]) -> Regions:
    """The regions of a text whose paragraphs are these spans."""
    found: list[Region] = []
    open_before = False
    for index, (start, end) in enumerate(paragraphs):
        here = list(_paragraph_regions(text, start, end, index, open_before))
        if here and open_before and here[0].outer[0] <= start + _indent(text, start, end) and found:
            found[-1] = replace(found[-1], chained=True)
        found.extend(here)
        open_before = bool(here) and not here[-1].closed
    return Regions(found)


def _indent(text: str, start: int, end: int) -> int:
    stretch = text[start:end]
    return len(stretch) - len(stretch.lstrip())


def _paragraph_regions(text: str, low: int, high: int, index: int, open_before: bool) -> Iterator[Region]:
    doubles = list(_doubles(text, low, high, index, open_before))
    taken = Regions(doubles)
    singles = [region for region in _singles(text, low, high, index) if not _touches(taken, region)]
    # A single-quoted stretch that holds double marks inside it is the outer one.
    outer = Regions(singles)
    kept = [region for region in doubles if outer.at(region.outer[0]) is None]
    yield from sorted(kept + singles, key=lambda region: region.outer)


def _touches(taken: Regions, region: Region) -> bool:
    """Whether a double-quoted region holds this one, or the two cross."""
    return any(not (region.outer[0] < other.outer[0] and other.outer[1] <= region.outer[1])
               for other in taken.between(*region.outer))


def _doubles(text: str, low: int, high: int, index: int, open_before: bool) -> Iterator[Region]:
    marks = list(islice(_marks(DOUBLE, text, low, high), MAX_MARKS))
    opener: re.Match[str] | None = None
    inner_end = -1  # index of the mark that closes a quote in the quote
    for place, mark in enumerate(marks):
        if place <= inner_end:
            continue
        if opener is None:
            if open_before and place == 0 and not _opens(text, mark, low, high) and _closes(text, mark, low):
                # The paragraph before was left open and this one closes it without a new mark.
                yield from _region(text, low, mark.start(), (low, mark.end()), index)
            elif _opens(text, mark, low, high):
                opener = mark
        elif _closes(text, mark, low) or not _opens(text, mark, low, high):
            yield from _region(text, opener.end(), mark.start(), (opener.start(), mark.end()), index)
            opener = None
        else:
            inner_end = _nested(text, marks, place, opener, low)
            if inner_end < 0:  # a second opening mark: the first one was never closed
                opener = mark
    if opener is not None:
        yield from _region(text, opener.end(), high, (opener.start(), high), index, closed=False)


def _marks(kind: re.Pattern[str], text: str, low: int, high: int) -> Iterator[re.Match[str]]:
    """The marks of a paragraph that stand in no tag, no formula and, escaped, in no word (M\\"uller)."""
    tags = (match.span() for match in TAG.finditer(text, low, high))
    formulas = (match.span() for match in FORMULA.finditer(text, low, high)
                if FORMULA_SIGNS.search(match.group()))
    barred = sorted([*tags, *formulas])
    for mark in kind.finditer(text, low, high):
        place = bisect_right(barred, (mark.start(), high)) - 1
        inside = place >= 0 and mark.start() < barred[place][1]
        before, after = _beside(text, mark, low, high)
        if not inside and not (mark.group()[0] == "\\" and before.isalnum() and after.isalnum()):
            yield mark


def _sign(mark: re.Match[str]) -> str:
    """The mark without the signs that escape it."""
    return mark.group().lstrip("\\")


def _nested(text: str, marks: Sequence[re.Match[str]], place: int, opener: re.Match[str], low: int) -> int:
    """Index of the mark that closes a quote in the quote, -1 if an opening mark starts none.

    It starts one if the outer quote is still closed behind it.  A paragraph that begins with a mark and
    never closes may hold a short one: a speech over several paragraphs naming a title.
    """
    mark = marks[place]
    partner = next((i for i in range(place + 1, min(len(marks), place + MAX_INNER))
                    if _pairs(mark, marks[i]) and _closes(text, marks[i], low)), -1)
    if partner < 0:
        return -1
    left = marks[partner + 1:partner + MAX_INNER]
    if _sign(mark) == _sign(opener) and _sign(mark) in ('"', "''"):
        return partner if len(left) % 2 == 1 else -1
    if any(_pairs(opener, other) and _closes(text, other, low) for other in left[:1]):
        return partner
    short = len(text[mark.end():marks[partner].start()].split()) <= SHORT_INNER
    return partner if short and not text[low:opener.start()].strip() else -1


def _pairs(opening: re.Match[str], closing: re.Match[str]) -> bool:
    """Whether a mark is of a kind that closes what the other one opened."""
    return _sign(closing) in CLOSERS.get(_sign(opening), ('"', "”", "''"))


def _opens(text: str, mark: re.Match[str], low: int, high: int) -> bool:
    """Whether a mark stands where an opening one does: after a space or opener, before a word."""
    before, after = _beside(text, mark, low, high)
    if _sign(mark) in ("“", "„", "``", "‟") and not (before.isalnum() and not after.isalnum()):
        return after != ""
    if _sign(mark) == "«" and before != "" and not SPACE_OR_OPENER.match(before):
        return False
    if _sign(mark) == "«":
        return True
    if before == ">":  # of a tag
        return after.isalnum() or after in ("<", "$", "\\", "[", "(", "…", "'")
    return (before == "" or bool(SPACE_OR_OPENER.match(before))) and after.strip() != ""


def _closes(text: str, mark: re.Match[str], low: int) -> bool:
    """Whether a mark can close: something other than a space stands before it (French sets a space)."""
    before = text[mark.start() - 1:mark.start()] if mark.start() > low else ""
    if _sign(mark) in NEVER_CLOSES:
        return False
    return before.strip() != "" or _sign(mark) in ("”", "»", "''")


def _beside(text: str, mark: re.Match[str], low: int, high: int) -> Span:
    before = text[mark.start() - 1] if mark.start() > low else ""
    after = text[mark.end()] if mark.end() < high else ""
    return before, after


def _singles(text: str, low: int, high: int, index: int) -> Iterator[Region]:
    """Regions in single marks: an opener at a word's beginning, the closer chosen among apostrophes."""
    marks = list(islice(_marks(SINGLE, text, low, high), MAX_MARKS))
    place = 0
    while place < len(marks):
        opener = marks[place]
        if not _single_opens(text, opener, low, high):
            place += 1
            continue
        closer = _single_closer(text, marks, place, low, high)
        if closer is None:
            place += 1
            continue
        mark = marks[closer]
        yield from _region(text, opener.end(), mark.start(), (opener.start(), mark.end()), index, single=True)
        place = closer + 1


def _single_opens(text: str, mark: re.Match[str], low: int, high: int) -> bool:
    before, after = _beside(text, mark, low, high)
    if not (before == "" or SPACE_OR_OPENER.match(before)) or not after or after.isspace():
        return False
    word = WORD.match(text, mark.end(), high)
    if word is None:
        return after in "[(\"“…$<\\"
    return not word.group()[0].isdigit() and word.group().lower() not in lexicon.words("elisions")


def _single_closer(text: str, marks: Sequence[re.Match[str]], place: int, low: int, high: int) -> int | None:
    """Index of the mark that closes: after punctuation for sure, after a letter if no possessive."""
    doubtful = None
    for other in range(place + 1, len(marks)):
        mark = marks[other]
        before, after = _beside(text, mark, low, high)
        if after.isalnum():
            if _single_opens(text, mark, low, high):
                break
            continue  # an apostrophe inside a word
        if before in ".,!?;:…":
            return other
        if not before.strip():
            continue
        if before not in "sS" and text[mark.start() - 2:mark.start()] != "in":
            return other
        if doubtful is None:
            doubtful = other  # "miners’", "talkin’": a surer mark further on wins
    return doubtful


def _region(text: str, start: int, end: int, outer: Span, index: int, closed: bool = True,
            single: bool = False) -> Iterator[Region]:
    """The region without edge spaces; nothing where no word stands between the marks."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if WORD.search(text, start, end):
        yield Region(start, end, outer, index, closed, single)
