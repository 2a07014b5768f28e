"""Adding articles: one upsert for all statements of a batch, then one for its articles."""

import logging
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from lib.errors import ArchiveMismatch
from lib.records import Article, Statement
from lib.store import corrections, filters, schema
from lib.store.connection import Tables

log = logging.getLogger(__name__)

Entry = tuple[Article, Sequence[Statement], np.ndarray, np.ndarray]
UNIT_TOLERANCE = 1e-3  # a cosine is right only between rows of length 1


def add_many(tables: Tables, batch: Sequence[Entry], dim: int) -> None:
    """Stores a batch; the last entry of an article wins, rows it no longer has are removed."""
    entries = {entry[0].id: entry for entry in batch}
    if not entries:
        return
    rows, vectors, passages = [], [], []
    for article, found, first, second in entries.values():
        _check(article, found, first, dim)
        _check(article, found, second, dim)
        kept = _distinct(article, found)
        rows += [schema.statement_row(article, found[place]) for place in kept]
        vectors.append(np.asarray(first, dtype=np.float32).reshape(-1, dim)[kept])
        passages.append(np.asarray(second, dtype=np.float32).reshape(-1, dim)[kept])
    stale = filters.any_of("article_id", entries)
    rows = corrections.applied(rows, corrections.edits_of(tables, stale))
    made = schema.statement_table(rows, np.concatenate(vectors), np.concatenate(passages),
                                  tables.statements.schema)
    upsert(tables.statements, "statement_id", made, stale)
    listed = [schema.article_row(entry[0]) for entry in entries.values()]
    upsert(tables.articles, "id", pa.Table.from_pylist(listed, schema=tables.articles.schema))


def upsert(table: "object", key: str, rows: pa.Table, stale: filters.Condition = "") -> None:
    """Writes rows over those with the same key; of the rows that meet ``stale`` no others stay."""
    merge = table.merge_insert(key).when_matched_update_all().when_not_matched_insert_all()
    if stale:
        merge = merge.when_not_matched_by_source_delete(stale)
    merge.execute(rows)


def _check(article: Article, found: Sequence[Statement], vectors: np.ndarray, dim: int) -> None:
    shape = np.shape(vectors)
    if len(found) and shape != (len(found), dim):
        raise ArchiveMismatch(f"The article {article.id!r} has {len(found)} statements and vectors of shape "
                              f"{shape}; this archive needs ({len(found)}, {dim}).")
    if len(found) and not np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=UNIT_TOLERANCE):
        raise ArchiveMismatch(f"The vectors of the article {article.id!r} are not of length 1.")


def _distinct(article: Article, found: Sequence[Statement]) -> list[int]:
    """Places of the statements, each id once: two rows of one id would stay two after every upsert."""
    first: dict[str, int] = {}
    for place, statement in enumerate(found):
        first.setdefault(statement.id, place)
    if len(first) < len(found):
        log.warning("article %s: %d statements came twice", article.id, len(found) - len(first))
    return list(first.values())
