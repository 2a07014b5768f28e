"""The main job in a real browser: search, filter by a click, send the link, take the table.

Starts the app as a reader would, on an archive of its own, with the real model.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from lib import export, settings, tables
from lib.ui.text import KIND_BADGES

pytestmark = [pytest.mark.browser, pytest.mark.model]

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
START = 420_000  # ms: the first start reads the first articles and loads the model
WAIT = 120_000  # ms for one redraw on a slow, busy machine
CARD = ".st-key-cards [class*=st-key-card-]"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address of the running app."""
    folder = tmp_path_factory.mktemp("app")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://localhost:{port}"
    environment = os.environ | {"EXPLORER_ARCHIVE": str(folder / "archive"), "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port),
               "--server.headless", "true"]
    with (folder / "log.txt").open("w") as log, subprocess.Popen(
            command, cwd=settings.ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT) as server:
        try:
            wait_for(f"{url}/_stcore/health", server)
            yield url
        finally:
            server.terminate()


def wait_for(url, server, seconds=90):
    for _ in range(seconds * 2):
        assert server.poll() is None, "the app did not start"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.5)
    raise AssertionError(f"{url} did not answer in {seconds} s")


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def reader(chromium):
    """A function that opens a page as a new reader would, in a browser context of its own."""
    contexts = []

    def opened(url, shown=CARD):
        context = chromium.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.goto(url)
        page.wait_for_selector(shown, timeout=START)
        settled(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def settled(page):
    """Wait until the app has finished its run and draws nothing more."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=WAIT)
    page.locator(".st-key-model-note").wait_for(state="detached", timeout=START)
    page.wait_for_timeout(500)


def ids(page):
    """The statement ids of the cards on the screen, in order."""
    found = page.locator(CARD).evaluate_all("cards => cards.map(card => card.className)")
    return [re.search(r"st-key-card-([0-9a-f]+)", name).group(1) for name in found]


def search_for(page, words):
    box = page.locator(".st-key-search-row input")
    box.fill(words)
    page.locator(".st-key-search-send button").click()
    page.wait_for_url("**q=**")
    settled(page)


def click_bar(page, chart, place=0):
    """Click the middle of a bar; Plotly listens on a layer above the bars, so the mouse does it."""
    bar = page.locator(f".st-key-chart-{chart} .bars .point path")
    bar.nth(place).scroll_into_view_if_needed()
    box = bar.nth(place).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def copied_link(page):
    page.locator(".st-key-share-link button").first.click()
    page.locator("button.copy.main").click()
    page.wait_for_timeout(500)
    link = page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("Escape")
    return link


def downloaded(page, kind):
    with page.expect_download() as waiting:
        page.locator(f".st-key-download-{kind} button").first.click()
    return waiting.value


def test_search_filter_share_and_export(address, reader):
    page = reader(address)
    everything = ids(page)
    assert len(everything) >= 12

    search_for(page, "sanctions over weapons")
    found = ids(page)
    assert found and found != everything

    click_bar(page, "speaker")
    page.wait_for_url("**speaker=**")
    settled(page)
    rows = ids(page)
    assert rows and set(rows) < set(found)
    assert len({name.inner_text() for name in page.locator(".st-key-cards b.speaker").all()}) == 1

    link = copied_link(page)
    assert link.startswith(address) and "speaker=" in link and "v=" in link
    other = reader(link)
    assert ids(other) == rows
    assert other.locator(".st-key-notices").count() == 0

    download = downloaded(other, "csv")
    assert f"_{len(rows)}rows.csv" in download.suggested_filename
    table = export.read_csv(Path(download.path()).read_bytes())
    assert list(table.columns) == list(tables.COLUMNS)
    assert list(table["statement_id"]) == rows
    on_cards = [words.inner_text().strip("“”\n ") for words in other.locator(".st-key-cards .words").all()]
    assert [text.strip("“” ") for text in table["statement"]] == on_cards


def test_the_table_on_the_screen_is_the_file(address, reader):
    page = reader(f"{address}/?kind=direct")
    rows = ids(page)
    table = export.read_csv(Path(downloaded(page, "csv").path()).read_bytes())
    page.goto(f"{address}/?kind=direct&layout=table")
    grid = page.locator(".st-key-results-table canvas table").first
    grid.wait_for(state="attached", timeout=WAIT)
    settled(page)
    shown = grid.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('td')].slice(0, 3).map(cell => cell.textContent))")
    assert [row[0] for row in shown] == rows == list(table["statement_id"])
    assert [row[1] for row in shown] == list(table["statement"])
    heads = grid.locator("thead th").all_inner_texts()
    assert heads == [tables.LABELS[name] for name in tables.COLUMNS[:len(heads)]]


@pytest.mark.parametrize("chart, parameter", [
    pytest.param("institution", "institution=", id="institution"),
    pytest.param("kind", "kind=", id="kind"),
    pytest.param("time", "from=", id="time"),
])
def test_a_click_in_every_other_chart_filters(address, reader, chart, parameter):
    page = reader(address)
    click_bar(page, chart)
    page.wait_for_url(f"**{parameter}**")
    settled(page)
    assert ids(reader(page.url)) == ids(page) != []


def test_a_square_filters_by_speaker_and_topic(address, reader):
    page = reader(f"{address}/Who_said_what?speaker=Dmitry+Peskov")
    square = page.locator(".st-key-chart-speaker_by_topic .scatterlayer .points path").first
    square.scroll_into_view_if_needed()
    box = square.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**about=**")
    assert "speaker=Dmitry+Peskov" in page.url


def test_an_opened_link_says_what_does_not_fit(address, reader):
    page = reader(f"{address}/?speaker=Nobody+Known&kind=rumour&v=00000000&statement=", ".st-key-nothing")
    notice = page.locator(".st-key-notices").inner_text()
    assert "Nobody Known" in notice and "rumour" in notice and "changed since" in notice


def test_back_leaves_an_opened_link_at_once(address, reader):
    page = reader(address)
    page.goto(f"{address}/Method")
    page.wait_for_selector(".brand", timeout=WAIT)
    settled(page)
    page.goto(f"{address}/?kind=direct&sort=best&page=999999")
    page.wait_for_selector(CARD, timeout=WAIT)
    page.wait_for_url("**v=**")
    settled(page)
    assert "sort=" not in page.url and "page=" not in page.url and "kind=direct" in page.url
    assert "best" in page.locator(".st-key-notices").inner_text()
    opened = page.url
    search_for(page, "sanctions")
    page.go_back()
    page.wait_for_url(opened)
    settled(page)
    page.go_back()
    page.wait_for_url("**/Method")


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("place", ["", "Who_said_what?speaker=Dmitry+Peskov", "Article", "Add_articles",
                                   "Method"])
def test_no_page_scrolls_sideways(address, chromium, place, width):
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/{place}")
    page.wait_for_selector(".brand", timeout=WAIT)
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("[data-testid=stException]").count() == 0
    context.close()


def test_a_quote_and_a_paraphrase_do_not_look_alike(address, reader):
    page = reader(address)
    for kind in ("direct", "indirect"):
        card = page.locator(f".st-key-cards .quote:has(.badge.kind.{kind})").first
        assert KIND_BADGES[kind][0] in card.inner_text()
        marked = card.locator(".words").inner_text().startswith("“")
        assert marked == (kind == "direct")
