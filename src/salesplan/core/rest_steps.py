"""The steps by which a plan made anew came to a person's target, as values.

All figures are `Decimal`s in main units, as they are to be shown, with as many decimals as it takes
for the shown figures alone to give the same target (see `core.steps`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from salesplan.core.calendar import Period
from salesplan.core.limits import Limit
from salesplan.core.plan import MetricPlan
from salesplan.core.steps import Edit, GoalStep, Left, Limited, Rounding, Share
from salesplan.core.version import Version


class CarryKind(StrEnum):
    """What changes the amount that a person has to come, in the order of the steps."""

    GOAL = "goal"  # the goal is another one
    OWN = "own"  # the gap of the person
    PERSON = "person"  # the same, of who is in several teams
    TEAM = "team"  # what the people of the team carry together
    ALL = "all"  # what all carry together
    TOTAL = "total"  # so that everybody's adds up


@dataclass(frozen=True, slots=True)
class Carry:
    """A step from what a person had to come to what they have.

    Those who carry together had `have` to come and have `now`: `after` = `before` × `now` ÷ `have`.
    Where they had nothing it goes by how much they are there: `after` = `now` × `capacity` ÷
    `capacities`. Of one's own gap `have` is `before`, and `now` that and the gap.
    """

    kind: CarryKind
    have: Decimal
    now: Decimal
    before: Decimal
    after: Decimal
    capacity: Decimal | None = None
    capacities: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PersonRest:
    """What a person has to come in the year, and why it is not what was planned.

    `expected` = targets of the days that are over and what had been carried over before; `gap` =
    `expected` − `sold`, both None where no gap was moved. `planned` is what the version before had
    for the days to come, `facts` what became of it by who is there now; the `carries` lead from
    there to `rest`. Each month has a part of it by `pattern`, whose sum is `patterns`: what it had
    of `facts` or, where that was nothing, how much the person is there. `target` is what became of
    `rest` in whole units, where limits of others may have moved some of it.
    """

    expected: Decimal
    sold: Decimal | None
    gap: Decimal | None
    planned: Decimal
    facts: Decimal
    carries: tuple[Carry, ...]
    rest: Decimal
    patterns: Decimal
    by_capacity: bool
    target: Decimal


@dataclass(frozen=True, slots=True)
class Facts:
    """What who is there now makes of a month: `facts` = `total` × `wanted` ÷ `all_wanted` × `more`.

    `wanted` = `planned` × `capacity` ÷ `capacity_before`; who was not there has what the others
    have on average, and `capacity_before` is None. `total` is everybody's of the month. `more`
    takes over what nobody is there for, mostly 1.
    """

    planned: Decimal
    capacity_before: Decimal | None
    capacity: Decimal
    wanted: Decimal
    total: Decimal
    all_wanted: Decimal
    more: Decimal
    facts: Decimal


@dataclass(frozen=True, slots=True)
class KeptMonth:
    """A month, 0–11, that stands as an earlier version, `number`, has planned it."""

    month: int
    number: int
    target: Decimal


@dataclass(frozen=True, slots=True)
class RestChain:
    """The steps of a month, 0–11, that was planned anew.

    `frozen` is the target of the days of it that were over, `planned` what the version before had
    for the others. `share` is the person's: weights are `wanted` = rest of the person × `pattern` ÷
    the sum of their patterns. The target is `frozen` and what `rounding` says.
    """

    month: int
    frozen: Decimal
    planned: Decimal
    facts: Facts | None
    pattern: Decimal
    wanted: Decimal
    left: Left | None
    share: Share
    limited: Limited | None
    rounding: Rounding
    edit: Edit | None

    @property
    def target(self) -> Decimal:
        """The target of the month as it is in the plan, edited or not."""
        return self.made if self.edit is None else self.edit.target

    @property
    def made(self) -> Decimal:
        """The target as it was planned."""
        return self.frozen + self.rounding.target


@dataclass(frozen=True)
class RestExplanation:
    """Why a person has their target in a stretch some of whose months were planned anew.

    `version` is the one that did, `before` the one before it. `kept` are the months that stand as
    they were, `months` the others. `carried` is what was taken out of the past inside of a stretch
    of several months, by day: `target` is all of these together.
    """

    person: int
    people: int
    metric: MetricPlan
    stretch: Period
    goal: GoalStep
    version: Version
    before: Version
    goal_before: Decimal
    rest: PersonRest
    kept: tuple[KeptMonth, ...]
    months: tuple[RestChain, ...]
    carried: tuple[tuple[dt.date, Decimal], ...]
    limits: tuple[Limit, ...] = ()
    vacant: int = 0

    @cached_property
    def target(self) -> Decimal:
        """The target of the stretch."""
        kept = sum((month.target for month in self.kept), Decimal(0))
        carried = sum((amount for _, amount in self.carried), Decimal(0))
        return kept + sum((month.target for month in self.months), carried)

    @cached_property
    def edited(self) -> bool:
        """Whether a target of the stretch was changed by hand."""
        return any(month.edit is not None for month in self.months)
