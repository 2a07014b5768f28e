"""A click in a chart: the view it leads to, and how the chart shows what is chosen."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from lib import charts
from lib.ui import panel
from lib.view import View


def click(*values):
    """A selection event of Streamlit on marks with these values."""
    return {"selection": {"points": [{"customdata": value} for value in values]}}


@pytest.mark.parametrize(("chart", "view", "event", "changes"), [
    (panel.SPEAKERS, View(), click("Ida"), {"speakers": ("Ida",)}),
    (panel.SPEAKERS, View(speakers=("Ida",)), click("Bo"), {"speakers": ("Bo",)}),
    (panel.SPEAKERS, View(speakers=("Ida",)), click("Ida"), {"speakers": ()}),
    (panel.SPEAKERS, View(speakers=("Ida",)), click(), {"speakers": ()}),
    (panel.SPEAKERS, View(speakers=("Ida",)), None, {"speakers": ()}),
    (panel.SPEAKERS, View(), click("Ida", "Bo"), {"speakers": ("Ida", "Bo")}),
    (panel.KINDS, View(), click("mixed"), {"kinds": ("mixed",)}),
    (panel.INSTITUTIONS, View(), click("(unknown)"), {"institutions": ("(unknown)",)}),
    (panel.TIME, View(), click("2023-03-01/2023-03-31"),
     {"date_from": "2023-03-01", "date_to": "2023-03-31"}),
    (panel.TIME, View(), click("2023-03-01/2023-03-31", "2023-01-01/2023-01-31"),
     {"date_from": "2023-01-01", "date_to": "2023-03-31"}),
    (panel.TIME, View(date_from="2023-03-01", date_to="2023-03-31"), click("2023-03-01/2023-03-31"),
     {"date_from": "", "date_to": ""}),
    (panel.TOPICS, View(), click(["Ida", "cranes"]), {"speakers": ("Ida",), "about": ("cranes",)}),
    (panel.TOPICS, View(speakers=("Ida",), about=("cranes",)), click(["Ida", "cranes"]),
     {"speakers": (), "about": ()}),
], ids=["choose", "choose another", "the same again", "nothing", "no event", "two", "a kind", "the unknown",
        "a month", "two months", "the month again", "a pair", "the pair again"])
def test_a_click_changes_the_view(chart, view, event, changes):
    assert panel.changes_for(view, chart, event) == changes
    assert isinstance(view.with_(**changes), View)


@pytest.mark.parametrize(("chart", "view", "held"), [
    (panel.SPEAKERS, View(), ()), (panel.SPEAKERS, View(speakers=("Ida",)), ("Ida",)),
    (panel.TIME, View(date_from="2023-03-01"), ()),
    (panel.TIME, View(date_from="2023-03-01", date_to="2023-03-31"), ("2023-03-01/2023-03-31",)),
    (panel.TOPICS, View(speakers=("Ida",), about=("cranes",)), ("Ida\ncranes",)),
], ids=["none", "a speaker", "an open end", "a month", "a pair"])
def test_what_a_chart_shows_as_chosen(chart, view, held):
    assert panel.chosen(view, chart) == held


def test_the_chosen_bar_keeps_its_colour_and_the_others_fade():
    colours = {"color": ["#102030", "#405060"]}
    figure = go.Figure(go.Bar(x=[1, 2], y=[0, 1], customdata=["Ida", "Bo"], marker=colours))
    shown = panel.marked(figure, ("Bo",))
    assert list(shown.data[0].marker.color) == ["rgba(16,32,48,0.3)", "#405060"]


def test_one_colour_for_all_bars_is_split():
    figure = go.Figure(go.Bar(x=[1, 2], y=[0, 1], customdata=["a", "b"], marker={"color": "#102030"}))
    assert list(panel.marked(figure, ("a",)).data[0].marker.color) == ["#102030", "rgba(16,32,48,0.3)"]


def test_without_a_choice_the_figure_stays():
    figure = go.Figure(go.Bar(x=[1], y=[0], customdata=["a"], marker={"color": "#102030"}))
    assert panel.marked(figure, ()).data[0].marker.color == "#102030"


def test_every_real_chart_can_show_a_choice():
    frame = pd.DataFrame([{"statement_id": "1", "statement": "x", "kind": "direct", "speaker": "Ida",
                           "speaker_institution": "Port", "speaker_type": "person", "about": "cranes",
                           "article_date": "2023-03-06", "on_record": "named", "outlet": "Courier"}])
    for chart in (*panel.BESIDE_RESULTS, panel.TOPICS):
        assert panel.marked(chart.draw(frame), ("nobody",)).data
        assert charts.alt(chart.draw(frame))


def test_the_numbers_of_a_chart_are_a_table_that_cannot_act():
    page = panel.numbers_html(pd.DataFrame({"Speaker": ["<b>Ida</b>"], "Statements": [3]}), "By <i>")
    assert "<td><bdi>&lt;b&gt;Ida&lt;/b&gt;</bdi></td><td><bdi>3</bdi></td>" in page
    assert "<caption>By &lt;i&gt;</caption>" in page
    assert "The first" not in page


def test_a_long_table_says_what_it_leaves_out():
    page = panel.numbers_html(pd.DataFrame({"Speaker": range(250), "Statements": range(250)}), "Long")
    assert page.count("<tr>") == panel.NUMBERS + 1
    assert "The first 200 of 250 rows." in page
