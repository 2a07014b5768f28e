"""The bench on a few hundred rows: what it writes, that its rows are what they say, that recall is right."""

import contextlib
import json

import numpy as np
import pytest

from lib import embed
from lib.bench import __main__ as command
from lib.bench import ingesting, measure, peers, queries, report, rows, truth
from lib.pipeline import adding
from lib.store import Archive

NUMBER = 400
RANKED = ("vector", "filtered_1pct", "filtered_01pct", "both")
INGESTED = ingesting.Ingested({1: 2.0, 2: 3.5}, 800.0)


@pytest.fixture(scope="module")
def made():
    return rows.make(NUMBER)


@pytest.fixture(scope="module")
def filled(made, tmp_path_factory):
    """The archive and the SQLite file of the same rows."""
    folder = tmp_path_factory.mktemp("bench")
    archive = Archive.open(str(folder / "archive"), model=measure.MODEL, dim=rows.DIM)
    for batch, vectors, passages in made.batches(150):
        archive.add_many(batch, vectors, passages)
    sqlite = peers.Sqlite(folder / "rows.sqlite", made)
    yield measure.Store(archive, made), sqlite
    sqlite.close()


@pytest.fixture(scope="module")
def asked(made):
    return queries.draw(made, 6)


def test_the_same_seed_gives_the_same_rows(made):
    again, other = rows.make(NUMBER), rows.make(NUMBER, seed=7)
    assert np.array_equal(made.vectors, again.vectors) and made.text(3) == again.text(3)
    assert not np.array_equal(made.vectors, other.vectors)


def test_vectors_have_length_one_and_words_their_share(made):
    np.testing.assert_allclose(np.linalg.norm(made.vectors, axis=1), 1.0, atol=1e-5)
    counts = np.bincount(made.tokens, minlength=rows.WORDS)
    assert counts[0] == counts.max() and counts[0] > 10 * counts[100:200].mean()


def test_the_archive_of_invented_rows_is_sound(filled):
    store, _ = filled
    assert store.archive.check() == []
    assert store.archive.count() == len(store.rows.ids) == NUMBER
    held = store.archive.get([store.rows.ids[17]], ("statement", "outlet", "speaker", "article_date"))
    assert held.iloc[0].tolist()[1:] == [
        store.rows.text(17), rows.outlet(store.rows.outlets[17]), rows.speaker(store.rows.speakers[17]),
        rows.day(store.rows.days[17])]


def test_the_rows_that_hold_a_word(made):
    word = made.text(5).split()[3]
    assert made.holding(word).tolist() == [row for row in range(NUMBER) if word in made.text(row).split()]


def test_every_query_finds_something(filled, asked):
    store, sqlite = filled
    for query in asked:
        assert truth.mask(store.rows, query, query.tenth).any()
        for words in (store.bm25, store.phrase, sqlite.bm25, sqlite.phrase):
            assert query.row in words(query) or len(words(query)) == peers.SHOWN
        assert len(store.facets(query)) and sqlite.facets(query)


def test_archive_and_sqlite_agree(filled, asked):
    store, sqlite = filled
    for query in asked:
        assert set(store.phrase(query)) == set(sqlite.phrase(query))
        counted = dict(zip(*(store.facets(query)[name] for name in ("value", "count")), strict=True))
        assert list(counted.values()) == [number for _, number in sqlite.facets(query)]
        where = measure._where(query, query.tenth)
        assert store.vector(query, where) == sqlite.filtered(query, query.tenth)


def test_a_correction_is_read_back(filled, asked):
    for side in filled:
        assert side.update_read(asked[0], "Another Name") == "Another Name"


def test_recall_is_the_share_of_the_best_that_was_found():
    scores = np.array([0.9, 0.1, 0.8, 0.8, -np.inf])
    assert truth.recall(scores, [0, 2], 2) == 1.0
    assert truth.recall(scores, [0, 3], 2) == 1.0, "equal rows count alike"
    assert truth.recall(scores, [0, 1], 2) == 0.5
    assert truth.recall(scores, [0, 1, 2], 50) == 0.75, "four rows can be found at all"
    assert truth.recall(np.full(3, -np.inf), []) == 1.0


