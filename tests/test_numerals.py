from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.numerals import parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("42", "42"),
        ("-42", "-42"),
        ("+42", "42"),
        ("−42", "-42"),
        ("42-", "-42"),
        ("(42)", "-42"),
        ("（42）", "-42"),
        ("(1,234.50)", "-1234.50"),
        ("¥-42", "-42"),
        ("-¥42", "-42"),
        ("3.14", "3.14"),
        (".5", "0.5"),
        ("12.", "12"),
        ("1,200", "1200"),
        ("1,234,567.89", "1234567.89"),
        ("12_000_000", "12000000"),
        ("1'234'567", "1234567"),
        ("1’234.50", "1234.50"),
        ("1 234 567", "1234567"),
        ("1\u00a0234", "1234"),
        ("1\u202f234.5", "1234.5"),
        ("1.234,50", "1234.50"),
        ("1.234.567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("１，２００", "1200"),
        ("１２．５％", "0.125"),
        ("20%", "0.20"),
        ("-5 %", "-0.05"),
        ("3‰", "0.003"),
        ("35k", "35000"),
        ("35K", "35000"),
        ("12M", "12000000"),
        ("1.2 million", "1200000"),
        ("1.2mn", "1200000"),
        ("1.2 Mio", "1200000"),
        ("2bn", "2000000000"),
        ("2 billion", "2000000000"),
        ("5千", "5000"),
        ("1,200万", "12000000"),
        ("1200w", "12000000"),
        ("3百万", "3000000"),
        ("3千万", "30000000"),
        ("1.2亿", "120000000"),
        ("1.2億", "120000000"),
        ("5萬", "50000"),
        ("¥12", "12"),
        ("￥12", "12"),
        ("12元", "12"),
        ("12元整", "12"),
        ("1,200万元", "12000000"),
        ("人民币 1,200 万元", "12000000"),
        ("RMB 12", "12"),
        ("12 CNY", "12"),
        ("USD 1,234.50", "1234.50"),
        ("us$5", "5"),
        ("€1.234,50", "1234.50"),
        ("  7  ", "7"),
        ("0.333333333333333333333333333333333", "0.3333333333333333333333333333"),
    ],
)
def test_numbers_as_people_write_them(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "()",
        "万",
        "%",
        "元",
        "abc",
        "nan",
        "inf",
        "1e6",
        "12件",
        "1,5",  # one and a half, or fifteen
        "1,23",
        "12,34,567",
        "1,2345",
        "1,234 567",
        "1.2.3",
        "1,234.567,89",
        "1.234,567,8",
        "12 34",
        "1_0000_",
        "1__0",
        "--5",
        "-5-",
        "(-5)",
        "(5",
        "5)",
        "+5-",
        "1/2",
        "½",
        "10²",
        "①",
        "十万",
        "1亿2000万",
        "1.2亿万",
        "20%%",
        "12元万",
        "2027-01-01",
        "1" * 29,
        "1" * 25 + "万",
    ],
)
def test_what_is_not_a_number_or_could_be_two(text: str) -> None:
    with pytest.raises(ValueError):
        parse_number(text)


@given(
    st.decimals(-(10**12), 10**12, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(["{:,}", "{}", "¥{:,}", "{:,}元", " {:,} CNY"]),
)
def test_what_a_program_writes_is_read(number: Decimal, form: str) -> None:
    assert parse_number(form.format(number)) == number


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert parse_number(text).is_finite()
