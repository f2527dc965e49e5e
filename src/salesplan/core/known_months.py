"""The months of a metric known on the day of a review: last year's and those gone since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import lay_out, year_start
from salesplan.core.review import Review
from salesplan.core.stints import at_home, home_rows

Floats = npt.NDArray[np.float64]

_RECENT: Final = 6
"""Months that say who made the sales of a team: long enough to be no accident. Who left earlier is
no part of its present level any more."""


@dataclass(frozen=True)
class KnownMonths:
    """Amounts by month, in minor units, and the working days in them.

    `amounts` has the shape (people + teams + 1, months), in the order of the profile, the last row
    for everybody, whether on the team or not. Each row of a person has all that they sold, `own`
    (people, months) what they sold in that team. `gone` are the months of the planned year among
    them, `ends` the first days of these and the day after the last.
    """

    amounts: Floats
    own: Floats
    working_days: Floats
    gone: int
    ends: tuple[dt.date, ...]

    @classmethod
    def of(cls, review: Review, metric: int) -> KnownMonths | None:
        """The months of the metric at position `metric`; None without a complete last year."""
        plan, before = review.plan, review.metrics[metric].last_year
        if before is None or not before.complete:
            return None
        year = plan.profile.fiscal_year
        start = year_start(year, plan.calendar.start, -1)
        days = lay_out(year, plan.profile.calendar, start).working_days
        gone, people = months_gone(review), len(plan.profile.reps)
        this = review.months[metric][:, :gone]
        now = np.vstack([this[:people], this[people:].sum(axis=0)])
        sold = np.hstack([before.table, now])
        teams = np.zeros((len(plan.teams), sold.shape[1]), dtype=np.int64)
        np.add.at(teams, list(plan.team_of), sold[:people])
        # Who sold before in another team goes on selling in this one.
        home = home_rows(plan.profile.reps)
        return cls(
            np.vstack([at_home(sold, home)[home], teams, sold.sum(axis=0)]).astype(float),
            sold[:people].astype(float),
            np.concatenate([days, plan.calendar.working_days[:gone]]).astype(float),
            gone,
            plan.calendar.month_starts[: gone + 1],
        )

    def first(self, gone: int) -> KnownMonths:
        """Those of last year and the first `gone` of the planned one."""
        end = len(self.working_days) - self.gone + gone
        return KnownMonths(
            self.amounts[:, :end],
            self.own[:, :end],
            self.working_days[:end],
            gone,
            self.ends[: gone + 1],
        )

    def staffed(self, team_of: Sequence[int], ahead: Floats) -> Floats:
        """How much of those who made the recent sales of each team, and of all, is still there.

        `ahead` (people + 1, months ahead) are days left of people, by position in the profile, and
        working days left. The result (teams + 1, months ahead) is 1 where nobody comes or goes.
        """
        recent = slice(-_RECENT, None)
        own, mine = (
            table[: len(team_of), recent].sum(axis=1) for table in (self.own, self.amounts)
        )
        days = ahead[-1]
        there = np.divide(ahead[:-1], days, out=np.ones_like(ahead[:-1]), where=days > 0)
        moved = mine[:, None] * there - own[:, None]
        sold = self.amounts[len(team_of) :, recent].sum(axis=1)
        sums = np.zeros((len(sold), ahead.shape[1]))
        np.add.at(sums, list(team_of), moved)
        sums[-1] = moved.sum(axis=0)
        part = np.divide(sums, sold[:, None], out=np.zeros_like(sums), where=sold[:, None] > 0)
        staffed: Floats = np.maximum(1 + part, 0.0)
        return staffed


def months_gone(review: Review) -> int:
    """Months of the planned year that have ended by the day of the review."""
    return int((review.plan.calendar.month_bounds[1:] <= review.days_gone).sum())
