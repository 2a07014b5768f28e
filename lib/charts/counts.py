"""The numbers behind the charts: counts by value, by period and by pair."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from lib.view import KIND_NAMES, UNKNOWN

# What ``as_table`` counts by, with the heading it gets.
DIMENSIONS = {"speaker": "Speaker", "institution": "Institution", "kind": "Kind", "outlet": "Outlet",
              "about": "About", "time": "Period", "speaker_by_topic": "Speaker", "timeline": "Date"}
FIELDS = {"speaker": "speaker", "institution": "speaker_institution", "kind": "kind", "outlet": "outlet"}
READ = ("statement", "speaker", "speaker_type", "speaker_institution", "on_record", "kind", "outlet", "about",
        "article_date")  # the columns of a frame that are counted
TOPIC_JOIN = ";"  # between the entities of an "about" cell that is text
UNDATED = "(no date)"
Row = tuple[str, int, bool]  # value, statements, named
DAYS_MAX, MONTHS_MAX, YEARS_MAX = 45, 48, 120  # bars that stay readable; beyond them the next step


def as_table(frame: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """The numbers a chart draws, largest first, unknown last, every row of the frame counted.

    ``dimension`` is a key of ``DIMENSIONS``; ValueError for any other.  The last column, "Statements",
    counts ("timeline" lists the statements themselves); "about" and "speaker_by_topic" count a
    statement once for each entity it names, and not at all where it names none.
    """
    if dimension not in DIMENSIONS:
        raise ValueError(f"No chart by {dimension!r}; allowed: {', '.join(DIMENSIONS)}.")
    heading = DIMENSIONS[dimension]
    if frame.empty:
        frame = pd.DataFrame(columns=list(READ), dtype="str")
    if dimension == "time":
        return _time_table(frame)
    if dimension == "timeline":
        return _timeline_table(frame)
    if dimension == "speaker_by_topic":
        return pair_table(pairs(frame))
    counted = tally(frame, dimension)[["value", "statements"]]
    if dimension == "kind":
        counted = counted.assign(value=counted["value"].map(lambda kind: KIND_NAMES.get(kind, kind)))
    return counted.set_axis([heading, "Statements"], axis=1)


def pair_table(found: pd.DataFrame) -> pd.DataFrame:
    """Speaker, About, Statements of ``pairs``, most frequent first."""
    counted = found.groupby(["speaker", "topic"], sort=False).size().reset_index()
    counted.columns = [DIMENSIONS["speaker_by_topic"], DIMENSIONS["about"], "Statements"]
    return counted.sort_values("Statements", ascending=False, kind="stable", ignore_index=True)


def tally(frame: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """Columns value, statements, named: named ones first, then the unnamed, the unknown last.

    Kinds keep their fixed order; everything else is sorted by number, then by name.
    """
    values = pairs(frame)["topic"] if dimension == "about" else frame[FIELDS[dimension]].map(known)
    nameless = unnamed(frame).groupby(values).all().to_dict() if dimension == "speaker" else {}
    return ranked(values, nameless, _kind_order if dimension == "kind" else _rank)


def ranked_topics(found: pd.DataFrame) -> list[str]:
    """The topics of ``pairs``, those with most statements first."""
    return ranked(found["topic"], {}, _rank)["value"].tolist()


def ranked(values: pd.Series, nameless: Mapping[str, bool], order: Callable[[Row], Any]) -> pd.DataFrame:
    """The values counted and put in order; columns as ``tally``."""
    rows = [(value, int(size), value != UNKNOWN and not nameless.get(value, False))
            for value, size in values.value_counts().items()]
    return pd.DataFrame(sorted(rows, key=order), columns=["value", "statements", "named"])


def known(cell: object) -> str:
    """The filter's value of a cell: its words, or ``UNKNOWN`` for an empty one."""
    return cell if isinstance(cell, str) and cell.strip() else UNKNOWN


def unnamed(frame: pd.DataFrame) -> pd.Series:
    """True for rows whose source is no identifiable speaker: "officials", "a source"."""
    return (frame["speaker_type"] == "unnamed") | (frame["on_record"] == "unnamed")


def topics(cell: object) -> list[str]:
    """The entities of an "about" cell, a list or text with semicolons, each once."""
    parts = cell.split(TOPIC_JOIN) if isinstance(cell, str) else cell if isinstance(cell, Iterable) else ()
    return list(dict.fromkeys(str(part).strip() for part in parts if str(part).strip()))


