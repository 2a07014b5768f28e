"""Counts under all other filters, rows for charts, advice for empty results, what a link names in vain."""

from dataclasses import replace

import pytest

from lib import search
from lib.errors import BadQuery
from lib.search import where
from lib.view import UNKNOWN, View, describe
from tests.archives import FAKE, Said, article, ids, opened, store

BODY = "Ministry of Fisheries"
FEES = article(
    "fees",
    Said("the fee will rise in May", "Mila Trent", "Port of Ellby", about=("May", "Port of Ellby")),
    Said("the fee is unfair", "Jon Marsh", "Fishers' Union", kind="direct", about=("May",)),
    Said("nobody was asked", None, type=None, on_record="unclear"),
    Said("they welcome the fee", "Jon Marsh", attitude=True))
QUOTAS = article(
    "quotas",
    Said("the quota stays", "Ada Berg", BODY, kind="mixed", institution_key="fisheries ministry"),
    Said("the quota helps", "Ada Berg", "fisheries ministry", institution_key="fisheries ministry"),
    Said("the quota hurts", "Ada M. Berg", BODY, key="ada berg", institution_key="fisheries ministry"),
    outlet="Northern Post", date="2024-04-01")
STORM = article(
    "storm",
    Said("two boats are lost", "officials", type="unnamed", on_record="unnamed", key="officials @storm"),
    Said("the pier is gone", "Marsh", key="marsh @storm"), outlet=None, date=None, title="Storm at Ellby")
FLOOD = article(
    "flood",
    Said("the quay is under water", "officials", type="unnamed", on_record="unnamed", key="officials @flood"),
    Said("the cellars are full", "Marsh", key="marsh @flood"), date="2024-04-02", title="Flood at Ellby")


@pytest.fixture(scope="module")
def coast(tmp_path_factory):
    archive = opened(tmp_path_factory.mktemp("coast"))
    store(archive, FEES, QUOTAS, STORM, FLOOD)
    return archive


def counts(archive, name, **view):
    made = View(**view)
    frame = search.facets(archive, made, FAKE.encode([made.query])[0] if made.query else None)[name]
    return dict(zip(frame["value"], frame["count"], strict=True))


def labels(archive, name, **view):
    frame = search.facets(archive, View(**view), None)[name]
    return dict(zip(frame["value"], frame["label"], strict=True))


# --- facets ----------------------------------------------------------------------------------------

@pytest.mark.parametrize(("name", "expected"), [
    pytest.param("speakers", {"Ada Berg": 3, "officials": 2, UNKNOWN: 1, "Jon Marsh": 1, "Mila Trent": 1,
                              "Marsh (in “Flood at Ellby”)": 1, "Marsh (in “Storm at Ellby”)": 1},
                 id="speakers, a key's forms as one"),
    pytest.param("institutions", {UNKNOWN: 5, BODY: 3, "Fishers' Union": 1, "Port of Ellby": 1},
                 id="institutions by their most common form"),
    pytest.param("outlets", {"Ellby Courier": 5, "Northern Post": 3, UNKNOWN: 2}, id="outlets"),
    pytest.param("kinds", {"indirect": 8, "direct": 1, "mixed": 1}, id="kinds"),
    pytest.param("about", {UNKNOWN: 8, "May": 2, "Port of Ellby": 1}, id="subjects, each of a statement's"),
    pytest.param("on_record", {"named": 7, "unnamed": 2, "unclear": 1}, id="on record"),
    pytest.param("dates", {UNKNOWN: 2, "2024-03-05": 3, "2024-04-01": 3, "2024-04-02": 2}, id="dates"),
])
def test_counts_of_the_whole_archive(coast, name, expected):
    assert counts(coast, name) == expected


def test_the_most_frequent_comes_first_and_days_in_their_order(coast):
    assert list(counts(coast, "institutions").values()) == [5, 3, 1, 1]
    assert list(counts(coast, "dates")) == [UNKNOWN, "2024-03-05", "2024-04-01", "2024-04-02"]


def test_labels_say_what_to_show(coast):
    assert labels(coast, "kinds")["mixed"] == "partly quoted"
    assert labels(coast, "dates")["2024-04-02"] == "2024-04"
    assert labels(coast, "dates")[UNKNOWN] == UNKNOWN
    assert labels(coast, "institutions")[BODY] == BODY


def test_lone_surnames_of_two_articles_stay_two_people(coast):
    shown = labels(coast, "speakers")
    bearers = ["Marsh (in “Flood at Ellby”)", "Marsh (in “Storm at Ellby”)"]
    assert [value for value in sorted(shown) if value.startswith("Marsh")] == bearers
    assert search.value_of(coast, "speakers", "Marsh", "marsh @storm") == bearers[1]
    assert search.unknown_values(coast, View(speakers=tuple(bearers))) == []
    for value in (*bearers, "marsh @storm", "marsh @flood"):
        assert search.find(coast, View(speakers=(value,))).total == 1
    assert search.find(coast, View(speakers=("Marsh",))).total == 2, "a typed name means every bearer"


