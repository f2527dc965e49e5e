"""Two plans side by side: what changed in goals, targets and what they rest on, and from what.

Differences are *after − before*, in minor units or ones. Who is in one plan alone has no target in
the other: that is not a target of zero, but counts as none where differences are added up. People
and teams are the same by name. Months are compared by their position in the year, so that plans of
two years can be compared, too; `stretch` is a stretch of whole months of the plan after.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import FiscalCalendar, Period
from salesplan.core.counterparts import Counterpart, Counterparts
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.profile_changes import Change, profile_changes
from salesplan.errors import Finding, SalesplanError

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_QUARTER = 3  # months


@dataclass(frozen=True, slots=True)
class Why:
    """What a difference comes from, in three parts that add up to it.

    `goal` is the target before × the growth of all targets; `timing` what the months' other sizes
    add, and what versions of a plan carried over, at the share of before; `share` is the rest:
    weights, limits, hand edits, who else is there. Over a year and all people the last two add up
    to nothing, but for what rounding leaves.
    """

    goal: int
    timing: int
    share: int


@dataclass(frozen=True, slots=True)
class Movement:
    """The target of a person, a team or all, before and after; None where it is in one plan alone.

    `team` is that of the plan after where there is one, the last of several; `came_from` is that of
    the plan before where a person was in another, else "". `months` are the differences by month.
    `parts` is how many teams a region has, 0 of a person or a team; `vacant` positions are nobody.
    """

    name: str
    team: str
    before: int | None
    after: int | None
    months: tuple[int, ...]
    why: Why
    came_from: str = ""
    parts: int = 0
    vacant: bool = False

    @property
    def difference(self) -> int:
        """After less before."""
        return (self.after or 0) - (self.before or 0)

    @property
    def in_both(self) -> bool:
        """Whether both plans have it."""
        return self.before is not None and self.after is not None

    @property
    def moved(self) -> bool:
        """Whether anything of it is different."""
        return not self.in_both or self.difference != 0 or any(self.months)


@dataclass(frozen=True)
class MetricComparison:
    """One metric of both plans in the stretch; people with the largest difference first.

    `teams` are in the order of the plan after, each region below its teams.
    `months` are the sums of each month of the stretch, before and after; `parts` those of its
    quarters, or of its months where it has only one.
    """

    before: MetricPlan
    after: MetricPlan
    whole: Movement
    teams: tuple[Movement, ...]
    people: tuple[Movement, ...]
    months: tuple[tuple[int, int], ...]
    parts: tuple[tuple[Period, int, int], ...]

    @property
    def moved(self) -> tuple[Movement, ...]:
        """The people with another target, in the stretch or in any of its months."""
        return tuple(each for each in self.people if each.moved)

    @property
    def different(self) -> tuple[Movement, ...]:
        """The people with another target in the stretch as a whole."""
        return tuple(each for each in self.moved if each.difference or not each.in_both)

    @property
    def stayed(self) -> tuple[Movement, ...]:
        """The people of both plans."""
        return tuple(each for each in self.people if each.in_both)

    @property
    def changed_teams(self) -> tuple[Movement, ...]:
        """The people of both plans who are in another team, by name."""
        moved = (each for each in self.stayed if each.came_from)
        return tuple(sorted(moved, key=lambda each: each.name))

    @property
    def carried(self) -> tuple[dt.date, int] | None:
        """From which day on targets make up for what was missing before it, and by how much.

        That is what the plan after carried over and the one before did not; the last day of
        several. Negative where less is left to reach, because of what was ahead.
        """
        new = self.after.carried[len(self.before.carried) :]
        amount = -sum(int(each.amounts.sum()) for each in new)
        return (new[-1].day, amount) if amount else None

    @cached_property
    def reshaped(self) -> bool:
        """Whether the year has another shape."""
        return not np.allclose(self.before.season.shares, self.after.season.shares, atol=1e-9)

    @property
    def changed(self) -> bool:
        """Whether the goal, a target or the shape of the year is different."""
        goals = (self.before.goal, self.before.assigned), (self.after.goal, self.after.assigned)
        return goals[0] != goals[1] or bool(self.moved) or self.reshaped


@dataclass(frozen=True)
class Comparison:
    """Two plans, what is different between them, and the stretch of the year that is compared.

    `only_before` and `only_after` are metrics that the other plan lacks; `records` are people whose
    record factor differs: metric, name, before, after.
    """

    before: Plan
    after: Plan
    stretch: Period
    metrics: tuple[MetricComparison, ...]
    only_before: tuple[MetricPlan, ...]
    only_after: tuple[MetricPlan, ...]
    changes: tuple[Change, ...]
    records: tuple[tuple[MetricPlan, str, float, float], ...]

    @property
    def same_year(self) -> bool:
        """Whether both plan the same days."""
        return self.before.calendar.month_starts == self.after.calendar.month_starts

    @property
    def days(self) -> tuple[tuple[dt.date, bool], ...]:
        """Days of one year that are worked now (True) or not any more; () for two years."""
        if not self.same_year:
            return ()
        calendar = self.after.calendar
        other = np.flatnonzero(calendar.working != self.before.calendar.working)
        return tuple(
            (calendar.start + dt.timedelta(days=int(day)), bool(calendar.working[day]))
            for day in other
        )

    @property
    def changed(self) -> bool:
        """Whether there is any difference at all."""
        return bool(
            self.changes
            or self.days
            or self.records
            or self.only_before
            or self.only_after
            or not self.same_year
            or any(metric.changed for metric in self.metrics)
        )


def compare(before: Plan, after: Plan, stretch: Period | None = None) -> Comparison:
    """What is different in `after`, in a stretch of its year (the whole year).

    Raises `SalesplanError` (E540) where the currencies differ, and E541 where the plans have no
    metric in common.
    """
    if before.profile.currency != after.profile.currency:
        values = {"before": before.profile.currency, "after": after.profile.currency}
        raise SalesplanError(Finding("E540", values=values))
    old = {_key(metric): metric for metric in before.metrics}
    pairs = [(old[_key(metric)], metric) for metric in after.metrics if _key(metric) in old]
    if not pairs:
        names = [", ".join(m.settings.metric for m in plan.metrics) for plan in (before, after)]
        raise SalesplanError(Finding("E541", values={"before": names[0], "after": names[1]}))
    common = {_key(then) for then, _ in pairs}
    union = Counterparts.of(before, after)
    part = stretch or after.calendar.year
    return Comparison(
        before,
        after,
        part,
        tuple(_metric(union, then, now, part) for then, now in pairs),
        tuple(metric for metric in before.metrics if _key(metric) not in common),
        tuple(metric for metric in after.metrics if _key(metric) not in common),
        tuple(profile_changes(before.profile, after.profile)),
        tuple(record for then, now in pairs for record in _records(union, then, now)),
    )


def _key(metric: MetricPlan) -> tuple[str, bool]:
    return metric.settings.metric, metric.is_money


def _metric(
    union: Counterparts, before: MetricPlan, after: MetricPlan, stretch: Period
) -> MetricComparison:
    months = slice(stretch.first_month, stretch.last_month + 1)
    then = _Side.of(before, _same_stretch(union.before.calendar, stretch), months)
    now = _Side.of(after, stretch, months)
    main = 10**after.decimals
    odd = any((part % main).any() for side in (then, now) for part in side.amounts)
    causes = _Causes(then, now, 1 if odd else main)
    people = [
        replace(movement, vacant=union.is_vacant(person))
        for person, movement in zip(union.people, causes.movements(union.people), strict=True)
    ]
    everybody = Counterpart("", "", tuple(range(len(then.total))), tuple(range(len(now.total))))
    return MetricComparison(
        before,
        after,
        causes.movements([everybody])[0],
        tuple(_team_movements(causes, union)),
        _by_size(people),
        tuple(
            zip(
                then.table.sum(axis=0).tolist(),
                now.table.sum(axis=0).tolist(),
                strict=True,
            )
        ),
        tuple(_parts(union, before, after, stretch)),
    )


def _team_movements(causes: _Causes, union: Counterparts) -> Iterator[Movement]:
    """Each team, and each region below its own; it adds them up where it has no other people."""
    placed = union.placed_teams
    teams = [team for team, inside in placed if not inside]
    found = dict(zip((team.name for team in teams), causes.movements(teams), strict=True))
    for place, inside in placed:
        if not inside:
            yield found[place.name]
            continue
        (region,) = causes.movements([place])
        if place.consists_of(inside):
            whys = [found[team.name].why for team in inside]
            goal, timing = sum(why.goal for why in whys), sum(why.timing for why in whys)
            region = replace(region, why=Why(goal, timing, sum(why.share for why in whys)))
        yield replace(region, parts=len(inside))


def _parts(
    union: Counterparts, before: MetricPlan, after: MetricPlan, stretch: Period
) -> Iterator[tuple[Period, int, int]]:
    """The quarters or months of a stretch; none of a single month."""
    calendar = union.after.calendar
    length = stretch.last_month - stretch.first_month + 1
    pieces = calendar.quarters if length > _QUARTER else calendar.months
    for part in pieces if length > 1 else ():
        if stretch.first_month <= part.first_month and part.last_month <= stretch.last_month:
            then = _same_stretch(union.before.calendar, part)
            yield part, int(before.targets_in(then).sum()), int(after.targets_in(part).sum())


def _by_size(movements: Sequence[Movement]) -> tuple[Movement, ...]:
    """The largest difference first, then the largest shift between months, then by name."""
    return tuple(
        sorted(
            movements,
            key=lambda each: (
                -abs(each.difference),
                -sum(abs(month) for month in each.months),
                each.name,
            ),
        )
    )


def _same_stretch(calendar: FiscalCalendar, stretch: Period) -> Period:
    """The stretch of the same months of another year."""
    every = (calendar.year, *calendar.halves, *calendar.quarters, *calendar.months)
    wanted = (stretch.first_month, stretch.last_month)
    return next(each for each in every if (each.first_month, each.last_month) == wanted)


@dataclass(frozen=True)
class _Side:
    """One plan's targets in the stretch.

    `table` has shape (people, months), `total` (people,) counts what was carried over inside of the
    stretch, too; `year` (people,) is that of the whole year, `assigned` the sum of it.
    """

    table: Ints
    total: Ints
    year: Ints
    assigned: int

    @property
    def amounts(self) -> tuple[Ints, ...]:
        """Everything that is added up."""
        return self.table, self.total, self.year

    @classmethod
    def of(cls, metric: MetricPlan, stretch: Period, months: slice) -> _Side:
        """A metric's side."""
        carried = sum(each.amounts for each in metric.carried)
        year = metric.targets.sum(axis=1) + carried
        return cls(metric.targets[:, months], metric.targets_in(stretch), year, int(year.sum()))


