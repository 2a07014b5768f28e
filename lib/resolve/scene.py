"""Everything that is read once for an article: words, mentions, people with facts, bodies."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lib.records import Span
from lib.resolve import facts, lex, mentions, people, titlecase, words
from lib.resolve.bodies import Bodies, Body
from lib.resolve.kinds import BODY, OTHER, PERSON, Mention, spell
from lib.resolve.people import Match, People
from lib.resolve.roles import Fact, RoleReader
from lib.resolve.words import POSSESSIVE, Word

if TYPE_CHECKING:
    from lib.parse import Document

CACHE = "resolve.scene"
PRONOUN_REACH = 25  # words after a name within which a pronoun tells the sex of the only person there


class Scene:
    """The cast of one article."""

    def __init__(self, document: "Document") -> None:
        self.text = document.text
        self.article_id = document.article.id
        self._generic: dict[tuple[int, int], Body | None] = {}
        self.headings = frozenset(p.index for p in document.paragraphs if p.heading)
        self.words = words.read(document)
        self._starts = [word.start for word in self.words]
        self._ends = [word.end for word in self.words]
        self.mentions = mentions.find(self.words, titlecase.paragraphs(self.words))
        self._mention_starts = [mention.first for mention in self.mentions]
        self.bodies = Bodies(self.words, self.mentions)
        self.people = People(self.mentions)
        self.at = {
            place: mention for mention in self.mentions for place in range(mention.first, mention.last)
        }
        full = frozenset(token for person in self.people.all if person.full for token in person.tokens)
        self.roles = RoleReader(self.words, self.at, full)
        self._read_facts()
        self._promote_bodies()
        self._read_pronouns()

    def range(self, span: Span) -> tuple[int, int]:
        """Numbers of the words that a span of the text touches: first, and one past the last."""
        return bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1])

    def mentions_between(self, start: int, end: int) -> list[Mention]:
        """Mentions whose name begins in a range of words."""
        low, high = bisect_left(self._mention_starts, start), bisect_left(self._mention_starts, end)
        return self.mentions[low:high]

    def span(self, start: int, end: int) -> Span:
        """Characters of a range of words."""
        return self.words[start].start, self.words[end - 1].end

    def person(self, mention: Mention) -> Match:
        """Whom a mention means."""
        return self.people.of(mention)

    def institution(self, fact: Fact) -> tuple[str | None, Span | None]:
        """The institution a fact names, in its fullest form in the article, and where it stands."""
        if fact.body is not None:
            body = self.bodies.of(fact.body)
            return (body.name if body else fact.body.text), self.span(fact.body.first, fact.body.last)
        if fact.generic is None:
            return None, None
        its = self.words[fact.generic[0]].norm == "its"
        body = self._body_of_its(fact.generic[0]) if its else self.generic_body(*fact.generic)
        span = self.span(*fact.generic)
        if body is not None:
            return body.name, span
        return self._unnamed_body(*fact.generic), span

    def generic_body(self, start: int, end: int) -> Body | None:
        """The named body that "the bank", "the health department" means; None if it cannot be told."""
        if (start, end) not in self._generic:
            self._generic[start, end] = self._find_generic_body(start, end)
        return self._generic[start, end]

    def _find_generic_body(self, start: int, end: int) -> Body | None:
        inner = self._naming_words(start, end)
        if not inner or self.words[start].norm in ("a", "an", "another"):
            return None
        if self.words[start].norm in lex.POSSESSIVES:
            return None  # whose, must be asked first
        noun, before = inner[-1].norm, inner[:-1]
        body = self.bodies.called(noun, start, " ".join(word.norm for word in before))
        owned = any(word.kind == POSSESSIVE for word in self.words[start:end])
        names = [word.norm for word in before if word.cap]
        return self.bodies.called(noun, start, names[-1]) if body is None and owned and names else body

    def _body_of_its(self, place: int) -> Body | None:
        """The body "its" means: the last one named in its sentence, else the first of the sentence before."""
        here = self.words[place].sentence
        near = [m for m in self.mentions_between(max(place - 80, 0), place) if m.kind == BODY]
        same = [m for m in near if self.words[m.first].sentence == here]
        before = [m for m in near if self.words[m.first].sentence == here - 1]
        chosen = same[-1:] or before[:1]
        return self.bodies.of(chosen[0]) if chosen else None

    def _naming_words(self, start: int, end: int) -> list[Word]:
        """The words of a common noun for a body that may stand in its name."""
        empty = lex.DETERMINERS | lex.POSSESSIVES | lex.words("role_adjectives") | lex.titles().keys()
        return [word for word in self.words[start:end] if word.norm not in empty and word.kind != POSSESSIVE]

    def _unnamed_body(self, start: int, end: int) -> str | None:
        """A body without a name, where its words tell more than its kind: "local health department"."""
        inner = self._naming_words(start, end)
        vague = lex.POSSESSIVES | lex.words("indefinite_words")
        if self.words[start].norm in vague or any(word.kind == POSSESSIVE for word in self.words[start:end]):
            return None  # somebody's: named, or not told
        text = spell(inner)
        alone = inner and inner[-1].norm in (
            "police",
            "government",
            "army",
            "military",
            "navy",
            "coastguard",
            "parliament",
            "treasury",
            "coast guard",
            "air force",
        )
        return text if len(inner) > 1 or alone else None

    def _read_facts(self) -> None:
        for mention in self.mentions:
            person = self.people.of(mention).person
            if mention.kind != PERSON or person is None:
                continue
            for fact in facts.about(self.roles, mention):
                person.facts.append(fact)
                sex = lex.noun_sex(fact.head)
                if sex:
                    person.sexes[sex] += people.NOUN_WEIGHT

    def _promote_bodies(self) -> None:
        """A name in which somebody holds a role ("president of Wealthix") is a body everywhere."""
        named = [fact.body for person in self.people.all for fact in person.facts if fact.body is not None]
        keys = {mention.key for mention in named if mention.kind == OTHER}
        for mention in self.mentions:
            if mention.key in keys:
                mention.kind = BODY
        if keys:
            self.bodies = Bodies(self.words, self.mentions)
            self._generic.clear()

    def _read_pronouns(self) -> None:
        """Where one sentence names one person, its "he" or "she" tells that person's sex."""
        for named in self._sentences():
            first = named[0]
            match = self.people.of(first)
            alone = len({id(self.people.of(mention).person) for mention in named}) == 1
            if not alone or match.person is None:
                continue
            for word in self.words[first.last : first.last + PRONOUN_REACH]:
                if word.sentence != self.words[first.first].sentence or word.quoted:
                    break
                if word.norm in lex.PERSON_PRONOUNS:
                    people.note_pronoun(match.person, lex.PERSON_PRONOUNS[word.norm])
                    break

    def _sentences(self) -> Iterator[list[Mention]]:
        """The people's mentions of each sentence that has any."""
        group: list[Mention] = []
        for mention in self.mentions:
            if mention.kind != PERSON:
                continue
            if group and self.words[group[-1].first].sentence != self.words[mention.first].sentence:
                yield group
                group = []
            group.append(mention)
        if group:
            yield group


def of(document: "Document") -> Scene:
    """The scene of a document, read once: it is kept with the parsed text and goes with it."""
    if not document.paragraphs:
        return Scene(document)
    notes = document.paragraphs[0].doc.user_data
    if CACHE not in notes:
        notes[CACHE] = Scene(document)
    return notes[CACHE]
