"""Who said what: one speaker or institution, chosen in the page or by a link."""

import pytest

from lib.ui import people
from tests.pages.sample import HARBOUR, HOSTILE_NAME, TRAP, shown


def test_without_a_name_the_often_quoted_are_offered(app):
    at = app("who")
    assert not at.exception
    labels = [button.label for button in at.button if button.key.startswith("often-")]
    assert labels[0] == "Mila Trent \\(4\\)"
    assert not any("unknown" in label for label in labels)
    at.button(key="often-0").click().run()
    assert at.query_params["speaker"] == "Mila Trent"
    assert "<h1><bdi>Mila Trent</bdi></h1>" in shown(at)


def test_a_speaker_with_roles_statements_and_span(app):
    at = app("who", {"speaker": "Mila Trent"})
    assert not at.exception
    text = shown(at)
    assert "4 statements in 2 articles in 2 outlets, 2023-03-06 to 2023-05-14" in text
    assert "spokeswoman, Port of Ellby" in text
    assert "2023-03-06 to 2023-05-14 · 2 articles" in text
    assert text.count('<article class="quote">') == 4
    assert at.selectbox(key="subject-speakers").value == "Mila Trent"
    assert len(at.run().get("plotly_chart")) == 3


def test_an_institution_with_those_who_speak_for_it(app):
    at = app("who", {"institution": "Ministry of Fisheries"})
    assert "Daniel Okoro, minister" in shown(at)
    assert at.button_group(key="subject-kind").value == "institutions"


def test_choosing_another_name_goes_into_the_address(app):
    at = app("who", {"speaker": "Mila Trent"})
    at.selectbox(key="subject-speakers").set_value("Daniel Okoro").run()
    assert at.query_params["speaker"] == "Daniel Okoro"
    assert "promised" in shown(at)


def test_switching_to_institutions_offers_them(app):
    at = app("who", {"speaker": "Mila Trent"})
    at.button_group(key="subject-kind").set_value("institutions").run()
    assert "speaker" not in at.query_params
    assert at.selectbox(key="subject-institutions").value is None
    at.selectbox(key="subject-institutions").set_value("Port of Ellby").run()
    assert at.query_params["institution"] == "Port of Ellby"


def test_other_filters_of_the_link_hold_here_too(app):
    at = app("who", {"speaker": "Mila Trent", "outlet": "Northern Post"})
    assert "1 statement in 1 article in 1 outlet, 2023-05-14" in shown(at)
    assert [button.label.split(":")[0] for button in at.button if button.key.startswith("chip-")]


def test_an_unknown_name_in_the_link_is_said(app):
    at = app("who", {"speaker": "Nemo"})
    assert not at.exception
    assert "is not in this archive" in at.warning[0].value
    assert at.selectbox(key="subject-speakers").value == "Nemo"
    assert at.get("html")


@pytest.mark.parametrize("params", [
    {"speaker": HOSTILE_NAME}, {"institution": "[Evil](http://evil.example) $Corp$"}],
    ids=["speaker", "institution"])
def test_names_that_would_act_are_shown_as_they_are(app, params):
    at = app("who", params, articles=(HARBOUR, TRAP))
    assert not at.exception
    assert "<script" not in shown(at) and "<i>officer" not in shown(at)


def test_an_unreadable_query_is_explained(app):
    at = app("who", {"speaker": "Mila Trent", "q": '"open', "mode": "words"})
    assert not at.exception
    assert at.error


def test_the_roles_beyond_the_first_open(app, monkeypatch):
    monkeypatch.setattr(people, "ROLES_SHOWN", 0)
    text = shown(app("who", {"speaker": "Mila Trent"}))
    assert '<details class="rest"><summary>Show' in text and "spokeswoman, Port of Ellby" in text
