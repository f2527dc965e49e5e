"""Spreadsheet and text files → sheets of text cells.

What cannot be read raises `SalesplanError` with one finding.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import fastexcel
import numpy as np

from salesplan.core.roster import nearest
from salesplan.errors import Finding, Place, SalesplanError
from salesplan.inputs.delimited import read_text
from salesplan.inputs.precautions import look_at
from salesplan.inputs.raw import BOOKS, TEXTS, RawSheet, column_letter, in_words, refusal

_ERROR_NAMES: Final = {
    **{"Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!"},
    **{"Ref": "#REF!", "Value": "#VALUE!", "GettingData": "#GETTING_DATA"},
}


def read_sheets(path: Path, file: str, sheet: str | None = None) -> Iterator[RawSheet]:
    """The sheets of a file one after the other, or only the one called `sheet`.

    `file` is the name for findings. Raises `SalesplanError` with one finding for a file that
    cannot be read, and for a `sheet` that a workbook does not have.
    """
    name = path.name.lower()
    if not path.exists():
        raise SalesplanError(Finding("E201", values={"name": file}))
    if path.is_dir():
        raise refusal("E202", file)
    if not name.endswith(BOOKS + TEXTS):
        raise refusal("E204", file, extension=path.suffix or path.name)
    try:
        if path.stat().st_size == 0:
            raise refusal("E203", file)
        if name.endswith(TEXTS):
            yield read_text(path, file)
        else:
            yield from _read_book(path, file, sheet)
    except (OSError, EOFError, zlib.error) as problem:
        damaged = isinstance(problem, gzip.BadGzipFile | EOFError | zlib.error)
        raise refusal("E207" if damaged else "E208", file, reason=in_words(problem)) from problem


def _read_book(path: Path, file: str, sheet: str | None) -> Iterator[RawSheet]:
    is_zip = look_at(path, file)
    # The reader goes by the extension, unless it gets bytes.
    misnamed = is_zip == (path.suffix.lower() == ".xls")
    with _translated(file):
        reader = fastexcel.read_excel(path.read_bytes() if misnamed else path)
        names = list(reader.sheet_names)
    if sheet is not None and sheet not in names:
        values = {"name": sheet, "names": ", ".join(names)}
        near = nearest(sheet, names)
        raise SalesplanError(Finding("E211", Place(file), values, nearest=near))
    for name in names if sheet is None else [sheet]:
        yield _read_sheet(reader, file, name)


@contextmanager
def _translated(file: str) -> Iterator[None]:
    """Turns what the reader raises into one finding."""
    try:
        yield
    except (OSError, MemoryError):
        raise
    except BaseException as problem:
        # A panic of the reader, its way to say that a file is corrupt, is no Exception.
        if not isinstance(problem, Exception) and type(problem).__name__ != "PanicException":
            raise
        reason = in_words(problem)
        code = "E206" if "password" in reason.lower() else "E207"
        raise refusal(code, file, reason=reason) from problem


def _read_sheet(reader: fastexcel.ExcelReader, file: str, name: str) -> RawSheet:
    with _translated(file):
        sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        batch, problems = sheet.to_arrow_with_errors()
        letters = tuple(column_letter(c.absolute_index) for c in sheet.available_columns())
        hidden = sheet.visible != "visible"
    errors = tuple(
        (*problem.position, _error_name(problem.detail))
        for problem in (problems.errors if problems is not None else ())
    )
    rows = np.arange(1, batch.num_rows + 1, dtype=np.int64)
    return RawSheet(file, name, tuple(batch.columns), letters, rows, errors, hidden)


def _error_name(detail: str) -> str:
    found = re.search(r"Error\((\w+)\)", detail)
    return _ERROR_NAMES.get(found[1], found[1]) if found else "?"
