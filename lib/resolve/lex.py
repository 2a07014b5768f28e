"""What single words are: titles, roles, heads of bodies, countries, places, given names."""

import functools
from typing import NamedTuple

from lib import lexicon
from lib.resolve.words import Word, fold_word

IRREGULAR = {
    "men": "man",
    "women": "woman",
    "people": "person",
    "children": "child",
    "wives": "wife",
    "chiefs": "chief",
    "chefs": "chef",
    "spies": "spy",
    "mps": "mp",
}
ROLE_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "person", "eer", "smith", "ster", "ologist")
PERSON_PRONOUNS = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}
PLURAL_PRONOUNS = frozenset(("they", "them", "their", "theirs", "themselves"))
BODY_PRONOUNS = frozenset(("it", "its", "itself"))
FIRST_PRONOUNS = frozenset(("i", "me", "my", "mine", "myself"))
OTHER_PRONOUNS = frozenset(("we", "us", "our", "ours", "you", "your", "yours", "ourselves", "yourself"))
RELATIVES = frozenset(("who", "whom", "whose", "which", "that"))
DETERMINERS = frozenset(
    ("the", "a", "an", "this", "that", "these", "those", "another", "any", "every", "each")
)
POSSESSIVES = frozenset(("his", "her", "their", "its", "my", "our", "your"))
PREPOSITIONS = frozenset(
    (
        "of",
        "at",
        "for",
        "from",
        "with",
        "in",
        "on",
        "to",
        "by",
        "about",
        "under",
        "within",
        "over",
        "into",
        "after",
        "before",
        "during",
        "since",
        "against",
        "between",
        "among",
        "near",
        "outside",
        "inside",
        "behind",
        "through",
        "via",
        "without",
        "as",
        "than",
        "like",
        "including",
        "until",
        "upon",
        "around",
    )
)
CORPORATE_TAILS = frozenset(
    ("inc", "corp", "ltd", "llc", "llp", "plc", "co", "gmbh", "ag", "sa", "nv", "bv", "ab", "asa", "oyj")
)
STATE_HEADS = frozenset(
    (
        "ministry",
        "department",
        "dept",
        "council",
        "court",
        "parliament",
        "government",
        "police",
        "agency",
        "commission",
        "senate",
        "congress",
        "embassy",
        "army",
        "navy",
        "party",
        "authority",
        "bureau",
        "board",
        "treasury",
        "committee",
        "assembly",
        "house",
        "campaign",
        "administration",
    )
)


class Title(NamedTuple):
    """A form of address: the role it states (empty for courtesy) and the sex it tells."""

    role: str
    sex: str


@functools.cache
def words(name: str) -> frozenset[str]:
    """One of this room's word lists, apostrophes straight and abbreviations without stops."""
    return frozenset(fold_word(word) for word in lexicon.words(f"resolve_{name}"))


@functools.cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """A list whose lines have columns parted by "|": first column → the others."""
    rows = (line.split("|") for line in lexicon.words(f"resolve_{name}"))
    return {fold_word(row[0]): tuple(row[1:]) for row in rows}


@functools.cache
def titles() -> dict[str, Title]:
    """Forms of address, folded: "lt col" → lieutenant colonel."""
    return {form: Title(*(*row, "", "")[:2]) for form, row in table("titles").items()}


@functools.cache
def countries() -> dict[str, str]:
    """Every name of a country, its capitals included, → its first name: "u.s" → "united states"."""
    found: dict[str, str] = {}
    for country, row in table("countries").items():
        aliases = row[1].split(",") if len(row) > 1 else []
        found |= {fold_word(alias): country for alias in (country, *aliases) if alias}
    return found


@functools.cache
def demonyms() -> dict[str, str]:
    """Adjectives of countries → the country: "russian" → "russia"."""
    return {
        fold_word(adjective): country
        for country, row in table("countries").items()
        for adjective in row[0].split(",")
        if adjective
    }


@functools.cache
def country_of(norm: str) -> str:
    """The country that a folded word names, as name, capital or adjective; "" for any other word."""
    return countries().get(norm) or demonyms().get(norm, "")


@functools.cache
def name_forms() -> dict[str, frozenset[str]]:
    """Short given name → the full ones it may stand for: "bob" → {"robert"}."""
    forms: dict[str, set[str]] = {}
    for full, row in table("nicknames").items():
        for short in row[0].split(","):
            forms.setdefault(short, set()).add(full)
    return {short: frozenset(full) for short, full in forms.items()}


@functools.cache
def singular(noun: str) -> str:
    """The singular of a role noun: "officials" → "official", "spokesmen" → "spokesman"."""
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if noun.endswith("men"):
        return f"{noun[:-2]}an"
    if noun.endswith("ies") and len(noun) > 5:
        return f"{noun[:-3]}y"
    if noun.endswith(("sses", "ches", "shes", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") and len(noun) > 3 else noun


@functools.cache
def is_role(norm: str) -> bool:
    """True for a listed role or occupation, singular or plural, also at the end of a hyphened word."""
    roles = words("role_nouns")
    one = singular(norm)
    if "-" in norm and norm in words("known_bodies"):
        return False  # "AFL-CIO" ends in no CIO
    return norm in roles or one in roles or singular(norm.rsplit("-", 1)[-1]) in roles


def could_be_role(word: Word) -> bool:
    """True for a listed role, or a noun that is built like one ("stonewaller", "harpsichordist")."""
    one = singular(word.norm)
    if word.text.endswith(".") and word.norm in titles() and titles()[word.norm].role:
        return True  # "Sen."
    if one in words("not_roles") or word.kind != "word":
        return False
    return is_role(word.norm) or (
        word.pos in ("NOUN", "PROPN") and not word.cap and len(one) > 4 and one.endswith(ROLE_ENDINGS)
    )


def is_plural(norm: str) -> bool:
    """True for a plural role or a word that names people in the plural: "officials", "critics"."""
    return (singular(norm) != norm and norm not in words("role_nouns")) or norm in words("group_nouns")


def is_org_head(norm: str) -> bool:
    """True for a noun that ends the name of a body."""
    return norm in words("org_heads")


def is_body_noun(norm: str) -> bool:
    """True for a common noun for a body: "ministry", "coastguard"."""
    return norm in words("body_nouns")


def is_place(norm: str) -> bool:
    """True for a listed country, capital, state, city or region."""
    return norm in countries() or norm in words("places")


def given_sex(norm: str) -> str | None:
    """ "m", "f", "" for a given name of both sexes, None for no listed given name; a weak cue only."""
    first = norm.split("-")[0]
    for name in (norm, first):
        if name in words("first_names_m"):
            return "m"
        if name in words("first_names_f"):
            return "f"
        if name in words("first_names"):
            return ""
    return None


@functools.cache
def noun_sex(norm: str) -> str:
    """The sex a noun tells: "spokeswoman" → "f"; "" where it tells none."""
    row = table("sexed_nouns").get(singular(norm)) or table("sexed_nouns").get(norm)
    return row[0] if row else ""
