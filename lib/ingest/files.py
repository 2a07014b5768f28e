"""Files, folders, zip, JSONL and CSV → articles and refusals, one after the other.

Nothing is written to disk and no input stops the next: what cannot be read becomes a Refusal.
"""

import csv
import io
import json
import lzma
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from lib.errors import ArticleRefused, BadFile, ExplorerError
from lib.ingest import article, decode, page
from lib.records import Article, Refusal
from lib.settings import MAX_UPLOAD_MB

Result = Article | Refusal

SINGLE = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"})
LINES = frozenset({".jsonl", ".ndjson"})
TABLES = frozenset({".csv", ".tsv"})
READABLE = SINGLE | LINES | TABLES | {".zip"}
NOTHING = f"It holds no article. Files that are read: {', '.join(sorted(READABLE))}."
# In a folder other files are passed over (a saved page brings pictures and scripts), but for these:
# whoever adds them expects articles from them.
DOCUMENTS = frozenset({".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".pages", ".mhtml", ".webarchive",
                       ".xlsx", ".xls", ".ods", ".eml", ".msg", ".gz", ".7z", ".rar"})
MAX_FILE_BYTES = MAX_UPLOAD_MB * 1_000_000
MAX_ENTRIES = 200_000  # files in one zip
MAX_UNPACKED = 4_000_000_000  # bytes in one zip: a national paper's year of text is 1 GB
MAX_RATIO = 200  # text packs 3 to 20 times; a bomb 1,000 times
RATIO_FROM = 1_000_000  # unpacked bytes; a small file may well be one letter repeated
ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError,
              NotImplementedError, ValueError)
SPLIT = "Split it into its articles: one file each, or one line each of a JSONL file."


def read(paths: Iterable[Path | str], *, as_is: bool = False) -> Iterator[Result]:
    """The articles and refusals of files and folders, in order of names; folders are read to the bottom.

    A path that does not exist is a Refusal, too.
    """
    for path in map(Path, paths):
        if path.is_dir():
            yield from _folder(path, as_is)
        elif path.is_file():
            yield from _file(path, as_is)
        else:
            missing = BadFile(f"{path} is not there, or is no file. Check the path; folders, "
                              f"{', '.join(sorted(READABLE))} can be added.")
            yield Refusal(str(path), str(missing))


def read_bytes(data: bytes, name: str, *, as_is: bool = False) -> Iterator[Result]:
    """The articles and refusals of one upload: as ``read`` for a file of that name."""
    yield from _stream(io.BytesIO(data), name, as_is)


def _folder(folder: Path, as_is: bool) -> Iterator[Result]:
    seen = False
    for place, folders, files in os.walk(folder):  # does not follow links to folders: no endless loops
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        for path in (Path(place) / name for name in sorted(files)):
            if _is_hidden(path.name) or path.suffix.lower() not in READABLE | DOCUMENTS:
                continue
            seen = True
            yield from _file(path, as_is)
    if not seen:
        yield Refusal(str(folder), NOTHING)


def _is_hidden(name: str) -> bool:
    """True for files that describe a folder and are no articles."""
    return name.startswith(".") or name.lower() in ("readme.md", "readme.txt", "license.txt", "thumbs.db")


def _file(path: Path, as_is: bool) -> Iterator[Result]:
    try:
        with path.open("rb") as handle:
            yield from _stream(handle, str(path), as_is)
    except OSError as error:
        reason = error.strerror or error
        yield Refusal(str(path), f"It cannot be opened: {reason}. Check that you may read it.")


def _stream(handle: BinaryIO, name: str, as_is: bool) -> Iterator[Result]:
    """The articles of an open file, by the end of its name."""
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if suffix in LINES:
        yield from _json_lines(handle, name, as_is)
    elif suffix in TABLES:
        yield from _table(handle, name, as_is)
    elif suffix == ".zip":
        yield from _zip(handle, name, as_is)
    else:
        yield _single(handle, name, as_is)


def _single(handle: BinaryIO, name: str, as_is: bool) -> Result:
    data = handle.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        return Refusal(name, f"It is larger than {MAX_UPLOAD_MB} MB, too large for one article. {SPLIT}")
    return _attempt(lambda: article.from_bytes(data, name, as_is=as_is), name)


def _attempt(make: Callable[[], Article], name: str) -> Result:
    try:
        return make()
    except ExplorerError as error:
        return Refusal(name, _reason(error, name))


def _reason(error: ExplorerError, name: str) -> str:
    """The message without the name in front: the refusal carries it already."""
    message = str(error)
    return f"It {message[len(name) + 1:]}" if message.startswith(f"{name} ") else message


def _json_lines(handle: BinaryIO, name: str, as_is: bool) -> Iterator[Result]:
    start = handle.read(4)
    handle.seek(0)
    encoding = next((encoding for bom, encoding in decode.BOMS if start.startswith(bom)), "utf-8")
    lossy = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    text = io.TextIOWrapper(handle, encoding=encoding, errors=lossy, newline="\n")
    number = 0
    while line := text.readline(MAX_FILE_BYTES):
        number += 1
        place = f"{name}, line {number}"
        if len(line) == MAX_FILE_BYTES and not line.endswith("\n"):
            yield Refusal(place, f"It is longer than {MAX_FILE_BYTES:,} characters. One article is one line.")
            while line and not line.endswith("\n"):
                line = text.readline(MAX_FILE_BYTES)
        elif line.strip():
            yield _attempt(lambda line=line, place=place: _from_json(line, place, as_is), place)
    text.detach()  # the caller closes the file


