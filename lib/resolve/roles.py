"""Noun phrases → role and institution: "a North Korea leadership expert at the Stimson Center".

A phrase is read from the left: age, determiner, owner ("the bank's"), a stretch of words that ends in
the role, then prepositions.  Whatever names a body is parted from the role; places stay out of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lib.resolve import lex
from lib.resolve.ground import Ground, Range
from lib.resolve.kinds import BODY, PERSON, Mention
from lib.resolve.words import PLAIN, POSSESSIVE, Word, fold_word

MAX_ROLE_WORDS = 12
ROLE_LINKS = ("of", "for", "on", "to", "in")  # prepositions whose topic belongs to the role
BODY_LINKS = ("of", "at", "for", "from", "with", "in", "on", "to", "within", "by")


@dataclass(frozen=True, slots=True)
class Fact:
    """One place where the article says what somebody is, and where."""

    role: str | None
    role_words: Range | None
    head: str  # the role's noun, singular, folded
    body: Mention | None  # the institution as named there
    generic: Range | None  # or a common noun for it: "the bank"
    rule: str
    start: int  # word where it stands
    former: bool = False
    bare_role: str | None = None  # the role without the common noun, where that is told apart as institution
    at: int = -1  # first word of the mention it stands beside


@dataclass(slots=True)
class Phrase:
    """A noun phrase under the reader's finger: word ranges of its parts."""

    start: int
    end: int = 0
    head: int = -1
    definite: bool = False
    indefinite: bool = False
    owner: Range | None = None
    core: list[Range] = field(default_factory=list)  # words of the role
    body: Mention | None = None
    generic: Range | None = None


