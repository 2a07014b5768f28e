"""The command line: add, search, correct and the rest.  The only part of ``lib`` that prints.

Exit codes: 0 done, 1 something was refused or found wrong, 2 the command could not run, 130 stopped.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from lib import settings
from lib.errors import ExplorerError
from lib.pipeline import commands
from lib.store.corrections import FIELDS as CORRECTABLE
from lib.view import CHOICES, KIND_NAMES, ON_RECORD


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; errors the product can explain go to standard error as one line."""
    args = parser().parse_args(arguments)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        return args.run(args)
    except ExplorerError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except BrokenPipeError:  # the reader of our output (head, less) has left
        sys.stderr.close()
        return 0


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(prog="python -m lib.pipeline", description="Claim-and-quote explorer")
    command = top.add_subparsers(required=True, metavar="COMMAND")
    _add(command.add_parser("add", help="put articles into the archive"))
    _reextract(command.add_parser("reextract", help="analyse every stored article anew, keep corrections"))
    _extract(command.add_parser("extract", help="write the statements of articles as JSONL"))
    _claims(command.add_parser("claims", help="score how worth checking sentences are, JSONL in and out"))
    _search(command.add_parser("search", help="search the archive"))
    _correct(command.add_parser("correct", help="correct one field of a statement by hand"))
    _calibrate(command.add_parser("calibrate", help="fit the confidence to annotated news"))
    for name, run, words in (("build", commands.build, "fill an empty archive with the articles that ship"),
                             ("maintain", commands.maintain, "build indexes and tidy the archive"),
                             ("check", commands.check, "verify every stored row against its article")):
        sub = command.add_parser(name, help=words)
        _archive(sub)
        sub.set_defaults(run=run)
    return top


def _archive(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--archive", metavar="URI", default=settings.load().archive,
                     help="folder or s3:// address (default: %(default)s)")


def _workers(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--workers", type=_positive, metavar="N", help="local processes")
    sub.add_argument("--as-is", action="store_true",
                     help="leave the text unrepaired: offsets refer to the input")


def _add(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("paths", nargs="+", type=Path, metavar="PATH",
                     help="files, folders, zip, JSONL or CSV")
    _archive(sub)
    _workers(sub)
    sub.add_argument("--scheduler", metavar="ADDRESS", help="address of an existing Dask scheduler")
    sub.add_argument("--report", type=Path, metavar="FILE",
                     help="the outcome of every input and the reason, as .csv or .jsonl")
    sub.set_defaults(run=commands.add)


def _reextract(sub: argparse.ArgumentParser) -> None:
    _archive(sub)
    sub.add_argument("--workers", type=_positive, metavar="N", help="local processes")
    sub.add_argument("--scheduler", metavar="ADDRESS", help="address of an existing Dask scheduler")
    sub.add_argument("--anew", action="store_true", help="begin again, also where a run was stopped")
    sub.set_defaults(run=commands.reextract)


def _extract(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("source", type=Path, metavar="IN.jsonl")
    sub.add_argument("target", type=Path, metavar="OUT.jsonl")
    _workers(sub)
    sub.add_argument("--scores", action="store_true",
                     help="score how worth checking the article's own claims are (takes longer)")
    sub.set_defaults(run=commands.extract, scheduler=None)


def _claims(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("source", type=Path, metavar="IN.jsonl")
    sub.add_argument("target", type=Path, metavar="OUT.jsonl")
    sub.set_defaults(run=commands.claims)


def _search(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("words", nargs="?", default="", help="what to look for")
    sub.add_argument("--queries", nargs=2, type=Path, metavar=("Q.jsonl", "OUT.jsonl"),
                     help="many queries at once, results as JSONL")
    sub.add_argument("--limit", type=_positive, default=50, help="rows at most (default: %(default)s)")
    sub.add_argument("--csv", action="store_true", help="the table as CSV on standard output")
    _archive(sub)
    for flag, choices in (("--mode", CHOICES["mode"]), ("--sort", CHOICES["sort"])):
        sub.add_argument(flag, choices=choices, default=choices[0])
    for flag, choices in (("--kind", list(KIND_NAMES)), ("--record", list(ON_RECORD))):
        sub.add_argument(flag, action="append", choices=choices, default=[])
    for flag in ("--speaker", "--institution", "--outlet", "--about", "--article"):
        sub.add_argument(flag, action="append", default=[])
    for flag in ("--from", "--to"):
        sub.add_argument(flag, metavar="YYYY-MM-DD", default="")
    sub.add_argument("--conf", metavar="0..1", default="", help="lowest confidence")
    sub.add_argument("--attitudes", action="store_true", help="show bare attitudes too")
    sub.set_defaults(run=commands.search)


def _calibrate(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("corpus", type=Path, metavar="ANNOTATED.jsonl")
    sub.set_defaults(run=commands.calibrate)


def _correct(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("statement", metavar="ID", help="the statement_id of the table")
    sub.add_argument("field", choices=list(CORRECTABLE))
    sub.add_argument("new", help='the right value; "" for unknown')
    sub.add_argument("--who", required=True, help="who makes the correction")
    sub.add_argument("--why", default="", help="the reason, kept beside it")
    _archive(sub)
    sub.set_defaults(run=commands.correct)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number of at least 1")
    return number
