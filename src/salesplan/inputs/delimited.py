"""Delimited text files → a sheet of text cells.

UTF-8, UTF-16, GB18030 and Windows-1252; comma, tab, semicolon or bar, whichever makes the most rows
equally wide; gzip where the name says so. A cell with the text of an error, #REF!, is an error, as
in a workbook.
"""

from __future__ import annotations

import csv
import gzip
import io
import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from salesplan.errors import Finding, Place, SalesplanError
from salesplan.inputs.encodings import as_utf8
from salesplan.inputs.raw import (
    ERROR_NAMES,
    HEAD,
    LARGEST_PART,
    OLE,
    ZIP,
    RawSheet,
    column_letter,
    refusal,
)
from salesplan.inputs.refusals import refused_reading

_PIECE: Final = 1024**2
_DELIMITERS: Final = ",\t;|"


@dataclass
class _Irregular:
    """Rows of a text file that are not as wide as the others, with their numbers."""

    delimiter: str
    rows: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def take(self, row: pyarrow.csv.InvalidRow) -> str:
        self.rows.append(row.number)
        self.texts.append(row.text)
        return "skip"

    def cells(self, width: int) -> list[list[str]]:
        """Padded to `width`, and one cell more for what a row has too much."""
        rows = []
        for text in self.texts:
            cells = text.split(self.delimiter)
            if '"' in text:
                lines = csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter)
                cells = next(lines, [])
            surplus = self.delimiter.join(cell for cell in cells[width:] if cell.strip())
            rows.append([*cells[:width], *[""] * (width - len(cells)), surplus])
        return rows


def read_text(path: Path, file: str, encoding: str | None = None) -> RawSheet:
    """The one sheet of a text file, in the `encoding` that the user names, if any.

    Raises `SalesplanError` with one finding.
    """
    data = _content(path, file)
    if data.startswith((ZIP, OLE)):
        raise refusal("E205", file, extension=Path(file).suffix)
    data, notes = as_utf8(data, file, encoding)
    data = data.rstrip(b"\r\n")
    if not data.strip():
        raise refusal("E203", file)
    try:
        delimiter, width = _layout(data)
        irregular = _Irregular(delimiter)
        table = _parsed(data, width, irregular)
        cells = irregular.cells(width)
    except (csv.Error, pa.ArrowInvalid) as problem:
        raise refused_reading(problem, file) from problem
    count = table.num_rows + len(cells)
    own = np.array(irregular.rows, np.int64)
    rows = np.concatenate([np.setdiff1d(np.arange(1, count + 1), own, assume_unique=True), own])
    order = pa.array(np.argsort(rows, kind="stable"))
    columns = [table.column(position).combine_chunks() for position in range(width)]
    if cells:
        columns.append(pa.array([""] * table.num_rows, pa.string()))
        additions = (pa.array(column, pa.string()) for column in zip(*cells, strict=True))
        columns = [
            pa.concat_arrays([column, addition]).take(order)
            for column, addition in zip(columns, additions, strict=True)
        ]
    _refuse_open_quote(data, columns, file)
    letters = tuple(column_letter(position) for position in range(len(columns)))
    numbers = np.arange(1, count + 1, dtype=np.int64)
    errors: list[tuple[int, int, str]] = []
    if any(name.encode() in data for name in ERROR_NAMES):
        columns, errors = _without_errors(columns)
    return RawSheet(file, "", tuple(columns), letters, numbers, tuple(errors), notes=notes)


def _without_errors(
    columns: Sequence[pa.Array],
) -> tuple[list[pa.Array], list[tuple[int, int, str]]]:
    """The columns, with blank cells where a spreadsheet program wrote an error, and these."""
    blank, errors = [], []
    names = pa.array(ERROR_NAMES, pa.string())
    for position, column in enumerate(columns):
        bare = pc.utf8_trim_whitespace(column)
        wrong = pc.is_in(bare, value_set=names)
        rows = np.flatnonzero(wrong.to_numpy(zero_copy_only=False))
        errors += [(int(row), position, bare[row].as_py()) for row in rows]
        blank.append(pc.if_else(wrong, "", column) if rows.size else column)
    return blank, sorted(errors)


def _refuse_open_quote(data: bytes, columns: Sequence[pa.Array], file: str) -> None:
    """A quotation mark that is never closed swallows the rest of the file into one cell."""
    if data.count(b'"') % 2 == 0:
        return
    last = [column[-1].as_py() for column in columns]
    if any("\n" in cell or "\r" in cell for cell in last):
        raise SalesplanError(Finding("E221", Place(file, row=len(columns[0]))))


def _content(path: Path, file: str) -> bytes:
    if path.suffix.lower() != ".gz":
        return path.read_bytes()
    with gzip.open(path) as stream:
        data = stream.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise refusal("E209", file, size=LARGEST_PART / 1024**3)
    return data


def _layout(data: bytes) -> tuple[str, int]:
    """The delimiter, and the width of the widest of the first rows."""
    text = data[:_PIECE].decode(errors="replace")
    best = (0, 0, 0, ",")
    for rank, delimiter in enumerate(_DELIMITERS):
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        widths = [len(row) for row in itertools.islice(rows, HEAD) if row]
        # Equally wide rows of more than one cell speak for a delimiter.
        for width, agreeing in Counter(n for n in widths if n > 1).most_common(1):
            best = max(best, (agreeing, width, -rank, delimiter))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=best[3])
    return best[3], max(len(row) for row in itertools.islice(rows, HEAD))


def _parsed(data: bytes, width: int, irregular: _Irregular) -> pa.Table:
    names = [str(position) for position in range(width)]
    return pyarrow.csv.read_csv(
        io.BytesIO(data),
        # Only one thread numbers the rows that it hands over.
        read_options=pyarrow.csv.ReadOptions(use_threads=False, column_names=names),
        parse_options=pyarrow.csv.ParseOptions(
            delimiter=irregular.delimiter,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=irregular.take,
        ),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )
