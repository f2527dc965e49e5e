from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import hypothesis
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.analysis import Analysis, analyse
from salesplan.core.concentration import Class
from salesplan.core.outlook import LevelBasis
from salesplan.core.sales import UNASSIGNED, Sales
from salesplan.core.skill_weights import Carries
from salesplan.inputs.profile_file import read_profile
from salesplan.inputs.sales import read_sales
from salesplan.profile import History
from tests.core.builders import profile, sales
from tests.core.histories import monthly

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
EXAMPLE = ROOT / "examples" / "northwind-sales-1996-1997.xlsx"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not here")


def facts(folder: str) -> Any:  # noqa: ANN401
    return json.loads((DATA / folder / "facts.json").read_text(encoding="utf-8"))


def cents(amount: float) -> int:
    return round(100 * amount)


# Known figures


@pytest.fixture(scope="module")
def example() -> Analysis:
    found, _ = read_profile(ROOT / "targets.example.yaml")
    fields = {"customer", "product", "region", "order", "quantity"}
    return analyse(read_sales([EXAMPLE], found.history, 2, fields)[0], found)


def test_the_example(example: Analysis) -> None:
    # Amounts are rounded row by row, sums are not: they may be a few cents apart.
    assert [(year.name, year.complete) for year in example.years] == [
        ("1996", False),
        ("1997", True),
    ]
    assert [year.total for year in example.years] == pytest.approx([20_808_397, 61_708_520], abs=5)
    assert [year.orders for year in example.years] == [152, 408]
    # July to December: 335,619.17 against 208,083.97.
    comparison = example.years[1].comparison
    assert comparison is not None
    assert comparison.months == 6
    assert comparison.growth == pytest.approx(335_619.17 / 208_083.97 - 1, abs=1e-4)
    assert example.year_ahead.name == "1998"
    assert example.year_ahead.basis is LevelBasis.ONE_YEAR
    assert [person.name for person in example.people[:2]] == ["Andrew Fuller", "Nancy Davolio"]
    assert example.people[1].years == pytest.approx((3_576_452, 9_314_808), abs=5)


def test_the_levels_of_the_example(example: Analysis) -> None:
    assert example.skills is not None
    levels = {level.level: level for level in example.skills.levels}
    assert example.skills.reference == "intermediate"
    assert {name: (level.people, level.carries) for name, level in levels.items()} == {
        "junior": (1, Carries.FEW_PEOPLE),
        "intermediate": (4, Carries.YES),
        "senior": (3, Carries.YES),
        "expert": (1, Carries.FEW_PEOPLE),
    }
    assert (levels["junior"].suggested, levels["expert"].suggested) == (0.7, 1.6)
    senior = levels["senior"]
    assert senior.measured is not None
    assert 1.3 < senior.suggested < senior.measured.value


@needs_data
def test_the_chinese_superstore() -> None:
    path = DATA / "superstore_zh" / "示例 - 超市.xls"
    join = {"sheet": "销售人员", "key": "地区", "columns": {"rep": "地区经理"}}
    history = History.model_validate({"joins": [join]})
    found = analyse(read_sales([path], history, 2, folder=path.parent)[0])
    known = facts("superstore_zh")
    assert found.span.rows == known["rows"]
    years = {year.name: year for year in found.years}
    assert {name: year.total for name, year in years.items()} == {
        name: pytest.approx(cents(total), abs=5) for name, total in known["by_year"].items()
    }
    assert sum(year.orders or 0 for year in found.years) == known["orders"]
    assert all(year.complete for year in found.years)
    quarters = {
        quarter.key.replace("-", ""): quarter.total
        for year in found.years
        for quarter in year.quarters
    }
    assert quarters == {
        name: pytest.approx(cents(total), abs=5) for name, total in known["by_quarter"].items()
    }
    assert {month.key: month.amount for month in found.months} == {
        name: pytest.approx(cents(total), abs=5) for name, total in known["by_month"].items()
    }
    managers = {person.name: dict(zip(years, person.years, strict=True)) for person in found.people}
    assert managers == {
        name: {year: pytest.approx(cents(total), abs=5) for year, total in mine.items()}
        for name, mine in known["by_manager_year"].items()
    }
    # 5,488,465.79 against 4,246,042.78.
    assert found.recent is not None
    assert found.recent.growth == pytest.approx(0.2926, abs=1e-4)
    assert [each.field for each in found.concentration] == ["customer", "product", "region"]
    assert [year.new_count + year.repeat_count + year.returned_count == year.count
            for year in found.customer_years] == [True] * 3  # fmt: skip


