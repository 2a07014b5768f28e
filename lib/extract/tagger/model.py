"""The shipped network: windows → scores → spans, on the processor alone."""

import functools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from lib.errors import ModelMissing
from lib.extract.regions import Regions
from lib.extract.tagger import decode
from lib.extract.tagger.windows import Window, windows
from lib.records import Span

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

NETWORK, TOKENIZER = "tagger.onnx", "tokenizer.json"
INPUTS = ("ids", "mask", "case", "quote")
REMEDY = "Restore it, or make it anew: make train CORPUS=annotated.jsonl OUT=folder"
T = TypeVar("T")


class Tagger:
    """One loaded network; safe to share between threads."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Load from a folder that holds ``tagger.onnx`` and ``tokenizer.json``.

        Raises ModelMissing where one of them, or a package that reads them, is not there or is broken.
        """
        try:
            from onnxruntime import InferenceSession, SessionOptions
            from tokenizers import Tokenizer
        except ImportError as error:
            raise ModelMissing(f"The tagger needs {error.name}. "
                               "Run: pip install -r requirements.txt") from error
        for name in (NETWORK, TOKENIZER):
            if not (folder / name).is_file():
                raise ModelMissing(f"The tagger's file {name} is not in {folder}. {REMEDY}")
        options = SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._network: InferenceSession = _loaded(folder / NETWORK, lambda file: InferenceSession(
            file, options, providers=["CPUExecutionProvider"]))
        _check_ports(folder / NETWORK, self._network)
        self.tokenizer = _loaded(folder / TOKENIZER, Tokenizer.from_file)
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self._viterbi = decode.Viterbi()

    def tag(self, text: str, paragraphs: Sequence[Span], regions: Regions) -> list[decode.Tagged]:
        """The spans of a text in order; arguments as of ``windows``."""
        cut = list(windows(text, paragraphs, regions, self.tokenizer))
        found: list[decode.Tagged] = []
        for window, scores in zip(cut, self.scores(cut), strict=True):
            found += decode.spans(self._viterbi.tags(scores), scores, window.spans)
        return found

    def scores(self, cut: Sequence[Window]) -> list[np.ndarray]:
        """Logits (words, 7) of each window, in their order.

        Each runs alone: twice as fast as padded batches, and no paragraph's 8-bit scale moves another's.
        """
        return [self._network.run(None, padded([window]))[0][0, window.first] for window in cut]


@functools.cache
def load(folder: Path) -> Tagger:
    """The tagger of a folder, loaded once a process."""
    return Tagger(folder)


def _loaded(file: Path, load: Callable[[str], T]) -> T:
    """What a library makes of a file; its own errors have no common kind and do not name the file."""
    try:
        return load(str(file))
    except Exception as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ModelMissing(f"The tagger's file {file} ({file.stat().st_size:,} bytes) is damaged or cut "
                           f"short: {reason}. {REMEDY}") from error


def _check_ports(file: Path, network: "InferenceSession") -> None:
    """Raises ModelMissing for a sound network that is no tagger."""
    takes = {port.name for port in network.get_inputs()}
    if takes != set(INPUTS):
        raise ModelMissing(f"The file {file} is no tagger of this product: it takes "
                           f"{', '.join(sorted(takes))}; needed are {', '.join(INPUTS)}. {REMEDY}")


def batches(cut: Sequence[Window], limit: int) -> Iterator[list[int]]:
    """Places of the windows in groups of like length that stay within so many pieces, padding included."""
    group: list[int] = []
    for place in sorted(range(len(cut)), key=lambda place: len(cut[place].ids)):
        if group and len(cut[place].ids) * (len(group) + 1) > limit:
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def padded(cut: Sequence[Window]) -> dict[str, np.ndarray]:
    """The network's input, each int64 (windows, longest): ids, mask, case, quote."""
    shape = len(cut), max(len(window.ids) for window in cut)
    fed = {name: np.zeros(shape, dtype=np.int64) for name in INPUTS}
    for row, window in enumerate(cut):
        length = len(window.ids)
        fed["ids"][row, :length] = window.ids
        fed["mask"][row, :length] = 1
        fed["case"][row, :length] = window.case
        fed["quote"][row, :length] = window.quote
    return fed
