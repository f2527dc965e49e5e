"""How much of the work each person can carry, day by day and month by month.

capacity(person, month) = skill weight × FTE × availability × ramp × track record, where
availability = days present ÷ working days and ramp is its mean over the days present.
Capacities only matter in proportion to each other.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import FiscalCalendar
from salesplan.profile import Profile, Rep

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Capacity:
    """Capacities of all people in one fiscal year.

    `skill` (people,) is skill weight × FTE. `presence` (people, days) is the ramp on days present
    and 0 on others. `availability`, `ramp` and `capacity` are (people, 12).
    """

    skill: Floats
    presence: Floats
    availability: Floats
    ramp: Floats
    capacity: Floats


def capacities(profile: Profile, calendar: FiscalCalendar) -> Capacity:
    """Capacities before track record, for a fiscal year past or to come."""
    skill = np.array(
        [float(profile.skills.levels[rep.skill] * rep.fte) for rep in profile.reps], dtype=float
    )
    presence = np.tile(calendar.working.astype(float), (len(profile.reps), 1))
    for row, rep in enumerate(profile.reps):
        _absences(presence[row], rep, calendar)
    present = _by_month(presence > 0, calendar)
    for row, rep in enumerate(profile.reps):
        if rep.start is not None:
            presence[row] *= _ramp(rep, profile, calendar)
    weighted = _by_month(presence, calendar)
    working = np.maximum(calendar.working_days, 1)
    ramp = np.divide(weighted, present, out=np.zeros_like(weighted), where=present > 0)
    return Capacity(skill, presence, present / working, ramp, skill[:, None] * weighted / working)


def _absences(presence: Floats, rep: Rep, calendar: FiscalCalendar) -> None:
    """Zero the days before the start, after the end and on leave."""

    def offset(day: dt.date) -> int:
        return min(max((day - calendar.start).days, 0), len(presence))

    if rep.start is not None:
        presence[: offset(rep.start)] = 0
    if rep.end is not None:
        presence[offset(rep.end + dt.timedelta(days=1)) :] = 0
    for leave in rep.leave:
        presence[offset(leave.from_) : offset(leave.to + dt.timedelta(days=1))] = 0


def _ramp(rep: Rep, profile: Profile, calendar: FiscalCalendar) -> Floats:
    """Productivity by day: months since the start, counted from the day of the month."""
    steps = [float(step) for step in (profile.skills.ramp if rep.ramp is None else rep.ramp)]
    ramp = np.ones(len(calendar.days))
    if rep.start is None or not steps:
        return ramp
    months = calendar.days.astype("datetime64[M]")
    day_of_month = (calendar.days - months).astype(np.int64) + 1
    start = np.datetime64(rep.start, "M")
    elapsed = (months - start).astype(np.int64)
    # A start on the 31st completes its month on the last day of a shorter one.
    length = ((months + 1).astype("datetime64[D]") - months).astype(np.int64)
    elapsed -= day_of_month < np.minimum(rep.start.day, length)
    known = (elapsed >= 0) & (elapsed < len(steps))
    ramp[known] = np.array(steps)[elapsed[known]]
    return ramp


def _by_month(daily: npt.NDArray[np.float64 | np.bool_], calendar: FiscalCalendar) -> Floats:
    """Sums by month of a table (people, days)."""
    sums: Floats = np.add.reduceat(daily.astype(float), calendar.month_bounds[:-1], axis=1)
    return sums
