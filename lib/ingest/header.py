"""What stands above the prose of a plain text: title, author line, date line, the page's running header.

Only the head is read: the lines up to the first that is prose, so that "By Monday" inside the article
is never an author.
"""

import re
from dataclasses import dataclass, replace

from lib.ingest import dates, furniture

HEAD_LINES = 40  # a page menu can stand above the title
PROSE_WORDS = 6  # a sentence that ends and has so many words is prose
LONG_WORDS = 25  # so is any line of so many
TITLE_WORDS = 25
PLACE_WORDS = 3
MAX_LINE = 200  # characters of an author or date line
MAX_LABEL_WORDS = 4  # of a part beside author or date: the section, the outlet, "5 min read"
SEPARATOR = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+")
NAME = r"[A-Z][\w.'’-]*"
PARTICLE = r"(?:de|da|del|della|di|du|van|von|der|den|bin|al|el|la|le|y|of|for|the|in|at)"
NAMES = rf"{NAME}(?:\s+(?:{NAME}|{PARTICLE}))*"
JOBS = "writer|editor|correspondent|reporter|staff|bureau|chief|columnist|contributor"
JOB_LINE = re.compile(rf"(?:[\w’'-]+ ){{0,4}}(?:{JOBS})", re.IGNORECASE)
JOB = re.compile(r"\s*,\s*(?:[\w’'-]+\s+)*(?:" + JOBS + r"|news|press|agency)\b.*$",
                 re.IGNORECASE)
BYLINE = re.compile(
    r"(?i:(?:written|reported|words|reporting)\s+by|by|author|byline)\s*:?\s+"
    rf"(?P<author>{NAMES}(?:\s*(?:,|&|\band\b)\s*{NAMES})*)\s*[.;,]?")
CREDITS = re.compile(
    rf"\(?(?i:reporting\s+by)\s+(?P<author>{NAMES}(?:\s*(?:,|&|\band\b)\s*{NAMES})*)(?:[;,.)].*)?")
BODY = re.compile(r"the\s.*\b(?:press|staff|board|desk|times|post|news)", re.IGNORECASE)
NO_NAMES = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "the",
                      "a", "an", "this", "that"})
NO_TITLE = re.compile(r"[-*•–—]\s|\(?\d{1,3}[.)]\s|[QA][.:]\s")  # points of a list, questions and answers
ABBREVIATED_END = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Inc|Jr|Sr|Co|Corp|Ltd)\.$")


@dataclass(frozen=True, slots=True)
class Header:
    """What the head of a page says of its article; None where it does not."""

    author: str | None = None
    date: str | None = None

    def filled(self, other: "Header") -> "Header":
        """This header with its gaps filled from another one."""
        return replace(self, author=self.author or other.author, date=self.date or other.date)


def take(lines: list[str]) -> tuple[list[str], Header]:
    """The lines without author, date and running-header lines of the head, and what these said."""
    head = _head(lines)
    header, drop, running = Header(), set(), None
    for index in head:
        read = _read(lines[index])
        if read is None and header.author and JOB_LINE.fullmatch(lines[index]) and index - 1 in drop:
            read = Header()  # "Staff Writer" under the name
        if read is None:
            continue
        drop.add(index)
        if dates.names_weekday(lines[index]):
            running = running or read.date  # the day of the page, unless a line names the article's
            read = replace(read, date=None)
        header = header.filled(read)
    header = header.filled(Header(date=running))
    drop |= _places(lines, head, drop)
    tail = next((line for line in reversed(lines) if line), "")
    if len(tail) <= 2 * MAX_LINE and (credit := CREDITS.fullmatch(tail)):
        header = header.filled(Header(author=_author(credit["author"])))
    return [line for index, line in enumerate(lines) if index not in drop], header


