"""Rows of plans beside rows of actuals: 类型 with 计划 and 实际 in tables that track targets.

A column that nothing is read from, and whose every filled cell says plan, actual or a rate, with a
plan and an actual among them, tells which rows are sales: those of plans, rates and earlier years
are taken out of the sheet. A name in a row taken out is that of the nameless row of actuals below.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.errors import Finding, Place
from salesplan.inputs.arrays import Ints, Mask
from salesplan.inputs.blocks import Header
from salesplan.inputs.cells import encoded, is_blank
from salesplan.inputs.columns import Choice, normalise
from salesplan.inputs.merged import with_merged_filled
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.wide import Periods

_PLAN: Final = (
    *("计划", "計劃", "目标", "目標", "指标", "指標", "预算", "預算", "任务", "任務"),
    *("预测", "預測", "plan", "planned", "target", "targets", "budget", "goal", "forecast"),
    *(
        "计划数",
        "计划额",
        "目标值",
        "目标额",
        "任务额",
        "销售计划",
        "销售目标",
        "业绩目标",
        "quota",
    ),
)
_ACTUAL: Final = (
    *("实际", "實際", "完成", "实绩", "實績", "业绩", "業績", "实际完成", "實際完成", "完成额"),
    *("实际数", "实际额", "完成值", "实际销售", "实际业绩", "actual", "actuals", "achieved"),
)
_OTHER: Final = (
    *("完成率", "达成率", "達成率", "差异", "差異", "差额", "差額", "增长率", "同比", "环比"),
    *("去年同期", "上年同期", "同期", "variance", "variance %", "var", "diff", "difference", "%"),
    *("attainment", "attainment %", "achievement", "achievement %", "growth", "last year"),
)
_SAMPLE: Final = 200


@dataclass(frozen=True)
class PlanRows:
    """A sheet without the `count` rows of plans below its header, and what there is to say."""

    sheet: RawSheet
    count: int
    findings: tuple[Finding, ...]


def _words(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(map(normalise, texts))


_PLANS: Final = _words(_PLAN)
_ACTUALS: Final = _words(_ACTUAL)
_LEFT_OUT: Final = _PLANS | _words(_OTHER)


def without_plan_rows(
    sheet: RawSheet,
    header: Header,
    choice: Choice,
    periods: Periods | None,
    labels: Collection[int],
) -> PlanRows | None:
    """The sheet without rows of plans; None where no column says which these are.

    `labels` are the columns of names, and of days where there is one.
    """
    days, used = {choice.positions.get("date")}, set(choice.positions.values())
    if periods is not None:
        days.add(periods.column)
        used |= {*periods.amounts, *periods.totals, *periods.unread, *periods.quantities.values()}
    names = sorted(set(labels) - days)
    used |= {at for at in days if at is not None}
    for at, title in enumerate(header.texts):
        if at in used or not _fits(sheet, at, header):
            continue
        filled, _ = with_merged_filled(sheet, header.row, [at])
        dropped = _rows_of_plans(filled.columns[at], header.row)
        if not dropped.any():
            continue
        place = Place(sheet.file, sheet=sheet.name or None, row=int(sheet.rows[header.row]))
        column = title.strip() or sheet.letters[at]
        found = [Finding("N245", place, {"header": column}, count=int(dropped.sum()))]
        actual = ~dropped & ~is_blank(filled.columns[at])
        named, changed = _with_names(filled, header, dropped, actual, [n for n in names if n != at])
        if changed:
            headers = ", ".join(header.texts[name].strip() for name in changed)
            found.append(Finding("N276", place, {"headers": headers}))
        return PlanRows(_kept(named, ~dropped), int(dropped.sum()), tuple(found))
    return None


def _fits(sheet: RawSheet, at: int, header: Header) -> bool:
    """Whether a column has a plan and an actual below its header, and nothing else; or itself."""
    below = sheet.columns[at].slice(header.row + 1)
    title = normalise(header.texts[at])
    for cells in (below.slice(0, _SAMPLE), below):
        texts = [text for text in pc.unique(cells).to_pylist() if text and text.strip()]
        said = {normalise(text) for text in texts} - {title}
        if not said <= _LEFT_OUT | _ACTUALS:
            return False
    return not said.isdisjoint(_PLANS) and not said.isdisjoint(_ACTUALS)


def _rows_of_plans(column: pa.Array, header: int) -> Mask:
    codes, texts = encoded(column)
    plans = np.array([normalise(text) in _LEFT_OUT for text in texts.to_pylist()] + [False])
    return np.asarray(plans[codes] & (np.arange(len(column)) > header))


def _with_names(
    sheet: RawSheet, header: Header, dropped: Mask, actual: Mask, names: Sequence[int]
) -> tuple[RawSheet, list[int]]:
    """Names of rows to drop in the nameless rows of actuals just below them."""
    columns, changed = list(sheet.columns), []
    rows = np.arange(len(dropped))
    blank = {at: is_blank(columns[at]) for at in names}
    nameless = actual & (rows > header.row) & np.logical_and.reduce([*blank.values(), actual])
    last_kept = np.maximum.accumulate(np.where(dropped, -1, rows))
    last_kept = np.concatenate([[-1], last_kept[:-1]])
    for at in names:
        held = np.maximum.accumulate(np.where(dropped & ~blank[at], rows, -1))
        wanted = nameless & (held > last_kept)
        if wanted.any():
            columns[at] = columns[at].take(pa.array(np.where(wanted, held, rows)))
            changed.append(at)
    return replace(sheet, columns=tuple(columns)), changed


def _kept(sheet: RawSheet, rows: Mask) -> RawSheet:
    take = pa.array(np.flatnonzero(rows))
    places: Ints = np.cumsum(rows) - 1
    return replace(
        sheet,
        columns=tuple(column.take(take) for column in sheet.columns),
        rows=sheet.rows[rows],
        errors=tuple((int(places[row]), at, name) for row, at, name in sheet.errors if rows[row]),
    )
