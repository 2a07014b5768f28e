"""The article's own claims: sentences outside every attributed statement that assert something checkable."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from lib import lexicon
from lib.parse import Document, Paragraph
from lib.records import Span
from lib.worth import signs

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

# Signs that make any assertion checkable; a place alone does so only for what has happened.
HARD = frozenset({"figure", "date", "comparison", "trend", "rule"})
NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
CLAUSES = frozenset({"ROOT", "relcl", "advcl", "conj", "ccomp", "acl"})
MODALS = frozenset({"may", "might", "could", "would", "will", "shall", "should", "must", "can", "'ll", "wo",
                    "ca"})
HEDGES = frozenset({"seem", "appear", "hope", "fear", "threaten"})
FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "you", "your"})
MIN_WORDS = 5
NO_CLAIM = signs.NOT_FACTS | {None}


class _Taken:
    """Spans that may overlap, to ask in logarithmic time whether one of them touches another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))  # the farthest so far

    def touches(self, span: Span) -> bool:
        """Whether one of these spans shares a character with this one."""
        before = bisect_left(self._starts, span[1])
        return before > 0 and self._ends[before - 1] > span[0]


def own_claims(document: Document, attributed: Sequence[Span]) -> tuple[Span, ...]:
    """Spans of the sentences in which the article itself asserts something checkable, in text order.

    ``attributed`` holds the spans of contents and cues of the article's statements, in any order: a
    sentence that any of them touches is somebody's words or the report of them.
    """
    taken = _Taken(attributed)
    return tuple(_trimmed(document.text, span) for paragraph, words, span in _sentences(document)
                 if not taken.touches(span) and _asserts(paragraph, words, span))


def _sentences(document: Document) -> Iterator[tuple[Paragraph, "Words", Span]]:
    for paragraph in document.paragraphs:
        if not paragraph.heading:
            for words in paragraph.doc.sents:
                yield paragraph, words, paragraph.span(words)


def _asserts(paragraph: Paragraph, words: "Words", span: Span) -> bool:
    text = words.text.strip()
    root = words.root
    if len(text.split()) < MIN_WORDS or not _whole(text) or _rhetorical(text) or not _finite(root):
        return False
    if any(token.lower_ in FIRST_PERSON and token.ent_type_ == "" for token in words):
        return False  # an appeal to the reader, or somebody's words without marks
    found = signs.signs(text)
    if signs.kind(text, found) in NO_CLAIM:
        return False
    names = {sign.name for sign in found}
    if names & HARD:
        return _told_somewhere(words) or bool(names & {"figure", "date"} and not _modal(root))
    named = any(entity.label_ in NAMED for entity in words.ents)
    return (named or bool(names)) and _happened(root) and not _judgement(root)


def _whole(text: str) -> bool:
    """A sentence that begins with a capital or figure and ends with a full stop; no question, no cry."""
    first = next((letter for letter in text if letter.isalnum()), "")
    return (first.isupper() or first.isdigit()) and text.rstrip("\"'”’)»").endswith((".", "…"))


def _rhetorical(text: str) -> bool:
    lower = text.lower().replace("’", "'")
    return any(phrase in lower for phrase in lexicon.words("worth_rhetoric"))


def _finite(root: "Token") -> bool:
    return root.pos_ in ("VERB", "AUX") and any(child.dep_ in SUBJECTS for child in root.children)


def _modal(verb: "Token") -> bool:
    return any(child.lower_ in MODALS for child in verb.children if child.dep_ in ("aux", "auxpass"))


def _happened(verb: "Token") -> bool:
    """Told as a fact of the past or the present: finite, no modal, no hedge."""
    if _modal(verb) or verb.lemma_ in HEDGES:
        return False
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    return bool(helpers) or verb.tag_ in ("VBD", "VBZ", "VBP")


def _told_somewhere(words: "Words") -> bool:
    """One clause at least that tells what is or was: in "would replace stocks that have been depleted"."""
    return any(token.pos_ in ("VERB", "AUX") and token.dep_ in CLAUSES and _happened(token)
               for token in words)


def _judgement(root: "Token") -> bool:
    """A bare adjective or noun of praise or blame behind "be": "was dramatic"."""
    return root.lemma_ == "be" and any(child.dep_ in ("acomp", "prep", "advmod") for child in root.children) \
        and not any(child.dep_ == "attr" for child in root.children)


def _trimmed(text: str, span: Span) -> Span:
    words = text[slice(*span)]
    start = span[0] + len(words) - len(words.lstrip())
    return start, start + len(words.strip())