def title_of(text: str) -> str | None:
    """The first paragraph if it reads like a headline and something follows; the text keeps it."""
    first, _, rest = text.partition("\n\n")
    line = " ".join(first.split())
    if not rest.strip() or len(line.split()) > TITLE_WORDS or line[-1:] in tuple(",;:"):
        return None
    ended = re.search(r"\.[\"'”’»)\]]*$", line) and not ABBREVIATED_END.search(line)
    dateline = line.endswith(("—", "–", "-"))
    listed = NO_TITLE.match(line)
    return None if ended or dateline or listed or not any(char.isalpha() for char in line) else line


def _head(lines: list[str]) -> list[int]:
    """Numbers of the filled lines above the first prose, at most HEAD_LINES."""
    head = []
    for index, line in enumerate(lines):
        if not line:
            continue
        following = lines[index + 1] if index + 1 < len(lines) else ""
        if len(head) == HEAD_LINES or _is_prose(line, following):
            break
        head.append(index)
    return head


def _is_prose(line: str, following: str) -> bool:
    words = len(line.split())
    if len(line) <= MAX_LINE and (dates.date_line(line) or BYLINE.fullmatch(line)):
        return False
    ended = furniture.SENTENCE_END.search(line) and line[-1] not in "?!"
    return bool(ended and words >= PROSE_WORDS) or words >= LONG_WORDS or following[:1].islower()


def _read(line: str) -> Header | None:
    """What an author or date line says; None for any other line."""
    if len(line) > MAX_LINE:
        return None
    if day := dates.date_line(line):
        return Header(date=day)
    if author := author_of(line):
        return Header(author=author)
    if dates.clock_line(line):
        return Header()
    parts = [part for part in SEPARATOR.split(line) if part]
    if len(parts) < 2:
        return _author_and_date(line)
    said = Header()
    for part in parts:
        read = Header(date=dates.date_line(part), author=author_of(part))
        if read == Header() and len(part.split()) > MAX_LABEL_WORDS:
            return None
        said = said.filled(read)
    return said if said != Header() else None


def _author_and_date(line: str) -> Header | None:
    """ "By Jane Roe, June 3, 2024" or "June 3, 2024 by Jane Roe" in one piece."""
    for place in (match.start() for match in re.finditer(r"[\s,]+(?=\S)", line)):
        first, second = line[:place], line[place:].strip(" ,")
        for names, day in ((first, second), (second, first)):
            if (author := author_of(names)) and (read := dates.date_line(day)):
                return Header(author=author, date=read)
    return None


def author_of(line: str) -> str | None:
    """The author of a line such as "By Jane Roe, Political Editor"; None for any other line."""
    match = BYLINE.fullmatch(line.strip())
    return _author(match["author"]) if match else None


def _author(words: str) -> str | None:
    """The names of an author line without job and paper ("Jane Roe, Political Editor"); None if no name."""
    first = words.split()[0].lower().strip(".,")
    if (first in NO_NAMES and not BODY.fullmatch(words)) or dates.read_day(words):
        return None
    words = re.sub(r"\s+(?:in|at|for)\s.*$", "", words)
    name = JOB.sub("", words)
    if not 0 < len(name.split()) <= 16:
        return None
    return " ".join(part.title() if part.isupper() and len(part) > 2 else part for part in name.split())


def _places(lines: list[str], head: list[int], dropped: set[int]) -> set[int]:
    """Short lines beside a temperature or a running date: the place of the weather.

    Beside a date only if a line that can be the title follows in a later block: "Mayor quits" over a
    date is a title.
    """
    found: set[int] = set()
    for block in _blocks(lines, head):
        weather = any(furniture.TEMPERATURE.fullmatch(lines[index]) for index in block)
        running = any(index in dropped and dates.names_weekday(lines[index]) for index in block)
        title_below = any(index > block[-1] and index not in dropped for index in head)
        if weather or (running and title_below):
            found.update(index for index in block if len(lines[index].split()) <= PLACE_WORDS)
    return found


def _blocks(lines: list[str], head: list[int]) -> list[list[int]]:
    blocks: list[list[int]] = []
    for index in head:
        if blocks and index == blocks[-1][-1] + 1 and lines[index - 1]:
            blocks[-1].append(index)
        else:
            blocks.append([index])
    return blocks
