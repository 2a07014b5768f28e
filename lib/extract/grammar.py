"""Questions to the dependency parse that several rules ask: subjects, negation, voice, kinds of source."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lib import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "csubj")
SHARES_SUBJECT = ("conj", "advcl", "xcomp", "pcomp", "prep")  # "expressed doubts, stating …"
FINITE = ("VBD", "VBZ", "VBP")
MAX_BACK = 30  # words looked through for a noun before a verb
MAX_CLIMB = 4  # verbs further up belong to another clause
UNREAL = ("if", "unless", "lest", "whether")
UNSURE_MODALS = ("may", "might", "could", "should", "would", "must", "can", "ca", "cannot")
EMPTY = ("nobody", "none", "no-one", "nothing", "neither", "few", "you")
MISREAD = {"hop": "hope", "retweete": "retweet"}  # lemmas that the parser's table gets wrong
RELATIVES = ("who", "which", "that", "whom")
AGES = ("old", "olds")
NAMED = ("PERSON", "ORG", "NORP", "GPE")
# Endings of English nouns for people: "organiser", "analyst", "historian", "official".
PEOPLE_ENDINGS = ("er", "or", "ist", "yst", "ian", "man", "men", "woman", "women", "people", "ee", "ant",
                  "ent", "ive", "ial", "ate")


def children(token: "Token", *labels: str) -> "list[Token]":
    """The dependents of a word with one of these labels."""
    return [child for child in token.children if child.dep_ in labels]


def lemma(token: "Token") -> str:
    """The lemma in lower case."""
    name = token.lemma_.lower()
    return MISREAD.get(name, name)


def has(token: "Token", *lists: str) -> bool:
    """Whether the lemma of a word is in one of these lists of the lexicon."""
    return any(lemma(token) in lexicon.words(name) for name in lists)


def is_infinitive(verb: "Token") -> bool:
    """Whether a verb stands with "to"."""
    return verb.tag_ == "VB" and any(child.tag_ == "TO" for child in verb.children)


def subject(verb: "Token") -> "Token | None":
    """The word that does what the verb says; through coordination, participles and infinitives."""
    for _ in range(MAX_CLIMB):
        own = children(verb, *SUBJECTS, "nsubjpass")
        if own:
            return own[0]
        if verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN", "PRON") and not _loose(verb):
            return verb.head
        above = verb.head
        if verb.dep_ == "acl":  # "put out a statement saying …", "talked up her plan, promising …"
            above = next((word for word in verb.ancestors if word.pos_ in ("VERB", "AUX")), verb)
        elif verb.dep_ not in SHARES_SUBJECT:
            return None
        if above == verb:
            return None
        verb = above
    return None


def _loose(participle: "Token") -> bool:
    """Whether a participle tied to a noun tells what the sentence's subject does, not the noun."""
    noun = participle.head
    comma = participle.i > 0 and participle.nbor(-1).text in (",", "-", "—", "–")
    uttered = has(noun, "document_nouns") and noun.dep_ in ("dobj", "pobj")
    return participle.tag_ == "VBG" and noun.dep_ not in SUBJECTS and (comma or uttered)


def is_passive(verb: "Token") -> bool:
    """Whether the verb stands in the passive voice, or is a participle of it: "accused of lying, she …"."""
    participle = verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl", "amod")
    if participle and not children(verb, "aux", *SUBJECTS):
        return True
    return bool(children(verb, "nsubjpass", "auxpass", "csubjpass"))


def is_denied(verb: "Token") -> bool:
    """Whether nobody says it: "did not say", "if she says", "may say", "nobody said", "that said"."""
    negated = any(child.dep_ == "neg" or child.lower_ in ("never", "hardly") for child in verb.children)
    modal = any(child.tag_ == "MD" and child.lower_ in UNSURE_MODALS for child in children(verb, "aux"))
    idle = is_unreal(verb) or is_figure(verb) or lemma(verb.head) == "let"
    return negated or modal or idle or is_empty(subject(verb))


def is_figure(verb: "Token") -> bool:
    """Whether a verb stands in a turn of phrase: "that said, …", "it goes without saying"."""
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("without", "instead"):
        return True
    demonstrative = any(word.lower_ in ("that", "this") for word in children(verb, *SUBJECTS))
    return demonstrative and (verb.dep_ != "relcl" or _parted(verb))


def _parted(verb: "Token") -> bool:
    """Whether commas part a verb and its subject from the words around: "The lock, that said, is old"."""
    first, last = verb.left_edge.i, verb.i
    doc = verb.doc
    return first > 0 and last + 1 < len(doc) and doc[first - 1].text == doc[last + 1].text == ","


