"""What in a history is out of the ordinary: shifts of its level, odd months, gaps, single orders.

`core.shifts` and `core.large_orders` find them; here they get their dates. Amounts are minor units.
"""

from __future__ import annotations

from dataclasses import dataclass

from salesplan.core.calendar import MONTHS
from salesplan.core.large_orders import LargeOrder, large_orders
from salesplan.core.same_days import Days
from salesplan.core.shifts import irregularities
from salesplan.core.timeline import Timeline


@dataclass(frozen=True, slots=True)
class LevelShift:
    """The level changes with the first of `days` and holds until the next shift, or the end.

    `before` and `after` are amounts of an average month. `strength` is the change in units of the
    usual scatter from month to month; a shift has four or more.
    """

    key: str
    days: Days
    before: int
    after: int
    strength: float

    @property
    def change(self) -> float | None:
        """-0.9 is a drop to a tenth; None where there was nothing before."""
        return self.after / self.before - 1 if self.before > 0 else None


@dataclass(frozen=True, slots=True)
class UnusualMonth:
    """A month whose `actual` is far from what season and level would have made of it, `usual`.

    `strength` is the distance in units of the usual scatter; such a month has six or more. `orders`
    are the extraordinary ones that began in it.
    """

    key: str
    days: Days
    actual: int
    usual: int
    strength: float
    orders: tuple[LargeOrder, ...]


@dataclass(frozen=True, slots=True)
class SilentMonths:
    """Whole months without sales between others; `usual` is what they would have brought.

    `keys` are those of the first and the last of them; `usual` is None in less than two years.
    """

    keys: tuple[str, str]
    days: Days
    usual: int | None


@dataclass(frozen=True, slots=True)
class Unusual:
    """Everything out of the ordinary, each kind in the order of time, orders by size.

    `judged` is False with less than two years of whole months, when nothing but gaps and orders can
    be told; `wild` when so many months are far from usual that none of them is named.
    """

    shifts: tuple[LevelShift, ...]
    months: tuple[UnusualMonth, ...]
    gaps: tuple[SilentMonths, ...]
    orders: tuple[LargeOrder, ...]
    judged: bool
    wild: bool


def unusual(line: Timeline) -> Unusual:
    """What is out of the ordinary, in the whole months, and among all orders."""
    first, orders = line.whole.start, large_orders(line.sales)
    worked = line.past.working_days[line.whole].astype(float)
    found = irregularities(line.months[line.whole].astype(float), first % MONTHS, worked)
    return Unusual(
        tuple(
            LevelShift(
                line.periods[first + shift.month].key,
                line.days_of(slice(first + shift.month, first + shift.until)),
                round(shift.before),
                round(shift.after),
                shift.strength,
            )
            for shift in found.shifts
        ),
        tuple(
            _month(line, first + odd.month, odd.usual, odd.strength, orders)
            for odd in found.odd_months
        ),
        tuple(
            SilentMonths(
                (line.periods[first + gap.since].key, line.periods[first + gap.until - 1].key),
                line.days_of(slice(first + gap.since, first + gap.until)),
                None if gap.usual is None else round(gap.usual),
            )
            for gap in found.gaps
        ),
        orders,
        found.judged,
        found.wild,
    )


def _month(
    line: Timeline, month: int, usual: float, strength: float, orders: tuple[LargeOrder, ...]
) -> UnusualMonth:
    """An odd month with the orders behind it."""
    days = line.days_of(slice(month, month + 1))
    mine = tuple(order for order in orders if days.start <= order.date < days.end)
    amount = int(line.months[month])
    return UnusualMonth(line.periods[month].key, days, amount, round(usual), strength, mine)
