"""Actuals against targets, as of a day: who is ahead, who is behind, what is needed.

Everything is an integer in the metric's minor unit. Periods in progress are judged by their elapsed
part: `expected` is the target of the days up to and including `as_of`, by the plan's own days, so
that months which have not happened are never a shortfall. A rate without a denominator is None,
never 0 or infinite. Rows stand for the union of who has a target and who has sold; the rows of
people add up to the teams, and these, with everybody else, to the whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from salesplan.choices import Stretch
from salesplan.core.calendar import Period
from salesplan.core.history import by_day, in_ones
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.sales import Sales
from salesplan.core.stints import owners
from salesplan.core.team_tree import regions_of
from salesplan.profile import Source

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
_Offsets: TypeAlias = Sequence[tuple[int, Ints]]

ON_TRACK: Final = Fraction(1)
AT_RISK: Final = Fraction(4, 5)


class Status(StrEnum):
    """Pace against the bands."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    BEHIND = "behind"
    NOT_BEGUN = "not_begun"  # nothing was expected yet
    NO_TARGET = "no_target"
    VACANT = "vacant"  # a position without a person


class SubjectKind(StrEnum):
    """Whether somebody is a person, a team or everybody."""

    WHOLE = "whole"
    TEAM = "team"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Subject:
    """The whole, or somebody by position in `profile.teams` or `profile.reps` (the whole: 0)."""

    kind: SubjectKind
    position: int = 0


WHOLE: Final = Subject(SubjectKind.WHOLE)


def variance(actual: int, target: int) -> int:
    """Actual minus target: positive is ahead."""
    return actual - target


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands in one stretch of the year.

    `target` is the target of the whole stretch and `expected` that of its days up to the day of the
    review, both None for somebody without a target in it. `actual` is what was sold up to that day;
    `days_gone` and `days_left` are working days (of a person: those present). A `vacant` position
    has a target and nobody to judge: it has no pace, no run rates and no place among the people.
    """

    target: int | None
    expected: int | None
    actual: int
    days_gone: int
    days_left: int
    vacant: bool = False

    @property
    def variance(self) -> int | None:
        """Actual minus the target of the whole stretch."""
        return None if self.target is None else variance(self.actual, self.target)

    @property
    def variance_to_date(self) -> int | None:
        """Actual minus expected to date."""
        return None if self.expected is None else variance(self.actual, self.expected)

    @property
    def attainment(self) -> Fraction | None:
        """Actual ÷ target; None where the target is 0 or absent."""
        return Fraction(self.actual, self.target) if self.target else None

    @property
    def pace(self) -> Fraction | None:
        """Actual ÷ expected to date; None where nothing was expected yet."""
        if self.vacant:
            return None
        return Fraction(self.actual, self.expected) if self.expected else None

    @property
    def run_rate(self) -> Fraction | None:
        """Actual per working day gone."""
        if self.vacant:
            return None
        return Fraction(self.actual, self.days_gone) if self.days_gone else None

    @property
    def required_run_rate(self) -> Fraction | None:
        """What is missing to the target per working day left; 0 when reached.

        None without a target, or when something is missing and no day is left.
        """
        if self.target is None or self.vacant:
            return None
        missing = max(self.target - self.actual, 0)
        if not missing:
            return Fraction(0)
        return Fraction(missing, self.days_left) if self.days_left else None

    def status(self, on_track: Fraction = ON_TRACK, at_risk: Fraction = AT_RISK) -> Status:
        """Pace against the bands: at or above `on_track`, at or above `at_risk`, below."""
        if self.target is None:
            return Status.NO_TARGET
        if self.vacant:
            return Status.VACANT
        if self.pace is None:
            return Status.NOT_BEGUN
        if self.pace >= on_track:
            return Status.ON_TRACK
        return Status.AT_RISK if self.pace >= at_risk else Status.BEHIND


@dataclass(frozen=True)
class MetricReview:
    """One metric in one stretch: people and teams in the order of the profile.

    `regions` are the levels above teams, in the order of `regions_of`, each the sum of its teams.

    `others` are those who sold and are not on the team, by name in the order of the alphabet;
    `whole` is everybody.
    """

    metric: MetricPlan
    people: tuple[Standing, ...]
    others: tuple[tuple[str, Standing], ...]
    teams: tuple[Standing, ...]
    whole: Standing
    regions: tuple[Standing, ...] = ()

    def ranks(self) -> tuple[int | None, ...]:
        """Each person's place by pace, from 1; equals share a place, None without a pace."""
        return _places(self.people)

    def team_ranks(self) -> tuple[int | None, ...]:
        """Each team's place among the teams, in the same way."""
        return _places(self.teams)


def _places(standings: Sequence[Standing]) -> tuple[int | None, ...]:
    """Places by pace."""
    paces = [standing.pace for standing in standings]
    known = sorted((pace for pace in paces if pace is not None), reverse=True)
    place: dict[Fraction, int] = {}
    for at, pace in enumerate(known, 1):
        place.setdefault(pace, at)
    return tuple(None if pace is None else place[pace] for pace in paces)


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


def review(plan: Plan, sales: Sales, as_of: dt.date | None = None) -> Review:
    """Where everybody stands at the end of the day `as_of`.

    `sales` are the actuals (for new customers with the history, or everybody would be new); sales
    after the day, or outside of the plan's year, do not count. Without `as_of` it is the last day
    with sales. A day before or after the plan's year is moved to its edge.

    Raises `ValueError` when there are no sales and no day is given.
    """
    if as_of is None:
        if not len(sales.rows):
            raise ValueError("no sales, and no day to review")
        as_of = sales.rows["date"].max().date()
    gone = (_end_of_day(plan, as_of) - plan.calendar.start).days
    person, others = owners(plan.profile, sales)
    every = [DailyTable.of(plan, metric, sales, person, others, gone) for metric in plan.metrics]
    tables = tuple(table for table in every if table is not None)
    uncounted = [one for one, table in zip(plan.metrics, every, strict=True) if table is None]
    found = {}
    for stretch, period in stretches_of(plan, as_of):
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


