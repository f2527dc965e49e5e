from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.core.consistency import contradictions
from salesplan.core.plan import MetricPlan, Plan, build_plan
from salesplan.core.sales import Sales
from salesplan.core.seasonality import Basis
from salesplan.errors import SalesplanError
from salesplan.profile import Profile
from tests.core.builders import every_day, profile, sales

TEN = [{"name": f"Person {number}"} for number in range(10)]


def only_metric(planned: Profile, history: Sales | None = None) -> MetricPlan:
    return build_plan(planned, history).metrics[0]


def codes(plan: Plan) -> list[str]:
    return [finding.code for finding in plan.findings]


def test_new_customers_of_ten_equal_people() -> None:
    # Five a month, by working days alone and an even calendar: six a year for everybody.
    even = {"workdays": ["mon"], "closed": [
        # Months of 2027 with a fifth Monday: March, May, August, November.
        "2027-03-29", "2027-05-31", "2027-08-30", "2027-11-29",
    ]}  # fmt: skip
    goal = {"metric": "new_customers", "annual": 60}
    metric = only_metric(profile(*TEN, goals=[goal], calendar=even))
    assert metric.months.tolist() == [5] * 12
    assert metric.targets.sum(axis=1).tolist() == [6] * 10


def test_a_year_by_hand() -> None:
    # Working days of 2027: 21 20 23 22 21 22 22 22 22 21 22 23 = 261; 261 thousand and one yuan.
    # Ann weighs 1.8 × 0.5 = 0.9, Bob 0.6: three fifths and two fifths of each month.
    goal = {"metric": "revenue", "annual": 261_001, "unit": 1000}
    metric = only_metric(
        profile(
            {"name": "Ann", "skill": "expert", "fte": 0.5},
            {"name": "Bob", "skill": "junior"},
            goals=[goal],
        )
    )
    assert metric.decimals == 2
    assert metric.goal == metric.assigned == 26_100_100
    thousands = [21, 20, 23, 22, 21, 22, 22, 22, 22, 21, 22, 23]
    # The odd yuan goes to the largest month, the first of two with 23 days, and there to Ann.
    odd = np.eye(12, dtype=np.int64)[2] * 100
    assert metric.months.tolist() == (np.array(thousands) * 100_000 + odd).tolist()
    # Ann's exact running sums in thousands: 12.6 24.6 38.4 …, 156.6 at the end.
    in_thousands = (metric.targets - np.outer([1, 0], odd)) // 100_000
    running = np.cumsum(in_thousands[0])
    assert np.abs(running - np.cumsum(thousands) * 0.6).max() < 1
    assert running[-1] in {156, 157}
    assert metric.major(int(metric.targets.sum())) == Decimal(261_001)


def test_over_assignment_is_on_top_of_the_goal() -> None:
    metric = only_metric(
        profile(goals=[{"metric": "revenue", "annual": 1000, "over_assignment": "5%"}])
    )
    assert (metric.goal, metric.assigned) == (100_000, 105_000)
    assert metric.targets.sum() == 105_000


@pytest.mark.parametrize(
    ("annual", "unit", "quarters", "expected"),
    [
        (1200, 1, {"Q1": "22%"}, {0: 264}),
        (1200, 1, {"Q1": 300, "Q4": "50%"}, {0: 300, 3: 600}),
        (
            1200,
            1,
            {"Q1": "10%", "Q2": "20%", "Q3": "30%", "Q4": "40%"},
            {0: 120, 1: 240, 2: 360, 3: 480},
        ),
        # A number is kept whatever the unit, and although no float is 6203422/611849403.
        (611_849_403, 100, {"Q1": 6_203_422}, {0: 6_203_422}),
        (
            1_000_000,
            1000,
            {"Q1": 250_500, "Q2": 249_500, "Q3": 300_000, "Q4": 200_000},
            {0: 250_500, 1: 249_500, 2: 300_000, 3: 200_000},
        ),
        # A third of 1000 is 333 1/3: to the nearest unit.
        (1000, 10, {"Q2": "33.33%"}, {1: 330}),
        # Halves of five cannot both be three.
        (5, 1, {"Q1": "50%", "Q2": "50%"}, {0: 3, 1: 2}),
        (1200, 1, {"Q3": 0}, {2: 0}),
    ],
)
def test_fixed_quarters(
    annual: int, unit: int, quarters: dict[str, object], expected: dict[int, int]
) -> None:
    goal = {"metric": "calls", "annual": annual, "unit": unit, "quarters": quarters}
    months = only_metric(profile(goals=[goal])).months
    sums = months.reshape(4, 3).sum(axis=1)
    assert {at: int(sums[at]) for at in expected} == expected
    assert months.sum() == annual


