"""How much of a query's words a row holds, and which words of the row to mark."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lib.store import Archive
from lib.store.expression import Phrase, condition
from lib.store.words import tokens

COMMON_ENOUGH = 20_000  # rows; a word in more of them hardly tells rows apart, so counting on is waste
TERMS = 32  # of a long text the first ones do; counting each costs up to 20 ms


@dataclass(frozen=True, slots=True)
class Weighted:
    """A word or phrase of the query and how much it tells: its inverse document frequency."""

    term: Phrase
    weight: float


def weighted(archive: Archive, terms: Sequence[Phrase]) -> tuple[Weighted, ...]:
    """Terms with their weights: ln(1 + (N - n + ½) / (n + ½)), as in BM25 (Robertson and Zaragoza, 2009)."""
    terms = tuple(terms[:TERMS])
    return archive.cached(("weights", terms), lambda: _weigh(archive, terms))


def share(text: str, terms: Iterable[Weighted]) -> float:
    """The part of the query's weight, 0 to 1, whose terms stand in a row's ``search_text``."""
    found = total = 0.0
    for one in terms:
        total += one.weight
        if _needle(one.term) in text:
            found += one.weight
    return found / total if total else 0.0


def to_mark(text: str, terms: Iterable[Phrase]) -> tuple[str, ...]:
    """The stretches of a text, as printed, that the query's words and phrases found, each once."""
    words = tokens(text)
    folded = [token.word for token in words]
    found = [(words[at].start, words[at + len(term.words) - 1].end) for term in terms
             for at in range(len(folded) - len(term.words) + 1) if _stands(folded, at, term)]
    return tuple(dict.fromkeys(text[start:end] for start, end in sorted(found)))


def _weigh(archive: Archive, terms: tuple[Phrase, ...]) -> tuple[Weighted, ...]:
    """Weights of the terms the archive holds: one that no row can match tells no rows apart."""
    rows = archive.count()
    seen = {term: min(_frequency(archive, term), rows) for term in terms}
    return tuple(Weighted(term, math.log(1 + (rows - number + 0.5) / (number + 0.5)))
                 for term, number in seen.items() if number)


def _frequency(archive: Archive, term: Phrase) -> int:
    if term.prefix:
        return archive.count(condition(term))
    return len(archive.text_search(term, limit=COMMON_ENOUGH))


def _needle(term: Phrase) -> str:
    return f" {' '.join(term.words)}" + ("" if term.prefix else " ")


def _stands(folded: Sequence[str], at: int, term: Phrase) -> bool:
    stretch = folded[at:at + len(term.words)]
    if not term.prefix:
        return tuple(stretch) == term.words
    return tuple(stretch[:-1]) == term.words[:-1] and stretch[-1].startswith(term.words[-1])
