"""Corrections by hand, with the vectors that go with them: a speaker is part of what a row is embedded as."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lib import embed, store
from lib.records import Statement

EMBEDDED = "speaker"  # the one field that may be corrected and is part of the first vector


def correct(archive: store.Archive, embedder: embed.Embedder, statement_id: str, field: str, new: str,
            who: str, why: str, *, key: str | None = None) -> None:
    """Correct one field of a statement as ``Archive.correct`` does, and embed its row anew if it needs it.

    Undoing is the correction back to the old value.  Raises ArchiveError if it cannot be meant.
    """
    vector = None
    if field == EMBEDDED:
        held = archive.get([statement_id], ("speaker_mention", "statement")).to_dict("records")
        for row in held:  # none of an unknown id, which the archive explains
            [vector] = _encoded(embedder, [row | {"speaker": new}])
    archive.correct(statement_id, field, new, who, why, vector=vector, key=key)


def repair(archive: store.Archive, load: Callable[[], embed.Embedder]) -> int:
    """Bring rows that a broken-off write left behind in line with their corrections; how many.

    ``load`` is called only if there are any.
    """
    return archive.reapply_edits(lambda rows: _encoded(load(), rows))


def texts(archive: store.Archive, statements: Sequence[Statement]) -> list[str]:
    """What the first vectors of new rows are made from, with the speakers corrected in earlier ones."""
    history = archive.history()
    named = history[history["field"] == EMBEDDED]
    latest = dict(zip(named["statement_id"], named["new"], strict=True))
    return [embed.spoken_text(latest.get(one.id, one.speaker.name) or one.speaker.mention, one.text)
            for one in statements]


def _encoded(embedder: embed.Embedder, rows: Sequence[dict[str, Any]]) -> np.ndarray:
    return embedder.encode([embed.spoken_text(row["speaker"] or row["speaker_mention"], row["statement"])
                            for row in rows])
