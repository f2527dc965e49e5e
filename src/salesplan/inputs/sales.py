"""Sheets of text cells → `Sales`.

A sheet fits when one of its first rows has the headers of a date and an amount. Below it a row is
*used*, *rejected* with a warning, or *left out* (`left_out`). Where one of several files lacks an
optional column, names of its rows are missing and quantities are 0. A table of periods is not read
beside one of single sales in the same months of the same file: it may be their sum.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.core.sales import THOUSANDTHS, UNASSIGNED, Account, Reason, Rejects, Sales
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
from salesplan.inputs.computed import amount_fields
from salesplan.inputs.contents import (
    confirmed_table,
    origins,
    refusal_findings,
    with_candidates,
)
from salesplan.inputs.counting import unknown_states
from salesplan.inputs.credits import Credit, with_orders
from salesplan.inputs.joins import Joined, join_tables, report_unmatched
from salesplan.inputs.left_out import left_out_rows
from salesplan.inputs.meaning import Meaning, of_rows, read_meaning
from salesplan.inputs.presets import Settings, plain_table, settings_for, unknown_preset
from salesplan.inputs.rates import Money
from salesplan.inputs.spreadsheets import read_sheets
from salesplan.inputs.tables import Table, absent_header, find_tables
from salesplan.inputs.wide import PROBLEMS
from salesplan.profile import History

LISTED: Final = 1000
"""How many rejected cells of one kind are listed for a file; the rest is counted."""

_NAMES: Final = ("rep", "customer", "product", "region", "order")
_DATE_CODES: Final = {
    State.BLANK: "W201",
    State.UNREADABLE: "W202",
    State.IMPLAUSIBLE: "W203",
    State.SHORT_YEAR: "W204",
}
_LARGEST_SUM: Final = 9.0e18
_EPOCH: Final = 1970 * 12
_Mask = npt.NDArray[np.bool_]


@dataclass
class _Report:
    """The findings of one file; each kind of rejected cell is listed up to a limit."""

    file: str
    most: int = LISTED
    findings: list[Finding] = field(default_factory=list)
    listed: dict[str, int] = field(default_factory=dict)
    unlisted: dict[str, int] = field(default_factory=dict)
    rejects: list[Rejects] = field(default_factory=list)
    states: set[str] | None = None

    def list_cells(
        self,
        table: Table,
        code: str,
        rows: npt.NDArray[np.int64],
        position: int | None,
        values: Mapping[int, str] | None = None,
    ) -> None:
        """A finding for each of `rows`, as long as there is room for this code."""
        room = self.most - self.listed.get(code, 0)
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
    listed: int = LISTED,
) -> tuple[Sales, list[Finding]]:
    """The sales in `paths`, and what was found wrong or worth knowing.

    `decimals` are those of the currency's minor unit: CNY 2, JPY 0. `fields` are the optional
    columns of `Sales.rows` that are wanted; a million order numbers take half a second. `currency`
    is the plan's, by its ISO code; without it no row is taken to be in another one. Files to join
    are looked for in `folder`. `listed` is how many cells of a kind get a finding of their own in
    each file. Nothing is raised for what is wrong with a file: a finding of
    severity error says that the result is not to be used.
    """
    seen: list[set[str] | None] = []
    task = _Task(history, Money(currency, decimals, history.rates), fields, folder)
    findings = [unknown] if (unknown := unknown_preset(history)) else []
    tables: list[pa.Table] = []
    accounts: list[Account] = []
    rejects: list[Rejects] = []
    for path, file in zip(paths, _file_names(paths), strict=True):
        report = _Report(file, listed)
        for rows, account in _read_file(path, report, task):
            tables.append(rows)
            accounts.append(account)
        findings += report.closed()
        rejects += report.rejects
        seen.append(report.states)
    if "order" in fields:
        tables = with_orders(tables)
    if states := [each for each in seen if each is not None]:
        findings += unknown_states(history.count, set().union(*states))
    sales = Sales(_frame(tables), tuple(accounts), tuple(rejects))
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
    """The rows of each table that fits; those of periods last."""
    history = task.history
    misfits: list[tuple[str, Finding]] = []
    singles: list[pa.Table] = []
    periods: list[tuple[Joined, _Task]] = []
    try:
        for sheet in read_sheets(path, report.file, history.sheet):
            report.findings += sheet.notes
            if sheet.hidden and history.sheet is None:
                report.findings.append(Finding("N202", Place(report.file, sheet=sheet.name)))
                continue
            settings = settings_for(sheet.head(), history, path.parent)
            found = find_tables(sheet, _named(settings.history), task.money.decimals)
            if isinstance(found, Finding):
                misfits.append((sheet.name, with_candidates(found, sheet)))
                continue
            own = replace(task, history=settings.history)
            for table in (_confirmed(table, settings) for table in found):
                joined = join_tables(table, settings.history.joins, path, task.folder)
                if table.unfolded is not None:
                    periods.append((joined, own))
                    continue
                rows, account = _read_table(joined, report, own)
                singles.append(rows)
                yield rows, account
        yield from _read_periods(periods, singles, report)
    except SalesplanError as problem:
        report.findings.extend(problem.findings)
        return
    _report_misfits(misfits, report, history, fits=bool(periods or singles), only=not singles)


def _read_periods(
    tables: Sequence[tuple[Joined, _Task]], singles: Sequence[pa.Table], report: _Report
) -> Iterator[tuple[pa.Table, Account]]:
    """The tables of periods, without those that may sum up single sales of the same file."""
    dates = [rows["date"].to_numpy() for rows in singles] if tables else []
    known = {int(m) for d in dates for m in np.unique(d.astype("datetime64[M]")).astype(int)}
    for joined, task in tables:
        unfolded = joined.table.unfolded
        months = unfolded.months if unfolded is not None else frozenset()
        if any(month - _EPOCH in known for month in months):
            report.findings.append(Finding("W272", joined.table.place(-1)))
        else:
            yield _read_table(joined, report, task)


def _report_misfits(
    misfits: Sequence[tuple[str, Finding]],
    report: _Report,
    history: History,
    *,
    fits: bool,
    only: bool,
) -> None:
    """What is said about sheets without a table; `only` tables of periods fit, or none."""
    joined = {join.sheet for join in history.joins if join.file is None}
    filled = [(n, found) for n, found in misfits if found.code != "E223" and n not in joined]
    if not fits:
        found = [finding for _, finding in filled or misfits]
        report.findings += found or [Finding("E222", Place(report.file))]
        return
    for name, finding in filled:
        serious = only and finding.code in PROBLEMS
        note = Finding("N201", Place(report.file, sheet=name))
        report.findings.append(finding if serious else note)


def _confirmed(table: Table, settings: Settings) -> Table:
    """The table after a look into its columns."""
    preset, fields = settings.preset, settings.from_preset
    choice = replace(table.choice, preset=preset, from_preset=fields)
    return plain_table(confirmed_table(replace(table, choice=choice)))


def _named(history: History) -> dict[str, str]:
    return {str(name): header for name, header in history.columns.items()}


def _read_table(joined: Joined, report: _Report, task: _Task) -> tuple[pa.Table, Account]:
    """The used rows of a table, and its account."""
    history, table = task.history, joined.table
    report.findings += joined.findings
    _report_columns(table, report, history)
    positions = table.choice.positions
    dates = read_dates(table.column(positions["date"]), history.date_order)
    meaning = read_meaning(table, history, task.money)
    _report_dates(table, report, dates)
    reasons, about = left_out_rows(table, dates, meaning.amounts)
    reasons = _with_states(reasons, meaning, report)
    report.findings += [*table.findings, *about]
    left_out = np.logical_or.reduce(list(reasons.values()))
    bad = _reject(meaning, report, dates, left_out)
    used = ~(left_out | bad)
    credit = meaning.credit(dates, used)
    no_sales = reasons.get(Reason.STATUS, np.zeros(table.count, bool))
    report.findings += meaning.report(used, no_sales, credit)
    for unmatched in joined.unmatched:
        report.findings += report_unmatched(table, unmatched, used)
    sheet = table.sheet
    columns = origins(table, history)
    account = Account(
        sheet.file,
        sheet.name,
        table.count,
        int(used.sum()),
        int(bad.sum()),
        int(left_out.sum()),
        tuple((column.field, column.header) for column in columns),
        tuple((reason, int(rows.sum())) for reason, rows in reasons.items() if rows.any()),
        columns,
        table.choice.preset,
    )
    if bad.any():
        report.rejects.append(_as_they_stand(table, bad))
    return _rows(meaning, credit, report, dates, used, task.fields), account


def _as_they_stand(table: Table, rejected: _Mask) -> Rejects:
    """The rejected rows with the texts of their cells."""
    rows, sheet = np.flatnonzero(rejected), table.sheet
    positions, take = table.choice.positions, pa.array(rows)
    cells = {n: table.column(positions[n]).take(take) for n in NAMES if n in positions}
    cells["row"] = pa.array(sheet.rows[table.header + 1 :][rows])
    return Rejects(sheet.file, sheet.name, table.choice.factor, pa.table(cells).to_pandas())


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
    if choice.preset:
        report.findings.append(Finding("N262", place, {"preset": choice.preset}))
    report.findings += refusal_findings(choice, table.headers, place)
    if "rep" not in choice.positions and "rep" not in choice.absent:
        report.findings.append(Finding("W221", place))
    if choice.factor != 1:
        header = table.headers[choice.positions[amount_fields(table)[:2][-1]]]
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


def _with_states(
    reasons: dict[Reason, _Mask], meaning: Meaning, report: _Report
) -> dict[Reason, _Mask]:
    """The rows that are left out, and those among the others whose state says so."""
    if meaning.states is None:
        return reasons
    report.states = (report.states or set()).union(meaning.states.texts)
    others = ~np.logical_or.reduce(list(reasons.values()))
    return {**reasons, Reason.STATUS: meaning.states.left_out & others}


def _marked(count: int, rows: Iterable[int]) -> _Mask:
    mask = np.zeros(count, bool)
    mask[np.fromiter(rows, np.int64)] = True
    return mask


def _reject(meaning: Meaning, report: _Report, dates: Reading, left_out: _Mask) -> _Mask:
    """The rows that cannot be used; the first thing that is wrong with each is reported."""
    table = meaning.table
    positions = table.choice.positions
    bad = np.zeros(table.count, bool)

    def reject(
        code: str, rows: _Mask, position: int | None, values: Mapping[int, str] | None = None
    ) -> None:
        new = rows & ~bad & ~left_out
        report.list_cells(table, code, np.flatnonzero(new), position, values)
        bad[new] = True

    reject("W223", _too_wide(table), None)
    for position in (positions[name] for name in ("date", *meaning.fields())):
        names = table.in_error(position)
        reject("W214", _marked(table.count, names), position, names)
    for state, code in _DATE_CODES.items():
        reject(code, dates.states == state, positions["date"])
    # Rows of dates that can be read in two ways are one finding for the whole column.
    bad |= (dates.states == State.AMBIGUOUS) & ~left_out
    for code, rows, position in meaning.faults():
        reject(code, rows, position)
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
    meaning: Meaning,
    credit: Credit | None,
    report: _Report,
    dates: Reading,
    used: _Mask,
    fields: Collection[str],
) -> pa.Table:
    """The used rows, in the shape of `Sales.rows`; those of several people are several."""
    table = meaning.table
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
        columns["quantity"] = pa.array(_quantities(meaning, credit, report, used))
    count = int(used.sum())
    columns |= {name: _constant(text, count) for name, text in _constants(table).items()}
    amounts = meaning.credited(of_rows(meaning.amounts, used), credit)
    columns["amount"] = pa.array(_settled_amounts(amounts, dates.values[used], columns["rep"]))
    return meaning.parted(pa.table(columns), credit, used)


def _settled_amounts(
    amounts: Reading, days: npt.NDArray[np.int64], reps: pa.DictionaryArray
) -> npt.NDArray[np.int64]:
    """Amounts settled person by person and day by day, whatever the order of rows in the file."""
    values, rests = amounts.values, amounts.rests
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
    names = table.in_error(position)
    rows = np.flatnonzero(_marked(table.count, names) & used)
    report.list_cells(table, "W224", rows, position, names)


def _quantities(
    meaning: Meaning, credit: Credit | None, report: _Report, used: _Mask
) -> npt.NDArray[np.int64]:
    """Thousandths of a piece; what cannot be read counts as 0 and is reported."""
    table = meaning.table
    position = table.choice.positions["quantity"]
    reading = read_numbers(table.column(position), len(str(THOUSANDTHS)) - 1)
    fine = reading.states == State.FINE
    errors = table.in_error(position)
    wrong = (~fine & (reading.states != State.BLANK)) | _marked(table.count, errors)
    report.list_cells(table, "W225", np.flatnonzero(wrong & used), position, errors)
    pieces = Reading(np.where(fine, reading.values, 0), reading.states)
    return meaning.credited(of_rows(meaning.quantities(pieces), used), credit, THOUSANDTHS).values


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
