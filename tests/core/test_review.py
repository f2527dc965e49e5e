from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.choices import Stretch
from salesplan.core.plan import Plan, build_plan
from salesplan.core.review import Review, review, stretches_of
from salesplan.core.sales import UNASSIGNED, Sales
from salesplan.core.standing import MetricReview, Standing, Status, variance
from salesplan.inputs.profile_file import read_profile
from salesplan.inputs.sales import read_sales
from salesplan.profile import Profile
from tests.core.builders import Row, profile, sales

ROOT = Path(__file__).parents[2]
FACTS = ROOT.parent / "shared" / "data" / "northwind" / "facts.json"

WEEK, MONTH, QUARTER = Stretch.WEEK, Stretch.MONTH, Stretch.QUARTER
HALF, YEAR, YEAR_TO_DATE = Stretch.HALF, Stretch.YEAR, Stretch.YEAR_TO_DATE

# Working days of 2027, from Monday to Friday: 21 20 23 22 21 22 22 22 22 21 22 23 = 261. 5,220 yuan
# over 261 days and two equal people are ten yuan, 1,000 fen, a person and working day.
FLAT = {"metric": "revenue", "annual": 5220}
# A Wednesday: nine working days of January are gone, the first, the 4th to 8th, the 11th to 13th.
DAY = dt.date(2027, 1, 13)


def flat(*reps: dict[str, Any], **fields: Any) -> Plan:  # noqa: ANN401 (as in a file)
    return build_plan(profile(*reps, **{"goals": [FLAT], **fields}))


def reviewed(
    rows: Sequence[Row], day: dt.date = DAY, plan: Plan | None = None
) -> dict[Stretch, MetricReview]:
    """The only metric in every stretch."""
    return only_metric(review(plan or flat(), sales(rows), day))


def only_metric(found: Review) -> dict[Stretch, MetricReview]:
    return {stretch: metrics[0] for stretch, (_, metrics) in found.stretches.items()}


def actuals(part: MetricReview) -> list[int]:
    return [standing.actual for standing in part.people]


# One person and one stretch.


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        # target, expected, actual, gone, left: variances, attainment, pace, rates
        (Standing(2000, 1000, 1500, 10, 10), (-500, 500, "3/4", "3/2", "150", "50")),
        (Standing(2000, 1000, 2500, 10, 10), (500, 1500, "5/4", "5/2", "250", "0")),
        (Standing(2000, 1000, 0, 10, 10), (-2000, -1000, "0", "0", "0", "200")),
        (Standing(2000, 1000, -600, 10, 13), (-2600, -1600, "-3/10", "-3/5", "-60", "200")),
        # The last day is over: nothing can be asked of days that are not there.
        (Standing(2000, 2000, 1999, 20, 0), (-1, -1, "1999/2000", "1999/2000", "1999/20", None)),
        (Standing(2000, 2000, 2000, 20, 0), (0, 0, "1", "1", "100", "0")),
        # Not begun, and a target of zero.
        (Standing(2000, 0, 300, 0, 20), (-1700, 300, "3/20", None, None, "85")),
        (Standing(0, 0, 300, 5, 15), (300, 300, None, None, "60", "0")),
        (Standing(0, 0, -300, 5, 15), (-300, -300, None, None, "-60", "20")),
        # Without a target.
        (Standing(None, None, 300, 5, 15), (None, None, None, None, "60", None)),
        (Standing(None, None, 300, 0, 0), (None, None, None, None, None, None)),
    ],
)
def test_what_follows_from_a_standing(standing: Standing, expected: tuple[object, ...]) -> None:
    rates = (standing.attainment, standing.pace, standing.run_rate, standing.required_run_rate)
    texts = [None if rate is None else str(rate) for rate in rates]
    assert (standing.variance, standing.variance_to_date, *texts) == expected


def test_variance_is_positive_ahead() -> None:
    assert (variance(110, 100), variance(90, 100)) == (10, -10)


