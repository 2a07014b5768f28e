"""The statements of an article, read in the order of the text: who spoke before decides whom "he" means."""

from collections.abc import Sequence

from lib.records import Attribution, Speaker
from lib.resolve import lex, speakers
from lib.resolve.bodies import Body
from lib.resolve.people import Person
from lib.resolve.pronouns import Spoken
from lib.resolve.readings import Reading
from lib.resolve.scene import Scene
from lib.resolve.sources import is_document, read

MEMORY = 6  # statements a pronoun can look back on
INSIDE = "the speaker of the quotation around it"


def speakers_of(scene: Scene, attributions: Sequence[Attribution]) -> list[Speaker]:
    """One speaker for each attribution, in the given order."""
    readings: dict[int, Reading] = {}
    spoken: list[Spoken] = []
    for number in sorted(range(len(attributions)), key=lambda k: _place(attributions[k])):
        source = attributions[number].source
        readings[number] = read(scene, source, spoken[-MEMORY:])
        _remember(scene, attributions[number], readings[number], spoken)
    _give_inner(scene, attributions, readings)
    return [speakers.build(scene, attributions[k].source, readings[k]) for k in range(len(attributions))]


def _place(attribution: Attribution) -> tuple[int, int]:
    spans = attribution.source or attribution.found.cue or attribution.found.content
    return spans[0] if spans else (0, 0)


def _remember(scene: Scene, attribution: Attribution, reading: Reading, spoken: list[Spoken]) -> None:
    """Keeps who spoke, for later pronouns; somebody inside a quotation is not remembered."""
    if not attribution.source or reading.name is None or not scene.words:
        return
    start, end = scene.range(attribution.source[0])
    if start >= end or scene.words[start].quoted:
        return
    who = reading.who if isinstance(reading.who, Person | Body) else reading
    person = reading.kind in ("person", "unnamed")
    spoken.append(Spoken(start, who, reading.sex, reading.plural, person, is_document(scene, start, end)))


def _give_inner(scene: Scene, attributions: Sequence[Attribution], readings: dict[int, Reading]) -> None:
    """ "I" and "we" as sources inside a quotation: whoever speaks the quotation."""
    contents = sorted(
        (span[0], span[1], number)
        for number, attribution in enumerate(attributions)
        for span in attribution.found.content
    )
    for number, attribution in enumerate(attributions):
        if not attribution.source or readings[number].name is not None:
            continue
        start, end = scene.range(attribution.source[0])
        if start >= end or scene.words[start].norm not in lex.FIRST_PRONOUNS | {"we", "our", "us"}:
            continue
        place = attribution.source[0][0]
        around = [k for low, high, k in contents if low <= place < high and k != number]
        outer = readings[around[-1]] if around else None
        if outer is not None and outer.name is not None:
            readings[number] = Reading(
                outer.name,
                outer.kind,
                outer.who,
                min(outer.confidence, 0.8),
                INSIDE,
                outer.place,
                outer.mention,
                outer.fact,
                outer.joint,
                outer.sex,
                outer.plural,
            )
