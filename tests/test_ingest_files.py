"""Files, folders, zip, JSONL and CSV: every article comes out, every other thing with its reason."""

import io
import json
import os
import zipfile

import pytest

from lib import ingest
from lib.ingest import files
from lib.records import Article, Refusal

PROSE = "The harbour board met on Monday. It will vote again in May."
OTHER = "“The weir held,” said Mia Thorn."
THIRD = "Nobody had asked the owners of the sheds."


def results(*paths, **options):
    return list(ingest.read(paths, **options))


def texts(found):
    return [result.text for result in found if isinstance(result, Article)]


def refusals(found):
    return {result.name: result.reason for result in found if isinstance(result, Refusal)}


def write(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def zipped(folder, name="a.zip", **contents):
    """A zip file with these files."""
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in contents.items():
            archive.writestr(entry, content)
    return path


# Files and folders

@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.text", "a.md", "a.html", "a.htm", "a.xhtml", "a",
                                  "a.log"])
def test_a_file_is_read_whatever_its_name_ends_in(tmp_path, name):
    content = f"<html><body><p>{PROSE}</p></body></html>" if "htm" in name else PROSE
    assert texts(results(write(tmp_path, name, content))) == [PROSE]


def test_a_folder_is_read_to_the_bottom_in_the_order_of_names(tmp_path):
    write(tmp_path, "b.txt", OTHER)
    write(tmp_path, "a.txt", PROSE)
    write(tmp_path, "c/d/e.html", f"<p>{THIRD}</p>")
    assert texts(results(tmp_path)) == [PROSE, OTHER, THIRD]


def test_what_belongs_to_a_saved_page_or_a_folder_is_passed_over(tmp_path):
    write(tmp_path, "a.txt", PROSE)
    for name in ("a_files/style.css", "a_files/pic.png", "a_files/s.js", ".hidden.txt", ".git/x.txt",
                 "README.md", "__MACOSX/a.txt", "x.toml"):
        write(tmp_path, name, OTHER)
    assert texts(results(tmp_path)) == [PROSE]
    assert refusals(results(tmp_path)) == {}


def test_a_document_in_a_folder_is_refused_with_its_format(tmp_path):
    write(tmp_path, "a.txt", PROSE)
    path = write(tmp_path, "b.pdf", b"%PDF-1.4 x")
    found = results(tmp_path)
    assert texts(found) == [PROSE]
    assert "is a PDF file" in refusals(found)[str(path)]


def test_a_folder_without_articles_says_so(tmp_path):
    assert "holds no article" in refusals(results(tmp_path))[str(tmp_path)]


def test_a_link_to_its_own_folder_is_no_endless_loop(tmp_path):
    write(tmp_path, "a.txt", PROSE)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert texts(results(tmp_path)) == [PROSE]


def test_a_missing_path_is_refused_and_the_rest_goes_on(tmp_path):
    missing = tmp_path / "missing.txt"
    found = results(missing, write(tmp_path, "a.txt", PROSE))
    assert texts(found) == [PROSE]
    assert "is not there" in refusals(found)[str(missing)]
    assert str(missing) in refusals(found)[str(missing)]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_refused(tmp_path):
    path = write(tmp_path, "a.txt", PROSE)
    path.chmod(0)
    assert "cannot be opened" in refusals(results(path))[str(path)]


def test_a_file_that_breaks_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = write(tmp_path, "a.txt", PROSE)

    def fail(*args):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(files, "_single", fail)
    assert "Input/output error" in refusals(results(path))[str(path)]


@pytest.mark.parametrize(("content", "reason"), [
    pytest.param(b"", "It is empty", id="nothing"),
    pytest.param(b"\x00\x01\x02quay\x00\x00", "It is binary data", id="junk"),
    pytest.param("12 34", "It is without words", id="numbers"),
    pytest.param("Share this article", "It is empty, or holds nothing but", id="furniture"),
    pytest.param("word " * 500_000, "It is too long for one article", id="too long"),
])
def test_one_bad_file_does_not_stop_the_rest(tmp_path, content, reason):
    bad = write(tmp_path, "a.txt", content)
    found = results(bad, write(tmp_path, "b.txt", PROSE))
    assert texts(found) == [PROSE]
    assert refusals(found)[str(bad)].startswith(reason)


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 20)
    assert "too large" in refusals(results(write(tmp_path, "a.txt", PROSE)))[str(tmp_path / "a.txt")]


