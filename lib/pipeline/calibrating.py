"""Counting how often attributions are right on annotated news, and the weights that say so beforehand."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from lib import attribute, calibration, extract, parse, settings
from lib.errors import BadFile
from lib.extract import tagger
from lib.pipeline import lines
from lib.records import Article, Attribution, Span

WORD = re.compile(r"\w+")
SAME = 0.5  # share of common words from which two contents are one
RIDGE, STEPS = 0.5, 50  # pull of the weights to zero; Newton's steps at most
BANDS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
FOLDS = 2


def calibrate(corpus: Path, folder: Path = settings.TAGGER) -> list[str]:
    """Fit the weights to annotated articles and write them beside the tagger; lines of a reliability table.

    The table is cross-fitted: each article's figures come from weights that have not seen it.
    """
    rows = [row for number, line in enumerate(_lines(corpus)) for row in _rows(number, line, folder)]
    if not rows:
        raise BadFile(f"{corpus} holds no annotated statements. Give JSONL with id, text and attributions.")
    fold = np.array([row[0] % FOLDS for row in rows])
    values, right = np.array([row[1] for row in rows]), np.array([row[2] for row in rows], dtype=float)
    said = np.zeros(len(rows))
    for number in range(FOLDS):
        weights = _fit(values[fold != number], right[fold != number])
        said[fold == number] = _probabilities(values[fold == number], weights)
    final = _fit(values, right)
    stored = {"weights": dict(zip(calibration.NAMES, final.round(4).tolist(), strict=True)),
              "articles": len({row[0] for row in rows}), "statements": len(rows)}
    (folder / calibration.FILE).write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    calibration.weights.cache_clear()
    return _table(said, right)


def _lines(corpus: Path) -> Iterator[dict]:
    for number, gold in lines.records(corpus):
        try:
            yield {"id": str(gold["id"]), "text": str(gold["text"]), "attributions": [
                {part: [(int(start), int(end)) for start, end in one[part]] for part in ("content", "source")}
                for one in gold["attributions"]]}
        except (ValueError, KeyError, TypeError) as error:
            raise BadFile(f"{corpus}, line {number} is no annotated article ({error!r}). Give one JSON "
                          "object a line with id, text and attributions, each with content and source as "
                          "lists of [start, end].") from error


def _rows(number: int, gold: dict, folder: Path) -> Iterator[tuple[int, list[float], bool]]:
    """Number of the article, features and whether it is right, of each attribution found."""
    document = parse.parse(Article(gold["id"], gold["text"]))
    found = attribute.attribute(document, extract.find(document, tagger.load(folder)))
    right = _right(gold["text"], gold["attributions"], found)
    for place, one in enumerate(found):
        yield number, calibration.features(one, attribute.prior(one.rule)), place in right


def _right(text: str, gold: Sequence[dict], found: Sequence[Attribution]) -> set[int]:
    """Places of the attributions whose content is an annotated one and whose source is that one's."""
    wanted = [(_words(text, one["content"]), _words(text, one["source"])) for one in gold]
    got = [(_words(text, one.found.content), _words(text, one.source)) for one in found]
    pairs = sorted(((len(a & b) / len(a | b), i, j) for i, (a, _) in enumerate(got)
                    for j, (b, _) in enumerate(wanted) if a & b), reverse=True)
    right, used, taken = set(), set(), set()
    for share, i, j in pairs:
        if share < SAME or i in used or j in taken:
            continue
        used.add(i)
        taken.add(j)
        here, there = got[i][1], wanted[j][1]
        if here & there or not (here or there):
            right.add(i)
    return right


def _words(text: str, spans: Sequence[Span]) -> set[int]:
    return {word.start() for start, end in spans for word in WORD.finditer(text, start, end)}


def _fit(values: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights (features,) of a logistic regression with a ridge, by Newton's method."""
    weights = np.zeros(values.shape[1])
    pull = RIDGE * np.eye(values.shape[1])
    pull[0, 0] = 1e-6
    for _ in range(STEPS):
        said = _probabilities(values, weights)
        curve = values.T @ (values * (said * (1 - said))[:, None]) + pull
        step = np.linalg.solve(curve, values.T @ (right - said) - pull @ weights)
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def _probabilities(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(values @ weights, -30, 30)))


def _table(said: np.ndarray, right: np.ndarray) -> list[str]:
    rows = ["confidence   statements   mean said   right"]
    for low, high in pairwise(BANDS):
        here = (said >= low) & (said < high)
        if here.any():
            rows.append(f"{low:.1f} to {high:.1f}   {here.sum():10d}   {said[here].mean():9.3f}   "
                         f"{right[here].mean():.3f}")
    return rows
