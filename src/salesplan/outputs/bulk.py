"""Many cells at once: rows of a sheet written as whole strings instead of cell objects.

XlsxWriter keeps an object for each cell and asks every column of every row for one. A grid of
days × people is a matrix already; here its rows become XML when the sheet is put together, byte
for byte what `write_number` and `write_blank` would have given. Rows that are XML already are not
held at all: the sheet has a mark where they belong, and they are poured in there when the file is
packed (`outputs.pouring`). The hook
(`add_worksheet(worksheet_class=…)`) is public, the names used inside are not: they are checked
when a sheet is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from xlsxwriter import __version__ as xlsxwriter_version
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Buffer = bytes | memoryview
"""Bytes, also of others' memory."""

MARK: Final = b"<?rows?>"
"""Stands in a sheet for rows that are poured in; no text of a cell can look like it."""
LARGEST: Final = 10**15
"""Numbers from here on would lose digits: a spreadsheet keeps fifteen."""

_METHODS: Final = (
    "_write_rows",
    "_calculate_spans",
    "_write_row",
    "_write_empty_row",
    "_write_cell",
    "_xml_end_tag",
    "_check_dimensions",
    "_get_range_data",
    "_prepare_formula",
    "_escape_control_characters",
    "_escape_data",
)
_ATTRIBUTES: Final = (
    "table",
    "row_info",
    "row_spans",
    "comments",
    "fh",
    "dim_rowmin",
    "dim_rowmax",
    "dim_colmin",
    "dim_colmax",
)


class IncompatibleXlsxWriterError(RuntimeError):
    """The installed XlsxWriter lacks what rows in bulk are built on."""


