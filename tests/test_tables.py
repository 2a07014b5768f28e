"""The table: the contract's columns, every unknown an empty cell, nothing in a cell that breaks a file."""

from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pytest
from frames import GIVEN, frame, row, said
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import search, tables
from lib.view import View, describe, from_params

NOON = datetime(2024, 6, 20, 12, 0, 5, 999, tzinfo=UTC)
CONTRACT = """
statement_id, statement, kind, speaker, speaker_role, speaker_institution, speaker_type, cue_verb, about,
outlet, article_title, article_date, article_author, article_url, context_before, context_after, paragraph,
char_start, char_end, verified_in_source, speaker_mention, attributed_via, on_record, confidence,
similarity, corrected, permalink, exported_at, filters, data_version"""


def made(shown: pd.DataFrame, **changes) -> pd.DataFrame:
    """The table of a frame, with the arguments that a test does not care about."""
    arguments = {"base_url": "", "view": View(), "exported_at": NOON, "data_version": "v7"}
    return tables.table(shown, **arguments | changes)


def one_cell(name: str, cell: object) -> pd.DataFrame:
    """A frame of one row that holds the cell as it is, whatever pandas would make of it."""
    return frame({}).assign(**{name: pd.Series([cell], dtype=object)})


def test_the_columns_are_the_contract_in_its_order():
    assert list(tables.COLUMNS) == CONTRACT.replace("\n", " ").strip().split(", ")
    assert list(made(frame({})).columns) == list(tables.COLUMNS)


def test_the_search_gives_what_the_table_takes():
    assert search.COLUMNS == GIVEN


def test_the_rows_keep_their_order_and_lose_their_old_numbers():
    shown = frame({"speaker": "Zed"}, {"speaker": "Amy"}, {"speaker": "Kim"}).iloc[[2, 0, 1]]
    table = made(shown)
    assert table["speaker"].tolist() == ["Kim", "Zed", "Amy"]
    assert table.index.tolist() == [0, 1, 2]


def test_the_frame_of_the_search_is_left_as_it_was():
    shown = frame({"statement": "two\nlines"})
    before = shown.copy(deep=True)
    made(shown)
    pd.testing.assert_frame_equal(shown, before)


def test_no_rows_make_an_empty_table_with_all_columns():
    for shown in (frame(), pd.DataFrame()):
        table = made(shown)
        assert list(table.columns) == list(tables.COLUMNS)
        assert table.empty


def test_a_frame_without_a_column_of_the_contract_is_refused():
    with pytest.raises(ValueError, match="cue_verb, speaker_mention"):
        made(frame({}).drop(columns=["cue_verb", "speaker_mention"]))


def test_every_row_says_when_from_what_and_by_which_filters_it_came():
    view = View(query="arms", kinds=("direct",))
    table = made(frame({}, {}), view=view, data_version="a9f0")
    assert table["exported_at"].tolist() == ["2024-06-20T12:00:05Z"] * 2
    assert table["filters"].tolist() == [describe(view)] * 2
    assert table["data_version"].tolist() == ["a9f0"] * 2


def test_a_capped_table_says_so_in_every_row():
    table = made(frame({}), view=View(query="arms"), note="the best 500 only")
    assert table["filters"].tolist() == ["“arms” (both); the best 500 only"]


