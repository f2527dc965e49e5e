"""Sales = customers × orders per customer × average order: what they were, what a goal asks.

The identity is exact, year by year: orders per customer and average order are fractions. Customers
of a year are those with rows in it, orders are counted at their earliest row (`core.history`; each
row is one where the sales tell no orders). Amounts are in minor units.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import MONTHS
from salesplan.core.evidence import Evidence
from salesplan.core.grounds import MetricGrounds
from salesplan.core.history import lines_of
from salesplan.profile import DriverChanges, Source

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class DriverYear:
    """A complete fiscal year: what was sold, to how many customers, in how many orders."""

    name: str
    amount: int
    customers: int
    orders: int

    @property
    def orders_per_customer(self) -> Fraction:
        """Orders of a customer in the year."""
        return Fraction(self.orders, self.customers)

    @property
    def average_order(self) -> Fraction:
        """Minor units an order."""
        return Fraction(self.amount, self.orders)


@dataclass(frozen=True)
class GoalDrivers:
    """How sales came about in complete years, oldest first, and what the goal asks of the last.

    `planned` are the changes that the profile names; None where the goal comes from elsewhere.
    """

    years: tuple[DriverYear, ...]
    goal: int
    planned: DriverChanges | None

    @property
    def base(self) -> DriverYear:
        """The last complete year."""
        return self.years[-1]

    @property
    def factor(self) -> Fraction:
        """Goal ÷ last year: what a driver has to grow by where it carries the goal alone."""
        return Fraction(self.goal, self.base.amount)

    @property
    def customers_alone(self) -> int:
        """Customers that the goal takes when they buy as often and as much as last year."""
        return ceil(self.base.customers * self.factor)

    @property
    def orders_alone(self) -> Fraction:
        """Orders a customer that the goal takes with as many customers and as large orders."""
        return self.base.orders_per_customer * self.factor

    @property
    def average_alone(self) -> Fraction:
        """Average order that the goal takes with as many customers who buy as often."""
        return self.base.average_order * self.factor


def goal_drivers(evidence: Evidence | None, metric: MetricGrounds, goal: int) -> GoalDrivers | None:
    """The drivers of a metric counted from amounts.

    None for other metrics, where the sales tell no customers, and without a complete year that
    sold anything to anybody. Where they tell no orders, rows are orders only if the goal, or one
    beside it, asks for drivers: nobody else said that they are.
    """
    settings = metric.settings
    if evidence is None or settings.resolved_source is not Source.AMOUNT:
        return None
    asked = any(way.drivers for way in (settings, *settings.compare))
    columns = evidence.sales.rows.columns
    if "customer" not in columns or ("order" not in columns and not asked):
        return None
    customers, orders = _customers(evidence), _orders(evidence)
    years = [
        DriverYear(before.name, before.total, customers[at], orders[at])
        for at, before in enumerate(metric.before)
        if before.complete and before.total > 0 and customers[at] and orders[at]
    ]
    base = metric.base
    if base is None or not years or years[-1].name != base.name:
        return None
    return GoalDrivers(tuple(years), goal, settings.drivers)


def _year_by_day(evidence: Evidence) -> tuple[int, Ints]:
    """The first day of the past as numpy counts it, and the year of each day from there on.

    The year of days that are not in the past is the number of past years.
    """
    bounds = evidence.past.bounds[::MONTHS].astype("datetime64[D]").astype(np.int64)
    years = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    return int(bounds[0]), np.append(years, len(bounds) - 1)


def _years_of(days: Ints, evidence: Evidence) -> Ints:
    first, years = _year_by_day(evidence)
    return years[np.clip(days - first, -1, len(years) - 1)]


def _customers(evidence: Evidence) -> list[int]:
    """Customers with rows in each past year."""
    rows = evidence.sales.rows
    days = rows["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    named = rows["customer"].cat
    seen = np.zeros((len(evidence.past.years) + 1, len(named.categories) + 1), dtype=np.bool_)
    seen[_years_of(days, evidence), named.codes.to_numpy()] = True  # -1, no name, is the last
    counts: list[int] = seen[:-1, :-1].sum(axis=1).tolist()
    return counts


def _orders(evidence: Evidence) -> list[int]:
    """Orders of each past year."""
    everybody = np.zeros(len(evidence.person), dtype=np.int64)
    lines = lines_of(evidence.sales, Source.ORDERS, everybody, 1)
    assert lines is not None
    years = _years_of(lines.day, evidence)
    counts = np.bincount(years, minlength=len(evidence.past.years) + 1)[:-1]
    listed: list[int] = counts.tolist()
    return listed