@pytest.mark.parametrize(
    ("target", "expected", "actual", "status"),
    [
        (2000, 1000, 1001, Status.ON_TRACK),
        (2000, 1000, 1000, Status.ON_TRACK),
        (2000, 1000, 999, Status.AT_RISK),
        (2000, 1000, 800, Status.AT_RISK),
        (2000, 1000, 799, Status.BEHIND),
        (2000, 1000, 0, Status.BEHIND),
        (2000, 1000, -1, Status.BEHIND),
        (2000, 0, 0, Status.NOT_BEGUN),
        (2000, 0, 500, Status.NOT_BEGUN),
        (0, 0, 500, Status.NOT_BEGUN),
        (None, None, 0, Status.NO_TARGET),
        (None, None, 500, Status.NO_TARGET),
    ],
)
def test_bands(target: int | None, expected: int | None, actual: int, status: Status) -> None:
    assert Standing(target, expected, actual, 5, 5).status() is status


def test_bands_of_ones_own() -> None:
    bands = (Fraction(11, 10), Fraction(1, 2))
    found = [Standing(200, 100, sold, 5, 5).status(*bands) for sold in (110, 109, 50, 49)]
    assert found == [Status.ON_TRACK, Status.AT_RISK, Status.AT_RISK, Status.BEHIND]


def test_equals_share_a_place() -> None:
    paces = [(100, 90), (200, 180), (100, 120), (None, 500), (0, 500), (100, 80)]
    people = tuple(Standing(of, of, sold, 5, 5) for of, sold in paces)
    part = replace(reviewed([])[MONTH], people=people)
    assert part.ranks() == (2, 2, 1, None, None, 4)


def test_nobody_has_a_place_where_nobody_has_sold() -> None:
    none, some = Standing(100, 50, 0, 5, 5), Standing(100, 50, 1, 5, 5)
    part = reviewed([])[MONTH]
    assert replace(part, people=(none, none)).ranks() == (None, None)
    assert replace(part, people=(none, some, none)).ranks() == (2, 1, 2)
    # Who took more back than they sold is last all the same.
    back = replace(none, actual=-1)
    assert replace(part, teams=(back, none)).team_ranks() == (2, 1)


def test_a_day_after_the_year_is_its_last_day() -> None:
    found = review(flat(), sales([("2027-12-30", "Ann", 5), ("2028-01-20", "Ann", 9)]))
    assert (found.as_of, found.days_gone) == (dt.date(2027, 12, 31), 365)
    assert only_metric(found)[YEAR].whole.actual == 5


# A plan of ten yuan a day.


def test_a_day_in_january_by_hand() -> None:
    found = reviewed([("2027-01-04", "Ann", 5000), ("2027-01-12", "Ann", 4000)])
    assert {stretch: part.people[0] for stretch, part in found.items()} == {
        WEEK: Standing(5000, 3000, 4000, 3, 2),
        MONTH: Standing(21_000, 9000, 9000, 9, 12),
        QUARTER: Standing(64_000, 9000, 9000, 9, 55),
        HALF: Standing(129_000, 9000, 9000, 9, 120),
        YEAR: Standing(261_000, 9000, 9000, 9, 252),
        YEAR_TO_DATE: Standing(9000, 9000, 9000, 9, 0),
    }
    assert found[MONTH].people[1] == Standing(21_000, 9000, 0, 9, 12)
    assert found[MONTH].teams == (found[MONTH].whole,)
    assert found[MONTH].whole == Standing(42_000, 18_000, 9000, 9, 12)
    assert found[MONTH].others == ()
    assert found[MONTH].ranks() == (1, 2)


def test_periods_that_contain_the_day() -> None:
    named = {
        stretch: (period.key, str(period.start), str(period.end))
        for stretch, period in stretches_of(flat(), dt.date(2027, 3, 31))
    }
    assert named == {
        WEEK: ("2027-W14", "2027-03-29", "2027-04-05"),
        MONTH: ("2027-03", "2027-03-01", "2027-04-01"),
        QUARTER: ("2027-Q1", "2027-01-01", "2027-04-01"),
        HALF: ("2027-H1", "2027-01-01", "2027-07-01"),
        YEAR: ("2027", "2027-01-01", "2028-01-01"),
        YEAR_TO_DATE: ("2027-YTD", "2027-01-01", "2027-04-01"),
    }


