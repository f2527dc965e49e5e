"""Actuals against targets, as of a day: who is ahead, who is behind, what is needed.

Everything is an integer in the metric's minor unit. Periods in progress are judged by their elapsed
part: `expected` is the target of the days up to and including `as_of`, by the plan's own days, so
that months which have not happened are never a shortfall. A rate without a denominator is None,
never 0 or infinite. Rows stand for the union of who has a target and who has sold; the rows of
people add up to the teams, and these, with everybody else, to the whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from salesplan.choices import Stretch
from salesplan.core.calendar import Period
from salesplan.core.daily_table import DailyTable
from salesplan.core.held_months import owners_in
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.sales import Sales
from salesplan.core.standing import MetricReview

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Review:
    """A plan reviewed on a day: for each stretch the period and its metrics.

    `metrics` are those of the plan that can be counted from the sales, `uncounted` the others: what
    is not known is not 0. `days_gone` are the days of the plan's year up to the day. `tables` has
    each of `metrics` by person and day.
    """

    plan: Plan
    as_of: dt.date
    metrics: tuple[MetricPlan, ...]
    uncounted: tuple[MetricPlan, ...]
    days_gone: int
    tables: tuple[DailyTable, ...]
    stretches: dict[Stretch, tuple[Period, tuple[MetricReview, ...]]]

    @cached_property
    def months(self) -> tuple[Ints, ...]:
        """For each metric what was sold by month up to the day, shape (people + others, 12)."""
        first = self.plan.calendar.month_bounds[:-1]
        return tuple(table.sold(first) for table in self.tables)


def review(
    plan: Plan,
    sales: Sales,
    as_of: dt.date | None = None,
    stretches: Collection[Stretch] = tuple(Stretch),
) -> Review:
    """Where everybody stands at the end of the day `as_of`, in the `stretches` asked for.

    `sales` are the actuals (for new customers with the history, or everybody would be new); sales
    after the day, or outside of the plan's year, do not count. Without `as_of` it is the last day
    with sales. A day after the plan's year is its last one; on a day before it nothing has begun.

    Raises `ValueError` when there are no sales and no day is given.
    """
    if as_of is None:
        if not len(sales.rows):
            raise ValueError("no sales, and no day to review")
        as_of = sales.rows["date"].max().date()
    as_of = min(as_of, plan.calendar.end - dt.timedelta(days=1))
    gone = (_end_of_day(plan, as_of) - plan.calendar.start).days
    person, others = owners_in(plan, sales)
    every = [DailyTable.of(plan, metric, sales, person, others, gone) for metric in plan.metrics]
    tables = tuple(table for table in every if table is not None)
    uncounted = [one for one, table in zip(plan.metrics, every, strict=True) if table is None]
    found = {}
    for stretch, period in stretches_of(plan, as_of):
        if stretch not in stretches:
            continue
        part = plan.calendar.slice_of(period)
        found[stretch] = (period, tuple(table.stretch(plan, part) for table in tables))
    counted = tuple(table.metric for table in tables)
    return Review(plan, as_of, counted, tuple(uncounted), gone, tables, found)


def stretches_of(plan: Plan, day: dt.date) -> list[tuple[Stretch, Period]]:
    """The week, month, quarter, half and year that contain a day, and the year to date.

    A day before or after the plan's year is moved to its edge.
    """
    calendar = plan.calendar
    end = _end_of_day(plan, day)
    inside = max(end - dt.timedelta(days=1), calendar.start)

    def around(periods: Sequence[Period]) -> Period:
        return next(each for each in periods if each.start <= inside < each.end)

    month = around(calendar.months)
    to_date = Period(f"{calendar.name}-YTD", calendar.start, end, 0, month.last_month)
    return [
        (Stretch.WEEK, around(calendar.weeks)),
        (Stretch.MONTH, month),
        (Stretch.QUARTER, around(calendar.quarters)),
        (Stretch.HALF, around(calendar.halves)),
        (Stretch.YEAR, calendar.year),
        (Stretch.YEAR_TO_DATE, to_date),
    ]


def _end_of_day(plan: Plan, day: dt.date) -> dt.date:
    """The day after, moved to the edge of the plan's year."""
    calendar = plan.calendar
    return min(max(day + dt.timedelta(days=1), calendar.start), calendar.end)
