"""Page furniture: the standalone lines of a page that are no part of its article.

Works on lines, never inside one.  A line is taken out for its wording (word lists of
``data/lexicon/furniture*.txt``) or its form (temperature, copyright, a row of menu words); what reads
like prose, is a quotation or reports one stays, whatever its first words.
"""

import functools
import re

from lib import lexicon

MENU_RUN = 3  # that many short lines in a row make a menu, if half of them name sections
MENU_WORDS = 3
LINK_WORDS = 22  # the longest headline of a link
CALL_WORDS = 25
START_WORDS = 30  # a weak beginning in front of more than this is prose
STRONG_WORDS = 45

EDGE = " \t:.!…|*_#>»«→←↓↑▶►▸•·‹›–—-"
TEMPERATURE = re.compile(r"[-−]?\d{1,3}(?:[.,]\d)?\s?[°º˚]?\s?[CF]")
COPYRIGHT = re.compile(
    r"(?:copyright\b\W{0,3}(?:©|\(c\)|\d{4}|by\b)|©|\(c\)\s*\d{4})|.*\ball rights reserved\b", re.IGNORECASE)
CREDITS = re.compile(r".{2,120}\bcontributed to this (?:report|story|article)\W*", re.IGNORECASE)
COUNTS = re.compile(
    r"\d+\+? (?:comments?|shares?|likes?|views?|min(?:ute)?s?(?: read)?)"
    r"|(?:about |updated |published )?\d+ (?:second|minute|min|hour|day|week|month)s? ago"
    r"|(?:reading time|time to read|estimated reading time):? .{1,20}"
    r"|\d+ of \d+|page \d+(?: of \d+)?|[-–—] ?\d+ ?[-–—]"
    r"|#\w+(?:[ ,]+#\w+)*", re.IGNORECASE)
CREDIT = re.compile(
    r"\(?(?:file )?(?:photo(?:graph)?s?|image|picture|illustration|graphic|video)(?: (?:courtesy|credit))?"
    r"(?:(?: by| via| courtesy of) (?-i:[A-Z]).{2,60}|(?::| ©| /) .{2,80})"
    r"|.{0,60}(?:/|via )\s?(?:getty images|afp|reuters|ap photo|epa|shutterstock|alamy)\)?"
    r"|(?:getty images|ap photo|afp photo)(?:[/ ].{0,40})?", re.IGNORECASE)
LINK_START = re.compile(
    r"(?i:read more|read also|also read|see also|more on|related|watch now|don[’']t miss|read next)"
    r"\W{1,4}(?=[A-Z“‘\"'\d])")
SPEECH = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?)|add(?:ed|s)|ask(?:ed|s)|according|warn(?:ed|s)|stat(?:ed|es)|"
    r"wrote|writes|explained|replied|announced|argued|claimed|insisted|urged)\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
QUOTED = re.compile(r"[\"“«‘„]\s?\w")


def strip(lines: list[str]) -> list[str]:
    """The lines without page furniture, in order; an empty line is a block boundary and stays."""
    drop = {index for index, line in enumerate(lines)
            if line and not _is_cut(lines, index) and is_furniture(line)}
    filled = [index for index, line in enumerate(lines) if line]
    links: set[int] = set()
    for place, index in enumerate(filled):
        folded = fold(lines[index])
        if folded in lexicon.words("furniture_lists"):
            drop.add(index)
            links.update(_links_below(lines, filled, place + 1))
        elif folded in lexicon.words("furniture_calls"):
            drop.add(index)
            drop.update(number for number in filled[place + 1:place + 2] if _goes_with_call(lines[number]))
    drop |= links | _menus(lines, filled)
    return [line for index, line in enumerate(lines) if index not in drop]


