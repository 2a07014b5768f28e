"""Document → statements: cue, content, kind, and the source that stands beside them.

``find`` is the public door.  The rules live in modules of their own (``quotes`` for what stands in
marks, ``reports`` and ``nominal`` for the parse, ``formats`` for layout); a learned tagger adds its
finds beside theirs.
"""

from lib.extract import merge, rules
from lib.parse import Document
from lib.records import Found

__all__ = ["find"]


def find(document: Document) -> list[Found]:
    """All statements of a document in text order, none inside another."""
    return merge.merge(rules.find(document))
