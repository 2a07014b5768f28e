"""The one search box, its mode, and the message when a search expression cannot be read."""

import streamlit as st

from lib.errors import BadQuery
from lib.ui import state
from lib.ui.frame import Page
from lib.ui.text import escape, plain
from lib.view import MAX_TEXT, MODES

PLACEHOLDER = "What was said about …? Who denied …? \"an exact phrase\""
MODE_NAMES = {"meaning": "Meaning", "words": "Words", "both": "Both"}
MODE_HELP = ("Meaning finds statements that say the same in other words. Words finds the words you type: "
             "\"exact phrase\", AND, OR, NOT, begin\\*, speaker\\:name. Both ranks by the two together.")


def show(page: Page) -> None:
    """The box and the choice of mode; nothing is searched before the reader sends the form."""
    with st.form("search-form", border=False), st.container(key="search-row", horizontal=True,
                                                            vertical_alignment="bottom"):
        key = state.offer("search-query", page.view.query)
        st.text_input("Search statements", page.view.query, key=key, type="search", max_chars=MAX_TEXT,
                      icon=":material/search:", placeholder=PLACEHOLDER, autocomplete="off",
                      label_visibility="collapsed")
        st.form_submit_button("Search", key="search-send", type="primary", on_click=_sent, args=(key,))
    key = state.assign("search-mode", page.view.mode)
    st.segmented_control("Search by", ("meaning", "words", "both"), key=key, required=True, help=MODE_HELP,
                         format_func=MODE_NAMES.get, on_change=_mode_changed, args=(key,),
                         label_visibility="collapsed")


def bad_query(error: BadQuery, query: str) -> None:
    """The message; below it the query, with the place marked where it cannot be read if there is one."""
    st.error(plain(error.reason or error), icon=":material/error:")
    if not error.reason:
        return
    place = min(max(error.position, 0), len(query))
    broken = escape(query[place:place + 1] or " ")
    st.html(f'<p class="query-place" aria-label="the place in the query">{escape(query[:place])}'
            f'<mark>{broken}</mark>{escape(query[place + 1:])}</p>')


def _sent(key: str) -> None:
    state.change(query=" ".join(str(state.value(key) or "").split()), selected="")


def _mode_changed(key: str) -> None:
    mode = state.value(key)
    state.change(mode=mode if mode in MODES else "both")