def _from_json(line: str, name: str, as_is: bool) -> Article:
    if any("\udc80" <= char <= "\udcff" for char in line):
        raise ArticleRefused(f"{name} is not in UTF-8. Save the file as UTF-8 and add it again.")
    try:
        record = json.loads(line)
    except RecursionError as error:
        raise ArticleRefused(f"{name} is no JSON: nested too deep. Each line is one JSON object.") from error
    except ValueError as error:
        raise ArticleRefused(f"{name} is no JSON: {error}. Each line is one JSON object.") from error
    return article.from_record(record, name=name, as_is=as_is)


def _table(handle: BinaryIO, name: str, as_is: bool) -> Iterator[Result]:
    encoding = decode.encoding_of(handle.read(1_000_000))
    handle.seek(0)
    text = io.TextIOWrapper(handle, encoding=encoding, errors="replace", newline="")
    first = text.readline(100_000)
    handle.seek(0)
    text = io.TextIOWrapper(text.detach(), encoding=encoding, errors="replace", newline="")
    csv.field_size_limit(MAX_FILE_BYTES)  # the default of 131,072 characters is less than a long article
    rows = csv.reader(text, delimiter=max(",;\t|", key=first.count))
    names = _next_row(rows) or []
    if not {"text", "html"} & set(article.fields_of(dict.fromkeys(names, "-"))):
        shown = ", ".join(names[:12])[:200] or "empty"
        yield Refusal(name, f"It has no column for the article's text: its first row is {shown}. "
                            'Name the column "text" (or body, content, html).')
    else:
        yield from _rows(rows, names, name, as_is)
    text.detach()


def _rows(rows: Iterator[list[str]], names: list[str], name: str, as_is: bool) -> Iterator[Result]:
    number = 1  # as a spreadsheet counts: the names stand in row 1
    while (row := _next_row(rows)) is not None:
        number += 1
        place = f"{name}, row {number}"
        if isinstance(row, csv.Error):
            yield Refusal(place, f"It cannot be read as a row of a table: {row}.")
        elif any(cell.strip() for cell in row):
            yield _attempt(lambda row=row, place=place: _from_row(names, row, place, as_is), place)


def _next_row(rows: Iterator[list[str]]) -> "list[str] | csv.Error | None":
    try:
        return next(rows, None)
    except csv.Error as error:
        return error


def _from_row(names: list[str], row: list[str], name: str, as_is: bool) -> Article:
    """The article of a row; a text column that holds HTML is read as HTML.

    A row with more cells than the table has columns is refused: part of its text would be lost.
    """
    if any(cell.strip() for cell in row[len(names):]):
        raise ArticleRefused(f"{name} has {len(row)} cells and the table {len(names)} columns. "
                             "Put quotation marks around a text that holds the separator.")
    values = article.fields_of(dict(zip(names, row, strict=False)))
    text = values.get("text")
    if text and not as_is and page.is_html(text):
        values = {**{key: value for key, value in values.items() if key != "text"}, "html": text}
    elif not text and not values.get("html"):
        raise ArticleRefused(f"{name} is empty: the column of the article's text has nothing in this row.")
    return article.from_record(values, name=name, as_is=as_is)


def _zip(handle: BinaryIO, name: str, as_is: bool) -> Iterator[Result]:
    try:
        with zipfile.ZipFile(handle) as archive:
            entries = [entry for entry in archive.infolist() if _is_wanted(entry)]
            size = sum(entry.file_size for entry in entries)
            if len(entries) > MAX_ENTRIES or size > MAX_UNPACKED:
                yield Refusal(name, f"It is too large: {len(entries):,} files, {size:,} bytes unpacked; "
                                    f"{MAX_ENTRIES:,} and {MAX_UNPACKED:,} are allowed. Add it in parts.")
                return
            for entry in sorted(entries, key=lambda entry: entry.filename):
                yield from _entry(archive, entry, f"{name}/{entry.filename}", as_is)
            if not entries:
                yield Refusal(name, NOTHING)
    except ZIP_ERRORS as error:
        yield Refusal(name, f"It is no zip file, or a damaged one: {error}. Pack it again.")


def _path(entry: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(entry.filename.replace("\\", "/"))


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    path = _path(entry)
    hidden = any(part.startswith("__MACOSX") for part in path.parts) or _is_hidden(path.name)
    return not entry.is_dir() and not hidden and path.suffix.lower() in READABLE | DOCUMENTS


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, as_is: bool) -> Iterator[Result]:
    if reason := _unsafe(entry):
        yield Refusal(name, reason)
        return
    try:
        with archive.open(entry) as handle:
            yield from _stream(handle, name, as_is)
    except ZIP_ERRORS as error:
        yield Refusal(name, f"It cannot be unpacked: {error}. Pack it again.")


def _unsafe(entry: zipfile.ZipInfo) -> str | None:
    """Why an entry of a zip file is not opened; None if it is."""
    path = _path(entry)
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return "Its path leads out of the zip file. Pack it again without such paths."
    if path.suffix.lower() == ".zip":
        return "It is a zip file inside a zip file. Unpack it and add it by itself."
    if entry.flag_bits & 0x1:
        return "It is encrypted. Unpack it with its password and add the files."
    if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        return (f"It unpacks to {entry.file_size:,} bytes from {entry.compress_size:,}: that is no text. "
                "Leave it out.")
    return None
