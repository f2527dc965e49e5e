"""Targets that people wrote over those of a plan, taken over as its next version.

Where they no longer add up to the goal, the difference goes to the other people of the same month,
to the other months of the same person, or into the goal: whoever edited says which. Days that an
earlier version has closed keep their targets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from salesplan.choices import Balance
from salesplan.core.amounts import to_minor
from salesplan.core.apportion import split
from salesplan.core.evidence import metric_finding
from salesplan.core.plan import MetricPlan, Plan, restated, with_targets
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


def adopt(plan: Plan, edited: Plan, version: Version, balance: Balance | None = None) -> Adopted:
    """The next version of `plan`, with the targets of `edited`.

    Raises `SalesplanError` where nothing was changed, and where edits do not add up to the goal and
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
    metrics, findings = [], []
    for metric in plan.metrics:
        each = named.get(metric.settings.metric)
        if each is None:
            metrics.append(metric)
            continue
        changed = _balanced(plan, each, balance)
        metrics.append(changed)
        findings += list(_broken_limits(changed))
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


def _balanced(plan: Plan, edit: EditedMetric, balance: Balance | None) -> MetricPlan:
    """The metric with its edits, and the difference where it belongs."""
    metric = edit.metric
    if not edit.difference or balance is None:
        return with_targets(metric, edit.after)
    if balance is Balance.GOAL:
        changed = with_targets(metric, edit.after)
        return restated(changed, _goal_for(metric, changed.assigned), changed.assigned)
    free = _free(plan, edit)
    keys = row_keys(plan.profile.reps)
    if balance is Balance.PEOPLE:
        targets = _over_lines(edit, free, keys)
    else:
        months = [period.key for period in plan.calendar.months]
        targets = _over_lines(_turned(edit), free.T, months).T
    return with_targets(metric, targets)


def _goal_for(metric: MetricPlan, assigned: int) -> int:
    """The goal that so much is assigned for, by the over-assignment that there is."""
    if metric.assigned == metric.goal:
        return assigned
    return (2 * assigned * metric.goal + metric.assigned) // (2 * metric.assigned)


def _free(plan: Plan, edit: EditedMetric) -> Mask:
    """Which targets may take a difference: not edited, not over, not locked, and not nothing."""
    bounds = plan.calendar.month_bounds[:-1]
    free = (edit.after > 0) & ~edit.cells & (bounds >= plan.cut)[None, :]
    for limit in edit.metric.limits:
        if limit.locked:
            first, until = limit.months
            free[list(limit.people), first:until] = False
    return free


def _turned(edit: EditedMetric) -> EditedMetric:
    """Months as rows, people as columns."""
    return EditedMetric(edit.metric, edit.before.T, edit.after.T)


def _over_lines(edit: EditedMetric, free: Mask, keys: list[str]) -> Ints:
    """The targets with each column's difference taken by the free ones of the same column.

    Raises `SalesplanError` (E523) for a column that has not enough of them.
    """
    metric, targets = edit.metric, edit.after.copy()
    unit = to_minor(metric.settings.unit, metric.decimals)
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


def _broken_limits(metric: MetricPlan) -> Iterator[Finding]:
    """Limits that do not hold any more, since somebody wrote over the targets under them."""
    for limit in metric.limits:
        first, until = limit.months
        people = list(limit.people)
        total = int(metric.targets[people, first:until].sum())
        total += int(metric.carried_in(limit.period)[people].sum())
        low, high = limit.low, limit.high
        if (low is not None and total < low) or (high is not None and total > high):
            values = {"name": limit.name, "period": limit.period.key}
            total_shown = f"{metric.major(total):,}"
            yield metric_finding("W515", metric.settings, total=total_shown, **values)
