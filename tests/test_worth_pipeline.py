"""Claims on the command line: one line out for every sentence, clear errors, own claims of ``extract``."""

import json

import pytest

from lib import worth
from lib.pipeline import cli
from lib.pipeline import lines as files
from lib.pipeline.analysing import analyse
from lib.records import Article

TEXT = ("Farmers along the Mire lost 40 per cent of their barley in 2019.\n\n"
        "“The river is dead,” said Ines Calder, a farmer. The old mill at Holt burned down on Sunday.")


@pytest.fixture
def unscored(monkeypatch):
    """The product with the scorer's folder taken out."""
    monkeypatch.setattr(worth, "load", lambda: None)


def lines(path, *records):
    path.write_text("".join(record if isinstance(record, str) else json.dumps(record) + "\n"
                            for record in records), encoding="utf-8")
    return str(path)


def read(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_claims_writes_one_line_for_every_line(tmp_path, unscored, capsys):
    source = lines(tmp_path / "in.jsonl", {"id": "a", "text": "Rents rose by 12 per cent."}, "\n",
                   {"id": 7, "text": "Good evening."}, {"id": "c", "text": ""})
    out = tmp_path / "out.jsonl"
    assert cli.main(["claims", source, str(out)]) == 0
    first, second, third = read(out)
    assert first == {"id": "a", "score": None, "claim_kind": "quantity", "why": [[6, 25]]}
    assert second == {"id": 7, "score": None, "claim_kind": None, "why": []}
    assert third["id"] == "c"
    assert "not installed" in capsys.readouterr().err


def test_claims_are_scored(tmp_path):
    if worth.load() is None:
        pytest.skip("the scorer's folder was taken out")
    source = lines(tmp_path / "in.jsonl", {"id": "a", "text": "Unemployment fell to 5 per cent last year."},
                   {"id": "b", "text": "Thank you all for coming."})
    out = tmp_path / "out.jsonl"
    assert cli.main(["claims", source, str(out)]) == 0
    fact, thanks = read(out)
    assert 0 <= thanks["score"] < 0.5 <= fact["score"] <= 1


@pytest.mark.parametrize("line, words", [
    pytest.param("{oops\n", "line 2: not JSON", id="not JSON"),
    pytest.param("[1, 2]\n", "line 2: expected an object, found list", id="a list"),
    pytest.param('{"id": "b"}\n', 'line 2: expected {"id": …, "text": "one sentence"}', id="no text"),
    pytest.param('{"text": "Rents rose."}\n', "line 2: expected", id="no id"),
    pytest.param('{"id": "b", "text": 5}\n', "line 2: expected", id="a text that is a number"),
])
def test_claims_says_what_is_wrong_with_a_line(tmp_path, unscored, capsys, line, words):
    source = lines(tmp_path / "in.jsonl", {"id": "a", "text": "Rents rose."}, line)
    assert cli.main(["claims", source, str(tmp_path / "out.jsonl")]) == 2
    assert words in capsys.readouterr().err


def test_claims_from_a_missing_file(tmp_path, unscored, capsys):
    assert cli.main(["claims", str(tmp_path / "none.jsonl"), str(tmp_path / "out.jsonl")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_extract_writes_the_own_claims(unscored):
    line = files.as_attributions(analyse(Article("a", TEXT)))
    assert [TEXT[slice(*claim["content"][0])] for claim in line["claims"]] == [
        "Farmers along the Mire lost 40 per cent of their barley in 2019.",
        "The old mill at Holt burned down on Sunday."]
    assert [claim["claim_kind"] for claim in line["claims"]] == ["quantity", "event"]
    assert {claim["kind"] for claim in line["claims"]} == {"article"}
    assert [[TEXT[slice(*span)] for span in claim["why"]] for claim in line["claims"]] == [
        ["lost 40 per cent", "2019"], ["Holt", "Sunday"]]


def test_an_article_in_another_language_has_no_own_claims(unscored):
    article = Article("a", "Die Mieten stiegen 2019 um 12 Prozent. Das sagte Ines Calder.", language="de")
    assert files.as_attributions(analyse(article))["claims"] == []


def test_half_characters_come_out_as_they_went_in(tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"id": "\ud800", "text": "The \udc00 dam cost 5 million euros."}) + "\n")
    assert cli.main(["claims", str(source), str(target)]) == 0
    assert json.loads(target.read_text(encoding="utf-8"))["id"] == "\ud800"


@pytest.mark.parametrize("command", ["claims", "extract"])
def test_the_input_is_never_written_over(tmp_path, command, unscored, capsys):
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "text": "The dam held."}\n')
    assert cli.main([command, str(source), str(source)]) == 2
    assert "another output" in capsys.readouterr().err
    assert "The dam held." in source.read_text()


def test_an_output_that_cannot_be_written_is_named(tmp_path, unscored, capsys):
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "text": "The dam held."}\n')
    assert cli.main(["claims", str(source), str(tmp_path / "nowhere" / "out.jsonl")]) == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("attributions", [
    None, "x", [{"source": []}], [{"content": [[0, 3]]}], [{"content": [0, 3], "source": []}],
    [{"content": [["a", "b"]], "source": []}]])
def test_annotations_of_another_form_are_named_with_their_line(tmp_path, attributions, capsys):
    source = tmp_path / "gold.jsonl"
    source.write_text(json.dumps({"id": "a", "text": "Roe said it held.", "attributions": attributions}))
    assert cli.main(["calibrate", str(source)]) == 2
    assert "line 1" in capsys.readouterr().err


def test_annotations_that_are_not_there_are_named(tmp_path, capsys):
    assert cli.main(["calibrate", str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl" in capsys.readouterr().err
