"""The table of statements: one frame for the screen, the CSV, the XLSX and the JSON."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import pandas as pd

from lib.view import PARAMS, View, describe

# The contract, in this order: the words and who said them first, so that a spreadsheet shows them
# without scrolling; the proof after them; the provenance of the file last.
COLUMNS = ("statement_id", "statement", "kind", "speaker", "speaker_role", "speaker_institution",
           "speaker_type", "cue_verb", "about", "outlet", "article_title", "article_date",
           "article_author", "article_url", "context_before", "context_after", "paragraph", "char_start",
           "char_end", "verified_in_source", "speaker_mention", "attributed_via", "on_record",
           "confidence", "similarity", "corrected", "permalink", "exported_at", "filters", "data_version")
ADDED = ("permalink", "exported_at", "filters", "data_version")  # not in the search's frame
WHOLE_NUMBERS = ("paragraph", "char_start", "char_end")
FRACTIONS = ("confidence", "similarity")
FRACTION_DIGITS = 4  # more digits would claim a precision no model has

LABELS = {"statement_id": "ID", "statement": "Statement", "kind": "Kind", "speaker": "Speaker",
          "speaker_role": "Role", "speaker_institution": "Institution", "speaker_type": "Speaker type",
          "cue_verb": "Cue", "about": "About", "outlet": "Outlet", "article_title": "Article",
          "article_date": "Published", "article_author": "Author", "article_url": "Article address",
          "context_before": "Sentence before", "context_after": "Sentence after",
          "paragraph": "Paragraph", "char_start": "First character", "char_end": "End character",
          "verified_in_source": "Found in the article", "speaker_mention": "Speaker as printed",
          "attributed_via": "Reported via", "on_record": "On record", "confidence": "Confidence",
          "similarity": "Similarity", "corrected": "Corrected", "permalink": "Link",
          "exported_at": "Exported at", "filters": "Filters", "data_version": "Data version"}

# Line breaks inside a cell make imports fail, and control characters are forbidden in XLSX.
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]+")
LIST_JOIN = "; "
UNIDENTIFIED = "speaker not identified"
KIND_LABELS = {"mixed": "(partly quoted)", "indirect": "(paraphrase)", "article": "(article’s own words)"}


def table(frame: pd.DataFrame, *, base_url: str, view: View, exported_at: datetime, data_version: str,
          note: str = "") -> pd.DataFrame:
    """The rows of a search as the table of ``COLUMNS``, in the frame's order; unknown is an empty cell.

    Text columns hold strings without line breaks, ``paragraph``, ``char_start`` and ``char_end`` are
    Int64, ``confidence`` and ``similarity`` float64 to four digits (empty: NA, NaN).  ``note`` is
    added to ``filters``, so that a capped table says so in the file.  Raises ValueError when a column
    of the contract is missing or ``exported_at`` has no time zone.
    """
    if exported_at.tzinfo is None:
        raise ValueError(f"exported_at is {exported_at}, without a time zone; pass datetime.now(UTC).")
    frame = _with_columns(frame)
    added = {"permalink": [permalink(base_url, str(key)) for key in frame["statement_id"]],
             "exported_at": exported_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
             "filters": "; ".join(part for part in (describe(view), note) if part),
             "data_version": data_version}
    frame = frame.assign(**added)
    return pd.DataFrame({name: _column(frame[name]) for name in COLUMNS})


def permalink(base_url: str, statement_id: str) -> str:
    """The link that opens the app at one statement: absolute where the app's address is known."""
    query = urlencode({PARAMS["selected"]: statement_id})
    parts = urlsplit(base_url.strip())
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return f"?{query}"
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") + "/", query, ""))


def citation(row: Mapping[str, Any] | pd.Series) -> str:
    """One line to paste into a story: words, speaker, role, institution, outlet, date, address.

    Only a direct quote is put in marks.  A partly quoted statement keeps the marks of the article
    around the quoted words alone and says so; a paraphrase has none and is labelled.
    """
    cell = {name: _text(row[name]) if name in row else "" for name in COLUMNS}
    words, kind = cell["statement"], cell["kind"]
    said = f"“{words}”" if kind == "direct" else f"{words} {KIND_LABELS.get(kind, '')}".rstrip()
    source = [cell["outlet"] or cell["article_title"], cell["article_date"], cell["article_url"]]
    return " – ".join([said, ", ".join(_distinct([*_who(cell), *source]))])


def _who(cell: Mapping[str, str]) -> list[str]:
    """Speaker, role, institution and relay; the printed words, or an open admission, where no name is."""
    if cell["kind"] == "article":
        return []
    mention = f"{UNIDENTIFIED}; printed as “{cell['speaker_mention']}”" if cell["speaker_mention"] else ""
    name = cell["speaker"] or mention or UNIDENTIFIED
    return [name, cell["speaker_role"], cell["speaker_institution"], cell["attributed_via"]]


def _distinct(parts: Iterable[str]) -> list[str]:
    """The parts that say something, each once: an agency is not also printed as its own institution."""
    return list(dict.fromkeys(part for part in parts if part))


def _with_columns(frame: pd.DataFrame) -> pd.DataFrame:
    missing = [name for name in COLUMNS if name not in frame.columns and name not in ADDED]
    if missing and len(frame):
        raise ValueError(f"The frame lacks {', '.join(missing)}; it must hold every column of the table.")
    return frame.reindex(columns=[*frame.columns, *missing]).reset_index(drop=True)


def _column(cells: pd.Series) -> pd.Series:
    if cells.name in WHOLE_NUMBERS:
        return pd.to_numeric(cells, errors="coerce").astype("Int64")
    if cells.name in FRACTIONS:
        return pd.to_numeric(cells, errors="coerce").astype("float64").round(FRACTION_DIGITS)
    return pd.Series([_text(cell) for cell in cells], index=cells.index, dtype="str", name=cells.name)


def _text(cell: object) -> str:
    """A cell as one line of text; "" for None, NaN and NaT; yes/no for truth; lists joined."""
    if isinstance(cell, str):
        return CONTROLS.sub(" ", cell).encode("utf-8", "replace").decode("utf-8")
    if isinstance(cell, Iterable):
        return LIST_JOIN.join(filter(None, map(_text, cell)))
    if pd.isna(cell):
        return ""
    if pd.api.types.is_bool(cell):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)
