"""A trained network → the files the product reads: 8-bit ONNX, tokenizer."""

import shutil
import tempfile
from pathlib import Path

import torch

from lib.extract.tagger.model import NETWORK, TOKENIZER
from lib.train.network import TagNetwork

INPUTS = ("ids", "mask", "case", "quote")
OPSET = 17


def ship(network: TagNetwork, encoder: Path, folder: Path) -> None:
    """Write ``tagger.onnx`` (weights in 8 bits, one scale a channel) and ``tokenizer.json`` to a folder."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    network = network.eval()
    sample = torch.ones((2, 8), dtype=torch.int64)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(network, (sample,) * len(INPUTS), str(full), input_names=list(INPUTS),
                          output_names=["scores"], opset_version=OPSET, dynamo=False,
                          dynamic_axes={name: {0: "window", 1: "piece"} for name in (*INPUTS, "scores")})
        quantize_dynamic(full, folder / NETWORK, per_channel=True, weight_type=QuantType.QInt8)
    shutil.copyfile(encoder / TOKENIZER, folder / TOKENIZER)
