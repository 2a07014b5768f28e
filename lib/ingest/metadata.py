"""What a page says of its article in JSON-LD (schema.org), the form that publishers keep best."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from lib.ingest import dates, repair

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ARTICLE_TYPES = re.compile(r"(?:\w*Article|BlogPosting|Report|LiveBlogPosting)$")
MAX_NODES = 2_000


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
