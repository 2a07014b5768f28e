"""The measurements as a table for the terminal and as JSON for whoever compares two runs."""

import json
from collections.abc import Sequence

from lib.bench.ingesting import Ingested
from lib.bench.measure import OPERATIONS, Figures, Measured

DIGITS = 4


def as_json(measured: Sequence[Measured], ingested: Ingested) -> str:
    """An object with one entry a number of rows, and ``ingest``; times in ms, ratios without a unit."""
    found: dict[str, object] = {
        str(one.rows): {name: _entry(one.figures[name]) for name in OPERATIONS} for one in measured}
    found["ingest"] = {f"articles_per_s_{number}": round(rate, DIGITS)
                       for number, rate in ingested.articles_per_s.items()}
    found["ingest"]["rss_mb"] = round(ingested.rss_mb, 1)
    return json.dumps(found, indent=2) + "\n"


def table(one: Measured) -> list[str]:
    """The lines of one number of rows: medians in ms, and their ratios to the two others."""
    lines = [f"{one.rows:,} rows: loaded in {one.load_s:.1f} s, indexed in {one.index_s:.1f} s, "
             f"{one.disk_mb:,.0f} MB on disk, {one.rss_mb:,.0f} MB of memory at most",
             f"{'':16}{'archive ms':>12}{'SQLite ms':>12}{'numpy ms':>12}{'/ numpy':>10}{'/ SQLite':>10}"
             f"{'recall@50':>11}"]
    for name in OPERATIONS:
        found = one.figures[name]
        recall = "" if found.recall is None else f"{found.recall:.4f}"
        lines.append(f"{name:16}{found.archive:12.2f}{found.sqlite:12.2f}{found.numpy:12.2f}"
                     f"{_ratio(found.archive, found.numpy):10.2f}{_ratio(found.archive, found.sqlite):10.2f}"
                     f"{recall:>11}")
    return lines


def ingest_lines(ingested: Ingested) -> list[str]:
    """The rates of ingestion in words."""
    rates = [f"{number} worker{'s' * (number > 1)}: {rate:.2f} articles a second"
             for number, rate in ingested.articles_per_s.items()]
    return [*rates, f"memory of a worker at most: {ingested.rss_mb:,.0f} MB"]


def _entry(found: Figures) -> dict[str, float]:
    entry = {"p50_ms": round(found.archive, DIGITS),
             "ratio_numpy": round(_ratio(found.archive, found.numpy), DIGITS),
             "ratio_sqlite": round(_ratio(found.archive, found.sqlite), DIGITS)}
    return entry if found.recall is None else entry | {"recall50": round(found.recall, DIGITS)}


def _ratio(one: float, other: float) -> float:
    return one / max(other, 1e-6)