@pytest.mark.parametrize(
    ("outside", "edge", "to_date"),
    [
        ("2026-12-31", "2027-01-01", ("2027-01-01", "2027-01-01")),
        ("2020-02-29", "2027-01-01", ("2027-01-01", "2027-01-01")),
        ("2028-01-01", "2027-12-31", ("2027-01-01", "2028-01-01")),
        ("2040-02-29", "2027-12-31", ("2027-01-01", "2028-01-01")),
    ],
)
def test_a_day_outside_the_year_is_moved_to_its_edge(
    outside: str, edge: str, to_date: tuple[str, str]
) -> None:
    moved, there = (
        dict(stretches_of(flat(), dt.date.fromisoformat(day))) for day in (outside, edge)
    )
    year_to_date = moved.pop(YEAR_TO_DATE)
    del there[YEAR_TO_DATE]
    assert moved == there
    assert (str(year_to_date.start), str(year_to_date.end)) == to_date


def test_the_months_sold_up_to_the_day() -> None:
    rows = [("2027-01-31", "Bob", 5), ("2027-02-01", "Ann", 30), ("2027-02-10", "Zoe", 200)]
    found = review(flat(), sales([*rows, ("2027-02-11", "Ann", 1000)]), dt.date(2027, 2, 10))
    assert found.days_gone == 41
    assert found.months[0].tolist() == [[0, 30, *[0] * 10], [5, *[0] * 11], [0, 200, *[0] * 10]]


def test_only_sales_of_the_year_up_to_the_day_count() -> None:
    days = ("2026-01-13", "2026-12-31", "2027-01-01", "2027-01-13", "2027-01-14", "2028-01-01")
    rows = [(day, "Ann", 10**at) for at, day in enumerate(days)]
    found = reviewed(rows)
    assert {stretch: part.whole.actual for stretch, part in found.items()} == {
        WEEK: 1000,
        **dict.fromkeys((MONTH, QUARTER, HALF, YEAR, YEAR_TO_DATE), 1100),
    }
    # Even at the end of the year and after it, those of other years do not count.
    for day in (dt.date(2027, 12, 31), dt.date(2028, 2, 1)):
        assert reviewed(rows, day)[YEAR].whole.actual == 11_100


def test_a_week_over_the_edge_of_a_month() -> None:
    rows = [("2027-03-28", "Ann", 1), ("2027-03-30", "Ann", 20), ("2027-04-01", "Ann", 300)]
    found = reviewed(rows, dt.date(2027, 4, 2))
    assert found[WEEK].people[0] == Standing(5000, 5000, 320, 5, 0)
    assert found[MONTH].people[0] == Standing(22_000, 2000, 300, 2, 20)


def test_a_week_over_the_edge_of_the_year() -> None:
    # 1 January is a Friday: the first week has one working day, and nothing of the old year.
    found = reviewed([("2026-12-31", "Ann", 7000)], dt.date(2027, 1, 1))
    assert found[WEEK].people[0] == Standing(1000, 1000, 0, 1, 0)
    assert found[YEAR_TO_DATE].people[0] == Standing(1000, 1000, 0, 1, 0)
    assert found[YEAR].people[0] == Standing(261_000, 1000, 0, 1, 260)


@pytest.mark.parametrize("day", [dt.date(2026, 12, 31), dt.date(2025, 6, 1)])
def test_before_the_year_nothing_is_expected(day: dt.date) -> None:
    found = reviewed([("2025-05-05", "Ann", 5000), ("2027-01-04", "Ann", 5000)], day)
    assert found[MONTH].people[0] == Standing(21_000, 0, 0, 0, 21)
    assert found[WEEK].people[0] == Standing(1000, 0, 0, 0, 1)
    assert found[YEAR].whole == Standing(522_000, 0, 0, 0, 261)
    assert found[YEAR].whole.status() is Status.NOT_BEGUN
    assert found[YEAR].whole.required_run_rate == 2000
    assert found[YEAR].ranks() == (None, None)
    assert found[YEAR_TO_DATE].whole == Standing(None, None, 0, 0, 0)


