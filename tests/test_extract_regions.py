"""Quotation marks → regions, without the parser: pairs, apostrophes, nesting, paragraphs, kinds."""

import pytest

from lib.extract.regions import find_regions


def regions(text):
    lines, start = [], 0
    for line in text.split("\n\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 2
    return find_regions(text, lines)


def quoted(text):
    return [text[slice(*region.span)] for region in regions(text).all]


@pytest.mark.parametrize("text, inside", [
    pytest.param('A "b c" d', ["b c"], id="straight"),
    pytest.param("A “b c” d", ["b c"], id="curly"),
    pytest.param("A ”b c“ d", ["b c"], id="reversed"),
    pytest.param('A “b c" d', ["b c"], id="curly, then straight"),
    pytest.param("A „b c“ d", ["b c"], id="low"),
    pytest.param("A «b c» d", ["b c"], id="guillemets"),
    pytest.param("A « b c » d", ["b c"], id="guillemets with spaces"),
    pytest.param("A »b c« d", ["b c"], id="guillemets pointing inward"),
    pytest.param("A ``b c'' d", ["b c"], id="TeX"),
    pytest.param("A ''b c'' d", ["b c"], id="two apostrophes"),
    pytest.param("A 'b c' d", ["b c"], id="single straight"),
    pytest.param("A ‘b c’ d", ["b c"], id="single curly"),
    pytest.param("(“b c”)", ["b c"], id="in brackets"),
    pytest.param("A—“b c”—d", ["b c"], id="between dashes"),
    pytest.param("“b c”“d e”", ["b c", "d e"], id="two that touch"),
    pytest.param("“b, c,” d “e f.”", ["b, c,", "e f."], id="punctuation inside stays"),
])
def test_every_pair_of_marks(text, inside):
    assert quoted(text) == inside


@pytest.mark.parametrize("text, inside", [
    pytest.param("the pilots' union and the keepers' union", [], id="possessives"),
    pytest.param("it isn't, they won't, we'll see", [], id="contractions"),
    pytest.param("rock 'n' roll in the '90s, 'twas fun", [], id="elisions"),
    pytest.param("‘The pilots’ boat held,’ he said", ["The pilots’ boat held,"], id="a possessive inside"),
    pytest.param("'We was talkin' of it,' he said", ["We was talkin' of it,"], id="a dropped g inside"),
    pytest.param("'The boss's car' stood there", ["The boss's car"], id="an apostrophe inside a word"),
    pytest.param("'boys' and 'girls' came", ["boys", "girls"], id="two words that end in s"),
    pytest.param("he said 'no one came", [], id="a single mark that is never closed"),
])
def test_apostrophes_are_no_marks(text, inside):
    assert quoted(text) == inside


@pytest.mark.parametrize("text, inside", [
    pytest.param("“He said ‘go’ twice”", ["He said ‘go’ twice"], id="single in double"),
    pytest.param("‘He said “go” twice,’ she said", ["He said “go” twice,"], id="double in single"),
    pytest.param("“He said “go” twice” and left", ["He said “go” twice"], id="curly in curly"),
    pytest.param('"He said "go" twice" and left', ['He said "go" twice'], id="straight in straight"),
    pytest.param('"He saw “Nine Gates,” a film, twice" and left', ["He saw “Nine Gates,” a film, twice"],
                 id="curly in straight"),
    pytest.param('"He saw “Nine Gates,” a film', ["He saw “Nine Gates,” a film"],
                 id="a title in a paragraph that stays open"),
])
def test_a_quote_in_a_quote_is_part_of_it(text, inside):
    assert quoted(text) == inside


@pytest.mark.parametrize("text, inside", [
    pytest.param('a plank 12" wide', [], id="an inch mark"),
    pytest.param('12" wide and 4" thick', [], id="two inch marks"),
    pytest.param('the value "" is empty', [], id="nothing inside"),
    pytest.param('the value "..." is empty', [], id="no word inside"),
    pytest.param("a closing mark” only", [], id="a closing mark alone"),
    pytest.param('b c" d', [], id="a straight mark that cannot open"),
])
def test_what_is_no_region(text, inside):
    assert quoted(text) == inside


@pytest.mark.parametrize("text, inside, closed", [
    pytest.param('A "b c', ["b c"], [False], id="never closed"),
    pytest.param('A "b c.\n\nd e', ["b c."], [False], id="ends with its paragraph"),
    pytest.param('"b c, he said. "d e."', ["d e."], [True], id="the first mark was never closed"),
])
def test_unbalanced_marks(text, inside, closed):
    assert quoted(text) == inside
    assert [region.closed for region in regions(text).all] == closed


@pytest.mark.parametrize("text, chained", [
    pytest.param("“b c.\n\n“d e.\n\n“f g.”", [True, True, False], id="a mark at every paragraph"),
    pytest.param("“b c.\n\nd e.” f", [True, False], id="closed without a new mark"),
    pytest.param("“b c.”\n\n“d e.”", [False, False], id="two quotes"),
    pytest.param("“b c.\n\nd e\n\n“f g.”", [False, False], id="a paragraph between"),
    pytest.param("“b c.\n\nd “e f.”", [False, False], id="a mark inside the next paragraph"),
])
def test_a_speech_over_paragraphs_is_chained(text, chained):
    assert [region.chained for region in regions(text).all] == chained


@pytest.mark.parametrize("text, kind", [
    pytest.param("“b c”", "direct", id="all inside"),
    pytest.param("a “b c”", "mixed", id="some inside"),
    pytest.param("a b c", "indirect", id="none inside"),
    pytest.param("“b c”, “d e”", "direct", id="two quotes"),
    pytest.param("'b' c 'd'", "mixed", id="single marks count"),
])
def test_the_kind_is_told_by_the_words_inside_marks(text, kind):
    assert regions(text).kind(text, [(0, len(text))]) == kind


def test_looking_up_a_place():
    text = "a “b c” d “e f”"
    found = regions(text)
    assert [found.at(place) is not None for place in range(len(text))] == [
        char not in "a d" or 2 <= place <= 6 or place >= 10 for place, char in enumerate(text)]
    first, second = found.all
    assert found.between(0, 2) == ()
    assert found.between(3, 12) == (first, second)
    assert found.before(second) == first and found.before(first) is None
    assert list(found.after(first)) == [second] and list(found.after(second)) == []


def test_many_marks_are_cut_off_and_do_not_stop_the_rest():
    text = '"a b" ' * 3000 + "\n\n“c d”"
    found = quoted(text)
    assert found[-1] == "c d"
    assert 400 < len(found) < 3000
