"""The search page: what it shows for a view, and what the view becomes by using it."""

import pytest

from tests.pages.sample import HARBOUR, HOSTILE, HOSTILE_NAME, NETS, SAID, TRAP, address, crowd, id_of, shown

ALL = len(SAID[HARBOUR]) + len(SAID[NETS])


def count(at):
    """The number of results as the page says it."""
    line = next(one.body for one in at.get("html") if 'class="count" role' in one.body)
    return line.split(">")[1].split(" <")[0]


def cards(at):
    return [one.body for one in at.get("html") if one.body.startswith("<article")]


def test_the_first_screen_shows_every_statement(app):
    at = app()
    assert not at.exception
    assert count(at) == f"{ALL} statements"
    assert len(cards(at)) == ALL
    assert at.query_params == {}


def test_a_quote_stands_in_marks_and_a_paraphrase_does_not(app):
    text = "\n".join(cards(app()))
    assert '<blockquote class="words direct">“Nobody likes a bill,”</blockquote>' in text
    assert '<p class="words indirect">The fee will rise by a tenth in May</p>' in text
    assert "paraphrase – the reporter’s words" in text
    assert '<p class="words mixed">“a fair quota” for the small boats</p>' in text
    assert "found verbatim in the article" in text


def test_what_is_unknown_is_called_unknown(app):
    text = "\n".join(cards(app()))
    assert "speaker unknown – the article does not say" in text
    assert "not named in the article" in text
    assert "institution not stated" in text
    assert "page date 2023-05-14" in text


@pytest.mark.parametrize(("params", "words"), [
    ({"speaker": "Mila Trent"}, f"4 of {ALL} statements"),
    ({"institution": "Ministry of Fisheries"}, f"1 of {ALL} statements"),
    ({"outlet": "Northern Post"}, f"3 of {ALL} statements"),
    ({"kind": ["direct", "mixed"]}, f"4 of {ALL} statements"),
    ({"record": "unnamed"}, f"1 of {ALL} statements"),
    ({"about": "cranes"}, f"1 of {ALL} statements"),
    ({"from": "2023-05-01", "to": "2023-05-31"}, f"3 of {ALL} statements"),
    ({"conf": "0.95"}, f"2 of {ALL} statements"),
    ({"speaker": "(unknown)"}, f"2 of {ALL} statements"),
    ({"q": "cranes", "mode": "words"}, f"1 of {ALL} statements"),
    ({"q": '"nobody likes"', "mode": "words"}, f"1 of {ALL} statements"),
], ids=["speaker", "institution", "outlet", "kinds", "on record", "about", "dates", "confidence", "nobody",
        "words", "phrase"])
def test_a_link_opens_its_rows(app, params, words):
    at = app("search", params)
    assert not at.exception
    assert count(at) == words
    tidied = address(at)
    assert tidied.pop("v")
    assert tidied == {key: value if isinstance(value, list) else [value] for key, value in params.items()}
    assert not at.warning


def test_the_widgets_show_the_view(app):
    at = app("search", {"q": "fee", "mode": "words", "speaker": "Mila Trent", "kind": "indirect",
                        "from": "2023-01-01", "sort": "oldest", "layout": "cards", "conf": "0.5"})
    assert at.text_input(key="search-query").value == "fee"
    assert at.button_group(key="search-mode").value == "words"
    assert at.multiselect(key="filter-speakers").value == ["Mila Trent"]
    assert at.date_input(key="filter-date_from").value.isoformat() == "2023-01-01"
    assert at.selectbox(key="sort").value == "oldest"
    assert at.slider(key="filter-confidence").value == 0.5


def test_options_carry_their_number_under_the_other_filters(app):
    at = app("search", {"outlet": "Northern Post", "speaker": "Mila Trent"})
    assert "Mila Trent (1)" in at.multiselect(key="filter-speakers").options
    assert "Daniel Okoro (1)" in at.multiselect(key="filter-speakers").options
    assert "Ellby Courier (3)" in at.multiselect(key="filter-outlets").options


def test_a_filter_goes_into_the_address_and_comes_off_by_its_chip(app):
    at = app()
    at.multiselect(key="filter-speakers").set_value(["Mila Trent"]).run()
    assert at.query_params["speaker"] == "Mila Trent"
    assert count(at) == f"4 of {ALL} statements"
    at.button(key="chip-0").click().run()
    assert "speaker" not in at.query_params
    assert count(at) == f"{ALL} statements"


def test_searching_goes_into_the_address_and_back_to_the_first_page(app):
    at = app("search", {"page": "3"})
    at.text_input(key="search-query").set_value("  empty   nets ")
    at.button(key="search-send").click().run()
    assert at.query_params["q"] == "empty nets"
    assert "page" not in at.query_params
    assert "The nets are empty" in cards(at)[0]
    assert "Why it is here" in cards(at)[0]


def test_matched_words_are_marked(app):
    at = app("search", {"q": "nets", "mode": "words"})
    assert "The <mark>nets</mark> are empty" in cards(at)[0]


