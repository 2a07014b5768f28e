"""Pronouns → whom they mean: the nearest fitting person, weighed by speech, subjecthood and distance.

Weights follow the usual salience order of pronoun resolution (Lappin and Leass 1994: subject before
object, recency, same sentence), with one of the trade's own on top: in news a pronoun that speaks is
mostly the one who spoke last.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lib.resolve.bodies import Body
from lib.resolve.kinds import BODY, PERSON, Mention
from lib.resolve.people import GIVEN_WEIGHT, Person
from lib.resolve.scene import Scene

REACH = 8  # sentences back
FORWARD_REACH = 5  # sentences ahead, for "“…,” she said. Ann Lee, …"
LAST_SPEAKER, SPEAKER_BEFORE, SUBJECT, SENTENCE_FIRST = 3.0, 1.0, 2.0, 0.5
OWNER, QUOTED, HEADING, PARAGRAPH, AGREES, CLASHES, DISTANCE = -1.5, -4.0, -1.5, 0.5, 1.0, -4.0, 1.0
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "agent")
UNSURE, FORWARD, DOCUMENT = 0.5, 0.6, 0.8


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement made before: the word where its source stands, and who that was."""

    place: int
    who: object  # Person, Body, or the words of somebody unnamed
    sex: str = ""
    plural: bool = False
    person: bool = True
    document: bool = False  # its words are those of a report, a study, a letter


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom a pronoun means, how surely, and the rule that decided."""

    who: object
    confidence: float
    rule: str
    place: int = -1  # word where the one meant is named


def person(scene: Scene, place: int, sex: str, spoken: Sequence[Spoken]) -> Antecedent | None:
    """Whom "he" or "she" at a word means; None where nobody fits."""
    scores: dict[object, float] = defaultdict(lambda: -99.0)
    places: dict[object, int] = {}
    for mention in _named_before(scene, place, PERSON):
        match = scene.person(mention).person
        if match is None or _excluded(match, sex):
            continue
        score = _salience(scene, mention, place) + _agreement(match, sex)
        if score >= scores[match]:
            scores[match], places[match] = score, mention.first
    _add_speakers(scene, place, sex, spoken, scores, places)
    if not scores:
        return _person_ahead(scene, place, sex)
    return _best(scores, places)


def body(scene: Scene, place: int, spoken: Sequence[Spoken]) -> Antecedent | None:
    """Which body "it" at a word means; the report that spoke in the sentence before goes first."""
    if spoken and spoken[-1].document and _sentences_between(scene, spoken[-1].place, place) == 1:
        return Antecedent(spoken[-1].who, DOCUMENT, "“it”: the document that spoke last", spoken[-1].place)
    scores: dict[object, float] = defaultdict(lambda: -99.0)
    places: dict[object, int] = {}
    for mention in _named_before(scene, place, BODY):
        one = scene.bodies.of(mention)
        if one is not None:
            score = _salience(scene, mention, place)
            if score >= scores[one]:
                scores[one], places[one] = score, mention.first
    for rank, said in enumerate(reversed(spoken[-3:])):
        near = _sentences_between(scene, said.place, place)
        if not said.person and near <= REACH:
            score = scores[said.who] if scores[said.who] > -99 else -DISTANCE * min(near, 4)
            scores[said.who] = score + (LAST_SPEAKER if rank == 0 else SPEAKER_BEFORE)
            places.setdefault(said.who, said.place)
    return _best(scores, places) if scores else None


def several(scene: Scene, place: int, spoken: Sequence[Spoken]) -> Antecedent | None:
    """Whom "they" at a word means: the last ones who spoke as several, or a body."""
    for said in reversed(spoken[-3:]):
        if said.plural and _sentences_between(scene, said.place, place) <= 3:
            return Antecedent(said.who, 0.7, "“they”: the last who spoke as several", said.place)
    if (
        spoken
        and isinstance(spoken[-1].who, Body)
        and _sentences_between(scene, spoken[-1].place, place) <= 2
    ):
        return Antecedent(spoken[-1].who, 0.6, "“they”: the body that spoke last", spoken[-1].place)
    return None


def _named_before(scene: Scene, place: int, kind: str) -> list[Mention]:
    """Mentions of a kind in the sentences before a word, and before it in its own."""
    first = scene.words[place].sentence - REACH
    start = place
    while start > 0 and scene.words[start - 1].sentence >= first and start > place - 400:
        start -= 1
    return [mention for mention in scene.mentions_between(start, place) if mention.kind == kind]


def _excluded(match: Person, sex: str) -> bool:
    """True for somebody the article's own words call by the other sex; nobody where no sex is asked for."""
    return bool(sex) and bool(match.sex) and match.sex != sex and match.sexes[match.sex] > GIVEN_WEIGHT


