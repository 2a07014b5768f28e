"""Statement or attitude: what somebody said or holds to be so, against what they merely want or do.

A tagger trained on PolNeAR finds both, as that corpus marks intentions and wishes too.  A reader who asks
who said what wants the first; the second stay as rows, marked.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lib import lexicon
from lib.extract import grammar
from lib.extract.learned import cue_verb, cue_words
from lib.extract.regions import WORD
from lib.extract.spans import Spans
from lib.records import Found, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

CLAUSE_VERBS = ("speech_verbs", "thought_verbs", "evidence_verbs", "passive_verbs", "as_verbs")
NAMING_VERBS = ("label_verbs",)
DEED_VERBS = ("appeal_verbs", "commitment_verbs")
SPOKEN_QUOTE = 4  # words in marks from which a stretch is somebody's words whatever the cue
SHORT = 6  # words
FINITE = ("VBD", "VBZ", "VBP", "MD")
CLAUSE_MARKS = ("that", "whether", "if", "how", "why")


def is_statement(spans: Spans, found: Found) -> bool:
    """Whether a find is a statement; False for a bare attitude, a title or a doubted word."""
    verb = cue_verb(spans.document, found.cue[0]) if found.cue else None
    quoted = _quoted_words(spans, found.content)
    if found.kind != "indirect":
        return quoted >= SPOKEN_QUOTE or not found.cue or _speaks(spans, found, verb)
    if _hides(spans, found) or (verb is not None and _by_nobody(verb)):
        return False
    if _deed(spans, found, verb) or (verb is not None and grammar.has(verb, *NAMING_VERBS)):
        return True
    return has_clause(spans, found.content) and _speaks(spans, found, verb)


def _by_nobody(verb: "Token") -> bool:
    """Whether nobody says it: denied, supposed, or the voice of experience."""
    subject = grammar.subject(verb)
    return grammar.is_denied(verb) or (subject is not None and grammar.is_generic(subject))


def _hides(spans: Spans, found: Found) -> bool:
    """Whether the content is only that the source stays unnamed: "asked not to be identified"."""
    words = _words(spans, found.content)
    return len(words) <= SHORT and any(word.lower_ in lexicon.words("anonymity_words") for word in words)


def _quoted_words(spans: Spans, content: Sequence[Span]) -> int:
    return sum(spans.regions.at(word.start()) is not None
               for part in content for word in WORD.finditer(spans.text, *part))


def _speaks(spans: Spans, found: Found, verb: "Token | None") -> bool:
    """Whether the cue utters words or a belief: a word that takes a clause, "according to", a colon."""
    words = cue_words(spans.document, found.cue[0]) if found.cue else []
    if verb is not None and grammar.has(verb, *CLAUSE_VERBS, *NAMING_VERBS, *DEED_VERBS):
        return True
    if verb is not None and any((grammar.lemma(verb), word.lower_) in lexicon.pairs("phrasal_verbs")
                                for word in words):
        return True
    lowered = spans.text[slice(*found.cue[0])].lower() if found.cue else ""
    return "according to" in lowered or ":" in lowered or any(
        grammar.has(word, "cue_nouns", "cue_adjectives") for word in words)


def _deed(spans: Spans, found: Found, verb: "Token | None") -> bool:
    """Whether the content is what somebody undertakes or asks for: "vowed to …", "urged them to …"."""
    if verb is None or not grammar.has(verb, *DEED_VERBS):
        return False
    return any(word.tag_ == "TO" for word in _words(spans, found.content))


def has_clause(spans: Spans, content: Sequence[Span]) -> bool:
    """Whether the content says something of something: a finite verb, not below a relative pronoun alone."""
    words = _words(spans, content)
    if words and words[0].lower_ in CLAUSE_MARKS:
        return True
    inside = {word.i for word in words}
    return any(word.tag_ in FINITE and not _in_relative(word, inside) for word in words)


def _in_relative(word: "Token", inside: set[int]) -> bool:
    """Whether a verb belongs to a relative clause about a noun of the content."""
    while word.head != word and word.i in inside:
        if word.dep_ in ("relcl", "acl") and word.head.i in inside:
            return True
        word = word.head
    return False


def _words(spans: Spans, content: Sequence[Span]) -> "list[Token]":
    found = []
    for part in content:
        paragraph = spans.document.paragraph_at(part[0])
        words = paragraph.words(part) if paragraph is not None else None
        found += list(words) if words is not None else []
    return found
