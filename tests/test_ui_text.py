"""Hostile text is shown, never run; figures are said in words."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.ui import text


def test_what_a_list_does_not_show_opens():
    assert text.rest_html([], "article") == ""
    page = text.rest_html(["<b>one</b>", "two"], "article")
    assert page.startswith("<details") and "Show 2 more articles" in page
    assert "<li><b>one</b></li><li>two</li>" in page
    assert "Show 1 more role<" in text.rest_html(["x"], "role")


HTML_ROWS = [
    ("a tag", "<b>x</b>"),
    ("a script", "<script>alert(1)</script>"),
    ("an image that runs", '<img src=x onerror="alert(1)">'),
    ("a quoted attribute's end", '" onmouseover="x'),
    ("an apostrophe", "' onload='x"),
    ("an entity", "&lt;b&gt;"),
]


@pytest.mark.parametrize("words", dict(HTML_ROWS).values(), ids=dict(HTML_ROWS))
def test_escaped_text_holds_no_markup_and_reads_as_it_was(words):
    shown = text.escape(words)
    assert not re.search("[<>\"']", shown)
    assert html.unescape(shown) == words


@given(st.text())
def test_escaped_text_never_holds_a_bracket_or_mark(words):
    assert not re.search("[<>\"']", text.escape(words))


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f"], ids=["override", "isolate", "right-to-left"])
def test_marks_that_turn_a_line_round_are_gone(mark):
    assert text.escape(f"a{mark}b") == "ab"
    assert text.plain(f"a{mark}b") == "ab"


MARKDOWN_ROWS = [
    ("bold", "**b**"), ("italic", "*b*"), ("code", "`c`"), ("math", "$x^2$"), ("a colour", ":red[r]"),
    ("an emoji code", ":smile:"), ("an icon", ":material/home:"), ("a link", "[l](http://e.example)"),
    ("an image", "![i](http://e.example/x.png)"), ("a heading", "# h"), ("a list", "- h"),
    ("a number", "1. h"),
    ("struck out", "~~s~~"), ("a bare address", "www.e.example"), ("a mail address", "a@e.example"),
    ("an arrow", "a -> b"), ("a table", "a | b"), ("a quote", "> q"), ("a backslash", "\\*"),
    ("HTML", "<b>h</b>"),
    ("an entity", "&amp;"),
]


@pytest.mark.parametrize("words", dict(MARKDOWN_ROWS).values(), ids=dict(MARKDOWN_ROWS))
def test_a_label_is_shown_letter_by_letter(words):
    label = text.plain(words)
    assert re.sub(r"\\(.)", r"\1", label.replace(text.JOINER, "")) == words
    assert not re.search(r"(?<!\\)[*_`$\[\]<>#~|&!]", re.sub(r"\\\\", "", label))


def test_what_markdown_replaces_after_the_escapes_is_broken():
    assert ":smile" not in text.plain(":smile:").replace("\\", "")
    assert "www" not in text.plain("www.e.example")
    assert "->" not in text.plain("a->b").replace("\\", "")


def test_a_label_is_one_line():
    assert text.plain("a\n\n# b") == "a \\# b"


@given(st.text())
def test_every_ascii_mark_of_a_label_is_escaped(words):
    unescaped = re.sub(r"\\[!-/:-@\[-`{-~]", "", text.plain(words))
    assert not re.search(r"[*_`$\[\]<>#~|&]", unescaped)


def test_numbers_are_said_in_words():
    assert text.counted(1, "statement") == "1 statement"
    assert text.counted(1200, "row") == "1,200 rows"
    assert text.counted(2, "body", "bodies") == "2 bodies"


@pytest.mark.parametrize(("shown", "total", "capped", "words"), [
    (7, 12, False, "7 of 12 statements"), (12, 12, False, "12 statements"), (1, 1, False, "1 statement"),
    (0, 12, False, "0 of 12 statements"), (500, 9000, True, "the best 500 of 9,000 statements")],
    ids=["some", "all", "one", "none", "capped"])
def test_the_number_of_results_is_said_in_words(shown, total, capped, words):
    assert text.result_line(shown, total, capped) == words


@pytest.mark.parametrize(("items", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"),
                                              (["a", "b", "c"], "a, b and c")],
                         ids=["none", "one", "two", "three"])
def test_a_list_reads_as_a_sentence(items, words):
    assert text.listed(items) == words


@pytest.mark.parametrize("value", [None, float("nan"), "", "  "], ids=["none", "nan", "empty", "blank"])
def test_an_unknown_cell_is_empty(value):
    assert text.cell(value) == ""


def test_a_long_title_is_cut_between_words():
    assert text.shortened("one two three", 9) == "one two …"
    assert text.shortened("one", 9) == "one"


@pytest.mark.parametrize(("value", "word"), [(1.0, "sure"), (text.SURE, "sure"), (0.7, "check"),
                                             (text.CHECK, "check"), (0.1, "uncertain")],
                         ids=["full", "just sure", "middle", "just to check", "low"])
def test_confidence_is_said_in_a_word(value, word):
    assert text.confidence_word(value) == word
    assert word in text.CONFIDENCE_WORDS
