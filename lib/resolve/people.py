"""Person mentions → people of the article: which names mean one person, and whom a surname means."""

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lib.resolve import lex
from lib.resolve.keys import fold
from lib.resolve.kinds import PERSON, Mention
from lib.resolve.roles import Fact

TITLE_WEIGHT, NOUN_WEIGHT, GIVEN_WEIGHT, PRONOUN_WEIGHT = 6.0, 6.0, 1.5, 1.0
# "Pope Francis", "Lord Denby": without the title the one name would not be recognised.
KEEP_TITLE = frozenset(
    (
        "pope",
        "king",
        "queen",
        "prince",
        "princess",
        "sister",
        "brother",
        "father",
        "mother",
        "emperor",
        "empress",
        "sheikh",
        "sultan",
        "emir",
        "lord",
        "lady",
        "baron",
        "baroness",
        "viscount",
        "earl",
        "duke",
        "duchess",
    )
)


@dataclass(slots=True, eq=False)
class Person:
    """Somebody the article names; ``tokens`` are the folded words of the fullest name."""

    name: str
    tokens: tuple[str, ...]
    suffix: str = ""
    mentions: list[Mention] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    sexes: Counter[str] = field(default_factory=Counter)

    @property
    def full(self) -> bool:
        """True for somebody the article calls by more than one name."""
        return len(self.tokens) > 1

    @property
    def sex(self) -> str:
        """ "m" or "f" where the article's words tell it, "" where they do not."""
        men, women = self.sexes["m"], self.sexes["f"]
        return "m" if men > women else "f" if women > men else ""

    @property
    def surname(self) -> str:
        """The name a bare surname repeats."""
        return self.tokens[-1]


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a mention means: a person, or several it may mean; confidence and the rule that decided."""

    person: Person | None
    others: tuple[Person, ...] = ()
    confidence: float = 0.98
    rule: str = "full name"


class People:
    """All people of an article, and the reading of each mention."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.all: list[Person] = []
        self._by_token: dict[str, list[Person]] = defaultdict(list)
        self.matches: dict[int, Match] = {}
        named = [mention for mention in mentions if mention.kind == PERSON]
        surnames = _double_surnames(named)
        for mention in named:
            tokens = name_tokens(mention)[0]
            if len(tokens) > 1 and tokens not in surnames:
                self._add_full(mention)
        for mention in named:
            if mention.first not in self.matches:
                self.matches[mention.first] = self._read_short(mention)

    def of(self, mention: Mention) -> Match:
        """The reading of one mention; no person for a mention of something else."""
        return self.matches.get(mention.first, Match(None, (), 0.0, "no person"))

    def with_token(self, token: str) -> list[Person]:
        """People one of whose names is this folded word."""
        return self._by_token.get(token, [])

    def _add_full(self, mention: Mention) -> None:
        tokens, suffix = name_tokens(mention)
        same = [
            person
            for person in self._by_token.get(tokens[-1], [])
            if person.suffix == suffix and compatible(person.tokens, tokens)
        ]
        person = same[0] if len(same) == 1 else None
        if person is None:
            exact = [one for one in same if one.tokens == tokens]
            person = exact[0] if exact else self._new(spelled(mention), tokens, suffix)
        elif _better(spelled(mention), tokens, person):
            person.name, person.tokens = spelled(mention), tokens
        self._note(person, mention)
        self.matches[mention.first] = Match(person, rule="full name")

    def _new(self, name: str, tokens: tuple[str, ...], suffix: str) -> Person:
        person = Person(name, tokens, suffix)
        self.all.append(person)
        for token in {tokens[0], tokens[-1]}:
            self._by_token[token].append(person)
        sex = lex.given_sex(tokens[0]) if len(tokens) > 1 else None
        if sex:
            person.sexes[sex] += GIVEN_WEIGHT
        return person

    def _note(self, person: Person, mention: Mention) -> None:
        person.mentions.append(mention)
        if mention.title and mention.title.sex:
            person.sexes[mention.title.sex] += TITLE_WEIGHT

    def _read_short(self, mention: Mention) -> Match:
        """The reading of a surname, a given name or a single name."""
        tokens, suffix = name_tokens(mention)
        token = tokens[-1]
        known = [person for person in self._by_token.get(token, []) if not suffix or person.suffix == suffix]
        surnamed = [person for person in known if person.full and token in (person.surname, _family(person))]
        called = [person for person in known if person.full and token == person.tokens[0]]
        single = [person for person in known if not person.full]
        candidates = surnamed or called or single
        match = self._choose(
            mention, candidates, "surname" if surnamed else "given name" if called else "name"
        )
        if match is None:
            match = Match(self._new(spelled(mention), tokens, suffix), confidence=0.9, rule="single name")
        if match.person is not None:
            self._note(match.person, mention)
        return match

    def _choose(self, mention: Mention, candidates: list[Person], rule: str) -> Match | None:
        """The one candidate that fits; several as an open question; None if there is nobody."""
        fitting = [person for person in candidates if _fits_title(person, mention)]
        if len(fitting) == 1:
            introduced = fitting[0].mentions[0].first < mention.first
            sure = 0.97 if len(candidates) == 1 else 0.9
            return Match(
                fitting[0],
                (),
                sure if introduced else sure - 0.05,
                f"{rule} of a person named in the article",
            )
        if not fitting:
            return None
        usual = _usual_bearer(fitting, mention)
        if usual is not None:
            return Match(usual, (), 0.7, f"{rule}: the bearer the article calls so")
        return Match(None, tuple(fitting), 0.4, f"{rule} of several people")


