"""What a person is told of a target that was planned anew: figures shown give the next ones."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest

from salesplan.choices import Language, Policy
from salesplan.core.decimals import rounded
from salesplan.core.explain_versions import Explainer
from salesplan.core.plan import Plan
from salesplan.labels import Labels
from salesplan.outputs.terminal import cell_text
from salesplan.outputs.workbook import book_bytes
from salesplan.reports.explanation import explanation_parts, explanation_sheet, said
from salesplan.reports.explanation_data import explanation_data
from salesplan.reports.explanation_view import ExplanationView, RestView, view_of
from salesplan.reports.plan_book import plan_book
from salesplan.reports.values import Kind, Table, Text
from tests.reports.replans import second, third

EN, ZH = Labels(Language.EN), Labels(Language.ZH)
NUMBER = r"[\d,]+(?:\.\d+)?"
SUM = re.compile(rf"{NUMBER}(?: [×÷+−] {NUMBER})+")


def told(plan: Plan, person: int, period: str, labels: Labels = EN) -> ExplanationView | RestView:
    found = Explainer(plan, plan.metrics[0]).explain(person, plan.calendar.period(period))
    return view_of(found, labels)


def steps(view: ExplanationView | RestView) -> list[tuple[str, str, str]]:
    """The steps of a month as they stand on the screen."""
    ((_, table),) = explanation_parts(view)
    assert isinstance(table, Table)
    rows = [
        [cell_text(cell, Kind.FIGURE, view.labels, 2) for cell in row.cells] for row in table.rows
    ]
    return [(row[0], row[1], row[2]) for row in rows]


def calculated(text: str) -> Fraction | None:
    """The value of the sum in a calculation, None where there is none."""
    found = SUM.search(text)
    if found is None:
        return None
    first, *others = found[0].replace(",", "").split(" ")
    total, term = Fraction(0), Fraction(first)
    for sign, number in zip(others[::2], others[1::2], strict=True):
        match sign:
            case "×":
                term *= Fraction(number)
            case "÷":
                term /= Fraction(number)
            case _:
                total, term = total + term, Fraction(number) * (1 if sign == "+" else -1)
    return total + term


@pytest.mark.parametrize("labels", [EN, ZH], ids=["en", "zh"])
@pytest.mark.parametrize("policy", [Policy.OWN, Policy.TEAM])
@pytest.mark.parametrize("plan", ["second", "third"])
def test_a_calculator_gives_every_figure(plan: str, policy: Policy, labels: Labels) -> None:
    made = second(policy).plan if plan == "second" else third().plan
    for person in range(3):
        for month in ("2027-05", "2027-06", "2027-12"):
            lines = steps(told(made, person, month, labels))
            checked = 0
            for _, text, figure in lines[:-1]:
                value = calculated(text)
                if value is not None:
                    shown = Decimal(figure.replace(",", ""))
                    places = max(-int(shown.as_tuple().exponent), 0)
                    assert rounded(value, max(places, 2)) == pytest.approx(
                        shown, abs=Decimal("0.01")
                    )
                    checked += 1
            assert checked >= 3


def test_a_gap_of_ones_own_step_by_step() -> None:
    assert steps(told(second().plan, 0, "2027-05")) == [
        ("Rest of your year, before", "by version 1, for the days to come", "900"),
        (
            "To be reached up to 31 Mar 2027",
            "targets of these days, and what had been carried over before",
            "300",
        ),
        ("Sold up to 31 Mar 2027", "as it was when the plan was made anew", "210"),
        ("Your gap", "300 − 210", "90"),
        ("Rest of your year, exact", "900 + 90: your own gap", "990"),
        ("Planned before for May", "by version 1", "100"),
        ("Your part of May", "990 × 100 ÷ 900", "110"),
        ("Everybody's parts of May", "those of 3 people, added up", "610"),
        ("Everybody's target in May", "in whole numbers, so that the months add up", "610"),
        ("Your exact share", "610 × 110 ÷ 610", "110.00"),
        ("Your target", "110.00", "110"),
    ]


def test_it_is_told_in_sentences() -> None:
    assert said(told(second().plan, 0, "2027-05")) == [
        "Your target for May 2027 is CN¥110. It was planned anew by version 2 (as of 31 Mar 2027): "
        "a slow start.",
        "Up to 31 Mar 2027 you sold CN¥210 where CN¥300 was to be reached: CN¥90 is missing.",
        "Each person carries their own gap into the months that are left.",
        "For the rest of the year version 1 had CN¥900 for you; now it is CN¥990.",
    ]
    assert said(told(second().plan, 2, "2027-05", ZH)) == [
        "您2027年5月的指标是 310 元，由第 2 版（截至2027年3月31日）重排，原因：a slow start。",
        "截至2027年3月31日，您应完成 900 元，实际完成 810 元，欠额 90 元。",
        "差额由个人自担，计入本人剩余月份。",
        "剩余期间您的指标在第 1 版中为 2,700 元，现为 2,790 元。",
    ]


def test_the_column_adds_up_to_the_year() -> None:
    view = told(second().plan, 0, "year")
    table = next(part for _, part in explanation_parts(view) if isinstance(part, Table))
    *months, carried, total = [row.cells[-1] for row in table.rows]
    assert months == [100] * 3 + [110] * 9
    assert (carried, total) == (-90, 1200)
    assert [row.cells[1] for row in table.rows[:4]] == [1, 1, 1, 2]
    assert table.rows[-2].cells[0] == "Carried over 1 Apr 2027"


def test_a_month_that_was_over_says_so() -> None:
    view = told(second().plan, 0, "2027-02")
    assert isinstance(view, ExplanationView)
    assert said(view)[0] == (
        "This target stands as version 1 planned it; version 2 (as of 31 Mar 2027) has left it as "
        "it was."
    )


def test_other_policies_say_who_carries() -> None:
    team = said(told(second(Policy.TEAM).plan, 0, "2027-05"))
    assert (
        "Each team carries its gap together, in proportion to what its people have to come." in team
    )
    landing = said(told(second(Policy.LANDING).plan, 0, "2027-05"))
    assert any(line.startswith("The goal is restated from CN¥7,200 to ") for line in landing)


KEYS = [
    *("format", "version", "organisation", "currency", "period", "name", "team", "metric", "kind"),
    *("target", "plan_version", "planned_by", "text", "people", "goal", "limits", "rating"),
    "vacant",
    *("handovers", "rest", "carried", "months", "findings"),
]


def test_the_data() -> None:
    data = explanation_data(told(third().plan, 0, "year"))
    assert set(data) == set(KEYS)
    assert (data["plan_version"], data["planned_by"]) == (3, 3)
    assert [month["planned_by"] for month in data["months"]] == [1, 1, 1, 2, *[3] * 8]
    assert [each["day"] for each in data["carried"]] == ["2027-04-01", "2027-05-16"]
    parts = [month["target"] for month in data["months"]]
    assert data["target"] == sum(parts) + sum(each["amount"] for each in data["carried"])
    kinds = [step["kind"] for step in data["months"][5]["steps"]]
    assert kinds == ["planned", "part", "share", "rounding"]


def test_the_data_of_a_month_that_was_over() -> None:
    data = explanation_data(told(third().plan, 0, "2027-01"))
    assert set(data) == set(KEYS)
    assert (data["plan_version"], data["planned_by"], data["rest"]) == (3, 1, None)


@pytest.mark.parametrize("labels", [EN, ZH], ids=["en", "zh"])
def test_the_sheet_of_a_person_is_written(labels: Labels) -> None:
    made = third().plan
    sheet = explanation_sheet(told(made, 0, "year", labels))
    texts = [block.text for block in sheet.blocks if isinstance(block, Text)]
    assert any("990" in text or "16" in text for text in texts)
    assert book_bytes(plan_book(made, labels, explanations=[sheet]))
