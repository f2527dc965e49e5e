"""Two plans side by side: who is counted as people, and how teams and small amounts look."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from salesplan.choices import Language
from salesplan.core.comparison import compare
from salesplan.core.plan import Plan
from salesplan.labels import Labels
from salesplan.reports.comparison_screen import closing_line
from salesplan.reports.comparison_tables import teams_table
from salesplan.reports.comparison_view import ComparisonView
from salesplan.reports.plan_screen import in_wan
from salesplan.reports.values import Column, Kind, Role, Row, Table
from tests.reports.plans import plan

EN, ZH = Labels(Language.EN), Labels(Language.ZH)


def made(skill: str, *more: dict[str, Any]) -> Plan:
    reps = [{"name": "Ann", "skill": skill}, {"name": "Bob"}, {"name": "Gap", "vacant": True}]
    west = {"name": "West", "teams": [{"name": "A", "reps": [*reps, *more]}]}
    north = {"name": "North", "reps": [{"name": "Nan"}]}
    return plan({"metric": "calls", "annual": 12_000}, team=[west, north])


def view(before: Plan, after: Plan, labels: Labels) -> ComparisonView:
    return ComparisonView(compare(before, after), ("before", "after"), labels)


@pytest.mark.parametrize(
    ("labels", "said", "told"),
    [
        (
            EN,
            "3 of 3 people and 1 vacant position with another target · 1 person joined",
            "3 of 3 people and 1 vacant position have another target",
        ),
        (
            ZH,
            "3 人中 3 人及 1 个空缺岗位指标有变 · 加入 1 人",
            "3 人中 3 人及 1 个空缺岗位指标有变，变动最大",
        ),
    ],
    ids=["en", "zh"],
)
def test_a_vacant_position_is_no_person(labels: Labels, said: str, told: str) -> None:
    shown = view(made("senior"), made("junior", {"name": "Cy"}), labels)
    assert closing_line(shown).endswith(said)
    assert any(sentence.startswith(told) for sentence in shown.sentences())


def test_regions_are_marked_below_their_teams() -> None:
    shown = view(made("senior"), made("junior"), ZH)
    rows = teams_table(shown, shown.comparison.metrics[0]).rows
    assert [(row.cells[0], row.role) for row in rows] == [
        ("A", Role.BODY),
        ("West 小计", Role.GROUP),
        ("North", Role.BODY),
        ("合计", Role.TOTAL),
    ]
    assert rows[0].cells[1:] == rows[1].cells[1:]


def test_others_are_people_and_positions() -> None:
    shown = view(made("senior"), made("junior"), EN)
    people = {each.name: each for each in shown.comparison.metrics[0].people}
    ann, gap = people["Ann"], people["Gap"]
    assert shown.others([ann, gap]) == "1 other and 1 vacant position"
    assert [shown.others([each]) for each in (ann, gap)] == ["1 other", "1 vacant position"]


def test_what_is_too_small_for_wan_has_no_sign() -> None:
    table = Table("t", (Column("a", Kind.AMOUNT),), (Row((Decimal("-20.00"),)),))
    (row,) = in_wan(table).rows
    assert str(row.cells[0]) == "0.00"
