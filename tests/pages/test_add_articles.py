"""Adding articles: what goes in, what is refused, and that bad input leaves the archive as it was."""

import json

import pytest

from lib.ui import adding
from tests.pages.sample import shown, stored

GOOD = ("Bakers raise their prices\n\nFlour has become dearer, said Ines Kowal, who runs the bakers’ "
        "guild of Ellby. “We held out for two years,” she said. “Now we cannot.”\n\nThe guild has forty "
        "members. It was founded in the year the harbour opened, and it meets every month.\n")


def paste(at, text, **known):
    at.text_area(key="paste-text").set_value(text)
    for name, value in known.items():
        at.text_input(key=f"paste-{name}").set_value(value)
    return at.button(key="paste-send").click().run()


def test_a_pasted_article_is_added_and_linked(app):
    at = paste(app("add"), GOOD, title="Bakers raise their prices", outlet="Ellby Courier")
    assert not at.exception
    assert "1 article added" in at.success[0].value
    assert [link.label for link in at.get("page_link") if "Bakers" in link.label]
    assert at.text_area(key="paste-text").value == ""
    assert "Ines Kowal" in shown(at.switch_page("app.py").run())


def test_the_same_article_twice_is_there_already(app):
    at = paste(app("add"), GOOD)
    at = paste(at, GOOD)
    assert not at.exception
    assert not at.success
    assert "already in the archive" in at.warning[0].value


@pytest.mark.parametrize("text", ["", "   \n ", "\x00\x01\x02" * 200, "x" * 2_100_000],
                         ids=["empty", "blank", "binary", "far too long"])
def test_bad_input_is_refused_with_its_reason_and_changes_nothing(app, text):
    at = app("add")
    before = stored()
    at = paste(at, text)
    assert not at.exception
    assert stored() == before
    assert not at.success
    assert "not added" in at.warning[0].value
    assert at.text_area(key="paste-text").value == text


def test_an_article_without_statements_is_added_with_none(app):
    at = paste(app("add"), "The quay\n\nThe quay is long. It is made of stone, and it was built by hand.")
    assert "1 article added with 0 statements" in at.success[0].value


def test_a_pasted_page_source_is_read_as_html(app):
    body = "".join(f"<p>{part}</p>" for part in GOOD.split("\n\n"))
    at = paste(app("add"), f"<html><body><article>{body}<script>alert(1)</script></article></body></html>")
    assert not at.exception
    assert at.success
    assert "alert(1)" not in shown(at.switch_page("app.py").run())


def test_uploaded_files_are_added_and_refused_one_by_one(app):
    at = app("add")
    at.file_uploader(key="upload-files").set_value([
        ("bakers.txt", GOOD.encode(), "text/plain"), ("empty.txt", b"", "text/plain"),
        ("bakers.txt", GOOD.encode(), "text/plain"), ("junk.html", b"\x89PNG\r\n\x1a\n\0\0", "text/html")])
    at.button(key="upload-send").click().run()
    assert not at.exception
    assert "1 article added" in at.success[0].value
    reasons = " ".join(warning.value for warning in at.warning)
    assert "empty" in reasons and "junk" in reasons and "already in the archive" in reasons


def test_a_refused_upload_is_named_as_its_owner_knows_it(app):
    at = app("add")
    at.file_uploader(key="upload-files").set_value([("rows.jsonl", b"[1, 2]", "application/json")])
    at.button(key="upload-send").click().run()
    assert "**rows\\.jsonl\\, line 1**" in at.warning[0].value


def test_sending_no_file_asks_for_one(app):
    at = app("add")
    at.button(key="upload-send").click().run()
    assert "at least one file" in at.warning[0].value


def test_without_the_model_nothing_is_added_and_the_reason_is_shown(app):
    at = paste(app("add", model="The model is not here."), GOOD)
    assert not at.exception
    assert any("The model is not here" in error.value for error in at.error)


def test_a_title_that_would_act_is_shown_as_it_is(app):
    at = paste(app("add"), GOOD, title="*Eve* <img src=x onerror=alert(1)> :red[x]")
    [label] = [link.label for link in at.get("page_link") if "Eve" in link.label]
    assert "<img" not in label and ":red[" not in label and "\\*Eve\\*" in label


def test_a_long_report_opens_to_its_last_line(app):
    at = app("add")
    rows = ["[]", json.dumps({"text": GOOD})] + ["<i>no</i> article"] * (2 * adding.ROWS_SHOWN)
    at.file_uploader(key="upload-files").set_value([
        ("rows.jsonl", "\n".join(rows).encode(), "application/json")])
    at.button(key="upload-send").click().run()
    assert not at.exception
    refused = len(rows) - 1
    [rest] = [one.body for one in at.get("html") if 'class="rest"' in one.body]
    assert f"Show {refused - adding.ROWS_SHOWN} more inputs" in rest
    assert f"line {len(rows)}" in rest and rest.count("<li>") == refused - adding.ROWS_SHOWN
    assert len(at.warning) == adding.ROWS_SHOWN


def test_many_added_articles_are_all_linked(app, monkeypatch):
    monkeypatch.setattr(adding, "ROWS_SHOWN", 1)
    at = app("add")
    at.file_uploader(key="upload-files").set_value([
        ("one.txt", GOOD.encode(), "text/plain"),
        ("two.txt", GOOD.replace("Bakers", "<b>Millers").encode(), "text/plain")])
    at.button(key="upload-send").click().run()
    [rest] = [one.body for one in at.get("html") if 'class="rest"' in one.body]
    assert "Show 1 more article<" in rest and "/Article?article=" in rest
    assert "<b>Millers" not in rest and "Millers raise" in rest
