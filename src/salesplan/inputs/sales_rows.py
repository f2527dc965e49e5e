"""One table of a sheet → the rows that count, and the account of all.

A row is *used*, *rejected* with a warning, or *left out* (`left_out`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from typing import Final

import numpy as np
import pyarrow as pa

from salesplan.core.sales import THOUSANDTHS, UNASSIGNED, Account, Reason, Rejects
from salesplan.errors import Finding, Place
from salesplan.inputs.arrays import Ints, Mask
from salesplan.inputs.cells import (
    Reading,
    State,
    clean_names,
    is_blank,
    read_numbers,
)
from salesplan.inputs.column_report import column_findings, origins
from salesplan.inputs.columns import NAMES
from salesplan.inputs.credits import Credit
from salesplan.inputs.file_report import FileReport, Task
from salesplan.inputs.joins import Joined, report_unmatched
from salesplan.inputs.left_out import left_out_rows, marked
from salesplan.inputs.meaning import Meaning, of_rows, read_meaning
from salesplan.inputs.raw import LONGEST_CELL, UNCALCULATED, is_cut
from salesplan.inputs.rounding import settled
from salesplan.inputs.sums import in_figures
from salesplan.inputs.tables import Table
from salesplan.inputs.totals import Summed, total_findings
from salesplan.inputs.unseen import unseen_findings
from salesplan.inputs.yearless import dates_of

NAME_FIELDS: Final = ("rep", "customer", "product", "region", "order")
_FEW_NAMELESS: Final = 0.1
"""Share of rows without a name that is usual: house accounts."""
_LEAST_NAMELESS: Final = 3
_DATE_CODES: Final = {
    State.BLANK: "W201",
    State.UNREADABLE: "W202",
    State.IMPLAUSIBLE: "W203",
    State.SHORT_YEAR: "W204",
    State.YEARLESS: "W207",
}


def read_table(joined: Joined, report: FileReport, task: Task) -> tuple[pa.Table, Account]:
    """The used rows of a table, and its account."""
    history, table = task.history, joined.table
    report.findings += joined.findings
    report.findings += column_findings(table, history)
    dates, of_year = dates_of(table, history.date_order)
    report.findings += of_year
    meaning = read_meaning(table, history, task.money)
    _report_columns(meaning, report, dates)
    reasons, about = left_out_rows(table, dates, meaning.amounts)
    reasons = _with_states(reasons, meaning, report)
    report.findings += [*table.findings, *about]
    if meaning.is_summable:
        returns = np.zeros(table.count, bool) if meaning.states is None else meaning.states.returns
        summed = Summed(meaning.parts.reading, meaning.amounts, returns, dates, task.money.decimals)
        report.list_findings(total_findings(table, summed, reasons))
    left_out = np.logical_or.reduce(list(reasons.values()))
    bad = _reject(meaning, report, dates, left_out)
    used = ~(left_out | bad)
    credit = meaning.credit(dates, used)
    no_sales = reasons.get(Reason.STATUS, np.zeros(table.count, bool))
    report.findings += meaning.report(used, no_sales, credit)
    report.findings += unseen_findings(table, used)
    report.findings += _about_nobody(table, meaning, used)
    for unmatched in joined.unmatched:
        report.findings += report_unmatched(table, unmatched, used)
    sheet = table.sheet
    columns = origins(table, history)
    account = Account(
        sheet.file,
        sheet.name,
        table.count + table.plan_rows,
        int(used.sum()),
        int(bad.sum()),
        int(left_out.sum()) + table.plan_rows,
        tuple((column.field, column.header) for column in columns),
        _counted(reasons, table.plan_rows),
        columns,
        table.choice.preset,
        _days_without_sale(meaning, dates, no_sales),
    )
    if bad.any():
        report.rejects.append(_as_they_stand(table, bad))
    return _rows(meaning, credit, report, dates, used, task.fields), account


def _counted(reasons: Mapping[Reason, Mask], plans: int) -> tuple[tuple[Reason, int], ...]:
    """How many rows are left out for which reason; those of plans say themselves what they are."""
    counts = {reason: int(rows.sum()) for reason, rows in reasons.items()}
    counts[Reason.STATUS] = counts.get(Reason.STATUS, 0) + plans
    return tuple((reason, count) for reason, count in counts.items() if count)


def _about_nobody(table: Table, meaning: Meaning, used: Mask) -> Iterator[Finding]:
    """That many rows have no name where others have one: names may be meant for those below."""
    position = table.choice.positions.get("rep")
    if position is None or not table.sheet.letters[position]:
        return  # without names, or with joined ones
    nobody = (
        is_blank(table.column(position)) & used & ~marked(table.count, table.in_error(position))
    )
    count, rows = int(nobody.sum()), int(used.sum())
    if count < _LEAST_NAMELESS or not _FEW_NAMELESS * rows < count < rows:
        return
    total = in_figures(int(meaning.amounts.values[nobody].sum()), meaning.decimals)
    place = table.place(int(np.flatnonzero(nobody)[0]), position)
    yield Finding("W233", place, {"count": count, "rows": rows, "total": total})


def _days_without_sale(meaning: Meaning, dates: Reading, no_sales: Mask) -> tuple[dt.date, ...]:
    """The days on which deals were lost or orders cancelled; those of open deals are expected."""
    if meaning.states is None:
        return ()
    rows = no_sales & meaning.states.lost & (dates.states == State.FINE)
    return tuple(np.unique(dates.values[rows]).astype("datetime64[D]").tolist())


def _as_they_stand(table: Table, rejected: Mask) -> Rejects:
    """The rejected rows with the texts of their cells."""
    rows, sheet = np.flatnonzero(rejected), table.sheet
    positions, take = table.choice.positions, pa.array(rows)
    cells = {n: table.column(positions[n]).take(take) for n in NAMES if n in positions}
    cells["row"] = pa.array(sheet.rows[table.header + 1 :][rows])
    return Rejects(sheet.file, sheet.name, table.choice.factor, pa.table(cells).to_pandas())


def _report_columns(meaning: Meaning, report: FileReport, dates: Reading) -> None:
    """What there is to say about the columns of dates and amounts as a whole."""
    table, sheet = meaning.table, meaning.table.sheet
    header = table.headers[table.choice.positions["date"]]
    place = Place(sheet.file, sheet=sheet.name or None, column=header)
    ambiguous = int((dates.states == State.AMBIGUOUS).sum())
    if dates.samples:
        values = {"dates": ", ".join(dates.samples)}
        report.findings.append(Finding("E224", place, values, count=ambiguous))
    if commas := meaning.parts.reading.samples:
        position = table.choice.positions.get("amount")
        report.findings.append(Finding("N209", table.place(-1, position), {"value": commas[0]}))
    for name, reading in meaning.parts.read.items():
        if reading.with_unit:
            where = table.place(-1, table.choice.positions[name])
            report.findings.append(Finding("N214", where, {"count": reading.with_unit}))
    if dates.zone is not None:
        report.findings.append(Finding("N204", place, {"zone": dates.zone}))


def _with_states(
    reasons: dict[Reason, Mask], meaning: Meaning, report: FileReport
) -> dict[Reason, Mask]:
    """The rows that are left out, and those among the others whose state says so."""
    if meaning.states is None:
        return reasons
    report.states = (report.states or set()).union(meaning.states.texts)
    others = ~np.logical_or.reduce(list(reasons.values()))
    return {**reasons, Reason.STATUS: meaning.states.left_out & others}


def _reject(meaning: Meaning, report: FileReport, dates: Reading, left_out: Mask) -> Mask:
    """The rows that cannot be used; the first thing that is wrong with each is reported."""
    table = meaning.table
    positions = table.choice.positions
    bad = np.zeros(table.count, bool)

    def reject(
        code: str, rows: Mask, position: int | None, values: Mapping[int, str] | None = None
    ) -> None:
        new = rows & ~bad & ~left_out
        report.list_cells(table, code, np.flatnonzero(new), position, value=values)
        bad[new] = True

    reject("W223", _too_wide(table), None)
    for position in (positions[name] for name in ("date", *meaning.fields())):
        names = table.in_error(position)
        without_value = [row for row, name in names.items() if name == UNCALCULATED]
        reject("W215", marked(table.count, without_value), position)
        reject("W214", marked(table.count, names), position, names)
    for state, code in _DATE_CODES.items():
        reject(code, dates.states == state, positions["date"])
    # Rows of dates that can be read in two ways are one finding for the whole column.
    bad |= (dates.states == State.AMBIGUOUS) & ~left_out
    for code, rows, position in meaning.faults():
        reject(code, rows, position)
    return bad


def _too_wide(table: Table) -> Mask:
    """Rows of a text file with cells right of the last header: a delimiter inside a cell."""
    wide = np.zeros(table.count, bool)
    if table.sheet.is_text:
        last = max(p for p, header in enumerate(table.headers) if header)
        for position in range(last + 1, len(table.headers)):
            if not table.sheet.letters[position]:
                continue  # not from the file: names that stood in lines of their own
            wide |= ~is_blank(table.column(position))
    return wide


def _rows(
    meaning: Meaning,
    credit: Credit | None,
    report: FileReport,
    dates: Reading,
    used: Mask,
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
            _report_names(table, report, position, used)
    if "quantity" in table.choice.positions and "quantity" in fields:
        columns["quantity"] = pa.array(_quantities(meaning, credit, report, used))
    count = int(used.sum())
    columns |= {name: _constant(text, count) for name, text in _constants(table).items()}
    amounts = meaning.credited(of_rows(meaning.amounts, used), credit)
    columns["amount"] = pa.array(
        _settled_amounts(meaning, amounts, dates.values[used], columns["rep"])
    )
    return meaning.parted(pa.table(columns), credit, used)


def _settled_amounts(
    meaning: Meaning, amounts: Reading, days: Ints, reps: pa.DictionaryArray
) -> Ints:
    """Amounts settled person by person and day by day, whatever the order of rows in the file.

    A column of amounts has a sum, with which people compare; computed amounts have none in the
    file, and are compared year by year.
    """
    values, rests = amounts.values, amounts.rests
    if rests is None or not rests.any():
        return values
    names = np.argsort(np.argsort(np.array(reps.dictionary.to_pylist(), dtype=object)))
    years = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    return settled(
        values,
        rests,
        whole=years if meaning.is_computed else np.zeros_like(years),
        period=years,
        person=names[reps.indices.to_numpy(zero_copy_only=False)],
        day=days,
    )


def _constants(table: Table) -> dict[str, str]:
    texts = {"file": table.sheet.file, "sheet": table.sheet.name}
    return texts if "rep" in table.choice.positions else {**texts, "rep": UNASSIGNED}


def _constant(text: str, count: int) -> pa.DictionaryArray:
    codes = pa.array(np.zeros(count, np.int32))
    return pa.DictionaryArray.from_arrays(codes, pa.array([text] if count else [], pa.string()))


def _report_names(table: Table, report: FileReport, position: int, used: Mask) -> None:
    """Names that are errors, and such as were cut."""
    if is_cut(table.column(position)):
        values = {"limit": LONGEST_CELL}
        report.findings.append(Finding("N208", table.place(-1, position), values))
    names = table.in_error(position)
    without_value = [row for row, name in names.items() if name == UNCALCULATED]
    unseen = marked(table.count, without_value) & used
    report.list_cells(table, "W226", np.flatnonzero(unseen), position)
    rows = np.flatnonzero(marked(table.count, names) & used & ~unseen)
    report.list_cells(table, "W224", rows, position, value=names)


def _quantities(meaning: Meaning, credit: Credit | None, report: FileReport, used: Mask) -> Ints:
    """Thousandths of a piece; what cannot be read counts as 0 and is reported."""
    table = meaning.table
    position = table.choice.positions["quantity"]
    reading = read_numbers(table.column(position), len(str(THOUSANDTHS)) - 1)
    fine = reading.states == State.FINE
    errors = table.in_error(position)
    wrong = (~fine & (reading.states != State.BLANK)) | marked(table.count, errors)
    report.list_cells(table, "W225", np.flatnonzero(wrong & used), position, value=errors)
    pieces = Reading(np.where(fine, reading.values, 0), reading.states)
    return meaning.credited(of_rows(meaning.quantities(pieces), used), credit, THOUSANDTHS).values
