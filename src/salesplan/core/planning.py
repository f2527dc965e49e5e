"""A plan with everything that is checked of it, on the same grounds."""

from __future__ import annotations

from dataclasses import dataclass

from salesplan.core.commitments import Committed
from salesplan.core.goal_check import GoalCheck, check_goals, goal_findings
from salesplan.core.grounds import prepare
from salesplan.core.plan import Plan, plan_on
from salesplan.core.plan_check import PlanCheck, check_plan, plan_findings
from salesplan.core.sales import Sales
from salesplan.errors import Finding
from salesplan.profile import Profile


@dataclass(frozen=True)
class Planned:
    """A plan, the checks of each of its goals and of its targets, and what these warn of.

    `warnings` are not among the findings of the plan: they speak of the whole, and of the day on
    which it was planned.
    """

    plan: Plan
    goal_checks: tuple[GoalCheck, ...]
    plan_checks: tuple[PlanCheck, ...]
    warnings: tuple[Finding, ...]


def plan_and_check(
    profile: Profile, sales: Sales | None = None, committed: Committed | None = None
) -> Planned:
    """The plan for a profile and a history of sales, checked.

    Raises `SalesplanError` as `core.plan.build_plan` does.
    """
    grounds = prepare(profile, sales, committed)
    plan = plan_on(grounds)
    goals, targets = check_goals(grounds, plan), check_plan(grounds, plan)
    warnings = [*goal_findings(plan, goals), *plan_findings(grounds, plan, targets)]
    return Planned(plan, goals, targets, tuple(warnings))
