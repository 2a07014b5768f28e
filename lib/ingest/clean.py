"""Raw text → the text of an article: repair of characters, page furniture out, lines joined."""

from dataclasses import dataclass, field

from lib.ingest import furniture, lines, repair
from lib.ingest.header import Header, take

# Taking a line out or joining two can make new furniture or a new mended character; one or two rounds
# are the rule.  The result is a fixed point, so an article that is read again stays as it is.
MAX_ROUNDS = 8
TITLE_ZONE = 6  # paragraphs in which a given title may already stand


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text with its paragraphs apart by blank lines, and what its head said."""

    text: str
    header: Header = field(default_factory=Header)


def clean(raw: str, title: str | None = None) -> Cleaned:
    """The article's text.  A title that the text does not begin with becomes its first paragraph.

    A headline can hold a statement ("Brandt: 'No new taxes'"), and a statement is a place in the text.
    """
    text, found = repair.characters(raw), Header()
    if title and not _has_title(text, title):
        text = f"{title}\n\n{text}"
    for _ in range(MAX_ROUNDS):
        before = text
        kept, read = take(text.split("\n"))
        found = found.filled(read)
        text = repair.characters(lines.join("\n".join(furniture.strip(kept))))
        if text == before:
            break
    return Cleaned(text, found)


def _has_title(text: str, title: str) -> bool:
    wanted = _letters(title)
    first = [line for line in text.split("\n") if line][:TITLE_ZONE]
    starts = ["".join(_letters(line) for line in first[place:place + 3]) for place in range(len(first))]
    return not wanted or any(start.startswith(wanted) for start in starts)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
