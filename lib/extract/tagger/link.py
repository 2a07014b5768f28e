"""Tagged spans → attributions: which cue and which source go with a content.

A content takes the nearest cue of its own sentences; a quoted one without such a cue the nearest of its
paragraph.  The source is the one nearest to the cue in the cue's sentence.  Contents of one cue are one
statement in several parts.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lib.extract.regions import Regions
from lib.extract.tagger.decode import Tagged
from lib.records import Span

EDGE = 3  # characters of marks and spaces before a paragraph's first word


@dataclass(frozen=True, slots=True)
class Linked:
    """One statement as the tagger sees it: parts of its content, cue and source, and how sure each is."""

    content: tuple[Tagged, ...]
    cue: tuple[Tagged, ...]
    source: tuple[Tagged, ...]


class Blocks:
    """Stretches of a text in order (sentences, paragraphs) and which of them hold a span."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = tuple(spans)
        self._starts = [start for start, _ in self._spans]

    def around(self, span: Span) -> Span:
        """From the start of the stretch that holds the first character to the end of the last one's."""
        first, last = self._at(span[0]), self._at(span[1] - 1)
        return self._spans[first][0], self._spans[last][1]

    def beside(self, block: Span) -> tuple[Span | None, Span | None]:
        """The stretches before and behind one, None at an end of the text."""
        first, last = self._at(block[0]), self._at(block[1] - 1)
        return (self._spans[first - 1] if first else None,
                self._spans[last + 1] if last + 1 < len(self._spans) else None)

    def _at(self, offset: int) -> int:
        return max(bisect_right(self._starts, offset) - 1, 0)


def link(tagged: Sequence[Tagged], sentences: Blocks, paragraphs: Blocks, regions: Regions,
         subject: Callable[[Span], Span | None] = lambda cue: None) -> list[Linked]:
    """The statements of one text in order of their content; every content is in exactly one.

    ``tagged`` stands in text order, as the tagger gives it.
    ``subject`` names the characters of who acts in a cue, where a parse knows: a tagged source that holds
    them goes before a nearer one.
    """
    of = {label: [one for one in tagged if one.label == label] for label in ("source", "cue", "content")}
    cues = [_cue(content, of["cue"], sentences, paragraphs, regions) for content in of["content"]]
    used = {cue.span for cue in cues if cue}
    free = [cue for cue in of["cue"] if cue.span not in used]
    groups: dict[Span | int, tuple[list[Tagged], Tagged | None]] = {}
    last: tuple[Tagged, Tagged | None] | None = None
    for number, (content, near) in enumerate(zip(of["content"], cues, strict=True)):
        cue = (near or _across(content, free, paragraphs, regions)
               or _goes_on(content, last, paragraphs, regions))
        last = content, cue
        groups.setdefault(cue.span if cue else number, ([], cue))[0].append(content)
    linked = []
    for contents, cue in groups.values():
        source = _source(contents, cue, of["source"], sentences, paragraphs, regions, subject)
        linked.append(Linked(tuple(contents), (cue,) if cue else (), (source,) if source else ()))
    return sorted(linked, key=lambda one: one.content[0].span)


def _across(content: Tagged, free: Sequence[Tagged], paragraphs: Blocks, regions: Regions) -> Tagged | None:
    """The cue of no other content that ends the paragraph before a quote, or begins the one behind it."""
    if not regions.between(*content.span):
        return None
    here = paragraphs.around(content.span)
    before, behind = paragraphs.beside(here)
    near = _inside(free, before)
    return near[-1] if near else next(iter(_inside(free, behind)), None)


def _goes_on(content: Tagged, last: tuple[Tagged, Tagged | None] | None, paragraphs: Blocks,
             regions: Regions) -> Tagged | None:
    """The cue of the content before, if a quote that opens its paragraph carries that one on."""
    here = paragraphs.around(content.span)
    before, _ = paragraphs.beside(here)
    if last is None or not regions.between(*content.span) or not _within(last[0].span, before):
        return None
    return last[1] if content.span[0] - here[0] <= EDGE else None


def _within(span: Span, block: Span | None) -> bool:
    return block is not None and block[0] <= span[0] and span[1] <= block[1]


def _cue(content: Tagged, cues: Sequence[Tagged], sentences: Blocks, paragraphs: Blocks,
         regions: Regions) -> Tagged | None:
    near = _nearest(content.span, cues, sentences.around(content.span))
    if near is None and regions.between(*content.span):
        near = _nearest(content.span, cues, paragraphs.around(content.span))
    return near


def _source(contents: Sequence[Tagged], cue: Tagged | None, sources: Sequence[Tagged], sentences: Blocks,
            paragraphs: Blocks, regions: Regions,
            subject: Callable[[Span], Span | None]) -> Tagged | None:
    first = contents[0]
    if cue is not None:
        acting = subject(cue.span)
        place = bisect_right(sources, acting[0], key=_start) - 1 if acting else -1
        if acting and place >= 0 and acting[0] < sources[place].span[1]:
            return sources[place]
        near = _nearest(cue.span, sources, sentences.around(cue.span))
        if near is not None:
            return near
    if any(regions.between(*one.span) for one in contents):
        return _nearest((cue or first).span, sources, paragraphs.around(first.span))
    return None


def _nearest(span: Span, others: Sequence[Tagged], within: Span) -> Tagged | None:
    return min(_inside(others, within), key=lambda one: (_gap(span, one.span), one.span), default=None)


def _inside(others: Sequence[Tagged], block: Span | None) -> list[Tagged]:
    """Those of spans in text order that stand wholly in a block."""
    if block is None:
        return []
    first, last = (bisect_left(others, edge, key=_start) for edge in block)
    return [one for one in others[first:last] if one.span[1] <= block[1]]


def _start(one: Tagged) -> int:
    return one.span[0]


def _gap(one: Span, other: Span) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)
