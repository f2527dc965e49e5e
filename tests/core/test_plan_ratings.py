from __future__ import annotations

from fractions import Fraction

import pytest

from salesplan.core.plan_ratings import (
    Rating,
    most_carried,
    rate_carriers,
    rate_customers,
    rate_fairness,
    rate_growth,
    rate_load,
    rate_median,
    rate_over,
    rate_reaching,
)

FINE, WATCH, ACT, UNKNOWN = Rating.FINE, Rating.WATCH, Rating.ACT, Rating.UNKNOWN


@pytest.mark.parametrize(
    ("share", "rating"),
    [
        (0.33, ACT),
        (0.34, WATCH),
        (0.549, WATCH),
        (0.55, FINE),
        (0.7, FINE),
        (0.71, WATCH),
        (0.9, WATCH),
        (0.91, ACT),
        (0.0, ACT),
        (1.0, ACT),
    ],
)
def test_people_reaching_their_target(share: float, rating: Rating) -> None:
    assert rate_reaching(share) is rating


@pytest.mark.parametrize(
    ("median", "rating"), [(0.79, ACT), (0.8, WATCH), (0.99, WATCH), (1.0, FINE), (1.4, FINE)]
)
def test_the_median_attainment(median: float, rating: Rating) -> None:
    assert rate_median(median) is rating


@pytest.mark.parametrize(
    ("far", "people", "rating"),
    [(0, 9, FINE), (1, 9, WATCH), (4, 9, WATCH), (5, 9, ACT), (1, 2, ACT)],
)
def test_growth(far: int, people: int, rating: Rating) -> None:
    assert rate_growth(far, people) is rating


@pytest.mark.parametrize(
    ("value", "chance", "rating"),
    [
        (0.9, 0.05, FINE),
        (0.29, 0.001, FINE),
        (-0.3, 0.049, WATCH),
        (0.49, 0.01, WATCH),
        (0.5, 0.01, ACT),
        (-0.8, 0.0, ACT),
    ],
)
def test_fairness(value: float, chance: float, rating: Rating) -> None:
    assert rate_fairness(value, chance) is rating


@pytest.mark.parametrize(
    ("person", "team", "rating"),
    [(1.2, 1.2, FINE), (1.21, 1.0, WATCH), (1.3, 1.21, ACT), (1.2, 0.0, FINE)],
)
def test_load(person: float, team: float, rating: Rating) -> None:
    assert rate_load(person, team) is rating


@pytest.mark.parametrize(
    ("over", "rating"),
    [
        ("0", FINE),
        ("0.05", FINE),
        ("0.0501", WATCH),
        ("0.1", WATCH),
        ("0.1001", ACT),
        ("-0.01", ACT),
    ],
)
def test_over_assignment(over: str, rating: Rating) -> None:
    assert rate_over(Fraction(over)) is rating


@pytest.mark.parametrize(
    ("part", "people", "rating"),
    [
        ("1/2", 2, UNKNOWN),
        ("0.49", 3, FINE),
        ("1/2", 3, ACT),
        ("0.4", 4, FINE),
        ("0.35", 10, WATCH),
        ("0.33", 10, FINE),
        ("1/2", 10, ACT),
        ("1", 1, UNKNOWN),
    ],
)
def test_who_carries_the_goal(part: str, people: int, rating: Rating) -> None:
    assert rate_carriers(Fraction(part), people) is rating


def test_what_one_person_may_carry() -> None:
    assert [most_carried(people) for people in (1, 4, 5, 6, 50)] == [
        Fraction(1, 2),
        Fraction(1, 2),
        Fraction(2, 5),
        Fraction(1, 3),
        Fraction(1, 3),
    ]


@pytest.mark.parametrize(
    ("part", "rating"), [(0.09, FINE), (0.1, WATCH), (0.19, WATCH), (0.2, ACT)]
)
def test_the_largest_customer(part: float, rating: Rating) -> None:
    assert rate_customers(part) is rating
