"""Quoted stretches → direct statements with the words beside them that say who speaks.

Works on the marks and on the words next to them, as a parser is at its weakest around quotes:
"…," X said; X said: "…"; "…," X said, "…"; "…," X said. "…" (one statement in two parts).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lib import lexicon
from lib.extract import grammar
from lib.extract.regions import WORD, Region
from lib.extract.spans import Spans
from lib.records import Found, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from lib.parse import Paragraph

SENTENCE_END = ".!?…"
FREE = "free quote"  # nothing beside it names a speaker
MAX_HEAD = 40  # words between a cue and the colon before a quote
DIRECT_CUES = ("speech_verbs", "thought_verbs", "manner_verbs")


def find(spans: Spans) -> list[Found]:
    """All quoted stretches that are statements, in order; parts of one broken quote are one."""
    found: list[Found] = []
    follows: set[int] = set()
    for region in spans.regions.all:
        if region.outer[0] in follows:
            follows |= _chain(spans, region)
            continue
        follows |= _chain(spans, region)
        statement = _statement(spans, region)
        if statement is None:
            continue
        if found and _continues(spans, found[-1], statement, region):
            found[-1] = replace(found[-1], content=found[-1].content + statement.content)
        else:
            found.append(statement)
    return found


def _chain(spans: Spans, region: Region) -> set[int]:
    """Where the next paragraph's part of a speech begins."""
    following = next(spans.regions.after(region), None)
    return {following.outer[0]} if region.chained and following is not None else set()


def _statement(spans: Spans, region: Region) -> Found | None:
    paragraph = spans.document.paragraphs[region.paragraph]
    head, tail = Gap.before(spans, paragraph, region), Gap.after(spans, paragraph, region)
    content = spans.speech(region)
    for rule in (_behind, _in_front, _labelled):
        found = rule(spans, paragraph, region, head, tail)
        if found is not None:
            return replace(found, content=content)
    if _is_free(spans.text, region, head, tail):
        return Found(content=content, kind="direct", rule=FREE)
    return None


class Gap:
    """The words of the parse between a quote and the next quote or the sentence's end, on one side."""

    def __init__(self, spans: Spans, paragraph: "Paragraph", start: int, end: int) -> None:
        piece = paragraph.words((start, end)) if start < end else None
        self.tokens: Sequence[Token] = [] if piece is None else [
            token for token in piece if start <= paragraph.start + token.idx < end and not token.is_space]
        self.span = (start, end)
        self.text = spans.text[start:end]
        self.words = [token for token in self.tokens if not token.is_punct]

    @classmethod
    def after(cls, spans: Spans, paragraph: "Paragraph", region: Region) -> "Gap":
        """From behind the quote to the sentence's end or the next quote."""
        following = next(spans.regions.after(region), None)
        end = min(paragraph.end, following.outer[0] if following else paragraph.end)
        start = min(region.outer[1], end)
        return cls(spans, paragraph, start, _sentence_end(spans.text, start, end))

    @classmethod
    def before(cls, spans: Spans, paragraph: "Paragraph", region: Region) -> "Gap":
        """From the sentence's beginning or the quote before to the quote."""
        previous = spans.regions.before(region)
        start = max(paragraph.start, previous.outer[1] if previous else paragraph.start)
        whole = cls(spans, paragraph, start, region.outer[0])
        return cls(spans, paragraph, _sentence_start(spans.text, whole), region.outer[0])


def _sentence_end(text: str, start: int, end: int) -> int:
    """Where the sentence that goes on behind a quote ends: at a full stop before a capital or a break."""
    for place in range(start, end):
        if text[place] in SENTENCE_END and not _abbreviated(text, start, place) \
                and (place + 1 >= end or text[place + 1].isspace() or text[place + 1].isupper()):
            return place + 1
    return end


