from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.choices import Policy, Stretch
from salesplan.core.forecast import look_ahead
from salesplan.core.landing import (
    Landing,
    LandingBasis,
    Landings,
    all_landings,
    landing_of_whole,
    landings,
)
from salesplan.core.plan import Plan, build_plan
from salesplan.core.replan import replan
from salesplan.core.review import Review, review
from salesplan.core.sales import UNASSIGNED, Sales
from salesplan.core.version import Version
from tests.core.builders import Row, every_day, profile, sales

WEEK, MONTH, QUARTER = Stretch.WEEK, Stretch.MONTH, Stretch.QUARTER
HALF, YEAR, YEAR_TO_DATE = Stretch.HALF, Stretch.YEAR, Stretch.YEAR_TO_DATE

# 261 working days of 2027 (21 20 23 22 21 22 22 22 22 21 22 23): 1,000 fen a person and day.
FLAT = {"metric": "revenue", "annual": 5220}
# A Wednesday, nine working days gone of January's 21, Q1's 64, H1's 129 and the year's 261.
DAY = dt.date(2027, 1, 13)


def workdays(first: str, last: str) -> list[str]:
    return [str(day) for day in every_day(first, last) if day.weekday() < 5]


def steady(amount: int, *people: str, first: str = "2026-01-01") -> list[Row]:
    """The same sum by everybody on each working day up to the end of 2026."""
    return [(day, name, amount) for day in workdays(first, "2026-12-31") for name in people]


def flat(*reps: dict[str, Any], past: Sequence[Row] = (), **fields: Any) -> Plan:  # noqa: ANN401 (as in a file)
    wanted = profile(*reps, **{"goals": [FLAT], **fields})
    return build_plan(wanted, sales(past) if past else None)


def reviewed(plan: Plan, rows: Sequence[Row], day: dt.date = DAY) -> Review:
    return review(plan, sales(rows), day)


def land(plan: Plan, rows: Sequence[Row], stretch: Stretch = MONTH, day: dt.date = DAY) -> Landings:
    return landings(reviewed(plan, rows, day), stretch, 0)


def ended(amount: int) -> Landing:
    return Landing(amount, amount, amount, LandingBasis.ENDED)


def paced(amount: int) -> Landing:
    return Landing(amount, None, None, LandingBasis.PACE)


# Nothing is left


@pytest.mark.parametrize("past", [[], steady(100, "Ann", "Bob")])
@pytest.mark.parametrize(
    ("day", "stretch"),
    [
        (dt.date(2027, 12, 31), YEAR),
        (dt.date(2028, 5, 1), YEAR),
        (dt.date(2027, 12, 31), MONTH),
        (dt.date(2027, 1, 29), MONTH),  # a Friday; the 30th and 31st are a weekend
        (dt.date(2027, 1, 15), WEEK),
        (dt.date(2027, 6, 30), HALF),
        (dt.date(2027, 1, 13), YEAR_TO_DATE),
    ],
)
def test_a_stretch_that_has_ended_lands_where_it_is(
    day: dt.date, stretch: Stretch, past: list[Row]
) -> None:
    rows = [(str(min(day, dt.date(2027, 12, 31))), "Ann", 700), (str(DAY), "Zoe", 20)]
    found = land(flat(past=past), rows, stretch, day)
    inside = 720 if stretch not in {MONTH} or day == dt.date(2027, 1, 29) else 700
    assert found.people == (ended(700), ended(0))
    assert found.teams == (ended(700),)
    assert found.whole == ended(inside)


# Without a complete year: what is planned, at the pace so far


def test_the_pace_so_far_by_hand() -> None:
    # 12,000 of 9,000 expected is a pace of 4/3: 12 days of 1,000 are left in January, 55 in Q1.
    rows = [("2027-01-05", "Ann", 12_000), ("2027-01-06", "Bob", 4_500)]
    plan = flat()
    month, quarter = land(plan, rows), land(plan, rows, QUARTER)
    assert month.people == (paced(28_000), paced(10_500))
    # Together 16,500 of 18,000, and 24,000 to come.
    assert month.teams == (paced(38_500),)
    assert month.whole == paced(38_500)
    assert quarter.people == (paced(12_000 + 73_333), paced(32_000))
    assert land(plan, rows, WEEK).people[1] == paced(0)


# With one: people who leave take their part of the sales to come along


