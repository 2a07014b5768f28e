"""What a mention is: the record, its kinds, and how words are spelled as one line."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.resolve import lex
from lib.resolve.words import Word

PERSON, BODY, PLACE, ADJECTIVE, OTHER = "person", "organisation", "place", "adjective", "other"


@dataclass(slots=True)
class Mention:
    """One naming in the text: word numbers of the name, and of titles and roles printed before it."""

    start: int
    first: int
    last: int
    text: str
    kind: str = OTHER
    title: lex.Title | None = None
    titled: str = ""  # the form of address as printed: "Lord"
    possessive: bool = False
    label_line: bool = False  # "KOVAR:" – a name printed in capitals before a colon
    sure: bool = False  # its form makes it a body, not only the votes

    @property
    def key(self) -> str:
        """Folded words, to find the same name elsewhere in the article."""
        return self.text.lower().replace("’", "'")


def spell(words: Sequence[Word]) -> str:
    """The words as one line: glued where they are printed so, else one space between."""
    text, end = "", -1
    for word in words:
        text += word.text if word.start == end or not text else f" {word.text}"
        end = word.end
    return text
