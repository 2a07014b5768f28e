"""Patterns of what can be checked, and of predictions, promises and opinions.

They read text whose curly apostrophes are straight (``signs.plain``).  No pattern has a repeat inside a
repeat over the same words, so no text makes them slow.
"""

import re


def _words(text: str) -> str:
    """An alternation of the words of a text."""
    return "|".join(text.split())


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


TEENS = _words("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
               "seventeen eighteen nineteen")
ONES = _words("one two three four five six seven eight nine")
NUMBER = rf"(?:{TEENS}|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[- ](?:{ONES}))?)"
SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen|m|bn|tn|k)"
UNIT = (r"(?:per[ ]?cent(?:age[ ]points?)?|points?|dollars?|cents?|pounds?|pence|euros?|yen|yuan|roubles?|"
        r"rubles?|"
        r"people|persons?|jobs?|workers?|years?|months?|weeks?|days?|hours?|minutes?|miles?|km|"
        r"kilomet(?:re|er)s?|"
        r"met(?:re|er)s?|feet|acres?|hectares?|tons?|tonnes?|barrels?|votes?|seats?|children|families|"
        r"households|"
        r"homes|houses|troops|soldiers|deaths?|cases?|countries|states|nations|schools|hospitals|beds|"
        r"patients|"
        r"pupils|students|companies|arrests|lives|degrees|times|fold)")
DIGITS = r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?"
FIGURE = re.compile(
    rf"(?:(?:US|A|C|HK|NZ)?[$£€¥][ ]?{DIGITS}|\b{DIGITS}(?!\w))(?:[ -]?{SCALE}\b)?(?:[ ]?%|"
    rf"[ -](?:more[ ])?{UNIT}\b)?"
    rf"|\b{NUMBER}(?:[ -]{SCALE})?[ -](?:{SCALE}|{UNIT}|(?:more|other|new|full|consecutive)[ ]{UNIT})\b"
    r"|\b(?:hundreds|thousands|millions|billions|trillions|dozens)[ ]of[ ]\w+"
    r"|\b(?:a|one|two|three)[ -](?:half|thirds?|quarters?|fifths?|tenths?|million|billion|trillion|dozen|"
    r"hundred)\b"
    rf"(?:[ ]{UNIT}\b)?|\bhalf[ ](?:of|a|the)\b|\b(?:doubled?|tripled?|twice|halved)\b", re.IGNORECASE)

