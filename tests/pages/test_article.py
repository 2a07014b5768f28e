"""The article page: the text with its statements marked, and the evidence of the chosen one."""

from tests.pages.sample import HARBOUR, NETS, SAID, TRAP, id_of, shown


def text_of(at):
    return next(one.body for one in at.get("html") if one.body.startswith('<div class="article-text"'))


def test_the_newest_article_comes_first(app):
    at = app("article")
    assert not at.exception
    assert at.selectbox(key="article-choice").value == "nets"
    assert "page date" not in text_of(at)
    assert "head of the page" in shown(at)


def test_every_statement_is_marked_with_kind_colour_and_number(app):
    at = app("article", {"article": "harbour"})
    text = text_of(at)
    for said in SAID[HARBOUR]:
        assert f'id="s-{id_of(HARBOUR, said.words)}"' in text
    assert text.count("<sup") == len(SAID[HARBOUR])
    assert 'class="said direct c-' in text and 'class="said indirect c-' in text
    assert "<h1>The harbour fee rises</h1>" in text
    assert "Boats were quiet that day." in text


def test_the_legend_names_every_speaker(app):
    at = app("article", {"article": "harbour"})
    legend = next(one.body for one in at.get("html") if "swatch" in one.body)
    assert "Mila Trent" in legend and "Ellby Fishers&#x27; Union" in legend
    assert "two officials" in legend and "not named" in legend


def test_a_statement_of_the_link_is_chosen_and_proved(app):
    wanted = id_of(HARBOUR, "Nobody likes a bill,")
    at = app("article", {"statement": wanted})
    assert at.selectbox(key="article-choice").value == "harbour"
    assert f'selected" aria-current="true" id="s-{wanted}"' in text_of(at)
    assert ">2 of 5<" in shown(at)
    assert '<details class="evidence" open>' in shown(at)
    assert HARBOUR.text_hash in shown(at)
    at.button(key="go-next").click().run()
    assert at.query_params["statement"] == id_of(HARBOUR, "This one pays for the cranes.")


def test_the_first_statement_has_none_before_it(app):
    at = app("article", {"statement": id_of(HARBOUR, "The fee will rise by a tenth in May")})
    assert at.button(key="go-previous").disabled
    assert not at.button(key="go-next").disabled


def test_choosing_an_article_goes_into_the_address(app):
    at = app("article", {"statement": id_of(HARBOUR, "Nobody likes a bill,")})
    at.selectbox(key="article-choice").set_value("nets").run()
    assert at.query_params["article"] == "nets"
    assert "statement" not in at.query_params
    assert "The nets are empty" in text_of(at)


def test_the_filters_of_the_search_stay_in_the_address(app):
    at = app("article", {"article": "harbour", "speaker": "Mila Trent", "q": "fee"})
    assert at.query_params["speaker"] == "Mila Trent"
    assert text_of(at).count("<sup") == len(SAID[HARBOUR])


def test_an_unknown_statement_or_article_is_said(app):
    at = app("article", {"statement": "ffffffffffffffff", "article": "nowhere"})
    assert not at.exception
    assert "is not in this archive" in at.warning[0].value
    assert text_of(at)


def test_an_article_that_would_act_is_shown_as_it_is(app):
    at = app("article", {"article": "trap"}, articles=(NETS, TRAP))
    assert not at.exception
    text = shown(at)
    assert "<script" not in text and "<img" not in text and 'href="javascript' not in text
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;" in text_of(at)


def test_an_empty_archive_says_so(app):
    at = app("article", articles=())
    assert not at.exception
    assert "no articles yet" in at.info[0].value
