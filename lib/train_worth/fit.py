"""Fine-tuning: AdamW with warm-up and a linear way down, over batches of like length."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from lib.errors import BadFile
from lib.train_worth.network import WorthNetwork

LOG = logging.getLogger(__name__)
HEAD_RATE, DECAY, WARM_UP, CLIP = 1e-3, 0.01, 0.1, 1.0
BATCH = 32
BUCKET = 20 * BATCH  # sorted by length among themselves: a batch pads little and yet stays random


@dataclass(frozen=True)
class Plan:
    """How long to train and with which chance."""

    epochs: float = 2.0
    seed: int = 1
    rate: float = 1.2e-4
    half: bool = True  # bfloat16 where the processor has it


def fit(encoder: Path, pieces: Sequence[Sequence[int]], labels: np.ndarray, plan: Plan) -> WorthNetwork:
    """A network trained on sentences given as piece ids, with labels 0 or 1, int64 (n,).

    Raises BadFile where there is nothing to learn.
    """
    if not len(pieces) or plan.epochs <= 0:
        raise BadFile("There is nothing to train on: no sentence, or no epoch was asked for. "
                      "Give labelled sentences and more than 0 epochs.")
    torch.manual_seed(plan.seed)
    chance = np.random.default_rng(plan.seed)
    network = WorthNetwork(encoder).train()
    optimiser = _optimiser(network, plan)
    steps = max(1, round(plan.epochs * np.ceil(len(pieces) / BATCH)))
    way = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.0, (steps - step) / steps))
    # The root of the odds lies between all errors alike and all classes alike, and learned best.
    weight = torch.tensor(float((labels == 0).sum() / (labels == 1).sum()) ** 0.5)
    for step, batch in zip(range(steps), _endless(pieces, chance), strict=False):
        with torch.autocast("cpu", torch.bfloat16, enabled=plan.half):
            logits = network(*tensors([pieces[place] for place in batch]))
        wanted = torch.from_numpy(labels[batch]).float()
        loss = functional.binary_cross_entropy_with_logits(logits.float(), wanted, pos_weight=weight)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), CLIP)
        optimiser.step()
        way.step()
        if step % 50 == 49:
            LOG.info("step %d of %d, loss %.3f", step + 1, steps, float(loss.detach()))
    return network.eval()


def predict(network: WorthNetwork, pieces: Sequence[Sequence[int]], half: bool = True) -> np.ndarray:
    """Logits of the sentences in their order, float64 (n,)."""
    found = np.zeros(len(pieces))
    order = sorted(range(len(pieces)), key=lambda place: len(pieces[place]))
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=half):
        for start in range(0, len(order), 2 * BATCH):
            places = order[start:start + 2 * BATCH]
            found[places] = network(*tensors([pieces[place] for place in places])).float().numpy()
    return found


def tensors(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """The network's input for some sentences: ids and mask, int64 (sentences, longest)."""
    ids = torch.zeros((len(rows), max(map(len, rows))), dtype=torch.int64)
    mask = torch.zeros_like(ids)
    for place, row in enumerate(rows):
        ids[place, :len(row)] = torch.tensor(row)
        mask[place, :len(row)] = 1
    return ids, mask


def _optimiser(network: WorthNetwork, plan: Plan) -> torch.optim.AdamW:
    encoder = [value for value in network.encoder.parameters() if value.requires_grad]
    return torch.optim.AdamW([{"params": encoder, "lr": plan.rate},
                              {"params": network.worth.parameters(), "lr": HEAD_RATE}], weight_decay=DECAY)


def _endless(pieces: Sequence[Sequence[int]], chance: np.random.Generator) -> Iterator[list[int]]:
    """Batches for ever, each epoch in a new order."""
    while True:
        order = chance.permutation(len(pieces)).tolist()
        epoch = []
        for start in range(0, len(order), BUCKET):
            bucket = sorted(order[start:start + BUCKET], key=lambda place: len(pieces[place]))
            epoch += [bucket[first:first + BATCH] for first in range(0, len(bucket), BATCH)]
        for place in chance.permutation(len(epoch)):
            yield epoch[place]
