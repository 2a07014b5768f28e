"""Verbs that report a clause: "X said that …", "…, X said", "as X says", "X is said to …"."""

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from lib import lexicon
from lib.extract import grammar
from lib.extract.hits import Hit

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CLAUSE_CUES = ("speech_verbs", "thought_verbs", "evidence_verbs")
REASONS = ("because", "unless", "although", "though", "if")  # clauses behind a report that were said too
SETS_OFF = (",", '"', "-", "--", "—", "?", "!", "'", "''", ";")
GOES_ON = ("it", "they", "he", "she", "this", "these")
TRAILING_WORDS = ("ADP", "NOUN", "PROPN", "DET", "NUM", "ADJ", "PUNCT", "PART", "PRON")
MAX_TRAILING = 10  # words behind a report at a sentence's end: time, place, addressee


def find(doc: "Doc") -> Iterator[Hit]:
    """All statements that a verb of this paragraph reports, in the order of the verbs."""
    for token in doc:
        if token.tag_[:2] == "VB":
            hits = (rule(token) for rule in RULES)
            yield from [hit for hit in hits if hit is not None][:1]


def quoted_as_saying(verb: "Token") -> Hit | None:
    """"X was quoted by Y as saying that …": X speaks, Y relays."""
    if grammar.lemma(verb) != "say" or verb.dep_ != "pcomp" or verb.head.lower_ != "as":
        return None
    quoting = verb.head.head
    subjects = grammar.children(quoting, "nsubjpass", "nsubj")
    content = [token for child in grammar.children(verb, "ccomp") for token in child.subtree]
    if not subjects or grammar.is_denied(quoting):
        return None
    cue = [*grammar.children(quoting, "auxpass"), quoting, verb.head, verb]
    relay = grammar.agent(verb) or grammar.agent(quoting)
    return Hit(verb, content, subjects[0], cue, "quoted as saying", via=relay)


def as_passive(verb: "Token") -> Hit | None:
    """"…, as confirmed by X": the clause before it, with the agent as the source."""
    marks = [child for child in verb.children if child.lower_ == "as" and child.i < verb.i]
    agent = grammar.agent(verb)
    if verb.tag_ != "VBN" or not grammar.has(verb, "speech_verbs") or not marks or agent is None:
        return None
    content = _without(verb.head.subtree, verb)
    return Hit(verb, content, agent, [*marks, verb, agent.head], "as passive") if verb.head != verb else None


def clause(verb: "Token") -> Hit | None:
    """A cue verb with its clause, behind it, before it or around it: "X said (that) …", "…, X said"."""
    if not _is_cue(verb) or grammar.is_passive(verb):
        return None
    source = grammar.subject(verb) or grammar.adjacent_noun(verb)
    complements = [child for child in grammar.children(verb, "ccomp") if _is_clause(child)]
    if source is None or not complements or not _may_speak(verb, source):
        return None
    later = [child for child in complements if child.i > verb.i]
    if verb.dep_ == "relcl":
        complements = later[:1]
    elif later and not _is_parenthetical(verb, source):
        complements = later
    elif not later and not _is_set_off(verb, source):
        return None
    content = _fill(verb, source, complements)
    return Hit(verb, content, source, grammar.cue_words(verb), "clause") if content else None


def parenthesis(verb: "Token") -> Hit | None:
    """A report between or behind commas: "The ferry, she said, was late", "…, as she said, …"."""
    as_clause = grammar.has(verb, "as_verbs") and any(
        child.lower_ == "as" for child in grammar.children(verb, "mark", "advmod"))
    if not (verb.dep_ == "parataxis" or (as_clause and verb.dep_ in ("ccomp", "advcl"))) or not _is_cue(verb):
        return None
    subjects = grammar.children(verb, *grammar.SUBJECTS)
    if not subjects or not _may_speak(verb, subjects[0]) or grammar.children(verb, "ccomp", "dobj"):
        return None
    if verb.head.pos_ not in ("VERB", "AUX"):
        return None
    rule = "as clause" if as_clause else "parenthesis"
    return Hit(verb, _without(verb.head.subtree, verb), subjects[0], grammar.cue_words(verb), rule)


def passive(verb: "Token") -> Hit | None:
    """"X is believed to …", "it was reported that …": a statement whose source is not named."""
    if verb.tag_ != "VBN" or not grammar.has(verb, "passive_verbs") or grammar.is_denied(verb):
        return None
    subjects = grammar.children(verb, "nsubjpass")
    complements = [child for child in grammar.children(verb, "xcomp", "ccomp") if child.i > verb.i]
    if not subjects or not complements or verb.dep_ not in ("ROOT", "conj", "ccomp", "relcl"):
        return None
    places = [token.i for child in complements for token in child.subtree]
    if subjects[0].lower_ not in ("it", *grammar.RELATIVES):  # "The dam is believed to hold": all of it
        places += [token.i for token in subjects[0].subtree]
    content = list(verb.doc[min(places):max(places) + 1])
    cue = [*grammar.children(verb, "auxpass"), verb]
    forecast = grammar.lemma(verb) in ("expect", "consider")
    return Hit(verb, content, grammar.agent(verb), cue, "passive", attitude=forecast)


