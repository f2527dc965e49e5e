"""Sheets of text cells → `Sales`.

A sheet fits when one of its first rows has the headers of a date and an amount. Below it a row is
*used*, *rejected* with a warning, or *left out* (`left_out`). Where one of several files lacks an
optional column, names of its rows are missing and quantities are 0. A table of periods is not read
beside one of single sales in the same months of the same file: it may be their sum.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.core.sales import Account, Rejects, Sales
from salesplan.errors import Finding, Place, SalesplanError
from salesplan.inputs.column_report import named_columns, without_stand_ins
from salesplan.inputs.contents import confirmed_table
from salesplan.inputs.counting import unknown_states
from salesplan.inputs.credits import with_orders
from salesplan.inputs.duplicates import COMPARED, Read, without_copies, without_duplicates
from salesplan.inputs.file_report import LISTED, FileReport, Task
from salesplan.inputs.joins import Joined, join_tables
from salesplan.inputs.period_problems import PROBLEMS
from salesplan.inputs.plain_names import with_plain_names
from salesplan.inputs.presets import Settings, plain_table, settings_for, unknown_preset
from salesplan.inputs.rates import Money
from salesplan.inputs.sales_rows import NAME_FIELDS, read_table
from salesplan.inputs.several_people import with_people_by_sheet
from salesplan.inputs.spellings import with_one_spelling
from salesplan.inputs.spreadsheets import read_sheets
from salesplan.inputs.suggestions import with_candidates
from salesplan.inputs.summaries import Part, without_summaries
from salesplan.inputs.sums import in_figures
from salesplan.inputs.tables import Table, find_tables, named_by_sheet
from salesplan.profile import Duplicates, History

_LARGEST_SUM: Final = 9.0e18
_EPOCH: Final = 1970 * 12
_UNSETTLED: Final = frozenset({"E224", "E248", "E249"})


def read_sales(
    paths: Sequence[Path],
    history: History,
    decimals: int,
    fields: Collection[str] = (*NAME_FIELDS, "quantity"),
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
    task = Task(history, Money(currency, decimals, history.rates), fields, folder)
    findings = [unknown] if (unknown := unknown_preset(history)) else []
    files, copies = without_copies(paths, _file_names(paths), history.duplicates)
    findings += copies
    task = replace(task, fields=_compared(fields, len(files), history.duplicates))
    read: list[Read] = []
    rejects: list[Rejects] = []
    for path, file in files:
        report = FileReport(file, listed)
        read += [Read(rows, account) for rows, account in _read_file(path, report, task)]
        findings += report.closed()
        rejects += report.rejects
        seen.append(report.states)
    read, twice = without_duplicates(read, history.duplicates, decimals)
    findings += twice
    tables = [_wanted(each.rows, fields) for each in read]
    accounts = [each.account for each in read]
    if "order" in fields:
        tables = with_orders(tables)
    if states := [each for each in seen if each is not None]:
        findings += unknown_states(history.count, set().union(*states))
    findings = list(without_stand_ins(findings, accounts))
    counted, spelled = with_one_spelling(_frame(tables), NAME_FIELDS[:-1])
    findings += spelled
    sales = Sales(counted, tuple(accounts), tuple(rejects))
    unsettled = any(found.code in _UNSETTLED for found in findings)
    return sales, findings + list(_judged(sales, history, unsettled=unsettled))


def _compared(fields: Collection[str], files: int, duplicates: Duplicates) -> Collection[str]:
    """The optional columns to read: also those by which sales that stand twice are told."""
    asked = duplicates is Duplicates.LEAVE_OUT
    several = files > 1 and duplicates is not Duplicates.KEEP
    return {*fields, *COMPARED} if asked or several else fields


def _wanted(rows: pa.Table, fields: Collection[str]) -> pa.Table:
    """The rows without columns that were read only to be compared."""
    return rows.drop_columns(
        [name for name in COMPARED if name in rows.column_names and name not in fields]
    )


def _file_names(paths: Sequence[Path]) -> list[str]:
    """Names for findings: without folders, unless two files share one."""
    names = [path.name for path in paths]
    shown = [str(p) if names.count(p.name) > 1 else p.name for p in paths]
    # A name need not be text: what of it is none is shown as a mark.
    return [os.fsencode(name).decode(errors="replace") for name in shown]


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


def _read_file(path: Path, report: FileReport, task: Task) -> Iterator[tuple[pa.Table, Account]]:
    """The rows of each table that fits; those of periods last."""
    history = task.history
    misfits: list[tuple[str, Finding]] = []
    singles: list[Part] = []
    periods: list[tuple[Joined, Task]] = []
    undated: list[Joined] = []
    try:
        for sheet in read_sheets(path, report.file, history.sheet, encoding=history.encoding):
            report.findings += sheet.notes
            if sheet.hidden and history.sheet is None:
                report.findings.append(Finding("N202", Place(report.file, sheet=sheet.name)))
                continue
            settings = settings_for(sheet.head(), history, path.parent)
            own = replace(task, history=settings.history)
            named, joins = named_columns(own.history), own.history.joins
            found = find_tables(sheet, named, task.money.decimals, joins, history.year)
            if isinstance(found, Finding):
                misfits.append((sheet.name, with_candidates(found, sheet)))
                continue
            for table in (_confirmed(table, settings) for table in found):
                joined = join_tables(table, joins, path, task.folder)
                if "date" not in joined.table.choice.positions:
                    undated.append(joined)
                    report.findings += joined.findings  # why the join that brings it did not
                    continue
                if table.unfolded is not None or table.whole_month is not None:
                    periods.append((joined, own))
                    continue
                singles.append(_read_part(joined, report, own))
        parts = [*singles, *_read_periods(periods, singles, report)]
    except SalesplanError as problem:
        report.findings.extend(problem.findings)
        return
    counted, findings = without_summaries(parts, task.money.decimals)
    report.findings += findings
    for part in counted:
        report.take(part.report)
        yield part.rows, part.account
    report.findings = with_people_by_sheet(report.findings)
    fitting = [*periods, *singles, *undated]
    _report_misfits(misfits, report, history, fits=bool(fitting), only=not singles)


def _read_part(joined: Joined, report: FileReport, task: Task) -> Part:
    own = report.begun()
    rows, account = read_table(joined, own, task)
    report.listed.update(own.listed)
    return Part(rows, account, own)


def _read_periods(
    tables: Sequence[tuple[Joined, Task]], singles: Sequence[Part], report: FileReport
) -> Iterator[Part]:
    """The tables of periods, without those that may sum up single sales of the same file."""
    dates = [part.rows["date"].to_numpy() for part in singles] if tables else []
    known = {int(m) for d in dates for m in np.unique(d.astype("datetime64[M]")).astype(int)}
    read: dict[tuple[int, int], str] = {}
    for joined, task in tables:
        if any(month - _EPOCH in known for month in joined.table.months):
            report.findings.append(Finding("W272", joined.table.place(-1)))
            continue
        part = _read_part(joined, report, task)
        if repeated := _same_month(joined.table, part, read, task.money.decimals):
            report.findings.append(repeated)
        else:
            yield part


def _same_month(
    table: Table, part: Part, read: dict[tuple[int, int], str], decimals: int
) -> Finding | None:
    """What is said of a table of one month that has the sum of one that was `read` before."""
    total = pc.sum(part.rows["amount"]).as_py() or 0
    if table.whole_month is None or not total:
        return None
    other = read.setdefault((table.whole_month, total), table.sheet.name)
    if other == table.sheet.name:
        return None
    figures = in_figures(total, decimals)
    values = {"others": other, "value": figures, "total": figures}
    return Finding("W274", Place(table.sheet.file, sheet=table.sheet.name), values)


def _report_misfits(
    misfits: Sequence[tuple[str, Finding]],
    report: FileReport,
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
    confirmed = confirmed_table(replace(table, choice=choice))
    if settings.history.sheet_names is not None:
        confirmed = named_by_sheet(confirmed, settings.history.sheet_names)
    if not any("rep" in join.columns for join in settings.history.joins):
        confirmed = with_plain_names(confirmed)
    return plain_table(confirmed)


def _frame(tables: Sequence[pa.Table]) -> pd.DataFrame:
    """All rows, as `Sales.rows` documents them."""
    found = {name for table in tables for name in table.column_names}
    order = ("date", "rep", "amount", "quantity", *NAME_FIELDS[1:], "file", "sheet", "row")
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
    named = {field.name for field in whole.schema if pa.types.is_dictionary(field.type)}
    frame: pd.DataFrame = whole.drop_columns([*named]).to_pandas()
    for position, name in enumerate(whole.column_names):
        if name in named:
            frame.insert(position, name, pd.Series(_categorical(whole.column(name))))
    return frame


def _categorical(column: pa.ChunkedArray) -> pd.Categorical:
    """Names as pandas has them; Arrow's own way takes four times as long for many of them."""
    names = column.unify_dictionaries().combine_chunks()
    codes = pc.fill_null(names.indices, -1).to_numpy(zero_copy_only=False)
    return pd.Categorical.from_codes(codes, pd.Index(names.dictionary.to_pandas()))