@dataclass(frozen=True, slots=True)
class RowLook:
    """Formats of a row of numbers, one a column, and whether a zero gets a blank cell or none."""

    formats: tuple[Any, ...]
    blanks: tuple[bool, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Numbers:
    """A matrix on a sheet, in units of 10**-decimals."""

    row: int
    column: int
    values: npt.NDArray[np.int64]
    decimals: int
    looks: tuple[RowLook, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Poured:
    """Rows that are XML already, from `row` on. `chunks` gives their bytes, some rows at a time."""

    row: int
    height: int
    chunks: Callable[[], Iterator[Buffer]]


class BulkSheet(Worksheet):  # type: ignore[misc]
    """A worksheet that takes matrices of numbers, and rows of XML, beside ordinary cells."""

    def __init__(self) -> None:
        super().__init__()
        missing = [name for name in _METHODS if not callable(getattr(self, name, None))]
        missing += [name for name in _ATTRIBUTES if not hasattr(self, name)]
        if not callable(getattr(Format, "_get_xf_index", None)):
            missing.append("Format._get_xf_index")
        if missing:
            raise IncompatibleXlsxWriterError(
                f"XlsxWriter {xlsxwriter_version} has no {', '.join(missing)}; "
                "salesplan works with XlsxWriter 3.3.1 up to 3.4"
            )
        self._row_numbers: dict[int, _Numbers] = {}
        self._poured: dict[int, Poured] = {}

    def place_numbers(
        self,
        row: int,
        column: int,
        values: npt.NDArray[np.int64],
        looks: Sequence[RowLook],
        decimals: int = 0,
    ) -> None:
        """Put a matrix with its first cell at (`row`, `column`), zero-based.

        `values` has shape rows × columns, in units of 10**-`decimals`; `looks` has one entry a
        row, and equal ones are best the same object. Raises `ValueError` where the matrix leaves
        the sheet, shares rows with another, or holds numbers of more than fifteen digits.
        """
        height, width = values.shape
        if values.dtype.kind != "i":
            raise ValueError(f"integers are wanted, not {values.dtype}")
        if len(looks) != height or any(len(look.formats) != width for look in looks):
            raise ValueError(f"{height} × {width} numbers with looks of another shape")
        if not height or not width:
            return
        if max(int(values.max()), -int(values.min())) >= LARGEST:
            raise ValueError("numbers of more than fifteen digits")
        rows = range(row, row + height)
        if any(taken in self._row_numbers for taken in (rows[0], rows[-1])):
            raise ValueError("two matrices in one row")
        numbers = _Numbers(row, column, values, decimals, tuple(looks))
        # Cells that stay empty must not widen the sheet, as they would not if never written.
        for written_row, first, last in _extents(numbers):
            if self._check_dimensions(written_row, first) or self._check_dimensions(
                written_row, last
            ):
                raise ValueError("numbers beyond the edge of the sheet")
        self._row_numbers.update(dict.fromkeys(rows, numbers))

    def place_rows(self, poured: Poured, width: int) -> None:
        """Leave room for rows of `width` cells that are poured in when the file is packed.

        Raises `ValueError` where they leave the sheet.
        """
        last = poured.row + poured.height - 1
        if self._check_dimensions(poured.row, 0) or self._check_dimensions(last, width - 1):
            raise ValueError("rows beyond the edge of the sheet")
        self._poured[poured.row] = poured

    @property
    def poured(self) -> tuple[Poured, ...]:
        """The rows to pour in, one for each mark, from the top."""
        return tuple(self._poured[row] for row in sorted(self._poured))

    def shared(self, text: str) -> str:
        """The type and content of a cell whose text stands in the workbook's list of texts."""
        return f' t="s"><v>{self.str_table._get_shared_string_index(text)}</v>'

    def inline(self, text: str) -> str:
        """The type and content of a cell that has its text itself, as `write_string` takes it."""
        text = self._escape_control_characters(text)
        if text.startswith("<r>") and text.endswith("</r>"):
            return f' t="inlineStr"><is>{text}</is>'
        space = ' xml:space="preserve"' if text != text.strip() else ""
        return f' t="inlineStr"><is><t{space}>{self._escape_data(text)}</t></is>'

    def _filled(self) -> list[int]:
        """Rows that have anything of their own, from the top."""
        rows = {*self.table, *self.row_info, *self._row_numbers, *self._poured}
        return sorted(row for row in rows if self.dim_rowmin <= row <= self.dim_rowmax)

    def _calculate_spans(self) -> None:
        """First and last column of each sixteen rows."""
        ends: dict[int, tuple[int, int]] = {}
        extents = {}
        for numbers in dict.fromkeys(self._row_numbers.values()):
            extents.update({row: (first, last) for row, first, last in _extents(numbers)})
        for row in self._filled():
            columns = [*self.table[row]] if row in self.table else []
            columns += extents.get(row, ())
            if columns:
                low, high = ends.get(row // 16, (columns[0], columns[0]))
                ends[row // 16] = min(low, *columns), max(high, *columns)
        self.row_spans = {block: f"{low + 1}:{high + 1}" for block, (low, high) in ends.items()}

    def _write_rows(self) -> None:
        """Every row from the top, with its cells from the left."""
        if self.comments:
            raise NotImplementedError("comments on a sheet with numbers in bulk")
        self._calculate_spans()
        writers = {n: _row_writer(n) for n in dict.fromkeys(self._row_numbers.values())}
        for row in self._filled():
            if row in self._poured:
                self.fh.write(MARK.decode())
                continue
            cells = self.table.get(row, {})
            numbers = self._row_numbers.get(row)
            text = writers[numbers](row) if numbers else ""
            span, info = self.row_spans.get(row // 16), self.row_info.get(row)
            if not cells and not text:
                if info is not None:
                    self._write_empty_row(row, span, info)
                continue
            self._write_row(row, span, info)
            edge = numbers.column if numbers else 0
            columns = sorted(cells)
            for column in (column for column in columns if column < edge):
                self._write_cell(row, column, cells[column])
            self.fh.write(text)
            for column in (column for column in columns if column >= edge):
                self._write_cell(row, column, cells[column])
            self._xml_end_tag("row")

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        """The formula as it is stored.

        XlsxWriter looks through each one for functions younger than the file format, which takes
        most of the time of writing it; there are none in the sums of this program.
        """
        return formula.removeprefix("=")

    def _get_range_data(self, first_row: int, first: int, last_row: int, last: int) -> list[Any]:
        """What a chart's cells hold, to be stored with the chart."""
        data: list[Any] = []
        for row in range(first_row, last_row + 1):
            numbers = self._row_numbers.get(row)
            for column in range(first, last + 1):
                place = column - numbers.column if numbers else -1
                if numbers and 0 <= place < numbers.values.shape[1]:
                    value = int(numbers.values[row - numbers.row, place])
                    data.append(_shown(value, numbers.decimals) if value else None)
                else:
                    data += super()._get_range_data(row, column, row, column)
        return data


def _extents(numbers: _Numbers) -> Iterator[tuple[int, int, int]]:
    """(row, first column, last column) of the rows in which anything is written."""
    for index, look in enumerate(numbers.looks):
        present = (numbers.values[index] != 0) | look.blanks
        if present.any():
            first, last = int(present.argmax()), len(present) - 1 - int(present[::-1].argmax())
            yield numbers.row + index, numbers.column + first, numbers.column + last


def _row_writer(numbers: _Numbers) -> Callable[[int], str]:
    """A function from a row of the sheet to the XML of its numbers."""
    width = numbers.values.shape[1]
    heads = [f'<c r="{xl_col_to_name(numbers.column + place)}' for place in range(width)]
    styles = {
        id(look): [f'" s="{cell._get_xf_index()}"' for cell in look.formats]
        for look in {id(look): look for look in numbers.looks}.values()
    }

    def row_text(row: int) -> str:
        look = numbers.looks[row - numbers.row]
        values: list[Any] = numbers.values[row - numbers.row].tolist()
        if numbers.decimals:
            values = [_shown(value, numbers.decimals) if value else 0 for value in values]
        number = row + 1
        return "".join(
            [
                f"{head}{number}{style}><v>{value}</v></c>" if value else f"{head}{number}{style}/>"
                for head, style, value, blank in zip(
                    heads, styles[id(look)], values, look.blanks, strict=True
                )
                if value or blank
            ]
        )

    return row_text


@lru_cache(maxsize=65536)
def _shown(value: int, decimals: int) -> str:
    """The number as XlsxWriter writes a float. Targets of one team are much alike."""
    return f"{value / 10**decimals:.16G}"
