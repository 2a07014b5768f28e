"""How the shipped weights are made: ``python -m lib.train --corpus TRAIN.jsonl --out FOLDER``."""