@pytest.mark.parametrize("day", [dt.date(2027, 12, 31), dt.date(2028, 1, 1), dt.date(2031, 5, 5)])
def test_at_the_end_of_the_year_everything_was_expected(day: dt.date) -> None:
    found = reviewed([("2027-12-31", "Ann", 300_000)], day)
    assert {stretch: part.people[0] for stretch, part in found.items()} == {
        WEEK: Standing(5000, 5000, 300_000, 5, 0),
        MONTH: Standing(23_000, 23_000, 300_000, 23, 0),
        QUARTER: Standing(66_000, 66_000, 300_000, 66, 0),
        HALF: Standing(132_000, 132_000, 300_000, 132, 0),
        YEAR: Standing(261_000, 261_000, 300_000, 261, 0),
        YEAR_TO_DATE: Standing(261_000, 261_000, 300_000, 261, 0),
    }
    assert [standing.required_run_rate for standing in found[YEAR].people] == [0, None]


def test_without_a_day_it_is_the_last_one_with_sales() -> None:
    rows = [("2027-01-13", "Zoe", 1), ("2027-01-04", "Ann", 5000)]
    found = review(flat(), sales(rows))
    assert found.as_of == DAY
    assert only_metric(found)[WEEK].whole == Standing(10_000, 6000, 1, 3, 2)
    assert only_metric(found)[MONTH].whole == Standing(42_000, 18_000, 5001, 9, 12)


def test_without_sales() -> None:
    with pytest.raises(ValueError, match="no sales"):
        review(flat(), sales([]))
    assert reviewed([])[MONTH].whole == Standing(42_000, 18_000, 0, 9, 12)


# People.


def test_returns_larger_than_sales() -> None:
    part = reviewed([("2027-01-04", "Ann", 1000), ("2027-01-12", "Ann", -4600)])[MONTH]
    assert part.people[0] == Standing(21_000, 9000, -3600, 9, 12)
    assert part.people[0].pace == Fraction(-2, 5)
    assert part.people[0].required_run_rate == 2050
    assert part.ranks() == (2, 1)


def test_somebody_who_left_has_no_target_but_may_still_sell() -> None:
    plan = flat({"name": "Ann"}, {"name": "Bob", "end": "2027-01-15"})
    rows = [("2027-01-15", "Bob", 900), ("2027-02-10", "Bob", 700), ("2027-02-10", "Ann", 100)]
    found = reviewed(rows, dt.date(2027, 2, 10), plan)
    assert found[MONTH].people[1] == Standing(None, None, 700, 0, 0)
    assert found[MONTH].people[1].status() is Status.NO_TARGET
    # All of February, 20 days of 20 yuan, is Ann's; the team has what Bob sold.
    assert found[MONTH].people[0] == Standing(40_000, 16_000, 100, 8, 12)
    assert found[MONTH].whole == Standing(40_000, 16_000, 800, 8, 12)
    bob = found[QUARTER].people[1]
    assert bob.target == bob.expected == plan.metrics[0].targets[1, 0]
    assert (bob.actual, bob.days_gone, bob.days_left) == (1600, 11, 0)


def test_somebody_who_has_not_started_has_no_target_yet() -> None:
    plan = flat({"name": "Ann"}, {"name": "Bob", "start": "2027-06-01", "ramp": []})
    found = reviewed([("2027-01-12", "Bob", 50)], plan=plan)
    for stretch in (WEEK, MONTH, QUARTER, YEAR_TO_DATE):
        assert found[stretch].people[1] == Standing(None, None, 50, 0, 0)
    # June has 22 days of 20 yuan, and Bob half of them.
    assert found[HALF].people[1] == Standing(22_000, 0, 50, 0, 22)
    assert found[HALF].people[1].status() is Status.NOT_BEGUN
    assert found[HALF].ranks() == (None, None)  # Ann has not sold anything, nor has anybody


def test_a_week_of_leave_has_no_target() -> None:
    leave = [{"from": "2027-01-09", "to": "2027-01-17"}]
    found = reviewed([], plan=flat({"name": "Ann"}, {"name": "Bob", "leave": leave}))
    assert found[WEEK].people[1] == Standing(None, None, 0, 0, 0)
    assert (found[MONTH].people[1].days_gone, found[MONTH].people[1].days_left) == (6, 10)
    assert (found[MONTH].whole.days_gone, found[MONTH].whole.days_left) == (9, 12)


