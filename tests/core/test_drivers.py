from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.choices import Stretch
from salesplan.core.drivers import (
    MIXES,
    CustomerDrivers,
    Drivers,
    OrderDrivers,
    OrdersBasis,
    Part,
    Why,
    drivers,
    largest,
)
from salesplan.core.plan import Plan, build_plan
from salesplan.core.review import Review, review
from salesplan.core.sales import UNASSIGNED, Sales
from salesplan.core.same_days import covers, days_so_far, same_days
from salesplan.core.standing import MetricReview, Standing
from salesplan.inputs.profile_file import read_profile
from salesplan.inputs.sales import read_sales
from tests.core.builders import profile, sales

ROOT = Path(__file__).parents[2]
WEEK, MONTH, QUARTER, YEAR = Stretch.WEEK, Stretch.MONTH, Stretch.QUARTER, Stretch.YEAR

Line = tuple[str, str, int, str | None, str | None, str | None, str | None]
"""Day, person, minor units, customer, product, region, order."""
FIELDS = ("customer", "product", "region", "order")

# 261 working days of 2027: 1,000 fen a person and day, and where there is a target of orders, one.
REVENUE = {"metric": "revenue", "annual": 5220}
ORDERS = {"metric": "orders", "annual": 522}
TEAMS = [{"name": "East", "reps": [{"name": "Ann"}]}, {"name": "West", "reps": [{"name": "Bob"}]}]
# Nine working days of January 2027 are gone, the ninth of 2026 is the 13th: 9,000 fen expected of
# each person, 18,000 of both.
DAY = dt.date(2027, 1, 13)

BEFORE: list[Line] = [
    ("2025-12-10", "Ann", 100, "Back", "P", "N", "o0"),
    # Then: Ann 8,000 in two orders, Bob 4,000 in two, Zoe, who is not on the team, 4,000 in one.
    ("2026-01-02", "Ann", 6000, "Kept", "P", "N", "a1"),
    ("2026-01-05", "Bob", 3000, "Moved", "P", "N", "b1"),
    ("2026-01-06", "Bob", 1000, None, "Q", "S", "b2"),
    ("2026-01-07", "Zoe", 4000, "Kept", "Q", None, "z1"),
    ("2026-01-13", "Ann", 2000, "Lost", "Q", "S", "a2"),
    # After the same days of the year before.
    ("2026-01-14", "Ann", 99_999, "Late", "P", "N", "a9"),
]
NOW: list[Line] = [
    # Ann 8,200 in two orders, Bob 3,000 in one and a part of one of Ann's, nobody 700 in one.
    ("2027-01-04", "Ann", 4000, "Kept", "P", "N", "a3"),
    ("2027-01-05", "Ann", 2700, "New", "Q", "S", "a4"),
    ("2027-01-05", "Ann", 1500, "Moved", "Q", "S", "a4"),
    ("2027-01-06", "Bob", -500, "New", "P", "N", "a4"),
    ("2027-01-12", "Bob", 3500, "Back", "P", "S", "b3"),
    ("2027-01-13", UNASSIGNED, 700, None, "P", None, "u1"),
]
AFTER: list[Line] = [("2027-01-14", "Ann", 88_888, "Kept", "P", "N", "a5")]
ALL = [*BEFORE, *NOW, *AFTER]


def sold(lines: Sequence[Line], *fields: str) -> Sales:
    """Sales with some of the optional columns, all by default."""
    columns = {
        name: [line[3 + at] for line in lines]
        for at, name in enumerate(FIELDS)
        if name in (fields or FIELDS)
    }
    return sales([line[:3] for line in lines], **columns)


def plan_of(*goals: dict[str, Any], **fields: Any) -> Plan:  # noqa: ANN401 (as in a file)
    return build_plan(profile(goals=goals or [REVENUE], **{"team": TEAMS, **fields}))


def explained(
    found: Sales, plan: Plan | None = None, day: dt.date = DAY, stretch: Stretch = MONTH
) -> Drivers:
    return drivers(review(plan or plan_of(), found, day), found, stretch, 0)


def of(why: Why | None) -> Why:
    assert why is not None
    return why


# By hand


