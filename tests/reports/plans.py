"""Plans as the tests of reports need them, from a few fixed ones to any at all."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from salesplan.core.consistency import contradictions
from salesplan.core.plan import Plan, build_plan
from salesplan.core.sales import Sales
from salesplan.errors import SalesplanError, errors_among
from salesplan.profile import Profile
from tests.core.builders import every_day, sales

TWO_TEAMS = [
    {
        "name": "华东",
        "lead": "王磊",
        "reps": [
            {"name": "张伟(离线)", "skill": "senior", "title": "销售经理"},
            {"name": "李娜", "skill": "junior", "start": "2027-03-01"},
            {"name": "赵敏", "fte": "60%", "leave": [{"from": "2027-05-10", "to": "2027-05-21"}]},
        ],
    },
    {"name": "华南", "reps": [{"name": "Ann"}, {"name": "Bob", "end": "2027-08-31"}]},
]
REVENUE = {"metric": "revenue", "annual": 12_000_000, "unit": 100}
CALLS = {"metric": "calls", "annual": 997}


def any_team(teams: int, people: int) -> list[dict[str, Any]]:
    """Teams of equal size with people of every level."""
    levels = ["junior", "intermediate", "senior", "expert"]
    return [
        {
            "name": f"Team {team + 1}",
            "reps": [
                {"name": f"Person {team + 1}.{rep + 1}", "skill": levels[(team + rep) % 4]}
                for rep in range(people)
            ],
        }
        for team in range(teams)
    ]


def plan(
    *goals: dict[str, Any],
    team: list[dict[str, Any]] | None = None,
    history: Sales | None = None,
    **fields: object,
) -> Plan:
    """A plan for 2027."""
    content = {
        "fiscal_year": {"start": "2027-01-01"},
        "goals": list(goals) or [REVENUE],
        "team": team or TWO_TEAMS,
        **fields,
    }
    return build_plan(Profile.model_validate(content), history)


def two_years(*people: str) -> Sales:
    """Sales of 2025 and 2026, more towards the end of the year, more of the first person."""
    return sales(
        [
            (day.isoformat(), person, (day.month * 1_000 + day.day) * 37 // (at + 1))
            for day in every_day("2025-01-01", "2026-12-31")
            for at, person in enumerate(people)
            if (day.day + at) % 3 == 0
        ]
    )


DAYS = st.dates(dt.date(2026, 6, 1), dt.date(2028, 3, 31))
SHARES = st.integers(1, 100).map(lambda share: f"{share}%")
RAMP = st.lists(st.integers(0, 100).map(lambda share: f"{share}%"), max_size=4)
# Whatever people write, but for characters that a line of YAML or a cell cannot hold.
NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn", "Co"]),
    min_size=1,
    max_size=12,
).filter(lambda name: name.strip() == name)


@st.composite
def _rep(draw: st.DrawFn) -> dict[str, Any]:
    rep: dict[str, Any] = {
        "skill": draw(st.sampled_from(["junior", "intermediate", "senior", "expert"])),
        "fte": draw(SHARES),
    }
    start = draw(st.none() | DAYS)
    if start is not None:
        rep["start"] = start.isoformat()
        rep["ramp"] = draw(st.none() | RAMP)
    end = draw(st.none() | DAYS)
    if end is not None:
        rep["end"] = end.isoformat()
    rep["leave"] = [
        {"from": min(days).isoformat(), "to": max(days).isoformat()}
        for days in draw(st.lists(st.tuples(DAYS, DAYS), max_size=2))
    ]
    return rep


@st.composite
def _goal(draw: st.DrawFn) -> dict[str, Any]:
    metric, unit = draw(st.sampled_from([("revenue", 100), ("revenue", "0.01"), ("calls", 1)]))
    return {
        "metric": metric,
        "annual": draw(st.integers(1, 10**9)),
        "unit": unit,
        "over_assignment": draw(st.sampled_from([0, "5%", "2.5%"])),
        "quarters": draw(st.dictionaries(st.sampled_from(["Q1", "Q3"]), SHARES, max_size=1)),
    }


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans for any profile that has one."""
    names = draw(st.lists(NAMES, min_size=1, max_size=6, unique_by=str.casefold))
    cut = draw(st.integers(1, len(names)))
    teams = [part for part in (names[:cut], names[cut:]) if part]
    pattern = draw(st.sampled_from(["calendar", "calendar", "4-4-5", "4-5-4", "5-4-4"]))
    goals = draw(st.lists(_goal(), min_size=1, max_size=2, unique_by=lambda goal: goal["metric"]))
    content = {
        "organisation": draw(NAMES),
        "language": draw(st.sampled_from(["en", "zh"])),
        "fiscal_year": {
            "start": draw(st.sampled_from(["2027-01-01", "2027-04-01", "2026-12-28"])),
            "pattern": pattern,
        },
        "calendar": {"week_start": draw(st.sampled_from(["mon", "sun"]))},
        "goals": goals,
        "team": [
            {"name": f"{number}", "reps": [{"name": name, **draw(_rep())} for name in part]}
            for number, part in enumerate(teams)
        ],
    }
    profile = Profile.model_validate(content)
    assume(not errors_among(finding for _, finding in contradictions(profile)))
    history = draw(st.sampled_from([None, two_years(*names[:2])]))
    try:
        return build_plan(profile, history)
    except SalesplanError:
        assume(False)
        raise
