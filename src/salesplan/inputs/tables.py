"""Where the table of sales stands in a sheet: its header row and columns.

A sheet fits when one of its first rows has the headers of a date and an amount.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from salesplan.core.roster import nearest
from salesplan.errors import Finding, Place
from salesplan.inputs.columns import Choice, choose_columns, title_factor
from salesplan.inputs.raw import RawSheet


@dataclass(frozen=True)
class Table:
    """A sheet whose header row, at `header` (counted from zero), was found."""

    sheet: RawSheet
    header: int
    headers: tuple[str, ...]
    choice: Choice

    @property
    def count(self) -> int:
        """Rows below the header."""
        return len(self.sheet.rows) - self.header - 1

    def column(self, position: int) -> pa.Array:
        """The cells of a column below the header."""
        return self.sheet.columns[position].slice(self.header + 1)

    def place(self, row: int, position: int | None = None) -> Place:
        """Of a row counted from zero below the header."""
        sheet = self.sheet
        name = None if position is None else self.headers[position] or sheet.letters[position]
        number = int(sheet.rows[self.header + 1 + row])
        return Place(sheet.file, sheet=sheet.name or None, row=number, column=name)


def find_table(sheet: RawSheet, named: Mapping[str, str]) -> Table | Finding:
    """The table below the first row that has the needed headers, or what is missing."""
    best: tuple[int, int, int, Table] | None = None
    head = sheet.head()
    for row, headers in enumerate(head):
        choice = choose_columns(headers, named)
        table = Table(sheet, row, tuple(header.strip() for header in headers), choice)
        if not choice.missing:
            return replace(table, choice=_with_unit(choice, head[:row]))
        filled = sum(bool(header.strip()) for header in headers)
        if filled and (best is None or (len(choice.positions), filled) > best[:2]):
            best = (len(choice.positions), filled, row, table)
    if best is None:
        return Finding("E223", Place(sheet.file, sheet=sheet.name or None))
    return _what_is_missing(best[3], named)


def _with_unit(choice: Choice, above: Sequence[Sequence[str]]) -> Choice:
    """A unit in a line above the table holds where the header names none."""
    factors = [f for row in above for cell in row if (f := title_factor(cell)) != 1]
    return replace(choice, factor=factors[-1]) if choice.factor == 1 and factors else choice


def _what_is_missing(table: Table, named: Mapping[str, str]) -> Finding:
    sheet, headers = table.sheet, [header for header in table.headers if header]
    place = Place(sheet.file, sheet=sheet.name or None, row=int(sheet.rows[table.header]))
    values: dict[str, Any] = {"headers": ", ".join(headers[:20])}
    missing = table.choice.missing
    absent = [name for name in missing if name in table.choice.absent]
    if absent and len(missing) <= len(absent):
        return absent_header(table, absent[0], named)
    if len(missing) == 1:
        return Finding("E213" if missing == ("date",) else "E214", place, values)
    return Finding("E215", place, values)


def absent_header(table: Table, name: str, named: Mapping[str, str]) -> Finding:
    """A header that the profile names and the sheet does not have."""
    sheet, headers = table.sheet, [header for header in table.headers if header]
    place = Place(sheet.file, sheet=sheet.name or None, row=int(sheet.rows[table.header]))
    values = {"field": name, "header": named[name], "headers": ", ".join(headers[:20])}
    return Finding("E216", place, values, nearest=nearest(named[name], headers))
