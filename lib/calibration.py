"""How sure an attribution is, as a probability: what share of such attributions is right.

Logistic calibration (Platt 1999) of what the finders know: the tagger's score, whether a rule found the same
words, how the rule fares alone, whether the source stands beside the words.  The weights are counted on
annotated news, ``python -m lib.pipeline calibrate``.
"""

import functools
import json
import math
from collections.abc import Sequence
from pathlib import Path

from lib import settings
from lib.errors import BadFile
from lib.records import Attribution

FILE = "confidence.json"
TAGGER = "tagger"
NAMES = ("base", "tagger alone", "rule alone", "score", "rule", "direct", "mixed", "source inferred",
         "no source")
LOWEST, HIGHEST = 0.02, 0.98  # nothing is certain


def features(one: Attribution, prior: float) -> list[float]:
    """The numbers behind ``NAMES``.  ``prior``: how often the deciding rule is right by itself."""
    found = one.found
    by_rule, inferred, named = found.rule != TAGGER, one.source != found.source, bool(one.source)
    seen = bool(found.score)
    return [1.0, float(not by_rule), float(not seen), _log_odds(found.score or 0.5),
            _log_odds(prior) if by_rule else 0.0, float(found.kind == "direct"), float(found.kind == "mixed"),
            float(inferred), float(not named)]


def probability(weights: Sequence[float], values: Sequence[float]) -> float:
    """The probability (0 to 1) that these weights give these features."""
    odds = sum(weight * value for weight, value in zip(weights, values, strict=True))
    return 1 / (1 + math.exp(-max(min(odds, 30.0), -30.0)))


@functools.cache
def weights(folder: Path = settings.TAGGER) -> tuple[float, ...] | None:
    """The weights beside a tagger, None where there are none.  Raises BadFile for a file of another make."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))["weights"]
        return tuple(float(stored[name]) for name in NAMES)
    except (ValueError, KeyError, TypeError) as error:
        raise BadFile(f"{path} does not hold the weights of the confidence ({error}). Make it anew: "
                      "python -m lib.pipeline calibrate ANNOTATED.jsonl") from error


def _log_odds(share: float) -> float:
    share = min(max(share, LOWEST), HIGHEST)
    return math.log(share / (1 - share))