def test_orders_against_last_year_by_hand() -> None:
    found = explained(sold(ALL))
    last_year = OrdersBasis.LAST_YEAR
    # 8,000 ÷ 2 an order, two orders: 8,000 of 9,000; 200 dearer.
    assert of(found.people[0]).orders == OrderDrivers(
        2, Fraction(4100), Fraction(4000), last_year, -1000, 200
    )
    # 4,000 ÷ 2 an order, one order (a4 is Ann's): 2,000 of 9,000; 3,000 instead of 2,000.
    assert of(found.people[1]).orders == OrderDrivers(
        1, Fraction(3000), Fraction(2000), last_year, -7000, 1000
    )
    # 16,000 ÷ 5 an order, four orders: 12,800 of 18,000; 11,900 ÷ 4 an order now.
    assert of(found.whole).orders == OrderDrivers(
        4, Fraction(2975), Fraction(3200), last_year, -5200, -900
    )
    assert [of(team).orders for team in found.teams] == [of(one).orders for one in found.people]


def test_orders_against_the_plan_by_hand() -> None:
    found = explained(sold(ALL), plan_of(REVENUE, ORDERS))
    # Nine orders and 9,000 are expected of each: 1,000 an order.
    assert of(found.people[0]).orders == OrderDrivers(
        2, Fraction(4100), Fraction(1000), OrdersBasis.PLAN, -7000, 6200
    )
    assert of(found.whole).orders == OrderDrivers(
        4, Fraction(2975), Fraction(1000), OrdersBasis.PLAN, -14_000, 7900
    )


def test_a_volume_is_rounded_once() -> None:
    # Three orders of 10,000 in all then; two now are 6,666.67.
    then: list[Line] = [
        ("2026-01-02", "Ann", amount, None, None, None, str(amount))
        for amount in (3000, 3001, 3999)
    ]
    now: list[Line] = [
        ("2027-01-04", "Ann", amount, None, None, None, str(amount)) for amount in (50, 60)
    ]
    orders = of(explained(sold([*then, *now], "order")).people[0]).orders
    expected = Fraction(10_000, 3)
    basis = OrdersBasis.LAST_YEAR
    assert orders == OrderDrivers(2, Fraction(55), expected, basis, 6667 - 9000, 110 - 6667)


def test_rows_are_orders_where_there_is_no_column() -> None:
    orders = of(explained(sold(ALL, "customer")).people[0]).orders
    assert orders is not None
    assert (orders.orders, orders.average) == (3, Fraction(8200, 3))


def test_an_order_counts_once_and_where_it_began() -> None:
    again = [*ALL, ("2027-01-11", "Ann", 10, "Kept", "P", "N", "a1")]  # an order of last year
    orders = of(explained(sold(again)).people[0]).orders
    assert orders is not None
    assert orders.orders == 2


def test_orders_without_numbers_are_not_counted() -> None:
    """Neither as none nor as a row each: the files of this year, or the last, have no numbers."""
    for old, new in ((BEFORE, [(*line[:6], None) for line in NOW]),
                     ([(*line[:6], None) for line in BEFORE], NOW)):  # fmt: skip
        assert of(explained(sold([*old, *new])).whole).orders is None


def test_a_column_that_this_year_lacks_explains_nothing() -> None:
    without = [(*line[:5], None, line[6]) for line in NOW]
    assert set(of(explained(sold([*BEFORE, *NOW])).whole).mixes) == set(MIXES)
    assert set(of(explained(sold([*BEFORE, *without])).whole).mixes) == {*MIXES} - {"region"}


def test_no_orders_have_no_average() -> None:
    found = explained(sold(BEFORE))
    assert of(found.people[0]).orders == OrderDrivers(
        0, None, Fraction(4000), OrdersBasis.LAST_YEAR, -9000, 0
    )


def test_last_year_stands_in_where_no_orders_are_expected() -> None:
    # One order a year: none of it is expected of Bob by the 13th of January.
    plan = plan_of(REVENUE, {"metric": "orders", "annual": 1})
    found = sold(ALL)
    at = review(plan, found, DAY).stretches[MONTH][1][1].people
    assert [standing.expected for standing in at] == [0, 0]
    assert of(explained(found, plan).people[1]).orders == of(explained(found).people[1]).orders


