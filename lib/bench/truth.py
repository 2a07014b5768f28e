"""Which rows are the right ones, by scoring all of them; and how many of them a search found."""

from collections.abc import Sequence

import numpy as np

from lib import settings
from lib.bench.queries import Query
from lib.bench.rows import KINDS, Rows, day, outlet
from lib.search import matching, ranking

TIE = 2e-6  # scores are rounded to six digits; rows this near the last one are as right as it


def mask(rows: Rows, query: Query, days: tuple[str, str] | None = None) -> np.ndarray:
    """Which rows are of the query's outlet and kind, and within the days if given: booleans (n,)."""
    numbers = {name: number for number, name in enumerate(map(outlet, range(int(rows.outlets.max()) + 1)))}
    held = (rows.outlets == numbers[query.outlet]) & (rows.kinds == KINDS.index(query.kind))
    if days:
        known = [day(number) for number in range(int(rows.days.max()) + 1)]
        inside = np.array([days[0] <= one <= days[1] for one in known])
        held &= inside[rows.days]
    return held


def by_vector(rows: Rows, query: Query, held: np.ndarray | None = None) -> np.ndarray:
    """The score of every row (n,): its cosine; minus infinity where a filter bars it."""
    scores = (rows.vectors @ query.vector).astype(np.float64)
    return scores if held is None else np.where(held, scores, -np.inf)


def by_both(rows: Rows, query: Query, terms: Sequence[matching.Weighted]) -> np.ndarray:
    """The score of every row (n,) by the formula of the mode *both*, whatever leg would have found it."""
    similarity = by_vector(rows, query)
    total = sum(one.weight for one in terms)
    shares = np.zeros(len(rows))
    for one in terms:
        shares[rows.holding(one.term.words[0])] += one.weight / total
    passages = np.concatenate([block.astype(np.float32) @ query.vector
                               for block in np.array_split(rows.passages, max(1, len(rows) // 50_000))])
    meaning = similarity + ranking.PASSAGE_WEIGHT * passages
    near = np.maximum(similarity, meaning / (1 + ranking.PASSAGE_WEIGHT)) >= settings.MIN_SIMILARITY
    score = meaning + ranking.SHARE_WEIGHT * shares
    return np.where(near | (shares >= ranking.MIN_SHARE), score, -np.inf)


def recall(scores: np.ndarray, found: Sequence[int], number: int = 50) -> float:
    """The part, 0 to 1, of the best ``number`` rows that was found; rows of equal score count alike."""
    number = min(number, int(np.isfinite(scores).sum()))
    if not number:
        return 1.0
    least = np.partition(scores, len(scores) - number)[len(scores) - number]
    right = {int(row) for row in found if scores[row] >= least - TIE}
    return min(1.0, len(right) / number)
