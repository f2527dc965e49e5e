"""Targets under limits: how long 10,000 people and a thousand limits take, against none.

`split` is the plain table, `limits` the one that keeps 500 locked years and 500 years between two
numbers; `contradiction` adds a lock that leaves too little, and names what contradicts it.
"""

from __future__ import annotations

import datetime as dt
import statistics
import time
from typing import TYPE_CHECKING, Final

from benchmarks.measure import show_table

if TYPE_CHECKING:
    from salesplan.core.limits import Limit

_PEOPLE: Final = 10_000
_LOCKS: Final = 500
_ROUNDS: Final = 3
_UNIT: Final = 100_00


def limits() -> None:
    """Median seconds of three runs each, and the ratio to the plain table."""
    import numpy as np

    from salesplan.core.calendar import lay_out
    from salesplan.core.limited import divide
    from salesplan.core.limits import Contradiction, Limit, LimitKind
    from salesplan.profile import Calendar, FiscalYear

    start = dt.date(2027, 1, 1)
    year = lay_out(FiscalYear(start=start), Calendar(), start).year
    chance = np.random.default_rng(0)
    weights = chance.uniform(0.5, 2, (_PEOPLE, 12))
    months = np.full(12, _PEOPLE * 8_000_00)
    ideal = (weights / weights.sum(axis=0) * months).sum(axis=1)
    keys = [f"{at:05}" for at in range(_PEOPLE)]

    def limit(person: int, low: float, high: float) -> Limit:
        return Limit(keys[person], (person,), year, LimitKind.TARGET, int(low), int(high))

    chosen = chance.permutation(_PEOPLE)[: 2 * _LOCKS].tolist()
    locked = [int(ideal[at] * chance.uniform(0.7, 1.3)) for at in chosen[:_LOCKS]]
    some = [limit(at, lock, lock) for at, lock in zip(chosen[:_LOCKS], locked, strict=True)]
    some += [limit(at, ideal[at] * 0.8, ideal[at] * 0.95) for at in chosen[_LOCKS:]]
    total = int(months.sum())
    goal = [Limit("", tuple(range(_PEOPLE)), year, LimitKind.GOAL, total, total)]
    free = next(at for at in range(_PEOPLE) if at not in set(chosen))
    cases = {
        "split": [],
        "limits": some,
        "contradiction": [*some, limit(free, total, total)],
    }
    seconds = {}
    for name, given in cases.items():
        runs = []
        for _ in range(_ROUNDS):
            begun = time.perf_counter()
            try:
                divide(months, weights, given, goal, _UNIT, keys)
            except Contradiction as found:
                assert name == "contradiction", found.bounds
            runs.append(time.perf_counter() - begun)
        seconds[name] = statistics.median(runs)
    plain = seconds["split"]
    heading = (f"{_PEOPLE:,} people × 12 months, {2 * _LOCKS:,} limits", "s", "×")
    show_table(
        heading, [(name, f"{took:.2f}", f"{took / plain:.1f}") for name, took in seconds.items()]
    )
    print()


if __name__ == "__main__":
    limits()
