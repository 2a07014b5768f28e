"""The article page: choose an article, read it with its statements marked, see the evidence of one."""

import json
from collections import Counter

import pandas as pd
import streamlit as st

from lib import charts
from lib.records import Article
from lib.ui import resources, results, share, state
from lib.ui.frame import PAGES, Page, picked
from lib.ui.marked import Mark, article_html, legend_html
from lib.ui.text import cell, counted, escape, shortened
from lib.view import UNKNOWN, View

DATE_NOTES = {
    "page header": "The date was read from the head of the page. It may be the day the page was opened or "
                   "printed, not the day the article was published.",
    "page metadata": "The date was read from the page’s own metadata.",
}
TITLE_CHARS = 110


def chosen_article(page: Page) -> Article | None:
    """The article of the view: the one of the selected statement, the one named, else the newest."""
    listed = resources.articles()
    if listed.empty:
        return None
    wanted = article_of(page.view.selected) or next(iter(page.view.articles), "")
    ids = listed["id"].tolist()
    return resources.article(wanted if wanted in ids else newest(listed))


def article_of(statement: str) -> str:
    """The article that holds a statement, "" where the archive has no such statement."""
    row = resources.statement(statement) if statement else None
    return cell(row["article_id"]) if row else ""


def newest(listed: pd.DataFrame) -> str:
    """The id of the latest article; those without a date come last."""
    return str(listed.sort_values("date", ascending=False, na_position="last", kind="stable")["id"].iloc[0])


def choice(page: Page, article: Article) -> None:
    """The list of all articles, searchable."""
    listed = resources.articles().set_index("id")
    key = state.assign("article-choice", article.id)
    st.selectbox("Article", listed.index.tolist(), key=key, on_change=_chosen, args=(key,),
                 format_func=lambda one: label(listed.loc[one]))


def label(row: "pd.Series[object]") -> str:
    """One line for an article in the list: date, outlet, title."""
    title = cell(row["title"]) or "untitled"
    return " · ".join(part for part in (cell(row["date"]), cell(row["outlet"]), shortened(title, TITLE_CHARS))
                      if part)


def heading(article: Article, statements: int) -> None:
    """Title, outlet, author, date with what it rests on, address."""
    facts = [escape(article.outlet) if article.outlet else "outlet not stated",
             escape(article.date) if article.date else "date not stated"]
    if article.author:
        facts.insert(1, f"by {escape(article.author)}")
    facts.append(counted(statements, "statement"))
    basis = DATE_NOTES.get(article.date_basis or "", "") if article.date else ""
    note = f'<p class="muted">{escape(basis)}</p>' if basis else ""
    address = article.url or ""
    link = (f'<p class="origin"><a href="{escape(address)}" target="_blank">{escape(address)}</a></p>'
            if address.startswith(("http://", "https://")) else "")
    title = article.title or "Untitled article"
    own = "" if article.text.lstrip().startswith(title) else f"<h1>{escape(title)}</h1>"
    st.html(f'<header class="article-head">{own}'
            f'<p class="origin">{" · ".join(f"<bdi>{fact}</bdi>" for fact in facts)}</p>'
            f"{note}{link}</header>")


def statements_of(article: Article) -> pd.DataFrame:
    """The statements of an article in text order, bare attitudes left out as in the search."""
    found = resources.hits(View(articles=(article.id,), sort="oldest")).table
    return found.sort_values("char_start", kind="stable", ignore_index=True)


def text(page: Page, article: Article, rows: pd.DataFrame) -> None:
    """The whole text with every statement marked, below the legend of speakers and kinds."""
    keys = [who(row) for row in rows.to_dict("records")]
    colours = charts.colour_names(keys)
    counts = Counter(keys)
    marks = [_mark(page, number, row, colours) for number, row in enumerate(rows.to_dict("records"), start=1)]
    with st.container(key="article-text"):
        st.html(legend_html({name: (colours[name], counts[name]) for name in colours}))
        st.html(article_html(article.text, marks, page.view.selected, article.title or ""))


def evidence(page: Page, article: Article, rows: pd.DataFrame) -> None:
    """The selected statement with everything that proves it, and the way on to its neighbours."""
    ids = rows["statement_id"].tolist()
    with st.container(key="evidence"):
        if page.view.selected not in ids:
            st.html('<p class="muted">Choose a marked statement in the text to see who said it and why '
                    'we think so. The number in the text counts the statements from the top.</p>')
            share.link_button(page, articles=(article.id,))
            return
        place = ids.index(page.view.selected)
        with st.container(key="neighbours", horizontal=True, gap="xsmall", vertical_alignment="center"):
            st.html(f'<h3 class="chart">{place + 1} of {len(ids)}</h3>', width="stretch")
            for name, step, icon in (("Previous", -1, "arrow_upward"), ("Next", 1, "arrow_downward")):
                there = place + step
                st.button(name, key=f"go-{name.lower()}", icon=f":material/{icon}:",
                          disabled=not 0 <= there < len(ids), on_click=state.change,
                          kwargs={"selected": ids[there % len(ids)]})
            st.button("Close", key="go-close", icon=":material/close:", type="tertiary",
                      on_click=state.change, kwargs={"selected": ""})
        results.card(page, rows.iloc[place].to_dict(), opened=True)
        share.link_button(page, articles=(article.id,))


def who(row: dict[str, object]) -> str:
    """The speaker's name for the legend; the words as printed where nobody is named."""
    mention = cell(row.get("speaker_mention"))
    return cell(row.get("speaker")) or (f"“{mention}” (not named)" if mention else UNKNOWN)


def pick() -> None:
    """Callback of the script behind the text: a click chose a statement."""
    if chosen := picked():
        state.change(selected=chosen)


def _mark(page: Page, number: int, row: dict[str, object], colours: dict[str, str]) -> Mark:
    spans = tuple((int(start), int(end)) for start, end in json.loads(cell(row["content_spans"]) or "[]"))
    statement = cell(row["statement_id"])
    params = page.params(articles=(cell(row["article_id"]),), selected=statement)
    return Mark(statement, number, spans, cell(row["kind"]), colours[who(row)], who(row),
                state.address(PAGES["article"][2], params, resources.chosen().base_url))


def _chosen(key: str) -> None:
    state.change(articles=(state.value(key),), selected="")
