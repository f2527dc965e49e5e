"""Limits as the profile says them, and plans made under them."""

from __future__ import annotations

from typing import Any

import pytest

from salesplan.core.consistency import contradictions
from salesplan.core.limits import LimitKind
from salesplan.core.plan import Plan, build_plan
from salesplan.core.sales import Sales
from salesplan.errors import SalesplanError
from salesplan.reports.plan_record import plan_from_text, plan_to_text
from tests.core.builders import profile, sales

GOAL = {"metric": "revenue", "annual": 12_000, "seasonality": "working_days"}


def plan(*reps: dict[str, Any], past: Sales | None = None, **goal: object) -> Plan:
    return build_plan(profile(*reps, goals=[{**GOAL, **goal}], weighting={"track_record": 0}), past)


def years(found: Plan) -> list[int]:
    """Everybody's year in whole yuan."""
    targets: list[int] = (found.metrics[0].targets.sum(axis=1) // 100).tolist()
    return targets


def findings(caught: pytest.ExceptionInfo[SalesplanError]) -> list[tuple[str, dict[str, object]]]:
    return [(found.code, dict(found.values)) for found in caught.value.findings]


def test_a_number_alone_locks_the_year() -> None:
    found = plan({"name": "Ann", "target": "5k"}, {"name": "Bob"}, {"name": "Cem"})
    assert years(found) == [5000, 3500, 3500]
    assert found.metrics[0].pools == ((1, 2),)


def test_at_most_and_at_least() -> None:
    limited = plan(
        {"name": "Ann", "target": {"max": 3000}},
        {"name": "Bob", "target": {"min": 4800}},
        {"name": "Cem"},
    )
    assert years(limited) == [3000, 4800, 4200]


def test_periods_as_people_call_them() -> None:
    found = plan(
        {"name": "Ann", "target": {"periods": {"Q1": 900, "2027-06": {"max": 100}}}},
        {"name": "Bob"},
    )
    ann = found.metrics[0].targets[0] // 100
    assert ann[:3].sum() == 900
    assert ann[5] == 100
    assert found.metrics[0].months.sum() == 1_200_000


def test_a_share_of_all() -> None:
    # 15 % of 12,000; inwards where it is no whole unit
    found = plan({"name": "Ann", "target": {"share": {"max": "15%"}}}, {"name": "Bob"})
    assert years(found) == [1800, 10_200]
    limit = found.metrics[0].limits[0]
    assert (limit.kind, limit.low, limit.high) == (LimitKind.SHARE, None, 180_000)


def test_growth_over_the_last_complete_year() -> None:
    # Ann sold 100.01 a month, 1,200.12 in 2026: 30 % more is 1,560.156, in units at most 1,560.
    months = [f"2026-{month:02}-15" for month in range(1, 13)]
    rows = [(day, rep, 10_001) for day in months for rep in ("Ann", "Bob")]
    past = sales([("2026-01-01", "Bob", 1), *rows, ("2026-12-31", "Bob", 1)])
    found = plan({"name": "Ann", "target": {"growth": {"max": "30%"}}}, {"name": "Bob"}, past=past)
    assert found.metrics[0].targets.sum(axis=1).tolist() == [1560_00, 10_440_00]


def test_growth_that_is_exact_is_so_to_the_cent() -> None:
    # 1,200.12 × 1.3 = 1,560.156: no multiple of the unit lies between, and no cent either.
    rows = [("2026-01-01", "Ann", 120_011), ("2026-12-31", "Ann", 1), ("2026-06-01", "Bob", 100)]
    exactly = {"growth": {"min": "30%", "max": "30%"}}
    found = plan({"name": "Ann", "target": exactly}, {"name": "Bob"}, past=sales(rows))
    assert found.metrics[0].targets.sum(axis=1).tolist() == [1560_15, 1_200_000 - 1560_15]


def test_growth_over_nothing_is_said_and_limits_nothing() -> None:
    found = plan({"name": "Ann", "target": {"growth": {"max": "30%"}}}, {"name": "Bob"})
    assert years(found) == [6000, 6000]
    assert ("W470", "Ann") in [(each.code, each.values.get("name")) for each in found.findings]


def test_a_team_and_other_metrics() -> None:
    data: dict[str, Any] = {
        "goals": [GOAL, {"metric": "orders", "annual": 120}],
        "weighting": {"track_record": 0},
        "team": [
            {
                "name": "East",
                "target": {"min": 9000},
                "reps": [{"name": "Ann", "targets": {"orders": 12}}, {"name": "Bob"}],
            },
            {"name": "West", "reps": [{"name": "Cem"}, {"name": "Dan"}]},
        ],
    }
    found = build_plan(profile(**data))
    assert years(found) == [4500, 4500, 1500, 1500]
    assert found.metrics[1].targets.sum(axis=1).tolist() == [12, 36, 36, 36]


def test_months_that_have_to_give_way_are_named() -> None:
    found = plan({"name": "Ann", "target": {"periods": {"M3": 100}}})
    moved = next(each for each in found.findings if each.code == "W471")
    assert "2027-03 -" in str(moved.values["months"])
    assert found.metrics[0].targets.sum() == 1_200_000
    assert found.metrics[0].targets[0, 2] == 10_000


def test_fixed_quarters_do_not_give_way() -> None:
    found = plan(
        {"name": "Ann", "target": {"periods": {"M3": 100}}}, quarters={"Q1": "22%", "Q3": 4000}
    )
    quarters = found.metrics[0].targets.sum(axis=0).reshape(4, 3).sum(axis=1)
    assert quarters[0] == 264_000
    assert quarters[2] == 400_000


def test_limits_that_contradict_each_other() -> None:
    with pytest.raises(SalesplanError) as caught:
        plan({"name": "Ann", "target": 9500}, {"name": "Bob", "target": {"min": 3000}})
    metric = {"metric": "revenue"}
    assert findings(caught) == [
        ("E472", {**metric, "amount": "500"}),
        ("E476", {**metric, "name": "", "period": "2027", "amount": "12,000"}),
        ("E473", {**metric, "name": "Ann", "period": "2027", "amount": "9,500"}),
        ("E474", {**metric, "name": "Bob", "period": "2027", "amount": "3,000"}),
    ]


def test_a_period_that_the_year_does_not_have() -> None:
    with pytest.raises(SalesplanError) as caught:
        plan({"name": "Ann", "target": {"periods": {"Q5": 1}}}, {"name": "Bob", "target": "1.234"})
    assert [code for code, _ in findings(caught)] == ["E470", "E471"]


def test_who_leaves_in_may() -> None:
    # 12,000 over the working days of 2027 without a calendar: 261, of which 108 until the end of
    # May, so 4,965.52 are shared until then; Ann has 2,000 of them and Bob the rest and all after
    found = plan({"name": "Ann", "end": "2027-05-31", "target": 2000}, {"name": "Bob"})
    assert years(found) == [2000, 10_000]
    assert found.metrics[0].targets[0, 5:].sum() == 0


def test_a_newcomer_from_july_with_a_ramp_is_not_asked_for_more_than_the_limit() -> None:
    found = plan({"name": "Ann", "start": "2027-07-01", "target": {"max": 1000}}, {"name": "Bob"})
    ann = found.metrics[0].targets[0]
    assert ann.sum() == 100_000
    assert ann[:6].sum() == 0
    # Without the limit the ramp alone decides: 25, 50, 75 % and then all of an equal share. The
    # limit makes Ann's weight count k times in every month, so her odds against Bob do so, too.
    ideal = [0.25 / 1.25, 0.5 / 1.5, 0.75 / 1.75, 0.5, 0.5, 0.5]
    months = found.metrics[0].months[6:]
    odds = [
        target / (total - target) / (share / (1 - share))
        for target, total, share in zip(ann[6:], months, ideal, strict=True)
    ]
    assert odds == pytest.approx([odds[0]] * 6, rel=0.02)
    assert odds[0] < 0.3


def test_the_record_keeps_the_limits() -> None:
    found = plan({"name": "Ann", "target": {"max": 3000}}, {"name": "Bob"}, {"name": "Cem"})
    again = plan_from_text(plan_to_text(found))
    assert again.metrics[0].limits == found.metrics[0].limits
    assert again.metrics[0].pools == found.metrics[0].pools


def test_days_of_a_month_that_is_asked_of_somebody_away() -> None:
    leave = [{"from": "2027-03-01", "to": "2027-03-31"}]
    found = plan({"name": "Ann", "leave": leave, "target": {"periods": {"M3": 230}}}, {"name": "B"})
    days = found.daily(found.metrics[0])[0]
    assert days[59:90].sum() == 23_000
    assert (days[59:90] > 0).sum() == 23  # the working days of March


def test_what_contradicts_itself_in_one_limit() -> None:
    ann = {
        "name": "Ann",
        "target": {"min": 20, "max": 10, "periods": {"Q1": {"exact": 5, "max": 6}}},
        "targets": {"ordres": {"share": {"min": "20%", "max": "10%"}}},
    }
    found = contradictions(profile(ann, goals=[{"metric": "orders", "annual": 9}]))
    here = ("team", 0, "reps", 0)
    assert [(path, each.code, each.nearest) for path, each in found] == [
        ((*here, "target", "min"), "E153", None),
        ((*here, "target", "periods", "Q1"), "E154", None),
        ((*here, "targets", "ordres"), "E155", "orders"),
        ((*here, "targets", "ordres", "share", "min"), "E153", None),
    ]
