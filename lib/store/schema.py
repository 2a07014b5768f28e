"""The tables ``articles``, ``statements`` and ``edits``: their columns, and records as rows.

Unknown is "" in ``statements`` (facets and filters then need no second kind of nothing) and null in
``articles``.  A statement's row repeats what filters need of its article, so no search joins tables.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import pyarrow as pa

from lib.records import Article, Statement
from lib.store import words

LAYOUT = "1"  # raised when a column changes its meaning
MODEL_NOTE, DIM_NOTE, LAYOUT_NOTE = b"explorer.model", b"explorer.dim", b"explorer.layout"
TEXT = pa.string()

VECTORS = ("vector", "passage_vector")
ARTICLE_COLUMNS = ("id", "text", "title", "outlet", "author", "date", "date_basis", "url", "language")
FIELDS = ("speaker", "institution", "role", "outlet", "about", "title", "author", "kind")  # field limits


def articles() -> pa.Schema:
    """Columns of ``articles``."""
    return pa.schema([*((name, TEXT) for name in ARTICLE_COLUMNS), ("text_hash", TEXT)])


def edits() -> pa.Schema:
    """Columns of ``edits``: one row a correction, never changed, in the order of ``seq``."""
    names = ("edit_id", "statement_id", "article_id", "statement", "field", "old", "new", "new_key", "who",
             "why", "at")
    return pa.schema([*((name, TEXT) for name in names), ("seq", pa.int64())])


def statements(dim: int, model: str) -> pa.Schema:
    """Columns of ``statements``; the model's name and the layout are kept beside them."""
    texts = ("statement_id", "article_id", "kind", "statement", "content_spans", "cue_spans", "source_spans",
             "cue_verb", "speaker", "speaker_type", "speaker_role", "speaker_institution",
             "speaker_mention", "speaker_key", "institution_key", "evidence", "attributed_via",
             "context_before", "context_after", "passage", "on_record", "rule", "outlet", "article_title",
             "article_date", "article_author", "article_url", "date_basis", "language", "text_hash",
             "search_text", "field_text")
    return pa.schema(
        [*((name, TEXT) for name in texts), ("about", pa.list_(TEXT)),
         *((name, pa.int32()) for name in ("paragraph", "char_start", "char_end")),
         *((name, pa.bool_()) for name in ("attitude", "corrected", "rejected")),
         *((name, pa.float64()) for name in ("confidence", "speaker_confidence")),
         ("vector", pa.list_(pa.float32(), dim)),
         # Half precision: it only re-ranks candidates, and a cosine changes by less than 0.001.
         ("passage_vector", pa.list_(pa.float16(), dim))],
        metadata={MODEL_NOTE: model, DIM_NOTE: str(dim), LAYOUT_NOTE: LAYOUT})


def article_row(article: Article) -> dict[str, Any]:
    """An article as a row."""
    return {name: getattr(article, name) for name in ARTICLE_COLUMNS} | {"text_hash": article.text_hash}


def article(row: dict[str, Any]) -> Article:
    """The article of a row."""
    return Article(**{name: row[name] for name in ARTICLE_COLUMNS})


def statement_row(article: Article, found: Statement) -> dict[str, Any]:
    """A statement as a row, without its vectors."""
    who = found.speaker
    row = {
        "statement_id": found.id, "article_id": article.id, "kind": found.kind, "statement": found.text,
        "content_spans": _json(found.content), "cue_spans": _json(found.cue),
        "source_spans": _json(found.source), "cue_verb": found.cue_verb, "speaker": who.name,
        "speaker_type": who.type, "speaker_role": who.role, "speaker_institution": who.institution,
        "speaker_mention": who.mention, "speaker_key": who.key, "institution_key": who.institution_key,
        "evidence": _json([asdict(step) for step in who.evidence]), "attributed_via": found.via,
        "context_before": found.context_before, "context_after": found.context_after,
        "passage": found.passage, "on_record": found.on_record, "rule": found.rule,
        "outlet": article.outlet, "article_title": article.title, "article_date": article.date,
        "article_author": article.author, "article_url": article.url, "date_basis": article.date_basis,
        "language": article.language, "text_hash": article.text_hash,
        "about": list(dict.fromkeys(found.about)), "paragraph": found.paragraph,
        "char_start": found.content[0][0], "char_end": found.content[-1][1],
        "attitude": found.attitude, "corrected": False, "rejected": False, "confidence": found.confidence,
        "speaker_confidence": who.confidence}
    return with_index({name: "" if value is None else value for name, value in row.items()})


def with_index(row: dict[str, Any]) -> dict[str, Any]:
    """The row with the texts that words and field limits are searched in, made anew from its columns."""
    fields = {"speaker": "speaker", "institution": "speaker_institution", "role": "speaker_role",
              "outlet": "outlet", "title": "article_title", "author": "article_author", "kind": "kind"}
    limits = {name: [row[column]] for name, column in fields.items()}
    limits["speaker"].append(row["speaker_mention"])
    limits["about"] = row["about"]
    return row | {
        "search_text": words.indexed(row["speaker_mention"], row["speaker"], row["speaker_role"],
                                     row["speaker_institution"], row["cue_verb"],
                                     *row["statement"].split("[…]")),
        "field_text": words.tagged(limits)}


def statement_table(rows: Sequence[dict[str, Any]], vectors: np.ndarray, passages: np.ndarray,
                    schema: pa.Schema) -> pa.Table:
    """Rows and their vectors, in the same order, as one Arrow table; vectors are (n, dim) arrays."""
    plain = pa.schema([field for field in schema if field.name not in VECTORS])
    table = pa.Table.from_pylist(list(rows), schema=plain)
    for name, values in zip(VECTORS, (vectors, passages), strict=True):
        kind = schema.field(name).type
        flat = np.ascontiguousarray(values, dtype=kind.value_type.to_pandas_dtype()).ravel()
        table = table.append_column(name, pa.FixedSizeListArray.from_arrays(pa.array(flat), kind.list_size))
    return table.cast(schema)


def matrix(column: pa.ChunkedArray) -> np.ndarray:
    """A column of vectors as a float32 array (n, dim)."""
    flat = column.combine_chunks().flatten().to_numpy(zero_copy_only=False)
    return flat.reshape(len(column), column.type.list_size).astype(np.float32, copy=False)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
