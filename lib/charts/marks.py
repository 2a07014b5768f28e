"""What every chart shares: colours, harmless text, the bare figure, the way back from a click.

Article text is hostile: Plotly renders a subset of HTML, and LaTeX between dollars, so text enters a
figure only through ``safe``.  Backgrounds stay transparent and letters take the theme's colour.
"""

import hashlib
import html
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from lib.view import UNKNOWN

# Hues of Okabe and Ito ("Color Universal Design", 2008), each darkened or lightened until it stands 3:1
# against both the light and the dark background.  The names are Streamlit's names of text colours, so
# that a highlight in the text and a mark in a chart agree.
PALETTE = {"blue": "#2878B8", "orange": "#CC5A00", "green": "#16866A", "violet": "#8A63D2",
           "red": "#CC4778", "yellow": "#947500"}
GREY_NAME, GREY = "gray", "#757575"  # unknown and unnamed: nobody in particular
KIND_COLOURS = {"direct": PALETTE["blue"], "mixed": PALETTE["green"], "indirect": PALETTE["orange"],
                "article": PALETTE["violet"]}
KIND_SYMBOLS = {"direct": "circle", "mixed": "diamond", "indirect": "square", "article": "x"}

LABEL_CHARS = 26  # what fits beside the bars on a phone 390 px wide
HOVER_LINE = 60  # characters of one hover line
HOVER_TEXT = 320  # characters of one statement; its card has all of it
NOTE_LINE = 44  # characters of one line of the note above a chart, on the same phone
NOTE_PIXELS, LEGEND_PIXELS, TICK_PIXELS, EDGE_PIXELS = 18, 30, 44, 10

# Controls, line breaks and the marks that turn the direction of the letters around.
FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def colour_name(speaker_key: str) -> str:
    """The name of a speaker's colour in ``PALETTE``, always the same one; "gray" where nobody is known."""
    if speaker_key in ("", UNKNOWN):
        return GREY_NAME
    return list(PALETTE)[hashlib.sha256(speaker_key.encode("utf-8", "replace")).digest()[0] % len(PALETTE)]


def colour(speaker_key: str) -> str:
    """A speaker's colour as "#RRGGBB", always the same one; grey where nobody is known."""
    return PALETTE.get(colour_name(speaker_key), GREY)


def colour_names(speaker_keys: Iterable[str]) -> dict[str, str]:
    """Colour names for the speakers of one page, apart as long as the palette lasts.

    A speaker keeps the own colour unless an earlier one on the page has it.
    """
    names: dict[str, str] = {}
    order = list(PALETTE)
    for key in dict.fromkeys(speaker_keys):
        own = colour_name(key)
        if own in order:
            ring = order[order.index(own):] + order[:order.index(own)]
            taken = list(names.values())
            own = min(ring, key=taken.count)
        names[key] = own
    return names


def safe(text: str) -> str:
    """The text as Plotly shows it literally: no tag, no entity, no LaTeX, no line break."""
    return html.escape(FORBIDDEN.sub(" ", text), quote=False).replace("$", "&#36;")


def label(text: str, most: int = LABEL_CHARS) -> str:
    """A label short enough for an axis, its end cut with an ellipsis."""
    return safe(_cut(text, most))


def hover(text: str) -> str:
    """A statement for a hover box: wrapped, and cut where the card has to go on."""
    return "<br>".join(safe(line) for line in textwrap.wrap(_cut(text, HOVER_TEXT), HOVER_LINE))


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 statement", "12 statements"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def whole(most: int) -> dict[str, Any]:
    """Settings of an axis that counts: from zero, without halves."""
    return {"tickformat": ",d", "dtick": 1 if most <= 5 else None, "rangemode": "tozero"}


def figure(traces: Sequence[Any], *, note: str, alt: str, pixels: int, legend: bool = False) -> go.Figure:
    """A bare figure: ``pixels`` for the plot, the note above it, two lines of ticks and the legend below."""
    lines = textwrap.wrap(note, NOTE_LINE)
    top = EDGE_PIXELS + NOTE_PIXELS * len(lines)
    bottom = EDGE_PIXELS + (TICK_PIXELS + LEGEND_PIXELS if legend else 0)
    drawn = go.Figure(list(traces))
    drawn.update_layout(
        height=top + pixels + bottom, margin={"l": 0, "r": 0, "t": top, "b": bottom},
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)", dragmode=False, hovermode="closest",
        hoverlabel={"align": "left"}, meta={"alt": alt}, showlegend=legend,
        legend={"orientation": "h", "traceorder": "normal", "x": 0, "xanchor": "left",
                "y": -TICK_PIXELS / pixels if legend else 0, "yanchor": "top"})
    if lines:  # an annotation, for the theme makes every title a bold heading
        drawn.add_annotation(text="<br>".join(map(safe, lines)), showarrow=False, align="left", name="note",
                             x=0, xref="paper", xanchor="left", y=1, yref="paper", yanchor="bottom")
    drawn.update_xaxes(fixedrange=True, automargin=True, zeroline=False, title={"text": ""})
    drawn.update_yaxes(fixedrange=True, automargin=True, zeroline=False, title={"text": ""})
    return drawn


def only(note: str) -> go.Figure:
    """A figure that says why there is nothing to draw."""
    drawn = figure([], note=note, alt=f"{note}.", pixels=1)
    return drawn.update_xaxes(visible=False).update_yaxes(visible=False)


def alt(chart: go.Figure | None) -> str:
    """What the chart says, in one sentence for a screen reader; "" where there is no chart."""
    return chart.layout.meta["alt"] if chart is not None and chart.layout.meta else ""


def selected_values(selection: Mapping[str, Any] | None, part: int = 0) -> list[str]:
    """The filter values of the marks in a selection event, each once, in the order of the click.

    ``part`` chooses among the values of a mark that carries several (0 speaker, 1 topic).  Anything
    that is no such event gives an empty list.
    """
    event = selection or {}
    points = (event.get("selection") or event).get("points") or []
    chosen = [_part(point.get("customdata"), part) for point in points]
    return list(dict.fromkeys(value for value in chosen if isinstance(value, str)))


def _cut(text: str, most: int) -> str:
    flat = " ".join(FORBIDDEN.sub(" ", text).split())
    return flat if len(flat) <= most else flat[:most - 1].rstrip() + "…"


def _part(value: object, part: int) -> object:
    """One of the values of a mark; a mark with a single value has only part 0."""
    values = value if isinstance(value, list | tuple) else [value]
    return values[part] if part < len(values) else None
