from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.core.apportion import split
from salesplan.core.history import lines_of
from salesplan.core.sales import UNASSIGNED, Sales
from salesplan.errors import Finding
from salesplan.inputs.sales import read_sales
from salesplan.profile import History, Source
from tests.inputs.test_sales import column, shown, text

EXACT = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def read(folder: Path, content: str, **history: Any) -> tuple[Sales, list[Finding]]:  # noqa: ANN401
    head = content.splitlines()[0].split(",")
    named = {"share": "part"} if "part" in head else {}
    settings_ = History.model_validate({"max_rejected": 1, "columns": named, **history})
    return read_sales([text(folder, content)], settings_, 2)


def parts(sales: Sales) -> list[tuple[str, int]]:
    return list(zip(column(sales, "rep"), column(sales, "amount"), strict=True))


def test_several_names_in_a_cell_share_it_equally(tmp_path: Path) -> None:
    sales, findings = read(
        tmp_path,
        "date,rep,amount,quantity,order id\n"
        "2026-01-05,张伟/李娜,100.01,3,O1\n"
        "2026-01-06,王芳,5,1,O2\n"
        "2026-01-07,李娜 、 张伟／王芳,-0.02,0.001,O3\n"
        "2026-01-08,张伟//张伟,7,1,O4\n"
        "2026-01-09,,1,1,O5\n",
        separators="/、",
    )
    # What is left over goes to the first by the order of characters: 张, 李, 王.
    assert parts(sales) == [
        *(("张伟", 5001), ("李娜", 5000), ("王芳", 500)),
        *(("李娜", -1), ("张伟", -1), ("王芳", 0), ("张伟", 700), (UNASSIGNED, 100)),
    ]
    assert column(sales, "quantity") == [1500, 1500, 1000, 0, 1, 0, 1000, 1000]
    assert column(sales, "row") == [2, 2, 3, 4, 4, 4, 5, 6]
    assert findings == []
    (account,) = sales.accounts
    assert (account.read, account.used, account.rejected) == (5, 5, 0)


def counted(sales: Sales, source: Source) -> list[int]:
    person = sales.rows["rep"].cat.codes.to_numpy().astype(np.int64)
    lines = lines_of(sales, source, person, len(sales.rows["rep"].cat.categories))
    assert lines is not None
    values: list[int] = lines.value.tolist()
    return values


@pytest.mark.parametrize("head", ["date,rep,amount,order id\n", "date,rep,amount,note\n"])
def test_orders_are_not_multiplied(tmp_path: Path, head: str) -> None:
    rows = "2026-01-05,a/b/c,3,O1\n2026-01-05,a,1,O2\n2026-01-05,b/c,1,O3\n"
    sales, _ = read(tmp_path, head + rows, separators="/")
    assert len(sales.rows) == 6
    assert sum(counted(sales, Source.ORDERS)) == 3


def test_customers_are_not_multiplied(tmp_path: Path) -> None:
    rows = "2026-01-05,a/b/c,3,X\n2026-01-05,a,1,Y\n"
    sales, _ = read(tmp_path, "date,rep,amount,customer\n" + rows, separators="/")
    assert sum(counted(sales, Source.NEW_CUSTOMERS)) == 2


def test_nothing_is_split_unless_asked_but_it_is_suggested(tmp_path: Path) -> None:
    rows = "date,rep,amount\n2026-01-05,张伟 / 李娜,1\n2026-01-05,李娜,2\n2026-01-05,张伟,4\n"
    sales, findings = read(tmp_path, rows + "2026-01-05,A/B Ltd,8\n2026-01-05,李娜&张伟,8\n")
    assert len(sales.rows) == 5
    assert shown(findings) == [
        "sales.csv!2:rep W248 '张伟 / 李娜' seems to be several people, and counts as one"
    ]
    assert (findings[0].values["separators"], findings[0].count) == ("/&", 2)


def test_pairs_of_whom_nobody_stands_alone_are_noted(tmp_path: Path) -> None:
    names = ["张伟/李娜", "王芳、刘洋", "张伟/李娜", "王芳、赵敏", "Ann & Bob", "王芳"]
    codes = ["A/S 北京", "Smith, Ann", "R&D", "a/b", "华东一部/2"]
    rows = [f'2026-01-05,"{name}",{10 + at}' for at, name in enumerate((*names, *codes))]
    sales, findings = read(tmp_path, "\n".join(["date,rep,amount", *rows]))
    assert len(sales.rows) == 11
    assert shown(findings) == [
        "sales.csv!2:rep N244 these names seem to be several people each, and count as one: "
        "张伟/李娜, 王芳、刘洋, 王芳、赵敏, … (rows: 5, amount: 60.00)"
    ]
    assert findings[0].values["separators"] == "/、&"
    sales, findings = read(tmp_path, "\n".join(["date,rep,amount", *rows]), separators="/、&")
    assert "N244" not in [finding.code for finding in findings]


