"""Names of bodies are longer than their capitals: "Institute for Tidal Research", "State department"."""

from collections.abc import Sequence

from lib.resolve import lex
from lib.resolve.runs import COURTESY, Chunk, is_opener, run_end
from lib.resolve.words import PLAIN, POSSESSIVE, Word

MAX_LOWER_TAIL = 3  # lower-case words between a name and the noun that makes it a body
TOPICS = frozenset(("food", "rural", "local", "communities", "innovation", "technology", "science", "skills",
                    "industrial", "industry", "labour", "forestry", "fisheries", "tourism", "works"))
BODY_LINKS = ("of", "for", "on", "and", "&", "at", "in")
OWNER_LIKE = frozenset(
    (
        "king",
        "queen",
        "people",
        "children",
        "women",
        "men",
        "lloyd",
        "sotheby",
        "christie",
        "moody",
        "mcdonald",
        "sainsbury",
        "macy",
        "guy",
    )
)


def widened(words: Sequence[Word], chunk: Chunk) -> Chunk:
    """The chunk with everything that makes its name longer, and whether that makes it a body."""
    if words[chunk.first].norm in ("democrat", "pac") and chunk.last - chunk.first > 2:
        chunk = Chunk(chunk.start, chunk.first + 1, chunk.last, chunk.body)
    if chunk.first > chunk.start and _courtesy(words, chunk):
        return chunk
    last, body = chunk.last, _ends_as_body(words, chunk)
    owner_end = owned_body_end(words, chunk)
    if owner_end:
        last, body = owner_end, True
    lower = _lower_tail(words, chunk.first, _past_country_owner(words, chunk))
    if lower:
        last, body = lower, True
    entity = _entity_end(words, last)
    if entity > last:
        last, body = entity, True
    if body or _heads_body(words, chunk):
        linked = _linked_end(words, last)
        body = body or linked > last
        last = _listed_end(words, linked) if _has_link(words[chunk.first : linked]) else linked
    if body and chunk.first > chunk.start and lex.given_sex(words[chunk.first].norm) is None:
        return Chunk(chunk.start, chunk.start, last, True)
    return Chunk(chunk.start, chunk.first, last, body)


def _entity_end(words: Sequence[Word], last: int) -> int:
    """The end of the parser's body that goes on behind a capital: "Keep the Promise"."""
    end = place = last
    while place < len(words) and words[place].ent == "ORG" and words[place].token.ent_iob_ == "I":
        if words[place].norm not in ("the", "of", "for", "and", "to", "on", "a") and not words[place].cap:
            return end
        place += 1
        end = place if words[place - 1].cap else end
    return end


def _courtesy(words: Sequence[Word], chunk: Chunk) -> bool:
    """True where a form of address stands before the name, so that it names a person."""
    before = words[chunk.first - 1]
    return before.text.endswith(".") or before.norm in COURTESY


def _ends_as_body(words: Sequence[Word], chunk: Chunk) -> bool:
    run = words[chunk.first : chunk.last]
    name = " ".join(word.norm for word in run)
    if name in lex.words("metonyms") or name in lex.words("known_bodies"):
        return True
    given = lex.given_sex(run[0].norm) is not None
    tail = run[-1].norm
    if len(run) > 1 and run[-1].caps and tail in lex.words("known_bodies"):
        return True  # "Dunmere County GOP"
    if tail in lex.words("thing_heads"):
        return False
    if len(run) > 2 and lex.is_org_head(run[-2].norm) and lex.is_place(tail) and not given:
        return True  # "Imperial College London"
    if not lex.is_org_head(tail) or lex.is_place(name) or lex.is_place(" ".join(w.norm for w in run[-2:])):
        return False
    firm = tail in lex.words("firm_tails") or lex.is_body_noun(tail)
    return len(run) > 1 and (not given or len(run) > 2 or firm)


def _heads_body(words: Sequence[Word], chunk: Chunk) -> bool:
    """True for a run that begins the name of a body: "Institute" before "for Tidal Research"."""
    return chunk.last - chunk.first <= 3 and lex.is_org_head(words[chunk.last - 1].norm)


