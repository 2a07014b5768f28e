"""Cross-validation: what is reported, and the scores that calibrate."""

import logging
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from lib.train_worth import measure

LOG = logging.getLogger(__name__)
BINS = (0.1, 0.3, 0.5, 0.7, 0.9)

Predict = Callable[[np.ndarray, np.ndarray], np.ndarray]  # places to learn from, places to score → logits


def parts(labels: np.ndarray, folds: int, seed: int = 1) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Places to learn from and places to score of each fold, the classes spread evenly."""
    chance = np.random.default_rng(seed)
    fold = np.zeros(len(labels), dtype=np.int64)
    for label in (0, 1):
        places = chance.permutation(np.flatnonzero(labels == label))
        fold[places] = np.arange(len(places)) % folds
    for one in range(folds):
        yield np.flatnonzero(fold != one), np.flatnonzero(fold == one)


def out_of_fold(labels: np.ndarray, folds: int, predict: Predict) -> np.ndarray:
    """A logit for every sentence from a network that has not seen it, float64 (n,)."""
    found = np.zeros(len(labels))
    for number, (learn, score) in enumerate(parts(labels, folds), 1):
        found[score] = predict(learn, score)
        LOG.info("fold %d of %d: average precision %.4f", number, folds,
                 measure.average_precision(labels[score], found[score]))
    return found


def cross_calibrated(labels: np.ndarray, logits: np.ndarray, folds: int = 5) -> np.ndarray:
    """Scores 0 to 1, each calibrated without its own fold."""
    found = np.zeros(len(labels))
    for learn, score in parts(labels, folds, seed=2):
        slope, offset = measure.platt(labels[learn], logits[learn])
        found[score] = 1 / (1 + np.exp(-(slope * logits[score] + offset)))
    return found


def report(labels: np.ndarray, logits: np.ndarray) -> list[str]:
    """The figures of out-of-fold logits: as the corpus is, and with as many others as check-worthy ones."""
    scores = cross_calibrated(labels, logits)
    draws = list(measure.balanced(labels))
    f1 = np.mean([measure.macro_f1(labels[draw], scores[draw] >= 0.5) for draw in draws])
    precision = np.mean([measure.average_precision(labels[draw], scores[draw]) for draw in draws])
    together = np.concatenate(draws)
    bins = measure.reliability(labels[together], scores[together], BINS)
    return [f"all {len(labels)} sentences, {labels.mean():.1%} check-worthy: "
            f"macro F1 {measure.macro_f1(labels, scores >= 0.5):.4f}, "
            f"average precision {measure.average_precision(labels, scores):.4f}",
            f"balanced: macro F1 {f1:.4f}, average precision {precision:.4f}",
            "calibration, balanced: " + "; ".join(
                f"scored {mean:.2f}: {share:.2f} are" for mean, share, _ in bins)]


def by_document(labels: np.ndarray, scores: np.ndarray, documents: Sequence[str]) -> str:
    """Average precision within each document that was left out of the training, and their mean."""
    names = np.array(documents)
    each = {name: measure.average_precision(labels[names == name], scores[names == name])
            for name in dict.fromkeys(documents)}
    known = [value for value in each.values() if not np.isnan(value)]
    return (f"{len(known)} documents, {labels.mean():.1%} check-worthy: mean average precision "
            f"{np.mean(known):.4f}; over all sentences {measure.average_precision(labels, scores):.4f}")
