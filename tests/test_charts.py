"""The charts: every row counted, every mark with its value, no article text as HTML or LaTeX."""

import json
import re
from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest
from frames import frame, said, unnamed
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import charts
from lib.charts import counts, marks
from lib.view import KIND_NAMES, UNKNOWN

ALL = [charts.by_speaker, charts.by_institution, charts.by_kind, charts.over_time, charts.speaker_by_topic,
       charts.timeline]
EVERY_CHART = pytest.mark.parametrize("draw", ALL, ids=lambda draw: draw.__name__)

HARBOUR = frame(
    said("Ida Brun", speaker_institution="Port of Aldmouth", article_date="2024-06-20",
         about=("Quay", "Mayor Ek")),
    said("Ida Brun", speaker_institution="Port of Aldmouth", article_date="2024-06-21", about=("Quay",)),
    said("Jo Ek", speaker_institution="City Hall", kind="indirect", article_date="2024-06-24",
         about="Quay; Port"),
    unnamed("two dockers", kind="mixed", article_date="2024-06-24"),
    said("", kind="indirect", about=("Quay",)),
)


def values(figure) -> list:
    """The filter values of all marks, trace after trace."""
    return [value for trace in figure.data for value in trace.customdata]


def note(figure) -> str:
    """What stands above the chart, in one line; "" where nothing does."""
    return " ".join(one.text.replace("<br>", " ") for one in figure.layout.annotations)


def drawn_texts(figure) -> list[str]:
    """Every text of a figure that Plotly would render as HTML or LaTeX."""
    plain = json.loads(figure.to_json())
    plain["layout"].pop("meta", None)  # read by the page, never rendered by Plotly
    plain["layout"].pop("template", None)
    for trace in plain["data"]:
        trace.pop("customdata", None)
    return list(strings(plain))