class RoleReader(Ground):
    """Reads phrases of one article."""

    def phrase(self, start: int, stop: int | None = None) -> Phrase | None:
        """The role phrase that begins at a word; None if none does.  ``stop`` ends it before a name."""
        limit = min(len(self.words), start + 40) if stop is None else stop
        place = self._past_age(start, limit)
        phrase = Phrase(start)
        if place < limit and self.words[place].norm in lex.DETERMINERS | lex.POSSESSIVES | {"one"}:
            phrase.definite = self.words[place].norm == "the"
            phrase.indefinite = self.words[place].norm in ("a", "an", "another", "one")
            if self.words[place].norm in lex.POSSESSIVES:
                phrase.owner = (place, place + 1)
                phrase.generic = (place, place + 1) if self.words[place].norm == "its" else None
            place += 1
        while place < limit - 1 and self.words[place].norm in ("now", "currently", "also", "still"):
            place += 1
        end = self.stretch_end(place, limit)
        place = self._read_owner(phrase, place, end)
        if place >= end or not self._find_head(phrase, place, end):
            return None
        self._read_stretch(phrase, place)
        phrase.end = phrase.head + 1
        if stop is None:
            self._read_links(phrase, limit)
        return phrase

    def fact(self, phrase: Phrase, rule: str) -> Fact:
        """What a phrase says, as a fact."""
        text = self._role_text(phrase, with_generic=True)
        words = [word for start, end in phrase.core for word in range(start, end)]
        text = self._one_of_several(phrase, text)
        former = any(
            word.norm in ("former", "ex", "late", "then") or word.norm.startswith(("ex-", "then-"))
            for word in self.words[phrase.start : phrase.head + 1]
        )
        extent = (min(words), max(words) + 1) if text and words else None
        return Fact(
            text,
            extent,
            role_noun(self.words[phrase.head]),
            phrase.body,
            phrase.generic,
            rule,
            phrase.start,
            former,
            self._role_text(phrase, with_generic=False),
        )

    def _one_of_several(self, phrase: Phrase, text: str | None) -> str | None:
        """ "ministers Ann Lee and Bo Roe": each of them is a minister."""
        noun = self.words[phrase.head]
        one = lex.singular(noun.norm)
        plural = one != noun.norm and lex.is_plural(noun.norm)
        if not text or not plural or not text.lower().endswith(noun.norm):
            return text
        return text[: -len(noun.text)] + (one.capitalize() if noun.cap and not noun.first else one)

    def _past_age(self, place: int, limit: int) -> int:
        """The place after "56," or "56-year-old"."""
        if place < limit and self.words[place].norm.isdigit() and len(self.words[place].norm) <= 3:
            return place + 2 if place + 1 < limit and self.words[place + 1].text == "," else place + 1
        return place

    def _read_owner(self, phrase: Phrase, place: int, end: int) -> int:
        """Notes "the bank's" before a role; gives the place after it."""
        marks = [
            k for k in range(place, end) if self.words[k].kind == POSSESSIVE and not self._inside_mention(k)
        ]
        if not marks:
            return place
        phrase.owner = (place, marks[-1])
        return marks[-1] + 1

    def _inside_mention(self, place: int) -> bool:
        mention = self.at.get(place)
        return mention is not None and mention.last > place + 1

    def _find_head(self, phrase: Phrase, place: int, end: int) -> bool:
        """Finds the role's noun: a known role, or any noun after a determiner."""
        for k in range(end - 1, place - 1, -1):
            pair = f"{self.words[k - 1].norm} {self.words[k].norm}" if k > place else ""
            if self.at.get(k) is None and lex.could_be_role(self.words[k]) and not lex.is_body_noun(pair):
                phrase.head = k
                return not self._noun_follows(k, end)
        last = self.words[end - 1]
        if (phrase.indefinite or phrase.definite) and self.at.get(end - 1) is None and last.pos == "NOUN":
            if lex.singular(last.norm) in lex.words("not_roles") or lex.is_body_noun(last.norm):
                return False
            phrase.head = end - 1
            return True
        return False

    def _noun_follows(self, place: int, end: int) -> bool:
        """True where the role word only modifies another noun: "member countries"."""
        return (
            place + 1 < end
            and self.at.get(place + 1) is None
            and self.words[place + 1].pos == "NOUN"
            and (not self.words[place + 1].cap)
        )

    def _read_stretch(self, phrase: Phrase, place: int) -> None:
        """Parts the body from the role in the words up to the head."""
        head = lex.singular(self.words[phrase.head].norm)
        body = self._body_between(place, phrase.head, head)
        if body is not None and not self._inside_role(body):
            phrase.body = body
            phrase.core = [(place, max(body.start, place)), (body.last, phrase.head + 1)]
        else:
            phrase.core = [(place, phrase.head + 1)]
            self._generic_stretch(phrase, place)
        self._read_body_owner(phrase, head)

    def _inside_role(self, body: Mention) -> bool:
        return body.key in lex.words("topics")

    def _body_between(self, start: int, end: int, head: str) -> Mention | None:
        for place in range(start, end):
            mention = self.at.get(place)
            if mention is None or not self.is_body(mention, head, firm=not self.words[end].cap):
                continue
            if mention.kind == BODY or self._only_role_words(mention.last, end):
                return mention
        return None

    def _only_role_words(self, start: int, end: int) -> bool:
        """True for "senior vice" between a name and "president": nothing that the name could belong to."""
        between = self.words[start:end]
        return all(lex.is_role(word.norm) or word.norm in lex.words("role_adjectives") for word in between)

    def _generic_stretch(self, phrase: Phrase, place: int) -> None:
        """ "department spokesman": the common noun for a body right before the role's noun."""
        for k in range(phrase.head - 1, place - 1, -1):
            word = self.words[k]
            if lex.is_body_noun(word.norm) and self.at.get(k) is None and not word.cap:
                phrase.generic = (phrase.owner[0] if self._person_owner(phrase) else k, k + 1)
                return
            if not lex.is_role(word.norm) and word.norm not in lex.words("role_adjectives"):
                return

    def _read_body_owner(self, phrase: Phrase, head: str) -> None:
        if phrase.owner is None or phrase.body is not None:
            return
        start, end = phrase.owner
        mention = self.at.get(end - 1)
        if mention is not None and self.is_body(mention, head, firm=True):
            phrase.body = mention
        elif mention is None and lex.is_body_noun(self.words[end - 1].norm):
            phrase.generic = (start, end)

    def _read_links(self, phrase: Phrase, limit: int) -> None:
        """Reads "of", "at", "for" … after the role until the body is found."""
        head = lex.singular(self.words[phrase.head].norm)
        place = phrase.end
        while place < limit - 1 and self.words[place].norm in BODY_LINKS:
            link = self.words[place].norm
            mention, generic, end = self.target(place + 1, limit)
            if end <= place + 1:
                return
            found = mention is not None and self.is_body(
                mention, head, firm=link in ("at", "for", "with", "of")
            )
            if found and phrase.body is None:
                phrase.body, phrase.generic = mention, None
                phrase.end = end
                return
            if generic is not None and phrase.body is None and phrase.generic is None:
                phrase.generic = generic
                phrase.core.append((place, end))
            elif self._tells_topic(link, mention, end) and not found:
                phrase.core.append((place, end))
            place = phrase.end = end

    def _tells_topic(self, link: str, mention: Mention | None, end: int) -> bool:
        """True for "of France", "for trade": what the role is about, if the words end on a noun."""
        if link not in ROLE_LINKS or (link == "in" and mention is not None):
            return False
        last = self.words[end - 1]
        return mention is not None or (
            last.pos in ("NOUN", "PROPN", "PRON") and last.norm not in lex.titles()
        )

    def _role_text(self, phrase: Phrase, with_generic: bool) -> str | None:
        """The role without determiner, age, place of origin and body."""
        words = [k for start, end in phrase.core for k in range(start, end)]
        generic = range(*phrase.generic) if phrase.generic and not with_generic else range(0)
        linked = generic and self.words[generic[0] - 1].norm in lex.PREPOSITIONS
        generic = range(generic[0] - 1, generic[-1] + 1) if linked else generic
        words = [
            k for k in words if k not in generic and not self.words[k].norm.endswith(("year-old", "-based"))
        ]
        if not words or len(words) > MAX_ROLE_WORDS:
            words = [phrase.head]
        pieces = [self.words[k] for k in words]
        while pieces and pieces[0].kind != PLAIN:
            pieces = pieces[1:]
        if len(pieces) > 1 and pieces[-1].text.endswith(".") and lex.is_role(pieces[-2].norm):
            pieces = pieces[:-1]  # "committee chairman Rep. Ann Lee": the title adds nothing
        text = unabbreviated(_small(pieces))
        owner = "" if phrase.generic and not with_generic else self._person_owner(phrase)
        return f"{owner} {text}" if owner and text else text or None

    def _person_owner(self, phrase: Phrase) -> str:
        """ "Ivo Strand’s" before "lawyer": a person who has a lawyer is part of what the lawyer is."""
        if phrase.owner is None or phrase.body is not None:
            return ""
        mention = self.at.get(phrase.owner[1] - 1)
        if mention is None or mention.kind != PERSON:
            return ""
        return f"{mention.text}’s"


