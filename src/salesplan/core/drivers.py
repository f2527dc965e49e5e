"""Why actual differs from expected: orders, customers, and what was sold where.

What is explained is the variance to date of a metric counted from amounts: every decomposition is
in minor units and adds up to it exactly. *Now* are the days of a stretch up to the day of the
review, *then* the same days of the year before (`core.same_days`); without sales that reach back to
them there is no comparison with then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np

from salesplan.choices import Stretch
from salesplan.core.apportion import split
from salesplan.core.plan import Plan
from salesplan.core.review import Review
from salesplan.core.sales import Sales
from salesplan.core.same_days import CUSTOMER, Column, Kind, Ledger, Rows
from salesplan.core.standing import MetricReview, Standing
from salesplan.profile import Source

MIXES: Final = ("product", "region", "customer")
"""The optional columns of `Sales.rows` that a variance is divided by."""


class OrdersBasis(StrEnum):
    """Where the expected average order comes from."""

    PLAN = "plan"  # revenue and orders expected to date
    LAST_YEAR = "last_year"  # the same days of the year before


@dataclass(frozen=True, slots=True)
class OrderDrivers:
    """Volume and price: the number of orders, and what an order brings.

    `orders` are those of now, counted as `core.history` does: each at its first row in all sales.
    `average` and `expected_average` are minor units an order, the former None without orders.
    `volume` is what more orders than expected bring at the expected average, `price` the rest.
    """

    orders: int
    average: Fraction | None
    expected_average: Fraction
    basis: OrdersBasis
    volume: int
    price: int


@dataclass(frozen=True, slots=True)
class CustomerDrivers:
    """A bridge from the sales of then; with `growth` its amounts add up to the variance.

    What a customer is, they are to the whole organisation (`core.same_days.Kind`): whoever is
    handed over to a colleague is kept, not lost to one and new to the other. The amount of each
    kind is now less then, by the rows of the person or team alone, so that people and teams add up
    to the whole. `growth` is what was sold then less what is expected, negative when the target
    asks for more than last year. The counts are of customers with rows of the person or team, now
    or then; a customer of two people is counted with each.
    """

    new: int
    back: int
    kept: int
    lost: int
    unnamed: int
    growth: int
    new_count: int
    back_count: int
    kept_count: int
    lost_count: int


@dataclass(frozen=True, slots=True)
class Part:
    """One name's part of the variance, in minor units; None is rows without a name."""

    name: str | None
    actual: int
    expected: int

    @property
    def variance(self) -> int:
        """Actual minus expected."""
        return self.actual - self.expected


@dataclass(frozen=True)
class Why:
    """Why one person, team or the whole differ from what was expected.

    `orders` is None without an expected average order or order numbers, `customers` without a
    comparison with then or a column of customers.
    """

    orders: OrderDrivers | None
    customers: CustomerDrivers | None
    _expected: int = field(repr=False, compare=False)
    _rows: Rows = field(repr=False, compare=False)

    @cached_property
    def mixes(self) -> dict[str, tuple[Part, ...]]:
        """By each of `MIXES` in the sales, the parts of the variance, the largest first.

        Expected falls to the names by what they sold then. Names with neither actual nor expected
        are left out. Empty without a comparison, or where nothing in all was sold then. Worked out
        when asked for: cards are made for few people, and a table of everybody's customers is long.
        """
        if self._rows.sold[0] <= 0:
            return {}
        return {
            name: _parts(self._rows, column, self._expected)
            for name, column in self._rows.ledger.columns.items()
        }


@dataclass(frozen=True)
class Drivers:
    """Everybody's reasons, people and teams in the order of the profile; None without a target."""

    people: tuple[Why | None, ...]
    teams: tuple[Why | None, ...]
    whole: Why | None


def drivers(review: Review, sales: Sales, stretch: Stretch, metric: int) -> Drivers:
    """Why the metric at position `metric` of the review is not where it was expected to be.

    `sales` are those that the review was made from, and as many earlier ones as there are. The
    whole counts those who are not on the team too.

    Raises `ValueError` when the metric is not counted from amounts, or when other sales than these
    were reviewed.
    """
    if review.metrics[metric].settings.resolved_source is not Source.AMOUNT:
        raise ValueError("only a metric counted from amounts has drivers")
    mine = review.stretches[stretch][1]
    ledger = Ledger.of(review, sales, stretch, MIXES)
    runs = _runs(review.plan, len(ledger.bounds) - 1)
    if Rows(ledger, runs[-1]).sold[1] != mine[metric].whole.actual:
        raise ValueError("the review was made from other sales")
    everybody = _standings(mine[metric])
    planned = next(
        (_standings(one) for one in mine if one.metric.settings.resolved_source is Source.ORDERS),
        [None] * len(everybody),
    )
    whys = [
        _why(standing, orders, Rows(ledger, run))
        for standing, orders, run in zip(everybody, planned, runs, strict=True)
    ]
    people = len(mine[metric].people)
    return Drivers(tuple(whys[:people]), tuple(whys[people:-1]), whys[-1])


