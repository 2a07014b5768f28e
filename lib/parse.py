"""Article → parsed document.  The only room that loads the parser.

Each paragraph is parsed alone: the parser runs over line breaks and would otherwise take a heading
along into the subject of the sentence below it.  Marks are replaced by their ASCII twins of the same
length before parsing (the model was trained on those), so every offset stays that of the article.
"""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lib import settings
from lib.errors import ModelMissing
from lib.records import Article, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as SpacySpan

# Same length on both sides, so offsets hold.
ASCII_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
                             "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'", "´": "'",
                             "\u00a0": " ", "\u2009": " ", "\u202f": " ", "–": "-", "\n": " ", "\t": " "})
PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
HEADING_MAX_WORDS = 14
ROW_OF_SIGNS = re.compile(r"(?:[^\w\s]|_){60,}")  # the tokenizer takes them off one by one, in square time
TAG = re.compile(r"</?[A-Za-z][\w-]{0,30}(?:\s{1,9}[\w:-]{1,40}(?:=(?:\"[^\"<>]{0,500}\"|'[^'<>]{0,500}'"
                 r"|[^\s\"'<>]{1,500}))?){0,20}\s{0,9}/?>")
HALF_PAIR = re.compile("[\ud800-\udfff]")  # half a character; the parser refuses a text that holds one
LINE_BREAK = re.compile(r"\S[^\S\n]*\n")
LINE_ENDS = ".!?:\"”’»"  # a line that ends so does not go on in the next one
LABEL = re.compile(r"\s*[A-Z][\w .'’-]{0,40}:\s")  # "NAME: …": a line of a transcript
SENTENCE_END = re.compile(r"[.!?][\"'”’»)]*\s+(?=\S)")
PARSE_MAX_CHARS = 5_000  # a longer "paragraph" is parsed in pieces, as the parser's memory grows with it
MAX_BATCH = 32  # paragraphs parsed at once
BATCH_CHARS = 20_000  # and their characters: 1 GB for 200,000 characters at once was measured


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing in the text: words, label of the parser (PERSON, ORG, GPE, NORP, …), span."""

    words: str
    label: str
    span: Span


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: its span in the article and its parsed words (offsets relative to ``start``)."""

    index: int
    start: int
    end: int
    heading: bool
    doc: "Doc"

    def span(self, piece: "SpacySpan") -> Span:
        """Offsets in the article of a stretch of this paragraph's words."""
        return self.start + piece.start_char, self.start + piece.end_char

    def token_span(self, token: "Token") -> Span:
        """Offsets in the article of one word."""
        return self.start + token.idx, self.start + token.idx + len(token)

    def words(self, span: Span) -> "SpacySpan | None":
        """The words inside a span of the article, widened to whole words; None where there are none."""
        return self.doc.char_span(max(span[0] - self.start, 0), span[1] - self.start, alignment_mode="expand")


@dataclass(frozen=True)
class Document:
    """A parsed article."""

    article: Article
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The article's text, to which all offsets refer."""
        return self.article.text

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph that holds this character, or the nearest one before it."""
        place = bisect_right(self.paragraphs, offset, key=lambda paragraph: paragraph.start)
        return self.paragraphs[place - 1] if place else None

    def sentences(self) -> Iterator[tuple[Paragraph, Span]]:
        """All sentences in order, with their paragraph."""
        for paragraph in self.paragraphs:
            for sentence in paragraph.doc.sents:
                yield paragraph, paragraph.span(sentence)

    def entities(self) -> Iterator[Entity]:
        """All named entities in order, as the parser marked them."""
        for paragraph in self.paragraphs:
            for entity in paragraph.doc.ents:
                start, end = paragraph.span(entity)
                yield Entity(self.text[start:end], entity.label_, (start, end))


def parse(article: Article) -> Document:
    """The parsed document of one article.  Raises ModelMissing if the parser is not installed."""
    pieces = list(split_paragraphs(article.text))
    texts = [_plain(article.text[start:end]) for start, end in pieces]
    untagged = [TAG.sub("", article.text[start:end]) for start, end in pieces]
    docs = (doc for batch in _batches(texts) for doc in load().pipe(batch, batch_size=len(batch)))
    paragraphs = tuple(
        Paragraph(index, start, end, is_heading(words), doc)
        for index, ((start, end), words, doc) in enumerate(zip(pieces, untagged, docs, strict=True)))
    return Document(article, paragraphs)


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts in order, in lists that stay within the parser's limits."""
    batch: list[str] = []
    held = 0
    for text in texts:
        if batch and (len(batch) == MAX_BATCH or held + len(text) > BATCH_CHARS):
            yield batch
            batch, held = [], 0
        batch.append(text)
        held += len(text)
    if batch:
        yield batch


def _plain(text: str) -> str:
    """The text as the parser reads it, of the same length: ASCII marks, tags and rows of signs as spaces."""
    whole = HALF_PAIR.sub("\ufffd", text.translate(ASCII_MARKS))
    for unread in (TAG, ROW_OF_SIGNS):
        whole = unread.sub(lambda match: " " * len(match.group()), whole)
    return whole


def split_paragraphs(text: str) -> Iterator[Span]:
    """Spans of the paragraphs: stretches between blank lines; label lines ("NAME: …") stand alone."""
    for match in PARAGRAPH.finditer(text):
        yield from (piece for piece in _pieces(text, *match.span()) if text[slice(*piece)].strip())


def is_heading(text: str) -> bool:
    """True for a short line without a full stop at its end: a title, a heading, a caption."""
    stripped = text.strip()
    return len(stripped.split()) <= HEADING_MAX_WORDS and stripped[-1:] not in tuple('.!?…"”’»:;,)')


@functools.cache
def load() -> "Language":
    """The parser, loaded once a process."""
    import spacy

    try:
        return spacy.load(settings.SPACY_MODEL)
    except OSError as error:
        raise ModelMissing(
            f"The parser {settings.SPACY_MODEL!r} is not installed. Run: pip install -r requirements.txt"
        ) from error


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """A paragraph cut at single line breaks that end a line's thought, and at the parser's limit."""
    cut = start
    for match in LINE_BREAK.finditer(text, start, end):
        place = match.end() - 1
        if match.group()[0] in LINE_ENDS or LABEL.match(text, place + 1, end):
            yield from _limited(text, cut, place)
            cut = place + 1
    yield from _limited(text, cut, end)


def _limited(text: str, start: int, end: int) -> Iterator[Span]:
    """The span in pieces no longer than the parser's limit, cut behind a sentence, else at a space."""
    while end - start > PARSE_MAX_CHARS:
        window = text[start:start + PARSE_MAX_CHARS]
        ends = [match.end() for match in SENTENCE_END.finditer(window, PARSE_MAX_CHARS // 2)]
        cut = ends[-1] if ends else window.rfind(" ") + 1
        cut = cut if cut > 0 else PARSE_MAX_CHARS
        yield start, start + cut
        start += cut
    if start < end:
        yield start, end
