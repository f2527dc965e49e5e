from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from salesplan.choices import Language, Stretch
from salesplan.core.drivers import drivers
from salesplan.core.fit import check_fit
from salesplan.core.review import review
from salesplan.core.standing import Standing
from salesplan.inputs.targets_table import read_targets
from salesplan.labels import Labels
from salesplan.reports.review_view import ReviewView
from tests.core.builders import sales

# Bob has no target in the first quarter of 2027; on the last day of June both have nothing to come.
TABLE = "name,Q1,Q2\nAnn,640,650\nBob,,650\n"
DAY = dt.date(2027, 6, 30)
ROWS = [
    ("2026-01-04", "Bob", 11),
    ("2027-02-03", "Bob", 900),
    ("2027-02-04", "Ann", 100),
    ("2027-04-05", "Bob", 500),
    ("2027-05-05", "Zoe", 7),
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "targets.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_sales_of_months_without_a_target_are_compared_with_nobodys(table: Path) -> None:
    plan, _ = read_targets(table, DAY)
    found = review(plan, sales(ROWS), DAY)
    (year,) = found.stretches[Stretch.YEAR][1]
    ann, bob = year.people
    assert (ann.actual, ann.target) == (100, 129_000)
    assert (bob.actual, bob.expected, bob.target) == (500, 65_000, 65_000)
    assert bob.pace == bob.attainment == Fraction(500, 65_000)
    assert (year.teams[0].actual, year.whole.actual) == (600, 1_507)
    assert year.others == (
        ("Bob", Standing(None, None, 900, 0, 0)),
        ("Zoe", Standing(None, None, 7, 0, 0)),
    )
    # The quarter in which he has one is as it was; the sums stay whole.
    (quarter,) = found.stretches[Stretch.QUARTER][1]
    assert (quarter.people[1].actual, quarter.others) == (
        500,
        (("Zoe", Standing(None, None, 7, 0, 0)),),
    )


def test_their_reasons_add_up(table: Path) -> None:
    plan, _ = read_targets(table, DAY)
    rows = sales(ROWS, customer=["A", "A", "B", "A", "C"])
    found = review(plan, rows, DAY)
    why = drivers(found, rows, Stretch.YEAR, 0).people[1]
    assert why is not None
    assert [sum(part.variance for part in parts) for parts in why.mixes.values()] == [-64_500]
    assert why.customers is not None
    # Customer A bought for 11 then and 500 now; 65,000 are expected of Bob.
    assert (why.customers.kept, why.customers.growth) == (489, 11 - 65_000)


def test_they_have_a_line_with_their_name(table: Path) -> None:
    plan, _ = read_targets(table, DAY)
    found = review(plan, sales(ROWS), DAY)
    for language, bob, zoe in (
        (Language.EN, "Bob (months without a target)", "Zoe (not on the team)"),
        (Language.ZH, "Bob（无指标月份）", "Zoe（不在团队）"),
    ):
        lines = ReviewView(found, Stretch.YEAR, Labels(language)).lines(0)
        assert [line.name for line in lines][2:4] == [bob, zoe]


def test_a_plan_has_targets_on_all_days_of_a_person(table: Path) -> None:
    from dataclasses import replace

    plan, _ = read_targets(table, DAY)
    found = review(replace(plan, of_table=False), sales(ROWS), DAY)
    assert found.stretches[Stretch.YEAR][1][0].people[1].actual == 1_400


def test_what_has_no_target_in_the_total_is_said(table: Path) -> None:
    plan, _ = read_targets(table, DAY)

    def said(rows: list[tuple[str, str, int]]) -> list[dict[str, object]]:
        given = sales(rows)
        every = check_fit(review(plan, given, DAY), given)
        return [dict(found.values) for found in every if found.code == "N461"]

    assert said(ROWS) == [{"amount": "9.07", "names": "Bob, Zoe", "total": "15.07"}]
    assert said([row for row in ROWS if row[1] == "Ann"]) == []
