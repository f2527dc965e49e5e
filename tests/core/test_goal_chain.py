from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from salesplan.core.evidence import Before
from salesplan.core.goal_chain import GoalChain, Link, goal_chain
from salesplan.profile import Goal

MARKET = {"growth": "4%", "share": {"from": "12%", "to": "12.5%"}}


def year(total: int) -> Before:
    return Before("2026", np.array([[total] + [0] * 11, [0] * 12]), True)


def chain(base: int, goal: int, one_off: int = 0, **fields: object) -> GoalChain:
    content: dict[str, Any] = fields or {"annual": 1}
    settings = Goal.model_validate({"metric": "revenue", **content})
    found = goal_chain(settings, year(base), goal, one_off)
    assert found is not None
    return found


def steps(found: GoalChain) -> list[tuple[str, int]]:
    return [(step.link.value, step.amount) for step in found.steps]


def test_market_share_and_effort() -> None:
    # 1000 × 1.04 = 1040; 1040 × 12.5 / 12 = 1083.33; what is left to 1200 is 116.67.
    found = chain(100_000, 120_000, annual=1200, market=MARKET)
    assert steps(found) == [("market", 4_000), ("share", 4_333), ("effort", 11_667)]
    assert found.levels == (104_000, 108_333, 120_000)
    assert [found.part(step) for step in found.steps] == [
        Fraction("0.04"),
        Fraction("0.04333"),
        Fraction("0.11667"),
    ]
    assert found.growth == Fraction(1, 5)


def test_one_off_orders_do_not_grow_with_the_market() -> None:
    # 1000 with a single order of 200: 800 × 1.04 = 832, so that 368 are left to 1200.
    found = chain(100_000, 120_000, 20_000, annual=1200, market={"growth": "4%"})
    assert steps(found) == [("one_off", -20_000), ("market", 3_200), ("effort", 36_800)]
    assert found.levels == (80_000, 83_200, 120_000)


def test_a_goal_made_of_drivers() -> None:
    # 1000 × 1.1 = 1100, × 1.05 = 1155, rounded to 1200 by a unit of 100.
    found = chain(100_000, 120_000, drivers={"customers": "10%", "average_order": "5%"})
    assert steps(found) == [("customers", 10_000), ("average_order", 5_500), ("rounding", 4_500)]


def test_a_given_goal_is_all_effort() -> None:
    assert steps(chain(100_000, 120_000)) == [("effort", 20_000)]
    assert steps(chain(100_000, 90_000)) == [("effort", -10_000)]
    assert steps(chain(100_000, 100_000)) == []


def test_no_chain_without_a_year_that_sold_something() -> None:
    settings = Goal.model_validate({"metric": "revenue", "annual": 1})
    assert goal_chain(settings, None, 100) is None
    assert goal_chain(settings, year(0), 100) is None
    assert goal_chain(settings, year(-5), 100) is None


RATES = st.integers(-99, 300).map(lambda rate: f"{rate}%")
PARTS = st.integers(1, 1000).map(lambda part: f"{part / 10}%")


@given(
    st.integers(1, 10**15),
    st.integers(1, 10**15),
    st.integers(0, 10**12),
    RATES,
    st.none() | st.fixed_dictionaries({"from": PARTS, "to": PARTS}),
    st.booleans(),
)
def test_every_chain_adds_up(
    base: int, goal: int, one_off: int, rate: str, share: dict[str, str] | None, driven: bool
) -> None:
    fields: dict[str, object] = {"annual": 1, "market": {"growth": rate, "share": share}}
    if driven:
        fields = {"drivers": {"customers": rate, "orders_per_customer": rate}}
    found = chain(base, goal, one_off, **fields)
    assert base + sum(step.amount for step in found.steps) == goal
    assert sum((found.part(step) for step in found.steps), Fraction(0)) == found.growth
    assert found.levels[-1:] in {(goal,), ()}
    links = list(Link)
    order = [links.index(step.link) for step in found.steps]
    assert order == sorted(order)
