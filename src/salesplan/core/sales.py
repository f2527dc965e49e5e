"""`Sales`: what was sold, in the one shape that everything else works on.

Columns of `Sales.rows` (a row is a line of a spreadsheet, or a sum of such lines):

========== ================= ====================================================================
`date`     datetime64[s]     the day, at midnight
`rep`      category of str   the person, or `UNASSIGNED`
`amount`   int64             minor units of the profile's currency; returns are negative
`quantity` int64, optional   thousandths of a piece
`customer` `product` `region` `order`
           category, optional
`file` `sheet`
           category          where the row stands; `sheet` is "" in a text file
`row`      int64             counted from 1 as the spreadsheet program shows it
========== ================= ====================================================================

Nothing in `core` needs single rows where sums by day, person and the other dimensions do.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

UNASSIGNED: Final = "<unassigned>"
THOUSANDTHS: Final = 1000


class Reason(StrEnum):
    """Why a row is left out on purpose."""

    BLANK = "blank"
    TOTAL = "total"
    HEADER = "header"  # the header once more
    NOTE = "note"  # text around the table
    STATUS = "status"  # an order or a deal that is not a sale
    DUPLICATE = "duplicate"  # it stands in another file, too


class Why(StrEnum):
    """Why a column was taken for a field."""

    NAME = "name"
    PRESET = "preset"
    PROFILE = "profile"
    CONTENT = "content"  # of several that have a name of the field, the one that holds it
    JOIN = "join"  # from a second table
    LAYOUT = "layout"  # from headers that are periods


@dataclass(frozen=True, slots=True)
class Origin:
    """The column that a field was read from: its header, its letter, and why it was taken.

    What does not stand in a column of the sheet has the letter "".
    """

    field: str
    header: str
    letter: str
    why: Why


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the rows of one sheet: `read = used + rejected + left_out`.

    `left_out` are rows that are not sales, and `reasons` say how many of them for which `Reason`.
    `days_without_sale` are those of rows left out because a deal was lost or an order cancelled.
    `columns` maps each field of `Sales.rows` to the header that it was read from, and `origins` say
    where that stands and why it was taken; `preset` is the known export that the sheet is, or "".
    """

    file: str
    sheet: str
    read: int
    used: int
    rejected: int
    left_out: int
    columns: tuple[tuple[str, str], ...]
    reasons: tuple[tuple[Reason, int], ...] = ()
    origins: tuple[Origin, ...] = field(default=(), compare=False)
    preset: str = ""
    days_without_sale: tuple[dt.date, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Rejects:
    """The rejected rows of one table, as they stand in the file.

    `cells` are texts, a column for each field that was recognised, and `row`, counted from 1.
    `factor` is what the amounts' unit would have multiplied them by.
    """

    file: str
    sheet: str
    factor: int
    cells: pd.DataFrame


@dataclass(frozen=True)
class Sales:
    """Sales rows with the account of where they came from."""

    rows: pd.DataFrame
    accounts: tuple[Account, ...] = ()
    rejects: tuple[Rejects, ...] = ()

    @property
    def read(self) -> int:
        """Rows found in the files."""
        return sum(account.read for account in self.accounts)

    @property
    def used(self) -> int:
        """Rows that count."""
        return sum(account.used for account in self.accounts)

    @property
    def rejected(self) -> int:
        """Rows that should have counted and could not be understood."""
        return sum(account.rejected for account in self.accounts)

    @property
    def left_out(self) -> int:
        """Rows that are not sales: blank ones and totals."""
        return sum(account.left_out for account in self.accounts)
