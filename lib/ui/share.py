"""The link to this view, and its rows as files: exactly the rows, order and columns of the screen's table."""

from collections.abc import Callable
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from lib import export, search, tables
from lib.ui import state
from lib.ui.frame import Page
from lib.ui.text import counted, escape

FORMATS: tuple[tuple[str, str, Callable[[pd.DataFrame], bytes]], ...] = (
    ("csv", "text/csv", export.csv_bytes),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", export.xlsx_bytes),
    ("json", "application/json", export.json_bytes))
NO_ROWS = "Nothing to export: no statement fits this view."


def table_of(page: Page, hits: search.Hits, root: str) -> pd.DataFrame:
    """The table of a result: the one frame that the screen shows and the files hold.

    ``root`` is the app's address; a file is made on a click, where the reader's address is not known.
    """
    note = f"only the best {len(hits)} of {hits.total} rows" if hits.capped else ""
    return tables.table(hits.table, base_url=root, view=page.view,
                        exported_at=datetime.now(UTC), data_version=page.fingerprint, note=note)


def bar(page: Page, hits: search.Hits) -> None:
    """Copy link and the three downloads."""
    link_button(page)
    for kind, mime, write in FORMATS:
        _download(page, hits, kind, mime, write)


def link_button(page: Page, **changes: object) -> None:
    """A button that copies the full link to this view, and the link itself for copying by hand."""
    link = page.link(**changes)
    with st.popover("Share", icon=":material/link:", key="share-link"):
        st.html('<div class="share"><p>This link opens the same rows, filters and order.</p><button type='
                f'"button" class="copy main" data-copy="{escape(link)}">Copy link</button></div>')
        key = state.assign("share-address", link)
        st.text_input("The link", key=key, help="For copying by hand.")


def _download(page: Page, hits: search.Hits, kind: str, mime: str,
              write: Callable[[pd.DataFrame], bytes]) -> None:
    rows, root = len(hits), page.root()
    st.download_button(
        f"{kind.upper()} ({counted(rows, 'row')})", data=lambda: write(table_of(page, hits, root)), mime=mime,
        file_name=export.file_name(page.view, rows, datetime.now(UTC).date(), kind), key=f"download-{kind}",
        on_click="ignore", disabled=not rows,
        help=NO_ROWS if not rows else "All rows of this result, in this order.")
