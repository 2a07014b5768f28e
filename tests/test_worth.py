"""Claims: what is masked, what is marked, what kind it is, and which sentences an article asserts itself."""

import json
import shutil
from itertools import pairwise

import numpy as np
import pytest

from lib import ingest, settings, worth
from lib.errors import ModelMissing
from lib.parse import parse
from lib.pipeline.analysing import analyse
from lib.records import Article
from lib.worth import signs
from lib.worth.masking import masked
from lib.worth.model import FOLDER, Scorer, calibrated

SENTENCES = [
    "{} said that bus fares went up by 4 per cent last winter.",
    "The number of empty shops halved while {} ran the town.",
    "In 2014 {} voted against the harbour bill.",
    "Last week {}, the energy minister, opened two new dams.",
    "We all want a better life for our children, and {} knows it.",
    "The budget that {} signed in March left a gap of £30 million.",
]
NAMES = ["Ines Calder", "Okafor", "Marta van der Velde", "Dr. Yusuf al-Rashid", "Mr Penn", "Mrs. Young",
         "J. P. Holm", "Anne-Lise O'Dowd", "George Black", "Hope Fields", "Kelly", "Tom Grant Jr."]
PARTIES = ["Democrats", "Republicans", "Labour", "Conservatives", "Tories", "Fianna Fáil"]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_name_reads_alike(sentence):
    assert {masked(sentence.format(name)) for name in NAMES} == {masked(sentence.format(NAMES[0]))}


@pytest.mark.parametrize("one, other", [
    pytest.param("She sold her house in 2011.", "He sold his house in 2011.", id="pronouns"),
    pytest.param("The spokeswoman thanked the firemen.", "The spokesman thanked the firefighters.",
                 id="jobs"),
    pytest.param("Mrs Penn lost her husband.", "Mr Penn lost his wife.", id="forms of address and kin"),
    pytest.param("Republican senators blocked it.", "Democratic senators blocked it.",
                 id="parties before a noun"),
    pytest.param("Spending rose under the Scottish National Party.", "Spending rose under the Greens.",
                 id="a party's full name"),
    pytest.param("The republicans won 40 seats.", "The democrats won 40 seats.", id="parties in lower case"),
])
def test_sexes_and_parties_read_alike(one, other):
    assert masked(one) == masked(other)


@pytest.mark.parametrize("sentence, kept", [
    pytest.param("In March, China and the European Union signed it.", "China and the European Union",
                 id="countries"),
    pytest.param("Thirty-five trains ran on Monday.", "Thirty-five trains ran on Monday.",
                 id="first words, days"),
    pytest.param("We've cut GDP growth.", "We've cut GDP growth.", id="contractions and acronyms"),
    pytest.param("The E.U. met.  It failed.", "The E.U. met. It failed.",
                 id="full stops inside, spaces once"),
])
def test_what_is_asserted_stays(sentence, kept):
    assert kept in masked(sentence)


@pytest.mark.parametrize("sentence, kind, marked", [
    pytest.param("The city planted 4,000 trees in two years.", "quantity", ["4,000", "in two years"],
                 id="figures"),
    pytest.param("The dam holds $3.5bn of water.", "quantity", ["$3.5bn"], id="money"),
    pytest.param("About one in five, or 20 per cent, left.", "quantity", ["20 per cent"],
                 id="figure with its unit"),
    pytest.param("Rents are higher here than in Oslo.", "comparison", ["higher here than", "Oslo"],
                 id="comparison"),
    pytest.param("Crime has fallen across the county.", "comparison", ["has fallen"], id="trend"),
    pytest.param("The bridge collapsed on 3 May 2019 near Bergen.", "quantity", ["3 May 2019", "Bergen"],
                 id="date"),
    pytest.param("The mayor opened the school on Monday.", "event", ["Monday"], id="event"),
    pytest.param("The flood came because of the broken gate.", "cause", ["because of"], id="cause"),
    pytest.param("The law forbids fishing at night.", "rule or law", ["law forbids"], id="rule"),
    pytest.param("The river will be clean soon.", "prediction", [], id="prediction"),
    pytest.param("We’ll build a new pool.", "promise", [], id="promise, curly apostrophe"),
    pytest.param("I think this is a wonderful town.", "opinion", [], id="opinion"),
    pytest.param("Who paid the 40 workers?", None, ["40 workers"], id="a question asserts nothing"),
    pytest.param("Good evening.", None, [], id="a greeting"),
    pytest.param("", None, [], id="nothing"),
])
def test_kind_and_the_words_that_make_it_checkable(sentence, kind, marked):
    [claim] = worth.rate([sentence], None)
    assert claim.kind == kind
    assert [sentence[start:end] for start, end in claim.why] == marked
    assert claim.score is None


def test_marks_are_in_order_and_apart():
    text = "Rents rose by 12 per cent in ten years, the highest since 1990, because of the tax law in Oslo."
    spans = signs.why(signs.signs(text))
    assert spans and all(end < start for (_, end), (start, _) in pairwise(spans))


def test_a_long_text_of_one_sign_is_read_in_full():
    text = "more " * 3000 + "than 5 per cent"
    assert text[slice(*signs.why(signs.signs(text))[-1])].endswith("5 per cent")


