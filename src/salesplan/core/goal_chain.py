"""From last year to the goal, link by link: what is assumed, and what is left to be done.

Amounts are in minor units and add up exactly: last year + the links = the goal. What the market is
assumed to bring is reckoned from last year without its one-off orders; they and the market are
only shown and change no goal, unless the market decides it. The last link takes what is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

from salesplan.core.evidence import Before
from salesplan.profile import By, DriverChanges, Goal, Market


class Link(StrEnum):
    """What takes last year's sales a part of the way to the goal."""

    ONE_OFF = "one_off"  # single orders that will not come again
    MARKET = "market"
    SHARE = "share"  # of the market
    CUSTOMERS = "customers"
    ORDERS = "orders_per_customer"
    AVERAGE = "average_order"
    ROUNDING = "rounding"
    EFFORT = "effort"  # what nothing else explains


@dataclass(frozen=True, slots=True)
class Step:
    """One link: what it brings, and the declared rate behind it, None where there is none."""

    link: Link
    amount: int
    rate: Fraction | None = None


@dataclass(frozen=True)
class GoalChain:
    """The way from the last complete year, `base`, to the goal."""

    base: Before
    steps: tuple[Step, ...]
    goal: int

    @property
    def growth(self) -> Fraction:
        """Growth of the goal over last year."""
        return Fraction(self.goal - self.base.total, self.base.total)

    def part(self, step: Step) -> Fraction:
        """A step as a part of last year; the parts of all steps add up to `growth`."""
        return Fraction(step.amount, self.base.total)

    @property
    def levels(self) -> tuple[int, ...]:
        """Where each step arrives."""
        reached, levels = self.base.total, []
        for step in self.steps:
            reached += step.amount
            levels.append(reached)
        return tuple(levels)


def goal_chain(
    settings: Goal, base: Before | None, goal: int, one_off: int = 0
) -> GoalChain | None:
    """The chain to a goal; None without a complete year that brought anything.

    `one_off` is what single extraordinary orders brought in the base year.
    """
    if base is None or base.total <= 0:
        return None
    steps = [Step(Link.ONE_OFF, -one_off)] if one_off else []
    lasting = base.total - one_off
    if settings.market is not None:
        steps += _grown(lasting, _of_market(settings.market))
    elif settings.by is By.DRIVERS and settings.drivers is not None:
        steps += _grown(base.total, _of_drivers(settings.drivers))
    rest = goal - base.total - sum(step.amount for step in steps)
    if rest:
        worked_out = settings.by in {By.MARKET, By.DRIVERS} and not one_off
        steps.append(Step(Link.ROUNDING if worked_out else Link.EFFORT, rest))
    return GoalChain(base, tuple(steps), goal)


_Rates = Iterator[tuple[Link, Fraction]]


def _of_market(market: Market) -> _Rates:
    yield Link.MARKET, Fraction(market.growth)
    yield Link.SHARE, market.gain - 1


def _of_drivers(drivers: DriverChanges) -> _Rates:
    yield Link.CUSTOMERS, Fraction(drivers.customers)
    yield Link.ORDERS, Fraction(drivers.orders_per_customer)
    yield Link.AVERAGE, Fraction(drivers.average_order)


def _grown(start: int, rates: _Rates) -> Iterator[Step]:
    """A step for each rate that is not 0, each on what the ones before have reached."""
    exact, reached = Fraction(start), start
    for link, rate in rates:
        exact *= 1 + rate
        amount = _nearest(exact) - reached
        reached += amount
        if rate:
            yield Step(link, amount, rate)


def _nearest(exact: Fraction) -> int:
    """Half up."""
    return floor(exact + Fraction(1, 2))
