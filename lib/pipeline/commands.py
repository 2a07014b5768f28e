"""What each command does.  Output goes to standard output, progress to standard error."""

import argparse
import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

from tqdm import tqdm

from lib import embed, export, ingest, settings, store, tables, worth
from lib import search as searching
from lib.errors import BadFile, BadQuery
from lib.pipeline import adding, calibrating, correcting, lines, outcomes, reextracting, workers
from lib.records import Refusal
from lib.view import PARAMS, View, from_params

if TYPE_CHECKING:
    import pandas as pd

MARK = " " * 2
STOPPED = ("Stopped after {seen} inputs; {added} articles went in and are safe. Run the same command again "
           "to go on: what is stored is skipped.\n")


def add(args: argparse.Namespace) -> int:
    """Articles into the archive, with a progress line and a closing table."""
    chosen = settings.load()
    archive = adding.open_archive(replace(chosen, archive=args.archive))
    archive.sweep()
    items, report = ingest.read(args.paths, as_is=args.as_is), adding.Report()
    with outcomes.opened(args.report) as file:
        try:
            with _analyses(args) as analyses, _progress(file) as progress:
                adding.add(archive, embed.load(chosen.model), items, progress=progress, analyses=analyses,
                           report=report)
        except KeyboardInterrupt:
            return _stopped(report, file)
    archive.maintain()
    _write(_closing(report))
    return 1 if report.refused else 0


def build(args: argparse.Namespace) -> int:
    """The first archive, from the articles that ship with the product; one with statements is left alone."""
    chosen = settings.load()
    archive = adding.open_archive(replace(chosen, archive=args.archive))
    if archive.count():
        return 0
    _write(_closing(adding.build_default(archive, embed.load(chosen.model))))
    return 0


def reextract(args: argparse.Namespace) -> int:
    """Every stored article analysed anew; corrections that found no statement any more are listed."""
    archive, report = _existing(args), reextracting.Progress()
    embedder = embed.load(archive.model)
    try:
        with _analyses(args) as analyses, _bar() as bar:
            def show(report: reextracting.Progress) -> None:
                bar.total = report.total
                bar.update(report.seen - bar.n)
            reextracting.reextract(archive, embedder, anew=args.anew, analyses=analyses, report=report,
                                   progress=show)
    except KeyboardInterrupt:
        sys.stderr.write(f"Stopped after {report.seen} of {report.total} articles. Run the same command "
                         "again to go on there.\n")
        return 130
    archive.maintain()
    lost = reextracting.lost(archive)
    _write(_reextracted(report, lost))
    return 1 if report.refused or len(lost) else 0


def extract(args: argparse.Namespace) -> int:
    """JSONL in, JSONL out (the contract of the design's section 3): one line out for every line in.

    A line that is no article comes out empty, with the reason under ``refused``.
    """
    refused: list[dict[str, object]] = []
    with _analyses(args) as analyses, _target(args) as target:
        for item in analyses(lines.articles(args.source, args.as_is, refused)):
            if isinstance(item, Refusal):
                refused.append(lines.refused(item.name, item.reason))
            else:
                target.write(json.dumps(lines.as_attributions(item, args.scores), ensure_ascii=False) + "\n")
        target.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in refused)
    for line in refused:
        sys.stderr.write(f"refused {line['id']}: {line['refused']}\n")
    return 1 if refused else 0


def calibrate(args: argparse.Namespace) -> int:
    """The reliability table of the confidence; its weights are written beside the tagger."""
    _write(calibrating.calibrate(args.corpus))
    return 0


def claims(args: argparse.Namespace) -> int:
    """JSONL in, one sentence a line; JSONL out: how worth checking it is, what kind of claim, and why."""
    scorer = worth.load()
    if scorer is None:
        sys.stderr.write(f"{worth.NO_SCORER}\n")
    with _target(args) as target:
        for record in lines.sentences(args.source):
            [claim] = worth.rate([record["text"]], scorer)
            line = {"id": record["id"], "score": claim.score, "claim_kind": claim.kind, "why": claim.why}
            target.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0


