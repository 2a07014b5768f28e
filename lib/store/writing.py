"""Adding articles: one upsert for all statements of a batch, then one for its articles."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from lib.errors import ArchiveMismatch
from lib.records import Analysis, Statement
from lib.store import corrections, filters, schema
from lib.store.connection import Tables

UNIT_TOLERANCE = 1e-3  # a cosine is right only between rows of length 1


def add_many(tables: Tables, batch: Sequence[Analysis], vectors: np.ndarray, passages: np.ndarray) -> None:
    """Stores a batch; the last analysis of an article wins, rows it no longer has are removed."""
    if not batch:
        return
    total = sum(len(analysis.statements) for analysis in batch)
    dim = tables.statements.schema.field("vector").type.list_size
    vectors, passages = _checked(vectors, total, dim), _checked(passages, total, dim)
    kept = _kept(batch)
    articles = {analysis.article.id: analysis.article for analysis in batch}
    rows = [schema.statement_row(articles[found.article_id], found) for found in kept.values()]
    stale = filters.any_of("article_id", articles)
    rows = corrections.applied(rows, corrections.edits_of(tables, stale))
    places = list(kept)
    made = schema.statement_table(rows, vectors[places], passages[places], tables.statements.schema)
    upsert(tables.statements, "statement_id", made, stale)
    listed = [schema.article_row(article) for article in articles.values()]
    upsert(tables.articles, "id", pa.Table.from_pylist(listed, schema=tables.articles.schema))


def upsert(table: "object", key: str, rows: pa.Table, stale: filters.Condition = "") -> None:
    """Writes rows over those with the same key; of the rows that meet ``stale`` no others stay."""
    merge = table.merge_insert(key).when_matched_update_all().when_not_matched_insert_all()
    if stale:
        merge = merge.when_not_matched_by_source_delete(stale)
    merge.execute(rows)


def _checked(vectors: np.ndarray, total: int, dim: int) -> np.ndarray:
    vectors = np.asarray(vectors, dtype=np.float32)
    if not total:
        return np.zeros((0, dim), np.float32)
    if vectors.shape != (total, dim):
        raise ArchiveMismatch(f"The batch has {total} statements and vectors of shape {vectors.shape}; this "
                              f"archive needs ({total}, {dim}). Use the model it was made with.")
    if not np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=UNIT_TOLERANCE):
        raise ArchiveMismatch("The vectors of the batch are not all of length 1; scale them first.")
    return vectors


def _kept(batch: Sequence[Analysis]) -> dict[int, Statement]:
    """The statements to store by their place in the batch: each id once, each article's last analysis.

    Two rows of one id in one upsert would stay two for ever.
    """
    last = {analysis.article.id: number for number, analysis in enumerate(batch)}
    kept: dict[str, tuple[int, Statement]] = {}
    place = 0
    for number, analysis in enumerate(batch):
        for found in analysis.statements:
            if last[analysis.article.id] == number and found.id not in kept:
                kept[found.id] = (place, found)
            place += 1
    return dict(kept.values())
