"""The rest of a year in whole units, within what limits leave; months that do not change stay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from salesplan.core.apportion import split
from salesplan.core.calendar import MONTHS
from salesplan.core.limited import Divided, divide
from salesplan.core.limits import Contradiction, Limit, contradiction_findings, of_persons
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.rest import Rest
from salesplan.core.rest_limits import (
    contradiction_of_year,
    level_limits_of_rest,
    limits_of_rest,
    whole_of_rest,
)
from salesplan.core.stints import row_keys
from salesplan.errors import Finding, SalesplanError

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def whole_rest(
    after: Plan, metric: MetricPlan, rest: Rest, elapsed: Ints, table: Floats, owed: int
) -> tuple[Divided, list[Finding]]:
    """The rest in whole units, within the limits, months before the first change as planned.

    Raises `SalesplanError` with the limits that contradict each other.
    """
    calendar = after.calendar
    months = _months(metric, rest.planned.sum(axis=0), table, owed)
    first = first_changed(after, metric, rest, table)
    unchanged = Divided(rest.planned, rest.planned.astype(float), months, ())
    if first == MONTHS:
        begun = int(calendar.month_of_day[after.cut])
        return unchanged, limits_of_rest(calendar, metric, metric.limits, elapsed, begun)[1]
    kept = rest.planned.copy()
    kept[:, first:] = 0
    ahead = np.arange(len(months)) >= first
    limits, findings = limits_of_rest(calendar, metric, metric.limits, elapsed + kept, first)
    months = months * ahead
    if not months.any() and not any(limit.low for limit in limits):
        return replace(unchanged, targets=kept), findings
    whole = whole_of_rest(calendar, len(table), int(months.sum()), first)
    try:
        divided = divide(
            months,
            table * ahead,
            [*limits, *level_limits_of_rest(after, metric, table * ahead, first)],
            whole,
            metric.unit,
            row_keys(after.profile.reps),
            of_persons(after.profile, metric.limits),
        )
    except Contradiction as found:
        said = contradiction_of_year(found, metric, whole)
        raise SalesplanError(contradiction_findings(metric, said)) from None
    return replace(divided, targets=kept + divided.targets), findings


def first_changed(after: Plan, metric: MetricPlan, rest: Rest, table: Floats) -> int:
    """The first month, 0–11, whose rest is to be another than planned before; 12 if none is."""
    assert after.before is not None
    near = np.isclose(table, rest.planned, rtol=0, atol=0.01)
    same: npt.NDArray[np.bool_] = np.all(near, axis=0)
    other_total = round(float(table.sum())) != int(rest.planned.sum())
    if other_total or bounds_of(metric.limits) != bounds_of(
        after.before.metric(metric.settings.metric).limits
    ):
        same[int(after.calendar.month_of_day[after.cut]) :] = False
    return MONTHS if same.all() else int(np.argmin(same))


def bounds_of(limits: tuple[Limit, ...]) -> list[tuple[object, ...]]:
    """What limits say, wherever their people stand."""
    return [(each.name, each.period.key, each.kind, each.low, each.high) for each in limits]


def _months(metric: MetricPlan, planned: Ints, table: Floats, total: int) -> Ints:
    """Whole totals of the months of a table: as planned where they are as before."""
    sums = table.sum(axis=0)
    if int(planned.sum()) == total and np.isclose(sums, planned, atol=0.5).all():
        return planned
    unit = metric.unit
    return split(total, np.maximum(sums, 0), unit)
