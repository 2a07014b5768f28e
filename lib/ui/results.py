"""The statements of a view: as cards or as the table, a page at a time; what to do when there are none."""

import math
from dataclasses import replace

import streamlit as st

from lib import search, tables
from lib.settings import PAGE_SIZE
from lib.ui import cards, resources, share, state
from lib.ui.filters import clear
from lib.ui.frame import PAGES, Page
from lib.ui.text import cell, counted, plain, result_line
from lib.view import LAYOUTS, View, describe

SORT_NAMES = {"relevance": "Best match first", "newest": "Newest first", "oldest": "Oldest first",
              "speaker": "By speaker"}
LAYOUT_NAMES = {"cards": ":material/view_agenda: Cards", "table": ":material/table_rows: Table"}
HIDDEN = ("permalink", "exported_at", "filters", "data_version")
TABLE_ROWS = 16  # shown at once; the rest scrolls inside the table
EMPTY = "The archive is empty. Add articles, and their statements appear here."
BUILDING = "The archive is being made from the articles that come with the product; they appear in a moment."
WIDE = ("statement", "article_title", "context_before", "context_after")


def within(page: Page, hits: search.Hits) -> Page:
    """The page with the number of its view brought down to the last one there is."""
    number = min(page.view.page, _pages(hits))
    return replace(page, view=page.view.with_(page=number))


def head(page: Page, hits: search.Hits) -> None:
    """The number of results in words, the reader's choice of layout and order, the link and the files."""
    with st.container(key="result-head", horizontal=True, vertical_alignment="center"):
        everything = hits.total if hits.capped else resources.everything(page.view.attitudes)
        line = result_line(len(hits), everything, hits.capped)
        to_charts = '<a class="to-charts" href="#charts">to the charts</a>' if page.place == "search" else ""
        st.html(f'<h2 class="count" role="status">{line} {to_charts}</h2>', width="stretch")
        key = state.assign("layout", page.view.layout)
        st.segmented_control("Show as", LAYOUTS, key=key, required=True, format_func=LAYOUT_NAMES.get,
                             on_change=_laid_out, args=(key,), label_visibility="collapsed")
    with st.container(key="result-tools", horizontal=True, gap="xsmall", vertical_alignment="center"):
        names = sort_names(page.view)
        key = state.assign("sort", page.view.sort)
        st.selectbox("Order", list(names), key=key, format_func=names.get, on_change=_sorted, args=(key,),
                     label_visibility="collapsed", width=150)
        share.bar(page, hits)
    if not resources.background().waiting:  # while the model loads, the note above says the same
        for note in hits.notes:
            st.caption(plain(note))


def sort_names(view: View) -> dict[str, str]:
    """The orders to choose from; without a query nothing matches best, and the newest come first anyway."""
    if view.query:
        return SORT_NAMES
    return {sort: SORT_NAMES["newest"] if sort == "relevance" else name for sort, name in SORT_NAMES.items()
            if sort != "newest" or view.sort == "newest"}


def rows(page: Page, hits: search.Hits) -> None:
    """The results, in the layout the reader chose."""
    if page.view.layout == "table":
        table(page, hits)
        return
    pages, number = _pages(hits), page.view.page
    with st.container(key="cards"):
        shown = resources.drawn(page.view, f"page {number}", lambda: hits.page(number).to_dict("records"))
        for row in shown:
            card(page, row)
    if pages > 1:
        key = state.assign("page", number)
        with st.container(key="pages", horizontal=True, horizontal_alignment="center"):
            st.pagination(pages, key=key, on_change=_turned, args=(key,))


