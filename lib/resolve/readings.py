"""What a source was read as: the step between the words of a source and the speaker."""

from dataclasses import dataclass, field
from itertools import pairwise

from lib.resolve import lex
from lib.resolve.bodies import Body
from lib.resolve.kinds import Mention
from lib.resolve.people import Match, Person, spelled
from lib.resolve.roles import Fact
from lib.resolve.scene import Scene


@dataclass(slots=True, eq=False)
class Reading:
    """Whom a source means, before role and institution are looked up."""

    name: str | None
    kind: str | None
    who: object = None  # Person, Body, or words of somebody unnamed; what later pronouns point at
    confidence: float = 0.9
    rule: str = ""
    place: int = -1  # word that names the one meant; -1 where that is the source itself
    mention: Mention | None = None
    fact: Fact | None = None  # role and institution in the source's own words
    joint: list["Reading"] = field(default_factory=list)
    sex: str = ""
    plural: bool = False


def of_entity(who: object, confidence: float, rule: str, place: int) -> Reading:
    """The reading of a pronoun or a role that points at somebody known."""
    if isinstance(who, Person):
        return Reading(who.name, "person", who, confidence, rule, place, sex=who.sex)
    if isinstance(who, Body):
        return Reading(who.name, "organisation", who, confidence, rule, place)
    if isinstance(who, Reading):
        return Reading(
            who.name,
            who.kind,
            who.who,
            min(confidence, who.confidence),
            rule,
            place,
            who.mention,
            who.fact,
            who.joint,
            who.sex,
            who.plural,
        )
    return Reading(None, None, confidence=0.3, rule=rule)


def of_person(scene: Scene, mention: Mention) -> Reading:
    """The reading of one mention of a person."""
    match = scene.person(mention)
    if match.person is not None:
        sure = match.confidence * (0.75 if mention.label_line and not match.person.full else 1.0)
        return Reading(
            match.person.name,
            "person",
            match.person,
            sure,
            match.rule,
            mention=mention,
            place=_best_mention(match, mention),
            sex=match.person.sex,
        )
    confidence = 0.4 if match.others else 0.75
    rule = match.rule if match.others else "name of a form the article does not explain"
    name = spelled(mention)
    return Reading(name, "person", name, confidence, rule, mention=mention)


def _best_mention(match: Match, mention: Mention) -> int:
    """The word where the name stands that is shown."""
    person = match.person
    if person is None or person.name == mention.text:
        return mention.first
    full = [said for said in person.mentions if said.text == person.name]
    return full[0].first if full else mention.first


def of_body(scene: Scene, mention: Mention) -> Reading:
    """What a mention of a body means: the body with its fullest name, or the words alone if it is unknown."""
    body = scene.bodies.of(mention)
    name = body.name if body is not None else mention.text
    place = next(
        (said.first for said in (body.mentions if body else []) if name.endswith(said.text)), mention.first
    )
    return Reading(
        name,
        "organisation",
        body or name,
        0.95 if body else 0.75,
        "name of a body" if place == mention.first else "fullest name of the body",
        place,
        mention,
    )


def of_several(readings: list[Reading]) -> Reading:
    """The reading of names joined by "and": all of them speak."""
    _share_surname(readings)
    names = list(dict.fromkeys(reading.name for reading in readings if reading.name))
    text = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    kinds = {reading.kind for reading in readings}
    return Reading(
        text,
        "person" if "person" in kinds else "organisation",
        text,
        min(reading.confidence for reading in readings),
        "joint speakers",
        readings[0].place,
        joint=readings,
        plural=True,
    )


def _share_surname(readings: list[Reading]) -> None:
    """ "John and Brian Vale": a given name alone takes the surname of the full name behind it."""
    for one, two in pairwise(readings):
        if (
            one.kind == two.kind == "person"
            and one.name
            and two.name
            and " " not in one.name
            and (" " in two.name and lex.given_sex(one.name.lower()) is not None)
        ):
            one.name = f"{one.name} {two.name.split(' ', 1)[1]}"
