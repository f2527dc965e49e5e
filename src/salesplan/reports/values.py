"""What a report is made of: sheets of text, tables, grids and charts, as values.

A writer turns these into cells, terminal tables or pages without calculating anything. Positions
inside a block are relative to its first body cell, so a block does not know where it will stand.
Amounts are `Decimal`s in main units, never floats.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa


def amount_format(decimals: int) -> str:
    """The number format of amounts with so many decimals."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def rounded_once(value: float) -> float:
    """Six decimals: more than people see, so that what they see is rounded once."""
    return round(float(value), 6)


class Kind(StrEnum):
    """What a column or grid holds, which decides alignment and number format."""

    TEXT = "text"
    AMOUNT = "amount"  # the format is the block's `amount_format`
    COUNT = "count"
    SHARE = "share"  # 0.254 shown as 25.4 %
    FACTOR = "factor"  # 1.37
    FIGURE = "figure"  # each cell with the decimals that it has
    DATE = "date"


class Role(StrEnum):
    """What a row, a column or a text is, which decides how it looks."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    BODY = "body"
    NOTE = "note"
    GROUP = "group"  # the total of a group (a team, a quarter)
    TOTAL = "total"  # the grand total
    CONTEXT = "context"  # shown for comparison, not part of the plan
    GOOD = "good"
    WARNING = "warning"
    WRONG = "wrong"
    CLOSED = "closed"  # a day that is not worked
    FROZEN = "frozen"  # of the past, which is not planned any more


@dataclass(frozen=True, slots=True)
class Sum:
    """A cell that adds up others of its block: a live formula with `value` as its result.

    `ranges` are `(first row, first column, last row, last column)`, inclusive, zero-based from
    the block's first body cell. Two forms are enough: one range, or several that are added.
    """

    value: Decimal | int
    ranges: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that is one cell minus another, shown red unless it is zero.

    `minuend` and `subtrahend` are `(row, column)` of the same block.
    """

    value: Decimal | int
    minuend: tuple[int, int]
    subtrahend: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell that shows a cell of another table, as a live formula with `value` as its result.

    `row` and `column` count from the first body cell of the table called `table`.
    """

    value: Decimal | int
    table: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A cell with a look of its own, such as a status."""

    value: str | int | float | Decimal
    role: Role


Cell = str | int | float | Decimal | dt.date | Sum | Difference | Reference | Marked | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `width` is in characters of Latin text; None fits the content."""

    header: str
    kind: Kind = Kind.TEXT
    role: Role = Role.BODY
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, as long as the table has columns."""

    cells: tuple[Cell, ...]
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text of its own."""

    text: str
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its label, for the head of a summary."""

    label: str
    value: Cell
    kind: Kind = Kind.TEXT
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Some facts side by side, as large figures over small labels."""

    facts: tuple[Fact, ...]
    amount_format: str = "#,##0"


@dataclass(frozen=True)
class Table:
    """A table of cells. `name` lets charts point at it; unique within a workbook."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    amount_format: str = "#,##0"
    filtered: bool = False
    """Whether the header gets filter buttons."""
    bars: tuple[int, ...] = ()
    """Columns whose body rows get data bars."""
    row_height: float | None = None
    """Least height of the rows in points, for tables that are filled in by hand on paper."""


@dataclass(frozen=True)
class Grid:
    """Many numbers at once: a matrix of integers with row labels on the left and headers on top.

    `values` has shape rows × columns, in units of 10**-decimals; zero cells are shown empty.
    `labels` are columns of row labels left of the matrix, `headers` are rows of column headers
    above it (a date row is `dt.date` values). `row_roles` gives a look to each row.
    """

    name: str
    label_columns: tuple[Column, ...]
    labels: tuple[tuple[Cell, ...], ...]
    headers: tuple[tuple[Cell, ...], ...]
    values: npt.NDArray[np.int64]
    decimals: int = 0
    amount_format: str = "#,##0"
    row_roles: tuple[Role, ...] = ()
    column_roles: tuple[Role, ...] = ()
    column_width: float | None = None


@dataclass(frozen=True)
class Listed:
    """A column of a listing with all of its cells.

    `values` is an Arrow array: of texts, as a dictionary of the different ones; of days, as date32;
    or of int64 in units of 10**-`decimals`. What is null and what is an empty text stays empty.
    """

    column: Column
    values: pa.Array
    decimals: int = 0


@dataclass(frozen=True)
class Listing:
    """Many plain rows at once: a table of one look whose columns are arrays of equal length.

    It may fill a sheet to its last row. No formula, reference or chart points at it.
    """

    name: str
    columns: tuple[Listed, ...]
    amount_format: str = "#,##0"
    filtered: bool = False
    """Whether the header gets filter buttons."""

    def __len__(self) -> int:
        """How many rows it has."""
        return len(self.columns[0].values) if self.columns else 0


class ChartKind(StrEnum):
    """How a chart draws its series."""

    COLUMN = "column"
    STACKED = "stacked"
    BAR = "bar"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Series:
    """A line or a set of columns, taken from a table's cells.

    `categories` and `values` are `(first row, first column, last row, last column)` of the body
    of the table called `table`, in any sheet of the workbook.
    """

    name: str
    table: str
    categories: tuple[int, int, int, int]
    values: tuple[int, int, int, int]
    line: bool = False
    """Drawn as a line over the columns."""
    dashed: bool = False
    """Dashed where it is drawn as a line."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with a title and the units of its axis."""

    title: str
    kind: ChartKind
    series: tuple[Series, ...]
    unit: str = ""
    amount_format: str = "#,##0"
    width: int = 620
    height: int = 300


def height_of_bars(count: int) -> int:
    """How high a chart of so many bars must be for each of their names to be written."""
    beside, name = 120, 21  # title, axis and legend; a line of text
    return beside + count * name


@dataclass(frozen=True, slots=True)
class Charts:
    """Charts side by side."""

    charts: tuple[Chart, ...]


Block = Text | Facts | Table | Grid | Listing | Charts


@dataclass(frozen=True)
class Sheet:
    """A sheet: blocks from top to bottom.

    `freeze` names the block whose header stays on screen, with `freeze_columns` columns on the
    left. Without `gridlines` the sheet reads like a page.
    """

    name: str
    blocks: Sequence[Block]
    landscape: bool = True
    gridlines: bool = False
    freeze: str | None = None
    freeze_columns: int = 0
    repeat: str | None = None
    """The table whose header stands on every page when printed, if it is not that of `freeze`."""
    accent: bool = False
    """Whether the sheet's tab is coloured."""
    one_page: bool = False
    """Whether it is fitted to a single page when printed."""
    breaks: tuple[int, ...] = ()
    """Positions of the blocks with which a new page begins when printed."""


@dataclass(frozen=True)
class Book:
    """A workbook.

    `record` is JSON text kept in a very hidden sheet called `record_sheet`, from which the program
    reads the report back: its column A, joined in order, is JSON of the same value. `created` is
    the date written into the file's properties, given so that equal reports make equal files.
    """

    sheets: tuple[Sheet, ...]
    title: str
    created: dt.date
    record_sheet: str = ""
    record: str = ""
    properties: dict[str, str] = field(default_factory=dict)
