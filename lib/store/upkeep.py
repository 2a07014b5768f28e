"""Looking after the tables: indexes, compaction, the fingerprint, and the check of every row."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.records import content_text
from lib.store import corrections, filters, lookup, schema
from lib.store.connection import Tables

if TYPE_CHECKING:
    from lancedb.table import Table

# Below this a scan takes 6 ms; an index would only slow the writing.
SCALAR_INDEX_ROWS = 20_000
# A scan of vectors took 30 ms at 20k rows and 130 ms at 100k; the index 12 ms at 100k.
VECTOR_INDEX_ROWS = 50_000
QUIET = timedelta(minutes=10)  # no batch takes so long between its statements and its articles
KEEP_VERSIONS = timedelta(hours=1)  # a reader that began before must be able to finish
BITMAPS = ("outlet", "kind", "on_record", "institution_key")
TREES = ("statement_id", "article_id", "speaker", "speaker_key", "speaker_institution", "article_date")
LENGTH_TOLERANCE = 0.005  # half precision of the passage vectors
CHECK_ROWS = 10_000  # 30 MB of vectors at a time
LISTED = 20  # problems of one sort named in a report
CONTENT = ("statement_id", "text_hash", *(name for name in corrections.FIELDS
                                          if name not in ("about", "attitude", "rejected")))


def maintain(tables: Tables) -> dict[str, int]:
    """Missing indexes built, files compacted; rows not yet indexed, by index."""
    table = tables.statements
    for one in (tables.articles, table, tables.edits):
        one.optimize(cleanup_older_than=KEEP_VERSIONS)
    rows = table.count_rows()
    if rows >= SCALAR_INDEX_ROWS:
        _index_columns(table)
    if rows >= VECTOR_INDEX_ROWS:
        _index_vectors(table)
    stats = {index.name: table.index_stats(index.name) for index in table.list_indices()}
    return {name: stat.num_unindexed_rows for name, stat in stats.items() if stat is not None}


def sweep(tables: Tables, quiet: timedelta) -> int:
    """Removes the statements of articles that are not stored, unless somebody wrote just now; how many."""
    last = max(version["timestamp"] for version in tables.statements.list_versions())
    if datetime.now(last.tzinfo) - last < quiet:
        return 0
    named = lookup.scan(tables.statements, "", ("article_id",))["article_id"]
    held = lookup.scan(tables.articles, "", ("id",))["id"]
    left = named.filter(pc.invert(pc.is_in(named, held.combine_chunks())))
    if len(left):
        tables.statements.delete(filters.any_of("article_id", left.unique().to_pylist()))
    return len(left)


def fingerprint(tables: Tables) -> str:
    """12 hexadecimal digits made from what the archive holds, in whatever order it was added."""
    listed = lookup.scan(tables.articles, "", ("id", "text_hash"))
    rows = lookup.scan(tables.statements, filters.flag("rejected", False), (*CONTENT, "about", "attitude"))
    about = pc.binary_join(rows["about"], "; ")
    flags = pc.cast(rows["attitude"], pa.string())
    rows = rows.select(CONTENT).append_column("about", about).append_column("attitude", flags)
    lines = sorted(_lines(listed) + _lines(rows))
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:12]


def check(tables: Tables) -> list[str]:
    """Problems in words, each sort limited to its first ones."""
    names = [name for name in tables.statements.schema.names if name not in schema.VECTORS]
    problems = [*_doubles(tables), *_misplaced(tables), *_wrong_lengths(tables), *_orphans(tables)]
    for row in corrections.unapplied(tables, names):
        problems.append(f"statement {row['statement_id']}: a correction is not applied; run maintain")
    return problems


def _lines(rows: pa.Table) -> list[str]:
    return pc.binary_join_element_wise(*rows.columns, "\t").to_pylist()


def _index_columns(table: "Table") -> None:
    from lancedb.index import Bitmap, BTree, LabelList

    held = {column for index in table.list_indices() for column in index.columns}
    wanted = ({name: Bitmap() for name in BITMAPS} | {name: BTree() for name in TREES}
              | {"about": LabelList()})
    for name, config in wanted.items():
        if name not in held:
            table.create_index(name, config=config)


def _index_vectors(table: "Table") -> None:
    from lancedb.index import IvfRq

    if not any("vector" in index.columns for index in table.list_indices()):
        table.create_index("vector", config=IvfRq(distance_type="cosine", num_bits=1))


def _doubles(tables: Tables) -> Iterator[str]:
    for table, key in ((tables.statements, "statement_id"), (tables.articles, "id")):
        counts = lookup.scan(table, "", (key,)).group_by(key).aggregate([([], "count_all")]).to_pylist()
        yield from _limited(f"{table.name}: the id {row[key]} stands {row['count_all']} times"
                            for row in counts if row["count_all"] > 1)


def _misplaced(tables: Tables) -> Iterator[str]:
    rows = lookup.scan(tables.articles, "", ("id", "text")).to_pydict()
    texts = dict(zip(rows["id"], rows["text"], strict=True))
    found = lookup.scan(tables.statements, "", ("statement_id", "article_id", "statement", "content_spans"))
    yield from _limited(problem for row in found.to_pylist() if (problem := _misplaced_row(row, texts)))


def _misplaced_row(row: dict[str, Any], texts: dict[str, str]) -> str:
    text = texts.get(row["article_id"])
    if text is None:
        return f"statement {row['statement_id']}: its article {row['article_id']} is not stored"
    if content_text(text, json.loads(row["content_spans"])) != row["statement"]:
        return f"statement {row['statement_id']}: its words do not stand at its place in {row['article_id']}"
    return ""


def _wrong_lengths(tables: Tables) -> Iterator[str]:
    search = tables.statements.search().select(["statement_id", *schema.VECTORS]).limit(None)
    yield from _limited(
        f"statement {key}: its {name} has length {length:.3f}, not 1"
        for batch in search.to_batches(CHECK_ROWS) for name in schema.VECTORS
        for key, length in zip(batch["statement_id"].to_pylist(), _lengths(batch[name]), strict=True)
        if not abs(length - 1) <= LENGTH_TOLERANCE)


def _lengths(column: Any) -> np.ndarray:  # noqa: ANN401 - an Arrow array, whose classes have no types
    flat = column.flatten().to_numpy(zero_copy_only=False).astype(np.float32)
    return np.linalg.norm(flat.reshape(len(column), -1), axis=1)


def _orphans(tables: Tables) -> Iterator[str]:
    held = set(lookup.scan(tables.statements, "", ("statement_id",))["statement_id"].to_pylist())
    edits = corrections.edits_of(tables, "")
    yield from _limited(f"a correction of {edit['field']} ({edit['old']!r} to {edit['new']!r}) waits for the "
                        f"statement {edit['statement_id']}, which the extraction no longer finds"
                        for edit in edits if edit["statement_id"] not in held)


def _limited(problems: Iterator[str]) -> Iterator[str]:
    for number, problem in enumerate(problems):
        if number == LISTED:
            yield "and more of the same"
            return
        yield problem
