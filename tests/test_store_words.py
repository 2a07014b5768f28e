"""Folding of words, the conditions, and the two ways an expression is found: they must agree."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.store import filters, words
from lib.store.expression import And, Not, Or, Phrase, condition, plan
from lib.store.words import fold, indexed, straight, tagged, tokens
from tests.archives import Said, article, opened, store


@pytest.mark.parametrize(("text", "folded"), [
    pytest.param("The Harbour", ("the", "harbour"), id="case"),
    pytest.param("Håkon Łukasz Ærø Straße Đorđe", ("hakon", "lukasz", "aero", "strasse", "dorde"),
                 id="accents"),
    pytest.param("Trent’s boats, the owners' nets", ("trent", "boats", "the", "owners", "nets"),
                 id="possessives"),
    pytest.param("don't won’t O’Hara", ("dont", "wont", "ohara"), id="apostrophes inside a word close up"),
    pytest.param("‘quoted’ and 'plain'", ("quoted", "and", "plain"), id="single marks are no part of a word"),
    pytest.param("the U.S., the U.K. and J.D. Marsh", ("the", "us", "the", "uk", "and", "jd", "marsh"),
                 id="points of an acronym"),
    pytest.param("U.S.-led", ("us", "led"), id="acronym before a hyphen"),
    pytest.param("The end.And more", ("the", "end", "and", "more"), id="a missing space after a point"),
    pytest.param("1,200 boats, 3.5 million, 1,200,000", ("1200", "boats", "3.5", "million", "1200000"),
                 id="numbers"),
    pytest.param("2024-06-20", ("2024", "06", "20"), id="a date"),
    pytest.param("twenty-one_two", ("twenty", "one", "two"), id="hyphen and underscore part words"),
    pytest.param("co\u0301te", ("cote",), id="combining accent"),
    pytest.param("½ ﬁsh", ("12", "fish"), id="compatibility characters"),
    pytest.param("!? … – “”", (), id="only marks"),
    pytest.param("", (), id="nothing"),
])
def test_words_are_folded(text, folded):
    assert fold(text) == folded


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_folded_words_are_plain_and_folding_them_again_changes_nothing(text):
    for word in fold(text):
        assert word and " " not in word and words.SEPARATOR not in word and '"' not in word
        assert word == word.casefold()
    assert fold(" ".join(fold(text))) == fold(text)


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_tokens_stand_in_order_at_their_places(text):
    found = tokens(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_straight_marks_keep_every_offset(text):
    assert len(straight(text)) == len(text)


@pytest.mark.parametrize("mark", list("“”„«»"))
def test_every_style_of_double_mark_is_straight(mark):
    assert straight(mark) == '"', unicodedata.name(mark)


def test_fields_are_kept_apart_in_the_index():
    assert indexed("Mila Trent", "", "said yes") == " mila trent ¦ said yes "
    assert indexed("", "…") == " "


def test_field_words_carry_their_field():
    held = tagged({"speaker": ["Mila Trent", "she"], "about": [], "outlet": ["The Post"]})
    assert held == " speaker:mila speaker:trent ¦ speaker:she ¦ outlet:the outlet:post "


# --- conditions ------------------------------------------------------------------------------------

HOSTILE = [
    pytest.param("O'Hara", id="apostrophe"),
    pytest.param("100% sure_", id="wildcards of LIKE"),
    pytest.param("x' OR '1'='1", id="condition in a name"),
    pytest.param("x'); DROP TABLE statements; --", id="statement in a name"),
    pytest.param("back\\slash\\'", id="backslash"),
    pytest.param('double " mark', id="double mark"),
    pytest.param("line\nbreak\ttab", id="control characters"),
    pytest.param("Ærø 평양 😀", id="other scripts"),
    pytest.param("{braces} $1 ? :name", id="placeholders"),
]


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    """An archive in which every hostile text is a speaker, an outlet and a subject."""
    archive = opened(tmp_path_factory.mktemp("named"))
    names = [one.values[0] for one in HOSTILE] + ["Mila Trent"]
    store(archive, *(article(f"a{number}", Said("yes", name, about=(name,)), outlet=name)
                     for number, name in enumerate(names)))
    return archive


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_out_of_its_condition(named, name):
    for where in (filters.equals("speaker", name), filters.any_of("outlet", [name]),
                  filters.holds_any("about", [name]), filters.contains("speaker", name)):
        assert named.scan(where, ("speaker",))["speaker"].tolist() == [name], where


@given(st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_any_text_is_a_harmless_condition(named, text):
    assert named.count(filters.any_of("speaker", [text])) <= 1
    assert named.count(filters.equals("speaker", text + " \ud800 nobody")) == 0


@pytest.mark.parametrize(("where", "rows"), [
    pytest.param(filters.any_of("speaker", []), 0, id="one of none is no row"),
    pytest.param(filters.holds_any("about", []), 0, id="holds one of none is no row"),
    pytest.param(filters.all_of("", ""), 10, id="no condition is every row"),
    pytest.param(filters.either("speaker = 'Mila Trent'", ""), 10, id="either of anything is every row"),
    pytest.param(filters.either("speaker = 'Mila Trent'", "speaker = 'O''Hara'"), 2, id="either"),
    pytest.param(filters.negate("speaker = 'Mila Trent'"), 9, id="not"),
    pytest.param(filters.negate(""), 0, id="not anything is no row"),
    pytest.param(filters.flag("attitude", True), 0, id="flag"),
    pytest.param(filters.at_least("confidence", 0.9), 10, id="at least, the border counts"),
    pytest.param(filters.at_most("confidence", 0.89), 0, id="at most"),
    pytest.param(filters.all_of(filters.at_least("article_date", "2024-03-05"),
                                filters.at_most("article_date", "2024-03-05")), 10, id="one day"),
])
def test_conditions_combine(named, where, rows):
    assert named.count(where) == rows


@pytest.mark.parametrize("column", ["speaker; DROP", "speaker'", "Speaker", "", "a b"])
def test_only_column_names_are_columns(column):
    with pytest.raises(ValueError, match="no column name"):
        filters.equals(column, "x")


# --- expressions -----------------------------------------------------------------------------------

SENTENCES = ("the fee will rise in May", "the fee will not rise", "nets are empty",
             "empty nets and a new fee", "the new quay opens in May", "a nettle grows by the quay")
WORD = st.sampled_from(["fee", "rise", "may", "nets", "empty", "quay", "new", "opens", "absent"])
PHRASE = st.lists(WORD, min_size=1, max_size=2).map(lambda parts: Phrase(tuple(parts)))
LEAF = st.one_of(PHRASE, st.sampled_from([Phrase(("net",), prefix=True), Phrase(("new", "q"), prefix=True),
                                          Phrase(("trent",), field="speaker"),
                                          Phrase(("ma",), prefix=True, field="speaker")]))
NODE = st.recursive(LEAF, lambda inner: st.one_of(
    st.lists(inner, min_size=1, max_size=3).map(lambda parts: And(tuple(parts))),
    st.lists(inner, min_size=1, max_size=3).map(lambda parts: Or(tuple(parts))),
    inner.map(Not)), max_leaves=6)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Half of the sentences are in the text index, half were added after it was built."""
    archive = opened(tmp_path_factory.mktemp("told"))
    for number, sentence in enumerate(SENTENCES):
        store(archive, article(f"a{number}", Said(sentence, ("Mila Trent", "Jon Marsh")[number % 2])))
        if number == 2:
            archive.maintain()
    return archive


