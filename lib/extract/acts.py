"""Verbs with an object or an infinitive instead of a clause.

"urged her to stay", "vowed to resign", "called it a mess", "called for an inquiry" are statements; "opposes
the plan", "declined to comment" are bare attitudes in the reporter's words and are marked so.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lib import lexicon
from lib.extract import grammar
from lib.extract.hits import Hit

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SMALL_CLAUSE = ("call", "declare", "deem", "brand", "label", "dub")
CLAUSAL = ("dobj", "xcomp", "ccomp")
MIN_WORDS = 2  # "expressed concerns": an object of one word says nothing


def find(doc: "Doc") -> Iterator[Hit]:
    """All speech acts and attitudes of this paragraph, in the order of their verbs."""
    for verb in doc:
        if verb.pos_ != "VERB" or grammar.is_passive(verb):
            continue
        source = grammar.subject(verb)
        if source is None or grammar.is_denied(verb):
            continue
        hits = [hit for hit in (rule(verb, source) for rule in RULES) if hit is not None]
        yield from hits[:1] or _objects(verb, source)


def appeal(verb: "Token", source: "Token") -> Hit | None:
    """"X urged Y to …": what X wants done."""
    if not grammar.has(verb, "appeal_verbs"):
        return None
    orders = [child for child in grammar.children(verb, "xcomp", "ccomp") if grammar.is_infinitive(child)]
    if not orders:
        return None
    goals = grammar.children(verb, "dobj", "dative") + grammar.children(orders[0], "nsubj")
    if not goals:
        return None
    first, last = min(word.i for word in goals[0].subtree), max(word.i for word in orders[0].subtree)
    return Hit(verb, list(verb.doc[first:last + 1]), source, grammar.cue_words(verb), "appeal")


def commitment(verb: "Token", source: "Token") -> Hit | None:
    """"X vowed to …": what X undertakes."""
    if not grammar.has(verb, "commitment_verbs"):
        return None
    deeds = [child for child in grammar.children(verb, "xcomp") if child.tag_ == "VB" and child.i > verb.i]
    return Hit(verb, list(deeds[0].subtree), source, grammar.cue_words(verb), "commitment") if deeds else None


def label(verb: "Token", source: "Token") -> Hit | None:
    """"X described Y as Z", "X called Y a Z": the judgement with what it is about."""
    if not grammar.has(verb, "label_verbs") or grammar.is_infinitive(verb):
        return None
    goals = grammar.children(verb, "dobj")
    names = [child for holder in (verb, *goals) for child in grammar.children(holder, "prep")
             if child.lower_ == "as" and child.i > verb.i] + grammar.children(verb, "oprd")
    small = [child for child in grammar.children(verb, "ccomp") if grammar.children(child, "nsubj")]
    small = small if grammar.lemma(verb) in SMALL_CLAUSE else []
    if not ((names and goals) or small) or any(_is_no_goal(goal) for goal in goals):
        return None
    relative = bool(goals) and goals[0].lower_ in grammar.RELATIVES
    parts = names if relative else [*goals, *names, *small]
    content = [word for part in parts for word in part.subtree]
    return Hit(verb, content, source, grammar.cue_words(verb), "label")


RULES = (appeal, commitment, label)


def _is_no_goal(goal: "Token") -> bool:
    """"what he calls progress" names, "cast herself as a reformer" poses: neither judges something."""
    return goal.lower_ == "what" or goal.lower_.endswith(("self", "selves"))


def _objects(verb: "Token", source: "Token") -> Iterator[Hit]:
    """The object of a speech act or of an attitude, whose holder can have one."""
    if not grammar.is_animate(source):
        return
    name, cue = grammar.lemma(verb), grammar.cue_words(verb)
    for child in verb.children:
        for link, head in _complements(child) if child.i > verb.i else ():
            words = list(head.subtree)
            if len(words) < MIN_WORDS:
                continue
            if (name, link) in lexicon.pairs("appeal_for_verbs"):
                yield Hit(verb, words, source, [*cue, child], "speech act", lemma=f"{name} {link}")
            elif (name, link) in lexicon.pairs("attitude_verbs"):
                extra = [] if link in CLAUSAL else [child]
                yield Hit(verb, words, source, [*cue, *extra], "attitude", attitude=True)


def _complements(child: "Token") -> "list[tuple[str, Token]]":
    """The name of the pattern and the word that heads what it holds."""
    if child.dep_ == "xcomp":
        return [("xcomp", child)] if child.tag_ == "VB" else []
    if child.dep_ in CLAUSAL:
        return [(child.dep_, child)]
    if child.dep_ == "prep":
        return [(child.lower_, noun) for noun in grammar.children(child, "pobj", "pcomp")]
    return []