def trailing(verb: "Token") -> Hit | None:
    """"…, X said." where the parser did not tie the clause to the verb: all of the sentence before it."""
    source = grammar.subject(verb)
    if verb.tag_ not in grammar.FINITE or verb.dep_ == "relcl" or not grammar.has(verb, "speech_verbs"):
        return None
    objects = () if grammar.has(verb, "addressing_verbs") else ("dobj",)
    if source is None or source.i > verb.i or grammar.children(verb, "ccomp", "xcomp", "acomp", *objects):
        return None
    left = min(token.i for token in source.subtree)
    if left - 2 < verb.sent.start or verb.doc[left - 1].text != "," or not _closes_sentence(verb):
        return None
    content = list(verb.doc[verb.sent.start:left - 1])
    main = any(token.tag_ in grammar.FINITE and token.dep_ != "advcl" and grammar.subject(token) is not None
               for token in content)
    speaks = main and _may_speak(verb, source)
    return Hit(verb, content, source, grammar.cue_words(verb), "trailing report") if speaks else None


RULES = (quoted_as_saying, as_passive, clause, parenthesis, passive, trailing)


def _is_cue(verb: "Token") -> bool:
    """Whether a verb takes a clause as somebody's words or belief, and somebody utters it here."""
    particles = ((grammar.lemma(verb), part.lower_) for part in grammar.children(verb, "prt"))
    phrasal = any(pair in lexicon.pairs("phrasal_verbs") for pair in particles)
    if verb.pos_ != "VERB" or not (phrasal or grammar.has(verb, *CLAUSE_CUES)):
        return False
    if grammar.lemma(verb) == "ask" and verb.tag_ == "VBN" and not grammar.children(verb, "aux", "nsubj"):
        return False  # "Asked whether …, he said": the question is nobody's in particular
    return not grammar.is_infinitive(verb) or grammar.has(verb.head, "going_on_verbs")


def _is_clause(token: "Token") -> bool:
    """Whether a complement is a sentence of its own and not a bare infinitive or participle."""
    has_subject = bool(grammar.children(token, "nsubj", "nsubjpass", "csubj", "expl", "mark"))
    finite = token.tag_ in grammar.FINITE or bool(grammar.children(token, "aux", "auxpass"))
    return finite if token.tag_ == "VBG" else has_subject or finite


def _may_speak(verb: "Token", source: "Token") -> bool:
    """Whether this subject says it, and says it indeed: findings need a speaker or a document."""
    if grammar.is_denied(verb) or (grammar.is_generic(source) and source.dep_ != "nsubj") \
            or grammar.is_empty(source):
        return False
    if grammar.is_generic(source) and source.lower_ not in grammar.RELATIVES:
        return False
    return not grammar.has(verb, "evidence_verbs") or grammar.is_evidence(source)


def _is_parenthetical(verb: "Token", source: "Token") -> bool:
    """Whether the report stands between two commas: "Two years ago, he said, …"."""
    following = verb.doc[verb.i + 1].text if verb.i + 1 < len(verb.doc) else ""
    return following in (",", '"') and _is_set_off(verb, source)


def _is_set_off(verb: "Token", source: "Token") -> bool:
    """Whether a comma, a mark or a dash parts the report from the words before it."""
    first = min([verb.i, *(token.i for token in source.subtree if source in (token, token.head))])
    return first > 0 and verb.doc[first - 1].text in SETS_OFF


def _fill(verb: "Token", source: "Token", complements: "list[Token]") -> "list[Token]":
    """The words of the clauses, unbroken on each side of the verb, without the report itself."""
    report = {verb.i, *(token.i for token in source.subtree)} if source.head == verb else {verb.i}
    report |= {token.i for child in grammar.children(verb, "dobj", "dative", "aux", "advmod", "npadvmod")
               for token in child.subtree}
    later = [child for child in complements if child.i > verb.i]
    reasons = [child for child in grammar.children(verb, "advcl") if child.i > verb.i and later
               and any(mark.lower_ in REASONS for mark in grammar.children(child, "mark"))]
    words = {token.i for child in (*complements, *reasons) for token in child.subtree} - report
    before, after = [i for i in words if i < verb.i], [i for i in words if i > verb.i]
    filled = [verb.doc[i] for part in (before, _undated(verb, after)) if part
              for i in range(min(part), max(part) + 1) if i not in report]
    return filled + (_afterthought(verb, later, max(after)) if after else [])


def _undated(verb: "Token", places: "list[int]") -> "list[int]":
    """The places without the day right behind the verb: "said on Monday the dam was safe"."""
    ordered = sorted(places)
    dated = list(takewhile(lambda place: verb.doc[place].lower_ in lexicon.words("day_words"), ordered))
    return ordered[len(dated):] or ordered


def _afterthought(verb: "Token", complements: "list[Token]", last: int) -> "list[Token]":
    """A second sentence of the same report: "stressed that the dam is safe; it was built to last"."""
    that = any(mark.lower_ == "that" for child in complements for mark in grammar.children(child, "mark"))
    doc = verb.doc
    follows = last + 2 < len(doc) and doc[last + 1].text == ";" and doc[last + 2].lower_ in GOES_ON
    if not that or not follows or not grammar.has(verb, "speech_verbs"):
        return []
    end = next((token.i for token in doc[last + 1:] if token.text in (".", "!", "?")), len(doc))
    rest = list(doc[last + 1:end])
    return [] if any(token.pos_ == "VERB" and grammar.has(token, "speech_verbs") for token in rest) else rest


def _without(tokens: "Iterator[Token]", verb: "Token") -> "list[Token]":
    """The words that are not below this verb."""
    inside = {token.i for token in verb.subtree}
    return [token for token in tokens if token.i not in inside]


def _closes_sentence(verb: "Token") -> bool:
    """Whether nothing but time, place or addressee stands between the verb and the sentence's end."""
    following = [token for token in verb.doc[verb.i + 1:verb.sent.end] if not token.is_space]
    return len(following) <= MAX_TRAILING and all(
        token.pos_ in TRAILING_WORDS and token.text != '"' for token in following)
