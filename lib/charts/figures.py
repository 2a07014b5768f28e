"""The charts themselves.  None for no rows; a figure with only a note where there is nothing to draw."""

from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from lib.charts import counts, marks
from lib.charts.marks import GREY, KIND_COLOURS, KIND_SYMBOLS, PALETTE, count, hover, label, safe
from lib.view import KIND_NAMES, UNKNOWN

BAR_WIDTH = 0.75  # of the place it has; left to Plotly it grows with the gaps between the bars
TICKS = 6  # names on a time axis that fit a phone
BAR_PIXELS = 28  # of one bar and its gap: the smallest that is easy to hit with a finger
TIME_PIXELS = 220
DOT_PIXELS = 16
SQUARE_PIXELS = 34
SHORT_LABEL = 18  # characters beside and below the squares, which need the room themselves
UNNAMED_BARS = 4  # of the unnamed sources; more would crowd out the names
DAY_MS = 86_400_000  # Plotly counts a date axis in milliseconds
SHORT_DAYS = 20  # below this Plotly would put hours on the axis
TIMELINE_MARKS = 1_000  # each one is an element of the page
WORDS = {"speaker": ("speaker", "by unnamed sources", "by unknown speakers"),
         "institution": ("institution", "", "without a known institution")}


def by_speaker(frame: pd.DataFrame, top: int = 12) -> go.Figure | None:
    """Statements by speaker, the most quoted first; unnamed and unknown ones grey and last.

    The value of a bar is the speaker's name, ``UNKNOWN`` where none is known.
    """
    return _ranking(frame, "speaker", top)


def by_institution(frame: pd.DataFrame, top: int = 12) -> go.Figure | None:
    """Statements by their speaker's institution, unknown ones grey and last; the value is its name."""
    return _ranking(frame, "institution", top)


def by_kind(frame: pd.DataFrame) -> go.Figure | None:
    """Statements by kind, in the fixed order and colours of the kinds; the value is the kind."""
    if frame.empty:
        return None
    shown = counts.tally(frame, "kind")
    named = [f"{KIND_NAMES.get(row.value, row.value)} {row.statements:,}" for row in shown.itertuples()]
    alt = f"{count(len(frame), 'statement')} by kind: {', '.join(named)}."
    return _bars(shown, lambda value, _: KIND_COLOURS.get(value, GREY), note="", alt=alt,
                 name=lambda value: KIND_NAMES.get(value, value))


