"""Bytes → text or a reason: encodings, other formats, and that no bytes do anything else."""

import gzip
import io
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lib import ingest
from lib.errors import ArticleRefused
from lib.ingest import decode

TEXT = "“The quay is safe,” said René Müller — chair of the board. It costs 5 €."
RUSSIAN = ("Совет порта собрался в понедельник. Он проголосует снова в мае, сообщила его председатель после "
           "заседания. Владельцы складов не пришли.")


def packed(**files):
    """The bytes of a zip file that holds these files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return held.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32",
                                      "cp1252"])
def test_text_is_read_in_its_encoding(encoding):
    assert ingest.from_bytes(TEXT.encode(encoding), "a.txt").text == TEXT


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-8", "utf-16"])
def test_text_of_another_script_is_read_in_its_encoding(encoding):
    assert ingest.from_bytes(RUSSIAN.encode(encoding), "a.txt").text == RUSSIAN


@pytest.mark.parametrize(("head", "encoding"), [
    pytest.param('<meta charset="windows-1251">', "cp1251", id="meta charset"),
    pytest.param('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r",
                 id="http-equiv"),
    pytest.param('<meta charset="iso-8859-1">', "cp1252", id="Latin-1, read as browsers do"),
    pytest.param('<meta charset="utf-8">', "cp1252", id="a false one"),
    pytest.param('<meta charset="no-such-thing">', "cp1252", id="an unknown one"),
])
def test_a_page_is_read_in_the_encoding_it_names(head, encoding):
    words = RUSSIAN if encoding != "cp1252" else TEXT
    page = f"<html><head>{head}</head><body><p>{words}</p></body></html>"
    assert ingest.from_bytes(page.encode(encoding), "a.html").text == words


def test_a_page_with_an_xml_declaration_is_read():
    page = f'<?xml version="1.0" encoding="utf-8"?><html><body><p>{TEXT}</p></body></html>'
    assert ingest.from_bytes(page.encode(), "a.xhtml").text == TEXT
    assert ingest.from_html(page).text == TEXT


def test_an_encoding_named_wrongly_inside_a_text_does_no_harm():
    text = 'He wrote <meta charset="utf-7"> into the log, and the log said: +ADw-'
    assert ingest.from_bytes(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(("data", "what"), [
    pytest.param(b"%PDF-1.7\n%\xe2\xe3", "PDF.*pdftotext", id="PDF"),
    pytest.param(b"{\\rtf1\\ansi The quay}", "RTF.*plain text", id="RTF"),
    pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "PNG.*text recognition", id="PNG"),
    pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG", id="JPEG"),
    pytest.param(b"GIF89a\x01\0", "GIF", id="GIF"),
    pytest.param(b"RIFF\0\0\0\0WEBPVP8 ", "picture, sound or film", id="WebP"),
    pytest.param(b"\0\0\0\x20ftypisom\0\0", "film", id="MP4"),
    pytest.param(b"ID3\x04\0\0\0\0", "MP3", id="MP3"),
    pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "old Office file", id="old Word"),
    pytest.param(gzip.compress(b"The quay"), "gzip.*Unpack", id="gzip"),
    pytest.param(b"7z\xbc\xaf\x27\x1c\0", "7-Zip", id="7-Zip"),
    pytest.param(b"SQLite format 3\0", "database.*JSONL", id="SQLite"),
    pytest.param(b"PAR1\x15\x04\0", "Parquet", id="Parquet"),
    pytest.param(b"\x7fELF\x02\x01\x01\0", "program", id="a program"),
    pytest.param(packed(word__document="x"), r"Word document \(\.docx\).*plain text", id="Word"),
    pytest.param(packed(xl__workbook="x"), "Excel", id="Excel"),
    pytest.param(packed(ppt__slide="x"), "PowerPoint", id="PowerPoint"),
    pytest.param(packed(**{"content.xml": "x"}), "OpenDocument", id="OpenDocument"),
    pytest.param(packed(**{"META-INF__container.xml": "x"}), "EPUB", id="EPUB"),
    pytest.param(packed(**{"a.txt": "x"}), r"zip file without \.zip", id="a zip file under another name"),
    pytest.param(b"PK\x03\x04 and nothing more", "damaged zip", id="a damaged zip file"),
])
def test_a_file_of_another_format_is_refused_by_its_name(data, what):
    with pytest.raises(ArticleRefused, match=rf"report\.txt is an? .*{what}"):
        ingest.from_bytes(data, "report.txt")


@pytest.mark.parametrize("text", ["BM, the bank, left.", "MZ is a rapper, he said.", "Rar! said the bear.",
                                  "GIF89 was its name.", "PAR1 is a race.", "ID3 is a tag, she said."])
def test_a_text_that_begins_like_another_format_is_read(text):
    assert ingest.from_bytes(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(("data", "reason"), [
    pytest.param(b"", "empty", id="nothing"),
    pytest.param(b" \r\n\t\n", "empty", id="white space"),
    pytest.param(b"\0" * 100, "empty", id="zeros"),
    pytest.param(b"\xef\xbb\xbf", "empty", id="a mark and nothing more"),
    pytest.param(b"\xff\xfe", "empty", id="a wide mark and nothing more"),
    pytest.param(b"a quay\0\0\0 and\0 more", "binary data.*zero bytes", id="zeros between words"),
    pytest.param(bytes(range(1, 32)) * 20, "binary data.*control characters", id="controls"),
])
def test_what_is_no_text_is_refused(data, reason):
    with pytest.raises(ArticleRefused, match=rf"a\.txt is .*{reason}"):
        ingest.from_bytes(data, "a.txt")


def test_text_whose_characters_are_lost_is_refused():
    with pytest.raises(ArticleRefused, match=r"encoding.*Save it as UTF-8"):
        decode.refuse_garbage("The q\ufffd\ufffdy is s\ufffdfe.", "a.txt")
    decode.refuse_garbage("One lost character \ufffd in a long text does no harm.", "a.txt")


@pytest.mark.parametrize(("sample", "encoding"), [
    (b"plain", "utf-8"), ("é".encode(), "utf-8"), ("é".encode()[:1], "utf-8"), (b"caf\xe9 au lait", "cp1252"),
    ("é".encode("utf-16"), "utf-16"), ("é".encode("utf-8-sig"), "utf-8-sig"), (b"", "utf-8")])
def test_the_encoding_of_a_large_file_is_told_from_its_beginning(sample, encoding):
    assert decode.encoding_of(sample) == encoding


PIECES = st.sampled_from([
    b"<p>", b"</p>", b"<html>", b"<", b">", b"The quay is safe, she said. ", b"<script>", b"</", b"&#0;",
    b"&#x1;", b"\xff", b"\0", b"<!--", b"-->", b"<![CDATA[", b"<br>", b"<table><tr><td>", b"<?xml",
    b"\r\n\r\n", b"<blockquote>", b"charset=utf-16", b"<h1>", b"<frameset>"])
BYTES = st.one_of(st.binary(max_size=400), st.lists(PIECES, max_size=30).map(b"".join),
                  st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
                  st.text(max_size=100).map(lambda text: text.encode("utf-16", "replace")))


@given(BYTES, st.sampled_from(["a.txt", "a.html", "a.md", "a"]))
@settings(max_examples=400, deadline=None)
@example(b"<html><body><p>" + b"The quay is safe, she said. " * 20, "a.html")
@example(b"<?xml version='1.0'?><a><p>The quay is safe, she said.</p></a>", "a.txt")
@example(b"\xff\xfe<\0p\0>\0", "a.html")
def test_any_bytes_are_an_article_or_refused_with_a_reason(data, name):
    try:
        article = ingest.from_bytes(data, name)
    except ArticleRefused as refused:
        assert len(str(refused)) > 20
        return
    assert any(char.isalpha() for char in article.text)
    assert article.id and article.text_hash
    assert ingest.from_text(article.text).text == article.text


@given(BYTES, st.sampled_from(["a.jsonl", "a.csv", "a.zip", "a.txt", "a.tsv", "a.md"]))
@settings(max_examples=300, deadline=None)
def test_any_upload_is_articles_and_refusals(data, name):
    for result in ingest.read_bytes(data, name):
        assert getattr(result, "text", None) or getattr(result, "reason", None)
