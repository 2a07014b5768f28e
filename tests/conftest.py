"""Fixtures of all tests."""

import pytest

ON_BUCKETS = ("test_store", "test_store_corrections", "test_store_upkeep", "test_store_words")


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


def pytest_generate_tests(metafunc):
    """The store's own tests run on a folder and on a bucket; those marked ``folder`` look into the files."""
    if "place" in metafunc.fixturenames and metafunc.module.__name__.rpartition(".")[2] in ON_BUCKETS \
            and not metafunc.definition.get_closest_marker("folder"):
        metafunc.parametrize("place", ["folder", "bucket"], indirect=True)


@pytest.fixture
def place(request, tmp_path):
    """Where an archive is to be: a folder, or a bucket's address where the test was asked to take one."""
    if getattr(request, "param", "folder") == "folder":
        return tmp_path / "archive"
    return request.getfixturevalue("bucket")


@pytest.fixture(scope="session")
def s3():
    """The address of a server on this machine that speaks as S3 does."""
    from tests import buckets

    if not buckets.installed():
        pytest.skip("moto is not installed (requirements-dev.txt)")
    with buckets.server() as address:
        yield address


@pytest.fixture
def bucket(s3, monkeypatch):
    """The ``s3://`` address of an empty bucket, for whoever opens it in this test."""
    from datetime import timedelta

    from lib.store import connection
    from tests import buckets

    for name, value in buckets.variables(s3).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(connection, "REMOTE_CONSISTENCY", timedelta(0))  # no waiting for what others write
    return f"s3://{buckets.made(s3)}/archive"


@pytest.fixture
def archive(place, syncs):
    """An empty archive of the fake model."""
    from tests.archives import opened

    return opened(place)


@pytest.fixture
def filled(archive):
    """An archive with the two articles FEE and NETS."""
    from tests.archives import FEE, NETS, store

    store(archive, FEE, NETS)
    return archive