def test_a_team_lands_without_those_who_have_left() -> None:
    # Both sell 100 a working day in 2026 and until 30 June 2027, Bob to the end of July.
    past = steady(100, "Ann", "Bob")
    plan = flat({"name": "Ann", "end": "2027-06-30"}, {"name": "Bob"}, past=past)
    rows = [(day, "Bob", 100) for day in workdays("2027-01-01", "2027-07-31")]
    rows += [(day, "Ann", 100) for day in workdays("2027-01-01", "2027-06-30")]
    found = land(plan, [*past, *rows], YEAR, dt.date(2027, 7, 31))
    ann, bob = found.people
    assert ann == ended(129 * 100)
    assert bob is not None
    assert bob.expected == pytest.approx(261 * 100, rel=0.02)
    team = found.teams[0]
    assert team is not None
    # Of the last six months' sales Ann made five of eleven parts, and makes none to come.
    assert team.expected == pytest.approx(ann.expected + bob.expected, rel=0.03)
    assert found.whole == team
    assert landing_of_whole(reviewed(plan, [*past, *rows], dt.date(2027, 7, 31)), YEAR, 0) == team


def test_who_moves_takes_their_part_to_the_other_team() -> None:
    past = steady(100, "Ann", "Bob", "Cid")
    moves = {"name": "Ann", "changes": [{"from": "2027-07-01", "team": "West"}]}
    east = {"name": "East", "reps": [moves, {"name": "Bob"}]}
    plan = flat(past=past, team=[east, {"name": "West", "reps": [{"name": "Cid"}]}])
    rows = [
        (day, name, 100)
        for day in workdays("2027-01-01", "2027-06-30")
        for name in ("Ann", "Bob", "Cid")
    ]
    found = land(plan, [*past, *rows], YEAR, dt.date(2027, 6, 30))
    # East had two of three people for 129 of 261 days and has one from then on.
    expected = [129 * 200 + 132 * 100, 129 * 100 + 132 * 200]
    assert [each and each.expected for each in found.teams] == pytest.approx(expected, rel=0.01)
    assert found.whole is not None
    assert found.whole.expected == pytest.approx(261 * 300, rel=0.01)


def test_others_count_in_the_whole_only() -> None:
    rows = [("2027-01-05", "Ann", 9_000), ("2027-01-06", UNASSIGNED, 4_500), (str(DAY), "Zoe", 900)]
    found = land(flat(), rows)
    assert found.people == (paced(21_000), paced(0))
    assert found.teams == (paced(21_000),)
    # 14,400 of 18,000 expected is four fifths of the 24,000 to come.
    assert found.whole == paced(14_400 + 19_200)


def test_returns_go_on_too() -> None:
    assert land(flat(), [("2027-01-05", "Ann", -900)]).people[0] == paced(-2_100)


def test_before_anything_was_expected_there_is_nothing_to_go_by() -> None:
    for day in (dt.date(2026, 12, 31), dt.date(2025, 3, 1)):
        assert land(flat(), [], YEAR, day) == Landings((None, None), (None,), None)


def test_the_first_day_of_the_year() -> None:
    # 1 January is a Friday, one of 21 working days.
    found = land(flat(), [("2027-01-01", "Ann", 500)], MONTH, dt.date(2027, 1, 1))
    assert found.people == (paced(10_500), paced(0))


def test_a_year_with_a_gap_is_none() -> None:
    past = steady(100, "Ann", "Bob", first="2026-04-01")
    plan = flat(past=past)
    assert plan.metrics[0].last_year is not None
    assert land(plan, [("2027-01-05", "Ann", 4_500)]).people[0] == paced(10_500)


# With a complete year


@pytest.mark.parametrize(
    ("day", "stretch", "left"),
    [
        ("2026-12-31", YEAR, 261),
        ("2027-01-01", MONTH, 20),
        ("2027-01-13", MONTH, 12),
        ("2027-01-13", QUARTER, 55),
        ("2027-01-13", YEAR, 252),
        ("2027-01-31", QUARTER, 43),
        ("2027-02-10", MONTH, 12),
        ("2027-02-10", HALF, 100),
        ("2027-12-30", YEAR, 1),
    ],
)
def test_steady_sales_go_on_as_they_did(day: str, stretch: Stretch, left: int) -> None:
    # 100 a working day by each, last year and this: what comes is 100 for each day that is left.
    gone = [(each, name, 100) for each in workdays("2027-01-01", day) for name in ("Ann", "Bob")]
    found = reviewed(flat(past=steady(100, "Ann", "Bob")), gone, dt.date.fromisoformat(day))
    standing = found.stretches[stretch][1][0].people[0]
    assert standing.days_left == left
    mine = landings(found, stretch, 0)
    for one in mine.people:
        assert one is not None
        assert (one.expected, one.basis) == (standing.actual + 100 * left, LandingBasis.HISTORY)
    assert mine.whole is not None
    assert mine.whole.expected == 2 * (standing.actual + 100 * left)


