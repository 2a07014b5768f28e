"""Article → words with places, sentences and quotation: the ground that every other step stands on.

The parser's own tokens break hyphenated names ("Leif-Eric") and keep full stops on surnames, so names
are read from words of our own; the parser's token beneath a word is kept for its part of speech.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lib import lexicon
from lib.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from lib.parse import Document, Paragraph

WORD = re.compile(
    r"\d+(?:[.,]\d+)+%?|\d+%|(?:[^\W\d_]\.){2,}|['’](?:s|S|ve|ll|re|d|m)\b"
    r"|\w+(?:(?:[-‐‑]|['’](?!(?:s|S|ve|ll|re|d|m)\b))\w+)*|\S"
)
OPENING, CLOSING = "“„«‟", "”»"
SINGLE_QUOTED = re.compile(
    r"(?<!\w)['‘](?=\w)[^'‘’]{0,1500}(?:(?:['’](?=\w)|(?<=s)['’](?= \w))[^'‘’]{0,1500}){0,12}"
    r"(?<=[.,!?…])['’](?!\w)"
)
MARK, POSSESSIVE, PLAIN = "mark", "possessive", "word"


@dataclass(slots=True)
class Word:
    """One word or mark: its text, a folded form for look-ups, and where it stands."""

    index: int
    text: str
    norm: str
    kind: str
    start: int
    end: int
    paragraph: int
    sentence: int
    first: bool  # opens its sentence, its quotation or its line: a capital there means nothing
    quoted: bool
    token: "Token | None"

    @property
    def cap(self) -> bool:
        """True for a word that is printed with a capital."""
        return self.kind == PLAIN and self.text[0].isupper()

    @property
    def caps(self) -> bool:
        """True for a word of two letters or more that are all capitals."""
        return self.kind == PLAIN and len(self.text) > 1 and self.text.isupper()

    @property
    def pos(self) -> str:
        """The parser's part of speech, "" where it has none."""
        return self.token.pos_ if self.token is not None else ""

    @property
    def ent(self) -> str:
        """The label of the parser's entity here, "" outside of one."""
        return self.token.ent_type_ if self.token is not None else ""


def fold_word(text: str) -> str:
    """Lower case, straight apostrophes, without the full stops of abbreviations."""
    plain = text.lower().replace("’", "'").replace("‐", "-").replace("‑", "-")
    return plain.replace(".", "") if len(plain) > 1 else plain


def read(document: "Document") -> list[Word]:
    """All words of a document in order."""
    words: list[Word] = []
    sentence = 0
    for paragraph in document.paragraphs:
        sentence = _read_paragraph(document.text, paragraph, words, sentence)
    return words


def _read_paragraph(text: str, paragraph: "Paragraph", words: list[Word], sentence: int) -> int:
    """Adds the words of one paragraph; gives the number of its first sentence after it."""
    tokens = list(paragraph.doc)
    token_starts = [token.idx for token in tokens]
    sentence_starts = [sent.start_char for sent in paragraph.doc.sents]
    quotes = list(quoted_spans(text[paragraph.start : paragraph.end]))
    quote_starts = [start for start, _ in quotes]
    opens = True
    last = -1
    for start, end, kind in split(text[paragraph.start : paragraph.end]):
        number = bisect_right(sentence_starts, start) - 1
        place = bisect_right(quote_starts, start) - 1
        under = bisect_right(token_starts, end - 1) - 1
        piece = text[paragraph.start + start : paragraph.start + end]
        words.append(
            Word(
                len(words),
                piece,
                fold_word(piece),
                kind,
                paragraph.start + start,
                paragraph.start + end,
                paragraph.index,
                sentence + max(number, 0),
                opens or number != last,
                place >= 0 and start < quotes[place][1],
                tokens[under] if under >= 0 else None,
            )
        )
        opens = kind == MARK and piece in "“„«‘\"'`:•–—-" and (opens or piece not in "-–—'")
        last = number
    return sentence + max(len(sentence_starts), 1)


def split(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind of each word and mark of a text."""
    last, done = "", 0
    for match in WORD.finditer(text):
        start, end, piece = match.start(), match.end(), match.group()
        if start < done:
            continue
        kind = PLAIN if piece[0].isalnum() else MARK
        if piece[0] in "'’" and (piece[1:] in ("s", "S") or _ends_plural(last, text, start)):
            kind = POSSESSIVE
        if kind == PLAIN and text[end : end + 1] == "." and _abbreviates(piece):
            end += 1
        last, done = piece, end
        yield start, end, kind


def _abbreviates(piece: str) -> bool:
    """True where a full stop after this word belongs to the word."""
    return piece.lower() in lexicon.words("resolve_abbreviations") or (
        len(piece) == 1 and piece.isupper() and piece != "I"
    )


def _ends_plural(last: str, text: str, place: int) -> bool:
    """True for the apostrophe of a plural possessive: "the miners’ union"."""
    after = text[place + 1 : place + 3]
    return (
        last[-1:] in ("s", "S")
        and text[place - 1 : place] == last[-1:]
        and after[:1] == " "
        and after[1:].isalpha()
    )


def quoted_spans(text: str) -> list[Span]:
    """Stretches of a paragraph inside quotation marks, marks included; an open one runs to the end."""
    spans = _double_quoted(text)
    singles = [match.span() for match in SINGLE_QUOTED.finditer(text)]
    ends = [end for _, end in spans]
    inside = [(s, e) for s, e in singles if (k := bisect_right(ends, s)) == len(spans) or spans[k][0] >= e]
    return sorted(spans + inside)


def _double_quoted(text: str) -> list[Span]:
    """Stretches between double marks of any style, in order and without overlap."""
    spans: list[Span] = []
    start: int | None = None
    for match in re.finditer(r"[“”„«»‟\"]|``|''", text):
        mark = match.group()
        if start is None and (mark in OPENING or mark in ('"', "``") or _opens(text, match.start())):
            start = match.start()
        elif start is not None and mark not in OPENING + "``":
            spans.append((start, match.end()))
            start = None
    return spans if start is None else [*spans, (start, len(text))]


def _opens(text: str, place: int) -> bool:
    """True where a closing mark stands where only an opening one can: before a word, after a space."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return (not before or before.isspace()) and after.isalnum()