def test_fixed_quarters_grow_with_over_assignment() -> None:
    goal = {"metric": "calls", "annual": 1000, "over_assignment": "10%", "quarters": {"Q1": 200}}
    metric = only_metric(profile(goals=[goal]))
    assert metric.months[:3].sum() == 220
    assert metric.months.sum() == 1100


AUGUST_OFF = {"closed": [{"from": "2027-08-01", "to": "2027-08-31"}]}
SUMMER_OFF = {"closed": [{"from": "2027-07-01", "to": "2027-09-30"}]}
ALL_OFF = {"closed": [{"from": "2027-01-01", "to": "2027-12-31"}]}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"fiscal_year": {}}, "E425"),
        ({"calendar": ALL_OFF}, "E426"),
        ({"goals": [{"metric": "revenue", "growth": "10%"}]}, "E420"),
        (
            {
                "calendar": SUMMER_OFF,
                "goals": [{"metric": "calls", "annual": 9, "quarters": {"Q3": "20%"}}],
            },
            "E422",
        ),
        (
            {
                "calendar": SUMMER_OFF,
                "goals": [
                    {
                        "metric": "calls",
                        "annual": 1000,
                        "quarters": {"Q1": "20%", "Q2": "20%", "Q4": "20%"},
                    }
                ],
            },
            "E424",
        ),
    ],
)
def test_no_plan(fields: dict[str, Any], code: str) -> None:
    with pytest.raises(SalesplanError) as caught:
        build_plan(profile(**fields))
    assert [finding.code for finding in caught.value.findings] == [code]


def test_a_growing_goal_may_be_smaller_than_its_fixed_quarters() -> None:
    goal = {"metric": "revenue", "growth": 0, "quarters": {"Q1": 400}}
    with pytest.raises(SalesplanError) as caught:
        build_plan(profile(goals=[goal]), sales((str(day), "Ann", 100) for day in YEAR_2026))
    assert caught.value.findings[0].code == "E423"


def test_months_without_anybody() -> None:
    plan = build_plan(profile(calendar=AUGUST_OFF))
    assert plan.metrics[0].months[7] == 0
    assert [finding.values for finding in plan.findings if finding.code == "W428"] == [
        {"months": "2027-08"}
    ]


def test_a_person_outside_the_year() -> None:
    plan = build_plan(profile({"name": "Ann"}, {"name": "Bob", "end": "2026-12-31"}))
    assert plan.metrics[0].targets[1].tolist() == [0] * 12
    assert codes(plan) == ["W427", "N411", "N416"]


YEAR_2026 = every_day("2026-01-01", "2026-12-31")
WEEKDAYS_2026 = [day for day in YEAR_2026 if day.weekday() < 5]


def test_the_year_to_plan_follows_the_history() -> None:
    history = sales((str(day), "Ann", 100) for day in YEAR_2026[:200])
    plan = build_plan(profile(fiscal_year={}), history)
    assert plan.calendar.start == dt.date(2027, 1, 1)


def test_growth_over_the_last_whole_year() -> None:
    # 365 days of one yuan in 2026; 20 % more is 438 yuan.
    history = sales((str(day), "Ann", 100) for day in YEAR_2026)
    metric = only_metric(profile(goals=[{"metric": "revenue", "growth": "20%"}]), history)
    assert metric.goal == 43_800
    assert metric.growth_base is not None
    assert (metric.growth_base.name, metric.growth_base.total) == ("2026", 36_500)


