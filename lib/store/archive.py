"""The archive: articles, statements and corrections over LanceDB, in a folder or a bucket.

Writing is repeatable: everything is an upsert on an id, statements go in before their article, so an
article that ``has`` knows is complete.  One connection a process; writers and readers may be many.
"""

import os
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from lib.records import Analysis, Article, Statement
from lib.store import connection, corrections, filters, lookup, schema, upkeep, writing

if TYPE_CHECKING:
    import pandas as pd

    from lib.store.expression import Node

T = TypeVar("T")
CACHE_ENTRIES = 64  # results of one archive version; a page of the app needs about ten


class Archive:
    """One open archive.  Its methods raise ArchiveError, in words for the reader, when the engine fails."""

    def __init__(self, tables: connection.Tables) -> None:
        self._tables = tables
        self._cache: OrderedDict[object, object] = OrderedDict()
        self._cache_version = ""
        self._lock = RLock()

    @classmethod
    def open(cls, uri: str, *, model: str, dim: int | None = None,
             storage_options: Mapping[str, str] | None = None, create: bool = True) -> "Archive":
        """The archive at a folder or ``s3://…``, made there if it is missing and ``create`` allows it.

        ``model`` and ``dim`` are those of the embedder (``embed.dimension`` knows the second without
        loading it).  Without ``dim`` only the name is compared, and no new archive can be made.
        Raises ArchiveError or ArchiveMismatch.
        """
        return cls(connection.connect(str(uri), dim, model, storage_options, create))

    @property
    def uri(self) -> str:
        """Where the archive lies."""
        return self._tables.uri

    @property
    def model(self) -> str:
        """Name of the embedding model it was made with."""
        return self._tables.statements.schema.metadata[schema.MODEL_NOTE].decode()

    @property
    def dim(self) -> int:
        """Length of its vectors."""
        return self._tables.statements.schema.field("vector").type.list_size

    # --- writing -------------------------------------------------------------------------------

    def add(self, article: Article, statements: Sequence[Statement], vectors: np.ndarray,
            passage_vectors: np.ndarray) -> None:
        """Stores one article and its statements; vectors are (n, dim), rows of length 1, same order.

        An article that is there already is replaced: rows the new extraction lacks go, corrections stay.
        """
        self.add_many([Analysis(article, tuple(statements))], vectors, passage_vectors)

    def add_many(self, batch: Sequence[Analysis], vectors: np.ndarray, passage_vectors: np.ndarray) -> None:
        """Stores a batch in one write; the vectors are those of all its statements, one after another.

        Use batches of hundreds of rows: every write makes a file and a version.
        """
        with connection.explained(f"Nothing could be added to the archive {self.uri}"):
            writing.add_many(self._tables, batch, vectors, passage_vectors)
            self._to_disk()

    def delete_article(self, article_id: str) -> None:
        """Removes an article and its statements; its corrections stay, for when it comes back."""
        with connection.explained(f"The article {article_id} could not be removed"):
            self._tables.articles.delete(filters.equals("id", article_id))
            self._tables.statements.delete(filters.equals("article_id", article_id))
            self._to_disk()

    def correct(self, statement_id: str, field: str, new: str, who: str, why: str, *,
                vector: np.ndarray | None = None, key: str | None = None) -> None:
        """Corrects one field of a statement; written to ``edits`` first, then to the row.

        ``field`` is one of ``corrections.FIELDS``.  ``vector``, if given, replaces the row's vector: a
        speaker is part of what it was made from, and ``pipeline.correct`` makes the new one.  ``key`` is
        that of a new name, without it the one that the name has elsewhere in the archive, else the folded
        name.  The present value again changes nothing.
        """
        with connection.explained(f"The statement {statement_id} could not be corrected"):
            edit = corrections.Edit(statement_id, field, new, who, why, key)
            corrections.correct(self._tables, edit, vector)
            self._to_disk()

    def reapply_edits(self, vectors_of: corrections.VectorsOf | None = None) -> int:
        """Brings every row in line with its corrections; the number of rows that had to change.

        ``vectors_of`` makes the first vectors, (n, dim), of the rows that change, given as dictionaries.
        """
        with connection.explained(f"The corrections of {self.uri} could not be applied"):
            changed = corrections.reapply(self._tables, vectors_of)
            self._to_disk()
        return changed

    def maintain(self) -> dict[str, int]:
        """Builds missing indexes, compacts files, drops old versions; rows not yet indexed, by index.

        Call it from one place, after ingesting.
        """
        with connection.explained(f"The archive {self.uri} could not be maintained"):
            unindexed = upkeep.maintain(self._tables)
            self._to_disk()
        return unindexed

    def sweep(self, quiet: timedelta = upkeep.QUIET) -> int:
        """Removes statements whose article is not stored: the half of a batch that a killed writer left.

        How many.  Does nothing while anybody has written within ``quiet``: a batch may be under way.
        """
        with connection.explained(f"What a stopped writer left in {self.uri} could not be removed"):
            swept = upkeep.sweep(self._tables, quiet)
            if swept:
                self._to_disk()
        return swept

    # --- reading -------------------------------------------------------------------------------

    def has(self, article_id: str) -> bool:
        """True if the article and all its statements are stored."""
        return self.text_hash(article_id) is not None

    def text_hash(self, article_id: str) -> str | None:
        """SHA-256 of the stored article's text; None if it is not stored."""
        return self.text_hashes([article_id]).get(article_id)

    def text_hashes(self, article_ids: Iterable[str]) -> dict[str, str]:
        """SHA-256 of the texts of those articles that are stored, by id."""
        where = filters.any_of("id", article_ids)
        with self._reading():
            rows = lookup.scan(self._tables.articles, where, ("id", "text_hash")).to_pylist()
        return {row["id"]: row["text_hash"] for row in rows}

    def article(self, article_id: str) -> Article | None:
        """One article with its text, None if it is not stored."""
        with self._reading():
            rows = lookup.scan(self._tables.articles, filters.equals("id", article_id),
                               schema.ARTICLE_COLUMNS).to_pylist()
        return schema.article(rows[0]) if rows else None

    def stored(self, article_ids: Iterable[str]) -> list[Article]:
        """Those of these articles that are stored, with their texts, in the order of their ids."""
        where = filters.any_of("id", article_ids)
        with self._reading():
            rows = lookup.scan(self._tables.articles, where, schema.ARTICLE_COLUMNS).sort_by("id")
        return [schema.article(row) for row in rows.to_pylist()]

    def texts(self, article_ids: Iterable[str]) -> dict[str, str]:
        """The texts of those articles that are stored, by id."""
        where = filters.any_of("id", article_ids)
        with self._reading():
            rows = lookup.scan(self._tables.articles, where, ("id", "text"))
        return dict(zip(rows["id"].to_pylist(), rows["text"].to_pylist(), strict=True))

    def articles(self) -> "pd.DataFrame":
        """All articles without their texts, by id, with ``statements``: how many each has."""
        with self._reading():
            return lookup.articles(self._tables)

    def get(self, statement_ids: Iterable[str], columns: Sequence[str] = ()) -> "pd.DataFrame":
        """The statements of these ids, in this order; ids that are not stored are left out."""
        ids = list(dict.fromkeys(statement_ids))
        names = ["statement_id", *(name for name in columns or self._plain() if name != "statement_id")]
        with self._reading():
            rows = lookup.scan(self._tables.statements, filters.any_of("statement_id", ids), names)
        frame = lookup.frame(rows).set_index("statement_id")
        return frame.loc[[key for key in ids if key in frame.index]].reset_index()

    def count(self, where: filters.Condition = "") -> int:
        """How many statements meet a condition."""
        with self._reading():
            return self._tables.statements.count_rows(where or None)

    def scan(self, where: filters.Condition = "", columns: Sequence[str] = ()) -> "pd.DataFrame":
        """All statements that meet a condition, in no order; all columns but vectors unless named."""
        with self._reading():
            return lookup.frame(lookup.scan(self._tables.statements, where, columns or self._plain()))

    def vector_search(self, vector: np.ndarray, where: filters.Condition = "", limit: int = 50,
                      columns: Sequence[str] = ("statement_id",)) -> "pd.DataFrame":
        """The statements nearest to a vector, nearest first, with ``similarity`` (cosine).

        Exact up to 20,000 rows that meet the condition, above by index with exact re-ranking.
        """
        with self._reading():
            return lookup.vector_search(self._tables.statements, vector, where, limit, columns)

    def text_search(self, expression: "Node", where: filters.Condition = "", limit: int | None = None,
                    columns: Sequence[str] = ("statement_id",)) -> "pd.DataFrame":
        """The statements an expression finds, best first, with ``score`` (BM25); None: all of them.

        Prefixes and field limits find rows but do not rank them: without plain words the score is 0.
        """
        with self._reading():
            return lookup.text_search(self._tables.statements, expression, where, limit, columns)

    def vectors(self, statement_ids: Iterable[str]) -> tuple[list[str], np.ndarray, np.ndarray]:
        """Ids, vectors and passage vectors (float32, (n, dim)) of the stored ones of these statements."""
        with self._reading():
            rows = lookup.scan(self._tables.statements, filters.any_of("statement_id", statement_ids),
                               ("statement_id", *schema.VECTORS))
        return (rows["statement_id"].to_pylist(), *(schema.matrix(rows[name]) for name in schema.VECTORS))

    def names(self) -> "pd.DataFrame":
        """Every form of every speaker and institution: ``what``, ``name``, ``key``, ``type``, ``count``."""
        with self._reading():
            return lookup.names(self._tables.statements)

    def history(self, statement_id: str = "") -> "pd.DataFrame":
        """The corrections of one statement, or of all, oldest first."""
        where = filters.equals("statement_id", statement_id) if statement_id else ""
        with self._reading():
            return corrections.history(self._tables, where)

    # --- the whole -----------------------------------------------------------------------------

    def version(self) -> str:
        """Changes with every write of any process: the key of whatever is cached from the archive."""
        with self._reading():
            tables = (self._tables.articles, self._tables.statements, self._tables.edits)
            return "-".join(str(table.version) for table in tables)

    def fingerprint(self) -> str:
        """A short id of the content: equal for equal articles, statements and corrections."""
        return self.cached("fingerprint", lambda: upkeep.fingerprint(self._tables))

    def check(self) -> list[str]:
        """What is wrong with the archive, in words; nothing if all is well.

        Every statement stands at its offsets in its article, ids are unique, vectors have length 1,
        corrections are applied.
        """
        with self._reading():
            return upkeep.check(self._tables)

    def cached(self, key: object, make: Callable[[], T]) -> T:
        """What ``make`` gives for this version of the archive, kept until the archive changes.

        The result is shared: whoever gets it must not change it.
        """
        version = self.version()
        with self._lock:
            if self._cache_version != version:
                self._cache.clear()
                self._cache_version = version
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
        made = make()
        with self._lock:
            if self._cache_version == version:
                self._cache[key] = made
                while len(self._cache) > CACHE_ENTRIES:
                    self._cache.popitem(last=False)
        return made

    def _reading(self) -> "connection.contextlib.AbstractContextManager[None]":
        return connection.explained(f"The archive {self.uri} could not be read")

    def _plain(self) -> list[str]:
        return [name for name in self._tables.statements.schema.names if name not in schema.VECTORS]

    def _to_disk(self) -> None:
        """The engine never asks the system to write; a power cut would lose corrections made by hand."""
        if self._tables.local:
            os.sync()
