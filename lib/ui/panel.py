"""The charts beside the results: under the same filters, each drawn without its own; a click filters."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib import charts
from lib.ui import resources, state
from lib.ui.frame import Page
from lib.ui.text import escape
from lib.view import View

QUIET = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
NUMBERS = 200  # rows of a chart's table; the files hold everything
FIRST_LOOK = "first-look"
FADED = 0.3  # opacity of the bars that are not chosen


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: its name, the fields of the view a click filters, the dimension it leaves out."""

    name: str
    title: str
    fields: tuple[str, ...]
    dimension: str
    draw: Callable[[pd.DataFrame], go.Figure | None]


SPEAKERS = Chart("speaker", "By speaker", ("speakers",), "speakers", charts.by_speaker)
INSTITUTIONS = Chart("institution", "By institution", ("institutions",), "institutions",
                     charts.by_institution)
KINDS = Chart("kind", "By kind", ("kinds",), "kinds", charts.by_kind)
TIME = Chart("time", "Over time", ("date_from", "date_to"), "dates", charts.over_time)
TOPICS = Chart("speaker_by_topic", "Who speaks about what", ("speakers", "about"), "about",
               charts.speaker_by_topic)
BESIDE_RESULTS = (SPEAKERS, INSTITUTIONS, KINDS, TIME)


def show(page: Page, shown: tuple[Chart, ...] = BESIDE_RESULTS) -> None:
    """The charts under each other, once the words are on the screen."""
    if not seen():
        return
    st.html('<span id="charts"></span>')
    with st.container(key="charts", gap="medium"):
        for chart in shown:
            one(page, chart)


def seen() -> bool:
    """False while a session's first page is on its way to the browser: the charts come right after it.

    The charts' script is the largest thing this app loads (4.6 MB); while the browser reads it, nothing
    else is drawn.
    """
    if state.turn(FIRST_LOOK):
        return True
    _soon()
    return False


@st.fragment(run_every=0.3)
def _soon() -> None:
    """Called with the page, and by the browser when it has drawn it; the second call brings the charts."""
    st.html('<p class="muted">The charts follow …</p>')
    if state.turn(FIRST_LOOK, forward=True) > 1:
        st.rerun()


def one(page: Page, chart: Chart) -> None:
    """One chart with its heading, its sentence for screen readers, and its numbers as a table."""
    figure, numbers = resources.drawn(page.view, chart.name, lambda: drawn(page.view, chart))
    if figure is None:
        return
    with st.container(key=f"chart-{chart.name}", gap="xsmall"):
        st.html(f'<h3 class="chart">{chart.title}</h3>')
        # Another key after every click: the browser's own selection must not outlive the filter.
        key = f"plot-{chart.name}-{state.turn(chart.name)}"
        st.plotly_chart(figure, key=key, on_select=lambda: _picked(chart, key),
                        selection_mode="points", config=QUIET, alt=f"{chart.title}. {charts.alt(figure)}")
        st.html(numbers_html(numbers, chart.title))


def numbers_html(numbers: pd.DataFrame, title: str) -> str:
    """A chart's numbers as a closed table: readable aloud, and no second grid for the browser to load."""
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in numbers.columns)
    rows = "".join("<tr>" + "".join(f"<td><bdi>{escape(value)}</bdi></td>" for value in row) + "</tr>"
                   for row in numbers.head(NUMBERS).itertuples(index=False))
    more = (f"<p>The first {NUMBERS:,} of {len(numbers):,} rows. Filters bring the others up; the files hold "
            "every statement.</p>") if len(numbers) > NUMBERS else ""
    return (f'<details class="numbers"><summary>Show as a table</summary><table><caption>{escape(title)}'
            f"</caption><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>{more}</details>")


def drawn(view: View, chart: Chart) -> tuple[go.Figure | None, pd.DataFrame]:
    """The figure of a view with its chosen marks, and its numbers; None where there is nothing to draw."""
    frame = resources.chart_rows(view, chart.dimension)
    figure = chart.draw(frame)
    figure = None if figure is None else marked(figure, chosen(view, chart))
    return figure, charts.as_table(frame, chart.name)


def chosen(view: View, chart: Chart) -> tuple[str, ...]:
    """What the view filters by in this chart's own dimension, as the chart's values."""
    if chart.name == "time":
        return (f"{view.date_from}/{view.date_to}",) if view.date_from and view.date_to else ()
    if chart.name == "speaker_by_topic":
        return tuple(f"{who}\n{what}" for who in view.speakers for what in view.about)
    return getattr(view, chart.fields[0])


def marked(figure: go.Figure, held: tuple[str, ...]) -> go.Figure:
    """The figure with the chosen marks at full strength and the others faded.

    Not by Plotly's own selection, which reports a click on a selected mark as nothing; nor by opacities,
    with which the browser's Plotly fails on the next click (it has no style for selected text then).
    """
    if not held:
        return figure
    wanted = set(held)
    for trace in figure.data:
        values = [_value(one) for one in (trace.customdata if trace.customdata is not None else ())]
        held_colour = trace.marker.color
        colours = [held_colour] * len(values) if isinstance(held_colour, str) else list(held_colour)
        trace.marker.color = [colour if value in wanted else faded(colour)
                              for value, colour in zip(values, colours, strict=True)]
    return figure


def faded(colour: str) -> str:
    """The colour "#RRGGBB" thinned out, for either background."""
    red, green, blue = (int(colour[place:place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{FADED})"


def changes_for(view: View, chart: Chart, event: object) -> dict[str, object]:
    """What a click changes in the view: the clicked values become the filter; the chosen ones again, none."""
    parts = [tuple(charts.selected_values(event, part)) for part in range(len(chart.fields))]
    if chart.name == "time":
        days = [charts.period_days(value) for value in parts[0]]
        parts = [min((first for first, _ in days), default=""), max((last for _, last in days), default="")]
    if parts == [getattr(view, field) for field in chart.fields]:
        parts = ["" if chart.name == "time" else ()] * len(chart.fields)
    return dict(zip(chart.fields, parts, strict=True))


def _picked(chart: Chart, key: str) -> None:
    state.turn(chart.name, forward=True)
    state.change(**changes_for(state.current(), chart, state.value(key)))


def _value(one: object) -> str:
    """A mark's value as text; a pair is joined by a line break, which no name holds."""
    return "\n".join(str(part) for part in one) if isinstance(one, list | tuple) else str(one)