def linked(page: Page, hits: search.Hits) -> None:
    """The statement a link names, on top and open, whatever the filters below it say."""
    row = resources.whole_row(page.view.selected) if page.view.selected else None
    if row is None or (page.view.layout == "table" and page.view.selected in hits.ids):
        return
    with st.container(key="linked"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html('<h2 class="count">The statement of this link</h2>', width="stretch")
            st.button("Close", key="close-linked", icon=":material/close:", type="tertiary",
                      on_click=state.change, kwargs={"selected": ""})
        card(page, row, opened=True, mark="linked-")


def card(page: Page, row: dict[str, object], opened: bool = False, mark: str = "") -> None:
    """One quote card with its links; ``mark`` keeps a second card of one statement apart."""
    statement, article = cell(row["statement_id"]), cell(row.get("article_id"))
    speaker = cell(row.get("speaker"))
    with st.container(key=f"{mark}card-{statement}", border=True):
        st.html(cards.card(row, opened))
        with st.container(key=f"{mark}go-{statement}", horizontal=True, gap="xsmall",
                          vertical_alignment="center"):
            st.html(cards.actions(page.permalink(statement), tables.citation(row)), width="content")
            if page.place != "article":
                st.page_link(PAGES["article"][0], label="Open in article", icon=":material/article:",
                             query_params=page.params(articles=(article,), selected=statement))
            if speaker and page.place != "who":
                st.page_link(PAGES["who"][0], label="All by this speaker", icon=":material/person:",
                             query_params=state.link_params(_by(page, row), page.fingerprint))


def _by(page: Page, row: dict[str, object]) -> View:
    """Everything by a row's speaker, not by somebody else of the same name."""
    who = search.value_of(page.archive, "speakers", cell(row["speaker"]), cell(row.get("speaker_key")))
    return View(speakers=(who,))


def table(page: Page, hits: search.Hits) -> None:
    """The table, with the columns and order of the files; a chosen row shows its card below."""
    shown = share.table_of(page, hits, page.root())
    ids = shown["statement_id"].tolist()
    place = ids.index(page.view.selected) if page.view.selected in ids else None
    st.dataframe(shown, hide_index=True, key="results-table", height=min(len(shown), TABLE_ROWS) * 35 + 38,
                 column_config=column_config(), selection_mode="single-row",
                 selection_default={"selection": {"rows": [] if place is None else [place]}},
                 on_select=lambda: _row_chosen(ids), alt="The statements as a table; the files hold the same")
    if place is not None:
        card(page, hits.table.iloc[place].to_dict())


def column_config() -> dict[str, object]:
    """Headings of the table in words."""
    config = {name: st.column_config.Column(label, width="large" if name in WIDE else None)
              for name, label in tables.LABELS.items()}
    config["article_url"] = st.column_config.LinkColumn(tables.LABELS["article_url"])
    config["permalink"] = st.column_config.LinkColumn(tables.LABELS["permalink"])
    return config


def nothing(page: Page, hits: search.Hits) -> None:
    """Why there is no result, and what brings some."""
    view = page.view
    with st.container(key="nothing", border=True):
        if not page.archive.count():
            st.text(BUILDING if resources.background().waiting else EMPTY)
            return
        st.html('<h3 class="chart">No statement fits</h3>')
        st.text(f"Asked for: {describe(view)}.")
        for number, one in enumerate(search.loosen(page.archive, view, resources.vector_of(view))):
            st.button(plain(f"{one.label} – {counted(one.count, 'statement')}"), key=f"loosen-{number}",
                      on_click=state.replace, args=(one.view,))
        st.button("Clear everything", key="loosen-all", type="tertiary", on_click=clear, args=(view,))


def _pages(hits: search.Hits) -> int:
    return max(math.ceil(len(hits) / PAGE_SIZE), 1)


def _sorted(key: str) -> None:
    state.change(sort=state.value(key))


def _laid_out(key: str) -> None:
    state.change(layout=state.value(key))


def _turned(key: str) -> None:
    state.change(page=int(state.value(key)))


def _row_chosen(ids: list[str]) -> None:
    chosen = state.value("results-table").selection.rows
    state.change(selected=ids[chosen[0]] if chosen else "")
