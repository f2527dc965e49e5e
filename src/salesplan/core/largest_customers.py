"""How much of the last year's sales the largest customers bought. Amounts are in minor units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from salesplan.core.calendar import MONTHS
from salesplan.core.evidence import Evidence
from salesplan.core.grounds import MetricGrounds
from salesplan.profile import Source

LOOKED_AT: Final = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Customers:
    """The largest customer of the last twelve whole months, and how many `bought` at all.

    `parts` are those of the largest 1, 5 and 10 of them, of all that was sold.
    """

    largest: str
    bought: int
    parts: tuple[float, ...]


def largest_customers(evidence: Evidence | None, past: MetricGrounds) -> Customers | None:
    """The customers behind a metric of amounts; None where the sales do not tell."""
    sold = past.sold
    if evidence is None or sold is None or past.settings.resolved_source is not Source.AMOUNT:
        return None
    rows = evidence.sales.rows
    if "customer" not in rows or sold.last - sold.first < MONTHS:
        return None
    since, until = sold.past.bounds[[sold.last - MONTHS, sold.last]]
    day = rows["date"].to_numpy()
    inside = (day >= since) & (day < until)
    named = rows["customer"].cat
    sums = np.zeros(len(named.categories) + 1, dtype=np.int64)  # the last for code -1, no name
    np.add.at(sums, named.codes.to_numpy()[inside], rows["amount"].to_numpy()[inside])
    total, bought = int(sums.sum()), np.sort(sums[:-1][sums[:-1] > 0])[::-1]
    if total <= 0 or not len(bought):
        return None
    largest = sorted(named.categories[np.flatnonzero(sums[:-1] == bought[0])].astype(str))[0]
    parts = tuple(float(bought[:count].sum() / total) for count in LOOKED_AT)
    return Customers(str(largest), len(bought), parts)
