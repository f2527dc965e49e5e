"""A metric by person and day of the plan's year, and where everybody stands in some of its days.

Periods in progress are judged by their elapsed part: `expected` is the target of the days up to and
including that of the review, by the plan's own days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from salesplan.core.history import by_day, in_ones
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.sales import Sales
from salesplan.core.standing import MetricReview, Standing
from salesplan.core.team_tree import regions_of
from salesplan.profile import Source

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


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

    def in_ones(self, amounts: Ints) -> Ints:
        """Amounts of `actual`, in the metric's minor units."""
        return in_ones(amounts, self.metric.settings.resolved_source)

    def sold(self, first: Ints) -> Ints:
        """What was sold from each of the days `first` to the day before the next, in minor units.

        Shape (people + others, number of days in `first`).
        """
        return self.in_ones(np.add.reduceat(self.actual, first, axis=1))

    def stretch(self, plan: Plan, part: slice) -> MetricReview:
        """Everybody's standing in the days `part` of the year."""
        days, people = _Days(self, plan, part), len(self.target)
        return MetricReview(
            self.metric,
            tuple(replace(days.person(at), vacant=rep.vacant) for at, rep in enumerate(plan.reps)),
            tuple(
                (name, Standing(None, None, int(days.sold[people + at]), 0, 0))
                for at, name in enumerate(self.others)
                if self.actual[people + at, part].any()
            ),
            tuple(
                days.together([at for at, mine in enumerate(plan.team_of) if mine == team])
                for team in range(len(plan.teams))
            ),
            days.together(range(len(self.actual))),
            tuple(days.together(region.people) for region in regions_of(plan.profile)),
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
                    sold = self.in_ones(self.sold_before[:, part.start : day].sum(axis=1))
                    mine = sold - self.target[:, part.start : day].sum(axis=1)
                found.append((day - part.start, mine))
            since = day
        return found


@dataclass(frozen=True)
class _Days:
    """Some days of a table, `part` of the year."""

    table: DailyTable
    plan: Plan
    part: slice

    @cached_property
    def sold(self) -> Ints:
        """What was sold in them by person, in minor units, shape (people + others,)."""
        return self.table.in_ones(self.table.actual[:, self.part].sum(axis=1))

    @cached_property
    def gone(self) -> int:
        """How many of them are over."""
        gone: int = min(max(self.table.gone, self.part.start), self.part.stop) - self.part.start
        return gone

    @cached_property
    def _offsets(self) -> list[tuple[int, Ints]]:
        return self.table.offsets(self.part)

    def person(self, at: int) -> Standing:
        """Where a person stands, by the days on which they are there."""
        return self._standing([at], int(self.sold[at]), self.table.there[at, self.part])

    def together(self, rows: Sequence[int]) -> Standing:
        """Where several rows stand together, by the calendar's working days."""
        people = [at for at in rows if at < len(self.table.target)]
        sold = int(self.sold[list(rows)].sum())
        return self._standing(people, sold, self.plan.calendar.working[self.part])

    def _standing(self, people: Sequence[int], sold: int, days: Mask) -> Standing:
        held = bool(self.table.there[people, self.part].any())
        return Standing(
            self._target(people, len(days)) if held else None,
            self._target(people, self.gone) if held else None,
            sold,
            int(days[: self.gone].sum()),
            int(days[self.gone :].sum()),
        )

    def _target(self, people: Sequence[int], days: int) -> int:
        """The targets of some people in the first `days`, with what was carried over in them."""
        begun = slice(self.part.start, self.part.start + days)
        carried = [int(mine[people].sum()) for day, mine in self._offsets if day < days]
        return int(self.table.target[people, begun].sum()) + sum(carried)
