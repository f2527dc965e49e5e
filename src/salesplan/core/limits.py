"""Limits on targets, as bounds in minor units: of people, of teams, and of the whole.

What the profile says of one person or team in one period (a number, growth, a share) becomes one
limit each, so that those that contradict each other can be named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from salesplan.core.amounts import to_major, to_minor
from salesplan.core.calendar import FiscalCalendar, Period
from salesplan.core.evidence import metric_finding
from salesplan.core.goal import fixed_months
from salesplan.core.grounds import Grounds, MetricGrounds
from salesplan.core.stints import rows_of
from salesplan.core.team_tree import placed_teams
from salesplan.errors import Finding, SalesplanError
from salesplan.profile import Bounds, Goal, Limits, Profile, Rates, Rep, Team

Ints = npt.NDArray[np.int64]

_CODES: Final = {"whole": "E476", "exact": "E473", "least": "E474", "most": "E475"}


class Measured(Protocol):
    """A metric, wherever it comes from."""

    @property
    def settings(self) -> Goal:
        """What the profile says of it."""
        ...

    @property
    def decimals(self) -> int:
        """Decimals of its minor unit."""
        ...


class LimitKind(StrEnum):
    """What a limit comes from."""

    TARGET = "target"
    GROWTH = "growth"
    SHARE = "share"
    FIXED = "fixed"  # a part of the whole's goal
    GOAL = "goal"  # what all together are to reach
    LEVEL = "level"  # a team's part of it


@dataclass(frozen=True, slots=True)
class Limit:
    """The targets of some people in a period, between `low` and `high` in minor units.

    `name` is the person or team, "" for the whole; `people` are positions in the profile. None is
    no bound; equal bounds lock. `rate` is the growth or the share that the profile says.
    """

    name: str
    people: tuple[int, ...]
    period: Period
    kind: LimitKind
    low: int | None
    high: int | None

    @property
    def locked(self) -> bool:
        """Whether the number is exact."""
        return self.low is not None and self.low == self.high

    @property
    def months(self) -> tuple[int, int]:
        """First month, and the one after the last."""
        return self.period.first_month, self.period.last_month + 1


class Contradiction(Exception):  # noqa: N818 (what limits have, not a failure of the program)
    """Limits that cannot all hold.

    `bounds` are the limits with whether the upper bound is meant; without any of them the others
    can hold. `amount` is the least by which they miss each other, in minor units.
    """

    def __init__(self, bounds: Sequence[tuple[Limit, bool]], amount: int) -> None:
        super().__init__(bounds, amount)
        self.bounds, self.amount = tuple(bounds), amount


def limits_of(
    grounds: Grounds, metric: MetricGrounds, assigned: int
) -> tuple[list[Limit], list[Finding]]:
    """All limits on the targets of a metric, and what there is to say about them.

    `assigned` is what all together are to reach, in minor units. Raises `SalesplanError` with every
    limit that means nothing: of a period that the year does not have, on growth over nothing.
    """
    limits: list[Limit] = []
    findings: list[Finding] = []
    problems: list[Finding] = []
    for name, people, said in _said(grounds, metric):
        found = _Limited(grounds.calendar, metric, name, people, assigned)
        limits += found.limits(said, findings, problems)
    if problems:
        raise SalesplanError(problems)
    return limits, findings


def _said(grounds: Grounds, metric: MetricGrounds) -> Iterator[tuple[str, tuple[int, ...], Limits]]:
    """Who is limited in the metric: name, positions, limits."""
    profile = grounds.profile
    main = metric.settings.metric == profile.goals[0].metric
    rows = rows_of(profile.reps)
    for placed in placed_teams(profile):
        team, people = placed.team, placed.people
        owners: list[tuple[str, tuple[int, ...], Team | Rep]] = [(team.name, people, team)]
        owners += [(rep.name, rows[placed.first + at], rep) for at, rep in enumerate(team.reps)]
        for name, positions, owner in owners:
            other = owner.targets.get(metric.settings.metric)
            for said in (owner.target if main else None, other):
                if said is not None:
                    yield name, positions, said


def of_persons(profile: Profile, limits: Sequence[Limit]) -> frozenset[int]:
    """The rows of all who have limits of their own, each of which is divided for by itself."""
    names = [rep.name for rep in profile.reps]
    return frozenset(at for limit in limits for at in limit.people if names[at] == limit.name)


@dataclass(frozen=True)
class _Limited:
    """A person or a team, and what their limits are reckoned from."""

    calendar: FiscalCalendar
    metric: MetricGrounds
    name: str
    people: tuple[int, ...]
    assigned: int

    def limits(
        self, said: Limits, findings: list[Finding], problems: list[Finding]
    ) -> Iterator[Limit]:
        """The limits that the profile says."""
        yield from self._bounds(said, self.calendar.year, problems)
        for key, bounds in said.periods.items():
            try:
                period = self.calendar.period(key)
            except KeyError:
                values = {"name": self.name, "period": key, "month": self.calendar.months[1].key}
                problems.append(metric_finding("E470", self.metric.settings, **values))
                continue
            yield from self._bounds(bounds, period, problems)
        if said.share is not None:
            yield from self._rates(said.share, Decimal(self.assigned), LimitKind.SHARE, 0)
        if said.growth is not None:
            yield from self._growth(said.growth, findings)

    def _bounds(self, said: Bounds, period: Period, problems: list[Finding]) -> Iterator[Limit]:
        decimals = self.metric.decimals
        if said.low is None and said.high is None:
            return
        try:
            low, high = (
                None if bound is None else to_minor(bound, decimals)
                for bound in (said.low, said.high)
            )
        except ValueError as problem:
            values = {"name": self.name, "amount": str(problem.args[0]), "decimals": decimals}
            problems.append(metric_finding("E471", self.metric.settings, **values))
            return
        yield Limit(self.name, self.people, period, LimitKind.TARGET, low, high)

    def _growth(self, said: Rates, findings: list[Finding]) -> Iterator[Limit]:
        base = self.metric.base
        sold = 0 if base is None else int(base.table[list(self.people)].sum())
        if base is None or sold <= 0:
            findings.append(metric_finding("W470", self.metric.settings, name=self.name))
            return
        yield from self._rates(said, Decimal(sold), LimitKind.GROWTH, 1)

    def _rates(self, said: Rates, whole: Decimal, kind: LimitKind, plus: int) -> Iterator[Limit]:
        """Bounds as parts of a whole: inwards to what targets are multiples of.

        To the minor unit where there is no such multiple between them; where there is not even one
        of these, both are the one below.
        """
        for step in (self.metric.unit, 1):
            low, high = (
                None
                if rate is None
                else int((whole * (rate + plus) / step).to_integral_value(towards)) * step
                for rate, towards in ((said.min, ROUND_CEILING), (said.max, ROUND_FLOOR))
            )
            if low is None or high is None or low <= high:
                break
        else:
            low = high
        yield Limit(self.name, self.people, self.calendar.year, kind, low, high)


def limits_of_whole(grounds: Grounds, metric: MetricGrounds, months: Ints) -> list[Limit]:
    """What months may not give up where limits move them: the goal and its fixed parts."""
    calendar, everybody = grounds.calendar, tuple(range(len(grounds.profile.reps)))
    fixed = [
        (LimitKind.FIXED, quarter)
        for number, quarter in enumerate(calendar.quarters, 1)
        if f"Q{number}" in metric.settings.quarters
    ]
    fixed += [
        (LimitKind.FIXED, calendar.months[month])
        for month in sorted(fixed_months(metric.settings, calendar))
    ]
    limits = []
    for kind, period in ((LimitKind.GOAL, calendar.year), *fixed):
        amount = int(months[period.first_month : period.last_month + 1].sum())
        limits.append(Limit("", everybody, period, kind, amount, amount))
    return limits


def moved_months(
    calendar: FiscalCalendar, metric: MetricGrounds, before: Ints, after: Ints
) -> list[Finding]:
    """That limits have moved targets from months to others; nothing where they have not."""
    moved = after - before
    if not moved.any():
        return []
    changes = [
        f"{calendar.months[month].key} {to_major(int(moved[month]), metric.decimals):+,}"
        for month in np.flatnonzero(moved)
    ]
    return [metric_finding("W471", metric.settings, months=", ".join(changes))]


def contradiction_findings(metric: Measured, found: Contradiction) -> list[Finding]:
    """The limits that contradict each other, and by how much."""
    amount = to_major(found.amount, metric.decimals)
    findings = [metric_finding("E472", metric.settings, amount=f"{amount:,}")]
    for limit, upper in found.bounds:
        bound = limit.high if upper else limit.low
        side = "most" if upper else "least"
        code = _CODES["whole" if not limit.name else "exact" if limit.locked else side]
        if limit.kind is LimitKind.LEVEL:
            code = "E439"
        values = {
            "name": limit.name,
            "period": limit.period.key,
            "amount": f"{to_major(bound or 0, metric.decimals):,}",
        }
        findings.append(metric_finding(code, metric.settings, **values))
    return findings
