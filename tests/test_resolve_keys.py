"""Keys: one speaker, one institution, whatever the spelling; two where they differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.resolve import institution_key, speaker_key

SAME_PERSON = [
    pytest.param("João Čermák", "Joao Cermak", id="diacritics"),
    pytest.param("ANN VALE", "Ann Vale", id="capitals"),
    pytest.param("Una P. Frost", "Una Frost", id="an initial"),
    pytest.param("Donald John Orr", "Donald J. Orr", id="a middle name"),
    pytest.param("Dr. Una Frost", "Una Frost", id="a title"),
    pytest.param("Una Frost MBE", "Una Frost", id="letters after the name"),
    pytest.param("Kim Jong-un", "Kim Jong Un", id="a hyphen in a name printed family first"),
    pytest.param("Pat O’Hare", "Pat O'Hare", id="apostrophes"),
    pytest.param("Dmitry Orlov", "Dmitri Orlov", id="transliteration of a given name"),
    pytest.param("Ivan Zelensky", "Ivan Zelenskyy", id="transliteration of an ending"),
    pytest.param("Mohammed Said", "Muhammad Saeed", id="transliteration from Arabic"),
    pytest.param("Ann Vale and Bo Roe", "Bo Roe and Ann Vale", id="joint speakers in any order"),
]
DIFFERENT_PEOPLE = [
    pytest.param("Karl Hahn", "Otto Hahn", id="given names"),
    pytest.param("Donald Orr", "Donald Orr Jr.", id="father and son"),
    pytest.param("Ann Lee", "Ann Leigh", id="surnames that sound alike"),
    pytest.param("Ursula van den Burg", "Ursula Burg", id="particles"),
]


@pytest.mark.parametrize(("one", "other"), SAME_PERSON)
def test_the_same_full_name_is_one_speaker_in_any_article(one, other):
    assert speaker_key(one, "a1") == speaker_key(other, "a2") != ""


@pytest.mark.parametrize(("one", "other"), DIFFERENT_PEOPLE)
def test_different_names_are_different_speakers(one, other):
    assert speaker_key(one, "a1") != speaker_key(other, "a1")


def test_a_lone_surname_means_somebody_of_its_article():
    assert speaker_key("Hahn", "a1") == speaker_key("HAHN", "a1") != speaker_key("Hahn", "a2")


def test_somebody_unnamed_means_somebody_of_their_article():
    assert speaker_key("a spokesman", "a1", "unnamed") != speaker_key("a spokesman", "a2", "unnamed")


def test_a_group_is_called_the_same_everywhere():
    assert speaker_key("US officials", "a1", "group") == speaker_key("US officials", "a2", "group")


def test_a_body_that_speaks_has_the_key_of_the_institution():
    assert speaker_key("the US State Department", "a1", "organisation") == institution_key("State department")


SAME_BODY = [
    pytest.param("the US State Department", "State department", id="country, article, capitals"),
    pytest.param("U.S. Department of State", "US State Department", id="of"),
    pytest.param("Ministry of Finance", "Finance Ministry", id="order"),
    pytest.param("Russian Foreign Ministry", "Russia’s foreign ministry", id="the country's adjective"),
    pytest.param("Foreign Ministry of Russia", "Russian Foreign Ministry", id="the country behind"),
    pytest.param("Sandhill Bank plc", "Sandhill Bank", id="legal form"),
    pytest.param("Marsh & Sons", "Marsh and Sons", id="ampersand"),
    pytest.param("Centre for Tides", "Center for Tides", id="British spelling"),
    pytest.param("Lantau news agency", "Lantau", id="what it is"),
    pytest.param("Élysée", "Elysee", id="diacritics"),
    pytest.param("U.N.", "UN", id="stops"),
]
DIFFERENT_BODIES = [
    pytest.param("White House", "White House national security council", id="a part of a body"),
    pytest.param("US Supreme Court", "UK Supreme Court", id="the country of a body every state has"),
    pytest.param("Russian Foreign Ministry", "Chinese Foreign Ministry", id="ministries of two countries"),
    pytest.param("University of Miami", "Miami University", id="universities"),
    pytest.param("State Department", "Justice Department", id="departments"),
]


@pytest.mark.parametrize(("one", "other"), SAME_BODY)
def test_one_body_has_one_key(one, other):
    assert institution_key(one) == institution_key(other) != ""


@pytest.mark.parametrize(("one", "other"), DIFFERENT_BODIES)
def test_two_bodies_have_two_keys(one, other):
    assert institution_key(one) != institution_key(other)


@given(st.text(max_size=60), st.sampled_from(["person", "organisation", "group", "unnamed", None]))
def test_any_name_has_a_key_and_its_key_is_stable(name, kind):
    key = speaker_key(name, "a1", kind)
    assert key == speaker_key(name, "a1", kind)
    assert key == key.strip()


@given(st.text(max_size=60))
def test_the_key_of_a_key_is_the_key(name):
    key = institution_key(name)
    assert institution_key(key) == institution_key(institution_key(key))