def test_the_time_of_export_is_universal():
    local = datetime(2024, 6, 20, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert made(frame({}), exported_at=local)["exported_at"].tolist() == ["2024-06-21T04:30:00Z"]


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        made(frame({}), exported_at=datetime(2024, 6, 20))


@pytest.mark.parametrize("base, link", [
    pytest.param("https://quotes.example.org", "https://quotes.example.org/?statement=ab12", id="an address"),
    pytest.param("https://example.org/quotes/", "https://example.org/quotes/?statement=ab12", id="a path"),
    pytest.param(" http://desk:8501/?q=x#top ", "http://desk:8501/?statement=ab12", id="leftovers"),
    pytest.param("", "?statement=ab12", id="no address known"),
    pytest.param("quotes.example.org", "?statement=ab12", id="no scheme"),
    pytest.param("javascript:alert(1)", "?statement=ab12", id="a scheme that runs"),
])
def test_a_permalink_opens_the_app_at_the_statement(base, link):
    assert made(frame({"statement_id": "ab12"}), base_url=base)["permalink"].tolist() == [link]


def test_a_permalink_is_a_view():
    from urllib.parse import parse_qs, urlsplit

    link = tables.permalink("https://example.org", "a&b=c d")
    assert from_params(parse_qs(urlsplit(link).query)).view == View(selected="a&b=c d")


@pytest.mark.parametrize("cell, shown", [
    pytest.param(None, "", id="None"),
    pytest.param(float("nan"), "", id="NaN"),
    pytest.param(pd.NA, "", id="NA"),
    pytest.param(pd.NaT, "", id="NaT"),
    pytest.param("", "", id="empty"),
    pytest.param("two\r\nlines", "two lines", id="a line break"),
    pytest.param("a\u2028b\u2029c\x85d\x0be", "a b c d e", id="line breaks of every script"),
    pytest.param("nul\x00byte\x1b[31m", "nul byte [31m", id="control characters"),
    pytest.param("tab\there", "tab here", id="a tab"),
    pytest.param("half \ud83d pair", "half ? pair", id="half a surrogate pair"),
    pytest.param("naïve – “quoted” 🙂 한국어", "naïve – “quoted” 🙂 한국어", id="any script stays"),
    pytest.param(True, "yes", id="true"),
    pytest.param(np.bool_(False), "no", id="false of numpy"),
    pytest.param(("Port", "", "Board of Trade"), "Port; Board of Trade", id="a tuple"),
    pytest.param(np.array(["Port", "Quay"], dtype=object), "Port; Quay", id="an array"),
    pytest.param([], "", id="an empty list"),
    pytest.param(date(2024, 6, 20), "2024-06-20", id="a day"),
    pytest.param(pd.Timestamp("2024-06-20"), "2024-06-20", id="a timestamp at midnight"),
    pytest.param(pd.Timestamp("2024-06-20 08:30"), "2024-06-20T08:30:00", id="a timestamp"),
    pytest.param(7, "7", id="a number in a text column"),
])
def test_a_text_cell_is_one_line_and_unknown_is_empty(cell, shown):
    assert made(one_cell("about", cell))["about"].tolist() == [shown]


def test_numbers_are_numbers_and_unknown_ones_are_missing():
    table = made(frame({"similarity": 0.123456789, "paragraph": 3.0},
                       {"similarity": "", "confidence": None, "paragraph": None, "char_start": ""}))
    assert table["similarity"].tolist()[0] == 0.1235
    assert table["paragraph"].dtype == table["char_start"].dtype == table["char_end"].dtype == "Int64"
    assert table["similarity"].dtype == table["confidence"].dtype == "float64"
    assert table.loc[1, ["similarity", "confidence", "paragraph", "char_start"]].isna().all()


ANY_CELL = st.one_of(st.text(st.characters(), max_size=30), st.none(), st.booleans(), st.floats(),
                     st.lists(st.text(max_size=5), max_size=3))


@settings(deadline=None, max_examples=60)
@given(ANY_CELL)
def test_no_cell_breaks_a_line_or_says_nan(cell):
    (shown,) = made(one_cell("statement", cell))["statement"]
    assert len(shown.splitlines()) <= 1
    assert not tables.CONTROLS.search(shown)
    assert shown not in ("None", "NaN", "<NA>") or isinstance(cell, str | list)


@settings(deadline=None, max_examples=30)
@given(ANY_CELL)
def test_a_table_of_a_table_is_the_same(cell):
    once = made(one_cell("statement", cell))
    again = made(once[list(GIVEN)])
    pd.testing.assert_frame_equal(again, once)


PLACE = {"speaker_role": "harbour master", "speaker_institution": "Port of Aldmouth",
         "outlet": "The Aldmouth Post", "article_date": "2024-06-20", "article_url": "https://example.org/a"}
TAIL = "Ida Brun, harbour master, Port of Aldmouth, The Aldmouth Post, 2024-06-20, https://example.org/a"


@pytest.mark.parametrize("cells, line", [
    pytest.param({"statement": "We close at six."}, f"“We close at six.” – {TAIL}", id="a quote in marks"),
    pytest.param({"statement": "the port would close", "kind": "indirect"},
                 f"the port would close (paraphrase) – {TAIL}", id="a paraphrase without marks"),
    pytest.param({"statement": "the port was \"a wreck\" by then", "kind": "mixed"},
                 f"the port was \"a wreck\" by then (partly quoted) – {TAIL}", id="its own marks only"),
    pytest.param({"statement": "We close […] at six."}, f"“We close […] at six.” – {TAIL}", id="interrupted"),
    pytest.param({"statement": "two\nlines"}, f"“two lines” – {TAIL}", id="a quote over two lines"),
])
def test_a_citation_never_puts_a_paraphrase_in_marks(cells, line):
    assert tables.citation(row(**said("Ida Brun"), **PLACE) | cells) == line


def test_a_citation_of_an_unknown_speaker_says_so():
    known = row(statement="We close.", outlet="The Aldmouth Post")
    assert tables.citation(known) == "“We close.” – speaker not identified, The Aldmouth Post"
    printed = row(statement="We close.", speaker_mention="she", outlet="The Aldmouth Post")
    assert "speaker not identified; printed as “she”" in tables.citation(printed)


def test_a_citation_names_the_relay_and_repeats_nothing():
    line = tables.citation(row(statement="We close.", speaker="AldPress", speaker_institution="AldPress",
                               attributed_via="told Quay Radio", article_title="Port to close"))
    assert line == "“We close.” – AldPress, told Quay Radio, Port to close"


def test_the_articles_own_words_are_cited_as_such():
    line = tables.citation(row(statement="The port is shut", kind="article", outlet="The Aldmouth Post"))
    assert line == "The port is shut (article’s own words) – The Aldmouth Post"


def test_a_citation_takes_a_row_of_the_table_and_of_the_search():
    shown = frame(said("Ida Brun", about=("Port",), similarity=None))
    assert tables.citation(made(shown).iloc[0]) == tables.citation(shown.iloc[0])
