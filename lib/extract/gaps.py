"""The words beside a quote: from the sentence's beginning to its opening mark, from its closing mark on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lib import lexicon
from lib.extract.regions import Region
from lib.extract.spans import Spans
from lib.parse import TAG
from lib.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from lib.parse import Paragraph

SENTENCE_END = ".!?…"
LONGEST_ABBREVIATION = 12


class Gap:
    """Words of the parse on one side of a quote; ``ending`` is the last character that is no space."""

    def __init__(self, spans: Spans, paragraph: "Paragraph", span: Span) -> None:
        start, end = _untagged(spans.text, *span)
        piece = paragraph.words(span) if start < end else None
        self.tokens: Sequence[Token] = [] if piece is None else [
            token for token in piece if start <= paragraph.start + token.idx < end and not token.is_space]
        self.words = [token for token in self.tokens if not token.is_punct]
        self.paragraph = paragraph
        self.span = start, end
        self.text = spans.text[start:end]
        self.ending = self.text.rstrip()[-1:]

    def holds(self, token: "Token") -> bool:
        """Whether this word of the same paragraph lies in the gap."""
        return bool(self.tokens) and self.tokens[0].i <= token.i <= self.tokens[-1].i


def behind(spans: Spans, region: Region) -> Gap:
    """From the closing mark to the sentence's end or the next quote."""
    paragraph = spans.document.paragraphs[region.paragraph]
    following = next(spans.regions.after(region), None)
    start = min(region.outer[1], paragraph.end)
    end = min(paragraph.end, following.outer[0]) if following else paragraph.end
    return Gap(spans, paragraph, (start, sentence_end(spans.text, start, end)))


def in_front(spans: Spans, region: Region) -> Gap:
    """From the sentence's beginning or the quote before to the opening mark.

    At a paragraph's beginning it is the last line of the paragraph before, if that ends with a colon.
    """
    paragraph = spans.document.paragraphs[region.paragraph]
    previous = spans.regions.before(region)
    start = max(paragraph.start, previous.outer[1] if previous else 0)
    gap = Gap(spans, paragraph, (sentence_start(spans.text, start, region.outer[0]), region.outer[0]))
    if gap.words or region.paragraph == 0 or start > paragraph.start:
        return gap
    above = spans.document.paragraphs[region.paragraph - 1]
    end = above.start + len(spans.text[above.start:above.end].rstrip())
    if spans.text[end - 1:end] != ":" or spans.regions.at(end - 1) is not None:
        return gap
    start = max(above.start, previous.outer[1] if previous else 0)
    return Gap(spans, above, (sentence_start(spans.text, start, end), end))


def sentence_end(text: str, start: int, end: int) -> int:
    """Where the sentence ends that runs on at ``start``: behind a full stop before a space or a capital."""
    for place in range(start, end):
        if text[place] in SENTENCE_END and not _abbreviated(text, start, place) \
                and (place + 1 >= end or text[place + 1].isspace() or text[place + 1].isupper()):
            return place + 1
    return end


def sentence_start(text: str, start: int, end: int) -> int:
    """Where the sentence begins that is not over at ``end``; ``end`` itself if one has just ended."""
    place = start
    while place < end:
        stop = sentence_end(text, place, end)
        if stop >= end:
            return end if text[place:end].rstrip()[-1:] in tuple(SENTENCE_END) else place
        place = stop
    return place


def _untagged(text: str, start: int, end: int) -> Span:
    """The stretch without tags at its edges: '<p>"…,"</p> said Roe'."""
    while (tag := TAG.match(text, start, end)) is not None:
        start = tag.end()
    while text.endswith(">", start, end):
        opening = text.rfind("<", start, end)
        if opening < 0 or TAG.fullmatch(text, opening, end) is None:
            break
        end = opening
    return start, end


def _abbreviated(text: str, start: int, place: int) -> bool:
    """Whether the full stop belongs to a title or an initial: "Dr.", "N.", "Lt."."""
    if text[place] != ".":
        return False
    word = text[max(start, place - LONGEST_ABBREVIATION):place].split(" ")[-1].split(".")[-1]
    return (len(word) == 1 and word.isupper()) or word.lower() in lexicon.words("abbreviations")
