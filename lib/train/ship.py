"""A trained network → the files the product reads: 8-bit ONNX, tokenizer."""

import shutil
import tempfile
import warnings
from pathlib import Path

import numpy as np
import torch

from lib.errors import ExplorerError
from lib.extract.tagger.model import NETWORK, TOKENIZER
from lib.train.network import TagNetwork

INPUTS = ("ids", "mask", "case", "quote")
OPSET = 17
ROUNDING = 1e-3  # of a score, between torch and the exported graph in full precision


def ship(network: TagNetwork, encoder: Path, folder: Path) -> None:
    """Write ``tagger.onnx`` (weights in 8 bits, one scale a channel) and ``tokenizer.json`` to a folder.

    Raises ExplorerError if the exported graph scores otherwise than the network.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    network = network.eval()
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        _export(network, full)
        _compare(network, full)
        quantize_dynamic(full, folder / NETWORK, per_channel=True, weight_type=QuantType.QInt8)
    shutil.copyfile(encoder / TOKENIZER, folder / TOKENIZER)


def _export(network: TagNetwork, path: Path) -> None:
    with warnings.catch_warnings():
        # The older exporter warns of its end and of what a trace may fix for good: ``_compare`` looks.
        for kind in (DeprecationWarning, UserWarning, torch.jit.TracerWarning):
            warnings.simplefilter("ignore", kind)
        torch.onnx.export(network, _sample(2, 8, 8), str(path), input_names=list(INPUTS),
                          output_names=["scores"], opset_version=OPSET, dynamo=False,
                          dynamic_axes={name: {0: "window", 1: "piece"} for name in (*INPUTS, "scores")})


def _compare(network: TagNetwork, path: Path) -> None:
    """Another shape than the traced one, with padding, must be scored as the network scores it."""
    from onnxruntime import InferenceSession

    fed = _sample(3, 21, 13)
    with torch.inference_mode():
        wanted = network(*fed)[0, :13].numpy()
    graph = InferenceSession(str(path), providers=["CPUExecutionProvider"])
    scores = graph.run(None, {name: value.numpy() for name, value in zip(INPUTS, fed, strict=True)})[0]
    gap = float(np.abs(scores[0, :13] - wanted).max())
    if gap > ROUNDING:
        raise ExplorerError(f"The exported network differs from the trained one by {gap:.4f} in a score; "
                            f"allowed is {ROUNDING}. Use the pinned torch, transformers and onnx.")


def _sample(windows: int, pieces: int, unpadded: int) -> tuple[torch.Tensor, ...]:
    """Input of this shape, its first window padded behind so many pieces."""
    ids = torch.arange(1000, 1000 + windows * pieces).reshape(windows, pieces)
    mask = torch.ones_like(ids)
    mask[0, unpadded:] = 0
    return ids, mask, torch.zeros_like(ids), torch.zeros_like(ids)