@needs_data
def test_northwind_until_may_1998() -> None:
    path = DATA / "northwind" / "flat_order_lines.csv"
    found = analyse(read_sales([path], History(), 2)[0])
    assert found.total == pytest.approx(126_579_304, abs=5)
    assert sum(year.orders or 0 for year in found.years) == 830
    assert {person.name: person.orders for person in found.people} == facts("northwind")[
        "orders_by_rep"
    ]
    # May 1998 is partial: January to April against the same of 1997.
    comparison = found.years[2].comparison
    assert comparison is not None
    now = 94_222.11 + 99_415.29 + 104_854.16 + 123_798.68
    then = 61_258.07 + 38_483.63 + 38_547.22 + 53_032.95
    assert comparison.now == pytest.approx(cents(now), abs=5)
    assert comparison.then == pytest.approx(cents(then), abs=5)
    assert [(found.code, found.values) for found in found.findings] == [
        ("N413", {"month": "1998-05"})
    ]


@needs_data
def test_adventure_works_has_no_customers() -> None:
    path = DATA / "adventureworks" / "Sales_201707_201906.csv"
    found = analyse(read_sales([path], History(), 2)[0])
    assert found.span.months == 24
    assert not found.span.customers_known
    assert found.customer_years == ()
    assert "customer" not in {each.field for each in found.concentration}
    assert {year.customers for year in found.years} == {None}
    assert found.recent is not None
    assert found.recent.now + found.recent.then == found.total


# What there may be little of


def test_no_sales() -> None:
    with pytest.raises(ValueError, match="no sales"):
        analyse(sales([]))
    with pytest.raises(ValueError, match="no sales"):
        analyse(sales([]), profile())


def test_a_single_sale() -> None:
    found = analyse(sales([("2026-05-05", "Ann", 100)], customer=["Acme"], order=["1"]))
    assert found.total == 100
    assert [year.total for year in found.years] == [100]
    assert found.recent is None
    assert found.people[0].share == 1
    assert found.concentration[0].classes[0].kind is Class.A
    assert found.ramp.suggested == (0.25, 0.5, 0.75)
    assert [found.code for found in found.findings] == ["N413"]


def test_returns_larger_than_sales() -> None:
    rows = monthly("2025-01", [100, -300] * 12)
    found = analyse(sales(rows, customer=["Acme", "Beta"] * 12), profile({"name": "Ann"}))
    assert found.total == -2400
    assert found.people[0].share is None
    assert [year.comparison and year.comparison.growth for year in found.years] == [None, None]
    assert found.recent is not None
    assert found.recent.growth is None


def test_nobody_owns_anything() -> None:
    found = analyse(sales(monthly("2025-01", [100] * 24, UNASSIGNED)))
    assert [person.name for person in found.people] == [None]
    assert found.ramp.newcomers == ()


def test_names_without_rows_are_nobody() -> None:
    both = sales([*monthly("2025-01", [100] * 12), *monthly("2025-01", [5] * 12, "Bob")])
    mine = Sales(both.rows[both.rows["rep"] == "Ann"])
    assert [person.name for person in analyse(mine).people] == ["Ann"]


def test_a_name_spelt_twice_is_told() -> None:
    rows = [*monthly("2025-01", [10] * 12, "Nancy Davolio")]
    rows += monthly("2025-01", [10] * 12, "Nancy Davollio")
    assert [found.code for found in analyse(sales(rows)).findings] == ["N404"]


# Laws

HISTORIES = st.lists(
    st.tuples(
        st.integers(0, 1000),
        st.sampled_from(["Ann", "Bob", "Cid", UNASSIGNED]),
        st.integers(-50_000, 200_000),
        st.sampled_from(["Acme", "Beta", "Cora", "Dora", None]),
        st.sampled_from(["x", "y", None]),
        st.integers(0, 40),
    ),
    min_size=1,
    max_size=60,
)
TEAM = profile({"name": "Ann", "skill": "senior"}, {"name": "Bob", "start": "2024-06-03"})


def history(rows: list[tuple[int, str, int, str | None, str | None, int]], by: int = 1) -> Sales:
    start = np.datetime64("2024-01-01")
    return sales(
        [(str(start + row[0]), row[1], by * row[2]) for row in rows],
        customer=[row[3] for row in rows],
        product=[row[4] for row in rows],
        order=[str(row[5]) for row in rows],
    )


