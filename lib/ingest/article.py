"""One text, page or record → one Article."""

import hashlib
import logging
import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from lib.errors import ArticleRefused
from lib.ingest import clean, dates, decode, header, language, markdown, page, repair
from lib.records import Article
from lib.settings import MAX_ARTICLE_CHARS

FIELDS = ("id", "title", "outlet", "author", "date", "url", "language")
MAX_ID = 200  # characters; ids stand in links
MARKDOWN_ENDS = (".md", ".markdown")
Fields = Mapping[str, str | None]
LOGGER = logging.getLogger(__name__)


def from_text(text: str, *, name: str = "", as_is: bool = False, **meta: str | None) -> Article:
    """The article of a plain text; ``meta``: id, title, outlet, author, date, url, language.

    What ``meta`` leaves open is read from the head of the text and kept out of the text, but for the
    title, which is its first paragraph.  ``as_is`` keeps the text byte for byte and reads nothing off it
    but the language.  Raises ArticleRefused for a text that is empty, too long or without words.
    """
    _check_fields(meta)
    name = name or "The text"
    _refuse_size(text, name)
    if as_is:
        return _article(_whole(text, name), meta, {}, "given")
    title = repair.one_line(meta.get("title"))
    cleaned = clean.clean(text, title)
    said = {"title": title or header.title_of(cleaned.text), "author": cleaned.header.author,
            "date": cleaned.header.date}
    return _article(_worded(cleaned.text, name), meta, said, "page header")


def from_html(html: str | bytes, *, name: str = "", **meta: str | None) -> Article:
    """The article of an HTML page; ``meta`` as in ``from_text`` and before what the page says.

    Raises ArticleRefused if there is no article on the page, it is too large or cannot be read.
    """
    _check_fields(meta)
    name = name or "The page"
    text = decode.text_of(html, name) if isinstance(html, bytes) else html
    if not text.strip():
        raise ArticleRefused(f"{name} is empty. Add the HTML of an article's page.")
    raw, said = page.read(text, name)
    _refuse_size(raw, name)
    said = {key: line for key, value in said.items() if (line := repair.one_line(value))}
    cleaned = clean.clean(raw, said.get("title") or repair.one_line(meta.get("title")))
    basis = "page metadata" if said.get("date") else "page header"
    said.setdefault("title", header.title_of(cleaned.text) or "")
    for key, value in (("author", cleaned.header.author), ("date", cleaned.header.date)):
        said.setdefault(key, value or "")
    return _article(_worded(cleaned.text, name), meta, said, basis)


def from_bytes(data: bytes, name: str, *, as_is: bool = False, **meta: str | None) -> Article:
    """The article of a file's bytes: HTML or text by what they are, Markdown by name.

    ``as_is`` concerns text only: of a page, the text is always what was extracted.  Raises
    ArticleRefused, naming the format and what to do, for anything that is no text.
    """
    text = decode.text_of(data, name)
    if page.is_html(text):
        return from_html(text, name=name, **meta)
    if name.lower().endswith(MARKDOWN_ENDS) and not as_is:
        _refuse_size(text, name)
        text, said = markdown.read(text)
        meta = {**{key: value for key, value in fields_of(said).items() if key != "id"}, **meta}
    return from_text(text, name=name, as_is=as_is, **meta)


def from_record(record: Mapping[str, object], *, name: str, as_is: bool = False) -> Article:
    """The article of one JSON object: ``text`` or ``html``, and the fields of ``from_text``.

    Other keys are ignored.  Raises ArticleRefused if it has neither or a field is of the wrong type.
    """
    if not isinstance(record, Mapping):
        raise ArticleRefused(f"{name} is no JSON object but {type(record).__name__}. "
                             'Give one object a line: {"id": …, "text": …}.')
    meta = {key: _field(record[key], key, name) for key in FIELDS if record.get(key) is not None}
    for key, read in (("text", from_text), ("html", from_html)):
        if (value := record.get(key)) is None:
            continue
        if not isinstance(value, str):
            raise ArticleRefused(f"{name} has a {key!r} that is {type(value).__name__}, not a string.")
        return read(value, name=name, **({"as_is": as_is} if key == "text" else {}), **meta)
    keys = ", ".join(map(str, record))[:200] or "nothing"
    raise ArticleRefused(f'{name} has neither "text" nor "html", but only {keys}.')


