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
from typing import Any, Final

import pyarrow as pa

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
from salesplan.inputs.cells import State, read_dates, read_numbers
from salesplan.inputs.columns import (
    Choice,
    choose_columns,
    field_named,
    position_of,
    title_factor,
)
from salesplan.inputs.period_names import named_year
from salesplan.inputs.period_problems import problem_of, year_of
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.sections import with_section_names
from salesplan.inputs.unfolding import Unfolded, unfold
from salesplan.inputs.wide import Periods, find_period_column, find_periods
from salesplan.inputs.wide_rows import Source
from salesplan.profile import DateOrder, Join

_TITLE_LINES: Final = 4
"""How many lines above a header may say its unit, year or person."""


@dataclass(frozen=True)
class Table:
    """A sheet whose header row, at `header` (counted from zero), was found.

    Of a table of periods, which `unfolded` is about, the sheet has a row for each person and month.
    `left_out` are rows below the header that are known to be no sales. `findings` are worth knowing
    about how the table was read.
    """

    sheet: RawSheet
    header: int
    headers: tuple[str, ...]
    choice: Choice
    unfolded: Unfolded | None = None
    left_out: Mapping[Reason, Ints] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

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
    """How a sheet is to be read: headers named by the user, decimals of the minor unit, joins."""

    named: Mapping[str, str]
    decimals: int
    joins: Sequence[Join]

    def brings_date(self, headers: Sequence[str]) -> bool:
        """Whether a join with its key among the headers brings the date."""
        keys = [join.key for join in self.joins if "date" in join.columns]
        return any(position_of(headers, key) is not None for key in keys)


def find_tables(
    sheet: RawSheet, named: Mapping[str, str], decimals: int = 2, joins: Sequence[Join] = ()
) -> list[Table] | Finding:
    """The tables of a sheet from top to bottom and left to right, or why there is none.

    `named` are headers given by the user. `decimals` are those of the currency's minor unit, to
    which amounts of longer periods are divided. A table with the key of one of the `joins` that
    brings the date needs none of its own.
    """
    reading = _Reading(named, decimals, joins)
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
        return found
    starts = [found, *_further(sheet, found, reading)]
    ends = [*(start.header.first for start in starts[1:]), len(sheet.rows)]
    read: list[Table | Finding] = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        above = _lines_above(sheet, start.header.first, everything=not number)
        read.append(_table(sheet, start, end, above, reading))
    tables = [table for table in read if isinstance(table, Table)]
    problems = [problem for problem in read if isinstance(problem, Finding)]
    if not tables:
        return problems[0]
    # Without its year, a summary beside a table of sales is no reason to stop.
    beside = any(table.unfolded is None for table in tables)
    notes = tuple(Finding("N278", problem.place) if beside else problem for problem in problems)
    return [replace(tables[0], findings=(*tables[0].findings, *notes)), *tables[1:]]


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
    names = reading.named.values()
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
    dated = day.states[0] in {State.FINE, State.AMBIGUOUS} and field_named(rep.strip()) is None
    if not dated or read_numbers(number, 0).states[0] == State.FINE:
        return bool(dated)
    text = (number[0].as_py() or "").strip()
    return not is_known(text) and read_dates(number, DateOrder.AUTO).states[0] != State.FINE


def _has_own_title(sheet: RawSheet, header: Header, below: int) -> bool:
    """Whether lines above a repeated header give it a year or a unit of its own."""
    above = _lines_above(sheet, header.first, after=below)
    return named_year(" ".join(above)) is not None or any(title_factor(t) != 1 for t in above)


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
    sheet: RawSheet, found: _Found, end: int, above: Sequence[str], reading: _Reading
) -> Table | Finding:
    """The table below a header up to, without, the row `end`."""
    header = found.header
    part = rows_of(sheet, 0, end) if end < len(sheet.rows) else sheet
    factors = [factor for text in above if (factor := title_factor(text)) != 1]
    unit = factors[-1] if factors else 1
    if found.periods is not None:
        source = Source(part, header, found.periods, reading.decimals, unit, year_of(part, above))
        return _unfolded(source, above, reading.named)
    choice = replace(found.choice, factor=unit) if found.choice.factor == 1 else found.choice
    table = Table(part, header.row, header.texts, choice)
    return _with_sections(table, above)


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


def _unfolded(source: Source, above: Sequence[str], named: Mapping[str, str]) -> Table | Finding:
    if problem := problem_of(source.sheet, source.header, source.periods, above):
        return problem
    found = unfold(source, named)
    return Table(found.sheet, 0, found.headers, found.choice, found, found.left_out, found.findings)


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