def meant(node, text, speaker):
    """What an expression means, by the plainest reading: the reference for both ways of finding."""
    if isinstance(node, Not):
        return not meant(node.part, text, speaker)
    if isinstance(node, And | Or):
        return (all if isinstance(node, And) else any)(meant(part, text, speaker) for part in node.parts)
    held = " ".join(fold(speaker if node.field else text))
    return f" {' '.join(node.words)}{'' if node.prefix else ' '}" in f" {held} "


@given(NODE)
@settings(max_examples=120, deadline=None)
def test_index_and_condition_find_what_is_meant(told, node):
    rows = told.scan("", ("statement_id", "statement", "speaker"))
    # The names are searched with the sentence, in a field of their own; no word here stands in both.
    expected = {row.statement_id for row in rows.itertuples() if meant(node, row.statement, row.speaker)}
    assert set(told.text_search(node)["statement_id"]) == expected
    assert set(told.scan(condition(node), ("statement_id",))["statement_id"]) == expected


@pytest.mark.parametrize(("node", "ranked"), [
    pytest.param(Phrase(("fee",)), True, id="a word"),
    pytest.param(Phrase(("net",), prefix=True), False, id="a prefix"),
    pytest.param(Phrase(("trent",), field="speaker"), False, id="a field"),
    pytest.param(Not(Phrase(("fee",))), False, id="a bare negation"),
    pytest.param(And((Phrase(("fee",)), Not(Phrase(("may",))))), True, id="a word without another"),
    pytest.param(Or((Phrase(("fee",)), Phrase(("net",), prefix=True))), False, id="a word or a prefix"),
])
def test_the_index_answers_what_it_can(node, ranked):
    assert (plan(node).ranked is not None) == ranked


def test_a_phrase_does_not_run_from_one_field_into_the_next(told):
    assert told.text_search(Phrase(("trent", "say"))).empty, "the speaker's name and the cue are two fields"
    assert len(told.text_search(Phrase(("mila", "trent")))) == 3
