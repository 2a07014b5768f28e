"""What the rules and the tagger find, as one list: each does what it is measured to do better.

Layout (transcripts, signatures, headline labels) and marks other than the double ones are the rules' alone:
the tagger's corpus holds none, so it lends them no score.  Elsewhere its spans stand and the rules add the
source it missed, the relay, and statements it did not see: measured on PolNeAR's development part with the
first tagger, that gave an attribution F1 of 71.9, the tagger alone 71.6, the rules' spans where both find
something 68.7, the longer of the two 70.4.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lib.extract import grammar, learned, merge, stance
from lib.extract.regions import WORD
from lib.extract.spans import Spans
from lib.records import Found, Span

LEADING = re.compile(r":\s*$")
LAYOUT = ("signature", "transcript", "interview answer", "headline label", "label before quote")
COMMON = ('"', "“", "”", "''")  # what the quotation marks of the tagger's corpus begin with
UNSEEN = 0.0  # the score of what the tagger does not find
DOUBT = 0.5  # of a score where rule and tagger name different sources
NEAR = 0.9  # such a share from which the rule's edges stand: they fall where the grammar has them
SURE = 0.8  # score from which the tagger's own span stands against a longer one of a rule
STRETCH = 500  # characters by which finds are looked up
SAME = 0.5  # share of the words of two finds that both hold, from which they are one statement


def join(spans: Spans, ruled: Sequence[Found], tagged: Sequence[Found]) -> list[Found]:
    """The statements of a document in text order, none inside another."""
    own = [one for one in ruled if _is_layout(spans, one)]
    taken = merge.Taken()
    for one in own:
        taken.add(one.content)
    general = [one for one in ruled if not _is_layout(spans, one)]
    near = _Near(general)
    voices = Counter(one.source for one in tagged)
    kept = [_joined(spans, part, near.to(part.content), voices[one.source] > 1) for one in tagged
            if not taken.touches(one.content) and not _is_cut_short(spans, one, near.to(one.content))
            for part in _parted(spans, one, near.to(one.content))]
    for one in kept:
        taken.add(one.content)
    rest = (replace(one, score=UNSEEN) for one in general if not taken.touches(one.content))
    return merge.merge([*kept, *own, *rest])


class _Near:
    """Finds by the stretches of the text they stand in."""

    def __init__(self, ruled: Sequence[Found]) -> None:
        self._ruled = ruled
        self._at: dict[int, list[int]] = defaultdict(list)
        for place, rule in enumerate(ruled):
            for stretch in _stretches(rule.content):
                self._at[stretch].append(place)

    def to(self, content: Sequence[Span]) -> list[Found]:
        """The finds that share a character with a content, in their order."""
        places = {place for stretch in _stretches(content) for place in self._at.get(stretch, ())}
        return [self._ruled[place] for place in sorted(places) if _meet(content, self._ruled[place].content)]


def _stretches(content: Sequence[Span]) -> set[int]:
    return {number for start, end in content for number in range(start // STRETCH, (end - 1) // STRETCH + 1)}


def _is_layout(spans: Spans, found: Found) -> bool:
    region = spans.regions.at(found.content[0][0])
    odd = region is not None and not spans.text.startswith(COMMON, region.outer[0])
    return found.rule in LAYOUT or (found.kind == "direct" and odd)


def _is_cut_short(spans: Spans, one: Found, near: Sequence[Found]) -> bool:
    """Whether a rule has more words for the same cue, and the tagger is not sure of its own."""
    if one.score is None or one.score >= SURE:
        return False
    length = len(_places(spans.text, one.content))
    return any(rule.source and not rule.attitude and _meet(one.cue, rule.cue)
               and len(_places(spans.text, rule.content)) > length
               for rule in near)


def _parted(spans: Spans, one: Found, near: Sequence[Found]) -> Iterator[Found]:
    """A find in several parts, split where the rules find statements of their own in them.

    A part that is but the source of what a rule finds is no words of anybody.
    """
    named = [span for rule in near for span in rule.source]
    parts = [part for part in one.content
             if not (_within(part, named) or _leads(spans, part, near))] or one.content
    groups: dict[int, list[Span]] = {}
    for part in parts:
        place = next((place for place, rule in enumerate(near) if _meet([part], rule.content)), -1)
        groups.setdefault(place, []).append(part)
    if -1 in groups and len(groups) > 1:  # what no rule knows stays with the first part
        first = next(place for place in groups if place >= 0)
        groups[first] = sorted(groups[first] + groups.pop(-1))
    for group in groups.values():
        content = tuple(group)
        yield replace(one, content=content, kind=spans.regions.kind(spans.text, content))


def _leads(spans: Spans, part: Span, near: Sequence[Found]) -> bool:
    """Whether a part without a verb stands before the colon of a quote: "met it with a firm word: '…'"."""
    quotes = (spans.regions.at(rule.content[0][0]) for rule in near if rule.kind == "direct")
    behind = (quote.outer[0] for quote in quotes if quote is not None and part[1] <= quote.outer[0])
    return any(LEADING.search(spans.text, part[1], opens) for opens in behind
               ) and spans.regions.at(part[0]) is None and not stance.has_clause(spans, [part])


def _joined(spans: Spans, one: Found, ruled: Sequence[Found], shared: bool) -> Found:
    """A find of the tagger with what the rules know about the same words.

    A rule whose source stands inside the content has found a statement within the statement.  ``shared``:
    the tagger gives its source more than one statement, so that it may be the neighbour's.
    """
    same = [rule for rule in ruled if _shared(spans.text, one.content, rule.content) >= SAME
            and not any(_within(part, one.content) for part in rule.source)]
    if not same:
        return replace(one, attitude=not stance.is_statement(spans, one))
    other = max(same, key=lambda rule: _shared(spans.text, one.content, rule.content))
    source = other.source if shared and _is_subject(spans, one, other) else one.source or other.source
    apart = one.source and other.source and not _meet(one.source, other.source)
    score = one.score * DOUBT if apart and one.score is not None else one.score
    near = one.kind == "indirect" and _shared(spans.text, one.content, other.content) >= NEAR
    whole = other if near or other.kind == "direct" == one.kind else one  # marks and grammar know the edge
    return replace(one, content=whole.content, kind=whole.kind, rule=other.rule, cue=one.cue or other.cue,
                   cue_lemma=one.cue_lemma or other.cue_lemma, source=source, via=other.via,
                   attitude=other.attitude, score=score)


def _is_subject(spans: Spans, one: Found, other: Found) -> bool:
    """Whether the source of a rule is what the parse has as the subject of the tagger's own cue."""
    verb = learned.cue_verb(spans.document, one.cue[0]) if one.cue else None
    paragraph = spans.document.paragraph_at(one.cue[0][0]) if one.cue else None
    if verb is None or paragraph is None:
        return False
    return any(_within(paragraph.token_span(noun), other.source) for noun in grammar.children(verb, "nsubj"))


def _meet(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(start < last and first < end for start, end in one for first, last in other)


def _within(part: Span, others: Sequence[Span]) -> bool:
    return any(start <= part[0] and part[1] <= end for start, end in others)


def _shared(text: str, one: Sequence[Span], other: Sequence[Span]) -> float:
    if not _meet(one, other):
        return 0.0
    first, second = _places(text, one), _places(text, other)
    return len(first & second) / max(len(first | second), 1)


def _places(text: str, parts: Sequence[Span]) -> set[int]:
    return {word.start() for start, end in parts for word in WORD.finditer(text, start, end)}