def test_growth_is_rounded_to_the_unit() -> None:
    # 438 yuan to the nearest hundred.
    history = sales((str(day), "Ann", 100) for day in YEAR_2026)
    goal = {"metric": "revenue", "growth": "20%", "unit": 100}
    assert only_metric(profile(goals=[goal]), history).goal == 40_000


def test_growth_skips_a_year_that_is_not_whole() -> None:
    days = every_day("2025-01-01", "2026-06-30")
    history = sales((str(day), "Ann", 100) for day in days)
    plan = build_plan(profile(goals=[{"metric": "revenue", "growth": 0}]), history)
    assert plan.metrics[0].goal == 36_500
    assert {"base": "2025", "latest": "2026", "metric": "revenue"} in [
        finding.values for finding in plan.findings if finding.code == "W421"
    ]


def test_history_per_working_day_follows_next_years_working_days() -> None:
    # Three years of exactly 1000 yuan a Chinese working day: months follow those of 2026.
    china = {"country": "CN"}
    days = [str(day) for year in (2023, 2024, 2025) for day in _worked(year)]
    assert len(days) == 249 + 251 + 248
    planned = profile(
        fiscal_year={"start": "2026-01-01"},
        calendar=china,
        goals=[{"metric": "revenue", "annual": 248_000}],
    )
    metric = only_metric(planned, sales((day, "Ann", 100_000) for day in days))
    assert metric.season.basis is Basis.YEARS
    # The list of the State Council for 2026, as in data/facts_cn_workdays.csv.
    published = np.array([21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23])
    assert metric.months.tolist() == (published * 100_000).tolist()


def _worked(year: int) -> list[dt.date]:
    calendar = build_plan(
        profile(fiscal_year={"start": f"{year}-01-01"}, calendar={"country": "CN"})
    ).calendar
    days: list[dt.date] = calendar.days[calendar.working].astype(object).tolist()
    return days


def test_track_record_moves_shares() -> None:
    # Equal levels, Ann three times Bob, every day alike: trusted fully, three quarters and one.
    rows = [
        (str(day), name, amount)
        for day in WEEKDAYS_2026
        for name, amount in (("Ann", 300), ("Bob", 100))
    ]
    goal = {"metric": "revenue", "annual": 1_000_000}
    trusted = only_metric(profile(goals=[goal], weighting={"track_record": 1}), sales(rows))
    assert trusted.targets.sum(axis=1).tolist() == [75_000_000, 25_000_000]
    skilled = only_metric(profile(goals=[goal], weighting={"track_record": 0}), sales(rows))
    assert skilled.targets.sum(axis=1).tolist() == [50_000_000, 50_000_000]


def test_what_history_says_about_itself() -> None:
    rows = [(str(day), "Ann", 100) for day in every_day("2026-01-01", "2026-06-10")]
    rows += [("2026-03-03", "<unassigned>", 5), ("2026-03-03", "Anne", 5), ("2027-02-01", "Ann", 5)]
    plan = build_plan(profile(goals=[{"metric": "revenue", "annual": 100}]), sales(rows))
    assert codes(plan) == ["W401", "W402", "N413", "N414", "N403", "N416"]
    found = {finding.code: finding for finding in plan.findings}
    assert found["W401"].values == {"name": "Anne"}
    assert found["W401"].nearest == "Ann"  # Bob is missing, but no likeness of Anne's
    assert found["N403"].values == {"rows": 1}
    assert found["N413"].values == {"month": "2026-06"}
    assert found["N414"].values == {"start": "2027-01-01", "days": 1}


def test_a_metric_that_the_history_cannot_count() -> None:
    history = sales((str(day), "Ann", 100) for day in YEAR_2026)
    plan = build_plan(profile(goals=[{"metric": "quantity", "annual": 100}]), history)
    assert "W412" in codes(plan)
    assert plan.metrics[0].season.basis is Basis.WORKING_DAYS