def is_unreal(verb: "Token") -> bool:
    """Whether the verb stands in a condition ("if the minister says …") or in a question to the reader."""
    for _ in range(MAX_CLIMB):
        if verb.dep_ == "advcl" and any(mark.lower_ in UNREAL for mark in children(verb, "mark")):
            return True
        if verb.dep_ != "conj":
            break
        verb = verb.head
    return _asked(verb)


def _asked(verb: "Token") -> bool:
    """Whether the verb heads a question: an auxiliary before its subject, or "who", and a question mark."""
    if verb.dep_ != "ROOT" or verb.sent[-1].text != "?":
        return False
    subjects = children(verb, *SUBJECTS)
    return any(noun.lower_ in ("who", "what") or any(aux.i < noun.i for aux in children(verb, "aux"))
               for noun in subjects)


def is_empty(word: "Token | None") -> bool:
    """Whether a subject is nobody in particular: nobody, no official, you."""
    return word is not None and (
        word.lower_ in EMPTY or any(child.lower_ == "no" for child in children(word, "det")))


def is_generic(word: "Token") -> bool:
    """Whether a subject is nobody's voice: "experience shows that …", "this suggests that …"."""
    return has(word, "generic_sources")


def is_evidence(word: "Token") -> bool:
    """Whether a subject may set out findings: a person, a body, or a thing that speaks in print."""
    if word.pos_ == "PRON":
        return word.lower_ in ("he", "she", "they", "we", "i", "who")
    return is_animate(word) or has(word, "document_nouns") or word.lower_ in lexicon.words("document_nouns")


def is_animate(word: "Token") -> bool:
    """Whether a subject can hold a belief: a person, a group, a body, or their pronoun."""
    if word.pos_ == "PROPN" or word.ent_type_ in NAMED:
        return True
    if word.pos_ == "PRON":
        return word.lower_ not in ("it", "this", "that", "there", "which", "what", "nothing", "everything")
    name = lemma(word)
    return has(word, "people_nouns") or (name.endswith(PEOPLE_ENDINGS) and not has(word, "not_people"))


def is_date(word: "Token") -> bool:
    """Whether a word names a day or time; an age ("the 46-year-old") does not."""
    if word.ent_type_ not in ("DATE", "TIME"):
        return False
    place = word.i
    while place + 1 < len(word.doc) and word.doc[place + 1].ent_iob_ == "I":
        place += 1
    return not word.doc[place].lower_.endswith(AGES)


def nearest_noun(verb: "Token", allowed: "Callable[[Token], bool]") -> "Token | None":
    """The head of the noun phrase that stands closest before a verb, for parses without a subject."""
    for place in range(verb.i - 1, max(verb.i - MAX_BACK, verb.sent.start) - 1, -1):
        token = verb.doc[place]
        if is_noun(token) and allowed(token):
            return _phrase_head(token)
    return None


def adjacent_noun(verb: "Token") -> "Token | None":
    """The noun right before a finite verb that has no subject in the parse: "On Friday Ann Roe said"."""
    if verb.tag_ not in FINITE or children(verb, "auxpass") or verb.dep_ in ("relcl", "acl"):
        return None
    place = verb.i - 1
    while place > max(verb.i - MAX_BACK, 0) and (
            verb.doc[place].pos_ in ("ADV", "AUX") or verb.doc[place].text == ","):
        place -= 1  # not over a dash: "a matter of politics - declared the mayor"
    token = verb.doc[max(place, 0)]
    return _phrase_head(token) if is_noun(token) and token.i < verb.i and token.sent == verb.sent else None


def is_noun(token: "Token") -> bool:
    """Whether a word can head a noun phrase."""
    return token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ not in ("compound", "poss", "nmod")


def _phrase_head(noun: "Token") -> "Token":
    """The name that a noun stands beside: for "councillor" in "Ann Roe, a councillor" it is "Roe"."""
    for _ in range(MAX_CLIMB):
        if noun.dep_ != "appos" or noun.head.i > noun.i:
            break
        noun = noun.head
    return noun


def agent(verb: "Token") -> "Token | None":
    """The noun behind "by"."""
    for child in verb.children:
        if child.lower_ == "by" and child.dep_ in ("agent", "prep"):
            return next(iter(children(child, "pobj")), None)
    return None


def cue_words(verb: "Token") -> "list[Token]":
    """A verb with the words that belong to it: auxiliaries and particles."""
    return [*children(verb, "aux", "auxpass", "prt"), verb]