def test_a_week_off_for_everybody_has_no_target() -> None:
    closed = [{"from": "2027-01-11", "to": "2027-01-17"}]
    found = reviewed([("2027-01-12", "Ann", 5)], plan=flat(calendar={"closed": closed}))
    assert found[WEEK].whole == Standing(None, None, 5, 0, 0)
    assert found[WEEK].teams[0].status() is Status.NO_TARGET


def test_people_who_are_not_on_the_team_count_in_the_whole() -> None:
    rows = [
        ("2027-01-04", "Yan", 8),
        ("2027-01-11", "Zoe", 100),
        ("2027-01-12", UNASSIGNED, 20),
        ("2027-01-12", "Bob", 3000),
        ("2027-01-13", "Zoe", -40),
        ("2027-01-14", "Xu", 9000),
    ]
    found = reviewed(rows)
    assert [(name, standing.actual) for name, standing in found[WEEK].others] == [
        (UNASSIGNED, 20),
        ("Zoe", 60),
    ]
    assert found[WEEK].teams[0].actual == 3000
    assert found[WEEK].whole == Standing(10_000, 6000, 3080, 3, 2)
    assert found[MONTH].others == (
        (UNASSIGNED, Standing(None, None, 20, 0, 0)),
        ("Yan", Standing(None, None, 8, 0, 0)),
        ("Zoe", Standing(None, None, 60, 0, 0)),
    )


def test_spellings_of_a_name_are_one_person() -> None:
    plan = flat({"name": "Ann", "aliases": ["安", "ann@example.com"]}, {"name": "Bob"})
    spellings = ("Ann", " ANN", "Ａｎｎ", "安", "Ann@Example.com", "Anne")
    rows = [("2027-01-12", name, 10**at) for at, name in enumerate(spellings)]
    part = reviewed(rows, plan=plan)[MONTH]
    assert actuals(part) == [11_111, 0]
    assert [name for name, _ in part.others] == ["Anne"]


# Metrics.


def test_what_cannot_be_counted_is_left_out_and_not_zero() -> None:
    goals = [{"metric": "calls", "annual": 522}, {"metric": "quantity", "annual": 522}, FLAT]
    found = review(flat(goals=goals), sales([("2027-01-12", "Ann", 700)]), DAY)
    # Calls have no source, and the file has no column of quantities.
    assert [metric.settings.metric for metric in found.uncounted] == ["calls", "quantity"]
    (revenue,) = found.stretches[MONTH][1]
    assert revenue.people[0].actual == 700


def test_a_quantity_is_in_whole_pieces() -> None:
    plan = flat(goals=[{"metric": "quantity", "annual": 522}])
    rows = [("2027-01-12", name, 0) for name in ("Ann", "Ann", "Bob", "Zoe")]
    part = only_metric(review(plan, sales(rows, quantity=[1500, 1000, 1499, -2000]), DAY))[MONTH]
    assert part.people == (Standing(21, 9, 3, 9, 12), Standing(21, 9, 1, 9, 12))
    assert part.others == (("Zoe", Standing(None, None, -2, 0, 0)),)
    assert part.whole.actual == 2


def test_an_order_is_counted_once() -> None:
    plan = flat(goals=[{"metric": "orders", "annual": 522}])
    rows = [("2027-01-12", "Ann", 5), ("2027-01-11", "Ann", 5), ("2027-01-12", "Bob", 5)]
    part = only_metric(review(plan, sales(rows, order=["1", "1", "2"]), DAY))[MONTH]
    assert actuals(part) == [1, 1]


def test_who_bought_before_is_no_new_customer() -> None:
    plan = flat(goals=[{"metric": "new_customers", "annual": 522}])
    bought = [
        ("2026-11-05", "Bob", "old"),
        ("2027-01-04", "Ann", "new"),
        ("2027-01-05", "Bob", "new"),
        ("2027-01-06", "Ann", "old"),
        ("2027-01-13", "Bob", "latest"),
        ("2027-01-14", "Bob", "too late"),
    ]

    def of(some: Sequence[tuple[str, str, str]]) -> list[int]:
        rows = sales(((day, name, 1) for day, name, _ in some), customer=[who for *_, who in some])
        return actuals(only_metric(review(plan, rows, DAY))[YEAR])

    assert of(bought) == [1, 1]
    assert of(bought[1:]) == [2, 1]


