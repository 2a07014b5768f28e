"""Fine-tuning: AdamW with warm-up and a linear way down, over batches of like length."""

import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from lib.errors import BadFile
from lib.extract.tagger.model import batches, padded
from lib.train.corpus import Example
from lib.train.network import TagNetwork

LOG = logging.getLogger(__name__)
ENCODER_RATE, HEAD_RATE, DECAY, WARM_UP, FLOOR, CLIP = 2e-4, 1e-3, 0.01, 0.08, 0.02, 1.0
BATCH_PIECES = 2048  # of one step, padding included
BUCKET = 400  # windows sorted by length among themselves, so that a batch pads little yet stays random


@dataclass(frozen=True)
class Plan:
    """How long to train and with which chance: ``minutes`` ends early, on the same slope of the rate."""

    epochs: float = 5.0
    seed: int = 1
    minutes: float | None = None
    rate: float = ENCODER_RATE
    half: bool = True  # bfloat16 where the processor has it
    soften: float = 0.0  # share of the loss that is the distance to a teacher's scores


def fit(network: TagNetwork, examples: Sequence[Example], plan: Plan,
        teacher: Sequence[np.ndarray] | None = None) -> TagNetwork:
    """The trained network.  ``teacher`` holds logits (words, 7) of each example to be learned from, too.

    Raises BadFile where there is nothing to learn.
    """
    if not examples or plan.epochs <= 0:
        raise BadFile("There is nothing to train on: the corpus holds no words, or no epoch was asked for. "
                      "Give annotated articles and more than 0 epochs.")
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)  # noqa: S311 - shuffles, keeps no secret
    optimiser = _optimiser(network, plan)
    total = sum(len(one.window.ids) for one in examples) * plan.epochs
    started, seen, shown, step = time.monotonic(), 0, 0.0, 0
    network.train()
    for batch in _endless(examples, chance):
        share = seen / total
        if plan.minutes:
            share = max(share, (time.monotonic() - started) / 60 / plan.minutes)
        if share >= 1:
            break
        _set_rate(optimiser, share)
        loss = _loss(network, [examples[place] for place in batch],
                     [teacher[place] for place in batch] if teacher is not None else None, plan)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), CLIP)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        seen += sum(len(examples[place].window.ids) for place in batch)
        step, shown = step + 1, shown * 0.98 + float(loss.detach()) * 0.02
        if step % 20 == 0:
            LOG.info("%.1f %% of the way, loss %.3f, %.0f pieces a second", 100 * share,
                     shown / (1 - 0.98 ** step), seen / (time.monotonic() - started))
    return network.eval()


def predict(network: TagNetwork, examples: Sequence[Example], half: bool = True) -> list[np.ndarray]:
    """Logits (words, 7) of each example, in their order."""
    network.eval()
    cut = [one.window for one in examples]
    found: list[np.ndarray] = [np.zeros(0)] * len(cut)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=half):
        for batch in batches(cut, 4 * BATCH_PIECES):
            logits = network(**_tensors(padded([cut[place] for place in batch]))).float().numpy()
            for row, place in enumerate(batch):
                found[place] = logits[row, cut[place].first]
    return found


def _optimiser(network: TagNetwork, plan: Plan) -> torch.optim.AdamW:
    encoder = [value for value in network.encoder.parameters() if value.requires_grad]
    known = {id(value) for value in network.encoder.parameters()}
    heads = [value for value in network.parameters() if id(value) not in known]
    return torch.optim.AdamW([{"params": encoder, "lr": plan.rate, "full": plan.rate},
                              {"params": heads, "lr": HEAD_RATE, "full": HEAD_RATE}],
                             betas=(0.9, 0.98), weight_decay=DECAY)


def _set_rate(optimiser: torch.optim.Optimizer, share: float) -> None:
    factor = share / WARM_UP if share < WARM_UP else FLOOR + (1 - FLOOR) * (1 - share) / (1 - WARM_UP)
    for group in optimiser.param_groups:
        group["lr"] = group["full"] * max(factor, 1e-3)


def _endless(examples: Sequence[Example], chance: random.Random) -> Iterator[list[int]]:
    """Batches for ever: each epoch in a new order, sorted by length within buckets."""
    while True:
        order = list(range(len(examples)))
        chance.shuffle(order)
        epoch = []
        for start in range(0, len(order), BUCKET):
            bucket = order[start:start + BUCKET]
            epoch += [[bucket[place] for place in group]
                      for group in batches([examples[place].window for place in bucket], BATCH_PIECES)]
        chance.shuffle(epoch)
        yield from epoch


def _loss(network: TagNetwork, batch: Sequence[Example], teacher: Sequence[np.ndarray] | None,
          plan: Plan) -> Tensor:
    with torch.autocast("cpu", torch.bfloat16, enabled=plan.half):
        logits = network(**_tensors(padded([one.window for one in batch])))
    rows = np.concatenate([np.full(len(one.tags), row) for row, one in enumerate(batch)])
    places = np.concatenate([one.window.first for one in batch])
    scores = logits.float()[torch.from_numpy(rows), torch.from_numpy(places)]
    gold = functional.cross_entropy(scores, torch.from_numpy(np.concatenate([one.tags for one in batch])))
    if teacher is None:
        return gold
    wanted = functional.softmax(torch.from_numpy(np.concatenate(teacher)), dim=-1)
    soft = functional.cross_entropy(scores, wanted)
    return (1 - plan.soften) * gold + plan.soften * soft


def _tensors(fed: dict[str, np.ndarray]) -> dict[str, Tensor]:
    return {name: torch.from_numpy(values) for name, values in fed.items()}
