"""Texts → vectors: float32 rows of length 1.  The only room that knows sentence-transformers.

Importing this module loads nothing heavy; ``load`` does, once for each call.  Whoever calls it keeps the
embedder (the app in its resource cache, a worker in its process).
"""

import contextlib
import hashlib
import importlib.util
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

from lib import settings
from lib.errors import ModelMissing
from lib.records import Statement

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 64  # texts encoded at once; more gains nothing on a CPU and costs memory
WORD = re.compile(r"\w+")


@runtime_checkable
class Embedder(Protocol):
    """Anything that turns texts into vectors."""

    name: str
    dim: int

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of the texts in their order: float32, shape (n, dim), every row of length 1."""
        ...


def load(model: str = settings.DEFAULT_MODEL) -> Embedder:
    """The embedder of this name: the default, a folder, or any name sentence-transformers knows.

    Raises ModelMissing, saying what to do, when the model is not on this machine and cannot be had.
    """
    place = model_place(model)
    try:
        with _quiet():
            from sentence_transformers import SentenceTransformer

            found = SentenceTransformer(str(place), device="cpu")
    except ImportError as error:
        raise ModelMissing("The package sentence-transformers is not installed. "
                           "Run: pip install -r requirements.txt") from error
    except Exception as error:  # the library raises OSError, ValueError, HTTP errors: all mean "not loaded"
        raise ModelMissing(_cannot_load(model, error)) from error
    return Transformer(model, found)


def dimension(model: str = settings.DEFAULT_MODEL) -> int | None:
    """Length of this model's vectors, read from its folder without loading it; None if it cannot be told."""
    try:
        place = Path(model_place(model))
        if "Dense" in (place / "modules.json").read_text(encoding="utf-8"):
            return None  # a layer behind the pooling changes the length
        pooling = json.loads((place / "1_Pooling" / "config.json").read_text(encoding="utf-8"))
        return int(pooling.get("word_embedding_dimension") or pooling["embedding_dimension"])
    except (ModelMissing, OSError, ValueError, KeyError):
        return None


def statement_text(statement: Statement) -> str:
    """What the first vector of a statement is made from: its speaker (else the mention) and its words.

    The speaker raised nDCG@10 from .53 to .60 over the words alone (48 judged queries).
    """
    return spoken_text(statement.speaker.name or statement.speaker.mention, statement.text)


def spoken_text(who: str | None, words: str) -> str:
    """Words as they are embedded, behind the name of who said them; without one, alone."""
    return f"{who}: {words}" if who else words


class Transformer:
    """A sentence-transformers model."""

    def __init__(self, name: str, model: "SentenceTransformer") -> None:
        self.name = name
        self._model = model
        self.dim = int(model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of the texts in their order: float32, shape (n, dim), every row of length 1."""
        if not len(texts):
            return np.zeros((0, self.dim), dtype=np.float32)
        places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        vectors = self._model.encode(list(places), batch_size=BATCH, convert_to_numpy=True,
                                     show_progress_bar=False)
        return unit(vectors)[[places[text] for text in texts]]  # statements share passages: each once


class Fake:
    """A stand-in without a model: the same text gives the same vector, shared words a higher cosine.

    Every word is hashed to a fixed direction; a text is the sum of its words' directions.
    """

    def __init__(self, dim: int = 64) -> None:
        self.name = f"fake-{dim}"
        self.dim = dim

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of the texts in their order: float32, shape (n, dim), every row of length 1."""
        rows = [self._sum(WORD.findall(text.casefold()) or [text]) for text in texts]
        return unit(np.array(rows, dtype=np.float32).reshape(-1, self.dim))

    def _sum(self, words: list[str]) -> np.ndarray:
        return np.sum([self._direction(word) for word in words], axis=0)

    def _direction(self, word: str) -> np.ndarray:
        seed = int.from_bytes(hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()[:8], "big")
        return np.random.default_rng(seed).standard_normal(self.dim)


def unit(vectors: np.ndarray) -> np.ndarray:
    """The rows scaled to length 1, as float32; a row of zeros becomes the first axis, so length 1 holds."""
    vectors = np.array(vectors, dtype=np.float64, ndmin=2)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors[lengths[:, 0] == 0, :1] = 1.0
    lengths[lengths == 0] = 1.0
    return (vectors / lengths).astype(np.float32)


def model_place(model: str) -> Path | str:
    """The default's folder inside its package; anything else as given."""
    if not model.strip():
        raise ModelMissing("The setting “model” is empty. Give a model's name or folder, or remove the line "
                           f"to use {settings.DEFAULT_MODEL}.")
    if model != settings.DEFAULT_MODEL:
        return model
    found = importlib.util.find_spec(settings.DEFAULT_MODEL_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModelMissing(f"The embedding model {model!r} is not installed. "
                           "Run: pip install -r requirements.txt")
    return Path(next(iter(found.submodule_search_locations))) / "model"


def _cannot_load(model: str, error: Exception) -> str:
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return (f"The embedding model {model!r} could not be loaded ({reason[:200]}). Allowed: "
            f"{settings.DEFAULT_MODEL} (installed with the product), a folder with a sentence-transformers "
            "model, or a model name that this machine has cached or may download. Change “model” in "
            "data/settings.toml or EXPLORER_MODEL.")


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Loading prints a progress bar and notes for the library's developers; a server's log needs neither."""
    from transformers.utils import logging as noise

    level, bars = noise.get_verbosity(), noise.is_progress_bar_enabled()
    noise.set_verbosity_error()
    noise.disable_progress_bar()
    try:
        yield
    finally:
        noise.set_verbosity(level)
        if bars:
            noise.enable_progress_bar()
