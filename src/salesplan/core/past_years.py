"""What people sold in twelve months before: lately, and at best, with what is handed over to them.

A target follows the customers: who takes over a part of somebody's business is measured by that
part of its past, too, and who gives it away without it. The part is what they hold of it in the
year to plan, each month counting as much as it does in the year.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import MONTHS
from salesplan.core.grounds import Grounds, MetricGrounds, SoldBefore
from salesplan.core.moved import held_parts

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class PastYears:
    """The last and the best twelve whole months in a row of each person, shape (people,).

    They say something of those who first sold a year ago or earlier, `behind`. `handed` are those
    with another past than their own, because customers come or go.
    """

    last: Ints
    best: Ints
    behind: Mask
    handed: Mask


def past_years(grounds: Grounds, past: MetricGrounds) -> PastYears | None:
    """The years of a metric; None where fewer than twelve months can be counted."""
    sold = past.sold
    if sold is None or sold.last - sold.first < MONTHS:
        return None
    own = sold.table[:-1, sold.first : sold.last]
    known = _with_handed_over(own, grounds, past.season.shares)
    running = np.cumsum(np.pad(known, ((0, 0), (1, 0))), axis=1)
    twelve = running[:, MONTHS:] - running[:, :-MONTHS]
    handed: Mask = (known != own).any(axis=1)
    return PastYears(twelve[:, -1], twelve.max(axis=1), year_behind(sold), handed)


def year_behind(sold: SoldBefore) -> Mask:
    """Who first sold twelve whole months or more before the end of the history."""
    people = sold.table[:-1]
    begun = np.argmax(people != 0, axis=1)
    behind: Mask = people.any(axis=1) & (sold.last - np.maximum(begun, sold.first) >= MONTHS)
    return behind


def _with_handed_over(own: Ints, grounds: Grounds, shares: Floats) -> Ints:
    """Histories (people, months) of what people hold in the year to plan."""
    if not grounds.moved:
        return own
    calendar = grounds.calendar
    worked = np.maximum(calendar.working_days, 1)[calendar.month_of_day]
    days = calendar.working * shares[calendar.month_of_day] / worked
    home = {rep.name: row for rep, row in zip(grounds.profile.reps, grounds.home, strict=True)}
    found = own.astype(float)
    for (holder, source), parts in held_parts(grounds.moved, calendar).items():
        held = float(parts @ days) - (holder == source)
        found[home[holder]] += held * own[home[source]]
    return found.round().astype(np.int64)
