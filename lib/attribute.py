"""Found statements → attributions: whose words they are, how sure that is, and which rule says so.

A source beside the statement is kept.  A quote that stands alone takes the speaker who is speaking
where it stands: the paragraph's, the person who has just acted, the paragraph's before.  Where nothing
supports a name the source stays empty: a wrong name in print is worse than none.
"""

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lib import calibration, lexicon
from lib.records import Attribution, Found, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

    from lib.parse import Document, Paragraph

UNKNOWN = "unknown"
ANSWER = "interview answer"
UNNAMED = ("passive", "raised belief")  # nobody is named, and nobody must be added
WORD = re.compile(r"\w+")
TAIL_WORDS = 8  # words behind the last statement of a paragraph that still leave the word with its speaker
MIN_DOUBLE = 3  # words from which two equal quotes are one quote printed twice; also the key of the look-up

# How often content and source are both right, by the rule that found the statement and named its source:
# measured on 500 training articles of PolNeAR; rules too rare there to count have a neighbour's value.
CONFIDENCE = {
    "quote, then report": 0.94, "report, then quote": 0.82, "clause": 0.85, "parenthesis": 0.86,
    "according to": 0.88, "label": 0.7, "commitment": 0.5, "appeal": 0.75, "as clause": 0.64,
    "as passive": 0.75, "quoted as saying": 0.8, "trailing report": 0.7, "adjective": 0.77,
    "uttered noun": 0.8, "noun clause": 0.5, "headline label": 0.8, "label before quote": 0.75,
    "transcript": 0.8, "signature": 0.75, "speech act": 0.6, "attitude": 0.6, "passive": 0.7,
    "raised belief": 0.6, ANSWER: 0.6, "same paragraph": 0.7, "beat": 0.55, "speech goes on": 0.6,
    UNKNOWN: 0.3,  # that a quote with no speaker is a statement at all
}
OTHER_CONFIDENCE = 0.7  # of a find by a rule or model that is not in the table


@dataclass(frozen=True)
class Place:
    """A statement without a source, and what stands before it."""

    document: "Document"
    found: Found
    before: Sequence[Attribution]

    @property
    def start(self) -> int:
        """Where its words begin."""
        return self.found.content[0][0]

    @property
    def paragraph(self) -> "Paragraph | None":
        """The paragraph it stands in."""
        return self.document.paragraph_at(self.start)


def attribute(document: "Document", founds: Sequence[Found]) -> list[Attribution]:
    """One attribution for each statement, in text order.

    Of two statements over the same words the stronger one stays; of a quote printed twice the one with
    the report.
    """
    placed: list[Attribution] = []
    for found in _apart(founds):
        placed.append(_placed(Place(document, found, placed)))
    return _once(document.text, placed)


def _placed(place: Place) -> Attribution:
    found = place.found
    alone = found.rule == calibration.TAGGER and found.kind != "direct"  # mostly unnamed in the text, too
    if found.source or alone or (found.cue and found.rule in UNNAMED):
        return _sure(Attribution(found, found.source, found.rule, prior(found.rule)))
    for name, rule in RULES:
        source = rule(place)
        if source and not _meet(source, found.content):  # marks that cross may put a name among the words
            return _sure(Attribution(found, source, name, prior(name)))
    return _sure(Attribution(found, (), UNKNOWN, prior(UNKNOWN)))


def _meet(one: Iterable[Span], other: Sequence[Span]) -> bool:
    return any(start < last and first < end for start, end in one for first, last in other)


def prior(rule: str) -> float:
    """How often content and source are right by the rule that named the source, by itself."""
    return CONFIDENCE.get(rule, OTHER_CONFIDENCE)


def _sure(one: Attribution) -> Attribution:
    """The same with a confidence counted from all the finders know, where the tagger has looked."""
    weights = calibration.weights() if one.found.score is not None else None
    if weights is None:
        return one
    return replace(one, confidence=round(calibration.probability(
        weights, calibration.features(one, one.confidence)), 3))


def _interview(place: Place) -> tuple[Span, ...]:
    """The person whom the text above the answers introduces."""
    if place.found.rule != ANSWER:
        return ()
    return next(((entity.span,) for entity in place.document.entities()
                 if entity.label == "PERSON" and entity.span[1] <= place.start), ())


def _same_paragraph(place: Place) -> tuple[Span, ...]:
    """The speaker of the statement before it in the same paragraph."""
    paragraph = place.paragraph
    for one in reversed(place.before):
        if paragraph is None or one.found.content[0][0] < paragraph.start:
            return ()
        if one.source and not one.found.attitude:
            return one.source
    return ()


