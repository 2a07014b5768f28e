"""What every page has around it: title, navigation, notices about the opened link, the model's state."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from lib import search, tables
from lib.errors import ExplorerError
from lib.store import Archive
from lib.ui import resources, state
from lib.ui.text import plain
from lib.view import View

NAME = "Claim and Quote Explorer"
HERE = Path(__file__).resolve().parent
STYLE, SCRIPT, ICON = HERE / "style.css", HERE / "bridge.js", HERE / "icon.png"
# Place → (file, label, name in the address).  The file names are addresses: never renamed.
PAGES = {
    "search": ("app.py", "Search", ""),
    "who": ("pages/1_Who_said_what.py", "Who said what", "Who_said_what"),
    "article": ("pages/2_Article.py", "Article", "Article"),
    "add": ("pages/3_Add_articles.py", "Add articles", "Add_articles"),
    "method": ("pages/4_Method.py", "Method", "Method"),
}


@dataclass(frozen=True)
class Page:
    """One run of one page: where it is, the view it shows, the archive it shows it from."""

    place: str
    view: View
    archive: Archive
    fingerprint: str

    def params(self, **changes: object) -> dict[str, list[str]]:
        """URL parameters of this view with changes, for a link inside the app."""
        return state.link_params(self.view, self.fingerprint, **changes)

    def link(self, place: str = "", **changes: object) -> str:
        """The absolute link to this view, here or on another page."""
        path = PAGES[place or self.place][2]
        return state.address(path, self.params(**changes), resources.chosen().base_url)

    def root(self) -> str:
        """The address of the app as the reader's browser knows it, or as the installation names it."""
        return state.address("", {}, resources.chosen().base_url)

    def permalink(self, statement_id: str) -> str:
        """The absolute link to one statement, whatever the filters."""
        return tables.permalink(self.root(), statement_id)


def start(place: str) -> Page:
    """Draw the frame of a page and hand out what it shows; stops the page when there is no archive."""
    label = PAGES[place][1]
    st.set_page_config(page_title=f"{label} – {NAME}", page_icon=str(ICON), layout="wide",
                       initial_sidebar_state="auto")
    st.html(STYLE)
    try:
        archive, fingerprint = resources.archive(), resources.fingerprint()
    except ExplorerError as error:
        _masthead(place, {})
        st.error(plain(error), icon=":material/error:")
        st.stop()
    view = state.opened(place, fingerprint, lambda view: search.unknown_values(archive, view))
    page = Page(place, view, archive, fingerprint)
    _masthead(place, page.params(page=1, selected="" if place == "article" else view.selected))
    _notices()
    return page


def finish(page: Page, scroll: str = "", on_pick: object = None) -> None:
    """Close a page: the script behind the copy buttons, then the model – never before the words are drawn."""
    _bridge()(data={"scroll": scroll, "address": state.tidied(page.view)}, key="bridge", height="content",
              on_picked_change=on_pick or (lambda: None))
    resources.background().start()


def picked() -> str:
    """The statement a click in the text chose.  For the callback given to ``finish``."""
    return str(getattr(state.value("bridge"), "picked", "") or "")


def model_note(page: Page) -> None:
    """An honest line while the model is not there; the page shows itself anew once it is."""
    loader = resources.background()
    if loader.problem:
        st.warning(f"Search by meaning is off, search by words works. {plain(loader.problem)}",
                   icon=":material/warning:")
    elif loader.waiting:
        meaning_asked = bool(page.view.query.strip()) and page.view.mode != "words"
        _watch(meaning_asked or not page.archive.count())


@st.fragment(run_every=1.0)
def _watch(matters: bool) -> None:
    """Look at the loader each second; rerun the page only where its rows would change."""
    loader = resources.background()
    if loader.waiting:
        with st.container(key="model-note"):
            if matters and loader.building:
                st.status(loader.building, state="running")
            else:
                st.caption("Meaning search is getting ready; search by words works already.")
    elif matters:
        st.rerun()


def _masthead(place: str, params: dict[str, list[str]]) -> None:
    with st.container(key="masthead", horizontal=True, vertical_alignment="bottom"):
        st.html(f'<p class="brand">{NAME}</p>', width="content")
        with st.container(key="nav", horizontal=True, gap="small"):
            for name, (file, label, _) in PAGES.items():
                with st.container(key=f"nav-{name}{'-here' if name == place else ''}", width="content"):
                    st.page_link(file, label=label, query_params=params)


def _notices() -> None:
    found = state.notices()
    if not found:
        return
    with st.container(key="notices", horizontal=True, vertical_alignment="center"):
        st.warning("  \n".join(map(plain, found)), icon=":material/link_off:")
        st.button("Dismiss", key="dismiss-notices", on_click=state.dismiss, type="tertiary")


def _bridge() -> object:
    """The one component of the app; registered in each run, because a registry lives with the server."""
    return st.components.v2.component("explorer_bridge", js=SCRIPT.read_text(encoding="utf-8"))