def test_a_column_of_shares_credits_parts(tmp_path: Path) -> None:
    sales, findings = read(
        tmp_path,
        "date,rep,amount,quantity,order id,part\n"
        "2026-01-05,a,100.01,3,O1,50%\n"
        "2026-01-05,b,100.01,3,O1,50%\n"
        "2026-01-06,a,10,1,O2,\n"
        "2026-01-07,c,0.10,1,O3,1/3\n"
        "2026-01-08,c,10,2,O4,0.333\n"
        "2026-01-08,b,10,2,O4,0.333\n"
        "2026-01-08,a,10,2,O4,0.333\n",
    )
    assert parts(sales) == [
        *(("a", 5001), ("b", 5000), ("a", 1000)),
        *(("c", 333), ("b", 333), ("a", 334)),
    ]
    assert column(sales, "quantity") == [1500, 1500, 1000, 666, 667, 667]
    assert shown(findings) == [
        "sales.csv!5:part W246 the share '1/3' is not understood; the row is not counted"
    ]


@pytest.mark.parametrize(
    ("shares", "amounts", "codes"),
    [
        (["60", "40"], [60, 40], []),
        (["0.6", "0.4"], [60, 40], []),
        (["60%", "40"], [60, 40], []),
        (["60%", "0.4"], [60, 40], []),
        (["60", "0.4"], [60, 0], ["E245"]),
        (["60", "30"], [60, 30], ["W247"]),
        (["100%", "100%"], [100, 100], ["W247"]),
        (["120", "-20"], [], ["W246", "W246"]),
        (["1", ""], [100, 100], ["W247"]),
    ],
)
def test_how_shares_are_written(
    tmp_path: Path, shares: list[str], amounts: list[int], codes: list[str]
) -> None:
    lines = [f"2026-01-05,{rep},1,O1,{s}" for rep, s in zip("ab", shares, strict=True)]
    sales, findings = read(tmp_path, "\n".join(["date,rep,amount,order id,part", *lines]))
    if "E245" not in codes:
        assert column(sales, "amount") == amounts
    assert [f.code for f in findings if f.code != "E219"] == codes


def test_shares_that_do_not_add_up_are_said_with_their_place(tmp_path: Path) -> None:
    sales, findings = read(
        tmp_path,
        "date,rep,amount,order id,part\n"
        "2026-01-05,a,1,O1,60%\n2026-01-05,b,1,O1,40%\n"
        "2026-01-05,a,1,O2,50%\n2026-01-05,b,1,O2,30%\n2026-01-05,a,9,O2,60%\n"
        "2026-01-05,a,2,O3,70%\n2026-01-05,a,2,O3,70%\n2026-01-05,b,2,O3,30%\n2026-01-05,b,2,O3,30%\n",
    )
    assert shown(findings) == [
        "sales.csv!4:part W247 the shares of a sale add up to 80%, not to 100%"
    ]
    assert findings[0].count == 2
    assert sum(column(sales, "amount")) == 100 + 80 + 540 + 400


def test_a_sale_in_shares_is_one_order_without_orders_too(tmp_path: Path) -> None:
    rows = "2026-01-05,a,1,60%\n2026-01-05,b,1,40%\n2026-01-06,a,1,100%\n"
    sales, _ = read(tmp_path, "date,rep,amount,part\n" + rows)
    assert sum(counted(sales, Source.ORDERS)) == 2


def test_shares_beside_names_in_one_cell(tmp_path: Path) -> None:
    sales, findings = read(
        tmp_path,
        "date,rep,amount,part\n2026-01-05,a/b,1,60/40\n2026-01-05,a/b,1,6:4\n2026-01-05,b/a,1,50%\n"
        "2026-01-05,a,1,60/40\n2026-01-05,a/b,1,60/30\n",
        separators="/",
    )
    assert parts(sales) == [("a", 60), ("b", 40), ("a", 60), ("b", 40), ("b", 25), ("a", 25)]
    assert [f.code for f in findings] == ["W246", "W246", "W247"]


