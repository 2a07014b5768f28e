"""The result of a search: all its rows in order, fetched when they are shown."""

import json
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from lib import settings
from lib.records import content_text
from lib.search.matching import to_mark
from lib.search.ranking import Rows
from lib.store import Archive, filters
from lib.store.expression import Phrase

# The contract's columns in its order (the last four of the table are added by the rooms behind), then
# what the page needs besides.
COLUMNS = ("statement_id", "statement", "kind", "speaker", "speaker_role", "speaker_institution",
           "speaker_type", "cue_verb", "about", "outlet", "article_title", "article_date", "article_author",
           "article_url", "context_before", "context_after", "paragraph", "char_start", "char_end",
           "verified_in_source", "speaker_mention", "attributed_via", "on_record", "confidence",
           "similarity", "corrected")
INTERNAL = ("article_id", "content_spans", "cue_spans", "source_spans", "evidence", "rule", "date_basis",
            "text_hash", "attitude", "speaker_key", "institution_key", "match", "match_words", "score")
STORED = tuple(name for name in (*COLUMNS, *INTERNAL)
               if name not in ("verified_in_source", "similarity", "match", "match_words", "score"))
LIST_JOIN = "; "
SCAN_FROM = 1_000  # rows; more are read in one scan instead of by id
MARKED = 2_000  # rows; a longer table is for a file, not for reading marks


@dataclass(frozen=True, eq=False)
class Hits:
    """All rows of a view in its order.

    ``total`` counts them; where ``capped``, only the best ``settings.MAX_RESULTS`` are kept and ``total``
    is the number of rows the filters let through.  ``mode_used`` is "" without a query.
    """

    archive: Archive
    where: filters.Condition
    order: pd.DataFrame  # statement_id, score, similarity, match, in order
    terms: tuple[Phrase, ...]
    total: int
    capped: bool
    mode_used: str
    notes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.order)

    @property
    def ids(self) -> list[str]:
        """The ids of all rows, in order."""
        return self.order["statement_id"].tolist()

    @cached_property
    def table(self) -> pd.DataFrame:
        """All rows with ``COLUMNS`` and ``INTERNAL``.  For one page of cards use ``page``."""
        return _filled(self, self.order)

    def page(self, number: int, size: int = settings.PAGE_SIZE) -> pd.DataFrame:
        """The rows of one page, counted from 1, with the columns of ``table``; empty past the end."""
        start = (max(number, 1) - 1) * size
        return _filled(self, self.order.iloc[start:start + size])


def ordered(found: Rows, sort: str) -> pd.DataFrame:
    """The rows in the order asked for; equal ones newest first, then as in the text, then by id."""
    frame = found.frame
    days = _ranks(frame["article_date"])
    keys = [_ranks(frame["statement_id"]), frame["char_start"].to_numpy(), _ranks(frame["article_id"]),
            days if sort == "oldest" else -days, (frame["article_date"] == "").to_numpy()]
    if sort == "relevance":
        keys.append(-frame["score"].fillna(0.0).to_numpy())
    if sort == "speaker":
        keys += [_ranks(frame["speaker"].str.casefold()), (frame["speaker"] == "").to_numpy()]
    order = np.lexsort(keys)  # the last key decides first
    return frame[["statement_id", "score", "similarity", "match"]].iloc[order].reset_index(drop=True)


def _ranks(values: pd.Series) -> np.ndarray:
    """The place of each value among the sorted ones."""
    return pd.factorize(values, sort=True)[0]


def _filled(hits: Hits, order: pd.DataFrame) -> pd.DataFrame:
    """Rows of the order with all columns; rows removed meanwhile are left out."""
    if len(order) > SCAN_FROM:
        held = hits.archive.scan(hits.where, STORED)
    else:
        held = hits.archive.get(order["statement_id"], STORED)
    frame = order.merge(held, on="statement_id", how="inner")
    frame = frame.assign(
        about=[LIST_JOIN.join(values) for values in frame["about"]],
        corrected=_yes_no(frame["corrected"]), similarity=frame["similarity"].clip(0.0, 1.0),
        verified_in_source=_verified(hits.archive, frame), match_words=_marks(frame, hits.terms))
    return frame[[*COLUMNS, *INTERNAL]]


def _verified(archive: Archive, frame: pd.DataFrame) -> list[str]:
    """Whether the words stand at their place in the stored article, character by character."""
    texts = archive.texts(frame["article_id"].unique())
    rows = zip(frame["article_id"], frame["content_spans"], frame["statement"], strict=True)
    return ["yes" if article in texts and content_text(texts[article], json.loads(spans)) == words else "no"
            for article, spans, words in rows]


def _marks(frame: pd.DataFrame, terms: tuple[Phrase, ...]) -> list[tuple[str, ...]]:
    if not terms or len(frame) > MARKED:
        return [()] * len(frame)
    return [to_mark(words, terms) for words in frame["statement"]]


def _yes_no(values: pd.Series) -> list[str]:
    return ["yes" if value else "no" for value in values]
