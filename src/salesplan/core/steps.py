"""The steps from the goal to a person's target, as values: what `core.explain` finds.

All figures are `Decimal`s in main units, exactly as they are to be shown. A figure that is no round
number (an index, a credibility, the sum of everybody's weights) has as many decimals as it takes
for the shown figures alone to give the exact share to the last place, and no more: a person with a
calculator arrives at the same number. Nobody else's name or number is among them, only totals.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import ClassVar, Final

from salesplan.core.attendance import Attendance
from salesplan.core.calendar import Period
from salesplan.core.limits import Limit
from salesplan.core.moved import Moved
from salesplan.core.plan import MetricPlan
from salesplan.core.record import LEAST_FACTOR
from salesplan.profile import By

LEAST: Final = Decimal(str(LEAST_FACTOR))
"""The least record factor."""


class StepKind(StrEnum):
    """The steps from a month's part of the goal to a person's target, in their order."""

    MONTH_TOTAL = "month_total"
    LEFT = "left"
    WEIGHT = "weight"
    SHARE = "share"
    LIMIT = "limit"
    ROUNDING = "rounding"
    EDIT = "edit"


class Pool(StrEnum):
    """What a month is a part of: the year, a fixed quarter, or what others that are fixed leave.

    A fixed month is its own; `LEFT` is a fixed quarter without its fixed months, `REST` the year
    without fixed quarters and months.
    """

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    LEFT = "left"
    REST = "rest"


class LevelBy(StrEnum):
    """What a level's part of the goal comes from."""

    GOAL = "goal"  # its own, as written
    SCALED = "scaled"  # its own, scaled to what the level above has
    BELOW = "below"  # the sum of the goals below it
    REST = "rest"  # what goals beside it leave, by weight


@dataclass(frozen=True, slots=True)
class LevelShare:
    """The part by weight of a level without a goal: `exact` = `left` × `weight` ÷ `weights`.

    `left` = `amount` of the level above − `taken` by goals beside this one. `weight` is what its
    people would have by weight alone, `weights` the sum of that over those who share: all levels
    beside it where goals take nothing. The base is `exact` in whole units, and `odd` what of it is
    less than a unit.
    """

    amount: Decimal
    taken: Decimal
    left: Decimal
    weight: Decimal
    weights: Decimal
    exact: Decimal
    odd: Decimal


@dataclass(frozen=True, slots=True)
class LevelStep:
    """What a region or a team of the person is to reach: `base` and where that comes from.

    `assigned` is what its people have; of a team that is `base` × (1 + the over-assignment of each
    level from the company down), in whole units; `said` is its goal as written, or the sum of the
    goals below it where that was scaled. `share` is how a part by weight was found.
    """

    name: str
    by: LevelBy
    said: Decimal | None
    base: Decimal
    over_assignment: Decimal
    assigned: Decimal
    share: LevelShare | None = None


