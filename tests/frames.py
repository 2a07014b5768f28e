"""Frames as a search returns them, for the tests of the rooms that only read them."""

from typing import Any

import pandas as pd

from lib.tables import ADDED, COLUMNS

GIVEN = tuple(name for name in COLUMNS if name not in ADDED)
NUMBERS = {"paragraph": 2, "char_start": 120, "char_end": 161, "confidence": 0.91, "similarity": float("nan")}


def row(**cells: Any) -> dict[str, Any]:
    """One statement, unknown wherever ``cells`` does not say otherwise."""
    blank = dict.fromkeys(GIVEN, "") | NUMBERS | {"article_id": "a1", "attitude": False, "rule": "marks"}
    return blank | {"statement_id": "00aa", "statement": "The harbour stays open.", "kind": "direct",
                    "verified_in_source": "yes", "on_record": "named", "corrected": "no"} | cells


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    """The rows as a frame, each with an id of its own."""
    made = [row(**{"statement_id": f"{number:04x}"} | cells) for number, cells in enumerate(rows)]
    return pd.DataFrame(made, columns=list(row()))


def said(speaker: str, **cells: Any) -> dict[str, Any]:
    """A statement of this speaker; no name makes it unknown."""
    return {"speaker": speaker, "speaker_type": "person" if speaker else "",
            "on_record": "named" if speaker else "unclear"} | cells


def unnamed(words: str, **cells: Any) -> dict[str, Any]:
    """A statement of a source without a name."""
    return {"speaker": words, "speaker_type": "unnamed", "on_record": "unnamed"} | cells
