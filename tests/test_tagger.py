"""The tagger: windows, decoding and linking by hand-made spans, and the shipped network on sentences."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from lib import embed, settings
from lib.errors import BadFile, ExplorerError, ModelMissing
from lib.extract import learned
from lib.extract.regions import find_regions
from lib.extract.spans import Spans
from lib.extract.tagger import Tagged, Tagger, link, load, model, windows
from lib.extract.tagger.decode import TAGS, Viterbi, spans
from lib.extract.tagger.windows import INSIDE, MARK, MAX_PIECES, OUTSIDE, plain
from lib.parse import parse, split_paragraphs
from lib.records import Article
from lib.train import corpus, fit, lessons, ship
from lib.train.network import TagNetwork

FOLDER = settings.MODELS / "tagger"
TEXT = "The keeper said the ferry was late.\n\n“It sank,” Ann Roe said. “We swam.”"


def cut(text):
    paragraphs = list(split_paragraphs(text))
    return list(windows(text, paragraphs, find_regions(text, paragraphs), load(FOLDER).tokenizer))


def at(text, label, words, start=0):
    place = text.index(words, start)
    return Tagged(label, (place, place + len(words)), 0.9)


def linked(text, *tagged):
    paragraphs = list(split_paragraphs(text))
    return link.link(sorted(tagged, key=lambda one: one.span), link.Blocks(paragraphs),
                     link.Blocks(paragraphs), find_regions(text, paragraphs))


def test_words_are_those_of_the_text_and_quotes_are_known():
    first, second = cut(TEXT)
    assert [TEXT[slice(*span)] for span in first.spans][:3] == ["The", "keeper", "said"]
    states = {TEXT[slice(*span)]: int(second.quote[place])
              for span, place in zip(second.spans, second.first, strict=True)}
    assert (states["“"], states["sank"], states["Roe"]) == (MARK, INSIDE, OUTSIDE)


def test_marks_of_every_style_are_read_alike():
    text = "‘It sank,’ she said. «So it did», he said."
    straight = plain(text, find_regions(text, [(0, len(text))]))
    assert len(straight) == len(text) and straight.count('"') == 4


def test_a_long_paragraph_is_cut_behind_a_sentence_and_loses_no_word():
    text = "The ferry was late again today. " * 60
    found = cut(text)
    assert len(found) > 1 and all(len(window.ids) <= MAX_PIECES + 2 for window in found)
    assert sum(len(window.spans) for window in found) == 60 * 7
    assert all(text[window.spans[-1][0]] == "." for window in found)


@pytest.mark.parametrize("lead, rest, before", [
    pytest.param("word " * 150 + "it sank. ",
                 "“" + "The boat was late and the sea was high and " * 6 + "so,” he said.", "sank.",
                 id="not behind an opening mark"),
    pytest.param("it sank. " + "word " * 165, "by 4.3 percent and " + "word " * 60, "sank.",
                 id="not inside a number"),
])
def test_a_cut_falls_behind_a_whole_sentence(lead, rest, before):
    text = lead + rest
    ends = [text[window.spans[0][0]:window.spans[-1][1]] for window in cut(text)]
    assert len(ends) > 1 and ends[0].endswith(before)


def test_no_span_begins_in_its_middle():
    scores = np.zeros((3, len(TAGS)), dtype=np.float32)
    scores[0, TAGS.index("I-content")] = 9
    scores[1, TAGS.index("I-content")] = 9
    tags = Viterbi().tags(scores)
    assert TAGS[tags[0]] != "I-content"
    words = ((0, 3), (4, 6), (7, 9))
    sure = np.zeros((3, len(TAGS)), dtype=np.float32)
    sure[0, TAGS.index("B-cue")] = sure[1, TAGS.index("I-cue")] = sure[2, 0] = 9
    assert [(one.label, one.span) for one in spans(Viterbi().tags(sure), sure, words)] == [("cue", (0, 6))]


def test_a_quote_takes_the_cue_that_ends_the_paragraph_before():
    text = "Ann Roe went on:\n\n“It sank.”"
    [one] = linked(text, at(text, "source", "Ann Roe"), at(text, "cue", "went on"),
                   at(text, "content", "“It sank.”"))
    assert (one.cue[0].span, one.source[0].span) == ((8, 15), (0, 7))


def test_words_without_marks_take_nobody_from_another_sentence():
    text = "Ann Roe left.\n\nThe ferry was late, it is believed."
    [one] = linked(text, at(text, "source", "Ann Roe"), at(text, "cue", "is believed"),
                   at(text, "content", "The ferry was late"))
    assert one.cue and not one.source


def test_a_broken_quote_is_one_statement():
    text = "“It sank,” Ann Roe said. “We swam.”"
    [one] = linked(text, at(text, "source", "Ann Roe"), at(text, "cue", "said"),
                   at(text, "content", "“It sank,”"), at(text, "content", "“We swam.”"))
    assert len(one.content) == 2 and one.source[0].span == (11, 18)


@pytest.mark.model
def test_finds_stand_in_text_order_and_apart():
    text = "“" + "it sank and " * 416 + "” Ann Roe said. “We swam,” she said. He said it was late."
    document = parse(Article(id="a", text=text))
    regions = find_regions(text, [(part.start, part.end) for part in document.paragraphs])
    parts = [part for found in learned.find(Spans(document, regions), load(FOLDER)) for part in found.content]
    assert parts == sorted(parts) and parts
    assert all(before[1] <= after[0] for before, after in pairwise(parts))


@pytest.mark.model
def test_the_shipped_network_finds_who_said_what():
    text = "The harbour master said the ferry would not sail before noon."
    document = parse(Article(id="a", text=text))
    regions = find_regions(text, [(part.start, part.end) for part in document.paragraphs])
    [found] = learned.find(Spans(document, regions), load(FOLDER))
    assert text[slice(*found.content[0])] == "the ferry would not sail before noon"
    assert text[slice(*found.source[0])] == "The harbour master"
    assert (found.kind, found.cue_lemma) == ("indirect", "say")
    assert 0 < found.score <= 1


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelMissing, match=r"tagger\.onnx"):
        Tagger(tmp_path)


def test_a_corpus_becomes_tags(tmp_path):
    text = "Ann Roe said it sank."
    path = tmp_path / "corpus.jsonl"
    path.write_text(json.dumps({"id": "a", "text": text, "attributions": [
        {"source": [[0, 7]], "cue": [[8, 12]], "content": [[13, 20]]}]}), encoding="utf-8")
    [example] = corpus.read(path, load(FOLDER).tokenizer)
    assert [TAGS[tag] for tag in example.tags] == [
        "B-source", "I-source", "B-cue", "B-content", "I-content", "O"]


def test_a_teacher_s_scores_come_back_from_their_file(tmp_path):
    [window] = cut("Ann Roe said it sank.")
    example = corpus.Example(window, np.zeros(len(window.spans), dtype=np.int64), "a")
    scores = np.linspace(-3, 3, len(window.spans) * len(TAGS)).reshape(-1, len(TAGS))
    path = tmp_path / "teacher.npz"
    lessons.save(path, [scores])
    [back] = lessons.load(path, [example])
    wanted = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    assert np.allclose(np.exp(back), wanted, atol=0.04)
    with pytest.raises(BadFile, match="another corpus"):
        lessons.load(path, [example, example])
    path.write_bytes(b"no numbers")
    with pytest.raises(BadFile, match="--teach"):
        lessons.load(path, [example])


def test_nothing_to_train_on_is_said():
    with pytest.raises(BadFile, match="nothing to train on"):
        fit.fit(None, [], fit.Plan())


@pytest.mark.model
@pytest.mark.parametrize("taught", [False, True])
def test_a_trained_network_is_shipped_and_tags_what_it_learned(tmp_path, taught):
    text = "Ann Roe said it sank. The weather was fine."
    path, encoder = tmp_path / "corpus.jsonl", Path(embed.model_place(settings.DEFAULT_MODEL))
    spans_of = {"source": [[0, 7]], "cue": [[8, 12]], "content": [[13, 20]]}
    path.write_text(json.dumps({"id": "a", "text": text, "attributions": [spans_of]}), encoding="utf-8")
    examples = list(corpus.read(path, load(FOLDER).tokenizer))
    lesson = [np.eye(len(TAGS), dtype=np.float32)[one.tags] * 9 for one in examples] if taught else None
    plan = fit.Plan(epochs=40, half=False, soften=1.0 if taught else 0.0)
    network = fit.fit(TagNetwork(encoder), examples, plan, lesson)
    ship.ship(network, encoder, tmp_path / "out")
    found = Tagger(tmp_path / "out").tag(text, [(0, len(text))], find_regions(text, [(0, len(text))]))
    assert [(one.label, [list(one.span)]) for one in found] == list(spans_of.items())


GOOD = {"id": "a", "text": "Ann Roe said it sank.", "attributions": [
    {"source": [[0, 7]], "cue": [[8, 12]], "content": [[13, 20]]}]}


def one(**changes):
    """A line with one attribution, changed; None takes a key away."""
    changed = {key: value for key, value in (GOOD["attributions"][0] | changes).items() if value is not None}
    return GOOD | {"attributions": [changed]}


@pytest.mark.parametrize("line, said", [
    pytest.param({}, "has no 'text', only nothing", id="an empty object"),
    pytest.param([1], r"the line is \[1\], not an object", id="no object"),
    pytest.param("{broken", "line 2: ", id="no JSON"),
    pytest.param(GOOD | {"text": 7}, "'text' of the line is 7, not a text", id="a number for the text"),
    pytest.param(GOOD | {"id": None}, "'id' of the line is null", id="no id"),
    pytest.param(GOOD | {"attributions": {}}, "'attributions' of the line is {}, not a list", id="no list"),
    pytest.param(GOOD | {"attributions": [7]}, "attribution 1 is 7, not an object", id="no attribution"),
    pytest.param(one(content=None, contnet=[[13, 20]]), "attribution 1 has no 'content', only .*'contnet'",
                 id="a misspelt key"),
    pytest.param(one(cue=[8, 12]), "'cue' of attribution 1 holds 8, which is no",
                 id="a span, not a list of them"),
    pytest.param(one(cue="said"), "'cue' of attribution 1 is \"said\", not a list", id="words for a span"),
    pytest.param(one(cue=[["8", "12"]]), "'cue' of attribution 1 holds", id="numbers as text"),
    pytest.param(one(cue=[[8, 99]]), "within the text's 21 characters", id="a span past the end"),
    pytest.param(one(cue=[[12, 8]]), "'cue' of attribution 1 holds", id="a span turned round"),
])
def test_a_line_that_is_no_annotated_article_is_named_with_its_key(tmp_path, line, said):
    path = tmp_path / "corpus.jsonl"
    bad = line if isinstance(line, str) else json.dumps(line)
    path.write_text(f"{json.dumps(GOOD)}\n{bad}\n", encoding="utf-8")
    with pytest.raises(BadFile, match=said) as caught:
        list(corpus.read(path, load(FOLDER).tokenizer))
    assert "line 2" in str(caught.value)


def test_keys_that_nobody_reads_may_stand_in_a_corpus(tmp_path):
    path = tmp_path / "corpus.jsonl"
    path.write_text(json.dumps(one(kind="direct") | {"id": 7, "title": "Sunk"}), encoding="utf-8")
    [example] = corpus.read(path, load(FOLDER).tokenizer)
    assert example.article == "7"


@pytest.mark.parametrize("name, content, said", [
    pytest.param("tagger.onnx", b"", "0 bytes", id="an empty network"),
    pytest.param("tagger.onnx", b"version https://example.org/large-files\n", "damaged", id="a pointer"),
    pytest.param("tagger.onnx", (FOLDER / "tagger.onnx").read_bytes()[:200_000], "200,000 bytes",
                 id="a network cut short"),
    pytest.param("tokenizer.json", b"", "0 bytes", id="an empty tokenizer"),
    pytest.param("tokenizer.json", (FOLDER / "tokenizer.json").read_bytes()[:5000], "5,000 bytes",
                 id="a tokenizer cut short"),
    pytest.param("tokenizer.json", b'{"version": "1.0"}', "damaged", id="JSON of another kind"),
])
def test_a_broken_file_is_named_with_what_to_do(tmp_path, name, content, said):
    for file in ("tagger.onnx", "tokenizer.json"):
        (tmp_path / file).write_bytes((FOLDER / file).read_bytes())
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelMissing, match=f"{name}.*{said}") as caught:
        Tagger(tmp_path)
    assert "Restore it, or make it anew" in str(caught.value) and "\n" not in str(caught.value)


def test_a_sound_network_that_is_no_tagger_is_refused(tmp_path):
    class Other:
        def get_inputs(self):
            return [type("Port", (), {"name": "pixels"})]

    with pytest.raises(ModelMissing, match="it takes pixels; needed are ids, mask, case, quote"):
        model._check_ports(tmp_path / "other.onnx", Other())


def test_a_graph_that_scores_otherwise_is_not_shipped(tmp_path):
    from torch import full, nn

    from lib.train import onnx_file

    class Moody(nn.Module):
        """Adds one to what it is traced with only: the exported graph cannot know why."""

        def __init__(self):
            super().__init__()
            self.layer = nn.Linear(4, 4)

        def forward(self, values):
            return self.layer(values) + (1.0 if len(values) == 2 else 0.0)

    axes = {"values": {0: "row"}, "scores": {0: "row"}}
    with pytest.raises(ExplorerError, match="differs from the trained one"):
        onnx_file.write(Moody(), tmp_path / "moody.onnx", axes, (full((2, 4), 0.5),), (full((3, 4), 0.5),))
    assert not (tmp_path / "moody.onnx").exists()