# Northwind: Microsoft's order lines, the plan of the shipped example. The known figures are rounded
# once, the lines of the file each to a cent: a sum may be a cent away.


@pytest.fixture(scope="module")
def northwind() -> tuple[Plan, Sales]:
    planned, _ = read_profile(ROOT / "targets.example.yaml")
    books = [
        ROOT / "examples" / f"northwind-{years}.xlsx"
        for years in ("sales-1996-1997", "actuals-1998")
    ]
    history, _ = read_sales(books[:1], planned.history, 2)
    actual, _ = read_sales(books[1:], planned.history, 2)
    return build_plan(planned, history), actual


def test_the_example_as_of_its_last_day(northwind: tuple[Plan, Sales]) -> None:
    found = review(*northwind)
    assert found.as_of == dt.date(1998, 5, 6)
    parts = only_metric(found)
    assert parts[YEAR].whole.actual == parts[YEAR_TO_DATE].whole.actual == 44_062_387
    assert parts[YEAR].others == ()
    assert parts[YEAR].whole.target == 75_000_000
    # May has 20 working days without Memorial Day; the 1st and the 4th to 6th are gone.
    assert (parts[MONTH].whole.days_gone, parts[MONTH].whole.days_left) == (4, 16)


@pytest.mark.parametrize(
    ("last", "cents"),
    [
        ("1998-01-31", 9_422_211),
        ("1998-02-28", 9_941_529),
        ("1998-03-31", 10_485_416),
        ("1998-04-30", 12_379_868),
        ("1998-05-31", 1_833_363),
    ],
)
def test_the_months_of_the_example(northwind: tuple[Plan, Sales], last: str, cents: int) -> None:
    part = only_metric(review(*northwind, dt.date.fromisoformat(last)))[MONTH]
    assert abs(part.whole.actual - cents) <= 1
    assert part.whole.expected == part.whole.target


@pytest.mark.skipif(not FACTS.exists(), reason="shared/data/northwind/facts.json is not there")
def test_the_people_of_the_example(northwind: tuple[Plan, Sales]) -> None:
    plan, actual = northwind
    known = json.loads(FACTS.read_text(encoding="utf-8"))["by_rep_year"]
    part = only_metric(review(plan, actual))[YEAR]
    names = [rep.name for rep in plan.profile.reps]
    assert sorted(names) == sorted(known)
    for name, actual_cents in zip(names, actuals(part), strict=True):
        assert abs(actual_cents - round(known[name]["1998"] * 100)) <= 1, name


# Random teams, goals, sales and days.


Line = tuple[dt.date, str, int, int, str, str]
"""Day, person, minor units, thousandths, customer, order."""


@dataclass(frozen=True)
class Case:
    """A profile's fields, lines of sales and the day of the review."""

    fields: dict[str, Any]
    lines: list[Line]
    day: dt.date

    @cached_property
    def plan(self) -> Plan:
        return build_plan(Profile.model_validate(self.fields))

    @cached_property
    def sales(self) -> Sales:
        return sales(
            ((str(day), name, amount) for day, name, amount, *_ in self.lines),
            quantity=[quantity for *_, quantity, _, _ in self.lines],
            customer=[customer for *_, customer, _ in self.lines],
            order=[order for *_, order in self.lines],
        )

    def parts(self, day: dt.date | None = None) -> dict[Stretch, MetricReview]:
        return only_metric(review(self.plan, self.sales, day or self.day))


