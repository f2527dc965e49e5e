from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.core.sales import Sales
from salesplan.errors import Finding
from salesplan.inputs.rates import currency_code
from salesplan.inputs.sales import read_sales
from salesplan.profile import History
from tests.inputs.test_sales import TEXTS, column, shown, text


def read(
    folder: Path, content: str, rates: dict[str, Any] | None = None, currency: str = "CNY"
) -> tuple[Sales, list[Finding]]:
    path = text(folder, content)
    named = {"currency": "money"} if "money" in content.splitlines()[0] else {}
    history = History.model_validate({"max_rejected": 1, "columns": named, "rates": rates or {}})
    return read_sales([path], history, 2, currency=currency)


@pytest.mark.parametrize(
    ("word", "own", "code"),
    [
        *(
            (word, "USD", "CNY")
            for word in ("人民币", "RMB", "cny ", "元", "￥", "CN¥", "人民币(元)")
        ),
        *((word, "CNY", "USD") for word in ("美元", "美金", "US$", "usd", "U.S. Dollar", "$")),
        *((word, "CNY", "EUR") for word in ("EUR", "€", "欧元", "歐元", "Euro")),
        *(("HK$", "CNY", "HKD"), ("港币", "CNY", "HKD"), ("新台幣", "CNY", "TWD")),
        *(("¥", "JPY", "JPY"), ("$", "HKD", "HKD"), ("元", "TWD", "TWD"), ("日元", "CNY", "JPY")),
        *(("beans", "CNY", None), ("12", "CNY", None), ("XYZ", "CNY", None)),
    ],
)
def test_codes_signs_and_names_of_currencies(word: str, own: str, code: str | None) -> None:
    assert currency_code(word, own) == code


def test_rows_in_other_currencies_are_multiplied_and_rounded_once(tmp_path: Path) -> None:
    sales, findings = read(
        tmp_path,
        "date,rep,amount,money\n"
        "2026-01-05,a,10,CNY\n"
        "2026-01-06,a,10.01,USD\n"  # 71.2712
        "2026-01-07,a,-0.125,美元\n"  # −0.89
        "2026-01-08,a,3,\n"
        "2026-01-09,a,100,JPY\n",  # 4.75
        {"USD": "7.12", "jpy": 0.0475},
    )
    assert column(sales, "amount") == [1000, 7127, -89, 300, 475]
    assert shown(findings) == [
        "sales.csv!1:money N243 amounts in JPY were multiplied by 0.0475",
        "sales.csv!1:money N243 amounts in USD were multiplied by 7.12",
    ]
    assert [finding.count for finding in findings] == [1, 2]


def test_rows_without_a_rate_are_rejected(tmp_path: Path) -> None:
    sales, findings = read(
        tmp_path,
        "date,rep,amount,money\n"
        "2026-01-05,a,1,元\n2026-01-05,a,2,EUR\n2026-01-05,a,4,beans\n2026-01-05,a,8,usd\n",
        {"EUR": 8},
    )
    assert column(sales, "amount") == [100, 1600]
    assert shown(findings)[:2] == [
        "sales.csv!4:money W250 'beans' is not a currency; the row is not counted",
        "sales.csv!5:money W249 there is no rate for the currency 'usd'; the row is not counted",
    ]
    assert [(a.read, a.used, a.rejected) for a in sales.accounts] == [(4, 2, 2)]


def test_signs_of_other_currencies_in_the_amounts(tmp_path: Path) -> None:
    content = 'date,rep,amount\n2026-01-05,a,"$1,000"\n2026-01-05,a,￥2\n2026-01-05,a,USD 4\n'
    sales, findings = read(tmp_path, content)
    assert column(sales, "amount") == [100_000, 200, 400]
    assert shown(findings) == [
        "sales.csv!2:amount E247 '$1,000' is in USD, the plan in CNY, and no rate is given"
    ]
    assert findings[0].count == 2
    hint = TEXTS["E247"]["en"][1].format(**findings[0].values)
    assert "history: {rates: {USD: RATE}}" in hint
    sales, findings = read(tmp_path, content, {"USD": "7"})
    assert (column(sales, "amount"), [f.code for f in findings]) == ([700_000, 200, 2800], ["N243"])
    assert [f.code for f in read(tmp_path, content, currency="USD")[1]] == ["E247"]  # ￥2
    assert [f.code for f in read(tmp_path, content, currency="")[1]] == ["W255"]


