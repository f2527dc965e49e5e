"""On which days of a month a person is there, why not on the others, and how much a day counts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import Period
from salesplan.core.capacity import ramp_of
from salesplan.core.decimals import shortest
from salesplan.core.plan import Plan
from salesplan.profile import Rep

Mask = npt.NDArray[np.bool_]


class Away(StrEnum):
    """Why somebody is not there."""

    START = "start"  # not yet
    END = "end"  # no more
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Absence:
    """`days` working days away, from `first` to `last`, both included; `reason` may be empty."""

    kind: Away
    first: dt.date
    last: dt.date
    reason: str
    days: int


@dataclass(frozen=True, slots=True)
class RampStep:
    """`days` working days of which each counts as `productivity` (1 is fully)."""

    productivity: Decimal
    days: int


@dataclass(frozen=True, slots=True)
class Attendance:
    """A person's month: `working_days` less `absences` are the days of the steps of `ramp`."""

    working_days: int
    absences: tuple[Absence, ...]
    ramp: tuple[RampStep, ...]

    @property
    def days(self) -> int:
        """Working days on which the person is there."""
        return sum(step.days for step in self.ramp)

    @property
    def counted(self) -> Decimal:
        """Days present, each as far as it counts."""
        return shortest(sum((step.days * step.productivity for step in self.ramp), Decimal(0)))

    @property
    def ramping(self) -> bool:
        """Whether some of the days do not count fully."""
        return self.counted != self.days


def attendance_of(plan: Plan, person: int, month: int) -> Attendance:
    """The month, 0–11, of a person (a position in `plan.profile.reps`)."""
    calendar, rep = plan.calendar, plan.profile.reps[person]
    period = calendar.months[month]
    part = calendar.slice_of(period)
    there: Mask = calendar.working[part].copy()
    working = int(there.sum())
    absences = tuple(_absences(rep, period, there))
    ramp = ramp_of(rep, plan.profile)
    exact = {float(step): step for step in (*ramp, Decimal(1))}
    counts = Counter(plan.capacity.presence[person, part][there].tolist())
    steps = tuple(RampStep(exact[value], days) for value, days in counts.items())
    return Attendance(working, absences, steps)


def _absences(rep: Rep, period: Period, there: Mask) -> Iterator[Absence]:
    """Each absence with the working days that it takes, which are struck from `there`."""
    one = dt.timedelta(days=1)
    spans = [(Away.LEAVE, leave.from_, leave.to, leave.reason) for leave in rep.leave]
    if rep.end is not None:
        spans.insert(0, (Away.END, rep.end + one, period.end - one, ""))
    if rep.start is not None:
        spans.insert(0, (Away.START, period.start, rep.start - one, ""))
    for kind, begin, end, reason in spans:
        first, last = max(begin, period.start), min(end, period.end - one)
        days = slice((first - period.start).days, (last - period.start).days + 1)
        if first <= last and there[days].any():
            yield Absence(kind, first, last, reason, int(there[days].sum()))
            there[days] = False