def test_an_average_order_of_nothing_is_none() -> None:
    # No revenue is expected of the first quarter, and yet orders.
    found = explained(sold(ALL), plan_of({**REVENUE, "quarters": {"Q1": 0}}, ORDERS))
    assert of(found.people[0]).orders == OrderDrivers(
        2, Fraction(4100), Fraction(4000), OrdersBasis.LAST_YEAR, 8000, 200
    )


def test_customers_by_hand() -> None:
    found = explained(sold(ALL))
    # Kept: 4,000 − 6,000, and 1,500 of Moved, whom Bob had. Growth: 8,000 − 9,000.
    assert of(found.people[0]).customers == CustomerDrivers(
        2700, 0, -500, -2000, 0, -1000, 1, 0, 2, 1
    )
    # Kept: Moved, −3,000. Growth: 4,000 − 9,000.
    assert of(found.people[1]).customers == CustomerDrivers(
        -500, 3500, -3000, 0, -1000, -5000, 1, 1, 1, 0
    )
    # New 2,700 − 500; kept 4,000 − 10,000 and 1,500 − 3,000; unnamed 700 − 1,000.
    assert of(found.whole).customers == CustomerDrivers(
        2200, 3500, -7500, -2000, -300, -2000, 1, 1, 2, 1
    )
    assert [of(team).customers for team in found.teams] == [
        of(one).customers for one in found.people
    ]


def test_a_target_below_last_year_is_a_growth_in_favour() -> None:
    plan = plan_of({"metric": "revenue", "annual": 522})  # a tenth: 900 expected of Ann
    customers = of(explained(sold(ALL), plan).people[0]).customers
    assert customers is not None
    assert customers.growth == 8000 - 900


def test_mixes_of_the_whole_by_hand() -> None:
    mixes = of(explained(sold(ALL)).whole).mixes
    # Of the 16,000 then were 9,000 P and 7,000 Q; of the 18,000 expected 10,125 and 7,875.
    assert mixes["product"] == (Part("Q", 4200, 7875), Part("P", 7700, 10_125))
    # 9,000 N, 3,000 S and 4,000 without a region.
    assert mixes["region"] == (
        Part("N", 3500, 10_125),
        Part("S", 7700, 3375),
        Part(None, 700, 4500),
    )
    # Kept 10,000, Lost 2,000, Moved 3,000, 1,000 without a name; each an eighth more.
    assert mixes["customer"] == (
        Part("Kept", 4000, 11_250),
        Part("Back", 3500, 0),
        Part("Lost", 0, 2250),
        Part("New", 2200, 0),
        Part("Moved", 1500, 3375),
        Part(None, 700, 1125),
    )


def test_mixes_of_a_person_by_hand() -> None:
    found = explained(sold(ALL))
    # 6,000 P and 2,000 Q then, three quarters and one of 9,000.
    expected = (Part("P", 4000, 6750), Part("Q", 4200, 2250))
    assert of(found.people[0]).mixes["product"] == of(found.teams[0]).mixes["product"] == expected
    assert list(of(found.people[0]).mixes) == ["product", "region", "customer"]


def test_what_was_given_back_then_is_not_expected_again() -> None:
    lines: list[Line] = [
        ("2026-01-02", "Ann", 3000, None, "P", None, "1"),
        ("2026-01-02", "Ann", -1000, None, "Q", None, "2"),
        ("2026-01-02", "Ann", -500, None, "R", None, "3"),
        ("2027-01-04", "Ann", 400, None, "R", None, "4"),
    ]
    mixes = of(explained(sold(lines, "product")).people[0]).mixes
    assert mixes == {"product": (Part("P", 0, 9000), Part("R", 400, 0))}


def test_a_name_with_neither_actual_nor_expected_is_left_out() -> None:
    lines: list[Line] = [
        ("2026-01-02", "Ann", 9_999_999, None, "P", None, "1"),
        ("2026-01-02", "Ann", 1, None, "Q", None, "2"),  # less than half a fen of 9,000
        ("2027-01-04", "Ann", 500, None, "R", None, "3"),
        ("2027-01-05", "Ann", -500, None, "R", None, "3"),
    ]
    mixes = of(explained(sold(lines, "product")).people[0]).mixes
    assert mixes == {"product": (Part("P", 0, 9000),)}


