"""The plan check: whether targets are fair, can be carried, and how many people will reach theirs.

Made at every planning, beside the goal check, which asks the same of the goal. Every check has a
rating by a threshold of `core.plan_ratings`. Amounts are in minor units (money) or ones (counts);
shares, rates and probabilities are fractions of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, prod

import numpy as np
import numpy.typing as npt

from salesplan.core.attainments import Attainments, attainments
from salesplan.core.fairness import Correlation, rank_correlation
from salesplan.core.goal_check import UNLIKELY, chance_text
from salesplan.core.grounds import Grounds, MetricGrounds
from salesplan.core.largest_customers import Customers, largest_customers
from salesplan.core.loads import Loads, loads
from salesplan.core.outlook import Outlook
from salesplan.core.past_years import PastYears, past_years
from salesplan.core.people_ahead import PeopleAhead, people_ahead
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.plan_ratings import (
    FAR,
    FEW,
    Check,
    Rating,
    rate_carriers,
    rate_customers,
    rate_fairness,
    rate_growth,
    rate_load,
    rate_median,
    rate_over,
    rate_reaching,
)
from salesplan.core.stints import at_home
from salesplan.errors import Finding
from salesplan.profile import Source

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PersonAhead:
    """What is asked of a person (position in the profile), and what to expect of them.

    `chance` is that of the target or more, the range `low` to `high` holds 4 of 5 cases; `own` says
    that both are from the person's own history. `last` and `best` are their last and their best
    twelve months, None with fewer. `load` is target ÷ what the same capacity brought last year.
    """

    person: int
    target: int
    expected: int | None
    low: int | None
    high: int | None
    chance: float | None
    own: bool
    last: int | None
    best: int | None
    load: float | None

    @property
    def attainment(self) -> float | None:
        """Expected ÷ target."""
        return None if self.expected is None else self.expected / self.target

    @property
    def growth(self) -> Fraction | None:
        """Target over the last twelve months; None where these brought nothing."""
        last = self.last
        return Fraction(self.target - last, last) if last is not None and last > 0 else None

    @property
    def beyond(self) -> Fraction | None:
        """Target over the best twelve months; None where these brought nothing."""
        best = self.best
        return Fraction(self.target - best, best) if best is not None and best > 0 else None


@dataclass(frozen=True, slots=True)
class Growth:
    """Growth asked of `people` over their last twelve months: the least, the middle, the most.

    `far` are asked for a quarter more than their best twelve months, or more than that; `most` is
    who is asked for most over them.
    """

    people: int
    least: float
    middle: float
    largest: float
    far: int
    most: PersonAhead


@dataclass(frozen=True, slots=True)
class Carriers:
    """Of `people`, who has the largest target, its part of all, and that of the largest fifth.

    `fifth` is how many people that is, rounded up.
    """

    people: int
    largest: PersonAhead
    part: Fraction
    fifth: int
    fifth_part: Fraction


@dataclass(frozen=True)
class PlanCheck:
    """What there is to say of the targets of the metric at position `metric`.

    `people` are those with a target, in the order of the profile. `over` is by how much targets
    exceed the goal, over all levels. What cannot be known is None; customers are looked at where
    the metric is the amounts sold.
    """

    metric: int
    ratings: tuple[tuple[Check, Rating], ...]
    people: tuple[PersonAhead, ...]
    ahead: Attainments | None
    growth: Growth | None
    fairness: Correlation | None
    load: Loads | None
    over: Fraction
    carriers: Carriers | None
    customers: Customers | None

    def rating(self, check: Check) -> Rating:
        """What one check found."""
        return dict(self.ratings)[check]


def check_plan(grounds: Grounds, plan: Plan) -> tuple[PlanCheck, ...]:
    """A check of the targets of each metric of the plan that stands on these grounds."""
    return tuple(
        _check(grounds, plan, past, planned, at)
        for at, (past, planned) in enumerate(zip(grounds.metrics, plan.metrics, strict=True))
    )


def plan_findings(grounds: Grounds, plan: Plan, checks: Sequence[PlanCheck]) -> list[Finding]:
    """What a director should act on, as warnings.

    W480: few will reach their target, unless the goal's own warning says so already. W481: too much
    is over-assigned. W482, W483: large targets are harder, or easier, to reach than small ones.
    """
    findings = []
    for check in checks:
        past, planned = grounds.metrics[check.metric], plan.metrics[check.metric]
        for code, values in _warnings(check, past, planned):
            metric = {"metric": planned.settings.metric}
            findings.append(Finding(code, values={**metric, **values}))
    return findings


def compounded(levels: Iterable[Fraction]) -> Fraction:
    """Over-assignment over several levels, each given as assigned ÷ due, as one rate.

    >>> compounded([Fraction(105, 100), Fraction(105, 100)])
    Fraction(41, 400)
    """
    return prod(levels, start=Fraction(1)) - 1


def _warnings(
    check: PlanCheck, past: MetricGrounds, planned: MetricPlan
) -> Iterator[tuple[str, dict[str, str]]]:
    ahead, fairness = check.ahead, check.fairness
    if ahead is not None and ahead.reaching.middle < FEW:
        chance = past.outlook.chance(planned.goal) if past.outlook is not None else None
        if chance is None or chance >= UNLIKELY:
            median = f"{ahead.median.middle:.0%}"
            yield "W480", {"share": chance_text(ahead.reaching.middle), "median": median}
    if check.rating(Check.OVER) is Rating.ACT and check.over > 0:
        yield "W481", {"share": f"{float(check.over):.1%}"}
    if fairness is not None and check.rating(Check.FAIRNESS) is Rating.ACT:
        code = "W482" if fairness.value < 0 else "W483"
        yield code, {"correlation": f"{fairness.value:+.2f}"}


def _check(
    grounds: Grounds, plan: Plan, past: MetricGrounds, planned: MetricPlan, at: int
) -> PlanCheck:
    """The checks of one metric."""
    targets = planned.targets.sum(axis=1)
    ahead = people_ahead(grounds, past)
    load = loads(grounds, past, targets, plan.team_of)
    people = _people(grounds, past, at_home(targets, grounds.home), ahead, load)
    check = PlanCheck(
        at,
        (),
        people,
        _attainments(people, ahead),
        _growth(people),
        _fairness(people),
        load,
        compounded([Fraction(int(targets.sum()), planned.goal)]),
        _carriers(people),
        largest_customers(grounds.evidence, past),
    )
    ratings = dict(_ratings(check))
    if past.settings.resolved_source is not Source.AMOUNT:
        del ratings[Check.CUSTOMERS]
    return replace(check, ratings=tuple(ratings.items()))


def _ratings(check: PlanCheck) -> Iterator[tuple[Check, Rating]]:
    """The rating of each check, in their order."""
    ahead, growth, load = check.ahead, check.growth, check.load
    fairness, carriers, customers = check.fairness, check.carriers, check.customers
    unknown = Rating.UNKNOWN
    yield Check.REACHING, unknown if ahead is None else rate_reaching(ahead.reaching.middle)
    yield Check.MEDIAN, unknown if ahead is None else rate_median(ahead.median.middle)
    yield Check.GROWTH, unknown if growth is None else rate_growth(growth.far, growth.people)
    yield (
        Check.FAIRNESS,
        unknown if fairness is None else rate_fairness(fairness.value, fairness.chance),
    )
    yield Check.LOAD, unknown if load is None else rate_load(load.most, load.most_of_teams)
    yield Check.OVER, rate_over(check.over)
    yield (
        Check.CARRIERS,
        unknown if carriers is None else rate_carriers(carriers.part, carriers.people),
    )
    yield Check.CUSTOMERS, unknown if customers is None else rate_customers(customers.parts[0])


def _people(
    grounds: Grounds,
    past: MetricGrounds,
    targets: Ints,
    ahead: PeopleAhead | None,
    load: Loads | None,
) -> tuple[PersonAhead, ...]:
    """Everybody with a target, with what is known of them; a vacant position is nobody."""
    years, found = past_years(grounds, past), []
    held = [not rep.vacant for rep in grounds.profile.reps]
    for person in np.flatnonzero((targets > 0) & held).tolist():
        target, seen = int(targets[person]), None if ahead is None else ahead.outlooks[person]
        found.append(
            PersonAhead(
                person,
                target,
                *_ends(seen),
                None if seen is None else seen.chance(target),
                ahead is not None and bool(ahead.own[person]),
                *_years(years, person),
                None if load is None else load.person(person),
            )
        )
    return tuple(found)


def _ends(seen: Outlook | None) -> tuple[int | None, int | None, int | None]:
    """What is expected, and the range, in whole units; None where it is not known."""
    if seen is None:
        return None, None, None
    low, high = seen.low, seen.high
    if low is None or high is None:
        return round(seen.total), None, None
    return round(seen.total), round(low), round(high)


def _years(years: PastYears | None, person: int) -> tuple[int | None, int | None]:
    """The last and the best twelve months of a person who has so many."""
    if years is None or not years.behind[person]:
        return None, None
    return int(years.last[person]), int(years.best[person])


def _attainments(people: Sequence[PersonAhead], ahead: PeopleAhead | None) -> Attainments | None:
    """What to expect of those of whom anything can be said."""
    if ahead is None:
        return None
    known: list[tuple[Outlook, int, float]] = [
        (seen, each.target, each.chance)
        for each in people
        if each.chance is not None and (seen := ahead.outlooks[each.person]) is not None
    ]
    if not known:
        return None
    outlooks, targets, chances = zip(*known, strict=True)
    return attainments(outlooks, targets, chances, ahead.common)


def _growth(people: Sequence[PersonAhead]) -> Growth | None:
    """Growth asked of those who sold anything in the last twelve months."""
    known = [each for each in people if each.growth is not None]
    if not known:
        return None
    rates = [float(each.growth or 0) for each in known]
    most = max(known, key=lambda each: (each.beyond or 0, -each.person))
    far = sum(each.target >= (each.best or 0) * FAR for each in known)
    return Growth(len(known), min(rates), float(np.median(rates)), max(rates), far, most)


def _fairness(people: Sequence[PersonAhead]) -> Correlation | None:
    pairs = [(each.target, each.attainment) for each in people if each.attainment is not None]
    table: Floats = np.array(pairs, dtype=float).reshape(-1, 2)
    return rank_correlation(table[:, 0], table[:, 1])


def _carriers(people: Sequence[PersonAhead]) -> Carriers | None:
    """Who carries the goal; None where nobody has a target."""
    if not people:
        return None
    total = sum(each.target for each in people)
    ordered = sorted(people, key=lambda each: (-each.target, each.person))
    fifth = ceil(len(people) / 5)
    part = sum(each.target for each in ordered[:fifth])
    largest = Fraction(ordered[0].target, total)
    return Carriers(len(people), ordered[0], largest, fifth, Fraction(part, total))