def _abbreviated(text: str, start: int, place: int) -> bool:
    """Whether the full stop belongs to a title or an initial: "Dr.", "N.", "Lt."."""
    word = text[max(start, place - 12):place].split(" ")[-1].split(".")[-1]
    return text[place] == "." and ((len(word) == 1 and word.isupper()) or word.lower() in lexicon.words("abbreviations"))


def _sentence_start(text: str, gap: Gap) -> int:
    start, end = gap.span
    place = start
    while True:
        stop = _sentence_end(text, place, end)
        if stop >= end and not (stop == end and text[end - 1:end] in tuple(SENTENCE_END)):
            return place
        if stop >= end:
            return end
        place = stop


def _behind(spans: Spans, paragraph: "Paragraph", region: Region, head: Gap, tail: Gap) -> Found | None:
    """"…," X said; "…," said X."""
    if not tail.words or not _goes_on(spans.text, region, tail):
        return None
    verb = _cue_behind(tail, loose=_comma_end(spans.text, region))
    if verb is None:
        return None
    source = _subject_behind(verb, tail)
    if source is None:
        return None
    return _found(spans, paragraph, verb, source, "quote, then report", region)


def _comma_end(text: str, region: Region) -> bool:
    outside = text[region.outer[1]:region.outer[1] + 1]
    return text[region.end - 1] in ",?!—–" or outside == ","


def _goes_on(text: str, region: Region, tail: Gap) -> bool:
    """Whether the sentence runs on behind the quote."""
    first = tail.words[0]
    if text[region.end - 1] == "." and not tail.text.lstrip().startswith(","):
        return first.lower_ == first.text and first.pos_ in ("VERB", "PRON")
    return True


def _cue_behind(tail: Gap, loose: bool) -> "Token | None":
    """The reporting verb of the words behind a quote; any finite verb right at the quote if it ends in a comma."""
    for place, token in enumerate(tail.words[:MAX_HEAD]):
        if (token.pos_ not in ("VERB", "AUX") and token.tag_[:2] != "VB") or _in_relative(token, tail):
            continue
        if is_direct_cue(token):
            return None if any(child.dep_ == "neg" for child in token.children) else token
        if token.tag_ in ("VBD", "VBZ", "VBP") and token.pos_ == "VERB":
            return token if loose and (place == 0 or len(tail.words) <= 6) else None
    return None


def is_direct_cue(token: "Token") -> bool:
    """Whether a verb stands beside quotes."""
    return any(grammar.lemma(token) in lexicon.words(name) for name in DIRECT_CUES)


def _in_relative(token: "Token", gap: Gap) -> bool:
    """Whether a verb stands in a relative clause or an apposition: "who asked not to be named"."""
    inside = {word.i for word in gap.tokens}
    while token.i in inside and token.head != token:
        if token.dep_ in ("relcl", "acl") and token.head.i in inside and token.head.i < token.i:
            return True
        token = token.head
    return False


def _subject_behind(verb: "Token", tail: Gap) -> "Token | None":
    inside = {token.i for token in tail.tokens}
    subject = grammar.subject(verb)
    if subject is not None and subject.i in inside:
        return subject
    nearest = [chunk.root for chunk in verb.doc.noun_chunks if chunk.root.i in inside]
    behind = [root for root in nearest if root.i > verb.i]
    in_front = [root for root in nearest if root.i < verb.i]
    if verb.i == tail.words[0].i:
        return behind[0] if behind else None
    return in_front[0] if in_front else (behind[0] if behind else None)


def _in_front(spans: Spans, paragraph: "Paragraph", region: Region, head: Gap, tail: Gap) -> Found | None:
    """X said, "…"; X said: "…"; stating, "…"; X told Y "…"."""
    if not head.words:
        return None
    ending = head.text.rstrip()[-1:]
    verb = _cue_in_front(head, colon=ending == ":")
    if verb is None or (ending not in (",", ":") and not _adjacent(verb, head)):
        return None
    if ending not in (",", ":") and not _whole(spans.text, region) and grammar.lemma(verb) in lexicon.words("label_verbs"):
        return None
    source = grammar.subject(verb)
    if source is None or (spans.quoted(paragraph, source) and source.i > verb.i):
        source = next((chunk.root for chunk in reversed(list(verb.sent.noun_chunks))
                       if chunk.root.i < verb.i and not spans.quoted(paragraph, chunk.root)), None)
    return _found(spans, paragraph, verb, source, "report, then quote", region)