def over_time(frame: pd.DataFrame) -> go.Figure | None:
    """Statements by day, month or year, as the stretch of time allows, stacked by kind.

    The value of a bar is its first and last day, "2024-06-01/2024-06-30", for ``period_days``.  Rows
    without a date are counted above the chart.
    """
    if frame.empty:
        return None
    when = counts.days(frame)
    undated = when.count(None)
    note = f"{count(undated, 'statement')} without a date not shown" if undated else ""
    step, steps = counts.periods(day for day in when if day)
    if not steps:
        return marks.only(note)
    first_days = {day: counts.start(day, step) for day in set(when) if day}
    starts = pd.Series([first_days.get(day) for day in when], index=frame.index, dtype=object)
    traces = [_kind_bars(kind, starts[frame["kind"] == kind], steps, step)
              for kind in KIND_NAMES if kind in set(frame["kind"][starts.notna()])]
    sizes = starts.value_counts()
    alt = _time_alt(sizes, steps, step, note)
    figure = marks.figure(traces, note=note, alt=alt, pixels=TIME_PIXELS, legend=True)
    figure.update_layout(barmode="stack")
    named = list(range(0, len(steps), -(-len(steps) // TICKS)))
    figure.update_xaxes(tickvals=named, ticktext=[_tick(steps[place], step) for place in named], tickangle=0,
                        range=_centred(len(steps)), showgrid=False)
    figure.update_yaxes(**marks.whole(int(sizes.max())))
    return figure


def speaker_by_topic(frame: pd.DataFrame, top: int = 12, top_topics: int = 8) -> go.Figure | None:
    """Who speaks about what: one square a pair, the larger the more statements, which it names.

    A scatter of squares, because a heat map reports no selection.  The value is [speaker, topic].
    """
    if frame.empty:
        return None
    found = counts.pairs(frame)
    if found.empty:
        return marks.only("No statement here names a person, body or place it is about")
    people = counts.tally(frame.iloc[found["row"].unique()], "speaker")["value"].tolist()
    topics = counts.ranked_topics(found)
    cut = len(people) > top or len(topics) > top_topics
    people, topics = people[:top], topics[:top_topics]
    shown = counts.pair_table(found)
    shown = shown[shown["Speaker"].isin(people) & shown["About"].isin(topics)]
    note = f"The first {len(people)} speakers and {len(topics)} topics by statements" if cut else ""
    figure = marks.figure([_squares(shown, people, topics)], note=note, alt=_pair_alt(shown, people, topics),
                          pixels=SQUARE_PIXELS * len(people) + 100)
    figure.update_xaxes(tickvals=list(range(len(topics))), tickangle=-45,
                        ticktext=[label(name, SHORT_LABEL) for name in topics],
                        range=[-0.6, len(topics) - 0.4])
    figure.update_yaxes(tickvals=list(range(len(people))),
                        ticktext=[label(name, SHORT_LABEL) for name in people],
                        range=[len(people) - 0.4, -0.6])
    return figure


def timeline(frame: pd.DataFrame) -> go.Figure | None:
    """The statements of a frame over time, one mark each, piled up on their day; hover shows the words.

    The value of a mark is its ``statement_id``.  Undated rows, and older ones than the newest thousand,
    are counted above the chart.
    """
    if frame.empty:
        return None
    dated = frame.assign(_day=counts.days(frame)).dropna(subset="_day")
    newest = dated.sort_values("_day", ascending=False, kind="stable").head(TIMELINE_MARKS)
    missing = {"without a date": len(frame) - len(dated), "older than these": len(dated) - len(newest)}
    note = "; ".join(f"{count(size, 'statement')} {why} not shown" for why, size in missing.items() if size)
    if newest.empty:
        return marks.only(note)
    newest = newest.assign(_pile=newest.groupby("_day").cumcount() + 1)
    kinds = [kind for kind in KIND_NAMES if kind in set(newest["kind"])]
    traces = [_dots(kind, newest[newest["kind"] == kind]) for kind in kinds]
    first, last, most = newest["_day"].min(), newest["_day"].max(), int(newest["_pile"].max())
    when = f"from {first} to {last}, at most {most:,} a day" if first < last else f"on {first}"
    alt = f"{count(len(newest), 'statement')} {when}{'; ' + note if note else ''}."
    figure = marks.figure(traces, note=note, alt=alt, pixels=60 + DOT_PIXELS * min(most, 30), legend=True)
    figure.update_xaxes(**_day_axis(first, last))
    figure.update_yaxes(visible=False, range=[0, most + 1])
    return figure


def _ranking(frame: pd.DataFrame, dimension: str, top: int) -> go.Figure | None:
    if frame.empty:
        return None
    counted = counts.tally(frame, dimension)
    named = counted[counted["named"]]
    unnamed = counted[~counted["named"] & (counted["value"] != UNKNOWN)]
    unknown = counted[counted["value"] == UNKNOWN]
    shown = pd.concat([named.head(top), unnamed.head(UNNAMED_BARS), unknown], ignore_index=True)
    notes = [f"{shows} of {len(part):,} {what} shown" for part, shows, what in
             ((named, top, f"{WORDS[dimension][0]}s"), (unnamed, UNNAMED_BARS, "unnamed sources"))
             if len(part) > shows]
    return _bars(shown, lambda _, known: PALETTE["blue"] if known else GREY, note="; ".join(notes),
                 alt=_ranking_alt(named, unnamed, unknown, dimension), name=str)


def _ranking_alt(named: pd.DataFrame, unnamed: pd.DataFrame, unknown: pd.DataFrame, dimension: str) -> str:
    """Who leads and how much is nobody's: "9 statements from 7 speakers, most from A (2); 3 by …"."""
    noun, unnamed_words, unknown_words = WORDS[dimension]
    groups = ((named, _leaders(named, noun)), (unnamed, unnamed_words), (unknown, unknown_words))
    parts = [(int(group["statements"].sum()), words) for group, words in groups if len(group)]
    (size, words), *others = parts
    return "; ".join([f"{count(size, 'statement')} {words}",
                      *(f"{other:,} {whose}" for other, whose in others)]) + "."


def _leaders(named: pd.DataFrame, noun: str) -> str:
    """From how many, and from whom most; three or more who share the lead are only counted."""
    crowd = f"from {count(len(named), noun)}"
    if len(named) < 2:
        return crowd
    most = int(named["statements"].max())
    leaders = named[named["statements"] == most]["value"].tolist()
    if len(leaders) == 1:
        return f"{crowd}, most from {leaders[0]} ({most:,})"
    return f"{crowd}, " + (f"most from {' and '.join(leaders)} ({most:,} each)" if len(leaders) == 2
                           else f"at most {most:,} each")


def _bars(shown: pd.DataFrame, paint: Callable[[str, bool], str], *, note: str, alt: str,
          name: Callable[[str], str]) -> go.Figure:
    """Horizontal bars; placed by number, because two long names may be cut to the same label."""
    values, sizes = shown["value"].tolist(), shown["statements"].tolist()
    places = list(range(len(values)))
    rows = zip(values, sizes, strict=True)
    trace = go.Bar(
        x=sizes, y=places, width=BAR_WIDTH, orientation="h", customdata=values,
        text=[f"{size:,}" for size in sizes], textposition="outside", cliponaxis=False, hoverinfo="text",
        hovertext=[f"{safe(name(value))}: {count(size, 'statement')}" for value, size in rows],
        marker={"color": [paint(value, known) for value, known in zip(values, shown["named"], strict=True)]})
    figure = marks.figure([trace], note=note, alt=alt, pixels=BAR_PIXELS * len(places))
    figure.update_xaxes(visible=False, range=[0, max(sizes) * 1.15])  # room for the number behind the bar
    figure.update_yaxes(tickvals=places, ticktext=[label(name(value)) for value in values], showgrid=False,
                        range=[len(places) - 0.5, -0.5])
    return figure


def _kind_bars(kind: str, starts: pd.Series, steps: list[date], step: str) -> go.Bar:
    sizes = starts.value_counts()
    drawn = [(place, first, int(sizes[first])) for place, first in enumerate(steps) if first in sizes.index]
    words = [f"{counts.period_label(first, step)}: {size:,} {KIND_NAMES[kind]}" for _, first, size in drawn]
    return go.Bar(
        x=[place for place, _, _ in drawn], y=[size for _, _, size in drawn], width=BAR_WIDTH,
        customdata=[counts.period_value(first, step) for _, first, _ in drawn], name=KIND_NAMES[kind],
        hovertext=words, hoverinfo="text", marker={"color": KIND_COLOURS[kind]})


def _tick(first: date, step: str) -> str:
    """A period under its bar, the year on a line of its own."""
    return "<br>".join(counts.period_label(first, step).rsplit(" ", 1))


def _time_alt(sizes: pd.Series, steps: list[date], step: str, note: str) -> str:
    """How many, from when to when, and the busiest period."""
    total = count(int(sizes.sum()), "statement")
    first, last = (counts.period_label(end, step) for end in (steps[0], steps[-1]))
    tail = f"; {note}." if note else "."
    if len(steps) == 1:
        return f"{total}, all in one {step}: {first}{tail}"
    busiest = counts.period_label(max(sizes.index, key=lambda day: (sizes[day], day)), step)
    return f"{total} by {step} from {first} to {last}, most in {busiest} ({int(sizes.max()):,}){tail}"


def _centred(bars: int, least: int = 6) -> list[float]:
    """The range of an axis of places: a lone bar stays a bar instead of filling the chart."""
    spare = max(least - bars, 0) / 2
    return [-0.5 - spare, bars - 0.5 + spare]


def _squares(shown: pd.DataFrame, people: list[str], topics: list[str]) -> go.Scatter:
    most = int(shown["Statements"].max())
    rows = list(zip(shown["Speaker"], shown["About"], shown["Statements"].tolist(), strict=True))
    words = [f"{safe(name)} about {safe(topic)}: {count(size, 'statement')}" for name, topic, size in rows]
    return go.Scatter(
        x=[topics.index(topic) for _, topic, _ in rows], y=[people.index(name) for name, _, _ in rows],
        mode="markers+text", text=[f"{size:,}" for _, _, size in rows], textposition="middle center",
        textfont={"color": "#FFFFFF", "size": 12}, customdata=[[name, topic] for name, topic, _ in rows],
        hovertext=words, hoverinfo="text", marker={
            "symbol": "square", "size": [16 + 10 * (size / most) ** 0.5 for _, _, size in rows], "opacity": 1,
            "color": [GREY if name == UNKNOWN else PALETTE["blue"] for name, _, _ in rows]})


def _pair_alt(shown: pd.DataFrame, people: list[str], topics: list[str]) -> str:
    first = shown.iloc[0]
    return (f"{count(len(people), 'speaker')} and {count(len(topics), 'topic')}; most often "
            f"{first['Speaker']} about {first['About']} ({count(int(first['Statements']), 'statement')}).")


def _dots(kind: str, rows: pd.DataFrame) -> go.Scatter:
    words = [f"{hover(statement)}<br><br>{KIND_NAMES[kind]}, {label(outlet or 'unknown outlet')}, {day}"
             for statement, outlet, day in zip(rows["statement"], rows["outlet"], rows["_day"], strict=True)]
    return go.Scatter(
        x=[day.isoformat() for day in rows["_day"]], y=rows["_pile"].tolist(), mode="markers",
        name=KIND_NAMES[kind], customdata=rows["statement_id"].tolist(), hovertext=words, hoverinfo="text",
        marker={"color": KIND_COLOURS[kind], "symbol": KIND_SYMBOLS[kind], "size": 11})


def _day_axis(first: date, last: date) -> dict[str, object]:
    """A date axis with an edge on both sides and, over a short stretch, no tick finer than a day."""
    stretch = (last - first).days
    edge = max(stretch // 20, 1 if stretch else 3)
    low = first - timedelta(days=min(edge, (first - date.min).days))
    high = last + timedelta(days=min(edge, (date.max - last).days))
    axis = {"type": "date", "range": [low.isoformat(), high.isoformat()]}
    if stretch > SHORT_DAYS:
        return {**axis, "nticks": TICKS, "tickangle": 0}
    return {**axis, "dtick": DAY_MS * (stretch // 5 + 1), "tickformat": "%-d %b<br>%Y", "tickangle": 0}
