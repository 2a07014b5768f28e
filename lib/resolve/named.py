"""Content → the people, bodies and places it names, by their names in the article."""

from collections.abc import Iterator, Sequence

from lib.records import Span
from lib.resolve import lex
from lib.resolve.kinds import BODY, PERSON, PLACE, Mention
from lib.resolve.scene import Scene

COUNTRY_NAMES = {
    "united states": "United States",
    "britain": "United Kingdom",
    "united arab emirates": "United Arab Emirates",
    "european union": "European Union",
}


def names(scene: Scene, content: Sequence[Span]) -> tuple[str, ...]:
    """Canonical names in the order of the text, each once; no dates, no numbers, no adjectives."""
    found: dict[str, str] = {}
    for span in content:
        start, end = scene.range(span)
        for mention in _mentions(scene, start, end):
            name = _canonical(scene, mention)
            if name:
                found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _mentions(scene: Scene, start: int, end: int) -> Iterator[Mention]:
    """Mentions in a range of words, one that the range begins in the middle of included."""
    across = scene.at.get(start)
    if across is not None and across.first < start:
        yield across
    yield from scene.mentions_between(start, end)


def _canonical(scene: Scene, mention: Mention) -> str | None:
    if mention.kind == PERSON:
        match = scene.person(mention)
        return match.person.name if match.person is not None else mention.text
    if mention.kind == BODY:
        body = scene.bodies.of(mention)
        return body.name if body is not None else mention.text
    return _place(mention.text) if mention.kind == PLACE else None


def _place(text: str) -> str:
    """A country under one name where only its spelling varies ("U.S." – "United States"); else as printed."""
    folded = text.lower().replace(".", "")
    country = lex.countries().get(folded)
    return COUNTRY_NAMES.get(country, text) if (country and len(folded) <= 3) or country == folded else text
