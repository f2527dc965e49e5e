from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from salesplan.choices import Stretch
from salesplan.core.fit import check_fit, trend_findings
from salesplan.core.plan import build_plan
from salesplan.core.review import Review, review
from salesplan.core.sales import UNASSIGNED
from salesplan.core.trend import Trend, snapshot, trend
from salesplan.errors import ExitCode, Finding, SalesplanError
from tests.core.builders import Row, profile, sales

REVENUE = {"metric": "revenue", "annual": 5220}
NEW = {"metric": "new_customers", "annual": 60}
CALLS = {"metric": "calls", "annual": 600}
VISITS = {"metric": "visits", "annual": 600}
OWN = [("2027-01-04", "Ann", 100), ("2027-01-05", "Bob", 100)]
Found = list[tuple[str, Mapping[str, object]]]


def fitted(
    rows: Sequence[Row],
    *goals: dict[str, Any],
    customers: Sequence[str] | None = None,
    day: str = "2027-01-13",
    **fields: Any,  # noqa: ANN401 (as in a file)
) -> list[Finding]:
    plan = build_plan(profile(goals=goals or [REVENUE], **fields))
    columns: dict[str, Sequence[object]] = {} if customers is None else {"customer": customers}
    found = sales(rows, **columns)
    return check_fit(review(plan, found, dt.date.fromisoformat(day)), found)


def told(findings: Sequence[Finding]) -> Found:
    return [(found.code, dict(found.values)) for found in findings]


def test_nothing_where_all_is_well() -> None:
    assert fitted(OWN) == []
    # Who has not sold has a row that says so; sales of nobody too.
    assert fitted([*OWN[:1], ("2027-01-05", UNASSIGNED, 5)]) == []
    assert fitted([]) == []


def test_spellings_and_aliases_are_on_the_team() -> None:
    team = [{"name": "East", "reps": [{"name": "Ann", "aliases": ["A. Lee"]}, {"name": "Bob"}]}]
    rows = [("2027-01-04", " ANN ", 1), ("2027-01-04", "a.  lee", 1)]
    assert fitted(rows, team=team) == []


def test_strangers_with_the_nearest_who_has_not_sold() -> None:
    found = fitted([OWN[0], ("2027-01-05", "Bobb", 1), ("2027-01-05", "Zoe", 1)])
    assert told(found) == [("W401", {"name": "Bobb"}), ("W401", {"name": "Zoe"})]
    assert [each.nearest for each in found] == ["Bob", None]


def test_who_sold_only_in_other_years_is_no_stranger_of_this_one() -> None:
    found = fitted([OWN[0], ("2026-05-05", "Zoe", 1), ("2028-01-05", "Yan", 1)])
    assert [code for code, _ in told(found) if code == "W401"] == []


def misplaced(rows: Sequence[Row], **fields: Any) -> Found:  # noqa: ANN401 (as in a file)
    """What is said of the year alone."""
    return [each for each in told(fitted(rows, **fields)) if each[0] == "W448"]


@pytest.mark.parametrize(
    ("days", "outside"),
    [
        (["2026-12-31"], True),
        (["2028-01-01", "2026-12-31"], True),
        (["2027-01-01"], False),
        (["2027-12-31"], False),
        (["2026-06-01", "2027-06-01"], False),
    ],
)
def test_sales_that_are_all_of_other_years(days: list[str], outside: bool) -> None:
    expected = [("W448", {"start": "2027-01-01", "end": "2027-12-31"})]
    assert misplaced([(day, "Ann", 1) for day in days]) == (expected if outside else [])


def test_the_edges_are_those_of_the_fiscal_year() -> None:
    year = {"start": "2027-01-04", "pattern": "4-4-5"}
    expected = [("W448", {"start": "2027-01-04", "end": "2028-01-02"})]
    assert misplaced([("2027-01-03", "Ann", 1)], fiscal_year=year) == expected
    assert misplaced([("2028-01-02", "Ann", 1)], fiscal_year=year) == []


def test_sales_after_the_day_are_counted_and_said() -> None:
    days = ("2027-01-12", "2027-01-13", "2027-01-14", "2027-12-31", "2028-01-01")
    rows = [(day, "Ann", 1) for day in days]
    assert told(fitted(rows)) == [("N467", {"day": "2027-01-13", "rows": 3})]
    assert fitted(rows[:2]) == []


@pytest.mark.parametrize("day", ["2027-12-31", "2028-01-01", "2029-06-30"])
def test_sales_after_the_year_do_not_count_on_any_day(day: str) -> None:
    rows = [*OWN, ("2029-12-31", "Ann", 1)]
    assert told(fitted(rows, day=day)) == [("N467", {"day": "2027-12-31", "rows": 1})]


def trend_of(*days: str, organisation: str = "Acme") -> Trend:
    """The trend of the 13th of January with reviews of other days."""
    found = sales(OWN)

    def on(day: str, of: str) -> Review:
        plan = build_plan(profile(goals=[REVENUE], organisation=of))
        return review(plan, found, dt.date.fromisoformat(day))

    earlier = [snapshot(on(day, organisation)) for day in days]
    return trend(on("2027-01-13", "Acme"), earlier, Stretch.MONTH, 0)


def test_reviews_outside_of_the_trend_are_said() -> None:
    assert trend_findings(trend_of()) == trend_findings(trend_of("2027-01-05", "2027-01-06")) == []
    none = {"elsewhere": 0, "later": 0, "other": 0}
    for days, organisation, key in (
        (["2027-01-05", "2027-01-06"], "Other", "elsewhere"),
        (["2027-01-14", "2027-02-01"], "Acme", "later"),
        (["2027-01-05", "2027-01-05", "2027-01-05"], "Acme", "other"),
    ):
        found = trend_findings(trend_of(*days, organisation=organisation))
        assert told(found) == [("N466", {**none, key: 2})]


def test_new_customers_need_the_sales_before() -> None:
    one = ["Acme", "Beta"]
    found = fitted(OWN, REVENUE, NEW, customers=one)
    assert told(found) == [("W447", {"metric": "new_customers", "start": "2027-01-01"})]
    before = [("2026-12-31", "Ann", 1), *OWN]
    assert fitted(before, REVENUE, NEW, customers=["Acme", *one]) == []


def test_a_metric_that_cannot_be_counted_is_left_out() -> None:
    assert told(fitted(OWN, REVENUE, CALLS)) == [("W449", {"metric": "calls"})]


def test_of_new_customers_without_customers_one_thing_is_said() -> None:
    # That earlier sales are missing does not matter where nothing can be counted.
    assert told(fitted(OWN, REVENUE, NEW)) == [("W449", {"metric": "new_customers"})]


def test_nothing_to_count_at_all_is_an_error() -> None:
    with pytest.raises(SalesplanError) as stopped:
        fitted([("2027-01-04", "Zoe", 1)], CALLS, VISITS)
    assert told(stopped.value.findings) == [
        ("W401", {"name": "Zoe"}),
        ("W449", {"metric": "calls"}),
        ("W449", {"metric": "visits"}),
        ("E449", {}),
    ]
    assert stopped.value.exit_code is ExitCode.INPUT_ERRORS