class _Causes:
    """What differences come from, in multiples of `step`."""

    def __init__(self, before: _Side, after: _Side, step: int) -> None:
        self.before, self.after, self.step = before, after, step
        growth = after.assigned / before.assigned - 1 if before.assigned else 0.0
        sizes = before.table.sum(axis=0)
        # A month in which nobody had a target says nothing about shares: those of the year do.
        scale = np.divide(
            after.table.sum(axis=0), sizes, out=np.zeros(len(sizes)), where=sizes != 0
        )
        added = after.table[:, sizes == 0].sum()
        carried = [side.total.sum() - side.table.sum() for side in (before, after)]
        share = before.year / before.assigned if before.assigned else np.zeros(len(before.year))
        self.goal: Floats = np.asarray(before.total * growth, dtype=np.float64)
        self.timing: Floats = np.asarray(
            before.table @ scale
            - before.table.sum(axis=1) * (1 + growth)
            + share * (added + carried[1] - (1 + growth) * carried[0]),
            dtype=np.float64,
        )

    def movements(self, subjects: Sequence[Counterpart]) -> list[Movement]:
        """One movement a subject; what rounding leaves of a sum goes on to the next."""
        owners = [list(subject.before) for subject in subjects]
        goal, timing = (
            _whole(np.array([values[rows].sum() for rows in owners]), self.step)
            for values in (self.goal, self.timing)
        )
        return [
            self._movement(subject, int(goal[at]), int(timing[at]))
            for at, subject in enumerate(subjects)
        ]

    def _movement(self, subject: Counterpart, goal: int, timing: int) -> Movement:
        old, new = list(subject.before), list(subject.after)
        before = int(self.before.total[old].sum()) if old else None
        after = int(self.after.total[new].sum()) if new else None
        months = self.after.table[new].sum(axis=0) - self.before.table[old].sum(axis=0)
        rest = (after or 0) - (before or 0) - goal - timing
        why = Why(goal, timing, rest)
        names, by_month = (subject.name, subject.team), tuple(months.tolist())
        return Movement(*names, before, after, by_month, why, subject.came_from)


def _whole(values: Floats, step: int) -> Ints:
    """Multiples of `step` whose running sums are those of `values`, rounded."""
    return np.diff(np.rint(np.cumsum(values) / step), prepend=0).astype(np.int64) * step


def _records(
    union: Counterparts, before: MetricPlan, after: MetricPlan
) -> Iterator[tuple[MetricPlan, str, float, float]]:
    """People whose record counts for more or less than before."""
    for person in union.people:
        if not person.before or not person.after:
            continue
        then = float(before.record.factor[person.before[0]])
        now = float(after.record.factor[person.after[0]])
        if abs(now - then) > 1e-9:
            yield after, person.name, then, now
