"""What of a goal falls into each month, in whole units.

Fixed months come first, then what fixed quarters have left for their other months, and the rest of
the year by season. Amounts are in minor units of what is assigned: a number that the profile fixes
grows with over-assignment as the goal does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from salesplan.core.amounts import to_major, to_minor
from salesplan.core.apportion import split
from salesplan.core.calendar import MONTHS, FiscalCalendar
from salesplan.core.consistency import share_or_amount, small_part
from salesplan.core.evidence import metric_finding
from salesplan.core.seasonality import Seasonality
from salesplan.errors import SalesplanError, Severity
from salesplan.profile import Goal

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_Key = TypeVar("_Key")


def month_totals(
    settings: Goal,
    decimals: int,
    goal: int,
    assigned: int,
    season: Seasonality,
    staffed: npt.NDArray[np.bool_],
    calendar: FiscalCalendar,
) -> Ints:
    """What all people together are to reach in each month.

    `staffed` (12,) says in which months somebody works. Raises `SalesplanError` where what is fixed
    contradicts itself or the goal, or falls on months without anybody.
    """
    unit = to_minor(settings.unit, decimals)
    weights = season.shares * staffed
    fixed = _Fixed.of(settings, decimals, goal, assigned, calendar)
    fixed.check()
    months = np.zeros(MONTHS, dtype=np.int64)
    free = np.ones(MONTHS, dtype=bool)
    for part, amount in fixed.amounts(unit).items():
        free[list(part)] = False
        _fill(months, part, amount, fixed, weights, unit)
    fixed.check_staffed(months, staffed)
    rest = assigned - int(months.sum())
    if rest < 0:
        raise SalesplanError(metric_finding("E423", settings))
    if rest and not weights[free].any():
        raise SalesplanError(metric_finding("E424", settings))
    months[free] = split(rest, weights[free], unit)
    return months


def fixed_months(settings: Goal, calendar: FiscalCalendar) -> dict[int, Decimal]:
    """The months that the profile fixes, by position 0–11, as it writes them.

    Raises `SalesplanError` for a month that the year does not have, or has by two names.
    """
    found: dict[int, Decimal] = {}
    for key, value in settings.months.items():
        values = {"period": key, "month": calendar.months[1].key}
        try:
            period = calendar.period(key)
        except KeyError:
            raise SalesplanError(metric_finding("E431", settings, **values)) from None
        if period.first_month != period.last_month:
            raise SalesplanError(metric_finding("E431", settings, **values))
        if period.first_month in found:
            raise SalesplanError(metric_finding("E436", settings, **values))
        found[period.first_month] = value
    return found


def fixed_quarters(settings: Goal) -> dict[int, Decimal]:
    """The quarters that the profile fixes, by position 0–3, as it writes them."""
    return {int(name[1]) - 1: value for name, value in settings.quarters.items()}


@dataclass(frozen=True)
class _Fixed:
    """What is fixed of the year, in exact minor units of `assigned`, by position."""

    settings: Goal
    decimals: int
    calendar: FiscalCalendar
    goal: int
    assigned: int
    months: Mapping[int, Fraction]
    quarters: Mapping[int, Fraction]

    @classmethod
    def of(
        cls, settings: Goal, decimals: int, goal: int, assigned: int, calendar: FiscalCalendar
    ) -> _Fixed:
        def exact(said: Decimal) -> Fraction:
            share = Fraction(said)
            return assigned * (share if share_or_amount(said) else share * 10**decimals / goal)

        return cls(
            settings,
            decimals,
            calendar,
            goal,
            assigned,
            {at: exact(said) for at, said in fixed_months(settings, calendar).items()},
            {at: exact(said) for at, said in fixed_quarters(settings).items()},
        )

    def parts(self) -> dict[tuple[int, ...], Fraction]:
        """Fixed quarters, and fixed months of others, by their months: they do not overlap."""
        quarters = {tuple(range(at * 3, at * 3 + 3)): due for at, due in self.quarters.items()}
        months = {(at,): due for at, due in self.months.items() if at // 3 not in self.quarters}
        return quarters | months

    def inside(self, part: tuple[int, ...]) -> dict[int, Fraction]:
        """The fixed months of a part."""
        return {month: self.months[month] for month in part if month in self.months}

    def amounts(self, unit: int) -> dict[tuple[int, ...], int]:
        """What each part gets, in whole units where its exact amount is no whole number."""
        parts = self.parts()
        return _rounded(parts, self.assigned, unit, whole=sum(map(len, parts)) == MONTHS)

    def check(self) -> None:
        """Raises `SalesplanError` where months contradict their quarter, or all the goal.

        So does an amount that cannot be meant, such as 22 of two millions.
        """
        whole = to_major(self.goal, self.decimals)
        for name, said in (*self.settings.quarters.items(), *self.settings.months.items()):
            small = small_part(self.settings, name, said, Decimal(whole))
            if small is not None and small.severity is Severity.ERROR:
                raise SalesplanError(small)
        if not self.months:
            return
        for at, due in self.quarters.items():
            inside = self.inside(tuple(range(at * 3, at * 3 + 3)))
            total = sum(inside.values(), Fraction(0))
            if total > due or (len(inside) == 3 and total != due):
                self._fail("E432", total, due, quarter=f"Q{at + 1}")
        parts = self.parts()
        total = sum(parts.values(), Fraction(0))
        if total > self.assigned:
            self._fail("E433", total, Fraction(self.assigned))
        if sum(map(len, parts)) == MONTHS and total != self.assigned:
            self._fail("E434", total, Fraction(self.assigned))

    def check_staffed(self, months: Ints, staffed: npt.NDArray[np.bool_]) -> None:
        """Raises `SalesplanError` for a fixed month in which nobody works."""
        for month in self.months:
            if months[month] and not staffed[month]:
                period = self.calendar.months[month].key
                raise SalesplanError(metric_finding("E435", self.settings, month=period))

    def _fail(self, code: str, total: Fraction, due: Fraction, **values: str) -> None:
        """An error with both numbers as parts of the goal, and their difference."""
        parts = {"total": total, "due": due, "difference": abs(total - due)}
        shown = {}
        for name, part in parts.items():
            minor = floor(part * self.goal / self.assigned + Fraction(1, 2))
            shown[name] = f"{to_major(minor, self.decimals):,}"
        raise SalesplanError(metric_finding(code, self.settings, **values, **shown))


def _fill(
    months: Ints,
    part: tuple[int, ...],
    amount: int,
    fixed: _Fixed,
    weights: Floats,
    unit: int,
) -> None:
    """The months of a part: those that are fixed, the others by season."""
    inside = fixed.inside(part)
    for month, given in _rounded(inside, amount, unit, whole=len(inside) == len(part)).items():
        months[month] = given
    others = [month for month in part if month not in inside]
    rest = amount - int(months[list(inside)].sum()) if inside else amount
    if rest and others and not weights[others].any():
        quarter = f"Q{part[0] // 3 + 1}"
        raise SalesplanError(metric_finding("E422", fixed.settings, quarter=quarter))
    if others:
        months[others] = split(rest, weights[others], unit)


def _rounded(
    exact: Mapping[_Key, Fraction], total: int, unit: int, *, whole: bool
) -> dict[_Key, int]:
    """Exact parts of a total as integers: as they are, or in whole units where they are none.

    `whole` says that together they are to be all of the total.
    """
    integers = all(amount.denominator == 1 for amount in exact.values())
    if whole and not (integers and sum(exact.values()) == total):
        amounts = split(total, [float(amount) for amount in exact.values()], unit)
        return dict(zip(exact, amounts.tolist(), strict=True))
    found: dict[_Key, int] = {}
    for key, amount in exact.items():
        left = max(total - sum(found.values()), 0)  # several halves may all round up
        nearest = floor(amount / unit + Fraction(1, 2)) * unit
        found[key] = int(amount) if amount.denominator == 1 else min(nearest, left)
    return found
