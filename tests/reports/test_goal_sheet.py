"""The sheet and the sentences of a goal, and who gets to see them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from salesplan.choices import Language
from salesplan.core.plan_part import part_of
from salesplan.core.planning import Planned, plan_and_check
from salesplan.labels import Labels
from salesplan.profile import Profile
from salesplan.reports.goal_sheet import goal_sheet
from salesplan.reports.goal_story import GoalStory
from salesplan.reports.plan_book import plan_book
from salesplan.reports.plan_record import plan_from_text, plan_to_text
from salesplan.reports.plan_view import View
from salesplan.reports.values import Charts, Sheet, Sum, Table, Text
from tests.reports.plans import TWO_TEAMS, two_years

EVERYTHING: dict[str, Any] = {
    "metric": "revenue",
    "long_term": {"year": 2029, "annual": "1M"},
    "market": {"growth": "4%", "share": {"from": "12%", "to": "12.5%"}},
    "compare": [{"growth": "15%"}, {"commitments": "nowhere.csv"}],
    "supports": "进入华东前三",
}


def planned(*goals: dict[str, Any]) -> Planned:
    content = {
        "fiscal_year": {"start": "2027-01-01"},
        "goals": list(goals) or [EVERYTHING],
        "team": TWO_TEAMS,
    }
    return plan_and_check(Profile.model_validate(content), two_years("赵敏", "Ann"))


def story(found: Planned, language: Language = Language.EN) -> GoalStory:
    view = View(found.plan, found.plan.calendar.year, Labels(language))
    return GoalStory(view, found.goal_checks[0])


def table(sheet: Sheet, name: str) -> Table:
    return next(
        block for block in sheet.blocks if isinstance(block, Table) and block.name.startswith(name)
    )


def test_the_chain_adds_up_in_its_cells() -> None:
    found = planned()
    rows = table(goal_sheet(story(found)), "goal_chain").rows
    total = rows[-1].cells[2]
    assert isinstance(total, Sum)
    amounts = [row.cells[2] for row in rows[:-1]]
    assert sum(cell for cell in amounts if isinstance(cell, Decimal)) == total.value
    metric = found.plan.metrics[0]
    assert total.value == metric.major(metric.goal)
    assert [row.cells[0] for row in rows] == [
        "Sales 2026",
        "market growth",
        "gain of market share",
        "to be won by effort",
        "Goal",
    ]
    assert rows[2].cells[4] == "12% → 12.5%"


def test_only_the_parts_that_exist() -> None:
    everything = goal_sheet(story(planned()))
    bare = goal_sheet(story(planned({"metric": "calls", "annual": 100})))
    names = {block.name for block in everything.blocks if isinstance(block, Table)}
    assert names == {
        "goal_chain_revenue",
        "goal_ways_revenue",
        "goal_path_revenue",
        "goal_asked_revenue",
    }
    assert not any(isinstance(block, Table | Charts) for block in bare.blocks)


def test_a_way_that_leads_nowhere_says_why() -> None:
    rows = table(goal_sheet(story(planned())), "goal_ways").rows
    assert rows[-1].cells[1:] == (None, None, None)
    assert "nobody on the team commits to anything" in str(rows[-1].cells[0])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.EN, "Goal check for Revenue: specific, measurable, relevant"),
        (Language.ZH, "销售额目标检查"),
    ],
)
def test_what_is_said_in_short(language: Language, text: str) -> None:
    told = story(planned(), language)
    assert told.verdicts.startswith(text[:20] if language is Language.EN else text)
    assert [why for _, why in told.sentences()][3].endswith("进入华东前三")


def test_a_part_of_a_plan_says_nothing_of_the_goal() -> None:
    found = planned()
    labels = Labels(Language.EN)
    whole = plan_book(found.plan, labels, checks=found.goal_checks)
    assert [sheet.name for sheet in whole.sheets][:3] == ["Summary", "Goal", "Targets"]
    part = plan_book(part_of(found.plan, [0]), labels)
    assert "Goal" not in [sheet.name for sheet in part.sheets]
    texts = [
        block.text for sheet in part.sheets for block in sheet.blocks if isinstance(block, Text)
    ]
    assert not any("Goal check" in text for text in texts)
    assert "进入华东前三" not in part.record


def test_the_record_keeps_every_way_to_a_goal() -> None:
    plan = planned().plan
    text = plan_to_text(plan)
    again = plan_from_text(text)
    assert plan_to_text(again) == text
    assert again.profile == plan.profile
    assert again.metrics[0].settings == plan.metrics[0].settings
    assert again.metrics[0].settings.market is not None
    assert again.metrics[0].settings.market.share is not None
    assert again.metrics[0].settings.market.share.from_ == Decimal("0.12")
