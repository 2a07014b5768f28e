"""A words expression as a tree, and how the store finds its rows: by the text index or by a condition.

The text index answers words and phrases fast and ranks them (BM25); prefixes, field limits and bare
negations are conditions over the same folded words, so both ways find the same rows.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lib.store import filters

if TYPE_CHECKING:
    from lancedb.query import FullTextQuery

WORDS_COLUMN = "search_text"
FIELDS_COLUMN = "field_text"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words that stand side by side; one word is a phrase of one.

    With ``prefix`` the last word may go on; with ``field`` the words must stand in that field.
    """

    words: tuple[str, ...]
    prefix: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class And:
    """All parts."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Not this part."""

    part: "Node"


Node = Phrase | And | Or | Not


@dataclass(frozen=True, slots=True)
class Plan:
    """How to find an expression's rows: what the text index ranks (None: nothing), and the condition."""

    ranked: Node | None
    condition: filters.Condition


def plan(node: Node) -> Plan:
    """The part of an expression that the text index can answer, and the rest as a condition."""
    parts = node.parts if isinstance(node, And) else (node,)
    ranked = [part for part in parts if _positive(part)]
    if not ranked:
        return Plan(None, condition(node))
    ranked += [part for part in parts if isinstance(part, Not) and _positive(part.part)]
    rest = [condition(part) for part in parts if part not in ranked]
    return Plan(And(tuple(ranked)), filters.all_of(*rest))


def condition(node: Node) -> filters.Condition:
    """The whole expression as an SQL condition over the folded words."""
    if isinstance(node, Phrase):
        return _phrase_condition(node)
    if isinstance(node, Not):
        return filters.negate(condition(node.part))
    join = filters.all_of if isinstance(node, And) else filters.either
    return join(*(condition(part) for part in node.parts))


def query(node: Node) -> "FullTextQuery":
    """The expression as the text index takes it; only for what ``plan`` calls ranked."""
    from lancedb.query import BooleanQuery, MatchQuery, Occur, PhraseQuery

    if isinstance(node, Phrase):
        kind = MatchQuery if len(node.words) == 1 else PhraseQuery
        return kind(" ".join(node.words), WORDS_COLUMN)
    if isinstance(node, Or):
        return BooleanQuery([(Occur.SHOULD, query(part)) for part in node.parts])
    pairs = [(Occur.MUST_NOT, part.part) if isinstance(part, Not) else (Occur.MUST, part)
             for part in node.parts]
    return BooleanQuery([(occur, query(part)) for occur, part in pairs])


def _positive(node: Node) -> bool:
    """True for what the text index can find by itself: words, phrases, and their combinations."""
    if isinstance(node, Phrase):
        return not node.prefix and not node.field
    if isinstance(node, Or):
        return all(map(_positive, node.parts))
    if isinstance(node, Not):
        return False
    parts = [part.part if isinstance(part, Not) else part for part in node.parts]
    return all(map(_positive, parts)) and not all(isinstance(part, Not) for part in node.parts)


def _phrase_condition(phrase: Phrase) -> filters.Condition:
    words = [f"{phrase.field}:{word}" for word in phrase.words] if phrase.field else phrase.words
    column = FIELDS_COLUMN if phrase.field else WORDS_COLUMN
    return filters.contains(column, f" {' '.join(words)}{'' if phrase.prefix else ' '}")
