"""How many articles a second go into an archive, with one worker and with two."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path

from lib import embed, ingest, settings
from lib.bench.measure import child_peak_mb
from lib.pipeline import adding, workers
from lib.records import Article
from lib.store import Archive

WORKERS = (1, 2)


@dataclass(frozen=True, slots=True)
class Ingested:
    """Articles a second by the number of workers, and the most memory one worker held, in MB."""

    articles_per_s: dict[int, float]
    rss_mb: float


def articles(paths: Sequence[Path], number: int) -> list[Article]:
    """That many articles: those of the files again and again, under ids of their own.

    Without files, the articles that ship with the product.  Raises ValueError when there are none.
    """
    found = [item for item in ingest.read(paths or sorted(settings.SEED_ARTICLES.glob("*.txt")))
             if isinstance(item, Article)]
    if not found:
        raise ValueError(f"No article in {', '.join(map(str, paths))}; give files that the archive takes.")
    return [replace(article, id=f"{article.id}-{place}")
            for place, article in enumerate(islice(cycle(found), number))]


def run(given: Sequence[Article], embedder: embed.Embedder, folder: Path, dim: int) -> Ingested:
    """The rate with each number of workers, every one into an archive of its own.

    The workers have loaded their models before the clock starts.
    """
    rates = {}
    for number in WORKERS:
        archive = Archive.open(str(folder / f"ingest-{number}"), model=embedder.name, dim=dim)
        with workers.cluster(number) as analyses:
            _warm(analyses, given, number)
            began = time.perf_counter()
            adding.add(archive, embedder, given, analyses=analyses)
            rates[number] = len(given) / (time.perf_counter() - began)
    return Ingested(rates, child_peak_mb())


def _warm(analyses: adding.Analyses, given: Iterable[Article], number: int) -> None:
    """One task for every worker, thrown away."""
    for _ in analyses(islice(cycle(given), number * workers.TASK_ARTICLES)):
        pass
