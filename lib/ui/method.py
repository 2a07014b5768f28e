"""The method page: how it works, how good it is, what it cannot do.  Its figures come from one file."""

import json
from pathlib import Path

import pandas as pd
import streamlit as st

from lib import settings
from lib.errors import BadFile
from lib.ui.frame import Page
from lib.ui.text import CHECK, CONFIDENCE_WORDS, KIND_BADGES, SURE, counted, escape, plain

PROSE = Path(__file__).with_suffix(".md")
FIGURES = settings.DATA / "method.json"
COLUMNS = {"what": "What was measured", "value": "This product", "compare": "For comparison", "on": "On what",
           "date": "Date"}


def show(page: Page) -> None:
    """The whole page."""
    st.html('<header class="article-head"><h1>Method</h1><p class="origin">How the statements are found, '
            "how good that is, and what it cannot do.</p></header>")
    works, cannot = PROSE.read_text(encoding="utf-8").split("\n## What it cannot do", 1)
    with st.container(key="method"):
        st.markdown(works)
        _kinds()
        _confidence()
        _quality()
        st.markdown(f"## What it cannot do{cannot}")
        _archive(page)


def figures(path: Path = FIGURES) -> pd.DataFrame:
    """The measured figures as a table; empty where none were measured yet.  Raises BadFile."""
    if not path.exists():
        return pd.DataFrame(columns=list(COLUMNS))
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["figures"]
        return pd.DataFrame([{name: str(row.get(name, "")) for name in COLUMNS} for row in rows],
                            columns=list(COLUMNS))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadFile(f"The figures in {path.name} cannot be read: {error}") from error


def _kinds() -> None:
    rows = "".join(f'<li><span class="badge kind {kind}">{escape(name)}</span> {escape(meaning)}.</li>'
                   for kind, (name, meaning) in KIND_BADGES.items())
    st.html(f'<h2>Quote or paraphrase</h2><ul class="plain">{rows}</ul><p>Only a quote is shown in quotation '
            "marks. A paraphrase is never to be printed as one: the wording is the reporter’s.</p>")


def _confidence() -> None:
    limits = {"sure": f"{SURE:.2f} and more", "check": f"{CHECK:.2f} to {SURE:.2f}",
              "uncertain": f"under {CHECK:.2f}"}
    rows = "".join(f'<li><span class="badge confidence {word}">attribution: {word}</span> '
                   f"{escape(meaning)} ({limits[word]}).</li>" for word, meaning in CONFIDENCE_WORDS.items())
    st.html(f'<h2>How to read the confidence</h2><ul class="plain">{rows}</ul><p>The number estimates how '
            "often statements found in the same way have the right words and the right speaker, counted on "
            "annotated news. It says nothing about whether a statement is true.</p>")


def _quality() -> None:
    st.html("<h2>How good it is</h2>")
    try:
        measured = figures()
    except BadFile as error:
        st.warning(plain(error), icon=":material/warning:")
        return
    if measured.empty:
        st.html("<p>Nothing has been measured for this version yet.</p>")
        return
    st.dataframe(measured, hide_index=True, key="method-figures", alt="Measured quality",
                 column_config={name: st.column_config.TextColumn(label) for name, label in COLUMNS.items()})


def _archive(page: Page) -> None:
    articles, statements = len(page.archive.articles()), page.archive.count()
    st.html(f"<h2>This archive</h2><p>{counted(articles, 'article')}, {counted(statements, 'statement')}; "
            f"state <code>{escape(page.fingerprint)}</code>. A link made here carries this state, so that "
            "whoever opens it is told when the archive has changed since.</p>")
