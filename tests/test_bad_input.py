"""Whatever is thrown at the product: a clear message, or shown harmlessly, and the archive as it was."""

import json
import re

import pytest

from lib import embed, export, ingest, pipeline, search, store, tables
from lib.records import Refusal
from lib.ui import cards
from lib.view import View

GOOD = "Ann Dorr, head of the Ellby Port Office, said the pier was closed for the winter. Nobody had used it."
SCRIPTED = """<html><head><title>=cmd|' /C calc'!A0</title><script>alert("x")</script></head><body><article>
<p>The pier at Ellby stayed closed on Monday, as it has been since the storm of last autumn tore it apart.</p>
<p>"We saw <img src=x onerror=alert(1)> the beams &lt;img src=x onerror=alert(2)&gt; go," said Ann Dorr, head
of the Ellby Port Office. "**Nobody** owes $1 or $2 for [it](javascript:alert(3)) :red[now]."</p>
<p>The office will open the pier again in May, when the new beams have been set and the fence is gone.</p>
</article></body></html>"""


@pytest.fixture
def archive(tmp_path):
    archive = store.Archive.open(str(tmp_path / "archive"), dim=64, model="fake-64")
    pipeline.add(archive, embed.Fake(64), [ingest.from_text(GOOD)])
    return archive


def put(archive, tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return pipeline.add(archive, embed.Fake(64), ingest.read([path]))


@pytest.mark.parametrize("name, data, words", [
    pytest.param("empty.txt", b"", "empty", id="an empty file"),
    pytest.param("blank.txt", b" \n\t\n", "empty", id="only white space"),
    pytest.param("junk.txt", bytes(range(256)) * 40, "binary|not text", id="binary junk"),
    pytest.param("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(400), "PNG|image|picture", id="an image"),
    pytest.param("paper.pdf", b"%PDF-1.7\n" + bytes(400), "PDF", id="a PDF"),
    pytest.param("huge.txt", b"The pier is shut. " * 300_000, "characters", id="5 MB of text"),
    pytest.param("empty.html", b"<html><body><script>x()</script></body></html>", "", id="a page of scripts"),
    pytest.param("broken.jsonl", b'{"id": "a", "text": \n', "no JSON", id="broken JSONL"),
])
def test_what_is_no_article_is_refused_and_nothing_changes(archive, tmp_path, name, data, words):
    before = archive.fingerprint(), archive.count()
    report = put(archive, tmp_path, name, data)
    assert report.added == []
    [refusal] = report.refused
    assert name in refusal.name
    assert re.search(words, refusal.reason, re.IGNORECASE), refusal.reason
    assert (archive.fingerprint(), archive.count()) == before


def test_an_article_without_a_quote_is_added_without_rows(archive, tmp_path):
    before = archive.count()
    report = put(archive, tmp_path, "calm.txt", b"The sea was calm on Monday. Two boats lay at the quay.")
    assert [added.statements for added in report.added] == [0]
    assert archive.count() == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_an_encoding_other_than_ours_is_read(archive, tmp_path, encoding):
    text = "“The café is full,” said Zoë Brandt, who owns it. Nobody at the table disagreed with her.\n" * 3
    report = put(archive, tmp_path, "cafe.txt", text.encode(encoding))
    rows = search.find(archive, View(speakers=("Zoë Brandt",)), None).table
    assert report.refused == []
    assert rows["statement"].str.contains("The café is full").any()


def test_a_wrong_encoding_is_repaired(archive, tmp_path):
    text = "“The café is full,” said Zoë Brandt, who owns it.".encode().decode("cp1252", "replace")
    put(archive, tmp_path, "cafe.txt", text.replace("\ufffd", "").encode())
    statements = " ".join(search.find(archive, View(), None).table["statement"])
    assert "The café is full" in statements and "Ã" not in statements


def test_the_same_article_twice_adds_nothing(archive, tmp_path):
    before = archive.fingerprint(), archive.count()
    report = put(archive, tmp_path, "again.txt", GOOD.encode())
    assert (len(report.added), len(report.unchanged)) == (0, 1)
    assert (archive.fingerprint(), archive.count()) == before


@pytest.fixture
def hostile(archive, tmp_path):
    report = put(archive, tmp_path, "page.html", SCRIPTED.encode())
    assert report.refused == []
    rows = search.find(archive, View(speakers=("Ann Dorr",)), None).table
    return rows[rows["article_title"].str.contains("calc")]


def test_markup_in_a_page_is_words_on_the_card(hostile):
    assert len(hostile)
    for row in hostile.to_dict("records"):
        card = cards.card(row, opened=True)
        assert not re.search(r"<(?:script|img|a )", card)
        assert not re.search(r"<[^>]*\son\w+=", card)


def test_no_script_of_a_page_becomes_content(hostile):
    assert not hostile["statement"].str.contains("alert\\(\"x\"\\)").any()


def test_a_title_that_is_a_formula_is_text_in_every_file(hostile):
    from datetime import UTC, datetime

    table = tables.table(hostile, base_url="", view=View(), exported_at=datetime.now(UTC), data_version="1")
    text = export.csv_bytes(table).decode("utf-8-sig")
    assert not re.search(r'(?:^|,)"?=', text, re.MULTILINE)
    assert "'=cmd|" in text
    assert json.loads(export.json_bytes(table))[0]["article_title"].startswith("=cmd|")


def test_one_bad_file_of_many_stops_nobody(archive, tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "b.txt").write_text("Bo Lind said the quay would open on Friday. It has two cranes.", "utf-8")
    report = pipeline.add(archive, embed.Fake(64), ingest.read([folder]))
    assert (len(report.added), len(report.refused)) == (1, 1)
    assert all(isinstance(refusal, Refusal) for refusal in report.refused)
