"""``python -m lib.train``: fine-tune the tagger and write the files that are shipped."""

import argparse
import logging
from pathlib import Path

import torch
from tokenizers import Tokenizer

from lib import embed, settings
from lib.train import corpus, fit, lessons, ship
from lib.train.network import TagNetwork


def main() -> None:
    """Read the command line, train, save."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    asked = _arguments()
    torch.set_num_threads(asked.threads)
    encoder = Path(asked.encoder) if asked.encoder else Path(embed.model_place(settings.DEFAULT_MODEL))
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    examples = [one for path in asked.corpus for one in corpus.read(path, tokenizer)]
    plan = fit.Plan(asked.epochs, asked.seed, asked.minutes, asked.rate, half=not asked.full_precision,
                    soften=asked.soften if asked.teacher else 0.0)
    taught = lessons.load(asked.teacher, examples) if asked.teacher else None
    network = fit.fit(TagNetwork(encoder), examples, plan, taught)
    ship.ship(network, encoder, asked.out)
    if asked.teach:
        asked.teach.parent.mkdir(parents=True, exist_ok=True)
        lessons.save(asked.teach, fit.predict(network, examples, plan.half))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m lib.train", description=__doc__)
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="annotated articles, JSONL")
    parser.add_argument("--out", type=Path, required=True, help="folder for the files")
    parser.add_argument("--encoder", help="folder of another encoder than the default embedding model")
    parser.add_argument("--epochs", type=float, default=5)
    parser.add_argument("--minutes", type=float, help="end after so long, with the rate run down")
    parser.add_argument("--rate", type=float, default=fit.ENCODER_RATE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--teach", type=Path, help="write the trained network's scores of the corpus, .npz")
    parser.add_argument("--teacher", type=Path, help="learn from such scores, too")
    parser.add_argument("--soften", type=float, default=0.7, help="their share of the loss")
    parser.add_argument("--full-precision", action="store_true", help="32 bits where 16 would do")
    return parser.parse_args()


if __name__ == "__main__":
    main()
