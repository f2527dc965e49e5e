"""How much of the work each person can carry, day by day and month by month.

capacity(person, month) = skill weight × FTE × availability × ramp × track record, where
availability = days present ÷ working days and ramp is its mean over the days present. Where level
or FTE change, each day counts by its own. Capacities only matter in proportion to each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import FiscalCalendar
from salesplan.core.moved import Moved, held_parts
from salesplan.profile import Change, Profile, Rep

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Capacity:
    """Capacities of all people in one fiscal year.

    `skill` (people,) is skill weight × FTE, before any change of them. `presence` (people, days) is
    the ramp on days present and 0 on others; `strength` has the same shape, with later level and
    FTE as multiples of those in `skill`, less what has been handed over. `availability`, `ramp` and
    `capacity` are (people, 12). What somebody has been handed is in `received` alone.
    """

    skill: Floats
    presence: Floats
    strength: Floats
    availability: Floats
    ramp: Floats
    capacity: Floats
    received: tuple[Received, ...] = ()


@dataclass(frozen=True)
class Received:
    """What the person in `row` carries of the full capacity of another, whose row is `source`.

    `daily` (days,) is that on the days when the receiver is there, `months` (12,) what it comes to
    as capacity: the mean over working days.
    """

    row: int
    source: int
    daily: Floats
    months: Floats


def capacities(profile: Profile, calendar: FiscalCalendar, moved: Sequence[Moved] = ()) -> Capacity:
    """Capacities before track record, for a fiscal year past or to come."""
    reps, levels = profile.reps, profile.skills.levels
    skill = np.array([float(levels[rep.skill] * rep.fte) for rep in reps], dtype=float)
    presence = np.tile(calendar.working.astype(float), (len(reps), 1))
    for row, rep in enumerate(reps):
        _absences(presence[row], rep, calendar)
    present = _by_month(presence > 0, calendar)
    for row, rep in enumerate(reps):
        if rep.start is not None:
            presence[row] *= _ramp(rep, profile, calendar)
    weighted = _by_month(presence, calendar)
    working = np.maximum(calendar.working_days, 1)
    ramp = np.divide(weighted, present, out=np.zeros_like(weighted), where=present > 0)
    parts = held_parts(moved, calendar)
    strength = _strength(profile, presence, calendar, parts)
    if strength is not presence:
        weighted = _by_month(strength, calendar)
    capacity = skill[:, None] * weighted / working
    received = tuple(_received(profile, calendar, skill, presence, parts))
    return Capacity(skill, presence, strength, present / working, ramp, capacity, received)


def rest_of(capacity: Capacity, calendar: FiscalCalendar, first: int) -> Capacity:
    """The capacities of what is left of the year from a day on, counted from 0.

    A month that has begun counts by what is left of it.
    """
    ahead = np.arange(capacity.presence.shape[1]) >= first
    presence, strength = capacity.presence * ahead, capacity.strength * ahead
    working = np.maximum(calendar.working_days, 1)
    weighted, present = (_by_month(table, calendar) for table in (presence, presence > 0))
    return Capacity(
        capacity.skill,
        presence,
        strength,
        present / working,
        np.divide(weighted, present, out=np.zeros_like(weighted), where=present > 0),
        capacity.skill[:, None] * _by_month(strength, calendar) / working,
        tuple(
            replace(
                each,
                daily=each.daily * ahead,
                months=_by_month(each.daily[None] * ahead, calendar)[0] / working,
            )
            for each in capacity.received
        ),
    )


@dataclass(frozen=True, slots=True)
class Term:
    """Level and FTE in the days `[start, end)`, None for as long as anybody looks."""

    skill: str
    fte: Decimal
    start: dt.date | None
    end: dt.date | None


def terms_of(rep: Rep) -> tuple[Term, ...]:
    """What somebody's level and FTE are, in the order of days."""
    found = [Term(rep.skill, rep.fte, None, None)]
    for change in sorted(rep.changes, key=lambda each: each.from_):
        before = found[-1]
        found[-1] = replace(before, end=change.from_)
        found.append(_changed(before, change))
    return tuple(found)


def _changed(before: Term, change: Change) -> Term:
    return Term(change.skill or before.skill, change.fte or before.fte, change.from_, None)