def test_equal_parts_stand_by_name_and_the_unnamed_last() -> None:
    products = [None, "b", "a", "c"]
    lines: list[Line] = [
        (day, "Ann", 3000, None, product, None, None)
        for day in ("2026-01-02", "2027-01-04")
        for product in products
    ]
    # 9,000 over four: 2,250 each, 750 ahead each.
    mixes = of(explained(sold(lines, "product")).people[0]).mixes
    assert [(part.name, part.variance) for part in mixes["product"]] == [
        ("a", 750),
        ("b", 750),
        ("c", 750),
        (None, 750),
    ]


@pytest.mark.parametrize("then", [0, -1])
def test_there_is_no_mix_where_nothing_was_sold_then(then: int) -> None:
    lines: list[Line] = [
        ("2026-01-02", "Ann", 3000, "A", "P", None, "1"),
        ("2026-01-05", "Ann", then - 3000, "A", "Q", None, "2"),
        ("2027-01-04", "Ann", 400, "A", "R", None, "3"),
    ]
    why = of(explained(sold(lines)).people[0])
    assert (why.mixes, why.orders) == ({}, None)
    assert why.customers == CustomerDrivers(0, 0, 400 - then, 0, 0, then - 9000, 0, 0, 1, 0)


def test_without_last_year_there_is_nothing_to_compare_with() -> None:
    late = [("2026-01-09", *line[1:]) for line in BEFORE[1:2]]  # five working days are missed
    for lines in (NOW, [*late, *NOW]):
        found = explained(sold(lines))
        for why in (*found.people, *found.teams, found.whole):
            assert (of(why).orders, of(why).customers, of(why).mixes) == (None, None, {})
    in_time = [("2026-01-08", *line[1:]) for line in BEFORE[1:2]]
    assert of(explained(sold([*in_time, *NOW])).people[0]).customers is not None


def test_planned_orders_need_no_last_year() -> None:
    with_history = explained(sold(ALL), plan_of(REVENUE, ORDERS))
    without = explained(sold(NOW), plan_of(REVENUE, ORDERS))
    for one, other in zip(with_history.people, without.people, strict=True):
        assert of(one).orders == of(other).orders
        assert of(other).customers is None


def test_columns_that_the_sales_do_not_have() -> None:
    why = of(explained(sold(ALL, "region")).people[0])
    assert why.customers is None
    assert list(why.mixes) == ["region"]


def test_who_has_no_target_has_no_drivers() -> None:
    late = [TEAMS[0], {"name": "West", "reps": [{"name": "Bob", "start": "2027-07-01"}]}]
    found = explained(sold(ALL), plan_of(team=late))
    assert (found.people[1], found.teams[1]) == (None, None)
    assert found.people[0] == found.teams[0]
    assert found.whole is not None


def test_weeks_are_compared_by_weekday() -> None:
    # Monday 11 to Wednesday 13 January 2027 with the 12th to 14th a year before.
    found = explained(sold(ALL), stretch=WEEK)
    # Then the 2,000 of Lost and the 99,999 of Late, now nothing; 3,000 were expected.
    assert of(found.people[0]).customers == CustomerDrivers(
        0, 0, 0, -101_999, 0, 98_999, 0, 0, 0, 2
    )
    # Back now; New is of the week before and does not count.
    assert of(found.people[1]).customers == CustomerDrivers(0, 3500, 0, 0, 0, -3000, 0, 1, 0, 0)


def test_a_metric_that_is_no_amount_has_no_drivers() -> None:
    found = sold(ALL)
    with pytest.raises(ValueError, match="amounts"):
        drivers(review(plan_of(REVENUE, ORDERS), found, DAY), found, MONTH, 1)


def test_other_sales_than_those_reviewed_are_refused() -> None:
    with pytest.raises(ValueError, match="other sales"):
        drivers(review(plan_of(), sold(ALL), DAY), sold(BEFORE), MONTH, 0)


def test_the_history_may_be_added_to_the_sales_reviewed() -> None:
    found = drivers(review(plan_of(), sold(NOW), DAY), sold([*BEFORE, *NOW]), MONTH, 0)
    assert found == explained(sold(ALL))