def article_id(text: str) -> str:
    """The id of an article without one of its own: 16 hexadecimal digits of its text without white space."""
    letters = "".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(letters.encode("utf-8", errors="replace")).hexdigest()[:16]


# Names under which tables and front matter keep our fields, folded to letters.
ALIASES = {
    "id": "id articleid docid documentid uuid guid key",
    "title": "title headline heading articletitle",
    "outlet": "outlet publisher publication newspaper source sourcename site sitename medium media",
    "author": "author authors byline writer journalist reporter creator",
    "date": "date published publisheddate publishedat publicationdate pubdate publishdate datepublished",
    "url": "url link articleurl weburl address permalink",
    "language": "language lang",
    "text": "text body content article articletext fulltext story articlebody maintext",
    "html": "html rawhtml articlehtml",
}


def fields_of(named: Mapping[str, object]) -> dict[str, str]:
    """The values of a row under our names, by the common names of columns; the first name wins."""
    folded = {re.sub(r"[\W_]", "", str(key)).lower(): value for key, value in named.items() if value}
    return {field: str(folded[alias]) for field, names in ALIASES.items()
            for alias in [next((alias for alias in names.split() if alias in folded), None)] if alias}


def _article(text: str, meta: Fields, said: Fields, basis: str) -> Article:
    """The record: given fields before those the page said, and where the date comes from."""
    given_day = _day(meta.get("date"))
    day = given_day or said.get("date") or None
    named = {key: repair.one_line(meta.get(key)) or said.get(key) or None
             for key in ("title", "outlet", "author")}
    told = language.code_of(meta.get("language")) or language.of(text)
    told = told or language.code_of(said.get("language"))
    return Article(
        id=_id(meta.get("id")) or article_id(text), text=text, **named,
        date=day, date_basis=("given" if given_day else basis) if day else None,
        url=_url(meta.get("url")) or _url(said.get("url")), language=told)


def _check_fields(meta: Mapping[str, object]) -> None:
    if unknown := set(meta) - set(FIELDS):
        raise TypeError(f"unknown field {', '.join(sorted(unknown))}; an article has {', '.join(FIELDS)}")


def _field(value: object, key: str, name: str) -> str:
    if isinstance(value, list) and key == "author":
        value = ", ".join(str(part) for part in value)
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return str(value)
    raise ArticleRefused(f"{name} has a field {key!r} that is {type(value).__name__}, not a string.")


def _refuse_size(text: str, name: str) -> None:
    if len(text) > MAX_ARTICLE_CHARS:
        raise ArticleRefused(f"{name} is too long for one article: {len(text):,} characters, "
                             f"{MAX_ARTICLE_CHARS:,} are allowed. Split it into its articles: one file each, "
                             "or one line each of a JSONL file.")


def _worded(text: str, name: str) -> str:
    if not text:
        raise ArticleRefused(f"{name} is empty, or holds nothing but page furniture. "
                             "Add the text of an article.")
    if not any(char.isalpha() for char in text):
        raise ArticleRefused(f"{name} is without words: {text[:40]!r}. Add the text of an article.")
    return text


def _whole(text: str, name: str) -> str:
    """A text kept as given, if it can be stored at all."""
    _worded(text.strip(), name)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ArticleRefused(f"{name} is no valid Unicode text: half a character at place {error.start}. "
                             "Add it without the setting that keeps texts as they are.") from error
    return text


def _id(value: str | None) -> str | None:
    given = (value or "").strip()
    if len(given) > MAX_ID or not given.isprintable():
        raise ArticleRefused(f"The id {given[:40]!r} is longer than {MAX_ID} characters or not printable. "
                             "Give a short id, or none: then it is made from the text.")
    return given or None


def _day(value: str | None) -> str | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value.strip()[:10]).isoformat()
    except ValueError:
        day = dates.read_day(value)
    if day is None:
        LOGGER.warning("a given date was left out, for it cannot be read without doubt: %r", value[:40])
    return day


def _url(value: str | None) -> str | None:
    """An address of the web; any other scheme ("javascript:") is no link to print."""
    line = (value or "").strip()
    return line if len(line) <= 2_000 and re.fullmatch(r"https?://[^\s\"'<>]+", line, re.IGNORECASE) else None
