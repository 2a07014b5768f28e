"""Counts of every filter's values under all the other filters, and rows without one of the filters."""

import numpy as np
import pandas as pd

from lib.search import names, ranking, where
from lib.search.where import NAMED
from lib.store import Archive
from lib.view import KIND_NAMES, UNKNOWN, View

FACETS = ("speakers", "institutions", "outlets", "kinds", "about", "on_record", "dates")
COLUMNS = {"outlets": "outlet", "kinds": "kind", "on_record": "on_record", "dates": "article_date"}
# The columns of ``without``: what charts draw from.
STORED = ("statement_id", "statement", "kind", "speaker", "speaker_role", "speaker_institution",
          "speaker_type", "about", "outlet", "article_title", "article_date", "on_record", "confidence",
          "article_id", "speaker_key", "institution_key")
LIST_JOIN = "; "
BY_ID = 1_000  # rows; more are read in one scan


def facets(archive: Archive, view: View, vector: np.ndarray | None) -> dict[str, pd.DataFrame]:
    """For each of ``FACETS`` its values with ``value``, ``count`` and ``label``, most frequent first.

    ``value`` is what the view's filter takes (UNKNOWN for rows without one), ``label`` what to show: of a
    kind its name, of a day its month.  Days stand in their order.  Each facet obeys every filter but
    its own; a capped search counts the rows it kept.  Raises BadQuery.
    """
    return {name: facet(archive, view, vector, name) for name in FACETS}


def facet(archive: Archive, view: View, vector: np.ndarray | None, name: str) -> pd.DataFrame:
    """One of ``facets``, kept until the archive changes.  Raises BadQuery."""
    condition = where.condition(archive, view, (name,))
    key = ("facet", name, view.query.strip(), view.mode, condition,
           None if vector is None else vector.tobytes())
    return archive.cached(key, lambda: _counted(
        archive, ranking.rows(archive, view, vector, condition).frame, name)).copy()


def without(archive: Archive, view: View, vector: np.ndarray | None, dimension: str) -> pd.DataFrame:
    """The rows that obey every filter but one, in no order: for a chart of that dimension.

    Columns are ``STORED`` and ``similarity``.  Speakers and institutions carry the values of their facets,
    so that one bar is one filter value; unknown is "".  Raises BadQuery.
    """
    condition = where.condition(archive, view, (dimension,))
    found = ranking.rows(archive, view, vector, condition).frame
    few = len(found) <= BY_ID
    held = archive.get(found["statement_id"], STORED) if few else archive.scan(condition, STORED)
    frame = found[["statement_id", "similarity"]].merge(held, on="statement_id", how="inner")
    for name, (_, column, _) in NAMED.items():
        frame[column] = names.valued(archive, name, frame).replace(UNKNOWN, "")
    return frame.assign(about=[LIST_JOIN.join(values) for values in frame["about"]])


def _counted(archive: Archive, frame: pd.DataFrame, name: str) -> pd.DataFrame:
    if name in NAMED:
        values = names.valued(archive, name, frame)
    elif name == "about":
        values = _subjects(frame["about"])
    else:
        values = frame[COLUMNS[name]].replace("", UNKNOWN)
    counts = values.value_counts(sort=False).rename_axis("value").reset_index(name="count")
    order = ["value"] if name == "dates" else ["count", "value"]
    counts = counts.sort_values(order, ascending=[key == "value" for key in order], ignore_index=True)
    return counts.assign(label=_labels(counts["value"], name))


def _subjects(lists: pd.Series) -> pd.Series:
    """Every subject of every row; a row without any counts as UNKNOWN."""
    held = lists[lists.map(len) > 0]
    none = [UNKNOWN] * (len(lists) - len(held))
    return pd.Series(np.concatenate([*held, none]) if len(lists) else [], dtype="str")


def _labels(values: pd.Series, name: str) -> pd.Series:
    if name == "kinds":
        return values.map(lambda value: KIND_NAMES.get(value, value))
    return values.where(values == UNKNOWN, values.str.slice(0, 7)) if name == "dates" else values
