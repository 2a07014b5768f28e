"""Articles into an archive: only what is new is analysed; every article ends up in the report."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from lib import embed, ingest, settings, store
from lib.pipeline import correcting
from lib.pipeline.analysing import analyse
from lib.records import Analysis, Article, Refusal, headline

log = logging.getLogger(__name__)

# Articles analysed, embedded and committed together: hundreds of rows a commit (many tiny commits
# make one file each), and no more than this is lost when the power goes.
BATCH = 50

REPLACED = "It replaces the text that the archive held under the same id."
ID_TAKEN = ("Its id {id!r} belongs to another text earlier in this input, and one would replace the other. "
            "Give each article an id of its own, or none: then it is made from the text.")

Item = Article | Refusal
Analyses = Callable[[Iterable[Article]], Iterator[Analysis | Refusal]]


@dataclass(frozen=True, slots=True)
class Added:
    """One article that went in: its id, name for the reader, number of statements and notes."""

    article_id: str
    title: str
    statements: int
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """What became of every input, in the order of arrival."""

    added: list[Added] = field(default_factory=list)
    unchanged: list[Article] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """How many inputs have an outcome so far."""
        return len(self.added) + len(self.unchanged) + len(self.refused)


def add(archive: store.Archive, embedder: embed.Embedder, items: Iterable[Item], *,
        progress: Callable[[Report], None] | None = None, analyses: Analyses | None = None,
        report: Report | None = None) -> Report:
    """Put new and changed articles into the archive; what is there already is left as it is.

    ``progress`` is called with the growing report after every batch; who gives a ``report`` has it also
    when the work is stopped in between.  ``analyses`` replaces the one-process analysis (see
    ``workers``).  A bad article is refused with its reason and never stops the others; so is a second
    text under an id of the same input.
    """
    report, replaced = report if report is not None else Report(), set()
    fresh = _fresh(archive, items, report, replaced)
    for batch in _batches((analyses or analyse_each)(fresh), BATCH):
        done = [item for item in batch if isinstance(item, Analysis)]
        if done:
            keep(archive, embedder, done)
        report.refused += [item for item in batch if isinstance(item, Refusal)]
        report.added += [_added(analysis, analysis.article.id in replaced) for analysis in done]
        if progress:
            progress(report)
    if progress:
        progress(report)
    return report


def analyse_each(articles: Iterable[Article]) -> Iterator[Analysis | Refusal]:
    """The analysis of each article, or the refusal that says why there is none."""
    for article in articles:
        yield analyse_or_refuse(article)


def analyse_or_refuse(article: Article) -> Analysis | Refusal:
    """One article's analysis.  An article that breaks the analysis is refused; the log has the traceback."""
    try:
        return analyse(article)
    except Exception as error:
        log.exception("analysis of article %s failed", article.id)
        return Refusal(article.title or article.id, f"The article could not be analysed: {error}")


def build_default(archive: store.Archive, embedder: embed.Embedder,
                  progress: Callable[[Report], None] | None = None) -> Report:
    """Fill an empty archive with the articles that ship with the product; a filled one is left alone."""
    if archive.count():
        return Report()
    shipped = sorted(settings.SEED_ARTICLES.glob("*.txt"))
    return add(archive, embedder, ingest.read(shipped), progress=progress)


def open_archive(chosen: settings.Settings | None = None) -> store.Archive:
    """The archive the settings name, created empty if it is not there yet.  Loads no model."""
    chosen = chosen or settings.load()
    return store.Archive.open(chosen.archive, model=chosen.model, dim=embed.dimension(chosen.model))


def _fresh(archive: store.Archive, items: Iterable[Item], report: Report,
           replaced: set[str]) -> Iterator[Article]:
    """The articles the archive does not hold in this wording; the rest goes into the report at once.

    ``replaced`` collects the ids under which the archive holds another text.
    """
    seen: dict[str, str] = {}
    for item in items:
        if isinstance(item, Refusal):
            report.refused.append(item)
            continue
        held = archive.text_hash(item.id)
        if item.text_hash == (seen.get(item.id) or held):
            report.unchanged.append(item)
        elif item.id in seen:  # two tables that both count 1, 2, 3 must not eat each other in silence
            report.refused.append(Refusal(headline(item), ID_TAKEN.format(id=item.id)))
        else:
            seen[item.id] = item.text_hash
            if held:
                replaced.add(item.id)
            yield item


def _batches(items: Iterable[Analysis | Refusal], size: int) -> Iterator[list[Analysis | Refusal]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def keep(archive: store.Archive, embedder: embed.Embedder, analyses: Sequence[Analysis]) -> None:
    """Embeds the statements, with the speakers corrected by hand, and stores all in one write."""
    statements = [statement for analysis in analyses for statement in analysis.statements]
    vectors = embedder.encode(correcting.texts(archive, statements))
    passages = embedder.encode([statement.passage for statement in statements])
    archive.add_many(analyses, vectors, passages)


def _added(analysis: Analysis, replaces: bool) -> Added:
    article = analysis.article
    notes = (*analysis.notes, REPLACED) if replaces else analysis.notes
    return Added(article.id, headline(article), len(analysis.statements), notes)
