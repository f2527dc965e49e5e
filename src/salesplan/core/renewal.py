"""The next version of a plan: hand edits taken over, the rest planned anew, or both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from salesplan.choices import Balance, Policy
from salesplan.core.adoption import Adopted, adopt, edits_of
from salesplan.core.plan import Plan
from salesplan.core.replan import Replanned, replan
from salesplan.core.sales import Sales
from salesplan.core.version import Version
from salesplan.errors import Finding, SalesplanError
from salesplan.profile import Profile


@dataclass(frozen=True)
class Occasion:
    """Why a plan is made anew, by whom and on which day."""

    reason: str
    author: str
    made: dt.date


@dataclass(frozen=True)
class Renewed:
    """A plan's next version, with what was taken over and what was planned anew for it."""

    plan: Plan
    adopted: Adopted | None
    replanned: Replanned | None

    @property
    def findings(self) -> Sequence[Finding]:
        """What there is to say about both."""
        steps = (self.adopted, self.replanned)
        return [finding for step in steps if step is not None for finding in step.findings]


def renew(
    plan: Plan,
    edited: Plan,
    occasion: Occasion,
    *,
    sales: Sales | None = None,
    as_of: dt.date | None = None,
    policy: Policy | None = None,
    profile: Profile | None = None,
    adopting: bool = False,
    balance: Balance | None = None,
) -> Renewed:
    """The version after `plan`, and the one after that where edits are adopted and more is done.

    `edited` is the plan with what people wrote over its targets. With `sales` the days after
    `as_of` are planned anew, by the `policy` of the profile if none is given.

    Raises `SalesplanError` (E521) for edits that nobody asked to adopt, and as `adopt` and
    `replan` do.
    """
    adopted = replanned = None
    if adopting:
        adopted = adopt(plan, edited, _next(plan, occasion), balance, over_by=as_of)
        plan = adopted.plan
    elif edits := edits_of(plan, edited):
        count = sum(int(each.cells.sum()) for each in edits)
        raise SalesplanError(Finding("E521", values={"count": count}))
    if sales is not None:
        settings = (profile or plan.profile).replan
        version = _next(plan, occasion, as_of, policy or settings.policy)
        replanned = replan(plan, sales, version, profile)
        plan = replanned.plan
    return Renewed(plan, adopted, replanned)


def _next(
    plan: Plan, occasion: Occasion, as_of: dt.date | None = None, policy: Policy | None = None
) -> Version:
    """The version after that of `plan`."""
    return Version(
        plan.version.number + 1, occasion.made, occasion.author, occasion.reason, as_of, policy
    )
