"""What the words beside a quote say: whether they report it, with which verb, and who the subject is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lib.extract import grammar
from lib.extract.gaps import Gap
from lib.extract.regions import WORD, Region

if TYPE_CHECKING:
    from spacy.tokens import Token

DIRECT_CUES = ("speech_verbs", "thought_verbs", "manner_verbs")
FINITE = ("VBD", "VBZ", "VBP", "VBN")
CLOSING = ".!?…,—–"
MARKS = tuple("\"”’'»“`")
NOT_A_REPORT = ("and", "or", "that", "which", "who", "to", "while", "because", "for", "of", "in", "with",
                "by", "on")
SAYS_NOTHING = ("there", "that", "this", "it", "which", "what")  # subjects of "There was one way out: …"
MIN_UNMARKED = 4  # words of a quote that runs into its report without a comma; shorter ones are names
MIN_LOWER = 6  # words of a quote that begins in lower case and still is a sentence
MAX_CUE_DISTANCE = 30  # words of a gap that are searched for the cue
MAX_ADDRESSEE = 4  # words between a cue and a quote without a comma: "told the court"
MAX_INVERTED = 6  # words behind a quote whose verb may be any: '"Not again," sighed the keeper'


def is_whole(text: str, region: Region) -> bool:
    """Whether a quote is a sentence: a mark of its end, and a capital first or some length."""
    first = next((char for char in text[region.start:region.end] if char.isalnum()), "a")
    length = len(WORD.findall(text[region.start:region.end]))
    ended = text[region.end - 1] in CLOSING or not region.closed
    return ended and (not first.islower() or length >= MIN_LOWER)


def cue_behind(text: str, region: Region, head: Gap, tail: Gap) -> "Token | None":
    """The verb that reports a quote from behind it: "…," X said."""
    if not tail.words or not _starts(text, region, head) or not _runs_on(text, region, tail):
        return None
    verb = _first_cue(tail, loose=not head.words and _has_comma(text, region))
    return None if verb is None or (_is_over(text, region) and _has_words(verb, tail)) else verb


def subject_behind(verb: "Token", tail: Gap) -> "Token | None":
    """Who speaks in the words behind a quote: the verb's subject, else the noun next to it."""
    inverted = verb.i == tail.words[0].i
    subject = grammar.subject(verb)
    if subject is not None and tail.holds(subject) and subject != verb and (inverted or subject.i < verb.i):
        return subject
    roots = [token for token in tail.words if grammar.is_noun(token) and token != verb]
    later = [root for root in roots if root.i > verb.i]
    earlier = [root for root in roots if root.i < verb.i]
    if inverted or not earlier:
        before = next((token for token in reversed(tail.words) if token.i < verb.i), None)
        return later[0] if later else before
    return earlier[0]


def cue_in_front(text: str, region: Region, head: Gap, tail: Gap) -> "Token | None":
    """The verb that introduces a quote: the last one; before a colon the last cue, else the first verb."""
    near = [token for token in head.words[-MAX_CUE_DISTANCE:] if not _in_relative(token, head)]
    verbs = [token for token in near if token.pos_ == "VERB" and token.lower_ != "according"]
    cues = [verb for verb in verbs if is_direct_cue(verb)]
    chosen = cues[-1:] or verbs[:1] or [token for token in near if token.pos_ == "AUX"][-1:]
    if head.ending != ":":
        chosen = [verb for verb in verbs[-1:] if verb in cues]
    leading = (verb for verb in chosen if _is_said(verb) and _introduces(text, verb, region, head, tail))
    return next(leading, None)


def subject_in_front(verb: "Token", outside: "Callable[[Token], bool]") -> "Token | None":
    """Who speaks in the words before a quote; nobody where the verb's subject is none that could."""
    subject = grammar.subject(verb)
    if verb.pos_ == "AUX" and subject is not None:  # "Her answer was short: …", "Roe was blunt: …"
        owner = next(iter(grammar.children(subject, "poss")), None)
        return owner or (subject if grammar.is_animate(subject) else None)
    if subject is None:
        return grammar.nearest_noun(verb, outside)
    return None if subject.lower_ in SAYS_NOTHING and not is_direct_cue(verb) else subject


def is_direct_cue(token: "Token") -> bool:
    """Whether a verb stands beside quotes."""
    return grammar.has(token, *DIRECT_CUES)


