"""Where the tables of sales stand in a sheet: header rows and columns.

A table fits when a row among the first has the headers of a date and an amount (or of a quantity
and a price), or of an amount and a period, or when its columns are periods. Below the first table
others may follow, each with a header of its own; beside it others may stand behind a blank column.
No row is read twice: a table ends where the next one's header begins, and lines between them belong
to the table above as notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from salesplan.core.calendar import MONTHS
from salesplan.core.roster import nearest
from salesplan.core.sales import Reason
from salesplan.errors import Finding, Place
from salesplan.inputs.across import find_people_across
from salesplan.inputs.arrays import Ints
from salesplan.inputs.blocks import (
    Header,
    header_at,
    is_known,
    likely_headers,
    rows_of,
    side_by_side,
)
from salesplan.inputs.cells import State, read_numbers
from salesplan.inputs.columns import (
    NUMERIC,
    Choice,
    choose_columns,
    field_named,
    named_unit,
    normalise,
    position_of,
    title_factor,
)
from salesplan.inputs.dates import read_dates
from salesplan.inputs.merged import with_merged_filled
from salesplan.inputs.period_problems import problem_of, several_years
from salesplan.inputs.plan_rows import PlanRows, without_plan_rows
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.sections import with_one_text, with_section_names
from salesplan.inputs.unfolding import Unfolded, unfold
from salesplan.inputs.whole_month import has_people, month_of_all, with_day
from salesplan.inputs.wide import PERSON_RANKS, Periods, find_period_column, find_periods
from salesplan.inputs.wide_rows import Source
from salesplan.inputs.years import NO_YEAR, Year, year_of, years_in
from salesplan.profile import DateOrder, Join

_TITLE_LINES: Final = 4
"""How many lines above a header may say its unit, year or person."""


@dataclass(frozen=True)
class Table:
    """A sheet whose header row, at `header` (counted from zero), was found.

    Of a table of periods, which `unfolded` is about, the sheet has a row for each person and month.
    `left_out` are rows below the header that are known to be no sales. `findings` are worth knowing
    about how the table was read. `year` is that of dates without one;
    `whole_month`, counted through, is that of all rows of a table without dates. `plan_rows` says
    how many rows were taken out because they hold plans.
    """

    sheet: RawSheet
    header: int
    headers: tuple[str, ...]
    choice: Choice
    unfolded: Unfolded | None = None
    left_out: Mapping[Reason, Ints] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    year: Year = NO_YEAR
    whole_month: int | None = None
    plan_rows: int = 0

    @property
    def months(self) -> frozenset[int]:
        """The months that a table without dates has amounts of, counted through."""
        if self.unfolded is not None:
            return self.unfolded.months
        return frozenset() if self.whole_month is None else frozenset({self.whole_month})

    @property
    def count(self) -> int:
        """Rows below the header."""
        return len(self.sheet.rows) - self.header - 1

    def column(self, position: int) -> pa.Array:
        """The cells of a column below the header."""
        return self.sheet.columns[position].slice(self.header + 1)

    def in_error(self, position: int | None = None) -> dict[int, str]:
        """Rows, counted below the header, with an Excel error (in one column), and its name."""
        return {
            row - self.header - 1: name
            for row, column, name in self.sheet.errors
            if row > self.header and position in {None, column}
        }

    def place(self, row: int, position: int | None = None) -> Place:
        """Of a row counted from zero below the header; −1 is the header."""
        sheet = self.sheet
        name = None if position is None else self.headers[position] or sheet.letters[position]
        both = {self.choice.positions.get(what) for what in ("date", "amount")}
        if self.unfolded is not None and self.unfolded.is_wide and position in both and row >= 0:
            name = self.unfolded.names[self.unfolded.origins[row]]
        number = int(sheet.rows[self.header + 1 + row])
        return Place(sheet.file, sheet=sheet.name or None, row=number, column=name)


@dataclass(frozen=True)
class _Found:
    """A header that fits, by a date and an amount or by periods."""

    header: Header
    choice: Choice
    periods: Periods | None = None


@dataclass(frozen=True)
class _Reading:
    """How a sheet is to be read: headers named by the user, decimals of the minor unit, joins.

    `year` is that of dates and periods without one, if the user says it.
    """

    named: Mapping[str, tuple[str, ...]]
    decimals: int
    joins: Sequence[Join]
    year: int | None

    def brings_date(self, headers: Sequence[str]) -> bool:
        """Whether a join with its key among the headers brings the date."""
        keys = [join.key for join in self.joins if "date" in join.columns]
        return any(position_of(headers, key) is not None for key in keys)


def find_tables(
    sheet: RawSheet,
    named: Mapping[str, tuple[str, ...]],
    decimals: int = 2,
    joins: Sequence[Join] = (),
    year: int | None = None,
) -> list[Table] | Finding:
    """The tables of a sheet from top to bottom and left to right, or why there is none.

    `named` are headers given by the user. `decimals` are those of the currency's minor unit, to
    which amounts of longer periods are divided. A table with the key of one of the `joins` that
    brings the date needs none of its own. `year` is that of dates and periods without one.
    """
    reading = _Reading(named, decimals, joins, year)
    whole = _one_below_another(sheet, reading)
    parts = side_by_side(sheet)
    if len(parts) == 1 or len(sheet.rows) == 0:
        return whole
    found = [_one_below_another(part, reading) for part in parts]
    fitting = [tables for tables in found if not isinstance(tables, Finding)]
    separate = len(fitting) > 1 and len({_kind(tables[0]) for tables in fitting}) == 1
    unclear = isinstance(whole, Finding) or any(_is_unclear(table) for table in whole)
    if separate or (len(fitting) == 1 and unclear):
        return [table for tables in fitting for table in tables]
    return whole


def _kind(table: Table) -> tuple[bool, bool]:
    return table.unfolded is None, "rep" in table.choice.positions


def _is_unclear(table: Table) -> bool:
    needed = {"date", "amount", "rep"}
    return any(ambiguity.field in needed for ambiguity in table.choice.ambiguities)


def _one_below_another(sheet: RawSheet, reading: _Reading) -> list[Table] | Finding:
    found = _first(sheet, reading)
    if isinstance(found, Finding):
        return _of_one_month(sheet, found, reading)
    starts = [found, *_further(sheet, found, reading)]
    ends = [*(start.header.first for start in starts[1:]), len(sheet.rows)]
    title = _lines_above(sheet, found.header.first, everything=True)
    read: list[Table | Finding] = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        above = _lines_above(sheet, start.header.first) if number else title
        dated = above if any(map(years_in, above)) else title
        year = year_of(sheet, (*_own_years(start), *dated), reading.year)
        read.append(_table(sheet, start, end, above, year, reading))
    tables = [table for table in read if isinstance(table, Table)]
    problems = [problem for problem in read if isinstance(problem, Finding)]
    if not tables:
        return problems[0]
    # Without its year, a summary beside a table of sales is no reason to stop.
    beside = any(table.unfolded is None for table in tables)
    notes = tuple(Finding("N278", problem.place) if beside else problem for problem in problems)
    return [replace(tables[0], findings=(*tables[0].findings, *notes)), *tables[1:]]


def _of_one_month(sheet: RawSheet, problem: Finding, reading: _Reading) -> list[Table] | Finding:
    """The table of people without dates that is of one month as a whole, else the problem."""
    if problem.code != "E213":
        return problem
    row = int(np.flatnonzero(sheet.rows == problem.place.row)[0])
    headers = tuple(cell.strip() for cell in sheet.lines(row, row + 1)[0])
    choice = choose_columns(headers, reading.named)
    above = _lines_above(sheet, row, everything=True)
    found = month_of_all(above, sheet) if has_people(headers, choice.positions) else None
    if found is None:
        return problem
    (month, text), year = found, year_of(sheet, above, reading.year)
    if year.several and not year.is_given and year.number is None:
        return several_years(problem.place, text, year, ())
    if year.number is None:
        return Finding("E271", problem.place, {"first": text, "last": text})
    day = f"{year.number}-{month:02}-01"
    labels = {at for what, at in choice.positions.items() if what not in NUMERIC}
    plans = without_plan_rows(sheet, Header(row, headers, row), choice, None, labels)
    dated, position = with_day(plans.sheet if plans else sheet, row, day)
    positions = {**choice.positions, "date": position}
    choice = replace(choice, positions=positions, factor=_unit_of(choice, headers, above))
    note = Finding("N216", problem.place, {"day": day[:7], "text": text})
    whole = MONTHS * year.number + month - 1
    findings = (note, *plans.findings) if plans else (note,)
    return [
        Table(
            dated,
            row,
            (*headers, text),
            choice,
            findings=findings,
            year=year,
            whole_month=whole,
            plan_rows=plans.count if plans else 0,
        )
    ]


def _unit_of(choice: Choice, headers: Sequence[str], above: Sequence[str]) -> int:
    """What amounts are multiplied by: the unit of their header, else that of a line above."""
    factors = [factor for text in above if (factor := title_factor(text)) != 1]
    amount = choice.positions.get("amount")
    own = None if amount is None else named_unit(headers[amount])
    return factors[-1] if factors and own is None else choice.factor


def _own_years(found: _Found) -> Iterator[str]:
    """The header of the dates where it says their year: 日期（2026年）."""
    position = found.choice.positions.get("date")
    if position is not None and years_in(found.header.texts[position]):
        yield found.header.texts[position]


def _first(sheet: RawSheet, reading: _Reading) -> _Found | Finding:
    """The first header that fits, or what is missing in the likeliest."""
    best: tuple[int, int, Table] | None = None
    head = sheet.head()
    for row in range(len(head)):
        for header in header_at(head, row):
            if found := _fitting(sheet, header, reading):
                return found
        texts = tuple(cell.strip() for cell in head[row])
        choice = choose_columns(texts, reading.named)
        filled = sum(map(bool, texts))
        if filled and (best is None or (len(choice.positions), filled) > best[:2]):
            best = len(choice.positions), filled, Table(sheet, row, texts, choice)
    if best is None:
        return Finding("E223", Place(sheet.file, sheet=sheet.name or None))
    return _what_is_missing(best[2], reading.named)


def _fitting(sheet: RawSheet, header: Header, reading: _Reading) -> _Found | None:
    choice = choose_columns(header.texts, reading.named)
    if across := find_people_across(sheet, header, choice):
        return _Found(header, choice, across)
    if choice.missing == ("date",) and reading.brings_date(header.texts):
        return _Found(header, choice)
    if not choice.missing:
        return _Found(header, choice, find_period_column(sheet, header, choice))
    periods = find_periods(sheet, header, choice)
    return _Found(header, choice, periods) if periods else None


def _further(sheet: RawSheet, first: _Found, reading: _Reading) -> Iterator[_Found]:
    """Headers of other tables below the first; a repeated header begins none by itself."""
    current, below = first, first.header.row
    periods = first.periods
    position = first.choice.positions.get("date", 0)
    if periods is not None:
        position = min(periods.amounts, default=0) if periods.column is None else periods.column
    wide = periods is not None and bool(periods.amounts)
    names = [header for headers in reading.named.values() for header in headers]
    for row in likely_headers(sheet, first.header, position, names, wide=wide):
        if row <= below or _is_data(sheet, row, current):
            continue
        for lines_here in header_at(sheet.lines(row, row + 2), 0):
            header = replace(lines_here, row=lines_here.row + row)
            found = _fitting(sheet, header, reading)
            if found is None:
                continue
            if header.texts != current.header.texts or _has_own_title(sheet, header, below):
                current = found
                yield found
            below = header.row
            break


def _is_data(sheet: RawSheet, row: int, above: _Found) -> bool:
    """Whether a row has a date and an amount where the table above has them.

    Such a row is no header, though names in it may be: a customer Jan-24, a sheet called 销售.
    """
    positions = above.choice.positions
    amount = positions.get("amount", positions.get("price"))
    if above.periods is not None or amount is None or "date" not in positions:
        return False
    cells = [column.slice(row, 1) for column in sheet.columns]
    day, number = read_dates(cells[positions["date"]], DateOrder.AUTO), cells[amount]
    rep = "" if "rep" not in positions else cells[positions["rep"]][0].as_py() or ""
    a_day = day.states[0] in {State.FINE, State.AMBIGUOUS, State.YEARLESS}
    dated = a_day and field_named(rep.strip()) is None
    if not dated or read_numbers(number, 0).states[0] == State.FINE:
        return bool(dated)
    text = (number[0].as_py() or "").strip()
    return not is_known(text) and read_dates(number, DateOrder.AUTO).states[0] != State.FINE


def _has_own_title(sheet: RawSheet, header: Header, below: int) -> bool:
    """Whether lines above a repeated header give it a year or a unit of its own."""
    above = _lines_above(sheet, header.first, after=below)
    return any(map(years_in, above)) or any(title_factor(t) != 1 for t in above)


def _lines_above(
    sheet: RawSheet, row: int, *, everything: bool = False, after: int = -1
) -> tuple[str, ...]:
    """The texts of the lines above a header, from top to bottom, up to another table's data."""
    start = 0 if everything else max(after + 1, row - _TITLE_LINES)
    texts: list[str] = []
    for cells in reversed(sheet.lines(start, row)):
        filled = [text for cell in cells if (text := cell.strip())]
        if len(filled) > 2 and not everything:
            break
        texts = [*filled, *texts]
    return tuple(texts)


