"""Where a table of targets stands in a sheet, wide or long, and what its columns are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from salesplan.core.calendar import MONTHS
from salesplan.errors import Finding, Place
from salesplan.inputs.columns import NAMES, normalise, title_factor
from salesplan.inputs.period_names import (
    PERIOD_HEADERS,
    TOTAL,
    YEAR_CELL,
    YEAR_HEADERS,
    Label,
    named_year,
    period_labels,
    span_of,
)
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.total_words import TOTAL_LABEL
from salesplan.inputs.wide import PERSON_NAMES, PLAIN_NAMES

_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "rep": (
        *PERSON_NAMES,
        *NAMES["rep"],
        *PLAIN_NAMES,
        *("employee id", "工号"),
    ),
    "team": (
        *("团队", "销售团队", "小组", "组别", "部门", "所属部门", "團隊", "部門"),
        *("team", "sales team", "group", "department", "dept"),
    ),
    "period": (
        *PERIOD_HEADERS,
        *("目标期间", "目标月份", "目标季度", "日期", "target month", "target quarter", "date"),
        *("target date", "quota date", "start date", "period start", "開始日期", "开始日期"),
    ),
    "year": YEAR_HEADERS,
    "target": (
        *("目标", "目标金额", "目标额", "销售目标", "业绩目标", "目標", "指标", "销售指标"),
        *("任务", "任务额", "销售任务", "配额", "计划", "计划金额", "target", "target amount"),
        *("sales target", "quota", "quota amount", "sales quota", "plan", "amount", "金额"),
        *("承诺", "承诺额", "承诺金额", "承诺目标", "commitment", "committed", "commit", "pledge"),
    ),
}
_OF_YEAR: Final = re.compile("全年|年度|年|annual|yearly|fullyear|year")
_RANKS: Final = {
    what: {normalise(name): rank for rank, name in reversed(tuple(enumerate(names)))}
    for what, names in _HEADERS.items()
}


@dataclass(frozen=True)
class Layout:
    """Where the table stands in a sheet: the columns of each field, and of the wide form's periods.

    `year` is what periods without a year belong to, `factor` the unit above the table, `turn` the
    month in which years begin. `notes` are worth knowing about the headers.
    """

    sheet: RawSheet
    header: int
    headers: tuple[str, ...]
    columns: Mapping[str, int]
    periods: Mapping[int, Label]
    year: int
    factor: int
    turn: int
    notes: tuple[Finding, ...] = ()

    def texts(self, position: int) -> list[str]:
        """The cells of a column below the header."""
        cells = self.sheet.columns[position].slice(self.header + 1).to_pylist()
        return [" ".join(unicodedata.normalize("NFKC", cell or "").split()) for cell in cells]

    def place(self, row: int | None = None, position: int | None = None) -> Place:
        """Of a row counted from zero below the header; without one, of the header."""
        sheet, at = self.sheet, self.header if row is None else self.header + 1 + row
        name = None if position is None else self.headers[position] or sheet.letters[position]
        return Place(sheet.file, sheet=sheet.name or None, row=int(sheet.rows[at]), column=name)


def find_layout(sheet: RawSheet, path: Path, origin: int, *, of_year: bool) -> Layout | None:
    """The table below the first row with a person and either periods, or a period and a target."""
    head, turn = sheet.head(), origin % MONTHS
    for row, headers in enumerate(head):
        columns = _columns(headers, origin // MONTHS if of_year else None)
        if "rep" not in columns:
            continue
        below = {at: sheet.columns[at].slice(row + 1).to_pylist() for at in columns.values()}
        if "year" in columns and not _are_years(below[columns["year"]]):
            del columns["year"]  # a column of targets that is called 年度 or Year
        labels, notes = period_labels(headers, TOTAL, turn)
        periods = {at: label for at, label in enumerate(labels) if label is not None}
        fields = _fields(columns, periods, of_year=of_year)
        if fields is None:
            continue
        columns, periods = fields
        above = [cell for cells in head[:row] for cell in cells]
        factors = [factor for cell in above if (factor := title_factor(cell)) != 1]
        year = named_year(" ".join(above), sheet.name, path.stem)
        return Layout(
            sheet,
            row,
            tuple(header.strip() for header in headers),
            columns,
            _without_loose_totals(periods, turn),
            origin // MONTHS if year is None else year,
            factors[-1] if factors else 1,
            turn,
            tuple(notes) if periods else (),
        )
    return None


def _fields(
    columns: Mapping[str, int], periods: Mapping[int, Label], *, of_year: bool
) -> tuple[dict[str, int], dict[int, Label]] | None:
    """The columns of the fields, and of periods where the table is wide; None where it is none."""
    free = {at: label for at, label in periods.items() if at not in columns.values()}
    is_long = "target" in columns and (of_year or not {"period", "year"}.isdisjoint(columns))
    if any(label.size for label in free.values()) or (free and not is_long):
        return {what: at for what, at in columns.items() if what not in {"period", "target"}}, free
    return (dict(columns), {}) if is_long else None


def _columns(headers: Sequence[str], year: int | None) -> dict[str, int]:
    """The column of each field, by the ranks of the names; `Plan 2027` is a plan in that `year`."""
    found: dict[str, tuple[int, int]] = {}
    for position, header in enumerate(headers):
        name = normalise(header)
        if year is not None:
            name = _OF_YEAR.sub("", name.replace(str(year), "")).strip() or name
        for what, ranks in _RANKS.items():
            if name and name in ranks:
                claim = ranks[name], position
                found[what] = min(found.get(what, claim), claim)
    return {what: position for what, (_, position) in found.items()}


def _are_years(cells: Iterable[str | None]) -> bool:
    filled = [cell.strip() for cell in cells if cell and cell.strip()]
    return bool(filled) and all(
        YEAR_CELL.fullmatch(cell) or TOTAL_LABEL.fullmatch(cell) for cell in filled
    )


def _without_loose_totals(periods: Mapping[int, Label], turn: int) -> dict[int, Label]:
    """Labels in which a total is that of the year where this is certain, and else keeps no year."""
    years = {
        (span_of(label, 0, turn).first - turn) // MONTHS if label.year is not None else None
        for label in periods.values()
        if label.size
    }
    totals = sum(not label.size for label in periods.values())
    if totals != 1 or len(years) > 1:
        return dict(periods) if years else {at: Label(12, 0) for at in periods}
    year = years.pop() if years else None
    return {at: label if label.size else Label(12, 0, year) for at, label in periods.items()}
