"""How newcomers of the past grew, as a ramp to plan with.

Months count from a person's first day, as in the profile: the first month is month 1. Who has no
start in the profile begins with their first sale, so that their first months look a little better
than they were. What somebody sells is compared with what those who were there long sell on the same
days, so that neither season nor growth passes for a ramp.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.capacity import capacities
from salesplan.core.estimates import Estimate
from salesplan.core.months_present import ACTIVE_DAYS, selling_days, without_ramp
from salesplan.core.people_figures import Owner
from salesplan.core.skill_weights import PRIOR_DOUBT, Carries
from salesplan.core.timeline import Timeline
from salesplan.profile import Profile, Skills

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

RAMP_MONTHS: Final = 6
"""Months of a ramp that are looked at."""
LATER_MONTHS: Final = 18
"""A person's own later level is that of the months after the ramp up to this one."""
FEWEST_LATER: Final = 6  # months: half a year, of the twelve
FEWEST_NEWCOMERS: Final = 3  # of one or two nobody can tell what is theirs and what is usual
SILENT_MONTHS: Final = (
    6  # at the beginning of a history, of who has no start: else they sell seldom
)
FULL: Final = 0.95
"""From here on a month of a ramp is not worth planning with."""


@dataclass(frozen=True, slots=True)
class RampMonth:
    """A month after the start; 1 is full productivity.

    `measured` is what the newcomers sold against their own later level. `planned` is the profile's
    ramp, `suggested` between the two: measured × credibility + planned × (1 − credibility), made to
    rise from month to month and never above 1. `people` are those behind it.
    """

    month: int
    measured: Estimate
    planned: float
    credibility: float
    suggested: float
    people: int


@dataclass(frozen=True, slots=True)
class ObservedRamp:
    """The ramp of past newcomers.

    `newcomers` are the names of those behind it, `left_out` those without half a year in their
    months 7 to 18 from which to tell their later level. `months` are empty where `carries` is not
    yes. `length` counts the months before the first from which on nobody can tell the newcomers
    from their later selves. `planned` is the ramp of the profile, or without one the program's.
    """

    newcomers: tuple[str, ...]
    left_out: tuple[str, ...]
    months: tuple[RampMonth, ...]
    length: int
    planned: tuple[float, ...]
    carries: Carries

    @property
    def suggested(self) -> tuple[float, ...]:
        """The ramp to plan with, up to full; the planned one where the history cannot carry it."""
        if self.carries is not Carries.YES:
            return self.planned
        return tuple(month.suggested for month in self.months if month.suggested < FULL)


def observed_ramp(
    line: Timeline, profile: Profile | None, owners: Sequence[Owner], there: Floats
) -> ObservedRamp:
    """The ramp of the newcomers among the owners, of whom the first are the profile's people.

    `there` (owners, past months) is `core.months_present`. The error of a month is that of a
    ratio of sums over people (Cochran 1977, Sampling Techniques, chapter 6).
    """
    planned = tuple(float(step) for step in (profile.skills if profile else Skills()).ramp)
    starts = _starts(line, profile, owners)
    daily, present = _daily(line, list(starts)), _present(line, profile, list(starts))
    usual = _rates(line, owners, set(starts), there)
    names: list[str] = []
    left_out: list[str] = []
    grown: list[Floats] = []
    for row, (at, start) in enumerate(starts.items()):
        growth = _growth(line, start, daily[row], present[row] * usual)
        (left_out if growth is None else names).append(owners[at].name or "")
        if growth is not None:
            grown.append(growth)
    months: tuple[RampMonth, ...] = ()
    carries = Carries.FEW_PEOPLE
    if len(grown) >= FEWEST_NEWCOMERS:
        together = np.array(grown)
        carries = Carries.YES if together[:, :, 1].sum(axis=0).all() else Carries.NO_SALES
        months = _months(together, planned) if carries is Carries.YES else ()
    return ObservedRamp(tuple(names), tuple(left_out), months, _length(months), planned, carries)


def _starts(line: Timeline, profile: Profile | None, owners: Sequence[Owner]) -> dict[int, dt.date]:
    """First days of the owners who came while the history was running."""
    reps = () if profile is None else profile.reps
    first, last = selling_days(line)
    begin = line.date(line.first_day)
    silent = _later(begin, SILENT_MONTHS)
    starts: dict[int, dt.date] = {}
    for at, owner in enumerate(owners):
        said = reps[at].start if at < len(reps) else None
        if owner.name is None or last[at] < 0:
            continue
        sold = line.date(int(first[at]))
        if said is None:
            if sold >= silent:
                starts[at] = sold
        elif begin < said <= sold:  # who sold before their start is no newcomer
            starts[at] = said
    return starts


def _daily(line: Timeline, owners: Sequence[int]) -> Floats:
    """What some owners sold on each past day, (some owners, past days)."""
    row = np.full(line.owners, -1)
    row[list(owners)] = np.arange(len(owners))
    whose = row[line.owner]
    rows = np.flatnonzero(whose >= 0)
    daily = np.zeros((len(owners), len(line.daily)))
    np.add.at(daily, (whose[rows], line.day[rows]), line.sales.rows["amount"].to_numpy()[rows])
    return daily


