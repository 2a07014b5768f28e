"""Which rows a view has, and how well each fits the query.

The score of the mode *both* is the one that did best on 48 judged queries over 2,270 statements
(nDCG@10 .69, recall@50 .91): cosine with the statement, plus half the cosine with its passage, plus
0.3 times the share of the query's inverse document frequency that the row's words match.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lib import settings
from lib.errors import BadQuery
from lib.search import query as queries
from lib.search.matching import Weighted, share, weighted
from lib.store import Archive, expression, filters
from lib.store.expression import Or
from lib.store.schema import VECTORS
from lib.view import View

if TYPE_CHECKING:
    from lib.search.query import Query

PASSAGE_WEIGHT, SHARE_WEIGHT = 0.5, 0.3
CANDIDATES = 300  # rows the words bring in besides the nearest ones
MIN_SHARE = 0.5  # a row that means something else must hold half of what the words tell
WORDS_ONLY = "Only the words were searched: search by meaning was not available."
# What ordering and counting need of every row; the rest is fetched for the rows that are shown.
LIGHT = ("statement_id", "article_id", "kind", "speaker", "speaker_key", "speaker_institution",
         "institution_key", "outlet", "about", "on_record", "article_date", "char_start")


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a view, in no order, with ``score``, ``similarity`` (NaN without a vector), ``match``."""

    frame: pd.DataFrame
    mode: str  # how the query was searched; "" without a query
    terms: tuple[expression.Phrase, ...] = ()  # what to mark
    capped: bool = False
    total: int = 0
    notes: tuple[str, ...] = ()


def rows(archive: Archive, view: View, vector: np.ndarray | None, where: filters.Condition) -> Rows:
    """The rows of the view's query under a condition.  Raises BadQuery.  Shared: not to be changed."""
    text = view.query.strip()
    key = ("rows", text, view.mode if text else "", where, None if vector is None else vector.tobytes())
    return archive.cached(key, lambda: _rows(archive, text, view.mode, vector, where))


def nearest(archive: Archive, vector: np.ndarray, where: filters.Condition, limit: int) -> Rows:
    """The rows nearest to a vector, at most ``limit``, that have anything to do with it."""
    near = archive.vector_search(vector, where, limit + 1, LIGHT)
    near = near[near["similarity"] >= settings.MIN_SIMILARITY]
    frame = near.head(limit).assign(match="meaning", score=lambda rows: rows["similarity"])
    capped = len(near) > limit
    return Rows(frame, "meaning", (), capped, archive.count(where) if capped else len(frame))


def _rows(archive: Archive, text: str, mode: str, vector: np.ndarray | None,
          where: filters.Condition) -> Rows:
    if not text:
        return _plain(archive.scan(where, LIGHT), "", "")
    if mode == "words":
        return _by_words(archive, text, where)
    if mode == "meaning":
        return _by_meaning(archive, text, vector, where)
    return _by_both(archive, queries.parse(text, loosely=True), vector, where)


def _by_words(archive: Archive, text: str, where: filters.Condition) -> Rows:
    found = queries.parse(text)
    if found.strict is None:
        raise _no_words(text)
    return _plain(archive.text_search(found.strict, where, columns=LIGHT), "words", "words", found.terms())


def _by_meaning(archive: Archive, text: str, vector: np.ndarray | None, where: filters.Condition) -> Rows:
    if vector is None:
        return _by_both(archive, queries.plain_words(text), None, where)
    return nearest(archive, vector, where, settings.MAX_RESULTS)


def _by_both(archive: Archive, found: "Query", vector: np.ndarray | None, where: filters.Condition) -> Rows:
    if found.strict is None and vector is None:
        raise _no_words("")
    where = filters.all_of(where, expression.condition(found.required) if found.required else "")
    terms = weighted(archive, found.telling())
    frame = _candidates(archive, vector, where, terms)
    frame = _scored(frame, vector, terms)
    must = found.required is not None and _says(found.required)
    frame = frame[frame["near"] | (frame["share"] >= MIN_SHARE) | must | (not found.terms())]
    frame = frame.sort_values(["score", "statement_id"], ascending=[False, True], kind="stable")
    capped = len(frame) > settings.MAX_RESULTS
    notes = (WORDS_ONLY,) if vector is None and found.terms() else ()
    total = archive.count(where) if capped else len(frame)
    return Rows(frame.head(settings.MAX_RESULTS), "words" if vector is None else "both",
                tuple(one.term for one in terms), capped, total, notes)


def _candidates(archive: Archive, vector: np.ndarray | None, where: filters.Condition,
                terms: tuple[Weighted, ...]) -> pd.DataFrame:
    """The nearest rows and those the words find, each once."""
    # With their vectors: to fetch those by id afterwards took 37 ms at 100k rows, along with the rows 10.
    columns = (*LIGHT, "search_text", *(VECTORS if vector is not None else ()))
    parts = []
    if vector is not None:
        parts.append(archive.vector_search(vector, where, settings.MAX_RESULTS + 1, columns))
    ranked = tuple(one.term for one in terms if not one.term.prefix)
    if ranked:
        parts.append(archive.text_search(Or(ranked), where, CANDIDATES, columns))
    if not parts:
        parts.append(archive.scan(where, columns))
    every = pd.concat(parts, ignore_index=True).drop_duplicates("statement_id", ignore_index=True)
    return every.reindex(columns=list(columns))


def _scored(frame: pd.DataFrame, vector: np.ndarray | None, terms: tuple[Weighted, ...]) -> pd.DataFrame:
    shares = np.array([share(text, terms) for text in frame["search_text"]], dtype=np.float64)
    score, similarity = shares, np.full(len(frame), np.nan)
    near = np.zeros(len(frame), dtype=bool)
    if vector is not None:
        first, second = (_cosines(frame[name], vector) for name in VECTORS)
        similarity = first.round(6)
        meaning = similarity + PASSAGE_WEIGHT * second
        # A short statement ("We will not") may say little by itself and much in its passage.
        near = np.maximum(similarity, meaning / (1 + PASSAGE_WEIGHT)) >= settings.MIN_SIMILARITY
        score = meaning + SHARE_WEIGHT * shares
    match = np.select([near & (shares > 0), near, shares > 0], ["both", "meaning", "words"], "")
    return frame[list(LIGHT)].assign(
        share=shares, near=near, score=np.round(score, 6), similarity=similarity, match=match)


def _cosines(rows: pd.Series, vector: np.ndarray) -> np.ndarray:
    """The cosine of each row's vector with a vector: float64 (n,)."""
    if rows.empty:
        return np.zeros(0)
    return (np.stack(rows.to_numpy()).astype(np.float32) @ vector).astype(np.float64)


def _plain(frame: pd.DataFrame, mode: str, match: str,
           terms: tuple[expression.Phrase, ...] = ()) -> Rows:
    """Rows that all fit, without a cap."""
    frame = frame.assign(score=frame.get("score", np.nan), similarity=np.nan, match=match)
    return Rows(frame, mode, terms, False, len(frame))


def _says(node: expression.Node) -> bool:
    """True if a required expression demands words of the statement, not only a field or an absence."""
    return bool(queries.Query(node).terms())


def _no_words(text: str) -> BadQuery:
    return BadQuery(f"There are no words to search for in “{text}”. Type a word or a name.")
