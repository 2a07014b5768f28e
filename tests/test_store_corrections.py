"""Corrections by hand: they win, they stay, and who made them is on record."""


import numpy as np
import pytest

from lib.errors import ArchiveError
from lib.records import Analysis
from lib.store import corrections
from lib.store.expression import Phrase
from tests.archives import FAKE, FEE, NETS, ids, store


def test_a_correction_changes_the_row_and_is_on_record(filled):
    key = ids(NETS)[1]
    filled.correct(key, "speaker", "Jon Marsh", "Ida", "named in the next sentence")
    row = filled.get([key]).iloc[0]
    assert (row["speaker"], row["speaker_key"], row["corrected"]) == ("Jon Marsh", "jon marsh", True)
    noted = filled.history(key).iloc[0]
    assert (noted["field"], noted["old"], noted["new"]) == ("speaker", "", "Jon Marsh")
    assert (noted["who"], noted["why"]) == ("Ida", "named in the next sentence")
    assert noted["at"].endswith("+00:00") and noted["article_id"] == "nets"


def test_a_corrected_name_is_found_by_words_and_by_its_field(filled):
    key = ids(FEE)[0]
    filled.correct(key, "speaker", "Mila Åkesson", "Ida", "married")
    assert filled.text_search(Phrase(("akesson",)))["statement_id"].tolist() == [key]
    assert filled.text_search(Phrase(("akesson",), field="speaker"))["statement_id"].tolist() == [key]


@pytest.mark.parametrize(("field", "new", "held"), [
    pytest.param("kind", "direct", "direct", id="kind"),
    pytest.param("speaker_institution", "", "", id="an institution taken away"),
    pytest.param("speaker_type", "unnamed", "unnamed", id="type"),
    pytest.param("about", "the port; the fee", ["the port", "the fee"], id="subjects"),
    pytest.param("about", "", [], id="no subject"),
    pytest.param("on_record", "unclear", "unclear", id="on record"),
    pytest.param("attitude", "yes", True, id="attitude"),
    pytest.param("rejected", "yes", True, id="rejected"),
])
def test_every_field_can_be_corrected_and_undone(filled, field, new, held):
    key = ids(FEE)[0]
    before = filled.get([key]).iloc[0]
    filled.correct(key, field, new, "Ida", "wrong")
    now = filled.get([key]).iloc[0][field]
    assert (list(now) if isinstance(held, list) else now) == held
    filled.correct(key, field, filled.history(key).iloc[-1]["old"], "Ida", "undone")
    after = filled.get([key]).iloc[0]
    names = [name for name in before.index if name != "corrected"]
    assert before[names].astype(str).equals(after[names].astype(str))
    assert len(filled.history(key)) == 2 and filled.check() == []


def test_the_present_value_again_changes_nothing(filled):
    version = filled.version()
    filled.correct(ids(FEE)[0], "speaker", "Mila Trent", "Ida", "sure")
    assert filled.version() == version and filled.history().empty


@pytest.mark.parametrize(("statement", "field", "new", "who", "said"), [
    pytest.param("fee", "statement", "other words", "Ida",
                 "'statement' cannot be corrected; allowed are speaker", id="the words themselves"),
    pytest.param("fee", "kind", "quote", "Ida", "'quote' is no kind; allowed: direct", id="no such kind"),
    pytest.param("fee", "rejected", "maybe", "Ida", "allowed: yes, no", id="neither yes nor no"),
    pytest.param("fee", "speaker", "Jon", "  ", "needs the name of who makes it", id="nobody"),
    pytest.param("gone", "speaker", "Jon", "Ida", "no statement 'gone'", id="no such statement"),
])
def test_a_correction_that_cannot_be_meant_is_explained(filled, statement, field, new, who, said):
    key = ids(FEE)[0] if statement == "fee" else statement
    with pytest.raises(ArchiveError, match=said):
        filled.correct(key, field, new, who, "because")
    assert filled.history().empty


def test_a_new_name_takes_the_key_it_has_elsewhere_a_given_one_or_its_folded_words(filled):
    first, second, third = ids(FEE)[0], ids(FEE)[1], ids(NETS)[1]
    filled.correct(first, "speaker", "Jon Marsh", "Ida", "x")
    filled.correct(second, "speaker", "J. Marsh", "Ida", "x", key="jon marsh")
    filled.correct(third, "speaker", "Åsa Lind", "Ida", "x")
    keys = filled.get([first, second, third])["speaker_key"].tolist()
    assert keys == ["jon marsh", "jon marsh", "asa lind"]


def test_a_correction_may_bring_a_new_vector(filled):
    key = ids(FEE)[0]
    vector = FAKE.encode(["Jon Marsh: the fee will rise in May"])[0]
    filled.correct(key, "speaker", "Jon Marsh", "Ida", "x", vector=vector)
    np.testing.assert_allclose(filled.vectors([key])[1][0], vector, atol=1e-6)
    assert filled.check() == []


def test_corrections_survive_a_new_extraction(filled):
    key = ids(FEE)[0]
    filled.correct(key, "speaker", "Ada Berg", "Ida", "first")
    filled.correct(key, "speaker", "Ada Holm", "Ida", "second")
    store(filled, FEE)
    row = filled.get([key]).iloc[0]
    assert (row["speaker"], row["corrected"]) == ("Ada Holm", True)
    assert filled.check() == [] and filled.reapply_edits() == 0


def test_corrections_wait_for_a_statement_that_comes_back(filled):
    key = ids(FEE)[0]
    filled.correct(key, "speaker", "Ada Berg", "Ida", "x")
    store(filled, Analysis(FEE.article, FEE.statements[1:]))
    assert "which the extraction no longer finds" in filled.check()[0]
    store(filled, FEE)
    assert filled.get([key])["speaker"].tolist() == ["Ada Berg"] and filled.check() == []


def test_a_writer_killed_between_edit_and_row_is_repaired(filled, monkeypatch):
    key = ids(FEE)[0]

    def killed(tables, rows):
        raise RuntimeError("killed")

    with monkeypatch.context() as patch, pytest.raises(ArchiveError, match="killed"):
        patch.setattr(corrections, "_write", killed)
        filled.correct(key, "speaker", "Ada Berg", "Ida", "x")
    assert filled.get([key])["speaker"].tolist() == ["Mila Trent"] and "not applied" in filled.check()[0]
    assert filled.reapply_edits() == 1 and filled.reapply_edits() == 0
    assert filled.get([key])["speaker"].tolist() == ["Ada Berg"] and filled.check() == []


@pytest.mark.parametrize("name", ["O'Hara", "100% x'; DELETE FROM edits; --", "Ærø “quoted” \\'"])
def test_a_hostile_name_is_only_a_name(filled, name):
    key = ids(FEE)[0]
    filled.correct(key, "speaker", name, name, name)
    assert filled.get([key])["speaker"].tolist() == [name]
    assert filled.count() == 4 and len(filled.history()) == 1 and filled.check() == []


@pytest.mark.folder
def test_what_was_written_is_sent_to_the_disk(archive, syncs):
    store(archive, FEE)
    archive.correct(ids(FEE)[0], "speaker", "Ada", "Ida", "x")
    archive.delete_article("fee")
    archive.maintain()
    assert len(syncs) == 4