def is_furniture(line: str) -> bool:
    """True for a line that is page furniture by itself, wherever on the page it stands."""
    folded = fold(line)
    if not folded:
        return not any(char.isalnum() for char in line) and line[:1] not in "\"'“”‘’«»„"
    if folded in lexicon.words("furniture"):
        return True
    bare = line.strip(EDGE)
    if TEMPERATURE.fullmatch(bare) or COUNTS.fullmatch(line.strip()) or CREDITS.fullmatch(line):
        return True
    if len(line.split()) > STRONG_WORDS:
        return False
    if COPYRIGHT.match(line.strip()) and not SPEECH.search(line):
        return True
    if CREDIT.fullmatch(bare) and not SENTENCE_END.search(line):
        return True
    return _starts_like_furniture(line) or _menu_line(line)


def fold(line: str) -> str:
    """A line as the word lists hold it: lower case, straight apostrophes, without marks at its edges."""
    return " ".join(line.replace("’", "'").casefold().strip(EDGE).split())


def is_headline(line: str) -> bool:
    """True for a line that reads like a headline: short, and no sentence that ends."""
    words = line.split()
    return 0 < len(words) <= LINK_WORDS and not re.search(r"\.[\"'”’»)\]]*$", line) and line[-1:] not in ",;:"


def _is_cut(lines: list[str], index: int) -> bool:
    """True for a part of a sentence that goes over several lines; it is judged when they are one."""
    before = lines[index - 1] if index else ""
    after = lines[index + 1] if index + 1 < len(lines) else ""
    return any(len(line.split()) > MENU_WORDS and following[:1].islower()
               for line, following in ((before, lines[index]), (lines[index], after)))


def _starts_like_furniture(line: str) -> bool:
    text = line.replace("’", "'").casefold().lstrip(EDGE + "([")
    start = None
    if text.startswith(_starts()):
        start = max((start for start in _starts() if text.startswith(start)), key=len)
    if start is not None and not start[-1].isalnum():
        return True
    if SPEECH.search(line) or len(line.split()) > START_WORDS:
        return False
    if start is not None:
        following = text[len(start):len(start) + 1]
        return not following.isalnum() and not QUOTED.search(line)
    return bool(LINK_START.match(line.lstrip(EDGE))) and is_headline(line)


def _is_heading(line: str) -> bool:
    folded = fold(line)
    return folded in lexicon.words("furniture_lists") or folded in lexicon.words("furniture_calls")


@functools.cache
def _starts() -> tuple[str, ...]:
    return tuple(lexicon.words("furniture_starts"))


def _links_below(lines: list[str], filled: list[int], place: int) -> list[int]:
    """The lines under the heading of a list of links: headlines, up to prose or to another such heading."""
    links = []
    for index in (filled[number] for number in range(place, len(filled))):
        line = lines[index]
        if not is_headline(line) or _is_heading(line) or (QUOTED.search(line) and SPEECH.search(line)):
            break
        links.append(index)
    return links


def _goes_with_call(line: str) -> bool:
    words = re.findall(r"[a-z]+", line.lower())
    hits = sum(word in lexicon.words("furniture_call_words") for word in words)
    return len(words) <= CALL_WORDS and hits >= 2 and not SPEECH.search(line) and not QUOTED.search(line)


def _menu_line(line: str) -> bool:
    """A row of section names between bars ("Home | News | Sport") or a path to the page ("Home > World")."""
    parts = [part.strip() for part in re.split(r"\s*[|•·>»›/]\s*", line) if part.strip()]
    if len(parts) < 2 or any(len(part.split()) > 4 for part in parts) or SENTENCE_END.search(line):
        return False
    return _sections(parts) * 2 >= len(parts)


def _menus(lines: list[str], filled: list[int]) -> set[int]:
    """Runs of short lines that are mostly names of sections."""
    found: set[int] = set()
    run: list[int] = []
    for index in [*filled, -1]:
        if index >= 0 and len(lines[index].split()) <= MENU_WORDS and not SENTENCE_END.search(lines[index]):
            run.append(index)
            continue
        if len(run) >= MENU_RUN and _sections([lines[number] for number in run]) * 2 >= len(run):
            found.update(run)
        run = []
    return found


def _sections(parts: list[str]) -> int:
    return sum(fold(part) in lexicon.words("furniture_menu") for part in parts)
