"""The table as a file: CSV that is safe in a spreadsheet and reads back exactly, XLSX, JSON."""

import csv
import io
import json
import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from lib.errors import ExportRefused
from lib.view import View

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

# A cell whose first visible character is one of these is run as a formula (CWE-1236, OWASP ASVS
# 1.2.10).  Compared after NFKC, because East Asian Excel also runs the full-width forms.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"
# Never leave a line break or a control character in a cell: imports fail on them, XLSX forbids them.
CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]+")
WHOLE_NUMBERS = ("paragraph", "char_start", "char_end")  # of the table's contract, for reading back
FRACTIONS = ("confidence", "similarity")

XLSX_MAX_ROWS = 1_048_576 - 1  # the format's limit, less the header
XLSX_MAX_CELL = 32_767  # characters; Excel refuses the file beyond
XLSX_CUT = " […cut: the cell limit of XLSX; take the CSV]"
XLSX_WIDE = {"statement": 70, "context_before": 40, "context_after": 40, "article_title": 40, "filters": 40}
XLSX_WIDTHS = (9, 30)  # characters: narrowest and widest of the other columns
SLUG_MAX = 40  # characters of the query in a file name; three bytes each still fit every file system


def csv_bytes(table: pd.DataFrame) -> bytes:
    """The table as CSV: UTF-8 with BOM, CRLF, RFC 4180, formula guard.  Raises ExportRefused if empty.

    An apostrophe goes before every text cell and header that a spreadsheet would run; ``read_csv``
    takes it away again.  Numbers are written as they are, unknown ones as empty cells.
    """
    _refuse_empty(table)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(str(name)) for name in table.columns])
    writer.writerows(_rows(table, guarded))
    return out.getvalue().encode("utf-8-sig", "replace")


def read_csv(data: bytes) -> pd.DataFrame:
    """The table that ``csv_bytes`` wrote: strings, the contract's number columns as Int64 and float64."""
    frame = pd.read_csv(io.BytesIO(data), dtype=str, encoding="utf-8-sig", na_filter=False,
                        skip_blank_lines=False, index_col=False)
    frame.columns = [_unguarded(name) for name in frame.columns]
    for name in frame.columns:
        if name in WHOLE_NUMBERS:
            frame[name] = pd.to_numeric(frame[name]).astype("Int64")
        elif name in FRACTIONS:
            frame[name] = pd.to_numeric(frame[name]).astype("float64")
        else:
            frame[name] = frame[name].map(_unguarded).astype("str")
    return frame


def xlsx_bytes(table: pd.DataFrame) -> bytes:
    """The table as an Excel workbook with one sheet; strings stay strings, never formulas or links.

    Cells over the format's 32,767 characters are cut and say so.  Raises ExportRefused for an empty
    table and for more rows than a sheet holds.
    """
    import xlsxwriter

    _refuse_empty(table)
    if len(table) > XLSX_MAX_ROWS:
        raise ExportRefused(f"{len(table):,} rows do not fit a sheet of {XLSX_MAX_ROWS:,}. Take the CSV.")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Statements")
        bold = book.add_format({"bold": True})
        for place, name in enumerate(table.columns):
            sheet.write_string(0, place, _fitting(str(name)), bold)
            sheet.set_column(place, place, _width(str(name), table[name]))
        for number, cells in enumerate(_rows(table, _fitting), start=1):
            for place, cell in enumerate(cells):
                _write(sheet, number, place, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)
    return out.getvalue()


def json_bytes(table: pd.DataFrame) -> bytes:
    """The table as a JSON array of objects: UTF-8 without BOM, words unaltered, unknown is null.

    Raises ExportRefused for an empty table.
    """
    _refuse_empty(table)
    names = [str(name) for name in table.columns]
    records = [dict(zip(names, (None if cell == "" else cell for cell in cells), strict=True))
               for cells in _rows(table, str)]
    return json.dumps(records, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8", "replace")


def file_name(view: View, n_rows: int, day: date, suffix: str) -> str:
    """A safe name that says what is inside: ``quotes_arms-deal_2024-06-20_12rows.csv``."""
    chosen = [view.query, *view.speakers, *view.institutions, *view.about, *view.outlets, *view.articles]
    slug = next(filter(None, map(_slug, chosen)), "all")
    rows = "1row" if n_rows == 1 else f"{n_rows}rows"
    return f"quotes_{slug}_{day.isoformat()}_{rows}.{suffix.lstrip('.')}"


def _slug(words: str) -> str:
    """Letters and digits of any script in lower case, everything else one hyphen."""
    folded = unicodedata.normalize("NFC", words).lower()
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in folded)
    return "-".join(kept.split())[:SLUG_MAX].strip("-")


def _refuse_empty(table: pd.DataFrame) -> None:
    if table.empty:
        raise ExportRefused("No rows match, so there is nothing to export. Loosen a filter.")


def _rows(table: pd.DataFrame, write: Callable[[str], str]) -> list[list[object]]:
    """The cells as Python values: text through ``write``, numbers as int or float, unknown as ""."""
    return list(map(list, zip(*(_cells(table[name], write) for name in table.columns), strict=True)))


def _cells(column: pd.Series, write: Callable[[str], str]) -> Sequence[object]:
    known = column.notna() & ~column.isin([math.inf, -math.inf])
    number = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
    return [(cell if number else write(str(cell))) if here else ""
            for cell, here in zip(column.tolist(), known, strict=True)]


def _write(sheet: "Worksheet", number: int, place: int, cell: object) -> None:
    """One cell, its type never guessed; unknown stays an empty cell, which an empty string is not."""
    if not isinstance(cell, str):
        sheet.write_number(number, place, cell)
    elif cell:
        sheet.write_string(number, place, cell)


def _runs(text: str) -> bool:
    """True where a spreadsheet would take the text for a formula, behind blanks and invisibles too."""
    if text.startswith(FORMULA_STARTS):
        return True
    seen = next((char for char in text if unicodedata.category(char)[0] not in "ZC"), "")
    return unicodedata.normalize("NFKC", seen).startswith(FORMULA_STARTS)


def guarded(text: str) -> str:
    """The text as a CSV cell, on one line: one more apostrophe where what follows them would run.

    Counting the apostrophes that are already there makes the guard reversible.
    """
    text = CONTROLS.sub(" ", text)
    return GUARD + text if _runs(text.lstrip(GUARD)) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith(GUARD) and _runs(text.lstrip(GUARD)) else text


def _fitting(text: str) -> str:
    text = CONTROLS.sub(" ", text).encode("utf-8", "replace").decode("utf-8")
    return text if _units(text) <= XLSX_MAX_CELL else _cut(text)


def _units(text: str) -> int:
    """Length as Excel counts it: UTF-16 units, two for an emoji."""
    return len(text) + sum(char > "\uffff" for char in text)


def _cut(text: str) -> str:
    room = (XLSX_MAX_CELL - len(XLSX_CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + XLSX_CUT


def _width(name: str, column: pd.Series) -> int:
    longest = max([len(name) + 3, *(len(str(cell)) for cell in column.head(100))])  # 3: the filter's arrow
    return XLSX_WIDE.get(name, min(max(longest, XLSX_WIDTHS[0]), XLSX_WIDTHS[1]))