def test_lone_surnames_of_untitled_articles_are_told_apart_by_outlet_and_day(archive):
    made = [article(name, Said(f"the {name} came", "Marsh", key=f"marsh @{name}"), outlet=outlet)
            for name, outlet in (("storm", "Northern Post"), ("flood", None))]
    store(archive, *(replace(one, article=replace(one.article, title=None)) for one in made))
    assert sorted(labels(archive, "speakers")) == [
        "Marsh (in “untitled article, 2024-03-05”)",
        "Marsh (in “untitled article, Northern Post, 2024-03-05”)"]


@pytest.mark.parametrize("view", [
    pytest.param({}, id="no filter"),
    pytest.param({"kinds": ("indirect",), "outlets": ("Ellby Courier",)}, id="two filters"),
    pytest.param({"speakers": ("Ada Berg",), "date_from": "2024-03-01"}, id="speaker and dates"),
    pytest.param({"institutions": (BODY, UNKNOWN), "about": ("May",)}, id="institutions and subject"),
    pytest.param({"query": "the quota", "mode": "words"}, id="words"),
    pytest.param({"query": "the quota stays", "mode": "meaning"}, id="meaning"),
    pytest.param({"query": "the quota", "outlets": ("Northern Post",)}, id="both, with a filter"),
    pytest.param({"attitudes": True}, id="with attitudes"),
])
def test_choosing_a_value_gives_the_rows_its_count_promised(coast, view):
    """A facet's count is what the page shows once its value alone is chosen in that filter."""
    made = View(**view)
    vector = FAKE.encode([made.query])[0] if made.query else None
    for name, frame in search.facets(coast, made, vector).items():
        for value, count in zip(frame["value"], frame["count"], strict=True):
            if name == "dates":
                if value == UNKNOWN:
                    continue
                chosen = made.with_(date_from=value, date_to=value)
            else:
                chosen = made.with_(**{name: (value,)})
            assert search.find(coast, chosen, vector).total == count, (name, value)


def test_a_facet_ignores_its_own_filter_and_obeys_the_others(coast):
    assert counts(coast, "kinds", kinds=("direct",)) == counts(coast, "kinds")
    assert counts(coast, "speakers", kinds=("direct",)) == {"Jon Marsh": 1}


def test_facets_of_nothing_are_empty_frames(coast, archive):
    for held, view in ((coast, View(articles=("none",))), (archive, View())):
        found = search.facets(held, view, None)
        assert set(found) == set(search.FACETS)
        assert all(list(frame.columns) == ["value", "count", "label"] for frame in found.values())
        assert all(frame.empty for name, frame in found.items())


def test_facets_are_the_callers_own(coast):
    mine = search.facets(coast, View(), None)["kinds"]
    mine["count"] = 0
    assert counts(coast, "kinds")["indirect"] == 8


def test_facets_of_a_bad_expression_are_a_bad_query(coast):
    with pytest.raises(BadQuery):
        search.facets(coast, View(query='"open', mode="words"), None)


def test_a_correction_moves_a_count(archive):
    store(archive, FEES)
    assert counts(archive, "speakers")["Mila Trent"] == 1
    archive.correct(ids(FEES)[0], "speaker", "Jon Marsh", "Ida", "x")
    assert counts(archive, "speakers") == {"Jon Marsh": 2, UNKNOWN: 1}


def test_a_name_without_a_key_stands_for_itself(archive):
    store(archive, FEES)
    archive._tables.statements.update(where="speaker = 'Jon Marsh'", values={"speaker_key": ""})
    assert counts(archive, "speakers")["Jon Marsh"] == 1
    assert search.find(archive, View(speakers=("Jon Marsh",))).total == 1


# --- rows for charts -------------------------------------------------------------------------------

def test_without_obeys_every_filter_but_one(coast):
    view = View(kinds=("direct",), outlets=("Ellby Courier",))
    assert set(search.without(coast, view, None, "kinds")["kind"]) == {"direct", "indirect"}
    assert set(search.without(coast, view, None, "outlets")["statement_id"]) == {ids(FEES)[1]}


def test_without_carries_the_names_of_the_facets(coast):
    frame = search.without(coast, View(), None, "speakers")
    assert frame["speaker"].value_counts().to_dict() == {
        "" if value == UNKNOWN else value: count for value, count in counts(coast, "speakers").items()}
    assert set(frame["speaker_institution"]) == {"", BODY, "Fishers' Union", "Port of Ellby"}


def test_without_has_what_charts_read(coast):
    frame = search.without(coast, View(query="the fee"), FAKE.encode(["the fee"])[0], "kinds")
    assert {"statement", "speaker_type", "about", "article_title", "article_date", "on_record",
            "similarity"} <= set(frame.columns)
    assert frame.set_index("statement_id").loc[ids(FEES)[0], "about"] == "May; Port of Ellby"
    assert frame["similarity"].notna().all()


