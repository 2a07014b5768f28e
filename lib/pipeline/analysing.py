"""One article → its statements: parse, extract, attribute, resolve, and the words around each."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from lib import attribute, extract, parse, resolve, settings, worth
from lib.extract import marks, tagger
from lib.records import (
    Analysis,
    Article,
    Attribution,
    Found,
    Span,
    Speaker,
    Statement,
    content_text,
    statement_id,
)

NOT_ENGLISH = ("This article is not in English ({language}): its direct quotes are kept as printed, "
               "without speakers; everything else is not analysed.")
# How sure a quote by marks alone is, in a language whose grammar we do not read.
MARKS_ONLY_CONFIDENCE = 0.5
NO_TAGGER = "off"
NAMELESS = ("unnamed", "group")  # types of speakers who cannot be looked up: "an aide", "two officials"
# The embedding model reads about 250 words; more would only be stored, never used.
MAX_PASSAGE_CHARS = 4_000


@dataclass(frozen=True, slots=True)
class Analysed(Analysis):
    """An analysis with the spans of the article's own claims, sentences outside every statement."""

    claims: tuple[Span, ...] = ()


def analyse(article: Article) -> Analysed:
    """All statements of one article in text order, each with its resolved speaker or an honest unknown."""
    document = parse.parse(article)
    notes: tuple[str, ...] = ()
    if article.language not in (None, "en"):
        notes = (NOT_ENGLISH.format(language=article.language),)
        attributions = [_marks_only(found) for found in marks.quoted(document)]
        speakers = [Speaker() for _ in attributions]
    else:
        attributions = attribute.attribute(document, extract.find(document, _tagger()))
        speakers = resolve.resolve(document, attributions)
    surroundings = Surroundings(document)
    statements = tuple(_statement(document, surroundings, attribution, speaker)
                       for attribution, speaker in zip(attributions, speakers, strict=True))
    claims = () if notes else worth.own_claims(document, [
        span for statement in statements for span in statement.content + statement.cue])
    return Analysed(article, statements, notes, claims)


def _tagger() -> tagger.Tagger | None:
    """The tagger the settings name, loaded once a process; None where they say "off"."""
    named = settings.load().tagger
    return None if named == NO_TAGGER else tagger.load(Path(named))


class Surroundings:
    """The sentences of a document in order, to look up what stands before and after a place."""

    def __init__(self, document: parse.Document) -> None:
        self.text = document.text
        self.spans = [span for paragraph, span in document.sentences()
                      if not paragraph.heading and self.text[span[0]:span[1]].strip()]
        self.starts = [start for start, _ in self.spans]
        self.ends = [end for _, end in self.spans]

    def before(self, offset: int) -> str:
        """The last whole sentence that ends before the sentence holding ``offset``; "" at the start."""
        place = bisect_right(self.starts, offset) - 2
        return self._words(place)

    def after(self, offset: int) -> str:
        """The first sentence that starts after the one holding ``offset``; "" at the end."""
        return self._words(bisect_left(self.ends, offset) + 1)

    def _words(self, place: int) -> str:
        if not 0 <= place < len(self.spans):
            return ""
        start, end = self.spans[place]
        return " ".join(self.text[start:end].split())


def _marks_only(found: Found) -> Attribution:
    return Attribution(found, (), found.rule, MARKS_ONLY_CONFIDENCE)


def _statement(document: parse.Document, surroundings: Surroundings,
               attribution: Attribution, speaker: Speaker) -> Statement:
    found, article = attribution.found, document.article
    first, last = _extent(found.content + found.cue)
    paragraph = document.paragraph_at(found.content[0][0])
    index = paragraph.index if paragraph else 0
    return Statement(
        id=statement_id(article.id, found.content, found.kind),
        article_id=article.id,
        kind=found.kind,
        content=found.content,
        text=content_text(article.text, found.content),
        cue=found.cue,
        cue_verb=found.cue_lemma or _words(article.text, found.cue),
        source=attribution.source,
        speaker=speaker,
        via=_words(article.text, (found.via,)) if found.via else None,
        about=resolve.about(document, found.content),
        context_before=surroundings.before(first),
        context_after=surroundings.after(last),
        passage=_passage(document, index, last),
        paragraph=index + 1,
        attitude=found.attitude,
        on_record=_on_record(speaker),
        confidence=_confidence(attribution, speaker),
        rule="; ".join(dict.fromkeys(filter(None, (found.rule, attribution.rule)))),
    )


def _confidence(attribution: Attribution, speaker: Speaker) -> float:
    """That the row is right as shown: an unknown speaker claims nothing that could be wrong."""
    named = speaker.confidence if speaker.name else 1.0
    return round(attribution.confidence * named, 3)


def _extent(spans: Sequence[Span]) -> Span:
    return min(start for start, _ in spans), max(end for _, end in spans)


def _words(text: str, spans: Sequence[Span]) -> str | None:
    words = " ".join(" ".join(text[start:end].split()) for start, end in spans)
    return words or None


def _passage(document: parse.Document, index: int, last: int) -> str:
    """The paragraph before and those the statement runs over: what the second vector is made from."""
    ahead = takewhile(lambda p: p.index <= index or p.start < last, document.paragraphs[max(index - 1, 0):])
    return "\n".join(document.text[p.start:p.end] for p in ahead)[:MAX_PASSAGE_CHARS]


def _on_record(speaker: Speaker) -> str:
    """Named, unnamed or unclear – whether a reader could look the source up.

    A document, a poll or whatever else is of no known type is no source that hides its name.
    """
    if speaker.type in NAMELESS:
        return "unnamed"
    return "named" if speaker.name and speaker.type else "unclear"
