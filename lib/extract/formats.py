"""Formats that give the speaker by layout: transcripts, questions and answers, headlines, signatures."""

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
# A dash, then a name; a full stop only inside it ("Dr. Roe", "J. Roe").
SIGNATURE = re.compile(r"\s*[–—―-]{1,2}\s*([A-Z][^\n.!?]{2,120}(?:\.\s?[A-Z][^\n.!?]{2,60}){0,3})\s*[.]?\s*$")
LEAD_IN = re.compile(r"^(?:.*\s[–—-]{1,2}\s+)?(?:(?:and|more|this|also|here is|here's|but|then),?\s+)*"
                     r"(?:from|by|according to)?\s*", re.IGNORECASE)
TOPIC = re.compile(r"\s+on\s+(?=[A-Z])")  # "Roe on the Dam: …"
ARTICLES = ("the", "a", "an", "one")
SMALL_WORDS = ("of", "the", "and", "for", "de", "van", "von")  # lower case inside names and titles
ANSWER = "interview answer"
ANSWER_LABELS = ("a", "answer")
QUESTION_LABELS = ("q", "question")
OWN = re.compile(r"\b(?:I|[Mm]y|[Mm]e|[Ww]e|[Oo]ur)\b")
PUT = re.compile(r"(?:And |But |So )?(?:You|you)(?:['’](?:ve|re|d))? ")
MIN_QUESTIONS = 3  # lines of their own; two may be a columnist's
MAX_PROMPT = 25  # words
MIN_LABELS = 2  # one "NAME: words" line is a sentence, two are a transcript
MAX_FOLLOWING = 6  # unlabelled paragraphs inside one turn of a transcript
MAX_BREAKS = 3  # line breaks between a quote and the signature below it
MAX_HEADLINE = 25  # words
MAX_SIGNATURE = 14  # words
MAX_LABEL = 12  # words of a label before a colon
MAX_CAPITALS = 6  # words of a speaker's label in capitals


def find(spans: Spans) -> list[Found]:
    """Statements whose speaker the layout names, in order."""
    found = [*_transcript(spans), *_headline(spans), *_asked_and_answered(spans)]
    return sorted(found, key=lambda one: one.content)


def signature(spans: Spans, region: Region) -> Found | None:
    """A quote signed with a dash: "…" – Commissioner X, on the same line or the next."""
    text = spans.text
    end = _line_end(text, region.outer[1])
    lines = [(region.outer[1], end)]
    if not text[region.outer[1]:end].strip():
        after = range(end, min(end + MAX_BREAKS, len(text)))
        start = next((place for place in after if text[place] != "\n"), len(text))
        lines.append((start, _line_end(text, start)))
    for line in lines:
        match = SIGNATURE.match(text, *line)
        if match and _is_name(match.group(1)):
            source = spans.trim(match.span(1))
            return Found(content=spans.speech(region), kind="direct", source=(source,), rule="signature")
    return None


def label_source(spans: Spans, span: Span) -> Span | None:
    """The name in the words before a colon: without "And from" before it and "on the Dam" behind it."""
    start, end = spans.trim(span)
    lead = LEAD_IN.match(spans.text[start:end])
    start += lead.end() if lead and lead.end() < end - start else 0
    topic = TOPIC.search(spans.text, start, end)
    start, end = spans.trim((start, topic.start() if topic else end))
    name = spans.text[start:end]
    named = any(part[0].isupper() for part in name.split()) or name.split(" ")[0].lower() in ARTICLES
    if not named or len(name.split()) > MAX_LABEL or name.lower() in lexicon.words("not_speakers"):
        return None
    return start, end


def _line_end(text: str, start: int) -> int:
    stop = text.find("\n", start)
    return len(text) if stop < 0 else stop


def _is_name(words: str) -> bool:
    """Whether a signature begins with a name: no word in lower case before the first comma but particles."""
    parts = words.split(",")[0].split()
    plain = [part for part in parts if part[:1].islower() and part not in SMALL_WORDS]
    return len(words.split()) <= MAX_SIGNATURE and not plain


