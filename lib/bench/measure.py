"""The operations, each timed on the archive, on SQLite and on exact numpy in turn, query by query."""

import resource
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lib import search
from lib.bench import peers, queries, truth
from lib.bench.queries import Query
from lib.bench.rows import DIM, Rows, make
from lib.search import matching
from lib.store import Archive, expression, filters
from lib.view import View

MODEL = f"bench-{DIM}"
BATCH = 20_000  # rows a write
OPERATIONS = ("vector", "filtered_1pct", "filtered_01pct", "bm25", "phrase", "both", "facets", "update_read")
SHOWN = peers.SHOWN
READ = ("speaker", "article_date")  # columns of a hit, as SQLite reads them


@dataclass(frozen=True, slots=True)
class Figures:
    """Median times of one operation in milliseconds; ``numpy`` is the exact search of all rows.

    ``recall`` is the mean part of the right 50 rows found, None where no order is right or wrong.
    """

    archive: float
    sqlite: float
    numpy: float
    recall: float | None


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything measured at one number of rows: times in seconds, sizes in MB."""

    rows: int
    figures: dict[str, Figures]
    load_s: float
    index_s: float
    disk_mb: float
    rss_mb: float


@dataclass(frozen=True, eq=False)
class Operation:
    """One thing to do: on the archive, on SQLite, and the scores of all rows that say what is right."""

    archive: Callable[[Query], Sequence[int] | object]
    sqlite: Callable[[Query], object]
    scores: Callable[[Query], np.ndarray] | None = None


class Store:
    """The archive's side of every operation, by the same calls that the pages make."""

    def __init__(self, archive: Archive, rows: Rows) -> None:
        self.archive, self.rows = archive, rows
        self.places = {key: place for place, key in enumerate(rows.ids)}

    def vector(self, query: Query, where: filters.Condition = "") -> list[int]:
        """The nearest rows under a condition."""
        return self._rows(self.archive.vector_search(query.vector, where, SHOWN, READ)["statement_id"])

    def bm25(self, query: Query) -> list[int]:
        """The rows with either word."""
        node = expression.Or(tuple(expression.Phrase((word,)) for word in query.words))
        return self._rows(self.archive.text_search(node, limit=SHOWN, columns=READ)["statement_id"])

    def phrase(self, query: Query) -> list[int]:
        """The rows with the phrase."""
        node = expression.Phrase(query.phrase)
        return self._rows(self.archive.text_search(node, limit=SHOWN, columns=READ)["statement_id"])

    def both(self, query: Query) -> list[int]:
        """The mode *both* with its re-ranking."""
        view = View(query=" ".join(query.words))
        return self._rows(search.find(self.archive, view, query.vector).ids[:SHOWN])

    def facets(self, query: Query) -> object:
        """The speakers under a filter that lets a fifth of the rows through."""
        view = View(date_from=query.fifth[0], date_to=query.fifth[1])
        return search.facet(self.archive, view, None, "speakers")

    def update_read(self, query: Query, name: str) -> str:
        """A correction, read back."""
        key = self.rows.ids[query.row]
        self.archive.correct(key, "speaker", name, "bench", "measured", key=name.lower())
        return self.archive.get([key], ("speaker",))["speaker"][0]

    def _rows(self, ids: Sequence[str]) -> list[int]:
        return [self.places[key] for key in ids]


def run(number: int, folder: Path, asked: int) -> Measured:
    """Everything at one number of rows, with that many queries an operation; ``folder`` must be empty."""
    rows = make(number)
    archive = Archive.open(str(folder / "archive"), model=MODEL, dim=DIM)
    began = time.perf_counter()
    for batch, vectors, passages in rows.batches(BATCH):
        archive.add_many(batch, vectors, passages)
    loaded = time.perf_counter()
    archive.maintain()
    indexed = time.perf_counter()
    sqlite = peers.Sqlite(folder / "rows.sqlite", rows)
    try:
        figures = measure(Store(archive, rows), sqlite, queries.draw(rows, asked + 1))
    finally:
        sqlite.close()
    size = sum(file.stat().st_size for file in (folder / "archive").rglob("*") if file.is_file())
    shutil.rmtree(folder / "archive")
    return Measured(number, figures, loaded - began, indexed - loaded, size / 1e6, peak_mb())


def measure(store: Store, sqlite: peers.Sqlite, asked: Sequence[Query]) -> dict[str, Figures]:
    """The figures of all operations; the first query warms up and does not count."""
    names = iter(f"Renamed {number:05d}" for number in range(2 * len(asked)))
    operations = _operations(store, sqlite, lambda: next(names))
    return {name: _timed(operations[name], store.rows, asked) for name in OPERATIONS}


def peak_mb() -> float:
    """The most memory this process has held, in MB; the files it maps count."""
    return _mb(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def child_peak_mb() -> float:
    """The most memory that one ended child process has held, in MB."""
    return _mb(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


def _mb(size: int) -> float:
    return size / (1e6 if sys.platform == "darwin" else 1e3)


def _operations(store: Store, sqlite: peers.Sqlite, name: Callable[[], str]) -> dict[str, Operation]:
    rows = store.rows

    def terms(query: Query) -> tuple[matching.Weighted, ...]:
        return matching.weighted(store.archive, tuple(expression.Phrase((word,)) for word in query.words))

    return {
        "vector": Operation(store.vector, sqlite.vector, lambda query: truth.by_vector(rows, query)),
        "filtered_1pct": Operation(
            lambda query: store.vector(query, _where(query)), sqlite.filtered,
            lambda query: truth.by_vector(rows, query, truth.mask(rows, query))),
        "filtered_01pct": Operation(
            lambda query: store.vector(query, _where(query, query.tenth)),
            lambda query: sqlite.filtered(query, query.tenth),
            lambda query: truth.by_vector(rows, query, truth.mask(rows, query, query.tenth))),
        "bm25": Operation(store.bm25, sqlite.bm25),
        "phrase": Operation(store.phrase, sqlite.phrase),
        "both": Operation(store.both, sqlite.both, lambda query: truth.by_both(rows, query, terms(query))),
        "facets": Operation(store.facets, sqlite.facets),
        "update_read": Operation(lambda query: store.update_read(query, name()),
                                 lambda query: sqlite.update_read(query, name()))}


def _where(query: Query, days: tuple[str, str] | None = None) -> filters.Condition:
    held = [filters.equals("outlet", query.outlet), filters.equals("kind", query.kind)]
    if days:
        held += [filters.at_least("article_date", days[0]), filters.at_most("article_date", days[1])]
    return filters.all_of(*held)


def _timed(operation: Operation, rows: Rows, asked: Sequence[Query]) -> Figures:
    times, recalls = [], []
    for query in asked:
        archive, found = _clocked(operation.archive, query)
        sqlite, _ = _clocked(operation.sqlite, query)
        exact, _ = _clocked(lambda query: peers.exact(rows, query), query)
        times.append((archive, sqlite, exact))
        if operation.scores:
            recalls.append(truth.recall(operation.scores(query), found))
    medians = np.median(np.array(times[1:]), axis=0)
    return Figures(*map(float, medians), float(np.mean(recalls)) if recalls else None)


def _clocked(call: Callable[[Query], object], query: Query) -> tuple[float, object]:
    began = time.perf_counter()
    found = call(query)
    return (time.perf_counter() - began) * 1000, found
