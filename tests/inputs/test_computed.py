from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.sales import Sales
from salesplan.errors import Finding
from salesplan.inputs.cells import State, read_numbers
from salesplan.inputs.computed import Exact, exact, product, read_discounts
from salesplan.inputs.sales import read_sales
from salesplan.profile import DiscountMeaning, History
from tests.inputs.test_sales import column, shown, text

pa = pytest.importorskip("pyarrow")


def read(folder: Path, content: str, **history: Any) -> tuple[Sales, list[Finding]]:  # noqa: ANN401
    path = text(folder, content)
    return read_sales([path], History.model_validate({"max_rejected": 1, **history}), 2)


def test_amounts_are_quantity_times_price_less_the_discount(tmp_path: Path) -> None:
    sales, findings = read(
        tmp_path,
        "日期,业务员,数量,单价,折扣点\n"
        "2026-01-05,a,3,1.15,0.1\n"  # 3.105
        "2026-01-06,a,-2,10,\n"
        '2026-01-07,a,"1,000",￥2.5,25%\n',
    )
    assert column(sales, "amount") == [311, -2000, 187_500]
    assert column(sales, "quantity") == [3000, -2000, 1_000_000]
    assert shown(findings) == [
        "sales.csv!1 N242 there is no column of amounts; they were computed: 数量 × 单价 − 折扣点"
    ]


def test_half_cents_do_not_add_up(tmp_path: Path) -> None:
    rows = "2026-01-05,a,1,0.145\n" * 4
    sales, _ = read(tmp_path, "date,rep,quantity,unit price\n" + rows)
    assert column(sales, "amount") == [15, 14, 15, 14]


def test_a_unit_applies_to_the_price(tmp_path: Path) -> None:
    sales, findings = read(tmp_path, "日期,业务员,数量,单价（万元）\n2026-01-05,a,2,1.5\n")
    assert column(sales, "amount") == [3_000_000]
    assert "× 10,000" in shown(findings)[0]
    sales, _ = read(tmp_path, "单位：千元,,,\n日期,业务员,数量,单价\n2026-01-05,a,2,1.5\n")
    assert column(sales, "amount") == [300_000]


def test_rows_without_a_part_are_rejected_with_their_place(tmp_path: Path) -> None:
    sales, findings = read(
        tmp_path,
        "date,rep,quantity,unit price,discount\n"
        "2026-01-05,a,,5,0\n2026-01-05,a,2,,0\n2026-01-05,a,2,x,0\n2026-01-05,a,2,5,a lot\n"
        "2026-01-05,a,2,5,0.5\n2026-01-05,a,1,400000000000000,0\n2026-01-05,a,3,400000000000000,0\n",
    )
    assert column(sales, "amount") == [500, 40_000_000_000_000_000]
    assert [(str(f.place), f.code) for f in findings if f.code != "N242"] == [
        ("sales.csv!2:quantity", "W243"),
        ("sales.csv!3:unit price", "W243"),
        ("sales.csv!4:unit price", "W244"),
        ("sales.csv!5:discount", "W244"),
        ("sales.csv!8:quantity", "W213"),
    ]
    assert [(a.read, a.used, a.rejected) for a in sales.accounts] == [(7, 2, 5)]


def test_an_amount_is_taken_before_it_is_computed(tmp_path: Path) -> None:
    sales, findings = read(tmp_path, "date,rep,amount,quantity,unit price\n2026-01-05,a,7,2,5\n")
    assert (column(sales, "amount"), findings) == ([700], [])