def _rates(line: Timeline, owners: Sequence[Owner], new: set[int], there: Floats) -> Floats:
    """What somebody who was there long sold on each past day, (past days,); 0 where unknown."""
    old = [at for at, owner in enumerate(owners) if at not in new and owner.name is not None]
    sold, present = line.table[old].sum(axis=0), there[old].sum(axis=0)
    days = present * line.past.working_days
    rates = np.divide(sold, days, out=np.zeros(len(days)), where=(days > 0) & (sold > 0))
    daily: Floats = rates[line.month_of_day] * line.working
    return daily


def _present(line: Timeline, profile: Profile | None, owners: Sequence[int]) -> Floats:
    """1 on the days when owners were there, for all that is known, (owners, past days)."""
    present = np.ones((len(owners), len(line.daily)))
    reps = () if profile is None else profile.reps
    rows = [row for row, at in enumerate(owners) if at < len(reps)]
    if profile is not None and rows:
        members = tuple(reps[owners[row]] for row in rows)
        team = profile.teams[0].model_copy(update={"reps": members})
        newcomers = without_ramp(profile.model_copy(update={"team": (team,)}))
        years = [capacities(newcomers, year).presence for year in line.past.years]
        present[rows] = np.hstack(years)
    return present


def _growth(line: Timeline, start: dt.date, daily: Floats, usual: Floats) -> Floats | None:
    """What a newcomer sold in each month of the ramp, and would have at their later level.

    Shape (months of the ramp, 2). `daily` and `usual` (past days,) are what the newcomer sold, and
    others on the days when the newcomer was there. None where the later level is not known, or
    nothing.
    """
    if not daily.any():
        return None
    last = int(np.flatnonzero(daily)[-1])
    there = len(daily) if last > line.last_day - ACTIVE_DAYS else last + 1
    until = min(_day(line, line.days_of(line.whole).end), there)
    edges = [_day(line, _later(start, month)) for month in range(LATER_MONTHS + 1)]
    known = [edge for edge in edges if edge <= until]
    if len(known) - 1 < RAMP_MONTHS + FEWEST_LATER:
        return None
    sold, due = (
        np.diff(np.concatenate([[0.0], np.cumsum(values)])[known]) for values in (daily, usual)
    )
    later, usually = sold[RAMP_MONTHS:].sum(), due[RAMP_MONTHS:].sum()
    if later <= 0 or usually <= 0:
        return None
    return np.stack([sold[:RAMP_MONTHS], due[:RAMP_MONTHS] * later / usually], axis=1)


def _months(growth: Floats, planned: tuple[float, ...]) -> tuple[RampMonth, ...]:
    """Every month of the ramp from the growth (newcomers, months of the ramp, 2)."""
    people = len(growth)
    before = np.array([*planned, *np.ones(RAMP_MONTHS)])[:RAMP_MONTHS]
    measured = []
    for month in range(RAMP_MONTHS):
        sold, due = growth[:, month, 0], growth[:, month, 1]
        value = float(sold.sum() / due.sum())
        squares = float(((sold - value * due) ** 2).sum())
        error = (people / (people - 1) * squares) ** 0.5 / float(due.sum())
        measured.append(Estimate.around(value, error, people - 1))
    values = np.array([estimate.value for estimate in measured])
    errors = np.array([estimate.error for estimate in measured])
    credibility = PRIOR_DOUBT**2 / (PRIOR_DOUBT**2 + errors**2)
    drawn = credibility * np.clip(values, 0, None) + (1 - credibility) * before
    rising = np.minimum(_rising(drawn, growth[:, :, 1].sum(axis=0)), 1)
    return tuple(
        RampMonth(
            month + 1,
            measured[month],
            float(before[month]),
            float(credibility[month]),
            float(rising[month]),
            people,
        )
        for month in range(RAMP_MONTHS)
    )


def _length(months: Sequence[RampMonth]) -> int:
    """Months before the first from which on none is surely below full."""
    below = [month.month for month in months if (month.measured.high or 0.0) < 1]
    return max(below, default=0)


def _rising(values: Floats, weights: Floats) -> Floats:
    """The nearest values, by weighted squares, that never fall: neighbours that do are pooled.

    Ayer et al. 1955, Annals of Mathematical Statistics 26:641–647.
    """
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        mean, mass, count = value, weight, 1
        while pools and pools[-1][0] >= mean:
            other, heavy, many = pools.pop()
            mean = (mean * mass + other * heavy) / (mass + heavy)
            mass, count = mass + heavy, count + many
        pools.append((mean, mass, count))
    return np.concatenate([np.full(count, mean) for mean, _, count in pools])


def _day(line: Timeline, date: dt.date) -> int:
    """A date counted as `line.day`."""
    return int((np.datetime64(date, "D") - line.past.bounds[0]).astype(np.int64))


def _later(date: dt.date, months: int) -> dt.date:
    """The same day some months later, or the last one of a shorter month."""
    index = date.year * 12 + date.month - 1 + months
    after = dt.date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    last = (after - dt.timedelta(days=1)).day
    return date.replace(year=index // 12, month=index % 12 + 1, day=min(date.day, last))
