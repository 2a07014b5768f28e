"""Body mentions → bodies of the article: fullest name, acronyms, short forms, "the department"."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lib.resolve import lex
from lib.resolve.bodynames import callable_by, head_noun, initials, names_alone, shown_name
from lib.resolve.keys import institution_key
from lib.resolve.kinds import BODY, OTHER, PERSON, Mention
from lib.resolve.words import Word

NEAR_WORDS = 120  # words looked back through for the sentences before


@dataclass(slots=True, eq=False)
class Body:
    """A body of the article: its names with how often each stands there, and its mentions in order."""

    names: Counter[str] = field(default_factory=Counter)
    mentions: list[Mention] = field(default_factory=list)

    name: str = ""  # the fullest form in the article; of equals with most capitals, then the most frequent
    heads: frozenset[str] = frozenset()  # nouns it can be called by: "ministry" for "Ministry of Finance"
    named_for: str = ""  # folded words of all its names, to look for a part of one

    def settle(self) -> None:
        """Reads name and nouns off the names, once all of them are known."""
        self.name = max(
            self.names, key=lambda name: (len(name.split()), sum(map(str.isupper, name)), self.names[name])
        )
        self.heads = frozenset(head for name in self.names if (head := head_noun(name)))
        self.named_for = " | ".join(name.lower() for name in self.names)


class Bodies:
    """All bodies of an article, and the reading of each mention."""

    def __init__(self, words: Sequence[Word], mentions: Sequence[Mention]) -> None:
        self._words = words
        self._by_key: dict[str, Body] = {}
        self._of: dict[int, Body] = {}
        self._callable: dict[str, list[Body]] = {}
        bare = {mention.key for mention in mentions}
        named = [mention for mention in mentions if mention.kind == BODY]
        for mention in named:
            self._note(mention, shown_name(words, mention, bare))
        self._merge_longer()
        self._merge_acronyms()
        self.all = list(dict.fromkeys(self._by_key.values()))
        for body in self.all:
            body.settle()
        self._take_short_forms(mentions)

    def of(self, mention: Mention) -> Body | None:
        """The body a mention names; for a lone "Ministry" the one it stands for there."""
        body = self._of.get(mention.first)
        if body is not None and " " not in body.name and lex.is_body_noun(mention.key):
            others = [one for one in self.all if one is not body and mention.key in one.heads]
            last = {id(one): self._last_before(one, mention.first) for one in others}
            before = [one for one in others if last[id(one)] >= 0]
            return max(before, key=lambda one: last[id(one)]) if before else body
        return body

    def called(self, noun: str, place: int, words: str = "") -> Body | None:
        """Whom "the department" means at a word: the last one named before it, else the only one after it.

        ``words`` are further words of the phrase: they must stand in the body's name.
        """
        fitting = [body for body in self._called_by(noun) if not words or words in body.named_for]
        if not fitting:
            return None
        exact = [body for body in fitting if noun in body.heads]
        if not exact and (main := self._main(fitting, place)) is not None:
            return main
        last = {id(body): self._last_before(body, place) for body in exact or fitting}
        before = [body for body in exact or fitting if last[id(body)] >= 0]
        if before:
            return max(before, key=lambda body: last[id(body)])
        return fitting[0] if len(fitting) == 1 and not self._is_foreign(fitting[0], place) else None

    def _is_foreign(self, body: Body, place: int) -> bool:
        """Whether a body has a country in its name, and only other countries are spoken of right before."""
        own = {land for word in body.name.lower().split() if (land := lex.country_of(word))}
        here = self._words[place].sentence
        near = (word for word in self._words[max(place - NEAR_WORDS, 0) : place])
        spoken = {lex.country_of(word.norm) for word in near if word.cap and word.sentence >= here - 2} - {""}
        return bool(own and spoken) and not own & spoken

    def _called_by(self, noun: str) -> list[Body]:
        if noun not in self._callable:
            self._callable[noun] = [body for body in self.all if callable_by(body.heads, noun)]
        return self._callable[noun]

    def _main(self, bodies: Sequence[Body], place: int) -> Body | None:
        """Of the bodies that "the company" may mean, the one named most before it; None if two are level."""
        counts = sorted(((sum(m.first < place for m in body.mentions), k) for k, body in enumerate(bodies)))
        level = len(counts) > 1 and counts[-1][0] == counts[-2][0]
        return None if level or not counts[-1][0] else bodies[counts[-1][1]]

    def _last_before(self, body: Body, place: int) -> int:
        """The last word before a place where the article itself names the body; -1 for none."""
        named = (m.first for m in body.mentions if m.first < place and not self._words[m.first].quoted)
        return max(named, default=-1)

    def _note(self, mention: Mention, name: str) -> None:
        body = self._by_key.setdefault(institution_key(name) or name.lower(), Body())
        body.names[name] += 1
        body.mentions.append(mention)
        self._of[mention.first] = body

    def _merge(self, key: str, into: str) -> None:
        small, large = self._by_key[key], self._by_key[into]
        if small is large:
            return
        large.names.update(small.names)
        large.mentions = sorted([*large.mentions, *small.mentions], key=lambda mention: mention.first)
        for mention in small.mentions:
            self._of[mention.first] = large
        for other, body in list(self._by_key.items()):
            if body is small:
                self._by_key[other] = large

    def _merge_longer(self) -> None:
        """ "Security Council" is the article's only "UN Security Council"; "Norfield" its "Norfield Bank"."""
        keys = sorted(self._by_key, key=len)
        by_tail: dict[str, list[str]] = defaultdict(list)
        by_lead: dict[str, list[str]] = defaultdict(list)
        for key in keys:
            words = key.split()
            for cut in range(1, len(words)):
                by_tail[" ".join(words[cut:])].append(key)
            if len(words) > 1 and lex.is_org_head(words[-1]):
                by_lead[" ".join(words[:-1])].append(key)
        for key in keys:
            longer = by_tail[key] if lex.is_org_head(key.split()[-1]) else []
            stands_alone = key in lex.words("metonyms") | lex.words("nonnames") or lex.is_role(key)
            longer = longer or ([] if stands_alone else by_lead[key])
            if len({id(self._by_key[one]) for one in longer}) == 1:
                self._merge(key, longer[-1])

    def _merge_acronyms(self) -> None:
        """ "(FHA)" after a name, or the only name in the article with these initials."""
        by_initials: dict[str, list[str]] = defaultdict(list)
        for key, body in self._by_key.items():
            for name in body.names:
                if letters := initials(name):
                    by_initials[letters].append(key)
        for key, body in list(self._by_key.items()):
            name = next(iter(body.names))
            if not re.fullmatch(r"(?:[A-Z]\.?){2,7}", name):
                continue
            full = self._before_bracket(body) or by_initials.get(name.replace(".", "").lower(), [])
            if len({id(self._by_key[one]) for one in full}) == 1:
                self._merge(key, full[0])

    def _before_bracket(self, body: Body) -> list[str]:
        """The key of the name before "(FHA)", or in the brackets after "FHA"."""
        for mention in body.mentions:
            opens, closes = mention.start - 1, mention.last
            if (
                opens > 0
                and self._words[opens].text == "("
                and closes < len(self._words)
                and (self._words[closes].text == ")")
            ):
                full = self._ending(opens)
                if full is not None:
                    return [institution_key(next(iter(full.names)))]
        return []

    def _ending(self, place: int) -> Body | None:
        for back in range(place - 1, max(place - 12, -1), -1):
            body = self._of.get(back)
            if body is not None:
                return body if any(m.first == back and m.last == place for m in body.mentions) else None
        return None

    def _take_short_forms(self, mentions: Iterable[Mention]) -> None:
        """A lone name of no known kind that begins exactly one body's name stands for that body."""
        leads: dict[str, set[int]] = defaultdict(set)
        owners: dict[str, Body] = {}
        mentions = list(mentions)
        full = [mention.key for mention in mentions if mention.kind == PERSON and " " in mention.key]
        surnames = {key.split()[-1] for key in full}
        for body in self.all:
            for name in body.names:
                words = name.lower().split()
                if len(words) > 1 and names_alone(words):
                    leads[words[0]].add(id(body))
                    owners[words[0]] = body
        for mention in mentions:
            unknown = mention.kind == OTHER or (mention.kind == PERSON and mention.key not in surnames)
            lone = unknown and mention.key in leads and mention.title is None
            adjective = mention.key in lex.words("nonnames") or lex.is_role(mention.key)
            if lone and not adjective and len(leads[mention.key]) == 1 and lex.given_sex(mention.key) is None:
                mention.kind = BODY
                owners[mention.key].mentions.append(mention)
                self._of[mention.first] = owners[mention.key]
