"""Columns of dates without a year, 1月5日 or Jan 5: they are of the year of their table.

They are refused where that is not certain: where no year or several are named, where other dates of
the table are of another year or lie after the day up to which the table is said to go, or where
they run on from the end of a year into the next, in the order of rows or in that of each person's.
The user's word is enough for all of this.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

import numpy as np
import pyarrow as pa

from salesplan.errors import Finding
from salesplan.inputs.arrays import Ints, Mask
from salesplan.inputs.cells import Reading, State, encoded
from salesplan.inputs.dates import read_dates
from salesplan.inputs.period_problems import several_years, year_turns
from salesplan.inputs.tables import Table
from salesplan.inputs.years import Year, turn_of_year
from salesplan.profile import DateOrder

_CHINESE: Final = re.compile("[\u4e00-\u9fff]")


def dates_of(table: Table, date_order: DateOrder) -> tuple[Reading, list[Finding]]:
    """The dates of a table, and what there is to say about those without a year.

    1/5 under a Chinese header or title is 5 January where the column does not show otherwise.
    """
    position, year = table.choice.positions["date"], table.year
    column = table.column(position)
    reading = read_dates(column, date_order)
    yearless = np.flatnonzero(reading.states == State.YEARLESS)
    others = _other_years(reading, year)
    few = others and 2 * len(yearless) < int((reading.states != State.BLANK).sum())
    if not yearless.size or few or (year.number is None and not year.several):
        return reading, []
    if others or year.number is None:
        found = several_years(table.place(-1, position), _cell(column, yearless[0]), year, others)
        return _set_aside(reading), [found]
    chinese = bool(_CHINESE.search(table.headers[position] + year.text))
    dated = read_dates(column, date_order, year.number, month_first=chinese)
    rows = yearless[dated.states[yearless] == State.FINE]
    if not year.is_given and (turn := _turn(table, dated, rows)):
        before, after = (_cell(column, row) for row in turn)
        place = table.place(turn[1], position)
        return _set_aside(reading), [year_turns(place, before, after, year)]
    if (late := _first_late(dated, rows, year)) is not None:
        place, text = table.place(late, position), _cell(column, late)
        return _set_aside(reading), [several_years(place, text, year, [year.number - 1])]
    return dated, _about(table, dated, rows) if rows.size else []


def _about(table: Table, dates: Reading, rows: Ints) -> list[Finding]:
    """The note about some rows whose dates are of the table's year."""
    position, year = table.choice.positions["date"], table.year
    day = dt.date(1970, 1, 1) + dt.timedelta(int(dates.values[rows[0]]))
    values = {
        "value": _cell(table.column(position), rows[0]),
        "day": str(day),
        **{"count": len(rows), "year": year.number, "text": year.text},
    }
    return [Finding("N210", table.place(-1, position), values)]


def _cell(column: pa.Array, row: int) -> str:
    return str(column[int(row)].as_py()).strip()


def _other_years(reading: Reading, year: Year) -> list[int]:
    """The years of the dates that have one, other than that of the table; none if it is given."""
    if year.is_given:
        return []
    days = reading.values[reading.states == State.FINE].astype("datetime64[D]")
    years = np.unique(days.astype("datetime64[Y]").astype(int)) + 1970
    return [int(own) for own in years if own != year.number]


def _set_aside(reading: Reading) -> Reading:
    """The reading with its dates without a year as one thing that is wrong with the column."""
    states = np.where(reading.states == State.YEARLESS, State.AMBIGUOUS, reading.states)
    return Reading(reading.values, states.astype(np.uint8), (), reading.zone)


def _first_late(reading: Reading, rows: Ints, year: Year) -> int | None:
    """The first row whose date lies after the day up to which its table is said to go."""
    if year.until is None:
        return None
    days = (dt.date(1970, 1, 1) + dt.timedelta(int(day)) for day in reading.values[rows])
    late = (
        int(row) for row, day in zip(rows, days, strict=True) if (day.month, day.day) > year.until
    )
    return next(late, None)


def _turn(table: Table, reading: Reading, rows: Ints) -> tuple[int, int] | None:
    """The rows between which a new year begins: in the order of rows, or in a person's."""
    months = reading.values[rows].astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12
    for start, end in [(0, len(rows)), *_stretches(table, rows)]:
        if turn := turn_of_year(months[start:end].tolist()):
            return int(rows[start + turn - 1]), int(rows[start + turn])
    return None


def _stretches(table: Table, rows: Ints) -> list[tuple[int, int]]:
    """The rows of each person, where these stand together; none where they do not."""
    position = table.choice.positions.get("rep")
    if position is None:
        return []
    codes = encoded(table.column(position))[0][rows]
    begins: Mask = np.append(True, codes[1:] != codes[:-1])
    starts = np.flatnonzero(begins)
    if len(starts) > len(np.unique(codes)):
        return []
    return list(zip(starts.tolist(), [*starts[1:].tolist(), len(rows)], strict=True))