def test_without_reads_many_rows_in_one_go(coast, monkeypatch):
    few = search.without(coast, View(), None, "kinds").sort_values("statement_id", ignore_index=True)
    monkeypatch.setattr("lib.search.counting.BY_ID", 2)
    many = search.without(coast, View(), None, "kinds").sort_values("statement_id", ignore_index=True)
    assert few.astype(str).equals(many.astype(str))


def test_without_nothing_is_an_empty_frame(coast):
    assert search.without(coast, View(articles=("none",)), None, "kinds").empty


@pytest.mark.parametrize("dimension", where.DIMENSIONS)
def test_every_dimension_can_be_lifted(dimension):
    full = View(query="fee", speakers=("a",), institutions=("b",), outlets=("c",), kinds=("direct",),
                about=("d",), articles=("e",), on_record=("named",), date_from="2024-01-01",
                date_to="2024-02-01", min_confidence=0.5)
    assert where.active(full) == where.DIMENSIONS
    lifted = where.lifted(full, dimension)
    assert where.active(lifted) == tuple(name for name in where.DIMENSIONS if name != dimension)
    assert lifted.query == "fee"


# --- advice ----------------------------------------------------------------------------------------

def test_the_tightest_filter_is_offered_first_with_the_rows_it_brings(coast):
    view = View(outlets=("Ellby Courier",), kinds=("mixed",))
    found = search.loosen(coast, view, None)
    assert [(one.label, one.count) for one in found] == [
        ("Without the filter on kind (partly quoted)", 5),
        ("Without the filter on outlet (Ellby Courier)", 1)]
    for one in found:
        assert search.find(coast, one.view).total == one.count


def test_where_no_single_filter_is_to_blame_all_are_lifted(coast):
    view = View(outlets=("Nowhere",), kinds=("direct",), speakers=("Nobody",), date_from="2024-03-01")
    found = search.loosen(coast, view, None)
    assert [(one.label, one.count, describe(one.view)) for one in found] == [
        ("Without all filters", 10, "all statements")]


def test_another_mode_and_no_words_are_offered_after_the_filters(coast):
    view = View(query="quota pier", mode="words", outlets=("Northern Post",))
    found = search.loosen(coast, view, FAKE.encode(["quota pier"])[0])
    assert [one.label for one in found] == ["Search by words and meaning", "Without the search words"]
    assert found[0].view.mode == "both" and found[1].view.query == ""


def test_what_brings_nothing_is_not_offered(coast):
    assert search.loosen(coast, View(query="xylophone", mode="words"), None) == []
    assert search.loosen(coast, View(articles=("none",), outlets=("Nowhere",)), None)[0].count == 10


@pytest.mark.parametrize(("view", "said"), [
    pytest.param({"min_confidence": 0.95}, "confidence (at least 0.95)", id="confidence"),
    pytest.param({"date_from": "2030-01-01"}, "dates (2030-01-01 to any)", id="dates"),
    pytest.param({"about": ("Moon", "Mars")}, "subject (Moon or Mars)", id="subjects"),
])
def test_filters_are_named_in_words(coast, view, said):
    assert search.loosen(coast, View(**view), None)[0].label == f"Without the filter on {said}"


@pytest.mark.parametrize(("view", "said"), [
    pytest.param({}, [], id="nothing named"),
    pytest.param({"speakers": ("Ada Berg", "Ada M. Berg", "ada berg", UNKNOWN)}, [], id="all forms, the key"),
    pytest.param({"speakers": ("Nobody",)}, ["The speaker “Nobody” is not in this archive."], id="speaker"),
    pytest.param({"institutions": ("Opera",)}, ["The institution “Opera” is not in this archive."],
                 id="institution"),
    pytest.param({"outlets": ("Ellby Courier", UNKNOWN, "O'Post %")},
                 ["The outlet “O'Post %” is not in this archive."], id="outlet"),
    pytest.param({"about": ("May", "Moon")}, ["The subject “Moon” is not in this archive."], id="subject"),
    pytest.param({"articles": ("fees", "x")}, ["The article “x” is not in this archive."], id="article"),
    pytest.param({"selected": "0000"},
                 ["The statement 0000 is not in this archive; it may have been removed or re-read."],
                 id="statement"),
    pytest.param({"kinds": ("direct",), "on_record": ("unclear",)}, [], id="fixed values are always known"),
])
def test_what_a_link_names_in_vain_is_said(coast, view, said):
    assert search.unknown_values(coast, View(**view)) == said


def test_an_article_without_statements_is_known(archive):
    store(archive, article("quiet"))
    assert search.unknown_values(archive, View(articles=("quiet",))) == []


def test_a_stored_statement_is_known(coast):
    assert search.unknown_values(coast, View(selected=ids(FEES)[3])) == []
