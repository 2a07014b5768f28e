"""Speakers on annotated texts, given the right sources; skipped where the annotations are not at hand."""

import json

import pytest
from casts import attribution, document

from lib import resolve, settings
from lib.resolve.keys import fold

SHARED = settings.ROOT.parent / "shared"
SEED, CASES = SHARED / "cases" / "seed_gold.json", SHARED / "cases" / "quotes.jsonl"
TEXT_START, TEXT_END = "Kim Jong-un and Putin", "Latest Posts"  # the seed without its page furniture
SPEAKER_FLOOR, INSTITUTION_FLOOR = 0.98, 0.95

annotated = pytest.mark.skipif(
    not CASES.is_file(), reason="the annotated texts are not part of the project and not beside it"
)


@annotated
def test_the_seed_article_has_the_right_speaker_role_and_institution_for_every_required_source():
    raw = (SHARED / "seed" / "article.txt").read_text(encoding="utf-8")
    shift, end = raw.index(TEXT_START), raw.index(TEXT_END)
    gold = [row for row in json.loads(SEED.read_text(encoding="utf-8"))["attributions"] if row["source"]]
    spans = [[(start - shift, stop - shift) for start, stop in row["source"]] for row in gold]
    got = resolve.resolve(document(raw[shift:end].rstrip(), "seed"), [attribution(*span) for span in spans])
    faults = [
        (one.name, one.role, one.institution)
        for one, row in zip(got, gold, strict=True)
        if (one.name, one.role, one.institution) != (row["speaker"], row["role"], row["institution"])
    ]
    assert len(gold) == 13
    assert faults == []


def named_cases():
    """Expected items whose speaker's full name stands in the text: that name is taken as the source."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        for item in case["expect"]:
            name = item["speaker"]
            if name and name in case["text"] and not case.get("repeat"):
                yield case["text"], name, item["institution"]


def same(got, want):
    return set(fold(want).split()) <= set(fold(got or "").split())


@annotated
def test_a_name_as_source_gives_speaker_and_institution_from_the_words_around_it():
    rows = list(named_cases())
    right = institutions = stated = 0
    for text, name, institution in rows:
        start = text.index(name)
        [got] = resolve.resolve(document(text), [attribution((start, start + len(name)))])
        right += same(got.name, name)
        if institution:
            stated += 1
            institutions += same(got.institution, institution)
    assert len(rows) > 60
    assert right >= SPEAKER_FLOOR * len(rows)
    assert institutions >= INSTITUTION_FLOOR * stated