def _cut_in(place: Place) -> tuple[Span, ...]:
    """The person who cuts in behind the report before: '"…," Roe said, and her son cut in. "…"'."""
    paragraph, last = place.paragraph, place.before[-1].found if place.before else None
    if paragraph is None or last is None or not last.cue or last.content[-1][0] < paragraph.start:
        return ()
    for sentence in paragraph.doc.sents:
        start, end = paragraph.span(sentence)
        between = place.document.text[end:place.start]
        if start <= last.cue[-1][0] < end <= place.start and not WORD.search(between):
            behind = last.cue[-1][1] - paragraph.start
            return next((_phrase(paragraph, token) for token in sentence
                         if token.dep_ == "nsubj" and token.head.dep_ == "conj"
                         and token.head.head.idx < behind < token.idx
                         and (_is_person(token)
                              or token.lemma_.lower() in lexicon.words("people_nouns"))), ())
    return ()


def _beat(place: Place) -> tuple[Span, ...]:
    """The person who does something in the sentence right before: 'X turned to the camera. "…"'."""
    paragraph = place.paragraph
    if paragraph is None:
        return ()
    last: SpacySpan | None = None
    for sentence in paragraph.doc.sents:
        if paragraph.span(sentence)[1] > place.start:
            break
        last = sentence
    return _acting_person(paragraph, last) if last is not None else ()


def _acting_person(paragraph: "Paragraph", sentence: "SpacySpan") -> tuple[Span, ...]:
    for token in sentence:
        if token.dep_ == "nsubj" and token.head.dep_ in ("ROOT", "conj") and _is_person(token):
            return _phrase(paragraph, token)
    return ()


def _is_person(token: "Token") -> bool:
    return token.ent_type_ == "PERSON" or token.lower_ in ("he", "she") or token.pos_ == "PROPN"


def _phrase(paragraph: "Paragraph", noun: "Token") -> tuple[Span, ...]:
    part = list(noun.subtree)
    return ((paragraph.start + part[0].idx, paragraph.start + part[-1].idx + len(part[-1])),)


def _speech_goes_on(place: Place) -> tuple[Span, ...]:
    """The speaker of the paragraph before, if that ended with a statement or its report."""
    paragraph = place.paragraph
    if paragraph is None or paragraph.index == 0 or not place.before:
        return ()
    previous, last = place.document.paragraphs[paragraph.index - 1], place.before[-1]
    end = max(span[1] for span in (*last.found.content, *last.found.cue, *last.source))
    if last.found.attitude or end < previous.start:
        return ()
    rest = place.document.text[end:previous.end]
    return last.source if len(WORD.findall(rest)) <= TAIL_WORDS else ()


RULES: tuple[tuple[str, Callable[[Place], tuple[Span, ...]]], ...] = (
    (ANSWER, _interview),
    ("beat", _cut_in),
    ("same paragraph", _same_paragraph),
    ("beat", _beat),
    ("speech goes on", _speech_goes_on),
)


def _apart(founds: Iterable[Found]) -> list[Found]:
    """The founds in text order without overlaps: speech, then one with a source, then the longer, stays."""
    kept: list[Found] = []
    taken: list[Span] = []
    for one in sorted(founds, key=_strength):
        if one.content and not any(_is_taken(taken, span) for span in one.content):
            kept.append(one)
            for span in one.content:
                insort(taken, span)
    return sorted(kept, key=lambda one: one.content)


def _is_taken(taken: Sequence[Span], span: Span) -> bool:
    place = bisect_left(taken, span)
    return (place > 0 and taken[place - 1][1] > span[0]) or (place < len(taken) and taken[place][0] < span[1])


def _strength(found: Found) -> tuple[bool, bool, int, tuple[Span, ...]]:
    length = sum(end - start for start, end in found.content)
    return found.attitude, not found.source and not found.cue, -length, found.content


def _once(text: str, placed: Sequence[Attribution]) -> list[Attribution]:
    """Without quotes printed twice: one without a reporting verb (pull quote) that another one holds."""
    folded = [_folded(text, one.found) for one in placed]
    doubles: dict[str, list[int]] = defaultdict(list)
    for place, (one, words) in enumerate(zip(placed, folded, strict=True)):
        if one.found.kind != "indirect" and not _is_bare(one.found):
            for start in range(max(len(words) - MIN_DOUBLE + 1, 1)):
                doubles[" ".join(words[start:start + MIN_DOUBLE])].append(place)
    kept = []
    for one, words in zip(placed, folded, strict=True):
        others = doubles.get(" ".join(words[:MIN_DOUBLE]), ()) if len(words) >= MIN_DOUBLE else ()
        bare = _is_bare(one.found) and one.found.kind != "indirect"
        if not bare or not any(_holds(folded[other], words) for other in others):
            kept.append(one)
    return kept


def _is_bare(found: Found) -> bool:
    """Whether no verb reports the statement: nothing beside it, a signature, or a label."""
    return not found.cue or found.cue_lemma == ":"


def _holds(outer: Sequence[str], inner: Sequence[str]) -> bool:
    return f" {' '.join(inner)} " in f" {' '.join(outer)} "


def _folded(text: str, found: Found) -> list[str]:
    return [word.lower() for start, end in found.content for word in WORD.findall(text[start:end])]
