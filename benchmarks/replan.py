"""A plan made anew: 10,000 people × 12 months with 500 locked years, under each policy.

Everybody has sold something other than their target by the end of March. `decompose` is the plan
that all start from (its limits included), `days` the daily targets of the new version, which its
workbook needs.
"""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING, Final

from benchmarks.measure import show_table

if TYPE_CHECKING:
    from salesplan.core.plan import Plan
    from salesplan.core.sales import Sales
    from salesplan.profile import Profile

_PEOPLE: Final = 10_000
_TEAMS: Final = 100
_LOCKS: Final = 500
_DAY: Final = dt.date(2027, 3, 31)


def main() -> None:
    """Seconds of one run each, and the ratio to the first plan."""
    from salesplan.choices import Policy
    from salesplan.core.plan import build_plan
    from salesplan.core.replan import replan
    from salesplan.core.version import Version

    profile = _profile()
    begun = time.perf_counter()
    plan = build_plan(profile)
    plain = time.perf_counter() - begun
    rows = [("decompose", plain)]
    sales = _sales(plan)
    for policy in Policy:
        version = Version(2, _DAY, "", "benchmark", _DAY, policy)
        begun = time.perf_counter()
        done = replan(plan, sales, version, profile)
        rows.append((f"replan, {policy}", time.perf_counter() - begun))
    begun = time.perf_counter()
    done.plan.daily(done.plan.metrics[0])
    rows.append(("days", time.perf_counter() - begun))
    heading = (f"{_PEOPLE:,} people × 12 months, {_LOCKS:,} locks", "s", "×")
    show_table(heading, [(name, f"{took:.2f}", f"{took / plain:.1f}") for name, took in rows])
    print()


def _profile() -> Profile:
    """Ten thousand people of four levels in a hundred teams, each twentieth of them locked."""
    from salesplan.profile import Profile

    levels = ("junior", "intermediate", "senior", "expert")
    size = _PEOPLE // _TEAMS
    teams = [
        {
            "name": f"Team {team:03}",
            "reps": [
                {
                    "name": f"Person {at:05}",
                    "skill": levels[at % 4],
                    **({"target": 100_000 + at} if at % (_PEOPLE // _LOCKS) == 0 else {}),
                }
                for at in range(team * size, team * size + size)
            ],
        }
        for team in range(_TEAMS)
    ]
    return Profile.model_validate(
        {
            "fiscal_year": {"start": "2027-01-01"},
            "goals": [{"metric": "revenue", "annual": _PEOPLE * 100_000, "unit": 100}],
            "team": teams,
        }
    )


def _sales(plan: Plan) -> Sales:
    """What everybody sold in the first quarter: between half and one and a half of their target."""
    import numpy as np
    import pandas as pd

    from salesplan.core.sales import Sales

    chance = np.random.default_rng(0)
    months = plan.metrics[0].targets[:, :3] * chance.uniform(0.5, 1.5, (_PEOPLE, 3))
    names = [rep.name for rep in plan.profile.reps]
    days = [dt.datetime(2027, month, 15) for month in (1, 2, 3)]  # noqa: DTZ001
    frame = pd.DataFrame(
        {
            "date": pd.Series(days * _PEOPLE, dtype="datetime64[s]"),
            "rep": pd.Series(np.repeat(names, 3), dtype="str").astype("category"),
            "amount": months.astype(np.int64).ravel(),
        }
    )
    frame["file"] = pd.Series(["sales.csv"] * len(frame), dtype="category")
    frame["sheet"] = pd.Series([""] * len(frame), dtype="category")
    frame["row"] = np.arange(2, len(frame) + 2)
    return Sales(frame)


if __name__ == "__main__":
    main()
