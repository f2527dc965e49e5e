"""One table of a sheet → the rows that count, and the account of all.

A row is *used*, *rejected* with a warning, or *left out* (`left_out`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from salesplan.core.sales import THOUSANDTHS, UNASSIGNED, Account, Reason, Rejects
from salesplan.errors import Finding, Place
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
    origins,
    refusal_findings,
)
from salesplan.inputs.credits import Credit
from salesplan.inputs.joins import Joined, report_unmatched
from salesplan.inputs.left_out import left_out_rows
from salesplan.inputs.meaning import Meaning, of_rows, read_meaning
from salesplan.inputs.rates import Money
from salesplan.inputs.tables import Table, absent_header
from salesplan.profile import History

LISTED: Final = 1000
"""How many rejected cells of one kind are listed for a file; the rest is counted."""

NAME_FIELDS: Final = ("rep", "customer", "product", "region", "order")
_DATE_CODES: Final = {
    State.BLANK: "W201",
    State.UNREADABLE: "W202",
    State.IMPLAUSIBLE: "W203",
    State.SHORT_YEAR: "W204",
}
_Mask = npt.NDArray[np.bool_]


@dataclass
class FileReport:
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
class Task:
    """How the files are to be read: as `read_sales` is told."""

    history: History
    money: Money
    fields: Collection[str]
    folder: Path


def read_table(joined: Joined, report: FileReport, task: Task) -> tuple[pa.Table, Account]:
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


def _report_columns(table: Table, report: FileReport, history: History) -> None:
    """What there is to say about the columns of a table."""
    sheet, choice = table.sheet, table.choice
    place = Place(sheet.file, sheet=sheet.name or None, row=int(sheet.rows[table.header]))
    for name in choice.absent:
        report.findings.append(absent_header(table, name, named_columns(history)))
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


def _report_dates(table: Table, report: FileReport, dates: Reading) -> None:
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
    reasons: dict[Reason, _Mask], meaning: Meaning, report: FileReport
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


def _reject(meaning: Meaning, report: FileReport, dates: Reading, left_out: _Mask) -> _Mask:
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
    report: FileReport,
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
    for name in NAME_FIELDS:
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


def _report_name_errors(table: Table, report: FileReport, position: int, used: _Mask) -> None:
    names = table.in_error(position)
    rows = np.flatnonzero(_marked(table.count, names) & used)
    report.list_cells(table, "W224", rows, position, names)


def _quantities(
    meaning: Meaning, credit: Credit | None, report: FileReport, used: _Mask
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


def named_columns(history: History) -> dict[str, str]:
    """The headers that the user names, by field."""
    return {str(name): header for name, header in history.columns.items()}
