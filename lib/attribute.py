"""Found statements → attributions: whose words they are, how sure that is, and which rule says so.

A source beside the statement is kept.  A quote that stands alone takes the speaker who is speaking
where it stands: the paragraph's, the next sentence's, the paragraph's before.  Where nothing supports a
name the source stays empty: a wrong name in print is worse than none.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lib.records import Attribution, Found, Span

if TYPE_CHECKING:
    from lib.parse import Document, Paragraph

# How often content and source are both right, by the rule that found the statement: measured on the
# training articles, rounded; rules too rare there to count have the value of the nearest common kind.
CONFIDENCE = {"direct": 0.9, "mixed": 0.8, "indirect": 0.75}
UNNAMED_RULES = ("passive", "raised belief")  # nobody is named, and nobody must be added
WORD = re.compile(r"\w+")


def attribute(document: "Document", founds: Sequence[Found]) -> list[Attribution]:
    """One attribution for each statement, in text order; of two over the same words one stays."""
    placed: list[Attribution] = []
    for found in sorted(_apart(document.text, founds), key=lambda one: one.content[0]):
        placed.append(_place(document, found, placed))
    return _once(document.text, placed)


def _place(document: "Document", found: Found, before: Sequence[Attribution]) -> Attribution:
    if found.source:
        return Attribution(found, found.source, found.rule, CONFIDENCE.get(found.kind, 0.7))
    if found.cue and found.rule in UNNAMED_RULES:
        return Attribution(found, (), found.rule, 0.6)
    for rule, confidence in RULES:
        source = rule(document, found, before)
        if source:
            return Attribution(found, source, rule.__name__.strip("_").replace("_", " "), confidence)
    return Attribution(found, (), "unknown", 0.3)


def _interview_answer(document: "Document", found: Found, before: Sequence[Attribution]) -> tuple[Span, ...]:
    """The person whom the text above the first answer introduces."""
    if found.rule != "interview answer":
        return ()
    for entity in document.entities():
        if entity.span[1] <= found.content[0][0] and entity.label == "PERSON":
            return (entity.span,)
    return ()


def _same_paragraph(document: "Document", found: Found, before: Sequence[Attribution]) -> tuple[Span, ...]:
    """The speaker of the statement before it in the same paragraph."""
    paragraph = document.paragraph_at(found.content[0][0])
    for one in reversed(before):
        if paragraph is None or one.found.content[0][0] < paragraph.start:
            return ()
        if one.source:
            return one.source
    return ()


def _beat(document: "Document", found: Found, before: Sequence[Attribution]) -> tuple[Span, ...]:
    """The person who does something in the sentence right before: 'X turned to the camera. "…"'."""
    paragraph = document.paragraph_at(found.content[0][0])
    if paragraph is None:
        return ()
    sentence = _sentence_before(paragraph, found.content[0][0])
    return _acting_person(paragraph, sentence) if sentence is not None else ()


def _speech_goes_on(document: "Document", found: Found, before: Sequence[Attribution]) -> tuple[Span, ...]:
    """The speaker of the paragraph before, if that ended with a quote or its report."""
    paragraph = document.paragraph_at(found.content[0][0])
    if paragraph is None or paragraph.index == 0 or not before:
        return ()
    previous = document.paragraphs[paragraph.index - 1]
    last = before[-1]
    if last.found.kind == "indirect" or last.found.content[-1][1] < previous.start:
        return ()
    end = max(span[1] for span in (*last.found.content, *last.found.cue, *last.source))
    rest = document.text[end:previous.end]
    return last.source if len(WORD.findall(rest)) <= 8 else ()


RULES = ((_interview_answer, 0.6), (_same_paragraph, 0.85), (_beat, 0.55), (_speech_goes_on, 0.7))


def _sentence_before(paragraph: "Paragraph", offset: int):
    last = None
    for sentence in paragraph.doc.sents:
        start, end = paragraph.span(sentence)
        if end > offset or start >= offset:
            break
        last = sentence
    return last


def _acting_person(paragraph: "Paragraph", sentence) -> tuple[Span, ...]:
    for token in sentence:
        if token.dep_ == "nsubj" and token.head.dep_ in ("ROOT", "conj") and (
                token.ent_type_ == "PERSON" or token.lower_ in ("he", "she") or token.pos_ == "PROPN"):
            part = list(token.subtree)
            return ((paragraph.start + part[0].idx, paragraph.start + part[-1].idx + len(part[-1])),)
    return ()


def _apart(text: str, founds: Iterable[Found]) -> list[Found]:
    """The founds without overlaps: the one with a source, then the longer one, stays."""
    kept: list[Found] = []
    for one in sorted(founds, key=_strength):
        if one.content and not any(a[0] < b[1] and b[0] < a[1] for other in kept
                                   for a in one.content for b in other.content):
            kept.append(one)
    return kept


def _strength(found: Found) -> tuple[bool, bool, int]:
    return found.attitude, not found.source and not found.cue, -sum(end - start for start, end in found.content)


def _once(text: str, placed: Sequence[Attribution]) -> list[Attribution]:
    """Without quotes printed twice: a bare one (pull quote, headline) whose words another one holds."""
    spoken = [(one, _folded(text, one.found)) for one in placed if one.found.cue]
    return [one for one in placed
            if one.found.cue or not any(_folded(text, one.found) in words for _, words in spoken)]


def _folded(text: str, found: Found) -> str:
    return " ".join(word.lower() for start, end in found.content for word in WORD.findall(text[start:end]))
