"""A trained network → the files the product reads: 8-bit ONNX, word pieces, calibration."""

import json
import shutil
import tempfile
import warnings
from pathlib import Path

import numpy as np
import torch

from lib.errors import ExplorerError
from lib.train_worth.fit import tensors
from lib.train_worth.network import WorthNetwork
from lib.worth.model import CALIBRATION, NETWORK, TOKENIZER

INPUTS = ("ids", "mask")
OPSET = 17
ROUNDING = 1e-3  # of a logit, between torch and the exported graph in full precision


def ship(network: WorthNetwork, encoder: Path, calibration: tuple[float, float], folder: Path) -> None:
    """Write ``worth.onnx`` (weights in 8 bits, one scale a channel), its pieces and calibration to a folder.

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
    slope, offset = calibration
    held = json.dumps({"slope": round(slope, 4), "offset": round(offset, 4)})
    (folder / CALIBRATION).write_text(held + "\n", encoding="utf-8")


def _export(network: WorthNetwork, path: Path) -> None:
    with warnings.catch_warnings():
        # The older exporter warns of its end and of what a trace may fix for good: ``_compare`` looks.
        for kind in (DeprecationWarning, UserWarning, torch.jit.TracerWarning):
            warnings.simplefilter("ignore", kind)
        torch.onnx.export(network, tensors([range(1000, 1008), range(1000, 1006)]), str(path),
                          input_names=list(INPUTS), output_names=["worth"], opset_version=OPSET, dynamo=False,
                          dynamic_axes={**{name: {0: "sentence", 1: "piece"} for name in INPUTS},
                                        "worth": {0: "sentence"}})


def _compare(network: WorthNetwork, path: Path) -> None:
    """Another shape than the traced one, with padding, must be scored as the network scores it."""
    from onnxruntime import InferenceSession

    fed = tensors([range(1000, 1021), range(2000, 2013), range(3000, 3004)])
    with torch.inference_mode():
        wanted = network(*fed).numpy()
    graph = InferenceSession(str(path), providers=["CPUExecutionProvider"])
    found = graph.run(None, {name: value.numpy() for name, value in zip(INPUTS, fed, strict=True)})[0]
    gap = float(np.abs(found - wanted).max())
    if gap > ROUNDING:
        raise ExplorerError(f"The exported network differs from the trained one by {gap:.4f} in a score; "
                            f"allowed is {ROUNDING}. Use the pinned torch, transformers and onnx.")
