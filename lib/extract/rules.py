"""The general method by rule: quotes by their marks, reports by the parse, formats by the layout."""

from lib.extract import acts, formats, merge, nominal, quotes, reports
from lib.extract.hits import to_found
from lib.extract.spans import Spans
from lib.records import Found


def find(spans: Spans) -> list[Found]:
    """Everything the rules find; a report and the quote it holds are already one."""
    return merge.join_quotes(quotes.find(spans), [*_reports(spans), *formats.find(spans)])


def _reports(spans: Spans) -> list[Found]:
    found = []
    for paragraph in spans.document.paragraphs:
        for rule in (reports.find, nominal.find, acts.find):
            for hit in rule(paragraph.doc):
                if not spans.quoted(paragraph, hit.head):
                    found.append(to_found(hit, spans, paragraph))
    return [one for one in found if one is not None]
