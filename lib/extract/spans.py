"""Words of the parse → spans of the article, aware of where the quotation marks stand."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from lib.extract.regions import WORD, Region, Regions
from lib.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from lib.parse import Document, Paragraph

# "LONDON (Reuters) - ": the parser takes it for a part of the sentence behind it.
DATELINE = re.compile(r"\s*[A-Z][\w.,'’ ]{1,40}(?:\([\w ./]{2,30}\)\s*[—–-]+|\s[—–-]{1,2})\s")
COMPLEMENT_MARKS = ("that", "whether", "if")
EDGE = ",;:.–—-…"
MAX_NICKNAME = 2  # words
MAX_SOURCE_WORDS = 45  # a longer "noun phrase" is a parse that ran away


class Spans:
    """Makes contents and sources of one document."""

    def __init__(self, document: "Document", regions: Regions) -> None:
        self.document = document
        self.text = document.text
        self.regions = regions

    def token(self, paragraph: "Paragraph", token: "Token") -> Span:
        """The characters of one word."""
        return paragraph.token_span(token)

    def quoted(self, paragraph: "Paragraph", token: "Token") -> bool:
        """Whether a word stands inside quotation marks."""
        return self.regions.at(paragraph.start + token.idx) is not None

    def runs(self, paragraph: "Paragraph", tokens: "Iterable[Token]") -> tuple[Span, ...]:
        """The characters of these words as few spans as possible, without punctuation at the edges."""
        runs: list[list[Token]] = []
        for token in sorted(set(tokens), key=lambda token: token.i):
            if runs and token.i == runs[-1][-1].i + 1:
                runs[-1].append(token)
            else:
                runs.append([token])
        spans = (self.trim((paragraph.start + run[0].idx, paragraph.start + run[-1].idx + len(run[-1])))
                 for run in runs)
        return tuple(span for span in spans if WORD.search(self.text, *span))

    def noun(self, paragraph: "Paragraph", head: "Token",
             without: "Iterable[Token]" = ()) -> tuple[Span, ...]:
        """A noun with all that describes it, up to the words of the statement, outside quotation marks."""
        barred = {token.i for token in without}
        outside = not self.quoted(paragraph, head)
        tokens = [token for token in head.subtree if token.i not in barred]
        run = _around(tokens, head, lambda token: outside and self.quoted(paragraph, token)
                      and not self._is_nickname(paragraph, token))
        if len(run) > MAX_SOURCE_WORDS:
            run = [token for token in run if token.head == head or token == head]
        words = [token for token in run if token == head or not (
            (token.dep_ == "case" and token.head == head)  # "the union's"
            or (token.tag_ in ("WDT", "WP") and token.i < head.i))]  # "which keeper Roe said …"
        return self.runs(paragraph, _around(words, head, lambda token: False))

    def _is_nickname(self, paragraph: "Paragraph", token: "Token") -> bool:
        """Whether a quoted word is a name inside a source: 'a man who goes by "Otter"'."""
        region = self.regions.at(paragraph.start + token.idx)
        return region is not None and len(self.text[region.start:region.end].split()) <= MAX_NICKNAME

    def content(self, paragraph: "Paragraph", tokens: "Iterable[Token]") -> tuple[Span, ...]:
        """The words as a content: whole quoted stretches, no leading "that", no final full stop."""
        ordered = sorted(set(tokens), key=lambda token: token.i)
        dateline = DATELINE.match(self.text, paragraph.start, paragraph.end)
        body = dateline.end() if dateline else paragraph.start
        while ordered and (self._is_lead(ordered[0]) or paragraph.start + ordered[0].idx < body
                           or (ordered[0].is_punct and not self.quoted(paragraph, ordered[0]))):
            ordered.pop(0)
        return self.whole(self.runs(paragraph, ordered))

    @staticmethod
    def _is_lead(token: "Token") -> bool:
        """Whether a word leads into the content without being part of it."""
        return (token.lower_ in COMPLEMENT_MARKS and token.dep_ in ("mark", "dobj")) or token.dep_ == "cc"

    def whole(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """The spans widened to the quoted stretches they cut; a span that is one stretch loses its marks."""
        widened: list[Span] = []
        for span in spans:
            wide = self._widened(span)
            if widened and wide[0] <= widened[-1][1]:
                widened[-1] = (widened[-1][0], max(wide[1], widened[-1][1]))
            else:
                widened.append(wide)
        return tuple(part for span in widened for part in self._bare(span))

    def _widened(self, span: Span) -> Span:
        """The span with the whole of every quote it cuts, and of one that follows without a mark between."""
        place = span[1]
        while place < len(self.text) and self.text[place] == " ":
            place += 1
        touched = self.regions.between(span[0], place + 1 if place > span[1] else span[1])
        if not touched:
            return span
        return min(span[0], touched[0].outer[0]), max(span[1], touched[-1].outer[1])

    def _bare(self, span: Span) -> tuple[Span, ...]:
        """The span itself, or the words of the quote it consists of, through all its paragraphs."""
        region = self.regions.at(span[0])
        if region is not None and self.trim(span)[1] <= region.outer[1]:
            return self.speech(region)
        last = self.regions.at(span[1] - 1)
        tail = self.speech(last)[1:] if last is not None else ()
        return (self.trim(span) if last is None else span), *tail

    def speech(self, region: Region) -> tuple[Span, ...]:
        """The quoted words of a region and of the paragraphs it goes on in, one span a paragraph."""
        parts = [region.span]
        for follower in self.regions.after(region):
            if not region.chained:
                break
            parts.append(follower.span)
            region = follower
        return tuple((start, end - 1 if self.text[end - 1] == "," else end) for start, end in parts)

    def trim(self, span: Span) -> Span:
        """The span without spaces and punctuation at its edges; quotation marks and brackets stay."""
        start, end = span
        while start < end and (self.text[start].isspace() or self.text[start] in EDGE):
            start += 1
        while end > start and (self.text[end - 1].isspace() or self.text[end - 1] in EDGE):
            end -= 1
        return start, end


def _around(tokens: "Sequence[Token]", head: "Token", barrier: "Callable[[Token], bool]") -> "list[Token]":
    """The unbroken run of words that holds the head, cut at the first barrier on each side."""
    places = {token.i: token for token in tokens}
    run = [head]
    for step in (-1, 1):
        place = head.i + step
        while place in places and not barrier(places[place]):
            run.append(places[place])
            place += step
    return run
