"""The report of ``add``: every input with its outcome, and what is left of it after Ctrl-C."""

import csv
import json

import pytest

from lib import embed, settings, store
from lib.pipeline import adding, cli, commands
from lib.records import Analysis

TEXTS = {number: f"Ann Dorr said that pier {number} was closed on Monday." for number in range(5)}


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Articles to add one a batch, an analysis without a parser and vectors without a model."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number, text in TEXTS.items():
        (inbox / f"pier-{number}.txt").write_text(text, encoding="utf-8")
    (inbox / "=junk.txt").write_bytes(bytes(range(256)) * 8)
    model = settings.load().model
    monkeypatch.setattr(commands.embed, "load", lambda name: embed.Fake(64))
    monkeypatch.setattr(adding, "analyse", Analysis)
    monkeypatch.setattr(adding, "BATCH", 1)
    monkeypatch.setattr(adding, "open_archive", lambda chosen: store.Archive.open(
        chosen.archive, model=model, dim=64))
    return inbox


def run(place, report):
    return cli.main(["add", str(place), "--archive", str(place.parent / "archive"), "--report", str(report)])


def held(place):
    archive = store.Archive.open(str(place.parent / "archive"), model=settings.load().model, create=False)
    return archive.articles()["id"].tolist()


def jsonl(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_input_stands_in_the_report_with_its_outcome(place, tmp_path):
    assert run(place, tmp_path / "report.jsonl") == 1
    rows = jsonl(tmp_path / "report.jsonl")
    assert sorted(row["outcome"] for row in rows) == ["added"] * 5 + ["refused"]
    [refused] = [row for row in rows if row["outcome"] == "refused"]
    assert "=junk.txt" in refused["name"] and refused["reason"]
    assert sorted(row["article_id"] for row in rows if row["outcome"] == "added") == held(place)


def test_what_is_stored_already_is_reported_as_unchanged(place, tmp_path):
    run(place, tmp_path / "report.jsonl")
    run(place, tmp_path / "report.jsonl")
    rows = jsonl(tmp_path / "report.jsonl")
    assert sorted(row["outcome"] for row in rows) == ["refused"] + ["unchanged"] * 5


def test_the_csv_holds_the_same_and_runs_nothing(place, tmp_path, monkeypatch):
    monkeypatch.chdir(place)
    folder = str(tmp_path / "archive")
    cli.main(["add", "=junk.txt", "--archive", folder, "--report", str(tmp_path / "r.csv")])
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["outcome"] == "refused" and row["reason"]
    assert row["name"].startswith("'=junk")


def test_a_report_of_another_format_is_refused_before_any_work(place, tmp_path, capsys):
    assert run(place, tmp_path / "report.pdf") == 2
    assert "must end in .csv or .jsonl" in capsys.readouterr().err
    assert held(place) == []


def test_a_report_that_cannot_be_written_is_refused_before_any_work(place, tmp_path, capsys):
    assert run(place, tmp_path / "none" / "report.csv") == 2
    assert "cannot be written" in capsys.readouterr().err
    assert held(place) == []


def test_ctrl_c_keeps_what_went_in_and_the_next_run_goes_on(place, tmp_path, monkeypatch, capsys):
    def interrupted(article):
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(article.id)
        return Analysis(article)

    done = []
    monkeypatch.setattr(adding, "analyse", interrupted)
    assert run(place, tmp_path / "report.jsonl") == 130
    assert "3 articles went in" in capsys.readouterr().err
    assert held(place) == sorted(done)
    reported = jsonl(tmp_path / "report.jsonl")
    assert sorted(row["article_id"] for row in reported if row["outcome"] == "added") == sorted(done)

    monkeypatch.setattr(adding, "analyse", Analysis)
    assert run(place, tmp_path / "report.jsonl") == 1
    outcomes = [row["outcome"] for row in jsonl(tmp_path / "report.jsonl")]
    assert (outcomes.count("added"), outcomes.count("unchanged")) == (2, 3)
    assert len(held(place)) == 5
