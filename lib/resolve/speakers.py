"""Readings → speakers: role, institution and the trail of evidence."""

from collections.abc import Callable, Sequence

from lib.records import Evidence, Span, Speaker
from lib.resolve.bodies import Body
from lib.resolve.clauses import VERB_RULE
from lib.resolve.keys import institution_key, speaker_key
from lib.resolve.people import Person
from lib.resolve.readings import Reading
from lib.resolve.roles import Fact
from lib.resolve.scene import Scene


def build(scene: Scene, spans: Sequence[Span], reading: Reading) -> Speaker:
    """The speaker of one statement with every step of the evidence."""
    if not spans:
        return Speaker(confidence=0.0)
    printed = " ".join(" ".join(scene.text[start:end].split()) for start, end in spans)
    trail = [Evidence("mention", printed, (spans[0][0], spans[-1][1]), "source")]
    if reading.name is None or sum(map(str.isalpha, reading.name)) < 2:
        return Speaker(
            mention=printed,
            evidence=(*trail, Evidence("name", "", None, reading.rule)),
            confidence=reading.confidence,
        )
    trail.append(_name_step(scene, spans, reading))
    role, institution = _affiliation(scene, spans, reading, trail)
    return Speaker(
        name=reading.name,
        type=reading.kind,
        role=role,
        institution=institution,
        mention=printed,
        key=speaker_key(reading.name, scene.article_id, reading.kind) or None,
        institution_key=(institution_key(institution) or None) if institution else None,
        evidence=tuple(trail),
        confidence=round(reading.confidence, 3),
    )


def _name_step(scene: Scene, spans: Sequence[Span], reading: Reading) -> Evidence:
    """The words that give the name: elsewhere in the article, or in the source itself."""
    mention = scene.at.get(reading.place)
    if mention is not None:
        span = scene.span(mention.first, mention.last)
    elif 0 <= reading.place < len(scene.words):
        span = scene.span(reading.place, reading.place + 1)
    else:
        span = spans[0]
    return Evidence("name", scene.text[span[0] : span[1]], span, reading.rule)


def _affiliation(
    scene: Scene, spans: Sequence[Span], reading: Reading, trail: list[Evidence]
) -> tuple[str | None, str | None]:
    if reading.joint:
        return _shared(scene, spans, reading, trail)
    if reading.kind == "organisation":
        return None, _own_body(reading, _name_step(scene, spans, reading), trail)
    facts = (
        list(reading.who.facts) if isinstance(reading.who, Person) else [reading.fact] if reading.fact else []
    )
    own = reading.mention.first if reading.mention is not None else -1
    held = _best(facts, own, _has_role) if isinstance(reading.who, Person) else None
    member = _best(facts, own, lambda fact: scene.institution(fact)[0])
    if held is not None and member is not None and member.former and not held.former:
        member = None  # today's role is not held in yesterday's body
    return _note_role(scene, held, trail), _note_institution(scene, member, trail)


def _own_body(reading: Reading, name_step: Evidence, trail: list[Evidence]) -> str | None:
    """A body that speaks is its own institution; a country is not."""
    if reading.rule.startswith(("place", "an unnamed body")):
        return None
    trail.append(Evidence("institution", name_step.words, name_step.span, "a body speaks for itself"))
    return reading.who.name if isinstance(reading.who, Body) else reading.name


def _best(facts: Sequence[Fact], own: int, says: Callable[[Fact], object]) -> Fact | None:
    """The best fact that says something: beside this mention, not past, with a body, no mere title."""
    saying = [fact for fact in facts if says(fact)]
    if not saying:
        return None
    return min(
        saying,
        key=lambda fact: (
            fact.at != own,
            fact.former,
            fact.rule == VERB_RULE and says is _has_role,
            fact.body is None and fact.generic is None,
            fact.rule.startswith("title"),
            fact.start,
        ),
    )


def _has_role(fact: Fact) -> str | None:
    return fact.role


def _note_role(scene: Scene, fact: Fact | None, trail: list[Evidence]) -> str | None:
    if fact is None or fact.role is None:
        return None
    span = scene.span(*fact.role_words) if fact.role_words else None
    words = scene.text[span[0] : span[1]] if span else fact.role
    trail.append(Evidence("role", words, span, fact.rule))
    told_apart = fact.generic is not None and fact.body is None and scene.institution(fact)[0] is not None
    return fact.bare_role if told_apart else fact.role


def _note_institution(scene: Scene, fact: Fact | None, trail: list[Evidence]) -> str | None:
    if fact is None:
        return None
    name, span = scene.institution(fact)
    if name is None or span is None:
        return None
    rule = fact.rule if fact.body is not None else f"{fact.rule}; common noun for a body named in the article"
    trail.append(Evidence("institution", scene.text[span[0] : span[1]], span, rule))
    return name


def _shared(
    scene: Scene, spans: Sequence[Span], reading: Reading, trail: list[Evidence]
) -> tuple[str | None, str | None]:
    """Role and institution of joint speakers: only what is the same for all."""
    steps: list[list[Evidence]] = [[] for _ in reading.joint]
    pairs = [_affiliation(scene, spans, one, step) for one, step in zip(reading.joint, steps, strict=True)]
    role = pairs[0][0] if len({pair[0] for pair in pairs}) == 1 else None
    institution = pairs[0][1] if len({pair[1] for pair in pairs}) == 1 else None
    kept = {"role"} if role else set()
    kept |= {"institution"} if institution else set()
    trail.extend(step for step in steps[0] if step.step in kept)
    return role, institution
