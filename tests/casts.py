"""Helpers for tests of the room ``resolve``: parsed texts and sources given by their words."""

import functools

from lib import parse, resolve
from lib.records import Article, Attribution, Found


@functools.lru_cache(maxsize=256)
def document(text, article_id="a1"):
    return parse.parse(Article(article_id, text))


def place(text, words, nth=1):
    """The span of the nth occurrence of some words, whole words only."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
        while (
            text[start - 1 : start].isalnum() or text[start + len(words) : start + len(words) + 1].isalnum()
        ):
            start = text.index(words, start + 1)
    return start, start + len(words)


def attribution(*source, content=((0, 1),)):
    return Attribution(Found(tuple(content), "direct"), tuple(source), "test", 1.0)


def speakers(text, *sources):
    """The speakers of sources given as words, or as (words, which occurrence)."""
    pairs = [source if isinstance(source, tuple) else (source, 1) for source in sources]
    spans = [place(text, words, nth) for words, nth in pairs]
    return resolve.resolve(document(text), [attribution(span) for span in spans])


def speaker(text, *sources):
    """The speaker of the last source, after those before it have spoken."""
    return speakers(text, *sources)[-1]


def about(text, words):
    return resolve.about(document(text), (place(text, words),))