@pytest.mark.parametrize(("key", "value", "params"), [
    ("filter-date_from", "2023-04-01", {"from": "2023-04-01"}),
    ("filter-date_to", "2023-04-01", {"to": "2023-04-01"}),
], ids=["first day", "last day"])
def test_a_day_goes_into_the_address(app, key, value, params):
    from datetime import date

    at = app()
    at.date_input(key=key).set_value(date.fromisoformat(value)).run()
    assert {name: at.query_params[name] for name in params} == params


def test_a_first_day_after_the_last_moves_the_last_along(app):
    from datetime import date

    at = app("search", {"to": "2023-04-01"})
    at.date_input(key="filter-date_from").set_value(date(2023, 5, 1)).run()
    assert (at.query_params["from"], at.query_params["to"]) == ("2023-05-01", "2023-05-01")


def test_mode_order_layout_and_confidence_go_into_the_address(app):
    at = app()
    at.button_group(key="search-mode").set_value("meaning").run()
    at.selectbox(key="sort").set_value("speaker").run()
    at.slider(key="filter-confidence").set_value(0.9).run()
    at.toggle(key="filter-attitudes").set_value(True).run()
    at.button_group(key="layout").set_value("table").run()
    found = {key: at.query_params[key] for key in ("mode", "sort", "conf", "attitudes", "layout")}
    assert found == {"mode": "meaning", "sort": "speaker", "conf": "0.9", "attitudes": "1", "layout": "table"}
    assert not at.exception


def test_clear_all_keeps_mode_order_and_layout(app):
    at = app("search", {"q": "fee", "mode": "words", "speaker": "Mila Trent", "sort": "oldest"})
    at.button(key="chip-all").click().run()
    del at.query_params["v"]
    assert at.query_params == {"mode": "words", "sort": "oldest"}
    assert at.text_input(key="search-query").value == ""


def test_the_table_has_the_contract_columns_and_all_rows(app):
    from lib import tables

    at = app("search", {"layout": "table", "kind": "direct"})
    frame = at.dataframe(key="results-table").value
    assert tuple(frame.columns) == tables.COLUMNS
    assert len(frame) == 3
    assert set(frame["kind"]) == {"direct"}


def test_files_are_offered_with_their_number_of_rows(app):
    at = app("search", {"speaker": "Mila Trent"})
    assert [at.download_button(key=f"download-{kind}").label for kind in ("csv", "xlsx", "json")] == [
        "CSV (4 rows)", "XLSX (4 rows)", "JSON (4 rows)"]


def test_no_rows_no_file(app):
    at = app("search", {"q": "zebra", "mode": "words"})
    button = at.download_button(key="download-csv")
    assert button.disabled
    assert "Nothing to export" in button.help


def test_an_empty_result_says_why_and_how_to_get_one(app):
    at = app("search", {"speaker": "Mila Trent", "outlet": "Northern Post", "kind": "indirect"})
    assert not at.exception
    assert count(at) == f"0 of {ALL} statements"
    assert "Asked for: speaker: Mila Trent" in shown(at)
    first = at.button(key="loosen-0")
    assert "statement" in first.label
    first.click().run()
    assert count(at) != f"0 of {ALL} statements"
    assert not at.exception


def test_words_without_a_hit_offer_another_mode(app):
    at = app("search", {"q": "empty zebra", "mode": "words"})
    labels = [button.label for button in at.button if button.key.startswith("loosen-")]
    assert any("meaning" in label for label in labels)


def test_an_unreadable_query_shows_the_place(app):
    at = app("search", {"q": 'fee AND ("open', "mode": "words"})
    assert not at.exception
    [message] = at.error
    assert "not closed" in message.value and "fee" not in message.value
    assert shown(at).count("<mark>") == 1
    assert at.text_input(key="search-query").value == 'fee AND ("open'


def test_a_query_without_words_has_no_place_to_show(app):
    at = app("search", {"q": "?!", "mode": "words"})
    assert "no words to search for" in at.error[0].value and "<mark>" not in shown(at)


def test_an_unknown_speaker_in_a_link_is_said(app):
    at = app("search", {"speaker": "Nemo **B**"})
    assert "is not in this archive" in at.warning[0].value
    assert "\\*\\*B\\*\\*" in at.warning[0].value
    assert at.multiselect(key="filter-speakers").value == ["Nemo **B**"]
    assert count(at) == f"0 of {ALL} statements"


def test_a_link_from_another_archive_is_said_once(app):
    at = app("search", {"speaker": "Mila Trent", "v": "000000000000"})
    assert "changed since this link was made" in at.warning[0].value
    assert address(at)["v"] != ["000000000000"]
    at.multiselect(key="filter-outlets").set_value(["Northern Post"]).run()
    assert not at.warning
    assert at.query_params["v"] != "000000000000"


