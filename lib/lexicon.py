"""Word lists of ``data/lexicon/``: one word or phrase a line, ``#`` starts a comment line."""

import functools
from collections.abc import Iterable

from lib import settings


@functools.cache
def words(name: str) -> frozenset[str]:
    """The words of one list, lower case.  Raises FileNotFoundError for a list that does not exist."""
    return frozenset(line.lower() for line in _lines(name))


@functools.cache
def pairs(name: str) -> frozenset[tuple[str, str]]:
    """The two-word entries of one list ("call for"), split at their first space."""
    split = (line.lower().partition(" ") for line in _lines(name))
    return frozenset((first, second.strip()) for first, _, second in split if second)


def _lines(name: str) -> Iterable[str]:
    text = (settings.LEXICON / f"{name}.txt").read_text(encoding="utf-8")
    stripped = (line.strip() for line in text.splitlines())
    return [line for line in stripped if line and not line.startswith("#")]
