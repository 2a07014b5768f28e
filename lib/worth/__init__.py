"""What is asserted and worth checking: a score, the kind of claim, the words that make it checkable.

Words, not verdicts: nothing here says whether a sentence is true.  ``own_claims`` finds the sentences in
which an article itself asserts something.
"""

from lib.worth.model import NO_SCORER, Scorer, load
from lib.worth.own import own_claims
from lib.worth.rating import Claim, rate
from lib.worth.signs import KINDS, NOT_FACTS

__all__ = ["KINDS", "NOT_FACTS", "NO_SCORER", "Claim", "Scorer", "load", "own_claims", "rate"]
