"""What targets ask of a day's capacity, beside what the same capacity brought last year.

A load is target ÷ what the person's capacity of the year to plan would bring at the rate of their
last twelve months; without a year behind them, at everybody's rate, which is that of their level,
since capacity has the weight of the level in it. Capacity counts by season, so that somebody who is
there in the high season only is not taken for overloaded. Amounts are in minor units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import MONTHS
from salesplan.core.grounds import Grounds, MetricGrounds, SoldBefore
from salesplan.core.past_years import year_behind

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Loads:
    """Targets, and what the same capacity brought last year: of people and teams, by position."""

    targets: Ints
    brought: Floats
    teams: Ints
    teams_brought: Floats

    @property
    def whole(self) -> float:
        """The load of all whose capacity is known."""
        known = self.brought > 0
        return float(self.targets[known].sum() / self.brought[known].sum())

    @property
    def beside(self) -> Floats:
        """Each person's load beside that of the whole; 0 where there is none."""
        return _over(self.targets, self.brought) / self.whole

    @property
    def teams_beside(self) -> Floats:
        """The same of each team."""
        return _over(self.teams, self.teams_brought) / self.whole

    @property
    def most(self) -> float:
        """The largest load of a person beside that of the whole."""
        return float(self.beside.max())

    @property
    def most_of_teams(self) -> float:
        """The same of a team; 0 where there is only one."""
        return float(self.teams_beside.max()) if len(self.teams) > 1 else 0.0

    def person(self, person: int) -> float | None:
        """The load of one person; None where nothing is known of their capacity."""
        brought = float(self.brought[person])
        return float(self.targets[person]) / brought if brought > 0 else None


def loads(
    grounds: Grounds, past: MetricGrounds, targets: Ints, team_of: Sequence[int]
) -> Loads | None:
    """The loads of targets (people,); None where nobody's capacity of a whole year is known."""
    sold, evidence = past.sold, grounds.evidence
    if sold is None or evidence is None or sold.last - sold.first < MONTHS:
        return None
    year = slice(sold.last - MONTHS, sold.last)
    days = _by_season(past, sold)
    there = (evidence.capacity[:, year] * days).sum(axis=1)
    brought = sold.table[:-1, year].sum(axis=1).astype(float)
    known = year_behind(sold) & (there > 0) & (brought > 0)
    if not known.any():
        return None
    rates = np.full(len(targets), brought[known].sum() / there[known].sum())
    rates[known] = brought[known] / there[known]
    ahead = grounds.capacity.capacity @ past.season.shares * rates[grounds.home]
    for each in grounds.capacity.received:
        ahead[each.row] += each.months @ past.season.shares * rates[each.source]
    if not (targets[ahead > 0] > 0).any():
        return None
    teams = np.bincount(team_of, np.where(ahead > 0, targets, 0)).astype(np.int64)
    teams_ahead = np.bincount(team_of, ahead).astype(float)
    return Loads(targets, ahead, teams, teams_ahead)


def _by_season(past: MetricGrounds, sold: SoldBefore) -> Floats:
    """The last twelve months' working days, each worth what its month of the year is; (12,)."""
    ahead = past.days_ahead.astype(float)
    worth = np.divide(past.season.shares, ahead, out=np.zeros(MONTHS), where=ahead > 0)
    months = np.arange(sold.last - MONTHS, sold.last)
    days: Floats = sold.past.working_days[months] * worth[months % MONTHS]
    return days


def _over(targets: Ints, brought: Floats) -> Floats:
    return np.divide(targets, brought, out=np.zeros(len(targets)), where=brought > 0)
