"""Training of the claim scorer: what it reads, how it measures, and that a tiny run ships a scorer."""

import json
from pathlib import Path

import numpy as np
import pytest

from lib import embed, settings
from lib.errors import BadFile
from lib.train_worth import corpus, fit, folds, measure, ship
from lib.worth.model import TOKENIZER, Scorer, tokenizer


def written(path, *rows):
    path.write_text("".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows))
    return path


def test_a_corpus_is_masked_and_keeps_its_order(tmp_path):
    read = corpus.read(written(tmp_path / "c.jsonl", {"text": "In 2010 Ann Roe won.", "check_worthy": 1},
                               {"text": "Thank you all.", "check_worthy": 0, "document": "d"}))
    assert read.sentences == ("In 2010 Someone won.", "Thank you all.")
    assert read.texts[0] == "In 2010 Ann Roe won."
    assert read.labels.tolist() == [1, 0] and read.documents == ("", "d") and len(read) == 2


@pytest.mark.parametrize("row, words", [
    pytest.param("{oops\n", "line 2: not JSON", id="not JSON"),
    pytest.param({"text": "Good evening."}, "line 2: no labelled sentence", id="no label"),
    pytest.param({"text": "Good evening.", "check_worthy": 2}, "line 2: no labelled sentence",
                 id="another label"),
    pytest.param({"check_worthy": 1}, "line 2: no labelled sentence", id="no text"),
    pytest.param({"text": "Rents fell.", "check_worthy": 1}, "not of both", id="one class only"),
])
def test_a_corpus_says_what_is_wrong_with_it(tmp_path, row, words):
    path = written(tmp_path / "c.jsonl", {"text": "Rents rose.", "check_worthy": 1}, row)
    with pytest.raises(BadFile, match=words):
        corpus.read(path)


def test_a_missing_corpus_is_named(tmp_path):
    with pytest.raises(BadFile, match="cannot be read"):
        corpus.read(tmp_path / "none.jsonl")


@pytest.mark.parametrize("labels, scores, wanted", [
    pytest.param([1, 1, 0, 0], [4, 3, 2, 1], 1.0, id="all first"),
    pytest.param([0, 1], [2, 1], 0.5, id="one, second"),
    pytest.param([1, 0, 1], [3, 2, 1], (1 + 2 / 3) / 2, id="one between"),
])
def test_average_precision(labels, scores, wanted):
    assert measure.average_precision(np.array(labels), np.array(scores, float)) == pytest.approx(wanted)


def test_average_precision_of_nothing_to_find_is_unknown():
    assert np.isnan(measure.average_precision(np.array([0, 0]), np.array([1.0, 2.0])))


def test_macro_f1_is_the_mean_of_both_classes():
    labels, decided = np.array([1, 1, 0, 0]), np.array([True, False, False, False])
    assert measure.macro_f1(labels, decided) == pytest.approx((2 / 3 + 4 / 5) / 2)
    assert measure.macro_f1(labels, labels == 1) == 1.0


def test_every_sentence_is_scored_once_by_who_has_not_seen_it():
    labels = np.array([1] * 10 + [0] * 30)
    pairs = list(folds.parts(labels, 5))
    assert sorted(np.concatenate([score for _, score in pairs])) == list(range(40))
    assert all(not set(learn) & set(score) and labels[score].sum() == 2 for learn, score in pairs)
    found = folds.out_of_fold(labels, 5, lambda learn, score: score.astype(float))
    assert found.tolist() == [float(place) for place in range(40)]


def test_calibration_is_for_a_set_of_which_half_is_check_worthy():
    chance = np.random.default_rng(3)
    logits = chance.normal(size=60_000) * 2
    drawn = chance.random(60_000) < 1 / (1 + np.exp(-(1.5 * logits - 2)))
    slope, offset = measure.platt(drawn.astype(np.int64), logits)
    odds = drawn.mean() / (1 - drawn.mean())
    assert slope == pytest.approx(1.5, abs=0.1)
    assert offset == pytest.approx(-2 - np.log(odds), abs=0.1)


def test_the_report_names_both_base_rates():
    labels = np.array([1] * 50 + [0] * 150)
    whole, balanced, calibration = folds.report(labels, np.where(labels == 1, 2.0, -2.0))
    assert "25.0% check-worthy: macro F1 1.0000" in whole
    assert "average precision 1.0000" in balanced
    assert calibration.startswith("calibration")


def test_documents_are_measured_one_by_one():
    labels, scores = np.array([1, 0, 0, 1, 0]), np.array([2.0, 1.0, 2.0, 1.0, 0.0])
    line = folds.by_document(labels, scores, ["a", "a", "b", "b", "c"])
    assert "2 documents" in line and "mean average precision 0.7500" in line


FACTS = ["Rents rose by {} per cent.", "The dam cost {} million.", "In 19{} the mill burned down."]
TALK = ["Thank you all, number {}.", "Good evening, row {}.", "Let us move on to item {}."]


@pytest.mark.model
def test_a_trained_network_is_shipped_and_tells_what_it_learned(tmp_path):
    encoder = Path(embed.model_place(settings.DEFAULT_MODEL))
    pieces = tokenizer(encoder / TOKENIZER)
    texts = [one.format(number) for number in range(20, 52) for one in (*FACTS, *TALK)]
    labels = np.array([1, 1, 1, 0, 0, 0] * 32)
    ids = [pieces.encode(text).ids for text in texts]
    network = fit.fit(encoder, ids, labels, fit.Plan(epochs=3, half=False))
    logits = fit.predict(network, ids, half=False)
    assert measure.average_precision(labels, logits) > 0.99
    ship.ship(network, encoder, measure.platt(labels, logits), tmp_path)
    fact, talk = Scorer(tmp_path).score(["Fares rose by 70 per cent.", "Thank you, good evening."])
    assert talk < 0.5 < fact


def test_nothing_to_train_on_is_said(tmp_path):
    with pytest.raises(BadFile, match="nothing to train on"):
        fit.fit(tmp_path, [], np.zeros(0, np.int64), fit.Plan())
