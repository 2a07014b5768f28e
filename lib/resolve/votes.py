"""Votes on what a name is: its form, lists, the parser's label, the words beside it."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from lib import lexicon
from lib.resolve import lex
from lib.resolve.kinds import ADJECTIVE, BODY, OTHER, PERSON, PLACE, Mention
from lib.resolve.words import PLAIN, Word

LABELS = {"NORP": ADJECTIVE, "PERSON": PERSON, "ORG": BODY, "GPE": PLACE, "LOC": PLACE, "FAC": PLACE}
FORM_DECIDES = 6.0  # a vote no number of parser labels can outweigh in one place
MAX_PERSON_WORDS = 5


def of(words: Sequence[Word], mention: Mention) -> dict[str, float]:
    """What form, lists, the parser and the neighbours say about one mention."""
    run = words[mention.first : mention.last]
    votes: Counter[str] = Counter()
    _vote_by_lists(run, mention, votes)
    if mention.sure:
        votes[BODY] += FORM_DECIDES
    if mention.first > mention.start:
        votes[PERSON] += FORM_DECIDES
    if len(run) == 1 and run[0].first and run[0].pos != "PROPN":
        votes[OTHER] += 2.0  # an everyday word that opens a sentence
    label = LABELS.get(Counter(word.ent for word in run).most_common(1)[0][0])
    if label:
        votes[label] += 1.0
    _vote_by_neighbours(words, mention, votes)
    return votes


def _vote_by_lists(run: Sequence[Word], mention: Mention, votes: Counter[str]) -> None:
    name = " ".join(word.norm for word in run)
    if _is_adjective(name, run[-1].norm):
        votes[ADJECTIVE] += FORM_DECIDES
    elif lex.is_place(name):
        votes[PLACE] += FORM_DECIDES - 2
    if name in lex.words("nonnames") or _names_a_thing(run, mention):
        votes[OTHER] += FORM_DECIDES
    if len(run) > MAX_PERSON_WORDS and not mention.sure:
        votes[OTHER] += FORM_DECIDES
    given = lex.given_sex(run[0].norm) is not None and run[0].norm not in lex.words("places")
    if given and len(run) > 1 and not mention.sure:
        votes[PERSON] += 4.0
    elif given and len(run) == 1:
        votes[PERSON] += 1.0
    elif len(run) > 1 and len(run[0].norm) == 1:
        votes[PERSON] += 3.0  # "J. Marsh"
    if len(run) == 1 and run[0].caps and not mention.label_line and name not in lex.countries():
        votes[BODY] += 3.0


def _names_a_thing(run: Sequence[Word], mention: Mention) -> bool:
    """True for a law, a prize, a street: "Clean Rivers Act"."""
    return not mention.sure and len(run) > 1 and run[-1].norm in lex.words("thing_heads")


def _is_adjective(name: str, tail: str) -> bool:
    """True for an adjective of a country, and for its people: "Russian", "Asian Americans"."""
    people = lex.singular(tail) != tail and lex.singular(tail) in lex.demonyms()
    return (name in lex.demonyms() or people) and name not in lex.countries()


def _vote_by_neighbours(words: Sequence[Word], mention: Mention, votes: Counter[str]) -> None:
    before = words[mention.start - 1] if mention.start else None
    after = words[mention.last] if mention.last < len(words) else None
    following = words[mention.last + 1] if mention.last + 1 < len(words) else None
    if before is not None and before.paragraph == words[mention.start].paragraph:
        if before.norm == "the":
            votes[BODY] += 1.5
            votes[PERSON] -= 2.5
        elif before.norm == "in":
            votes[PLACE] += 1.0
        elif lex.is_body_noun(lex.singular(before.norm)) and not before.cap:
            votes[BODY] += 4.0  # "the campaign group Clean Rivers"
        elif lex.could_be_role(before) and not before.cap and mention.last - mention.first > 1:
            votes[PERSON] += 3.0
    if after is None or following is None:
        return
    if after.text == "," and _explained_as_body(words, mention.last + 1):
        votes[BODY] += 4.0
    if after.text == "," and _explained_as_person(words, mention.last + 1):
        votes[PERSON] += 3.0
    if after.text in (",", "(") and (following.norm.isdigit() and len(following.norm) == 2):
        votes[PERSON] += 4.0
    elif "who" in (after.norm, following.norm if after.text == "," else ""):
        votes[PERSON] += 2.0
    if any(near is not None and is_speech(near) for near in (before, after)):
        votes[PERSON] += 1.0 if before is None or before.norm != "the" else 0.0
        votes[PLACE] -= 1.0


def _explained_as_body(words: Sequence[Word], place: int) -> bool:
    """True for "…, the union," after a name."""
    if words[place].norm not in ("the", "a", "an"):
        return False
    for word, after in pairwise(words[place + 1 : place + 6]):
        if word.kind != PLAIN or lex.is_role(word.norm):
            return False
        if lex.is_body_noun(word.norm):
            return after.kind != PLAIN or after.norm in lex.PREPOSITIONS
    return False


def _explained_as_person(words: Sequence[Word], place: int) -> bool:
    """True for "…, the party chairman," after a name."""
    if words[place].norm not in ("the", "a", "an"):
        return False
    for word, after in pairwise(words[place + 1 : place + 8]):
        if word.kind != PLAIN:
            return False
        if lex.is_role(word.norm) and not lex.is_plural(word.norm):
            return after.kind != PLAIN or after.norm in lex.PREPOSITIONS
    return False


def is_speech(word: Word) -> bool:
    """True for a verb that reports words."""
    lemma = word.token.lemma_.lower() if word.token is not None else word.norm
    return lemma in lexicon.words("speech_verbs") and not word.cap


def winner(votes: Counter[str]) -> str:
    """The reading with most votes, ``OTHER`` where none has any."""
    best, score = max(votes.items(), key=lambda item: item[1], default=(OTHER, 0.0))
    return best if score > 0 else OTHER
