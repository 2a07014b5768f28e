"""``python -m lib.bench``: the figures at 10,000, 100,000 and a million rows, and of ingestion.

Prints a table of each and writes all of them to a JSON file.  A million rows need 6 GB of memory, 5 GB of
disk beside that file, and the better part of an hour.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from lib import embed, settings
from lib.bench import ingesting, measure, report
from lib.errors import ExplorerError

SIZES = (10_000, 100_000, 1_000_000)


def main(given: Sequence[str] | None = None) -> int:
    """Measures what was asked for; 0, or 2 with a line on standard error when it cannot."""
    asked = _arguments(given)
    try:
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="bench-", dir=asked.out.parent) as folder:
            _run(asked, Path(folder))
    except (ExplorerError, ValueError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def sizes(largest: int) -> list[int]:
    """The numbers of rows up to the largest; that one alone where it is below all."""
    return [size for size in SIZES if size <= largest] or [largest]


def _run(asked: argparse.Namespace, folder: Path) -> None:
    # Ingestion first: its workers' memory must not be measured beside a million rows.
    embedder = embed.load(asked.model)
    articles = ingesting.articles(asked.corpus, asked.articles)
    ingested = ingesting.run(articles, embedder, folder, embed.dimension(asked.model))
    _write(report.ingest_lines(ingested))
    measured = []
    for size in sizes(asked.rows):
        with tempfile.TemporaryDirectory(prefix=f"{size}-", dir=folder) as place:
            measured.append(measure.run(size, Path(place), asked.queries))
        _write(["", *report.table(measured[-1])])
    asked.out.write_text(report.as_json(measured, ingested), encoding="utf-8")


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m lib.bench", description=__doc__)
    parser.add_argument("--rows", type=_positive, default=SIZES[-1], help="at most (default: %(default)s)")
    parser.add_argument("--queries", type=_positive, default=20, help="an operation (default: %(default)s)")
    parser.add_argument("--articles", type=_positive, default=200,
                        help="articles to ingest with each number of workers (default: %(default)s)")
    parser.add_argument("--corpus", type=Path, nargs="*", default=[], metavar="PATH",
                        help="where they come from, repeated as needed (default: those that ship)")
    parser.add_argument("--model", default=settings.load().model, help="for vectors (default: %(default)s)")
    parser.add_argument("--out", type=Path, default=settings.ROOT / "build" / "bench.json", metavar="FILE")
    return parser.parse_args(given)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number of at least 1")
    return number


def _write(lines: Sequence[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
