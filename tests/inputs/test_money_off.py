from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.inputs.money_off import is_money
from salesplan.profile import DiscountMeaning, History
from tests.inputs.test_sales import column, read, shown, text

AUTO = DiscountMeaning.AUTO


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        *((header, True) for header in ("折扣额", "优惠金额", "Discount Amount", "折扣（元）")),
        *((header, False) for header in ("折扣", "折扣率", "Discount", "Discount %", "折扣额率")),
    ],
)
def test_what_says_that_a_discount_is_money(header: str, expected: bool) -> None:
    assert is_money(header, AUTO) is expected
    assert is_money(header, DiscountMeaning.MONEY)
    assert not is_money(header, DiscountMeaning.PAID)


def test_money_is_taken_from_the_whole_row(tmp_path: Path) -> None:
    path = text(
        tmp_path,
        "日期,业务员,数量,单价,折扣额\n"
        "2026-01-05,a,3,10.5,1.25\n"  # 31.50 − 1.25
        "2026-01-05,a,2,5,\n"
        "2026-01-05,a,2,5,-1\n"  # written with a minus
        "2026-01-05,a,-2,5,1\n"  # of a return
        "2026-01-05,a,2,5,无\n"
        "2026-01-05,a,2,5,10%\n"
        "2026-01-05,a,2,5,11\n",
    )
    sales, findings = read(path)
    assert column(sales, "amount") == [3025, 1000, 900, -900, 1000]
    assert shown(findings) == [
        "sales.csv!7:折扣额 W244 the amount cannot be computed from '10%'; the row is not counted",
        "sales.csv!8:折扣额 W244 the amount cannot be computed from '11'; the row is not counted",
        "sales.csv!1 N242 there is no column of amounts; they were computed: 数量 × 单价 − 折扣额",
    ]


def test_the_user_says_that_it_is_money(tmp_path: Path) -> None:
    path = text(tmp_path, "Date,Rep,Qty,Unit Price,Discount\n2026-01-05,a,3,10.5,20\n")
    assert "E241" in {finding.code for finding in read(path)[1]}
    sales, _ = read(path, history=History(discount=DiscountMeaning.MONEY))
    assert column(sales, "amount") == [1150]


MONEY = st.decimals(0, 10**6, places=2)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(st.integers(1, 1000), MONEY, MONEY), min_size=1, max_size=5))
def test_what_is_left_is_exact(rows: list[tuple[int, Decimal, Decimal]]) -> None:
    rows = [(count, price, min(off, count * price)) for count, price, off in rows]
    lines = "".join(f"2026-01-05,a,{n},{price},{off}\n" for n, price, off in rows)
    with tempfile.TemporaryDirectory() as folder:
        path = text(Path(folder), f"日期,业务员,数量,单价,优惠金额\n{lines}")
        sales, _ = read(path)
    assert column(sales, "amount") == [int((n * price - off) * 100) for n, price, off in rows]
