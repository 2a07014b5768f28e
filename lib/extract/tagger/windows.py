"""Paragraphs → windows of word pieces with the two marks the encoder cannot see: case and quotes.

The encoder is uncased and knows neither a quotation mark's direction nor how far it reaches, so every
piece carries the letter case of its word and whether it stands inside a quoted region.  Marks of every
style are written as straight double ones before the pieces are cut: what the model learns of one style
holds for all.  Training and tagging share this module, so both see the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lib.extract.regions import Regions
from lib.parse import ASCII_MARKS, HALF_PAIR, ROW_OF_SIGNS
from lib.records import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_PIECES = 190  # of one window, without its two end marks; a longer paragraph is cut at sentence ends
LOWER, TITLE, CAPITALS, SIGN = range(4)
OUTSIDE, INSIDE, MARK = range(3)
STOPS = (".", "!", "?")


@dataclass(frozen=True)
class Window:
    """The pieces of one paragraph, or of a part of a long one.

    ``ids``, ``case``, ``quote``: int64 (n,), end marks included; ``spans``: the characters of each
    word in the article; ``first``: the place in ``ids`` of its first piece.
    """

    ids: np.ndarray
    case: np.ndarray
    quote: np.ndarray
    spans: tuple[Span, ...]
    first: np.ndarray


def plain(text: str, regions: Regions) -> str:
    """The text in straight marks, of the same length; single marks that quote become double ones.

    Half characters, which the tokenizer refuses, and rows of signs go as for the parser.
    """
    whole = HALF_PAIR.sub("\ufffd", text.translate(ASCII_MARKS))
    rows = [place for row in ROW_OF_SIGNS.finditer(whole) for place in range(*row.span())]
    letters = list(whole)
    for region in regions.all:
        for place in (*range(region.outer[0], region.start), *range(region.end, region.outer[1])):
            if not letters[place].isspace() and not letters[place].isalnum():
                letters[place] = '"'
    for place in rows:
        letters[place] = " "
    return "".join(letters)


def windows(text: str, paragraphs: Sequence[Span], regions: Regions,
            tokenizer: "Tokenizer") -> Iterator[Window]:
    """The windows of a text in order; ``regions`` are its quoted stretches."""
    straight = plain(text, regions)
    encodings = tokenizer.encode_batch([straight[start:end] for start, end in paragraphs],
                                       add_special_tokens=False)
    first, *_, last = tokenizer.encode("").ids  # the end marks of this vocabulary
    for encoding, (start, _) in zip(encodings, paragraphs, strict=True):
        for part in _parts(_words(encoding, start), straight):
            yield _window(part, text, regions, (first, last))


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    ids: tuple[int, ...]


def _words(encoding: "object", offset: int) -> list[_Word]:
    """Words with their pieces; a piece that goes on with a word starts with two hashes."""
    words: list[_Word] = []
    for piece, number, (start, end) in zip(encoding.tokens, encoding.ids, encoding.offsets, strict=True):
        span = offset + start, offset + end
        if piece.startswith("##") and words and words[-1].span[1] == span[0]:
            last = words[-1]
            words[-1] = _Word((last.span[0], span[1]), (*last.ids, number))
        else:
            words.append(_Word(span, (number,)))
    return words


def _parts(words: list[_Word], text: str) -> Iterator[list[_Word]]:
    """The words in parts of at most ``MAX_PIECES``, cut behind a sentence's end where there is one."""
    start, count, cut = 0, 0, 0
    place = 0
    while place < len(words):
        count += len(words[place].ids)
        if count > MAX_PIECES and place > start:
            end = cut if cut > start else place
            yield words[start:end]
            start = place = end
            count = 0
            continue
        if _ends(text, words[place].span[1]):
            cut = place + 1
        place += 1
    if start < len(words):
        yield words[start:]


def _ends(text: str, end: int) -> bool:
    """Whether a word that ends here ends a sentence: a stop, perhaps the mark on it, then a space."""
    tail = text[max(end - 2, 0):end]
    stops = tail[-1:] in STOPS or (tail[-1:] == '"' and tail[:1] in STOPS)
    return stops and text[end:end + 1].isspace()


def _window(words: Sequence[_Word], text: str, regions: Regions, ends: tuple[int, int]) -> Window:
    ids, case, quote, first = [ends[0]], [SIGN], [OUTSIDE], []
    for word in words:
        first.append(len(ids))
        ids += word.ids
        case += [_case(text[slice(*word.span)])] * len(word.ids)
        quote += [_quote(word.span, regions)] * len(word.ids)
    return Window(_array([*ids, ends[1]]), _array([*case, SIGN]), _array([*quote, OUTSIDE]),
                  tuple(word.span for word in words), _array(first))


def _array(numbers: Iterable[int]) -> np.ndarray:
    return np.array(list(numbers), dtype=np.int64)


def _case(word: str) -> int:
    if not word[:1].isalpha():
        return SIGN
    if not word[0].isupper():
        return LOWER
    return CAPITALS if len(word) > 1 and word.isupper() else TITLE


def _quote(span: Span, regions: Regions) -> int:
    region = regions.at(span[0])
    if region is None:
        return OUTSIDE
    return INSIDE if region.start <= span[0] < region.end else MARK