days = st.dates(dt.date(2026, 12, 1), dt.date(2028, 4, 15))
leaves = st.tuples(days, st.integers(0, 60)).map(
    lambda of: {"from": of[0], "to": of[0] + dt.timedelta(days=of[1])}
)
people: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"skill": st.sampled_from(["junior", "intermediate", "expert"])},
    optional={
        "start": days,
        "end": days,
        "leave": st.lists(leaves, max_size=1),
        "ramp": st.sampled_from([[], [0, 0.5]]),
    },
)
# Ann is always there, so that there always is a plan.
TEAM = ("Bob", "Cy", "Dee", "Eve")
SELLERS = ("Ann", " ann", "Bob", "Cy", "Dee", "Eve", "Zoe", "Yan", UNASSIGNED)
lines = st.lists(
    st.tuples(
        days,
        st.sampled_from(SELLERS),
        st.integers(-50_000, 200_000),
        st.integers(-3000, 9000),
        st.sampled_from("abcdefgh"),
        st.sampled_from("123456789"),
    ),
    max_size=25,
)
metrics = ("revenue", "quantity", "orders", "new_customers")


@st.composite
def cases(draw: st.DrawFn, metrics: Sequence[str] = metrics) -> Case:
    others = draw(st.lists(people, max_size=len(TEAM)))
    reps = [{"name": "Ann"}, *({"name": TEAM[at], **rep} for at, rep in enumerate(others))]
    count = draw(st.integers(1, min(2, len(reps))))
    fields = {
        "fiscal_year": draw(
            st.sampled_from(
                [
                    {"start": "2027-01-01"},
                    {"start": "2027-04-01"},
                    {"start": "2027-02-01", "pattern": "4-4-5"},
                ]
            )
        ),
        "calendar": {
            "workdays": draw(st.sampled_from([["mon", "tue", "wed", "thu", "fri"], ["sat"]])),
            "week_start": draw(st.sampled_from(["mon", "sun"])),
        },
        "goals": [
            {
                "metric": draw(st.sampled_from(metrics)),
                "annual": draw(st.integers(1, 2000) | st.integers(10**5, 10**7)),
                "unit": draw(st.sampled_from([1, 100])),
                "daily_unit": draw(st.sampled_from([1, 7])),
                "over_assignment": draw(st.sampled_from(["0", "3.7%"])),
            }
        ],
        "team": [{"name": f"Team {at}", "reps": reps[at::count]} for at in range(count)],
    }
    return Case(fields, draw(lines), draw(days))


LAW = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])


@LAW
@given(cases())
def test_people_add_up_to_teams_and_these_to_the_whole(case: Case) -> None:
    team_of = case.plan.team_of
    for part in case.parts().values():
        for at, team in enumerate(part.teams):
            members = [one for one, of in zip(part.people, team_of, strict=True) if of == at]
            assert _sums(members) == _sums([team])
        strangers = [standing for _, standing in part.others]
        assert _sums([*part.people, *strangers]) == _sums([part.whole])
        assert _sums([*part.teams, *strangers]) == _sums([part.whole])


def _sums(standings: Sequence[Standing]) -> tuple[int, int, int, bool]:
    """Target, expected and actual, and whether there is any target."""
    return (
        sum(standing.target or 0 for standing in standings),
        sum(standing.expected or 0 for standing in standings),
        sum(standing.actual for standing in standings),
        any(standing.target is not None for standing in standings),
    )


@LAW
@given(cases(["revenue"]))
def test_what_was_sold_is_the_sum_of_the_lines(case: Case) -> None:
    found = review(case.plan, case.sales, case.day)
    for period, (part,) in found.stretches.values():
        sold = dict.fromkeys(SELLERS, 0)
        for day, name, amount, *_ in case.lines:
            if period.start <= day < period.end and day <= case.day:
                sold["Ann" if name == " ann" else name] += amount
        names = [rep.name for rep in case.plan.profile.reps]
        assert actuals(part) == [sold.pop(name) for name in names]
        strangers = {name: standing.actual for name, standing in part.others}
        assert strangers == {name: sold[name] for name in strangers}
        assert part.whole.actual == sum(actuals(part)) + sum(sold.values())


