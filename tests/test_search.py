"""Finding: every mode and filter against plain readings of the rows; order, columns, evidence."""

import json

import numpy as np
import pytest

from lib import embed, search
from lib import settings as constants
from lib.errors import BadQuery
from lib.records import PART_JOIN, Analysis, Article, Speaker, Statement, content_text
from lib.search import hits as hit_module
from lib.store import filters
from lib.tables import ADDED
from lib.tables import COLUMNS as TABLE
from lib.view import UNKNOWN, View
from tests.archives import DIM, FAKE, Said, article, ids, opened, store

FEES = article(
    "fees",
    Said("the harbour fee will rise in May", "Mila Trent", "Port of Ellby", about=("Port of Ellby", "May")),
    Said("the new fee is unfair to small boats", "Jon Marsh", "Fishers' Union", kind="direct",
         about=("boats",)),
    Said("nobody had asked the boats", None, type=None, on_record="unclear", confidence=0.4),
    Said("they welcome the fee", "Jon Marsh", "Fishers' Union", attitude=True))
QUOTAS = article(
    "quotas",
    Said("the quota for herring stays as it is", "Ada Berg", "Ministry of Fisheries", kind="mixed",
         institution_key="ministry of fisheries"),
    Said("small boats get a larger share", "Ada Berg", "the fisheries ministry",
         institution_key="ministry of fisheries"),
    Said("the ministry is deaf", "Mila Trent", "Port of Ellby", kind="direct",
         about=("Ministry of Fisheries",)),
    outlet="Northern Post", date="2024-04-01")
STORM = article(
    "storm",
    Said("the storm took two boats", "officials", type="unnamed", on_record="unnamed",
         key="officials @storm"),
    Said("the pier must be rebuilt before winter", "Marsh", key="marsh @storm"),
    outlet=None, date=None)
ALL = (FEES, QUOTAS, STORM)
SAID = {one.id: one for analysis in ALL for one in analysis.statements}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory):
    """The three articles above."""
    archive = opened(tmp_path_factory.mktemp("harbour"))
    store(archive, *ALL)
    return archive


def vector(query):
    words = search.to_embed(query)
    return FAKE.encode([words])[0] if words else None


def texts(hits):
    return [SAID[key].text for key in hits.ids]


def find(archive, **view):
    made = View(**view)
    return search.find(archive, made, vector(made.query) if made.query else None)


# --- without a query -------------------------------------------------------------------------------

def test_without_a_query_all_statements_newest_first_then_as_in_the_text(harbour):
    found = find(harbour)
    expected = [*ids(QUOTAS), *ids(FEES)[:3], *ids(STORM)]
    assert found.ids == expected and found.total == len(found) == 8
    assert (found.capped, found.mode_used, found.notes) == (False, "", ())


