"""Quality has a floor: figures on annotated text, pinned in ``gold/floors.json``, which only rise.

The seed article's answers are here; the annotated corpora are not part of the project, so their
figures are checked where they lie beside it.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lib import ingest, pipeline, settings
from lib.pipeline import cli

GOLD = Path(__file__).parent / "gold"
FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))
SHARED = settings.ROOT.parent / "shared"
corpora = pytest.mark.skipif(not (SHARED / "eval").is_dir(),
                             reason="the annotated corpora are not part of the project and not beside it")


def words(text):
    return re.findall(r"\w+", text.casefold())


@pytest.fixture(scope="module")
def seed():
    [article] = ingest.read(sorted(settings.SEED_ARTICLES.glob("*.txt")))
    return pipeline.analyse(article)


@pytest.fixture(scope="module")
def seed_gold():
    return json.loads((GOLD / "seed.json").read_text(encoding="utf-8"))["statements"]


def same(got, want):
    """True for the same words but for a cue that stands among them ("the team is believed to …")."""
    return len(got & want) >= 0.9 * len(got | want)


def shown(analysis):
    return [statement for statement in analysis.statements if not statement.attitude]


def test_the_required_statements_of_the_seed_are_right_in_every_field(seed, seed_gold):
    found = {tuple(words(s.text)): s for s in shown(seed)}
    faults = []
    for want in (row for row in seed_gold if row["required"]):
        got = found.get(tuple(words(want["content"])))
        answer = got and (got.kind, got.speaker.name, got.speaker.role, got.speaker.institution)
        if answer != (want["kind"], want["speaker"], want["role"], want["institution"]):
            faults.append((want["content"][:50], answer))
    required = sum(row["required"] for row in seed_gold)
    assert required - len(faults) >= FLOORS["seed"]["required"], faults


def test_nothing_else_of_the_seed_is_taken_for_a_statement(seed, seed_gold):
    known = [set(words(row["content"])) for row in seed_gold]
    extra = [s.text for s in shown(seed) if not any(same(set(words(s.text)), row) for row in known)]
    assert len(extra) <= FLOORS["seed"]["extra"], extra


def test_the_words_of_cue_and_source_are_those_of_the_seed(seed, seed_gold):
    text = seed.article.text
    found = {tuple(words(s.text)): s for s in shown(seed)}
    for want in (row for row in seed_gold if row["required"]):
        got = found[tuple(words(want["content"]))]
        source = words(" ".join(text[start:end] for start, end in got.source))
        assert set(words(want["source"])) & set(source), want["source"]
        assert got.cue_verb


def score(tmp_path, script, gold, source, *options):
    """The figures of a scorer on our extraction of ``source``."""
    out = tmp_path / "out.jsonl"
    cli.main(["extract", *options, str(source), str(out)])
    run = subprocess.run([sys.executable, str(SHARED / "eval" / script), str(gold), str(out), "--json"],
                         capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


@corpora
def test_the_short_cases_stay_above_their_floors(tmp_path):
    cases, source = SHARED / "cases" / "quotes.jsonl", tmp_path / "in.jsonl"
    scorer = SHARED / "eval" / "score_cases.py"
    subprocess.run([sys.executable, str(scorer), str(cases), "--articles", str(source)], check=True)
    got, floors = score(tmp_path, "score_cases.py", cases, source), FLOORS["cases"]
    below = {name: got[name] for name in ("content", "speaker", "institution") if got[name] < floors[name]}
    assert not below
    assert got["false"] <= floors["false"]


@corpora
def test_the_annotated_news_stays_above_its_floors(tmp_path):
    dev = SHARED / "corpora" / "polnear" / "dev.jsonl"
    got, floors = score(tmp_path, "score.py", dev, dev, "--as-is"), FLOORS["polnear_dev"]
    figures = {name: got["all"][name]["f1"] for name in ("attribution", "content", "quoted", "quoted_source")}
    figures |= {kind: got[kind]["attribution"]["f1"] for kind in ("direct", "mixed", "indirect")}
    below = {name: figures[name] for name in floors if figures[name] < floors[name]}
    assert not below