def _transcript(spans: Spans) -> Iterator[Found]:
    """Lines "NAME: words" and "A: words"; lines between two labels belong to the speaker before them."""
    lines = [(paragraph, _label(spans.text, paragraph)) for paragraph in spans.document.paragraphs]
    names = [spans.text[slice(*label)] for _, label in lines if label is not None]
    asked = any(name.lower() in QUESTION_LABELS for name in names)
    if len(names) < MIN_LABELS:
        return
    for place, (paragraph, label) in enumerate(lines):
        if label is None or not _is_speaker(spans.text[slice(*label)], asked):
            continue
        start = spans.text.index(":", label[1]) + 1
        content = [_stripped(spans.text, (start, paragraph.end))]
        content += [_stripped(spans.text, (line.start, line.end)) for line in _follow(lines, place)]
        if not WORD.search(spans.text, *content[0]) or _is_quote(spans, content[0]):
            continue  # a quote after a label is the quote rules' business
        source = () if spans.text[slice(*label)].lower() in ANSWER_LABELS else (label,)
        yield Found(content=tuple(content), kind="direct", cue=((start - 1, start),), cue_lemma=":",
                    source=source, rule="transcript" if source else ANSWER)


def _follow(lines: "Sequence[tuple[Paragraph, Span | None]]", place: int) -> "list[Paragraph]":
    """The paragraphs behind a labelled one up to the next label; none if no label follows soon."""
    between: list[Paragraph] = []
    for paragraph, label in lines[place + 1:place + 2 + MAX_FOLLOWING]:
        if label is not None:
            return between
        between.append(paragraph)
    return []


def _asked_and_answered(spans: Spans) -> Iterator[Found]:
    """Answers below questions that stand in lines of their own without labels, told in the first person."""
    paragraphs = spans.document.paragraphs
    prompts = [place for place, paragraph in enumerate(paragraphs) if _is_prompt(spans, paragraph)]
    questions = [place for place in prompts if spans.text[paragraphs[place].end - 1] == "?"]
    stops = [*prompts[1:], prompts[-1] + 2] if prompts else []  # where the last answer ends nothing tells
    answers = [paragraphs[place + 1:stop] for place, stop in zip(prompts, stops, strict=True)]
    answers = [lines for lines in answers if lines]
    own = [lines for lines in answers if any(OWN.search(spans.text, line.start, line.end) for line in lines)]
    if len(questions) < MIN_QUESTIONS or 2 * len(own) <= len(answers):
        return
    for lines in answers:
        content = tuple(_stripped(spans.text, (line.start, line.end)) for line in lines)
        yield Found(content=content, kind="direct", rule=ANSWER)


def _is_prompt(spans: Spans, paragraph: "Paragraph") -> bool:
    """Whether a line is one short question, or is put to somebody: "You have asked for help."."""
    text = spans.text[paragraph.start:paragraph.end].strip()
    short = len(text.split()) <= MAX_PROMPT and spans.regions.at(paragraph.start) is None
    return short and not OWN.search(text) and (text.endswith("?") or PUT.match(text) is not None)


def _headline(spans: Spans) -> Iterator[Found]:
    """"Roe: The Dam Is Safe" above the text: the words behind the colon, as the paper puts them."""
    for paragraph in spans.document.paragraphs[:1]:
        label = _label(spans.text, paragraph)
        if label is None or not _is_known(spans, label):
            continue
        start = spans.text.index(":", label[1]) + 1
        content = spans.trim(_stripped(spans.text, (start, paragraph.end)))
        kind = spans.regions.kind(spans.text, [content])
        if kind != "direct" and 0 < len(WORD.findall(spans.text[slice(*content)])) <= MAX_HEADLINE:
            yield Found(content=(content,), kind=kind, cue=((start - 1, start),), cue_lemma=":",
                        source=(label,), rule="headline label")


def _is_known(spans: Spans, label: Span) -> bool:
    """Whether the article below uses the label's last word as a name, or it is a noun of people or print."""
    name = spans.text[slice(*label)]
    last = name.split()[-1]
    if name.lower() in lexicon.words("not_speakers"):
        return False
    if last.lower() in lexicon.words("people_nouns") | lexicon.words("document_nouns"):
        return True
    return any(entity.label in ("PERSON", "ORG") and last in entity.words.split()
               for entity in spans.document.entities() if entity.span[0] >= label[1])


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip()), end - len(stretch) + len(stretch.rstrip())


def _is_quote(spans: Spans, content: Span) -> bool:
    region = spans.regions.at(content[0])
    return region is not None and region.outer[0] == content[0]


def _label(text: str, paragraph: "Paragraph") -> Span | None:
    match = LABEL.match(text, paragraph.start, paragraph.end)
    return match.span(1) if match else None


def _is_speaker(name: str, asked: bool) -> bool:
    """Whether a label names a speaker: in capitals, or "A" in a text with questions."""
    if name.lower() in ANSWER_LABELS:
        return asked
    if name.lower() in lexicon.words("not_speakers") or name.lower() in QUESTION_LABELS:
        return False
    capitals = name.upper() == name and sum(char.isalpha() for char in name) > 1
    return capitals and len(name.split()) <= MAX_CAPITALS