def _table(
    sheet: RawSheet,
    found: _Found,
    end: int,
    above: Sequence[str],
    year: Year,
    reading: _Reading,
) -> Table | Finding:
    """The table below a header up to, without, the row `end`."""
    header = found.header
    part = rows_of(sheet, 0, end) if end < len(sheet.rows) else sheet
    named = {at for what, at in found.choice.positions.items() if what not in NUMERIC}
    plain = {at for at, text in enumerate(header.texts) if normalise(text) in PERSON_RANKS}
    part, merged = with_merged_filled(part, header.row, sorted(named | plain))
    plans = without_plan_rows(part, header, found.choice, found.periods, named | plain)
    part = plans.sheet if plans else part
    factors = [factor for text in above if (factor := title_factor(text)) != 1]
    unit = factors[-1] if factors else 1
    table: Table | Finding
    if found.periods is not None:
        source = Source(part, header, found.periods, reading.decimals, unit, year)
        table = _unfolded(source, above, reading.named)
    else:
        choice = replace(found.choice, factor=_unit_of(found.choice, header.texts, above))
        table = _with_sections(Table(part, header.row, header.texts, choice, year=year), above)
    return _about_plans(_about_merged(table, header, merged), plans)


def _about_plans(table: Table | Finding, plans: PlanRows | None) -> Table | Finding:
    """The table with what was said of rows of plans, and how many there were."""
    if isinstance(table, Finding) or plans is None:
        return table
    findings = (*table.findings, *plans.findings)
    return replace(table, findings=findings, plan_rows=plans.count)