def role_noun(word: Word) -> str:
    """The noun of a role, singular and folded; that of an abbreviated title in full."""
    title = lex.titles().get(word.norm)
    return title.role.split()[-1] if title is not None and title.role else lex.singular(word.norm)


def _small(words: Sequence[Word]) -> str:
    """The role in lower case where its capitals come from the sentence's start or a line of capitals."""
    text = spell_apart(words)
    if not words:
        return text
    if len(text) > 4 and text.isupper():
        return text.lower()
    opens = words[0].first and words[0].cap and not words[0].caps and not any(word.cap for word in words[1:])
    proper = words[0].norm in lex.demonyms() or words[0].norm in lex.words("stances")
    return text[0].lower() + text[1:] if opens and not proper else text


def spell_apart(words: Sequence[Word]) -> str:
    """Words as one line, although others stood between them in the text."""
    pieces: list[str] = []
    for before, word in zip([None, *words], words, strict=False):
        glued = before is not None and before.index + 1 == word.index and before.end == word.start
        pieces.append(word.text if glued or before is None else f" {word.text}")
    return "".join(pieces)


def unabbreviated(role: str) -> str:
    """ "Sen." → "senator", "Lt. Col." → "lieutenant colonel"; other words as printed."""
    words = role.split()
    for width in (2, 1):
        title = lex.titles().get(fold_word(" ".join(words[-width:])))
        if title is not None and title.role and words[-1].endswith(".") and len(words) >= width:
            return " ".join([*words[:-width], title.role])
    return role
