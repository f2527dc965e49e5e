from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.errors import Finding
from salesplan.reports.analysis_data import analysis_data
from salesplan.reports.analysis_story import story
from tests.core.builders import sales
from tests.reports.analyses import months, pair, view


def data_of(made: Any) -> Any:  # noqa: ANN401 (JSON)
    return json.loads(json.dumps(analysis_data(made, [Finding("N413", values={"month": "x"})])))


def test_amounts_are_in_main_units() -> None:
    data = data_of(view(pair()))
    assert (data["format"], data["version"], data["currency"]) == ("salesplan.analyze", 1, "USD")
    # 24 × 100 + 12 × 12.
    assert data["total"] == 2544
    assert [year["total"] for year in data["years"]] == [1200, 1344]
    assert (data["recent"]["now"], data["recent"]["then"]) == (1344, 1200)
    assert data["recent"]["growth"] == 0.12
    assert data["recent"]["days"] == {"first_day": "2026-01-01", "last_day": "2026-12-31"}
    assert [month["amount"] for month in data["months"][:2]] == [100, 100]
    # 22 weekdays in January 2026.
    assert data["months"][12]["per_day"] == 5.09
    ann = data["people"][0]
    assert (ann["name"], ann["years"], ann["recent"]) == ("Ann", [720, 864], 864)
    assert ann["equal_share"]["sold"] == 1584


def test_counts_are_not_amounts() -> None:
    rows = list(months(2025, [10_000] * 24))
    who = [f"c{at:03}" for at in range(24)] * 2
    data = data_of(view(sales(rows, customer=who)))
    found = data["concentration"][0]
    assert (found["count"], found["others"]) == (24, {"count": 0, "amount": 0})
    assert found["classes"][0] == {"kind": "A", "count": 20, "amount": 1000, "share": 0.833333}
    assert data["customer_years"][0]["repeat_count"] == 24
    assert data["span"]["rows"] == 48


def test_the_same_sentences_as_on_the_screen() -> None:
    made = view(pair())
    data = data_of(made)
    assert [each["text"] for each in data["text"]] == [each.text for each in story(made)]
    assert [each["code"] for each in data["findings"]] == ["N413"]
    assert data["year_ahead"]["growth"] == round(made.analysis.year_ahead.growth or 0, 6)


def test_the_landing_of_the_running_year() -> None:
    landing = data_of(view(sales(months(2025, [10_000] * 20))))["landing"]
    assert list(landing) == [
        *("name", "days", "known", "sold", "expected", "low", "high", "base_name", "base"),
        "growth",
    ]
    assert (landing["name"], landing["sold"], landing["base"]) == ("2026", 800, 1200)
    assert landing["low"] <= landing["expected"] <= landing["high"]
    assert data_of(view(pair()))["landing"] is None


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40), st.sampled_from([0, 2, 3]))
def test_the_parts_add_up_whatever_the_currency(levels: list[int], decimals: int) -> None:
    data = data_of(view(sales(months(2024, levels)), decimals=decimals))
    total = sum(levels) / 10**decimals
    for part in ("years", "people"):
        assert abs(sum(each["total"] for each in data[part]) - total) < 1e-6
    assert abs(sum(each["amount"] for each in data["months"]) - total) < 1e-6
    ahead = data["year_ahead"]
    assert abs(sum(ahead["months"]) - ahead["expected"]) < 1e-6