@pytest.mark.parametrize(("filters_", "rows"), [
    pytest.param({"speakers": ("Mila Trent",)}, [ids(QUOTAS)[2], ids(FEES)[0]], id="speaker by name"),
    pytest.param({"speakers": ("mila trent",)}, [ids(QUOTAS)[2], ids(FEES)[0]], id="speaker by key"),
    pytest.param({"speakers": ("marsh @storm",)}, [ids(STORM)[1]], id="a lone surname by its article's key"),
    pytest.param({"speakers": (UNKNOWN,)}, [ids(FEES)[2]], id="no speaker"),
    pytest.param({"speakers": (UNKNOWN, "Marsh")}, [ids(FEES)[2], ids(STORM)[1]], id="nobody or somebody"),
    pytest.param({"speakers": ("Nobody Here",)}, [], id="a speaker the archive lacks"),
    pytest.param({"institutions": ("Ministry of Fisheries",)}, ids(QUOTAS)[:2], id="all forms of a body"),
    pytest.param({"institutions": ("the fisheries ministry",)}, ids(QUOTAS)[:2], id="by any of its forms"),
    pytest.param({"institutions": ("ministry of fisheries",)}, ids(QUOTAS)[:2], id="by its key"),
    pytest.param({"institutions": (UNKNOWN,)}, [ids(FEES)[2], *ids(STORM)], id="no institution"),
    pytest.param({"outlets": ("Northern Post",)}, ids(QUOTAS), id="outlet"),
    pytest.param({"outlets": (UNKNOWN,)}, ids(STORM), id="no outlet"),
    pytest.param({"outlets": (UNKNOWN, "Northern Post")}, [*ids(QUOTAS), *ids(STORM)], id="two outlets"),
    pytest.param({"kinds": ("direct", "mixed")}, [ids(QUOTAS)[0], ids(QUOTAS)[2], ids(FEES)[1]], id="kinds"),
    pytest.param({"about": ("boats",)}, [ids(FEES)[1]], id="about"),
    pytest.param({"about": ("boats", UNKNOWN)}, [*ids(QUOTAS)[:2], *ids(FEES)[1:3], *ids(STORM)],
                 id="about something or nothing"),
    pytest.param({"articles": ("storm",)}, ids(STORM), id="article"),
    pytest.param({"on_record": ("unnamed", "unclear")}, [ids(FEES)[2], ids(STORM)[0]], id="on record"),
    pytest.param({"date_from": "2024-04-01"}, ids(QUOTAS), id="from a day on"),
    pytest.param({"date_to": "2024-03-05"}, ids(FEES)[:3], id="up to a day, undated left out"),
    pytest.param({"date_from": "2024-03-05", "date_to": "2024-04-01"}, [*ids(QUOTAS), *ids(FEES)[:3]],
                 id="between two days"),
    pytest.param({"min_confidence": 0.5}, [*ids(QUOTAS), *ids(FEES)[:2], *ids(STORM)], id="confidence"),
    pytest.param({"attitudes": True, "speakers": ("Jon Marsh",)}, [ids(FEES)[1], ids(FEES)[3]],
                 id="attitudes"),
    pytest.param({"speakers": ("Mila Trent",), "kinds": ("direct",), "outlets": ("Northern Post",)},
                 [ids(QUOTAS)[2]], id="several filters must all hold"),
    pytest.param({"speakers": ("x' OR '1'='1",), "about": ("%",)}, [], id="a condition is only a name"),
])
def test_every_filter(harbour, filters_, rows):
    assert find(harbour, **filters_).ids == rows


@pytest.mark.parametrize(("sort", "expected"), [
    pytest.param("newest", [*ids(QUOTAS), *ids(FEES)[:3], *ids(STORM)], id="newest"),
    pytest.param("relevance", [*ids(QUOTAS), *ids(FEES)[:3], *ids(STORM)], id="relevance without a query"),
    pytest.param("oldest", [*ids(FEES)[:3], *ids(QUOTAS), *ids(STORM)], id="oldest, undated last"),
    pytest.param("speaker", [ids(QUOTAS)[0], ids(QUOTAS)[1], ids(FEES)[1], ids(STORM)[1], ids(QUOTAS)[2],
                             ids(FEES)[0], ids(STORM)[0], ids(FEES)[2]], id="by speaker, unknown last"),
])
def test_every_order(harbour, sort, expected):
    assert find(harbour, sort=sort).ids == expected


def test_an_empty_archive_has_no_rows(archive):
    for view in ({}, *({"query": "fee", "mode": mode} for mode in ("both", "words", "meaning"))):
        found = find(archive, **view)
        assert found.total == 0 and found.table.empty and found.page(1).empty
        assert list(found.table.columns) == [*search.COLUMNS, *search.INTERNAL]


# --- words -----------------------------------------------------------------------------------------

