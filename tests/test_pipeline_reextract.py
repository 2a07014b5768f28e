"""Every stored article analysed anew: corrections stay, ids too, and a stopped run goes on."""

from dataclasses import replace

import numpy as np
import pytest

from lib import embed, settings, store
from lib.pipeline import adding, cli, commands, reextracting
from lib.records import Analysis, Speaker
from tests.archives import DIM, FAKE, FEE, NETS, ids, opened

FIRST, SECOND = ids(FEE)


def changed(analysis):
    """What another model finds: another speaker of the first statement, and no second one."""
    first = replace(analysis.statements[0], speaker=Speaker("Somebody Else", "person", key="somebody else"))
    return Analysis(analysis.article, (first,))


def analyser(made):
    by_id = {analysis.article.id: analysis for analysis in made}

    def analyses(articles):
        for article in articles:
            assert article == by_id[article.id].article, "the stored text is what is analysed"
            yield by_id[article.id]
    return analyses


def run(archive, *made, **options):
    return reextracting.reextract(archive, FAKE, analyses=analyser(made), **options)


def test_every_row_is_replaced_by_the_new_analysis(filled):
    report = run(filled, changed(FEE), changed(NETS))
    assert (report.total, report.done, report.statements, report.skipped) == (2, 2, 2, 0)
    assert set(filled.scan()["speaker"]) == {"Somebody Else"}
    assert filled.check() == []


def test_the_same_analysis_changes_nothing(filled):
    before = filled.fingerprint()
    run(filled, FEE, NETS)
    assert filled.fingerprint() == before and filled.count() == 4


def test_a_correction_stays_and_its_vector_too(filled):
    filled.correct(FIRST, "speaker", "Ada Quill", "Ida", "the recording")
    filled.correct(FIRST, "rejected", "yes", "Ida", "twice")
    run(filled, changed(FEE), changed(NETS))
    row = filled.get([FIRST]).iloc[0]
    assert (row["speaker"], row["rejected"], row["corrected"]) == ("Ada Quill", True, True)
    assert len(filled.history(FIRST)) == 2 and len(reextracting.lost(filled)) == 0
    spoken = replace(FEE.statements[0], speaker=replace(FEE.statements[0].speaker, name="Ada Quill"))
    expected = FAKE.encode([embed.statement_text(spoken)])[0]
    np.testing.assert_allclose(filled.vectors([FIRST])[1][0], expected, atol=1e-5)


def test_a_correction_whose_statement_vanished_is_told_and_comes_back_with_it(filled):
    filled.correct(SECOND, "speaker", "Eva Gold", "Ida", "a first guess")
    filled.correct(SECOND, "speaker", "Ada Quill", "Ida", "the recording")
    run(filled, changed(FEE), changed(NETS))
    [lost] = reextracting.lost(filled).to_dict("records")
    assert (lost["statement_id"], lost["new"]) == (SECOND, "Ada Quill")
    assert lost["statement"] == "the cranes are old"
    run(filled, FEE, NETS)
    assert filled.get([SECOND])["speaker"].tolist() == ["Ada Quill"]
    assert len(reextracting.lost(filled)) == 0


def test_an_article_that_breaks_the_analysis_keeps_its_rows(filled, monkeypatch):
    def breaks(article):
        if article.id == "fee":
            raise RuntimeError("no such luck")
        return changed(NETS)

    monkeypatch.setattr(adding, "analyse", breaks)
    report = reextracting.reextract(filled, FAKE)
    assert report.done == 1 and "no such luck" in report.refused[0].reason
    assert set(filled.scan()["statement_id"]) == {FIRST, SECOND, ids(NETS)[0]}


def stopped_after_one(filled, monkeypatch):
    """A run that Ctrl-C ends while it analyses the second article."""
    def analyses(articles):
        yield changed(FEE)
        raise KeyboardInterrupt

    monkeypatch.setattr(adding, "BATCH", 1)
    with pytest.raises(KeyboardInterrupt):
        reextracting.reextract(filled, FAKE, analyses=analyses)


def test_a_stopped_run_goes_on_where_it_stopped(filled, monkeypatch):
    stopped_after_one(filled, monkeypatch)
    assert filled.count() == 3, "the second article has still its old rows"
    report = run(opened(filled.uri), changed(NETS))  # the analyser knows the first article no more
    assert (report.skipped, report.done) == (1, 1) and report.begun
    assert filled.count() == 2
    assert not reextracting.journal_of(filled.uri).exists(), "the next run begins anew"


def test_anew_begins_again(filled, monkeypatch):
    stopped_after_one(filled, monkeypatch)
    report = run(filled, FEE, NETS, anew=True)
    assert (report.skipped, report.done, filled.count()) == (0, 2, 4)


def test_a_line_that_a_kill_cut_off_is_not_taken_for_an_article(tmp_path):
    journal = reextracting.Journal(tmp_path / "journal")
    journal.add(["fee\nnets", "fee", "fee-2"])
    held = journal.path.read_text(encoding="utf-8")
    journal.path.write_text(held.removesuffix('-2"\n'), encoding="utf-8")
    assert reextracting.Journal(journal.path).done == {"fee\nnets", "fee"}


def test_the_journal_of_a_bucket_lies_on_this_machine():
    path = reextracting.journal_of("s3://bucket/archive")
    assert path.is_relative_to(settings.ROOT / "build")
    assert path != reextracting.journal_of("s3://bucket/other")


def test_the_command_tells_what_it_did(filled, monkeypatch, capsys):
    monkeypatch.setattr(commands, "_existing", lambda args: store.Archive.open(
        filled.uri, model=FAKE.name, dim=DIM))
    monkeypatch.setattr(commands.embed, "load", lambda name: FAKE)
    monkeypatch.setattr(adding, "analyse", {"fee": changed(FEE), "nets": NETS}.__getitem__)
    monkeypatch.setattr(adding, "analyse_or_refuse", lambda article: adding.analyse(article.id))
    filled.correct(SECOND, "speaker", "Ada Quill", "Ida", "the recording")
    assert cli.main(["reextract", "--archive", filled.uri]) == 1
    out = capsys.readouterr().out
    assert "analysed   2 articles, 3 statements" in out
    assert "fee: speaker 'Jon Marsh' to 'Ada Quill' by Ida" in out and "the cranes are old" in out
