"""Whose sales count against a target, where a table of targets holds for some months alone.

What a plan was made for has a target on all of a person's days. A company's own table may have one
for some months only: a blank cell is no target, and what was sold in its months is compared with
nobody's. It is listed under the person's name among those without a target.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from salesplan.core.plan import Plan
from salesplan.core.sales import Sales
from salesplan.core.stints import owners

Ints = npt.NDArray[np.int64]


def owners_in(plan: Plan, sales: Sales) -> tuple[Ints, tuple[str, ...]]:
    """`core.stints.owners`; of a table's people only the sales of months with a target are theirs.

    Sales outside of the plan's year stay with the person.
    """
    whose, others = owners(plan.profile, sales)
    if not plan.of_table:
        return whose, others
    calendar, people = plan.calendar, len(plan.reps)
    held = np.add.reduceat(plan.capacity.presence, calendar.month_bounds[:-1], axis=1) > 0
    days = sales.rows["date"].to_numpy().astype("datetime64[D]") - np.datetime64(calendar.start)
    day = days.astype(np.int64)
    mine = (whose < people) & (day >= 0) & (day < len(calendar.days))
    month = calendar.month_of_day[np.where(mine, day, 0)]
    apart = mine & ~held[np.where(mine, whose, 0), month]
    if not apart.any():
        return whose, others
    without = {at: plan.reps[at].name for at in np.unique(whose[apart]).tolist()}
    names = tuple(sorted({*others, *without.values()}))
    place = {name: people + at for at, name in enumerate(names)}
    new = np.array([*range(people), *(place[name] for name in others)], dtype=np.int64)[whose]
    for at, name in without.items():
        new[apart & (whose == at)] = place[name]
    return new, names