def _cue_in_front(head: Gap, colon: bool) -> "Token | None":
    """The verb that introduces the quote: the last one; before a colon any that has a subject."""
    verbs = [token for token in head.words if token.pos_ == "VERB" and not _in_relative(token, head)]
    if not verbs:
        return None
    if colon:
        cues = [verb for verb in verbs if is_direct_cue(verb)] or verbs[:1]
        return cues[-1] if not grammar.is_unreal(cues[-1]) else None
    last = verbs[-1]
    return last if is_direct_cue(last) and not any(child.dep_ == "neg" for child in last.children) else None


def _adjacent(verb: "Token", head: Gap) -> bool:
    """Whether only the addressee stands between the verb and the quote: 'told police "…"'."""
    between = [token for token in head.words if token.i > verb.i]
    return len(between) <= 3 and all(token.pos_ in ("NOUN", "PROPN", "PRON", "DET", "ADV", "PART") for token in between) \
        and not any(token.lower_ == "that" for token in between)


def _labelled(spans: Spans, paragraph: "Paragraph", region: Region, head: Gap, tail: Gap) -> Found | None:
    """Brandt: "…" – the words before the colon name the speaker."""
    if not head.words or head.text.rstrip()[-1:] != ":" or len(head.words) > 12:
        return None
    start, end = spans.trim((head.span[0], head.span[0] + len(head.text.rstrip()) - 1))
    colon = (head.span[0] + len(head.text.rstrip()) - 1, head.span[0] + len(head.text.rstrip()))
    if start >= end or spans.text[start:end].lower() in lexicon.words("not_speakers"):
        return None
    return Found(content=(region.span,), kind="direct", cue=(colon,), cue_lemma=":", source=((start, end),),
                 rule="label before quote")


def _found(spans: Spans, paragraph: "Paragraph", verb: "Token", source: "Token | None", rule: str,
           region: Region) -> Found:
    cue = [*grammar.children(verb, "aux", "auxpass", "prt", "neg"), verb]
    words = spans.noun(paragraph, source, without=[verb]) if source is not None else ()
    words = tuple(span for span in words if spans.regions.at(span[0]) is None or True)
    return Found(content=(region.span,), kind="direct", cue=spans.runs(paragraph, cue),
                 cue_lemma=grammar.lemma(verb), source=words, rule=rule)


def _whole(text: str, region: Region) -> bool:
    """Whether a quote is a sentence and not a fragment: a capital first and a mark of its end."""
    first = next((char for char in text[region.start:region.end] if char.isalpha()), "a")
    return first.isupper() and text[region.end - 1] in ".!?…,—–"


def _is_free(text: str, region: Region, head: Gap, tail: Gap) -> bool:
    """Whether a quote stands as a sentence of its own, with nothing before or behind it."""
    ends = text[region.end - 1] in ".!?…,—–" or not region.closed or not tail.words
    words = len(WORD.findall(text[region.start:region.end]))
    return not head.words and ends and (not tail.words or text[region.end - 1] in ".!?…") and words >= 2


def _continues(spans: Spans, before: Found, now: Found, region: Region) -> bool:
    """Whether a quote is the second part of the one before: only the report stands between them."""
    if before.kind != "direct" or not before.cue or region.chained:
        return False
    gap: Span = (before.content[-1][1], now.content[0][0])
    if "\n" in spans.text[slice(*gap)].strip("\n") and spans.document.paragraph_at(gap[0]) is not \
            spans.document.paragraph_at(gap[1]):
        return False
    if not (gap[0] < before.cue[0][0] < gap[1]):
        return False
    same_cue = now.cue == before.cue
    return same_cue or now.rule == FREE
