"""Markdown → plain paragraphs: marks of emphasis, links and headings go, the words stay."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<fields>.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
FIELD = re.compile(r"^(?P<key>[A-Za-z_]+)[ \t]*:[ \t]*(?P<value>[^\n]+)$", re.MULTILINE)

WORDED = ("inline", "code_block", "fence", "html_block")  # tokens that carry words


def read(text: str) -> tuple[str, dict[str, str]]:
    """The words of a Markdown text, paragraphs apart by blank lines, and the fields of its front matter."""
    from markdown_it import MarkdownIt

    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    front = FRONT_MATTER.match(text)
    fields = {match["key"].lower(): match["value"].strip().strip("'\"")
              for match in FIELD.finditer(front["fields"])} if front else {}
    body = text[front.end():] if front else text
    tokens = MarkdownIt("commonmark").parse(body)
    blocks = [_words(token) for token in tokens if token.type in WORDED]
    return "\n\n".join(block for block in blocks if block.strip()), fields


def _words(token: "Token") -> str:
    if token.type == "html_block":
        return re.sub(r"<[^>]*>", "", token.content)
    if token.children is None:
        return token.content
    shown = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(shown.get(child.type, child.content) for child in token.children
                   if child.type in (*shown, "text", "text_special", "code_inline"))
