"""What customers buy, how often, and from whom.

Amounts are minor units, net of returns. Days are datetime64[D]; periods are half-open. A customer
buys on a day when that day's amounts add up to more than nothing: returns are no purchases, and an
order and its correction on the same day are none either. Customers are the categories of
`sales.rows["customer"]` and keep their positions there; rows without one belong to nobody.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.sales import Sales

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.datetime64]
Mask = npt.NDArray[np.bool_]

NOBODY: Final = -1
"""The position of the customer of rows without one."""

FEWEST_PURCHASES: Final = 4  # three gaps, the fewest that have a middle
FEWEST_DAYS: Final = 90  # from the first to the last purchase: a habit takes a quarter to show
USUAL_GAPS: Final = 3  # one purchase left out is chance, two are a sign
SILENT_DAYS: Final = 30  # who buys every other day may be on holiday


@dataclass(frozen=True)
class Purchases:
    """Customers who bought at least once, by position; every array has one entry for each.

    `amount` is all that they bought less all that they returned, `days` the number of days on which
    they bought, `first` and `last` are the edges of these. `usual_gap` is the median and
    `longest_gap` the largest number of calendar days from one such day to the next: NaN and 0 for
    who bought once.
    """

    customer: Ints
    amount: Ints
    days: Ints
    first: Days
    last: Days
    usual_gap: Floats
    longest_gap: Ints


@dataclass(frozen=True)
class Shares:
    """What each owner sold to each customer.

    An entry of `owner`, `customer` and `amount` for each pair with sales, `NOBODY` for what was
    sold without a customer. `total` (owners,) is what an owner sold in all, `customers` (owners,)
    how many bought more from them than they returned.
    """

    owner: Ints
    customer: Ints
    amount: Ints
    total: Ints
    customers: Ints

    def heavy(self, part: Fraction, fewest: int = 1) -> Ints:
        """Entries with at least this part of what their owner sold.

        Owners with fewer than `fewest` customers are left out, those with more returned than sold
        too.
        """
        total = self.total[self.owner]
        weighty = self.amount * part.denominator >= total * part.numerator
        meant = (total > 0) & (self.customer != NOBODY)
        return np.flatnonzero(weighty & meant & (self.customers >= fewest)[self.owner])


def customer_names(sales: Sales) -> tuple[str, ...]:
    """Names by position; empty where the sales do not tell customers."""
    if "customer" not in sales.rows:
        return ()
    return tuple(sales.rows["customer"].cat.categories.astype(str).tolist())


def purchases(sales: Sales, until: dt.date, since: dt.date | None = None) -> Purchases | None:
    """How often and how much each customer bought in `[since, until)`, from the first sale if None.

    None where the sales do not have customers.
    """
    codes = _codes(sales)
    if codes is None:
        return None
    day = _day(sales)
    rows = np.flatnonzero((codes != NOBODY) & _inside(day, until, since))
    amounts = sales.rows["amount"].to_numpy()[rows]
    customer, bought, sums = _sums(codes[rows], day[rows], amounts)
    net = np.zeros(int(codes.max(initial=NOBODY)) + 1, dtype=np.int64)
    np.add.at(net, customer, sums)
    customer, bought = customer[sums > 0], bought[sums > 0]
    start = _starts(customer)
    days = np.diff(start, append=len(customer))
    usual, longest = _gaps(customer, bought, days)
    who = customer[start]
    return Purchases(
        who,
        net[who],
        days,
        bought[start].astype("datetime64[D]"),
        bought[start + days - 1].astype("datetime64[D]"),
        usual,
        longest,
    )


def stopped(found: Purchases, as_of: dt.date) -> Mask:
    """Who used to buy and, at the end of the day `as_of`, buys no longer.

    They bought on at least `FEWEST_PURCHASES` days, over `FEWEST_DAYS` or more, and have been
    silent for `SILENT_DAYS` or more, longer than ever between two purchases and longer than
    `USUAL_GAPS` usual gaps.
    """
    silent = silent_days(found, as_of)
    lasted = (found.last - found.first).astype(np.int64) >= FEWEST_DAYS
    regular = (found.days >= FEWEST_PURCHASES) & lasted
    unusual = (silent > found.longest_gap) & (silent > USUAL_GAPS * found.usual_gap)
    return regular & unusual & (silent >= SILENT_DAYS)


def silent_days(found: Purchases, as_of: dt.date) -> Ints:
    """Calendar days from the last purchase of each to the day `as_of`."""
    return (np.datetime64(as_of, "D") - found.last).astype(np.int64)


def shares(
    sales: Sales, owner: Ints, owners: int, until: dt.date, since: dt.date | None = None
) -> Shares | None:
    """What each owner sold to each customer in `[since, until)`, from the first sale if None.

    `owner` (rows,) is whose each row of the sales is, less than `owners` (as `core.roster.owners`
    has it). None where the sales do not have customers.
    """
    codes = _codes(sales)
    if codes is None:
        return None
    rows = np.flatnonzero(_inside(_day(sales), until, since))
    whose, customer, sums = _sums(owner[rows], codes[rows], sales.rows["amount"].to_numpy()[rows])
    total = np.zeros(owners, dtype=np.int64)
    np.add.at(total, whose, sums)
    buying = whose[(sums > 0) & (customer != NOBODY)]
    return Shares(whose, customer, sums, total, np.bincount(buying, minlength=owners))


def last_sellers(sales: Sales, owner: Ints, customer: Ints, last: Days) -> Ints:
    """Who sold most to each of some customers on a day of its own; of equals the lowest owner.

    `owner` (rows,) is whose each row of the sales is; `customer`, all different, and `last` have an
    entry for each answer. Raises `ValueError` where a customer has no sales on the day.
    """
    codes = _codes(sales)
    if codes is None:
        raise ValueError("the sales do not have customers")
    answer = np.full(int(codes.max(initial=NOBODY)) + 2, -1)
    answer[customer] = np.arange(len(customer))
    rows = np.flatnonzero(answer[codes] >= 0)
    rows = rows[
        _day(sales)[rows] == last.astype("datetime64[D]").astype(np.int64)[answer[codes[rows]]]
    ]
    asked, seller, sums = _sums(
        answer[codes[rows]], owner[rows], sales.rows["amount"].to_numpy()[rows]
    )
    order = np.lexsort((seller, -sums, asked))
    first = order[_starts(asked[order])]
    if len(first) < len(customer):
        raise ValueError("a customer has no sales on the day")
    return seller[first]


def _codes(sales: Sales) -> Ints | None:
    """The customer of each row."""
    if "customer" not in sales.rows:
        return None
    return sales.rows["customer"].cat.codes.to_numpy().astype(np.int64)


def _day(sales: Sales) -> Ints:
    """The day of each row, counted as numpy does."""
    return sales.rows["date"].to_numpy().astype("datetime64[D]").astype(np.int64)


def _inside(day: Ints, until: dt.date, since: dt.date | None) -> Mask:
    """Which days are in `[since, until)`."""
    inside: Mask = day < np.datetime64(until, "D").astype(np.int64)
    return inside if since is None else inside & (day >= np.datetime64(since, "D").astype(np.int64))


def _starts(ordered: Ints) -> Ints:
    """Where each run of equal numbers begins."""
    return np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 1))


def _sums(outer: Ints, inner: Ints, values: Ints) -> tuple[Ints, Ints, Ints]:
    """The distinct pairs, ascending, and the sum of the values of each."""
    if not len(values):
        return outer, inner, values
    low = int(inner.min())
    width = int(inner.max()) - low + 1
    keys = outer * width + (inner - low)
    order = np.argsort(keys)
    ordered = keys[order]
    start = _starts(ordered)
    first, second = np.divmod(ordered[start], width)
    return first, second + low, np.add.reduceat(values[order], start)


def _gaps(customer: Ints, bought: Ints, days: Ints) -> tuple[Floats, Ints]:
    """Median and largest gap between the days on which each customer bought.

    `customer` and `bought` are in order, `days` is how many of them each customer has.
    """
    usual, longest = np.full(len(days), np.nan), np.zeros(len(days), dtype=np.int64)
    same = customer[1:] == customer[:-1]
    gap = np.diff(bought)[same]
    # Within each customer from the smallest to the largest.
    gap = gap[np.lexsort((gap, customer[1:][same]))]
    count = days - 1
    begin = np.cumsum(count) - count
    some = count > 0
    begin, count = begin[some], count[some]
    usual[some] = (gap[begin + (count - 1) // 2] + gap[begin + count // 2]) / 2
    longest[some] = gap[begin + count - 1]
    return usual, longest
