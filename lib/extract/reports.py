"""Verbs that report: "X said that …", "…, X said", "as X says", "urged X to …", "described X as …"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lib import lexicon
from lib.extract import grammar
from lib.extract.hits import Hit

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CLAUSE_CUES = ("speech_verbs", "thought_verbs", "evidence_verbs")
FINITE = ("VBD", "VBZ", "VBP")
REASONS = ("because", "unless", "although", "though", "if")  # clauses behind a report that belong to what was said


def find(doc: "Doc") -> Iterator[Hit]:
    """All statements that a verb of this paragraph reports, in the order of the verbs."""
    for token in doc:
        if token.pos_ in ("VERB", "AUX", "NOUN") and token.tag_[:2] in ("VB", "NN"):
            for rule in RULES:
                hit = rule(token)
                if hit is not None:
                    yield hit
                    break


def is_cue(verb: "Token") -> bool:
    """Whether a verb takes a clause as somebody's words or belief, and somebody utters it here."""
    known = any(grammar.lemma(verb) in lexicon.words(name) for name in CLAUSE_CUES) or any(
        (grammar.lemma(verb), part.lower_) in lexicon.pairs("phrasal_verbs") for part in grammar.children(verb, "prt"))
    if verb.pos_ != "VERB" or not known:
        return False
    if grammar.lemma(verb) == "ask" and verb.tag_ == "VBN" and not grammar.children(verb, "aux", "nsubj"):
        return False  # "Asked whether …, he said": the question is nobody's in particular
    infinitive = verb.tag_ == "VB" and any(child.tag_ == "TO" for child in verb.children)
    return not infinitive or grammar.lemma(verb.head) in lexicon.words("going_on_verbs")


def clause(verb: "Token") -> Hit | None:
    """A cue verb with its clause, behind it, before it or around it: "X said (that) …", "…, X said"."""
    if not is_cue(verb) or grammar.is_passive(verb):
        return None
    source = grammar.subject(verb) or grammar.adjacent_noun(verb)
    complements = [child for child in grammar.children(verb, "ccomp") if _is_clause(child)]
    if source is None or not complements or grammar.is_denied(verb) or not _may_speak(verb, source):
        return None
    later = [child for child in complements if child.i > verb.i]
    if verb.dep_ == "relcl":
        complements = later[:1]
    elif later and not _parenthetical(verb, source):
        complements = later
    elif not later and not _set_off(verb, source):
        return None
    content = _fill(verb, source, complements)
    return Hit(verb, content, source, _cue(verb), "clause") if content else None


def parenthesis(verb: "Token") -> Hit | None:
    """A report set between or behind commas: "The ferry, she said, was late"."""
    if verb.dep_ not in ("parataxis", "ccomp", "advcl") or not is_cue(verb) or grammar.is_denied(verb):
        return None
    source = grammar.subject(verb)
    as_clause = any(child.lower_ == "as" for child in grammar.children(verb, "mark", "advmod")) \
        and grammar.lemma(verb) in lexicon.words("as_verbs")
    own = bool(grammar.children(verb, *grammar.SUBJECTS))
    if source is None or not own or not (verb.dep_ == "parataxis" or as_clause) or verb.head.pos_ not in ("VERB", "AUX"):
        return None
    if grammar.children(verb, "ccomp", "dobj") or not _may_speak(verb, source):
        return None
    inside = {token.i for token in verb.subtree}
    content = [token for token in verb.head.subtree if token.i not in inside]
    return Hit(verb, content, source, _cue(verb), "as clause" if as_clause else "parenthesis")