@pytest.mark.parametrize(("query", "expected"), [
    pytest.param("fee", {"the harbour fee will rise in May", "the new fee is unfair to small boats"},
                 id="a word"),
    pytest.param("FEE", {"the harbour fee will rise in May", "the new fee is unfair to small boats"},
                 id="capitals"),
    pytest.param("small boats", {"the new fee is unfair to small boats", "small boats get a larger share"},
                 id="all words"),
    pytest.param("boats fee", {"the new fee is unfair to small boats"}, id="in any order"),
    pytest.param("“fee is unfair”", {"the new fee is unfair to small boats"}, id="an exact phrase"),
    pytest.param('"unfair fee"', set(), id="not another order"),
    pytest.param("herring OR pier", {"the quota for herring stays as it is",
                                     "the pier must be rebuilt before winter"}, id="OR"),
    pytest.param("boats NOT small", {"nobody had asked the boats", "the storm took two boats"}, id="NOT"),
    pytest.param("NOT boats NOT fee NOT the", set(), id="only NOT, and nothing left"),
    pytest.param("NOT trent NOT marsh NOT berg", {"nobody had asked the boats", "the storm took two boats"},
                 id="only NOT"),
    pytest.param("her*", {"the quota for herring stays as it is"}, id="prefix"),
    pytest.param("speaker:trent", {"the harbour fee will rise in May", "the ministry is deaf"}, id="field"),
    pytest.param("speaker:tre* fee", {"the harbour fee will rise in May"}, id="field and word"),
    pytest.param("institution:fishers", {"the new fee is unfair to small boats"}, id="an institution's word"),
    pytest.param("outlet:northern boats", {"small boats get a larger share"}, id="outlet"),
    pytest.param('about:"ministry of fisheries"', {"the ministry is deaf"}, id="about"),
    pytest.param("title:storm", {"the storm took two boats", "the pier must be rebuilt before winter"},
                 id="title"),
    pytest.param("kind:mixed", {"the quota for herring stays as it is"}, id="kind"),
    pytest.param("speaker:(berg OR marsh) boats", {"small boats get a larger share",
                                                   "the new fee is unfair to small boats"}, id="choice"),
    pytest.param("fisheries", {"the quota for herring stays as it is", "small boats get a larger share"},
                 id="the institution counts as words"),
    pytest.param("absent", set(), id="nothing"),
])
def test_words_find(harbour, query, expected):
    found = find(harbour, query=query, mode="words")
    assert set(texts(found)) == expected
    assert found.total == len(expected) and found.mode_used == "words" and not found.capped
    assert found.table["similarity"].isna().all() and set(found.table["match"]) <= {"words"}


def test_words_obey_the_filters(harbour):
    found = find(harbour, query="boats", mode="words", outlets=("Northern Post",))
    assert texts(found) == ["small boats get a larger share"]


def test_words_are_not_capped(archive, monkeypatch):
    monkeypatch.setattr(constants, "MAX_RESULTS", 3)
    store(archive, *(article(f"a{number}", Said("the quay is wet")) for number in range(8)))
    found = search.find(archive, View(query="quay", mode="words"))
    assert (len(found), found.total, found.capped) == (8, 8, False)


@pytest.mark.parametrize("mode", ["words", "both"])
def test_a_bad_expression_is_a_bad_query(harbour, mode):
    with pytest.raises(BadQuery, match="not closed"):
        find(harbour, query='the "fee', mode=mode)


@pytest.mark.parametrize(("mode", "with_vector"), [("words", True), ("both", False), ("meaning", False)])
def test_a_query_without_words_is_a_bad_query(harbour, mode, with_vector):
    with pytest.raises(BadQuery, match="no words to search for"):
        search.find(harbour, View(query="?!", mode=mode), vector("x") if with_vector else None)


# --- meaning and both ------------------------------------------------------------------------------

def test_meaning_ranks_by_cosine_above_the_floor(harbour):
    query = "Mila Trent harbour fee"
    found = find(harbour, query=query, mode="meaning")
    held, vectors, _ = harbour.vectors([key for key in SAID if not SAID[key].attitude])
    cosines = dict(zip(held, vectors @ vector(query), strict=True))
    expected = sorted((key for key in held if cosines[key] >= constants.MIN_SIMILARITY),
                      key=lambda key: (-round(float(cosines[key]), 6), key))
    assert found.ids == expected and found.mode_used == "meaning"
    np.testing.assert_allclose(found.table["similarity"], [cosines[key] for key in expected], atol=1e-5)
    assert set(found.table["match"]) == {"meaning"}


