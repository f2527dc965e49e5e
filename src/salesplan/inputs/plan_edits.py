"""What people changed in the *Targets* sheets of a plan workbook.

A sheet is known by its title and its header, in either language and for any stretch of the year;
rows are known by team and name, so that sorting them changes nothing. Totals are not read: they
follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from python_calamine import SheetTypeEnum

from salesplan.choices import Language
from salesplan.core.amounts import to_minor
from salesplan.core.plan import MetricPlan, Plan, with_targets
from salesplan.core.roster import same
from salesplan.core.team_tree import placed_teams, regions_of
from salesplan.errors import Finding, Place, SalesplanError, errors_among
from salesplan.inputs.passwords import known_passwords, unlocked
from salesplan.inputs.plan_book import read_plan
from salesplan.inputs.record_sheet import opened, translated
from salesplan.labels import Labels
from salesplan.numerals import parse_number
from salesplan.reports.plan_view import View
from salesplan.reports.target_columns import (
    TotalColumn,
    month_columns,
    targets_title,
    total_columns,
)

_TITLE_ROWS = 10  # rows at the top in which the header may stand
_TOO_LARGE = 10**15  # main units, as in the profile
_MOST_DECIMALS = 6  # more are left over from calculating
_FAR = 100  # times: 44.4 among 444,000 is in another unit
_WITH_CELLS = SheetTypeEnum.WorkSheet


def read_edited_plan(path: Path) -> tuple[Plan, list[Finding]]:
    """The plan in a workbook with its hand edits, and a note for each of them.

    Raises `SalesplanError` where the workbook is no plan, or an edit cannot be understood.
    """
    plan = read_plan(path)
    findings: list[Finding] = []
    metrics = []
    file = str(path)
    with translated(file), opened(unlocked(path, file, known_passwords())) as workbook:
        names = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ is _WITH_CELLS]
        sheets = [(name, workbook.get_sheet_by_name(name)) for name in names]
        rows = [(name, sheet.to_python(skip_empty_area=False)) for name, sheet in sheets]
    for metric in plan.metrics:
        edited, found = _edited(plan, metric, rows, file)
        metrics.append(edited)
        findings += found
    if errors_among(findings):
        raise SalesplanError(findings)
    return replace(plan, metrics=tuple(metrics)), findings


@dataclass(frozen=True)
class _Found:
    """A sheet of targets: where its header stands and which column is which month."""

    name: str
    rows: Sequence[Sequence[Any]]
    header: int
    months: dict[int, tuple[int, str]]
    totals: tuple[TotalColumn, ...]


def _edited(
    plan: Plan, metric: MetricPlan, sheets: Sequence[tuple[str, Sequence[Sequence[Any]]]], file: str
) -> tuple[MetricPlan, list[Finding]]:
    """One metric with its edits."""
    sheet = next(_candidates(plan, metric, sheets), None)
    if sheet is None:
        values = {"metric": metric.settings.metric}
        return metric, [Finding("E445", Place(file), values)]
    at = {
        (same(plan.teams[plan.team_of[row]].name), same(rep.name)): row
        for row, rep in enumerate(plan.profile.reps)
    }
    targets = metric.targets.copy()
    findings: list[Finding] = []
    totals = _names_of_totals(plan)
    rows: dict[tuple[str, str], int] = {}
    for number, cells in enumerate(sheet.rows[sheet.header + 1 :], sheet.header + 2):
        key = (same(str(cells[0])), same(str(cells[1]))) if len(cells) > 1 else ("", "")
        place = Place(file, sheet=sheet.name, row=number)
        if key not in at:
            if key[1] and key[1] not in totals:
                findings += _stranger(metric, sheet, cells, place)
            continue
        if rows.setdefault(key, number) != number:
            again = {"name": str(cells[1]), "row": rows[key]}
            findings.append(Finding("E441", place, again))
            continue
        row = at[key]
        for month, (column, header) in sheet.months.items():
            cell = cells[column] if column < len(cells) else ""
            old, new = int(targets[row, month]), _number(cell, metric.decimals)
            here = replace(place, column=header)
            if new is None:
                findings.append(_no_target(cell, metric.decimals, here))
            elif new != old:
                findings.append(_edit(plan, metric, row, month, (old, new), here))
                findings += _another_unit(metric, findings[-1], (old, new))
                targets[row, month] = new
        for total in sheet.totals:
            here = replace(place, column=total.header)
            months = (metric.targets[row], targets[row])
            cell = cells[total.column] if total.column < len(cells) else ""
            sums = [int(each[list(total.months)].sum() + total.carried[row]) for each in months]
            findings += _edited_total(metric, str(cells[1]), total, cell, sums, here)
    for name in sorted(plan.profile.reps[at[key]].name for key in at.keys() - rows.keys()):
        values = {"name": name, "metric": metric.settings.metric}
        findings.append(Finding("E442", Place(file, sheet=sheet.name), values))
    edited = any(finding.code == "N441" for finding in findings)
    return (with_targets(metric, targets) if edited else metric), findings


def _names_of_totals(plan: Plan) -> set[str]:
    """What stands in the place of a name in rows that add up those of teams and regions."""
    names = {placed.team.name for placed in placed_teams(plan.profile)}
    names |= {region.name for region in regions_of(plan.profile)}
    spoken = [Labels(language) for language in Language]
    return {same(labels("team_total", team=name)) for labels in spoken for name in names}


def _stranger(
    metric: MetricPlan, sheet: _Found, cells: Sequence[Any], place: Place
) -> Iterator[Finding]:
    """A warning for the targets of somebody whom the plan does not have."""
    there = [cells[column] for column, _ in sheet.months.values() if column < len(cells)]
    amounts = [_number(cell, metric.decimals) for cell in there]
    total = sum(amount for amount in amounts if amount)
    if total:
        values = {"name": f"{cells[1]}", "team": f"{cells[0]}", "sum": f"{metric.major(total):,}"}
        yield Finding("W442", place, values)


def _another_unit(metric: MetricPlan, edit: Finding, change: tuple[int, int]) -> Iterator[Finding]:
    """A warning where a new target is so far from the one before that it may be in another unit."""
    old, new = change
    if edit.code != "N441" or not old or not new:
        return
    if new * _FAR < old:
        yield Finding("W444", edit.place, edit.values)
    elif metric.settings.is_money and old * _FAR < new:
        yield Finding("W445", edit.place, edit.values)


def _no_target(cell: object, decimals: int, place: Place) -> Finding:
    """The error for a cell that holds no target."""
    if cell in {"", None}:
        return Finding("E460", place)
    shown = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    if decimals < _MOST_DECIMALS and _number(cell, _MOST_DECIMALS) is not None:
        return Finding("E448", place, {"value": str(shown), "decimals": decimals})
    return Finding("E443", place, {"value": str(shown)})


def _edited_total(
    metric: MetricPlan, name: str, total: TotalColumn, cell: object, sums: list[int], place: Place
) -> Iterator[Finding]:
    """A warning where somebody wrote another number over a total, or over what was carried over.

    `sums` are what it should be before and after the edits of months: a file whose formulas nobody
    has calculated since has the old one.
    """
    value = _number(cell, metric.decimals, signed=True)
    if value is None or value in sums:
        return
    shown, right = (f"{metric.major(number):,}" for number in (value, sums[-1]))
    code = "W441" if len(total.months) else "W443"
    values = {"name": name, "header": total.header, "value": shown, "sum": right}
    yield Finding(code, place, values)


def _edit(
    plan: Plan,
    metric: MetricPlan,
    row: int,
    month: int,
    change: tuple[int, int],
    place: Place,
) -> Finding:
    """The note of an edit, or the error where nobody is there to reach the new target."""
    old, new = (metric.major(value) for value in change)
    values = {
        "name": plan.profile.reps[row].name,
        "month": plan.calendar.months[month].key,
        "old": f"{old:,}",
        "new": f"{new:,}",
    }
    if plan.calendar.month_bounds[month + 1] <= plan.cut:
        closed = {"number": plan.version.number, "as_of": plan.version.as_of}
        return Finding("E524", place, {**values, **closed})
    there = plan.capacity.capacity[row, month] > 0
    return Finding("N441" if there or not change[1] else "E444", place, values)


def _candidates(
    plan: Plan, metric: MetricPlan, sheets: Sequence[tuple[str, Sequence[Sequence[Any]]]]
) -> Iterator[_Found]:
    """Sheets with the title and the header of a metric's targets, whole years first."""
    calendar = plan.calendar
    stretches = (calendar.year, *calendar.halves, *calendar.quarters, *calendar.months)
    views = [
        View(plan, stretch, Labels(language)) for stretch in stretches for language in Language
    ]
    for view in views:
        title, months = targets_title(view, metric), month_columns(view, metric)
        for name, rows in sheets:
            if not rows or not rows[0] or str(rows[0][0]) != title:
                continue
            for number, cells in enumerate(rows[:_TITLE_ROWS]):
                if all(
                    column < len(cells) and str(cells[column]) == header
                    for column, header in months.values()
                ):
                    yield _Found(name, rows, number, months, total_columns(view, metric))


def _number(cell: object, decimals: int, *, signed: bool = False) -> int | None:
    """A cell as a target in minor units; None where it cannot be one. `signed` may be negative.

    A blank one cannot: cells with an error, or with a formula that nobody has calculated, are read
    as blank too.
    """
    if cell in {"", None} or isinstance(cell, bool):
        return None
    try:
        value = Decimal(repr(cell)) if isinstance(cell, int | float) else parse_number(str(cell))
        lowest = -_TOO_LARGE if signed else 0
        return to_minor(round(value, 6), decimals) if lowest <= value < _TOO_LARGE else None
    except (ValueError, ArithmeticError):
        return None
