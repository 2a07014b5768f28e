"""Opening an archive: again, elsewhere, made otherwise, damaged – each in words."""

import shutil
from pathlib import Path

import pytest

from lib.errors import ArchiveError, ArchiveMismatch
from lib.store import connection
from lib.store.expression import Phrase
from tests.archives import DIM, FAKE, FEE, ids, opened, store


def test_reopening_finds_everything(filled):
    filled.correct(ids(FEE)[0], "speaker", "Ada", "Ida", "x")
    again = opened(filled.uri)
    assert again.fingerprint() == filled.fingerprint() and again.version() == filled.version()
    assert again.check() == [] and len(again.history()) == 1
    assert (again.model, again.dim, again.uri) == (FAKE.name, DIM, filled.uri)


def test_a_held_archive_opens_without_a_vector_length(filled):
    assert opened(filled.uri, dim=None).count() == 4


@pytest.mark.parametrize(("options", "said"), [
    pytest.param({"model": "another"}, "made with the embedding model 'fake-64', the settings name 'another'",
                 id="model"),
    pytest.param({"dim": 32}, "holds vectors of 64 numbers, the model 'fake-64' gives 32", id="length"),
])
def test_an_archive_of_another_model_says_what_to_do(filled, options, said):
    with pytest.raises(ArchiveMismatch, match=said) as caught:
        opened(filled.uri, **options)
    assert "add the articles to a new archive" in str(caught.value).lower()


def test_an_archive_of_another_layout_is_refused(filled, monkeypatch):
    monkeypatch.setattr(connection.schema, "LAYOUT", "99")
    with pytest.raises(ArchiveMismatch, match="has layout 1; this version reads layout 99"):
        opened(filled.uri)


@pytest.mark.parametrize(("place", "options", "said"), [
    pytest.param("missing", {"create": False}, "There is no archive at", id="missing, and not to be made"),
    pytest.param("folder", {"create": False}, "holds no complete archive", id="a folder without an archive"),
    pytest.param("folder", {"dim": None}, "needs the length of its vectors", id="new without their length"),
    pytest.param("file", {}, "is a file; a folder is needed", id="a file"),
    pytest.param("file/below", {}, "cannot be made", id="below a file"),
    pytest.param("", {}, "has no place", id="nowhere"),
])
def test_a_place_that_cannot_be_an_archive_is_explained(tmp_path, place, options, said):
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ArchiveError, match=said):
        opened(tmp_path / place if place else "", **options)


def test_a_folder_that_may_not_be_written_is_explained(tmp_path, monkeypatch):
    monkeypatch.setattr(connection.os, "access", lambda *_: False)
    with pytest.raises(ArchiveError, match="no permission to write there"):
        opened(tmp_path / "closed")


def broken_manifest(folder):
    for file in folder.rglob("*.manifest"):
        file.write_bytes(b"junk")


def lost_data(folder):
    shutil.rmtree(folder / "statements.lance" / "data")


def lost_table(folder):
    shutil.rmtree(folder / "statements.lance")


@pytest.mark.parametrize("damage", [
    pytest.param(broken_manifest, id="a table's head is junk"),
    pytest.param(lost_data, id="the rows' files are gone"),
    pytest.param(lost_table, id="a table is gone"),
])
def test_a_damaged_archive_says_so(filled, damage):
    damage(Path(filled.uri))
    with pytest.raises(ArchiveError, match="damaged") as caught:
        opened(filled.uri).scan()
    assert "Restore" in str(caught.value)


def test_an_archive_whose_maker_was_stopped_is_completed(tmp_path):
    archive = opened(tmp_path / "archive")
    archive._tables.statements.drop_index("search_text_idx")
    shutil.rmtree(tmp_path / "archive" / "edits.lance")
    again = opened(tmp_path / "archive")
    store(again, FEE)
    assert len(again.text_search(Phrase(("fee",)))) == 1 and again.check() == []


@pytest.mark.parametrize(("message", "said"), [
    pytest.param("IO error: No space left on device (os error 28)", "the disk is full", id="full disk"),
    pytest.param("Permission denied (os error 13)", "no permission", id="permission"),
    pytest.param("Read-only file system (os error 30)", "no permission", id="read-only disk"),
    pytest.param("LanceError(IO): something", "damaged or missing", id="damage"),
    pytest.param("quite unheard of", "quite unheard of", id="anything else"),
    pytest.param("", "no reason given", id="no reason"),
])
@pytest.mark.parametrize("kind", [OSError, RuntimeError, ValueError])
def test_errors_of_the_engine_are_put_in_words(message, said, kind):
    with pytest.raises(ArchiveError, match=f"It failed: .*{said}"), connection.explained("It failed"):
        raise kind(message)


def test_errors_that_are_explained_already_pass():
    with pytest.raises(ArchiveMismatch, match="as it was"), connection.explained("It failed"):
        raise ArchiveMismatch("as it was")
