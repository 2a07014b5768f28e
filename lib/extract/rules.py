"""The general method by rule: quotes by their marks, reports by the parse, formats by the layout."""

from dataclasses import replace

from lib.extract import acts, formats, merge, nominal, quotes, reports
from lib.extract.hits import to_found
from lib.extract.regions import find_regions
from lib.extract.spans import Spans
from lib.parse import Document
from lib.records import Found


def find(document: Document) -> list[Found]:
    """Everything the rules find; a report and the quote it holds are already one."""
    regions = find_regions(document.text, [(part.start, part.end) for part in document.paragraphs])
    spans = Spans(document, regions)
    return _continued(spans, merge.join_quotes(quotes.find(spans), [*_reports(spans), *formats.find(spans)]))


def _continued(spans: Spans, founds: list[Found]) -> list[Found]:
    """With the quotes that only go on with a report in part in marks: 'It was "bad," she said. "Very."'"""
    joined: list[Found] = []
    for found in sorted(founds, key=lambda one: one.content):
        last = joined[-1] if joined else None
        if last is not None and last.kind == "mixed" and found.rule == quotes.FREE \
                and quotes.continues(spans, last, found):
            joined[-1] = replace(last, content=last.content + found.content)
        else:
            joined.append(found)
    return joined


def _reports(spans: Spans) -> list[Found]:
    found = []
    for paragraph in spans.document.paragraphs:
        for rule in (reports.find, nominal.find, acts.find):
            for hit in rule(paragraph.doc):
                if not spans.quoted(paragraph, hit.head):
                    found.append(to_found(hit, spans, paragraph))
    return [one for one in found if one is not None]