def trailing(verb: "Token") -> Hit | None:
    """"…, X said." where the parser did not tie the clause to the verb: all of the sentence before it."""
    if verb.dep_ == "relcl" or grammar.lemma(verb) not in lexicon.words("speech_verbs") or grammar.is_denied(verb):
        return None
    source = grammar.subject(verb)
    objects = () if grammar.lemma(verb) in lexicon.words("addressing_verbs") else ("dobj",)
    if source is None or grammar.children(verb, "ccomp", "xcomp", "acomp", *objects) or source.i > verb.i:
        return None
    left = min(token.i for token in source.subtree)
    sentence = verb.sent
    if left - 2 < sentence.start or verb.doc[left - 1].text != "," or not _closes_sentence(verb):
        return None
    content = list(verb.doc[sentence.start:left - 1])
    main = any(token.tag_ in FINITE and token.dep_ != "advcl" and grammar.subject(token) is not None
               for token in content)
    return Hit(verb, content, source, _cue(verb), "trailing report") if main and verb.tag_ in FINITE else None


def as_passive(verb: "Token") -> Hit | None:
    """"…, as confirmed by X": the clause before it, with the agent as the source."""
    if verb.tag_ != "VBN" or grammar.lemma(verb) not in lexicon.words("speech_verbs") or grammar.is_denied(verb):
        return None
    marks = [child for child in verb.children if child.lower_ == "as" and child.i < verb.i]
    agent = grammar.agent(verb)
    if not marks or agent is None or verb.head == verb:
        return None
    inside = {token.i for token in verb.subtree}
    content = [token for token in verb.head.subtree if token.i not in inside]
    return Hit(verb, content, agent, [*marks, verb, agent.head], "as passive")


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


def passive(verb: "Token") -> Hit | None:
    """"X is believed to …", "it was reported that …": a statement whose source is not named."""
    if verb.tag_ != "VBN" or grammar.lemma(verb) not in lexicon.words("passive_verbs") or not grammar.is_passive(verb):
        return None
    subjects = grammar.children(verb, "nsubjpass")
    complements = grammar.children(verb, "xcomp", "ccomp")
    if not subjects or not complements or grammar.is_denied(verb) or verb.dep_ not in ("ROOT", "conj", "ccomp", "relcl"):
        return None
    content = [token for child in complements for token in child.subtree]
    if subjects[0].lower_ not in ("it", "that", "which", "who"):
        content += subjects[0].subtree
    cue = [*grammar.children(verb, "auxpass"), verb]
    forecast = grammar.lemma(verb) in ("expect", "consider")
    return Hit(verb, content, grammar.agent(verb), cue, "passive", attitude=forecast)


def appeal(verb: "Token") -> Hit | None:
    """"X urged Y to …": what X wants done."""
    if grammar.lemma(verb) not in lexicon.words("appeal_verbs") or grammar.is_passive(verb):
        return None
    source = grammar.subject(verb)
    orders = [child for child in grammar.children(verb, "xcomp", "ccomp")
              if any(part.tag_ == "TO" for part in grammar.children(child, "aux"))]
    goals = grammar.children(verb, "dobj", "dative") + (grammar.children(orders[0], "nsubj") if orders else [])
    if source is None or not orders or not goals or grammar.is_denied(verb):
        return None
    content = list(verb.doc[min(t.i for t in goals[0].subtree):max(t.i for t in orders[0].subtree) + 1])
    return Hit(verb, content, source, _cue(verb), "appeal")


def commitment(verb: "Token") -> Hit | None:
    """"X vowed to …": what X undertakes."""
    if grammar.lemma(verb) not in lexicon.words("commitment_verbs") or grammar.is_passive(verb):
        return None
    source = grammar.subject(verb)
    deeds = [child for child in grammar.children(verb, "xcomp") if child.tag_ == "VB" and child.i > verb.i]
    if source is None or not deeds or grammar.is_denied(verb):
        return None
    return Hit(verb, list(deeds[0].subtree), source, _cue(verb), "commitment")


