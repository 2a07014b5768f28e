"""Repair of characters: what the reader saw, not what an encoding or a layout made of it.

ftfy undoes wrong decoding and entities; the rest of this module are the spaces, hyphens and invisible
characters that would make a quotation differ from itself.  Quotation marks stay as printed.
"""

import re
import unicodedata

from lib import lexicon

# Spaces of every width and the hyphens that forbid or allow a break, to their plain forms: a search
# for "Ho Chi Minh" or "Jong-un" must find the text however it was set.
PLAIN = {**{ord(char): " " for char in "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
                                      "\u2008\u2009\u200a\u202f\u205f\u3000"},
         0x2010: "-", 0x2011: "-"}
BREAKS = {ord(char): "\n" for char in "\x0b\x0c\x1c\x1d\x1e\u2028\u2029"}  # vertical tab, form feed, …
JOINERS = "\u200c\u200d"  # they spell words in some scripts and hold emoji together
SOFT_BREAK = re.compile(r"\u00ad[ \t]*\r?\n[ \t]*(?=\w)")
# The last byte of a closing mark (0x9D) has no character in cp1252 and is often lost or replaced.
LOST_CLOSE = re.compile("â€(?:\x9d|\ufffd|\\?|(?=[\\s.,;:!?)\\]—-])|$)", re.MULTILINE)
SQUASHED = re.compile(r"(?:(?<=[^\W_][^\W_])|(?<=[%)\]]))[.!?]+"
                      r"(?P<mark>[\"”’»]?)(?P<open>[“‘«\"]?)(?=[^\W\d_a-z])")
LAST_WORD = re.compile(r"(?:[^\W\d_]+|\d+|[%)\]])$")
DOMAIN_ENDS = frozenset({"ai", "biz", "com", "edu", "eu", "gov", "html", "info", "io", "js", "net", "news",
                         "org", "tv", "uk", "us"})


def characters(text: str) -> str:
    """The text with its characters repaired: encoding, entities, spaces, hyphens, invisible ones; NFC.

    Line ends become ``\\n``, lines lose their outer spaces, runs of spaces become one.
    """
    import ftfy

    text = SOFT_BREAK.sub("", _tidy(text.translate(BREAKS)))
    if "â€œ" in text:
        text = LOST_CLOSE.sub("â€\x9d", text)
    settings = ftfy.TextFixerConfig(uncurl_quotes=False, fix_character_width=False, normalization="NFC",
                                    unescape_html="<" not in text)
    fixed = (line if _is_plain(line) else ftfy.fix_text(line, settings) for line in text.split("\n"))
    text = _without_invisible("\n".join(fixed).translate(PLAIN))
    return unicodedata.normalize("NFC", _tidy(text)).strip()


def one_line(value: object, limit: int = 500) -> str | None:
    """A field such as a title as one repaired line of at most ``limit`` characters; None if it is empty."""
    if value is None or isinstance(value, (dict, list)):
        return None
    return " ".join(characters(str(value)[:4 * limit]).split())[:limit].strip() or None


def split_squashed(paragraph: str) -> str:
    """A paragraph cut where another was stuck to its end ("he said.The ministry"): a blank line there.

    Inside an open quotation the missing piece is a space: the speaker goes on.  Abbreviations,
    addresses and numbers stay whole.
    """
    def mend(match: re.Match[str]) -> str:
        if not _is_squash(paragraph, match):
            return match[0]
        mark, opening = match["mark"], match["open"]
        inside = _inside_quote(paragraph, match.start("mark"))
        if mark == '"' and not inside:  # a straight mark that nothing opened belongs to what follows
            mark, opening = "", '"'
        gap = " " if inside and not mark else "\n\n"
        return paragraph[match.start():match.start("mark")] + mark + gap + opening

    return SQUASHED.sub(mend, paragraph)


def _tidy(text: str) -> str:
    """The text with ``\\n`` as line end, single spaces, none around line ends, and one blank line at most."""
    text = re.sub(r"[ \t]{2,}", " ", re.sub(r"\r\n?", "\n", text))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]?\n[ \t]?", "\n", text))


def _is_plain(line: str) -> bool:
    """True for a line in which there is nothing to repair."""
    return line.isascii() and line.isprintable() and "&" not in line


def _is_squash(text: str, match: re.Match[str]) -> bool:
    before = LAST_WORD.search(text[max(0, match.start() - 40):match.start()])
    after = re.match(r"[^\W\d_]+", text[match.end():match.end() + 40])
    word, following = (before[0] if before else ""), (after[0] if after else "")
    if not following[:1].isupper() or following.lower() in DOMAIN_ENDS:
        return False
    if word.isalnum() and (len(word) == 1 or word[-2:].lower() != word[-2:]):
        return False  # "U.S.Army", "NATO.Some", "No.5.Some"
    if word.lower() in lexicon.words("abbreviations"):
        return False  # "Mr.Smith"
    return not re.search(r"://|www\.|@|[\\_=]", _token(text, match.start(), match.end()))


def _token(text: str, start: int, end: int) -> str:
    """The run without spaces around a place, at most 200 characters to each side."""
    before, after = text[max(0, start - 200):start], text[end:end + 200]
    return before.rpartition(" ")[2] + text[start:end] + after.partition(" ")[0]


def _inside_quote(text: str, place: int) -> bool:
    """True where a quotation of double marks, opened before this place, is still open."""
    recent = text[max(0, place - 5_000):place]
    return recent.count("“") + recent.count("«") > recent.count("”") + recent.count("»") \
        or recent.count('"') % 2 == 1


def _without_invisible(text: str) -> str:
    """The text without control and format characters; joiners stay between letters that need them."""
    if text.isascii() and text.isprintable():
        return text
    doubtful = {char for char in set(text) - {"\n"} if unicodedata.category(char) in ("Cc", "Cf", "Co")}
    for char in doubtful - set(JOINERS):
        text = text.replace(char, "")
    if doubtful & set(JOINERS):
        text = re.sub(f"(?<![\u0600-\u1fff\u2600-\ud7ff\U0001f000-\U0001ffff\ufe0f])[{JOINERS}]+"
                      f"|[{JOINERS}]+(?![\u0600-\u1fff\u2600-\ud7ff\U0001f000-\U0001ffff])", "", text)
    return text
