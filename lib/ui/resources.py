"""What all readers of this process share: the only module that uses Streamlit's caches.

Everything cached here is read-only for its users.  The archive's version is part of every key, because a
cache does not see that a table has changed.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import numpy as np
import pandas as pd
import streamlit as st

from lib import pipeline, search, settings
from lib.records import Article
from lib.store import Archive
from lib.ui.background import Background
from lib.view import View

T = TypeVar("T")

RESULTS = 64  # searches kept: some readers moving between a few views
FIGURES = 256  # with their tables
VECTORS = 512  # queries kept: 384 numbers each


def chosen() -> settings.Settings:
    """The settings of this installation."""
    return settings.load()


def archive() -> Archive:
    """The archive, opened once a process.  Raises ArchiveError when it cannot be opened."""
    now = chosen()
    return _archive(now.archive, now.model)


def background() -> Background:
    """The model's loader, one a process and archive."""
    now = chosen()
    return _background(now.archive, now.model)


def fingerprint() -> str:
    """What the archive holds, in a few characters: two links with the same one show the same rows."""
    held = archive()
    return _fingerprint(held.uri, held.version())


def hits(view: View) -> search.Hits:
    """The ranked statements of a view.  Raises BadQuery.  Without the model yet, words only."""
    held = archive()
    vector = vector_of(view)
    return _hits(held.uri, held.version(), _rows_of(view), vector is not None)


def facets(view: View) -> dict[str, pd.DataFrame]:
    """Each filter's values with their number of statements under all the other filters."""
    held = archive()
    return _facets(held.uri, held.version(), _rows_of(view), vector_of(view) is not None)


def chart_rows(view: View, dimension: str) -> pd.DataFrame:
    """The rows of a view without its filter on one dimension: what a chart of that dimension draws."""
    held = archive()
    return _chart_rows(held.uri, held.version(), _rows_of(view), dimension, vector_of(view) is not None)


def drawn(view: View, name: str, make: Callable[[], T]) -> T:
    """What ``make`` draws of a view under this name, drawn once: a figure costs more than its numbers."""
    held = archive()
    return _drawn(held.uri, held.version(), _rows_of(view), name, vector_of(view) is not None, make)


def everything(attitudes: bool) -> int:
    """How many statements the archive shows when nothing is asked for."""
    held = archive()
    return _everything(held.uri, held.version(), attitudes)


def vector_of(view: View) -> np.ndarray | None:
    """The query as a vector; None where the mode needs none or the model is not there yet."""
    loader = background()
    words = "" if view.mode == "words" else search.to_embed(view.query)
    if not words or loader.embedder is None:
        return None
    return _vector(loader.embedder.name, words)


def article(article_id: str) -> Article | None:
    """One article, or None where the archive has none of that id."""
    held = archive()
    return _article(held.uri, held.version(), article_id)


def statement(statement_id: str) -> dict[str, object] | None:
    """One row of the statements, whatever the filters; None where the archive has none of that id."""
    held = archive()
    return _statement(held.uri, held.version(), statement_id)


def whole_row(statement_id: str) -> dict[str, object] | None:
    """One statement as a row of the table with its proof, whatever the filters; None if unknown."""
    held = statement(statement_id)
    if held is None:
        return None
    rows = hits(View(articles=(str(held["article_id"]),), attitudes=True)).table
    found = rows[rows["statement_id"] == statement_id].to_dict("records")
    return found[0] if found else None


def articles() -> pd.DataFrame:
    """All articles of the archive, without their texts."""
    held = archive()
    return _articles(held.uri, held.version())


def _rows_of(view: View) -> View:
    """The part of a view that decides which rows it has: the rest must not split the cache."""
    return replace(view, page=1, layout="cards", selected="", archive="")


@st.cache_resource(show_spinner=False, max_entries=4)
def _archive(uri: str, model: str) -> Archive:
    return pipeline.open_archive(replace(chosen(), archive=uri, model=model))


@st.cache_resource(show_spinner=False, max_entries=4)
def _background(uri: str, model: str) -> Background:
    return Background(model, lambda: _archive(uri, model))


@st.cache_resource(show_spinner=False, max_entries=4)
def _fingerprint(uri: str, version: str) -> str:
    return archive().fingerprint()


@st.cache_resource(show_spinner=False, max_entries=VECTORS)
def _vector(model: str, words: str) -> np.ndarray:
    return background().wait().encode([words])[0]


@st.cache_resource(show_spinner=False, max_entries=RESULTS)
def _hits(uri: str, version: str, view: View, meaning: bool) -> search.Hits:
    return search.find(archive(), view, vector_of(view) if meaning else None)


@st.cache_resource(show_spinner=False, max_entries=RESULTS)
def _facets(uri: str, version: str, view: View, meaning: bool) -> dict[str, pd.DataFrame]:
    return search.facets(archive(), view, vector_of(view) if meaning else None)


@st.cache_resource(show_spinner=False, max_entries=RESULTS)
def _chart_rows(uri: str, version: str, view: View, dimension: str, meaning: bool) -> pd.DataFrame:
    return search.without(archive(), view, vector_of(view) if meaning else None, dimension)


@st.cache_resource(show_spinner=False, max_entries=FIGURES)
def _drawn(uri: str, version: str, view: View, name: str, meaning: bool, _make: Callable[[], T]) -> T:
    return _make()


@st.cache_resource(show_spinner=False, max_entries=8)
def _everything(uri: str, version: str, attitudes: bool) -> int:
    return search.find(archive(), View(attitudes=attitudes), None).total


@st.cache_resource(show_spinner=False, max_entries=RESULTS)
def _article(uri: str, version: str, article_id: str) -> Article | None:
    return archive().article(article_id)


@st.cache_resource(show_spinner=False, max_entries=RESULTS)
def _statement(uri: str, version: str, statement_id: str) -> dict[str, object] | None:
    rows = archive().get([statement_id]).to_dict("records")
    return rows[0] if rows else None


@st.cache_resource(show_spinner=False, max_entries=4)
def _articles(uri: str, version: str) -> pd.DataFrame:
    return archive().articles()
