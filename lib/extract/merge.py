"""Several finds over the same words → one: the quote with its cue, else the widest report."""

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import replace

from lib.records import Found, Span

RELAYED = "according to"  # around a quote with a speaker of its own it names who passed the words on
PASSIVE = "passive"
MARK = 2  # characters of a quotation mark and a comma between a report's edge and its quote's


class Taken:
    """Spans that do not overlap, found in logarithmic time."""

    def __init__(self) -> None:
        self._spans: list[Span] = []

    def add(self, spans: Iterable[Span]) -> None:
        """Mark these spans as taken."""
        for span in spans:
            insort(self._spans, span)

    def touches(self, spans: Iterable[Span]) -> bool:
        """Whether one of these spans shares a character with a taken one."""
        for start, end in spans:
            place = bisect_right(self._spans, (start, end))
            before, behind = self._spans[place - 1:place], self._spans[place:place + 1]
            if (before and before[0][1] > start) or (behind and behind[0][0] < end):
                return True
        return False


def join_quotes(quotes: Sequence[Found], reports: Sequence[Found]) -> list[Found]:
    """Quotes and reports together.

    A report of nothing but a quote lends it cue and source; "according to Y" around a quote that has a
    speaker becomes its relay.  Words behind the report of a quote are no second statement of its verb.
    """
    kept, extra = list(quotes), []
    starts = [quote.content[0][0] for quote in kept]
    reported: dict[tuple[Span, ...], list[int]] = {}
    for place, quote in enumerate(kept):
        reported.setdefault(quote.cue, []).append(place)
    for report in reports:
        held = range(max(bisect_right(starts, report.content[0][0]) - 1, 0),
                     bisect_right(starts, report.content[-1][1]))
        spoken = [place for place in held if kept[place].source and _inside(kept[place], report)]
        if report.rule == RELAYED and spoken:
            for place in spoken:
                kept[place] = replace(kept[place], via=kept[place].via or next(iter(report.source), None))
            continue
        if any(_is_rest(kept[place], report) for place in reported.get(report.cue, ())):
            continue
        same = [place for place in held if _same(kept[place], report)]
        if not same:
            extra.append(report)
        elif not kept[same[0]].source and report.source:
            kept[same[0]] = replace(report, content=kept[same[0]].content, kind=kept[same[0]].kind)
    return kept + extra


def merge(found: Iterable[Found]) -> list[Found]:
    """The finds in text order, none overlapping: of two over the same words the stronger one stays."""
    kept: list[Found] = []
    taken = Taken()
    for one in sorted(map(_clear, found), key=_strength):
        if one.content and not taken.touches(one.content):
            kept.append(one)
            taken.add(one.content)
    return sorted(kept, key=lambda one: one.content)


def _clear(found: Found) -> Found:
    """The find without a cue or source among its own words, as marks that cross may have it.

    The cue of a passive stays: "The lock is believed to hold" is printed with it.
    """
    taken = Taken()
    taken.add(found.content)
    source = tuple(span for span in found.source if not taken.touches([span]))
    cue = found.cue if found.rule == PASSIVE else tuple(
        span for span in found.cue if not taken.touches([span]))
    return replace(found, source=source, cue=cue)


def _strength(found: Found) -> tuple[bool, bool, int, tuple[Span, ...]]:
    """Sorting key, strongest first: speech before attitude, with a source, the longer content."""
    length = sum(end - start for start, end in found.content)
    return found.attitude, not found.source and not found.cue, -length, found.content


def _is_rest(quote: Found, report: Found) -> bool:
    """Whether a report holds only plain words behind its cue, which already reports the quote before it."""
    plain = report.kind == "indirect"
    return plain and bool(quote.cue) and quote.content[0] < quote.cue[0] < report.content[0]


def _inside(quote: Found, report: Found) -> bool:
    first, last = quote.content[0][0], quote.content[-1][1]
    return report.content[0][0] - MARK <= first and last <= report.content[-1][1] + MARK


def _same(quote: Found, report: Found) -> bool:
    """Whether a report holds no words outside the quote's parts."""
    return all(any(start >= low - MARK and end <= high + MARK for low, high in quote.content)
               for start, end in report.content)
