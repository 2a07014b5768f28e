"""A trained network → one ONNX file with weights in 8 bits, once the exported graph scores as the network."""

import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from lib.errors import ExplorerError

OPSET = 17
ROUNDING = 1e-3  # of a score, between torch and the exported graph in full precision


def write(network: nn.Module, target: Path, axes: Mapping[str, Mapping[int, str]], traced: Sequence[Tensor],
          other: Sequence[Tensor], unpadded: int | None = None) -> None:
    """Write the network to a file: weights in 8 bits, one scale a channel.

    ``axes`` names the inputs in their order and last the output, with what varies in each; ``traced`` is an
    input to trace, ``other`` one of another shape, with padding, that must be scored as the network scores it
    (in its first row, of so many ``unpadded`` pieces, or as a whole).  Raises ExplorerError if it is not.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    network = network.eval()
    *inputs, output = axes
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        with warnings.catch_warnings():
            # The older exporter warns of its end and of what a trace may fix for good: ``_compare`` looks.
            for kind in (DeprecationWarning, UserWarning, torch.jit.TracerWarning):
                warnings.simplefilter("ignore", kind)
            torch.onnx.export(network, tuple(traced), str(full), input_names=inputs, output_names=[output],
                              opset_version=OPSET, dynamo=False,
                              dynamic_axes={name: dict(places) for name, places in axes.items()})
        _compare(network, full, dict(zip(inputs, other, strict=True)), unpadded)
        quantize_dynamic(full, target, per_channel=True, weight_type=QuantType.QInt8)


def _compare(network: nn.Module, path: Path, fed: Mapping[str, Tensor], unpadded: int | None) -> None:
    from onnxruntime import InferenceSession

    with torch.inference_mode():
        wanted = network(*fed.values()).numpy()
    graph = InferenceSession(str(path), providers=["CPUExecutionProvider"])
    found = graph.run(None, {name: value.numpy() for name, value in fed.items()})[0]
    seen = ... if unpadded is None else (0, slice(unpadded))
    gap = float(np.abs(found[seen] - wanted[seen]).max())
    if gap > ROUNDING:
        raise ExplorerError(f"The exported network differs from the trained one by {gap:.4f} in a score; "
                            f"allowed is {ROUNDING}. Use the pinned torch, transformers and onnx.")
