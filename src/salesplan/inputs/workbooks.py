"""Workbooks → sheets of text cells, read in this process.

What may overwhelm the reader must be refused before, or be read in a process of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import fastexcel
import numpy as np

from salesplan.errors import Finding, Place, SalesplanError
from salesplan.inputs.raw import RawSheet, column_letter
from salesplan.inputs.refusals import refused_reading, silenced

_ERROR_NAMES: Final = {
    **{"Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!"},
    **{"Ref": "#REF!", "Value": "#VALUE!", "GettingData": "#GETTING_DATA"},
}


def read_workbook(source: Path | bytes, file: str, sheet: str | None) -> Iterator[RawSheet]:
    """The sheets of a workbook, or only the one called `sheet`; `file` is its name for findings.

    Raises `SalesplanError` with one finding.
    """
    with _translated(file):
        reader = fastexcel.read_excel(source)
        names = list(reader.sheet_names)
    if sheet is not None and sheet not in names:
        from salesplan.core.roster import nearest  # noqa: PLC0415 (pandas, for this one word)

        values = {"name": sheet, "names": ", ".join(names)}
        near = nearest(sheet, names)
        raise SalesplanError(Finding("E211", Place(file), values, nearest=near))
    for name in names if sheet is None else [sheet]:
        yield _read_sheet(reader, file, name)


@contextmanager
def _translated(file: str) -> Iterator[None]:
    """Turns what the reader raises into one finding."""
    try:
        with silenced():
            yield
    except (OSError, MemoryError):
        raise
    except BaseException as problem:
        # A panic of the reader, its way to say that a file is corrupt, is no Exception.
        if not isinstance(problem, Exception) and type(problem).__name__ != "PanicException":
            raise
        raise refused_reading(problem, file) from problem


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
