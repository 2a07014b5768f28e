"""An annotated corpus → windows with the tag of each word.

A corpus is JSONL, one article a line: ``{"id", "text", "attributions": [{"source", "cue", "content"}]}``,
each a list of ``[start, end)`` in characters of ``text``.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any

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
            article = _checked(json.loads(line))
        except ValueError as error:
            raise BadFile(f"{path}, line {number}: {error}. Each line needs id and text, and attributions "
                          "with source, cue and content: lists of [start, end) in the text.") from error
        text, name, marked = article["text"], article["id"], labelled(article["attributions"])
        paragraphs = list(split_paragraphs(text))
        for window in windows(text, paragraphs, find_regions(text, paragraphs), tokenizer):
            yield Example(window, _tags(window, marked), name)


def _checked(article: object) -> dict[str, Any]:
    """The article itself, with an id as text.  Raises ValueError for the first key that is not as it must be.

    Every key must be there, the empty ones too, for a misspelt one would train on nothing in silence;
    keys that nobody reads may stand beside them.
    """
    text = _held(article, "text", str, "the line")
    name = str(_held(article, "id", str | int, "the line"))
    attributions = _held(article, "attributions", list, "the line")
    for number, one in enumerate(attributions, 1):
        for label in LABELS:
            for span in _held(one, label, list, f"attribution {number}"):
                if not _is_span(span, len(text)):
                    raise ValueError(f"{label!r} of attribution {number} holds {_called(span)}, which is "
                                     f"no [start, end) within the text's {len(text):,} characters")
    return {"id": name, "text": text, "attributions": attributions}


def _held(holder: object, key: str, kind: type | UnionType, where: str) -> Any:  # noqa: ANN401
    """The value of a key, which must be of this kind."""
    if not isinstance(holder, dict):
        raise ValueError(f"{where} is {_called(holder)}, not an object")
    if key not in holder:
        raise ValueError(f"{where} has no {key!r}, only {', '.join(map(repr, holder)) or 'nothing'}")
    value = holder[key]
    if not isinstance(value, kind) or isinstance(value, bool):
        wanted = {str: "a text", list: "a list"}.get(kind, "a text or a whole number")
        raise ValueError(f"{key!r} of {where} is {_called(value)}, not {wanted}")
    return value


def _is_span(span: object, length: int) -> bool:
    return (isinstance(span, list) and len(span) == 2 and all(type(end) is int for end in span)
            and 0 <= span[0] < span[1] <= length)


def _called(value: object) -> str:
    """A JSON value as it stands in the file, cut."""
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 40 else f"{shown[:40]} …"


def labelled(attributions: list[dict[str, list[list[int]]]]) -> list[tuple[Span, str]]:
    """Every annotated span with its label, each once, in text order."""
    return sorted({((start, end), label) for one in attributions for label in LABELS
                   for start, end in one[label]})


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
