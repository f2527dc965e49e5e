"""A plan made anew during its year: the past stays, the rest is divided again.

Targets up to the day `as_of` stay as they are. What has been planned for the days after it follows
people as they are now (who joined, left, changed), each month's total unchanged; then the gap
between targets and actuals so far is put on what is left, by the policy. What moves from the past
into the rest is booked as carried over, so that the goal of the year stays exact:
targets so far + carried over + targets to come = goal, where targets so far + carried over are
what has been sold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from salesplan.choices import Policy, Stretch
from salesplan.core.apportion import split
from salesplan.core.closed_rest import closed_rest
from salesplan.core.elapsed import Elapsed
from salesplan.core.evidence import metric_finding
from salesplan.core.landing import landing_of_whole
from salesplan.core.plan import MetricPlan, Plan, restated
from salesplan.core.rest import Rest
from salesplan.core.rest_limits import (
    limits_of_version,
)
from salesplan.core.review import review
from salesplan.core.sales import Sales
from salesplan.core.stints import row_keys
from salesplan.core.successor import succeed
from salesplan.core.version import Carried, Version
from salesplan.core.whole_rest import whole_rest
from salesplan.errors import ExitCode, Finding, SalesplanError
from salesplan.profile import Profile

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Settled:
    """What a new version has done to one metric; arrays have the shape (people,), in minor units.

    `elapsed` is what was to be reached until the day and what was. `planned` is what the version
    before had for the days after, `facts` what became of it by who is there now, `rest` what is
    planned now. `goal_before` is the goal of the version before.
    """

    metric: MetricPlan
    elapsed: Elapsed
    planned: Ints
    facts: Ints
    rest: Ints
    goal_before: int


@dataclass(frozen=True)
class Replanned:
    """A new version of a plan, what it settled in each metric, and what there is to say."""

    plan: Plan
    settled: tuple[Settled, ...]
    findings: tuple[Finding, ...]


def replan(plan: Plan, sales: Sales, version: Version, profile: Profile | None = None) -> Replanned:
    """The next version of a plan, with the days up to `version.as_of` as they were.

    `sales` are the actuals, `profile` says what has changed of people, limits and goals (default:
    nothing has). Raises `SalesplanError` for a day on which there is nothing to plan, for people
    who have vanished from the profile, and for limits that contradict each other.
    """
    _refuse(plan, version)
    after, findings = succeed(plan, version, profile, sales)
    landed = _landed(plan, sales, version)
    settled = []
    for metric in after.metrics:
        elapsed = Elapsed.of(after, metric, sales)
        landing = landed.get(metric.settings.metric)
        found, said = _settle(after, metric, elapsed, landing)
        settled.append(found)
        findings += said
    done = replace(after, metrics=tuple(each.metric for each in settled))
    return Replanned(done, tuple(settled), tuple(findings))


def _refuse(plan: Plan, version: Version) -> None:
    """What cannot be planned anew."""
    as_of, earlier = version.as_of, plan.version.as_of
    if as_of is None or version.policy is None:
        raise ValueError("a plan is made anew as of a day and by a policy")
    one, calendar = dt.timedelta(days=1), plan.calendar
    values: dict[str, object] = {"as_of": as_of}
    if plan.part:
        raise SalesplanError(Finding("E510"), ExitCode.USAGE)
    # As of the last working day, or a day after it, nothing is left to sell on.
    last = calendar.start + (int(np.flatnonzero(calendar.working)[-1]) - 1) * one
    if not calendar.start - one <= as_of <= last:
        values |= {"first": calendar.start - one, "last": last}
        raise SalesplanError(Finding("E511", values=values), ExitCode.USAGE)
    if earlier is not None and as_of < earlier:
        values |= {"number": plan.version.number, "earlier": earlier}
        raise SalesplanError(Finding("E512", values=values), ExitCode.USAGE)


def _landed(plan: Plan, sales: Sales, version: Version) -> dict[str, int]:
    """Where the people of the plan will land in each metric, if the goal is to follow that.

    What others sold so far is left out, and the same share of what is to come.
    """
    if version.policy is not Policy.LANDING:
        return {}
    reviewed = review(plan, sales, version.as_of, (Stretch.YEAR,))
    found = {}
    for at, each in enumerate(reviewed.stretches[Stretch.YEAR][1]):
        landing = landing_of_whole(reviewed, Stretch.YEAR, at)
        if landing is not None:
            others = sum(standing.actual for _, standing in each.others)
            sold = each.whole.actual
            ours = (sold - others) / sold if sold else 1.0
            to_come = round((landing.expected - sold) * ours)
            found[each.metric.settings.metric] = sold - others + to_come
    return found


def _settle(
    after: Plan, metric: MetricPlan, elapsed: Elapsed, landing: int | None
) -> tuple[Settled, list[Finding]]:
    """A metric of the next version, which has the targets of the one before, planned anew."""
    rest = Rest.of(after, metric, elapsed.months)
    facts = after.version.policy is Policy.FACTS
    by_month = np.zeros_like(elapsed.months) if facts else elapsed.gaps_by_month
    metric = _with_goal(metric, landing, int((elapsed.expected - elapsed.gaps).sum()))
    owed = metric.assigned - int(elapsed.expected.sum() - by_month.sum())
    if owed < 0:  # more has been sold than is asked of the whole year: the rest is nothing
        by_month = _within_goal(by_month, -owed, row_keys(after.profile.reps))
    gaps = by_month.sum(axis=1)
    table = closed_rest(after, metric, rest, gaps, max(owed, 0))
    day = after.calendar.start + dt.timedelta(days=after.cut)
    carried = (*metric.carried, *([Carried(day, -by_month)] if by_month.any() else []))
    metric = replace(metric, carried=carried, limits=limits_of_version(after, metric))
    whole, findings = whole_rest(after, metric, rest, elapsed.months, table, max(owed, 0))
    targets = elapsed.months + whole.targets
    metric = replace(
        metric,
        targets=targets,
        months=targets.sum(axis=0),
        exact=whole.exact if metric.limits else None,
        pools=whole.pools if metric.limits else (),
    )
    assert after.before is not None
    before = after.before.metric(metric.settings.metric)
    settled = Settled(
        metric,
        elapsed,
        rest.planned.sum(axis=1),
        rest.facts.sum(axis=1).round().astype(np.int64),
        whole.targets.sum(axis=1),
        before.goal,
    )
    return settled, [*findings, *_said(after, settled, owed)]


def _within_goal(by_month: Ints, over: int, keys: list[str]) -> Ints:
    """Gaps by person and month with so much less carried over of what was ahead."""
    ahead = np.maximum(-by_month.sum(axis=1), 0)
    # Where nobody is ahead the goal itself is below what was to be reached: all take their part.
    kept = split(over, ahead if ahead.any() else np.ones(len(ahead)), keys=keys)
    found = by_month.copy()
    for row in np.flatnonzero(kept):
        leads = np.maximum(-by_month[row], 0)
        found[row] += split(int(kept[row]), leads if leads.any() else np.eye(1, len(leads))[0])
    return found


def _with_goal(metric: MetricPlan, landing: int | None, sold: int) -> MetricPlan:
    """The metric with its goal restated to a landing, if there is one.

    In whole units, the nearest that is not below what has been `sold`.
    """
    if landing is None or metric.goal <= 0:
        return metric
    unit = metric.unit
    goal = max((2 * landing + unit) // (2 * unit), -(-sold // unit), 1) * unit
    assigned = (2 * goal * metric.assigned + metric.goal) // (2 * metric.goal)
    return restated(metric, goal, assigned)


def _said(after: Plan, settled: Settled, owed: int) -> Iterator[Finding]:
    """What a director has to know of a metric planned anew."""
    metric, elapsed = settled.metric, settled.elapsed
    settings = metric.settings
    if owed < 0:
        over = f"{metric.major(-owed):,}"
        yield metric_finding("W512", settings, over=over)
    carries = after.version.policy is not Policy.FACTS
    if elapsed.actual is None and carries:
        yield metric_finding("W513", settings)
    if elapsed.others and carries:
        yield metric_finding("N510", settings, amount=f"{metric.major(elapsed.others):,}")
    limit, reps = after.profile.replan.max_rise, after.profile.reps
    to_come = [
        (reps[first].name, int(settled.planned[rows].sum()), int(settled.rest[rows].sum()))
        for first, rows in {rows[0]: list(rows) for rows in after.rows_of}.items()
    ]
    rising = [each for each in to_come if each[1] > 0 and each[2] - each[1] > limit * each[1]]
    for name, before, now in sorted(rising, key=lambda each: -each[2] / each[1]):
        values = {
            "name": name,
            "before": f"{metric.major(before):,}",
            "after": f"{metric.major(now):,}",
            "rise": f"{now / before - 1:.0%}",
        }
        yield metric_finding("W514", settings, **values)
