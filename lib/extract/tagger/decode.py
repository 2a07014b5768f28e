"""Scores of seven tags for each word → spans: the best sequence in which no span starts in its middle."""

from dataclasses import dataclass

import numpy as np

from lib.records import Span

LABELS = ("source", "cue", "content")
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
OUT = 0


@dataclass(frozen=True, slots=True)
class Tagged:
    """One span the tagger found: its label, its characters, the mean probability of its words' tags."""

    label: str
    span: Span
    probability: float


class Viterbi:
    """The most probable allowed sequence of tags (Viterbi 1967): I follows B or I of its own label."""

    def __init__(self, outside: float = 0.0) -> None:
        """``outside`` is added to the score of O: more of it, fewer and surer spans."""
        self._outside = outside
        self._step = np.full((len(TAGS), len(TAGS)), -np.inf, dtype=np.float32)
        for to, tag in enumerate(TAGS):
            for back, before in enumerate(TAGS):
                if not tag.startswith("I") or (before != "O" and before[2:] == tag[2:]):
                    self._step[back, to] = 0.0

    def tags(self, scores: np.ndarray) -> np.ndarray:
        """Tag of each word, int (n,), of logits float (n, 7)."""
        if not len(scores):
            return np.zeros(0, dtype=np.int64)
        scores = scores.astype(np.float32).copy()
        scores[:, OUT] += self._outside
        best = scores[0] + np.where(np.char.startswith(np.array(TAGS), "I"), -np.inf, 0.0)
        back = np.zeros(scores.shape, dtype=np.int64)
        for place in range(1, len(scores)):
            ways = best[:, None] + self._step
            back[place] = ways.argmax(axis=0)
            best = ways.max(axis=0) + scores[place]
        tags = [int(best.argmax())]
        for place in range(len(scores) - 1, 0, -1):
            tags.append(int(back[place, tags[-1]]))
        return np.array(tags[::-1])


def spans(tags: np.ndarray, scores: np.ndarray, words: tuple[Span, ...]) -> list[Tagged]:
    """The labelled spans of one window in order; ``scores`` are logits (n, 7), ``words`` n spans."""
    found: list[Tagged] = []
    if not len(tags):
        return found
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    sure = shifted / shifted.sum(axis=1, keepdims=True)
    # B and I of one label say the same about a word: it belongs to such a span.
    of_label = {label: sure[:, 1 + 2 * number] + sure[:, 2 + 2 * number]
                for number, label in enumerate(LABELS)}
    start = 0
    for place in range(1, len(tags) + 1):
        ends = place == len(tags) or not TAGS[tags[place]].startswith("I")
        if ends and tags[start] != OUT:
            label = TAGS[tags[start]][2:]
            found.append(Tagged(label, (words[start][0], words[place - 1][1]),
                                float(of_label[label][start:place].mean())))
        if ends:
            start = place
    return found
