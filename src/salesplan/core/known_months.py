"""The months of a metric known on the day of a review: last year's and those gone since."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import lay_out, year_start
from salesplan.core.review import Review
from salesplan.core.stints import at_home, home_rows

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class KnownMonths:
    """Amounts by month, in minor units, and the working days in them.

    `amounts` has the shape (people + teams + 1, months), in the order of the profile, the last row
    for everybody, whether on the team or not. `gone` are the months of the planned year among
    them, `ends` the first days of these and the day after the last.
    """

    amounts: Floats
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
            np.concatenate([days, plan.calendar.working_days[:gone]]).astype(float),
            gone,
            plan.calendar.month_starts[: gone + 1],
        )


def months_gone(review: Review) -> int:
    """Months of the planned year that have ended by the day of the review."""
    return int((review.plan.calendar.month_bounds[1:] <= review.days_gone).sum())
