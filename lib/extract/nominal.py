"""Cues that are no reporting verb: "according to", nouns with a that-clause, adjectives of belief."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lib import lexicon
from lib.extract import grammar
from lib.extract.hits import Hit

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


VIEWS = ("words", "view", "opinion", "telling")


def find(doc: "Doc") -> Iterator[Hit]:
    """All statements of this paragraph whose cue is a preposition, a noun or an adjective."""
    for token in doc:
        for rule in RULES:
            hit = rule(token)
            if hit is not None:
                yield hit
                break


def according_to(token: "Token") -> Hit | None:
    """"…, according to X": the sentence without the phrase, which may stand at any place in it."""
    if token.lower_ != "according" or token.i + 1 >= len(token.doc) or token.nbor().lower_ != "to":
        return None
    following = token.nbor()
    sources = grammar.children(following, "pobj") or grammar.children(token, "pobj")
    if not sources:
        return None
    if not grammar.is_evidence(sources[0]):
        return None
    phrase = {part.i for part in token.subtree} | {following.i}
    content = [part for part in token.sent if part.i not in phrase and not _next_clause(part, max(phrase))]
    return Hit(token, content, sources[0], [token, following], "according to", lemma="according to")


def in_words(token: "Token") -> Hit | None:
    """"…, in the words of X", "in X's view": the sentence without the phrase."""
    if token.lower_ not in ("in", "to") or token.dep_ != "prep":
        return None
    nouns = [child for child in grammar.children(token, "pobj") if child.lower_ in VIEWS]
    source = _owner(nouns[0], ("of",)) if nouns else None
    if source is None or not grammar.is_animate(source):
        return None
    phrase = {part.i for part in token.subtree}
    content = [part for part in token.sent if part.i not in phrase and not _next_clause(part, max(phrase))]
    return Hit(nouns[0], content, source, [token, nouns[0]], "according to", lemma=f"in {nouns[0].lower_}")


def _next_clause(part: "Token", end: int) -> bool:
    """Whether a word stands in a clause that begins behind the phrase: "…, according to X, but …"."""
    if part.i <= end:
        return False
    rest = part.doc[end + 1:part.sent.end]
    first = next((token for token in rest if not token.is_punct), None)
    return first is not None and (first.dep_ == "cc" or first.lower_ in ("while", "although", "though"))


def noun_clause(token: "Token") -> Hit | None:
    """"renewed warnings that …", "his claim that …": source is the owner, or who utters the noun."""
    if token.pos_ != "NOUN" or grammar.lemma(token) not in lexicon.words("cue_nouns"):
        return None
    clauses = [child for child in grammar.children(token, "acl", "ccomp", "relcl") if _that_clause(child)]
    if not clauses:
        return None
    verb = token.head if token.dep_ in ("dobj", "attr", "pobj") else None
    if verb is not None and verb.pos_ == "ADP":
        verb = verb.head if verb.head.pos_ == "VERB" else None
    if verb is not None and grammar.is_denied(verb):
        return None
    source = _owner(token)
    content, cue = list(clauses[0].subtree), [*grammar.children(token, "amod"), token]
    if source is not None:
        return Hit(token, content, source, cue, "noun clause")
    if verb is None or verb.pos_ != "VERB":
        return None
    return _uttered(token, verb, content)


def adjective(token: "Token") -> Hit | None:
    """"is confident that …", "are skeptical about …": a belief with what it is about."""
    if token.dep_ not in ("acomp", "oprd") or token.lower_ not in lexicon.words("cue_adjectives"):
        return None
    verb, source = token.head, grammar.subject(token.head)
    if source is None or grammar.is_denied(verb) or not grammar.is_animate(source):
        return None
    clauses = [child for child in grammar.children(token, "ccomp") if child.i > token.i]
    abouts = [child for child in grammar.children(token, "prep") if child.lower_ in ("about", "of")]
    if not clauses and not abouts:
        return None
    content = list((clauses or abouts)[0].subtree)
    if not clauses and len(content) < 4:
        return None  # "sure of it": too little to print
    return Hit(token, content, source, [*grammar.children(verb, "aux"), verb, token], "adjective")


RULES = (according_to, in_words, noun_clause, adjective)


def _that_clause(token: "Token") -> bool:
    """Whether a clause says what the noun holds; "the warnings that she issued" only tells which ones."""
    marks = [child for child in token.children if child.lower_ in ("that", "whether")]
    subjects = grammar.children(token, "nsubj", "nsubjpass", "expl", "csubj")
    if not marks or not subjects or marks[0] in subjects:
        return False
    return marks[0].dep_ == "mark" or (marks[0].dep_ == "dobj" and bool(grammar.children(token, "aux")))


def _owner(noun: "Token", links: tuple[str, ...] = ("by", "from", "among")) -> "Token | None":
    """Whose words: "the mayor's claim", "a claim by the mayor", "the belief among voters"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.lower_ in links and child.dep_ in ("prep", "agent"):
            return next(iter(grammar.children(child, "pobj")), None)
    return None


def _uttered(noun: "Token", verb: "Token", content: "list[Token]") -> Hit | None:
    subject = grammar.subject(verb)
    cue = [*grammar.children(verb, "aux"), verb, *grammar.children(noun, "amod"), noun]
    lemma = f"{grammar.lemma(verb)} {grammar.lemma(noun)}"
    impersonal = grammar.lemma(noun) in lexicon.words("impersonal_nouns")
    if impersonal and grammar.lemma(verb) in lexicon.words("raise_verbs") \
            and (subject is None or not grammar.is_animate(subject)):
        return Hit(noun, content, None, cue, "raised belief", lemma=lemma)
    if grammar.lemma(verb) in lexicon.words("utter_verbs") and subject is not None:
        source = None if grammar.is_passive(verb) else subject
        return Hit(noun, content, source, cue, "uttered noun", lemma=lemma)
    return None