def _agreement(match: Person, sex: str) -> float:
    return 0.0 if not match.sex or not sex else AGREES if match.sex == sex else CLASHES


def _salience(scene: Scene, mention: Mention, place: int) -> float:
    """How present a mention is at a later word."""
    words = scene.words
    word, here = words[mention.last - 1], words[place]
    score = -DISTANCE * _sentences_between(scene, mention.first, place)
    if word.token is not None and (
        word.token.dep_ in SUBJECTS or (word.token.dep_ == "appos" and word.token.head.dep_ in SUBJECTS)
    ):
        score += SUBJECT
    if words[mention.start].first:
        score += SENTENCE_FIRST
    if mention.possessive:
        score += OWNER
    if words[mention.first].quoted and not here.quoted:
        score += QUOTED
    if words[mention.first].paragraph in scene.headings:
        score += HEADING
    return score + (PARAGRAPH if word.paragraph == here.paragraph else 0.0)


def _sentences_between(scene: Scene, one: int, other: int) -> int:
    return abs(scene.words[other].sentence - scene.words[one].sentence)


def _add_speakers(
    scene: Scene,
    place: int,
    sex: str,
    spoken: Sequence[Spoken],
    scores: dict[object, float],
    places: dict[object, int],
) -> None:
    """Raises those who spoke last; somebody unnamed who spoke can be meant too."""
    seen: set[int] = set()
    for rank, said in enumerate(reversed(spoken[-4:])):
        if id(said.who) in seen or said.plural or not said.person or (said.sex and sex and said.sex != sex):
            continue
        seen.add(id(said.who))
        distance = _sentences_between(scene, said.place, place)
        if distance > REACH or (isinstance(said.who, Person) and _excluded(said.who, sex)):
            continue
        if scores[said.who] == -99.0:
            scores[said.who] = -DISTANCE * distance + (
                _agreement(said.who, sex) if isinstance(said.who, Person) else 0
            )
            places[said.who] = said.place
        scores[said.who] += LAST_SPEAKER if rank == 0 else SPEAKER_BEFORE


def _best(scores: dict[object, float], places: dict[object, int]) -> Antecedent:
    """The highest score; surer the further the next one is behind."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], -places[item[0]]))
    (who, best), rest = ranked[0], ranked[1:]
    margin = best - rest[0][1] if rest else 9.0
    confidence = next(
        sure
        for least, sure in ((6.0, 0.92), (3.0, 0.88), (1.5, 0.8), (0.75, 0.68), (-1.0, UNSURE))
        if margin >= least
    )
    rule = (
        "pronoun: the only one it can mean" if not rest else "pronoun: the most present of those it can mean"
    )
    return Antecedent(who, confidence, rule, places[who])


def _person_ahead(scene: Scene, place: int, sex: str) -> Antecedent | None:
    """Somebody named soon after the pronoun, where nobody was named before it."""
    end = place
    while end < len(scene.words) and scene.words[end].sentence <= scene.words[place].sentence + FORWARD_REACH:
        end += 1
    for mention in scene.mentions_between(place, end):
        match = scene.person(mention).person if mention.kind == PERSON else None
        if (
            match is not None
            and not (match.sex and match.sex != sex)
            and not scene.words[mention.first].quoted
            and (not mention.possessive)
        ):
            return Antecedent(match, FORWARD, "pronoun: the first person named after it", mention.first)
    return None
