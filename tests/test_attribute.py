"""Whose words: one row a situation, with the source, the rule that named it, and where it stays open."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import attribute
from lib.records import Attribution, Found
from tests.said import attributed, document, statements


def sources(text):
    return [(row.content, row.source, row.rule) for row in statements(text)]


@pytest.mark.parametrize("text, expected", [
    pytest.param('Ida Quist said the gates were old. "They groan at night."',
                 ("They groan at night.", "Ida Quist", "same paragraph"),
                 id="a quote behind a statement of the same paragraph"),
    pytest.param('"They held," said Ida Quist. She shut the lock. "They will not hold again."',
                 ("They will not hold again.", "Ida Quist", "same paragraph"),
                 id="a quote further on in the paragraph"),
    pytest.param('"They held," Ida Quist said, and her son cut in. "They will not hold again."',
                 ("They will not hold again.", "her son", "beat"), id="somebody cuts in behind the report"),
    pytest.param('"They held," Ida Quist said, and rain fell. "They will not hold again."',
                 ("They held | They will not hold again.", "Ida Quist", "quote, then report"),
                 id="nobody cuts in"),
    pytest.param('Ida Quist turned to the pilots. "The lock is closed."',
                 ("The lock is closed.", "Ida Quist", "beat"), id="somebody who acts right before"),
    pytest.param('Ida Quist said the gates were old.\n\n"They groan at night."',
                 ("They groan at night.", "Ida Quist", "speech goes on"),
                 id="the paragraph before ended with a statement"),
    pytest.param('"They held," Ida Quist told the board.\n\n"I was there. I saw it.\n\n"I will not go."',
                 ("I was there. I saw it. | I will not go.", "Ida Quist", "speech goes on"),
                 id="a speech over paragraphs behind a report"),
    pytest.param("Keeper Ida Quist answered.\n\nQ: Did they hold?\nA: They held all night.",
                 ("They held all night.", "Keeper Ida Quist", "interview answer"),
                 id="an answer in an interview"),
    pytest.param('The town slept.\n\n"They groan at night."', ("They groan at night.", "", "unknown"),
                 id="nobody is near"),
    pytest.param('Ida Quist said the gates were old. The town lies on a river that floods every spring and '
                 'sometimes in the autumn.\n\n"They groan at night."',
                 ("They groan at night.", "", "unknown"), id="the paragraph before had moved on"),
    pytest.param("The lock is believed to hold nine boats.",
                 ("The lock is believed to hold nine boats", "", "passive"), id="a passive names nobody"),
    pytest.param('Ida Quist was asked: "Did the gates hold?"',
                 ("Did the gates hold?", "", "passive"), id="the one who was asked did not ask"),
    pytest.param("Ida Quist left. The gate failure has raised fears that the lock will close.",
                 ("the lock will close", "", "raised belief"), id="a belief of nobody in particular"),
])
def test_a_statement_without_a_source_beside_it(text, expected):
    assert sources(text)[-1] == expected


@pytest.mark.parametrize("text, count", [
    pytest.param("“We held all night”\n\nThe pilots waited. “We held all night,” Ida Quist said.", 1,
                 id="a pull quote"),
    pytest.param("The pilots waited. “We held all night,” Ida Quist said.\n\n“We held all night”", 1,
                 id="a pull quote behind"),
    pytest.param("“Held all night”\n\n“We held all night, and we slept,” Ida Quist said.", 1,
                 id="a part of a quote as a pull quote"),
    pytest.param("Quist: 'We held all night'\n\n“We held all night,” Ida Quist said.", 1,
                 id="a headline that quotes"),
    pytest.param("“The gates held,” Ida Quist said.\n\n“The gates held,” Per Holm said.", 2,
                 id="two people say the same"),
    pytest.param("“Yes,” Ida Quist said.\n\n“No,” Per Holm said.\n\n“Yes,” Ida Quist said.", 3,
                 id="short answers are no doubles"),
])
def test_a_quote_printed_twice_is_one_statement(text, count):
    rows = statements(text)
    assert len(rows) == count
    assert all(row.source for row in rows)


@pytest.fixture
def place():
    """A document, and a function that makes a find over some of its words."""
    text = "Ida Quist said the old gates held all night and the town stayed dry."
    made = document(text)

    def find(words, **fields):
        start = text.index(words)
        return Found(content=((start, start + len(words)),), kind="indirect", **fields)
    return made, find


@pytest.mark.parametrize("first, second, stays", [
    pytest.param({"words": "the old gates held all night"}, {"words": "held all night"}, 0,
                 id="the longer one"),
    pytest.param({"words": "the old gates held all night", "attitude": True},
                 {"words": "held all night"}, 1, id="speech before attitude"),
    pytest.param({"words": "the old gates held all night"},
                 {"words": "held all night", "source": ((0, 9),)}, 1, id="the one with a source"),
    pytest.param({"words": "the old gates held all night"},
                 {"words": "held all night", "cue": ((10, 14),)}, 1, id="the one with a cue"),
])
@pytest.mark.parametrize("turned", [False, True], ids=["in order", "the other way round"])
def test_of_two_over_the_same_words_one_stays(place, first, second, stays, turned):
    made, find = place
    founds = [find(**first), find(**second)]
    kept = attribute.attribute(made, founds[::-1] if turned else founds)
    assert [one.found for one in kept] == [founds[stays]]


def test_two_beside_each_other_both_stay_in_text_order(place):
    made, find = place
    founds = [find("the town stayed dry"), find("the old gates held all night")]
    assert [one.found for one in attribute.attribute(made, founds)] == founds[::-1]


def test_a_source_that_was_found_is_kept_with_its_rule(place):
    made, find = place
    [one] = attribute.attribute(made, [find("the town stayed dry", source=((0, 9),), rule="clause")])
    assert one == Attribution(one.found, ((0, 9),), "clause", attribute.CONFIDENCE["clause"])


def test_a_rule_that_is_not_in_the_table_has_the_common_confidence(place):
    made, find = place
    [one] = attribute.attribute(made, [find("the town stayed dry", source=((0, 9),), rule="some model")])
    assert one.confidence == attribute.OTHER_CONFIDENCE


def test_an_attitude_lends_its_holder_to_no_quote():
    text = 'Ida Quist praised the new gates of the lock. "They groan at night."'
    assert sources(text)[-1][2] != "same paragraph"


@pytest.mark.parametrize("table", [attribute.CONFIDENCE])
def test_confidence_is_a_share(table):
    assert all(0 < value < 1 for value in table.values())
    assert table[attribute.UNKNOWN] == min(table.values())


def test_nothing_found_is_nothing_attributed():
    assert attributed("The boat left at noon.") == []
    assert attribute.attribute(document(""), []) == []


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.booleans()), max_size=12))
def test_any_finds_give_ordered_attributions_without_overlap(spans):
    made = document("Ida Quist said the old gates held all night and the town stayed dry.")
    founds = [Found(content=((start, start + length),), kind="indirect", attitude=attitude)
              for start, length, attitude in spans]
    kept = [one.found.content[0] for one in attribute.attribute(made, founds)]
    assert kept == sorted(kept)
    assert all(before[1] <= after[0] for before, after in pairwise(kept))
    assert bool(kept) == bool(spans)