@dataclass(frozen=True)
class DailyTable:
    """A metric by person and day of the year: what is planned, what was sold, who was there.

    `target` has one row a person, `actual` one more for each of `others`, in the units of
    `core.history`, with nothing after the first `gone` days. `carried` are days of the year, and by
    person what was taken out of the past before them; `sold_before` is, where there are any,
    `actual` of the people with all that is known.
    """

    metric: MetricPlan
    target: Ints
    actual: Ints
    there: Mask
    others: tuple[str, ...]
    gone: int
    carried: tuple[tuple[int, Ints], ...] = ()
    sold_before: Ints | None = None

    @classmethod
    def of(
        cls,
        plan: Plan,
        metric: MetricPlan,
        sales: Sales,
        person: Ints,
        others: Sequence[str],
        gone: int,
    ) -> DailyTable | None:
        """The table of a metric, None where the sales do not tell."""
        calendar, source = plan.calendar, metric.settings.resolved_source
        rows = len(plan.profile.reps) + len(others)
        if source is Source.NONE:
            return None
        sold = by_day(sales, source, calendar.start, calendar.end, person, rows)
        if sold is None:
            return None
        there = plan.capacity.presence > 0
        carried = tuple(((each.day - calendar.start).days, each.amounts) for each in metric.carried)
        known = sold[: len(there)].copy() if carried else None
        sold[:, gone:] = 0
        target = plan.daily(metric)
        return cls(metric, target, sold, there, tuple(others), gone, carried, known)

    def sold(self, first: Ints) -> Ints:
        """What was sold from each of the days `first` to the day before the next, in minor units.

        Shape (people + others, number of days in `first`).
        """
        source = self.metric.settings.resolved_source
        return in_ones(np.add.reduceat(self.actual, first, axis=1), source)

    def stretch(self, plan: Plan, part: slice) -> MetricReview:
        """Everybody's standing in the days `part` of the year."""
        people = len(self.target)
        sold = in_ones(self.actual[:, part].sum(axis=1), self.metric.settings.resolved_source)
        offsets = self.offsets(part)
        standings = [
            replace(self._person(at, part, int(sold[at]), offsets), vacant=rep.vacant)
            for at, rep in enumerate(plan.profile.reps)
        ]
        teams = [
            self._sum(
                [at for at, mine in enumerate(plan.team_of) if mine == team],
                plan,
                part,
                sold,
                offsets,
            )
            for team in range(len(plan.teams))
        ]
        others = [
            (name, Standing(None, None, int(sold[people + at]), 0, 0))
            for at, name in enumerate(self.others)
            if self.actual[people + at, part].any()
        ]
        whole = self._sum(range(len(sold)), plan, part, sold, offsets)
        regions = [
            self._sum(region.people, plan, part, sold, offsets)
            for region in regions_of(plan.profile)
        ]
        return MetricReview(
            self.metric, tuple(standings), tuple(others), tuple(teams), whole, tuple(regions)
        )

    def offsets(self, part: slice) -> list[tuple[int, Ints]]:
        """Where in the days `part` something was carried over, counted from their first, and what.

        Of a gap that is older than the first day only what has arisen since: what was sold from it
        on, less its targets. Amounts are by person, shape (people,).
        """
        found, since = [], 0
        for day, amounts in self.carried:
            if part.start < day < part.stop:
                mine = amounts
                if since < part.start and self.sold_before is not None:
                    begun = self.sold_before[:, part.start : day].sum(axis=1)
                    sold = in_ones(begun, self.metric.settings.resolved_source)
                    mine = sold - self.target[:, part.start : day].sum(axis=1)
                found.append((day - part.start, mine))
            since = day
        return found

    def _person(self, at: int, part: slice, sold: int, offsets: _Offsets) -> Standing:
        gone = min(max(self.gone - part.start, 0), part.stop - part.start)
        days, target = self.there[at, part], self.target[at, part]
        held = bool(days.any())
        return Standing(
            int(target.sum()) + _carried(offsets, [at], len(target)) if held else None,
            int(target[:gone].sum()) + _carried(offsets, [at], gone) if held else None,
            sold,
            int(days[:gone].sum()),
            int(days[gone:].sum()),
        )

    def _sum(
        self, rows: Sequence[int], plan: Plan, part: slice, sold: Ints, offsets: _Offsets
    ) -> Standing:
        """Several rows together, by the calendar's working days."""
        gone = min(max(self.gone - part.start, 0), part.stop - part.start)
        people = [at for at in rows if at < len(self.target)]
        target = self.target[people, part].sum(axis=0)
        held = bool(self.there[people, part].any())
        days = plan.calendar.working[part]
        return Standing(
            int(target.sum()) + _carried(offsets, people, len(target)) if held else None,
            int(target[:gone].sum()) + _carried(offsets, people, gone) if held else None,
            int(sold[list(rows)].sum()),
            int(days[:gone].sum()),
            int(days[gone:].sum()),
        )


def _carried(offsets: _Offsets, people: Sequence[int], days: int) -> int:
    """What was taken out of the past of some people within the first `days` of a stretch."""
    return sum(int(mine[people].sum()) for day, mine in offsets if day < days)
