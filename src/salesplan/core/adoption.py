"""Targets that people wrote over those of a plan, taken over as its next version.

Where they no longer add up to the goal, the difference goes to the other people of the same month,
to the other months of the same person, or into the goal: whoever edited says which. Days that an
earlier version has closed keep their targets.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from salesplan.choices import Balance
from salesplan.core.apportion import split
from salesplan.core.calendar import MONTHS
from salesplan.core.evidence import metric_finding
from salesplan.core.goal import fixed_months, fixed_quarters
from salesplan.core.goal_pools import goal_pools
from salesplan.core.limited import divide
from salesplan.core.limits import Contradiction, Limit, LimitKind, of_persons
from salesplan.core.plan import MetricPlan, Plan, restated, with_targets
from salesplan.core.rest_limits import limits_of_rest
from salesplan.core.stints import row_keys
from salesplan.core.version import Version
from salesplan.errors import Finding, SalesplanError

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class EditedMetric:
    """What people changed of a metric: targets (people, 12) before and after, in minor units."""

    metric: MetricPlan
    before: Ints
    after: Ints

    @property
    def cells(self) -> Mask:
        """Which targets are others than before."""
        changed: Mask = self.before != self.after
        return changed

    @property
    def difference(self) -> int:
        """By how much the year's targets miss what they are to add up to; positive is too much."""
        return int((self.after - self.before).sum())


@dataclass(frozen=True)
class Adopted:
    """A plan with hand edits as its next version, what was changed, and what there is to say."""

    plan: Plan
    edits: tuple[EditedMetric, ...]
    findings: tuple[Finding, ...]


def edits_of(plan: Plan, edited: Plan) -> tuple[EditedMetric, ...]:
    """The metrics in which somebody wrote over targets of `plan`."""
    pairs = zip(plan.metrics, edited.metrics, strict=True)
    found = (EditedMetric(before, before.targets, after.targets) for before, after in pairs)
    return tuple(each for each in found if each.cells.any())


def adopt(
    plan: Plan,
    edited: Plan,
    version: Version,
    balance: Balance | None = None,
    *,
    over_by: dt.date | None = None,
) -> Adopted:
    """The next version of `plan`, with the targets of `edited`.

    Months that begin until `over_by` take nothing of what was changed in others. Raises
    `SalesplanError` where nothing was changed, and where edits do not add up to the goal and
    `balance` does not say, or nobody is left, to take the difference.
    """
    edits = edits_of(plan, edited)
    if not edits:
        raise SalesplanError(Finding("E522"))
    if balance is None:
        unbalanced = [each for each in edits if each.difference]
        if unbalanced:
            raise SalesplanError([_unbalanced(each) for each in unbalanced])
    named = {each.metric.settings.metric: each for each in edits}
    gone = 0 if over_by is None else (over_by - plan.calendar.start).days + 1
    first = max(plan.cut, gone)
    metrics: list[MetricPlan] = []
    findings: list[Finding] = []
    for metric in plan.metrics:
        each = named.get(metric.settings.metric)
        if each is None:
            metrics.append(metric)
            continue
        changed = _balanced(plan, each, balance, first)
        metrics.append(changed)
        levels = [] if balance is Balance.GOAL else _level_limits(plan, metric)
        findings += _broken_limits(changed, [*metric.limits, *levels])
    adopted = replace(
        plan,
        metrics=tuple(metrics),
        version=replace(version, as_of=plan.version.as_of, policy=None),
        before=plan,
    )
    return Adopted(adopted, edits, tuple(findings))


def _unbalanced(edit: EditedMetric) -> Finding:
    metric = edit.metric
    values = {
        "difference": f"{metric.major(edit.difference):+,}",
        "total": f"{metric.major(metric.assigned + edit.difference):,}",
        "assigned": f"{metric.major(metric.assigned):,}",
    }
    return metric_finding("E520", metric.settings, **values)


def _balanced(plan: Plan, edit: EditedMetric, balance: Balance | None, first: int) -> MetricPlan:
    """The metric with its edits, and the difference where it belongs."""
    metric = edit.metric
    if not edit.difference or balance is None:
        return with_targets(metric, edit.after)
    if balance is Balance.GOAL:
        changed = with_targets(metric, edit.after)
        return restated(changed, _goal_for(metric, changed.assigned), changed.assigned)
    if balance is Balance.PEOPLE:
        free, keys = _free(plan, edit, plan.cut), row_keys(plan.profile.reps)
        targets = _within_limits(plan, edit, free, _over_lines(edit, free, keys))
    else:
        free, targets = _free(plan, edit, first), edit.after.copy()
        for months in _parts_of_year(plan, metric):
            part = EditedMetric(metric, edit.before[:, months].T, edit.after[:, months].T)
            names = [plan.calendar.months[month].key for month in months]
            targets[:, months] = _over_lines(part, free[:, months].T, names).T
    return with_targets(metric, targets)


