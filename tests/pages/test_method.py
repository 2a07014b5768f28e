"""The method page: its figures come from one file, and it survives without."""

import json

import pytest

from lib.errors import BadFile
from lib.ui import method
from tests.pages.sample import TOTAL, shown


def test_the_page_says_how_it_works_and_what_it_cannot_do(app):
    at = app("method")
    assert not at.exception
    for words in ("From the article to the statement", "How to read the confidence", "What it cannot do",
                  "does not judge whether a statement is true", f"{TOTAL - 1} statements"):
        assert words in shown(at)


def test_figures_are_read_as_a_table(tmp_path):
    path = tmp_path / "method.json"
    path.write_text(json.dumps({"figures": [{"what": "F1", "value": "72", "date": "2026-11-26"}]}))
    found = method.figures(path)
    assert found.to_dict("records") == [{"what": "F1", "value": "72", "compare": "", "on": "",
                                         "date": "2026-11-26"}]


def test_no_figures_are_no_table(tmp_path):
    assert method.figures(tmp_path / "none.json").empty


@pytest.mark.parametrize("text", ["", "[]", "{}", "nonsense"], ids=["empty", "a list", "none", "no JSON"])
def test_figures_that_cannot_be_read_are_an_error_in_words(tmp_path, text):
    path = tmp_path / "method.json"
    path.write_text(text)
    with pytest.raises(BadFile, match=r"method\.json"):
        method.figures(path)


def test_the_shipped_figures_are_dated():
    found = method.figures()
    assert found.empty or all(found["date"].str.fullmatch(r"\d{4}-\d{2}-\d{2}"))