PARTS = tuple(
    Part(name, actual, 1000)
    for name, actual in [("a", 900), ("b", 1100), (None, 500), ("d", 400), ("c", 500), ("e", 1000)]
)


@pytest.mark.parametrize(
    ("towards", "count", "names"),
    [
        (-1, 3, ["d", "c", None]),
        (-7000, 9, ["d", "c", None, "a"]),
        (-1, 1, ["d"]),
        (1, 3, ["b"]),
        (0, 3, []),
    ],
)
def test_the_largest_contributors(towards: int, count: int, names: list[str | None]) -> None:
    assert [part.name for part in largest(PARTS, towards, count)] == names


# Northwind: the second quarter of 1998 up to Wednesday 6 May, the fourth working day of the month,
# which in 1997 is Tuesday the 6th.


@pytest.fixture(scope="module")
def northwind() -> tuple[Review, Sales]:
    planned, _ = read_profile(ROOT / "targets.example.yaml")
    books = [
        ROOT / "examples" / f"northwind-{years}.xlsx"
        for years in ("sales-1996-1997", "actuals-1998")
    ]
    history, _ = read_sales(books[:1], planned.history, 2)
    found, _ = read_sales(books, planned.history, 2)
    return review(build_plan(planned, history), found, dt.date(1998, 5, 6)), found


