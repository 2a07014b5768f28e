"""What the tagger finds, as statements: its spans linked, trimmed and classed like the rules' finds."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lib.extract import edges, grammar, merge
from lib.extract.regions import WORD
from lib.extract.spans import Spans
from lib.extract.tagger import Tagged, Tagger, link
from lib.records import Found, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from lib.parse import Document

RULE = "tagger"


def find(spans: Spans, tagger: Tagger) -> list[Found]:
    """Everything the tagger finds, in text order and without overlaps; ``score`` says how sure it is."""
    document = spans.document
    paragraphs = [(part.start, part.end) for part in document.paragraphs]
    tagged = tagger.tag(document.text, paragraphs, spans.regions)
    sentences = link.Blocks([span for _, span in document.sentences()])
    linked = link.link(tagged, sentences, link.Blocks(paragraphs), spans.regions,
                       lambda cue: acting(document, cue))
    return merge.merge(found for one in linked if (found := _found(spans, one)) is not None)


def acting(document: "Document", cue: Span) -> Span | None:
    """The characters of who acts in a cue by the parse, None where it has no subject."""
    verb, paragraph = cue_verb(document, cue), document.paragraph_at(cue[0])
    if verb is None or paragraph is None:
        return None
    subject = grammar.agent(verb) if grammar.is_passive(verb) else grammar.subject(verb)
    return paragraph.token_span(subject) if subject is not None else None


def cue_words(document: "Document", cue: Span) -> "list[Token]":
    """The parsed words of a cue."""
    paragraph = document.paragraph_at(cue[0])
    words = paragraph.words(cue) if paragraph is not None else None
    return list(words) if words is not None else []


def cue_verb(document: "Document", cue: Span) -> "Token | None":
    """The verb of a cue that no other word of the cue governs, else its first verb."""
    words = cue_words(document, cue)
    verbs = [word for word in words if word.pos_ == "VERB"] or [word for word in words if word.pos_ == "AUX"]
    inside = {word.i for word in words}
    return next((verb for verb in verbs if verb.head.i not in inside or verb.head == verb),
                verbs[0] if verbs else None)


def _found(spans: Spans, one: link.Linked) -> Found | None:
    cue = _clean(spans, one.cue)
    verb = cue_verb(spans.document, cue[0]) if cue else None
    content = spans.whole(edges.pared(spans, _clean(spans, one.content), verb))
    if not content:
        return None
    return Found(content=content, kind=spans.regions.kind(spans.text, content), cue=cue,
                 cue_lemma=_lemma(spans, cue), source=_clean(spans, one.source), rule=RULE,
                 score=_score(one))


def _clean(spans: Spans, parts: Sequence[Tagged]) -> tuple[Span, ...]:
    trimmed = (spans.trim(part.span) for part in parts)
    return tuple(span for span in trimmed if WORD.search(spans.text, *span))


def _lemma(spans: Spans, cue: Sequence[Span]) -> str | None:
    if not cue:
        return None
    verb = cue_verb(spans.document, cue[0])
    if verb is not None:
        return grammar.lemma(verb)
    nouns = [word for word in cue_words(spans.document, cue[0]) if word.pos_ in ("NOUN", "ADJ", "PROPN")]
    return grammar.lemma(nouns[-1]) if nouns else spans.text[slice(*cue[0])].lower()


def _score(one: link.Linked) -> float:
    """How sure the tagger is of content and source together: the least sure part times the source."""
    score = min(part.probability for part in one.content)
    for part in one.source:
        score *= part.probability
    return score
