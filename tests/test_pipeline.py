"""The conductor: what goes in comes out as statements, once, and a bad article stops nobody."""

import json

import pytest

from lib import embed, ingest, pipeline, settings, store
from lib.pipeline import adding, analysing, cli
from lib.records import PART_JOIN, Article, Refusal, Speaker, headline

HARBOUR = """The Harbour Fee Rises

Mila Trent, a spokeswoman for the Port of Ellby, said the fee would rise in May. \
“Nobody likes a bill,” she said. “This one pays for the cranes.”

Fishermen fear that the fee will close the small quay. The quay opened in 1911.
"""


@pytest.fixture
def archive(tmp_path):
    return store.Archive.open(str(tmp_path / "archive"), dim=64, model="fake")


def article(text=HARBOUR, **meta):
    return ingest.from_text(text, **meta)


def seed_analysis():
    [seed] = ingest.read(sorted(settings.SEED_ARTICLES.glob("*.txt")))
    return pipeline.analyse(seed)


def test_statements_stand_at_their_offsets():
    analysis = pipeline.analyse(article())
    text = analysis.article.text
    assert analysis.statements
    for statement in analysis.statements:
        assert statement.text == PART_JOIN.join(text[start:end] for start, end in statement.content)
        assert statement.article_id == analysis.article.id
        assert 0 < statement.confidence <= 1


def test_a_quote_carries_its_speaker_and_the_sentences_around():
    statements = pipeline.analyse(article()).statements
    quote = next(s for s in statements if s.kind == "direct")
    assert (quote.speaker.name, quote.speaker.institution) == ("Mila Trent", "Port of Ellby")
    assert quote.context_before.startswith("Mila Trent, a spokeswoman")
    assert quote.context_after.startswith("Fishermen fear")
    assert quote.on_record == "named"


@pytest.mark.parametrize("name, kind, on_record", [
    pytest.param("Mila Trent", "person", "named", id="a person"),
    pytest.param("Port of Ellby", "organisation", "named", id="a body"),
    pytest.param("an aide", "unnamed", "unnamed", id="somebody unnamed"),
    pytest.param("two officials", "group", "unnamed", id="several"),
    pytest.param(None, "unnamed", "unnamed", id="somebody unnamed, only mentioned"),
    pytest.param("the harbour plan", None, "unclear", id="a document: its type is unknown, not unnamed"),
    pytest.param(None, None, "unclear", id="nobody known"),
])
def test_on_record_says_whether_the_source_could_be_looked_up(name, kind, on_record):
    assert analysing._on_record(Speaker(name, kind)) == on_record


def test_sentences_around_the_first_and_last_place_are_empty():
    from lib import parse

    document = parse.parse(Article("a", "One boat sank. Two boats floated."))
    around = analysing.Surroundings(document)
    assert (around.before(3), around.after(5)) == ("", "Two boats floated.")
    assert (around.before(20), around.after(30)) == ("One boat sank.", "")


def test_an_article_in_another_language_keeps_only_its_quotes_by_marks():
    text = ("« Nous avons perdu la moitié de la récolte cette année et personne ne nous aide », a déclaré "
            "Anne Morel, qui cultive des pommes depuis vingt ans dans la vallée. Le ministre a dit que "
            "les aides arriveraient avant la fin de l'été.")
    analysis = pipeline.analyse(article(text, language="fr"))
    assert [s.kind for s in analysis.statements] == ["direct"]
    assert analysis.statements[0].speaker.name is None
    assert "not in English (fr)" in analysis.notes[0]


def test_the_same_article_twice_adds_nothing(archive):
    first = pipeline.add(archive, embed.Fake(64), [article()])
    again = pipeline.add(archive, embed.Fake(64), [article(), article()])
    assert len(first.added) == 1
    assert (len(again.added), len(again.unchanged)) == (0, 2)
    assert archive.count() == first.added[0].statements


def test_the_same_article_twice_in_one_batch_is_one(archive):
    report = pipeline.add(archive, embed.Fake(64), [article(), article()])
    assert (len(report.added), len(report.unchanged)) == (1, 1)


def test_a_changed_article_replaces_its_rows(archive):
    pipeline.add(archive, embed.Fake(64), [article(id="a")])
    pipeline.add(archive, embed.Fake(64), [article("Ann Dorr said the pier was closed.", id="a")])
    assert archive.count() == 1
    assert archive.check() == []


def test_an_article_that_replaces_another_text_says_so(archive):
    [first] = pipeline.add(archive, embed.Fake(64), [article(id="7")]).added
    other = article("Bo Lind said the quay was sold.", id="7")
    [second] = pipeline.add(archive, embed.Fake(64), [other]).added
    assert first.notes == ()
    assert any("replaces" in note for note in second.notes)


