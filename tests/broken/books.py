"""Workbooks that cannot be read, made when they are needed rather than kept as binary files."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from salesplan.inputs.precautions import MOST_PARTS

HEADERS = ("Date", "Sales rep", "Amount")
ROW = ("2026-01-05", "Li Na", 100)
LATER = ("later", "Li Na", 1)
"""A row that cannot be used."""
EAST = (("Sales rep", "Jan 2026", "Feb 2026"), ("Li Na", 1, 2), ("Wang Lei", 3, "x"))
WEST = (("Sales rep", "Jan 2026", "Feb 2026"), ("Zhao Min", 5, 6))
RIGHT = (("Sales rep", "Jan 2026", "Feb 2026"), ("Li Na", 9, 8))
WRONG = (("Sales rep", "Jan 2026", "Feb 2026"), ("Li Na", 9, 80))
SALES = (HEADERS, ROW, LATER)
NOTES = (("nothing", "to see"),)
BLOCKS = (HEADERS, ROW, LATER, (), ("Name", "Jan", "Feb"), ("Li Na", 1, 2))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def write_books(folder: Path) -> None:
    """Put all of them into `folder`."""
    whole = _book(_fill)
    (folder / "book.xlsx").write_bytes(whole)
    (folder / "corrupt.xlsx").write_bytes(b"PK\x03\x04 and then something else")
    (folder / "cut-short.xlsx").write_bytes(whole[: len(whole) // 2])
    (folder / "protected.xlsx").write_bytes(_OLE + "EncryptedPackage".encode("utf-16-le"))
    (folder / "old.xls").write_bytes(_OLE + b"x" * 999)
    (folder / "error-cells.xlsx").write_bytes(_book(_errors))
    (folder / "far-cells.xlsx").write_bytes(_far(whole))
    (folder / "hidden.xlsx").write_bytes(_book(_hide))
    (folder / "hidden-cells.xlsx").write_bytes(_book(_hide_cells))
    (folder / "filtered.xlsx").write_bytes(_book(_filter))
    (folder / "all-hidden.xlsx").write_bytes(_all_hidden())
    (folder / "summary.xlsx").write_bytes(_sheets(East=EAST, West=WEST, Summary=WRONG))
    (folder / "repeated.xlsx").write_bytes(_sheets(East=EAST, West=WEST, Summary=RIGHT))
    (folder / "summed-months.xlsx").write_bytes(_sheets(Orders=SALES, Months=EAST, Notes=NOTES))
    (folder / "blocks.xlsx").write_bytes(_sheets(Orders=BLOCKS))
    (folder / "entities.xlsx").write_bytes(_with_part(whole, "a.xml", b"<!DOCTYPE a><a/>"))
    (folder / "twice-in-archive.xlsx").write_bytes(_with_part(whole, "../a.xml", b"<a/>"))
    (folder / "folder.xlsx").mkdir()
    for name, content in _hostile(whole).items():
        (folder / name).write_bytes(content)
    (folder / "blank-top.xlsx").write_bytes(_book(_fill_far_down))
    (folder / "uncalculated.xlsx").write_bytes(_book(_formulas))
    (folder / "merged.xlsx").write_bytes(_book(_merge))
    _write_zeros(folder / "zeros.xlsx")
    month = (("Sales rep", "Amount"), ("Li Na", 100), ("Wang Lei", "x"))
    (folder / "months-2026.xlsx").write_bytes(_sheets(January=month))
    own = (("Date", "Amount"), ("2026-01-05", 100), ("later", 1))
    (folder / "sheets-of-people.xlsx").write_bytes(_sheets(Ann=own, Bob=own))
    pq.write_table(pa.table({str(at): [1] for at in range(16_385)}), folder / "too-wide.parquet")
    zoned = pa.array([dt.datetime(2026, 1, 5, tzinfo=dt.UTC)], pa.timestamp("s", "Asia/Shanghai"))
    names = {"Date": zoned, "Sales rep": ["Li Na"], "Amount": ["x"]}
    pq.write_table(pa.table(names), folder / "zoned.parquet")


@cache
def _hostile(whole: bytes) -> dict[str, bytes]:
    """Workbooks that no spreadsheet program writes, and one that it locks."""
    many = [(f"{number}.xml", b"<a/>") for number in range(MOST_PARTS)]
    # The reader does not see where the second cell stands, and asks for all between them.
    far = b'<row r="1048576"><c q=">" r="XFD1048576"><v>1</v></c></row></sheetData>'
    packed = bytearray(whole)
    packed[packed.rindex(b"PK\x01\x02") + 10] = 97
    packed[packed.rindex(b"PK\x03\x04") + 8] = 97
    return {
        "broken-part.xlsx": _changed(whole, b"</sheetData>", b"</sheetDat"),
        "endless-text.xlsx": _changed(whole, b"</sheetData>", b"x" * 5 * 2**20 + b"</sheetData>"),
        "locked.ods": _with_part(whole, "META-INF/manifest.xml", b"<a><encryption-data/></a>"),
        "many-parts.xlsx": _with_parts(whole, many),
        "odd-packing.xlsx": bytes(packed),
        "part-missing.xlsx": _changed(whole, None, b""),
        "too-large.xlsx": _claiming(whole, 2**31 + 1),
        "too-much-memory.xlsx": _changed(whole, b"</sheetData>", far),
    }


def _fill_far_down(sheet: Worksheet) -> None:
    for at, name in enumerate(HEADERS, 1):
        sheet.cell(40, at, name)


def _formulas(sheet: Worksheet) -> None:
    _fill(sheet)
    sheet.append(("2026-01-05", "=B2", 1))
    sheet.append(("2026-01-05", "Li Na", "=C2*2"))


def _write_zeros(path: Path) -> None:
    """A workbook by a program that writes 0 as the value of every formula."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Sheet")
        sheet.write_row(0, 0, HEADERS)
        for row in range(1, 4):
            sheet.write_row(row, 0, ROW)
            sheet.write_formula(row, 2, "=10*10")
        sheet.write_row(4, 0, LATER)


