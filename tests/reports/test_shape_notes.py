"""What is said of Spring Festival where targets fall into days, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from salesplan.choices import Language
from salesplan.core.explain import explain
from salesplan.core.plan import Plan
from salesplan.labels import Labels
from salesplan.reports.day_sheets import daily_sheet, weekly_sheet
from salesplan.reports.explanation_story import sentences
from salesplan.reports.explanation_view import ExplanationView
from salesplan.reports.plan_view import View
from salesplan.reports.values import Role, Sheet, Text
from tests.reports.plans import plan

ENGLISH = (
    "Around Spring Festival a month falls into days by what was measured there: +23% in the 20 "
    "days before, −60% in its week, +10% in the two weeks after."
)
CHINESE = (
    "春节前后各日的指标按实测影响分配：节前 20 天 +23%，节日当周 −60%，节后两周 +10%；"
    "月度指标不变。"
)


def kept() -> Plan:
    """A plan for 2027, when the festival is on 6 February and its weeks end with the 26th."""
    made = plan(calendar={"country": "CN"})
    (metric,) = made.metrics
    season = replace(metric.season, festival=(0.226, -0.6, 0.096))
    return replace(made, metrics=(replace(metric, season=season),))


def notes(sheet: Sheet) -> list[str]:
    return [
        block.text for block in sheet.blocks if isinstance(block, Text) and block.role is Role.NOTE
    ]


@pytest.mark.parametrize(
    ("language", "said"), [(Language.EN, ENGLISH), (Language.ZH, CHINESE)], ids=["en", "zh"]
)
def test_sheets_of_days_and_weeks_say_it(language: Language, said: str) -> None:
    made = kept()
    view = View(made, made.calendar.year, Labels(language))
    for sheet in (weekly_sheet(view, made.metrics[0]), daily_sheet(view, made.metrics[0])):
        assert notes(sheet)[1:] == [said]


@pytest.mark.parametrize(
    ("period", "told"), [("2027-01", True), ("Q1", True), ("2027-03", False), ("Q2", False)]
)
def test_only_where_the_stretch_has_such_days(period: str, *, told: bool) -> None:
    made = kept()
    stretch = made.calendar.period(period)
    view = View(made, stretch, Labels(Language.EN))
    assert (ENGLISH in notes(daily_sheet(view, made.metrics[0]))) is told
    explained = ExplanationView(explain(made, 0, made.metrics[0], stretch), view)
    assert (sentences(explained)[-1] == ENGLISH) is told


def test_without_effects_nothing_is_said() -> None:
    made = plan(calendar={"country": "CN"})
    view = View(made, made.calendar.year, Labels(Language.EN))
    assert len(notes(daily_sheet(view, made.metrics[0]))) == 1