MONTH = (r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
         r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?")
SPAN = r"(?:years?|months?|weeks?|days?|decades?)"
LAST = r"(?:year|month|week|night|decade|century|spring|summer|autumn|fall|winter|quarter|election|\w+day)s?"
DATE = re.compile(
    rf"\b(?:{DIGITS}[ ])?{MONTH}(?:[ ]{DIGITS})?(?:,?[ ](?:19|20)\d\d)?(?=\W|$)|\b(?:19|20)\d\ds?\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b"
    rf"|\b(?i:yesterday|(?:last|past|previous)[ ](?:\w+[ ])?{LAST}|\w+[ ]{SPAN}[ ](?:ago|earlier|before|"
    rf"later)"
    rf"|(?:for|in|over|within|since)[ ](?:(?:more[ ]than|over|about|nearly|almost|the[ ]last|the[ ]past|"
    rf"at[ ]least)[ ])?"
    rf"(?:\w+[ ])?(?:years|months|weeks|days|decades)|since[ ](?:the[ ])?\w+|(?:this|the[ ]same)[ ](?:year|"
    rf"month|week)"
    r"|at[ ]the[ ]time|during[ ]the[ ][\w-]+(?:[ ][\w-]+)?)\b")

# Words in "-er" that compare nothing are kept out by the list of those that do.
MORE = _words("more less fewer higher lower larger smaller greater bigger better worse faster slower "
              "older younger "
              "longer shorter richer poorer cheaper stronger weaker safer warmer colder hotter earlier "
              "later easier "
              "harder healthier wealthier heavier lighter closer nearer deeper")
MOST = _words("highest lowest largest smallest biggest greatest fastest slowest oldest youngest longest "
              "shortest "
              "richest poorest worst best strongest weakest deadliest cheapest hottest coldest busiest "
              "wealthiest "
              "safest newest")
COMPARISON = _any(
    rf"(?:{MORE})(?:[ ]\w+){{0,4}}[ ]than", r"as[ ]\w+[ ]as", r"compared[ ](?:with|to)", r"times[ ]as",
    r"the[ ]same[ ]\w+[ ]as", r"(?:the[ ])?(?:most|least)[ ]\w+", rf"(?:{MOST})",
    r"first(?:[ ]\w+){0,3}[ ](?:since|in|ever)", r"the[ ]only[ ]\w+", r"at[ ]least", r"up[ ]to",
    r"outnumber\w*",
    r"record[ ](?:high|low|number|level)\w*", r"unprecedented", r"exceed\w*", r"majority", r"minority",
    r"ranks?[ ]\w+", r"on[ ]average", r"never[ ]before")
TREND = _any(
    r"(?:(?:ha[sd]|have|was|were|been|is|are)[ ])?(?:rose|risen|fell|fallen|grew|grown|shr[au]nk|"
    r"increased?|decreased?|"
    r"declin(?:ed|ing)|dropped|doubled|tripled|quadrupled|halved|climbed|soared|surged|plunged|plummeted|"
    r"slumped|"
    r"jumped|dipped|tumbled|skyrocketed|expanded|depleted|reduced|gained|lost|rising|falling|shrinking|"
    r"growing|"
    r"went[ ](?:up|down)|gone[ ](?:up|down)|going[ ](?:up|down))(?:[ ](?:by|from|to)\b)?")
CAUSE = _any(
    r"because(?:[ ]of)?", r"due[ ]to", r"owing[ ]to", r"thanks[ ]to",
    r"as[ ]a[ ](?:result|consequence)(?:[ ]of)?",
    r"(?:led|leads?)[ ]to", r"result(?:ed|s|ing)?[ ](?:in|from)", r"caus(?:ed|es|ing|e)(?:[ ]by)?",
    r"contribut(?:ed|es|ing)[ ]to", r"brought[ ]about", r"responsible[ ]for", r"triggered", r"prompted",
    r"sparked",
    r"stems?[ ]from", r"driven[ ]by", r"which[ ]is[ ]why", r"that's[ ]why", r"attributed[ ]to")
RULE = _any(
    r"laws?", r"bills?", r"acts?(?=[ ]of\b)", r"statut\w+", r"amendments?",
    r"(?:un)?constitution(?:al)?(?:ly)?",
    r"legislation", r"regulations?", r"(?:il)?legal(?:ly)?", r"(?:un)?lawful(?:ly)?", r"bans?", r"banned",
    r"prohibit\w*", r"requires?(?=[ ](?:to|that|a|the|all|every)\b)", r"required[ ]to", r"mandat\w+",
    r"treat(?:y|ies)",
    r"courts?", r"ruled", r"ruling", r"resolutions?", r"sanctions?", r"permitted", r"forbid\w*",
    r"entitled[ ]to",
    r"eligible", r"licen[cs]e\w*", r"violat\w+", r"tax[ ](?:rate|code|cut|credit)s?", r"minimum[ ]wage",
    r"repeal\w*",
    r"in[ ]breach[ ]of")

# What tells a thing that has happened.
EVENT = _any(
    r"(?:ha[sd]|have|was|were|did|been)(?:[ ](?:not|never|already|also|just|only))?"
    r"[ ]\w+(?:ed|en|wn|ne|lt|ught|id|ade|ent|oke|ung|eft|et)",
    _words("voted signed passed met killed died won lost arrested elected sent cut raised paid spent "
           "built left "
           "created took gave went came made ran began held put brought bought sold broke became got "
           "found told "
           "said fought led stood drew flew sank wrote caught kept fled shot struck"),
    r"(?!indeed|hundred|exceed|proceed|succeed)\w{3,}ed")
FUTURE = _any(
    r"will", r"won't", r"\w+'ll", r"shall",
    r"(?:is|are|am|\w+'(?:m|re|s))[ ](?:not[ ])?(?:going|about|likely|unlikely|expected|set|due|poised|"
    r"bound)[ ]to",
    r"may", r"might", r"could", r"would", r"\w+'d", r"forecasts?", r"predict\w*", r"expects?",
    r"by[ ]20[3-9]\d",
    r"next[ ](?:year|month|week|decade)", r"in[ ]the[ ](?:coming|next)[ ]\w+")
PROMISE = _any(
    r"(?:I|we)(?:'ll|[ ](?:\w+ly[ ])?(?:will|shall|promise|pledge|vow|intend|guarantee|plan[ ]to|won't|"
    r"want[ ]to|would)"
    r"|(?:'m|'re|[ ]am|[ ]are)[ ](?:not[ ])?going[ ]to)",
    r"(?:promise[sd]?|pledge[sd]?|vow(?:s|ed)?|commit(?:s|ted)?)[ ](?:to|that)")
STANCE = _any(
    r"(?:I|we)[ ](?:\w+[ ])?(?:think|believe|feel|hope|want|wish|agree|disagree|support|oppose|love|like|"
    r"guess|doubt|"
    r"admire|respect)", r"should", r"ought[ ]to", r"must", r"needs?[ ]to", r"ha(?:ve|s)[ ]to",
    r"got[ ]to", r"let's",
    r"in[ ]my[ ](?:view|opinion|judge?ment)")
JUDGEMENT = _any(
    _words("wonderful terrible great good bad wrong unfair fair important crucial essential beautiful "
           "horrible awful "
           "ridiculous stupid brilliant dangerous strong weak proud unacceptable dramatic historic "
           "significant alone"),
    r"disgrace\w*", r"shame\w*", r"outrag\w+", r"moral\w*")

NAMES = re.compile(r"\b[A-Z][\w'-]+(?:[ ][A-Z][\w'-]+)*")
# No title and no acronym stands behind "in" or "near" when a place is meant.
PLACE = re.compile(r"\b(?:in|at|near|across|outside|inside)[ ](?:the[ ])?(?!Mr|Mrs|Ms|Dr|[A-Z]+\b)"
                   r"([A-Z][\w'-]+(?:[ ](?:of[ ]|de[ ]|al-)?[A-Z][\w'-]+)*)")

BY_NAME = (("figure", FIGURE), ("comparison", COMPARISON), ("trend", TREND), ("date", DATE), ("cause", CAUSE),
           ("rule", RULE))
