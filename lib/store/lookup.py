"""Reading the tables: by condition, by vector, by words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.store import expression, filters
from lib.store.connection import Tables

if TYPE_CHECKING:
    import pandas as pd
    from lancedb.table import Table

# A filtered search by index loses rows silently (recall 0.48 at a 1 % filter); up to this many rows
# a scan of them is exact and as fast.
EXACT_ROWS = 20_000
ALL_PARTITIONS = 10_000  # more than any index has
# Candidates re-ranked exactly for each row asked for.  At 100k rows recall@50 was 0.99 with 10 and 0.999
# with 20 (51 ms on a busy machine); recall@500 0.995 with 10, where 20 would re-rank a tenth of all rows.
REFINE, REFINE_MANY, MANY = 20, 10, 100

# Columns of a name: the form in the row, the key all forms share, the type.
NAMED = {"speaker": ("speaker", "speaker_key", "speaker_type"),
         "institution": ("speaker_institution", "institution_key", "")}


def frame(rows: pa.Table) -> "pd.DataFrame":
    """An Arrow table as a frame; a list is an array of objects."""
    return rows.to_pandas()


def scan(table: "Table", where: filters.Condition, columns: Sequence[str]) -> pa.Table:
    """All rows that meet a condition."""
    search = table.search().select(list(columns)).limit(None)
    return (search.where(where) if where else search).to_arrow()


def articles(tables: Tables) -> "pd.DataFrame":
    """All articles without texts, by id, "" where something is unknown, with their statements' number."""
    names = [name for name in tables.articles.schema.names if name != "text"]
    held = scan(tables.articles, "", names).sort_by("id")
    listed = pa.table({name: pc.fill_null(held[name], "") for name in names})
    counted = filters.all_of(filters.flag("rejected", False), filters.flag("attitude", False))
    counts = scan(tables.statements, counted, ("article_id",)).group_by("article_id")
    found = counts.aggregate([([], "count_all")]).to_pydict()
    by_id = dict(zip(found["article_id"], found["count_all"], strict=True))
    numbers = pa.array([by_id.get(key, 0) for key in listed["id"].to_pylist()], pa.int64())
    return frame(listed.append_column("statements", numbers))


def names(table: "Table") -> "pd.DataFrame":
    """Forms, keys and counts of all speakers and institutions; of speakers also the type."""
    wanted = {column for columns in NAMED.values() for column in columns if column}
    rows = scan(table, filters.flag("rejected", False), sorted(wanted))
    parts = []
    for what, (name, key, kind) in NAMED.items():
        kinds = rows[kind] if kind else pa.array([""] * len(rows), pa.string())
        columns = pa.table({"name": rows[name], "key": rows[key], "type": kinds})
        counted = columns.group_by(columns.column_names).aggregate([([], "count_all")])
        counted = counted.rename_columns({"count_all": "count"})
        parts.append(counted.append_column("what", pa.array([what] * len(counted), pa.string())))
    every = pa.concat_tables(parts)
    return frame(every.filter(pc.not_equal(every["name"], "")).sort_by(
        [("what", "ascending"), ("count", "descending"), ("name", "ascending"), ("key", "ascending"),
         ("type", "ascending")]))


def vector_search(table: "Table", vector: np.ndarray, where: filters.Condition, limit: int,
                  columns: Sequence[str]) -> "pd.DataFrame":
    """The nearest rows, nearest first, equal ones by id, with ``similarity``."""
    search = table.search(np.asarray(vector, dtype=np.float32), vector_column_name="vector")
    search = search.distance_type("cosine")
    if table.count_rows(where or None) <= EXACT_ROWS:
        search = search.bypass_vector_index()
    else:
        refine = REFINE if limit <= MANY else REFINE_MANY
        search = search.nprobes(ALL_PARTITIONS).refine_factor(refine)
    if where:
        search = search.where(where, prefilter=True)
    rows = search.select([*_named(columns), "_distance"]).limit(max(limit, 1)).to_arrow()
    near = pc.subtract(pa.scalar(1.0, pa.float32()), rows["_distance"])
    return frame(_ordered(rows.drop_columns(["_distance"]), "similarity", near)[:limit])


def text_search(table: "Table", node: expression.Node, where: filters.Condition, limit: int | None,
                columns: Sequence[str]) -> "pd.DataFrame":
    """The rows an expression finds, best first, equal ones by id, with ``score``."""
    plan = expression.plan(node)
    where = filters.all_of(where, plan.condition)
    if plan.ranked is None:
        rows = scan(table, where, _named(columns))
        return frame(_ordered(rows, "score", pa.array(np.zeros(len(rows), np.float32)))[:limit])
    search = table.search(expression.query(plan.ranked), query_type="fts")
    if where:
        search = search.where(where, prefilter=True)
    # Without a number the engine gives ten rows.
    most = table.count_rows() if limit is None else limit
    rows = search.select([*_named(columns), "_score"]).limit(max(most, 1)).to_arrow()
    return frame(_ordered(rows.drop_columns(["_score"]), "score", rows["_score"])[:limit])


def _named(columns: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(["statement_id", *columns]))


def _ordered(rows: pa.Table, name: str, values: pa.Array | pa.ChunkedArray) -> pa.Table:
    # Six digits: beyond them the order of equal rows would follow the engine's summing, not the id.
    rows = rows.append_column(name, pc.round(pc.cast(values, pa.float64()), 6))
    return rows.sort_by([(name, "descending"), ("statement_id", "ascending")])
