"""The records that the rooms exchange: frozen, without behaviour that needs a model.

A span is ``(start, end)`` in characters of ``Article.text``, end exclusive.  Unknown is ``None``
here; the table shows it as an empty cell.
"""

import hashlib
from dataclasses import dataclass, field

Span = tuple[int, int]
MAX_HEADLINE = 60  # characters of the text that stand for a missing title

KINDS = ("direct", "mixed", "indirect", "article")
SPEAKER_TYPES = ("person", "organisation", "group", "unnamed")

# Printed between the parts of one statement that the reporter's words interrupt ("…," she said, "…"),
# the usual sign for an editor's omission, so that no reader takes the parts for one unbroken text.
PART_JOIN = " […] "


@dataclass(frozen=True, slots=True)
class Article:
    """One article as the archive knows it; ``text`` is repaired and free of page furniture."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None  # ISO 8601 day
    date_basis: str | None = None  # where the date was read: "given", "page metadata", "page header"
    url: str | None = None
    language: str | None = None  # ISO 639-1, None when it cannot be told

    @property
    def text_hash(self) -> str:
        """SHA-256 of the text, hexadecimal: proves which text a statement was found in."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that did not become an article, and why, in words for the reader."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What extraction found at one place: content with its cue and, if it stands beside it, its source."""

    content: tuple[Span, ...]
    kind: str
    cue: tuple[Span, ...] = ()
    cue_lemma: str | None = None  # "say", "according to"
    source: tuple[Span, ...] = ()
    via: Span | None = None  # the relay beside the speaker: "told Reuters", "citing …"
    rule: str = ""  # name of the rule or model that decided
    attitude: bool = False  # a bare attitude ("welcomed the move"), no statement
    score: float | None = None  # of the tagger, 0 to 1; 0 if it saw nothing, None where it was not asked


@dataclass(frozen=True, slots=True)
class Attribution:
    """A found statement with its source decided, or honestly left open (``source`` empty)."""

    found: Found
    source: tuple[Span, ...]
    rule: str  # how the source was decided
    confidence: float  # 0 to 1, that content and source are right


@dataclass(frozen=True, slots=True)
class Evidence:
    """One step of *why this speaker*: the words in the text that justify it and the rule that used them."""

    step: str  # "mention", "name", "role", "institution"
    words: str
    span: Span | None
    rule: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a source means.  Every field may be unknown; ``key`` is one speaker across the archive."""

    name: str | None = None
    type: str | None = None
    role: str | None = None
    institution: str | None = None
    mention: str | None = None  # the source as printed
    key: str | None = None  # folded name: the same full name in two articles is one speaker
    institution_key: str | None = None  # folded core: "US State Department" and "State department" are one
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0  # that the mention was resolved to the right name


@dataclass(frozen=True, slots=True)
class Statement:
    """One row of the archive: the words, who said them, how, and where the proof stands."""

    id: str
    article_id: str
    kind: str
    content: tuple[Span, ...]
    text: str  # the parts of the content, joined by PART_JOIN
    cue: tuple[Span, ...]
    cue_verb: str | None
    source: tuple[Span, ...]
    speaker: Speaker
    via: str | None
    about: tuple[str, ...]  # the people, bodies and places the content names
    context_before: str
    context_after: str
    passage: str  # the paragraph and the one before it: what the second vector is made from
    paragraph: int  # counted from 1
    attitude: bool
    on_record: str  # "named", "unnamed" or "unclear"
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that came out of one article, and what could not be done with it."""

    article: Article
    statements: tuple[Statement, ...] = ()
    notes: tuple[str, ...] = field(default=())  # "not English: only quotes by marks were kept"


def headline(article: Article) -> str:
    """What to call an article before a reader: its title, else its first words, else outlet and date."""
    if article.title:
        return article.title
    words = " ".join(article.text[:MAX_HEADLINE + 1].split())
    if not words:
        return ", ".join(filter(None, ("Untitled article", article.outlet, article.date)))
    cut = words if len(article.text) <= MAX_HEADLINE else f"{words.rsplit(' ', 1)[0]} …"
    return f"Untitled: “{cut}”"


def statement_id(article_id: str, content: tuple[Span, ...], kind: str) -> str:
    """A stable id, 16 hexadecimal digits: the same article, place and kind give the same id for ever."""
    place = ",".join(f"{start}-{end}" for start, end in content)
    return hashlib.sha256(f"{article_id}|{place}|{kind}".encode()).hexdigest()[:16]


def content_text(text: str, content: tuple[Span, ...]) -> str:
    """The words of a content as stored: its parts in order, joined by ``PART_JOIN``."""
    return PART_JOIN.join(text[start:end] for start, end in content)
