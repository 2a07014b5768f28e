"""Quoted stretches → direct statements with the words beside them that say who speaks.

Works on the marks and on the words next to them, as a parser is at its weakest around quotes:
"…," X said; X said: "…"; "…," X said, "…"; "…," X said. "…" (one statement in two parts).
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from lib.extract import beside, formats, gaps, grammar
from lib.extract.gaps import Gap
from lib.extract.hits import Hit, relay, source_spans
from lib.extract.regions import WORD, Region
from lib.extract.spans import Spans
from lib.records import Found

if TYPE_CHECKING:
    from spacy.tokens import Token

FREE = "free quote"  # nothing beside it names a speaker


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
        if found and continues(spans, found[-1], statement):
            found[-1] = replace(found[-1], content=found[-1].content + statement.content)
        else:
            found.append(statement)
    return found


def continues(spans: Spans, before: Found, now: Found) -> bool:
    """Whether a quote is a further part of the statement before: only that one's report stands between.

    A speech that runs over paragraphs is a statement of its own, however it is introduced.
    """
    region = spans.regions.at(now.content[0][0])
    start, end = before.content[-1][1], region.outer[0] if region else now.content[0][0]
    if region is None or region.chained or not before.cue or not start < before.cue[0][0] < end:
        return False
    if now.cue == before.cue:
        return True
    stop = gaps.sentence_end(spans.text, start, end)
    return now.rule == FREE and not spans.text[stop:end].strip() and not _turns(spans, start, stop)


def _turns(spans: Spans, start: int, stop: int) -> bool:
    """Whether the report between two quotes goes on with somebody else."""
    paragraph = spans.document.paragraph_at(start)
    if paragraph is None:
        return False
    gap = Gap(spans, paragraph, (start, min(stop, paragraph.end)))
    verb = next((token for token in gap.words if beside.is_direct_cue(token)), None)
    return verb is not None and beside.goes_elsewhere(verb, gap)


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


def _headline(spans: Spans, region: Region, head: Gap, tail: Gap) -> Found | None:
    """The label of a headline or a caption, whose capitals mislead the parser."""
    return _labelled(spans, region, head, tail) if head.paragraph.heading else None


def _behind(spans: Spans, region: Region, head: Gap, tail: Gap) -> Found | None:
    """"…," X said; "…," said X."""
    verb = beside.cue_behind(spans.text, region, head, tail)
    source = None if verb is None else beside.subject_behind(verb, tail)
    if verb is None or source is None:
        return None
    return _found(spans, region, tail, verb, source, "quote, then report")


def _in_front(spans: Spans, region: Region, head: Gap, tail: Gap) -> Found | None:
    """X said, "…"; X said: "…"; stating, "…"; X told Y "…"."""
    verb = beside.cue_in_front(spans.text, region, head, tail)
    if verb is None:
        return None
    if grammar.is_passive(verb) and grammar.has(verb, "addressing_verbs"):
        return _found(spans, region, head, verb, grammar.agent(verb), "passive")  # "was asked: …"
    source = beside.subject_in_front(verb, lambda token: not spans.quoted(head.paragraph, token))
    if source is None and not beside.is_direct_cue(verb):
        return None
    return _found(spans, region, head, verb, source, "report, then quote")


def _labelled(spans: Spans, region: Region, head: Gap, tail: Gap) -> Found | None:
    """Brandt: "…" – the words before the colon name the speaker."""
    says = any(token.tag_ in grammar.FINITE and grammar.children(token, *grammar.SUBJECTS)
               for token in head.words)
    if not head.words or head.ending != ":" or (says and not head.paragraph.heading):
        return None
    colon = head.span[0] + len(head.text.rstrip()) - 1
    source = formats.label_source(spans, (head.span[0], colon))
    if source is None:
        return None
    runs_on = head.paragraph.index == region.paragraph and region.end - region.start < len(tail.text)
    if runs_on and tail.words and not beside.is_whole(spans.text, region):
        return None  # 'Roe: "Bad" dam must go': the headline rule takes all of it
    return Found(content=(region.span,), kind="direct", cue=((colon, colon + 1),), cue_lemma=":",
                 source=(source,), rule="label before quote")


def _signed(spans: Spans, region: Region, head: Gap, tail: Gap) -> Found | None:
    """"…" – Commissioner X."""
    return formats.signature(spans, region) if not head.words else None


def _free(spans: Spans, region: Region, head: Gap, tail: Gap) -> Found | None:
    """A quote that is a sentence of its own, with nothing before it or a colon, and nothing behind."""
    ends = not tail.words or spans.text[region.end - 1] in ".!?…"
    enough = len(WORD.findall(spans.text[region.start:region.end])) >= 2
    led = not head.words or (head.ending == ":" and beside.is_whole(spans.text, region))
    return Found(content=(region.span,), kind="direct", rule=FREE) if led and ends and enough else None


RULES: tuple[Callable[[Spans, Region, Gap, Gap], Found | None], ...] = (
    _headline, _behind, _in_front, _labelled, _signed, _free)


def _found(spans: Spans, region: Region, gap: Gap, verb: "Token", source: "Token | None", rule: str) -> Found:
    cue = grammar.cue_words(verb)
    hit = Hit(verb, [], source, cue, rule)
    return Found(content=(region.span,), kind="direct", cue=spans.runs(gap.paragraph, cue),
                 cue_lemma=grammar.lemma(verb), source=source_spans(hit, spans, gap.paragraph),
                 via=relay(verb, spans, gap.paragraph), rule=rule)
