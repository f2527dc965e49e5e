"""What of a goal falls into each month: fixed months and quarters, worked by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.core.explain import explain
from salesplan.core.plan import MetricPlan, build_plan
from salesplan.errors import Finding, SalesplanError
from tests.core.builders import profile

SUMMER_OFF = {"closed": [{"from": "2027-07-01", "to": "2027-09-30"}]}


def planned(annual: int = 1200, unit: int = 1, **fields: object) -> MetricPlan:
    goal = {"metric": "calls", "annual": annual, "unit": unit, **fields}
    return build_plan(profile(goals=[goal])).metrics[0]


def problem(**fields: object) -> Finding:
    with pytest.raises(SalesplanError) as caught:
        planned(**fields)  # type: ignore[arg-type]
    assert len(caught.value.findings) == 1
    return caught.value.findings[0]


def test_a_quarter_fixed_at_22_percent() -> None:
    # 22 % of 1,200 is 264: over 21 + 20 + 23 = 64 working days 86.6, 82.5, 94.9; the other 936
    # over the 197 days left: 22 in April are 104.5
    months = planned(quarters={"Q1": "22%"}).months
    assert months[:3].tolist() == [87, 82, 95]
    assert (months[:3].sum(), months[3:].sum()) == (264, 936)
    assert months[3] == 105  # the larger remainders go up


def test_fixed_months_come_first() -> None:
    # 10 % of 1,200 and 90; the other 990 over 261 − 23 − 21 = 217 days: 21 in January are 95.8
    months = planned(months={"2027-03": "10%", "M05": 90}).months
    assert (months[2], months[4], months[0]) == (120, 90, 96)
    assert months.sum() == 1200


def test_a_fixed_quarter_leaves_to_its_other_months_what_its_fixed_one_does_not_take() -> None:
    # 264 − 120 = 144 over 21 + 20 days: 73.8 and 70.2
    months = planned(quarters={"Q1": "22%"}, months={"M03": "10%"}).months
    assert months[:3].tolist() == [74, 70, 120]
    assert months.sum() == 1200


def test_a_quarter_and_all_of_its_months_agree() -> None:
    months = planned(quarters={"Q1": 300}, months={"M1": 100, "M2": "10%", "M3": 80}).months
    assert months[:3].tolist() == [100, 120, 80]
    assert months.sum() == 1200


def test_fixed_months_grow_with_over_assignment() -> None:
    months = planned(over_assignment="10%", months={"M01": 100, "M02": "5%"}).months
    assert months[:2].tolist() == [110, 66]
    assert months.sum() == 1320


def test_a_share_that_is_no_whole_number_goes_to_the_nearest_unit() -> None:
    # 8.33 % of 1,200 is 99.96
    assert planned(unit=10, months={"M01": "8.33%"}).months[0] == 100


def test_twelve_fixed_months() -> None:
    said = {f"M{month:02}": 90 + month for month in range(1, 12)} | {"M12": 1200 - 990 - 66}
    assert planned(months=said).months.tolist() == [*range(91, 102), 144]


def test_a_month_of_another_fiscal_year() -> None:
    found = problem(months={"2026-03": 10})
    assert (found.code, found.values["period"]) == ("E431", "2026-03")
    assert problem(months={"Q1": 10}).code == "E431"


def test_a_month_by_two_names() -> None:
    assert problem(months={"M03": 10, "2027-03": 10}).code == "E436"


@pytest.mark.parametrize(
    ("fields", "code", "total", "due", "difference"),
    [
        # all three months of a quarter, and one alone that is too much for it
        ({"months": {"M1": 100, "M2": 90, "M3": 80}}, "E432", "270", "264", "6"),
        ({"months": {"M2": 300}}, "E432", "300", "264", "36"),
        # 264 + 700 + 300 of 1,200
        ({"months": {"M5": 700, "M6": 300}}, "E433", "1,264", "1,200", "64"),
        # 264 and nine times 100
        ({"months": {f"M{at}": 100 for at in range(4, 13)}}, "E434", "1,164", "1,200", "36"),
    ],
)
def test_what_contradicts_is_named_with_the_difference(
    fields: dict[str, Any], code: str, total: str, due: str, difference: str
) -> None:
    found = problem(quarters={"Q1": "22%"}, over_assignment="5%", **fields)
    assert found.code == code
    values = {name: found.values[name] for name in ("total", "due", "difference")}
    assert values == {"total": total, "due": due, "difference": difference}


def test_a_fixed_month_without_anybody() -> None:
    goal = {"metric": "calls", "annual": 1200, "months": {"M08": 10}}
    with pytest.raises(SalesplanError) as caught:
        build_plan(profile(calendar=SUMMER_OFF, goals=[goal]))
    assert [(each.code, each.values["month"]) for each in caught.value.findings] == [
        ("E435", "2027-08")
    ]


def test_limits_leave_fixed_months_as_they_are() -> None:
    # Ann alone, March of hers at 50: the 70 that it has less go to months that nobody fixed
    goal = {"metric": "calls", "annual": 1200, "months": {"M04": 200}, "quarters": {"Q3": 300}}
    ann = {"name": "Ann", "target": {"periods": {"M03": 50}}}
    metric = build_plan(profile(ann, goals=[goal])).metrics[0]
    assert (metric.months[2], metric.months[3], metric.months[6:9].sum()) == (50, 200, 300)
    assert metric.months.sum() == 1200


@given(
    st.integers(1, 3).map(lambda exponent: 10**exponent),
    st.dictionaries(st.integers(1, 12), st.integers(0, 60), max_size=8),
    st.dictionaries(st.integers(1, 4), st.integers(180, 250), max_size=3),
    st.integers(0, 20),
)
def test_what_is_fixed_holds_and_the_year_is_exact(
    unit: int, months: dict[int, int], quarters: dict[int, int], over: int
) -> None:
    # In thousandths of a year, at most 480 + 750: where that is too much, it is said.
    shares = {f"M{month}": f"{share / 10}%" for month, share in months.items()}
    fixed = {f"Q{quarter}": f"{share / 10}%" for quarter, share in quarters.items()}
    try:
        metric = planned(
            annual=1_000_000, unit=unit, over_assignment=f"{over}%", months=shares, quarters=fixed
        )
    except SalesplanError as error:
        assert {each.code for each in error.findings} <= {"E432", "E433", "E434"}
        return
    assert metric.months.sum() == metric.assigned == 10_000 * (100 + over)
    assert (metric.months >= 0).all()
    for month, share in months.items():
        assert abs(metric.months[month - 1] - metric.assigned * share / 1000) <= unit / 2
    for quarter, share in quarters.items():
        whole = metric.months[quarter * 3 - 3 : quarter * 3].sum()
        assert abs(whole - metric.assigned * share / 1000) <= unit / 2


def test_every_month_can_be_recomputed() -> None:
    goal = {
        "metric": "revenue",
        "annual": 1_000_000,
        "unit": 100,
        "over_assignment": "5%",
        "quarters": {"Q1": "22%"},
        "months": {"M03": "10%", "M07": 90_000},
    }
    plan = build_plan(profile(goals=[goal]))
    found = explain(plan, 0, plan.metrics[0], plan.calendar.year)
    pools = [chain.total.pool.value for chain in found.months]
    assert pools == ["left", "left", "month", *["rest"] * 3, "month", *["rest"] * 5]
    for chain in found.months:
        total = chain.total
        share = total.season / total.pool_season
        assert abs(total.pool_amount * share - total.exact) <= 1
        assert abs(total.exact - total.total) < 100
    # 22 % of 1,050,000 is 231,000; March 105,000 of it; July 90,000 × 1.05
    amounts = {chain.total.pool.value: int(chain.total.pool_amount) for chain in found.months}
    assert amounts == {"left": 126_000, "month": 94_500, "rest": 1_050_000 - 231_000 - 94_500}
    fixed = [str(chain.total.fixed) for chain in found.months]
    assert fixed[1:4] == ["0.22", "0.10", "None"]
    assert np.isclose(float(found.total), 1_050_000)
