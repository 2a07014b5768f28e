"""Several finds over the same words → one: the widest report, the quote with its cue."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lib.records import Found, Span


RELAYED = "according to"


def join_quotes(quotes: Sequence[Found], reports: Sequence[Found]) -> list[Found]:
    """Quotes and reports together: a report of nothing but a quote lends it cue and source."""
    kept = list(quotes)
    for report in reports:
        if report.rule == RELAYED and any(quote.cue and _inside(quote, report) for quote in quotes):
            kept = [_via(quote, report) if quote.cue and _inside(quote, report) else quote for quote in kept]
            continue
        place = next((i for i, quote in enumerate(kept) if _same(quote, report)), None)
        if place is None:
            kept.append(report)
        elif not kept[place].source and report.source:
            kept[place] = replace(report, content=kept[place].content, kind=kept[place].kind)
    return kept


def merge(text: str, found: Iterable[Found]) -> list[Found]:
    """The finds in text order, none overlapping: of two over the same words the stronger one stays."""
    kept: list[Found] = []
    for one in sorted(found, key=_strength):
        if one.content and not any(_overlap(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.content[0], one.kind))


def _inside(quote: Found, report: Found) -> bool:
    return bool(quote.source) and _strictly(quote.content[0], (report.content[0][0] - 2, report.content[-1][1] + 2))


def _strictly(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _via(quote: Found, report: Found) -> Found:
    """The quote with the report's source as its relay: '"…," X said, according to Y.'"""
    place = quote.via or (report.source[0] if report.source else None)
    return replace(quote, via=place)


def _strength(found: Found) -> tuple[bool, bool, int]:
    """Sorting key, strongest first: speech before attitude, with a source, the longer content."""
    return found.attitude, not found.source and not found.cue, -sum(end - start for start, end in found.content)


def _same(quote: Found, report: Found) -> bool:
    """Whether a report holds no words outside the quote's parts."""
    return all(any(start >= low - 2 and end <= high + 2 for low, high in quote.content)
               for start, end in report.content)


def _overlap(one: Found, other: Found) -> bool:
    return any(_share(a, b) for a in one.content for b in other.content)


def _share(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