def _changed(whole: bytes, old: bytes | None, new: bytes) -> bytes:
    """The workbook with a change in its sheet, or without the sheet."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.namelist():
            is_sheet = part.endswith("sheet1.xml")
            if not is_sheet or old is not None:
                data = source.read(part)
                target.writestr(part, data.replace(old, new) if is_sheet and old else data)
    return stream.getvalue()


def _claiming(whole: bytes, size: int) -> bytes:
    """The workbook whose last part claims to be so large."""
    claiming = bytearray(whole)
    struct.pack_into("<I", claiming, claiming.rindex(b"PK\x01\x02") + 24, size)
    return bytes(claiming)


def _book(fill: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Orders"
    fill(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _merge(page: Worksheet) -> None:
    for row in (("谁", "日期", "金额"), ("李娜", "2026-03-05", 100), (None, "2026-03-06", 100)):
        page.append(row)
    page.merge_cells("A2:A3")


def _fill(sheet: Worksheet) -> None:
    sheet.append(HEADERS)
    sheet.append(ROW)


def _errors(sheet: Worksheet) -> None:
    _fill(sheet)
    for row, error in enumerate(("#DIV/0!", "#N/A", "#REF!"), 3):
        sheet.append(ROW)
        cell = sheet.cell(row, 3, error)
        cell.data_type = "e"


def _hide(sheet: Worksheet) -> None:
    _fill(sheet)
    notes = sheet.parent.create_sheet("Notes")  # type: ignore[union-attr]
    notes["A1"] = "nothing to see"
    sheet.sheet_state = "hidden"
    sheet.parent.active = notes  # type: ignore[union-attr]


def _hide_cells(sheet: Worksheet) -> None:
    _fill(sheet)
    sheet.append(ROW)
    sheet.append(LATER)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True


def _filter(sheet: Worksheet) -> None:
    _hide_cells(sheet)
    sheet.column_dimensions["C"].hidden = False
    sheet.sheet_properties.filterMode = True


def _sheets(**sheets: Iterable[Sequence[str | int]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _all_hidden() -> bytes:
    """No spreadsheet program hides the last sheet; programs that write files do."""
    whole = _book(_fill)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(stream, "w") as target:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "xl/workbook.xml":
                data = data.replace(b'state="visible"', b'state="hidden"')
            target.writestr(part, data)
    return stream.getvalue()


def _with_part(whole: bytes, name: str, content: bytes) -> bytes:
    return _with_parts(whole, [(name, content)])


def _with_parts(whole: bytes, parts: Iterable[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO(whole)
    with zipfile.ZipFile(stream, "a") as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


def _far(whole: bytes) -> bytes:
    """The same workbook with one more cell in the last row and column of the sheet."""
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return _changed(whole, b"</sheetData>", far)
