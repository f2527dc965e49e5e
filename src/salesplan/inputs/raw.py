"""A sheet as it stands in a file: text cells without a header yet.

Every cell is text: one form for workbooks and delimited text, "00123" stays "00123", and nothing
is lost by a type that the first rows suggested. Real dates arrive as `2024-05-09 00:00:00`,
numbers as `747.06`. Rows count from 1 as the spreadsheet program shows them; a line break inside
quotes does not start a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from salesplan.errors import Finding, Place, SalesplanError

BOOKS: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
TEXTS: Final = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz")
PARQUETS: Final = (".parquet",)
HEAD: Final = 30
"""How many rows from the top are looked at for a header."""
LARGEST_PART: Final = 2 * 1024**3
"""Bytes that a file, or a part of a workbook, may inflate to."""
ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class RawSheet:
    """A sheet as it stands: text columns of equal length, without a header yet.

    `rows` are row numbers counted from 1. `errors` are cells with an Excel error, as
    (index into `rows`, column, name of the error). `name` is "" in a file that has no sheets.
    `notes` are worth knowing about how the file was read.
    """

    file: str
    name: str
    columns: tuple[pa.Array, ...]
    letters: tuple[str, ...]
    rows: npt.NDArray[np.int64]
    errors: tuple[tuple[int, int, str], ...] = ()
    hidden: bool = False
    notes: tuple[Finding, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether the sheet is a delimited text file."""
        return not self.name

    def head(self) -> list[list[str]]:
        """The first rows, "" for empty cells; shape HEAD × columns at most."""
        columns = [column.slice(0, HEAD).to_pylist() for column in self.columns]
        return [[cell or "" for cell in row] for row in zip(*columns, strict=True)]


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
