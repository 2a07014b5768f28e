"""What the archive is compared with: exact search with numpy, and SQLite's text index beside it.

Both find rows by their number.  SQLite takes its vectors from the same array as numpy, in memory.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from lib.bench.queries import Query
from lib.bench.rows import KINDS, Rows, day, outlet, speaker

FIRST, SECOND, SHOWN = 500, 300, 50  # candidates of either leg, as in the product; rows shown
FUSION = 60  # of reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009)
BATCH = 20_000
TABLES = """
CREATE TABLE said (id INTEGER PRIMARY KEY, speaker TEXT, outlet TEXT, kind TEXT, day TEXT);
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'unicode61');
"""
INDEXES = "CREATE INDEX by_outlet ON said (outlet, kind, day); CREATE INDEX by_day ON said (day);"


def top(scores: np.ndarray, number: int) -> np.ndarray:
    """The places of the highest scores, best first."""
    number = min(number, len(scores))
    best = np.argpartition(-scores, number - 1)[:number] if number else np.zeros(0, np.int64)
    return best[np.argsort(-scores[best], kind="stable")]


def exact(rows: Rows, query: Query, number: int = SHOWN) -> np.ndarray:
    """The nearest rows among all, by their float32 products with the query."""
    return top(rows.vectors @ query.vector, number)


class Sqlite:
    """The rows in one SQLite file; every commit reaches the disk."""

    def __init__(self, path: Path, rows: Rows) -> None:
        self.rows = rows
        self.connection = sqlite3.connect(path)
        self.connection.executescript(TABLES)
        for start in range(0, len(rows), BATCH):
            self._fill(start, min(start + BATCH, len(rows)))
        self.connection.executescript(INDEXES)
        self.connection.execute("INSERT INTO words(words) VALUES ('optimize')")
        self.connection.commit()

    def close(self) -> None:
        """Lets go of the file."""
        self.connection.close()

    def vector(self, query: Query) -> Sequence[int]:
        """The nearest rows of all."""
        return self._read(exact(self.rows, query))

    def filtered(self, query: Query, days: tuple[str, str] | None = None) -> Sequence[int]:
        """The nearest rows of one outlet and kind, within the days if given."""
        where, values = "outlet = ? AND kind = ?", [query.outlet, query.kind]
        if days:
            where, values = f"{where} AND day BETWEEN ? AND ?", [*values, *days]
        held = self.connection.execute(f"SELECT id FROM said WHERE {where}", values)  # noqa: S608 - constants
        ids = np.fromiter((row[0] for row in held), np.int64)
        return self._read(ids[top(self.rows.vectors[ids] @ query.vector, SHOWN)])

    def bm25(self, query: Query, number: int = SHOWN) -> list[int]:
        """The rows with either word, best first."""
        return self._match(" OR ".join(f'"{word}"' for word in query.words), number)

    def phrase(self, query: Query) -> list[int]:
        """The rows with the phrase, best first."""
        return self._match(f'"{" ".join(query.phrase)}"', SHOWN)

    def both(self, query: Query) -> Sequence[int]:
        """The two legs fused by their ranks."""
        scores: dict[int, float] = {}
        for leg in (exact(self.rows, query, FIRST).tolist(), self.bm25(query, SECOND)):
            for rank, row in enumerate(leg):
                scores[row] = scores.get(row, 0.0) + 1 / (FUSION + rank)
        return self._read(sorted(scores, key=scores.__getitem__, reverse=True)[:SHOWN])

    def facets(self, query: Query) -> list[tuple[str, int]]:
        """The speakers of a fifth of the rows, most frequent first."""
        return self.connection.execute(
            "SELECT speaker, count(*) AS number FROM said WHERE day BETWEEN ? AND ? GROUP BY speaker "
            "ORDER BY number DESC, speaker", query.fifth).fetchall()

    def update_read(self, query: Query, name: str) -> str:
        """Another speaker for one row, written and read back."""
        self.connection.execute("UPDATE said SET speaker = ? WHERE id = ?", (name, query.row))
        self.connection.commit()
        return self.connection.execute("SELECT speaker FROM said WHERE id = ?", (query.row,)).fetchone()[0]

    def _match(self, words: str, number: int) -> list[int]:
        found = self.connection.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?",
                                        (words, number))
        return [row[0] for row in found]

    def _read(self, rows: Sequence[int] | np.ndarray) -> list[int]:
        """The rows that are there, read from the table as a page of results would be."""
        marks = ", ".join("?" * len(rows))
        held = self.connection.execute(f"SELECT id, speaker, day FROM said WHERE id IN ({marks})",  # noqa: S608
                                       [int(row) for row in rows])
        there = {row[0] for row in held}
        return [int(row) for row in rows if int(row) in there]

    def _fill(self, start: int, stop: int) -> None:
        rows = self.rows
        self.connection.executemany("INSERT INTO said VALUES (?, ?, ?, ?, ?)", (
            (row, speaker(rows.speakers[row]), outlet(rows.outlets[row]), KINDS[rows.kinds[row]],
             day(rows.days[row])) for row in range(start, stop)))
        self.connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", (
            (row, rows.text(row)) for row in range(start, stop)))
        self.connection.commit()
