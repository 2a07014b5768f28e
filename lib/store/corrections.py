"""Corrections by hand: append-only rows in ``edits`` that win over whatever the extractor says."""

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from lib.errors import ArchiveError
from lib.records import KINDS, SPEAKER_TYPES
from lib.store import filters, lookup, schema, words
from lib.store.connection import Tables

if TYPE_CHECKING:
    import pandas as pd

LIST_JOIN = "; "
ANY = None
# What may be corrected, and the values allowed (ANY: any text, "" = unknown).
FIELDS: dict[str, tuple[str, ...] | None] = {
    "speaker": ANY, "speaker_role": ANY, "speaker_institution": ANY, "speaker_type": ("", *SPEAKER_TYPES),
    "kind": KINDS, "about": ANY, "cue_verb": ANY, "attributed_via": ANY,
    "on_record": ("named", "unnamed", "unclear"), "attitude": ("yes", "no"), "rejected": ("yes", "no")}
VectorsOf = Callable[[Sequence[dict[str, Any]]], np.ndarray]  # rows → their first vectors, (n, dim)
KEYS = {"speaker": "speaker_key", "speaker_institution": "institution_key"}


@dataclass(frozen=True, slots=True)
class Edit:
    """One correction as asked for."""

    statement_id: str
    field: str
    new: str
    who: str
    why: str
    key: str | None = None  # of a new name


def correct(tables: Tables, edit: Edit, vector: np.ndarray | None) -> None:
    """Writes the correction, then the corrected row.  Raises ArchiveError if it cannot be meant."""
    row = _row(tables, edit)
    old = as_text(row[edit.field])
    if old == edit.new:
        return
    note = {"edit_id": uuid.uuid4().hex, "statement_id": edit.statement_id, "article_id": row["article_id"],
            "statement": row["statement"], "field": edit.field, "old": old, "new": edit.new,
            "new_key": _key(tables, edit), "who": edit.who, "why": edit.why,
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"), "seq": time.time_ns()}
    tables.edits.add(pa.Table.from_pylist([note], schema=tables.edits.schema))
    if vector is not None:
        row["vector"] = np.asarray(vector, dtype=np.float32)
    _write(tables, applied([row], [note]))


def history(tables: Tables, where: filters.Condition) -> "pd.DataFrame":
    """Corrections, oldest first."""
    return lookup.frame(lookup.scan(tables.edits, where, tables.edits.schema.names).sort_by(
        [("seq", "ascending"), ("edit_id", "ascending")]))


def edits_of(tables: Tables, where: filters.Condition) -> list[dict[str, Any]]:
    """Corrections as rows, oldest first."""
    return history(tables, where).to_dict("records")


def applied(rows: Sequence[dict[str, Any]], edits: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with their corrections, the later one winning; rows without any are given back as they are."""
    by_id: dict[str, list[dict[str, Any]]] = {}
    for edit in edits:
        by_id.setdefault(edit["statement_id"], []).append(edit)
    return [_changed(row, by_id[row["statement_id"]]) if row["statement_id"] in by_id else row
            for row in rows]


def reapply(tables: Tables, vectors_of: VectorsOf | None) -> int:
    """Writes the rows that differ from their corrections, with their new vectors; how many."""
    wrong = unapplied(tables, tables.statements.schema.names)
    if wrong and vectors_of:
        for row, vector in zip(wrong, vectors_of(wrong), strict=True):
            row["vector"] = np.asarray(vector, dtype=np.float32)
    _write(tables, wrong)
    return len(wrong)


def unapplied(tables: Tables, columns: Sequence[str]) -> list[dict[str, Any]]:
    """The corrected form of every row that does not show its corrections."""
    edits = edits_of(tables, "")
    where = filters.any_of("statement_id", {edit["statement_id"] for edit in edits})
    rows = lookup.scan(tables.statements, where, columns).to_pylist() if edits else []
    return [new for old, new in zip(rows, applied(rows, edits), strict=True) if new != old]


def as_text(value: object) -> str:
    """A field's value as the text a correction holds."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else LIST_JOIN.join(value)


def _changed(row: dict[str, Any], edits: Sequence[dict[str, Any]]) -> dict[str, Any]:
    row = row | {"corrected": True}
    for edit in edits:
        field = edit["field"]
        row[field] = _reader(row[field])(edit["new"])
        if field in KEYS:
            row[KEYS[field]] = edit["new_key"]
    return schema.with_index(row)


def _reader(present: object) -> Callable[[str], object]:
    if isinstance(present, bool):
        return lambda text: text == "yes"
    if isinstance(present, str):
        return str
    return lambda text: [part.strip() for part in text.split(LIST_JOIN) if part.strip()]


def _row(tables: Tables, edit: Edit) -> dict[str, Any]:
    if edit.field not in FIELDS:
        raise ArchiveError(f"{edit.field!r} cannot be corrected; allowed are {', '.join(FIELDS)}.")
    allowed = FIELDS[edit.field]
    if allowed is not ANY and edit.new not in allowed:
        raise ArchiveError(f"{edit.new!r} is no {edit.field}; allowed: {', '.join(filter(None, allowed))}.")
    if not edit.who.strip():
        raise ArchiveError("A correction needs the name of who makes it.")
    found = lookup.scan(tables.statements, filters.equals("statement_id", edit.statement_id),
                        tables.statements.schema.names).to_pylist()
    if not found:
        raise ArchiveError(f"There is no statement {edit.statement_id!r} in this archive; it may have been "
                           "removed since the page was opened. Reload the page.")
    return found[0]


def _key(tables: Tables, edit: Edit) -> str:
    """The key of a corrected name: the given one, that of the same name elsewhere, else made from it."""
    if edit.field not in KEYS or not edit.new:
        return ""
    if edit.key is not None:
        return edit.key
    key = KEYS[edit.field]
    known = lookup.scan(tables.statements, filters.equals(edit.field, edit.new), (key,))[key].to_pylist()
    known = sorted(filter(None, known))
    return max(known, key=known.count) if known else " ".join(words.fold(edit.new))


def _write(tables: Tables, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        made = pa.Table.from_pylist(list(rows), schema=tables.statements.schema)
        merge = tables.statements.merge_insert("statement_id").when_matched_update_all()
        merge.execute(made)
