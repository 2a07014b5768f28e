"""Names → keys that are equal where the name means the same speaker or institution in any article."""

import functools
import re
import unicodedata

from lib.resolve import lex

SPECIAL_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "Ø": "O",
        "Ł": "L",
        "Đ": "D",
        "Æ": "AE",
        "Œ": "OE",
        "Þ": "Th",
    }
)
SPELLINGS = {
    "centre": "center",
    "defence": "defense",
    "labour": "labor",
    "organisation": "organization",
    "programme": "program",
    "dept": "department",
    "govt": "government",
    "assn": "association",
    "univ": "university",
    "theatre": "theater",
    "intl": "international",
    "natl": "national",
}
DESCRIPTIVE = ("news agency",)
INVERTED = re.compile(r"^(ministry|department|office|bureau) (?:of|for) (?:the )?(.+)$")
OF_COUNTRY = re.compile(r"^(.+) of (?:the )?(.+)$")
NO_SURNAME = frozenset(("jr", "sr", "ii", "iii", "iv", "jnr", "snr"))


def speaker_key(name: str, article_id: str = "", kind: str | None = "person") -> str:
    """One key for one speaker across the archive; "" for an empty name.

    ``kind`` is a ``records.SPEAKER_TYPES`` value.  The same full name gives one key whatever its
    diacritics, initials, middle names or transliteration.  A lone surname and an unnamed source mean
    somebody of their own article, so their key holds its id.  A body's key is its institution key.
    """
    if kind == "organisation":
        return institution_key(name)
    folded = " ".join(_tokens(name))
    if not folded:
        return ""
    if kind == "person":
        parts = [_person(part) for part in re.split(r",? and |, ", name) if _tokens(part)]
        if all(" " in part for part in parts):
            return " & ".join(sorted(parts))
        folded = " & ".join(sorted(parts))
    return folded if kind == "group" else f"{folded} @{article_id}"


def fold(text: str) -> str:
    """Lower case without diacritics."""
    plain = unicodedata.normalize("NFKD", text.translate(SPECIAL_LETTERS))
    return "".join(char for char in plain if not unicodedata.combining(char)).lower()


def _tokens(name: str) -> list[str]:
    """Folded words; hyphens and apostrophes close up, so "Jong-un" and "O’Neill" are one word each."""
    joined = re.sub(r"[-‐‑'’.]", "", re.sub(r"(?<=\w)\.(?=\w)", ". ", fold(name)))
    return re.findall(r"\w+", joined)


@functools.lru_cache(maxsize=65_536)
def _person(name: str) -> str:
    """Given name and surname of one person, variants folded; the lone word of a single name."""
    tokens = _tokens(name)
    while len(tokens) > 2 and tokens[0] in lex.titles():
        tokens = tokens[1:]
    tail = [token for token in tokens[2:] if token in NO_SURNAME]
    tokens = [_variant(token) for token in tokens if token not in lex.words("suffixes")] or tokens
    if len(tokens) < 2:
        return " ".join(tokens)
    if tokens[0] in lex.words("asian_surnames") and "-" not in name and len(tokens) == 3:
        tokens = [tokens[0], "".join(tokens[1:])]  # "Kim Jong Un" is "Kim Jong-un"
    surname = next(
        (place for place in range(1, len(tokens) - 1) if tokens[place] in lex.words("particles")),
        len(tokens) - 1,
    )
    return " ".join([tokens[0], *tokens[surname:], *tail])


@functools.cache
def _variants() -> dict[str, str]:
    return {
        spelling: name for name, row in lex.table("name_variants").items() for spelling in row[0].split(",")
    }


def _variant(token: str) -> str:
    """A common spelling of a name from another script: "Sergey" → "sergei", "Zelenskyy" → "zelenski"."""
    return _variants().get(token) or re.sub(r"(?<=..)sk(?:iy|yy|yi|ij|ii|y|i|yj)$", "ski", token)


@functools.lru_cache(maxsize=65_536)
def institution_key(name: str) -> str:
    """The folded core of a body's name: "the US State Department" and "State department" are one.

    The country stays where every state has such a body ("Russian Foreign Ministry", "UK Supreme Court").
    """
    words = [SPELLINGS.get(word, word) for word in re.findall(r"\w+", _plain(name))]
    while words and words[0] in ("the", "a", "an"):
        words = words[1:]
    while len(words) > 1 and words[-1] in lex.CORPORATE_TAILS:
        words = words[:-1]
    core = _inverted(_country_named(" ".join(words)))
    for tail in DESCRIPTIVE:
        core = core.removesuffix(f" {tail}")
    rest = core.removeprefix("united states ")
    return core if not rest or rest in lex.words("generic_bodies") or " " not in rest else rest


def _plain(name: str) -> str:
    """Folded, "&" spelled out, possessives and the stops of abbreviations closed up."""
    text = re.sub(r"['’]s\b|['’]", "", fold(name).replace("&", " and "))
    return re.sub(r"(?<=\b\w)\.(?=\w\b)|(?<=\b\w)\.", "", text)


def _country_named(core: str) -> str:
    """The country first and by its first name: "russian foreign ministry", "foreign ministry of russia"."""
    if len(core) <= 3 and core in lex.countries():
        return lex.countries()[core]  # "US" alone
    words = core.split(" ")
    for width in (3, 2, 1):
        lead = " ".join(words[:width])
        country = lex.demonyms().get(lead) or lex.countries().get(lead)
        if country and len(words) > width:
            return " ".join([country, *words[width:]])
    match = OF_COUNTRY.match(core)
    if match and match.group(2) in lex.table("countries") and " " in match.group(1):
        return f"{match.group(2)} {match.group(1)}"
    return core


def _inverted(core: str) -> str:
    """ "ministry of finance" → "finance ministry", also behind a country."""
    country = next((name for name in lex.table("countries") if core.startswith(f"{name} ")), "")
    match = INVERTED.match(core[len(country) + 1 :] if country else core)
    return " ".join(filter(None, (country, match.group(2), match.group(1)))) if match else core