NAMES = ["Ann", "Bob", "Cy", "Dee"]
CELLS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)


@EXACT
@given(rows=st.lists(st.tuples(CELLS, st.integers(-(10**9), 10**9)), min_size=1, max_size=8))
def test_equal_parts_are_those_of_apportionment(
    tmp_path: Path, rows: list[tuple[list[str], int]]
) -> None:
    lines = [f"2026-01-05,{'+'.join(names)},{Decimal(cents) / 100}" for names, cents in rows]
    sales, _ = read(tmp_path, "\n".join(["date,rep,amount", *lines]), separators="+")
    expected = [
        (name, int(part))
        for names, cents in rows
        for name, part in zip(names, split(cents, [1] * len(names), keys=names), strict=True)
    ]
    assert parts(sales) == expected


@EXACT
@given(
    sales_=st.lists(
        st.tuples(st.integers(1, 10**11), st.lists(st.integers(1, 50), min_size=1, max_size=4)),
        min_size=1,
        max_size=6,
    ),
    draw=st.data(),
)
def test_shares_of_the_whole_add_up_to_the_cent(
    tmp_path: Path, sales_: list[tuple[int, list[int]]], draw: st.DataObject
) -> None:
    lines = []
    for number, (cents, weights) in enumerate(sales_):
        shares = split(10_000, weights).tolist()
        lines += [
            f"2026-01-05,{name},{Decimal(cents) / 100},O{number},{Decimal(share) / 100}%"
            for name, share in zip(NAMES, shares, strict=False)
        ]
    lines = draw.draw(st.permutations(lines))
    found, findings = read(tmp_path, "\n".join(["date,rep,amount,order id,part", *lines]))
    assert findings == []
    sums: dict[str, int] = defaultdict(int)
    for order, amount in zip(column(found, "order"), column(found, "amount"), strict=True):
        sums[order] += amount
    assert sums == {f"O{number}": cents for number, (cents, _) in enumerate(sales_)}


# Everything at once

MIXED = {
    "date": ["2026-01-05", "2026-02-06", "", "x", "合计"],
    "rep": ["Ann", "Ann/Bob", "", "Cy"],
    "order id": ["O1", "O2", ""],
    "quantity": ["1", "2.5", "", "y"],
    "price": ["10", "0.335", "$4", ""],
    "off": ["", "10%", "0.5", "2"],
    "status": ["ok", "Cancelled", "退货", "Pending", ""],
    "money": ["", "USD", "EUR", "beans", "CNY"],
    "part": ["", "60%", "40%", "z", "60/40"],
    "area": ["N", "S", ""],
}


@EXACT
@given(rows=st.lists(st.tuples(*map(st.sampled_from, MIXED.values())), min_size=1, max_size=12))
def test_every_row_is_accounted_for_whatever_is_asked(
    tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    (tmp_path / "heads.csv").write_text("area,head\nN,Dee\n", encoding="utf-8")
    lines = [",".join(MIXED), *(",".join(row) for row in rows)]
    path = text(tmp_path, "\n".join(lines) + "\n")
    history = History.model_validate(
        {
            "columns": {
                "discount": "off",
                "status": "status",
                "currency": "money",
                "share": "part",
            },
            "count": {"negative": ["退货"], "without": ["pending"]},
            "joins": [{"file": "heads.csv", "key": "area", "columns": {"rep": "head"}}],
            "rates": {"USD": "7.12"},
            "separators": "/",
            "discount": "deducted",
            "max_rejected": 1,
        }
    )
    sales, findings = read_sales([path], history, 2, currency="CNY", folder=tmp_path)
    for account in sales.accounts:
        assert account.read == account.used + account.rejected + account.left_out
        assert sum(count for _, count in account.reasons) == account.left_out
    assert sales.used == len(set(column(sales, "row")))
    assert sales.rejected == sum(f.place.row is not None and f.code in REJECTED for f in findings)
    whole = sales.rows.columns.intersection(["date", "rep", "amount", "quantity"])
    assert not sales.rows[whole].isna().any().any()
    assert sales.rows["date"].between(dt.datetime(2026, 1, 1), dt.datetime(2026, 3, 1)).all()  # noqa: DTZ001


REJECTED = {"W201", "W202", "W243", "W244", "W246", "W249", "W250"}
