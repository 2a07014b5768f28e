"""The words expression: what is read, what is refused and where, and what is embedded of it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lib.errors import BadQuery
from lib.search.query import MAX_DEPTH, MAX_TERMS, parse, plain_words, to_embed
from lib.store.expression import And, Not, Or, Phrase, condition


def words(*texts):
    return tuple(Phrase(tuple(text.split())) for text in texts)


FEE, QUAY, NETS = words("fee", "quay", "nets")


@pytest.mark.parametrize(("text", "read"), [
    pytest.param("fee", FEE, id="one word"),
    pytest.param("fee quay", And((FEE, QUAY)), id="words side by side are all meant"),
    pytest.param("fee AND quay", And((FEE, QUAY)), id="AND"),
    pytest.param("fee OR quay", Or((FEE, QUAY)), id="OR"),
    pytest.param("fee NOT quay", And((FEE, Not(QUAY))), id="NOT"),
    pytest.param("fee AND NOT quay", And((FEE, Not(QUAY))), id="AND NOT"),
    pytest.param("NOT NOT fee", FEE, id="twice NOT"),
    pytest.param("fee and quay", And((*words("fee", "and", "quay"),)), id="small and is a word"),
    pytest.param("fee quay OR nets", Or((And((FEE, QUAY)), NETS)), id="OR binds least"),
    pytest.param("fee (quay OR nets)", And((FEE, Or((QUAY, NETS)))), id="parentheses"),
    pytest.param("((fee))", FEE, id="parentheses around nothing but a word"),
    pytest.param('"the new fee"', Phrase(("the", "new", "fee")), id="exact phrase"),
    pytest.param("“the new fee”", Phrase(("the", "new", "fee")), id="curly marks"),
    pytest.param("„the new fee“", Phrase(("the", "new", "fee")), id="low marks"),
    pytest.param("«the new fee»", Phrase(("the", "new", "fee")), id="angle marks"),
    pytest.param("trent’s fee", And(words("trent", "fee")), id="possessive"),
    pytest.param("new-built", Phrase(("new", "built")), id="a hyphen makes a phrase"),
    pytest.param("U.S. fee", And(words("us", "fee")), id="points of an acronym"),
    pytest.param("nucl*", Phrase(("nucl",), prefix=True), id="prefix"),
    pytest.param("nucl*, fee?", And((Phrase(("nucl",), prefix=True), FEE)), id="prefix before a comma"),
    pytest.param('"new fe*"', Phrase(("new", "fe"), prefix=True), id="prefix at the end of a phrase"),
    pytest.param("speaker:trent", Phrase(("trent",), field="speaker"), id="field"),
    pytest.param("Speaker:Trent", Phrase(("trent",), field="speaker"), id="field in capitals"),
    pytest.param('outlet:"Ellby Courier"', Phrase(("ellby", "courier"), field="outlet"), id="field phrase"),
    pytest.param("speaker:tr*", Phrase(("tr",), prefix=True, field="speaker"), id="field prefix"),
    pytest.param("about:(fee OR quay)",
                 Or((Phrase(("fee",), field="about"), Phrase(("quay",), field="about"))),
                 id="field before parentheses"),
    pytest.param("institution:(NOT fee)", Not(Phrase(("fee",), field="institution")), id="field before NOT"),
    pytest.param("Ellby: fee", And(words("ellby", "fee")), id="a colon before a space is no field"),
    pytest.param("10:30 fee", And((Phrase(("10", "30")), FEE)), id="a time of day is no field"),
    pytest.param("https://x.example fee", And((Phrase(("https", "x", "example")), FEE)), id="nor an address"),
    pytest.param("fee – quay … ?!", And((FEE, QUAY)), id="punctuation alone says nothing"),
    pytest.param("", None, id="nothing"),
    pytest.param(" – ?", None, id="only punctuation"),
])
def test_what_an_expression_means(text, read):
    assert parse(text).strict == read


@pytest.mark.parametrize(("text", "place", "said"), [
    pytest.param('fee "quay', 4, 'The quotation mark opened here is not closed: fee ▸"quay', id="open mark"),
    pytest.param("fee ”quay", 4, "not closed: fee ▸”quay", id="open curly mark"),
    pytest.param('fee ""', 4, "no words between these quotation marks", id="empty phrase"),
    pytest.param("(fee", 0, "The parenthesis opened here is not closed: ▸(fee", id="open parenthesis"),
    pytest.param("fee)", 3, "This closing parenthesis has no opening one: fee▸)", id="closing parenthesis"),
    pytest.param(") fee", 0, "has no opening one", id="closing first"),
    pytest.param("fee ()", 5, "There are no words between these parentheses", id="empty parentheses"),
    pytest.param("fee (", 4, "is not closed", id="parenthesis at the end"),
    pytest.param("AND fee", 0, "AND needs words before it: ▸AND fee", id="AND first"),
    pytest.param("fee OR", 4, "OR needs words after it: fee ▸OR", id="OR last"),
    pytest.param("fee NOT", 4, "NOT needs words after it", id="NOT last"),
    pytest.param("fee AND OR quay", 4, "AND needs words after it", id="two operators"),
    pytest.param("(OR fee)", 1, "OR needs words before it", id="operator after a parenthesis"),
    pytest.param("*", 0, "needs the beginning of a word before it", id="lone star"),
    pytest.param("f*e", 1, "may only stand at the end of a word: f▸*e", id="star inside"),
    pytest.param("speeker:trent", 0, "There is no field “speeker” (fields: speaker, inst", id="no field"),
    pytest.param("speaker:outlet:x", 0, "A field cannot stand inside another field", id="field in field"),
    pytest.param("fee speaker:(outlet:x quay)", 4, "inside another field", id="field in field's parentheses"),
])
@pytest.mark.parametrize("loosely", [False, True])
def test_a_bad_expression_shows_the_place(text, place, said, loosely):
    with pytest.raises(BadQuery) as caught:
        parse(text, loosely)
    assert said in str(caught.value)
    assert caught.value.position == place
    assert "▸" not in caught.value.reason and str(caught.value).startswith(caught.value.reason.rstrip("."))


def test_a_long_expression_shows_only_the_surroundings():
    with pytest.raises(BadQuery) as caught:
        parse("word " * 30 + '"open ' + "word " * 30)
    assert len(str(caught.value)) < 120 and "…" in str(caught.value)


def test_depth_and_length_have_a_limit_that_is_said():
    deep = "(" * (MAX_DEPTH + 1) + "fee" + ")" * (MAX_DEPTH + 1)
    with pytest.raises(BadQuery, match=f"More than {MAX_DEPTH} parentheses"):
        parse(deep)
    many = " ".join(f"w{number}" for number in range(MAX_TERMS + 1))
    with pytest.raises(BadQuery, match=f"{MAX_TERMS + 1} words must occur"):
        parse(many)
    assert len(parse(many, loosely=True).optional) == MAX_TERMS + 1, "a pasted paragraph may be long"
    with pytest.raises(BadQuery, match="must occur"):
        parse(" AND ".join(many.split()), loosely=True)
    assert parse("NOT " * 900 + "fee").strict == FEE


@pytest.mark.parametrize(("text", "required", "optional"), [
    pytest.param("what of the fee", None, words("what", "of", "the", "fee"), id="plain words"),
    pytest.param('"new fee" quay', Phrase(("new", "fee")), (QUAY,), id="a phrase is required"),
    pytest.param('"fee"', FEE, (), id="one word in marks is required"),
    pytest.param("fee quay AND nets", And((QUAY, NETS)), (FEE,), id="what AND joins is required"),
    pytest.param("fee NOT quay", Not(QUAY), (FEE,), id="NOT"),
    pytest.param("fee OR quay", Or((FEE, QUAY)), (), id="OR"),
    pytest.param("speaker:trent fee", Phrase(("trent",), field="speaker"), (FEE,), id="field"),
    pytest.param("qu* fee", Phrase(("qu",), prefix=True), (FEE,), id="prefix"),
    pytest.param("(fee quay) nets", And((FEE, QUAY)), (NETS,), id="parentheses"),
])
def test_what_is_required_where_plain_words_are_not(text, required, optional):
    read = parse(text, loosely=True)
    assert (read.required, read.optional) == (required, optional)


@pytest.mark.parametrize(("text", "telling"), [
    pytest.param("what did Trent say about the fee", words("trent", "fee"), id="function words tell nothing"),
    pytest.param("WHO about IT", words("who", "it"), id="in capitals they are names"),
    pytest.param("what was it", words("what", "was", "it"), id="where there is nothing else they must do"),
    pytest.param("fee NOT quay speaker:trent", (FEE,), id="neither negated words nor fields"),
    pytest.param('"what of it" fee', (Phrase(("what", "of", "it")), FEE), id="a phrase stands as it is"),
])
def test_the_telling_words(text, telling):
    assert parse(text, loosely=True).telling() == telling


def test_plain_words_read_no_signs():
    assert plain_words('NOT "fee').strict == And(words("not", "fee"))
    assert plain_words("?!").strict is None


@pytest.mark.parametrize(("text", "embedded"), [
    pytest.param("What did Trent say about fees?", "What did Trent say about fees?", id="a question"),
    pytest.param(" fee – quay ", "fee – quay", id="plain words as typed"),
    pytest.param('"new fee" NOT quay', "new fee", id="no negated words"),
    pytest.param("speaker:trent fee", "fee", id="no field"),
    pytest.param("speaker:trent", "", id="only a field"),
    pytest.param("NOT fee", "", id="only a negation"),
    pytest.param("fee OR (quay AND nets)", "fee quay nets", id="no operators"),
    pytest.param("nucl* fee", "nucl fee", id="no star"),
    pytest.param('fee "open', 'fee "open', id="what cannot be read, as typed"),
    pytest.param("", "", id="nothing"),
])
def test_what_a_query_is_embedded_from(text, embedded):
    assert to_embed(text) == embedded


PIECE = st.sampled_from(["AND", "OR", "NOT", "(", ")", '"', "“", "”", "*", "fee", "qu*", "speaker:", "\ud800",
                         "speaker:trent", "about:(", ":", "-", "U.S.", " ", "\n", "é", "평양"])
PIECES = st.lists(PIECE, max_size=14).map(" ".join)


@given(st.one_of(st.text(max_size=60), PIECES, PIECES.map(lambda text: text.replace(" ", ""))))
@example("(" * 500)
@example('"' * 501)
@example(")" * 500)
@settings(max_examples=400, deadline=None)
def test_any_text_is_an_expression_or_a_bad_query(text):
    for loosely in (False, True):
        try:
            read = parse(text, loosely)
        except BadQuery as error:
            assert 0 <= error.position <= len(text) and str(error)
            continue
        if read.strict is None:
            assert (read.required, read.optional, read.terms()) == (None, (), ())
        else:
            assert condition(read.strict)
    assert isinstance(to_embed(text), str)
