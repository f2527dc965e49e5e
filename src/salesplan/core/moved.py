"""Weight that has moved from one person to another: which part of whose, from which day on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import FiscalCalendar

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Moved:
    """From `day` on the part `share` of the full weight of `source` is the receiver's.

    It was the giver's until then, who is mostly the source, or had it from them before. `customers`
    are those whom it is about, none where it is a part of everything. All are names of the profile.
    """

    day: dt.date
    giver: str
    receiver: str
    source: str
    share: float
    customers: tuple[str, ...] = ()


def held_parts(moved: Sequence[Moved], calendar: FiscalCalendar) -> dict[tuple[str, str], Floats]:
    """What part of a source's weight somebody has on each day of the year, by holder and source.

    Only those whom something has been taken from or given to; everybody else has all of their own.
    """
    days = len(calendar.days)
    parts: dict[tuple[str, str], Floats] = {}

    def part(holder: str, source: str) -> Floats:
        begin = np.ones(days) if holder == source else np.zeros(days)
        return parts.setdefault((holder, source), begin)

    for each in moved:
        first = min(max((each.day - calendar.start).days, 0), days)
        part(each.giver, each.source)[first:] -= each.share
        part(each.receiver, each.source)[first:] += each.share
    return {key: np.clip(value, 0, None) for key, value in parts.items()}
