"""Formats that give the speaker by layout: questions and answers, transcripts, signatures."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lib import lexicon
from lib.extract.regions import WORD, Region
from lib.extract.spans import Spans
from lib.records import Found, Span

if TYPE_CHECKING:
    from lib.parse import Paragraph

LABEL = re.compile(r"\s*([A-Z][\w.'’()\- ]{0,60}?)\s*:\s+(?=\S)")
SIGNATURE = re.compile(r"\s*[–—―\-]{1,2}\s*([A-Z][^\n.!?]{2,120}(?:\.\s?[A-Z][^\n.!?]{2,60})*)\s*[.]?\s*$")
ANSWER = "interview answer"
ANSWER_LABELS = ("a", "answer")
QUESTION_LABELS = ("q", "question")
MIN_LABELS = 2  # one "Name: words" line is a sentence, two are a transcript


def find(spans: Spans) -> list[Found]:
    """Statements whose speaker the layout names, in order."""
    return sorted([*_transcript(spans)], key=lambda found: found.content[0])


def signature(spans: Spans, region: Region) -> Found | None:
    """A quote signed with a dash: "…" – Commissioner X, on the same line or the next."""
    text = spans.text
    stop = text.find("\n", region.outer[1])
    line_end = len(text) if stop < 0 else stop
    candidates = [(region.outer[1], line_end)]
    if not text[region.outer[1]:line_end].strip():
        begin = line_end + len(text[line_end:]) - len(text[line_end:line_end + 3].lstrip("\n") + text[line_end + 3:])
        stop = text.find("\n", begin)
        candidates.append((begin, len(text) if stop < 0 else stop))
    for start, end in candidates:
        match = SIGNATURE.match(text, start, end)
        if match and len(match.group(1).split()) <= 14:
            return Found(content=spans.speech(region), kind="direct", source=(spans.trim(match.span(1)),),
                         rule="signature")
    return None


def _transcript(spans: Spans) -> Iterator[Found]:
    """Lines "NAME: words" and "A: words"; what follows without a label belongs to the last speaker."""
    lines = [(paragraph, _label(spans.text, paragraph)) for paragraph in spans.document.paragraphs]
    labels = [label for _, label in lines if label is not None]
    names = [spans.text[slice(*label)] for label in labels]
    for paragraph, label in lines:
        if label is None or not _is_speaker(spans.text[slice(*label)], names):
            continue
        name = spans.text[slice(*label)]
        start = spans.text.index(":", label[1]) + 1
        content = spans.trim((start, paragraph.end))
        content = (content[0], start + len(spans.text[start:paragraph.end].rstrip()))
        if name.lower() in QUESTION_LABELS or not WORD.search(spans.text, *content):
            continue
        if spans.regions.between(*content):
            region = spans.regions.between(*content)[0]
            if region.outer[0] <= content[0] + 1:
                continue  # a quote after a label is the quote rules' business
        source = () if name.lower() in ANSWER_LABELS else (label,)
        yield Found(content=(content,), kind="direct", cue=((start - 1, start),), cue_lemma=":", source=source,
                    rule=ANSWER if not source else "transcript")


def _label(text: str, paragraph: "Paragraph") -> Span | None:
    match = LABEL.match(text, paragraph.start, paragraph.end)
    return match.span(1) if match else None


def _is_speaker(name: str, names: Sequence[str]) -> bool:
    """Whether a label names a speaker: in capitals, or one of several labels in the article."""
    if name.lower() in lexicon.words("not_speakers"):
        return False
    if name.lower() in ANSWER_LABELS:
        return any(other.lower() in QUESTION_LABELS for other in names)
    if name.lower() in QUESTION_LABELS:
        return False
    capitals = name.upper() == name and sum(char.isalpha() for char in name) > 1
    return capitals and len(name.split()) <= 6