def test_the_exact_search_is_the_sorted_products(made, asked):
    products = made.vectors @ asked[0].vector
    assert peers.exact(made, asked[0], 10).tolist() == np.argsort(-products)[:10].tolist()
    assert len(peers.top(products, 5 * NUMBER)) == NUMBER


@pytest.mark.parametrize("name, scores", [
    pytest.param("vector", lambda store, query: truth.by_vector(store.rows, query), id="meaning"),
    pytest.param("both", lambda store, query: truth.by_both(store.rows, query, ()), id="both, words aside"),
])
def test_a_search_that_finds_others_has_a_low_recall(filled, asked, name, scores):
    store, _ = filled
    wrong = np.argsort(scores(store, asked[1]))[:50]
    assert truth.recall(scores(store, asked[1]), wrong) < 0.2


def test_the_whole_bench_writes_the_shape_agreed(tmp_path, monkeypatch, capsys):
    @contextlib.contextmanager
    def at_once(number):
        yield adding.analyse_each

    monkeypatch.setattr(ingesting.workers, "cluster", at_once)
    monkeypatch.setattr(command.embed, "load", lambda name: embed.Fake(64))
    monkeypatch.setattr(command.embed, "dimension", lambda name: 64)
    corpus = tmp_path / "one.txt"
    corpus.write_text("Ann Dorr said the pier was closed. Bo Lind denied that.", encoding="utf-8")
    out = tmp_path / "build" / "bench.json"
    assert command.main(["--rows", str(NUMBER), "--queries", "4", "--articles", "3", "--corpus", str(corpus),
                         "--out", str(out)]) == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert set(found) == {str(NUMBER), "ingest"}
    assert set(found["ingest"]) == {"articles_per_s_1", "articles_per_s_2", "rss_mb"}
    assert list(found[str(NUMBER)]) == list(measure.OPERATIONS)
    for name, entry in found[str(NUMBER)].items():
        assert set(entry) - {"recall50"} == {"p50_ms", "ratio_numpy", "ratio_sqlite"}
        assert ("recall50" in entry) == (name in RANKED)
        assert all(number > 0 for number in entry.values())
    assert [found[str(NUMBER)][name]["recall50"] for name in RANKED] == [1.0] * 4
    assert "filtered_1pct" in capsys.readouterr().out
    assert [path.name for path in out.parent.iterdir()] == ["bench.json"], "the rows are cleared away"


@pytest.mark.parametrize("largest, expected", [
    pytest.param(1_000_000, [10_000, 100_000, 1_000_000], id="all"),
    pytest.param(100_000, [10_000, 100_000], id="limited"),
    pytest.param(500, [500], id="below all"),
])
def test_the_sizes_up_to_the_largest(largest, expected):
    assert command.sizes(largest) == expected


def test_articles_are_repeated_under_ids_of_their_own(tmp_path):
    (tmp_path / "one.txt").write_text("Ann Dorr said the pier was closed.", encoding="utf-8")
    given = ingesting.articles([tmp_path / "one.txt"], 3)
    assert len({article.id for article in given}) == 3 and len({article.text for article in given}) == 1
    assert ingesting.articles([], 1)[0].text


def test_no_articles_to_ingest_is_explained(tmp_path, capsys):
    (tmp_path / "none.txt").write_text(" ", encoding="utf-8")
    code = command.main(["--corpus", str(tmp_path / "none.txt"), "--out", str(tmp_path / "bench.json")])
    assert code == 2 and "No article in" in capsys.readouterr().err


def test_the_table_names_every_operation_and_unit():
    figures = {name: measure.Figures(2.0, 4.0, 8.0, 0.5) for name in measure.OPERATIONS}
    lines = report.table(measure.Measured(1000, figures, 1.0, 2.0, 30.0, 40.0))
    assert "1,000 rows" in lines[0] and "MB on disk" in lines[0]
    assert lines[2].split() == ["vector", "2.00", "4.00", "8.00", "0.25", "0.50", "0.5000"]
    assert any("2 workers: 3.50" in line for line in report.ingest_lines(INGESTED))