def test_the_month_in_progress_says_nothing_about_the_level() -> None:
    # A windfall on the 5th is sold, and nothing of it is expected again.
    found = land(flat(past=steady(100, "Ann", "Bob")), [("2027-01-05", "Ann", 50_000)])
    assert found.people[0] is not None
    assert found.people[0].expected == 50_000 + 12 * 100


UNSTEADY = [
    (f"2026-{month:02}-{day:02}", name, 10 * amount + 7 * month * (at + 1))
    for month, amount in enumerate([30, 28, 41, 33, 36, 44, 25, 27, 40, 39, 45, 60], 1)
    for at, name in enumerate(("Ann", "Bob", "Zoe"))
    for day in (1, 8, 15, 22, 28)
]


def test_a_landing_is_what_the_projection_says() -> None:
    # Working days of 2026, and what each sold in the first two months of 2027.
    days = [22, 20, 22, 22, 21, 22, 23, 21, 22, 22, 21, 23, 21, 20]
    this_year = [
        ("2027-01-05", "Ann", 2_000),
        ("2027-02-05", "Ann", 2_200),
        ("2027-02-06", "Zoe", 900),
        ("2027-03-03", "Ann", 450),
    ]
    plan = flat(past=UNSTEADY)
    found = land(plan, this_year, QUARTER, dt.date(2027, 3, 10))

    def months(*names: str) -> list[float]:
        listed = [*UNSTEADY, *this_year[:3]]
        starts = [*(f"2026-{month:02}" for month in range(1, 13)), "2027-01", "2027-02"]
        return [
            float(sum(sold for day, name, sold in listed if name in names and day[:7] == start))
            for start in starts
        ]

    # Eight of March's 23 days are gone; the other months of the year are none of the quarter.
    ahead = np.array([15.0, *[0.0] * 9])
    for mine, names, actual in (
        (found.people[0], ("Ann",), 4_650),
        (found.teams[0], ("Ann", "Bob"), 4_650),
        (found.whole, ("Ann", "Bob", "Zoe"), 5_550),
    ):
        seen = look_ahead(np.array(months(*names)), 0, np.array(days, dtype=float), ahead)
        assert seen.low is not None
        assert seen.high is not None
        bounds = (actual + round(seen.low), actual + round(seen.high))
        assert mine == Landing(actual + round(seen.total), *bounds, LandingBasis.HISTORY)
        assert bounds[0] < mine.expected < bounds[1]


def test_somebody_without_a_past_goes_by_pace() -> None:
    found = land(flat(past=steady(100, "Ann")), [("2027-01-05", "Bob", 4_500)])
    ann, bob = found.people
    assert ann is not None
    assert (ann.expected, ann.basis) == (1_200, LandingBasis.HISTORY)
    assert bob is not None
    assert bob.basis is LandingBasis.PACE


def test_what_others_sold_last_year_is_expected_of_the_whole() -> None:
    found = land(flat(past=steady(100, "Ann", "Bob", "Zoe")), [])
    assert found.whole is not None
    assert found.teams[0] is not None
    assert (found.teams[0].expected, found.whole.expected) == (2_400, 3_600)


def test_nothing_is_expected_of_somebody_who_is_not_there() -> None:
    # Bob leaves two working days later; Cho left before; Dee is away for the last week of January.
    team: list[dict[str, Any]] = [
        {"name": "Ann"},
        {"name": "Bob", "end": "2027-01-15"},
        {"name": "Cho", "end": "2026-12-31"},
        {"name": "Dee", "leave": [{"from": "2027-01-25", "to": "2027-01-31"}]},
    ]
    plan = flat(*team, past=steady(100, "Ann", "Bob", "Cho", "Dee"))
    found = land(plan, [("2027-01-05", "Bob", 30)])
    assert [one and one.expected for one in found.people] == [1_200, 230, None, 700]


def test_the_metric_at_a_position() -> None:
    goals = [FLAT, {"metric": "orders", "annual": 522}]
    plan = flat(goals=goals, past=steady(100, "Ann", "Bob"))
    mine = reviewed(plan, [("2027-01-05", "Ann", 40)])
    # One order a working day.
    assert [one and one.expected for one in landings(mine, MONTH, 1).people] == [13, 12]
    assert all_landings(mine, 1)[MONTH] == landings(mine, MONTH, 1)


