"""One name for all forms of a speaker or an institution: what facets show and filters take."""

from collections import Counter, defaultdict
from dataclasses import dataclass

import pandas as pd

from lib.store import Archive, filters
from lib.view import UNKNOWN

# What the columns of a name are called: the form in the row, and the key all forms share.
NAMED = {"speakers": ("speaker", "speaker", "speaker_key"),
         "institutions": ("institution", "speaker_institution", "institution_key")}
Form = tuple[str, str]  # a name as it stands in a row, and the row's key


@dataclass(frozen=True, slots=True)
class Names:
    """All names of one dimension: every form's filter value, and the key of every value that is no name."""

    values: dict[Form, str]
    keys: dict[str, str]

    def holds(self, value: str) -> bool:
        """True if some form, key or filter value is this."""
        return value in self.keys or any(value in form for form in self.values)


def names(archive: Archive, dimension: str) -> Names:
    """The names of "speakers" or "institutions".  Shared: not to be changed.

    All forms of one key have one value, the most common form (of equally common ones the longest).  Where
    several people share that name – a lone surname means somebody in every article – the key is the value
    and the label names an article.
    """
    return archive.cached(("names", dimension), lambda: _names(archive, dimension))


def valued(archive: Archive, dimension: str, frame: pd.DataFrame) -> pd.Series:
    """The filter value of every row of a frame, UNKNOWN where it has no name."""
    _, column, key_column = NAMED[dimension]
    values = names(archive, dimension).values
    forms = zip(frame[column].to_numpy(object), frame[key_column].to_numpy(object), strict=True)
    return pd.Series([values.get(form, form[0]) or UNKNOWN for form in forms], index=frame.index, dtype="str")


def value_of(archive: Archive, dimension: str, name: str, key: str) -> str:
    """The filter value of one row's name; UNKNOWN where it has none."""
    return names(archive, dimension).values.get((name, key), name) or UNKNOWN


def _names(archive: Archive, dimension: str) -> Names:
    what, _, key_column = NAMED[dimension]
    every = archive.cached("names", archive.names)
    rows = every.loc[every["what"] == what, ["name", "key", "type", "count"]]
    forms = sorted(rows.itertuples(index=False, name=None),
                   key=lambda row: (-row[3], -len(row[0]), row[0], row[1]))
    main: dict[str, str] = {}
    people: defaultdict[str, set[str]] = defaultdict(set)
    for name, key, kind, _ in forms:
        if key:
            main.setdefault(key, name)
        if key and kind == "person":
            people[main[key]].add(key)
    shared = {key for keys in people.values() if len(keys) > 1 for key in keys}
    told_apart = _told_apart(main, _titles(archive, key_column, shared))
    values = {(name, key): told_apart.get(key) or main.get(key, name) for name, key, *_ in forms}
    return Names(values, {value: key for key, value in told_apart.items()})


def _told_apart(main: dict[str, str], titles: dict[str, str]) -> dict[str, str]:
    """For each key a name that no other key has: with an article's title, and the key if that is shared."""
    titled = {key: f"{main[key]} (in “{title}”)" for key, title in titles.items()}
    common = Counter(titled.values())
    return {key: name if common[name] == 1 else f"{name} – {key}" for key, name in titled.items()}


def _titles(archive: Archive, key_column: str, keys: set[str]) -> dict[str, str]:
    """For each key the title of an article it stands in."""
    if not keys:
        return {}
    told = ("article_title", "outlet", "article_date")
    rows = archive.scan(filters.any_of(key_column, sorted(keys)), (key_column, *told))
    titles = pd.Series([title or ", ".join(filter(None, ("untitled article", outlet, day)))
                        for title, outlet, day in zip(*(rows[name] for name in told), strict=True)],
                       index=rows.index, dtype="str")
    return titles.groupby(rows[key_column]).min().to_dict()
