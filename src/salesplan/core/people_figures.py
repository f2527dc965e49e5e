"""What each person sold, how that changed, and how far it differs from an equal share.

Amounts are minor units. *Recent* is the last twelve whole months of the history (all whole months,
where there are fewer).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core import student
from salesplan.core.calendar import MONTHS
from salesplan.core.estimates import COVERAGE, Side
from salesplan.core.months_present import ACTIVE_DAYS, selling_days
from salesplan.core.record import track_record
from salesplan.core.same_days import Days
from salesplan.core.timeline import Comparison, Timeline

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

RECORD_MONTHS: Final = 24
"""Whole months that a track record looks at, as in a plan."""
_BEGUN_WITHIN: Final = 3  # months: who sells seldom may begin a year with none


@dataclass(frozen=True, slots=True)
class BestYear:
    """The best twelve whole months in a row; of equals the latest."""

    days: Days
    amount: int


@dataclass(frozen=True, slots=True)
class EqualShare:
    """A person's sales against an equal share of everybody's, by months present.

    Of the last 24 whole months: `sold`, and what would have been `expected` of them had everybody
    sold alike for each month present, `months` of these (`core.months_present`). `record` is their
    ratio, `credibility` (0–1) how much of its distance from 1 is to be believed (`core.record`),
    `factor` what is then believed of it.
    """

    months: float
    sold: int
    expected: int
    record: float
    credibility: float
    factor: float


@dataclass(frozen=True, slots=True)
class PersonFigures:
    """A person of the history or of the team.

    `name` is None for sales nobody owns. `team` and `level` are those of the profile, None for who
    is not on its team or without a profile; `spellings` are the names in the history that count for
    them. `years` has an amount for each year of the analysis. `share` is of all sales, `recent` and
    `recent_share` are of the last twelve whole months, `before` is of the twelve before these, None
    with fewer than 24; shares are None where nothing was sold in all. `trend` is over the twelve
    months before these, None with fewer than 24 whole months or without a sale in the first three
    of these; `trend_side` says whether it is more than chance would make (a t test of the twelve
    differences from the same month a year before).

    `first` and `last` are days with sales, None for who never sold. Who sold within the last 92
    days of the history is `active`. `months_active` counts the fiscal months that brought
    something, `months_without` the others from the first sale to the last (to the last whole month
    for who is still active). `orders` is None where rows do not tell theirs. `customers` counts
    those with more bought than returned, None where the sales do not tell them. `best_year` is None
    with fewer than twelve whole months. `equal_share` is None for sales nobody owns, and where
    nothing could be expected.
    """

    name: str | None
    team: str | None
    level: str | None
    spellings: tuple[str, ...]
    total: int
    years: tuple[int, ...]
    share: float | None
    recent: int
    recent_share: float | None
    before: int | None
    trend: Comparison | None
    trend_side: Side
    first: dt.date | None
    last: dt.date | None
    active: bool
    months_active: int
    months_without: int
    orders: int | None
    customers: int | None
    best_year: BestYear | None
    equal_share: EqualShare | None

    @property
    def average_order(self) -> float | None:
        """Minor units an order; None without orders."""
        return self.total / self.orders if self.orders else None


@dataclass(frozen=True)
class Owner:
    """Who an owner of rows is: name, team, level and spellings as in `PersonFigures`."""

    name: str | None
    team: str | None = None
    level: str | None = None
    spellings: tuple[str, ...] = ()


def people_figures(
    line: Timeline,
    owners: Sequence[Owner],
    there: Floats,
    orders: Sequence[int | None],
    customers: Ints | None,
) -> tuple[PersonFigures, ...]:
    """What each owner sold, in the order of `owners`.

    `there` (owners, past months) is `core.months_present`; `orders` and `customers` are
    (owners,).
    """
    first, last = selling_days(line)
    active = last > line.last_day - ACTIVE_DAYS
    with_sales, without = _months_with_and_without(line, first, last, active)
    totals, recent = line.table.sum(axis=1), line.table[:, line.recent].sum(axis=1)
    years = line.table[:, : len(line.years) * MONTHS].reshape(line.owners, -1, MONTHS).sum(axis=2)
    trends, best, equal = _trends(line, first), _best_years(line), _equal_shares(line, there)
    before = None if line.year_before is None else line.table[:, line.year_before].sum(axis=1)
    return tuple(
        PersonFigures(
            owner.name,
            owner.team,
            owner.level,
            owner.spellings,
            total=int(totals[at]),
            years=tuple(years[at].tolist()),
            share=_share(int(totals[at]), int(totals.sum())),
            recent=int(recent[at]),
            recent_share=_share(int(recent[at]), int(recent.sum())),
            before=None if before is None else int(before[at]),
            trend=trends[at][0],
            trend_side=trends[at][1],
            first=line.date(int(first[at])) if last[at] >= 0 else None,
            last=line.date(int(last[at])) if last[at] >= 0 else None,
            active=bool(active[at]),
            months_active=int(with_sales[at]),
            months_without=int(without[at]),
            orders=orders[at],
            customers=None if customers is None else int(customers[at]),
            best_year=best[at],
            equal_share=None if owner.name is None else equal[at],
        )
        for at, owner in enumerate(owners)
    )


def recent_side(line: Timeline) -> Side:
    """Whether all sales of the recent months surely differ from those of the year before."""
    before = line.year_before
    if before is None:
        return Side.UNCLEAR
    return _sides((line.months[line.recent] - line.months[before])[None])[0]


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole > 0 else None


def _equal_shares(line: Timeline, there: Floats) -> list[EqualShare | None]:
    """The records of all owners; None where nothing was expected of them."""
    looked_at = slice(max(line.whole.start, line.whole.stop - RECORD_MONTHS), line.whole.stop)
    record = track_record(line.table[:, looked_at].astype(float), there[:, looked_at], "auto")
    months = there[:, looked_at].sum(axis=1)
    return [
        EqualShare(
            float(months[at]),
            round(record.sold[at]),
            round(record.expected[at]),
            float(record.record[at]),
            float(record.credibility[at]),
            float(record.factor[at]),
        )
        if record.expected[at] > 0
        else None
        for at in range(line.owners)
    ]


def _best_years(line: Timeline) -> list[BestYear | None]:
    """The best twelve whole months in a row of each owner."""
    months = line.table[:, line.whole]
    count = months.shape[1] - MONTHS + 1
    if count < 1:
        return [None] * line.owners
    since = np.pad(np.cumsum(months, axis=1), ((0, 0), (1, 0)))
    sums = since[:, MONTHS:] - since[:, :-MONTHS]
    latest = count - 1 - np.argmax(sums[:, ::-1], axis=1)
    begin = line.whole.start + latest
    return [
        BestYear(line.days_of(slice(start, start + MONTHS)), int(sums[at, which]))
        for at, (start, which) in enumerate(zip(begin.tolist(), latest.tolist(), strict=True))
    ]


def _trends(line: Timeline, first: Ints) -> list[tuple[Comparison | None, Side]]:
    """The recent months against those a year before, and whether the difference is chance."""
    before = line.year_before
    if before is None:
        return [(None, Side.UNCLEAR)] * line.owners
    begun = line.past.bounds[before.start + _BEGUN_WITHIN] - line.past.bounds[0]
    known = first < int(begun.astype(np.int64))
    sides = _sides(line.table[:, line.recent] - line.table[:, before])
    return [
        (line.compare(line.recent, line.table[at]), side) if known[at] else (None, Side.UNCLEAR)
        for at, side in enumerate(sides)
    ]


def _sides(differences: Ints) -> list[Side]:
    """Whether the mean of each row (owners, 12) surely differs from zero."""
    mean, count = differences.mean(axis=1), differences.shape[1]
    error = differences.std(axis=1, ddof=1) / np.sqrt(count)
    furthest = student.quantile((1 + COVERAGE) / 2, count - 1) * error
    found = np.select([mean > furthest, mean < -furthest], [Side.ABOVE, Side.BELOW], Side.UNCLEAR)
    return [Side(side) for side in found.tolist()]


def _months_with_and_without(
    line: Timeline, first: Ints, last: Ints, active: npt.NDArray[np.bool_]
) -> tuple[Ints, Ints]:
    """Months that brought something to each owner, and the others while they were there."""
    bounds = (line.past.bounds - line.past.bounds[0]).astype(np.int64)
    begun = np.searchsorted(bounds, first, "right") - 1
    ended = np.searchsorted(bounds, last, "right")
    ended = np.where(active, np.maximum(ended, line.whole.stop), ended)
    month = np.arange(line.table.shape[1])
    there = (month >= begun[:, None]) & (month < ended[:, None])
    sold = line.table > 0
    return (sold & there).sum(axis=1), (~sold & there).sum(axis=1)
