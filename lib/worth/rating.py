"""One sentence → how worth checking it is, what kind of claim, and by which words."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.records import Span
from lib.worth import signs
from lib.worth.masking import masked
from lib.worth.model import Scorer

# A prediction, promise or opinion keeps its place in the order but stays on the far side of the boundary.
NO_FACT_SHARE = 0.5
# A score from which the network is right that it is a fact, against the words of future or opinion.
SURE = 0.8


@dataclass(frozen=True, slots=True)
class Claim:
    """What a fact-checker is shown of one sentence; ``score`` is None where no scorer is installed."""

    score: float | None  # 0 to 1, 0.5 the boundary
    kind: str | None  # one of ``signs.KINDS``; None where nothing is asserted
    why: tuple[Span, ...]  # offsets in the sentence


def rate(sentences: Sequence[str], scorer: Scorer | None) -> list[Claim]:
    """A claim for each sentence, in their order.  It never says whether the sentence is true."""
    nameless = [masked(sentence) for sentence in sentences]
    scores = scorer.score(nameless) if scorer else [None] * len(sentences)
    return [_claim(*one) for one in zip(sentences, nameless, scores, strict=True)]


def _claim(sentence: str, nameless: str, score: float | None) -> Claim:
    """``kind`` is read off the nameless sentence, or a Mr May would make a prediction of it."""
    found = signs.signs(sentence)
    known = found if nameless == sentence else signs.signs(nameless)
    kind = signs.kind(nameless, known)
    if score is not None and kind in signs.NOT_FACTS:
        fact = signs.fact_kind(known)
        if fact and kind != "promise" and score >= SURE:
            kind = fact
        else:
            score *= NO_FACT_SHARE
    if kind is None and found and signs.asserts(sentence):
        kind = signs.fact_kind(found)
    return Claim(None if score is None else round(float(score), 4), kind, signs.why(found))
