"""Opening an archive's folder or bucket: the connection, its tables, and errors in plain words."""

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from lib.errors import ArchiveError, ArchiveMismatch, ExplorerError
from lib.store import expression, schema

if TYPE_CHECKING:
    import pyarrow as pa
    from lancedb.db import DBConnection
    from lancedb.table import Table

# Caches of one connection: unbounded ones grew from 314 to 897 MB over 40 rounds of add and optimize.
INDEX_CACHE_BYTES = 512 << 20
METADATA_CACHE_BYTES = 64 << 20
REMOTE_CONSISTENCY = timedelta(seconds=5)  # in a bucket every look for other writers costs a request
TABLES = ("articles", "statements", "edits")


@dataclass(frozen=True, slots=True)
class Tables:
    """The three tables of one archive and where they lie."""

    uri: str
    articles: "Table"
    statements: "Table"
    edits: "Table"

    @property
    def local(self) -> bool:
        """True for a folder: its writes reach the disk only when the system is told to."""
        return is_local(self.uri)


def is_local(uri: str) -> bool:
    """True for a folder, False for ``s3://`` and the like."""
    return "://" not in uri


def connect(uri: str, dim: int | None, model: str, options: Mapping[str, str] | None,
            create: bool) -> Tables:
    """The tables of an archive, made where they are missing and ``create`` allows it.

    Raises ArchiveError when the place cannot be used, ArchiveMismatch when it was made otherwise.
    """
    _check_place(uri, create)
    with explained(f"The archive {uri} cannot be opened"):
        import lancedb

        session = lancedb.Session(INDEX_CACHE_BYTES, METADATA_CACHE_BYTES)
        interval = timedelta(0) if is_local(uri) else REMOTE_CONSISTENCY
        database = lancedb.connect(uri, read_consistency_interval=interval, session=session,
                                   storage_options=dict(options) if options else None)
        _complete(database, uri, dim, model, create)
        tables = Tables(uri, *(database.open_table(name) for name in TABLES))
        _check_made(uri, tables.statements.schema, dim, model)
        if not any(expression.WORDS_COLUMN in index.columns for index in tables.statements.list_indices()):
            _index_words(tables.statements)  # new, or its maker was stopped in between
    return tables


@contextlib.contextmanager
def explained(what: str) -> Iterator[None]:
    """Turns the engine's errors into an ArchiveError that says what failed, why and what to do."""
    try:
        yield
    except ExplorerError:
        raise
    except (OSError, RuntimeError, ValueError, KeyError) as error:
        raise ArchiveError(f"{what}: {_reason(str(error))}") from error


def _reason(message: str) -> str:
    low = message.lower()
    first = message.strip().splitlines()[0][:300] if message.strip() else "no reason given"
    for signs, words in (
            (("no space left", "os error 28", "disk quota", "os error 122", "file too large", "os error 27"),
             "the disk is full, or a limit on it is reached. What was stored stays readable; free some space "
             "and try again"),
            (("permission denied", "read-only file system", "os error 13", "os error 30"),
             "no permission to write there. Allow it, or choose another folder in data/settings.toml"),
            (("corrupt", "not found", "invalid magic", "decode", "lanceerror(io)", "eof"),
             "its files are damaged or missing. Restore them from a copy, or move the folder away and add "
             "the articles again")):
        if any(sign in low for sign in signs):
            return f"{words} ({first})."
    return f"{first}."


def _check_place(uri: str, create: bool) -> None:
    if not uri.strip():
        raise ArchiveError("The archive has no place: give a folder or an s3:// address.")
    if not is_local(uri):
        return
    place = Path(uri)
    if place.exists() and not place.is_dir():
        raise ArchiveError(f"The archive {uri} is a file; a folder is needed. Choose another place.")
    if not place.exists():
        if not create:
            raise ArchiveError(f"There is no archive at {uri}. Check the path, or add articles to make one.")
        try:
            place.mkdir(parents=True)
        except OSError as error:
            raise ArchiveError(f"The archive {uri} cannot be made: {_reason(str(error))}") from error


def _complete(database: "DBConnection", uri: str, dim: int | None, model: str, create: bool) -> None:
    """Makes the tables that are missing, if nothing was stored yet."""
    held = set(database.list_tables(limit=100).tables)
    missing = [name for name in TABLES if name not in held]
    if not missing:
        return
    if any(database.open_table(name).count_rows() for name in TABLES if name in held):
        raise ArchiveError(f"The archive {uri} is damaged: it has no table {' and no '.join(missing)}. "
                           "Restore it from a copy, or move the folder away and add the articles again.")
    _check_creatable(uri, dim, create, missing)
    schemas = {"articles": schema.articles(), "edits": schema.edits(),
               "statements": schema.statements(dim or 0, model)}
    for name in missing:
        database.create_table(name, schema=schemas[name], exist_ok=True)


def _check_creatable(uri: str, dim: int | None, create: bool, missing: list[str]) -> None:
    if not create:
        raise ArchiveError(f"{uri} holds no complete archive (no {', '.join(missing)}). Check the path, or "
                           "add articles to make one.")
    if dim is None:
        raise ArchiveError(f"A new archive at {uri} needs the length of its vectors (dim).")
    if is_local(uri) and not os.access(uri, os.W_OK):
        raise ArchiveError(f"The archive {uri} cannot be made: {_reason('permission denied')}")


def _check_made(uri: str, made: "pa.Schema", dim: int | None, model: str) -> None:
    """Raises ArchiveMismatch when the archive was made with another model, vector length or layout."""
    notes = {key: value.decode() for key, value in (made.metadata or {}).items()}
    if notes.get(schema.LAYOUT_NOTE) != schema.LAYOUT:
        raise ArchiveMismatch(f"The archive {uri} has layout {notes.get(schema.LAYOUT_NOTE, 'unknown')}; "
                              f"this version reads layout {schema.LAYOUT}. Move it away and add the articles "
                              "again.")
    made_with, made_dim = notes.get(schema.MODEL_NOTE, ""), int(notes.get(schema.DIM_NOTE, "0"))
    if made_with != model:
        raise ArchiveMismatch(
            f"The archive {uri} was made with the embedding model {made_with!r}, the settings name "
            f"{model!r}. Set the model to {made_with!r} again, or add the articles to a new archive with the "
            "other model.")
    if dim is not None and made_dim != dim:
        raise ArchiveMismatch(
            f"The archive {uri} holds vectors of {made_dim} numbers, the model {model!r} gives {dim}: it is "
            "not the model of that name the archive was made with. Add the articles to a new archive.")


def _index_words(table: "Table") -> None:
    """The text index, with positions (phrases fail without) and over words the store folded itself."""
    from lancedb.index import FTS

    table.create_index(expression.WORDS_COLUMN, config=FTS(
        with_position=True, base_tokenizer="whitespace", stem=False, remove_stop_words=False,
        lower_case=False, ascii_folding=False, max_token_length=None))
