"""A trained network → the files the product reads: 8-bit ONNX, word pieces, calibration."""

import json
import shutil
from pathlib import Path

from lib.train import onnx_file
from lib.train_worth.fit import tensors
from lib.train_worth.network import WorthNetwork
from lib.worth.model import CALIBRATION, NETWORK, TOKENIZER

AXES = {"ids": {0: "sentence", 1: "piece"}, "mask": {0: "sentence", 1: "piece"}, "worth": {0: "sentence"}}


def ship(network: WorthNetwork, encoder: Path, calibration: tuple[float, float], folder: Path) -> None:
    """Write ``worth.onnx`` (weights in 8 bits, one scale a channel), its pieces and calibration to a folder.

    Raises ExplorerError if the exported graph scores otherwise than the network.
    """
    folder.mkdir(parents=True, exist_ok=True)
    onnx_file.write(network, folder / NETWORK, AXES, tensors([range(1000, 1008), range(1000, 1006)]),
                    tensors([range(1000, 1021), range(2000, 2013), range(3000, 3004)]))
    shutil.copyfile(encoder / TOKENIZER, folder / TOKENIZER)
    slope, offset = calibration
    held = json.dumps({"slope": round(slope, 4), "offset": round(offset, 4)})
    (folder / CALIBRATION).write_text(held + "\n", encoding="utf-8")
