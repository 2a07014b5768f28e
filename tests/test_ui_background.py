"""The model's loader: once, never before it is asked to, and honest about what went wrong."""

import threading

import pytest

from lib import embed, pipeline
from lib.errors import ExplorerError, ModelMissing
from lib.ui.background import Background


class Shelf:
    """As much of an archive as the loader touches."""

    def __init__(self, rows=1):
        self.rows = rows

    def count(self):
        return self.rows


def loader(monkeypatch, load, rows=1):
    monkeypatch.setattr(embed, "load", load)
    return Background("any", lambda: Shelf(rows))


def test_nothing_is_loaded_before_it_is_started(monkeypatch):
    one = loader(monkeypatch, lambda model: pytest.fail("loaded"))
    assert not one.ready and one.waiting


def test_it_loads_once_however_often_it_is_started(monkeypatch):
    loads = []
    one = loader(monkeypatch, lambda model: loads.append(model) or embed.Fake(8))
    for _ in range(3):
        one.start(0)
    assert one.wait().dim == 8
    assert loads == ["any"]
    assert one.ready and not one.waiting


def test_an_error_is_kept_in_words_and_ends_the_waiting(monkeypatch):
    def load(model):
        raise ModelMissing("Not installed.")

    one = loader(monkeypatch, load)
    with pytest.raises(ExplorerError, match="Not installed"):
        one.wait()
    assert one.problem == "Not installed." and not one.waiting and not one.ready


def test_an_unexpected_error_goes_to_the_log_and_is_said(monkeypatch, caplog):
    one = loader(monkeypatch, lambda model: 1 / 0)
    with pytest.raises(ExplorerError, match="the log says what"):
        one.wait()
    assert "ZeroDivisionError" in caplog.text


def test_an_empty_archive_is_filled_and_progress_is_told(monkeypatch):
    told = []

    def build(archive, embedder, progress):
        progress(pipeline.Report())
        told.append((archive.rows, embedder.dim, one.building))

    one = loader(monkeypatch, lambda model: embed.Fake(8), rows=0)
    monkeypatch.setattr(pipeline, "build_default", build)
    one.wait()
    assert told == [(0, 8, "The first articles are being read: 0 done …")]
    assert one.building == ""


def test_a_filled_archive_is_left_alone(monkeypatch):
    monkeypatch.setattr(pipeline, "build_default", lambda *args, **more: pytest.fail("built"))
    assert loader(monkeypatch, lambda model: embed.Fake(8)).wait()


def test_the_loader_does_not_keep_the_process_alive(monkeypatch):
    one = loader(monkeypatch, lambda model: embed.Fake(8))
    one.start(60)
    assert all(thread.daemon for thread in threading.enumerate() if isinstance(thread, threading.Timer))
    one._thread.cancel()
