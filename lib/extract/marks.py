"""Quotes by their marks alone: what is kept of an article whose language we do not read."""

from lib.extract.regions import Region, find_regions
from lib.parse import Document
from lib.records import Found

# Below this a marked stretch is as often a title, a nickname or a doubted word as a quote.
MIN_WORDS = 5


def quoted(document: Document) -> list[Found]:
    """Every stretch of some words in double marks, as a direct quote without cue and source, in order."""
    spans = [(paragraph.start, paragraph.end) for paragraph in document.paragraphs]
    return [Found(content=(region.span,), kind="direct", rule="marks only")
            for region in find_regions(document.text, spans).all if _is_quote(document.text, region)]


def _is_quote(text: str, region: Region) -> bool:
    return not region.single and len(text[region.start:region.end].split()) >= MIN_WORDS
