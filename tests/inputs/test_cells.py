from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.inputs.cells import (
    State,
    clean_names,
    is_blank,
    read_numbers,
)
from salesplan.inputs.dates import read_dates
from salesplan.profile import DateOrder


def text(*cells: str | None) -> pa.Array:
    return pa.array(cells, pa.string())


def days(*cells: str | None, order: DateOrder = DateOrder.AUTO) -> list[str]:
    """ISO days, or the name of the state."""
    reading = read_dates(text(*cells), order)
    return [
        str(np.datetime64(int(value), "D")) if state == State.FINE else State(state).name
        for value, state in zip(reading.values, reading.states, strict=True)
    ]


def numbers(*cells: str | None, decimals: int = 2, factor: int = 1) -> list[int | str]:
    reading = read_numbers(text(*cells), decimals, factor)
    return [
        int(value) if state == State.FINE else State(state).name
        for value, state in zip(reading.values, reading.states, strict=True)
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "2024-01-05",
        "2024-1-5",
        "2024-01-05 00:00:00",
        "2024-01-05T23:59:59.5+08:00",
        "2024/1/5",
        "2024/1/5 10:30",
        "2024.1.5",
        "2024年1月5日",
        "2024年1月5日 星期五",
        "２０２４年１月５日",
        "20240105",
        "20240105103000",
        "5-Jan-2024",
        "5 January 2024",
        "Jan 5, 2024",
        "Fri, 5 Jan 2024",
        "January 5th, 2024 10:30 AM",
        "45296",
        "45296.75",
        " 2024-01-05 ",
        "1704412800000",
        "5/5/2024",
    ],
)
def test_a_date_in_many_forms(cell: str) -> None:
    assert days(cell) == ["2024-05-05" if cell == "5/5/2024" else "2024-01-05"]


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("", "BLANK"),
        ("  ", "BLANK"),
        (None, "BLANK"),
        ("soon", "UNREADABLE"),
        ("2024-02-30", "UNREADABLE"),
        ("2024", "UNREADABLE"),
        ("2021年", "UNREADABLE"),
        ("5-Mat-2024", "UNREADABLE"),
        ("19999", "UNREADABLE"),
        ("80001", "UNREADABLE"),
        ("1979-12-31", "IMPLAUSIBLE"),
        ("2101-01-01", "IMPLAUSIBLE"),
        ("1899-12-31 03:04:00", "IMPLAUSIBLE"),
        ("5/1/24", "SHORT_YEAR"),
        ("24/1/5", "SHORT_YEAR"),
        ("24年1月5日", "SHORT_YEAR"),
        ("5-Jan-24", "SHORT_YEAR"),
    ],
)
def test_what_is_no_date(cell: str | None, state: str) -> None:
    assert days(cell) == [state]


def test_the_first_and_the_last_plausible_day() -> None:
    assert days("1980-01-01", "2100-12-31") == ["1980-01-01", "2100-12-31"]


def test_the_column_shows_which_part_is_the_day() -> None:
    assert days("3/4/2026", "25/4/2026") == ["2026-04-03", "2026-04-25"]
    assert days("3/4/2026", "4/25/2026") == ["2026-03-04", "2026-04-25"]


def test_a_column_that_does_not_show_it_is_ambiguous() -> None:
    assert days("3/4/2026", "5/5/2026") == ["AMBIGUOUS", "2026-05-05"]
    assert read_dates(text("3/4/2026", "1/2/2026", "7/8/2026"), DateOrder.AUTO).samples == (
        "3/4/2026",
        "1/2/2026",
    )


def test_a_column_that_shows_both_settles_nothing() -> None:
    assert days("3/4/2026", "25/4/2026", "4/25/2026") == ["AMBIGUOUS", "2026-04-25", "2026-04-25"]


def test_the_user_says_which_part_is_the_day() -> None:
    assert days("3/4/2026", order=DateOrder.DAY_FIRST) == ["2026-04-03"]
    assert days("3/4/2026", order=DateOrder.MONTH_FIRST) == ["2026-03-04"]
    assert days("25/4/2026", order=DateOrder.MONTH_FIRST) == ["UNREADABLE"]


def test_milliseconds_that_begin_at_midnight_in_china_are_days_in_china() -> None:
    # 2024-01-05 and 2024-01-06, 00:00 at UTC+8.
    reading = read_dates(text("1704384000000", "1704470400000"), DateOrder.AUTO)
    assert reading.zone == 8.0
    assert days("1704384000000", "1704470400000") == ["2024-01-05", "2024-01-06"]


def test_milliseconds_at_any_time_are_days_in_greenwich() -> None:
    # 16:00 and 16:01 at UTC.
    assert days("1704384000000", "1704384060000") == ["2024-01-04", "2024-01-04"]


