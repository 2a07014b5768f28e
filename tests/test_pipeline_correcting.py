"""A correction of the speaker reaches the meaning search: the row is embedded anew, and back again."""

import numpy as np
import pytest

from lib import embed, pipeline, store
from lib.errors import ArchiveError
from lib.pipeline import adding, cli, correcting
from lib.store import corrections
from tests.archives import DIM, FAKE, FEE, NETS, ids

FIRST = ids(FEE)[0]
WORDS = "the fee will rise in May"


def vector_of(archive, key=FIRST):
    return archive.vectors([key])[1][0]


def is_made_from(archive, text):
    return np.allclose(vector_of(archive), FAKE.encode([text])[0], atol=1e-6)


def test_a_corrected_speaker_is_found_by_meaning(filled):
    pipeline.correct(filled, FAKE, FIRST, "speaker", "Ada Holm", "Ida", "misread")
    assert is_made_from(filled, f"Ada Holm: {WORDS}")
    near = filled.vector_search(FAKE.encode(["Ada Holm"])[0], limit=1)
    assert near["statement_id"].tolist() == [FIRST] and filled.check() == []


@pytest.mark.parametrize("new, text", [
    pytest.param("", f"Mila Trent: {WORDS}", id="unknown: the words that name him"),
    pytest.param("Ada Holm", f"Ada Holm: {WORDS}", id="another name"),
])
def test_a_speaker_corrected_and_undone_leaves_the_vector_as_it_was(filled, new, text):
    before = vector_of(filled)
    pipeline.correct(filled, FAKE, FIRST, "speaker", new, "Ida", "x")
    assert is_made_from(filled, text)
    pipeline.correct(filled, FAKE, FIRST, "speaker", filled.history(FIRST).iloc[-1]["old"], "Ida", "undone")
    np.testing.assert_allclose(vector_of(filled), before, atol=1e-6)


def test_a_field_outside_the_vector_leaves_it_alone(filled):
    before = vector_of(filled)
    pipeline.correct(filled, FAKE, FIRST, "kind", "direct", "Ida", "it stands in marks")
    np.testing.assert_array_equal(vector_of(filled), before)
    assert filled.get([FIRST])["kind"].tolist() == ["direct"]


def test_a_given_key_is_kept(filled):
    pipeline.correct(filled, FAKE, FIRST, "speaker", "J. Marsh", "Ida", "x", key="jon marsh")
    assert filled.get([FIRST])["speaker_key"].tolist() == ["jon marsh"]


def test_a_correction_of_nothing_is_explained(filled):
    with pytest.raises(ArchiveError, match="no statement 'gone'"):
        pipeline.correct(filled, FAKE, "gone", "speaker", "Jon", "Ida", "x")


def test_an_article_that_is_read_again_keeps_the_corrected_vector(filled):
    pipeline.correct(filled, FAKE, FIRST, "speaker", "Ada Berg", "Ida", "first")
    pipeline.correct(filled, FAKE, FIRST, "speaker", "Ada Holm", "Ida", "second")
    adding.keep(filled, FAKE, [FEE, NETS])
    assert is_made_from(filled, f"Ada Holm: {WORDS}")
    assert correcting.texts(filled, FEE.statements)[1] == embed.statement_text(FEE.statements[1])


def test_a_correction_that_broke_off_is_repaired_with_its_vector(filled, monkeypatch):
    with monkeypatch.context() as patch, pytest.raises(ArchiveError):
        patch.setattr(corrections, "_write", lambda tables, rows: (_ for _ in ()).throw(OSError("full")))
        pipeline.correct(filled, FAKE, FIRST, "speaker", "Ada Holm", "Ida", "x")
    assert pipeline.repair(filled, lambda: FAKE) == 1 and filled.check() == []
    assert is_made_from(filled, f"Ada Holm: {WORDS}")
    loaded = []
    assert pipeline.repair(filled, lambda: loaded.append(1)) == 0 and loaded == []


def test_the_command_line_corrects(filled, monkeypatch, capsys):
    monkeypatch.setenv("EXPLORER_MODEL", FAKE.name)
    monkeypatch.setattr(embed, "load", lambda model: embed.Fake(DIM))
    place = ["--archive", filled.uri]
    assert cli.main(["correct", FIRST, "speaker", "Ada Holm", "--who", "Ida", *place]) == 0
    assert "speaker is now Ada Holm" in capsys.readouterr().out
    assert is_made_from(store.Archive.open(filled.uri, model=FAKE.name), f"Ada Holm: {WORDS}")
    assert cli.main(["correct", FIRST, "kind", "loud", "--who", "Ida", *place]) == 2
    assert "no kind" in capsys.readouterr().err
    assert cli.main(["maintain", *place]) == 0
