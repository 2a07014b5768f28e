"""Article → parsed document: paragraphs, headings, pieces, offsets, and what holds a character."""

import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import parse, settings
from lib.errors import ModelMissing
from lib.records import Article


def pieces(text):
    return [text[slice(*span)] for span in parse.split_paragraphs(text)]


@pytest.mark.parametrize("text, expected", [
    pytest.param("a b\n\nc d", ["a b", "c d"], id="blank lines part"),
    pytest.param("a b\nc d", ["a b\nc d"], id="a broken line goes on"),
    pytest.param("a b.\nc d", ["a b.", "c d"], id="a line that ends a sentence"),
    pytest.param("a “b.”\nc d", ["a “b.”", "c d"], id="a line that ends a quote"),
    pytest.param("a b\nROE: c d", ["a b", "ROE: c d"], id="a label begins a paragraph"),
    pytest.param("Q: Why?\nA: Because.", ["Q: Why?", "A: Because."], id="question and answer"),
    pytest.param("the commit-\ntee met", ["the commit-\ntee met"], id="a hyphenated line end"),
    pytest.param("a b\n \n\t\nc d", ["a b", "c d"], id="lines of spaces part and are no paragraph"),
    pytest.param("\n\na b\n\n", ["a b"], id="edges"),
    pytest.param("", [], id="nothing"),
    pytest.param(" \n ", [], id="only spaces"),
])
def test_paragraphs(text, expected):
    assert [piece.strip() for piece in pieces(text)] == expected


@pytest.mark.parametrize("text", [
    pytest.param("One word follows. " * 3000, id="sentences"),
    pytest.param("word " * 9000, id="words without a full stop"),
    pytest.param("x" * 50_000, id="one word"),
    pytest.param("“So it goes.” " * 3000, id="quotes"),
])
def test_an_oversize_paragraph_is_cut_and_loses_nothing(text):
    found = pieces(text)
    assert "".join(found).strip() == text.strip()
    assert max(map(len, found)) <= parse.PARSE_MAX_CHARS


def test_an_oversize_paragraph_is_cut_between_sentences_else_between_words():
    assert all(piece.strip().endswith(".") for piece in pieces("One word follows. " * 3000))
    assert all(set(piece.split()) == {"word"} for piece in pieces("word " * 9000))


@given(st.text(alphabet="ab. \n:A\"“”", max_size=200))
def test_pieces_are_ordered_and_cover_every_word(text):
    spans = list(parse.split_paragraphs(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(piece.split()) for piece in pieces(text)) == "".join(text.split())


@pytest.mark.parametrize("text, heading", [
    pytest.param("Lock to close", True, id="a few words"),
    pytest.param("The lock will close.", False, id="a sentence"),
    pytest.param("“We held”", False, id="a pull quote"),
    pytest.param("Then the keeper said:", False, id="an introduction"),
    pytest.param("word " * 20, False, id="too long"),
    pytest.param("Will it close?", False, id="a question"),
])
def test_headings(text, heading):
    assert parse.is_heading(text) is heading


@pytest.fixture(scope="module")
def document():
    return parse.parse(Article("a", "Lock to close\n\n“We held,” said Ida Quist.\nPer Holm of Ellby left."))


def test_the_document_keeps_places(document):
    assert document.text == document.article.text
    assert [part.index for part in document.paragraphs] == [0, 1, 2]
    assert [part.heading for part in document.paragraphs] == [True, False, False]
    for paragraph in document.paragraphs:
        for token in paragraph.doc:
            start, end = paragraph.token_span(token)
            assert len(document.text[start:end]) == len(token)


def test_sentences_and_entities_have_the_places_of_the_article(document):
    sentences = [document.text[slice(*span)] for _, span in document.sentences()]
    assert sentences[0] == "Lock to close" and sentences[-1] == "Per Holm of Ellby left."
    assert "Ida Quist" in {entity.words for entity in document.entities()}
    assert all(document.text[slice(*entity.span)] == entity.words for entity in document.entities())


def test_words_of_a_span(document):
    paragraph = document.paragraphs[1]
    place = document.text.index("Ida")
    assert paragraph.words((place, place + 9)).text == "Ida Quist"
    assert paragraph.words((place + 1, place + 8)).text == "Ida Quist"  # widened to whole words
    assert paragraph.words((paragraph.end, paragraph.end + 5)) is None


@pytest.mark.parametrize("offset, index", [(0, 0), (14, 0), (15, 1), (30, 1), (10_000, 2)])
def test_the_paragraph_at_a_place(document, offset, index):
    assert document.paragraph_at(offset).index == index


def test_no_paragraph_holds_a_place_before_the_first():
    assert parse.parse(Article("a", "\n\nHe left.")).paragraph_at(0) is None
    assert parse.parse(Article("a", "")).paragraph_at(0) is None


def test_marks_change_no_length():
    text = "“a” ‘b’ «c» „d“ – e\u00a0f\n\tg″h′"
    assert len(text.translate(parse.ASCII_MARKS)) == len(text)


@pytest.mark.parametrize("text", [
    pytest.param("It held, said \ud83d Quist. It \udc00held.", id="half characters"),
    pytest.param("It <b>held</b>, <a href=\"x\">said</a> Quist.", id="tags"),
    pytest.param("It held " + "_" * 90 + " said Quist.", id="a row of underscores"),
    pytest.param("It held " + "=_-" * 40 + " said Quist.", id="a row of several signs"),
])
def test_what_is_unread_changes_no_place(text):
    document = parse.parse(Article("a", text))
    tokens = [token for paragraph in document.paragraphs for token in paragraph.doc]
    assert len(tokens) < 20
    for word in ("held", "said", "Quist"):
        [token] = [token for token in tokens if token.text == word][:1]
        start, end = document.paragraphs[0].token_span(token)
        assert text[start:end] == word


@pytest.mark.parametrize("text", [
    pytest.param("<b>The gates are old</b>", id="a heading in tags"),
    pytest.param("The gates are <i>old</i>", id="a tag at its end"),
])
def test_tags_leave_a_heading_one(text):
    [paragraph] = parse.parse(Article("a", text)).paragraphs
    assert paragraph.heading


def test_a_sentence_in_tags_is_no_heading():
    [paragraph] = parse.parse(Article("a", "<p>The gates are old.</p>")).paragraphs
    assert not paragraph.heading


def test_a_parser_that_is_not_installed_is_said_so(monkeypatch):
    parse.load.cache_clear()
    monkeypatch.setattr(settings, "SPACY_MODEL", "no_such_parser")
    with pytest.raises(ModelMissing, match="no_such_parser"):
        parse.load()
    monkeypatch.undo()
    assert parse.load() is sys.modules["lib.parse"].load()


def test_one_long_paragraph_leaves_the_batches_of_the_others_full():
    short, long = "A short line.", "x" * (parse.BATCH_CHARS - 1)
    batches = list(parse._batches([short] * 40 + [long] + [short] * 40))
    assert len(batches[0]) == parse.MAX_BATCH
    assert [text for batch in batches for text in batch] == [short] * 40 + [long] + [short] * 40
    assert all(sum(map(len, batch)) <= parse.BATCH_CHARS for batch in batches)
    assert len(batches) == 5