def goes_elsewhere(verb: "Token", tail: Gap) -> bool:
    """Whether the sentence behind a quote goes on with somebody else: '…," X said, and his wife cut in.'"""
    return any(token.i > verb.i and token.dep_ == "conj" and grammar.children(token, *grammar.SUBJECTS)
               for token in tail.words)


def _starts(text: str, region: Region, head: Gap) -> bool:
    """Whether a quote opens its sentence, or follows a comma, a colon or a lone conjunction."""
    if not head.words:
        return True
    return (head.ending in ",:—–-" and is_whole(text, region)) or (
        len(head.words) == 1 and head.words[0].pos_ in ("CCONJ", "ADV", "INTJ"))


def _has_comma(text: str, region: Region) -> bool:
    return text[region.end - 1] in ",?!—–" or text[region.outer[1]:region.outer[1] + 1] == ","


def _is_over(text: str, region: Region) -> bool:
    """Whether a quote ends in a mark that may also end its sentence."""
    return text[region.end - 1] in "?!…" and text[region.outer[1]:region.outer[1] + 1] != ","


def _has_words(verb: "Token", tail: Gap) -> bool:
    """Whether a report has words of its own: '"Does it leak?" She said it does.'"""
    own = grammar.children(verb, "ccomp", "dobj", "xcomp")
    return bool(own) and verb.i != tail.words[0].i and not grammar.has(verb, "addressing_verbs")


def _runs_on(text: str, region: Region, tail: Gap) -> bool:
    """Whether the sentence goes on behind the quote with a report."""
    first = tail.words[0]
    if first.lower_ in NOT_A_REPORT and first.lower_ == first.text:
        return False
    if _has_comma(text, region):
        return True
    if text[region.end - 1] in ".…":
        return first.text.islower() and first.pos_ in ("VERB", "PRON")
    return len(WORD.findall(text[region.start:region.end])) >= MIN_UNMARKED


def _first_cue(tail: Gap, loose: bool) -> "Token | None":
    """The first reporting verb behind a quote; any finite verb right there if the quote ends in a comma."""
    for place, token in enumerate(tail.words[:MAX_CUE_DISTANCE]):
        if _looks_plural(token, place, tail):
            return token
        if token.tag_ not in FINITE or token.pos_ not in ("VERB", "AUX") or _in_relative(token, tail):
            continue
        if is_direct_cue(token):
            return None if any(child.dep_ == "neg" for child in token.children) else token
        if token.tag_ != "VBN" and token.pos_ == "VERB":
            return token if loose and (place == 0 or len(tail.words) <= MAX_INVERTED) else None
    return None


def _looks_plural(token: "Token", place: int, tail: Gap) -> bool:
    """Whether a verb at the end was taken for a noun: '"…," the mayor notes.'"""
    last = place == len(tail.words) - 1 and place > 0
    return last and token.tag_ in ("NNS", "NNPS") and grammar.has(token, "speech_verbs")


def _in_relative(token: "Token", gap: Gap) -> bool:
    """Whether a verb stands in a relative clause or an apposition: "who asked not to be named"."""
    while gap.holds(token) and token.head != token:
        if token.dep_ in ("relcl", "acl") and gap.holds(token.head) and token.head.i < token.i:
            return True
        token = token.head
    return False


def _is_said(verb: "Token") -> bool:
    return not grammar.is_unreal(verb) and not grammar.children(verb, "neg")


def _introduces(text: str, verb: "Token", region: Region, head: Gap, tail: Gap) -> bool:
    """Whether the words between a cue and a quote lead to it: nothing, a comma, a colon, the addressee."""
    between = [token for token in head.words if token.i > verb.i]
    objects = [token for token in between if token.dep_ in ("dobj", "attr", "oprd") and token.head == verb]
    if head.ending == ":":
        return is_whole(text, region) or (is_direct_cue(verb) and not objects)
    if objects and not grammar.has(verb, "addressing_verbs"):
        return False
    if any(token.pos_ == "AUX" for token in between):
        return False
    if head.ending == ",":
        broken = text[head.span[0] - 1:head.span[0]] in MARKS  # '"…," she said, "and …"'
        return broken or is_whole(text, region)
    if len(between) > MAX_ADDRESSEE or (between and between[-1].pos_ not in ("NOUN", "PROPN", "PRON", "ADV")):
        return False
    return is_whole(text, region) or not (tail.words or grammar.has(verb, "label_verbs"))