def test_an_estimated_calendar_is_said() -> None:
    plan = build_plan(profile(calendar={"country": "CN"}))
    assert plan.findings[0].code == "W410"
    assert plan.findings[0].values == {"country": "CN", "year": 2027}


# Random teams, goals, calendars and histories.

day = st.dates(dt.date(2026, 6, 1), dt.date(2028, 6, 1))
leave = st.tuples(day, st.integers(0, 90)).map(
    lambda of: {"from": of[0], "to": of[0] + dt.timedelta(days=of[1])}
)
people: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"skill": st.sampled_from(["junior", "intermediate", "senior", "expert"])},
    optional={
        "fte": st.sampled_from(["0.2", "0.5", "0.8"]),
        "start": day,
        "end": day,
        "leave": st.lists(leave, max_size=2),
        "ramp": st.sampled_from([[], [0, 0.5], ["0.1"]]),
    },
)
quarters = st.dictionaries(
    st.sampled_from(["Q1", "Q2", "Q3", "Q4"]),
    st.sampled_from(["0", "10%", "22.5%", "0.3"]),
    max_size=3,
)
goals = st.fixed_dictionaries(
    {
        "metric": st.sampled_from(["revenue", "calls", "orders", "new_customers"]),
        "annual": st.integers(1, 2000) | st.integers(10**5, 10**8),
        "unit": st.sampled_from([1, 1, 10, 1000]),
        "daily_unit": st.sampled_from([1, 7, 100]),
        "over_assignment": st.sampled_from(["0", "3.7%", "10%"]),
        "quarters": quarters,
    },
)
years = st.sampled_from(
    [
        {"start": "2027-01-01"},
        {"start": "2027-04-01"},
        {"start": "2027-01-15"},
        {"start": "2027-02-01", "pattern": "4-4-5"},
        {"start": "2026-12-28", "pattern": "5-4-4", "weeks": 53},
    ]
)
calendars = st.fixed_dictionaries(
    {"workdays": st.sampled_from([["mon", "tue", "wed", "thu", "fri"], ["sat"], ["tue", "sun"]])},
    optional={
        "country": st.sampled_from(["CN", "US", "DE"]),
        "closed": st.lists(leave, max_size=2),
        "week_start": st.sampled_from(["mon", "sun"]),
    },
)


@st.composite
def profiles(draw: st.DrawFn) -> dict[str, Any]:
    """Fields of a profile without contradictions."""
    reps = draw(st.lists(people, min_size=1, max_size=12))
    named = [
        {"name": f"Person {chr(65 + at * 7 % 26)}", **rep}
        for at, rep in enumerate(reps)
        if not (rep.get("start") and rep.get("end") and rep["end"] < rep["start"])
    ] or [{"name": "Person A"}]
    for rep in named:
        if "start" not in rep:
            rep.pop("ramp", None)
        rep["leave"] = [
            away
            for away in rep.get("leave", [])
            if not (rep.get("start") and away["to"] < rep["start"])
            and not (rep.get("end") and away["from"] > rep["end"])
        ]
    count = draw(st.integers(1, min(3, len(named))))
    teams = [named[at::count] for at in range(count)]
    return {
        "fiscal_year": draw(years),
        "calendar": draw(calendars),
        "goals": draw(
            st.lists(goals, min_size=1, max_size=2, unique_by=lambda goal: goal["metric"])
        ),
        "team": [{"name": f"Team {at}", "reps": team} for at, team in enumerate(teams)],
        "weighting": {"track_record": draw(st.sampled_from(["auto", 0, 1, "0.4"]))},
    }


@st.composite
def histories(draw: st.DrawFn) -> Sales | None:
    """None, or sales of half a year to four years by some of the people and others."""
    if draw(st.booleans()):
        return None
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    rows, length = draw(st.integers(1, 400)), draw(st.integers(180, 1500))
    names = np.array(
        [*(f"Person {chr(65 + at * 7 % 26)}" for at in range(6)), "Zoe", "<unassigned>"]
    )
    days = np.datetime64("2027-01-05") - random.integers(0, length, rows)
    return sales(
        zip(
            days.astype(str).tolist(),
            random.choice(names, rows).tolist(),
            random.integers(-5_000, 100_000, rows).tolist(),
            strict=True,
        ),
        customer=random.integers(0, 60, rows).astype(str).tolist(),
        order=random.integers(0, 300, rows).astype(str).tolist(),
    )