def strings(node: object) -> Iterator[str]:
    """Every string in a tree of lists and dictionaries."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from strings(child)


@EVERY_CHART
def test_no_rows_make_no_chart(draw):
    assert draw(frame()) is None
    assert draw(pd.DataFrame()) is None
    assert charts.alt(None) == ""


@EVERY_CHART
def test_one_row_makes_a_chart(draw):
    one = frame(said("Ida Brun", speaker_institution="Port", article_date="2024-06-20", about=("Quay",)))
    figure = draw(one)
    assert len(values(figure)) == 1
    assert re.fullmatch(r"[^.]*1 s.*\.", charts.alt(figure))


@EVERY_CHART
def test_a_chart_is_plain_and_takes_the_themes_colours(draw):
    figure = draw(HARBOUR)
    layout = figure.layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert layout.font.color is None, "letters take the theme's colour"
    assert layout.title.text is None
    assert layout.xaxis.fixedrange and layout.yaxis.fixedrange
    assert layout.height > 0
    assert figure.to_json()


@EVERY_CHART
def test_a_chart_leaves_the_frame_as_it_was(draw):
    before = HARBOUR.copy(deep=True)
    draw(HARBOUR)
    pd.testing.assert_frame_equal(HARBOUR, before)


@EVERY_CHART
def test_the_same_frame_makes_the_same_figure(draw):
    assert draw(HARBOUR).to_json() == draw(HARBOUR.copy()).to_json(), "a changed figure loses the selection"


@EVERY_CHART
def test_every_chart_says_itself_in_one_sentence(draw):
    sentence = charts.alt(draw(HARBOUR))
    assert sentence.endswith(".")
    assert not {"nan", "None"} & set(re.findall(r"\w+", sentence))


# Speakers and institutions


def test_named_speakers_lead_and_nobody_in_particular_comes_last_and_grey():
    bars = charts.by_speaker(HARBOUR).data[0]
    assert list(bars.customdata) == ["Ida Brun", "Jo Ek", "two dockers", UNKNOWN]
    assert list(bars.x) == [2, 1, 1, 1]
    assert list(bars.marker.color[2:]) == [charts.GREY] * 2
    assert charts.GREY not in bars.marker.color[:2]


def test_nobody_in_particular_is_no_person():
    assert charts.alt(charts.by_speaker(HARBOUR)) == (
        "3 statements from 2 speakers, most from Ida Brun (2); 1 by unnamed sources; 1 by unknown speakers.")


def test_a_draw_is_said_as_one():
    two = charts.by_speaker(frame(said("Ida Brun"), said("Jo Ek")))
    assert charts.alt(two) == "2 statements from 2 speakers, most from Ida Brun and Jo Ek (1 each)."
    many = charts.by_speaker(frame(*(said(name) for name in ("Ida", "Jo", "Kim"))))
    assert charts.alt(many) == "3 statements from 3 speakers, at most 1 each."


def test_only_unknown_speakers_are_still_a_chart():
    figure = charts.by_speaker(frame(said(""), said("")))
    assert values(figure) == [UNKNOWN]
    assert charts.alt(figure) == "2 statements by unknown speakers."


def test_a_name_that_is_once_named_is_a_person():
    figure = charts.by_speaker(frame(unnamed("a clerk"), said("a clerk")))
    assert charts.GREY not in figure.data[0].marker.color


def test_a_document_is_no_unnamed_source():
    document = {"speaker": "the harbour plan", "speaker_type": "", "on_record": "unclear"}
    figure = charts.by_speaker(frame(document, unnamed("a clerk")))
    assert "1 by unnamed sources" in charts.alt(figure)
    assert values(figure)[-1] == "a clerk"


@pytest.mark.parametrize("cell", ["", "  ", None, float("nan")])
def test_an_empty_speaker_is_the_unknown_one(cell):
    assert values(charts.by_speaker(frame({"speaker": cell}))) == [UNKNOWN]


def test_those_beyond_the_top_are_counted_above_the_bars():
    crowd = [said(f"Person {number:02}") for number in range(15)] + [unnamed(f"source {n}") for n in range(6)]
    figure = charts.by_speaker(frame(*crowd, said("")), top=12)
    assert note(figure) == "12 of 15 speakers shown; 4 of 6 unnamed sources shown"
    assert len(values(figure)) == 12 + 4 + 1
    assert values(figure)[-1] == UNKNOWN


def test_equal_bars_stand_in_the_order_of_their_names():
    figure = charts.by_speaker(frame(said("zoe"), said("Ann"), said("bo")))
    assert values(figure) == ["Ann", "bo", "zoe"]


def test_the_chart_grows_with_its_bars():
    few, many = (charts.by_speaker(frame(*(said(f"P{n:02}") for n in range(size)))) for size in (2, 12))
    assert many.layout.height - few.layout.height == 10 * 28


def test_long_names_are_cut_on_the_axis_and_whole_under_the_pointer():
    name = "The Commission for the Oversight of Harbours and Inland Waterways"
    twins = [f"{name} (North)", f"{name} (South)"]
    figure = charts.by_institution(frame(*(said("Ida", speaker_institution=twin) for twin in twins)))
    axis = figure.layout.yaxis.ticktext
    assert all(len(text) <= marks.LABEL_CHARS and text.endswith("…") for text in axis)
    assert [text.partition(":")[0] for text in figure.data[0].hovertext] == twins
    assert len(set(figure.data[0].y)) == 2, "two bars, although their labels are the same"


def test_statements_without_an_institution_are_counted():
    figure = charts.by_institution(HARBOUR)
    assert dict(zip(figure.data[0].customdata, figure.data[0].x, strict=True)) == {
        "Port of Aldmouth": 2, "City Hall": 1, UNKNOWN: 2}
    assert charts.alt(figure).endswith("2 without a known institution.")


# Kinds


def test_kinds_keep_their_order_and_colours_whatever_their_number():
    figure = charts.by_kind(HARBOUR)
    bars = figure.data[0]
    assert list(bars.customdata) == ["direct", "mixed", "indirect"]
    assert list(bars.marker.color) == [charts.KIND_COLOURS[kind] for kind in bars.customdata]
    assert list(figure.layout.yaxis.ticktext) == [KIND_NAMES[kind] for kind in bars.customdata]


def test_a_kind_has_one_colour_in_every_chart():
    for draw in (charts.over_time, charts.timeline):
        for trace in draw(HARBOUR).data:
            kind = {name: kind for kind, name in KIND_NAMES.items()}[trace.name]
            assert trace.marker.color == charts.KIND_COLOURS[kind]


# Time


def test_bars_over_time_hold_their_days_and_the_undated_are_said():
    figure = charts.over_time(HARBOUR)
    assert note(figure) == "1 statement without a date not shown"
    direct = figure.data[0]
    assert list(direct.customdata) == ["2024-06-20/2024-06-20", "2024-06-21/2024-06-21"]
    assert list(direct.x) == [0, 1]
    assert list(figure.data[1].x) == [4], "gaps show"
    assert list(figure.layout.xaxis.ticktext) == [f"{day} Jun<br>2024" for day in range(20, 25)]
    assert charts.alt(figure) == ("4 statements by day from 20 Jun 2024 to 24 Jun 2024, "
                                  "most in 24 Jun 2024 (2); 1 statement without a date not shown.")


def test_only_undated_rows_are_said_and_not_drawn():
    for draw in (charts.over_time, charts.timeline):
        figure = draw(frame({}, {"article_date": "soon"}))
        assert not figure.data
        assert note(figure) == "2 statements without a date not shown"
        assert charts.alt(figure) == "2 statements without a date not shown."


@pytest.mark.parametrize("first, last, step, bars", [
    pytest.param("2024-06-20", "2024-06-20", "day", 1, id="one day"),
    pytest.param("2024-06-20", "2024-08-03", "day", 45, id="the longest stretch of days"),
    pytest.param("2024-06-20", "2024-08-04", "month", 3, id="a day more"),
    pytest.param("2020-12-31", "2024-11-01", "month", 48, id="the longest stretch of months"),
    pytest.param("2020-12-31", "2024-12-01", "year", 5, id="a month more"),
    pytest.param("1905-01-01", "2024-12-01", "year", 120, id="the longest stretch of years"),
    pytest.param("0001-01-01", "9999-12-31", "year", 2, id="days that cannot be right draw no millennia"),
])
def test_the_step_follows_the_stretch(first, last, step, bars):
    found, steps = counts.periods([date.fromisoformat(first), date.fromisoformat(last)])
    assert (found, len(steps)) == (step, bars)
    figure = charts.over_time(frame({"article_date": first}, {"article_date": last}))
    low, high = charts.period_days(values(figure)[0]), charts.period_days(values(figure)[-1])
    assert low[0] <= first <= low[1]
    assert high[0] <= last <= high[1]
    assert charts.timeline(frame({"article_date": first}, {"article_date": last})).to_json()


@pytest.mark.parametrize("first, step, value", [
    pytest.param(date(2024, 6, 20), "day", "2024-06-20/2024-06-20", id="a day"),
    pytest.param(date(2024, 2, 1), "month", "2024-02-01/2024-02-29", id="a leap month"),
    pytest.param(date(2024, 12, 1), "month", "2024-12-01/2024-12-31", id="December"),
    pytest.param(date(2023, 1, 1), "year", "2023-01-01/2023-12-31", id="a year"),
    pytest.param(date(9999, 1, 1), "year", "9999-01-01/9999-12-31", id="the last year there is"),
])
def test_a_period_is_its_first_and_last_day(first, step, value):
    assert counts.period_value(first, step) == value
    assert charts.period_days(value) == tuple(value.split("/"))


@pytest.mark.parametrize("value", ["", "2024-06-20", "x/y", "2024-06-20/", "2024-13-01/2024-13-31"])
def test_what_is_no_period_is_refused(value):
    with pytest.raises(ValueError):
        charts.period_days(value)


@pytest.mark.parametrize("cell, day", [
    pytest.param("2024-06-20", date(2024, 6, 20), id="a day"),
    pytest.param("2024-06-20T23:59:00Z", date(2024, 6, 20), id="a time"),
    pytest.param(pd.Timestamp("2024-06-20"), date(2024, 6, 20), id="a timestamp"),
    pytest.param("", None, id="nothing"),
    pytest.param(None, None, id="None"),
    pytest.param(float("nan"), None, id="NaN"),
    pytest.param("20 June", None, id="words"),
    pytest.param("2024-02-30", None, id="a day that never was"),
])
def test_days_are_read_or_left_open(cell, day):
    assert counts.day(cell) == day


DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31)).map(date.isoformat)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(list(KIND_NAMES)), DAYS | st.just("")), min_size=1, max_size=8))
def test_over_time_counts_every_row_once(rows):
    shown = frame(*({"kind": kind, "article_date": day} for kind, day in rows))
    undated = sum(day == "" for _, day in rows)
    figure = charts.over_time(shown)
    assert sum(sum(trace.y) for trace in figure.data) == len(rows) - undated
    assert charts.as_table(shown, "time")["Statements"].sum() == len(rows)
    for value in values(figure):
        first, last = charts.period_days(value)
        assert any(first <= day <= last for _, day in rows if day)
    assert len(values(charts.timeline(shown))) == len(rows) - undated


@pytest.mark.parametrize("days", [1, 6, 7, 13, 45])
def test_a_time_axis_names_a_few_bars_each_in_its_place(days):
    first, last = date(2024, 6, 20), date.fromordinal(date(2024, 6, 20).toordinal() + days - 1)
    axis = charts.over_time(frame({"article_date": str(first)}, {"article_date": str(last)})).layout.xaxis
    assert 1 <= len(axis.tickvals) <= 6
    for place, text in zip(axis.tickvals, axis.ticktext, strict=True):
        day = date.fromordinal(first.toordinal() + place)
        assert text == f"{day.day} {day:%b}<br>{day.year}"


def test_counts_are_whole_numbers():
    figure = charts.over_time(HARBOUR)
    assert figure.layout.yaxis.dtick == 1
    assert marks.whole(900)["dtick"] is None
    assert marks.whole(900)["tickformat"] == ",d"


def test_a_lone_bar_does_not_fill_the_chart():
    low, high = charts.over_time(frame({"article_date": "2024-06-20"})).layout.xaxis.range
    assert high - low == 6


# One speaker's statements


def test_every_statement_is_one_mark_with_its_id():
    figure = charts.timeline(HARBOUR)
    dated = HARBOUR[HARBOUR["article_date"] != ""]
    assert sorted(values(figure)) == sorted(dated["statement_id"])
    assert note(figure) == "1 statement without a date not shown"


def test_statements_of_one_day_pile_up_instead_of_hiding_each_other():
    figure = charts.timeline(frame(*({"article_date": "2024-06-20", "kind": kind} for kind in KIND_NAMES)))
    places = [place for trace in figure.data for place in zip(trace.x, trace.y, strict=True)]
    assert len(set(places)) == len(KIND_NAMES)
    symbols = {trace.marker.symbol for trace in figure.data}
    assert len(symbols) == len(KIND_NAMES), "colour is not the only sign"


def test_older_statements_than_fit_are_counted(monkeypatch):
    monkeypatch.setattr(charts.figures, "TIMELINE_MARKS", 2)
    figure = charts.timeline(frame(*({"article_date": f"2024-06-{day}"} for day in (11, 14, 12, 13)), {}))
    assert values(figure) == ["0001", "0003"]
    assert note(figure) == (
        "1 statement without a date not shown; 2 statements older than these not shown")


def test_a_short_timeline_has_no_hours_on_its_axis():
    axis = charts.timeline(frame({"article_date": "2024-06-20"})).layout.xaxis
    assert axis.dtick % 86_400_000 == 0
    assert axis.range == ("2024-06-17", "2024-06-23")


# Who speaks about what


def test_squares_hold_speaker_and_topic():
    figure = charts.speaker_by_topic(HARBOUR)
    squares = figure.data[0]
    assert squares.type == "scatter" and squares.marker.symbol == "square", "heat maps report no selection"
    assert {tuple(pair) for pair in squares.customdata} == {
        ("Ida Brun", "Quay"), ("Ida Brun", "Mayor Ek"), ("Jo Ek", "Quay"), ("Jo Ek", "Port"),
        (UNKNOWN, "Quay")}
    sizes = dict(zip(map(tuple, squares.customdata), squares.text, strict=True))
    assert sizes["Ida Brun", "Quay"] == "2"
    assert charts.alt(figure) == "3 speakers and 3 topics; most often Ida Brun about Quay (2 statements)."


def test_a_square_stands_where_its_names_stand():
    figure = charts.speaker_by_topic(HARBOUR)
    people, topics = figure.layout.yaxis.ticktext, figure.layout.xaxis.ticktext
    for x, y, (who, what) in zip(figure.data[0].x, figure.data[0].y, figure.data[0].customdata, strict=True):
        assert (people[y], topics[x]) == (who, what)


def test_too_many_speakers_or_topics_are_cut_and_said():
    crowd = frame(*(said(f"P{n}", about=tuple(f"T{m}" for m in range(n + 1))) for n in range(5)))
    figure = charts.speaker_by_topic(crowd, top=3, top_topics=2)
    assert note(figure) == "The first 3 speakers and 2 topics by statements"
    assert {topic for _, topic in values(figure)} == {"T0", "T1"}
    assert {name for name, _ in values(figure)} == {"P0", "P1", "P2"}


def test_statements_about_nothing_named_say_so():
    figure = charts.speaker_by_topic(frame(said("Ida Brun")))
    assert not figure.data
    assert "No statement here names" in charts.alt(figure)


@pytest.mark.parametrize("cell, topics", [
    pytest.param("Quay; Port;Quay", ["Quay", "Port"], id="text with semicolons"),
    pytest.param(("Quay", " Port "), ["Quay", "Port"], id="a tuple"),
    pytest.param(pd.array(["Quay"]), ["Quay"], id="an array"),
    pytest.param("", [], id="nothing"),
    pytest.param(None, [], id="None"),
    pytest.param(float("nan"), [], id="NaN"),
])
def test_topics_are_read_from_any_cell(cell, topics):
    assert counts.topics(cell) == topics


# The numbers behind the charts


@pytest.mark.parametrize("dimension", charts.DIMENSIONS)
def test_every_chart_has_its_numbers(dimension):
    table = charts.as_table(HARBOUR, dimension)
    assert len(table) > 0
    assert table.notna().all().all()
    assert charts.as_table(frame(), dimension).empty
    assert charts.as_table(pd.DataFrame(), dimension).empty


@pytest.mark.parametrize("dimension", ["speaker", "institution", "kind", "outlet", "time"])
def test_the_numbers_add_up_to_the_rows(dimension):
    assert charts.as_table(HARBOUR, dimension)["Statements"].sum() == len(HARBOUR)


@pytest.mark.parametrize("dimension, draw", [
    pytest.param("speaker", charts.by_speaker, id="speakers"),
    pytest.param("institution", charts.by_institution, id="institutions"),
    pytest.param("kind", charts.by_kind, id="kinds"),
])
def test_the_numbers_are_those_of_the_bars(dimension, draw):
    assert charts.as_table(HARBOUR, dimension)["Statements"].tolist() == list(draw(HARBOUR).data[0].x)


def test_a_chart_nobody_draws_is_refused():
    with pytest.raises(ValueError, match="speaker_by_topic"):
        charts.as_table(HARBOUR, "mood")


# Hostile text

HOSTILE = ["<b>bold</b>", "<a href='javascript:alert(1)'>x</a>", "<img src=x onerror=alert(1)>",
           "$x^2$", "$$", "a &lt; b", "%{customdata}", "one<br>two\nthree", "\u202edrawkcab", "&#36;x&#36;"]


@EVERY_CHART
@pytest.mark.parametrize("words", HOSTILE)
def test_no_article_text_is_markup(draw, words):
    hostile = frame(said(words, speaker_institution=words, about=(words,), statement=words, outlet=words,
                         article_date="2024-06-20"), unnamed(words + "2", article_date="2024-06-20"))
    for text in drawn_texts(draw(hostile)):
        assert not re.search(r"<(?!br>)", text), text
        assert "$" not in text
        assert not marks.FORBIDDEN.search(text)
        assert not re.search(r"&(?!(amp|lt|gt|#36);)", text), text


@EVERY_CHART
def test_what_a_mark_filters_by_is_the_text_itself(draw):
    words = "Bell & Sons <Ltd> $5"
    figure = draw(frame(said(words, speaker_institution=words, about=(words,), article_date="2024-06-20")))
    if draw in (charts.by_speaker, charts.by_institution):
        assert values(figure) == [words]
    if draw is charts.speaker_by_topic:
        assert values(figure) == [[words, words]]


def test_hover_text_is_no_template():
    for draw in ALL:
        for trace in draw(HARBOUR).data:
            assert trace.hoverinfo == "text"
            assert trace.hovertemplate is None and trace.texttemplate is None


@given(st.text(max_size=60))
def test_safe_text_shows_as_it_was(text):
    import html

    assert html.unescape(marks.safe(text)) == marks.FORBIDDEN.sub(" ", text)


def test_a_long_statement_is_wrapped_and_cut_under_the_pointer():
    lines = marks.hover("word " * 400).split("<br>")
    assert all(len(line) <= marks.HOVER_LINE for line in lines)
    assert sum(map(len, lines)) <= marks.HOVER_TEXT
    assert lines[-1].endswith("…")


# Colours


def test_a_speaker_keeps_the_colour_and_nobody_is_grey():
    assert charts.colour("ida brun") == charts.colour("ida brun")
    assert charts.colour("ida brun") in charts.PALETTE.values()
    assert charts.colour("") == charts.colour(UNKNOWN) == charts.GREY
    assert charts.PALETTE[charts.colour_name("jo ek")] == charts.colour("jo ek")


def test_the_colours_do_not_depend_on_the_run():
    assert [charts.colour_name(key) for key in ("ida brun", "jo ek", "한")] == ["violet", "yellow", "yellow"]


def test_many_speakers_use_the_whole_palette():
    assert {charts.colour_name(f"speaker {number}") for number in range(100)} == set(charts.PALETTE)


def test_the_speakers_of_a_page_are_told_apart_as_long_as_the_colours_last():
    keys = [f"speaker {number}" for number in range(len(charts.PALETTE))]
    names = charts.colour_names(keys)
    assert set(names.values()) == set(charts.PALETTE)
    assert names[keys[0]] == charts.colour_name(keys[0])
    more = charts.colour_names([*keys, *(f"later {number}" for number in range(6))])
    assert sorted(more.values()) == sorted([*charts.PALETTE] * 2)
    assert charts.colour_names(["", UNKNOWN, "", *keys])[""] == "gray"


# The way back from a click


@pytest.mark.parametrize("event, part, chosen", [
    pytest.param({"selection": {"points": [{"customdata": "Ida"}, {"customdata": "Jo"}]}}, 0, ["Ida", "Jo"],
                 id="an event"),
    pytest.param({"points": [{"customdata": "Ida"}]}, 0, ["Ida"], id="its selection alone"),
    pytest.param({"points": [{"customdata": ["Ida"]}]}, 0, ["Ida"], id="a value in a list"),
    pytest.param({"points": [{"customdata": ["Ida", "Quay"]}]}, 1, ["Quay"], id="the second of two values"),
    pytest.param({"points": [{"customdata": "Ida"}]}, 1, [], id="a part that is not there"),
    pytest.param({"points": [{"customdata": "a"}, {"customdata": "b"}, {"customdata": "a"}]}, 0, ["a", "b"],
                 id="each once"),
    pytest.param({"points": [{"x": 1}, {"customdata": None}, {"customdata": 7}]}, 0, [], id="no values"),
    pytest.param({"points": []}, 0, [], id="nothing chosen"),
    pytest.param({"selection": {}}, 0, [], id="an empty selection"),
    pytest.param({}, 0, [], id="an empty event"),
    pytest.param(None, 0, [], id="no event"),
])
def test_a_click_gives_the_values_back(event, part, chosen):
    assert charts.selected_values(event, part) == chosen


@EVERY_CHART
def test_every_mark_survives_the_way_to_the_browser_and_back(draw):
    plain = json.loads(draw(HARBOUR).to_json())
    points = [{"customdata": value} for trace in plain["data"] for value in trace["customdata"]]
    assert all(charts.selected_values({"points": [point]}) for point in points)
