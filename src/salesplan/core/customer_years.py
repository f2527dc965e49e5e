"""New, repeat, returned and lost customers by year, in amounts that add up.

Amounts are minor units. A customer is there in a year when they have rows in it. In the first year
of a history everybody would be new, so that there is nothing to say of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import MONTHS
from salesplan.core.same_days import CUSTOMER, Days
from salesplan.core.timeline import Timeline

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CustomerYear:
    """The customers of one year against those of the year before.

    New: first ever in this year. Repeat: in both. Returned: in this and an earlier year, not in the
    one before. Lost: in the one before, not in this. `unnamed` is what was sold without a customer.

    `total = new + repeat + returned + unnamed`, and the year before is
    `before = lost + repeat_before + unnamed_before`. `complete` says that the history covers all of
    this year: until then a lost customer may still come. `before_complete` says so of the year
    before: where it does not, some of the new ones may not be.
    """

    name: str
    days: Days
    complete: bool
    before_complete: bool
    total: int
    before: int
    new: int
    repeat: int
    returned: int
    unnamed: int
    repeat_before: int
    lost: int
    unnamed_before: int
    new_count: int
    repeat_count: int
    returned_count: int
    lost_count: int

    @property
    def count(self) -> int:
        """Customers of the year."""
        return self.new_count + self.repeat_count + self.returned_count

    @property
    def kept(self) -> float | None:
        """Share of the customers of the year before who bought again; None without any."""
        before = self.repeat_count + self.lost_count
        return self.repeat_count / before if before else None


def customer_years(line: Timeline) -> tuple[CustomerYear, ...]:
    """The customers of each year but the first, where it and the year before tell any."""
    if CUSTOMER not in line.sales.rows:
        return ()
    amounts, there = _by_year(line)
    told = _told(there)
    comparable = [at for at in range(1, len(line.years)) if told[at - 1] and told[at]]
    return tuple(_year(line, at, amounts, there) for at in comparable)


def customers_by_year(line: Timeline) -> list[int | None]:
    """How many customers have rows in each year, (years,); None where no row tells one."""
    if CUSTOMER not in line.sales.rows:
        return [None] * len(line.years)
    _, there = _by_year(line)
    counts = there[:-1].sum(axis=0).tolist()
    return [count if told else None for count, told in zip(counts, _told(there), strict=True)]


def _told(there: Mask) -> Mask:
    """Whether a year tells who its customers are, if it has any rows; as `_by_year` has them."""
    told: Mask = there[:-1].any(axis=0) | ~there[-1]
    return told


def _by_year(line: Timeline) -> tuple[Ints, Mask]:
    """What each customer bought in each year, and whether they have rows in it.

    Both are (customers + 1, years), the last row for what was sold without a customer.
    """
    named, years = line.sales.rows[CUSTOMER].cat, len(line.years)
    code = named.codes.to_numpy().astype(np.int64) % (len(named.categories) + 1)  # -1 is the last
    at = code * years + line.month // MONTHS
    shape = len(named.categories) + 1, years
    amounts = np.zeros(shape, dtype=np.int64)
    np.add.at(amounts.reshape(-1), at, line.sales.rows["amount"].to_numpy())
    there = np.zeros(shape, dtype=np.bool_)
    there.reshape(-1)[at] = True
    return amounts, there


def _year(line: Timeline, at: int, amounts: Ints, there: Mask) -> CustomerYear:
    """The customers of the year at position `at` against those of the one before."""
    now, then, earlier = there[:-1, at], there[:-1, at - 1], there[:-1, :at].any(axis=1)
    new, repeat, returned, lost = now & ~earlier, now & then, now & earlier & ~then, then & ~now
    bought, before = amounts[:-1, at], amounts[:-1, at - 1]
    complete = line.past.complete_years()
    return CustomerYear(
        line.years[at].name,
        Days(line.years[at].start, line.years[at].end),
        complete=at in complete,
        before_complete=at - 1 in complete,
        total=int(amounts[:, at].sum()),
        before=int(amounts[:, at - 1].sum()),
        new=int(bought[new].sum()),
        repeat=int(bought[repeat].sum()),
        returned=int(bought[returned].sum()),
        unnamed=int(amounts[-1, at]),
        repeat_before=int(before[repeat].sum()),
        lost=int(before[lost].sum()),
        unnamed_before=int(amounts[-1, at - 1]),
        new_count=int(new.sum()),
        repeat_count=int(repeat.sum()),
        returned_count=int(returned.sum()),
        lost_count=int(lost.sum()),
    )