def _strength(
    profile: Profile,
    presence: Floats,
    calendar: FiscalCalendar,
    parts: Mapping[tuple[str, str], Floats],
) -> Floats:
    """Presence by later level and FTE, and by what is left of one's own; itself if all is as ever.

    `parts` are those of `core.moved.held_parts`.
    """
    reps = profile.reps
    changing = [at for at, rep in enumerate(reps) if rep.changes]
    giving = [at for at, rep in enumerate(reps) if (rep.name, rep.name) in parts]
    if not changing and not giving:
        return presence
    strength = presence.copy()
    for row in changing:
        strength[row] *= _levels(reps[row], profile, calendar)
    for row in giving:
        name = reps[row].name
        strength[row] *= parts[name, name]
    return strength


def _levels(rep: Rep, profile: Profile, calendar: FiscalCalendar) -> Floats:
    """Level × FTE by day, as multiples of those at first, (days,)."""
    first, *later = terms_of(rep)
    levels = profile.skills.levels
    found = np.ones(len(calendar.days))
    for term in later:
        assert term.start is not None
        ratio = levels[term.skill] * term.fte / (levels[first.skill] * first.fte)
        found[min(max((term.start - calendar.start).days, 0), len(found)) :] = float(ratio)
    return found


def _received(
    profile: Profile,
    calendar: FiscalCalendar,
    skill: Floats,
    presence: Floats,
    parts: Mapping[tuple[str, str], Floats],
) -> Iterator[Received]:
    """What people carry of the capacity of others, in each of their rows."""
    if not parts:
        return
    rows: dict[str, list[int]] = {}
    reps = profile.reps
    for at in sorted(range(len(reps)), key=lambda row: reps[row].start or dt.date.min):
        rows.setdefault(reps[at].name, []).append(at)
    working = np.maximum(calendar.working_days, 1)
    for (holder, source), part in parts.items():
        if holder == source or not {holder, source} <= rows.keys():
            continue
        whose = [(skill[row], reps[row]) for row in rows[source]]
        full = _full(profile, calendar, whose) * part * calendar.working
        for row in rows[holder]:
            daily = full * (presence[row] > 0)
            if daily.any():
                months = _by_month(daily[None], calendar)[0] / working
                yield Received(row, rows[source][0], daily, months)


def _full(
    profile: Profile, calendar: FiscalCalendar, stints: Sequence[tuple[float, Rep]]
) -> Floats:
    """Level × FTE of a person by day, (days,), whether they are there or not.

    `stints` are theirs in the order of their days, each with its level × FTE at first.
    """
    found = np.zeros(len(calendar.days))
    for place, (skill, rep) in enumerate(stints):
        first = 0 if place == 0 or rep.start is None else (rep.start - calendar.start).days
        first = min(max(first, 0), len(found))
        found[first:] = (skill * _levels(rep, profile, calendar))[first:]
    return found


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


def ramp_of(rep: Rep, profile: Profile) -> tuple[Decimal, ...]:
    """The ramp that counts for somebody; a vacant position has none unless it says so."""
    if rep.ramp is not None:
        return rep.ramp
    return () if rep.vacant else profile.skills.ramp


def _ramp(rep: Rep, profile: Profile, calendar: FiscalCalendar) -> Floats:
    """Productivity by day: months since the start, counted from the day of the month."""
    steps = [float(step) for step in ramp_of(rep, profile)]
    ramp = np.ones(len(calendar.days))
    begun = rep.since or rep.start
    if begun is None or not steps:
        return ramp
    months = calendar.days.astype("datetime64[M]")
    day_of_month = (calendar.days - months).astype(np.int64) + 1
    start = np.datetime64(begun, "M")
    elapsed = (months - start).astype(np.int64)
    # A start on the 31st completes its month on the last day of a shorter one.
    length = ((months + 1).astype("datetime64[D]") - months).astype(np.int64)
    elapsed -= day_of_month < np.minimum(begun.day, length)
    known = (elapsed >= 0) & (elapsed < len(steps))
    ramp[known] = np.array(steps)[elapsed[known]]
    return ramp


def _by_month(daily: npt.NDArray[np.float64 | np.bool_], calendar: FiscalCalendar) -> Floats:
    """Sums by month of a table (people, days)."""
    sums: Floats = np.add.reduceat(daily.astype(float), calendar.month_bounds[:-1], axis=1)
    return sums