def test_strings_are_paths_too(tmp_path):
    assert texts(results(str(write(tmp_path, "a.txt", PROSE)))) == [PROSE]


def test_reading_begins_only_when_asked_and_goes_file_by_file(tmp_path):
    found = ingest.read(path for path in [write(tmp_path, "a.txt", PROSE), tmp_path / "gone.txt"])
    assert next(found).text == PROSE
    assert isinstance(next(found), Refusal)


def test_the_same_article_under_another_name_has_the_same_id(tmp_path):
    other = write(tmp_path, "b.txt", PROSE.replace(" ", "\n"))
    first, second = results(write(tmp_path, "a.txt", PROSE), other)
    assert first.id == second.id


def test_files_are_kept_as_they_are_when_asked(tmp_path):
    raw = f" {PROSE}\r\nShare\n"
    line = json.dumps({"text": raw})
    table = io.StringIO()
    table.write('text\n"' + raw + '"\n')
    found = results(write(tmp_path, "a.txt", raw), write(tmp_path, "a.jsonl", line),
                    write(tmp_path, "a.csv", table.getvalue()), zipped(tmp_path, **{"a.txt": raw}),
                    as_is=True)
    assert texts(found) == [raw] * 4


# JSONL

def test_jsonl_gives_one_article_a_line(tmp_path):
    lines = [{"id": "1", "text": PROSE, "outlet": "HN"}, {"id": "2", "html": f"<p>{OTHER}</p>"}]
    path = write(tmp_path, "a.jsonl", "\n\n".join(map(json.dumps, lines)) + "\n")
    found = results(path)
    assert [(article.id, article.text, article.outlet) for article in found] == [
        ("1", PROSE, "HN"), ("2", OTHER, None)]


@pytest.mark.parametrize(("bad", "reason"), [
    pytest.param("{broken", "It is no JSON", id="broken"),
    pytest.param("[1, 2]", "It is no JSON object but list", id="a list"),
    pytest.param('"text"', "It is no JSON object but str", id="a string"),
    pytest.param("[" * 100_000, "It is no JSON", id="nested without end"),
    pytest.param('{"id": "3"}', "It has neither", id="no text"),
    pytest.param('{"text": ""}', "It is empty", id="empty text"),
    pytest.param('{"text": 7}', "It has a 'text' that is int", id="a number"),
    pytest.param(b'{"text": "caf\xe9 au lait"}', "It is not in UTF-8", id="another encoding"),
    pytest.param("NaN", "It is no JSON object but float", id="not a number"),
])
def test_a_bad_line_is_refused_with_its_number_and_the_rest_goes_on(tmp_path, bad, reason):
    good = [json.dumps({"text": text}).encode() for text in (PROSE, OTHER)]
    bad = bad if isinstance(bad, bytes) else bad.encode()
    path = write(tmp_path, "a.jsonl", b"\n".join([good[0], b"", bad, good[1]]))
    found = results(path)
    assert texts(found) == [PROSE, OTHER]
    assert refusals(found)[f"{path}, line 3"].startswith(reason)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_jsonl_is_read_in_its_encoding(tmp_path, encoding):
    lines = "\r\n".join(json.dumps({"text": text}, ensure_ascii=False) for text in (OTHER, PROSE))
    assert texts(results(write(tmp_path, "a.ndjson", lines.encode(encoding)))) == [OTHER, PROSE]


def test_a_line_separator_inside_a_text_does_not_cut_the_line(tmp_path):
    line = json.dumps({"text": f"{PROSE}\u2028{OTHER}"}, ensure_ascii=False)
    assert texts(results(write(tmp_path, "a.jsonl", line))) == [f"{PROSE}\n\n{OTHER}"]


