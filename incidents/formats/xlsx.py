"""The table as an Excel workbook: a sheet of incidents, and a sheet that says what they are."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import IO, Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from incidents.errors import UsageError
from incidents.formats.about import About
from incidents.model.frame import COLUMNS, typed

MOST_ROWS = 1_048_575  # a sheet's, under the header
MOST_LETTERS = 32_767  # a cell's
FIRST_DAY = datetime(1900, 3, 1)  # Excel counts a 29 February 1900; before it days are text
NOT_XML = re.compile("[\ufffe\uffff]")  # control characters, XlsxWriter writes as Excel does
DECIMALS = 12  # of a coordinate: as many as come back the same from Excel's 15 digits
WIDTHS = {"date": 11, "place": 22, "title": 30, "quote": 60, "url": 30, "actors": 24}  # letters
PLAIN = {
    "constant_memory": True,  # rows go to the disk as they come
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(batches: Iterable[pd.DataFrame], about: About, target: IO[bytes]) -> None:
    """Days as days, figures as numbers, text as text: no cell is a formula or a link.

    UsageError for more rows than a sheet can hold.
    """
    if about.incidents > MOST_ROWS:
        raise UsageError(
            f"a sheet holds at most {MOST_ROWS:,} incidents; got {about.incidents:,}:"
            " narrow the filters, or take .csv or .parquet"
        )
    with xlsxwriter.Workbook(target, PLAIN) as book:
        book.set_properties(
            {"title": "Incidents", "comments": "; ".join(about.filters), "created": about.made_at}
        )
        cut = _incidents(book, batches)
        _about(book, about, cut)


def read_xlsx(data: bytes) -> pd.DataFrame:
    """The table that `write_xlsx` wrote."""
    sheet = pd.read_excel(
        io.BytesIO(data), engine="calamine", dtype=object, keep_default_na=False, na_values=[""]
    )
    return typed(sheet)


def _incidents(book: xlsxwriter.Workbook, batches: Iterable[pd.DataFrame]) -> int:
    """Fills the first sheet; how many texts were cut to what a cell holds."""
    sheet = book.add_worksheet("Incidents")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 0)
    for at, name in enumerate(COLUMNS):
        sheet.set_column(at, at, WIDTHS.get(name, max(9, len(name) + 1)))
        sheet.write_string(0, at, name, bold)
    writers = [_writer(sheet, kind, day) for kind in COLUMNS.values()]
    line = cut = 0
    for batch in batches:
        for row in batch[list(COLUMNS)].astype(object).itertuples(index=False, name=None):
            line += 1
            cut += sum(
                write(line, at, value)
                for at, (write, value) in enumerate(zip(writers, row, strict=True))
                if not pd.isna(value)
            )
    sheet.autofilter(0, 0, line, len(COLUMNS) - 1)
    return cut


def _writer(sheet: Worksheet, kind: str, day: Format) -> Callable[[int, int, Any], bool]:
    """What writes a cell of that type; it says whether the text had to be cut."""

    def text(line: int, at: int, value: str) -> bool:
        sheet.write_string(line, at, as_text(value))
        return len(value) > MOST_LETTERS

    def date(line: int, at: int, value: pd.Timestamp) -> bool:
        if value < FIRST_DAY:
            return text(line, at, value.isoformat()[:10])
        sheet.write_datetime(line, at, value, day)
        return False

    def number(line: int, at: int, value: float) -> bool:
        sheet.write_number(line, at, round(value, DECIMALS) + 0.0)  # -0.0 comes back as 0
        return False

    def truth(line: int, at: int, value: bool) -> bool:
        sheet.write_boolean(line, at, value)
        return False

    return {"str": text, "datetime64[s]": date, "boolean": truth}.get(kind, number)


def _about(book: xlsxwriter.Workbook, about: About, cut: int) -> None:
    """The second sheet: filters, version of the data, what was cut."""
    sheet = book.add_worksheet("About")
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    told = about.told() | ({"cut_texts": f"{cut} longer than a cell can hold"} if cut else {})
    for line, (name, words) in enumerate(told.items()):
        sheet.write_string(line, 0, name, bold)
        sheet.write_string(line, 1, as_text(words))


def as_text(words: str) -> str:
    """The words as a cell can hold them, cut where it cannot, and never taken for markup.

    XlsxWriter writes what begins with <r> and ends with </r> as it is: it takes it for its own.
    """
    fit = NOT_XML.sub("\ufffd", words[:MOST_LETTERS])
    if fit.startswith("<r>") and fit.endswith("</r>"):
        return fit[: MOST_LETTERS - 1] + " "
    return fit
