"""Runs of capitalised words: where one may begin, what joins it and where it ends."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.resolve import lex
from lib.resolve.words import PLAIN, Word

MAX_RUN = 14  # words of a name; a longer run of capitals is a shouted line
INNER_OPENERS = frozenset(
    (
        "may",
        "will",
        "new",
        "first",
        "own",
        "least",
        "two",
        "one",
        "most",
        "many",
        "second",
        "three",
        "six",
        "per",
        "today",
    )
)
NUMERALS = frozenset(
    (
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
    )
)
COURTESY = frozenset(("mr", "mrs", "ms", "dr", "prof", "sir", "dame", "miss", "mx"))


@dataclass(slots=True)
class Chunk:
    """Word numbers of a name and of what stands before it; ``body`` if its form says it is a body."""

    start: int  # of the prefix, or of the name where there is none
    first: int
    last: int  # exclusive
    body: bool = False


def run_end(words: Sequence[Word], place: int) -> int:
    """The place after the run of capitalised words that begins at ``place``."""
    end = place + 1
    while end < min(len(words), place + MAX_RUN):
        word = words[end]
        if joins(words, end) and word.cap and (not is_opener(word) or word.norm in INNER_OPENERS):
            end += 1
        elif word.norm in lex.words("particles") and (after := _after_particles(words, end)):
            end = after
        elif word.text == "&" and end + 1 < len(words) and words[end + 1].cap:
            end += 2
        else:
            return end
    return end


def joins(words: Sequence[Word], place: int) -> bool:
    """True if the word may continue the name of the word before it: same line of thought, no mark."""
    if not 0 < place < len(words) or words[place].kind != PLAIN:
        return False
    before, word = words[place - 1], words[place]
    if before.paragraph != word.paragraph or before.quoted != word.quoted:
        return False
    abbreviated = before.text.endswith(".") and before.norm not in lex.countries()
    return word.start - before.end <= 2 and (before.sentence == word.sentence or abbreviated)


def _after_particles(words: Sequence[Word], place: int) -> int:
    """The place after "van den Eynde" from its first particle on; 0 if no name follows."""
    for end in range(place, min(place + 3, len(words))):
        if not joins(words, end):
            return 0
        if words[end].cap:
            return 0 if is_opener(words[end]) else end + 1
        if words[end].norm not in lex.words("particles"):
            return 0
    return 0


def is_opener(word: Word) -> bool:
    """True for an everyday word or a day's name; "US" in capitals is a country, not a pronoun."""
    numeral = "-" in word.norm and word.norm.split("-")[0] in NUMERALS
    if len(word.text) == 2 and word.text.endswith("."):
        return False  # an initial
    return (numeral or word.norm in lex.words("openers")) and not (word.caps and word.norm in lex.countries())
