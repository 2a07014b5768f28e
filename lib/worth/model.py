"""The shipped network: masked sentences → check-worthiness, on the processor alone."""

import functools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lib import settings
from lib.errors import ModelMissing
from lib.parse import HALF_PAIR

if TYPE_CHECKING:
    from tokenizers import Tokenizer

NETWORK, TOKENIZER, CALIBRATION = "worth.onnx", "tokenizer.json", "calibration.json"
FOLDER = settings.MODELS / "worth"
NO_SCORER = ("The scorer is not installed, so no sentence gets a score. Restore data/models/worth, or make "
             "it anew: make train-claims CLAIMBUSTER=sentences.jsonl")
MAX_PIECES = 96  # 99 of 100 training sentences are shorter; the rest is cut


class Scorer:
    """One loaded network; safe to share between threads."""

    def __init__(self, folder: Path = FOLDER, threads: int = 1) -> None:
        """Load from a folder that holds ``worth.onnx``, ``tokenizer.json`` and ``calibration.json``.

        Raises ModelMissing where one of them, or a package that reads them, is not there.
        """
        for name in (NETWORK, TOKENIZER, CALIBRATION):
            if not (folder / name).is_file():
                raise ModelMissing(f"The file {name} for scoring claims is not in {folder}. Restore it, or "
                                   "make it anew: make train-claims CLAIMBUSTER=sentences.jsonl OUT=folder")
        try:
            from onnxruntime import InferenceSession, SessionOptions

            pieces = tokenizer(folder / TOKENIZER)
        except ImportError as error:
            raise ModelMissing(f"Scoring claims needs {error.name}. "
                               "Run: pip install -r requirements.txt") from error
        options = SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._network: InferenceSession = InferenceSession(
            str(folder / NETWORK), options, providers=["CPUExecutionProvider"])
        self._tokenizer = pieces
        self._slope, self._offset = _calibration(folder / CALIBRATION)

    def score(self, sentences: Sequence[str]) -> np.ndarray:
        """Check-worthiness of masked sentences, in their order: float64 (n,), 0 to 1, 0.5 the boundary.

        One sentence a run: in 8 bits the sentences of one run would move each other's scores.
        """
        logits = np.array([self._logit(sentence) for sentence in sentences], dtype=np.float64)
        return calibrated(logits, self._slope, self._offset)

    def _logit(self, sentence: str) -> float:
        ids = np.array([self._tokenizer.encode(HALF_PAIR.sub("\ufffd", sentence)).ids], dtype=np.int64)
        return float(self._network.run(None, {"ids": ids, "mask": np.ones_like(ids)})[0][0])


@functools.cache
def load(folder: Path = FOLDER) -> Scorer | None:
    """The scorer of a folder, loaded once a process; None where the folder was taken out.

    Raises ModelMissing for a folder that is there and lacks a file.
    """
    return Scorer(folder) if folder.is_dir() else None


def tokenizer(path: Path) -> "Tokenizer":
    """The word pieces, cut at ``MAX_PIECES``, not padded."""
    from tokenizers import Tokenizer

    pieces = Tokenizer.from_file(str(path))
    pieces.no_padding()
    pieces.enable_truncation(MAX_PIECES)
    return pieces


def calibrated(logits: np.ndarray, slope: float, offset: float) -> np.ndarray:
    """Shares of check-worthy sentences among such scores, 0 to 1."""
    return 1 / (1 + np.exp(-np.clip(slope * logits + offset, -30, 30)))


def _calibration(path: Path) -> tuple[float, float]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return float(held["slope"]), float(held["offset"])
    except (ValueError, KeyError, TypeError) as error:
        raise ModelMissing(f'{path} does not hold {{"slope": number, "offset": number}}. Restore it.'
                           ) from error