def test_a_line_beyond_the_limit_is_refused_and_the_next_keeps_its_number(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 100)
    lines = [json.dumps({"text": "x" * 500}), json.dumps({"text": PROSE}), "{"]
    found = results(write(tmp_path, "a.jsonl", "\n".join(lines)))
    assert texts(found) == [PROSE]
    assert [name.rpartition(" ")[2] for name in refusals(found)] == ["1", "3"]


def test_an_empty_jsonl_gives_nothing(tmp_path):
    assert results(write(tmp_path, "a.jsonl", "\n \n")) == []


# CSV

@pytest.mark.parametrize(("names", "delimiter"), [
    pytest.param(("id", "text", "title", "outlet", "author", "date", "url", "language"), ",", id="our names"),
    pytest.param(("Article ID", "Body", "Headline", "Publication", "Byline", "Published At", "Link", "Lang"),
                 ";",
                 id="names of others, semicolons"),
    pytest.param(("uuid", "full_text", "HEADLINE", "source", "writer", "pub_date", "article_url", "lang"),
                 "\t",
                 id="names of others, tabs"),
])
def test_the_columns_of_a_table_are_known_by_their_names(tmp_path, names, delimiter):
    row = ("7", PROSE, "Board to vote", "Harbour News", "Jane Roe", "2024-05-03", "https://h.example/1", "en")
    path = write(tmp_path, "a.csv", delimiter.join(names) + "\r\n" + delimiter.join(row) + "\r\n")
    assert results(path) == [Article("7", f"Board to vote\n\n{PROSE}", "Board to vote", "Harbour News",
                                     "Jane Roe", "2024-05-03", "given", "https://h.example/1", "en")]


def test_cells_may_hold_line_ends_marks_and_html(tmp_path):
    table = f'text,id\n"He said: ""No.""\n\nThen he left, at last.",1\n"<p>{OTHER}</p>",2\n'
    found = results(write(tmp_path, "a.csv", table))
    assert texts(found) == ['He said: "No."\n\nThen he left, at last.', OTHER]


def test_a_bad_row_is_refused_with_its_number_as_a_spreadsheet_counts(tmp_path):
    path = write(tmp_path, "a.csv", f"id,text\n1,{PROSE}\n2,\n\n3,12\n4,{THIRD}\n5\n6,{OTHER}\n")
    found = results(path)
    assert texts(found) == [PROSE, THIRD]
    assert {name.rpartition(" ")[2]: reason[:14] for name, reason in refusals(found).items()} == {
        "3": "It is empty: t", "5": "It is without ", "7": "It is empty: t", "8": "It has 3 cells"}


@pytest.mark.parametrize(("table", "shown"), [("a,b\n1,2\n", "a, b"), ("", "empty"), ("x" * 900, "xxx")])
def test_a_table_without_a_text_is_refused_with_its_columns(tmp_path, table, shown):
    [refusal] = results(write(tmp_path, "a.csv", table))
    assert shown in refusal.reason
    assert 'Name the column "text"' in refusal.reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_in_its_encoding(tmp_path, encoding):
    table = f"text\n“Sûr!” said René Müller of the board.\n{PROSE}\n"
    path = write(tmp_path, "a.csv", table.encode(encoding))
    assert texts(results(path)) == ["“Sûr!” said René Müller of the board.", PROSE]


def test_a_cell_longer_than_the_habit_of_the_reader_is_read(tmp_path):
    long = "The board met. " * 20_000
    assert len(texts(results(write(tmp_path, "a.csv", f'text\n"{long}"\n')))[0]) == len(long.strip())


def test_a_cell_beyond_the_limit_is_refused_and_the_rest_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 100)
    path = write(tmp_path, "a.csv", f"text\n{'x' * 300}\n{PROSE}\n")
    found = results(path)
    assert PROSE in texts(found)
    assert any("cannot be read as a row" in reason for reason in refusals(found).values())


# Zip

def test_a_zip_file_is_read_like_a_folder(tmp_path):
    path = zipped(tmp_path, **{"b/c.html": f"<p>{OTHER}</p>", "a.txt": PROSE,
                               "d.jsonl": json.dumps({"text": THIRD}), "e.png": b"x", "README.md": "x",
                               "__MACOSX/a.txt": "x", ".hidden.txt": "x"})
    assert texts(results(path)) == [PROSE, OTHER, THIRD]
    assert refusals(results(path)) == {}