def test_many_different_times_are_cut_off() -> None:
    start = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    moments = [start + dt.timedelta(seconds=37 * n) for n in range(30_000)]
    found = days(*[f"{m:%Y-%m-%d %H:%M:%S}" for m in moments], "nonsense", None)
    assert found == [*[f"{m:%Y-%m-%d}" for m in moments], "UNREADABLE", "BLANK"]


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("747.06", 74_706),
        ("3.3000000000000003", 330),
        ("0.145", 15),
        ("-0.145", -15),
        ("1.005", 101),
        ("2.675", 268),
        ("0.1449999", 14),
        ("1e3", 100_000),
        ("0", 0),
        ("1,234.50", 123_450),
        ("¥1,234.50", 123_450),
        ("(12.30)", -1_230),
        ("１２．５", 1_250),
        ("1.2万", 1_200_000),
        ("1.234,50", 123_450),
        ("999999999999999.99", 99_999_999_999_999_999),
        ("123456789012.345", 12_345_678_901_235),
    ],
)
def test_a_number_in_many_forms(cell: str, cents: int) -> None:
    assert numbers(cell) == [cents]
    # beside a cell that is no plain number the column takes another way
    assert numbers(cell, "$1", None) == [cents, 100, "BLANK"]


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("1,5", "UNREADABLE"),
        ("12件", "UNREADABLE"),
        ("Closed", "UNREADABLE"),
        ("true", "UNREADABLE"),
        ("1e15", "IMPLAUSIBLE"),
        ("-1000000000000000", "IMPLAUSIBLE"),
        ("inf", "IMPLAUSIBLE"),
        ("nan", "IMPLAUSIBLE"),
        ("1e400", "IMPLAUSIBLE"),
        (" ", "BLANK"),
    ],
)
def test_what_is_no_amount(cell: str, state: str) -> None:
    assert numbers(cell) == [state]
    assert numbers(cell, "2", "$1") == [state, 200, 100]


def test_decimals_and_factor() -> None:
    assert numbers("1234.5", decimals=0) == [1235]
    assert numbers("0.00015", factor=10_000) == [150]
    assert numbers("1234567.5", decimals=3) == [1_234_567_500]


AMOUNTS = st.decimals(-(10**12), 10**12, places=6, allow_nan=False, allow_infinity=False)


@given(st.lists(AMOUNTS, min_size=1, max_size=20), st.sampled_from([0, 2, 3]))
def test_amounts_are_what_decimal_arithmetic_says(amounts: list[Decimal], decimals: int) -> None:
    exact = [int((a * 10**decimals).quantize(Decimal(1), ROUND_HALF_UP)) for a in amounts]
    assert numbers(*map(str, amounts), decimals=decimals) == exact


def test_names_that_look_alike_are_one() -> None:
    names = clean_names(text("张三", " 张三 ", "Ａｎｎ  Lee", "Ann Lee", "", None, "　"), "nobody")
    assert names.to_pylist() == ["张三", "张三", "Ann Lee", "Ann Lee", "nobody", "nobody", "nobody"]
    assert names.dictionary.to_pylist() == ["张三", "Ann Lee", "nobody"]


def test_names_without_a_word_for_missing_ones() -> None:
    names = clean_names(text("a", None, " "))
    assert names.to_pylist() == ["a", None, None]
    assert clean_names(text("a", "b"), "nobody").dictionary.to_pylist() == ["a", "b"]


def test_blank_cells() -> None:
    assert is_blank(text("x", "", " ", "　", None)).tolist() == [False, True, True, True, True]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1.234,50", "1.299", "99,00", "5"], [123_450, 129_900, 9900, 500]),
        (["99,00 €", "10,5", "-1200,25"], [9900, 1050, -120_025]),
        (["1.234.567,8", "2.500"], [123_456_780, 250_000]),
        # Nothing shows that commas are decimal, or something else speaks against it.
        (["1,5", "2"], [None, 200]),
        (["1.234,50", "1.5"], [123_450, 150]),
        (["1,234", "2,500"], [123_400, 250_000]),
        (["1,234.50", "1.299"], [123_450, 130]),
        (["99,00", "1,234,567"], [None, 123_456_700]),
    ],
)
def test_what_commas_are_is_settled_by_the_column(
    texts: list[str], expected: list[int | None]
) -> None:
    reading = read_numbers(pa.array(texts), 2)
    fine = reading.states == State.FINE
    assert [
        value if ok else None for value, ok in zip(reading.values.tolist(), fine, strict=True)
    ] == expected


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("5", 5_000_000),
        ("¥5", 5_000_000),
        ("12.5万", 12_500_000),
        ("8.8 万元", 8_800_000),
        ("１２．５　万", 12_500_000),
        ("9元", 900),
        ("¥9元", 900),
        ("120,000元", 12_000_000),
        ("3.2万元整", 3_200_000),
        ("(9元)", -900),
        ("0.5亿", 5_000_000_000),
        ("35k", 3_500_000),
    ],
)
def test_a_unit_in_a_cell_wins_over_that_of_its_column(text: str, cents: int) -> None:
    reading = read_numbers(pa.array(["1", text]), 2, 10_000)
    assert reading.values.tolist() == [1_000_000, cents]
    assert reading.with_unit == (text[-1] not in "5")


def test_what_is_rounded_off_goes_along_with_either_unit() -> None:
    reading = read_numbers(pa.array(["0.0000016", "0.016元", None, "x"]), 2, 10_000)
    assert reading.values.tolist()[:2] == [2, 2]
    assert reading.rests is not None
    assert reading.rests.tolist()[:2] == [-400_000, -400_000]
    assert reading.states.tolist() == [State.FINE, State.FINE, State.BLANK, State.UNREADABLE]