def owned_body_end(words: Sequence[Word], chunk: Chunk) -> int:
    """The end of a name with an owner inside: "St. Orme's Hospital", "Tenants' Union"; 0 for none."""
    place = chunk.last
    if place + 1 >= len(words) or words[place].kind != POSSESSIVE or not words[place + 1].cap:
        return 0
    end = run_end(words, place + 1)
    if not lex.is_org_head(words[end - 1].norm):
        return 0
    owner = words[chunk.last - 1]
    saint = words[chunk.first].norm in ("st", "saint")
    plural = len(words[place].text) == 1 and chunk.last - chunk.first == 1 and not lex.is_place(owner.norm)
    office = lex.is_role(owner.norm)  # "Sheriff's Office", "Indian Doctors' Forum"
    return end if saint or plural or office or owner.norm in OWNER_LIKE else 0


def _past_country_owner(words: Sequence[Word], chunk: Chunk) -> int:
    """The place after the "’s" of a country that owns a body: "Russia’s foreign ministry"."""
    end = chunk.last
    country = " ".join(word.norm for word in words[chunk.first : end]) in lex.countries()
    return end + 1 if country and end < len(words) and words[end].kind == POSSESSIVE else end


def _lower_tail(words: Sequence[Word], first: int, last: int) -> int:
    """The end of "State department", "Harbour police": a name and a noun for a body; 0 for none."""
    if first and words[first - 1].norm in ("a", "an") and lex.is_place(words[first].norm):
        return 0
    best = 0
    for place in range(last, min(last + MAX_LOWER_TAIL + 1, len(words))):
        word = words[place]
        if word.kind != PLAIN or not _joins_any(words, place) or word.cap or word.norm in lex.PREPOSITIONS:
            return best
        two = f"{word.norm} {words[place + 1].norm}" if place + 1 < len(words) else ""
        if lex.is_body_noun(two):
            best = place + 2
        elif lex.is_body_noun(word.norm) and word.pos not in ("VERB", "AUX"):
            best = place + 1
        elif word.pos not in ("NOUN", "ADJ", "PROPN") or lex.is_role(word.norm):
            return best
    return best


def _linked_end(words: Sequence[Word], end: int) -> int:
    """The end of a body's name over "of", "for", "and": "Ministry of Trade and Industry"."""
    linked = False
    while end + 1 < len(words) and words[end].norm in BODY_LINKS and _joins_any(words, end):
        link, place = words[end].norm, end + 1
        if link in ("and", "&", "at", "in") and not linked:
            break
        if words[place].norm == "the":
            place += 1
        if (
            place >= len(words)
            or not words[place].cap
            or is_opener(words[place])
            or words[place].norm in lex.titles()
        ):
            break
        after = run_end(words, place)
        if link in ("and", "at", "in") and not _and_continues(words, place, after, link):
            break
        end, linked = after, True
    return end


def _has_link(name: Sequence[Word]) -> bool:
    return any(word.norm in ("of", "for") for word in name)


def _listed_end(words: Sequence[Word], end: int) -> int:
    """The end of the topics in a name: "Department for | Culture, Media and Sport"; no other bodies in it."""
    place = end
    while place + 1 < len(words) and words[place].text in (",", "and") and _is_topic(words[place + 1]):
        last = words[place].text == "and"
        place = run_end(words, place + 1)
        if last:
            return place
    return end


def _is_topic(word: Word) -> bool:
    return word.cap and (word.norm in lex.words("topics") or word.norm in TOPICS)


def _joins_any(words: Sequence[Word], place: int) -> bool:
    return (
        words[place].paragraph == words[place - 1].paragraph
        and words[place].quoted == words[place - 1].quoted
    )


def _and_continues(words: Sequence[Word], place: int, end: int, link: str) -> bool:
    """True if "and X" or "at X" still belongs to a body's name, not to somebody or something new."""
    if link == "in":
        return False
    if link == "at":
        return lex.is_place(" ".join(word.norm for word in words[place:end]))
    person = lex.given_sex(words[place].norm) is not None or lex.is_role(words[place].norm)
    return not person and words[place].ent != "PERSON" and not lex.is_place(words[place].norm)