def test_opening_a_link_is_one_step_in_the_history(app):
    """What Python writes to the address is a step of its own; the script replaces it in place."""
    params = {"speaker": "Mila Trent", "kind": "shouted"}
    at = app("search", params)
    assert at.query_params == params
    assert set(address(at)) == {"speaker", "v"}
    tidied = address(at)
    at.query_params.clear()
    at.query_params.update(tidied)
    at.run()
    assert "left out" in at.warning[0].value  # the notices outlive the cleaning of the address


@pytest.mark.parametrize("params", [
    {"page": "-1"}, {"page": "x"}, {"page": "99999999999999999999"}, {"from": "soon"}, {"conf": "nan"},
    {"mode": "psychic"}, {"kind": "shouted"}, {"sort": "best"}, {"from": "2024-01-02", "to": "2023-01-01"},
    {"layout": "maps"}, {"record": "off"}, {"q": "x" * 3000},
], ids=lambda row: "-".join(row))
def test_a_bad_parameter_is_left_out_and_said(app, params):
    at = app("search", params)
    assert not at.exception
    assert "left out" in at.warning[0].value
    assert address(at) == {}
    at.button(key="dismiss-notices").click().run()
    assert not at.warning


@pytest.mark.parametrize("params", [
    {"page": "9"}, {"from": "0001-01-01"}, {"to": "9999-12-31"}, {"conf": "0.123456"}, {"q": "''\"\"“”"},
    {"q": "\x00"}, {"q": "AND"}, {"q": "*"}, {"speaker": ["a", "b", "c"]}, {"utm_source": "x"},
    {"statement": "nothing"}, {"article": "nothing"}, {"attitudes": "1"}, {"about": "😀"},
], ids=["late page", "first day", "last day", "odd number", "only marks", "a control", "an operator",
        "a star", "three names", "another's parameter", "no such statement", "no such article", "attitudes",
        "an emoji"])
def test_an_odd_link_never_breaks_the_page(app, params):
    at = app("search", params)
    assert not at.exception
    assert at.text_input(key="search-query")


def test_a_statement_link_shows_that_statement_on_top(app):
    wanted = id_of(HARBOUR, "The fee will rise by a tenth in May")
    at = app("search", {"statement": wanted})
    assert "The fee will rise" in cards(at)[0]
    assert "<details class=\"evidence\" open>" in cards(at)[0]
    at.button(key="close-linked").click().run()
    assert "statement" not in at.query_params


def test_text_that_would_act_is_shown_as_it_is(app):
    at = app("search", None, articles=(HARBOUR, TRAP))
    assert not at.exception
    text = shown(at)
    assert "<script" not in text and "<img" not in text and "<b>$1" not in text
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in text
    at = app("search", {"speaker": HOSTILE_NAME, "outlet": HOSTILE_NAME, "q": HOSTILE[:60]},
             articles=(HARBOUR, TRAP))
    labels = [button.label for button in at.button if button.key.startswith("chip-")]
    assert labels and all("<b>" not in label and ":red[" not in label for label in labels)


def test_without_the_model_the_words_are_searched_and_the_page_says_so(app):
    at = app("search", {"q": "nets"}, model="never")
    assert not at.exception
    assert "getting ready" in shown(at)
    assert "The <mark>nets</mark> are empty" in cards(at)[0]


def test_a_model_that_cannot_be_loaded_is_explained(app):
    at = app("search", {"q": "nets"}, model="The model *x* is not here.")
    at.run()
    assert "Search by meaning is off" in at.warning[0].value
    assert "\\*x\\*" in at.warning[0].value
    assert cards(at)


def test_many_results_come_in_pages(app):
    at = app("search", {"page": "2"}, articles=crowd(45))
    assert len(cards(at)) == 20
    assert at.pagination(key="page").value == 2
    at.pagination(key="page").set_value(3).run()
    assert at.query_params["page"] == "3"
    assert len(cards(at)) == 5


def test_a_page_past_the_end_shows_the_last_one(app):
    at = app("search", {"page": "999999"}, articles=crowd(25))
    assert len(cards(at)) == 5
    assert address(at)["page"] == ["2"]
    assert "page=2&" in at.text_input(key="share-address").value


def test_a_page_past_the_end_of_a_speaker_shows_the_last_one(app):
    at = app("who", {"speaker": "Mila Trent", "page": "999999"}, articles=crowd(25))
    assert not at.exception and address(at)["page"] == ["2"]


def test_charts_stand_beside_the_results_with_a_table_each(app):
    at = app()
    assert not at.get("plotly_chart"), "the words come first"
    at.run()
    assert len(at.get("plotly_chart")) == 4
    tables = [one.body for one in at.get("html") if one.body.startswith('<details class="numbers"')]
    firsts = [table.split('<th scope="col">')[1].split("<")[0] for table in tables]
    assert firsts == ["Speaker", "Institution", "Kind", "Period"]
    assert "<td><bdi>Mila Trent</bdi></td><td><bdi>4</bdi></td>" in tables[0]
