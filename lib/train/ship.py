"""A trained network → the files the product reads: 8-bit ONNX, tokenizer."""

import shutil
from pathlib import Path

import torch

from lib.extract.tagger.model import INPUTS, NETWORK, TOKENIZER
from lib.train import onnx_file
from lib.train.network import TagNetwork


def ship(network: TagNetwork, encoder: Path, folder: Path) -> None:
    """Write ``tagger.onnx`` (weights in 8 bits, one scale a channel) and ``tokenizer.json`` to a folder.

    Raises ExplorerError if the exported graph scores otherwise than the network.
    """
    folder.mkdir(parents=True, exist_ok=True)
    axes = {name: {0: "window", 1: "piece"} for name in (*INPUTS, "scores")}
    onnx_file.write(network, folder / NETWORK, axes, _sample(2, 8, 8), _sample(3, 21, 13), unpadded=13)
    shutil.copyfile(encoder / TOKENIZER, folder / TOKENIZER)


def _sample(windows: int, pieces: int, unpadded: int) -> tuple[torch.Tensor, ...]:
    """Input of this shape, its first window padded behind so many pieces."""
    ids = torch.arange(1000, 1000 + windows * pieces).reshape(windows, pieces)
    mask = torch.ones_like(ids)
    mask[0, unpadded:] = 0
    return ids, mask, torch.zeros_like(ids), torch.zeros_like(ids)
