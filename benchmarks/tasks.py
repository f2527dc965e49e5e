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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

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


def read_sales(source: str, profile: str | None = None) -> None:
    """All columns that the program knows, as `check` reads them, and nothing else."""
    import gc

    gc.disable()  # as the command does
    start = time.perf_counter()
    from salesplan.inputs.profile_file import read_profile
    from salesplan.inputs.sales import read_sales
    from salesplan.profile import History

    history = History() if profile is None else read_profile(Path(profile))[0].history
    begin = time.perf_counter()
    read_sales([Path(source)], history, 2)
    end = time.perf_counter()
    _say(imports=begin - start, read=end - begin)


def sum_with_pandas(source: str) -> None:
    """What a script of ten lines does with a clean table: what counts, by person and month."""
    import pandas as pd

    if source.endswith(".parquet"):
        rows = pd.read_parquet(source)
    elif source.endswith(".csv"):
        rows = pd.read_csv(source, parse_dates=["下单日期"])
    else:
        rows = pd.read_excel(source, engine="openpyxl")
    _sum_up(rows[rows["状态"] != "已取消"], "业务员", "下单日期", "金额")


def sum_dirty_with_pandas(source: str) -> None:
    """The same for a dirty one, by somebody who knows all that is odd about it."""
    import pandas as pd

    if source.endswith(".csv"):
        rows = pd.read_csv(source, encoding="gb18030", skiprows=2, dtype=str)
    else:
        rows = pd.read_excel(source, engine="openpyxl", skiprows=2, dtype=str)
    rows.columns = rows.columns.str.replace(r"（.*", "", regex=True)
    days = rows["下单日期"].str.replace("[年月/]", "-", regex=True).str.replace("日", "")
    days = pd.to_datetime(days.str.split(" ").str[0], format="%Y-%m-%d", errors="coerce")
    texts = rows["金额"].str.replace("[¥,元]", "", regex=True)
    factor = texts.str.endswith("万", na=False) * 9_999 + 1
    amounts = pd.to_numeric(texts.str.rstrip("万"), errors="coerce") * factor
    sign = 1 - 2 * (rows["订单状态"] == "已退货")
    rows = rows.assign(业务员=rows["业务员"].str.strip(), 下单日期=days, 金额=amounts * sign)
    rows = rows[rows["订单状态"] != "已取消"].dropna(subset=["业务员", "下单日期", "金额"])
    _sum_up(rows, "业务员", "下单日期", "金额")


def _sum_up(rows: pd.DataFrame, person: str, day: str, amount: str) -> None:
    import pandas as pd

    months = pd.to_datetime(rows[day]).dt.to_period("M")
    sums = rows.groupby([rows[person], months])[amount].sum()
    print(f"{sums.sum():,.2f}")


def split_text(source: str) -> None:
    """The bytes of a text file in lines and cells: no quotes, no types."""
    for line in Path(source).read_bytes().split(b"\n"):
        line.split(b",")


def read_arrow(source: str) -> None:
    """The bare reader of Parquet."""
    import pyarrow.parquet

    pyarrow.parquet.read_table(source)


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
    task.__name__: task
    for task in (
        *(inflate, parse, read_bare, read_pandas, copy_cells, write_bare),
        *(read_sales, sum_with_pandas, sum_dirty_with_pandas, split_text, read_arrow),
    )
}

if __name__ == "__main__":
    TASKS[sys.argv[1]](*sys.argv[2:])
