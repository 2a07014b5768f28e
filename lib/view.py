"""The view: everything a link reproduces.  One frozen record drives page, charts and export."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

T = TypeVar("T")

MODES = ("both", "meaning", "words")
SORTS = ("relevance", "newest", "oldest", "speaker")
LAYOUTS = ("cards", "table")
KIND_NAMES = {"direct": "direct quote", "mixed": "partly quoted", "indirect": "paraphrase",
              "article": "article's own words"}
ON_RECORD = ("named", "unnamed", "unclear")
UNKNOWN = "(unknown)"  # the value a filter shows for "no speaker", "no institution", "no outlet"


@dataclass(frozen=True, slots=True)
class View:
    """A search with its filters.  Lists are tuples, empty = all; dates are ISO days, "" = open."""

    query: str = ""
    mode: str = "both"
    speakers: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    on_record: tuple[str, ...] = ()
    date_from: str = ""
    date_to: str = ""
    min_confidence: float = 0.0
    attitudes: bool = False
    sort: str = "relevance"
    layout: str = "cards"
    page: int = 1
    selected: str = ""
    archive: str = ""  # fingerprint of the archive when the link was made

    def with_(self, **changes: object) -> "View":
        """A copy with the changes; anything but page, layout or selection goes back to page 1."""
        if not set(changes) <= {"page", "layout", "selected", "archive"}:
            changes.setdefault("page", 1)
        return replace(self, **changes)


# Parameter names in the URL; they are public and never renamed.
PARAMS = {"query": "q", "mode": "mode", "speakers": "speaker", "institutions": "institution",
          "outlets": "outlet", "kinds": "kind", "about": "about", "articles": "article",
          "on_record": "record", "date_from": "from", "date_to": "to", "min_confidence": "conf",
          "attitudes": "attitudes", "sort": "sort", "layout": "layout", "page": "page",
          "selected": "statement", "archive": "v"}
LIST_FIELDS = ("speakers", "institutions", "outlets", "kinds", "about", "articles", "on_record")
CHOICES = {"mode": MODES, "sort": SORTS, "layout": LAYOUTS}
LIST_CHOICES = {"kinds": tuple(KIND_NAMES), "on_record": ON_RECORD}
MAX_TEXT = 2_000  # characters of one parameter; longer ones are cut by no honest link


@dataclass(frozen=True, slots=True)
class Opened:
    """A view read from a link, and what of the link could not be used, in words."""

    view: View
    dropped: tuple[str, ...] = ()


def from_params(params: Mapping[str, Sequence[str]]) -> Opened:
    """The view that URL parameters name.  Unknown keys are ignored; bad values are dropped and said."""
    changes: dict[str, object] = {}
    dropped: list[str] = []
    for name, key in PARAMS.items():
        values = [value for value in params.get(key, ()) if value.strip()]
        if not values:
            continue
        try:
            changes[name] = _read(name, values)
        except _BadValueError as error:
            dropped.append(f"{key}={error.value[:80]}: {error}")
    if changes.get("date_from") and changes.get("date_to") and changes["date_from"] > changes["date_to"]:
        dropped.append("from and to: the first day is after the last one")
        changes["date_from"] = changes["date_to"] = ""
    return Opened(View(**changes), tuple(dropped))


def to_params(view: View) -> dict[str, list[str]]:
    """The URL parameters of a view: only what differs from the defaults, in a fixed order."""
    defaults = View()
    return {key: _write(getattr(view, name)) for name, key in PARAMS.items()
            if getattr(view, name) != getattr(defaults, name)}


def describe(view: View) -> str:
    """The view in one line of words: for the page, the export and the file's ``filters`` column."""
    parts = [f"“{view.query}” ({view.mode})"] if view.query else []
    for name, label in (("speakers", "speaker"), ("institutions", "institution"), ("outlets", "outlet"),
                        ("about", "about"), ("articles", "article"), ("on_record", "on record")):
        if values := getattr(view, name):
            parts.append(f"{label}: {' or '.join(values)}")
    if view.kinds:
        parts.append("kind: " + " or ".join(KIND_NAMES[kind] for kind in view.kinds))
    if view.date_from:
        parts.append(f"from {view.date_from}")
    if view.date_to:
        parts.append(f"to {view.date_to}")
    if view.min_confidence:
        parts.append(f"confidence at least {view.min_confidence:.2f}")
    if view.attitudes:
        parts.append("with bare attitudes")
    if view.sort != "relevance":
        parts.append(f"sorted by {view.sort}")
    return "; ".join(parts) or "all statements"


class _BadValueError(ValueError):
    """One value of a parameter that cannot be used, and why."""

    def __init__(self, value: str, reason: str) -> None:
        super().__init__(reason)
        self.value = value


def _read(name: str, values: list[str]) -> object:
    for value in values:
        if len(value) > MAX_TEXT:
            raise _BadValueError(value, f"longer than {MAX_TEXT:,} characters")
        if value not in (allowed := LIST_CHOICES.get(name, (value,))):
            others = "" if len(values) == 1 else "; without it the rest would ask for something else"
            raise _BadValueError(value, f"not one of {', '.join(allowed)}{others}")
    if name in LIST_FIELDS:
        return tuple(dict.fromkeys(values))
    return _read_one(name, values[0])


def _read_one(name: str, value: str) -> object:
    if name in CHOICES and value not in CHOICES[name]:
        raise _BadValueError(value, f"not one of {', '.join(CHOICES[name])}")
    if name in ("date_from", "date_to"):
        return _converted(value, date.fromisoformat, "not a day like 2024-05-31").isoformat()
    if name == "page":
        return _bounded(value, int, 1, 1_000_000)
    if name == "min_confidence":
        return _bounded(value, float, 0.0, 1.0)
    if name == "attitudes":
        return value == "1"
    return value


def _converted(value: str, kind: Callable[[str], T], reason: str) -> T:
    """The value as a number or day; the words of Python's own errors are not for readers."""
    try:
        return kind(value)
    except ValueError:
        raise _BadValueError(value, reason) from None


def _bounded(value: str, kind: Callable[[str], float], low: float, high: float) -> float:
    number = _converted(value, kind, "not a whole number" if kind is int else "not a number")
    if not low <= number <= high:  # also refuses NaN
        raise _BadValueError(value, f"not between {low:,} and {high:,}")
    return number


def _write(value: object) -> list[str]:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, bool):
        return ["1" if value else "0"]
    return [str(value)]
