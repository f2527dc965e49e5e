"""Amounts by whole columns are what they are cell by cell, whatever stands above them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.inputs.cells import State, read_numbers
from salesplan.numerals import parse_number

FORMS = (
    *("{:.2f}", "{:,.2f}", "¥{:,.2f}", "￥{:,.2f}", "-¥{:,.2f}", "¥-{:,.2f}", "-{:.1f}", "${:.0f}"),
    *("({:,.2f})", "{:,.2f}元", "-{:,.0f}元", "{:.2f}-", "{:.1f}万", "USD {:,.2f}", "{:e}"),
)
# Nearly of a common form: what stands around the digits means something else, or nothing.
ODD = (
    *("12,345,6", "¥¥5", "元5", "5元元", "¥", "元", "--5", "-$5元", "5¥", ".5", "5."),
    *("待定", "nan", "1e5", "１２３", "1,234.5元", "-", ""),
)
CELLS = st.one_of(
    st.builds(str.format, st.sampled_from(FORMS), st.floats(0, 10**9)), st.sampled_from(ODD)
)


def one(text: str) -> tuple[State, int]:
    """What a cell alone means, in cents, by exact arithmetic."""
    if not text.strip():
        return State.BLANK, 0
    try:
        number = Decimal(text) if text in {"5.", ".5", "nan"} or "e" in text else parse_number(text)
    except ValueError:
        return State.UNREADABLE, 0
    if not number.is_finite():
        return State.IMPLAUSIBLE, 0
    return State.FINE, int((number * 100).quantize(Decimal(1), ROUND_HALF_UP))


@settings(max_examples=300, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=6), st.sampled_from([0, 1000]))
def test_a_column_is_its_cells(cells: list[str], plain: int) -> None:
    """Below many plain numbers, too: then the column is taken for one of plain numbers at first."""
    reading = read_numbers(pa.array(["12.50"] * plain + cells), 2)
    assert reading.values[:plain].tolist() == [1250] * plain
    for cell, value, state in zip(
        cells, reading.values[plain:].tolist(), reading.states[plain:].tolist(), strict=True
    ):
        expected, cents = one(cell)
        assert state == expected, cell
        if expected is State.FINE:
            assert value == cents, cell


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("¥1,234.50", 123_450),
        ("-￥1,234.50元", -123_450),
        ("12元", 1200),
        ("€1,234,567", 123_456_700),
        ("¥-5", -500),
        ("(¥5)", -500),
    ],
)
def test_common_forms(text: str, cents: int) -> None:
    reading = read_numbers(pa.array([text, None, "7"]), 2)
    assert reading.values[[0, 2]].tolist() == [cents, 700]
    assert reading.states.tolist() == [State.FINE, State.BLANK, State.FINE]


@pytest.mark.parametrize("other", ["1.000000e+00", "1.5", "1.2345", "7.", "1.5e3元"])
def test_a_point_that_groups_nothing_speaks_against_decimal_commas(other: str) -> None:
    reading = read_numbers(pa.array(["1,23", "4,56", other]), 2)
    assert reading.states[:2].tolist() == [State.UNREADABLE] * 2
    assert read_numbers(pa.array(["1,23", "4,56", "1.234"]), 2).values.tolist() == [
        123,
        456,
        123400,
    ]
