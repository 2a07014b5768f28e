"""What a rule over the parse finds, in words of the parse, before it becomes spans of the article."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from lib import lexicon
from lib.extract import grammar
from lib.extract.spans import DATELINE, Spans
from lib.records import Found, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from lib.parse import Paragraph

RELAYED = ("tell", "inform")


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
    lemma: str | None = None  # of the cue, where it is more than one word


def to_found(hit: Hit, spans: Spans, paragraph: "Paragraph") -> Found | None:
    """The hit as spans; None where no word of content is left."""
    content = spans.content(paragraph, _said(hit, spans, paragraph))
    if not content:
        return None
    via = spans.noun(paragraph, hit.via)[:1] if hit.via is not None else ()
    return Found(
        content=content, kind=spans.regions.kind(spans.text, content), cue=spans.runs(paragraph, hit.cue),
        cue_lemma=hit.lemma or grammar.lemma(hit.head), source=source_spans(hit, spans, paragraph),
        via=via[0] if via else relay(hit.head, spans, paragraph), rule=hit.rule, attitude=hit.attitude)


def _said(hit: Hit, spans: Spans, paragraph: "Paragraph") -> "Sequence[Token]":
    """The content without the reporter's own words behind the report of a quote.

    In '"We leave," Roe said, and her son cut in' the parser ties the second clause to the quote.  Words
    behind the verb were said if they stand in marks, or govern those in front: '"Fog," Roe said, shut us in'.
    """
    front = [token for token in hit.content if token.i < hit.head.i]
    behind = [token for token in hit.content if token.i > hit.head.i]
    spoken = [token for token in front if not (token.is_punct or token.is_space)]
    if not spoken or not all(spans.quoted(paragraph, token) for token in spoken):
        return hit.content
    governed = any(token.head in behind and grammar.is_noun(token) for token in spoken)
    if governed or any(token.lower_ == "that" for token in behind[:3]):
        return hit.content
    return front + [token for token in behind if spans.quoted(paragraph, token)]


def source_spans(hit: Hit, spans: Spans, paragraph: "Paragraph") -> tuple[Span, ...]:
    """The source as printed; for "who" the noun it stands for comes first."""
    if hit.source is None:
        return ()
    head, barred = hit.source, _dateline(spans, paragraph)
    if head in barred or grammar.is_date(head):
        found = grammar.nearest_noun(hit.head, lambda noun: noun not in barred and not (
            grammar.is_date(noun) or spans.quoted(paragraph, noun)))
        if found is None:
            return ()
        head = found
    barred += [token for token in head.subtree if grammar.is_date(token) and token.i < head.i]
    words = spans.noun(paragraph, head, without=[*hit.content, *hit.cue, *barred])
    if head.lower_ in grammar.RELATIVES and head.head.dep_ == "relcl":
        antecedent = head.head.head
        return spans.noun(paragraph, antecedent, without=list(head.head.subtree)) + words
    return words


def _dateline(spans: Spans, paragraph: "Paragraph") -> "list[Token]":
    """The words of "LONDON (Reuters) - " at a paragraph's beginning."""
    match = DATELINE.match(spans.text, paragraph.start, paragraph.end)
    if match is None:
        return []
    return list(takewhile(lambda token: paragraph.start + token.idx < match.end(), paragraph.doc))


def relay(verb: "Token", spans: Spans, paragraph: "Paragraph") -> Span | None:
    """Who passed it on: "told the Harbour Times", "citing an official"."""
    if grammar.lemma(verb) in RELAYED:
        for child in grammar.children(verb, "dobj", "dative"):
            phrase = spans.noun(paragraph, child)
            if phrase and _is_outlet(child):
                return phrase[0]
    for child in grammar.children(verb, "advcl"):
        if child.lower_ in ("citing", "quoting"):
            for noun in grammar.children(child, "dobj"):
                phrase = spans.noun(paragraph, noun)
                if phrase:
                    return spans.token(paragraph, child)[0], phrase[0][1]
    return None


def _is_outlet(noun: "Token") -> bool:
    return noun.lower_ in lexicon.words("news_outlets") and noun.pos_ in ("PROPN", "NOUN")
