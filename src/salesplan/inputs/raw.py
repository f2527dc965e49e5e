"""A sheet as it stands in a file: text cells without a header yet.

Every cell is text: one form for workbooks and delimited text, "00123" stays "00123", and nothing
is lost by a type that the first rows suggested. Real dates arrive as `2024-05-09 00:00:00`,
numbers as `747.06`. Rows count from 1 as the spreadsheet program shows them; a line break inside
quotes does not start a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.errors import Finding, Place, SalesplanError
from salesplan.inputs.arrays import Ints

BOOKS: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
TEXTS: Final = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz")
PARQUETS: Final = (".parquet",)
LONGEST_CELL: Final = 500
"""Characters of a cell that are read; names, numbers and dates are shorter."""
_WIDE: Final = 256
_GAP: Final = 3
HEAD: Final = 30
"""How many rows from the top are looked at for a header."""
LARGEST_PART: Final = 2 * 1024**3
"""Bytes that a file, or a part of a workbook, may inflate to."""
ERROR_NAMES: Final = (
    *("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"),
    *("#GETTING_DATA", "#SPILL!", "#CALC!"),
)
"""What spreadsheet programs write into a cell with an error."""
UNCALCULATED: Final = "=…"
"""What stands in place of an error's name where a cell has a formula and no value."""
ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Unseen:
    """What a sheet hides: numbers of rows in order, letters of columns, and whether by a filter.

    `formulas` are the row and the letter of cells whose formula has no value. `zeros` are the
    letters of columns whose formulas all are 0, and how many there are. `merged` are the cells that
    stand for several rows: the letter of their column, the first and the last row.
    """

    rows: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    columns: frozenset[str] = frozenset()
    filtered: bool = False
    formulas: tuple[tuple[int, str], ...] = ()
    zeros: Mapping[str, int] = field(default_factory=dict)
    merged: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True)
class RawSheet:
    """A sheet as it stands: text columns of equal length, without a header yet.

    `rows` are row numbers counted from 1. `errors` are cells with an Excel error, as
    (index into `rows`, column, name of the error). `name` is "" in a file that has no sheets.
    `notes` are worth knowing about how the file was read. `unseen` are rows and columns that people
    do not see.
    """

    file: str
    name: str
    columns: tuple[pa.Array, ...]
    letters: tuple[str, ...]
    rows: Ints
    errors: tuple[tuple[int, int, str], ...] = ()
    hidden: bool = False
    notes: tuple[Finding, ...] = ()
    unseen: Unseen = field(default_factory=Unseen)

    @property
    def is_text(self) -> bool:
        """Whether the sheet is a delimited text file."""
        return not self.name

    def head(self) -> list[list[str]]:
        """The first rows, "" for empty cells; shape HEAD × columns at most."""
        return self.lines(0, HEAD)

    def lines(self, start: int, end: int) -> list[list[str]]:
        """The rows from `start` up to, without, `end`, "" for empty cells."""
        columns = [column.slice(start, end - start).to_pylist() for column in self.columns]
        return [[cell or "" for cell in row] for row in zip(*columns, strict=True)]


def bounded(sheet: RawSheet) -> RawSheet:
    """The sheet without most blank columns of a very wide one, and with texts cut to LONGEST_CELL.

    One stray cell in the last column would cost a look at 16,384 columns, and to search a text of
    30,000 spaces takes seconds. A text that was cut ends in "…", so that it is no number or date.
    """
    sheet = replace(sheet, columns=tuple(map(_shortened, sheet.columns)))
    return sheet if len(sheet.columns) <= _WIDE else _without_gaps(sheet)


def is_cut(column: pa.Array) -> bool:
    """Whether some text of a column was cut."""
    if (pc.max(pc.binary_length(column)).as_py() or 0) <= LONGEST_CELL:
        return False
    return bool(pc.max(pc.utf8_length(column)).as_py() > LONGEST_CELL)


def _shortened(column: pa.Array) -> pa.Array:
    if not is_cut(column):
        return column
    start = pc.utf8_slice_codeunits(column, 0, LONGEST_CELL)
    cut = pc.binary_join_element_wise(start, "…", "")
    return pc.if_else(pc.greater(pc.utf8_length(column), LONGEST_CELL), cut, column)


def _without_gaps(sheet: RawSheet) -> RawSheet:
    """As many as `_GAP` blank columns in a row stay."""
    in_error = {column for _, column, _ in sheet.errors}
    places: dict[int, int] = {}
    gap = 0
    for at, column in enumerate(sheet.columns):
        filled = at in in_error or pc.any(pc.not_equal(column, "")).as_py()
        gap = 0 if filled else gap + 1
        if gap <= _GAP:
            places[at] = len(places)
    return replace(
        sheet,
        columns=tuple(sheet.columns[at] for at in places),
        letters=tuple(sheet.letters[at] for at in places),
        errors=tuple((row, places[column], name) for row, column, name in sheet.errors),
    )


def refusal(code: str, file: str, nearest: str | None = None, **values: object) -> SalesplanError:
    """The exception for a file that cannot be read at all."""
    return SalesplanError(Finding(code, Place(file), values, nearest=nearest))


def in_words(problem: BaseException) -> str:
    """The reason of a failure in one line."""
    if isinstance(problem, OSError) and problem.strerror:
        return problem.strerror
    return (str(problem).strip() or type(problem).__name__).splitlines()[0]


def column_letter(index: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
