"""The archive: what goes in comes out, twice is once, and what is asked for is found."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from lib.errors import ArchiveError, ArchiveMismatch
from lib.records import Analysis, Article, statement_id
from lib.store import Archive, filters, lookup
from lib.store.expression import Phrase
from tests.archives import DIM, FAKE, FEE, NETS, Said, article, ids, store

ROOT = Path(__file__).resolve().parent.parent


# --- in and out ------------------------------------------------------------------------------------

def test_an_article_comes_back_as_it_went_in(filled):
    assert filled.article("fee") == FEE.article
    assert filled.article("nobody's") is None
    assert filled.has("fee") and not filled.has("nobody's")
    assert filled.text_hash("nets") == NETS.article.text_hash
    assert filled.texts(["fee", "gone"]) == {"fee": FEE.article.text}


def test_a_statement_comes_back_with_all_its_fields(filled):
    row = filled.get(ids(FEE)[:1]).iloc[0].to_dict()
    found = FEE.statements[0]
    assert row["statement"] == found.text == FEE.article.text[row["char_start"]:row["char_end"]]
    assert json.loads(row["content_spans"]) == [list(span) for span in found.content]
    assert json.loads(row["evidence"])[0] == {"step": "name", "words": "Mila Trent", "span": [0, 10],
                                              "rule": "full name"}
    assert list(row["about"]) == ["Port of Ellby", "May"]
    expected = {"speaker": "Mila Trent", "speaker_role": "spokeswoman",
                "speaker_institution": "Port of Ellby",
                "speaker_key": "mila trent", "institution_key": "port of ellby", "kind": "indirect",
                "outlet": "Ellby Courier", "article_date": "2024-03-05", "article_title": "Title of fee",
                "article_id": "fee", "confidence": 0.9, "paragraph": 1, "text_hash": FEE.article.text_hash,
                "corrected": False, "rejected": False, "attitude": False, "cue_verb": "say"}
    assert {name: row[name] for name in expected} == expected


def test_unknown_is_an_empty_text_in_every_text_column(filled):
    row = filled.get(ids(NETS)[1:]).iloc[0]
    unknown = ["speaker", "speaker_key", "speaker_type", "speaker_role", "speaker_institution",
               "institution_key", "attributed_via", "article_author", "article_url"]
    assert row[unknown].tolist() == [""] * len(unknown)


def test_rows_come_in_the_order_asked_for_and_unknown_ids_are_left_out(filled):
    wanted = [ids(NETS)[0], "no such id", ids(FEE)[1], ids(NETS)[0]]
    assert filled.get(wanted)["statement_id"].tolist() == [ids(NETS)[0], ids(FEE)[1]]
    assert filled.get([]).empty


def test_articles_are_listed_without_text_and_with_their_statements(filled):
    listed = filled.articles()
    assert "text" not in listed
    assert listed["id"].tolist() == ["fee", "nets"]
    assert listed["statements"].tolist() == [2, 2]
    assert listed["author"].tolist() == ["", ""]


def test_an_article_without_statements_is_stored(archive):
    store(archive, article("quiet"))
    assert archive.has("quiet") and archive.count() == 0
    assert archive.articles()["statements"].tolist() == [0]


def test_attitudes_and_rejected_rows_are_not_counted_as_statements(archive):
    made = article("a", Said("yes"), Said("no", attitude=True), Said("perhaps"))
    store(archive, made)
    archive.correct(ids(made)[2], "rejected", "yes", "Ida", "no statement")
    assert archive.articles()["statements"].tolist() == [1]
    assert archive.count() == 3


def test_an_empty_batch_changes_nothing(filled):
    version = filled.version()
    filled.add_many([], np.zeros((0, DIM)), np.zeros((0, DIM)))
    assert filled.version() == version


# --- twice is once ---------------------------------------------------------------------------------

def test_the_same_article_twice_adds_nothing(filled):
    before, fingerprint = filled.scan().sort_values("statement_id", ignore_index=True), filled.fingerprint()
    store(filled, FEE, NETS)
    assert filled.count() == 4 and len(filled.articles()) == 2
    after = filled.scan().sort_values("statement_id", ignore_index=True)
    assert before.astype(str).equals(after.astype(str))
    assert filled.fingerprint() == fingerprint


def test_one_batch_with_an_article_twice_keeps_the_last(archive):
    longer = article("fee", Said("the fee will rise in May"), Said("the fee will fall in June"))
    store(archive, FEE, longer)
    assert set(archive.scan()["statement_id"]) == set(ids(longer))
    assert archive.check() == []


def test_one_statement_twice_in_an_extraction_is_stored_once(archive):
    doubled = Analysis(FEE.article, FEE.statements + FEE.statements)
    store(archive, doubled, NETS)
    assert archive.count() == 4 and archive.check() == []


def test_a_new_extraction_replaces_the_rows_it_lacks(filled):
    fewer = Analysis(FEE.article, FEE.statements[:1])
    store(filled, fewer)
    assert set(filled.scan()["statement_id"]) == {ids(FEE)[0], *ids(NETS)}
    store(filled, Analysis(FEE.article, ()))
    assert set(filled.scan()["statement_id"]) == set(ids(NETS))
    assert filled.has("fee")


def test_a_deleted_article_takes_its_statements_along(filled):
    filled.delete_article("fee")
    assert not filled.has("fee") and set(filled.scan()["article_id"]) == {"nets"}
    filled.delete_article("never stored")
    assert filled.check() == []


def test_a_deleted_article_is_no_longer_found_by_words_or_meaning(filled):
    filled.delete_article("fee")
    assert filled.text_search(Phrase(("fee",))).empty
    assert set(filled.vector_search(FAKE.encode(["fee"])[0])["statement_id"]) == set(ids(NETS))


@pytest.mark.parametrize(("vectors", "said"), [
    pytest.param(np.ones((1, DIM), np.float32) / np.sqrt(DIM), r"4 statements and vectors of shape \(1, 64\)",
                 id="too few"),
    pytest.param(np.ones((4, 8), np.float32), r"shape \(4, 8\); this archive needs \(4, 64\)",
                 id="too short"),
    pytest.param(np.ones((4, DIM), np.float32), "not all of length 1", id="not of length 1"),
    pytest.param(np.full((4, DIM), np.nan, np.float32), "not all of length 1", id="not numbers"),
])
def test_wrong_vectors_are_refused_and_nothing_is_written(archive, vectors, said):
    version = archive.version()
    with pytest.raises(ArchiveMismatch, match=said):
        archive.add_many([FEE, NETS], vectors, vectors)
    assert archive.version() == version and not archive.has("fee")


def test_articles_are_written_after_their_statements(archive, monkeypatch):
    """So that a killed writer leaves no article that looks complete."""
    from lib.store import writing

    done = []

    def killed(table, key, rows, stale=""):
        if table.name == "articles":
            raise RuntimeError("killed")
        done.append(table.name)

    monkeypatch.setattr(writing, "upsert", killed)
    with pytest.raises(ArchiveError, match="killed"):
        store(archive, FEE)
    assert done == ["statements"] and not archive.has("fee")


# --- finding ---------------------------------------------------------------------------------------

def test_the_nearest_statement_comes_first_with_its_cosine(filled):
    query = FAKE.encode(["Jon Marsh: the nets are empty"])[0]
    found = filled.vector_search(query, columns=("speaker",))
    assert found["statement_id"][0] == ids(NETS)[0] and found["similarity"][0] == pytest.approx(1.0, abs=1e-5)
    held, vectors, _ = filled.vectors(found["statement_id"])
    cosines = dict(zip(held, vectors @ query, strict=True))
    expected = [cosines[key] for key in found["statement_id"]]
    np.testing.assert_allclose(found["similarity"], expected, atol=1e-5)
    assert found["similarity"].is_monotonic_decreasing


def test_a_search_obeys_its_condition_and_its_limit(filled):
    query = FAKE.encode(["the nets are empty"])[0]
    where = filters.equals("outlet", "Ellby Courier")
    assert set(filled.vector_search(query, where)["statement_id"]) == set(ids(FEE))
    assert len(filled.vector_search(query, where, limit=1)) == 1
    assert filled.vector_search(query, filters.any_of("outlet", [])).empty
    assert set(filled.text_search(Phrase(("the",)), where)["statement_id"]) == set(ids(FEE))
    assert len(filled.text_search(Phrase(("the",)), limit=2)) == 2


def test_equal_rows_come_in_the_order_of_their_ids(archive):
    made = [article(f"a{number}", Said("the same words")) for number in range(12)]
    store(archive, *made)
    for found in (archive.vector_search(FAKE.encode(["words"])[0]), archive.text_search(Phrase(("same",)))):
        assert found["statement_id"].tolist() == sorted(ids(*made))


def test_words_find_more_than_the_ten_rows_an_engine_gives_unasked(archive):
    store(archive, *(article(f"a{number}", Said("the quay is wet")) for number in range(25)))
    assert len(archive.text_search(Phrase(("quay",)))) == 25


@pytest.mark.parametrize("word", ["trent", "port", "say", "spokeswoman", "rise"])
def test_words_find_speaker_institution_role_cue_and_content(filled, word):
    assert ids(FEE)[0] in filled.text_search(Phrase((word,)))["statement_id"].tolist()


def test_vectors_come_back_as_they_were_given(filled):
    held, first, second = filled.vectors(ids(FEE))
    order = [held.index(key) for key in ids(FEE)]
    np.testing.assert_allclose(first[order][1], FAKE.encode(["Jon Marsh: the cranes are old"])[0], atol=1e-6)
    np.testing.assert_allclose(second[order], FAKE.encode([one.passage for one in FEE.statements]), atol=2e-3)
    assert filled.vectors([])[1].shape == (0, DIM)


def test_exact_search_up_to_the_limit_index_beyond(filled, monkeypatch):
    """Both ways give the same rows; how many rows the condition lets through decides which is taken."""
    query = FAKE.encode(["the nets are empty"])[0]
    exact = filled.vector_search(query)
    monkeypatch.setattr(lookup, "EXACT_ROWS", 0)
    assert filled.vector_search(query).equals(exact)


def test_all_forms_of_names_are_listed_with_their_counts(filled):
    names = filled.names()
    speakers = names[names["what"] == "speaker"]
    assert dict(zip(speakers["name"], speakers["count"], strict=True)) == {"Jon Marsh": 2, "Mila Trent": 1}
    assert names[names["what"] == "institution"]["key"].tolist() == ["port of ellby"]


# --- other -----------------------------------------------------------------------------------------

def test_ids_do_not_depend_on_the_archive(filled):
    found = FEE.statements[0]
    assert statement_id("fee", found.content, "indirect") in filled.scan()["statement_id"].tolist()


def test_importing_the_store_loads_no_engine():
    code = "import sys, lib.store; sys.exit('lancedb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_an_article_of_every_language_and_sign_comes_back(archive):
    strange = Article("strange/%'\"", "평양 “quoted” 😀\n\nÆrø\t=1+1", "=cmd|x", "O'Test", "Å B",
                      "2024-01-01", "given", "https://x.example/?a=1&b='2'", "ko")
    archive.add_many([Analysis(strange)], np.zeros((0, DIM)), np.zeros((0, DIM)))
    assert archive.article(strange.id) == strange and isinstance(archive, Archive)


def test_a_name_with_a_null_character_is_another_name():
    with_null, without = (filters.equals("speaker", name) for name in ("Ann\0 Dorr", "Ann Dorr"))
    assert "\0" not in with_null
    assert with_null != without
