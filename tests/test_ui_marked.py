"""Statements in an article's text: every piece in its place, nothing lost, nothing run."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.ui.marked import Mark, article_html, legend_html, paragraphs, pieces


def mark(name, *spans, kind="direct", colour="blue"):
    return Mark(name, 1, spans, kind, colour, "Ida", f"http://x/?statement={name}")


def bare(page):
    """The text of the HTML without tags and without the numbers."""
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<sup.*?</sup>", "", page)))


@given(st.text(alphabet="ab <>&\"'“”\n", max_size=60),
       st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_every_character_is_shown_once_and_in_order(text, cuts):
    marks = [mark(f"m{n}", (min(cut), max(cut))) for n, cut in enumerate(cuts)]
    lines = "".join(line for line in text.split("\n") if line.strip())
    assert bare(article_html(text, marks)) == lines


def test_a_statement_inside_another_keeps_its_own_place():
    found = pieces(0, 10, [mark("long", (0, 10)), mark("short", (3, 5))])
    assert [(a, b, one.id) for a, b, one in found] == [(0, 3, "long"), (3, 5, "short"), (5, 10, "long")]


def test_statements_that_overlap_are_cut_at_every_edge():
    found = pieces(0, 10, [mark("first", (0, 6)), mark("second", (4, 9))])
    assert [(a, b, one and one.id) for a, b, one in found] == [
        (0, 4, "first"), (4, 6, "second"), (6, 9, "second"), (9, 10, None)]


def test_a_statement_in_parts_has_one_number():
    page = article_html("He will, she said, not come.", [mark("one", (0, 7), (19, 27))])
    assert page.count("<sup") == 1
    assert page.count('id="s-one"') == 1
    assert page.count('data-statement="one"') == 2


def test_a_statement_over_two_paragraphs_is_marked_in_both():
    page = article_html("He spoke.\n\nHe went.", [mark("one", (0, 19))])
    assert page.count("<p><a") == 2


def test_the_chosen_statement_is_said_to_be_current():
    page = article_html("He spoke. He went.", [mark("one", (0, 9)), mark("two", (10, 18))], selected="two")
    assert page.count('aria-current="true"') == 1
    assert 'selected" aria-current="true" id="s-two"' in page


def test_title_and_headings_stand_as_such():
    page = article_html("Big news\n\nWhat was said\n\nHe spoke at length.", [], title="Big news")
    assert "<h1>Big news</h1>" in page
    assert "<h2>What was said</h2>" in page
    assert "<p>He spoke at length.</p>" in page


@pytest.mark.parametrize("text", ["<script>x</script>", "<img src=x onerror=y>", '" onclick="z', "&lt;b&gt;"],
                         ids=["script", "image", "attribute", "entity"])
def test_an_article_that_would_act_is_escaped(text):
    page = article_html(text, [Mark("<i>", 1, ((0, len(text)),), '"k"', "<c>", text, f"http://x/?q={text}")])
    assert bare(page) == text
    assert not re.search(r"<(?!/?(div|p|h2|a|sup)\b)", page)
    assert set(re.findall(r' (\w[\w-]*)="', page)) <= {"class", "id", "href", "title", "data-statement",
                                                       "aria-hidden", "aria-current"}


def test_blank_lines_are_no_paragraphs():
    assert paragraphs("a\n\n  \nbc\n") == [(0, 1), (6, 8)]


def test_the_legend_counts_and_escapes():
    page = legend_html({"<Ida>": ("blue", 2)})
    assert "&lt;Ida&gt;" in page and "c-blue" in page and ">2<" in page
    assert "paraphrase" in page
