"""How the shipped weights are made: ``python -m lib.train --corpus TRAIN.jsonl --dev DEV.jsonl``."""
