"""Reading noun phrases word by word: where one ends, what a preposition leads to, what is a body."""

from collections.abc import Mapping, Sequence

from lib.resolve import lex
from lib.resolve.kinds import ADJECTIVE, BODY, OTHER, PERSON, PLACE, Mention
from lib.resolve.words import PLAIN, POSSESSIVE, Word

MAX_STRETCH, MAX_TARGET = 12, 8
SEEKERS = frozenset(("candidate", "nominee", "hopeful", "contender", "challenger"))
SEATS = frozenset(("senate", "house", "congress", "parliament", "assembly", "council", "commons"))
Range = tuple[int, int]


class Ground:
    """The words of one article; ``at`` maps word numbers to the mention that covers them."""

    def __init__(self, words: Sequence[Word], at: Mapping[int, Mention], full_people: frozenset[str]) -> None:
        self.words, self.at, self._full_people = words, at, full_people

    def target(self, place: int, limit: int) -> tuple[Mention | None, Range | None, int]:
        """After a preposition: the body named there, or the common noun for one, and where that ends."""
        start = place
        while place < min(limit, start + MAX_TARGET):
            word, mention = self.words[place], self.at.get(place)
            if mention is not None and mention.kind in (BODY, OTHER, PERSON, PLACE):
                owner = mention.last < limit and self.words[mention.last].kind == POSSESSIVE
                if owner or (mention.kind == PLACE and self.lower_noun(mention.last)):
                    place = mention.last + owner
                    continue
                return mention, None, mention.last
            if mention is not None:
                place = mention.last
                continue
            if word.kind != PLAIN and word.kind != POSSESSIVE:
                return None, None, place
            if place > start and (
                word.norm in ("and", "or", "but")
                or word.norm in lex.PREPOSITIONS
                or word.norm in lex.RELATIVES
                or self.is_verb(word)
            ):
                return None, None, place
            if generic := self.generic_end(place, start, limit):
                named = self.at.get(generic)
                if named is not None and named.kind in (BODY, OTHER) and generic < limit:
                    return named, None, named.last  # "the campaign group Clean Rivers"
                return None, (start, generic), generic
            place += 1
        return None, None, place

    def is_body(self, mention: Mention, head: str, firm: bool) -> bool:
        """True if a mention beside a role is the body it is held in; ``firm`` where only a body fits."""
        if mention.kind == BODY:
            tail = mention.key.split()[-1]
            if (head == "minister" and not lex.is_body_noun(tail)) or (head in SEEKERS and tail in SEATS):
                return False  # "Kerala Industries Minister", "Republican Senate candidate"
            return mention.sure or head not in lex.words("place_roles") or head in lex.words("body_roles")
        opener = self.words[mention.first]
        if opener.first and opener.pos != "PROPN":
            return False  # "Big investors": a capital that only opens the sentence
        if head not in lex.words("body_roles") or mention.kind in (PLACE, ADJECTIVE) or mention.title:
            return False
        if mention.kind == PERSON:
            return (
                firm
                and " " not in mention.key
                and mention.key not in self._full_people
                and lex.given_sex(mention.key) is None
                and head not in lex.words("place_roles")
            )
        return firm and mention.key not in lex.words("topics") and mention.key not in lex.words("nonnames")

    def is_verb(self, word: Word) -> bool:
        """True for a verb that ends a noun phrase, not for a participle inside one."""
        if word.pos not in ("VERB", "AUX") or word.cap:
            return False
        inside = word.token is not None and word.token.dep_ in ("amod", "compound")
        return not inside and not lex.is_role(word.norm)

    def stretch_end(self, place: int, limit: int) -> int:
        """The end of the words up to a mark, a preposition, a verb or a name that follows the role."""
        start = place
        while place < min(limit, start + MAX_STRETCH):
            word, mention = self.words[place], self.at.get(place)
            if mention is not None:
                if mention.kind == PERSON and not self._modifies(mention, limit):
                    break
                place = mention.last
                continue
            if word.kind == POSSESSIVE or word.text in ("&", "/"):
                place += 1
                continue
            if word.norm in ("and", "or") and self._and_joins(place, limit):
                place += 1
                continue
            if word.kind != PLAIN or word.norm in lex.PREPOSITIONS | lex.RELATIVES | lex.DETERMINERS | {
                "and",
                "or",
                "but",
            }:
                break
            if self.is_verb(word) or (
                word.pos in ("ADV", "PRON") and place > start and not lex.is_role(word.norm)
            ):
                break
            place += 1
        return min(place, limit)

    def _modifies(self, mention: Mention, limit: int) -> bool:
        """True for a person's name inside a phrase: "a Marsh adviser", "Strand's lawyer"."""
        if mention.last >= limit:
            return False
        return self.words[mention.last].kind == POSSESSIVE or self.lower_noun(mention.last)

    def lower_noun(self, place: int) -> bool:
        """True where an uncapitalised role, noun or adjective stands at the place."""
        if place >= len(self.words):
            return False
        word = self.words[place]
        return (
            word.kind == PLAIN
            and not word.cap
            and (lex.is_role(word.norm) or word.pos in ("NOUN", "ADJ"))
            and word.norm not in lex.PREPOSITIONS
        )

    def _and_joins(self, place: int, limit: int) -> bool:
        """True for "founder and chief executive": roles on both sides."""
        if place == 0 or place + 1 >= limit:
            return False
        if self.words[place - 1].pos == "ADJ" and self.words[place + 1].pos == "ADJ":
            return True  # "current and former officials"
        if not lex.is_role(self.words[place - 1].norm):
            return False
        for word in self.words[place + 1 : min(place + 6, limit)]:
            if word.kind == PLAIN and lex.is_role(word.norm):
                return True
            if word.kind != PLAIN or word.norm in lex.PREPOSITIONS or self.is_verb(word):
                return False
        return False

    def generic_end(self, place: int, start: int, limit: int) -> int:
        """The end of a common noun for a body that stands here: "the local health department"; 0 for none."""
        if place + 1 < limit and lex.is_body_noun(f"{self.words[place].norm} {self.words[place + 1].norm}"):
            return place + 2
        word = self.words[place]
        if not lex.is_body_noun(word.norm) or word.cap or word.pos in ("VERB", "AUX"):
            return 0
        return 0 if self.lower_noun(place + 1) and not lex.is_role(self.words[place + 1].norm) else place + 1