@pytest.mark.parametrize("untitled, name", [
    pytest.param(Article("c0ffee", "Bo Lind said the quay was sold."),
                 "Untitled: “Bo Lind said the quay was sold.”", id="a short text"),
    pytest.param(Article("c0ffee", "Bo  Lind said\nthe quay " + "was sold again " * 9),
                 "Untitled: “Bo Lind said the quay was sold again was sold again was …”", id="a long text"),
    pytest.param(Article("c0ffee", " ", None, "Ellby Courier", None, "2024-03-05"),
                 "Untitled article, Ellby Courier, 2024-03-05", id="no text"),
    pytest.param(Article("c0ffee", "x", "Quay sold"), "Quay sold", id="a title"),
])
def test_an_article_without_a_title_is_called_by_its_words(untitled, name):
    assert headline(untitled) == name


def test_the_report_names_an_untitled_article_by_its_words(archive):
    untitled = Article("c0ffee", "Ann Dorr said the pier was closed.", language="en")
    other = Article("c0ffee", "Bo Lind said the quay was sold.", language="en")
    report = pipeline.add(archive, embed.Fake(64), [untitled, other])
    assert [added.title for added in report.added] == ["Untitled: “Ann Dorr said the pier was closed.”"]
    assert report.refused[0].name == "Untitled: “Bo Lind said the quay was sold.”"


def test_two_texts_of_one_input_under_one_id_do_not_eat_each_other(archive):
    other = article("Bo Lind said the quay was sold.", id="7", title="Quay sold")
    report = pipeline.add(archive, embed.Fake(64), [article(id="7"), other])
    assert [added.article_id for added in report.added] == ["7"]
    [refusal] = report.refused
    assert refusal.name == "Quay sold" and "'7'" in refusal.reason
    assert archive.count() == report.added[0].statements


def test_a_refused_article_is_reported_and_the_others_go_in(archive):
    report = pipeline.add(archive, embed.Fake(64), [Refusal("x.txt", "empty"), article()])
    assert [refusal.name for refusal in report.refused] == ["x.txt"]
    assert len(report.added) == 1


def test_an_article_that_breaks_the_analysis_is_refused_with_the_reason(archive, monkeypatch):
    def broken(article):
        raise RuntimeError("no such luck")

    monkeypatch.setattr(adding, "analyse", broken)
    report = pipeline.add(archive, embed.Fake(64), [article()])
    assert report.added == []
    assert "no such luck" in report.refused[0].reason
    assert archive.count() == 0


def test_an_article_without_statements_is_kept(archive):
    plain = article("The ferry left at noon. It reached the island two hours later with forty aboard.")
    report = pipeline.add(archive, embed.Fake(64), [plain])
    assert report.added[0].statements == 0
    assert archive.has(plain.id)


def test_the_default_archive_is_built_once(archive):
    report = pipeline.build_default(archive, embed.Fake(64))
    assert len(report.added) == 1
    assert pipeline.build_default(archive, embed.Fake(64)).added == []


def test_progress_is_told_with_the_growing_report(archive):
    seen = []
    pipeline.add(archive, embed.Fake(64), [article()], progress=lambda report: seen.append(report.seen))
    assert seen[-1] == 1


def run(capsys, *arguments):
    code = cli.main([str(argument) for argument in arguments])
    output = capsys.readouterr()
    return code, output.out, output.err


def write_jsonl(path, rows):
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return path


def test_extract_writes_one_line_for_every_line(tmp_path, capsys):
    source = write_jsonl(tmp_path / "in.jsonl", [{"id": "a", "text": HARBOUR}, {"id": "b", "text": " "}])
    code, _, err = run(capsys, "extract", source, tmp_path / "out.jsonl")
    lines = {line["id"]: line for line in map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())}
    assert code == 1 and "refused b" in err
    assert set(lines) == {"a", "b"}
    assert lines["b"]["attributions"] == []
    assert {"kind", "content", "cue", "source", "speaker", "speaker_type", "role", "institution", "attitude",
            "confidence", "rule"} == set(lines["a"]["attributions"][0])
    assert {"kind", "content", "score", "claim_kind", "why"} == set(lines["a"]["claims"][0])
    assert lines["b"]["claims"] == []


def test_extract_as_is_leaves_the_text_alone(tmp_path, capsys):
    text = "Ann Dorr said\u00a0the pier was shut.  Bo Lind denied that."
    source = write_jsonl(tmp_path / "in.jsonl", [{"id": "a", "text": text}])
    run(capsys, "extract", "--as-is", source, tmp_path / "out.jsonl")
    assert json.loads((tmp_path / "out.jsonl").read_text())["text"] == text


