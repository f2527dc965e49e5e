"""What of a plan a report shows: a stretch of the year, in one language.

A view knows the words, the months of the stretch and how amounts are written; the sheets are built
from it. Amounts in its tables are in main units.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import numpy as np

from salesplan.core.calendar import MONTHS, Period
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.version import Carried, by_day
from salesplan.labels import Labels
from salesplan.profile import Pattern, Rep
from salesplan.reports.values import Column, Kind, Role, amount_format


@dataclass(frozen=True)
class View:
    """A plan, the stretch of its year to show, and the words to use."""

    plan: Plan
    period: Period
    labels: Labels

    @property
    def title(self) -> str:
        """`East China – sales plan 2027`."""
        organisation, year = self.plan.profile.organisation, self.plan.calendar.name
        text = self.labels("plan_title", year=year)
        if organisation:
            text = self.labels("plan_title_of", organisation=organisation, year=year)
        if self.whole_year:
            return text
        return self.labels("plan_title_period", title=text, period=self.period_name)

    @property
    def months(self) -> range:
        """Months 0–11 of the stretch."""
        return range(self.period.first_month, self.period.last_month + 1)

    @property
    def whole_year(self) -> bool:
        """Whether the stretch is the whole year."""
        return len(self.months) == MONTHS

    @cached_property
    def quarters(self) -> tuple[range, ...]:
        """The months of each quarter that the stretch has months of, cut to the stretch."""
        return tuple(
            range(
                max(quarter.first_month, self.period.first_month),
                min(quarter.last_month, self.period.last_month) + 1,
            )
            for quarter in self.plan.calendar.quarters
            if quarter.last_month >= self.period.first_month
            and quarter.first_month <= self.period.last_month
        )

    def quarter_name(self, months: range) -> str:
        """`Q2`."""
        return self.labels("quarter", number=months[0] // 3 + 1)

    def month_name(self, month: int) -> str:
        """`Jan`, with the year where it changes; `M1 (31 Jan)` in a calendar of weeks."""
        calendar = self.plan.calendar
        start = calendar.month_starts[month]
        if calendar.pattern is not Pattern.CALENDAR or start.day != 1:
            day = f"{start.day} {self.labels.month(start)}"
            if self.labels.month(start).endswith("月"):
                day = f"{start.month}/{start.day}"
            return f"{self.labels('month_number', number=month + 1)} ({day})"
        first_of_year = start.month == 1 and month > 0
        spans = calendar.month_starts[0].month != 1
        name = self.labels.month(start)
        if spans and (first_of_year or month == 0):
            return self.labels("period_of_year", period=name, year=start.year)
        return name

    @cached_property
    def period_name(self) -> str:
        """The stretch as people call it: `1998`, `Q2 1998`, `Mar 1998`."""
        name = self.plan.calendar.name
        if self.whole_year:
            return name
        if len(self.months) == 1:
            start, calendar = self.period.start, self.plan.calendar
            if calendar.pattern is Pattern.CALENDAR and start.day == 1:
                month = self.labels.month(start)
                return self.labels("period_of_year", period=month, year=start.year)
            month = self.month_name(self.period.first_month)
            return self.labels("period_of_year", period=month, year=name)
        if len(self.months) == 6:
            first = self.period.first_month == 0
            half = self.labels("half", number=1 if first else 2, half="上" if first else "下")
            return self.labels("period_of_year", period=half, year=name)
        quarter = self.quarter_name(self.months)
        return self.labels("period_of_year", period=quarter, year=name)

    def person_name(self, at: int) -> str:
        """What the person in a row is called; with the team where they have several rows."""
        plan = self.plan
        name = plan.reps[at].name
        if len(plan.rows_of[at]) == 1:
            return name
        return self.labels("name_in_team", name=name, team=plan.teams[plan.team_of[at]].name)

    def level_name(self, rep: Rep) -> str:
        """The skill level, or of a vacant position that it is one."""
        level = self.labels.level(rep.skill)
        return self.labels("vacant_level", level=level) if rep.vacant else level

    @property
    def people_text(self) -> str:
        """How many people there are, and how many positions are vacant."""
        text = self.labels.counted("people_count", len(self.plan.persons))
        vacant = sum(rep.vacant for rep in self.plan.reps)
        if not vacant:
            return text
        return self.labels(
            "and_vacant", people=text, vacant=self.labels.counted("vacant_count", vacant)
        )

    def heads(self, people: int, vacant: int) -> str:
        """Those whose amounts are added up: `19 people and 1 vacant position`."""
        counted = self.labels.counted("people_count", people)
        if not vacant:
            return counted
        positions = self.labels.counted("vacant_count", vacant)
        if not people:
            return positions
        return self.labels("people_and_vacant", people=counted, vacant=positions)

    def metric_name(self, metric: MetricPlan) -> str:
        """The metric as people call it."""
        return metric.settings.label or self.labels.metric(metric.settings.metric)

    def sheet_name(self, key: str, metric: MetricPlan) -> str:
        """The name of a metric's sheet; the metric is left out where there is only one."""
        if len(self.plan.metrics) == 1:
            return self.labels(key)
        return self.labels(
            "sheet_of_metric", sheet=self.labels(key), metric=self.metric_name(metric)
        )

    def amount_format(self, metric: MetricPlan) -> str:
        """The number format of a metric's targets: decimals only where they are meant.

        A gap that was carried over has cents, which stand in a cell of everybody's rest: they are
        kept there, and not shown, where targets are in whole units of money.
        """
        one = 10**metric.decimals
        locked = [limit.low or 0 for limit in metric.limits if limit.locked]
        if metric.carried and metric.unit % one == 0:
            whole = all(amount % one == 0 for amount in locked)
        else:
            whole = bool((metric.targets % one == 0).all())
        return amount_format(0 if whole else metric.decimals)

    def kind(self, metric: MetricPlan) -> Kind:
        """Whether cells are amounts or counts."""
        return Kind.AMOUNT if metric.is_money else Kind.COUNT

    def unit_name(self, metric: MetricPlan) -> str:
        """What one of a metric's targets is called above a table or chart; "" of a count."""
        return self.labels.unit(self.plan.profile.currency) if metric.is_money else ""

    def said(self, metric: MetricPlan, minor: int, beside: int | None = None) -> str:
        """A number of a metric in a sentence, in the unit of the one `beside` it."""
        value = metric.major(minor)
        if metric.is_money:
            other = None if beside is None else metric.major(beside)
            return self.labels.amount(value, self.plan.profile.currency, other)
        return self.labels.number(value)

    def whole_units(self, metric: MetricPlan, minor: float) -> str:
        """A number in a sentence, of money without decimals."""
        unit = 10**metric.decimals
        return self.said(metric, round(minor / unit) * unit)

    def about(self, metric: MetricPlan, minor: float) -> str:
        """A mean in a sentence: whole units for money, one decimal for small counts."""
        if metric.is_money:
            return self.whole_units(metric, minor)
        return self.labels.number(round(minor)) if minor >= 100 else f"{minor:.1f}"

    def total(self, metric: MetricPlan) -> int:
        """All targets of the stretch and what was carried over inside it, in minor units."""
        return int(metric.targets_in(self.period).sum())

    def carried(self, metric: MetricPlan) -> tuple[Carried, ...]:
        """What was carried over inside the stretch, once for each day on which that was done."""
        start, end = self.period.start, self.period.end
        return by_day(
            each.within(self.period.first_month)
            for each in metric.carried
            if each.counts_in(start, end)
        )

    def carried_name(self, each: Carried) -> str:
        """`Carried over 31 Mar`: by the last day of what was the past."""
        last = each.day - dt.timedelta(days=1)
        month = self.labels.month(last)
        day = f"{month}{last.day}日" if month.endswith("月") else f"{last.day} {month}"
        return self.labels("carried_over_on", day=day)

    @cached_property
    def frozen(self) -> range:
        """The months, of the whole year, that were over when this version was made."""
        ends = self.plan.calendar.month_bounds[1:]
        return range(int((ends <= self.plan.cut).sum()))

    def last_year(self, metric: MetricPlan) -> int | None:
        """Sales of the same months a year earlier, in minor units; None without a whole year."""
        before = metric.last_year
        if before is None or not before.complete:
            return None
        return int(before.table[:, list(self.months)].sum())

    def last_year_name(self, metric: MetricPlan) -> str:
        """`Sales 1997`, with a word where the history has only a part of it."""
        if metric.last_year is None:
            return ""
        key = "last_year" if metric.last_year.complete else "last_year_partial"
        return self.labels(key, year=metric.last_year.name)

    def working_days(self) -> int:
        """Working days of the stretch."""
        return int(self.plan.calendar.working_days[list(self.months)].sum())

    def cell(self, metric: MetricPlan, minor: int | np.int64) -> Decimal:
        """A number of a metric as a cell."""
        return metric.major(int(minor))

    def rate_column(self, header: str, metric: MetricPlan) -> Column:
        """A column of amounts or counts per working day: counts with their decimals."""
        return Column(header, Kind.AMOUNT if metric.is_money else Kind.FIGURE)

    def amount_column(self, header: str, metric: MetricPlan, role: Role = Role.BODY) -> Column:
        """A column of amounts or counts."""
        return Column(header, self.kind(metric), role)


def per_day(metric: MetricPlan, minor: Fraction | None) -> Decimal | None:
    """What is sold or needed on a working day: money to its minor unit, counts with decimals.

    A count of 1.43 a day is not 1: two decimals below ten, one from there on.
    """
    if minor is None:
        return None
    if metric.is_money:
        return metric.major(round(minor))
    places = 2 if abs(minor) < 10 else 1
    return Decimal(round(minor * 10**places)).scaleb(-places)