def label(verb: "Token") -> Hit | None:
    """"X described Y as Z", "X called Y a Z": the judgement with what it is about."""
    if grammar.lemma(verb) not in lexicon.words("label_verbs") or grammar.is_passive(verb) or grammar.is_denied(verb):
        return None
    source = grammar.subject(verb)
    goals = grammar.children(verb, "dobj")
    names = [child for child in grammar.children(verb, "prep") if child.lower_ == "as" and child.i > verb.i]
    names += [child for goal in goals for child in grammar.children(goal, "prep") if child.lower_ == "as"]
    names += grammar.children(verb, "oprd")
    small = [child for child in grammar.children(verb, "ccomp") if grammar.children(child, "nsubj")] \
        if grammar.lemma(verb) in ("call", "declare", "deem", "brand", "label", "dub") else []
    if source is None or not ((names and goals) or small):
        return None
    content = [token for part in goals + names + small for token in part.subtree]
    if goals and goals[0].lower_ in grammar.RELATIVES:
        content = [token for part in names for token in part.subtree]
    return Hit(verb, content, source, _cue(verb), "label")


RULES = (quoted_as_saying, as_passive, clause, parenthesis, appeal, commitment, label, passive, trailing)


def _is_clause(token: "Token") -> bool:
    """Whether a complement is a sentence of its own and not a bare infinitive or participle."""
    has_subject = bool(grammar.children(token, "nsubj", "nsubjpass", "csubj", "expl", "mark"))
    finite = token.tag_ in ("VBD", "VBZ", "VBP") or bool(grammar.children(token, "aux", "auxpass"))
    return finite if token.tag_ == "VBG" else has_subject or finite


def _may_speak(verb: "Token", source: "Token") -> bool:
    name = grammar.lemma(verb)
    if grammar.is_generic(source) and source.lower_ not in ("which", "that"):
        return False
    speech = name in lexicon.words("speech_verbs") and name not in lexicon.words("evidence_verbs")
    return speech or grammar.is_evidence(source)


def _parenthetical(verb: "Token", source: "Token") -> bool:
    """Whether the report stands between two commas: "Two years ago, he said, …"."""
    following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    return following is not None and following.text in (",", '"') and _set_off(verb, source)


def _set_off(verb: "Token", source: "Token") -> bool:
    """Whether a comma, a mark or a dash parts the report from the words before it."""
    first = min([verb.i, *(token.i for token in source.subtree if token.head == source or token == source)])
    return first > 0 and verb.doc[first - 1].text in (",", '"', "-", "--", "—", "?", "!", "'", "''", ";")


def _fill(verb: "Token", source: "Token", complements: "list[Token]") -> "list[Token]":
    """The words of the clauses, unbroken on each side of the verb, without the report itself."""
    report = {verb.i, *(token.i for token in source.subtree)} if source.head == verb else {verb.i}
    report |= {token.i for child in grammar.children(verb, "dobj", "dative", "aux", "advmod", "npadvmod")
               for token in child.subtree}
    reasons = [child for child in grammar.children(verb, "advcl") if child.i > verb.i
               and any(mark.lower_ in REASONS for mark in grammar.children(child, "mark"))]
    parts = [child for child in complements if child.i > verb.i] and [*complements, *reasons] or complements
    words = {token.i for child in parts for token in child.subtree} - report
    before, after = [i for i in words if i < verb.i], [i for i in words if i > verb.i]
    filled = [i for part in (before, after) if part for i in range(min(part), max(part) + 1) if i not in report]
    return [verb.doc[i] for i in filled]


def _cue(verb: "Token") -> "list[Token]":
    """The verb with the words that belong to it: auxiliaries and particles."""
    return [*grammar.children(verb, "aux", "auxpass", "prt"), verb]


def _closes_sentence(verb: "Token") -> bool:
    """Whether nothing but time, place or a participle stands between the verb and the sentence's end."""
    following = [token for token in verb.doc[verb.i + 1:verb.sent.end] if not token.is_space]
    allowed = ("ADP", "NOUN", "PROPN", "DET", "NUM", "ADJ", "PUNCT", "PART", "PRON")
    return len(following) <= 10 and all(token.pos_ in allowed and token.text != '"' for token in following)
