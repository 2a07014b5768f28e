"""HTML → the article's paragraphs and what the page says of it.  trafilatura finds the article."""

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lib.errors import ArticleRefused
from lib.ingest import furniture, metadata
from lib.settings import MAX_ARTICLE_CHARS

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

MAX_PAGE_CHARS = 20_000_000  # what trafilatura reads at most; pages with pictures inside reach some millions
MAX_ELEMENTS = 50_000  # a long live blog has 20,000; trafilatura takes 0.4 ms for each
SHORT = 250  # characters; a result below it may be flattened to one paragraph
KEPT = 0.7  # share of a flattened result that its paragraphs must hold to be taken instead
MARKUP = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|article|main|section|div|p|h[1-6]|br|blockquote|"
                    r"span|table|ul|ol|img|script|meta|title|a\s+href)\b[^<>]*>", re.IGNORECASE)
CLOSED = re.compile(r"</\s*(?:html|body|article|div|p|h[1-6]|blockquote|span|ul|ol|table|script|title|a)\s*>",
                    re.IGNORECASE)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
NOT_SHOWN = ("script", "style", "noscript", "template", "head", "nav", "header", "footer", "aside", "form",
             "button", "select", "textarea", "iframe", "object", "svg", "figure", "title", "dialog", "menu")
BLOCKS = frozenset({"p", "div", "section", "article", "main", "blockquote", "li", "ul", "ol", "dl", "dt",
                    "dd", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "table", "pre", "center",
                    "address", "body"})
PARTS = frozenset({"p", "item", "list", "quote", "row", "cell", "head", "table"})  # blocks inside a block
SENTENCE_WORDS = 5


def is_html(text: str) -> bool:
    """True for text that is a page or a piece of one, whatever the file is called."""
    head = text[:20_000]
    if re.match(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", head,
                re.IGNORECASE | re.DOTALL):
        return True
    return bool(MARKUP.search(head) and CLOSED.search(text[:200_000]))


def read(html: str, name: str) -> tuple[str, dict[str, str]]:
    """The paragraphs of a page's article, apart by blank lines, and its metadata.

    Metadata keys: title, outlet, author, date (ISO day), url, language.  Raises ArticleRefused if the
    page holds no article, is too large or cannot be read.
    """
    if len(html) > MAX_PAGE_CHARS:
        raise ArticleRefused(f"{name} is too large: {len(html):,} characters of HTML, {MAX_PAGE_CHARS:,} are "
                             "allowed. Save the article alone, without embedded pictures.")
    tree = _tree(html, name)
    said = metadata.of_page(tree)
    _show_quotes(tree)
    found = _extract(tree, name)
    blocks = _body_blocks(found)
    if sum(map(len, blocks)) < SHORT:
        apart = _body_blocks(_extract(tree, name, least=1))
        kept = sum(map(len, apart)) > KEPT * sum(map(len, blocks))
        blocks = apart if kept else _bare_blocks(tree) or blocks
    if not any(map(_is_sentence, blocks)):
        blocks = _bare_blocks(tree)
    if not any(map(_is_sentence, blocks)):
        raise ArticleRefused(f"{name} is a page without an article: no sentence stands in its main part. "
                             "Save the page of one article after it has loaded, or paste its text.")
    said["title"] = _shown_title(found, said, blocks)
    return "\n\n".join(blocks), {key: value for key, value in said.items() if value}