@dataclass(frozen=True, slots=True)
class GoalStep:
    """What the goal comes from, and what people's targets add up to.

    `by` says how it was set, `rates` with which figures, by their names in the profile. Where it
    was reckoned from a year's sales, `base` are those of the year `base_name`. `unit` is what
    targets are multiples of; `assigned` is `goal` × (1 + `over_assignment`), or what regions and
    teams hand down. `levels` are those of the person, the team last.
    """

    by: By
    base_name: str
    base: Decimal | None
    rates: tuple[tuple[str, Decimal], ...]
    unit: Decimal
    goal: Decimal
    over_assignment: Decimal
    assigned: Decimal
    levels: tuple[LevelStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Rating:
    """What somebody brings along all year: level, FTE and track record.

    `factor` = 1 + `credibility` × (`record` − 1), but at least `LEAST`; `record` = `sold` ÷
    `expected`, what the skill level would have sold in the same `months`. Without a history all of
    these are None and `factor` is 1.
    """

    level: str
    level_weight: Decimal
    fte: Decimal
    sold: Decimal | None
    expected: Decimal | None
    months: int | None
    record: Decimal | None
    credibility: Decimal | None
    factor: Decimal

    @property
    def at_least(self) -> bool:
        """Whether the record is so low that the least factor counts instead."""
        return self.factor == LEAST


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """What all are to reach together.

    `fixed` is what the profile says of the month or its quarter, a share below 1 or an amount, and
    `pool_amount` what that comes to: the amount that the months of the pool divide.
    `exact` = `pool_amount` × `season` ÷ `pool_season`, where `season` = `index` × `working_days`
    and `pool_season` is its sum over the months of the pool. `total` is that in whole units, so
    that the months add up, and what limits have `moved` into the month or, negative, out of it;
    `odd` is what of the total is less than a unit.
    """

    kind: ClassVar = StepKind.MONTH_TOTAL
    pool: Pool
    fixed: Decimal | None
    pool_amount: Decimal
    index: Decimal
    working_days: int
    season: Decimal
    pool_season: Decimal
    exact: Decimal
    moved: Decimal
    total: Decimal
    odd: Decimal


@dataclass(frozen=True, slots=True)
class Left:
    """What those with limits leave of a month to those without: `left` = `total` − `limited`."""

    kind: ClassVar = StepKind.LEFT
    total: Decimal
    limited: Decimal
    left: Decimal


@dataclass(frozen=True, slots=True)
class WeightPart:
    """Days of a month with the same level and FTE, and the same part `kept` of one's weight.

    What is not kept has been handed over. `counted` is the days, each as far as it counts.
    """

    level: str
    level_weight: Decimal
    fte: Decimal
    kept: Decimal
    counted: Decimal


@dataclass(frozen=True, slots=True)
class WeightReceived:
    """What somebody else's customers, or part, add to the weight in a month.

    They were those of `name`; `customers` are empty where it is a part of everything.
    """

    name: str
    customers: tuple[str, ...]
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Weight:
    """What the person weighs in the month.

    `weight` = level weight × FTE × days counted ÷ working days × record factor. Where any of these
    is another than all year, `parts` have it: then level weight × FTE × kept × counted is added up
    over them. What has been `received` comes on top.
    """

    kind: ClassVar = StepKind.WEIGHT
    attendance: Attendance
    weight: Decimal
    parts: tuple[WeightPart, ...] = ()
    received: tuple[WeightReceived, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """`exact` = `amount` × `weight` ÷ `weights`, those of all `people` and `vacant` positions.

    `amount` is in whole units.
    """

    kind: ClassVar = StepKind.SHARE
    amount: Decimal
    people: int
    weight: Decimal
    weights: Decimal
    exact: Decimal
    vacant: int = 0

    @property
    def alone(self) -> bool:
        """Whether there is nobody else."""
        return self.people + self.vacant == 1


@dataclass(frozen=True, slots=True)
class Limited:
    """What the person's limits make of their share: `exact` = the exact share × `factor`.

    In months without any of them the factor only makes room for what limits take elsewhere.
    """

    kind: ClassVar = StepKind.LIMIT
    factor: Decimal
    exact: Decimal


@dataclass(frozen=True, slots=True)
class Rounding:
    """To whole units, so that the month adds up and nobody's running total is a unit off.

    Under limits of one's own, so that these hold instead, and nothing comes from months before.
    `before` is what exact shares came to in the months before, `given` what was given in them;
    `due` = `before` + `exact` − `given`. `target` is `due` in whole units, down or up, and `odd`,
    the remainder of the month's total where the person carries it.
    """

    kind: ClassVar = StepKind.ROUNDING
    unit: Decimal
    exact: Decimal
    before: Decimal
    given: Decimal
    due: Decimal
    odd: Decimal
    target: Decimal

    @property
    def carried(self) -> Decimal:
        """What of `due` is left for the months after; negative where more was given."""
        return self.due - (self.target - self.odd)


@dataclass(frozen=True, slots=True)
class Edit:
    """A target changed by hand; `others` is by how much everybody else's changed together."""

    kind: ClassVar = StepKind.EDIT
    planned: Decimal
    target: Decimal
    others: Decimal
    total_planned: Decimal
    total: Decimal


Step = MonthTotal | Left | Weight | Share | Limited | Rounding | Edit
"""A step has a `kind`."""


@dataclass(frozen=True, slots=True)
class MonthChain:
    """The steps of one month, 0–11, in their order."""

    month: int
    total: MonthTotal
    left: Left | None
    weight: Weight
    share: Share
    limited: Limited | None
    rounding: Rounding
    edit: Edit | None

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps that the month has."""
        steps = (
            *(self.total, self.left, self.weight, self.share, self.limited),
            *(self.rounding, self.edit),
        )
        return tuple(step for step in steps if step is not None)

    @property
    def target(self) -> Decimal:
        """The target as it is in the plan, edited or not."""
        return self.rounding.target if self.edit is None else self.edit.target


@dataclass(frozen=True)
class Explanation:
    """Why the person at position `person` has their targets in the months of `stretch`.

    `people` and `vacant` positions share the goal; `months` are those of the stretch, `limits` are
    on the person in any of them, `moved` is what was handed over to or by the person by then.
    """

    person: int
    people: int
    metric: MetricPlan
    stretch: Period
    goal: GoalStep
    rating: Rating
    months: tuple[MonthChain, ...]
    limits: tuple[Limit, ...] = ()
    moved: tuple[Moved, ...] = ()
    vacant: int = 0

    @property
    def alone(self) -> bool:
        """Whether nobody shares the goal with the person."""
        return self.people + self.vacant == 1

    @cached_property
    def target(self) -> Decimal:
        """The target of the stretch."""
        return sum((month.target for month in self.months), Decimal(0))

    @cached_property
    def total(self) -> Decimal:
        """What all are to reach in the stretch, as it was planned."""
        return sum((month.total.total for month in self.months), Decimal(0))

    @cached_property
    def edited(self) -> bool:
        """Whether a target of the stretch was changed by hand."""
        return any(month.edit is not None for month in self.months)
