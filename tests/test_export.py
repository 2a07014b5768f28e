"""The files: read back as the table they came from, and run nothing in a spreadsheet."""

import csv
import io
import json
from datetime import UTC, date, datetime

import openpyxl
import pandas as pd
import pytest
from frames import frame, said
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import export, tables
from lib.errors import ExportRefused
from lib.view import View

NOON = datetime(2024, 6, 20, 12, tzinfo=UTC)


def made(*rows: dict) -> pd.DataFrame:
    """The table of these statements."""
    return tables.table(frame(*rows), base_url="https://example.org", view=View(query="port"),
                        exported_at=NOON, data_version="v7")


def csv_cells(data: bytes) -> list[list[str]]:
    """The cells as a strict RFC 4180 reader sees them, the guards still on."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def sheet_of(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data)).active


HOSTILE = [
    pytest.param("=HYPERLINK(\"https://evil.example\",\"click\")", id="a formula"),
    pytest.param("+1 is what they said", id="plus"),
    pytest.param("-1 is what they said", id="minus"),
    pytest.param("@SUM(A1:A9)", id="at"),
    pytest.param("=cmd|'/c calc'!A1", id="a command"),
    pytest.param("\t=1+1", id="a tab"),
    pytest.param("\tplain words after a tab", id="a tab before words"),
    pytest.param("   =1+1", id="blanks first"),
    pytest.param("\u00a0\u2003=1+1", id="blanks of print first"),
    pytest.param("\u200b\ufeff=1+1", id="invisible signs first"),
    pytest.param("＝1+1", id="full width equals"),
    pytest.param("＋1", id="full width plus"),
    pytest.param("－1", id="full width minus"),
    pytest.param("＠SUM(A1)", id="full width at"),
    pytest.param("﹦1", id="small equals"),
    pytest.param("'=1+1", id="a guard of its own"),
    pytest.param("'''-x", id="several guards of its own"),
    pytest.param("' =1", id="a guard and a blank"),
]
HARMLESS = [
    pytest.param("– We are leaving, she said.", id="a dialogue dash"),
    pytest.param("— We are leaving, she said.", id="a long dialogue dash"),
    pytest.param("'Tis the season", id="an apostrophe"),
    pytest.param("“=” is a sign", id="a sign inside marks"),
    pytest.param("5 = 3 + 2 - 0 @ home", id="signs further on"),
    pytest.param("− 5 degrees", id="a minus sign of print"),
    pytest.param("", id="nothing"),
    pytest.param("' ", id="an apostrophe and a blank"),
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("name", ["statement", "article_title", "article_url"])
def test_a_cell_that_would_run_is_guarded_and_comes_back(words, name):
    table = made({}).assign(**{name: [words]})
    data = export.csv_bytes(table)
    header, cells = csv_cells(data)
    assert cells[header.index(name)] == "'" + words
    assert export.read_csv(data)[name].tolist() == [words]


@pytest.mark.parametrize("words", HARMLESS)
def test_a_harmless_cell_is_left_alone(words):
    table = made({}).assign(statement=[words])
    data = export.csv_bytes(table)
    header, cells = csv_cells(data)
    assert cells[header.index("statement")] == words
    assert export.read_csv(data)["statement"].tolist() == [words]


@pytest.mark.parametrize("lead", ["\r", "\n", "\x00", "\x00\x00", "\x0b", "\u2028", "\r\n \x00"])
def test_a_control_character_hides_no_formula(lead):
    _, (cell,) = csv_cells(export.csv_bytes(pd.DataFrame({"statement": [f"{lead}=1+1"]})))
    assert cell.startswith("'")
    assert not set(cell) & set("\r\n\x00\x0b\u2028")


def test_a_heading_that_would_run_is_guarded_and_comes_back():
    data = export.csv_bytes(pd.DataFrame({"=1+1": ["x"], "plain": ["y"]}))
    assert csv_cells(data)[0] == ["'=1+1", "plain"]
    assert list(export.read_csv(data).columns) == ["=1+1", "plain"]


def test_a_negative_number_is_a_number_and_no_formula():
    table = made({"similarity": -0.25})
    header, cells = csv_cells(export.csv_bytes(table))
    assert cells[header.index("similarity")] == "-0.25"


def test_the_bytes_are_those_of_the_rules():
    data = export.csv_bytes(made({"statement": 'Say "no", twice', "speaker": "Ålund, 한"}))
    assert data.startswith(b"\xef\xbb\xbfstatement_id,statement,")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == 2
    assert b'"Say ""no"", twice"' in data
    assert '"Ålund, 한"'.encode() in data


def test_line_breaks_inside_cells_become_blanks():
    _, (cell,) = csv_cells(export.csv_bytes(pd.DataFrame({"statement": ["one\r\ntwo\nthree\u2029four"]})))
    assert cell == "one two three four"


def test_unknown_is_an_empty_cell_in_csv():
    data = export.csv_bytes(made({"speaker": None, "similarity": None, "paragraph": None}))
    header, cells = csv_cells(data)
    assert [cells[header.index(name)] for name in ("speaker", "similarity", "paragraph")] == [""] * 3
    assert not {"nan", "None", "<NA>", "NaN"} & set(cells)


ANY_TEXT = st.text(max_size=25) | st.sampled_from([param.values[0] for param in HOSTILE + HARMLESS])
NUMBER = st.none() | st.integers(0, 2_000_000)
SHARE = st.none() | st.floats(-1, 1)


@st.composite
def any_table(draw):
    rows = draw(st.lists(st.fixed_dictionaries({
        "statement": ANY_TEXT, "speaker": ANY_TEXT, "article_title": ANY_TEXT,
        "about": st.lists(ANY_TEXT, max_size=2),
        "paragraph": NUMBER, "char_start": NUMBER, "confidence": SHARE, "similarity": SHARE,
    }), min_size=1, max_size=4))
    return made(*rows)


@settings(deadline=None, max_examples=60)
@given(any_table())
def test_the_csv_reads_back_as_the_table(table):
    pd.testing.assert_frame_equal(export.read_csv(export.csv_bytes(table)), table)


@settings(deadline=None, max_examples=40)
@given(any_table())
def test_the_json_says_what_the_table_says(table):
    records = json.loads(export.json_bytes(table))
    assert [list(record) for record in records] == [list(tables.COLUMNS)] * len(table)
    for name in tables.COLUMNS:
        cells = [None if pd.isna(cell) or cell == "" else cell for cell in table[name]]
        assert [record[name] for record in records] == cells


@settings(deadline=None, max_examples=25)
@given(any_table())
def test_the_sheet_says_what_the_table_says(table):
    header, *rows = sheet_of(export.xlsx_bytes(table)).iter_rows(values_only=True)
    assert header == tables.COLUMNS
    for place, name in enumerate(tables.COLUMNS):
        cells = [None if pd.isna(cell) or cell == "" else cell for cell in table[name]]
        assert [row[place] for row in rows] == cells


@settings(deadline=None)
@given(st.text(max_size=12))
def test_the_guard_can_always_be_taken_off(words):
    flat = export.CONTROLS.sub(" ", words)
    guarded = export.csv_bytes(pd.DataFrame({"statement": [words]}))
    assert export.read_csv(guarded)["statement"].tolist() == [flat]


def test_a_guarded_cell_starts_with_nothing_that_runs():
    for param in HOSTILE:
        (cell,) = csv_cells(export.csv_bytes(pd.DataFrame({"x": [param.values[0]]})))[1]
        assert cell[0] == "'"


@pytest.mark.parametrize("words", HOSTILE)
def test_a_sheet_keeps_a_formula_as_words(words):
    table = made({"article_url": "https://example.org/a"}).assign(statement=[words])
    sheet = sheet_of(export.xlsx_bytes(table))
    cell = sheet.cell(2, 2)
    assert (cell.value, cell.data_type) == (words, "s")
    assert all(cell.hyperlink is None for row in sheet.iter_rows() for cell in row)


def test_a_sheet_has_numbers_as_numbers_and_nothing_where_unknown():
    table = made({"paragraph": 4, "confidence": 0.5, "similarity": None, "speaker": ""})
    sheet = sheet_of(export.xlsx_bytes(table))
    cells = dict(zip(tables.COLUMNS, next(sheet.iter_rows(min_row=2, values_only=True)), strict=True))
    assert (cells["paragraph"], cells["confidence"]) == (4, 0.5)
    assert (cells["similarity"], cells["speaker"]) == (None, None)


def test_a_sheet_opens_ready_to_read():
    sheet = sheet_of(export.xlsx_bytes(made({}, {})))
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:AD3"
    assert sheet.cell(1, 1).font.bold
    widths = [sheet.column_dimensions[letter].width for letter in ("A", "B", "G")]
    assert all(9 <= width <= 71 for width in widths)
    assert widths[1] > widths[0]


@pytest.mark.parametrize("words, shown", [
    pytest.param("bell\x07 and\x00nul", "bell and nul", id="control characters"),
    pytest.param("end\uffff", "end ", id="no character at all"),
    pytest.param("_x0041_ stays", "_x0041_ stays", id="what looks like an escape"),
    pytest.param("🙂 한국어 – “q”", "🙂 한국어 – “q”", id="any script"),
])
def test_a_sheet_survives_any_character(words, shown):
    sheet = sheet_of(export.xlsx_bytes(pd.DataFrame({"statement": [words]})))
    assert sheet.cell(2, 1).value.replace("  ", " ") == shown.replace("  ", " ")


@pytest.mark.parametrize("sign", ["x", "🙂"])
def test_a_sheet_cuts_a_cell_at_the_limit_and_says_so(sign):
    units = len(sign.encode("utf-16-le")) // 2
    whole, over = sign * (export.XLSX_MAX_CELL // units), sign * (export.XLSX_MAX_CELL // units + 1)
    sheet = sheet_of(export.xlsx_bytes(pd.DataFrame({"statement": [whole, over]})))
    assert sheet.cell(2, 1).value == whole
    cut = sheet.cell(3, 1).value
    assert cut.endswith(export.XLSX_CUT)
    assert export.XLSX_MAX_CELL - units < len(cut.encode("utf-16-le")) // 2 <= export.XLSX_MAX_CELL
    data = export.csv_bytes(pd.DataFrame({"statement": [over]}))
    assert export.read_csv(data)["statement"].tolist() == [over], "the CSV cuts nothing"


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr(export, "XLSX_MAX_ROWS", 2)
    assert export.xlsx_bytes(made({}, {}))
    with pytest.raises(ExportRefused, match=r"3 rows.*CSV"):
        export.xlsx_bytes(made({}, {}, {}))


def test_json_has_no_bom_and_keeps_words_as_they_are():
    data = export.json_bytes(made({"statement": "=1+1 – “é”", "similarity": None, "paragraph": 4}))
    assert data.startswith(b"[")
    (record,) = json.loads(data)
    assert record["statement"] == "=1+1 – “é”"
    assert record["similarity"] is None
    assert record["speaker"] is None
    assert record["paragraph"] == 4
    assert "“é”".encode() in data, "readable without a decoder"


@pytest.mark.parametrize("write", [export.csv_bytes, export.xlsx_bytes, export.json_bytes])
def test_no_rows_make_no_file(write):
    with pytest.raises(ExportRefused, match="nothing to export"):
        write(made())


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_what_is_no_number_is_unknown_in_every_file(value):
    table = pd.DataFrame({"similarity": [value]})
    assert csv_cells(export.csv_bytes(table))[1] == [""]
    assert json.loads(export.json_bytes(table)) == [{"similarity": None}]
    assert sheet_of(export.xlsx_bytes(table)).cell(2, 1).value is None


DAY = date(2024, 6, 20)


@pytest.mark.parametrize("view, rows, suffix, name", [
    pytest.param(View(query="arms deal"), 12, "csv", "quotes_arms-deal_2024-06-20_12rows.csv", id="a query"),
    pytest.param(View(), 1, ".json", "quotes_all_2024-06-20_1row.json", id="one row, nothing asked"),
    pytest.param(View(speakers=("Ida Brun", "Jo Ek")), 2, "xlsx", "quotes_ida-brun_2024-06-20_2rows.xlsx",
                 id="the first speaker"),
    pytest.param(View(institutions=("Port & Quay",)), 2, "csv", "quotes_port-quay_2024-06-20_2rows.csv",
                 id="an institution"),
    pytest.param(View(query="../../a/b"), 2, "csv", "quotes_a-b_2024-06-20_2rows.csv", id="a path"),
    pytest.param(View(query='"\\:*?<>|\x00\n'), 2, "csv", "quotes_all_2024-06-20_2rows.csv", id="only signs"),
    pytest.param(View(query="«Мир» 평화"), 2, "csv", "quotes_мир-평화_2024-06-20_2rows.csv",
                 id="other scripts"),
    pytest.param(View(query="हिन्दी"), 2, "csv", "quotes_हिन्दी_2024-06-20_2rows.csv", id="joined vowels"),
])
def test_a_file_name_says_what_is_inside(view, rows, suffix, name):
    assert export.file_name(view, rows, DAY, suffix) == name


@given(st.text(max_size=300))
def test_any_query_makes_a_safe_file_name(query):
    name = export.file_name(View(query=query), 3, DAY, "csv")
    assert len(name.encode("utf-8")) <= 255
    assert not set(name) & set('/\\:*?"<>|\0\n\r\t ')
    assert name.startswith("quotes_")
    assert name.endswith("_2024-06-20_3rows.csv")


def test_the_number_columns_are_those_of_the_table():
    assert export.WHOLE_NUMBERS == tables.WHOLE_NUMBERS
    assert export.FRACTIONS == tables.FRACTIONS


def test_a_table_of_two_speakers_is_the_file():
    table = made(said("Ida Brun", statement="- No,\nshe said"), said("", kind="indirect"))
    back = export.read_csv(export.csv_bytes(table))
    pd.testing.assert_frame_equal(back, table)
    assert back["statement"][0] == "- No, she said"