@pytest.mark.parametrize("name", ["../a.txt", "x/../../a.txt", "/etc/a.txt", "C:/a.txt", "..\\a.txt"])
def test_an_entry_that_leads_out_of_the_zip_file_is_refused(tmp_path, name):
    found = results(zipped(tmp_path, **{name: PROSE, "b.txt": OTHER}))
    assert texts(found) == [OTHER]
    assert next(iter(refusals(found).values())).startswith("Its path leads out")
    assert not (tmp_path.parent / "a.txt").exists()


def test_a_bomb_is_refused_unopened(tmp_path):
    found = results(zipped(tmp_path, **{"bomb.txt": "a" * 20_000_000, "b.txt": OTHER}))
    assert texts(found) == [OTHER]
    assert "20,000,000 bytes from" in next(iter(refusals(found).values()))


@pytest.mark.parametrize("limit", ["MAX_ENTRIES", "MAX_UNPACKED"])
def test_a_zip_file_beyond_the_limits_is_refused_whole(tmp_path, monkeypatch, limit):
    monkeypatch.setattr(files, limit, 1)
    [refusal] = results(zipped(tmp_path, **{"a.txt": PROSE, "b.txt": OTHER}))
    assert "too large" in refusal.reason


def test_a_zip_file_inside_a_zip_file_is_refused(tmp_path):
    inner = zipped(tmp_path, "inner.zip", **{"a.txt": PROSE}).read_bytes()
    found = results(zipped(tmp_path, "outer.zip", **{"inner.zip": inner, "b.txt": OTHER}))
    assert texts(found) == [OTHER]
    assert "inside a zip file" in next(iter(refusals(found).values()))


@pytest.mark.parametrize("content", [
    b"no zip file at all", b"PK\x03\x04broken", b"", b"PK\x05\x06" + b"\0" * 18],
    ids=["text", "cut", "nothing", "hollow"])
def test_what_is_no_zip_file_is_refused(tmp_path, content):
    [refusal] = results(write(tmp_path, "a.zip", content))
    assert "zip file" in refusal.reason or "holds no article" in refusal.reason


def test_a_damaged_entry_is_refused_and_the_rest_goes_on(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", PROSE)
        archive.writestr("b.txt", OTHER)
    path.write_bytes(path.read_bytes().replace(b"harbour", b"hXrbour"))
    found = results(path)
    assert texts(found) == [OTHER]
    assert "cannot be unpacked" in refusals(found)[f"{path}/a.txt"]


def test_an_encrypted_entry_is_refused(tmp_path):
    path = zipped(tmp_path, **{"a.txt": PROSE})
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    path.write_bytes(bytes(data))
    assert "encrypted" in refusals(results(path))[f"{path}/a.txt"]


def test_a_word_document_in_a_zip_file_is_refused_by_its_format(tmp_path):
    word = zipped(tmp_path, "w.docx", **{"word/document.xml": "x"}).read_bytes()
    path = zipped(tmp_path, **{"w.docx": word})
    assert "Word document" in refusals(results(path))[f"{path}/w.docx"]


# Uploads

@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.zip", "a.html"])
def test_an_upload_is_read_like_a_file_of_its_name(tmp_path, name):
    content = {"a.txt": PROSE, "a.jsonl": json.dumps({"text": PROSE}), "a.csv": f"text\n{PROSE}\n",
               "a.html": f"<p>{PROSE}</p>", "a.zip": zipped(tmp_path, **{"x.txt": PROSE}).read_bytes()}[name]
    data = content if isinstance(content, bytes) else content.encode()
    assert texts(ingest.read_bytes(data, name)) == [PROSE]


def test_a_refused_upload_names_itself():
    [refusal] = ingest.read_bytes(b"%PDF-1.4", "report.pdf")
    assert refusal.name == "report.pdf"
    assert refusal.reason.startswith("It is a PDF file")