def _double_surnames(named: Iterable[Mention]) -> set[tuple[str, ...]]:
    """Names of two words that end a longer name: "Marsh Vale" beside "Ada Marsh Vale"."""
    tokens = {name_tokens(mention)[0] for mention in named}
    tails = {name[cut:] for name in tokens for cut in range(1, len(name) - 1)}
    return tokens & tails


def name_tokens(mention: Mention) -> tuple[tuple[str, ...], str]:
    """Folded words of a name and its suffix ("jr"); a leading particle alone makes no full name."""
    return _name_tokens(mention.text)


@functools.lru_cache(maxsize=65_536)
def _name_tokens(text: str) -> tuple[tuple[str, ...], str]:
    tokens = fold(text).replace("’", "'").replace(".", " ").split()
    suffix = tokens[-1] if len(tokens) > 1 and tokens[-1] in lex.words("suffixes") else ""
    tokens = tokens[:-1] if suffix else tokens
    while len(tokens) > 1 and _only_particle(tokens, text):
        tokens = tokens[1:]
    return tuple(tokens), suffix


def _only_particle(tokens: Sequence[str], text: str) -> bool:
    """True for a first word that only belongs to a surname: "van den Burg", not the given name "Al"."""
    if tokens[0] not in lex.words("particles"):
        return False
    return text[0].islower() or tokens[1] in lex.words("particles") or lex.given_sex(tokens[0]) is None


def spelled(mention: Mention) -> str:
    """The name as shown: without title, capitals of a label line lowered, a royal's title kept."""
    text = mention.text
    letters = [part for part in text.split() if len(part) > 2]
    if letters and all(part.isupper() for part in letters):
        text = " ".join("-".join(piece.capitalize() for piece in part.split("-")) for part in text.split())
    if mention.titled.lower() in KEEP_TITLE and len(name_tokens(mention)[0]) == 1:
        text = f"{mention.titled} {text}"
    return text


def compatible(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """True if two full names may be one person's: same surname, given and middle names that agree."""
    if one[-1] != two[-1] or not _given_agree(one[0], two[0]):
        return False
    middles = [tokens[1:-1] for tokens in (one, two)]
    return all(_given_agree(left, right) for left, right in zip(*middles, strict=False))


def _given_agree(one: str, two: str) -> bool:
    if one == two or (min(len(one), len(two)) == 1 and one[0] == two[0]):
        return True
    forms = lex.name_forms()
    left, right = forms.get(one, frozenset()) | {one}, forms.get(two, frozenset()) | {two}
    return bool(left & right)


def _better(name: str, tokens: tuple[str, ...], person: Person) -> bool:
    """True for a fuller spelling of the same name."""
    fuller = sum(map(len, tokens)) > sum(map(len, person.tokens)) and len(tokens) >= len(person.tokens)
    return fuller and not name.isupper()


def _family(person: Person) -> str:
    """The family name of a name printed family first: "Lin Wei-chen"; else the last word."""
    first = person.tokens[0]
    return first if first in lex.words("asian_surnames") else person.tokens[-1]


def _fits_title(person: Person, mention: Mention) -> bool:
    """False where the form of address before a surname excludes this bearer of it."""
    if mention.title is None:
        return True
    return not (mention.title.sex and person.sex and mention.title.sex != person.sex)


def _usual_bearer(people: Iterable[Person], mention: Mention) -> Person | None:
    """Of several bearers of a surname, the one it stands for here; None where nothing tells.

    Papers call the person introduced first by the bare surname and go on to do so; once a second bearer
    is introduced, the surname alone stays his or hers only if it was used before.
    """
    introduced = sorted(
        (one for one in people if one.mentions and one.mentions[0].first < mention.first),
        key=lambda one: one.mentions[0].first,
    )
    if len(introduced) == 1:
        return introduced[0]
    bare = [one for one in introduced if any(len(name_tokens(said)[0]) == 1 for said in one.mentions)]
    return bare[0] if len(bare) == 1 else None


def note_pronoun(person: Person, sex: str) -> None:
    """A pronoun that can only mean this person tells the sex."""
    person.sexes[sex] += PRONOUN_WEIGHT