def test_a_team_lands_with_its_own_members() -> None:
    # 100, 200, 400 and 0 a day; Zoe's 800 are nobody's.
    team = [
        {"name": "East", "reps": [{"name": "Ann"}, {"name": "Cho"}]},
        {"name": "West", "reps": [{"name": "Bob"}, {"name": "Dee"}]},
    ]
    sold = {"Ann": 100, "Bob": 200, "Cho": 400, "Zoe": 800}
    past = [row for name, amount in sold.items() for row in steady(amount, name)]
    found = land(flat(team=team, past=past), [("2027-01-05", "Bob", 7)])
    assert [one and one.expected for one in found.people] == [1_200, 4_800, 2_407, 0]
    assert [one and one.expected for one in found.teams] == [6_000, 2_407]
    assert found.whole is not None
    assert found.whole.expected == 7 + 12 * 1_500


def test_all_stretches_at_once() -> None:
    # 2, 12, 55, 120 and 252 days are left of week, month, quarter, half and year.
    mine = reviewed(flat(past=steady(100, "Ann", "Bob")), [("2027-01-05", "Ann", 40)])
    found = all_landings(mine, 0)
    expected = {
        stretch: [one and one.expected for one in each.people] for stretch, each in found.items()
    }
    assert expected == {
        WEEK: [200, 200],
        MONTH: [1_240, 1_200],
        QUARTER: [5_540, 5_500],
        HALF: [12_040, 12_000],
        YEAR: [25_240, 25_200],
    }


def test_the_whole_alone_where_gaps_were_carried_over() -> None:
    # 5,220 yuan over 261 days: 10 yuan a person and day. Half of it was sold in 64 days: 640 yuan,
    # 640 behind, carried into the 197 days after. No history: they go on at half of the pace that
    # they had, without what was carried: 640 + 197 × 20 ÷ 2 = 2,610 yuan.
    rows = [("2027-02-01", "Ann", 320_00), ("2027-03-01", "Bob", 320_00)]
    day = dt.date(2027, 3, 31)
    made = Version(2, day, "Wang", "first quarter", day, Policy.TEAM)
    found = reviewed(replan(flat(), sales(rows), made).plan, rows, day)
    assert found.tables[0].carried
    assert landing_of_whole(found, YEAR, 0) == paced(2_610_00)
    assert landing_of_whole(found, YEAR, 0) == landings(found, YEAR, 0).whole


def test_the_month_may_have_ended_and_the_year_not() -> None:
    # 29 January is a Friday, the month's last working day: 240 are left of the year.
    plan = flat(past=steady(100, "Ann", "Bob"))
    found = all_landings(reviewed(plan, [("2027-01-05", "Ann", 40)], dt.date(2027, 1, 29)), 0)
    assert found[MONTH].people == (ended(40), ended(0))
    assert [one and one.expected for one in found[YEAR].people] == [24_040, 24_000]


# Laws


AMOUNTS = st.integers(-2_000, 20_000)
ROWS = st.lists(
    st.tuples(
        st.dates(dt.date(2027, 1, 1), dt.date(2027, 12, 31)).map(str),
        st.sampled_from(["Ann", "Bob", "Zoe", UNASSIGNED]),
        AMOUNTS,
    ),
    max_size=12,
)
STEADY, WILD = flat(past=steady(100, "Ann", "Bob")), flat(past=UNSTEADY)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([STEADY, WILD, flat()]),
    ROWS,
    st.dates(dt.date(2026, 12, 1), dt.date(2028, 1, 31)),
    st.sampled_from(list(Stretch)),
)
def test_a_landing_is_within_its_range(
    plan: Plan, rows: list[Row], day: dt.date, stretch: Stretch
) -> None:
    given_rows: Sales = sales(rows)
    found = review(plan, given_rows, day)
    mine = found.stretches[stretch][1][0]
    lands = landings(found, stretch, 0)
    assert all_landings(found, 0).get(stretch, lands) == lands
    alone = review(plan, given_rows, day, (stretch,))
    assert landing_of_whole(alone, stretch, 0) == lands.whole
    assert (len(lands.people), len(lands.teams)) == (2, 1)
    standings = (*mine.people, *mine.teams, mine.whole)
    for one, standing in zip((*lands.people, *lands.teams, lands.whole), standings, strict=True):
        if one is None:
            assert standing.target is None or (standing.days_left and standing.pace is None)
            continue
        assert (one.low is None) == (one.high is None)
        if one.low is not None and one.high is not None:
            assert one.low <= one.expected <= one.high
        assert (one.basis is LandingBasis.ENDED) == (standing.days_left == 0)
        if not standing.days_left:
            assert one == ended(standing.actual)
