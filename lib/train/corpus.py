"""An annotated corpus → windows with the tag of each word.

A corpus is JSONL, one article a line: ``{"id", "text", "attributions": [{"source", "cue", "content"}]}``,
each a list of ``[start, end)`` in characters of ``text``.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lib.errors import BadFile
from lib.extract.regions import find_regions
from lib.extract.tagger.decode import LABELS, TAGS
from lib.extract.tagger.windows import Window, windows
from lib.parse import split_paragraphs
from lib.records import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TAG = {tag: number for number, tag in enumerate(TAGS)}


@dataclass(frozen=True)
class Example:
    """One window with the number of each word's tag, int64 (words,), and the article it is from."""

    window: Window
    tags: np.ndarray
    article: str


def read(path: Path, tokenizer: "Tokenizer") -> Iterator[Example]:
    """The examples of a corpus in order.  Raises BadFile for a line that does not hold an article."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            article = json.loads(line)
            marked = labelled(article["attributions"])
            text, name = article["text"], article["id"]
        except (ValueError, KeyError, TypeError) as error:
            raise BadFile(f"{path}, line {number}: no annotated article ({error}). Each line needs id, text "
                           "and attributions with source, cue and content.") from error
        paragraphs = list(split_paragraphs(text))
        for window in windows(text, paragraphs, find_regions(text, paragraphs), tokenizer):
            yield Example(window, _tags(window, marked), name)


def labelled(attributions: list[dict[str, list[list[int]]]]) -> list[tuple[Span, str]]:
    """Every annotated span with its label, each once, in text order."""
    return sorted({((start, end), label) for one in attributions for label in LABELS
                   for start, end in one.get(label, ())})


def _tags(window: Window, marked: list[tuple[Span, str]]) -> np.ndarray:
    """A word has the label of the span it shares a character with; of two the shorter one wins."""
    tags = np.zeros(len(window.spans), dtype=np.int64)
    if not window.spans:
        return tags
    low, high = window.spans[0][0], window.spans[-1][1]
    near = [(span, label) for span, label in marked if span[0] < high and span[1] > low]
    for span, label in sorted(near, key=lambda one: one[0][1] - one[0][0]):
        inside = [place for place, (start, end) in enumerate(window.spans)
                  if start < span[1] and end > span[0]]
        free = [place for place in inside if tags[place] == 0]
        for place in free:
            tags[place] = TAG[f"B-{label}" if place == inside[0] else f"I-{label}"]
    return tags
