"""Sheets of text cells → `Sales`.

A sheet fits when one of its first rows has the headers of a date and an amount. Below it a row is
*used*, *rejected* with a warning, or *left out*: blank rows, totals (no date, but a word such as
合计 or Total) and repeated headers. Where one of several files lacks an optional column, names of
its rows are missing and quantities are 0.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.core.sales import THOUSANDTHS, UNASSIGNED, Account, Reason, Sales
from salesplan.errors import Finding, Place, SalesplanError
from salesplan.inputs.cells import (
    Reading,
    State,
    clean_names,
    is_blank,
    read_dates,
    read_numbers,
    settled,
)
from salesplan.inputs.columns import NAMES
from salesplan.inputs.rates import Money
from salesplan.inputs.spreadsheets import read_sheets
from salesplan.inputs.tables import Table, absent_header, find_table
from salesplan.profile import History

LISTED: Final = 1000
"""How many rejected cells of one kind are listed for a file; the rest is counted."""

_NAMES: Final = ("rep", "customer", "product", "region", "order")
_TOTAL: Final = (
    r"(?i)^\s*(?:本页|本月|全部)?(?:合计|总计|小计|合計|總計|小計)|(?:合计|总计|小计|合計|總計|小計)\s*[::]?\s*$"
    r"|\b(?:grand|sub)?[- ]?totals?\b"
)
_DATE_CODES: Final = {
    State.BLANK: "W201",
    State.UNREADABLE: "W202",
    State.IMPLAUSIBLE: "W203",
    State.SHORT_YEAR: "W204",
}
_AMOUNT_CODES: Final = {State.BLANK: "W211", State.UNREADABLE: "W212", State.IMPLAUSIBLE: "W213"}
_LARGEST_SUM: Final = 9.0e18
_Mask = npt.NDArray[np.bool_]


@dataclass
class _Report:
    """The findings of one file; each kind of rejected cell is listed up to a limit."""

    file: str
    findings: list[Finding] = field(default_factory=list)
    listed: dict[str, int] = field(default_factory=dict)
    unlisted: dict[str, int] = field(default_factory=dict)

    def list_cells(
        self,
        table: Table,
        code: str,
        rows: npt.NDArray[np.int64],
        position: int | None,
        values: Mapping[int, str] | None = None,
    ) -> None:
        """A finding for each of `rows`, as long as there is room for this code."""
        room = LISTED - self.listed.get(code, 0)
        shown = rows[:room].tolist()
        for row in shown:
            text = "" if position is None else table.column(position)[row].as_py() or ""
            value = (values or {}).get(row, text)
            self.findings.append(Finding(code, table.place(row, position), {"value": value}))
        self.listed[code] = self.listed.get(code, 0) + len(shown)
        self.unlisted[code] = self.unlisted.get(code, 0) + len(rows) - len(shown)

    def closed(self) -> list[Finding]:
        """All findings, with one more for each kind that was not listed to the end."""
        rest = [
            Finding("W299", Place(self.file), {"count": count, "code": code}, count=count)
            for code, count in self.unlisted.items()
            if count
        ]
        return self.findings + rest


@dataclass(frozen=True)
class _Task:
    """How the files are to be read: as `read_sales` is told."""

    history: History
    money: Money
    fields: Collection[str]
    folder: Path


def read_sales(
    paths: Sequence[Path],
    history: History,
    decimals: int,
    fields: Collection[str] = (*_NAMES, "quantity"),
    *,
    currency: str = "",
    folder: Path = Path(),
) -> tuple[Sales, list[Finding]]:
    """The sales in `paths`, and what was found wrong or worth knowing.

    `decimals` are those of the currency's minor unit: CNY 2, JPY 0. `fields` are the optional
    columns of `Sales.rows` that are wanted; a million order numbers take half a second. `currency`
    is the plan's, by its ISO code; without it no row is taken to be in another one. Files to join
    are looked for in `folder`. Nothing is raised for what is wrong with a file: a finding of
    severity error says that the result is not to be used.
    """
    task = _Task(history, Money(currency, decimals, history.rates), fields, folder)
    findings: list[Finding] = []
    tables: list[pa.Table] = []
    accounts: list[Account] = []
    for path, file in zip(paths, _file_names(paths), strict=True):
        report = _Report(file)
        for rows, account in _read_file(path, report, task):
            tables.append(rows)
            accounts.append(account)
        findings += report.closed()
    sales = Sales(_frame(tables), tuple(accounts))
    unsettled = any(found.code == "E224" for found in findings)
    return sales, findings + list(_judged(sales, history, unsettled=unsettled))


def _file_names(paths: Sequence[Path]) -> list[str]:
    """Names for findings: without folders, unless two files share one."""
    names = [path.name for path in paths]
    return [str(p) if names.count(p.name) > 1 else p.name for p in paths]


def _judged(sales: Sales, history: History, *, unsettled: bool) -> Iterator[Finding]:
    """What is wrong with the whole; `unsettled` dates have been said already."""
    counted = sales.read - sales.left_out
    if sales.accounts and not counted:
        yield Finding("E219", values={"read": sales.read})
    if counted and sales.rejected > history.max_rejected * counted and not unsettled:
        limit = float(history.max_rejected)
        values = {"rejected": sales.rejected, "counted": counted, "limit": limit}
        yield Finding("E218", values=values)
    total = float(np.abs(sales.rows["amount"].to_numpy(np.float64)).sum())
    if total > _LARGEST_SUM:
        yield Finding("E220")


def _read_file(path: Path, report: _Report, task: _Task) -> Iterator[tuple[pa.Table, Account]]:
    """The rows of each sheet that fits."""
    history = task.history
    misfits: list[tuple[str, Finding]] = []
    fits = False
    try:
        for sheet in read_sheets(path, report.file, history.sheet):
            if sheet.hidden and history.sheet is None:
                report.findings.append(Finding("N202", Place(report.file, sheet=sheet.name)))
                continue
            table = find_table(sheet, _named(history))
            if isinstance(table, Finding):
                misfits.append((sheet.name, table))
                continue
            fits = True
            yield _read_table(table, report, task)
    except SalesplanError as problem:
        report.findings.extend(problem.findings)
        return
    filled = [(name, finding) for name, finding in misfits if finding.code != "E223"]
    if fits:
        report.findings += [Finding("N201", Place(report.file, sheet=n)) for n, _ in filled]
    else:
        found = [finding for _, finding in filled or misfits]
        report.findings += found or [Finding("E222", Place(report.file))]


def _named(history: History) -> dict[str, str]:
    return {str(name): header for name, header in history.columns.items()}


def _read_table(table: Table, report: _Report, task: _Task) -> tuple[pa.Table, Account]:
    """The used rows of a table, and its account."""
    history = task.history
    _report_columns(table, report, history)
    positions = table.choice.positions
    dates = read_dates(table.column(positions["date"]), history.date_order)
    amounts = read_numbers(
        table.column(positions["amount"]), task.money.decimals, table.choice.factor
    )
    _report_dates(table, report, dates)
    reasons = _left_out(table, dates)
    left_out = np.logical_or.reduce(list(reasons.values()))
    bad = _reject(table, report, dates, amounts, left_out)
    used = ~(left_out | bad)
    sheet = table.sheet
    columns = [(name, table.headers[positions[name]]) for name in NAMES if name in positions]
    account = Account(
        sheet.file,
        sheet.name,
        table.count,
        int(used.sum()),
        int(bad.sum()),
        int(left_out.sum()),
        tuple(columns),
        tuple((reason, int(rows.sum())) for reason, rows in reasons.items() if rows.any()),
    )
    return _rows(table, report, dates, amounts, used, task.fields), account


def _report_columns(table: Table, report: _Report, history: History) -> None:
    """What there is to say about the columns of a table."""
    sheet, choice = table.sheet, table.choice
    place = Place(sheet.file, sheet=sheet.name or None, row=int(sheet.rows[table.header]))
    for name in choice.absent:
        report.findings.append(absent_header(table, name, _named(history)))
    for ambiguity in choice.ambiguities:
        first, second = (header.strip() for header in ambiguity.headers)
        values = {"field": ambiguity.field, "first": first, "second": second}
        needed = ambiguity.field in {"date", "amount", "rep"}
        report.findings.append(Finding("E217" if needed else "W222", place, values))
    if "rep" not in choice.positions and "rep" not in choice.absent:
        report.findings.append(Finding("W221", place))
    if choice.factor != 1:
        header = table.headers[choice.positions["amount"]]
        found = {"header": header, "factor": choice.factor}
        report.findings.append(Finding("N203", place, found))


def _report_dates(table: Table, report: _Report, dates: Reading) -> None:
    """What there is to say about the date column as a whole."""
    sheet = table.sheet
    header = table.headers[table.choice.positions["date"]]
    place = Place(sheet.file, sheet=sheet.name or None, column=header)
    ambiguous = int((dates.states == State.AMBIGUOUS).sum())
    if ambiguous:
        values = {"first": dates.samples[0], "second": dates.samples[-1]}
        report.findings.append(Finding("E224", place, values, count=ambiguous))
    if dates.zone is not None:
        report.findings.append(Finding("N204", place, {"zone": dates.zone}))


def _left_out(table: Table, dates: Reading) -> dict[Reason, _Mask]:
    """Rows that are no sales, each for one reason: blank ones, totals and repeated headers."""
    date, amount = (table.choice.positions[name] for name in ("date", "amount"))
    suspects = np.flatnonzero(dates.states != State.FINE)
    take = pa.array(suspects)
    cells = [table.column(p).take(take) for p in range(len(table.headers))]
    undated = dates.states[suspects] == State.BLANK
    blank = np.logical_and.reduce([is_blank(column) for column in cells])
    totals = [_matches(column, _TOTAL) for column in cells]
    total = totals[date] | undated & np.logical_or.reduce(totals)
    header = np.logical_and.reduce(
        [_equals(cells[position], table.headers[position]) for position in (date, amount)]
    )
    blank &= ~_marked(table.count, _in_error(table))[suspects]
    found = {Reason.BLANK: blank, Reason.HEADER: header, Reason.TOTAL: total}
    taken = np.zeros(len(suspects), bool)
    reasons = {}
    for reason, rows in found.items():
        reasons[reason] = _marked(table.count, suspects[rows & ~taken])
        taken |= rows
    return reasons


def _matches(column: pa.Array, pattern: str) -> _Mask:
    found = pc.match_substring_regex(column, pattern)
    return np.asarray(pc.fill_null(found, False).to_numpy(zero_copy_only=False))


def _equals(column: pa.Array, header: str) -> _Mask:
    same = pc.equal(pc.utf8_trim_whitespace(column), header)
    return np.asarray(pc.fill_null(same, False).to_numpy(zero_copy_only=False))


def _in_error(table: Table, position: int | None = None) -> dict[int, str]:
    """Rows, counted below the header, with an Excel error (in one column), and its name."""
    return {
        row - table.header - 1: name
        for row, column, name in table.sheet.errors
        if row > table.header and position in {None, column}
    }


def _marked(count: int, rows: Iterable[int]) -> _Mask:
    mask = np.zeros(count, bool)
    mask[np.fromiter(rows, np.int64)] = True
    return mask


def _reject(
    table: Table, report: _Report, dates: Reading, amounts: Reading, left_out: _Mask
) -> _Mask:
    """The rows that cannot be used; the first thing that is wrong with each is reported."""
    bad = np.zeros(table.count, bool)

    def reject(
        code: str, rows: _Mask, position: int | None, values: Mapping[int, str] | None = None
    ) -> None:
        new = rows & ~bad & ~left_out
        report.list_cells(table, code, np.flatnonzero(new), position, values)
        bad[new] = True

    reject("W223", _too_wide(table), None)
    for name in ("date", "amount"):
        position = table.choice.positions[name]
        names = _in_error(table, position)
        reject("W214", _marked(table.count, names), position, names)
    for code_of, reading, name in (
        (_DATE_CODES, dates, "date"),
        (_AMOUNT_CODES, amounts, "amount"),
    ):
        for state, code in code_of.items():
            reject(code, reading.states == state, table.choice.positions[name])
        # Rows of dates that can be read in two ways are one finding for the whole column.
        bad |= (reading.states == State.AMBIGUOUS) & ~left_out
    return bad


def _too_wide(table: Table) -> _Mask:
    """Rows of a text file with cells right of the last header: a delimiter inside a cell."""
    wide = np.zeros(table.count, bool)
    if table.sheet.is_text:
        last = max(p for p, header in enumerate(table.headers) if header)
        for position in range(last + 1, len(table.headers)):
            wide |= ~is_blank(table.column(position))
    return wide


def _rows(
    table: Table,
    report: _Report,
    dates: Reading,
    amounts: Reading,
    used: _Mask,
    fields: Collection[str],
) -> pa.Table:
    """The used rows, in the shape of `Sales.rows`."""
    kept = None if used.all() else pa.array(np.flatnonzero(used))
    columns: dict[str, pa.Array] = {
        "date": pa.array(dates.values[used].astype("datetime64[D]").astype("datetime64[s]")),
        "row": pa.array(table.sheet.rows[table.header + 1 :][used]),
    }
    for name in _NAMES:
        position = table.choice.positions.get(name)
        if position is not None and (name == "rep" or name in fields):
            column = table.column(position) if kept is None else table.column(position).take(kept)
            columns[name] = clean_names(column, UNASSIGNED if name == "rep" else None)
            _report_name_errors(table, report, position, used)
    if "quantity" in table.choice.positions and "quantity" in fields:
        columns["quantity"] = _quantities(table, report, used)
    count = int(used.sum())
    columns |= {name: _constant(text, count) for name, text in _constants(table).items()}
    columns["amount"] = pa.array(
        _settled_amounts(amounts, used, dates.values[used], columns["rep"])
    )
    return pa.table(columns)


def _settled_amounts(
    amounts: Reading, used: _Mask, days: npt.NDArray[np.int64], reps: pa.DictionaryArray
) -> npt.NDArray[np.int64]:
    """Amounts settled person by person and day by day, whatever the order of rows in the file."""
    values = amounts.values[used]
    rests = None if amounts.rests is None else amounts.rests[used]
    if rests is None or not rests.any():
        return values
    names = np.argsort(np.argsort(np.array(reps.dictionary.to_pylist(), dtype=object)))
    person = names[reps.indices.to_numpy(zero_copy_only=False)]
    order = np.lexsort((rests, values, days, person))
    result = np.empty_like(values)
    result[order] = settled(values[order], rests[order])
    return result


def _constants(table: Table) -> dict[str, str]:
    texts = {"file": table.sheet.file, "sheet": table.sheet.name}
    return texts if "rep" in table.choice.positions else {**texts, "rep": UNASSIGNED}


def _constant(text: str, count: int) -> pa.DictionaryArray:
    codes = pa.array(np.zeros(count, np.int32))
    return pa.DictionaryArray.from_arrays(codes, pa.array([text] if count else [], pa.string()))


def _report_name_errors(table: Table, report: _Report, position: int, used: _Mask) -> None:
    names = _in_error(table, position)
    rows = np.flatnonzero(_marked(table.count, names) & used)
    report.list_cells(table, "W224", rows, position, names)


def _quantities(table: Table, report: _Report, used: _Mask) -> pa.Array:
    """Thousandths of a piece; what cannot be read counts as 0 and is reported."""
    position = table.choice.positions["quantity"]
    reading = read_numbers(table.column(position), len(str(THOUSANDTHS)) - 1)
    fine = reading.states == State.FINE
    errors = _in_error(table, position)
    wrong = (~fine & (reading.states != State.BLANK)) | _marked(table.count, errors)
    report.list_cells(table, "W225", np.flatnonzero(wrong & used), position, errors)
    return pa.array(np.where(fine, reading.values, 0)[used])


def _frame(tables: Sequence[pa.Table]) -> pd.DataFrame:
    """All rows, as `Sales.rows` documents them."""
    found = {name for table in tables for name in table.column_names}
    order = ("date", "rep", "amount", "quantity", *_NAMES[1:], "file", "sheet", "row")
    names = pa.dictionary(pa.int32(), pa.string())
    types = {"date": pa.timestamp("s"), "amount": pa.int64(), "row": pa.int64()}
    needed = {"date", "rep", "amount", "file", "sheet", "row"}
    fields = [(n, types.get(n, names)) for n in order if n in needed]
    empty = pa.schema(fields).empty_table()
    whole = pa.concat_tables([empty, *tables], promote_options="default")
    if "quantity" in found:
        position = whole.column_names.index("quantity")
        filled = pc.fill_null(whole.column(position), 0)
        whole = whole.set_column(position, "quantity", filled)
    whole = whole.select([name for name in order if name in found | needed])
    frame: pd.DataFrame = whole.to_pandas()
    return frame
