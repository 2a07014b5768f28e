"""The lines of the files that go in and out: articles, attributions, sentences, queries as JSONL."""

import json
from collections.abc import Iterator
from pathlib import Path

from lib import ingest, worth
from lib.errors import ArticleRefused, BadFile
from lib.pipeline.analysing import Analysed
from lib.records import Analysis, Article, Statement


def as_attributions(analysis: Analysis, scores: bool = False) -> dict[str, object]:
    """One line of ``extract``'s output; ``claims`` are the article's own, scored if ``scores``."""
    return {"id": analysis.article.id, "text": analysis.article.text,
            "attributions": [_attribution(statement) for statement in analysis.statements],
            "claims": own_claims(analysis, worth.load() if scores else None)}


def own_claims(analysis: Analysis, scorer: worth.Scorer | None) -> list[dict[str, object]]:
    """The article's own claims; offsets, also those of ``why``, in its text; no score without a scorer."""
    spans = analysis.claims if isinstance(analysis, Analysed) else ()
    rated = worth.rate([analysis.article.text[start:end] for start, end in spans], scorer)
    return [{"kind": "article", "content": [(start, end)], "score": claim.score, "claim_kind": claim.kind,
             "why": [(start + first, start + last) for first, last in claim.why]}
            for (start, end), claim in zip(spans, rated, strict=True)]


def _attribution(statement: Statement) -> dict[str, object]:
    speaker = statement.speaker
    return {"kind": statement.kind, "content": statement.content, "cue": statement.cue,
            "source": statement.source, "speaker": speaker.name, "speaker_type": speaker.type,
            "role": speaker.role, "institution": speaker.institution, "attitude": statement.attitude,
            "confidence": statement.confidence, "rule": statement.rule}


def articles(path: Path, as_is: bool, out: list[dict[str, object]]) -> Iterator[Article]:
    """The articles of a JSONL file; what is none goes into ``out`` as a refusal."""
    for number, record in records(path):
        key = str(record.get("id") or number)
        try:
            yield ingest.from_record(record, name=key, as_is=as_is)
        except ArticleRefused as error:
            out.append(refused(key, str(error)))


def refused(key: str, reason: str) -> dict[str, object]:
    """The line of ``extract`` for a line that is no article."""
    return {"id": key, "text": "", "attributions": [], "claims": [], "refused": reason}


def records(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    """The objects of a JSONL file with their line numbers, read line by line."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, _object(path, number, line)
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(f"{path} cannot be read as UTF-8 text: {error}. Give a JSONL file.") from error


def _object(path: Path, number: int, line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise BadFile(f"{path}, line {number}: not JSON ({error}).") from error
    if not isinstance(record, dict):
        raise BadFile(f"{path}, line {number}: expected an object, found {type(record).__name__}.")
    return record


def queries(path: Path) -> Iterator[dict[str, str]]:
    """The queries of a JSONL file.  Raises BadFile for a line without qid and query."""
    for number, record in records(path):
        if "qid" not in record or not isinstance(record.get("query"), str):
            raise BadFile(f'{path}, line {number}: expected {{"qid": …, "query": "…"}}.')
        yield record


def sentences(source: Path) -> Iterator[dict[str, object]]:
    """The sentences of a JSONL file.  Raises BadFile for a line without id and text."""
    for number, record in records(source):
        if "id" not in record or not isinstance(record.get("text"), str):
            raise BadFile(f'{source}, line {number}: expected {{"id": …, "text": "one sentence"}}.')
        yield record
