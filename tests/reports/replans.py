"""Plans made anew as the tests of reports need them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np

from salesplan.choices import Policy
from salesplan.core.plan import Plan, with_targets
from salesplan.core.replan import Replanned, replan
from salesplan.core.version import Version
from salesplan.profile import Profile
from tests.core.builders import sales
from tests.reports.plans import plan

TEAM: list[dict[str, Any]] = [
    {"name": "East", "reps": [{"name": "Ann"}, {"name": "Bob"}]},
    {"name": "West", "reps": [{"name": "Cho"}]},
]
REVENUE = {"metric": "revenue", "annual": 7200, "unit": 1}
SOLD = [("2027-02-10", "Ann", 210_00), ("2027-03-10", "Bob", 690_00), ("2027-03-11", "Cho", 810_00)]


def even() -> Plan:
    """Ann 100, Bob 200 and Cho 300 a month, 7,200 in the year."""
    made = plan(REVENUE, team=TEAM, replan={"max_rise": "5%"})
    months = np.outer([100_00, 200_00, 300_00], np.ones(12, dtype=np.int64))
    return replace(made, metrics=(with_targets(made.metrics[0], months),))


def version(
    number: int, as_of: str, policy: Policy | None = Policy.OWN, reason: str = "a slow start"
) -> Version:
    """A version made on the third day after `as_of`."""
    last = dt.date.fromisoformat(as_of)
    return Version(number, last + dt.timedelta(days=3), "Director", reason, last, policy)


def second(
    policy: Policy = Policy.OWN, profile: Profile | None = None, as_of: str = "2027-03-31"
) -> Replanned:
    """After a first quarter with 210 of Ann's 300, 690 of Bob's 600 and 810 of Cho's 900.

    If each carries their own gap, Ann has 110, Bob 190 and Cho 310 a month from April on.
    """
    return replan(even(), sales(SOLD), version(2, as_of, policy), profile)


def third() -> Replanned:
    """As of the middle of May, when Ann has sold 240 more and the others nothing; by team."""
    sold = [*SOLD, ("2027-04-20", "Ann", 240_00)]
    later = version(3, "2027-05-15", Policy.TEAM, "still slow")
    return replan(second().plan, sales(sold), later)
