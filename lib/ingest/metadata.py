"""What a page says of its article: JSON-LD (schema.org), the other metadata of its head, its byline.

JSON-LD comes first, for publishers keep it best.
"""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from lib.ingest import dates, header, repair

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ARTICLE_TYPES = re.compile(r"(?:\w*Article|BlogPosting|Report|LiveBlogPosting)$")
MAX_NODES = 2_000
MAX_BYLINE = 200  # characters; a larger box that is called so holds more than the byline
NAMES = "concat(@class, ' ', @id, ' ', @data-component, ' ', @data-testid)"
BYLINE_BOXES = f"//body//*[contains(translate({NAMES}, 'BYLINE', 'byline'), 'byline')]"
DATES = {"extensive_search": False, "original_date": True}  # the stated day of issue, none guessed
SLOTS = {"title": "title", "outlet": "sitename", "author": "author", "date": "date", "url": "url"}
OUTLET_END = re.compile(r"\s+(?:[|•·–—-]|::|»)\s+(?P<end>[^|•·»]{2,50})$")
LOGGER = logging.getLogger(__name__)


def of_page(tree: "HtmlElement") -> dict[str, str]:
    """title, author, outlet, date (ISO day), url and language of a page; takes its byline out of it."""
    said = _of_head(tree) | from_json_ld(tree)
    byline = _take_byline(tree)
    if said.get("author", "").casefold() == said.get("outlet", "").casefold():
        said["author"] = byline or ""  # a paper that names itself as author names nobody
    said.setdefault("author", byline or "")
    if language := tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"):
        said.setdefault("language", language)
    return said


def without_outlet(title: str, outlet: str) -> str:
    """A page's title without the outlet's name at its end ("Quay sold | Harbour News")."""
    title = " ".join(title[:1_000].split())
    end = OUTLET_END.search(title)
    return title[:end.start()] if end and outlet and _same_outlet(end["end"], outlet) else title


def _same_outlet(first: str, second: str) -> bool:
    folded = ["".join(filter(str.isalnum, name.casefold())) for name in (first, second)]
    return folded[0] in folded[1] or folded[1] in folded[0]


def _of_head(tree: "HtmlElement") -> dict[str, str]:
    """What trafilatura reads of meta elements, links and marked places of the page."""
    from trafilatura import extract_metadata

    try:
        found = extract_metadata(tree, date_config=DATES)
    except Exception as error:  # whatever a page makes a library raise, its text is still worth having
        LOGGER.warning("the metadata of a page could not be read: %s: %s", type(error).__name__, error)
        return {}
    said = {key: value for key, slot in SLOTS.items() if (value := getattr(found, slot, None))}
    if "author" in said:
        said["author"] = said["author"].replace("; ", ", ")
    return said


def _take_byline(tree: "HtmlElement") -> str | None:
    """Takes the boxes of the byline out of the page; the author of the first one that says "By …"."""
    author = None
    for box in tree.xpath(BYLINE_BOXES):
        words = " ".join(" ".join(box.itertext()).split())
        if len(words) <= MAX_BYLINE and box.getparent() is not None:
            author = author or header.author_of(words)
            box.drop_tree()
    return author


def from_json_ld(tree: "HtmlElement") -> dict[str, str]:
    """title, author, outlet, date, url and language of the page's article, where its JSON-LD names them."""
    found: dict[str, str] = {}
    for node in _nodes(tree):
        if not _is_article(node):
            continue
        said = {"title": _text(node.get("headline")), "author": _names(node.get("author")),
                "outlet": _names(node.get("publisher")),
                "date": dates.read_day(_text(node.get("datePublished")) or ""),
                "url": _address(node), "language": _text(node.get("inLanguage"))}
        found = {**{key: value for key, value in said.items() if value}, **found}
    return found


def _nodes(tree: "HtmlElement") -> Iterator[Mapping[str, object]]:
    """All JSON objects of the page's JSON-LD, outer before inner; what cannot be read is passed over."""
    queue: list[object] = []
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        try:
            queue.append(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue
    for _ in range(MAX_NODES):
        if not queue:
            return
        node = queue.pop(0)
        if isinstance(node, dict):
            yield node
            queue.extend(value for value in node.values() if isinstance(value, (dict, list)))
        elif isinstance(node, list):
            queue.extend(node)


def _is_article(node: Mapping[str, object]) -> bool:
    types = node.get("@type")
    return any(isinstance(name, str) and ARTICLE_TYPES.match(name)
               for name in (types if isinstance(types, list) else [types]))


def _text(value: object) -> str | None:
    return repair.one_line(value) if isinstance(value, str) else None


def _names(value: object) -> str | None:
    """The name or names in an author or publisher field: text, object with a name, or a list of these."""
    parts = value if isinstance(value, list) else [value]
    names = [_text(part.get("name") if isinstance(part, dict) else part) for part in parts]
    kept = dict.fromkeys(name for name in names if name and not name.startswith(("http:", "https:")))
    return ", ".join(kept) or None


def _address(node: Mapping[str, object]) -> str | None:
    page = node.get("mainEntityOfPage")
    return _text(node.get("url")) or _text(page.get("@id") if isinstance(page, dict) else page)