@pytest.mark.parametrize("content, words", [
    pytest.param("{broken", "line 1: not JSON", id="not JSON"),
    pytest.param("[1, 2]", "expected an object", id="not an object"),
])
def test_extract_says_what_is_wrong_with_a_file(tmp_path, capsys, content, words):
    source = tmp_path / "in.jsonl"
    source.write_text(content, encoding="utf-8")
    code, _, err = run(capsys, "extract", source, tmp_path / "out.jsonl")
    assert code == 2 and words in err


def test_extract_from_a_missing_file(tmp_path, capsys):
    code, _, err = run(capsys, "extract", tmp_path / "none.jsonl", tmp_path / "out.jsonl")
    assert code == 2 and "cannot be read" in err


def test_extract_with_workers_gives_the_same(tmp_path, capsys):
    source = write_jsonl(tmp_path / "in.jsonl", [{"id": str(n), "text": HARBOUR} for n in range(3)])
    run(capsys, "extract", source, tmp_path / "one.jsonl")
    run(capsys, "extract", "--workers", 1, source, tmp_path / "two.jsonl")
    assert (tmp_path / "one.jsonl").read_text() == (tmp_path / "two.jsonl").read_text()


@pytest.mark.model
def test_add_search_and_check_from_the_command_line(tmp_path, capsys):
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (tmp_path / "junk.txt").write_bytes(bytes(range(256)) * 8)
    place = ["--archive", tmp_path / "archive"]
    code, out, _ = run(capsys, "add", tmp_path, *place)
    assert code == 1 and "added      1 articles" in out and "junk.txt" in out
    code, out, _ = run(capsys, "search", "who pays for the cranes", *place)
    assert code == 0 and out.splitlines()[0].startswith("“Nobody likes a bill")
    code, out, _ = run(capsys, "search", "", "--kind", "direct", "--csv", *place)
    assert out.startswith("\ufeffstatement_id,statement,kind")
    code, out, _ = run(capsys, "check", *place)
    assert code == 0 and "0 problems" in out


@pytest.mark.model
def test_build_fills_an_empty_archive_and_leaves_a_filled_one_alone(tmp_path, capsys):
    place = ["--archive", tmp_path / "archive"]
    code, out, _ = run(capsys, "build", *place)
    assert code == 0 and "added      1 articles" in out
    assert run(capsys, "build", *place)[:2] == (0, "")


@pytest.mark.model
def test_many_queries_from_a_file(tmp_path, capsys):
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    place = ["--archive", tmp_path / "archive"]
    run(capsys, "add", tmp_path / "harbour.txt", *place)
    queries = write_jsonl(tmp_path / "q.jsonl", [{"qid": "1", "query": "harbour fee"}])
    code, _, _ = run(capsys, "search", "--queries", queries, tmp_path / "r.jsonl", "--limit", "2", *place)
    line = json.loads((tmp_path / "r.jsonl").read_text())
    assert code == 0 and line["qid"] == "1"
    assert len(line["results"]) == 2
    assert line["results"][0]["score"] >= line["results"][1]["score"]
    assert all(start < end for start, end in line["results"][0]["content"])


def test_a_bad_date_on_the_command_line_is_explained(tmp_path, capsys):
    settings_model = settings.load().model
    store.Archive.open(str(tmp_path / "archive"), dim=384, model=settings_model)
    code, _, err = run(capsys, "search", "x", "--from", "yesterday", "--mode", "words",
                       "--archive", tmp_path / "archive")
    assert code == 2 and "from=yesterday" in err


def test_searching_an_archive_that_is_not_there_says_so(tmp_path, capsys):
    code, _, err = run(capsys, "search", "x", "--mode", "words", "--archive", tmp_path / "none")
    assert code == 2 and str(tmp_path / "none") in err
    assert not (tmp_path / "none").exists()


def test_the_seed_article_gives_its_statements():
    statements = seed_analysis().statements
    found = {(s.speaker.name, s.speaker.institution, s.kind) for s in statements}
    assert {("Matthew Miller", "US State Department", "direct"),
            ("Matthew Miller", "US State Department", "indirect"),
            ("US State Department", "US State Department", "indirect"),
            ("Dmitry Peskov", "Kremlin", "direct"), ("Michael Madden", "Stimson Center", "direct"),
            ("Leif-Eric Easley", "Ewha University", "direct"), ("KCNA", "KCNA", "indirect"),
            ("US officials", None, "indirect")} <= found
