"""Bytes → text: which files are no text at all, and which encoding the others are in."""

import codecs
import io
import re
import zipfile

from lib.errors import ArticleRefused

BOMS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SAVE_AS_TEXT = "Open it in its program, save it as plain text (UTF-8) or HTML, and add that."
PICTURE = "Text inside pictures is not read: run text recognition first and add its result."
MEDIA = "Sound and film are not read: add the transcript as text."
UNPACK = "Unpack it and add what is inside, or pack it as .zip."
AS_LINES = "Export its articles as CSV or JSONL and add that."
# First bytes → what the file is and what to do with it.
SIGNATURES = (
    (b"%PDF", "a PDF file", "Export its text (for example with pdftotext) and add that."),
    (b"{\\rtf", "an RTF document", SAVE_AS_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .ppt, .msg)", SAVE_AS_TEXT),
    (b"\x89PNG", "a picture (PNG)", PICTURE), (b"\xff\xd8\xff", "a picture (JPEG)", PICTURE),
    (b"GIF8", "a picture (GIF)", PICTURE), (b"II*\0", "a picture (TIFF)", PICTURE),
    (b"MM\0*", "a picture (TIFF)", PICTURE), (b"BM", "a picture (BMP)", PICTURE),
    (b"ID3", "a sound file (MP3)", MEDIA), (b"OggS", "a sound or film file (Ogg)", MEDIA),
    (b"fLaC", "a sound file (FLAC)", MEDIA), (b"\x1aE\xdf\xa3", "a film (Matroska, WebM)", MEDIA),
    (b"\x1f\x8b", "a gzip file", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip file", UNPACK),
    (b"Rar!", "a RAR file", UNPACK),
    (b"BZh", "a bzip2 file", UNPACK),
    (b"\xfd7zXZ", "an xz file", UNPACK),
    (b"\x7fELF", "a program", "Add text or HTML files."), (b"MZ", "a program", "Add text or HTML files."),
    (b"SQLite format 3\0", "a database (SQLite)", AS_LINES), (b"PAR1", "a Parquet file", AS_LINES),
)
PRINTABLE_START = (b"BM", b"MZ", b"ID3", b"PAR1", b"BZh", b"Rar!", b"OggS", b"GIF8")  # a text may begin so
ZIPPED = (("word/", "a Word document (.docx)"), ("xl/", "an Excel workbook (.xlsx)"),
          ("ppt/", "a PowerPoint file (.pptx)"), ("META-INF/container.xml", "an e-book (EPUB)"),
          ("content.xml", "an OpenDocument file (.odt, .ods)"), ("Index/", "a Pages or Numbers document"))
MAX_NULS = 0.001  # share of zero bytes beyond which a file is no text
MAX_CONTROLS = 0.02  # share of control characters beyond which decoded bytes are no text
MAX_LOST = 0.02  # share of replacement characters beyond which too much is lost to quote from
FEW_HIGH_BYTES = 0.12  # up to this share of bytes above 127 a Western text is likelier than any other
DECLARED = re.compile(rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*"""
                      rb"""([\w.:-]{2,40})""", re.IGNORECASE)
SAMPLE = 200_000  # bytes that the guess of an encoding looks at


def text_of(data: bytes, name: str) -> str:
    """The decoded text.  Raises ArticleRefused for an empty file and for one that is no text."""
    if not data.strip(b" \t\r\n\0"):
        raise ArticleRefused(f"{name} is empty. Add a file that holds the text of an article.")
    refuse_other_formats(data, name)
    text = _decoded(data, name)
    refuse_garbage(text, name)
    return text


def refuse_other_formats(data: bytes, name: str) -> None:
    """Raises ArticleRefused, with the format and what to do, for PDF, pictures, Office files and so on."""
    for signature, what, advice in SIGNATURES:
        if data.startswith(signature) and not (signature in PRINTABLE_START and _looks_like_text(data)):
            raise ArticleRefused(f"{name} is {what}, not text or HTML. {advice}")
    if data.startswith(b"PK\x03\x04"):
        raise ArticleRefused(f"{name} is {zip_kind(data)}, not text or HTML. {SAVE_AS_TEXT}")
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise ArticleRefused(f"{name} is a picture, sound or film, not text or HTML. {PICTURE}")
    if data[4:8] == b"ftyp":
        raise ArticleRefused(f"{name} is a film or picture (MP4, MOV, HEIC), not text or HTML. {MEDIA}")


def zip_kind(data: bytes) -> str:
    """What a zip file holds, in words: an Office document or plain files."""
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "a damaged zip file"
    return next((what for part, what in ZIPPED if any(entry.startswith(part) for entry in names)),
                "a zip file without .zip at the end of its name")


def refuse_garbage(text: str, name: str) -> None:
    """Raises ArticleRefused for text that is binary data or was decoded with the wrong encoding."""
    sample = text[:SAMPLE]
    controls = sum(char < " " and char not in "\t\n\r\f\v" for char in sample)
    if controls > 2 and controls > MAX_CONTROLS * len(sample):
        raise ArticleRefused(f"{name} is binary data, not text: {controls} control characters in "
                             f"{len(sample)}. Add text or HTML files.")
    if (lost := sample.count("\ufffd")) > 2 and lost > MAX_LOST * len(sample):
        raise ArticleRefused(f"{name} is in an encoding that could not be read: {lost} characters of "
                             f"{len(sample)} are lost. Save it as UTF-8 and add it again.")


def encoding_of(sample: bytes) -> str:
    """The encoding of a large file from its first bytes, for readers that go line by line."""
    for bom, encoding in BOMS:
        if sample.startswith(bom):
            return encoding
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = error.start >= len(sample) - 4 and error.reason == "unexpected end of data"
        return "utf-8" if cut else "cp1252"
    return "utf-8"


def _decoded(data: bytes, name: str) -> str:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    if (wide := _utf16_without_mark(data)) is not None:
        return wide
    if data.count(0) > MAX_NULS * len(data):
        raise ArticleRefused(f"{name} is binary data, not text ({data.count(0)} zero bytes in {len(data)}). "
                             "Add text or HTML files.")
    for encoding in ("utf-8", _declared(data)):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _guessed(data)


def _utf16_without_mark(data: bytes) -> str | None:
    """The text of UTF-16 data without a byte order mark; None if it is none: every other byte is zero."""
    head = data[:2_000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    for encoding, many, few in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if many > 0.4 * half and few < 0.05 * half:
            return data.decode(encoding, errors="replace")
    return None


def _declared(data: bytes) -> str:
    """The charset a page names for itself; a name that decodes nothing if it names none."""
    found = DECLARED.search(data[:4_000])
    name = found[1].decode("ascii").lower() if found else "none"
    if name in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"):
        return "cp1252"  # as browsers do: pages that say Latin-1 print curly quotes of cp1252
    return "none" if name in ("utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape") else name


def _guessed(data: bytes) -> str:
    """Text in an encoding nobody declared: Western if few bytes are above 127, else the likeliest one."""
    high = sum(byte > 127 for byte in data[:SAMPLE])
    if high > FEW_HIGH_BYTES * min(len(data), SAMPLE):
        from charset_normalizer import from_bytes

        best = from_bytes(data[:SAMPLE]).best()
        if best is not None:
            return data.decode(best.encoding, errors="replace")
    return data.decode("cp1252", errors="replace")


def _looks_like_text(data: bytes) -> bool:
    head = data[:1_000]
    return all(byte >= 32 or byte in b"\t\r\n" for byte in head)
