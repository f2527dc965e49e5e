"""Any plain table of targets → a `Plan` that can be reviewed.

Two forms are understood, with English or Chinese headers. *Wide*: a row a person, a column a
period. *Long*: a row a person and period, with columns for both and for the target. A blank cell or
a dash is no target, never 0.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.core.amounts import currency_decimals
from salesplan.core.calendar import MONTHS, FiscalCalendar
from salesplan.core.plan import Plan
from salesplan.errors import Finding, Place, errors_among
from salesplan.inputs.arrays import Mask
from salesplan.inputs.cells import State, read_numbers
from salesplan.inputs.columns import unit_factor
from salesplan.inputs.left_out import matches
from salesplan.inputs.period_names import (
    YEAR_CELL,
    Label,
    bare_size,
    filled_down,
    months_of,
    period_labels,
    span_of,
)
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.spreadsheets import read_sheets
from salesplan.inputs.targets_layout import Layout, find_layout
from salesplan.inputs.targets_plan import (
    Found,
    People,
    Target,
    file_team,
    month_table,
    plan_of,
    shortest_periods,
    year_of,
)
from salesplan.inputs.total_words import TOTAL_CELL, TOTAL_LABEL
from salesplan.inputs.wide_rows import DASH
from salesplan.numerals import currencies_named
from salesplan.profile import (
    Calendar,
    FiscalYear,
    Profile,
)

_LONGEST_NAME: Final = 80
_LIKELY: Final = ("CNY", "USD", "EUR", "GBP")
"""What a sign stands for where nobody says it: $ is the US dollar."""
_Cell = tuple[int, int, Label, int]
"""Row, column, period and amount of a filled cell."""
_Cells = Iterator[_Cell]


def read_targets(
    path: Path, day: dt.date, base: Profile | None = None, sheet: str | None = None
) -> tuple[Plan, list[Finding]]:
    """The targets in a company's own table, as the plan of the year that contains `day`.

    `base` gives the currency, the calendar, the fiscal year and the teams of people found in it by
    name or alias; the others are in the table's team, or in one named after the file. Without it
    the year is the calendar year and the currency the default. `sheet` is the only one to read.

    The plan has one metric, revenue: targets people × 12 in minor units, in which longer periods
    are split over their months by working days; people are present in exactly the months of the
    periods for which they have a target.

    Raises `SalesplanError` with all findings for a file or a cell that cannot be read, for two
    targets of one person and period, and where nobody has a target in the year.
    """
    base_year = base.fiscal_year if base else FiscalYear()
    year, calendar = year_of(base_year, base.calendar if base else Calendar(), day)
    currency = base.currency if base else str(Profile.model_fields["currency"].default)
    origin = origin_of(calendar)
    found = read_table(path, sheet, origin, currency)
    signed = _signed(found)
    if base is None and signed and currency not in signed:
        currency = signed[0]
        found = read_table(path, sheet, origin, currency)
    found.stop_at_errors()
    people = People.of(base, file_team(path), found.targets)
    kept = shortest_periods(people, origin, calendar, found, currency_decimals(currency))
    table, held = month_table(people, kept, origin, calendar, found)
    found.stop_at_errors()
    plan = plan_of(base, currency, year, calendar, people, table, held)
    return plan, found.findings


def _signed(found: Found) -> list[str]:
    """The currencies that the signs in the cells may stand for, the likeliest first."""
    named = found.currencies or frozenset()
    return sorted(named, key=lambda code: (code not in _LIKELY, code))


def origin_of(calendar: FiscalCalendar) -> int:
    """The first month of a fiscal year as periods count months, see `period_names`.

    Of a year that begins late in a month, or of whole weeks, the middle of its month decides.
    """
    middle = calendar.start + (calendar.month_starts[1] - calendar.start) / 2
    return MONTHS * middle.year + middle.month - 1


def read_table(
    path: Path, only: str | None, origin: int, currency: str, *, of_year: bool = False
) -> Found:
    """All targets of a file, in the order of its rows.

    With `of_year` a column of targets without any period is of the year that begins with `origin`.
    """
    found = Found()
    misfits: list[RawSheet] = []
    fits = False
    for sheet in read_sheets(path, path.name, only):
        found.findings += sheet.notes
        if sheet.hidden and only is None:
            found.findings.append(Finding("N477", Place(sheet.file, sheet=sheet.name)))
            continue
        layout = find_layout(sheet, path, origin, of_year=of_year)
        if layout is None:
            misfits.append(sheet)
            continue
        fits = True
        found.findings += layout.notes
        _read_table(layout, found, currency)
    _report_misfits(misfits, found, path.name, fits=fits)
    return found


def _report_misfits(misfits: Sequence[RawSheet], found: Found, file: str, *, fits: bool) -> None:
    """What is said about sheets without a table, where some sheet has one, `fits`, or none."""
    if not fits:
        places = [(Place(s.file, sheet=s.name or None), _fullest(s)) for s in misfits]
        filled = [(place, headers) for place, headers in places if headers]
        for place, headers in filled or places[:1] or [(Place(file), "")]:
            found.findings.append(Finding("E450", place, {"headers": headers}))
    elif not found.targets and not errors_among(found.findings):
        found.findings.append(Finding("E455", Place(file)))
    else:
        found.findings += [
            Finding("N476", Place(sheet.file, sheet=sheet.name))
            for sheet in misfits
            if _fullest(sheet)
        ]


def _fullest(sheet: RawSheet) -> str:
    """The texts of the row that has most, for a sheet whose headers are not understood."""
    rows = ([cell.strip() for cell in row if cell.strip()] for row in sheet.head())
    return ", ".join(max(rows, key=len, default=[])[:20])


def _read_table(layout: Layout, found: Found, currency: str) -> None:
    """The targets of a table."""
    names = layout.texts(layout.columns["rep"])
    team = layout.columns.get("team")
    teams = filled_down(layout.texts(team)) if team is not None else [""] * len(names)
    raw_teams = layout.texts(team) if team is not None else teams
    worded = _with_total_words(layout)
    totals = [
        row
        for row, (name, group) in enumerate(zip(names, raw_teams, strict=True))
        if TOTAL_LABEL.fullmatch(name)
        or (not name and (worded[row] or TOTAL_LABEL.fullmatch(group)))
    ]
    header = layout.headers[layout.columns["rep"]]
    skipped = set(totals) | {row for row, name in enumerate(names) if name == header}
    years = _row_years(layout, skipped, found)
    found.names += [name for row, name in enumerate(names) if name and row not in skipped]
    _note_table(layout, found, totals)
    source = _long_cells if "target" in layout.columns else _wide_cells
    cells = sorted(source(layout, found, skipped, currency), key=lambda cell: cell[:2])
    found.findings += _of_fiscal_year(layout, cells, years)
    found.findings += _without_name(layout, names, cells)
    for row, position, label, minor in cells:
        name, place = names[row], layout.place(row, position)
        if not 0 < len(name) <= _LONGEST_NAME:
            continue
        span = span_of(label, years[row], layout.turn)
        found.targets.append(Target(name, teams[row], span, minor, place))


def _with_total_words(layout: Layout) -> Mask:
    """Rows in which any cell has a word for a total, as rows of sales have it."""
    below = [column.slice(layout.header + 1) for column in layout.sheet.columns]
    return np.asarray(np.logical_or.reduce([matches(column, TOTAL_CELL) for column in below]))


def _without_name(
    layout: Layout, names: Sequence[str], cells: Sequence[_Cell]
) -> Iterator[Finding]:
    """The rows with a target whose name is missing, or none."""
    for row in dict.fromkeys(row for row, *_ in cells):
        if not names[row]:
            yield Finding("E458", layout.place(row))
        elif len(names[row]) > _LONGEST_NAME:
            yield Finding("E447", layout.place(row), {"most": _LONGEST_NAME})


def _of_fiscal_year(layout: Layout, cells: Sequence[_Cell], years: Sequence[int]) -> list[Finding]:
    """Which months the first longer period was taken for, where years do not begin in January."""
    longer = [(row, position, label) for row, position, label, _ in cells if label.size > 1]
    if not longer or not layout.turn:
        return []
    row, position, label = longer[0]
    span = span_of(label, years[row], layout.turn)
    period = layout.columns.get("period")
    shown = layout.headers[position] if period is None else layout.texts(period)[row]
    first, last = months_of(span)
    values = {"period": shown, "first": first, "last": last}
    return [Finding("N480", layout.place(), values)]


def _row_years(layout: Layout, skipped: set[int], found: Found) -> list[int]:
    """The year of each row: of its own column, else of the table."""
    position = layout.columns.get("year")
    if position is None:
        return [layout.year] * (len(layout.sheet.rows) - layout.header - 1)
    years = []
    for row, text in enumerate(filled_down(layout.texts(position))):
        year = YEAR_CELL.fullmatch(text)
        if year is None and row not in skipped and text:
            place = layout.place(row, position)
            found.findings.append(Finding("E454", place, {"value": text}))
        years.append(int(year["year"]) if year else layout.year)
    return years


def _note_table(layout: Layout, found: Found, totals: list[int]) -> None:
    """What there is to know about a table as a whole."""
    used = {*layout.columns.values(), *layout.periods}
    unused = [name for at, name in enumerate(layout.headers) if name and at not in used]
    loose = [layout.headers[at] for at, label in layout.periods.items() if not label.size]
    place = layout.place()
    if unused:
        found.findings.append(Finding("N470", place, {"headers": ", ".join(unused)}))
    if loose:
        found.findings.append(Finding("N474", place, {"periods": ", ".join(loose)}))
    if totals:
        rows = ", ".join(str(layout.place(row).row) for row in totals)
        found.findings.append(Finding("N471", place, {"rows": rows}))
    yearless = any(label.size and label.year is None for label in layout.periods.values())
    if yearless and "year" not in layout.columns:
        found.findings.append(Finding("N473", place, {"year": layout.year}))
    columns = [layout.columns["target"]] if "target" in layout.columns else layout.periods
    factors: dict[int, list[str]] = defaultdict(list)
    for at in columns:
        factors[_factor(layout, at)].append(layout.headers[at])
    found.findings += [
        Finding("N203", place, {"header": ", ".join(headers), "factor": factor})
        for factor, headers in factors.items()
        if factor != 1
    ]


def _factor(layout: Layout, position: int) -> int:
    own = unit_factor(layout.headers[position])
    return layout.factor if own == 1 else own


def _wide_cells(layout: Layout, found: Found, skipped: set[int], currency: str) -> _Cells:
    for position, label in layout.periods.items():
        if label.size:
            for row, minor in _amounts(layout, position, found, skipped, currency):
                yield row, position, label, minor


def _long_cells(layout: Layout, found: Found, skipped: set[int], currency: str) -> _Cells:
    target, period = layout.columns["target"], layout.columns.get("period")
    filled = dict(_amounts(layout, target, found, skipped, currency))
    if period is None:
        for row, minor in filled.items():
            yield row, target, Label(12, 0), minor
        return
    texts = layout.texts(period)
    rows = list(filled)
    bare = bare_size(layout.headers[period])
    labels, notes = period_labels([texts[row] for row in rows], bare, layout.turn)
    found.findings += notes
    if "year" not in layout.columns and any(x and x.size and x.year is None for x in labels):
        found.findings.append(Finding("N473", layout.place(), {"year": layout.year}))
    for row, label in zip(rows, labels, strict=True):
        if label is None:
            place = layout.place(row, period)
            found.findings.append(Finding("E454", place, {"value": texts[row]}))
        else:
            yield row, target, label, filled[row]


def _amounts(
    layout: Layout, position: int, found: Found, skipped: set[int], currency: str
) -> Iterator[tuple[int, int]]:
    """The filled cells of a column: rows and amounts in minor units."""
    column = layout.sheet.columns[position].slice(layout.header + 1)
    dashes = pc.fill_null(pc.match_substring_regex(column, DASH), True)
    column = pc.if_else(dashes, pa.scalar(None, pa.string()), column)
    reading = read_numbers(column, currency_decimals(currency), _factor(layout, position))
    broken = {
        row - layout.header - 1: name
        for row, at, name in layout.sheet.errors
        if at == position and row > layout.header
    }
    rounded = 0
    for text in filter(None, column.to_pylist()):
        if named := currencies_named(text):
            known = found.currencies
            found.currencies = named if known is None else known & named
    for row, state in enumerate(reading.states.tolist()):
        if row in skipped or (state == State.BLANK and row not in broken):
            continue
        minor = int(reading.values[row])
        text = broken.get(row) or str(column[row].as_py()).strip()
        code = "E453" if row in broken or state != State.FINE else "E456" if minor < 0 else None
        if code:
            found.findings.append(Finding(code, layout.place(row, position), {"value": text}))
            continue
        rounded += reading.rests is not None and bool(reading.rests[row])
        yield row, minor
    if reading.with_unit:
        place = layout.place(None, position)
        found.findings.append(Finding("N214", place, {"count": reading.with_unit}))
    if rounded:
        values = {"currency": currency}
        found.findings.append(Finding("N478", layout.place(None, position), values, count=rounded))
