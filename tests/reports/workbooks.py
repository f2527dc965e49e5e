"""A written workbook read back: values, formulas, and an evaluation of the formulas of its own.

The evaluator knows sums, differences, `ROUND` and references, and computes in exact decimals from
the cells without formulas; it shares nothing with the program.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
import python_calamine
from openpyxl.utils import range_boundaries

Place = tuple[str, int, int]  # sheet, row, column, counted from 1

_TOKEN = re.compile(
    r"\s*(?:(?P<name>SUM|ROUND)\(|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<ref>(?:'(?:[^']|'')+'!|\w+!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)"
    r"|(?P<sign>[-+(),]))"
)


@dataclass
class Written:
    """Cells of a workbook: `shown` are values as stored, `formulas` the text of formulas."""

    names: list[str]
    shown: dict[Place, object]
    formulas: dict[Place, str]
    computed: dict[Place, Decimal] = field(default_factory=dict)

    def rows(self, sheet: str) -> list[list[object]]:
        """All stored values of a sheet, row by row, None where there is nothing."""
        mine = {(row, column): value for (name, row, column), value in self.shown.items()
                if name == sheet}  # fmt: skip
        height = max((row for row, _ in mine), default=0)
        width = max((column for _, column in mine), default=0)
        return [
            [mine.get((row, column)) for column in range(1, width + 1)]
            for row in range(1, height + 1)
        ]

    def computed_at(self, place: Place) -> Decimal:
        """What a cell shows after a recalculation."""
        if place not in self.computed:
            formula = self.formulas.get(place)
            self.computed[place] = (
                number(self.shown.get(place))
                if formula is None
                else _Formula(self, place[0], formula).result()
            )
        return self.computed[place]

    def wrong(self) -> list[str]:
        """Formulas whose stored value is not their result."""
        return [
            f"{place} {formula}: {self.shown.get(place)} stored, {self.computed_at(place)} computed"
            for place, formula in self.formulas.items()
            if self.shown.get(place) is None or self.computed_at(place) != number(self.shown[place])
        ]


def number(value: object) -> Decimal:
    """A stored number, exactly as it is written in the file; blanks and texts count as 0."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(repr(value))
    return Decimal(0)


def read_back(path: Path) -> Written:
    """Every cell of the visible sheets."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".* extension is not supported", UserWarning)
        written = openpyxl.load_workbook(path)
    stored = python_calamine.CalamineWorkbook.from_path(path)
    found = Written([], {}, {})
    for sheet in written.worksheets:
        if sheet.sheet_state != "visible":
            continue
        found.names.append(sheet.title)
        results = stored.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                place = (sheet.title, cell.row, cell.column)
                found.shown[place] = cell.value
                if cell.data_type == "f":
                    found.formulas[place] = str(cell.value)
                    found.shown[place] = _result(results[cell.row - 1][cell.column - 1])
    return found


def _result(stored: object) -> object:
    """What stands beside a formula: whole numbers as such, None where there is nothing."""
    if isinstance(stored, float) and stored.is_integer():
        return int(stored)
    return None if stored == "" else stored


class _Formula:
    """A formula, read from left to right."""

    def __init__(self, book: Written, sheet: str, text: str) -> None:
        self.book, self.sheet, self.rest = book, sheet, text.removeprefix("=")

    def result(self) -> Decimal:
        value = self._sum()
        assert not self.rest, f"not understood: {self.rest}"
        return value

    def _next(self) -> re.Match[str]:
        found = _TOKEN.match(self.rest)
        assert found, f"not understood: {self.rest}"
        self.rest = self.rest[found.end() :]
        return found

    def _accept(self, signs: str) -> str:
        found = _TOKEN.match(self.rest)
        if found and found["sign"] and found["sign"] in signs:
            self.rest = self.rest[found.end() :]
            return found["sign"]
        return ""

    def _sum(self) -> Decimal:
        value = self._one()
        while sign := self._accept("+-"):
            value = value + self._one() if sign == "+" else value - self._one()
        return value

    def _one(self) -> Decimal:
        token = self._next()
        if token["number"]:
            return Decimal(token["number"])
        if token["ref"]:
            return sum(self._cells(token["ref"]), Decimal(0))
        if token["sign"] == "-":
            return -self._one()
        assert token["name"] or token["sign"] == "(", f"not understood: {token[0]}"
        arguments = [self._sum()]
        while self._accept(","):
            arguments.append(self._sum())
        assert self._accept(")")
        if token["name"] == "ROUND":
            return arguments[0].quantize(Decimal(10) ** -int(arguments[1]), ROUND_HALF_UP)
        return sum(arguments, Decimal(0))

    def _cells(self, reference: str) -> list[Decimal]:
        sheet, _, cells = reference.rpartition("!")
        name = sheet.strip("'").replace("''", "'") or self.sheet
        assert name in self.book.names, f"no sheet {name!r}"
        first, top, last, bottom = range_boundaries(cells)
        assert None not in {first, top, last, bottom}
        return [
            self.book.computed_at((name, row, column))
            for row in range(int(top or 0), int(bottom or 0) + 1)
            for column in range(int(first or 0), int(last or 0) + 1)
        ]
