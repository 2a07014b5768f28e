"""How good scores are, and Platt's calibration of them; plain numpy."""

from collections.abc import Iterator, Sequence

import numpy as np

SAMPLES = 20  # draws of as many other sentences as check-worthy ones, averaged


def average_precision(labels: np.ndarray, scores: np.ndarray) -> float:
    """Mean of the precision at every check-worthy sentence, best scores first; nan where there is none."""
    if not labels.any():
        return float("nan")
    ordered = labels[np.argsort(-scores, kind="stable")]
    precision = np.cumsum(ordered) / np.arange(1, len(ordered) + 1)
    return float(precision[ordered == 1].mean())


def macro_f1(labels: np.ndarray, decided: np.ndarray) -> float:
    """Mean of the F1 of both classes; ``decided`` is bool (n,)."""
    return float(np.mean([_f1(labels == 1, decided), _f1(labels == 0, ~decided)]))


def _f1(wanted: np.ndarray, found: np.ndarray) -> float:
    total = wanted.sum() + found.sum()
    return 2 * (wanted & found).sum() / total if total else 0.0


def balanced(labels: np.ndarray, seed: int = 1) -> Iterator[np.ndarray]:
    """Places of all check-worthy sentences and of as many others, drawn ``SAMPLES`` times."""
    chance = np.random.default_rng(seed)
    worthy, other = np.flatnonzero(labels == 1), np.flatnonzero(labels == 0)
    for _ in range(SAMPLES):
        yield np.concatenate([worthy, chance.choice(other, min(len(worthy), len(other)), replace=False)])


def platt(labels: np.ndarray, logits: np.ndarray) -> tuple[float, float]:
    """Slope and offset that turn logits into shares in a set of which half is check-worthy.

    Both classes weigh the same: half is the base rate at which a score of 0.5 is the boundary.  Found by
    Newton's steps.
    """
    weights = np.where(labels == 1, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))
    inputs = np.stack([logits, np.ones_like(logits)], axis=1)
    found = np.array([1.0, 0.0])
    for _ in range(50):
        shares = 1 / (1 + np.exp(-np.clip(inputs @ found, -30, 30)))
        slopes = inputs.T @ (weights * (shares - labels)) + 1e-3 * found
        curve = (inputs * (weights * shares * (1 - shares))[:, None]).T @ inputs + 1e-3 * np.eye(2)
        step = np.linalg.solve(curve, slopes)
        found = found - step
        if np.abs(step).max() < 1e-8:
            break
    return float(found[0]), float(found[1])


def reliability(labels: np.ndarray, scores: np.ndarray,
                edges: Sequence[float]) -> list[tuple[float, float, int]]:
    """Mean score, share of check-worthy sentences and their number, in every bin that holds any."""
    bins = np.digitize(scores, edges)
    return [(float(scores[bins == one].mean()), float(labels[bins == one].mean()), int((bins == one).sum()))
            for one in range(len(edges) + 1) if (bins == one).any()]