@LAW
@given(cases())
def test_targets_are_those_of_the_plan(case: Case) -> None:
    plan, found = case.plan, review(case.plan, case.sales, case.day)
    assert only_metric(found)[YEAR].whole.target == plan.metrics[0].assigned
    for period, (part,) in found.stretches.values():
        whole = part.whole
        working = plan.calendar.working[plan.calendar.slice_of(period)]
        assert whole.days_gone + whole.days_left == working.sum()
        for standing in (*part.people, *part.teams, whole):
            assert (standing.target is None) == (standing.expected is None)
            assert 0 <= (standing.expected or 0) <= (standing.target or 0)
    months = plan.metrics[0].targets
    at = found.stretches[MONTH][0].first_month
    of_month = [standing.target or 0 for standing in only_metric(found)[MONTH].people]
    assert of_month == months[:, at].tolist()


@settings(LAW, max_examples=25)
@given(cases(["revenue", "orders", "new_customers"]))
def test_the_months_so_far_add_up_to_the_year_to_date(case: Case) -> None:
    plan = case.plan
    ends = {
        min(month.end - dt.timedelta(days=1), case.day)
        for month in plan.calendar.months
        if month.start <= case.day
    }
    monthly = [case.parts(end)[MONTH] for end in ends]
    parts = case.parts()
    for at, standing in enumerate(parts[YEAR_TO_DATE].people):
        mine = [month.people[at] for month in monthly]
        assert _sums(mine)[1:3] == _sums([standing])[1:3]
    whole = _sums([parts[YEAR_TO_DATE].whole])
    assert _sums([month.whole for month in monthly])[1:3] == whole[1:3]
    assert whole[:2] == _sums([parts[YEAR].whole])[1:2] * 2


@LAW
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_people_and_lines_does_not_matter(case: Case, random: Random) -> None:
    def shuffled(listed: Sequence[Any]) -> list[Any]:
        return sorted(listed, key=lambda _: random.random())

    teams = [{**team, "reps": shuffled(team["reps"])} for team in shuffled(case.fields["team"])]
    again = Case({**case.fields, "team": teams}, shuffled(case.lines), case.day)
    for one, other in zip(case.parts().values(), again.parts().values(), strict=True):
        assert _by_name(case.plan, one) == _by_name(again.plan, other)


def _by_name(plan: Plan, part: MetricReview) -> tuple[object, ...]:
    names = [rep.name for rep in plan.profile.reps]
    teams = [team.name for team in plan.profile.team]
    return (
        dict(zip(names, zip(part.people, part.ranks(), strict=True), strict=True)),
        dict(zip(teams, part.teams, strict=True)),
        part.others,
        part.whole,
    )


@LAW
@given(cases(), st.integers(0, 40))
def test_a_later_day_never_expects_less(case: Case, later: int) -> None:
    plan, next_day = case.plan, case.day + dt.timedelta(days=later)
    before, after = (review(plan, case.sales, day).stretches for day in (case.day, next_day))
    for stretch, (period, (part,)) in before.items():
        same_period = after[stretch][0] == period
        if not same_period and stretch is not YEAR_TO_DATE:
            continue
        for one, other in zip(
            (*part.people, part.whole),
            (*after[stretch][1][0].people, after[stretch][1][0].whole),
            strict=True,
        ):
            assert (one.expected or 0) <= (other.expected or 0)
            assert one.days_gone <= other.days_gone
            assert not same_period or one.target == other.target


@LAW
@given(cases())
def test_all_of_a_stretch_is_expected_on_its_last_day(case: Case) -> None:
    for stretch, period in stretches_of(case.plan, case.day):
        if stretch is not YEAR_TO_DATE:
            part = case.parts(period.end - dt.timedelta(days=1))[stretch]
            for standing in (*part.people, *part.teams, part.whole):
                assert standing.expected == standing.target
                assert standing.days_left == 0


@LAW
@given(cases())
def test_expected_is_the_target_of_the_days_gone(case: Case) -> None:
    plan = case.plan
    daily = plan.daily(plan.metrics[0])
    upto = np.datetime64(case.day, "D")
    for period, (part,) in review(plan, case.sales, case.day).stretches.values():
        of_period = plan.calendar.slice_of(period)
        gone = plan.calendar.days[of_period] <= upto
        expected = daily[:, of_period][:, gone].sum(axis=1)
        assert [standing.expected or 0 for standing in part.people] == expected.tolist()