@given(HISTORIES)
@settings(max_examples=25, deadline=None)
def test_every_table_adds_up_to_the_total(
    rows: list[tuple[int, str, int, str | None, str | None, int]],
) -> None:
    found = analyse(history(rows), TEAM)
    assert found.total == sum(row[2] for row in rows)
    assert found.total == sum(year.total for year in found.years)
    assert found.total == sum(month.amount for month in found.months)
    assert found.total == sum(person.total for person in found.people)
    assert found.total == sum(day.amount for day in found.weekdays)
    for at, year in enumerate(found.years):
        assert year.total == sum(quarter.total for quarter in year.quarters)
        assert year.total == sum(person.years[at] for person in found.people)
    assert sum(year.orders or 0 for year in found.years) == len({row[5] for row in rows})
    assert sum(person.orders or 0 for person in found.people) == len({row[5] for row in rows})
    assert sum(month.share for month in found.shape.months) == pytest.approx(1)


@given(HISTORIES, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_rows_does_not_matter(
    rows: list[tuple[int, str, int, str | None, str | None, int]],
    random: Any,  # noqa: ANN401
) -> None:
    frame = history(rows).rows
    mixed = list(range(len(frame)))
    random.shuffle(mixed)
    again = frame.iloc[mixed].reset_index(drop=True)
    for name in ("rep", "customer", "product", "order"):
        categories = list(again[name].cat.categories)[::-1]
        again[name] = again[name].cat.reorder_categories(categories)
    for team in (None, TEAM):
        assert analyse(Sales(again), team) == analyse(Sales(frame), team)


# A step lies within months that are all alike: rounding of their logs alone made a jump there.
SPARSE: list[tuple[int, str, int, str | None, str | None, int]] = [
    (day, "Ann", amount, "Acme", "x", 0)
    for day, amount in [
        (0, 1567), (124, 892), (186, 15_800), (382, 447), (591, 1987), (915, 12_665), (1000, 1000),
    ]
]  # fmt: skip


@given(HISTORIES, st.sampled_from([100, 128]))
@hypothesis.example(SPARSE, 100)
@settings(max_examples=25, deadline=None)
def test_the_currency_does_not_matter(
    rows: list[tuple[int, str, int, str | None, str | None, int]], unit: int
) -> None:
    one, many = analyse(history(rows), TEAM), analyse(history(rows, unit), TEAM)
    assert many.total == unit * one.total
    assert _alike(many.shape, one.shape)
    assert [person.years for person in many.people] == [
        tuple(unit * amount for amount in person.years) for person in one.people
    ]
    assert [person.share for person in many.people] == [person.share for person in one.people]
    assert [person.trend_side for person in many.people] == [
        person.trend_side for person in one.people
    ]
    for large, small in zip(many.concentration, one.concentration, strict=True):
        assert [each.count for each in large.classes] == [each.count for each in small.classes]
        assert large.herfindahl == small.herfindahl
        assert [each.name for each in large.largest] == [each.name for each in small.largest]
    assert _alike(many.skills, one.skills)
    assert _alike(many.ramp, one.ramp)


def _alike(one: Any, other: Any) -> bool:  # noqa: ANN401
    """Whether two values are the same but for rounding."""
    if dataclasses.is_dataclass(one):
        return type(one) is type(other) and all(
            _alike(getattr(one, field.name), getattr(other, field.name))
            for field in dataclasses.fields(one)
        )
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    return one == pytest.approx(other, rel=1e-6) if isinstance(one, float) else one == other


def two_years(**columns: list[str | None]) -> Analysis:
    days = ["2024-03-04", "2024-09-03", "2025-03-04", "2025-09-03"]
    return analyse(sales([(day, "Ann", 100) for day in days], **columns))


def test_orders_and_customers_of_a_year_that_tells_none_are_unknown() -> None:
    found = two_years(order=["a", "b", None, None], customer=[None, None, "X", "Y"])
    assert [(year.orders, year.customers) for year in found.years] == [(2, None), (None, 2)]
    assert [year.average_order for year in found.years] == [100, None]
    assert found.people[0].orders is None  # half of the rows have no number
    assert found.customer_years == ()  # nobody can say who is new
    rows = two_years()
    assert [(year.orders, year.customers) for year in rows.years] == [(2, None), (2, None)]


def test_a_tenth_of_the_rows_may_lack_an_order_number() -> None:
    for blank, counted in ((2, 18), (3, None)):
        rows = [(f"2024-01-{day:02}", "Ann", 100) for day in range(1, 21)]
        orders = [None if day < blank else str(day) for day in range(20)]
        assert [year.orders for year in analyse(sales(rows, order=orders)).years] == [counted]