AUTO = DiscountMeaning.AUTO
DISCOUNTS: list[tuple[str, list[str | None], DiscountMeaning, list[str | None] | None]] = [
    ("Discount", ["0.15", "0", "", None], AUTO, ["0.85", "1", "1", "1"]),
    ("Discount", ["15%", "100%", "15% off"], AUTO, ["0.85", "0", "0.85"]),
    ("Discount %", ["15", "7.5", "0"], AUTO, ["0.85", "0.925", "1"]),
    ("Discount", ["15", "0"], AUTO, None),  # per cent, or money
    ("Discount", ["15", "0"], DiscountMeaning.DEDUCTED, ["0.85", "1"]),
    ("折扣点", ["0.02"], AUTO, ["0.98"]),
    ("折扣", ["8.5折", "九折", "85折", "八五折", "对折", "不打折"], AUTO,
     ["0.85", "0.9", "0.85", "0.85", "0.5", "1"]),
    ("折扣", ["0", "0.1", "0.4"], AUTO, ["1", "0.9", "0.6"]),  # 0 is nothing off
    ("折扣", ["1", "0.85"], AUTO, ["1", "0.85"]),  # 1 is all to pay
    ("折扣率", ["100", "85", "9"], AUTO, ["1", "0.85", "0.9"]),
    ("折扣率", ["100%", "85%"], AUTO, ["1", "0.85"]),
    ("折扣（折）", ["8.5", "9"], AUTO, ["0.85", "0.9"]),
    ("折扣率", ["0.85", "0.9"], AUTO, None),
    ("折扣率", ["0", "1", "0.5"], AUTO, None),
    ("折扣率", ["0.85", "0.9"], DiscountMeaning.PAID, ["0.85", "0.9"]),
    ("折扣率", ["0.85", "0.9"], DiscountMeaning.DEDUCTED, ["0.15", "0.1"]),
    ("Discount", ["0.1", "-0.1", "1.5x"], AUTO, ["0.9", "refused", "refused"]),
]  # fmt: skip


@pytest.mark.parametrize(("header", "cells", "meaning", "left"), DISCOUNTS)
def test_discounts(
    header: str, cells: list[str | None], meaning: DiscountMeaning, left: list[str] | None
) -> None:
    found, states, unsettled = read_discounts(pa.array(cells, pa.string()), header, meaning)
    assert (unsettled is None) == (left is not None)
    if left is not None:
        shares = [Decimal(int(v)) / found.divisor for v in found.values]
        fine = [state == State.FINE for state in states]
        assert fine == [text != "refused" for text in left]
        assert [s for s, ok in zip(shares, fine, strict=True) if ok] == [
            Decimal(text) for text in left if text != "refused"
        ]


def test_a_discount_that_nobody_can_settle_is_an_error(tmp_path: Path) -> None:
    content = "日期,业务员,数量,单价,折扣率\n2026-01-05,a,1,100,0.9\n"
    assert shown(read(tmp_path, content)[1])[-1] == (
        "sales.csv!2:折扣率 E241 the discount '0.9' under '折扣率' may be what is taken off, "
        "what is paid, or a sum of money"
    )
    sales, findings = read(tmp_path, content, discount="paid")
    assert (column(sales, "amount"), len(findings)) == ([9000], 1)
    sales, _ = read(tmp_path, content, discount="deducted")
    assert column(sales, "amount") == [1000]


PRICES = st.decimals(-(10**9), 10**9, places=4) | st.decimals(0, 10**4, places=6)
PIECES = st.decimals(-(10**7), 10**7, places=3) | st.integers(0, 100).map(Decimal)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(PIECES, PRICES), min_size=1, max_size=6), st.sampled_from([0, 2]))
def test_products_are_those_of_decimals(rows: list[tuple[Decimal, Decimal]], decimals: int) -> None:
    columns = [pa.array([format(row[at], "f") for row in rows], pa.string()) for at in (0, 1)]
    factors = [
        exact(read_numbers(c, places), places) for c, places in zip(columns, (3, 4), strict=True)
    ]
    found = product(factors, decimals)
    assert found.rests is not None
    for (first, second), value, rest, state in zip(
        rows, found.values, found.rests, found.states, strict=True
    ):
        whole = (first * second).scaleb(decimals)
        if abs(first * second) >= 10**15:
            assert state == State.IMPLAUSIBLE
            continue
        assert value == int(whole.quantize(Decimal(1), ROUND_HALF_UP))
        assert abs((whole - int(value)) * 10**6 - int(rest)) <= 1


def test_products_too_large_for_machine_integers_are_exact() -> None:
    found = product(
        [Exact(np.array([3 * 10**17]), 10**12), Exact(np.array([7 * 10**12]), 10**6)], 2
    )
    assert found.values.tolist() == [210_000_000_000_000]
