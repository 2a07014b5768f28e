"""What leaves the app: the file is the table on the screen, the link opens the same view."""

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from lib import export
from lib.ui import resources, share, state
from lib.ui.frame import Page
from lib.view import View, from_params
from tests.pages.sample import HARBOUR, NETS, TRAP, crowd

ROOT = "http://news.example/explorer"


def page(view):
    return Page("search", view, resources.archive(), resources.fingerprint())


VIEWS = [
    ("everything", {}), ("a filter", {"speaker": "Mila Trent"}),
    ("words", {"q": "fee OR nets", "mode": "words"}),
    ("meaning", {"q": "the fee will rise", "mode": "meaning"}), ("another order", {"sort": "speaker"}),
    ("a later page of the cards", {"page": "2"}), ("one kind", {"kind": "indirect", "sort": "oldest"}),
]


@pytest.mark.parametrize("params", dict(VIEWS).values(), ids=dict(VIEWS))
@pytest.mark.parametrize("articles", [(HARBOUR, NETS), (HARBOUR, TRAP, *crowd(25))], ids=["plain", "hostile"])
def test_every_file_is_the_table_on_the_screen(app, params, articles):
    at = app("search", {**params, "layout": "table"}, articles=articles).run()  # the second run has the model
    assert not at.exception
    screen = at.dataframe(key="results-table").value
    view = from_params({key: [value] for key, value in params.items()}).view
    found = share.table_of(page(view), resources.hits(view), "")
    written = export.read_csv(export.csv_bytes(found))
    # A moment passes between the screen and the click.
    same = [name for name in written.columns if name != "exported_at"]
    pd.testing.assert_frame_equal(written[same], pd.DataFrame(screen)[same], check_dtype=False)
    assert list(written.columns) == list(screen.columns)
    records = json.loads(export.json_bytes(found))
    assert [row["statement_id"] for row in records] == screen["statement_id"].tolist()


def test_a_file_carries_absolute_links_and_the_state_of_the_archive(app):
    app()
    view = View(speakers=("Mila Trent",))
    found = share.table_of(page(view), resources.hits(view), ROOT)
    assert set(found["permalink"].str.split("?").str[0]) == {f"{ROOT}/"}
    assert set(found["data_version"]) == {resources.fingerprint()}
    assert set(found["filters"]) == {"speaker: Mila Trent"}


def test_a_capped_result_says_so_in_the_file(app):
    app()
    hits = replace(resources.hits(View()), capped=True, total=9000)
    assert "only the best 8 of 9000 rows" in share.table_of(page(View()), hits, ROOT)["filters"].iloc[0]


@pytest.mark.parametrize(("place", "view"), [
    ("", View()), ("", View(query='"a b" & c=d', speakers=("Ñandú, Ida", "x&y"), date_from="2023-01-01")),
    ("Article", View(articles=("harbour",), selected="abc")), ("Who_said_what", View(institutions=("A/B?",))),
], ids=["nothing", "marks and accents", "a statement", "a body"])
def test_a_link_opens_the_view_it_was_made_from(place, view):
    link = state.address(place, state.link_params(view, "v1"), ROOT)
    parts = urlsplit(link)
    assert (parts.netloc, parts.path) == ("news.example", f"/explorer/{place}")
    assert from_params(parse_qs(parts.query)).view == replace(view, archive="v1")


@pytest.mark.parametrize(("url", "root"), [
    ("http://localhost:8501", "http://localhost:8501"), ("http://localhost:8501/Article", "http://localhost:8501"),
    ("https://h.example/app/Who_said_what", "https://h.example/app"), ("https://h.example/app", "https://h.example/app"),
    ("", "")], ids=["the start page", "a page", "a page below a path", "a path", "unknown"])
def test_the_address_of_the_app_is_without_its_page(url, root):
    assert state._root(url) == root
