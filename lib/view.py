"""The view: everything a link reproduces.  One frozen record drives page, charts and export."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

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
        except ValueError as error:
            dropped.append(f"{key}={values[0][:80]}: {error}")
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


def _read(name: str, values: list[str]) -> object:
    if any(len(value) > MAX_TEXT for value in values):
        raise ValueError(f"longer than {MAX_TEXT} characters")
    if name in LIST_FIELDS:
        allowed = LIST_CHOICES.get(name)
        if allowed and (bad := [value for value in values if value not in allowed]):
            raise ValueError(f"{bad[0]!r} is not one of {', '.join(allowed)}")
        return tuple(dict.fromkeys(values))
    return _read_one(name, values[0])


def _read_one(name: str, value: str) -> object:
    if name in CHOICES and value not in CHOICES[name]:
        raise ValueError(f"not one of {', '.join(CHOICES[name])}")
    if name in ("date_from", "date_to"):
        return date.fromisoformat(value).isoformat()
    if name == "page":
        return _bounded(int(value), 1, 1_000_000)
    if name == "min_confidence":
        return _bounded(float(value), 0.0, 1.0)
    if name == "attitudes":
        return value == "1"
    return value


def _bounded(number: float, low: float, high: float) -> float:
    if not low <= number <= high:  # also refuses NaN
        raise ValueError(f"not between {low} and {high}")
    return number


def _write(value: object) -> list[str]:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, bool):
        return ["1" if value else "0"]
    return [str(value)]