def test_meaning_reads_no_operators(harbour):
    assert len(find(harbour, query='fee "open NOT (', mode="meaning")) >= 1


def test_both_scores_cosine_passage_and_share_of_the_words(harbour):
    query = "harbour fee"
    found = find(harbour, query=query)
    top = found.table.iloc[0]
    assert top["statement"] == "the harbour fee will rise in May" and top["match"] == "both"
    _, first, second = harbour.vectors([top["statement_id"]])
    meaning = float(first[0] @ vector(query)) + 0.5 * float(second[0] @ vector(query))
    assert top["score"] == pytest.approx(meaning + 0.3, abs=1e-4), "all words stand there: the whole share"
    assert top["similarity"] == pytest.approx(float(first[0] @ vector(query)), abs=1e-5)
    assert found.table["score"].is_monotonic_decreasing


@pytest.mark.parametrize(("query", "first"), [
    pytest.param("what did Berg say about herring?", "the quota for herring stays as it is", id="a question"),
    pytest.param("who said the pier must be rebuilt", "the pier must be rebuilt before winter", id="another"),
    pytest.param("pier", "the pier must be rebuilt before winter", id="one word"),
])
def test_a_plain_question_works_in_both(harbour, query, first):
    assert texts(find(harbour, query=query))[0] == first


@pytest.mark.parametrize(("query", "within", "without"), [
    pytest.param('"small boats" share', "small boats", "", id="a phrase must stand there"),
    pytest.param("boats NOT small", "", "small", id="NOT keeps away"),
    pytest.param("fee AND unfair", "unfair", "", id="AND requires both"),
    pytest.param("herr* quota", "herr", "", id="a prefix must stand there"),
])
def test_operators_are_obeyed_in_both(harbour, query, within, without):
    found = texts(find(harbour, query=query))
    assert found and all(within in text and (not without or without not in text) for text in found)


def test_a_field_alone_in_both_finds_all_its_rows(harbour):
    found = find(harbour, query="speaker:trent")
    assert set(texts(found)) == {"the harbour fee will rise in May", "the ministry is deaf"}
    assert found.notes == () and found.mode_used == "words", "there is nothing to embed"


def test_rows_that_neither_mean_nor_hold_the_words_are_left_out(harbour):
    assert len(find(harbour, query="xylophone quartet")) == 0


@pytest.mark.parametrize("mode", ["both", "meaning"])
def test_without_a_vector_the_words_are_searched_and_it_is_said(harbour, mode):
    found = search.find(harbour, View(query="what about the herring quota?", mode=mode))
    assert texts(found)[0] == "the quota for herring stays as it is"
    assert found.mode_used == "words" and "Only the words were searched" in found.notes[0]
    assert found.table["similarity"].isna().all()
    assert len(search.find(harbour, View(query="xylophone", mode=mode))) == 0


def test_meaning_and_both_keep_the_best_and_say_so(archive, monkeypatch):
    monkeypatch.setattr(constants, "MAX_RESULTS", 4)
    store(archive, *(article(f"a{number}", Said("the quay is wet")) for number in range(9)))
    for mode in ("meaning", "both"):
        found = find(archive, query="the quay is wet", mode=mode)
        assert (len(found), found.total, found.capped) == (4, 9, True)
        assert found.table["article_id"].is_monotonic_increasing, "equal rows in a fixed order"


def test_a_narrow_filter_loses_no_row_to_the_cap(archive, monkeypatch):
    monkeypatch.setattr(constants, "MAX_RESULTS", 4)
    store(archive, *(article(f"a{number}", Said("the quay is wet")) for number in range(20)),
          article("other", Said("the quay is nearly dry"), outlet="Northern Post"))
    for mode in ("meaning", "both"):
        assert len(find(archive, query="the quay is wet", mode=mode, outlets=("Northern Post",))) == 1


