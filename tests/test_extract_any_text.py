"""Any text gives a result: no exception, spans inside the text and in order, no time lost on nonsense."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib import attribute, extract, parse
from lib import settings as chosen
from lib.extract import tagger
from lib.records import KINDS, Article

WORDS = st.sampled_from([
    "Ida Quist", "the board", "she", "said", "told Reuters", "that", "the gates held", "according to", "who",
    "is believed to", "called", "it", "a mess", "as", "by", "(Reuters) -", "if", "claim", "Q:", "A:", "ROE:",
    "“", "”", "‘", "’", '"', "'", "''", "``", "«", "»", "„", ",", ".", "?", ":", ";", "-", "–", "…", "[", ")",
    "\n", "\n\n", "\u200b", "\u00a0", '12"', "'90s", "💚", "œ́", "يقول", "<b>", "</b>",
    '<a href="x">', "\\", '\\"', "$x_1$", "46-year-old", "_" * 70, "\ud800", "and her son cut in"])
AMONG_THE_WORDS = ("passive",)  # "The lock is believed to hold": the cue is part of what is printed
TAGGER = tagger.load(chosen.TAGGER)
SENTENCES = st.lists(WORDS, max_size=25).map(" ".join)


def check(text, network=None):
    document = parse.parse(Article("a", text))
    founds = extract.find(document, network)
    kept = attribute.attribute(document, founds)
    for found in [*founds, *(one.found for one in kept)]:
        parts = [*found.content, *found.cue, *found.source, *([found.via] if found.via else [])]
        assert found.content and found.kind in KINDS
        assert all(0 <= start < end <= len(text) for start, end in parts)
        assert all(before[1] <= after[0] for before, after in pairwise(found.content))
        assert any(char.isalnum() for start, end in found.content for char in text[start:end])
    for one in kept:
        report = [*one.source, *(() if one.found.rule in AMONG_THE_WORDS else one.found.cue)]
        assert not [(content, span) for content in one.found.content for span in report
                    if content[0] < span[1] and span[0] < content[1]]
    for rows in (founds, [one.found for one in kept]):
        ordered = sorted(span for found in rows for span in found.content)
        assert all(before[1] <= after[0] for before, after in pairwise(ordered))
        assert [found.content[0] for found in rows] == sorted(found.content[0] for found in rows)
    assert all(0 <= one.confidence <= 1 and one.rule for one in kept)
    return kept


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SENTENCES)
def test_any_mixture_of_reports_and_marks(text):
    check(text)


@settings(max_examples=75, deadline=None)
@given(st.text(max_size=80))
def test_any_characters(text):
    check(text)


@settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SENTENCES)
def test_any_mixture_read_by_the_tagger_too(text):
    check(text, TAGGER)


@pytest.mark.parametrize("text", [
    pytest.param("said \ud83d Ida \udc00 Quist, “it \udfff held” <", id="half characters"),
    pytest.param("", id="nothing"),
    pytest.param('"' * 9_000, id="marks only"),
    pytest.param("x" * 20_000, id="one word"),
    pytest.param('46-year-old claim it warned <a href="x"> if » $x_1$ warned', id="a content of signs"),
])
def test_odd_text_read_by_the_tagger_too(text):
    check(text, TAGGER)


@pytest.mark.parametrize("text", [
    pytest.param("“ ____________ ,” said Ida Quist. It held.", id="underscores in marks"),
    pytest.param("x" * 1_000_000, id="a megabyte without a space"),
    pytest.param("“" * 20_000, id="opening marks only"),
    pytest.param("'a " * 5_000, id="apostrophes that never close"),
    pytest.param('"a" ' * 3_000, id="very many quotes"),
    pytest.param("A: yes\n" * 3_000, id="very many labels"),
    pytest.param("\n" * 100_000, id="line breaks only"),
    pytest.param("said " * 3_000, id="one cue again and again"),
    pytest.param("_" * 100_000, id="underscores only"),
    pytest.param("<a " * 20_000, id="tags that never close"),
    pytest.param("$x" * 20_000, id="formulas one after the other"),
    pytest.param("said \ud83d Ida \udc00 Quist, it held", id="half characters"),
    pytest.param("\x00\x01\ufffe\u202e", id="control characters"),
])
def test_nonsense_of_any_size(text):
    check(text)


def test_a_long_article_keeps_every_statement():
    text = "\n\n".join(f'"Gate {number} held," said Ida Quist. The town slept.' for number in range(400))
    assert len(check(text)) == 400
