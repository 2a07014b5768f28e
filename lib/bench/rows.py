"""Invented rows of any number, alike in what matters to an index: word frequencies, names, clustered vectors.

Words are random syllables with Zipf frequencies, about 25 a statement; speakers follow Zipf too.  Vectors
lie around topics in a small subspace with noise in all directions, so that an index finds structure and
has no easy game either.  Ten statements make an article, which has one outlet and one day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from lib.records import Analysis, Article, Speaker, Statement, statement_id

DIM = 384
WORDS, WORD_EXPONENT = 50_000, 1.05
SPEAKERS, INSTITUTIONS, OUTLETS, DAYS = 5_000, 1_000, 50, 1_826
KINDS = ("direct", "indirect")
TOPICS, TOPIC_DIM = 3_000, 96
SPREAD, NOISE, PASSAGE_NOISE = 0.6, 0.35, 0.03  # around a topic; in all directions; passage beside statement
LENGTH, LENGTH_SD, SHORTEST, LONGEST = 25, 9, 5, 80  # words a statement
ARTICLE = 10  # statements an article
FIRST_DAY = date(2019, 1, 1)
SYLLABLES = tuple(first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou")
BLOCK = 50_000  # rows of vectors made at a time


@dataclass(frozen=True, eq=False)
class Rows:
    """Columns of all rows; ``tokens[starts[i]:starts[i + 1]]`` are the words of row i: places in ``words``.

    ``vectors`` is float32 (n, dim), ``passages`` float16 (n, dim), rows of length 1.  ``ids`` are those of
    the archive, filled as ``batches`` hands the rows out.
    """

    words: np.ndarray
    tokens: np.ndarray
    starts: np.ndarray
    speakers: np.ndarray
    outlets: np.ndarray
    kinds: np.ndarray
    days: np.ndarray
    vectors: np.ndarray
    passages: np.ndarray
    topics: "Topics"
    ids: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.speakers)

    def text(self, row: int) -> str:
        """The words of one row."""
        return " ".join(self.words[self.tokens[self.starts[row]:self.starts[row + 1]]])

    def batches(self, size: int) -> Iterator[tuple[list[Analysis], np.ndarray, np.ndarray]]:
        """Articles with their statements, vectors and passage vectors, ``size`` rows at a time."""
        size -= size % ARTICLE
        for start in range(0, len(self), size):
            stop = min(start + size, len(self))
            made = [self._article(first, min(first + ARTICLE, stop)) for first in range(start, stop, ARTICLE)]
            self.ids.extend(found.id for analysis in made for found in analysis.statements)
            yield made, self.vectors[start:stop], self.passages[start:stop].astype(np.float32)

    def holding(self, word: str) -> np.ndarray:
        """The rows, ascending, that hold a word."""
        [place] = np.flatnonzero(self.words == word)
        at = np.flatnonzero(self.tokens == place)
        return np.unique(np.searchsorted(self.starts, at, side="right") - 1)

    def _article(self, start: int, stop: int) -> Analysis:
        texts = [self.text(row) for row in range(start, stop)]
        leads = [f"{speaker(self.speakers[row])} said " for row in range(start, stop)]
        lines = [f"{lead}{text}." for lead, text in zip(leads, texts, strict=True)]
        begins = np.cumsum([0, *(len(line) + 2 for line in lines)])
        article = Article(f"bench-{start}", "\n\n".join(lines), f"Article {start // ARTICLE}",
                          outlet(self.outlets[start]), None, day(self.days[start]), "given", None, "en")
        return Analysis(article, tuple(
            self._statement(article.id, start + place, text, int(begins[place]) + len(leads[place]),
                            lines[place])
            for place, text in enumerate(texts)))

    def _statement(self, article_id: str, row: int, text: str, begin: int, passage: str) -> Statement:
        number = int(self.speakers[row])
        name, body = speaker(number), f"Institution {number * 7919 % INSTITUTIONS:03d}"
        who = Speaker(name, "person", None, body, name, name.lower(), body.lower())
        content, kind = ((begin, begin + len(text)),), KINDS[self.kinds[row]]
        return Statement(statement_id(article_id, content, kind), article_id, kind, content, text,
                         ((begin - 5, begin - 1),), "say", (), who, None, (), "", "", passage,
                         row % ARTICLE + 1, False, "named", 0.9, "bench")


@dataclass(frozen=True, eq=False)
class Topics:
    """Centres in a small subspace, from which vectors are drawn."""

    centres: np.ndarray
    basis: np.ndarray

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> "Topics":
        """Random centres and a random subspace."""
        return cls(rng.standard_normal((TOPICS, TOPIC_DIM), np.float32),
                   rng.standard_normal((TOPIC_DIM, DIM), np.float32) / 10)

    def vectors(self, number: int, rng: np.random.Generator) -> np.ndarray:
        """Vectors (number, DIM) of length 1 around random topics."""
        inner = self.centres[rng.integers(0, TOPICS, number)]
        inner = inner + SPREAD * rng.standard_normal((number, TOPIC_DIM), np.float32)
        return unit(inner @ self.basis + NOISE * rng.standard_normal((number, DIM), np.float32))


def make(number: int, seed: int = 1) -> Rows:
    """That many rows; the same number and seed give the same rows."""
    rng = np.random.default_rng(seed)
    lengths = np.clip(rng.normal(LENGTH, LENGTH_SD, number), SHORTEST, LONGEST).astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    articles = -(-number // ARTICLE)
    spread = np.repeat(np.arange(articles), ARTICLE)[:number]
    topics = Topics.drawn(rng)
    vectors, passages = _all_vectors(topics, number, rng)
    return Rows(vocabulary(rng), zipf(WORDS, WORD_EXPONENT, int(starts[-1]), rng), starts,
                zipf(SPEAKERS, 1.0, number, rng), rng.integers(0, OUTLETS, articles)[spread],
                rng.integers(0, len(KINDS), number), rng.integers(0, DAYS, articles)[spread],
                vectors, passages, topics)


def vocabulary(rng: np.random.Generator) -> np.ndarray:
    """All words, the most frequent first."""
    words: dict[str, None] = {}
    while len(words) < WORDS:
        parts = rng.integers(0, len(SYLLABLES), rng.integers(2, 5))
        words["".join(SYLLABLES[part] for part in parts)] = None
    return np.array(list(words), dtype=object)


def zipf(values: int, exponent: float, number: int, rng: np.random.Generator) -> np.ndarray:
    """Random numbers below ``values``, the k-th as frequent as k to the power of minus ``exponent``."""
    weights = np.cumsum(1 / np.arange(1, values + 1) ** exponent)
    return np.searchsorted(weights / weights[-1], rng.random(number)).clip(0, values - 1).astype(np.int32)


def unit(vectors: np.ndarray) -> np.ndarray:
    """The rows scaled to length 1."""
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def speaker(number: int) -> str:
    """The name of a speaker."""
    return f"Speaker {number:04d}"


def outlet(number: int) -> str:
    """The name of an outlet."""
    return f"Outlet {number:02d}"


def day(number: int) -> str:
    """The ISO day of a number of days."""
    return (FIRST_DAY + timedelta(days=int(number))).isoformat()


def _all_vectors(topics: Topics, number: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    vectors, passages = np.empty((number, DIM), np.float32), np.empty((number, DIM), np.float16)
    for start in range(0, number, BLOCK):
        made = topics.vectors(min(BLOCK, number - start), rng)
        vectors[start:start + BLOCK] = made
        noise = rng.standard_normal(made.shape, np.float32)
        passages[start:start + BLOCK] = unit(made + PASSAGE_NOISE * noise)
    return vectors, passages
