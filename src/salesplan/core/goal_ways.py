"""The ways to a goal's number: given, grown, likely, committed to, driven, on a path, by market.

Numbers are in minor units (money) or ones (counts). What is worked out is rounded to the goal's
`unit`, half up; what people write or commit to is kept. Growth of all kinds is over the last
complete fiscal year of the history.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final, TypeVar

from salesplan.core.amounts import to_minor
from salesplan.core.calendar import FiscalCalendar, year_number
from salesplan.core.evidence import Before, metric_finding
from salesplan.core.grounds import Grounds, MetricGrounds
from salesplan.errors import Finding, SalesplanError
from salesplan.profile import By, LongTerm, Way

_Said = TypeVar("_Said")

FROM_LAST_YEAR: Final = frozenset({By.GROWTH, By.DRIVERS, By.MARKET, By.LONG_TERM})
"""Ways that begin with the last complete year."""


@dataclass(frozen=True, slots=True)
class PathYear:
    """A year on the way to a long-term goal: the calendar year in which it begins, its number."""

    year: int
    amount: int


def goal_total(grounds: Grounds, metric: MetricGrounds) -> tuple[int, list[Finding]]:
    """The year's goal, and what there is to know about it.

    Raises `SalesplanError` as `way_total` does.
    """
    settings, base = metric.settings, metric.base
    total = way_total(settings, grounds, metric)
    latest = metric.before[-1] if metric.before else None
    if settings.by in FROM_LAST_YEAR and base is not latest and base and latest:
        values = {"base": base.name, "latest": latest.name}
        return total, [metric_finding("W421", settings, **values)]
    return total, []


def way_total(way: Way, grounds: Grounds, metric: MetricGrounds) -> int:
    """The number that one way leads to.

    Raises `SalesplanError` when the history, or the sheet of commitments, does not carry it.
    """
    settings, by = metric.settings, way.by
    if by is By.ANNUAL:
        return to_minor(_set(way.annual), metric.decimals)
    if by is By.COMMITMENTS:
        found = grounds.committed.get((settings.metric, _set(way.commitments)))
        if found is None or not found.total:
            raise SalesplanError(metric_finding("E492", settings, file=_set(way.commitments)))
        return found.total
    if by is By.PROBABILITY:
        likely = metric.outlook and metric.outlook.quantile(1 - float(_set(way.probability)))
        if not likely:
            raise SalesplanError(metric_finding("E490", settings))
        return in_units(Fraction(likely), metric)
    base = base_of(metric)
    if by is By.LONG_TERM:
        path = path_to(_set(way.long_term), grounds.calendar, metric)
        planned = year_number(grounds.calendar)
        return next(point.amount for point in path if point.year == planned)
    factor = {
        By.GROWTH: lambda: 1 + Fraction(_set(way.growth)),
        By.DRIVERS: lambda: _set(way.drivers).factor,
        By.MARKET: lambda: _set(way.market).factor,
    }[by]()
    return in_units(base.total * factor, metric)


def base_of(metric: MetricGrounds) -> Before:
    """The last complete year.

    Raises `SalesplanError` when there is none (E420), or nothing was sold in it (E421).
    """
    base = metric.base
    if base is None:
        raise SalesplanError(metric_finding("E420", metric.settings))
    if base.total <= 0:
        raise SalesplanError(metric_finding("E421", metric.settings, year=base.name))
    return base


def in_units(exact: Fraction, metric: MetricGrounds) -> int:
    """The nearest multiple of the goal's unit, half up."""
    unit = metric.unit
    return floor(exact / unit + Fraction(1, 2)) * unit


def path_to(goal: LongTerm, calendar: FiscalCalendar, metric: MetricGrounds) -> list[PathYear]:
    """Every year from the last complete one to that of a long-term goal, at even growth.

    The first is what was sold, the last the goal itself. Raises `SalesplanError` without a last
    year (E420, E421), or when the goal's year is before the one to plan (E152).
    """
    base, planned = base_of(metric), year_number(calendar)
    gone = len(metric.before) - metric.before.index(base)
    years = gone + goal.year - planned
    if goal.year < planned:
        raise SalesplanError(Finding("E152", values={"year": goal.year, "planned": planned}))
    end = to_minor(goal.annual, metric.decimals)
    whole = Decimal(end) / base.total
    between = [
        in_units(Fraction(base.total * whole ** (Decimal(year) / years)), metric)
        for year in range(1, years)
    ]
    amounts = [base.total, *between, end]
    return [PathYear(planned - gone + at, amount) for at, amount in enumerate(amounts)]


def _set(value: _Said | None) -> _Said:
    """What a way says, which is there because it decides."""
    assert value is not None
    return value
