"""A source becomes a speaker: name, type, role, institution, with the evidence for each step.

``words`` → ``chunks`` (``runs``, ``widening``) → ``mentions`` (``votes``, ``titlecase``) → ``people`` and
``bodies`` → ``roles`` and ``facts`` (before a name; ``clauses`` behind it) make the cast of an article, the
``scene``.  ``sources``, ``naming``, ``descriptions`` and ``pronouns`` read each source against it, in the
order of ``series``; ``speakers`` writes the result; ``keys`` makes one speaker of a name in many articles.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lib.records import Attribution, Span, Speaker
from lib.resolve import named as _named
from lib.resolve import scene as _scene
from lib.resolve import series as _series
from lib.resolve.keys import institution_key, speaker_key

if TYPE_CHECKING:
    from lib.parse import Document

__all__ = ["about", "institution_key", "resolve", "speaker_key"]


def resolve(document: "Document", attributions: Sequence[Attribution]) -> list[Speaker]:
    """One speaker for each attribution, in the same order; unknown fields are None."""
    return _series.speakers_of(_scene.of(document), attributions)


def about(document: "Document", content: Sequence[Span]) -> tuple[str, ...]:
    """People, bodies and places that the content names, by their fullest names in the article, each once."""
    return _named.names(_scene.of(document), content)
