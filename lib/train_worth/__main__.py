"""``python -m lib.train_worth``: fine-tune the claim scorer and write the files that are shipped.

One sentence in five is held out: it measures and calibrates the very network that is shipped.  With
``--folds N`` a cross-validation does so instead, and the shipped network learns from every sentence.
"""

import argparse
import logging
from pathlib import Path

import numpy as np
import torch

from lib import embed, settings
from lib.train_worth import corpus, fit, folds, measure, ship
from lib.train_worth.network import WorthNetwork
from lib.worth.model import TOKENIZER, tokenizer

LOG = logging.getLogger(__name__)
HELD_OUT = 5


def main() -> None:
    """Read the command line, cross-validate, train on everything, save."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    asked = _arguments()
    torch.set_num_threads(asked.threads)
    encoder = Path(embed.model_place(settings.DEFAULT_MODEL))
    pieces = tokenizer(encoder / TOKENIZER)
    read = corpus.read(asked.claimbuster)
    ids = [pieces.encode(sentence).ids for sentence in read.sentences]
    plan = fit.Plan(asked.epochs, asked.seed, asked.rate, half=not asked.full_precision)

    def fitted(learn: np.ndarray) -> WorthNetwork:
        return fit.fit(encoder, [ids[place] for place in learn], read.labels[learn], plan)

    def predict(network: WorthNetwork, score: np.ndarray) -> np.ndarray:
        return fit.predict(network, [ids[place] for place in score], plan.half)

    if asked.folds:
        labels = read.labels
        logits = folds.out_of_fold(labels, asked.folds, lambda learn, score: predict(fitted(learn), score))
        network = fitted(np.arange(len(labels)))
    else:
        learn, score = next(folds.parts(read.labels, HELD_OUT))
        network, labels = fitted(learn), read.labels[score]
        logits = predict(network, score)
    for line in folds.report(labels, logits):
        LOG.info(line)
    ship.ship(network, encoder, measure.platt(labels, logits), asked.out)
    if asked.clef:
        other = corpus.read(asked.clef)
        others = [pieces.encode(sentence).ids for sentence in other.sentences]
        scores = fit.predict(network, others, plan.half)
        LOG.info(folds.by_document(other.labels, scores, other.documents))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m lib.train_worth", description=__doc__)
    parser.add_argument("--claimbuster", type=Path, required=True, help="labelled sentences, JSONL")
    parser.add_argument("--clef", type=Path, help="labelled documents, JSONL: measured on, not learned")
    parser.add_argument("--out", type=Path, required=True, help="folder for the files")
    parser.add_argument("--folds", type=int, default=0,
                        help="of a cross-validation; 0 holds out one sentence in five (default)")
    parser.add_argument("--epochs", type=float, default=fit.Plan.epochs)
    parser.add_argument("--rate", type=float, default=fit.Plan.rate)
    parser.add_argument("--seed", type=int, default=fit.Plan.seed)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--full-precision", action="store_true", help="32 bits where 16 would do")
    return parser.parse_args()


if __name__ == "__main__":
    main()
