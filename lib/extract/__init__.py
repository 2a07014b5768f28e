"""Document → statements: cue, content, kind, and the source that stands beside them.

``find`` is the public door.  The rules live in modules of their own (``quotes`` for what stands in
marks, ``reports`` and ``nominal`` for the parse, ``formats`` for layout), the learned tagger in
``tagger``; ``join`` decides between them.
"""

import re

from lib.extract import join, learned, merge, rules
from lib.extract.regions import find_regions
from lib.extract.spans import Spans
from lib.extract.tagger import Tagger
from lib.parse import Document
from lib.records import Found

__all__ = ["find"]

LETTER = re.compile(r"[^\W_]")


def find(document: Document, tagger: Tagger | None = None) -> list[Found]:
    """All statements of a document in text order, none inside another; by rules alone without a tagger."""
    regions = find_regions(document.text, [(part.start, part.end) for part in document.paragraphs])
    spans = Spans(document, regions)
    ruled = rules.find(spans)
    found = merge.merge(ruled) if tagger is None else join.join(spans, ruled, learned.find(spans, tagger))
    return [one for one in found if any(LETTER.search(document.text, *span) for span in one.content)]
