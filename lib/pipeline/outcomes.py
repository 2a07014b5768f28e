"""A file with the outcome of every input: added, unchanged or refused, and why.

It grows with every batch, so that a run which is stopped or killed leaves what it knew.
"""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from lib.errors import BadFile
from lib.export import guarded
from lib.pipeline.adding import Report

COLUMNS = ("name", "outcome", "reason", "article_id", "statements")
FORMATS = (".csv", ".jsonl")

Row = dict[str, object]


class Outcomes:
    """Writes what is new in a growing report; ``target`` is an open text file."""

    def __init__(self, target: TextIO, as_csv: bool) -> None:
        self._target, self._as_csv = target, as_csv
        self._written = [0, 0, 0]
        if as_csv:
            self._write(_csv_line(list(COLUMNS)))

    def write(self, report: Report) -> None:
        """Appends the outcomes that came in since the last call, and hands them to the system."""
        lists = (report.added, report.unchanged, report.refused)
        added, unchanged, refused = (held[done:] for held, done in zip(lists, self._written, strict=True))
        self._written = [len(held) for held in lists]
        rows = [*(_row(one.title, "added", " ".join(one.notes), one.article_id, one.statements)
                  for one in added),
                *(_row(one.title or one.id, "unchanged", "", one.id) for one in unchanged),
                *(_row(one.name, "refused", one.reason) for one in refused)]
        for row in rows:
            self._write(_csv_line([guarded(str(value)) for value in row.values()]) if self._as_csv
                        else json.dumps(row, ensure_ascii=False) + "\n")
        self._target.flush()

    def _write(self, line: str) -> None:
        self._target.write(line)


@contextmanager
def opened(path: Path | None) -> Iterator[Outcomes | None]:
    """The file of outcomes, made anew; None without a path.

    Raises BadFile before anything is read when the name ends otherwise than in ``FORMATS`` or the place
    cannot be written.
    """
    if path is None:
        yield None
        return
    if path.suffix.lower() not in FORMATS:
        raise BadFile(f"The report {path} must end in {' or '.join(FORMATS)}: the name says what is written.")
    as_csv = path.suffix.lower() == ".csv"
    try:  # the mark in front tells spreadsheets that it is UTF-8
        target = path.open("w", encoding="utf-8-sig" if as_csv else "utf-8", errors="replace", newline="")
    except OSError as error:
        raise BadFile(f"The report {path} cannot be written: {error.strerror}. Choose another place."
                      ) from error
    with target:
        yield Outcomes(target, as_csv)


def _row(name: str, outcome: str, reason: str, article_id: str = "", statements: int | str = "") -> Row:
    return dict(zip(COLUMNS, (name, outcome, reason, article_id, statements), strict=True))


def _csv_line(values: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()
