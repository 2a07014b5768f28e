"""One name for all forms of a speaker or an institution: what facets show and filters take."""

import pandas as pd

from lib.search.where import NAMED
from lib.store import Archive, filters
from lib.view import UNKNOWN


def forms(archive: Archive, dimension: str) -> pd.DataFrame:
    """Every form of the dimension's names: ``name``, ``key``, ``value`` and ``label``.  Shared.

    All forms of one key have one value, the most common form (of equally common ones the longest).  Where
    two people share that name, the key is the value and the label names an article.
    """
    return archive.cached(("forms", dimension), lambda: _forms(archive, dimension))


def valued(archive: Archive, dimension: str, frame: pd.DataFrame) -> pd.Series:
    """The filter value of every row of a frame, UNKNOWN where it has no name."""
    _, column, key_column = NAMED[dimension]
    known = forms(archive, dimension).set_index(["name", "key"])["value"]
    pairs = pd.MultiIndex.from_frame(frame[[column, key_column]])
    values = known.reindex(pairs).to_numpy()
    return pd.Series(values, index=frame.index).where(frame[column] != "", UNKNOWN).fillna(frame[column])


def _forms(archive: Archive, dimension: str) -> pd.DataFrame:
    what, _, key_column = NAMED[dimension]
    names = archive.cached("names", archive.names)
    held = names[names["what"] == what].assign(length=lambda rows: rows["name"].str.len())
    held = held.sort_values(["count", "length", "name"], ascending=[False, False, True], kind="stable")
    # A name without a key stands for itself.
    group = held["key"].where(held["key"] != "", "\0" + held["name"])
    main = held["name"].groupby(group.to_numpy()).transform("first")
    shared = main.groupby(main.to_numpy()).transform(lambda _: group[_.index].nunique()) > 1
    shared &= held["key"] != ""
    label = main.where(~shared, main + _articles(archive, key_column, held["key"].where(shared, "")))
    return held[["name", "key"]].assign(value=main.where(~shared, held["key"]), label=label)


def _articles(archive: Archive, key_column: str, keys: pd.Series) -> pd.Series:
    """For each key the title of an article it stands in, as an addition to a name."""
    wanted = sorted(set(keys) - {""})
    if not wanted:
        return pd.Series("", index=keys.index)
    rows = archive.scan(filters.any_of(key_column, wanted), (key_column, "article_title", "article_id"))
    titles = rows["article_title"].where(rows["article_title"] != "", rows["article_id"])
    first = titles.groupby(rows[key_column]).min()
    return (" (in “" + keys.map(first) + "”)").fillna("")