def pairs(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns row (its place in the frame), speaker, topic: one for each entity a statement is about."""
    found = pd.DataFrame({"row": range(len(frame)), "speaker": [known(cell) for cell in frame["speaker"]],
                          "topic": pd.Series([topics(cell) for cell in frame["about"]], dtype=object)})
    return found.explode("topic").dropna(subset="topic")


def day(cell: object) -> date | None:
    """The day of an ISO date or time; None where there is none or it is no date."""
    try:
        return date.fromisoformat(str(cell)[:10])
    except ValueError:
        return None


def days(frame: pd.DataFrame) -> list[date | None]:
    """The day of each row."""
    read = {cell: day(cell) for cell in frame["article_date"].unique()}  # days are few, rows are many
    return [read[cell] for cell in frame["article_date"]]


def step_of(first: date, last: date) -> str:
    """The coarsest step that still shows a shape: "day", "month" or "year"."""
    if (last - first).days < DAYS_MAX:
        return "day"
    months = (last.year - first.year) * 12 + last.month - first.month
    return "month" if months < MONTHS_MAX else "year"


def start(moment: date, step: str) -> date:
    """The first day of the period that holds the day."""
    return {"day": moment, "month": moment.replace(day=1), "year": moment.replace(month=1, day=1)}[step]


def periods(dated: Iterable[date]) -> tuple[str, list[date]]:
    """The step, and the first day of every period from the earliest to the latest, gaps included."""
    present = sorted(set(dated))
    if not present:
        return "day", []
    step = step_of(present[0], present[-1])
    if step == "year" and present[-1].year - present[0].year >= YEARS_MAX:
        return step, sorted({start(moment, step) for moment in present})  # a wrong date draws no millennium
    steps = [start(present[0], step)]
    while (following := _next(steps[-1], step)) and following <= present[-1]:
        steps.append(following)
    return step, steps


def period_days(value: str) -> tuple[str, str]:
    """First and last day of a bar over time: the two ISO days of "2024-06-01/2024-06-30".

    Raises ValueError for anything else.
    """
    first, _, last = value.partition("/")
    return date.fromisoformat(first).isoformat(), date.fromisoformat(last).isoformat()


def period_value(first: date, step: str) -> str:
    """The filter's value of a period: "2024-06-01/2024-06-30"."""
    following = _next(first, step)
    last = following - timedelta(days=1) if following else date.max
    return f"{first.isoformat()}/{last.isoformat()}"


def period_label(first: date, step: str) -> str:
    """The name of a period: "20 Jun 2024", "Jun 2024", "2024"."""
    return {"day": f"{first.day} {first:%b} {first.year}", "month": f"{first:%b} {first.year}",
            "year": str(first.year)}[step]


def _kind_order(row: Row) -> int:
    return list(KIND_NAMES).index(row[0]) if row[0] in KIND_NAMES else len(KIND_NAMES)


def _rank(row: Row) -> tuple[bool, bool, int, str]:
    value, size, named = row
    return value == UNKNOWN, not named, -size, value.casefold()


def _next(first: date, step: str) -> date | None:
    """The first day of the following period; None after the last one that exists."""
    try:
        if step == "day":
            return first + timedelta(days=1)
        if step == "month" and first.month < 12:
            return first.replace(month=first.month + 1)
        return date(first.year + 1, 1, 1)
    except (OverflowError, ValueError):
        return None


def _time_table(frame: pd.DataFrame) -> pd.DataFrame:
    when = days(frame)
    step, steps = periods(moment for moment in when if moment)
    cells = [period_label(start(moment, step), step) if moment else UNDATED for moment in when]
    names = [period_label(first, step) for first in steps] + ([UNDATED] if None in when else [])
    counted = pd.crosstab(pd.Series(cells, dtype="str"), pd.Series(list(frame["kind"]), dtype="str"))
    kinds = [kind for kind in KIND_NAMES if kind in counted]
    shown = counted.reindex(index=names, columns=kinds, fill_value=0)
    shown["Statements"] = shown.sum(axis=1)
    shown.columns = [KIND_NAMES.get(kind, kind) for kind in shown.columns]
    return shown.rename_axis(index=DIMENSIONS["time"], columns=None).reset_index()


def _timeline_table(frame: pd.DataFrame) -> pd.DataFrame:
    shown = pd.DataFrame({"Date": [moment.isoformat() if moment else UNDATED for moment in days(frame)],
                          "Kind": [KIND_NAMES.get(kind, kind) for kind in frame["kind"]],
                          "Statement": list(frame["statement"])})
    return shown.sort_values("Date", ascending=False, kind="stable", ignore_index=True)
