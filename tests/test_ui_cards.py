"""The quote card: what is a quote, what is not, who said it – and nothing in it acts."""

import json
import re

import pytest

from lib.records import PART_JOIN
from lib.ui import cards

TRAIL = [{"step": "mention", "words": "Holm", "span": [1, 5], "rule": "subject"}]
ROW = {"statement_id": "abc", "statement": "The boats stay in.", "kind": "direct", "speaker": "Ida Holm",
       "speaker_role": "harbour master", "speaker_institution": "Port of Ellby", "cue_verb": "say",
       "outlet": "Ellby Courier", "article_title": "Storm", "article_date": "2023-03-06",
       "date_basis": "given", "context_before": "It blew.", "context_after": "It rained.", "paragraph": 2,
       "char_start": 10, "char_end": 28, "verified_in_source": "yes", "speaker_mention": "Holm",
       "attributed_via": "", "confidence": 0.9, "similarity": float("nan"), "corrected": "no",
       "text_hash": "f00", "match_words": (), "evidence": json.dumps(TRAIL)}


def card(**changes):
    return cards.card(ROW | changes)


def test_a_quote_has_marks():
    assert "“The boats stay in.”</blockquote>" in card()


@pytest.mark.parametrize(("kind", "badge"), [
    ("mixed", "partly quoted"), ("indirect", "paraphrase – the reporter’s words"),
    ("article", "the article’s own words")], ids=["mixed", "indirect", "article"])
def test_nothing_but_a_quote_has_marks(kind, badge):
    page = card(kind=kind)
    assert "“The boats" not in page and "<blockquote" not in page
    assert badge in page


def test_words_of_the_reporter_between_two_parts_leave_a_gap():
    assert 'class="gap"' in card(statement=f"One{PART_JOIN}two")


@pytest.mark.parametrize(("changes", "words"), [
    ({"speaker": "", "speaker_mention": "officials"}, "not named in the article"),
    ({"speaker": "", "speaker_mention": ""}, "speaker unknown – the article does not say"),
    ({"speaker_institution": ""}, "institution not stated"),
    ({"outlet": ""}, "outlet not stated"),
    ({"article_date": ""}, "date not stated"),
    ({"date_basis": "page header"}, "page date 2023-03-06"),
    ({"attributed_via": "Reuters"}, "through <bdi>Reuters</bdi>"),
    ({"corrected": "yes"}, "corrected by hand"),
    ({"verified_in_source": "no"}, "do not print"),
    ({"evidence": "[]"}, "names no source"),
    ({"evidence": "not json"}, "names no source"),
    ({"confidence": 0.2}, "attribution: uncertain"),
    ({"confidence": 0.9}, "confidence 0.90 of 1"),
], ids=["unnamed", "unknown", "no institution", "no outlet", "no date", "page date", "relay", "corrected",
        "not verified", "no evidence", "broken evidence", "uncertain", "the number in the hover"])
def test_what_is_not_known_is_said(changes, words):
    assert words in card(**changes)


def test_what_is_verified_is_not_warned_about():
    assert "found verbatim in the article" in card()
    assert "do not print" not in card()


def test_a_body_that_speaks_is_not_its_own_institution():
    page = cards.byline(ROW | {"speaker": "Port of Ellby", "speaker_role": ""})
    assert page.count("Port of Ellby") == 1
    assert "not stated" not in page


def test_the_trail_shows_each_step_with_its_words_and_rule():
    page = cards.evidence(ROW)
    assert "named in the text as</span> “<bdi>Holm</bdi>”" in page
    assert "by the rule: subject" in page
    assert "characters 10 to 28" in page and "f00" in page


def test_matched_words_and_nearness_say_why():
    page = card(match_words=("boats",), similarity=0.61)
    assert "The <mark>boats</mark> stay in." in page
    assert "it holds <mark>boats</mark>; nearness in meaning 0.61" in page
    assert "Why it is here" not in card()
    assert "with its speaker or cue" in card(match="words")


def test_copy_buttons_carry_what_they_copy():
    page = cards.actions('http://x/?a="b"', "“x” – <i>")
    assert 'data-copy="http://x/?a=&quot;b&quot;"' in page
    assert 'data-copy="“x” – &lt;i&gt;"' in page
    assert cards.actions("", "") == ""


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.mark.parametrize("column", [name for name, value in ROW.items() if isinstance(value, str)])
def test_no_cell_can_act(column):
    steps = json.dumps([{"step": HOSTILE, "words": HOSTILE, "rule": HOSTILE}])
    value = steps if column == "evidence" else HOSTILE
    page = card(**{column: value}, match_words=(HOSTILE,))
    assert "<script" not in page and "<img" not in page
    tags = set(re.findall(r"<(\w+)", page))
    assert tags <= {"article", "div", "span", "p", "blockquote", "b", "bdi", "i", "details", "summary", "ol",
                    "li", "br", "code", "mark"}
