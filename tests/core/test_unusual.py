from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from salesplan.core.analysis import analyse
from salesplan.core.same_days import Days
from salesplan.core.unusual import Unusual
from tests.core.builders import Row, sales
from tests.core.histories import daily, monthly, weekdays

DAYS = weekdays("2024-07-01", "2026-12-31")


def steady(*more: Row, tenth_from: str = "9999") -> Unusual:
    """A hundred on every working day of two and a half years, a tenth of it from some day on."""
    amounts = [100 if day.isoformat() < tenth_from else 10 for day in DAYS]
    return analyse(sales([*daily(DAYS, amounts, "Ann"), *more])).unusual


def test_nothing() -> None:
    assert steady() == Unusual((), (), (), (), judged=True, wild=False)


def test_a_drop_to_a_tenth_has_a_date() -> None:
    [shift] = steady(tenth_from="2025-09-01").shifts
    assert shift.key == "2025-09"
    assert shift.days == Days(dt.date(2025, 9, 1), dt.date(2027, 1, 1))
    # An average month has between 21 and 22 working days.
    assert shift.before == pytest.approx(2175, rel=0.03)
    assert shift.after == pytest.approx(217, rel=0.03)
    assert shift.change == pytest.approx(-0.9, abs=0.01)


def test_an_odd_month_has_the_order_behind_it() -> None:
    found = steady(("2026-03-11", "Bob", 13_000))
    [month] = found.months
    assert (month.key, month.actual) == ("2026-03", 2200 + 13_000)
    assert month.usual == pytest.approx(2200, abs=30)
    assert month.days == Days(dt.date(2026, 3, 1), dt.date(2026, 4, 1))
    [order] = month.orders
    assert (order.date, order.rep, order.amount) == (dt.date(2026, 3, 11), "Bob", 13_000)
    assert found.orders == (order,)
    assert found.shifts == ()


def test_gaps_have_dates() -> None:
    amounts = np.full(36, 100)
    amounts[20:22] = 0
    rows = [row for row in monthly("2024-01", amounts.tolist()) if row[2]]
    [gap] = analyse(sales(rows)).unusual.gaps
    assert gap.keys == ("2025-09", "2025-10")
    assert gap.days == Days(dt.date(2025, 9, 1), dt.date(2025, 11, 1))
    assert gap.usual == pytest.approx(200, rel=0.1)


def test_less_than_two_years_are_not_judged() -> None:
    found = analyse(sales(monthly("2025-07", [100] * 17 + [9000]))).unusual
    assert not found.judged
    assert found.months == ()


def test_months_count_from_the_first_whole_one() -> None:
    # In a fiscal year from April; the last days of March 2024 are no whole month.
    days = weekdays("2024-03-28", "2026-12-31")
    rows = daily(days, [100] * len(days), "Ann")
    [month] = analyse(sales([*rows, ("2026-03-11", "Bob", 13_000)])).unusual.months
    assert month.key == "2026-03"
