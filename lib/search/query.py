"""What a reader types → an expression the archive can find.

Words, "exact phrases", AND OR NOT, nucl*, speaker:name, parentheses.  Marks of every style count alike,
and only capitals make an operator.  In the mode *words* words side by side must all occur; in the others
they are optional (a plain question must find something), what was written with an operator is required.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lib.errors import BadQuery
from lib.store.expression import And, Node, Not, Or, Phrase
from lib.store.schema import FIELDS
from lib.store.words import fold, straight

MAX_TERMS = 64  # that must occur: the engine's stack, not the reader, sets this limit
MAX_DEPTH = 20  # parentheses inside one another, likewise
CONTEXT = 25  # characters shown before and after the place of an error
PLACE = "▸"
# Words a question is made of.  Where they are rare – a small archive of formal statements – their rarity
# would make them count as much as a name.  Typed in capitals (WHO, IT, US) they are names.
FUNCTION_WORDS = frozenset(fold(
    "a about after all also am an and any are as at be because been before but by can could did do does "
    "for from had has have he her him his how i if in into is it its just may me might more most my no not "
    "of on or our out over say said says saying she should so some than that the their them then there "
    "these they think this those to under up us was we were what when where which who whom whose why will "
    "with would you your"))
OPERATORS = ("AND", "OR", "NOT")

TOKEN = re.compile(r'\s*(?:(?P<phrase>"[^"]*")|(?P<quote>")|(?P<open>\()|(?P<close>\))'
                   r'|(?P<field>[A-Za-z]+):(?=[\w"(])|(?P<word>[^\s"()]+))')


@dataclass(frozen=True, slots=True)
class Query:
    """A read expression: the whole of it (None: no words), and its halves for the loose modes."""

    strict: Node | None = None
    required: Node | None = None
    optional: tuple[Phrase, ...] = ()
    weak: frozenset[Phrase] = frozenset()  # function words

    def telling(self) -> tuple[Phrase, ...]:
        """The terms without function words; all of them where there are no others."""
        terms = self.terms()
        return tuple(term for term in terms if term not in self.weak) or terms

    def terms(self) -> tuple[Phrase, ...]:
        """The words and phrases a row may hold, each once; without field limits and what NOT bars."""
        return tuple(dict.fromkeys(term for term in _leaves(self.strict, negated=False) if not term.field))


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "phrase", "word", "field", "open", "close" or an operator
    text: str
    place: int


def parse(text: str, loosely: bool = False) -> Query:
    """The expression of a query text; ``loosely`` for the modes in which plain words are optional.

    Raises BadQuery, with the place and a message that shows it, when it cannot be read.
    """
    parser = _Parser(text)
    parts = parser.everything()
    if not parts:
        return Query()
    required = _and([part for part, plain in parts if not plain])
    found = Query(_and([part for part, _ in parts]), required, tuple(part for part, plain in parts if plain),
                  parser.weak())
    number = len(list(_leaves(required if loosely else found.strict)))
    if number > MAX_TERMS:
        raise BadQuery(f"{number} words must occur in this search; at most {MAX_TERMS} can. Shorten it, or "
                       "search by meaning.")
    return found


def plain_words(text: str) -> Query:
    """Every word of a text, each optional, no sign an operator."""
    words = tuple(Phrase((word,)) for word in dict.fromkeys(fold(text)))
    return Query(_and(list(words)), None, words, frozenset(word for word in words if _weak(word, "")))


def to_embed(text: str) -> str:
    """The words of a query that its vector is made from: no operators, field limits or negated words.

    A plain question comes back as typed, and so does a text that is no expression.
    """
    try:
        parser = _Parser(text)
        parts = parser.everything()
    except BadQuery:
        return text.strip()
    if all(token.kind == "word" and "*" not in token.text for token in parser.tokens):
        return text.strip()
    terms = _leaves(_and([part for part, _ in parts]), negated=False)
    return " ".join(word for term in terms if not term.field for word in term.words)


class _Parser:
    """Recursive descent: OR binds least, then side by side, then AND, then NOT."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(self._scan(straight(text)))
        self.at = 0

    def everything(self) -> list[tuple[Node, bool]]:
        """The parts that stand side by side in the whole text, each with whether it is a plain word."""
        if not self.tokens:
            return []
        parts = self._alternatives(depth=0)
        if self.at < len(self.tokens):
            raise self._bad("This closing parenthesis has no opening one", self.tokens[self.at].place)
        return parts

    def weak(self) -> frozenset[Phrase]:
        """The function words among the plain words; in capitals they are none."""
        typed = [(Phrase(fold(token.text)), token.text) for token in self.tokens if token.kind == "word"]
        return frozenset(term for term, text in typed if _weak(term, text))

    def _scan(self, folded: str) -> Iterator[_Token]:
        place = 0
        while match := TOKEN.match(folded, place):
            kind, place = str(match.lastgroup), match.end()
            token = _Token(match[kind] if match[kind] in OPERATORS else kind, match[kind], match.start(kind))
            if kind == "quote":
                raise self._bad("The quotation mark opened here is not closed", token.place)
            if token.kind != "word" or "*" in token.text or fold(token.text):  # else it is punctuation
                yield token

    def _next(self, *kinds: str) -> _Token | None:
        if self.at == len(self.tokens) or self.tokens[self.at].kind not in kinds:
            return None
        self.at += 1
        return self.tokens[self.at - 1]

    def _alternatives(self, depth: int) -> list[tuple[Node, bool]]:
        choices = [self._side_by_side(depth)]
        while self._next("OR"):
            choices.append(self._side_by_side(depth))
        if len(choices) == 1:
            return choices[0]
        return [(Or(tuple(_and([part for part, _ in choice]) for choice in choices)), False)]

    def _side_by_side(self, depth: int) -> list[tuple[Node, bool]]:
        parts = [self._joined(depth)]
        while self.at < len(self.tokens) and self.tokens[self.at].kind not in ("OR", "close"):
            parts.append(self._joined(depth))
        return parts

    def _joined(self, depth: int) -> tuple[Node, bool]:
        part, plain = self._unary(depth)
        parts = [part]
        while self._next("AND"):
            parts.append(self._unary(depth)[0])
        return (part, plain) if len(parts) == 1 else (And(tuple(parts)), False)

    def _unary(self, depth: int) -> tuple[Node, bool]:
        negated = False
        while self._next("NOT"):
            negated = not negated
        part, plain = self._atom(depth)
        return (Not(part), False) if negated else (part, plain)

    def _atom(self, depth: int) -> tuple[Node, bool]:
        if self._next("open"):
            return self._group(depth, self.tokens[self.at - 1]), False
        if token := self._next("field"):
            return self._limited(depth, token), False
        if token := self._next("word", "phrase"):
            term = self._term(token)
            return term, token.kind == "word" and not term.prefix
        raise self._missing()

    def _group(self, depth: int, opened: _Token) -> Node:
        if depth == MAX_DEPTH:
            raise self._bad(f"More than {MAX_DEPTH} parentheses inside one another", opened.place)
        parts = self._alternatives(depth + 1)
        if not self._next("close"):
            raise self._bad("The parenthesis opened here is not closed", opened.place)
        return _and([part for part, _ in parts])

    def _limited(self, depth: int, token: _Token) -> Node:
        name = token.text.lower()
        if name not in FIELDS:
            raise self._bad(f"There is no field “{token.text}” (fields: {', '.join(FIELDS)}; to search the "
                            "word itself, put a space after the colon)", token.place)
        return self._with_field(self._atom(depth)[0], name, token)

    def _with_field(self, node: Node, name: str, token: _Token) -> Node:
        if isinstance(node, Phrase):
            if node.field:
                raise self._bad("A field cannot stand inside another field", token.place)
            return Phrase(node.words, node.prefix, name)
        if isinstance(node, Not):
            return Not(self._with_field(node.part, name, token))
        return type(node)(tuple(self._with_field(part, name, token) for part in node.parts))

    def _term(self, token: _Token) -> Phrase:
        text = token.text.strip('"').strip()
        ended = text.rstrip(".,;:!?…")  # "nucl*?" ends a sentence; U.S. keeps its points
        text = ended if ended.endswith("*") else text
        body = text.removesuffix("*")
        words = fold(body)
        if token.kind == "phrase" and not words:
            raise self._bad("There are no words between these quotation marks", token.place)
        if not words:
            raise self._bad("A * needs the beginning of a word before it", token.place)
        if token.kind == "word" and "*" in body:
            raise self._bad("A * may only stand at the end of a word", token.place + token.text.index("*"))
        return Phrase(words, prefix=body != text)

    def _missing(self) -> BadQuery:
        """The error where words are expected and none follow."""
        before = self.tokens[self.at - 1] if self.at else None
        if before and before.kind in OPERATORS:
            return self._bad(f"{before.kind} needs words after it", before.place)
        if self.at == len(self.tokens):
            return self._bad("The parenthesis opened here is not closed", before.place if before else 0)
        token = self.tokens[self.at]
        if token.kind in OPERATORS:
            return self._bad(f"{token.kind} needs words before it", token.place)
        what = "There are no words between these parentheses" if before else \
            "This closing parenthesis has no opening one"
        return self._bad(what, token.place)

    def _bad(self, what: str, place: int) -> BadQuery:
        before, after = self.text[max(place - CONTEXT, 0):place], self.text[place:place + CONTEXT]
        start = "…" if place > CONTEXT else ""
        end = "…" if place + CONTEXT < len(self.text) else ""
        return BadQuery(f"{what}: {start}{before}{PLACE}{after}{end}", place, f"{what}.")


def _weak(term: Phrase, typed: str) -> bool:
    return set(term.words) <= FUNCTION_WORDS and not (len(typed) > 1 and typed.isupper())


def _and(parts: list[Node]) -> Node | None:
    return And(tuple(parts)) if len(parts) > 1 else next(iter(parts), None)


def _leaves(node: Node | None, negated: bool = True) -> Iterator[Phrase]:
    """The phrases of an expression; the negated ones only if asked for."""
    if isinstance(node, Phrase):
        yield node
    elif isinstance(node, Not):
        if negated:
            yield from _leaves(node.part)
    elif node is not None:
        for part in node.parts:
            yield from _leaves(part, negated)
