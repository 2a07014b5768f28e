"""The analysis of every stored article anew, after the models or rules have changed.

Statements keep their ids where place and kind are the same, and with the ids their corrections.  A journal
beside the archive names the articles that are done, so that a stopped run goes on where it stopped.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from lib import embed, settings, store
from lib.pipeline import adding, correcting
from lib.records import Analysis, Article, Refusal

if TYPE_CHECKING:
    import pandas as pd

READ = 500  # articles read from the archive at a time
JOURNAL = "reextract.journal"


@dataclass(slots=True)
class Progress:
    """How far the run has come; ``skipped`` were done by an earlier one that was stopped."""

    total: int = 0
    skipped: int = 0
    begun: str = ""
    done: int = 0
    statements: int = 0
    refused: list[Refusal] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """How many articles have an outcome so far."""
        return self.skipped + self.done + len(self.refused)


class Journal:
    """The ids of the articles that are done, as JSON, one a line; before them, when the run began."""

    def __init__(self, path: Path) -> None:
        self.path = path
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        self.begun = lines[0] if lines else datetime.now(UTC).isoformat(timespec="seconds")
        self.done = {key for line in lines[1:] if (key := _id(line))}
        if not lines:
            self._append([self.begun])

    def add(self, article_ids: Iterable[str]) -> None:
        """Writes ids down, and waits until the disk has them."""
        self._append(map(json.dumps, article_ids))

    def end(self) -> None:
        """Removes the journal: the next run begins anew."""
        self.path.unlink(missing_ok=True)

    def _append(self, lines: Iterable[str]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as target:
            target.writelines(f"{line}\n" for line in lines)
            target.flush()
            os.fsync(target.fileno())


def journal_of(uri: str) -> Path:
    """Where the journal of an archive lies: in its folder; for a bucket, under ``build`` on this machine."""
    if "://" not in uri:
        return Path(uri) / JOURNAL
    return settings.ROOT / "build" / f"{hashlib.sha256(uri.encode()).hexdigest()[:12]}-{JOURNAL}"


def reextract(archive: store.Archive, embedder: embed.Embedder, *, anew: bool = False,
              analyses: adding.Analyses | None = None, report: Progress | None = None,
              progress: Callable[[Progress], None] | None = None) -> Progress:
    """Analyses every stored article again and replaces its rows, batch by batch; corrections stay.

    Goes on where a stopped run ended, unless ``anew``.  An article that breaks the analysis keeps the
    rows it had.  Which corrections found no statement any more, ``lost`` tells.
    """
    report = report if report is not None else Progress()
    path = journal_of(archive.uri)
    if anew:
        path.unlink(missing_ok=True)
    journal, ids = Journal(path), archive.articles()["id"].tolist()
    todo = [key for key in ids if key not in journal.done]
    report.total, report.skipped, report.begun = len(ids), len(ids) - len(todo), journal.begun
    results = iter((analyses or adding.analyse_each)(_articles(archive, todo)))
    while batch := list(islice(results, adding.BATCH)):
        done = [item for item in batch if isinstance(item, Analysis)]
        adding.keep(archive, embedder, done)
        journal.add(analysis.article.id for analysis in done)
        report.refused += [item for item in batch if isinstance(item, Refusal)]
        report.done += len(done)
        report.statements += sum(len(analysis.statements) for analysis in done)
        if progress:
            progress(report)
    correcting.repair(archive, lambda: embedder)
    journal.end()
    return report


def lost(archive: store.Archive) -> "pd.DataFrame":
    """The corrections whose statement the archive does not hold, the last of each field, oldest first.

    They stay in the archive, and come back with their statement.
    """
    edits = archive.history().drop_duplicates(["statement_id", "field"], keep="last")
    held = set(archive.get(edits["statement_id"], ("statement_id",))["statement_id"])
    return edits[~edits["statement_id"].isin(held)].reset_index(drop=True)


def _id(line: str) -> str:
    """The id on a line; "" on one that a kill has cut."""
    try:
        return str(json.loads(line))
    except ValueError:
        return ""


def _articles(archive: store.Archive, ids: list[str]) -> Iterator[Article]:
    for start in range(0, len(ids), READ):
        yield from archive.stored(ids[start:start + READ])
