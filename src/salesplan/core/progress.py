"""How target and actual grew over a stretch: what a chart of the two shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.choices import Stretch
from salesplan.core.calendar import FiscalCalendar
from salesplan.core.history import in_ones
from salesplan.core.review import Review

Ints = npt.NDArray[np.int64]

_BY_DAY: Final = 100  # days up to which every working day is a point, beyond it every week


@dataclass(frozen=True)
class Progress:
    """Cumulative amounts of a metric since the first day of a stretch, in minor units.

    `days` (points,) are the days at whose end the amounts stand: working days, or the last days of
    weeks, and in either case the last day of the stretch and the day of the review. `expected`
    (points,) is the target, with a step where a gap was carried over; `actual` ends with the day of
    the review. There are no points in a stretch without days, as the year to date is before the
    year.
    """

    days: npt.NDArray[np.datetime64]
    expected: Ints
    actual: Ints


def progress(review: Review, stretch: Stretch, metric: int, rows: Sequence[int]) -> Progress:
    """The progress of some people together; `rows` count the people, then the others."""
    calendar, table = review.plan.calendar, review.tables[metric]
    part = calendar.slice_of(review.stretches[stretch][0])
    ends = _points(calendar, part, review.days_gone)
    people = [row for row in rows if row < len(table.target)]
    target = table.target[people, part].sum(axis=0)
    for day, amounts in table.offsets(part):
        target[day] += amounts[people].sum()
    # Pieces are rounded for each person, as in the standings, or the two would not agree.
    sold = in_ones(
        np.cumsum(table.actual[list(rows), part], axis=1), table.metric.settings.resolved_source
    ).sum(axis=0)
    gone = ends < review.days_gone
    return Progress(
        calendar.days[ends],
        np.cumsum(target)[ends - part.start],
        sold[(ends - part.start)[gone]],
    )


def _points(calendar: FiscalCalendar, part: slice, gone: int) -> Ints:
    """Days of the year that are points of a chart, ascending."""
    days = np.arange(part.start, part.stop)
    if not len(days):
        return days
    if part.stop - part.start <= _BY_DAY:
        points = days[calendar.working[part]]
    else:
        points = days[np.diff(calendar.week_of_day[part], append=-1) != 0]
    edges = [part.stop - 1, *([gone - 1] if part.start < gone <= part.stop else [])]
    return np.union1d(points, edges)
