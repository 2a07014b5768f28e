"""The filters of a view as conditions for the store, one a dimension."""

from collections.abc import Iterable

from lib.search.names import NAMED
from lib.search.names import names as names_of
from lib.store import Archive, filters
from lib.view import UNKNOWN, View

DIMENSIONS = ("speakers", "institutions", "outlets", "kinds", "about", "articles", "on_record", "dates",
              "confidence")
PLAIN = {"outlets": "outlet", "kinds": "kind", "articles": "article_id", "on_record": "on_record"}


def condition(archive: Archive, view: View, without: Iterable[str] = ()) -> filters.Condition:
    """All filters of the view as one condition, but for the dimensions named in ``without``."""
    left_out = set(without)
    kept = (part for name, part in by_dimension(archive, view).items() if name not in left_out)
    return filters.all_of(filters.flag("rejected", False),
                          "" if view.attitudes else filters.flag("attitude", False), *kept)


def by_dimension(archive: Archive, view: View) -> dict[str, filters.Condition]:
    """The condition of every dimension the view filters by."""
    parts = {name: _named(archive, name, getattr(view, name)) for name in NAMED}
    parts |= {name: _plain(column, getattr(view, name)) for name, column in PLAIN.items()}
    parts["about"] = _about(view.about)
    parts["dates"] = _dates(view)
    parts["confidence"] = filters.at_least("confidence", view.min_confidence) if view.min_confidence else ""
    return {name: part for name, part in parts.items() if part}


def active(view: View) -> tuple[str, ...]:
    """The dimensions the view filters by."""
    held = {name: getattr(view, name) for name in (*NAMED, *PLAIN, "about")}
    held |= {"dates": view.date_from or view.date_to, "confidence": view.min_confidence}
    return tuple(name for name in DIMENSIONS if held[name])


def lifted(view: View, dimension: str) -> View:
    """The view without its filter on one dimension."""
    empty = View()
    fields = {"dates": ("date_from", "date_to"), "confidence": ("min_confidence",)}
    return view.with_(**{name: getattr(empty, name) for name in fields.get(dimension, (dimension,))})


def _named(archive: Archive, dimension: str, values: tuple[str, ...]) -> filters.Condition:
    """Rows of these names: whatever form of a name is asked for, all forms with its key are meant."""
    if not values:
        return ""
    what, column, key_column = NAMED[dimension]
    keys = names_of(archive, dimension).keys
    values = tuple(keys.get(value, value) for value in values)
    names = archive.cached("names", archive.names)
    names = names[(names["what"] == what) & (names["key"] != "")]
    meant = names[names["name"].isin(values) | names["key"].isin(values)]
    # Only keys with other forms add rows; a common description ("officials") has a key in every article.
    other = names[names["key"].isin(meant["key"]) & ~names["name"].isin(values)]
    parts = [filters.any_of(column, [value for value in values if value != UNKNOWN])]
    parts += [filters.any_of(key_column, sorted(set(other["key"])))] if len(other) else []
    parts += [filters.equals(column, "")] if UNKNOWN in values else []
    return filters.either(*parts)


def _plain(column: str, values: tuple[str, ...]) -> filters.Condition:
    return filters.any_of(column, ["" if value == UNKNOWN else value for value in values]) if values else ""


def _about(values: tuple[str, ...]) -> filters.Condition:
    if not values:
        return ""
    named = filters.holds_any("about", [value for value in values if value != UNKNOWN])
    return filters.either(named, *([filters.empty_list("about")] if UNKNOWN in values else []))


def _dates(view: View) -> filters.Condition:
    """Rows dated inside the range; an undated article is in no range."""
    if not (view.date_from or view.date_to):
        return ""
    first = filters.at_least("article_date", view.date_from or "0")
    return filters.all_of(first, filters.at_most("article_date", view.date_to) if view.date_to else "")