def _target(args: argparse.Namespace) -> TextIO:
    """The file a JSONL command writes; half characters stay in it as the escapes of JSON."""
    if args.target.exists() and args.source.exists() and args.target.samefile(args.source):
        raise BadFile(f"{args.target} is input and output at once and would be lost. Name another output.")
    try:
        return args.target.open("w", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise BadFile(f"{args.target} cannot be written: {error}. Name a file in a folder that exists."
                      ) from error


def search(args: argparse.Namespace) -> int:
    """One query as text or CSV, or a file of queries as JSONL."""
    archive = _existing(args)
    view = _view(args)
    embedder = embed.load(archive.model) if view.mode != "words" and (view.query or args.queries) else None
    if args.queries:
        return _search_many(archive, embedder, view, args)
    frame, total = _find(archive, embedder, view, args.limit)
    if args.csv:
        table = tables.table(frame, base_url=settings.load().base_url, view=view,
                             exported_at=datetime.now(UTC), data_version=archive.fingerprint())
        sys.stdout.buffer.write(export.csv_bytes(table))
    else:
        _write([*(line for row in frame.to_dict("records") for line in _card(row)),
                f"{len(frame)} of {total} statements"])
    return 0


def maintain(args: argparse.Namespace) -> int:
    """Corrections that a broken-off write left behind applied, indexes built, files compacted."""
    archive = _existing(args)
    swept = archive.sweep()
    correcting.repair(archive, lambda: embed.load(archive.model))
    archive.maintain()
    left = f"{swept} statements removed that a stopped writer had left without their article"
    _write([*([left] if swept else []), "maintained"])
    return 0


def correct(args: argparse.Namespace) -> int:
    """One field of one statement corrected; its row is embedded anew where that is needed."""
    archive = _existing(args)
    correcting.correct(archive, embed.load(archive.model), args.statement, args.field, args.new,
                       args.who, args.why)
    _write([f"corrected  {args.statement}: {args.field} is now {args.new or '(unknown)'}"])
    return 0


def check(args: argparse.Namespace) -> int:
    """Every stored row against its article; the exit code says whether anything is wrong."""
    archive = _existing(args)
    problems = archive.check()
    _write([*problems, f"{archive.count()} statements checked, {len(problems)} problems"])
    return 1 if problems else 0


def _existing(args: argparse.Namespace) -> store.Archive:
    return store.Archive.open(args.archive, model=settings.load().model, create=False)


@contextlib.contextmanager
def _analyses(args: argparse.Namespace) -> Iterator[adding.Analyses]:
    if not (args.workers or args.scheduler):
        yield adding.analyse_each
        return
    with workers.cluster(args.workers, args.scheduler) as analyses:
        yield analyses


def _view(args: argparse.Namespace) -> View:
    """The view of the command line, read by the same rules as a link; what a link drops is an error here."""
    values = {key: getattr(args, key, None) for key in PARAMS.values()} | {"q": args.words}
    if args.attitudes:
        values["attitudes"] = "1"
    params = {key: value if isinstance(value, list) else [value]
              for key, value in values.items() if isinstance(value, list | str)}
    opened = from_params(params)
    if opened.dropped:
        raise BadQuery("; ".join(opened.dropped))
    return opened.view


def _find(archive: store.Archive, embedder: embed.Embedder | None, view: View,
          limit: int) -> tuple["pd.DataFrame", int]:
    words = searching.to_embed(view.query) if embedder else ""
    hits = searching.find(archive, view, embedder.encode([words])[0] if words else None)
    for note in hits.notes:
        sys.stderr.write(f"{note}\n")
    return hits.page(1, limit), hits.total


def _search_many(archive: store.Archive, embedder: embed.Embedder | None, view: View,
                 args: argparse.Namespace) -> int:
    source, target = args.queries
    with target.open("w", encoding="utf-8") as out:
        for query in lines.queries(source):
            frame, _ = _find(archive, embedder, view.with_(query=query["query"]), args.limit)
            results = [{"article_id": row["article_id"], "content": json.loads(row["content_spans"]),
                        "score": row["score"]} for row in frame.to_dict("records")]
            out.write(json.dumps({"qid": query["qid"], "results": results}, ensure_ascii=False) + "\n")
    return 0


def _card(row: dict[str, object]) -> list[str]:
    who = ", ".join(filter(None, (row["speaker"] or "speaker unknown", row["speaker_role"],
                                  row["speaker_institution"])))
    marked = row["statement"] if row["kind"] == "indirect" else f"“{row['statement']}”"
    where = ", ".join(filter(None, (row["outlet"], row["article_title"], row["article_date"])))
    return [marked, f"{MARK}{who} [{row['kind']}] – {where}", ""]


def _closing(report: adding.Report) -> list[str]:
    return [f"added      {len(report.added)} articles, {sum(a.statements for a in report.added)} statements",
            f"unchanged  {len(report.unchanged)}",
            f"refused    {len(report.refused)}",
            *(f"{MARK}{refusal.name}: {refusal.reason}" for refusal in report.refused),
            *(f"{MARK}{added.title}: {note}" for added in report.added for note in added.notes)]


def _reextracted(report: reextracting.Progress, lost: "pd.DataFrame") -> list[str]:
    skipped = f", {report.skipped} before, by the run of {report.begun}" if report.skipped else ""
    return [f"analysed   {report.done} articles, {report.statements} statements{skipped}",
            f"refused    {len(report.refused)}; they keep the statements they had",
            *(f"{MARK}{refusal.name}: {refusal.reason}" for refusal in report.refused),
            f"without a statement  {len(lost)} corrections; they are kept, and hold again if it comes back",
            *(f"{MARK}{edit['article_id']}: {edit['field']} {edit['old']!r} to {edit['new']!r} "
              f"by {edit['who']} ({edit['at'][:10]}), of “{edit['statement']}”"
              for edit in lost.to_dict("records"))]


def _bar() -> tqdm:
    """A line on standard error with the count, the time and the rate."""
    return tqdm(unit=" articles", dynamic_ncols=True)


def _stopped(report: adding.Report, file: outcomes.Outcomes | None) -> int:
    """What Ctrl-C left behind, in words; the exit code of a stopped command."""
    if file:
        file.write(report)
    sys.stderr.write(STOPPED.format(seen=report.seen, added=len(report.added)))
    return 130


@contextlib.contextmanager
def _progress(file: outcomes.Outcomes | None = None) -> Iterator[Callable[[adding.Report], None]]:
    """The line on standard error; the file of outcomes grows along."""
    with _bar() as bar:
        def show(report: adding.Report) -> None:
            bar.update(report.seen - bar.n)
            bar.set_postfix(added=len(report.added), refused=len(report.refused))
            if file:
                file.write(report)
        yield show


def _write(lines: list[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
