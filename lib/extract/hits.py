"""What a rule over the parse finds, in words of the parse, before it becomes spans of the article."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lib.extract import grammar
from lib.extract.spans import Spans
from lib.records import Found, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from lib.parse import Paragraph


@dataclass(frozen=True)
class Hit:
    """A cue word with the words of the content and the head of the source."""

    head: "Token"
    content: "Sequence[Token]"
    source: "Token | None"
    cue: "Sequence[Token]"
    rule: str
    via: "Token | None" = None
    attitude: bool = False
    thought: bool = False  # a belief, not speech
    lemma: str | None = None  # of the cue, where it is more than one word


def to_found(hit: Hit, spans: Spans, paragraph: "Paragraph") -> Found | None:
    """The hit as spans; None where no word of content is left."""
    content = spans.content(paragraph, hit.content)
    if not content:
        return None
    source = source_spans(hit, spans, paragraph)
    via = _phrase(spans, paragraph, hit.via)
    return Found(
        content=content, kind=spans.regions.kind(spans.text, content), cue=spans.runs(paragraph, hit.cue),
        cue_lemma=hit.lemma or grammar.lemma(hit.head), source=source, via=via, rule=hit.rule,
        attitude=hit.attitude)


def source_spans(hit: Hit, spans: Spans, paragraph: "Paragraph") -> tuple[Span, ...]:
    """The source as printed; for "who" the noun it stands for comes first."""
    if hit.source is None:
        return ()
    words = spans.noun(paragraph, hit.source, without=[*hit.content, *hit.cue])
    if hit.source.lower_ in grammar.RELATIVES and hit.source.head.dep_ == "relcl":
        antecedent = hit.source.head.head
        clause = list(hit.source.head.subtree)
        return spans.noun(paragraph, antecedent, without=clause) + words
    return words


def _phrase(spans: Spans, paragraph: "Paragraph", head: "Token | None") -> Span | None:
    found = spans.noun(paragraph, head) if head is not None else ()
    return found[0] if found else None
