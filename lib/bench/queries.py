"""What is asked: for every operation some queries, each with words and conditions that find something."""

from dataclasses import dataclass

import numpy as np

from lib.bench.rows import DAYS, KINDS, Rows, day, outlet

# Ranks of words that tell something: not those in every row, not those in hardly any.
PHRASE_RANKS, WORD_RANKS = (30, 3_000), (100, 5_000)
TENTH, FIFTH = DAYS // 10, DAYS // 5  # days: the share of rows that a stretch of time lets through
TRIES = 10_000  # rows looked at for one with a phrase and two words; half of them have both


@dataclass(frozen=True, eq=False)
class Query:
    """One query of every operation.  ``row`` is the row that its words and phrase were taken from."""

    row: int
    vector: np.ndarray
    words: tuple[str, str]
    phrase: tuple[str, str]
    outlet: str
    kind: str
    tenth: tuple[str, str]  # first and last day
    fifth: tuple[str, str]


def draw(rows: Rows, number: int, seed: int = 2) -> list[Query]:
    """That many queries over the rows.  Raises ValueError when the rows hold none."""
    rng = np.random.default_rng(seed)
    vectors = rows.topics.vectors(number, rng)
    return [_query(rows, vector, rng) for vector in vectors]


def _query(rows: Rows, vector: np.ndarray, rng: np.random.Generator) -> Query:
    for _ in range(TRIES):
        row = int(rng.integers(len(rows)))
        found = _taken(rows, row, rng)
        if found:
            break
    else:
        raise ValueError(f"None of {TRIES} rows holds two words to search for; make more than {len(rows)}.")
    at = int(rng.integers(len(rows)))
    return Query(row, vector, *found, outlet(rows.outlets[at]), KINDS[rows.kinds[at]],
                 _stretch(rows.days[at], TENTH, rng), _stretch(rows.days[at], FIFTH, rng))


def _taken(rows: Rows, row: int,
           rng: np.random.Generator) -> tuple[tuple[str, str], tuple[str, str]] | None:
    ranks = rows.tokens[rows.starts[row]:rows.starts[row + 1]]
    telling = np.unique(ranks[(ranks > WORD_RANKS[0]) & (ranks < WORD_RANKS[1])])
    fit = (ranks > PHRASE_RANKS[0]) & (ranks < PHRASE_RANKS[1])
    pairs = np.flatnonzero(fit[:-1] & fit[1:])
    if len(telling) < 2 or not len(pairs):
        return None
    pair = int(rng.choice(pairs))
    first, second = rows.words[rng.choice(telling, 2, replace=False)]
    return (str(first), str(second)), (str(rows.words[ranks[pair]]), str(rows.words[ranks[pair + 1]]))


def _stretch(held: int, length: int, rng: np.random.Generator) -> tuple[str, str]:
    """First and last day of a stretch of time around a day that some row has."""
    first = int(np.clip(held - rng.integers(length), 0, DAYS - length))
    return day(first), day(first + length - 1)
