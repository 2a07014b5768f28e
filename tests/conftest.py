"""Fixtures of all tests."""

import pytest


@pytest.fixture
def app(tmp_path, monkeypatch):
    """A function that opens the app on an archive of invented articles, with the fake model at once.

    ``app(place, params, articles=…, model=…)`` runs the page once and hands out the AppTest.  ``model``
    is "ready", "never" (it goes on loading) or the words of an error.
    """
    import streamlit

    from lib import embed
    from lib.errors import ModelMissing
    from lib.store import Archive
    from lib.ui import background
    from tests.pages import sample

    folder = str(tmp_path / "archive")
    monkeypatch.setenv("EXPLORER_ARCHIVE", folder)
    monkeypatch.setenv("EXPLORER_MODEL", f"fake-{sample.DIM}")
    streamlit.cache_resource.clear()

    def load(model):
        if waiting[0] not in ("ready", "never"):
            raise ModelMissing(waiting[0])
        return embed.Fake(sample.DIM)

    def start(self, delay=0):
        if waiting[0] != "never" and not self.ready and not self.problem:
            self._load()

    waiting = ["ready"]
    monkeypatch.setattr(embed, "load", load)
    monkeypatch.setattr(background.Background, "start", start)

    def run(place="search", params=None, articles=(sample.HARBOUR, sample.NETS), model="ready"):
        waiting[0] = model
        sample.fill(Archive.open(folder, dim=sample.DIM, model=f"fake-{sample.DIM}"), tuple(articles))
        return sample.visit(place, params)

    yield run
    streamlit.cache_resource.clear()


@pytest.fixture
def syncs(monkeypatch):
    """How often the system was told to write to the disk; it is not troubled by the tests."""
    import os

    calls = []
    monkeypatch.setattr(os, "sync", lambda: calls.append(1))
    return calls


@pytest.fixture
def archive(tmp_path, syncs):
    """An empty archive of the fake model."""
    from tests.archives import opened

    return opened(tmp_path / "archive")


@pytest.fixture
def filled(archive):
    """An archive with the two articles FEE and NETS."""
    from tests.archives import FEE, NETS, store

    store(archive, FEE, NETS)
    return archive
