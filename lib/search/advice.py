"""What to tell a reader whose view shows nothing, or names what the archive does not hold."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from lib.search import names, ranking, where
from lib.search.where import NAMED
from lib.store import Archive, filters
from lib.view import KIND_NAMES, UNKNOWN, View

SINGULAR = {"speakers": "speaker", "institutions": "institution", "outlets": "outlet", "kinds": "kind",
            "about": "subject", "articles": "article", "on_record": "on record", "dates": "dates",
            "confidence": "confidence"}


class Loosening(NamedTuple):
    """One change that brings rows: in words, the view it leads to, and how many rows that has."""

    label: str
    view: View
    count: int


def loosen(archive: Archive, view: View, vector: np.ndarray | None) -> list[Loosening]:
    """For an empty result: what each single filter, when lifted, brings; the tightest one first.

    Where no single filter is to blame, all together are offered; then another mode, then the filters
    without the query.  Changes that bring nothing are left out.  Raises BadQuery.
    """
    filtered = where.active(view)
    single = [(f"Without the filter on {_said(view, name)}", where.lifted(view, name)) for name in filtered]
    found = sorted(_counted(archive, single, vector), key=lambda one: (-one.count, one.label))
    if not found and len(filtered) > 1:
        found = _counted(archive, [("Without all filters", _unfiltered(view))], vector)
    others = []
    if view.query.strip():
        modes = ("both",) if view.mode == "words" else ("words",) if view.mode == "meaning" else ()
        others += [(_mode_label(mode), view.with_(mode=mode)) for mode in modes]
        others += [("Without the search words", view.with_(query=""))] if filtered else []
    return found + _counted(archive, others, vector)


def unknown_values(archive: Archive, view: View) -> list[str]:
    """What the view names and the archive does not hold, one sentence each."""
    return list(_unknown(archive, view))


def _unknown(archive: Archive, view: View) -> Iterator[str]:
    for name in NAMED:
        held = names.names(archive, name)
        yield from _absent(name, (value for value in getattr(view, name)
                                  if value != UNKNOWN and not held.holds(value)))
    for name, column in (("outlets", "outlet"), ("articles", "article_id")):
        yield from _absent(name, (value for value in getattr(view, name) if value != UNKNOWN
                                  and not archive.count(filters.equals(column, value))
                                  and not (name == "articles" and archive.has(value))))
    yield from _absent("about", (value for value in view.about if value != UNKNOWN
                                 and not archive.count(filters.holds_any("about", [value]))))
    if view.selected and not archive.count(filters.equals("statement_id", view.selected)):
        yield f"The statement {view.selected} is not in this archive; it may have been removed or re-read."


def _absent(name: str, values: Iterator[str]) -> Iterator[str]:
    for value in values:
        yield f"The {SINGULAR[name]} “{value}” is not in this archive."


def _counted(archive: Archive, changes: list[tuple[str, View]], vector: np.ndarray | None) -> list[Loosening]:
    counts = [(label, view, ranking.rows(archive, view, vector, where.condition(archive, view)).total)
              for label, view in changes]
    return [Loosening(*one) for one in counts if one[2]]


def _said(view: View, name: str) -> str:
    """A filter in words: the dimension and what it asks for."""
    if name == "dates":
        return f"dates ({view.date_from or 'any'} to {view.date_to or 'any'})"
    if name == "confidence":
        return f"confidence (at least {view.min_confidence:.2f})"
    values = [KIND_NAMES.get(value, value) if name == "kinds" else value for value in getattr(view, name)]
    return f"{SINGULAR[name]} ({' or '.join(values)})"


def _mode_label(mode: str) -> str:
    return "Search by words and meaning" if mode == "both" else "Search by words"


def _unfiltered(view: View) -> View:
    for name in where.active(view):
        view = where.lifted(view, name)
    return view
