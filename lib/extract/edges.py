"""Where a tagged content begins and ends: behind "that", behind a colon, before the main clause goes on."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lib.extract.spans import COMPLEMENT_MARKS, Spans
from lib.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

MARKS = "|".join((*COMPLEMENT_MARKS, "which", "who"))
LEAD = re.compile(rf"(?:{MARKS})\b,?\s+", re.IGNORECASE)
ALONE = re.compile(MARKS, re.IGNORECASE)
COLON = re.compile(r":\s*$")


def pared(spans: Spans, content: Sequence[Span], verb: "Token | None") -> tuple[Span, ...]:
    """The parts of a content without what only leads into it; ``verb`` is that of its cue."""
    said = [part for part in content if not ALONE.fullmatch(spans.text, *part)] or content
    return tuple(_before_main(spans, _behind_colon(spans, _behind_mark(spans, part)), verb) for part in said)


def _behind_mark(spans: Spans, part: Span) -> Span:
    lead = LEAD.match(spans.text, *part)
    paragraph = spans.document.paragraph_at(part[0])
    if lead is None or paragraph is None or spans.regions.at(part[0]) is not None:
        return part
    words = paragraph.words((part[0], lead.end()))
    joins = words is not None and words[0].dep_ in ("mark", "dobj", "nsubj") and words[0].head.i > words[0].i
    return (lead.end(), part[1]) if joins and words[0].pos_ in ("SCONJ", "PRON") else part


def _behind_colon(spans: Spans, part: Span) -> Span:
    """The quote alone where a content is words, a colon and a quote: those words report it."""
    quotes = spans.regions.between(*part)
    if len(quotes) != 1 or quotes[0].outer[1] < part[1]:
        return part
    opens = quotes[0].outer[0]
    return quotes[0].outer if COLON.search(spans.text, part[0], opens) else part


def _before_main(spans: Spans, part: Span, verb: "Token | None") -> Span:
    """The part up to where the sentence goes on: "which Roe said was high, *begins in May*"."""
    paragraph = spans.document.paragraph_at(part[0])
    main = _clause_above(verb) if verb is not None else None
    if paragraph is None or main is None or main.doc is not paragraph.doc:
        return part
    start, _ = paragraph.token_span(main)
    comma = spans.text.rfind(",", part[0], start)
    return (part[0], comma) if part[0] < comma and start < part[1] else part


def _clause_above(verb: "Token") -> "Token | None":
    """The verb of the clause around the relative clause a cue stands in, if it comes behind the cue."""
    for word in (verb, *verb.ancestors):
        if word.dep_ == "relcl":
            above = next((it for it in word.head.ancestors if it.pos_ in ("VERB", "AUX")), None)
            return above if above is not None and above.i > verb.i else None
    return None
