"""Pronouns: whom they mean, and how sure that is."""

import pytest
from casts import attribution, document, place, speaker, speakers

from lib import resolve

MEANT = [
    pytest.param("Marta Veld joined in 2019. “I promised it,” she said.", ["she"], "Marta Veld", id="she"),
    pytest.param(
        "Captain Olaf Brand retired. Years ago, he said, ships were slow.",
        ["he"],
        "Olaf Brand",
        id="he in the middle of a sentence",
    ),
    pytest.param(
        "Mr Neil Ashe met Ms Carla Font. “He asked for a year,” she said.",
        ["she"],
        "Carla Font",
        id="the form of address tells the sex",
    ),
    pytest.param(
        "Chairwoman Sasha Poe met Kim Ode. “No,” she said.",
        ["she"],
        "Sasha Poe",
        id="a role tells the sex",
    ),
    pytest.param(
        "Ann Vale met Ed Marsh. “No,” he said.",
        ["he"],
        "Ed Marsh",
        id="given names tell it where nothing else does",
    ),
    pytest.param(
        "Sasha Poe, who runs his own shop, met Robin Ode. “No,” he said.",
        ["he"],
        "Sasha Poe",
        id="another pronoun tells it",
    ),
    pytest.param(
        "Sasha Poe said yes. Robin Ode listened. “More,” he added.",
        ["Sasha Poe", "he"],
        "Sasha Poe",
        id="the one who spoke last",
    ),
    pytest.param(
        "“I saw it,” said Bob Lind. “Ed Marsh took it,” he added.",
        ["Bob Lind", "he"],
        "Bob Lind",
        id="a name inside a quotation belongs to the quotation",
    ),
    pytest.param(
        "Ed Marsh's brother Al Marsh came. “Yes,” he said.", ["he"], "Al Marsh", id="an owner is less present"
    ),
    pytest.param(
        "“It was late,” she said. Ann Vale had waited for hours.",
        ["she"],
        "Ann Vale",
        id="named only afterwards",
    ),
    pytest.param(
        "A woman from Pellham came. “I ran,” she said.",
        ["A woman from Pellham", "she"],
        "a woman from Pellham",
        id="somebody unnamed who spoke",
    ),
    pytest.param(
        "The Orle Central Bank raised rates. “Prices are high,” it said.",
        ["it"],
        "Orle Central Bank",
        id="it",
    ),
    pytest.param(
        "The council said no. It added that money was short.",
        ["The council", "It"],
        "council",
        id="it, unnamed body",
    ),
    pytest.param(
        "US officials said no. They added nothing.", ["US officials", "They"], "US officials", id="they"
    ),
    pytest.param(
        "Ann Vale and Ed Marsh said no. They added nothing.",
        ["Ann Vale and Ed Marsh", "They"],
        "Ann Vale and Ed Marsh",
        id="they, joint speakers",
    ),
    pytest.param("Ann Vale, who said no, left.", ["who"], "Ann Vale", id="who"),
    pytest.param(
        "They met Senator Ann Vale of Ohio, who said no.",
        ["who"],
        "Ann Vale",
        id="who, past the place of the person",
    ),
    pytest.param("They elected Ann Vale this year, who said no.", ["who"], "Ann Vale", id="who, past a time"),
    pytest.param("He met voters who said no.", ["who"], "voters", id="who, a group"),
    pytest.param(
        "“My view is clear,” Ann Vale said.", ["Ann Vale", "My"], "Ann Vale", id="my inside a quotation"
    ),
]


@pytest.mark.parametrize(("text", "sources", "name"), MEANT)
def test_whom_a_pronoun_means(text, sources, name):
    spans = [place(text, words) for words in sources]
    whole = ((0, len(text)),) if sources[-1] == "My" else ((0, 1),)
    found = [attribution(spans[0], content=whole), *(attribution(span) for span in spans[1:])]
    assert resolve.resolve(document(text), found)[-1].name == name


def test_a_pronoun_carries_role_and_institution_along():
    got = speaker("Tide Agency chief Cy Doe spoke. He said it was late.", "He")
    assert (got.name, got.role, got.institution) == ("Cy Doe", "chief", "Tide Agency")


def test_a_pronoun_with_rivals_is_less_sure():
    alone = speaker("Sasha Poe came. “Yes,” she said.", "she")
    rivals = speaker("Sasha Poe, Robin Ode and Jamie Fox came. “Yes,” she said.", "she")
    assert rivals.confidence < alone.confidence


def test_a_pronoun_for_nobody_is_unknown():
    got = speaker("“Yes,” she said.", "she")
    assert (got.name, got.type, got.key) == (None, None, None)
    assert got.mention == "she"
    assert got.confidence < 0.5


def test_a_man_is_never_she():
    got = speaker("Mr Ed Marsh came. “Yes,” she said.", "she")
    assert got.name is None


@pytest.mark.parametrize("words", ["we", "you", "I"])
def test_the_first_person_outside_a_quotation_is_unknown(words):
    assert speaker(f"Ann Vale came. But {words} believe it was late.", words).name is None


def test_a_speaker_inside_a_quotation_is_not_the_next_he():
    text = "Bob Lind said: “Ed Marsh said no.” Later he said yes."
    first, inner, last = speakers(text, "Bob Lind", "Ed Marsh", "he")
    assert (first.name, inner.name, last.name) == ("Bob Lind", "Ed Marsh", "Bob Lind")
