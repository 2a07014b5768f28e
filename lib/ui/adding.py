"""Adding articles: a paste or files in, a report out.  What cannot be read leaves the archive as it was."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

import streamlit as st

from lib import ingest, pipeline, settings
from lib.errors import ExplorerError
from lib.records import Article, Refusal, headline
from lib.ui import resources, state
from lib.ui.frame import PAGES, Page
from lib.ui.text import cell, counted, escape, plain, rest_html, shortened

FILE_TYPES = ("txt", "html", "htm", "zip", "jsonl", "csv")
FIELDS = {"title": "Title", "outlet": "Outlet", "author": "Author", "url": "Address (https://…)"}
REPORT, CLEAR = "add-report", "add-clear"
FIELD_WIDTH = 280  # px: a field a line on a phone
NAME_CHARS = 90
ROWS_SHOWN = 50  # of one group in the report; the rest opens below them


def paste(page: Page) -> None:
    """The form for one article: its text or its HTML, and what is known about it."""
    _clear_pasted()
    with st.form("paste-form", border=True):
        st.text_area("Text or HTML of the article", key="paste-text", height=260,
                     placeholder="Paste the whole article. Menus, dates and “read more” lines are taken out.")
        with st.container(key="paste-fields", horizontal=True):
            for name, label in FIELDS.items():
                st.text_input(f"{label} – optional", key=f"paste-{name}", width=FIELD_WIDTH)
            st.date_input("Date published – optional", key="paste-date", format="YYYY-MM-DD",
                          width=FIELD_WIDTH)
        sent = st.form_submit_button("Add this article", key="paste-send", type="primary")
    if sent:
        _run(page, [_pasted()])


def upload(page: Page) -> None:
    """The form for files: text, HTML, and archives of them."""
    with st.form("upload-form", border=True, clear_on_submit=True):
        files = st.file_uploader(f"Files: {', '.join(FILE_TYPES)}", type=FILE_TYPES, key="upload-files",
                                 accept_multiple_files=True, max_upload_size=settings.MAX_UPLOAD_MB)
        sent = st.form_submit_button("Add these files", key="upload-send", type="primary")
    if sent and not files:
        st.warning("Choose at least one file first.", icon=":material/upload_file:")
    elif sent:
        _run(page, _uploaded(files))


def report(page: Page) -> None:
    """What became of the last input of this session: added, already there, refused and why."""
    held = state.kept(REPORT)
    if not held:
        return
    with st.container(key="add-report"):
        st.html('<h2 class="count" role="status">What became of it</h2>')
        if held["problem"]:
            st.error(plain(held["problem"]), icon=":material/error:")
        _added(page, held["added"])
        _lines(held["unchanged"], "already in the archive, left as it was", "info")
        _lines(held["refused"], "not added", "block")


def _pasted() -> Article | Refusal:
    """The article of the form, or why there is none."""
    text = state.value("paste-text", "") or ""
    known = {name: cell(state.value(f"paste-{name}")) or None for name in FIELDS}
    day = state.value("paste-date")
    known["date"] = day.isoformat() if day else None
    read = ingest.from_html if looks_like_html(text) else ingest.from_text
    try:
        return read(text, **known)
    except ExplorerError as error:
        return Refusal(known["title"] or "the pasted text", str(error))


def _clear_pasted() -> None:
    """Empty the form after an article went in; one that was refused stays to be corrected."""
    if state.kept(CLEAR):
        for key in ("paste-text", *(f"paste-{name}" for name in FIELDS)):
            state.assign(key, "")
        state.keep(CLEAR, False)
        state.assign("paste-date", None)
    state.assign("paste-date", state.value("paste-date"))


def looks_like_html(text: str) -> bool:
    """True for a pasted page source: it begins with a tag and closes some."""
    start = text.lstrip()[:1]
    return start == "<" and text.count("</") >= 2


def _uploaded(files: Iterable[object]) -> Iterator[Article | Refusal]:
    """What the uploads hold, each under the name its owner knows; no place on the server is shown."""
    for file in files:
        yield from ingest.read_bytes(file.getvalue(), PurePosixPath(file.name).name or "file")


def _run(page: Page, items: Iterable[Article | Refusal]) -> None:
    """Read, analyse and store, with progress; then the page anew with the report on it."""
    loader = resources.background()
    problem, found = "", pipeline.Report()
    with st.status("Getting ready …", expanded=False) as status:
        try:
            embedder = loader.wait()
            status.update(label="Reading …")
            with loader.writing():
                found = pipeline.add(page.archive, embedder, _watched(items, status.update))
        except ExplorerError as error:
            problem = str(error)
    state.keep(REPORT, as_data(found, problem))
    state.keep(CLEAR, bool(found.added))
    st.rerun()


def _watched(items: Iterable[Article | Refusal], tell: object) -> Iterator[Article | Refusal]:
    """The items, each announced before it is worked on."""
    for number, item in enumerate(items, start=1):
        name = item.name if isinstance(item, Refusal) else headline(item)
        tell(label=f"Reading {number}: {plain(shortened(name, NAME_CHARS))}")
        yield item


def as_data(found: pipeline.Report, problem: str) -> dict[str, object]:
    """The report as plain lists of text, which session state may hold."""
    return {"problem": problem,
            "added": [(one.article_id, one.title, one.statements, list(one.notes)) for one in found.added],
            "unchanged": [(headline(one), "") for one in found.unchanged],
            "refused": [(one.name, one.reason) for one in found.refused]}


def _added(page: Page, rows: list[tuple[str, str, int, list[str]]]) -> None:
    if not rows:
        return
    total = sum(number for _, _, number, _ in rows)
    st.success(f"{counted(len(rows), 'article')} added with {counted(total, 'statement')}.",
               icon=":material/check:")
    for key, title, number, notes in rows[:ROWS_SHOWN]:
        label = f"{plain(shortened(title, NAME_CHARS))} – {counted(number, 'statement')}"
        st.page_link(PAGES["article"][0], label=label, icon=":material/article:",
                     query_params=page.params(articles=(key,), selected=""))
        for note in notes:
            st.caption(plain(note))
    _rest([f'<a href="{escape(page.link("article", articles=(key,), selected=""))}" target="_self"><bdi>'
           f"{escape(title)}</bdi></a> – {counted(number, 'statement')}"
           + "".join(f'<br><span class="muted">{escape(note)}</span>' for note in notes)
           for key, title, number, notes in rows[ROWS_SHOWN:]], "article")


def _lines(rows: list[tuple[str, str]], what: str, icon: str) -> None:
    for name, reason in rows[:ROWS_SHOWN]:
        why = f": {plain(reason)}" if reason else "."
        st.warning(f"**{plain(shortened(name, NAME_CHARS))}** – {what}{why}", icon=f":material/{icon}:")
    _rest([f"<b><bdi>{escape(name)}</bdi></b> – {what}{f': {escape(reason)}' if reason else ''}"
           for name, reason in rows[ROWS_SHOWN:]], "input")


def _rest(items: list[str], noun: str) -> None:
    """The rows beyond those shown, behind one line that opens them: cheap to draw, and none is lost."""
    if items:
        st.html(rest_html(items, noun))
