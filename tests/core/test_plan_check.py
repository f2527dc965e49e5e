from __future__ import annotations

import datetime as dt
from fractions import Fraction
from math import sqrt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.grounds import prepare
from salesplan.core.loads import loads
from salesplan.core.outlook import Scale
from salesplan.core.people_ahead import common_error, people_ahead
from salesplan.core.plan import plan_on
from salesplan.core.plan_check import PlanCheck, check_plan, compounded, plan_findings
from salesplan.core.plan_ratings import Check, Rating
from salesplan.core.sales import Sales
from salesplan.profile import Profile
from tests.core.builders import every_day, profile, sales
from tests.core.test_attainments import outlook

Row = tuple[str, str, int]


def working(first: str, last: str) -> list[dt.date]:
    return [day for day in every_day(first, last) if day.weekday() < 5]


def daily(amounts: dict[str, int], first: str = "2025-01-01") -> Sales:
    """So much on every working day to the end of 2026."""
    days = working(first, "2026-12-31")
    return sales((str(day), name, amount) for day in days for name, amount in amounts.items())


def uneven(seed: int, names: str = "ABC", scale: int = 1) -> list[Row]:
    """A sale in the middle of each month of two years and a half, from a fixed arithmetic."""
    rows = []
    for month in range(30):
        day = dt.date(2024 + (month + 6) // 12, (month + 6) % 12 + 1, 15)
        for at, name in enumerate(names):
            amount = 1000 + 700 * at + (seed + month * 7919 + at * 104729) % 613
            rows.append((str(day), name, amount * scale))
    return rows


def planned(team: Profile, history: Sales | None) -> tuple[PlanCheck, list[str]]:
    grounds = prepare(team, history)
    plan = plan_on(grounds)
    checks = check_plan(grounds, plan)
    return checks[0], [found.code for found in plan_findings(grounds, plan, checks)]


def revenue(*reps: dict[str, Any], **goal: object) -> Profile:
    said = {"metric": "revenue", "unit": "0.01", **goal}
    return profile(*reps, goals=[said], skills={"ramp": []})


FOUR = daily({"Ann": 100, "Bob": 100, "Dee": 100})


def test_what_is_expected_of_whom() -> None:
    # 2027 has 261 working days, 129 of them before July. Each day brings 1.00, as it did; Cid is
    # expected to sell what the level does, which is the same.
    reps: list[dict[str, Any]] = [
        {"name": "Ann"},
        {"name": "Bob", "end": "2027-06-30"},
        {"name": "Dee"},
        {"name": "Cid", "start": "2027-07-01"},
    ]
    found, _ = planned(revenue(*reps, annual=700), FOUR)
    assert [each.expected for each in found.people] == [26_100, 12_900, 26_100, 13_200]
    assert [each.own for each in found.people] == [True, True, True, False]
    assert [each.last for each in found.people] == [26_100, 26_100, 26_100, None]


def test_a_newcomer_ramps_up() -> None:
    ramping = {"name": "Cid", "start": "2027-01-01", "ramp": ["50%"] * 12}
    reps: list[dict[str, Any]] = [{"name": "Ann"}, {"name": "Bob"}, {"name": "Dee"}, ramping]
    found, _ = planned(revenue(*reps, annual=900), FOUR)
    assert found.people[3].expected == 13_050  # half of 261


def test_of_too_few_nothing_is_said_of_a_newcomer() -> None:
    reps = [{"name": "Ann"}, {"name": "Bob"}, {"name": "Cid", "start": "2027-01-01"}]
    found, _ = planned(revenue(*reps, annual=700), daily({"Ann": 100, "Bob": 100}))
    assert [each.expected for each in found.people] == [26_100, 26_100, None]
    assert found.ahead is not None
    assert found.ahead.people == 2


def test_who_can_reach_the_target() -> None:
    # 261 a person are certain: 260 is reached by all, 262 by nobody, whose median is 261 / 262.
    for annual, share, rating in ((780, 1.0, Rating.ACT), (786, 0.0, Rating.ACT)):
        found, _ = planned(
            revenue({"name": "Ann"}, {"name": "Bob"}, {"name": "Dee"}, annual=annual), FOUR
        )
        assert found.ahead is not None
        assert found.ahead.reaching.middle == share
        assert found.rating(Check.REACHING) is rating
        if annual == 786:
            assert found.ahead.median.middle == pytest.approx(261 / 262)
            assert found.rating(Check.MEDIAN) is Rating.WATCH


def test_growth_against_the_last_and_the_best_year() -> None:
    # Bob sold twice as much in 2025 as in 2026 (261 working days each): 350 each is asked.
    rows = [(str(day), "Bob", 200 if day.year == 2025 else 100)
            for day in working("2025-01-01", "2026-12-31")]  # fmt: skip
    rows += [(str(day), "Ann", 100) for day in working("2025-01-01", "2026-12-31")]
    team = revenue({"name": "Ann"}, {"name": "Bob"}, annual=700)
    team = team.model_copy(
        update={"weighting": team.weighting.model_copy(update={"track_record": 0})}
    )
    found, _ = planned(team, sales(rows))
    ann, bob = found.people
    assert (ann.target, bob.target) == (35_000, 35_000)
    assert (bob.last, bob.best) == (26_100, 52_200)
    assert bob.growth == Fraction(89, 261)
    assert bob.beyond == Fraction(350, 522) - 1
    assert found.growth is not None
    assert (found.growth.people, found.growth.far, found.growth.most.person) == (2, 1, 0)


def test_far_beyond_the_best_year() -> None:
    # 261 × 1.25 = 326.25 for each of two: 652.5.
    for annual, far, rating in (("652.48", 0, Rating.FINE), ("652.5", 2, Rating.ACT)):
        found, _ = planned(revenue(annual=annual), daily({"Ann": 100, "Bob": 100}))
        assert found.growth is not None
        assert found.growth.far == far
        assert found.rating(Check.GROWTH) is rating


def test_loads_by_hand() -> None:
    # Ann sold 1.00 a day, Bob 3.00: 261 and 783. By level each gets 522: loads 2 and 2/3, all
    # together 1. Bob leaves with June: 129 of his days would bring 387.
    team = revenue({"name": "Ann"}, {"name": "Bob"}, annual=1044)
    team = team.model_copy(
        update={"weighting": team.weighting.model_copy(update={"track_record": 0})}
    )
    found, _ = planned(team, daily({"Ann": 100, "Bob": 300}))
    assert found.load is not None
    assert [each.load for each in found.people] == pytest.approx([2, 2 / 3])
    assert (found.load.whole, found.load.most) == pytest.approx((1, 2))
    assert found.load.most_of_teams == 0  # of one team
    assert found.rating(Check.LOAD) is Rating.WATCH


def test_an_overloaded_team() -> None:
    team = Profile.model_validate(
        {
            "fiscal_year": {"start": "2027-01-01"},
            "goals": [{"metric": "revenue", "annual": 1044, "unit": "0.01"}],
            "weighting": {"track_record": 0},
            "team": [
                {"name": "East", "reps": [{"name": "Ann"}]},
                {"name": "West", "reps": [{"name": "Bob"}]},
            ],
        }
    )
    found, _ = planned(team, daily({"Ann": 100, "Bob": 300}))
    assert found.load is not None
    assert found.load.teams_beside.tolist() == pytest.approx([2, 2 / 3])
    assert found.rating(Check.LOAD) is Rating.ACT


def test_part_time_is_no_overload() -> None:
    # Half of the days have brought half, and are to bring half.
    team = revenue({"name": "Ann"}, {"name": "Bob", "fte": "0.5"}, annual=500)
    found, _ = planned(team, daily({"Ann": 100, "Bob": 50}))
    assert found.load is not None
    assert found.load.most == pytest.approx(1, abs=1e-3)


def test_over_assignment_compounds_over_levels() -> None:
    level = Fraction(105, 100)
    assert compounded([]) == 0
    assert compounded([level]) == Fraction(5, 100)
    assert compounded([level, level]) == Fraction(1025, 10_000)


@pytest.mark.parametrize(
    ("over", "rating", "codes"),
    [
        ("0%", Rating.FINE, []),
        ("5%", Rating.FINE, []),
        ("10%", Rating.WATCH, []),
        ("11%", Rating.ACT, ["W481"]),
    ],
)
def test_over_assignment(over: str, rating: Rating, codes: list[str]) -> None:
    found, said = planned(revenue(annual=1000, over_assignment=over), None)
    assert found.over == Fraction(over.rstrip("%")) / 100
    assert found.rating(Check.OVER) is rating
    assert said == codes


def test_few_who_reach_theirs_are_a_warning_unless_the_goal_is() -> None:
    # As unsteady as these are, a goal a little above what is expected is not unlikely.
    history, team = sales(uneven(1)), [{"name": name} for name in "ABC"]
    found, said = planned(revenue(*team, growth="100%"), history)
    assert found.ahead is not None
    assert found.ahead.reaching.middle < 1 / 3
    assert said == []  # the goal's own warning says it
    grounds = prepare(revenue(*team, growth="100%"), history)
    outlook = grounds.metrics[0].outlook
    assert outlook is not None
    assert (outlook.chance(plan_on(grounds).metrics[0].goal) or 0) < 0.1


def test_few_who_reach_theirs_where_the_goal_is_within_range() -> None:
    team = revenue(*({"name": name} for name in "ABC"), probability="12%")
    found, said = planned(team, sales(uneven(1)))
    assert found.ahead is not None
    assert 0.1 < found.ahead.reaching.middle < 1 / 3
    assert said == ["W480"]


@pytest.mark.parametrize(("power", "value", "code"), [(0, -1, "W482"), (2, 1, "W483")])
def test_large_targets_that_are_harder_or_easier(power: int, value: int, code: str) -> None:
    # Targets by level, 1 to 6; where all sell the same, the largest is the hardest.
    skills = {"levels": {f"L{at}": at for at in range(1, 7)}, "ramp": []}
    reps = [{"name": f"P{at}", "skill": f"L{at}"} for at in range(1, 7)]
    goal = {"metric": "revenue", "annual": 100, "unit": "0.01"}
    team = profile(*reps, goals=[goal], skills=skills, weighting={"track_record": 0})
    found, said = planned(team, daily({f"P{at}": 10 * at**power for at in range(1, 7)}))
    assert found.fairness is not None
    assert (found.fairness.value, found.fairness.people) == (value, 6)
    assert found.rating(Check.FAIRNESS) is Rating.ACT
    assert code in said


def test_who_carries_the_goal() -> None:
    # By level 1 : 1 : 2 of 400, and of 12 people the largest three are a fifth.
    skills = {"levels": {"one": 1, "two": 2}}
    three = [{"name": name, "skill": "one"} for name in "AB"] + [{"name": "C", "skill": "two"}]
    found, _ = planned(
        profile(*three, goals=[{"metric": "calls", "annual": 400}], skills=skills), None
    )
    assert found.carriers is not None
    assert (found.carriers.largest.person, found.carriers.part) == (2, Fraction(1, 2))
    assert (found.carriers.fifth, found.carriers.fifth_part) == (1, Fraction(1, 2))
    assert found.rating(Check.CARRIERS) is Rating.ACT
    many = [{"name": f"P{at}"} for at in range(12)]
    found, _ = planned(profile(*many, goals=[{"metric": "calls", "annual": 1200}]), None)
    assert found.carriers is not None
    assert (found.carriers.fifth, found.carriers.fifth_part) == (3, Fraction(1, 4))


def test_the_largest_customers() -> None:
    days = working("2025-01-01", "2026-12-31")
    # In 2026 (261 working days) X buys 1 and Y and Z 2 each, but on every second day Y buys 3 more.
    rows, names = [], []
    for at, day in enumerate(days):
        for name, amount in (("X", 100), ("Y", 200 if at % 2 else 500), ("Z", 200)):
            rows.append((str(day), "Ann", amount))
            names.append(name)
    found, _ = planned(revenue({"name": "Ann"}, annual=1000), sales(rows, customer=names))
    customers = found.customers
    assert customers is not None
    last = [at for at, day in enumerate(days) if day.year == 2026]
    bought = sum(200 if at % 2 else 500 for at in last)
    assert (customers.largest, customers.bought) == ("Y", 3)
    assert customers.parts == pytest.approx((bought / (bought + 300 * len(last)), 1, 1))


def test_without_a_history_nothing_is_guessed() -> None:
    found, said = planned(revenue(annual=1000), None)
    unknown = [check for check, rating in found.ratings if rating is Rating.UNKNOWN]
    assert unknown == [
        Check.REACHING, Check.MEDIAN, Check.GROWTH, Check.FAIRNESS, Check.LOAD, Check.CARRIERS,
        Check.CUSTOMERS,
    ]  # fmt: skip
    assert found.ahead is None
    assert [each.expected for each in found.people] == [None, None]
    assert said == []


def test_a_short_history_says_as_little() -> None:
    found, _ = planned(revenue(annual=1000), daily({"Ann": 100, "Bob": 100}, "2026-02-01"))
    assert found.ahead is None
    assert found.load is None
    assert found.growth is None


def test_one_person() -> None:
    found, _ = planned(revenue({"name": "Ann"}, annual=250), daily({"Ann": 100}))
    assert found.ahead is not None
    assert (found.ahead.people, found.ahead.reaching.middle) == (1, 1.0)
    assert found.fairness is None
    assert found.rating(Check.CARRIERS) is Rating.UNKNOWN


def test_who_has_no_target_is_not_counted() -> None:
    team = revenue({"name": "Ann"}, {"name": "Bob", "end": "2026-12-31"}, annual=250)
    found, _ = planned(team, daily({"Ann": 100, "Bob": 100}))
    assert [each.person for each in found.people] == [0]


def test_counts_are_checked_too() -> None:
    rows = [(str(day), name, 100) for day in working("2025-01-01", "2026-12-31") for name in "AB"]
    team = profile({"name": "A"}, {"name": "B"}, goals=[{"metric": "orders", "annual": 520}])
    found, _ = planned(team, sales(rows))
    assert [each.expected for each in found.people] == [261, 261]
    assert [each.target for each in found.people] == [260, 260]
    assert found.ahead is not None
    assert found.ahead.reaching.middle == 1


def test_projections_are_drawn_to_the_whole() -> None:
    grounds = prepare(revenue(*({"name": name} for name in "ABC"), annual=1000), sales(uneven(5)))
    metric = grounds.metrics[0]
    ahead = people_ahead(grounds, metric)
    assert ahead is not None
    assert metric.outlook is not None
    total = sum(seen.total for seen in ahead.outlooks if seen is not None)
    assert total == pytest.approx(metric.outlook.total)


def test_what_the_error_of_the_whole_exceeds_is_common() -> None:
    # Two equal people, each ± 0.3: alone they would make 0.3 / √2 of the whole, which is ± 0.25.
    # So (0.25² - 0.045) / (1 - 0.5) = 0.035 is common.
    people = [outlook(100, 0.3, Scale.LOGS), outlook(100, 0.3, Scale.LOGS)]
    assert common_error(people, outlook(200, 0.25, Scale.LOGS)) == pytest.approx(sqrt(0.035))
    assert common_error(people, outlook(200, 0.2, Scale.LOGS)) == 0
    # In amounts 60 of 200 are 0.3: (0.09 - 0.045) / 0.5.
    assert common_error(people, outlook(200, 60)) == pytest.approx(0.3)
    assert common_error(people, None) == 0
    assert common_error(people[:1], outlook(100, 0.3, Scale.LOGS)) == 0


def test_half_of_the_days_have_half_of_the_error() -> None:
    # A month without a sale has no logarithm: amounts, whose error is one, too.
    rows = [row for row in uneven(3) if row[0] != "2025-08-15"]
    whole = revenue(*({"name": name} for name in "ABC"), annual=500)
    part = revenue({"name": "A", "end": "2027-06-30"}, {"name": "B"}, {"name": "C"}, annual=500)
    spreads = []
    for team in (whole, part):
        grounds = prepare(team, sales(rows))
        ahead = people_ahead(grounds, grounds.metrics[0])
        assert ahead is not None
        seen = ahead.outlooks[0]
        assert seen is not None
        assert seen.scale is Scale.AMOUNTS
        assert seen.spread is not None
        spreads.append(seen.spread / seen.total)
    assert spreads[0] == pytest.approx(spreads[1])


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([3, 10, 250]))
def test_the_unit_of_money_does_not_matter(seed: int, scale: int) -> None:
    team = [{"name": name} for name in "ABC"]
    one, _ = planned(revenue(*team, annual=20 * 10), sales(uneven(seed)))
    other, _ = planned(
        revenue(*team, annual=20 * 10 * scale, unit=f"{scale / 100}"),
        sales(uneven(seed, scale=scale)),
    )
    assert one.ratings == other.ratings
    assert [each.chance for each in one.people] == pytest.approx(
        [each.chance for each in other.people], abs=1e-3
    )
    assert one.ahead is not None
    assert other.ahead is not None
    assert one.ahead.median.middle == pytest.approx(other.ahead.median.middle, rel=1e-3)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(300, 3000))
def test_a_higher_goal_is_never_reached_by_more(seed: int, annual: int) -> None:
    team, history = [{"name": name} for name in "ABC"], sales(uneven(seed))
    shares = []
    for goal in (annual, annual * 11 // 10, annual * 2):
        found, _ = planned(revenue(*team, annual=goal), history)
        assert found.ahead is not None
        shares.append((found.ahead.reaching.middle, found.ahead.median.middle))
    assert shares == sorted(shares, reverse=True)


def test_the_same_plan_is_found_alike() -> None:
    team = revenue(*({"name": name} for name in "ABC"), annual=1000)
    assert planned(team, sales(uneven(3)))[0].ahead == planned(team, sales(uneven(3)))[0].ahead


def test_loads_need_a_year() -> None:
    grounds = prepare(revenue(annual=100), daily({"Ann": 100}, "2026-03-01"))
    targets = plan_on(grounds).metrics[0].targets.sum(axis=1)
    assert loads(grounds, grounds.metrics[0], targets, (0, 0)) is None