@pytest.mark.parametrize("mode", ["words", "meaning", "both"])
@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "speaker"])
def test_the_same_search_gives_the_same_rows_whatever_was_maintained(tmp_path, syncs, mode, sort):
    one, other = opened(tmp_path / "one"), opened(tmp_path / "other")
    store(one, *ALL)
    for analysis in reversed(ALL):
        store(other, analysis)
        other.maintain()
    view = {"query": "the boats", "mode": mode, "sort": sort}
    assert find(one, **view).ids == find(other, **view).ids == find(one, **view).ids


@pytest.mark.parametrize("mode", ["words", "meaning", "both"])
def test_sorting_a_search_keeps_its_rows(harbour, mode):
    by_score = find(harbour, query="the boats", mode=mode)
    by_date = find(harbour, query="the boats", mode=mode, sort="newest")
    assert set(by_date.ids) == set(by_score.ids) and len(by_score) > 1
    dates = by_date.table["article_date"].tolist()
    assert dates == sorted(dates, reverse=True)


# --- the rows --------------------------------------------------------------------------------------

def test_the_columns_are_those_of_the_table_in_its_order(harbour):
    frame = find(harbour).table
    assert list(search.COLUMNS) == [name for name in TABLE if name not in ADDED]
    assert list(frame.columns) == [*search.COLUMNS, *search.INTERNAL]


def test_a_row_holds_what_a_page_needs(harbour):
    row = find(harbour, articles=("fees",)).table.iloc[0]
    found = FEES.statements[0]
    expected = {"statement": found.text, "kind": "indirect", "speaker": "Mila Trent",
                "about": "Port of Ellby; May", "outlet": "Ellby Courier", "article_date": "2024-03-05",
                "verified_in_source": "yes", "corrected": "no", "on_record": "named",
                "article_id": "fees", "rule": "test rule", "date_basis": "given",
                "match": "", "match_words": (), "article_author": ""}
    assert {name: row[name] for name in expected} == expected
    assert json.loads(row["content_spans"]) == [[row["char_start"], row["char_end"]]]
    assert np.isnan(row["similarity"]) and isinstance(row["paragraph"], int | np.integer)


def test_unknown_is_an_empty_cell_and_never_a_missing_value(harbour):
    frame = find(harbour).table
    assert not frame.drop(columns=["similarity", "score"]).isna().any().any()


