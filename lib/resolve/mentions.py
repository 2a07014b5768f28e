"""Chunks → mentions: is it a person, a body or a place?  Decided over the whole article by votes.

The small parser calls many people bodies and the other way round, and changes its mind from sentence to
sentence; so its label is one vote beside form (titles, heads of bodies), lists and neighbours, and all
places where the same words stand vote together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from lib.resolve import chunks, lex, votes
from lib.resolve.kinds import BODY, OTHER, PERSON, PLACE, Mention, spell
from lib.resolve.words import POSSESSIVE, Word

MAX_NAME_WORDS, MAX_HEADING_NAME = 6, 3


def find(words: Sequence[Word], headed: frozenset[int] = frozenset()) -> list[Mention]:
    """All mentions of an article in order, each with its kind; ``headed`` are its title-case paragraphs."""
    mentions = [_mention(words, chunk) for chunk in chunks.find(words)]
    mentions = _with_missed_surnames(words, mentions)
    mentions = _known_in_headings(words, mentions, headed)
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        tally[mention.key].update(votes.of(words, mention))
    for mention in mentions:
        mention.kind = votes.winner(tally[mention.key])
    _family_names(words, mentions)
    bodies = {mention.key for mention in mentions if mention.kind == BODY}
    before = [body for mention in mentions if (body := _body_in_prefix(words, mention, bodies)) is not None]
    return sorted([*mentions, *before], key=lambda mention: mention.first)


def _with_missed_surnames(words: Sequence[Word], mentions: list[Mention]) -> list[Mention]:
    """Adds surnames that are also roles or everyday words, once a full name explains them: "Weaver said"."""
    names = [words[mention.first : mention.last] for mention in mentions]
    full = [run for run in names if len(run) > 1 and lex.given_sex(run[0].norm) is not None]
    surnames = {run[-1].norm for run in full}
    taken = {place for mention in mentions for place in range(mention.start, mention.last)}
    missed = [
        Mention(word.index, word.index, word.index + 1, word.text, possessive=_owns(words, word.index + 1))
        for word in words
        if word.cap and word.norm in surnames and word.index not in taken and lex.is_role(word.norm)
    ]
    return sorted([*mentions, *missed], key=lambda mention: mention.first)


def _owns(words: Sequence[Word], place: int) -> bool:
    return place < len(words) and words[place].kind == POSSESSIVE


def _known_in_headings(
    words: Sequence[Word], mentions: list[Mention], headed: frozenset[int]
) -> list[Mention]:
    """The mentions; in headings of capitals only names that stand in the text too."""
    known = {mention.key for mention in mentions if words[mention.first].paragraph not in headed}
    if not known or not headed:
        return mentions
    known |= {key.split()[-1] for key in known if " " in key and not lex.is_org_head(key.split()[-1])}
    kept: list[Mention] = []
    for mention in mentions:
        whole = words[mention.first].paragraph not in headed or mention.key in known
        inside = [] if whole else list(_known_inside(words, mention, known))
        short = mention.last - mention.first <= MAX_HEADING_NAME
        kept.extend(inside or ([mention] if whole or short else []))
    return kept


def _known_inside(words: Sequence[Word], mention: Mention, known: set[str]) -> Iterator[Mention]:
    """The longest known names in a run of capitals, from the left."""
    place = mention.start
    while place < mention.last:
        for end in range(min(mention.last, place + MAX_NAME_WORDS), place, -1):
            text = spell(words[place:end])
            if text.lower().replace("’", "'") in known:
                yield Mention(place, place, end, text, possessive=mention.possessive and end == mention.last)
                place = end
                break
        else:
            place += 1


def _body_in_prefix(words: Sequence[Word], mention: Mention, bodies: set[str]) -> Mention | None:
    """The body in a capitalised role before a name: "Houston Police" in "Houston Police Chief Ann Lee"."""
    start, end = mention.start, mention.start
    while start < mention.first and words[start].norm in lex.words("role_adjectives"):
        start += 1
    end = start
    while end < mention.first and not lex.is_role(words[end].norm) and words[end].norm not in lex.titles():
        end += 1
    while end > start and words[end - 1].norm in lex.words("role_adjectives"):
        end -= 1
    if end >= mention.first:
        return None
    return next(
        (
            body
            for last in range(end, start, -1)
            if (body := _listed_body(words, start, last, bodies)) is not None
        ),
        None,
    )


def _listed_body(words: Sequence[Word], start: int, end: int, bodies: set[str]) -> Mention | None:
    run = words[start:end]
    if run[-1].norm == "press" and words[end].norm in ("secretary", "officer"):
        return None  # "White House Press Secretary"
    name = " ".join(word.norm for word in run)
    listed = name in bodies | lex.words("known_bodies") | lex.words("metonyms") or (
        len(run) == 1 and run[0].caps and len(run[0].text) > 2
    )
    if (listed or (len(run) > 1 and lex.is_org_head(run[-1].norm))) and name not in lex.countries():
        return Mention(start, start, end, spell(run), BODY, sure=True)
    return None


def _mention(words: Sequence[Word], chunk: chunks.Chunk) -> Mention:
    first = chunk.first
    named = chunk.last - first > 2 and lex.given_sex(words[first + 1].norm) is not None
    if not chunk.body and named and words[first].norm in lex.demonyms():
        first += 1  # "Briton Ann Lee", "American Ann Lee"
    last = chunk.last
    while (
        last - first > 2
        and words[last - 1].norm in lex.words("honours")
        and words[last - 1].text[1:2].isupper()
    ):
        last -= 1  # "Helena Marsh QC"
    text = spell(words[first:last])
    possessive = _owns(words, chunk.last)
    label = all(word.caps or len(word.norm) == 1 for word in words[first : chunk.last]) and (
        chunk.last < len(words) and words[chunk.last].text == ":" and words[chunk.start].first
    )
    return Mention(
        chunk.start,
        first,
        chunk.last,
        text,
        title=_title(words, chunk.start, first),
        titled=words[first - 1].text if first > chunk.start else "",
        possessive=possessive,
        label_line=label,
        sure=chunk.body,
    )


def _title(words: Sequence[Word], start: int, first: int) -> lex.Title | None:
    """The last form of address between two places."""
    for place in range(first - 1, start - 1, -1):
        for width in (2, 1):
            form = " ".join(word.norm for word in words[max(place - width + 1, start) : place + 1])
            if form in lex.titles():
                return lex.titles()[form]
    return None


def _after_the(words: Sequence[Word], mention: Mention) -> bool:
    return mention.start > 0 and words[mention.start - 1].norm == "the"


def _family_names(words: Sequence[Word], mentions: Sequence[Mention]) -> None:
    """One word that ends or begins a full name of the article names that person, whatever the parser says."""
    full = [mention.key.split() for mention in mentions if mention.kind == PERSON and " " in mention.key]
    known = {name[-1] for name in full} | {name[0] for name in full if lex.given_sex(name[0]) is not None}
    names_of_bodies = lex.words("known_bodies") | lex.words("metonyms")
    tails = {" ".join(name[cut:]) for name in full for cut in range(1, len(name) - 1)}
    for mention in mentions:
        if mention.key in tails:
            mention.kind, mention.sure = PERSON, False
        single = " " not in mention.key and mention.kind in (OTHER, BODY, PLACE)
        listed = mention.key in names_of_bodies and (mention.text.isupper() or _after_the(words, mention))
        if single and mention.key in known and not listed and not lex.is_place(mention.key):
            mention.kind, mention.sure = PERSON, False