OWN = """The Long Drought

Farmers along the Mire have lost 40 per cent of their barley since March.
The stakes could not be higher for Ruland.
"We dug three new wells last year," said Ines Calder, who runs a farm near Holt.
What will the 300 families do? The old mill at Holt burned down on Sunday. It was truly awful.
The council may meet soon. Rain would refill lakes that shrank to half their size in the 2011 drought.
Read our 10 best stories"""


def claims_of(text, attributed=()):
    document = parse(Article("a", text))
    return [text[start:end] for start, end in worth.own_claims(document, attributed)]


def test_own_claims_are_the_article_s_checkable_sentences():
    place = OWN.index('"We dug')
    found = claims_of(OWN, [(place, OWN.index(" Ines") + 12)])
    assert found == ["Farmers along the Mire have lost 40 per cent of their barley since March.",
                     "The old mill at Holt burned down on Sunday.",
                     "Rain would refill lakes that shrank to half their size in the 2011 drought."]


@pytest.mark.parametrize("sentence", [
    pytest.param("The stakes in Ruland have never been higher than in 2024.", id="rhetoric"),
    pytest.param("Time will tell whether the 2019 law worked.", id="an open end"),
    pytest.param("How did 40 people vanish in one night?", id="question"),
    pytest.param("We bring you the 10 best pictures of 2019.", id="the paper about itself"),
    pytest.param("Ruland's answer was dramatic.", id="a bare judgement"),
    pytest.param("Calder might visit Holt.", id="speculation"),
    pytest.param("More than 40 years of neglect in Holt.", id="no finite verb"),
    pytest.param("The Sunday fire at Holt in 2019", id="a heading"),
])
def test_what_is_no_own_claim(sentence):
    assert claims_of(sentence) == []


def test_a_sentence_that_a_statement_touches_is_no_own_claim():
    text = "Trade fell by 5 per cent, the bank said on Monday. Trade with Oslo rose by 3 per cent."
    assert claims_of(text, [(0, 24)]) == ["Trade with Oslo rose by 3 per cent."]


@pytest.fixture(scope="module")
def seed():
    [article] = ingest.read([settings.SEED_ARTICLES / "seed.txt"])
    return analyse(article)


@pytest.mark.parametrize("words", ["first visit abroad in over four years", "Khasan station",
                                   "Vladivostok", "18-month conflict"])
def test_the_shipped_article_asserts(seed, words):
    assert any(words in seed.article.text[start:end] for start, end in seed.claims)


@pytest.mark.parametrize("words", ["Latest Posts", "Stay in touch", "The Stakes", "A Momentous Arrival",
                                   "the world watches", "Implications for Ukraine", "nothing short of"])
def test_the_shipped_article_does_not_assert(seed, words):
    assert not any(words in seed.article.text[start:end] for start, end in seed.claims)


def test_own_claims_touch_no_statement(seed):
    taken = [span for statement in seed.statements for span in statement.content]
    assert not [claim for claim in seed.claims for start, end in taken if start < claim[1] and claim[0] < end]


@pytest.fixture(scope="module")
def scorer():
    found = worth.load()
    if found is None:
        pytest.skip("the scorer's folder was taken out")
    return found


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("words", [NAMES, PARTIES, ["he", "she"]], ids=["name", "party", "sex"])
def test_a_swap_of_name_party_or_sex_moves_no_score(scorer, sentence, words):
    scores = [claim.score for claim in worth.rate([sentence.format(one) for one in words], scorer)]
    assert max(scores) - min(scores) < 0.02


@pytest.mark.parametrize("sentence", [
    "Unemployment fell to 5 per cent last year.",
    "The county spent $40 million on roads in 2016.",
    "He voted against the clean water act four times.",
])
def test_a_checkable_fact_is_above_the_boundary(scorer, sentence):
    [claim] = worth.rate([sentence], scorer)
    assert claim.score >= 0.5 and claim.kind not in worth.NOT_FACTS


@pytest.mark.parametrize("sentence", [
    "Thank you very much for coming tonight.",
    "I think we should all be kinder to each other.",
    "We will build 2,000 new homes.",
    "The harbour will be full of ships again.",
    "What would you do about it?",
])
def test_what_is_no_checkable_fact_is_below_it(scorer, sentence):
    [claim] = worth.rate([sentence], scorer)
    assert claim.score < 0.5


def test_a_score_does_not_depend_on_its_neighbours(scorer):
    sentences = [sentence.format("Okafor") for sentence in SENTENCES]
    alone = [worth.rate([sentence], scorer)[0] for sentence in sentences]
    assert worth.rate(sentences, scorer) == alone
    assert worth.rate([], scorer) == []


def test_calibration_is_monotone_and_bounded():
    scores = calibrated(np.array([-1e9, -1.0, 0.0, 1.0, 1e9]), 1.5, 0.2)
    assert list(scores) == sorted(scores) and scores[0] >= 0 and scores[-1] <= 1


def test_without_its_folder_there_is_no_scorer(tmp_path):
    assert worth.load(tmp_path / "none") is None


def test_a_folder_that_lacks_a_file_says_so(tmp_path):
    with pytest.raises(ModelMissing, match=r"worth\.onnx .* is not in"):
        Scorer(tmp_path)


def test_a_broken_calibration_is_named(scorer, tmp_path):
    shutil.copytree(FOLDER, tmp_path / "worth")
    (tmp_path / "worth" / "calibration.json").write_text(json.dumps({"slope": "steep"}))
    with pytest.raises(ModelMissing, match=r"calibration\.json does not hold"):
        Scorer(tmp_path / "worth")
