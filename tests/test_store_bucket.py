"""An archive in a bucket: it lies there, several processes write to it, and a wrong address is explained.

The store's other tests run on a bucket too (see ``pytest_generate_tests`` in conftest.py).
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lib.errors import ArchiveError
from tests import buckets
from tests.archives import FEE, NETS, Said, article, ids, opened, store

ROOT = Path(__file__).resolve().parent.parent
BATCHES = 4

WRITER = f"""
import sys
from tests.archives import Said, article, ids, opened, store
archive, name = opened(sys.argv[1]), sys.argv[2]
for number in range({BATCHES}):
    batch = [article(f"{{name}}-{{number}}-{{place}}", Said("the quay is wet")) for place in range(5)]
    store(archive, *batch)
    archive.correct(ids(*batch)[0], "speaker", f"Name {{name}}", "Ida", "heard again")
"""


def test_the_rows_lie_in_the_bucket(bucket, s3):
    archive = opened(bucket)
    store(archive, FEE, NETS)
    name = bucket.removeprefix("s3://").partition("/")[0]
    with buckets.OPENER.open(f"{s3}/{name}?list-type=2") as answer:
        listed = answer.read().decode()
    assert all(f"archive/{table}.lance/" in listed for table in ("articles", "statements", "edits"))
    again = opened(bucket)
    assert again.fingerprint() == archive.fingerprint() and again.check() == []


def test_two_processes_write_while_a_third_reads(bucket):
    archive = opened(bucket)
    store(archive, FEE)
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, bucket, name], cwd=ROOT, env=os.environ.copy())
               for name in "ab"]
    seen = [archive.count()]
    while any(writer.poll() is None for writer in writers):
        seen.append(archive.count())
    assert [writer.returncode for writer in writers] == [0, 0]
    assert seen == sorted(seen) and archive.count() == 2 + 2 * BATCHES * 5
    assert archive.check() == []
    named = archive.scan(columns=("speaker",))["speaker"].value_counts()
    assert named["Name a"] == named["Name b"] == BATCHES


def test_a_bucket_that_is_not_there_is_explained(bucket):
    with pytest.raises(ArchiveError, match=r"cannot be opened|could not be"):
        store(opened("s3://no-such-bucket-here/archive"), article("a", Said("yes")))


def test_a_correction_in_a_bucket_needs_no_word_to_the_disk(bucket, syncs):
    archive = opened(bucket)
    store(archive, FEE)
    archive.correct(ids(FEE)[0], "speaker", "Ada", "Ida", "x")
    assert syncs == []