def built(fields: dict[str, Any], history: Sales | None) -> Plan | None:
    """The plan, or None where nobody works or a fixed quarter has nobody."""
    planned = Profile.model_validate(fields)
    assert contradictions(planned) == [
        found for found in contradictions(planned) if found[1].code[0] == "W"
    ]
    try:
        return build_plan(planned, history)
    except SalesplanError as error:
        assert {finding.code for finding in error.findings} <= {"E422", "E424", "E426"}
        return None


SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(profiles(), histories())
def test_everything_adds_up(fields: dict[str, Any], history: Sales | None) -> None:
    plan = built(fields, history)
    if plan is None:
        return
    bounds = plan.calendar.month_bounds[:-1]
    for metric in plan.metrics:
        assert metric.targets.sum() == metric.months.sum() == metric.assigned
        assert metric.targets.sum(axis=0).tolist() == metric.months.tolist()
        assert (metric.targets >= 0).all()
        daily = plan.daily(metric)
        assert (daily >= 0).all()
        assert np.add.reduceat(daily, bounds, axis=1).tolist() == metric.targets.tolist()
        assert not daily[_absent(plan)].any()
        _check_units(metric)
        _check_quarters(metric)


def _absent(plan: Plan) -> npt.NDArray[np.bool_]:
    """Where a person does not work, by the profile's own dates."""
    days = plan.calendar.days.astype(object)
    away = np.tile(~plan.calendar.working, (len(plan.profile.reps), 1))
    for row, rep in enumerate(plan.profile.reps):
        away[row] |= np.array(
            [
                (rep.start is not None and each < rep.start)
                or (rep.end is not None and each > rep.end)
                or any(period.from_ <= each <= period.to for period in rep.leave)
                for each in days
            ]
        )
    return away


def _check_units(metric: MetricPlan) -> None:
    """Multiples of the unit, but for one month a fixed quarter and one for the rest."""
    unit = int(metric.settings.unit * 10**metric.decimals)
    odd_months = (metric.months % unit != 0).sum()
    assert odd_months <= len(metric.settings.quarters) + 1
    odd_people = (metric.targets % unit != 0).sum(axis=0)
    assert odd_people.tolist() == (metric.months % unit != 0).astype(int).tolist()


def _check_quarters(metric: MetricPlan) -> None:
    """Exact where the share of what is assigned is a whole number, else within half a unit."""
    unit = metric.settings.unit * 10**metric.decimals
    for name, share in metric.settings.quarters.items():
        first = 3 * (int(name[1]) - 1)
        planned = int(metric.months[first : first + 3].sum())
        exact = metric.assigned * share
        assert abs(planned - exact) <= (0 if exact % 1 == 0 else unit / 2)


def _by_name(plan: Plan) -> dict[str, list[list[list[int]]]]:
    return {
        rep.name: [
            [metric.targets[row].tolist(), plan.daily(metric)[row].tolist()]
            for metric in plan.metrics
        ]
        for row, rep in enumerate(plan.profile.reps)
    }


@SLOW
@given(profiles(), histories(), st.randoms(use_true_random=False))
def test_order_changes_nothing(fields: dict[str, Any], history: Sales | None, random: Any) -> None:  # noqa: ANN401 (a random.Random)
    plan = built(fields, history)
    if plan is None:
        return
    teams = [
        {**team, "reps": random.sample(team["reps"], len(team["reps"]))} for team in fields["team"]
    ]
    random.shuffle(teams)
    other = None
    if history is not None:
        places = random.sample(range(len(history.rows)), len(history.rows))
        other = Sales(history.rows.iloc[places])
    shuffled = built({**fields, "team": teams}, other)
    assert shuffled is not None
    assert _by_name(shuffled) == _by_name(plan)
    assert sorted(codes(shuffled)) == sorted(codes(plan))
