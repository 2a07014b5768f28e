"""Chunks → mentions: is it a person, a body or a place?  Decided over the whole article by votes.

The small parser calls many people bodies and the other way round, and changes its mind from sentence to
sentence; so its label is one vote beside form (titles, heads of bodies), lists and neighbours, and all
places where the same words stand vote together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lib import lexicon
from lib.resolve import chunks, lex
from lib.resolve.words import POSSESSIVE, Word

PERSON, BODY, PLACE, ADJECTIVE, OTHER = "person", "organisation", "place", "adjective", "other"
LABELS = {"PERSON": PERSON, "ORG": BODY, "GPE": PLACE, "LOC": PLACE, "FAC": PLACE}
FORM_DECIDES = 6.0  # a vote no number of parser labels can outweigh in one place
MAX_PERSON_WORDS = 5


@dataclass(slots=True)
class Mention:
    """One naming in the text: word numbers of the name, and of titles and roles printed before it."""

    start: int
    first: int
    last: int
    text: str
    kind: str = OTHER
    title: lex.Title | None = None
    possessive: bool = False
    label_line: bool = False  # "KOVAR:" – a name printed in capitals before a colon
    sure: bool = False  # its form makes it a body, not only the votes

    @property
    def key(self) -> str:
        """Folded words, to find the same name elsewhere in the article."""
        return self.text.lower().replace("’", "'")


def find(words: Sequence[Word]) -> list[Mention]:
    """All mentions of an article in order, each with its kind."""
    mentions = [_mention(words, chunk) for chunk in chunks.find(words)]
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        votes[mention.key].update(_votes(words, mention))
    for mention in mentions:
        mention.kind = _winner(votes[mention.key])
    _family_names(mentions)
    bodies = {mention.key for mention in mentions if mention.kind == BODY}
    before = [body for mention in mentions if (body := _body_in_prefix(words, mention, bodies)) is not None]
    return sorted([*mentions, *before], key=lambda mention: mention.first)


def _body_in_prefix(words: Sequence[Word], mention: Mention, bodies: set[str]) -> Mention | None:
    """The body in a capitalised role before a name: "Houston Police" in "Houston Police Chief Ann Lee"."""
    start, end = mention.start, mention.start
    while start < mention.first and words[start].norm in lex.words("role_adjectives"):
        start += 1
    end = start
    while end < mention.first and not lex.is_role(words[end].norm) and words[end].norm not in lex.titles():
        end += 1
    while end > start and words[end - 1].norm in lex.words("role_adjectives"):
        end -= 1
    run = words[start:end]
    if not run or end >= mention.first:
        return None
    name = " ".join(word.norm for word in run)
    listed = name in bodies | lex.words("known_bodies") | lex.words("metonyms") or (
        len(run) == 1 and run[0].caps and len(run[0].text) > 2
    )
    if (listed or (len(run) > 1 and lex.is_org_head(run[-1].norm))) and name not in lex.countries():
        return Mention(start, start, end, spell(run), BODY, sure=True)
    return None


def _mention(words: Sequence[Word], chunk: chunks.Chunk) -> Mention:
    first = chunk.first
    if not chunk.body and chunk.last - first > 2 and words[first].norm in lex.demonyms():
        first += 1  # "Briton Ann Lee", "American Ann Lee"
    text = spell(words[first : chunk.last])
    possessive = chunk.last < len(words) and words[chunk.last].kind == POSSESSIVE
    label = all(word.caps or len(word.norm) == 1 for word in words[first : chunk.last]) and (
        chunk.last < len(words) and words[chunk.last].text == ":" and words[chunk.start].first
    )
    return Mention(
        chunk.start,
        first,
        chunk.last,
        text,
        title=_title(words, chunk.start, first),
        possessive=possessive,
        label_line=label,
        sure=chunk.body,
    )


def spell(words: Sequence[Word]) -> str:
    """The words as one line: glued where they are printed so, else one space between."""
    text, end = "", -1
    for word in words:
        text += word.text if word.start == end or not text else f" {word.text}"
        end = word.end
    return text


def _title(words: Sequence[Word], start: int, first: int) -> lex.Title | None:
    """The last form of address between two places."""
    for place in range(first - 1, start - 1, -1):
        for width in (2, 1):
            form = " ".join(word.norm for word in words[max(place - width + 1, start) : place + 1])
            if form in lex.titles():
                return lex.titles()[form]
    return None


def _votes(words: Sequence[Word], mention: Mention) -> dict[str, float]:
    """What form, lists, the parser and the neighbours say about one mention."""
    run = words[mention.first : mention.last]
    votes: Counter[str] = Counter()
    _vote_by_lists(run, mention, votes)
    if mention.sure:
        votes[BODY] += FORM_DECIDES
    if mention.first > mention.start:
        votes[PERSON] += FORM_DECIDES
    label = LABELS.get(Counter(word.ent for word in run).most_common(1)[0][0])
    if label:
        votes[label] += 1.0
    _vote_by_neighbours(words, mention, votes)
    return votes


def _vote_by_lists(run: Sequence[Word], mention: Mention, votes: Counter[str]) -> None:
    name = " ".join(word.norm for word in run)
    if name in lex.demonyms() and name not in lex.countries():
        votes[ADJECTIVE] += FORM_DECIDES
    elif lex.is_place(name):
        votes[PLACE] += FORM_DECIDES - 2
    if name in lex.words("nonnames"):
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
        elif lex.could_be_role(before) and not before.cap and mention.last - mention.first > 1:
            votes[PERSON] += 3.0
    if after is None or following is None:
        return
    if after.text in (",", "(") and (following.norm.isdigit() and len(following.norm) == 2):
        votes[PERSON] += 4.0
    elif "who" in (after.norm, following.norm if after.text == "," else ""):
        votes[PERSON] += 2.0
    if any(near is not None and is_speech(near) for near in (before, after)):
        votes[PERSON] += 1.0 if before is None or before.norm != "the" else 0.0
        votes[PLACE] -= 1.0


def is_speech(word: Word) -> bool:
    """True for a verb that reports words."""
    lemma = word.token.lemma_.lower() if word.token is not None else word.norm
    return lemma in lexicon.words("speech_verbs") and not word.cap


def _winner(votes: Counter[str]) -> str:
    best, score = max(votes.items(), key=lambda item: item[1], default=(OTHER, 0.0))
    return best if score > 0 else OTHER


def _family_names(mentions: Iterable[Mention]) -> None:
    """One word that ends a full name of the article names that person, whatever the parser says."""
    mentions = list(mentions)
    last_names = {
        mention.key.split()[-1] for mention in mentions if mention.kind == PERSON and " " in mention.key
    }
    listed = lex.words("known_bodies") | lex.words("metonyms")
    for mention in mentions:
        single = " " not in mention.key and mention.kind in (OTHER, BODY, PLACE)
        if (
            single
            and mention.key in last_names
            and mention.key not in listed
            and not lex.is_place(mention.key)
        ):
            mention.kind = PERSON