def _tree(html: str, name: str) -> "HtmlElement":
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    source = DECLARATION.sub("", html.replace("\0", ""))
    try:
        tree = document_fromstring(source, parser=HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ArticleRefused(f"{name} could not be read as HTML ({error}). "
                             "Save the page again as HTML, or paste its text.") from error
    elements = sum(1 for _ in tree.iter())
    shown = sum(len(element.text or "") + len(element.tail or "") for element in tree.iter()
                if element.tag not in ("script", "style"))
    if elements > MAX_ELEMENTS or shown > MAX_ARTICLE_CHARS:
        raise ArticleRefused(f"{name} is too large for one article: {shown:,} characters in {elements:,} "
                             f"elements; {MAX_ARTICLE_CHARS:,} and {MAX_ELEMENTS:,} are allowed. "
                             "Add its articles one by one.")
    return tree


def _show_quotes(tree: "HtmlElement") -> None:
    """Puts the marks into the text that a browser shows around ``q``."""
    for element in list(tree.iter("q")):
        element.text = f"“{element.text or ''}"
        if len(element):
            element[-1].tail = f"{element[-1].tail or ''}”"
        else:
            element.text += "”"
        element.drop_tag()


def _extract(tree: "HtmlElement", name: str, least: int = SHORT) -> "Document | None":
    """trafilatura's document, None if it finds no article; under ``least`` characters it flattens it."""
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs every refusal; we say it ourselves
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(least))
    try:
        return bare_extraction(tree, include_comments=False, include_tables=True, config=config)
    except Exception as error:  # whatever a foreign page makes a library raise, the archive goes on
        raise ArticleRefused(f"{name} could not be read as HTML ({type(error).__name__}: {error}). "
                             "Paste the article's text instead.") from error


def _body_blocks(found: "Document | None") -> list[str]:
    """The text of each block of trafilatura's result, in order; of tables only cells with sentences."""
    blocks: list[str] = []
    for element in found.body if found is not None else ():
        is_table = element.tag in ("table", "row")
        blocks.extend(block for block in _inner_blocks(element) if not is_table or _is_sentence(block))
    return blocks


def _inner_blocks(element: "_Element") -> Iterator[str]:
    if not any(child.tag in PARTS for child in element):
        yield from _lines(_text(element))
        return
    yield from _lines(_spaced(element.text))
    for child in element:
        yield from _inner_blocks(child)
        yield from _lines(_spaced(child.tail))


def _text(element: "_Element") -> str:
    """All words of an element on one line, with ``lb`` as line end."""
    parts = [_spaced(element.text)]
    for child in element:
        parts.append("\n" if child.tag == "lb" else _text(child))
        parts.append(_spaced(child.tail))
    return "".join(parts)


def _spaced(text: str | None) -> str:
    """Text of the page's source as a browser shows it: every run of white space is one space."""
    return re.sub(r"\s+", " ", text or "")


def _lines(text: str) -> Iterator[str]:
    """Blocks of a stretch of text; two line ends in a row part them, one stays for the joining of lines."""
    for block in re.split(r"\n[ \t]*\n\s*", text):
        if lines := [line for line in (" ".join(line.split()) for line in block.split("\n")) if line]:
            yield "\n".join(lines)


def _bare_blocks(tree: "HtmlElement") -> list[str]:
    """The visible text of a page by blocks, for fragments and pages in which trafilatura finds nothing."""
    parts: list[str] = []
    stack: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while stack:
        element, closing = stack.pop()
        is_block = element.tag in BLOCKS
        if closing:
            parts.append("\n\n" if is_block else "")
            parts.append(_spaced(element.tail))
            continue
        stack.append((element, True))
        if not isinstance(element.tag, str) or element.tag in NOT_SHOWN:
            continue
        parts.append("\n\n" if is_block else "\n" if element.tag == "br" else "")
        parts.append(_spaced(element.text))
        stack.extend((child, False) for child in reversed(element))
    return list(_lines("".join(parts)))


def _is_sentence(block: str) -> bool:
    return len(block.split()) >= SENTENCE_WORDS and bool(furniture.SENTENCE_END.search(block.rstrip())) \
        and not furniture.is_furniture(block)


def _shown_title(found: "Document | None", said: dict[str, str], blocks: list[str]) -> str:
    """The headline as the reader sees it: the page's first heading, else its title without the outlet."""
    heading = next(iter(found.body.iterfind("head[@rend='h1']")), None) if found is not None else None
    if heading is not None and (shown := " ".join(_text(heading).split())) and shown in blocks[:3]:
        return shown
    return metadata.without_outlet(said.get("title", ""), said.get("outlet", ""))
