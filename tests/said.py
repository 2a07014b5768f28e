"""What the extractor finds in a text, in words: a short form for the tests of the rooms."""

import functools
from dataclasses import dataclass

from lib import attribute, extract, parse
from lib.records import Article


@dataclass(frozen=True)
class Row:
    """One statement in words; parts of a content are joined by `` | ``."""

    content: str
    source: str = ""
    kind: str = "indirect"
    cue: str = ""
    via: str = ""
    rule: str = ""
    attitude: bool = False
    confidence: float = 1.0


@functools.cache
def document(text):
    return parse.parse(Article("a", text))


def found(text):
    """The finds of ``extract.find`` as rows."""
    return [_row(text, one, one.source) for one in extract.find(document(text))]


def attributed(text):
    """The attributions of ``attribute.attribute`` as rows, with the rule and confidence of the source."""
    return [_row(text, one.found, one.source, one.rule, one.confidence)
            for one in attribute.attribute(document(text), extract.find(document(text)))]


def statements(text):
    """The rows that are statements and no bare attitudes."""
    return [row for row in attributed(text) if not row.attitude]


def brief(rows):
    """Only the fields most rows are about."""
    return [(row.kind, row.content, row.source) for row in rows]


def _row(text, one, source, rule=None, confidence=1.0):
    def words(spans):
        return " | ".join(text[start:end] for start, end in spans)
    return Row(words(one.content), words(source), one.kind, one.cue_lemma or "",
               text[slice(*one.via)] if one.via else "", rule or one.rule, one.attitude, confidence)
