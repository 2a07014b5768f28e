"""The words that make a sentence checkable, and what kind of claim they make it.

Patterns over the printed words, no parser: they read statements and own claims alike, also those whose
article is not at hand.
"""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lib import lexicon
from lib.records import Span
from lib.worth.patterns import BY_NAME, DATE, EVENT, FUTURE, JUDGEMENT, NAMES, PLACE, PROMISE, STANCE, TREND

KINDS = ("quantity", "comparison", "event", "rule or law", "cause", "prediction", "promise", "opinion")
NOT_FACTS = frozenset({"prediction", "promise", "opinion"})
# The first sign that a sentence has says what kind of claim it is.
BY_SIGN = (("figure", "quantity"), ("comparison", "comparison"), ("trend", "comparison"), ("cause", "cause"),
           ("rule", "rule or law"), ("date", "event"), ("place", "event"))
SOFT = frozenset({"place", "date"})  # they stand in any opinion, too
MIN_WORDS = 3
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\n": " ", "\t": " ", "\u202f": " "})


@dataclass(frozen=True, slots=True)
class Sign:
    """One stretch of words that can be checked: what it is and where it stands."""

    name: str  # "figure", "comparison", "trend", "date", "place", "cause", "rule"
    span: Span


def why(found: Sequence[Sign]) -> tuple[Span, ...]:
    """Spans of the words that make a sentence checkable, in order, none touching another."""
    spans: list[Span] = []
    for start, end in sorted(sign.span for sign in found):
        if spans and start <= spans[-1][1] + 1:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return tuple(spans)


def signs(sentence: str) -> tuple[Sign, ...]:
    """All signs of the sentence, by name and then by place; one stretch may be two signs."""
    text = plain(sentence)
    found = [Sign(name, _trimmed(text, match.span()))
             for name, pattern in BY_NAME for match in pattern.finditer(text)]
    return (*found, *_places(text))


def kind(sentence: str, found: Sequence[Sign]) -> str | None:
    """One of ``KINDS``; None for a question, a greeting and whatever else asserts nothing."""
    if not asserts(sentence):
        return None
    sentence = plain(sentence)
    happened = bool(EVENT.search(sentence) or TREND.search(sentence))
    if PROMISE.search(sentence) and not happened:
        return "promise"
    if FUTURE.search(sentence) and not happened:
        return "prediction"
    if all(sign.name in SOFT for sign in found) and (
            STANCE.search(sentence) or (JUDGEMENT.search(sentence) and not happened)):
        return "opinion"
    return fact_kind(found) or ("event" if happened else None)


def asserts(sentence: str) -> bool:
    """False for a question and for less than a sentence."""
    return len(sentence.split()) >= MIN_WORDS and not sentence.rstrip(" \"'”’)").endswith("?")


def fact_kind(found: Sequence[Sign]) -> str | None:
    """The kind of claim by its signs alone, as if it told a fact; None without any."""
    names = {sign.name for sign in found}
    return next((kind for name, kind in BY_SIGN if name in names), None)


def plain(sentence: str) -> str:
    """The sentence with straight apostrophes and plain spaces, of the same length."""
    return sentence.translate(STRAIGHT)


def _places(sentence: str) -> Iterator[Sign]:
    """Names of countries and known places, and capitalised words behind "in", "at", "near"."""
    for match in NAMES.finditer(sentence):
        if match.group().lower() in _known_places():
            yield Sign("place", match.span())
    for match in PLACE.finditer(sentence):
        if not DATE.match(match.group(1)):
            yield Sign("place", match.span(1))


def _trimmed(sentence: str, span: Span) -> Span:
    words = sentence[slice(*span)]
    start = span[0] + len(words) - len(words.lstrip())
    return start, start + len(words.strip(" ,"))


@functools.cache
def _known_places() -> frozenset[str]:
    countries = {name for line in lexicon.words("resolve_countries")
                 for field in line.split("|")[:1] + line.split("|")[2:] for name in field.split(",") if name}
    return lexicon.words("resolve_places") | countries
