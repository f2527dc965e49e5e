"""The programs that are measured, each a process of its own: `python -m benchmarks.tasks NAME …`.

Each imports what it needs when it runs. Seconds inside the process are printed as one JSON line.
"""

from __future__ import annotations

import json
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

_PIECE = 1 << 20


def inflate(workbook: str) -> None:
    """Every part that a reader of the first sheet needs, inflated and thrown away."""
    for _ in _pieces(workbook):
        pass


def parse(workbook: str) -> None:
    """The same parts through the C parser that Python ships, without anything listening."""
    from xml.parsers import expat

    parsers: dict[str, expat.XMLParserType] = {}
    for part, piece in _pieces(workbook):
        parsers.setdefault(part, expat.ParserCreate()).Parse(piece)
    for parser in parsers.values():
        parser.Parse(b"", True)


def _pieces(workbook: str) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(workbook) as archive:
        for part in ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"):
            if part in archive.namelist():
                with archive.open(part) as stream:
                    while piece := stream.read(_PIECE):
                        yield part, piece


def read_bare(workbook: str) -> None:
    """The reader that salesplan uses, with nothing around it: all cells as text."""
    start = time.perf_counter()
    import fastexcel

    begin = time.perf_counter()
    sheet = fastexcel.read_excel(workbook).load_sheet(0, header_row=None, dtypes="string")
    sheet.to_arrow_with_errors()
    end = time.perf_counter()
    _say(imports=begin - start, read=end - begin)


def read_pandas(workbook: str) -> None:
    """What one would write without thinking."""
    import pandas as pd

    pd.read_excel(workbook, engine="openpyxl")


def copy_cells(workbook: str, target: str) -> None:
    """The cells of a written workbook, sheet by sheet, for `write_bare`."""
    import pickle

    import openpyxl

    book = openpyxl.load_workbook(workbook)
    values = openpyxl.load_workbook(workbook, data_only=True)
    sheets = [
        [
            (cell.row - 1, cell.column - 1, cell.value, cell.style_id, result.value)
            for row, results in zip(sheet.iter_rows(), values[sheet.title].iter_rows(), strict=True)
            for cell, result in zip(row, results, strict=True)
            if cell.value is not None or cell.has_style
        ]
        for sheet in book.worksheets
    ]
    Path(target).write_bytes(pickle.dumps(sheets))


def write_bare(cells: str, target: str) -> None:
    """The same cells by XlsxWriter's own methods, as fast as they go: no look, no charts."""
    import pickle

    import xlsxwriter

    sheets = pickle.loads(Path(cells).read_bytes())
    start = time.perf_counter()
    count = write_sheets(xlsxwriter.Workbook(target), sheets)
    _say(write=time.perf_counter() - start, cells=count)


def write_sheets(book: object, sheets: list[list[tuple]]) -> int:
    formats: dict[int, object] = {}
    for cells in sheets:
        sheet = book.add_worksheet()
        for row, column, value, style, result in cells:
            look = formats.get(style)
            if look is None:
                look = formats[style] = book.add_format({"num_format": f"#,##0_){style}"})
            if value is None:
                sheet.write_blank(row, column, None, look)
            elif isinstance(value, int | float):
                sheet.write_number(row, column, value, look)
            elif not isinstance(value, str):
                sheet.write_datetime(row, column, value, look)
            elif value.startswith("="):
                sheet.write_formula(row, column, value, look, result)
            else:
                sheet.write_string(row, column, value, look)
    book.close()
    return sum(map(len, sheets))


def _say(**seconds: float) -> None:
    print(json.dumps(seconds))


TASKS: dict[str, Callable[..., None]] = {
    task.__name__: task for task in (inflate, parse, read_bare, read_pandas, copy_cells, write_bare)
}

if __name__ == "__main__":
    TASKS[sys.argv[1]](*sys.argv[2:])
