"""Annotated sentences → masked examples.

A corpus is JSONL, one sentence a line: ``{"text", "check_worthy": 0 or 1}`` and, where the sentences are
those of whole documents, ``"document"``.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lib.errors import BadFile
from lib.worth.masking import masked

WANTED = '{"text": "…", "check_worthy": 0 or 1}'


@dataclass(frozen=True)
class Corpus:
    """Sentences as printed and masked, their labels as int64 (n,), and the document of each, "" for none."""

    texts: tuple[str, ...]
    sentences: tuple[str, ...]
    labels: np.ndarray
    documents: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.sentences)


def read(path: Path) -> Corpus:
    """The corpus of a file in its order.

    Raises BadFile for a line that holds no labelled sentence, and for a file with labels of one kind only.
    """
    rows = list(_rows(path))
    labels = np.array([row["check_worthy"] for row in rows], dtype=np.int64)
    if len(set(labels.tolist())) < 2:
        raise BadFile(f"{path}: nothing can be learned from {len(rows)} sentences that are not of both "
                      "kinds. Give sentences with check_worthy 0 and others with 1.")
    texts = tuple(row["text"] for row in rows)
    return Corpus(texts, tuple(masked(text) for text in texts), labels,
                  tuple(str(row.get("document", "")) for row in rows))


def _rows(path: Path) -> Iterator[dict]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(f"{path} cannot be read as UTF-8 text: {error}. Give a JSONL file.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _row(path, number, line)


def _row(path: Path, number: int, line: str) -> dict:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadFile(f"{path}, line {number}: not JSON ({error}). Expected {WANTED}.") from error
    if not (isinstance(row, dict) and isinstance(row.get("text"), str) and row.get("check_worthy") in (0, 1)):
        raise BadFile(f"{path}, line {number}: no labelled sentence. Expected {WANTED}.")
    return row
