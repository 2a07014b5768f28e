"""Hostile text made harmless, and figures said in words.  Pure: no Streamlit in here.

Article text reaches the page in one of three ways only: through ``escape`` into HTML that the app
itself wrote, through ``plain`` into a label that Streamlit reads as Markdown, or raw into a widget that
shows text as it is (text, selectbox, multiselect, data frame – looked at in the browser).
"""

import html
import re
from collections.abc import Iterable, Sequence

# Reversing marks in a name could turn the rest of a line round; other control characters show as nothing.
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")  # every ASCII mark may be escaped in Markdown

# Emoji codes (":smile:"), icons (":material/…:"), bare links ("www.…", mail addresses) and arrows ("->")
# are replaced after the escapes are gone, so they are broken by a character that shows nothing.
JOINER = "\u2060"
AFTER_ESCAPE = re.compile(r"(\\[:@<]|\\-(?=\\>)|w(?=ww))", re.IGNORECASE)

# Below these a reader is told to look before printing.  The confidence is calibrated, so "sure" means that
# at least five in six such statements were right on annotated news, "uncertain" that two in five were not.
SURE, CHECK = 0.85, 0.6
CONFIDENCE_WORDS = {
    "sure": "the attribution rests on a clear form of words",
    "check": "probably right: look at the sentence before you print it",
    "uncertain": "read the article before you use this",
}
KIND_BADGES = {
    "direct": ("quote", "the speaker’s own words, as printed"),
    "mixed": ("partly quoted", "only the words in quotation marks are the speaker’s own"),
    "indirect": ("paraphrase – the reporter’s words", "what the speaker said, in the reporter’s words"),
    "article": ("the article’s own words", "stated by the article itself, not by a named source"),
}


def escape(text: object) -> str:
    """Text for HTML between tags or in a quoted attribute: nothing in it acts as markup."""
    return html.escape(CONTROL.sub("\ufffd", BIDI.sub("", str(text))), quote=True)


def plain(text: object) -> str:
    """Text for a label that Streamlit reads as Markdown: shown letter by letter, on one line."""
    flat = " ".join(CONTROL.sub("\ufffd", BIDI.sub("", str(text))).split())
    return AFTER_ESCAPE.sub(rf"\1{JOINER}", MARKDOWN.sub(r"\\\1", flat))


def cell(value: object) -> str:
    """A table value as text; an unknown one (None, NaN, empty) is ""."""
    return "" if value is None or value != value else str(value).strip()


def shortened(text: str, limit: int) -> str:
    """At most ``limit`` characters, cut between words, with an ellipsis where something is missing."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


def counted(number: int, noun: str, plural: str = "") -> str:
    """"1 statement", "2 statements", "1,200 statements"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def result_line(shown: int, total: int, capped: bool = False) -> str:
    """The number of results in words: "7 of 12 statements", "12 statements", "the best 500 of 9,000 …"."""
    if capped:
        return f"the best {shown:,} of {counted(total, 'statement')}"
    return counted(shown, "statement") if shown == total else f"{shown:,} of {counted(total, 'statement')}"


def listed(items: Iterable[str]) -> str:
    """Items in one line: "a", "a and b", "a, b and c"."""
    *head, last = list(items) or [""]
    return f"{', '.join(head)} and {last}" if head else last


def rest_html(items: Sequence[str], noun: str) -> str:
    """What a list did not show, closed: "Show 12 more articles".  The items are HTML already; none, ""."""
    if not items:
        return ""
    return (f'<details class="rest"><summary>Show {counted(len(items), f"more {noun}")}</summary><ul>'
            + "".join(f"<li>{item}</li>" for item in items) + "</ul></details>")


def confidence_word(value: float) -> str:
    """"sure", "check" or "uncertain"."""
    return "sure" if value >= SURE else "check" if value >= CHECK else "uncertain"


def highlighted(text: str, stretches: Iterable[str]) -> str:
    """Escaped text with every one of the stretches, as they are printed in it, in ``<mark>``."""
    wanted = sorted(filter(None, stretches), key=len, reverse=True)
    if not wanted:
        return escape(text)
    pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, wanted)) + r")(?!\w)")
    out, place = [], 0
    for match in pattern.finditer(text):
        out += [escape(text[place:match.start()]), f"<mark>{escape(match[0])}</mark>"]
        place = match.end()
    return "".join([*out, escape(text[place:])])
