"""Title-case headings: every word has a capital there, so only names known from the text below count."""

from collections.abc import Sequence

from lib.resolve.words import PLAIN, Word

LONG_WORD, CAPITAL_SHARE, LEAST_WORDS = 4, 0.8, 5


def paragraphs(words: Sequence[Word]) -> frozenset[int]:
    """Numbers of the paragraphs in which nearly all longer words have a capital."""
    long_words: dict[int, list[bool]] = {}
    for word in words:
        if word.kind == PLAIN and len(word.text) >= LONG_WORD:
            long_words.setdefault(word.paragraph, []).append(word.cap)
    return frozenset(
        number
        for number, capitals in long_words.items()
        if len(capitals) >= LEAST_WORDS and sum(capitals) >= CAPITAL_SHARE * len(capitals)
    )
