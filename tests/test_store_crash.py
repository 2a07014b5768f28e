"""A writer that is killed, a disk that is full, a folder that may not be written: what was stored stays."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import pytest

from lib.errors import ArchiveError
from lib.store import connection
from tests.archives import Said, article, opened, store

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
BATCH = 4  # articles a write, two statements each
SEED = 20
NOW = timedelta(0)

# A writer that tells of every batch and correction once the archive has taken it.
WRITER = f"""
import sys
from tests.archives import Said, article, ids, opened, store
archive, first = opened(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
for number in range(first, first + 10_000):
    batch = [article(f"{{number}}-{{place}}", Said(f"boat {{number}} is late"), Said("the quay is wet"))
             for place in range({BATCH})]
    store(archive, *batch)
    print("batch", number, flush=True)
    archive.correct(ids(*batch)[0], "speaker", f"Name {{number}}", "Ida", "heard again")
    print("correction", number, ids(*batch)[0], flush=True)
"""

FILLER = """
import resource, signal, sys
from lib.errors import ArchiveError
from tests.archives import Said, article, opened, store
archive = opened(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
try:
    store(archive, *(article(f"big-{n}", Said(f"the {n} words of a long text " * 20)) for n in range(20)))
except ArchiveError as error:
    print(error)
    sys.exit(7)
"""


# Root writes into closed folders, too: without these two rights it is bound by the permissions like anybody.
BOUND = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


def run(code, *arguments, bound=False):
    before = BOUND if bound and os.geteuid() == 0 else []
    return subprocess.Popen([*before, sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def killed_writer(folder, first, delay):
    """The lines of a writer that was killed so many seconds after its first acknowledged batch."""
    process = run(WRITER, folder, first)
    heard = [process.stdout.readline(), process.stdout.readline()]
    assert heard[0] == "ready\n" and heard[1].startswith("batch")
    time.sleep(delay)
    os.kill(process.pid, signal.SIGKILL)
    heard += process.communicate()[0].splitlines()
    return [line.split() for line in heard[1:] if line.strip()]


def assert_whole(archive, heard):
    """Every acknowledged article stands there once, no batch in part, every correction holds."""
    assert [problem for problem in archive.check() if "no longer finds" not in problem] == []
    listed = archive.articles()
    assert listed["id"].is_unique and (listed["statements"] == 2).all()
    sizes = listed["id"].str.split("-").str[0].value_counts()
    assert set(sizes) == {BATCH}, "a batch is there in whole or not at all"
    acknowledged = {number for what, number, *_ in heard if what == "batch"}
    assert acknowledged <= set(sizes.index)
    corrected = {key: f"Name {number}" for what, number, key in (line for line in heard if len(line) == 3)}
    held = archive.get(corrected, ("speaker", "corrected"))
    assert dict(zip(held["statement_id"], held["speaker"], strict=True)) == corrected
    assert held["corrected"].all()


def test_nothing_acknowledged_is_lost_when_the_writer_is_killed(tmp_path):
    chance, heard = random.Random(SEED), []
    for number in range(ROUNDS):
        heard += killed_writer(tmp_path / "archive", number * 10_000, chance.uniform(0.0, 0.6))
        archive = opened(tmp_path / "archive")
        archive.sweep(NOW)  # a kill may fall between the statements of a batch and its articles
        archive.reapply_edits()  # the edit is written first: a kill may fall between it and its row
        assert_whole(archive, heard)
    assert len(heard) >= ROUNDS
    archive.maintain()
    assert_whole(opened(tmp_path / "archive"), heard)


def test_statements_without_their_article_go_when_it_comes(filled, monkeypatch):
    """A kill between the two writes of a batch; the next run finds the article missing and adds it again."""
    from lib.store import writing

    late = article("late", Said("the boat is late"), Said("the quay is wet"))
    real = writing.upsert

    def killed(table, key, rows, stale=""):
        if table.name == "articles":
            raise RuntimeError("killed")
        real(table, key, rows, stale)

    monkeypatch.setattr(writing, "upsert", killed)
    with pytest.raises(ArchiveError):
        store(filled, late)
    monkeypatch.setattr(writing, "upsert", real)
    again = opened(filled.uri)
    assert not again.has("late") and any("late is not stored" in problem for problem in again.check())
    assert again.sweep() == 0, "somebody wrote just now and may be in between"
    store(again, late)
    assert again.check() == [] and again.count() == 6
    assert again.sweep(NOW) == 0


def test_statements_whose_article_never_came_are_swept_away(filled):
    filled._tables.articles.delete("id = 'nets'")
    assert filled.sweep(NOW) == 2
    assert filled.check() == [] and set(filled.scan()["article_id"]) == {"fee"}


def test_a_file_system_that_takes_no_more_is_explained_and_the_rest_readable(filled):
    before = filled.fingerprint()
    process = run(FILLER, filled.uri)
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 7 and "Nothing could be added to the archive" in said
    assert "disk is full" in said and "What was stored stays readable" in said
    again = opened(filled.uri)
    assert again.fingerprint() == before and again.check() == []
    store(again, article("later", Said("there is room again")))
    assert again.count() == 5 and again.check() == []


@pytest.mark.parametrize("reason", [
    pytest.param("No space left on device (os error 28)", id="full"),
    pytest.param("Disk quota exceeded (os error 122)", id="quota"),
    pytest.param("File too large (os error 27)", id="limit on a file"),
])
def test_each_way_of_being_full_says_what_to_do(reason):
    with pytest.raises(ArchiveError, match=r"the disk is full.*free some space"), \
            connection.explained("Nothing could be added"):
        raise OSError(f"LanceError(IO): {reason}")


READER = """
import sys
import lancedb, pandas, pyarrow
from lib.errors import ArchiveError
from tests.archives import FEE, Said, article, ids, opened, store
archive = opened(sys.argv[1])
print(archive.count(), archive.check(), archive.has("nets"))
for write in (lambda: store(archive, article("more", Said("it is closed"))),
              lambda: archive.correct(ids(FEE)[0], "speaker", "Ada", "Ida", "x"),
              lambda: archive.delete_article("fee")):
    try:
        write()
    except ArchiveError as error:
        print(error)
print(archive.count(), archive.check())
"""


@pytest.fixture
def closed(filled):
    """The place of a filled archive that may be read and not written."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "archive"
        shutil.copytree(filled.uri, place)
        every = [Path(folder), place, *place.rglob("*")]
        for path in every:
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield place
        for path in every:
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_read_only_archive_is_read_and_says_why_it_takes_nothing(closed):
    process = run(READER, closed, bound=True)
    said = process.communicate(timeout=120)[0].splitlines()
    assert said[0] == "4 [] True" and said[-1] == "4 []"
    assert len(said) == 5, "every way of writing is refused"
    assert all("no permission to write there" in line for line in said[1:-1])
