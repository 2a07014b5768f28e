"""An article's text with its statements marked, as HTML in which every word of the article is escaped.  Pure.

Statements may overlap (a quote inside a paraphrase): the text is cut at every edge, and each piece belongs
to the shortest statement over it, so that each statement keeps a place to click.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lib.parse import is_heading
from lib.records import Span
from lib.ui.text import escape

LINES = {"direct": "quote", "mixed": "partly quoted", "indirect": "paraphrase", "article": "article’s own"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One statement in the text: its id, number on the page, spans, kind, colour name, who, and its link."""

    id: str
    number: int
    spans: tuple[Span, ...]
    kind: str
    colour: str
    who: str
    link: str = ""


def article_html(text: str, marks: Sequence[Mark], selected: str = "", title: str = "") -> str:
    """The whole text, a ``<p>`` for each paragraph, statements as links with their number.

    A first line that is the title stands as the heading, other short lines as headings below it.
    """
    seen: set[str] = set()
    body = ""
    for start, end in paragraphs(text):
        line = text[start:end].strip()
        tag = "h1" if not body and line == title.strip() else "h2" if is_heading(line) else "p"
        body += f"<{tag}>{_paragraph(text, start, end, marks, selected, seen)}</{tag}>"
    return f'<div class="article-text" data-pick>{body}</div>'


def paragraphs(text: str) -> list[Span]:
    """Spans of the lines that hold something."""
    spans, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((place, place + len(line)))
        place += len(line) + 1
    return spans


def pieces(start: int, end: int, marks: Sequence[Mark]) -> list[tuple[int, int, Mark | None]]:
    """A stretch of text cut at the edges of the statements, each piece with the statement it belongs to."""
    inside = [(max(a, start), min(b, end), mark)
              for mark in marks for a, b in mark.spans if a < end and b > start]
    edges = sorted({start, end, *(a for a, _, _ in inside), *(b for _, b, _ in inside)})
    return [(a, b, _shortest(a, b, inside)) for a, b in pairwise(edges)]


def legend_html(speakers: Mapping[str, tuple[str, int]]) -> str:
    """Speakers with their colour and number of statements: name → (colour name, count)."""
    items = "".join(f'<li><span class="swatch c-{escape(colour)}"></span><bdi>{escape(name)}</bdi> '
                    f'<span class="muted">{count}</span></li>' for name, (colour, count) in speakers.items())
    lines = "".join(f'<li><span class="said {kind}">{label}</span></li>' for kind, label in LINES.items())
    return (f'<ul class="legend" aria-label="Speakers">{items}</ul>'
            f'<ul class="legend" aria-label="Kinds">{lines}</ul>')


def _paragraph(text: str, start: int, end: int, marks: Sequence[Mark], selected: str, seen: set[str]) -> str:
    return "".join(_piece(text[a:b], mark, selected, seen) for a, b, mark in pieces(start, end, marks))


def _piece(words: str, mark: Mark | None, selected: str, seen: set[str]) -> str:
    if mark is None:
        return escape(words)
    first = mark.id not in seen
    seen.add(mark.id)
    place = f' id="s-{escape(mark.id)}"' if first else ""
    number = f'<sup aria-hidden="true">{mark.number}</sup>' if first else ""
    chosen = ' selected" aria-current="true' if mark.id == selected else ""
    return (f'<a class="said {escape(mark.kind)} c-{escape(mark.colour)}{chosen}"{place} '
            f'href="{escape(mark.link)}" data-statement="{escape(mark.id)}" '
            f'title="{mark.number}: {escape(mark.who)}">{number}{escape(words)}</a>')


def _shortest(start: int, end: int, inside: Sequence[tuple[int, int, Mark]]) -> Mark | None:
    over = [mark for a, b, mark in inside if a <= start and b >= end]
    return min(over, key=lambda mark: sum(b - a for a, b in mark.spans), default=None)
