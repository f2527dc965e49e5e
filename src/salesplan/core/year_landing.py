"""Where the running year will land: what has been sold, and what is still to be expected of it.

Amounts are minor units; the rest is projected from whole months (`core.forecast`), for the working
days after the last sale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import MONTHS
from salesplan.core.forecast import look_ahead
from salesplan.core.same_days import Days
from salesplan.core.timeline import Timeline

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class YearLanding:
    """The running year, `days`, of which `known` have passed.

    `expected` is its total: `sold` and the projection of the rest. `low` to `high` hold it with a
    probability of 80 %; None where there is nothing to estimate them from. `base` is the total of
    the last complete year, `base_name`, both None without one.
    """

    name: str
    days: Days
    known: Days
    sold: int
    expected: int
    low: int | None
    high: int | None
    base_name: str | None
    base: int | None

    @property
    def growth(self) -> float | None:
        """Expected over the last complete year; None without one that brought anything."""
        return self.expected / self.base - 1 if self.base is not None and self.base > 0 else None


def year_landing(line: Timeline) -> YearLanding | None:
    """The landing of the last year with sales.

    None where it is complete, where its beginning is not known, or where no month of it is whole.
    """
    whole, at = line.whole, len(line.years) - 1
    begun, end = at * MONTHS, (at + 1) * MONTHS
    if not whole.start <= begun < whole.stop < end:
        return None
    coming = slice(line.last_day + 1, len(line.daily))
    left = np.bincount(
        line.month_of_day[coming], weights=line.working[coming], minlength=len(line.periods)
    )
    seen = look_ahead(
        line.months[whole].astype(float),
        whole.start % MONTHS,
        line.past.working_days[whole].astype(float),
        left[whole.stop : end].astype(float),
    )
    sold = int(line.months[begun:end].sum())
    low, high = (None if bound is None else sold + round(bound) for bound in (seen.low, seen.high))
    base = max(line.past.complete_years(), default=None)
    year = line.years[at]
    return YearLanding(
        year.name,
        Days(year.start, year.end),
        Days(year.start, line.date(line.last_day + 1)),
        sold,
        sold + round(seen.total),
        low,
        high,
        None if base is None else line.past.years[base].name,
        None if base is None else int(line.months[base * MONTHS : (base + 1) * MONTHS].sum()),
    )
