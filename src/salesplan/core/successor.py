"""The version after a version: the same targets, laid on the people of the profile as it is now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from salesplan.core.amounts import round_minor, to_minor
from salesplan.core.evidence import Before
from salesplan.core.handovers import hand_over
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.record import Record
from salesplan.core.sales import Sales
from salesplan.core.stints import in_stints
from salesplan.core.version import Carried, Version
from salesplan.errors import Finding, Place, SalesplanError
from salesplan.profile import By, Goal, Profile

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Rows = Sequence[int | None]


def succeed(
    plan: Plan, version: Version, profile: Profile | None, sales: Sales
) -> tuple[Plan, list[Finding]]:
    """The plan as its next version before anything is divided anew.

    Its targets are those of `plan`, nothing for people who are new; its goals those of `profile`
    where they are numbers. New handovers of customers go by `sales`. Raises `SalesplanError` for
    people of the plan who are not in the profile, and for goals that a plan cannot change to during
    its year.
    """
    wanted = plan.profile if profile is None else in_stints(profile)
    moved, findings = plan.moved, list[Finding]()
    if wanted.handovers != plan.profile.handovers:
        until = version.as_of and version.as_of + dt.timedelta(days=1)
        moved, findings = hand_over(wanted, plan.calendar, sales, until=until)
    next_plan = replace(plan, profile=wanted, metrics=(), version=version, before=plan, moved=moved)
    rows = next_plan.rows_before
    problems = [*_vanished(plan, next_plan), *_other_goals(plan, wanted)]
    if problems:
        raise SalesplanError(problems)
    metrics = tuple(
        _on_rows(metric, settings, plan, next_plan, rows)
        for metric, settings in zip(plan.metrics, wanted.goals, strict=True)
    )
    return replace(next_plan, metrics=metrics), [*findings, *_unheeded(plan, wanted)]


def _vanished(plan: Plan, after: Plan) -> list[Finding]:
    """People of the plan who are not there any more: their past would be lost."""
    there = set(after.keys)
    return [
        Finding("E516", values={"name": name, "team": team})
        for team, name in plan.keys
        if (team, name) not in there
    ]


def _other_goals(plan: Plan, profile: Profile) -> list[Finding]:
    """Goals that came, went, or are to come about in another way than by a number."""
    before = [metric.settings.metric for metric in plan.metrics]
    after = [goal.metric for goal in profile.goals]
    if before != after:
        return [Finding("E517", values={"before": ", ".join(before), "after": ", ".join(after)})]
    return [
        Finding("E518", values={"metric": goal.metric})
        for said, goal in zip(plan.profile.goals, profile.goals, strict=True)
        if _restated(said, goal) and goal.by is not By.ANNUAL
    ]


def _restated(before: Goal, after: Goal) -> bool:
    """Whether a goal's number comes from something else now."""
    return any(getattr(before, by.value) != getattr(after, by.value) for by in before.given) or (
        before.given != after.given or before.over_assignment != after.over_assignment
    )


def _unheeded(plan: Plan, profile: Profile) -> list[Finding]:
    """What a plan cannot change during its year: its calendar."""
    same = (
        profile.fiscal_year == plan.profile.fiscal_year
        and profile.calendar == plan.profile.calendar
    )
    return [] if same else [Finding("W510", Place(), {"year": plan.calendar.name})]


def _on_rows(metric: MetricPlan, settings: Goal, plan: Plan, after: Plan, rows: Rows) -> MetricPlan:
    """A metric with the people of the next version, and its goal there."""
    goal, assigned, levels = metric.goal, metric.assigned, metric.levels
    said = next(each for each in plan.profile.goals if each.metric == settings.metric)
    if _restated(said, settings):
        goal = to_minor(settings.annual or Decimal(0), metric.decimals)
        assigned = goal + round_minor(goal * settings.over_assignment)
        levels = ()
    else:
        settings = settings.model_copy(
            update={by.value: getattr(metric.settings, by.value) for by in By}
        )
    return replace(
        metric,
        settings=settings,
        goal=goal,
        assigned=assigned,
        targets=_laid(metric.targets, rows),
        record=_record(metric.record, plan, after, rows),
        growth_base=_before(metric.growth_base, rows),
        last_year=_before(metric.last_year, rows),
        exact=None,
        pools=(),
        levels=levels,
        carried=tuple(Carried(each.day, _laid(each.months, rows)) for each in metric.carried),
    )


def _laid(table: Ints, rows: Rows) -> Ints:
    """The rows of a table in their new places, zeros for who is new."""
    laid = np.zeros((len(rows), *table.shape[1:]), dtype=table.dtype)
    for row, place in enumerate(rows):
        if place is not None:
            laid[row] = table[place]
    return laid


def _before(before: Before | None, rows: Rows) -> Before | None:
    """A past year; those who are new had no sales of their own in it."""
    if before is None:
        return None
    table = np.vstack([_laid(before.table[:-1], rows), before.table[-1:]])
    return Before(before.name, table, before.complete)


def _record(record: Record, plan: Plan, after: Plan, rows: Rows) -> Record:
    """Track records; another stint of somebody has theirs, who is new has none."""
    known = {name: place for place, (_, name) in reversed(list(enumerate(plan.keys)))}
    places = [
        known.get(name) if place is None else place
        for place, (_, name) in zip(rows, after.keys, strict=True)
    ]
    none = {"record": 1.0, "factor": 1.0}

    def laid(field: str) -> npt.NDArray[np.float64 | np.int64]:
        old = getattr(record, field)
        new = [none.get(field, 0) if place is None else old[place] for place in places]
        return np.array(new, dtype=old.dtype)

    fields = ("sold", "expected", "record", "credibility", "factor", "months")
    return Record(**{field: laid(field) for field in fields})  # type: ignore[arg-type]
