from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.analysis import analyse
from salesplan.core.concentration import LISTED, Class, Concentration
from salesplan.core.same_days import Days
from tests.core.builders import Row, every_day, sales
from tests.core.histories import monthly


def customers(rows: list[Row], names: Sequence[str | None]) -> Concentration:
    [found] = analyse(sales(rows, customer=names)).concentration
    assert found.field == "customer"
    return found


AMOUNTS = [25, 60, -5, 9, 7, 4, 2]
NAMES: list[str | None] = ["Beta", "Acme", "Gone", "Cora", None, "Dora", "Eve"]


def test_classes_by_hand() -> None:
    # Of 100: before Beta stand 60, before Cora 85, before Dora 94, before Eve 98.
    found = customers(monthly("2026-01", AMOUNTS), NAMES)
    assert [(each.kind, each.count, each.amount) for each in found.classes] == [
        (Class.A, 2, 85),
        (Class.B, 2, 13),
        (Class.C, 1, 2),
        (Class.NONE, 1, -5),
    ]
    assert [each.share for each in found.classes] == [
        pytest.approx(0.85), pytest.approx(0.13), pytest.approx(0.02), None,
    ]  # fmt: skip
    assert (found.total, found.count, found.unnamed) == (102, 6, 7)
    assert [most for most, _ in found.top] == [1, 5, 10]
    assert [share for _, share in found.top] == pytest.approx([0.6, 1, 1])
    # 0.36 + 0.0625 + 0.0081 + 0.0016 + 0.0004
    assert found.herfindahl == pytest.approx(0.4326)
    assert found.equal_names == pytest.approx(1 / 0.4326)
    assert [(each.name, each.kind) for each in found.largest] == [
        ("Acme", Class.A),
        ("Beta", Class.A),
        ("Cora", Class.B),
        ("Dora", Class.B),
        ("Eve", Class.C),
        ("Gone", Class.NONE),
    ]
    assert found.largest[0].share == 0.6
    assert found.largest[-1].share is None
    assert {each.growth for each in found.largest} == {None}
    assert found.others == (0, 0)


@pytest.mark.parametrize(("second", "kind"), [(19, Class.B), (21, Class.A)])
def test_who_crosses_the_cut_stands_above_it(second: int, kind: Class) -> None:
    # 80 of 99 or of 101 stand before: more than 80 %, and less.
    found = customers(monthly("2026-01", [80, second]), ["Acme", "Beta"])
    assert found.largest[1].kind is kind


def test_exactly_eighty_per_cent_are_no_longer_a() -> None:
    found = customers(monthly("2026-01", [80, 20]), ["Acme", "Beta"])
    assert [each.kind for each in found.largest] == [Class.A, Class.B]


def test_one_customer() -> None:
    found = customers(monthly("2026-01", [10, 20]), ["Acme", "Acme"])
    assert [(each.kind, each.count) for each in found.classes if each.count] == [(Class.A, 1)]
    assert found.equal_names == 1
    assert found.top[0] == (1, 1.0)


def test_equal_customers_are_as_many_as_they_are() -> None:
    found = customers(monthly("2026-01", [10] * 4), ["Dora", "Cora", "Beta", "Acme"])
    assert found.equal_names == pytest.approx(4)
    assert [each.name for each in found.largest] == ["Acme", "Beta", "Cora", "Dora"]


def test_the_last_twelve_whole_months_against_those_before() -> None:
    # 2024 is too early, 2025 is before, 2026 is looked at; one day of January 2027 is no month.
    every = [(day.isoformat(), "Ann", 0) for day in every_day("2024-01-01", "2027-01-01")]
    rows = [
        *every,
        *monthly("2024-01", [9] * 12),
        *monthly("2025-01", [10] * 12),
        *monthly("2026-01", [12] * 12),
        ("2026-12-31", "Ann", 6),
        ("2027-01-01", "Ann", 1000),
    ]
    earlier = ["Old"] * 12 + ["Acme"] * 6 + ["Gone"] * 6
    names = [*[None] * len(every), *earlier, *["Acme"] * 13, "Late"]
    found = customers(rows, names)
    assert found.days == Days(dt.date(2026, 1, 1), dt.date(2027, 1, 1))
    assert (found.total, found.count) == (150, 1)
    [acme] = found.largest
    assert (acme.amount, acme.before, acme.growth) == (150, 60, 1.5)
    assert [(each.name, each.before) for each in found.lost] == [("Gone", 60)]


def test_less_than_a_year_is_looked_at_as_a_whole() -> None:
    found = customers(monthly("2026-01", [10] * 5), ["Acme"] * 5)
    assert found.days == Days(dt.date(2026, 1, 1), dt.date(2026, 6, 1))
    assert found.largest[0].before is None


def test_more_returned_than_sold_in_all() -> None:
    found = customers(monthly("2026-01", [-10, -20, 0]), ["Acme", "Beta", "Cora"])
    assert (found.total, found.count) == (-30, 3)
    assert found.top == ()
    assert found.herfindahl is None
    assert found.equal_names is None
    assert [each.share for each in found.classes] == [0, 0, 0, None]
    assert found.classes[3].count == 3


def test_what_is_not_listed_is_counted() -> None:
    count = LISTED + 7
    names: list[str | None] = [f"Customer {at:04}" for at in range(count)]
    found = customers([("2026-01-05", "Ann", count - at) for at in range(count)], names)
    assert len(found.largest) == LISTED
    assert found.others == (7, 28)  # 7 + 6 + … + 1


def test_every_column_that_the_sales_have() -> None:
    rows = monthly("2026-01", [10, 20])
    found = analyse(sales(rows, region=["N", "S"], product=["x", "x"])).concentration
    assert [(each.field, each.count) for each in found] == [("product", 1), ("region", 2)]
    assert analyse(sales(rows)).concentration == ()


@given(st.lists(st.tuples(st.integers(-1000, 5000), st.integers(-1, 12)), min_size=1))
@settings(max_examples=50, deadline=None)
def test_the_classes_part_the_names_and_their_sales(bought: list[tuple[int, int]]) -> None:
    names = [None if name < 0 else f"C{name}" for _, name in bought]
    rows = [("2026-01-05", "Ann", amount) for amount, _ in bought]
    found = customers(rows, names)
    assert sum(each.count for each in found.classes) == found.count == len(set(names) - {None})
    assert sum(each.amount for each in found.classes) + found.unnamed == found.total
    assert found.total == sum(amount for amount, _ in bought)
    amounts = [each.amount for each in found.largest]
    assert amounts == sorted(amounts, reverse=True)
    order = list(Class)
    assert all(
        order.index(larger.kind) <= order.index(smaller.kind)
        for larger, smaller in pairwise(found.largest)
    )
    if found.herfindahl is not None:
        assert found.largest[0].kind is Class.A
        assert np.isclose(sum(each.share or 0 for each in found.classes), 1)
        assert 1 - 1e-9 <= (found.equal_names or 0) <= found.count + 1e-9