def spans(found: Sales, name: str | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of then and now, of one person or all, as plain texts."""
    rows = found.rows.astype({"rep": object, "customer": object, "product": object})
    rows = rows if name is None else rows[rows["rep"] == name]
    then = rows[(rows["date"] >= "1997-04-01") & (rows["date"] <= "1997-05-06")]
    now = rows[(rows["date"] >= "1998-04-01") & (rows["date"] <= "1998-05-06")]
    return then, now


@pytest.mark.parametrize("name", [None, "Margaret Peacock", "Anne Dodsworth"])
def test_northwind_against_pandas(northwind: tuple[Review, Sales], name: str | None) -> None:
    reviewed, found = northwind
    part, orders = reviewed.stretches[QUARTER][1][:2]
    explained = drivers(reviewed, found, QUARTER, 0)
    names = [rep.name for rep in reviewed.plan.profile.reps]
    at = None if name is None else names.index(name)
    why = of(explained.whole if at is None else explained.people[at])
    standing = part.whole if at is None else part.people[at]
    due = (orders.whole if at is None else orders.people[at]).expected
    then, now = spans(found, name)
    assert (standing.actual, standing.expected is not None) == (now["amount"].sum(), True)
    expected = standing.expected or 0

    # Every order of Northwind is of one person and day.
    count, average = now["order"].nunique(), Fraction(expected, due or 1)
    volume = round(count * average) - expected
    price = standing.actual - expected - volume
    assert why.orders == OrderDrivers(
        count, Fraction(standing.actual, count), average, OrdersBasis.PLAN, volume, price
    )

    first = found.rows.groupby("customer", observed=True)["date"].min()
    all_then, all_now = spans(found, None)
    kinds = {
        customer: ("kept" if customer in set(all_then["customer"]) else "back")
        if first[customer] < pd.Timestamp("1998-04-01")
        else "new"
        for customer in all_now["customer"].unique()
    }
    moved = pd.concat([now, then.assign(amount=-then["amount"])])
    kind = moved["customer"].map(lambda customer: kinds.get(customer, "lost"))
    amounts = moved.groupby(kind)["amount"].sum()
    counts = moved.groupby(kind)["customer"].nunique()
    listed = ("new", "back", "kept", "lost")
    assert why.customers is not None
    assert astuple(why.customers) == (
        *(int(amounts.get(each, 0)) for each in listed),
        0,
        then["amount"].sum() - expected,
        *(int(counts.get(each, 0)) for each in listed),
    )

    assert list(why.mixes) == ["product", "customer"]
    for column, parts in why.mixes.items():
        before, after = (rows.groupby(column)["amount"].sum() for rows in (then, now))
        assert {part.name: part.actual for part in parts if part.actual} == after.to_dict()
        ideal = before * expected / before.sum()
        for one in parts:
            assert abs(one.expected - ideal.get(one.name, 0)) < 1
        assert sum(one.variance for one in parts) == standing.actual - expected


# Random sales


@dataclass(frozen=True)
class Case:
    """A profile's fields, lines of sales, their columns, the day of the review and a stretch."""

    fields: dict[str, Any]
    lines: list[Line]
    columns: tuple[str, ...]
    day: dt.date
    stretch: Stretch

    @cached_property
    def sales(self) -> Sales:
        return sold(self.lines, *(self.columns or ("none",)))

    @cached_property
    def review(self) -> Review:
        return review(build_plan(profile(**self.fields)), self.sales, self.day)

    @cached_property
    def part(self) -> MetricReview:
        return self.review.stretches[self.stretch][1][0]

    @cached_property
    def found(self) -> Drivers:
        return drivers(self.review, self.sales, self.stretch, 0)

    @cached_property
    def compared(self) -> bool:
        then = same_days(self.review, self.stretch)
        return covers(self.sales, then, self.review.plan.profile.calendar)

    def everybody(self) -> list[tuple[Standing, Why | None, Callable[[str], bool]]]:
        """Standings, reasons, and whose rows they are made of."""
        teams = self.review.plan.profile.team
        members = [{rep.name} for team in teams for rep in team.reps]
        members += [{rep.name for rep in team.reps} for team in teams]
        standings = [*self.part.people, *self.part.teams]
        whys = [*self.found.people, *self.found.teams]
        known = [
            (standing, why, mine.__contains__)
            for standing, why, mine in zip(standings, whys, members, strict=True)
        ]
        return [*known, (self.part.whole, self.found.whole, lambda _: True)]


dates = st.sampled_from(
    # Around the edges of the months and weeks that the reviews below look at.
    [
        dt.date(year, month, day)
        for year in (2026, 2027)
        for month in (1, 3, 4)
        for day in (1, 2, 4, 8, 11, 12, 13, 14, 15, 31 if month != 4 else 30)
    ]
    + [dt.date(2025, 12, 30), dt.date(2027, 6, 1)]
)
names = st.sampled_from(["a", "b", "c", "d", None])
lines = st.lists(
    st.tuples(
        dates.map(str),
        st.sampled_from(["Ann", "Bob", "Cy", "Zoe", "Yan", UNASSIGNED]),
        st.integers(-9999, 99_999),
        names,
        names,
        names,
        st.sampled_from(["1", "2", "3", "4", "5", "6", None]),
    ),
    min_size=1,
    max_size=25,
)


@st.composite
def cases(draw: st.DrawFn, /, *metrics: str, columns: tuple[str, ...] | None = None) -> Case:
    wanted = metrics or draw(st.sampled_from([(), ("orders",)]))
    goals = [
        {"metric": metric, "annual": draw(st.integers(1, 3000))} for metric in ("revenue", *wanted)
    ]
    bob: dict[str, Any] = {"name": "Bob"}
    if draw(st.booleans()):
        bob["start"] = "2027-03-10"
    teams = [
        {"name": "East", "reps": [bob, {"name": "Ann"}]},
        {"name": "W", "reps": [{"name": "Cy"}]},
    ]
    year = draw(
        st.sampled_from([{"start": "2027-01-01"}, {"start": "2027-01-04", "pattern": "4-4-5"}])
    )
    listed = draw(lines)
    if draw(st.booleans()):
        listed = [("2025-12-20", "Ann", 1, "d", None, None, None), *listed]
    return Case(
        {"goals": goals, "team": teams, "fiscal_year": year},
        listed,
        columns or tuple(draw(st.sets(st.sampled_from(FIELDS)))),
        draw(dates.filter(lambda day: day >= dt.date(2027, 1, 4))),
        draw(st.sampled_from(Stretch)),
    )


LAW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def told(case: Case) -> set[str]:
    """The columns that as good as equally many rows of now and then have a name in."""
    now, then = days_so_far(case.review, case.stretch), same_days(case.review, case.stretch)
    found = set()
    for at, name in enumerate(FIELDS):
        sides = [
            [line[3 + at] is None for line in case.lines if span.start <= day(line) < span.end]
            for span in (now, then)
        ]
        blank = [sum(side) / len(side) for side in sides if side]
        if name in case.columns and (not blank or max(blank) - min(blank) <= 0.5):
            found.add(name)
    return found


def day(line: Line) -> dt.date:
    return dt.date.fromisoformat(line[0])


@LAW
@given(cases())
def test_every_decomposition_adds_up(case: Case) -> None:
    for standing, why, _ in case.everybody():
        assert (why is None) == (standing.expected is None)
        if why is None:
            continue
        variance = standing.variance_to_date
        if why.orders is not None:
            assert why.orders.volume + why.orders.price == variance
        assert (why.customers is not None) == (case.compared and "customer" in told(case))
        if why.customers is not None:
            assert sum(astuple(why.customers)[:6]) == variance
        for parts in why.mixes.values():
            assert sum(part.variance for part in parts) == variance
            assert all(part.actual or part.expected for part in parts)
            assert len({part.name for part in parts}) == len(parts)
            sizes = [abs(part.variance) for part in parts]
            assert sizes == sorted(sizes, reverse=True)
        assert set(why.mixes) in (set(), told(case) & set(MIXES))


@LAW
@given(cases(columns=FIELDS))
def test_customers_and_parts_are_those_of_the_lines(case: Case) -> None:
    now, then = (
        [line for line in case.lines if span.start <= dt.date.fromisoformat(line[0]) < span.end]
        for span in (days_so_far(case.review, case.stretch), same_days(case.review, case.stretch))
    )
    buyers_now, buyers_then = ({line[3] for line in rows} for rows in (now, then))
    known = {
        line[3]
        for line in case.lines
        if line[0] < str(days_so_far(case.review, case.stretch).start)
    }
    kinds = {
        "new": buyers_now - known,
        "back": buyers_now & known - buyers_then,
        "kept": buyers_now & buyers_then,
        "lost": buyers_then - buyers_now,
    }
    for _, why, mine in case.everybody():
        own_now, own_then = ([line for line in rows if mine(line[1])] for rows in (now, then))
        for kind, customers in kinds.items():
            if why is None or why.customers is None:
                continue
            bought = [line[2] for line in own_now if line[3] in customers - {None}]
            before = [line[2] for line in own_then if line[3] in customers - {None}]
            assert getattr(why.customers, kind) == sum(bought) - sum(before)
            served = {line[3] for line in (*own_now, *own_then)} & customers - {None}
            assert getattr(why.customers, f"{kind}_count") == len(served)
        if why is not None and why.mixes:
            assert case.compared
            for at, name in enumerate(FIELDS[:3]):
                if name not in told(case):
                    continue
                actual = dict.fromkeys((line[3 + at] for line in own_now), 0)
                for line in own_now:
                    actual[line[3 + at]] += line[2]
                found = {part.name: part.actual for part in why.mixes[name]}
                assert {key: sum_ for key, sum_ in found.items() if sum_} == {
                    key: sum_ for key, sum_ in actual.items() if sum_
                }


@LAW
@given(cases("orders", "new_customers", columns=FIELDS))
def test_orders_and_new_customers_are_those_of_the_review(case: Case) -> None:
    _, orders, new = case.review.stretches[case.stretch][1]
    standings = [*orders.people, *orders.teams, orders.whole]
    for (_, why, _), standing in zip(case.everybody(), standings, strict=True):
        if why is not None and why.orders is not None:
            assert why.orders.orders == standing.actual
    whole = case.found.whole
    if whole is not None and whole.customers is not None:
        assert whole.customers.new_count == new.whole.actual


@LAW
@given(cases())
def test_people_add_up_to_teams(case: Case) -> None:
    members = (case.found.people[:2], case.found.people[2:])
    for team, people in zip(case.found.teams, members, strict=True):
        reasons = [why.customers for why in people if why is not None and why.customers is not None]
        if team is not None and team.customers is not None and len(reasons) == len(people):
            sums = [sum(each) for each in zip(*map(astuple, reasons), strict=True)]
            assert list(astuple(team.customers)[:6]) == sums[:6]


@LAW
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(case: Case, random: Random) -> None:
    again = replace(case, lines=sorted(case.lines, key=lambda _: random.random()))
    assert case.found == again.found
    for (_, one, _), (_, other, _) in zip(case.everybody(), again.everybody(), strict=True):
        assert (one and one.mixes) == (other and other.mixes)
