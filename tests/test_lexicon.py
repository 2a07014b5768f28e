"""The word lists: how they are read, and what every list must be."""

import pytest

from lib import lexicon, settings

LISTS = sorted(settings.LEXICON.glob("*.txt"))
EVERY_LIST = pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)


@pytest.fixture
def lists(tmp_path, monkeypatch):
    """A function that writes a list into an empty lexicon."""
    monkeypatch.setattr(settings, "LEXICON", tmp_path)
    lexicon.words.cache_clear()
    lexicon.pairs.cache_clear()
    yield lambda name, text: (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    lexicon.words.cache_clear()
    lexicon.pairs.cache_clear()


@pytest.mark.parametrize("text, words", [
    pytest.param("say\ntell\n", {"say", "tell"}, id="one word a line"),
    pytest.param("# head\nsay\n# more\n", {"say"}, id="comments are no words"),
    pytest.param("\n  say  \n\n", {"say"}, id="empty lines and edge spaces"),
    pytest.param("Say\nÉTÉ", {"say", "été"}, id="lower case, also beyond ASCII"),
    pytest.param("news agency", {"news agency"}, id="a phrase is one entry"),
    pytest.param("", set(), id="an empty list"),
])
def test_words_are_the_lines(lists, text, words):
    lists("mine", text)
    assert lexicon.words("mine") == words


@pytest.mark.parametrize("text, pairs", [
    pytest.param("call for\n", {("call", "for")}, id="verb and preposition"),
    pytest.param("# head\nCall  FOR\n", {("call", "for")}, id="lower case, any number of spaces"),
    pytest.param("call\n", set(), id="a single word is no pair"),
    pytest.param("fall short of\n", {("fall", "short of")}, id="the rest belongs to the second"),
])
def test_pairs_are_split_at_the_first_space(lists, text, pairs):
    lists("mine", text)
    assert lexicon.pairs("mine") == pairs


@pytest.mark.parametrize("read", [lexicon.words, lexicon.pairs])
def test_a_list_that_does_not_exist_is_an_error(lists, read):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        read("nowhere")


def test_a_list_is_read_once(lists):
    lists("mine", "say")
    first = lexicon.words("mine")
    lists("mine", "tell")
    assert lexicon.words("mine") is first


@EVERY_LIST
def test_every_list_says_what_it_is_and_holds_something(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ") and len(lines[0]) > 10
    assert lexicon.words(path.stem)


@EVERY_LIST
def test_no_entry_stands_twice(path):
    lines = [line.strip().lower() for line in path.read_text(encoding="utf-8").splitlines()]
    entries = [line for line in lines if line and not line.startswith("#")]
    assert sorted(set(entries)) == sorted(entries)


@pytest.mark.parametrize("one, other", [
    pytest.param("generic_sources", "people_nouns", id="a generic source is no person"),
    pytest.param("not_people", "people_nouns", id="a noun is of people or not"),
    pytest.param("evidence_verbs", "speech_verbs", id="findings are not speech"),
    pytest.param("attitude_verbs", "appeal_for_verbs", id="an attitude is no speech act"),
])
def test_lists_that_exclude_each_other_share_nothing(one, other):
    assert not lexicon.words(one) & lexicon.words(other)
