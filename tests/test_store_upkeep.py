"""The whole archive: versions, fingerprint, cache, the check, indexes, and many at once."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from lib.store import filters, lookup, upkeep
from lib.store.expression import Phrase
from tests.archives import DIM, FAKE, FEE, NETS, Said, article, ids, opened, store

ROOT = Path(__file__).resolve().parent.parent


# --- the whole -------------------------------------------------------------------------------------

def test_every_write_changes_the_version(archive):
    seen = [archive.version()]
    for write in (lambda: store(archive, FEE), lambda: archive.correct(ids(FEE)[0], "speaker", "A", "I", "x"),
                  lambda: archive.delete_article("fee")):
        write()
        seen.append(archive.version())
    assert len(set(seen)) == 4
    assert archive.version() == seen[-1], "reading is no write"


def test_the_fingerprint_says_what_is_held_not_how_it_came(tmp_path):
    one, other = opened(tmp_path / "one"), opened(tmp_path / "other")
    store(one, FEE, NETS)
    store(other, NETS)
    partly = other.fingerprint()
    store(other, FEE)
    other.maintain()
    assert one.fingerprint() == other.fingerprint() != partly
    other.correct(ids(FEE)[0], "speaker", "Ada", "Ida", "x")
    assert one.fingerprint() != other.fingerprint()
    assert len(one.fingerprint()) == 12


def test_what_is_cached_lives_as_long_as_the_version(filled):
    calls = []

    def make():
        calls.append(1)
        return len(calls)

    assert [filled.cached("key", make) for _ in range(3)] == [1, 1, 1]
    store(filled, FEE)
    assert filled.cached("key", make) == 2
    assert opened(filled.uri).cached("key", make) == 3, "another archive object shares nothing"


def test_the_cache_is_bounded(filled):
    for number in range(200):
        filled.cached(number, dict)
    assert len(filled._cache) < 200


def test_a_whole_archive_has_no_problem(filled):
    assert filled.check() == []


@pytest.mark.parametrize(("values", "problem"), [
    pytest.param({"statement": "'other words'"}, "do not stand at its place", id="other words"),
    pytest.param({"article_id": "'gone'"}, "its article gone is not stored", id="no article"),
    pytest.param({"content_spans": "'[[0,3]]'"}, "do not stand at its place", id="another place"),
])
def test_a_row_that_does_not_fit_is_reported(filled, values, problem):
    filled._tables.statements.update(where=filters.equals("statement_id", ids(FEE)[0]), values_sql=values)
    problems = filled.check()
    assert len(problems) == 1 and problem in problems[0] and ids(FEE)[0] in problems[0]


def test_doubled_ids_and_bent_vectors_are_reported(filled):
    table = filled._tables.statements
    rows = lookup.scan(table, filters.equals("statement_id", ids(FEE)[0]), table.schema.names).to_pylist()
    table.add([rows[0] | {"vector": [2.0] * DIM}])
    problems = " ".join(filled.check())
    assert f"the id {ids(FEE)[0]} stands 2 times" in problems
    assert "its vector has length 16.000, not 1" in problems


def test_a_long_report_is_cut(archive, monkeypatch):
    monkeypatch.setattr(upkeep, "LISTED", 2)
    store(archive, article("a", *(Said(f"word number {number}") for number in range(5))))
    archive._tables.statements.update(where="article_id = 'a'", values={"statement": "x"})
    problems = archive.check()
    assert len(problems) == 3 and problems[-1] == "and more of the same"


def test_maintaining_builds_the_indexes_of_a_large_archive(archive, monkeypatch):
    monkeypatch.setattr(upkeep, "SCALAR_INDEX_ROWS", 100)
    monkeypatch.setattr(upkeep, "VECTOR_INDEX_ROWS", 300)
    made = [article(f"a{number}", *(Said(f"word{number} {place} the fee", f"Speaker {number % 7}",
                                         about=("fee",)) for place in range(10))) for number in range(40)]
    store(archive, *made)
    query = FAKE.encode(["Speaker 3: word3 4 the fee"])[0]
    exact = archive.vector_search(query, limit=5)
    unindexed = archive.maintain()
    assert {"vector_idx", "search_text_idx", "statement_id_idx", "about_idx"} <= set(unindexed)
    assert not any(unindexed.values())
    monkeypatch.setattr(lookup, "EXACT_ROWS", 0)
    assert archive.vector_search(query, limit=5).equals(exact)
    assert archive.count(filters.holds_any("about", ["fee"])) == 400
    store(archive, article("new", Said("late words")))
    assert len(archive.text_search(Phrase(("late", "words")))) == 1
    assert not any(archive.maintain().values()) and archive.check() == []


def test_phrases_stay_right_through_rounds_of_add_change_delete_and_maintain(archive):
    """Positions in the text index broke in past versions of the engine when it was compacted."""
    held = {}
    for turn in range(6):
        for number in range(4):
            said = [Said(f"turn {turn} brings {place} new boats to the quay") for place in range(5)]
            held[f"a{turn}-{number}"] = article(f"a{turn}-{number}", *said)
        store(archive, *(made for name, made in held.items() if name.startswith(f"a{turn}-")))
        if turn:
            archive.delete_article(f"a{turn - 1}-0")
            del held[f"a{turn - 1}-0"]
            changed = article(f"a{turn - 1}-1", Said(f"turn {turn - 1} brings no boats at all"))
            held[f"a{turn - 1}-1"] = changed
            store(archive, changed)
        for _ in range(2):
            for past in range(turn + 1):
                phrase = Phrase(("turn", str(past), "brings"))
                expected = {one.id for made in held.values() for one in made.statements
                            if f"turn {past} brings " in one.text}
                assert set(archive.text_search(phrase)["statement_id"]) == expected
            assert set(archive.text_search(Phrase(("boats", "at", "all")))["statement_id"]) == {
                one.id for made in held.values() for one in made.statements if "at all" in one.text}
            archive.maintain()
    assert archive.count() == sum(len(made.statements) for made in held.values()) and archive.check() == []


# --- several at once -------------------------------------------------------------------------------

WRITER = """
import sys
from tests.archives import Said, article, opened, store
archive = opened(sys.argv[1])
store(archive, article("other", Said("a lorry lost its load", "Ada Berg")))
archive.correct(sys.argv[2], "speaker", "Ada Berg", "Ida", "from another process")
"""


def test_what_another_process_writes_is_seen_while_open(filled):
    version = filled.version()
    filled.cached("count", filled.count)
    subprocess.run([sys.executable, "-c", WRITER, filled.uri, ids(FEE)[0]], cwd=ROOT, check=True, timeout=120)
    assert filled.version() != version
    assert filled.cached("count", filled.count) == 5
    assert filled.has("other") and filled.get([ids(FEE)[0]])["speaker"].tolist() == ["Ada Berg"]
    assert len(filled.text_search(Phrase(("lorry", "lost")))) == 1 and filled.check() == []


def test_readers_and_a_writer_do_not_disturb_one_another(filled):
    problems, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            try:
                rows = filled.get(ids(FEE))
                assert len(rows) == 2 and len(filled.text_search(Phrase(("fee",)))) == 1
                filled.vector_search(FAKE.encode(["boats"])[0])
            except Exception as error:
                problems.append(error)
                return

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(8):
        store(filled, article(f"more{number}", Said("the sea is calm")))
    stop.set()
    for thread in threads:
        thread.join()
    assert problems == [] and filled.count() == 12
