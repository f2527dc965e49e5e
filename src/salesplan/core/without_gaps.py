"""Targets as they would be if no gap had been carried over: what a pace is to be measured by.

A gap put on the months to come sells nothing by itself. By targets that hold it everybody would be
at 100 % on the day a plan is made anew, and would land on target, whatever had been missed.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt

from salesplan.choices import Policy
from salesplan.core.daily_table import DailyTable
from salesplan.core.history import in_ones
from salesplan.core.plan import Plan

Floats = npt.NDArray[np.float64]


def targets_without_gaps(plan: Plan, table: DailyTable) -> Floats:
    """Targets by person and day, shape (people, days), with what was carried over taken out again.

    Each person's days from a re-plan on shrink, or grow, in proportion. Where the goal was restated
    to the landing the days to come are what was expected to be sold, and those before count as what
    was.
    """
    targets = table.target.astype(float)
    restated = _restated(plan)
    for day, amounts in reversed(table.carried):
        if day in restated and table.sold_before is not None:
            source = table.metric.settings.resolved_source
            targets[:, :day] = in_ones(table.sold_before[:, :day], source)
            break
        rest = targets[:, day:].sum(axis=1)
        share = np.divide(rest + amounts, rest, out=np.ones_like(rest), where=rest > 0)
        targets[:, day:] *= np.maximum(share, 0)[:, None]
    return targets


def _restated(plan: Plan) -> set[int]:
    """The days, of the year, from which on targets follow the landing."""
    first = plan.calendar.start - dt.timedelta(days=1)
    return {
        (each.version.as_of - first).days
        for each in plan.versions
        if each.version.policy is Policy.LANDING and each.version.as_of is not None
    }