def _about_merged(table: Table | Finding, header: Header, merged: Sequence[int]) -> Table | Finding:
    """The table with a note on the columns in which merged cells were filled down."""
    if isinstance(table, Finding) or not merged:
        return table
    headers = ", ".join(header.texts[at].strip() for at in merged)
    note = Finding("N211", table.place(-1), {"headers": headers})
    return replace(table, findings=(*table.findings, note))


def _with_sections(table: Table, above: Sequence[str]) -> Table:
    """The table with the people that lines of their own name for the rows below them."""
    rep = table.choice.positions.get("rep")
    date = table.choice.positions.get("date")
    if date is None:
        return table  # it is joined
    found = with_section_names(table.sheet, table.header, date, rep, above)
    if found is None:
        return table
    sheet, position = found
    headers = table.headers if rep is not None else (*table.headers, "")
    choice = replace(table.choice, positions={**table.choice.positions, "rep": position})
    place = table.place(-1)
    findings = (*table.findings, Finding("N274", place))
    return replace(table, sheet=sheet, headers=headers, choice=choice, findings=findings)


def named_by_sheet(table: Table, field: str) -> Table:
    """The table with the sheet's name, or that of a text file, as a field that it does not have."""
    date, name = table.choice.positions.get("date"), table.sheet.name or Path(table.sheet.file).stem
    if date is None or field in table.choice.positions:
        return table
    sheet, position = with_one_text(table.sheet, table.header, date, name)
    choice = replace(table.choice, positions={**table.choice.positions, field: position})
    headers = (*table.headers, *[""] * (position - len(table.headers)), name)
    return replace(table, sheet=sheet, headers=headers, choice=choice)


def _unfolded(
    source: Source, above: Sequence[str], named: Mapping[str, tuple[str, ...]]
) -> Table | Finding:
    if problem := problem_of(source, above):
        return problem
    found = unfold(source, named)
    return Table(
        found.sheet,
        0,
        found.headers,
        found.choice,
        found,
        found.left_out,
        found.findings,
        source.year,
    )


def _what_is_missing(table: Table, named: Mapping[str, tuple[str, ...]]) -> Finding:
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


def absent_header(table: Table, name: str, named: Mapping[str, tuple[str, ...]]) -> Finding:
    """A header that the profile names and the sheet does not have, nor any other that it names."""
    sheet, headers = table.sheet, [header for header in table.headers if header]
    place = Place(sheet.file, sheet=sheet.name or None, row=int(sheet.rows[table.header]))
    own = ", ".join(named[name])
    values = {"field": name, "header": own, "headers": ", ".join(headers[:20])}
    near = [found for header in named[name] if (found := nearest(header, headers))]
    return Finding("E216", place, values, nearest=near[0] if near else None)
