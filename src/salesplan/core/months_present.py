"""How many working months each person of a history was there for.

A month is 1 for a full-time person who is there on all of its working days and past the ramp. With
a profile its people are there as `core.capacity` has it, from the first sale where they have no
start; all others from their first sale to their last, or to the end for who is still active.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.capacity import capacities
from salesplan.core.timeline import Timeline
from salesplan.profile import Profile

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

ACTIVE_DAYS: Final = 92
"""A quarter without a sale, at the end of a history, and somebody is active no longer."""


def selling_days(line: Timeline) -> tuple[Ints, Ints]:
    """First and last day with sales of each owner, both (owners,), counted as `line.day`.

    An owner without any has a first day after the last one.
    """
    first = np.full(line.owners, len(line.daily))
    last = np.full(line.owners, -1)
    np.minimum.at(first, line.owner, line.day)
    np.maximum.at(last, line.owner, line.day)
    return first, last


def months_present(line: Timeline, profile: Profile | None) -> Floats:
    """Months of work of each owner in each past month, shape (owners, past months).

    The first owners are the people of the profile. Who never sold has none: that is more often a
    name spelt differently than a person without sales.
    """
    first, last = selling_days(line)
    # Who sold in the last quarter is still there at the end.
    until = np.where(last > line.last_day - ACTIVE_DAYS, len(line.daily), last + 1)
    there = _between(line, first, until)
    if profile is not None:
        plain = _of_equal_levels(profile)
        team = np.hstack([capacities(plain, year).capacity for year in line.past.years])
        since = _between(line, first, np.full(line.owners, len(line.daily)))[: len(team)]
        unsaid = np.array([rep.start is None for rep in profile.reps])
        there[: len(team)] = np.where(unsaid[:, None], team * since, team)
    there[last < 0] = 0
    return there


def without_ramp(profile: Profile) -> Profile:
    """The profile with everybody productive from their first day."""
    teams = tuple(
        team.model_copy(
            update={"reps": tuple(rep.model_copy(update={"ramp": ()}) for rep in team.reps)}
        )
        for team in profile.teams
    )
    return profile.model_copy(update={"team": teams})


def _of_equal_levels(profile: Profile) -> Profile:
    """The profile with the same weight for all levels."""
    levels = dict.fromkeys(profile.skills.levels, Decimal(1))
    skills = profile.skills.model_copy(update={"levels": levels})
    return profile.model_copy(update={"skills": skills})


def _between(line: Timeline, first: Ints, until: Ints) -> Floats:
    """Share of each month's working days in `[first, until)` of each owner."""
    gone = np.concatenate([[0], np.cumsum(line.working)])
    bounds = (line.past.bounds - line.past.bounds[0]).astype(np.int64)
    begin = np.maximum(first[:, None], bounds[:-1])
    end = np.maximum(np.minimum(until[:, None], bounds[1:]), begin)
    end, begin = np.minimum(end, bounds[-1]), np.minimum(begin, bounds[-1])
    worked = np.maximum(line.past.working_days, 1)
    shares: Floats = (gone[end] - gone[begin]) / worked
    return shares