def test_pages_are_the_table_cut(harbour):
    found = find(harbour)
    pages = [found.page(number, size=3) for number in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [3, 3, 2, 0]
    assert [key for page in pages for key in page["statement_id"]] == found.table["statement_id"].tolist()
    assert pages[0].astype(str).equals(found.table.head(3).astype(str))


def test_a_long_table_is_read_in_one_go_and_equals_its_pages(harbour, monkeypatch):
    whole = find(harbour).table
    monkeypatch.setattr(hit_module, "SCAN_FROM", 2)
    assert find(harbour).table.astype(str).equals(whole.astype(str))


def test_verified_is_a_comparison_with_the_stored_article(archive):
    made = article("a", Said("the quay is wet"), Said("the sea is calm"))
    store(archive, made)
    archive._tables.statements.update(where=filters.equals("statement_id", ids(made)[0]),
                                      values={"statement": "the quay is dry"})
    frame = find(archive).table.set_index("statement_id")
    assert frame.loc[ids(made), "verified_in_source"].tolist() == ["no", "yes"]
    archive._tables.articles.delete("id = 'a'")
    assert set(find(archive).table["verified_in_source"]) == {"no"}


def test_a_statement_in_parts_is_verified_and_no_phrase_runs_over_the_gap(archive):
    text = "“The fee,” she said, “is fair.”"
    content = ((1, 8), (22, 29))
    made = Article("a", text, "T", "O", None, "2024-01-01")
    found = Statement("s1", "a", "direct", content, content_text(text, content), ((15, 19),), "say", (),
                      Speaker(), None, (), "", "", text, 1, False, "unclear", 0.9, "r")
    archive.add_many([Analysis(made, (found,))], FAKE.encode([found.text]), FAKE.encode([text]))
    row = find(archive).table.iloc[0]
    assert row["statement"] == f"The fee{PART_JOIN}is fair" and row["verified_in_source"] == "yes"
    assert find(archive, query="fee fair", mode="words").total == 1
    assert find(archive, query='"fee is"', mode="words").total == 0


def test_a_corrected_row_says_so_and_a_rejected_one_is_gone(archive):
    made = article("a", Said("the quay is wet"), Said("the sea is calm"))
    store(archive, made)
    archive.correct(ids(made)[0], "speaker", "Ada Berg", "Ida", "x")
    archive.correct(ids(made)[1], "rejected", "yes", "Ida", "x")
    frame = find(archive).table
    assert frame["corrected"].tolist() == ["yes"] and frame["speaker"].tolist() == ["Ada Berg"]


def test_a_row_removed_after_the_search_is_left_out(archive):
    store(archive, *ALL)
    found = find(archive)
    archive.delete_article("fees")
    assert set(found.table["article_id"]) == {"quotas", "storm"}


@pytest.mark.parametrize(("query", "mode", "marked"), [
    pytest.param("unfair boats", "words", ("unfair", "boats"), id="words"),
    pytest.param('"small boats"', "words", ("small boats",), id="a phrase"),
    pytest.param("unf*", "words", ("unfair",), id="a prefix"),
    pytest.param("unfair NOT herring", "words", ("unfair",), id="not what is barred"),
    pytest.param("speaker:marsh fee", "words", ("fee",), id="not the field"),
    pytest.param("what about the unfair boats", "both", ("unfair", "boats"), id="no function words in both"),
    pytest.param("unfair boats", "meaning", (), id="nothing in meaning"),
])
def test_the_words_to_mark_are_those_of_the_statement(harbour, query, mode, marked):
    frame = find(harbour, query=query, mode=mode).table.set_index("statement_id")
    assert frame.loc[ids(FEES)[1], "match_words"] == marked


def test_words_are_marked_as_printed(archive):
    store(archive, article("a", Said("the U.S. and Müller’s crew met O’Hara’s in 1,200 boats")))
    frame = find(archive, query="us OR muller OR ohara OR 1200", mode="words").table
    assert frame["match_words"][0] == ("U.S.", "Müller’s", "O’Hara’s", "1,200")


# --- similar ---------------------------------------------------------------------------------------

def test_similar_statements_without_the_one_itself(harbour):
    found = search.similar(harbour, ids(FEES)[0], limit=2)
    assert ids(FEES)[0] not in found["statement_id"].tolist() and 1 <= len(found) <= 2
    assert found["similarity"].is_monotonic_decreasing and "statement" in found.columns
    assert not found["attitude"].any()


def test_nothing_is_similar_to_a_statement_that_is_not_there(harbour):
    assert search.similar(harbour, "no such id").empty


# --- the real model --------------------------------------------------------------------------------

@pytest.mark.model
def test_the_real_model_finds_what_is_meant_and_nothing_foreign(tmp_path):
    real = embed.load()
    archive = opened(tmp_path, dim=real.dim, model=real.name)
    said = [one for analysis in ALL for one in analysis.statements]
    archive.add_many(list(ALL), real.encode([embed.statement_text(one) for one in said]),
                     real.encode([one.passage for one in said]))

    def ask(query, **view):
        made = View(query=query, **view)
        return search.find(archive, made, real.encode([search.to_embed(query)])[0])

    for query, meant in (("vessels wrecked by bad weather", "the storm took two boats"),
                         ("higher charges for ships", "the harbour fee will rise in May"),
                         ("what did Berg say about fishing limits?", "the quota for herring stays as it is"),
                         ("reconstruction of the jetty", "the pier must be rebuilt before winter")):
        for mode in ("meaning", "both"):
            assert meant in texts(ask(query, mode=mode))[:3], (query, mode)
    assert len(ask("quantum computers and opera singers")) <= 2
    assert archive.check() == [] and real.dim != DIM
