"""Quoted stretches → direct statements with the words beside them that say who speaks.

Works on the marks and on the words next to them, as a parser is at its weakest around quotes:
"…," X said; X said: "…"; "…," X said, "…"; "…," X said. "…" (one statement in two parts).
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from lib.extract import formats, gaps, grammar
from lib.extract.gaps import Gap
from lib.extract.hits import Hit, relay, source_spans
from lib.extract.regions import WORD, Region
from lib.extract.spans import Spans
from lib.records import Found, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

FREE = "free quote"  # nothing beside it names a speaker
DIRECT_CUES = ("speech_verbs", "thought_verbs", "manner_verbs")
FINITE = ("VBD", "VBZ", "VBP", "VBN")
CLOSING = ".!?…,—–"
NOT_A_REPORT = ("and", "or", "that", "which", "who", "to", "while", "because", "for", "of", "in", "with",
                "by", "on")
MARKS = tuple("\"”’'»“`")
MARKUP = "<$\\"  # before a first word that has no capital: "<redacted> took it"
MIN_UNMARKED = 4  # words of a quote that runs into its report without a comma; shorter ones are names
MIN_LOWER = 6  # words of a quote that begins in lower case and still is a sentence
MAX_CUE_DISTANCE = 30  # words of a gap that are searched for the cue
MAX_ADDRESSEE = 4  # words between a cue and a quote without a comma: "told the court"
MAX_INVERTED = 6  # words behind a quote whose verb may be any: '"Not again," sighed the keeper'


def find(spans: Spans) -> list[Found]:
    """All quoted stretches that are statements, in order; parts of one broken quote are one."""
    found: list[Found] = []
    follows = -1  # where a paragraph begins that only carries on the speech before
    for region in spans.regions.all:
        carried = region.outer[0] == follows
        following = next(spans.regions.after(region), None)
        follows = following.outer[0] if region.chained and following else -1
        statement = None if carried else _statement(spans, region)
        if statement is None:
            continue
        if found and _continues(spans, found[-1], statement, region):
            found[-1] = replace(found[-1], content=found[-1].content + statement.content)
        else:
            found.append(statement)
    return found


def is_direct_cue(token: "Token") -> bool:
    """Whether a verb stands beside quotes."""
    return grammar.has(token, *DIRECT_CUES)


def is_whole(text: str, region: Region) -> bool:
    """Whether a quote is a sentence: a mark of its end, and a capital first or some length."""
    first = next((char for char in text[region.start:region.end] if char.isalnum() or char in MARKUP), "a")
    length = len(WORD.findall(text[region.start:region.end]))
    ended = text[region.end - 1] in CLOSING or not region.closed
    return ended and (not first.islower() or length >= MIN_LOWER)


def _statement(spans: Spans, region: Region) -> Found | None:
    last = region  # of a speech over several paragraphs; its report may stand behind it
    while last.chained:
        last = next(spans.regions.after(last))
    head, tail = gaps.in_front(spans, region), gaps.behind(spans, last)
    for rule in RULES:
        found = rule(spans, last if rule in (_behind, _signed) else region, head, tail)
        if found is not None:
            return replace(found, content=spans.speech(region))
    return None


def _behind(spans: Spans, region: Region, head: Gap, tail: Gap) -> Found | None:
    """"…," X said; "…," said X."""
    if not tail.words or not _starts(spans.text, region, head) or not _runs_on(spans.text, region, tail):
        return None
    verb = _cue_behind(tail, loose=not head.words and _has_comma(spans.text, region))
    if verb is None or (_is_over(spans.text, region) and _has_words(verb, tail)):
        return None
    source = _subject_behind(verb, tail)
    return None if source is None else _found(spans, region, tail, verb, source, "quote, then report")


def _starts(text: str, region: Region, head: Gap) -> bool:
    """Whether a quote opens its sentence, or follows a comma, a colon or a lone conjunction."""
    if not head.words:
        return True
    return (head.ending in ",:—–-" and is_whole(text, region)) or (
        len(head.words) == 1 and head.words[0].pos_ in ("CCONJ", "ADV", "INTJ"))


def _has_comma(text: str, region: Region) -> bool:
    return text[region.end - 1] in ",?!—–" or text[region.outer[1]:region.outer[1] + 1] == ","


def _is_over(text: str, region: Region) -> bool:
    """Whether a quote ends in a mark that may also end its sentence."""
    return text[region.end - 1] in "?!…" and text[region.outer[1]:region.outer[1] + 1] != ","


def _has_words(verb: "Token", tail: Gap) -> bool:
    """Whether a report has words of its own: '"Does it leak?" She said it does.'"""
    own = grammar.children(verb, "ccomp", "dobj", "xcomp")
    return bool(own) and verb.i != tail.words[0].i and not grammar.has(verb, "addressing_verbs")


def _runs_on(text: str, region: Region, tail: Gap) -> bool:
    """Whether the sentence goes on behind the quote with a report."""
    first = tail.words[0]
    if first.lower_ in NOT_A_REPORT and first.lower_ == first.text:
        return False
    if first.lower_ == "according":
        return False  # a verb behind it belongs to somebody else: "according to Roe, and her son nodded"
    if _has_comma(text, region):
        return True
    if text[region.end - 1] in ".…":
        return first.text.islower() and first.pos_ in ("VERB", "PRON")
    return len(WORD.findall(text[region.start:region.end])) >= MIN_UNMARKED


def _cue_behind(tail: Gap, loose: bool) -> "Token | None":
    """The reporting verb behind a quote; any finite verb right there if the quote ends in a comma."""
    for place, token in enumerate(tail.words[:MAX_CUE_DISTANCE]):
        if _looks_plural(token, place, tail):
            return token
        if token.tag_ not in FINITE or token.pos_ not in ("VERB", "AUX") or _in_relative(token, tail):
            continue
        if is_direct_cue(token):
            return None if any(child.dep_ == "neg" for child in token.children) else token
        if token.tag_ != "VBN" and token.pos_ == "VERB":
            return token if loose and (place == 0 or len(tail.words) <= MAX_INVERTED) else None
    return None


def _looks_plural(token: "Token", place: int, tail: Gap) -> bool:
    """Whether a verb at the end was taken for a noun: '"…," the mayor notes.'"""
    last = place == len(tail.words) - 1 and place > 0
    return last and token.tag_ in ("NNS", "NNPS") and grammar.has(token, "speech_verbs")


def _in_relative(token: "Token", gap: Gap) -> bool:
    """Whether a verb stands in a relative clause or an apposition: "who asked not to be named"."""
    while gap.holds(token) and token.head != token:
        if token.dep_ in ("relcl", "acl") and gap.holds(token.head) and token.head.i < token.i:
            return True
        token = token.head
    return False


def _subject_behind(verb: "Token", tail: Gap) -> "Token | None":
    inverted = verb.i == tail.words[0].i
    subject = grammar.subject(verb)
    if subject is not None and tail.holds(subject) and subject != verb and (inverted or subject.i < verb.i):
        return subject
    roots = [token for token in tail.words if grammar.is_noun(token) and token != verb]
    later = [root for root in roots if root.i > verb.i]
    earlier = [root for root in roots if root.i < verb.i]
    if inverted or not earlier:
        before = next((token for token in reversed(tail.words) if token.i < verb.i), None)
        return later[0] if later else before
    return earlier[0]


def _in_front(spans: Spans, region: Region, head: Gap, tail: Gap) -> Found | None:
    """X said, "…"; X said: "…"; stating, "…"; X told Y "…"."""
    if not head.words:
        return None
    verb = _cue_in_front(head)
    if verb is None or not _introduces(spans.text, verb, region, head, tail):
        return None
    if grammar.is_passive(verb) and grammar.has(verb, "addressing_verbs"):
        return _found(spans, region, head, verb, grammar.agent(verb), "passive")  # "was asked: …"
    source = grammar.subject(verb)
    if verb.pos_ == "AUX" and source is not None:  # "Her answer was short: …", "Roe was blunt: …"
        owner = next(iter(grammar.children(source, "poss")), None)
        source = owner or (source if grammar.is_animate(source) else None)
    elif source is None:
        source = grammar.nearest_noun(verb, lambda token: not spans.quoted(head.paragraph, token))
    return _found(spans, region, head, verb, source, "report, then quote")


def _cue_in_front(head: Gap) -> "Token | None":
    """The verb that introduces the quote: the last one; before a colon the last cue, else the first verb."""
    near = [token for token in head.words[-MAX_CUE_DISTANCE:] if not _in_relative(token, head)]
    verbs = [token for token in near if token.pos_ == "VERB"]
    cues = [verb for verb in verbs if is_direct_cue(verb)]
    chosen = cues[-1:] or verbs[:1] or [token for token in near if token.pos_ == "AUX"][-1:]
    if head.ending != ":":
        chosen = [verb for verb in verbs[-1:] if verb in cues]
    real = (verb for verb in chosen if not (
        grammar.is_unreal(verb) or grammar.is_figure(verb) or grammar.children(verb, "neg")))
    return next(real, None)


def _introduces(text: str, verb: "Token", region: Region, head: Gap, tail: Gap) -> bool:
    """Whether the words between a cue and a quote lead to it: nothing, a comma, a colon, the addressee."""
    between = [token for token in head.words if token.i > verb.i]
    if head.ending == ":":
        return is_whole(text, region) or (is_direct_cue(verb) and not any(t.dep_ == "dobj" for t in between))
    objects = any(token.dep_ in ("dobj", "attr", "oprd") and token.head == verb for token in between)
    if objects and not grammar.has(verb, "addressing_verbs"):
        return False
    if head.ending == ",":
        broken = text[head.span[0] - 1:head.span[0]] in MARKS  # '"…," she said, "and …"'
        return broken or is_whole(text, region)
    if len(between) > MAX_ADDRESSEE or (between and between[-1].pos_ not in ("NOUN", "PROPN", "PRON", "ADV")):
        return False
    return is_whole(text, region) or not (tail.words or grammar.has(verb, "label_verbs"))


def _labelled(spans: Spans, region: Region, head: Gap, tail: Gap) -> Found | None:
    """Brandt: "…" – the words before the colon name the speaker."""
    says = any(token.tag_ in FINITE and grammar.children(token, *grammar.SUBJECTS) for token in head.words)
    if not head.words or head.ending != ":" or (says and not head.paragraph.heading):
        return None
    colon = head.span[0] + len(head.text.rstrip()) - 1
    source = formats.label_source(spans, (head.span[0], colon))
    if source is None:
        return None
    runs_on = head.paragraph.index == region.paragraph and region.end - region.start < len(tail.text)
    if runs_on and tail.words and not is_whole(spans.text, region):
        return None  # 'Roe: "Bad" dam must go': the headline rule takes all of it
    return Found(content=(region.span,), kind="direct", cue=((colon, colon + 1),), cue_lemma=":",
                 source=(source,), rule="label before quote")


def _signed(spans: Spans, region: Region, head: Gap, tail: Gap) -> Found | None:
    """"…" – Commissioner X."""
    opens = "\n" in head.text and not head.text.rpartition("\n")[2].strip()  # signed quotes line by line
    return formats.signature(spans, region) if opens or not head.words else None


def _free(spans: Spans, region: Region, head: Gap, tail: Gap) -> Found | None:
    """A quote that stands as a sentence of its own, with nothing before or behind it."""
    ends = not tail.words or spans.text[region.end - 1] in ".!?…"
    enough = len(WORD.findall(spans.text[region.start:region.end])) >= 2
    if head.words or not ends or not enough:
        return None
    return Found(content=(region.span,), kind="direct", rule=FREE)


def _headline(spans: Spans, region: Region, head: Gap, tail: Gap) -> Found | None:
    """The label of a headline or a caption, whose capitals mislead the parser."""
    return _labelled(spans, region, head, tail) if head.paragraph.heading else None


RULES: tuple[Callable[[Spans, Region, Gap, Gap], Found | None], ...] = (
    _headline, _behind, _in_front, _labelled, _signed, _free)


def _found(spans: Spans, region: Region, gap: Gap, verb: "Token", source: "Token | None", rule: str) -> Found:
    cue = grammar.cue_words(verb)
    hit = Hit(verb, [], source, cue, rule)
    return Found(content=(region.span,), kind="direct", cue=spans.runs(gap.paragraph, cue),
                 cue_lemma=grammar.lemma(verb), source=source_spans(hit, spans, gap.paragraph),
                 via=relay(verb, spans, gap.paragraph), rule=rule)


def _continues(spans: Spans, before: Found, now: Found, region: Region) -> bool:
    """Whether a quote is a further part of the one before: only that one's report stands between them.

    A speech that runs over paragraphs is a statement of its own, however it is introduced.
    """
    start, end = before.content[-1][1], region.outer[0]
    if not before.cue or region.chained or not start < before.cue[0][0] < end:
        return False
    if now.cue == before.cue:
        return True
    stop = gaps.sentence_end(spans.text, start, end)
    if now.rule != FREE or spans.text[stop:end].strip():
        return False
    return not _passes_on(spans, region, (before.cue[-1][1], stop))


def _passes_on(spans: Spans, region: Region, span: Span) -> bool:
    """Whether a report goes on with what somebody else does: '"…," Roe said, and her son cut in. "…"'."""
    rest = Gap(spans, spans.document.paragraphs[region.paragraph], span)
    return any(token.dep_ == "nsubj" and token.head.dep_ == "conj" and rest.holds(token.head)
               and not rest.holds(token.head.head) and grammar.is_animate(token) for token in rest.words[1:])
