"""The learned tagger: article text → source, cue and content spans, with how sure each is.

It needs ``numpy``, ``tokenizers`` and ``onnxruntime`` alone.  How the weights were made: ``lib/train`` and
the card beside them in ``data/models/tagger``.
"""

from lib.extract.tagger.decode import Tagged, Viterbi
from lib.extract.tagger.model import Tagger, load
from lib.extract.tagger.windows import Window, windows

__all__ = ["Tagged", "Tagger", "Viterbi", "Window", "load", "windows"]
