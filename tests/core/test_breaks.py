from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.breaks import Break, find_break
from salesplan.core.forecast import look_ahead
from salesplan.core.known_months import KnownMonths

ENDS = tuple(dt.date(2027, month, 1) for month in range(1, 13))


def months(*rows: list[int], days: list[int] | None = None, gone: int = 3) -> KnownMonths:
    """Months that end with the `gone` first of 2027; each of 20 working days by default."""
    count = len(rows[0])
    worked = np.array(days or [20] * count, dtype=float)
    amounts = np.array(rows, dtype=float)
    return KnownMonths(amounts, amounts, worked, gone, ENDS[: gone + 1])


def test_three_months_by_hand() -> None:
    # 2,000 a month for a year, then half of it.
    found = find_break(months([*[2000] * 12, 1000, 900, 1100]), 0)
    assert found == Break(dt.date(2027, 1, 1), dt.date(2027, 4, 1), 3000, 6000, 6000)


def test_what_is_expected_goes_by_working_days() -> None:
    # 100 a working day; of the last months 10, 20 and 5.
    days = [*[20] * 12, 10, 20, 5]
    short = months([*[2000] * 12, 1000, 2000, 450], days=days)
    assert find_break(short, 0) == Break(dt.date(2027, 1, 1), dt.date(2027, 4, 1), 3450, 3500, 3500)
    assert find_break(months([*[2000] * 12, 1000, 2000, 550], days=days), 0) is None


def test_the_last_three_months_alone_are_judged() -> None:
    # After five months of the year it is those from March on; January and February lead up to them.
    found = find_break(months([*[2000] * 14, 500, 500, 500], gone=5), 0)
    assert found == Break(dt.date(2027, 3, 1), dt.date(2027, 6, 1), 1500, 6000, 6000)
    assert find_break(months([*[2000] * 12, 10, 10, 2000, 2000, 2000], gone=5), 0) is None


def test_more_than_expected_is_no_break() -> None:
    assert find_break(months([*[2000] * 12, 4000, 5000, 6000]), 0) is None


def test_one_good_month_mends_two_bad_ones() -> None:
    assert find_break(months([*[2000] * 12, 0, 0, 6001]), 0) is None
    assert find_break(months([*[2000] * 12, 0, 0, 5990]), 0) is not None


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_fewer_than_three_months_of_the_year_are_not_judged(gone: int) -> None:
    assert find_break(months([2000] * 9 + [0] * 3 + [0] * gone, gone=gone), 0) is None


def test_a_year_before_counts_from_the_first_sale() -> None:
    later = [0, *[2000] * 12, 0, 0, 0]  # thirteen months before, twelve of them since the first
    assert find_break(months(later, gone=4), 0) is not None
    assert find_break(months([0, 0, *later[2:]], gone=4), 0) is None


def test_who_has_never_sold_has_no_break() -> None:
    assert find_break(months([0] * 15), 0) is None


def test_each_row_is_judged_alone() -> None:
    steady, broken = [2000] * 15, [*[300] * 12, 0, 0, 0]
    both = months(steady, broken, [a + b for a, b in zip(steady, broken, strict=True)])
    assert find_break(both, 0) is None
    assert find_break(both, 1) == Break(dt.date(2027, 1, 1), dt.date(2027, 4, 1), 0, 900, 900)
    whole = find_break(both, -1)
    assert whole is not None
    assert (whole.actual, whole.expected) == (6000, 6900)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(1, 10_000), min_size=12, max_size=24), st.integers(0, 60_000))
def test_below_the_lower_end_and_nowhere_else(before: list[int], last: int) -> None:
    given_months = months([*before, last, 0, 0])
    days = np.full(len(before), 20.0)
    seen = look_ahead(np.array(before, dtype=float), 0, days, np.full(3, 20.0), 0.95)
    assert seen.low is not None
    found = find_break(given_months, 0)
    assert (found is not None) == (last < seen.low)
    if found is not None:
        assert (found.actual, found.low) == (last, round(seen.low))
        assert found.actual < found.expected
        assert found.low <= found.expected
    # What is enough once is enough with more.
    more = replace(
        given_months, amounts=given_months.amounts + np.array([0] * len(before) + [9] * 3)
    )
    assert found is not None or find_break(more, 0) is None
