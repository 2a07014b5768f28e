"""Analysis on several processes: a local Dask cluster, or the scheduler of a bigger one.

Workers only analyse; embedding and writing stay with the conductor, so there is one committer
however many workers there are.  Processes are spawned, never forked: the store is not fork-safe.
"""

import functools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from lib.pipeline.adding import Analyses, analyse_or_refuse
from lib.records import Analysis, Article, Refusal

if TYPE_CHECKING:
    from distributed import Client

# Seconds of work a task: the scheduler handles some 200 tasks a second, so one future an article would
# make it the bottleneck.
TASK_ARTICLES = 25
TASKS_AHEAD = 3  # per worker: enough that none waits, few enough that memory stays flat


@contextmanager
def cluster(workers: int | None = None, scheduler: str | None = None) -> Iterator[Analyses]:
    """An ``analyses`` function for ``add`` over N local processes or an existing scheduler's address."""
    from distributed import Client, LocalCluster

    if scheduler:
        with Client(scheduler, timeout="10s") as client:
            yield functools.partial(_analyse_all, client)
        return
    with LocalCluster(n_workers=workers, threads_per_worker=1, processes=True,
                      dashboard_address=None) as local, Client(local) as client:
        yield functools.partial(_analyse_all, client)


def _analyse_all(client: "Client", articles: Iterable[Article]) -> Iterator[Analysis | Refusal]:
    """Results in the order of arrival, with a sliding window of tasks under way."""
    tasks = _tasks(iter(articles))
    window = max(1, len(client.nthreads())) * TASKS_AHEAD
    under_way = [client.submit(_analyse_task, task, pure=False) for task in islice(tasks, window)]
    while under_way:
        first = under_way.pop(0)
        yield from first.result()
        first.release()
        under_way += [client.submit(_analyse_task, task, pure=False) for task in islice(tasks, 1)]


def _tasks(articles: Iterator[Article]) -> Iterator[tuple[Article, ...]]:
    while task := tuple(islice(articles, TASK_ARTICLES)):
        yield task


def _analyse_task(articles: tuple[Article, ...]) -> list[Analysis | Refusal]:
    return [analyse_or_refuse(article) for article in articles]
