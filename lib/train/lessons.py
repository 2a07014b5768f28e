"""A teacher's scores of a corpus, in a file: what a smaller network learns from beside the annotation.

Distillation (Hinton, Vinyals, Dean 2015): the probabilities of a larger network tell which mistakes are near
ones.  The file holds numbers alone, one row a word in the corpus's order.
"""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from lib.errors import BadFile
from lib.extract.tagger.decode import TAGS
from lib.train.corpus import Example

STEP = 16  # steps of a natural logarithm in one of its 8-bit numbers
LOWEST = 255


def save(path: Path, scores: Sequence[np.ndarray]) -> None:
    """Write logits (words, 7) of each example, as probabilities rounded to a sixteenth of their logarithm."""
    rows = np.concatenate(scores).astype(np.float64)
    rows -= rows.max(axis=1, keepdims=True)
    logs = rows - np.log(np.exp(rows).sum(axis=1, keepdims=True))
    rounded = np.clip(np.rint(-logs * STEP), 0, LOWEST).astype(np.uint8)
    lengths = np.array([len(one) for one in scores], dtype=np.int32)
    with path.open("wb") as file:  # given a name, numpy would add an ending of its own
        np.savez_compressed(file, scores=rounded, lengths=lengths)


def load(path: Path, examples: Sequence[Example]) -> list[np.ndarray]:
    """Log-probabilities (words, 7) of each example.  Raises BadFile where they are of another corpus."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            rounded, lengths = stored["scores"], stored["lengths"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise BadFile(f"{path} holds no teacher's scores ({error}). Make them with --teach.") from error
    counts = [len(one.tags) for one in examples]
    if lengths.tolist() != counts or rounded.shape != (sum(counts), len(TAGS)):
        raise BadFile(f"{path} holds a teacher's scores of another corpus than the one given. Give the "
                      "corpus it was made from, or make it anew with --teach.")
    logs = -rounded.astype(np.float32) / STEP
    return np.split(logs, np.cumsum(lengths)[:-1])