def largest(parts: Sequence[Part], towards: int, count: int = 3) -> tuple[Part, ...]:
    """The parts that contribute most to a variance with the sign of `towards`, the largest first.

    None for a variance of 0. Equals stand in the order of their names.
    """
    contributing = [part for part in parts if part.variance * towards > 0]
    contributing.sort(key=lambda part: (-abs(part.variance), part.name is None, part.name or ""))
    return tuple(contributing[:count])


def _standings(part: MetricReview) -> list[Standing]:
    """People, teams and the whole."""
    return [*part.people, *part.teams, part.whole]


def _runs(plan: Plan, owners: int) -> list[slice]:
    """Whose rows are those of each person, each team and the whole: always a run of owners."""
    people = [slice(at, at + 1) for at in range(len(plan.team_of))]
    edges = np.searchsorted(plan.team_of, np.arange(len(plan.teams) + 1)).tolist()
    return [*people, *(slice(*edge) for edge in pairwise(edges)), slice(0, owners)]


def _why(standing: Standing, orders: Standing | None, rows: Rows) -> Why | None:
    """The reasons of one standing; None without a target."""
    if standing.expected is None:
        return None
    return Why(
        _order_drivers(standing.actual, standing.expected, orders, rows),
        _customer_drivers(standing.expected, rows),
        standing.expected,
        rows,
    )


def _order_drivers(
    actual: int, expected: int, planned: Standing | None, rows: Rows
) -> OrderDrivers | None:
    """Volume and price; None where no order was expected and none was sold then.

    Nor where the rows do not tell their orders.
    """
    if not rows.ledger.orders_told:
        return None
    (sold_then, _), (orders_then, orders) = rows.sold, rows.orders
    if planned is not None and planned.expected and min(planned.expected, expected) > 0:
        basis, average = OrdersBasis.PLAN, Fraction(expected, planned.expected)
    elif orders_then and sold_then > 0:
        basis, average = OrdersBasis.LAST_YEAR, Fraction(sold_then, orders_then)
    else:
        return None
    volume = round(orders * average) - expected
    return OrderDrivers(
        orders,
        Fraction(actual, orders) if orders else None,
        average,
        basis,
        volume,
        actual - expected - volume,
    )


def _customer_drivers(expected: int, rows: Rows) -> CustomerDrivers | None:
    """The bridge from then; None without a comparison or a column of customers."""
    ledger, part = rows.ledger, rows.part
    if not ledger.compared or CUSTOMER not in ledger.columns:
        return None
    code, amount = ledger.columns[CUSTOMER].code[part], ledger.amount[part]
    amounts = np.zeros(len(Kind), dtype=np.int64)
    np.add.at(amounts, ledger.kind[code], np.where(ledger.now[part], amount, -amount))
    seen = np.zeros(len(ledger.kind), dtype=np.bool_)
    seen[code] = True
    counts = np.bincount(ledger.kind[np.flatnonzero(seen)], minlength=len(Kind)).tolist()
    new, back, kept, lost, unnamed = amounts.tolist()
    growth = rows.sold[0] - expected
    return CustomerDrivers(new, back, kept, lost, unnamed, growth, *counts[: Kind.UNNAMED])


def _parts(rows: Rows, column: Column, expected: int) -> tuple[Part, ...]:
    """The variance by the names of a column; something was sold then."""
    ledger, part, count = rows.ledger, rows.part, len(column.names)
    sold = np.zeros(2 * count, dtype=np.int64)
    np.add.at(sold, column.code[part] + count * ledger.now[part], ledger.amount[part])
    then, now = sold.reshape(2, count)
    then = np.maximum(then, 0)  # what was given back then is no reason to expect it again
    there = np.flatnonzero((then > 0) | (now != 0))
    actual, share = now[there], split(expected, then[there])
    largest_first = np.argsort(-np.abs(actual - share), kind="stable")
    return tuple(
        Part(column.names[at], sold, due)
        for at, sold, due in zip(
            there[largest_first].tolist(),
            actual[largest_first].tolist(),
            share[largest_first].tolist(),
            strict=True,
        )
        if sold or due
    )