def _parts_of_year(plan: Plan, metric: MetricPlan) -> Iterator[list[int]]:
    """Months that may take over from each other: those of a fixed part of the year stay its."""
    alone = fixed_months(metric.settings, plan.calendar)
    quarters = fixed_quarters(metric.settings)
    free = [month for month in range(MONTHS) if month not in alone]
    yield from ([month] for month in sorted(alone))
    yield from ([month for month in free if month // 3 == quarter] for quarter in sorted(quarters))
    yield [month for month in free if month // 3 not in quarters]


def _goal_for(metric: MetricPlan, assigned: int) -> int:
    """The goal that so much is assigned for, by the over-assignment that there is."""
    if metric.assigned == metric.goal:
        return assigned
    return (2 * assigned * metric.goal + metric.assigned) // (2 * metric.assigned)


def _free(plan: Plan, edit: EditedMetric, first: int) -> Mask:
    """Which targets may take a difference: not edited, not locked, not nothing, and not over.

    Over are months that begin before day `first` of the year.
    """
    bounds = plan.calendar.month_bounds[:-1]
    free = (edit.after > 0) & ~edit.cells & (bounds >= first)[None, :]
    for limit in edit.metric.limits:
        if limit.locked:
            first, until = limit.months
            free[list(limit.people), first:until] = False
    return free


def _within_limits(plan: Plan, edit: EditedMetric, free: Mask, targets: Ints) -> Ints:
    """`targets`, or where the others would break limits or goals of levels, what keeps them.

    The edits stand, whatever limits these people have. Other limits that cannot hold beside them
    are given up: goals of levels first.
    """
    metric = edit.metric
    levels = _level_limits(plan, metric)
    persons = of_persons(plan.profile, metric.limits)
    limits = [
        each
        for each in metric.limits
        if not persons.issuperset(each.people)
        or not edit.cells[list(each.people), slice(*each.months)].any()
    ]
    if not any(_breaks(replace(metric, targets=targets), each) for each in (*limits, *levels)):
        return targets
    free = free & (edit.before.sum(axis=0) != edit.after.sum(axis=0))
    fixed = np.where(free, 0, edit.after)
    ahead, _ = limits_of_rest(plan.calendar, metric, limits, fixed, 0)
    goals, _ = limits_of_rest(plan.calendar, metric, levels, fixed, 0)
    months = edit.before.sum(axis=0) - fixed.sum(axis=0)
    weights = np.where(free, edit.after, 0).astype(float)
    keys = row_keys(plan.profile.reps)
    everybody = tuple(range(len(fixed)))
    whole = [
        Limit("", everybody, period, LimitKind.FIXED, int(months[at]), int(months[at]))
        for at, period in enumerate(plan.calendar.months)
    ]
    for kept_limits in ([*ahead, *goals], ahead):
        try:
            found = divide(months, weights, kept_limits, whole, metric.unit, keys, persons)
        except Contradiction:
            continue
        within: Ints = fixed + found.targets
        return within
    return targets


def _level_limits(plan: Plan, metric: MetricPlan) -> list[Limit]:
    """What the people under each goal of a level have together, which is to stay."""
    year = plan.calendar.year
    return [
        Limit(name, people, year, LimitKind.LEVEL, metric.held_by(people), metric.held_by(people))
        for name, people in goal_pools(plan, metric).items()
        if name
    ]


def _over_lines(edit: EditedMetric, free: Mask, keys: list[str]) -> Ints:
    """The targets with each column's difference taken by the free ones of the same column.

    Raises `SalesplanError` (E523) for a column that has not enough of them.
    """
    metric, targets = edit.metric, edit.after.copy()
    unit = metric.unit
    for column in np.flatnonzero((edit.after - edit.before).sum(axis=0)):
        mine = np.flatnonzero(free[:, column])
        given = edit.after[mine, column]
        owed = int((edit.before - edit.after)[:, column].sum())
        total = int(given.sum()) + owed
        if total < 0 or not len(mine):
            values = {"difference": f"{metric.major(-owed):+,}"}
            raise SalesplanError(metric_finding("E523", metric.settings, **values))
        names = [keys[row] for row in mine]
        targets[mine, column] = split(total, given.astype(float), unit, keys=names)
    return targets


def _broken_limits(metric: MetricPlan, limits: Sequence[Limit]) -> Iterator[Finding]:
    """Limits that do not hold any more, since somebody wrote over the targets under them."""
    for limit in limits:
        if _breaks(metric, limit):
            values = {"name": limit.name, "period": limit.period.key}
            total = f"{metric.major(_sum_under(metric, limit)):,}"
            yield metric_finding("W515", metric.settings, total=total, **values)


def _breaks(metric: MetricPlan, limit: Limit) -> bool:
    """Whether the targets are outside of a limit."""
    total, low, high = _sum_under(metric, limit), limit.low, limit.high
    return (low is not None and total < low) or (high is not None and total > high)


def _sum_under(metric: MetricPlan, limit: Limit) -> int:
    """What the targets under a limit add up to, with what was carried over."""
    first, until = limit.months
    people = list(limit.people)
    carried = int(metric.carried_in(limit.period)[people].sum())
    return int(metric.targets[people, first:until].sum()) + carried