def test_each_currency_without_a_rate_is_said_once(tmp_path: Path) -> None:
    content = "date,rep,amount\n" + "".join(
        f"2026-01-05,a,{amount}\n" for amount in ("$1", "€2", "3", "€4", "HK$5", "￥6")
    )
    said = [(f.code, f.values.get("currency"), f.count) for f in read(tmp_path, content)[1]]
    assert said == [("E247", "EUR", 2), ("E247", "HKD", 1), ("E247", "USD", 1)]
    assert (
        column(read(tmp_path, content, {"HKD": 2})[0], "amount")[0] == 200
    )  # the only dollar that has a rate
    # A sign of several currencies with a rate is that of the commonest.
    sales, findings = read(tmp_path, content, {"USD": 7, "HKD": "0.9", "EUR": 8})
    assert (column(sales, "amount"), {f.code for f in findings}) == (
        [700, 1600, 300, 3200, 450, 600],
        {"N243"},
    )


@pytest.mark.parametrize("header", ["金额（美元）", "Amount (USD)", "Amount ($)"])
def test_a_header_may_name_another_currency(tmp_path: Path, header: str) -> None:
    content = f"date,rep,{header}\n2026-01-05,a,1\n2026-01-05,a,￥2\n"
    sales, findings = read(tmp_path, content)
    assert column(sales, "amount") == [100, 200]
    assert [(f.code, f.values["value"], f.count) for f in findings] == [("E247", header, 1)]
    sales, findings = read(tmp_path, content, {"USD": 7})
    assert (column(sales, "amount"), [f.code for f in findings]) == ([700, 200], ["N243"])
    assert read(tmp_path, content.replace("￥", ""), currency="USD")[1] == []


@pytest.mark.parametrize("header", ["金额(元)", "amount", "销售额（万元）", "实收"])
def test_a_header_may_name_the_own_currency(tmp_path: Path, header: str) -> None:
    _, findings = read(tmp_path, f"date,rep,{header}\n2026-01-05,a,1\n")
    assert "E247" not in {finding.code for finding in findings}


def test_a_column_of_currencies_explains_the_signs(tmp_path: Path) -> None:
    content = "date,rep,amount,money\n2026-01-05,a,$1,USD\n2026-01-05,a,2,CNY\n"
    sales, findings = read(tmp_path, content, {"USD": 7})
    assert (column(sales, "amount"), [f.code for f in findings]) == ([700, 200], ["N243"])


@pytest.mark.parametrize(
    ("rows", "currencies"),
    [
        (["1,CNY", "2,美元", "3,", "4,beans"], "CNY, USD"),
        (["1,CNY", "2,人民币", "3,RMB"], None),
        (["$1,", "€2,", "3,"], "$, €"),
        (["¥1,", "2元,", "￥3,", "4,"], None),
        (["$1,", "US$2,"], None),
    ],
)
def test_several_currencies_without_a_plan_are_said(
    tmp_path: Path, rows: list[str], currencies: str | None
) -> None:
    named = rows[0].endswith("CNY")
    lines = [f"2026-01-05,a,{row if named else row.rstrip(',')}" for row in rows]
    head = "date,rep,amount,money" if named else "date,rep,amount"
    _, findings = read(tmp_path, "\n".join([head, *lines]), currency="")
    said = [f for f in findings if f.code == "W255"]
    assert [f.values["currencies"] for f in said] == ([currencies] if currencies else [])


AMOUNTS = st.decimals(-(10**9), 10**9, places=2)
RATES = st.decimals(Decimal("0.0001"), 2000, places=4)


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=st.lists(st.tuples(AMOUNTS, st.booleans()), min_size=1, max_size=8), rate=RATES)
def test_the_total_is_that_of_decimals(
    tmp_path: Path, rows: list[tuple[Decimal, bool]], rate: Decimal
) -> None:
    lines = [f"2026-01-05,a,{amount},{'USD' if other else 'RMB'}" for amount, other in rows]
    content = "\n".join(["date,rep,amount,money", *lines])
    sales, _ = read(tmp_path, content, {"USD": str(rate)})
    total = sum((amount * (rate if other else 1) for amount, other in rows), Decimal(0)) * 100
    # A half goes up in a single amount and towards zero in a sum.
    assert abs(int(sales.rows["amount"].sum()) - total) <= Decimal("0.5")
    for got, (amount, other) in zip(column(sales, "amount"), rows, strict=True):
        exact = (amount * (rate if other else 1)).scaleb(2)
        assert abs(got - int(exact.quantize(Decimal(1), ROUND_HALF_UP))) <= 1
