"""`salesplan explain` as a whole: what it says and refuses; the sheet in a person's workbook."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine

from tests.inputs.test_passwords import protect
from tests.reviews.books import PLAN, edit, write_plan
from tests.test_transcripts import Said
from tests.test_transcripts import run as say

EXAMPLE = "targets.example.yaml"
STAFF = """
currency: CNY
fiscal_year: {start: 2027-01-01}
goals:
  - {metric: revenue, annual: 261_000, unit: 100}
  - {metric: calls, label: 电话量, annual: 522}
team:
  - name: 上海
    reps:
      - {name: 张伟, aliases: [Zhang Wei]}
      - {name: 李娜, skill: junior, start: 2027-03-01}
"""


def run(*arguments: str) -> Said:
    return say(shlex.join(["salesplan", "explain", *arguments]))


def printed(*arguments: str) -> Any:  # noqa: ANN401 (JSON)
    return json.loads(run(*arguments, "--json").stdout)


def decompose(*arguments: str) -> None:
    assert say(shlex.join(["salesplan", "decompose", *arguments, "--quiet"])).code == 0


@pytest.fixture
def staff(desk: Path) -> str:
    (desk / "staff.yaml").write_text(STAFF, encoding="utf-8")
    decompose("staff.yaml", "--output", "staff.xlsx")
    return "staff.xlsx"


def test_the_main_metric_and_the_whole_year_unless_asked(staff: str) -> None:
    data = printed(staff, "--rep", "张伟")
    assert (data["format"], data["version"]) == ("salesplan.explain", 1)
    assert (data["name"], data["team"], data["metric"], data["kind"]) == (
        *("张伟", "上海", "revenue"),
        "money",
    )
    assert data["period"] == {
        "name": "2027",
        "first_day": "2027-01-01",
        "last_day": "2027-12-31",
    }
    assert [month["month"] for month in data["months"]][::11] == ["2027-01", "2027-12"]
    assert data["target"] == sum(month["target"] for month in data["months"])
    assert data["goal"] == {
        "by": "annual",
        "base_name": "",
        "base": None,
        "rates": {},
        "unit": 100,
        "goal": 261_000,
        "over_assignment": 0,
        "assigned": 261_000,
        "levels": [],
    }


@pytest.mark.parametrize(
    ("option", "months"),
    [
        (("--month", "2027-03"), ["2027-03"]),
        (("--month", "3"), ["2027-03"]),
        (("--month", "M03"), ["2027-03"]),
        (("--period", "2027-03"), ["2027-03"]),
        (("--period", "q2"), ["2027-04", "2027-05", "2027-06"]),
    ],
)
def test_stretches(staff: str, option: tuple[str, str], months: list[str]) -> None:
    data = printed(staff, "--rep", "李娜", *option)
    assert [month["month"] for month in data["months"]] == months
    kinds = [step["kind"] for step in data["months"][0]["steps"]]
    assert kinds == ["month_total", "weight", "share", "rounding"]


@pytest.mark.parametrize("name", ["张伟", " 张伟 ", "zhang  wei", "Ｚｈａｎｇ Wei"])
def test_people_are_found_by_any_spelling(staff: str, name: str) -> None:
    assert printed(staff, "--rep", name)["name"] == "张伟"


@pytest.mark.parametrize("metric", ["calls", "电话量", "CALLS"])
def test_metrics_are_found_by_name_or_label(staff: str, metric: str) -> None:
    data = printed(staff, "--rep", "张伟", "--metric", metric)
    assert (data["metric"], data["kind"], data["goal"]["goal"]) == ("calls", "count", 522)


def test_it_speaks_the_language_of_the_plan_or_the_one_asked_for(desk: Path) -> None:
    write_plan(desk, "华东.yaml", "计划.xlsx")
    assert run("计划.xlsx", "--rep", "张伟").stdout.startswith("张伟 · 销售额 · 2027年：")
    assert "错误[E495]" in run("计划.xlsx", "--rep", "张炜").stderr
    assert "是不是“张伟”" in run("计划.xlsx", "--rep", "张炜").stderr
    english = run("计划.xlsx", "--rep", "张伟", "--language", "en")
    assert english.stdout.startswith("张伟 – Revenue, 2027: CN¥130,500")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--rep", "Andrew Fuler"), "E495", "did you mean 'Andrew Fuller'?"),
        (("--rep", "Xerxes"), "E495", "none of the 9 people"),
        (("--rep", "Andrew Fuller", "--metric", "order"), "E496", "did you mean 'orders'?"),
        (("--rep", "Andrew Fuller", "--period", "Q5"), "E430", "no period 'Q5'"),
        (("--rep", "Andrew Fuller", "--month", "Q1"), "E499", "write --month 1998-02"),
        (("--rep", "Andrew Fuller", "--month", "1998-13"), "E499", "is not a month of 1998"),
    ],
)
def test_what_cannot_be_found(desk: Path, arguments: tuple[str, ...], code: str, said: str) -> None:
    decompose(EXAMPLE, "--output", str(desk / "plan.xlsx"))
    result = run("plan.xlsx", *arguments)
    assert (result.code, result.stdout) == (2, "")
    assert f"error[{code}]" in result.stderr
    assert said in result.stderr
    data = json.loads(run("plan.xlsx", *arguments, "--json").stdout)
    assert [finding["code"] for finding in data["findings"]] == [code]


def test_a_month_or_a_period_but_not_both(staff: str) -> None:
    result = run(staff, "--rep", "张伟", "--month", "3", "--period", "Q1")
    assert (result.code, result.stdout) == (2, "")
    assert "either --month or --period" in result.stderr


def test_only_plans_of_this_program_can_be_explained(desk: Path) -> None:
    (desk / "targets.csv").write_text("Person,Jan\nAnn,1000\n", encoding="utf-8")
    book = openpyxl.Workbook()
    book.create_sheet("Targets")
    book.save(desk / "targets.xlsx")
    for path in ("targets.csv", "targets.xlsx", EXAMPLE, "指标2027.csv"):
        result = run(path, "--rep", "Ann")
        assert (result.code, "E497" in result.stderr) == (2, True), path
    assert "E201" in run("nowhere.xlsx", "--rep", "Ann").stderr


def test_a_review_or_a_damaged_plan_is_not_explained(desk: Path) -> None:
    plan = write_plan(desk)
    (desk / "cut.xlsx").write_bytes(plan.read_bytes()[:9000])
    assert run("cut.xlsx", "--rep", "Ann").code == 2
    review = ["salesplan", "review", PLAN, "on-track.csv", "--quiet", "-o", "review.xlsx"]
    assert say(shlex.join(review)).code == 0
    assert "E461" in run("review.xlsx", "--rep", "Ann").stderr


@pytest.mark.parametrize("by", ["rep", "team"])
def test_a_part_of_a_plan_is_refused(desk: Path, by: str) -> None:
    decompose(EXAMPLE, "--split-by", by, "--output", "parts")
    path = sorted((desk / "parts").iterdir())[0]
    result = run(str(path), "--rep", "Andrew Fuller")
    assert (result.code, "error[E498]" in result.stderr) == (2, True)


def test_hand_edits_are_steps_and_those_of_others_are_not_told(desk: Path) -> None:
    path = write_plan(desk)
    edit(path, D4=12_000, E5=9_000)  # Ann's January, Bob's February
    ann = printed(PLAN, "--rep", "Ann")
    assert ann["findings"] == []
    assert ann["months"][0]["steps"][-1] == {
        "kind": "edit",
        "planned": 10_500,
        "target": 12_000,
        "others": 0,
        "total_planned": 21_000,
        "total": 22_500,
    }
    assert [month["target"] for month in ann["months"]][:2] == [12_000, 10_000]
    assert "edit" not in {step["kind"] for step in ann["months"][1]["steps"]}
    assert "Bob" not in run(PLAN, "--rep", "Ann").stdout
    assert "9,000" not in run(PLAN, "--rep", "Ann").stdout


def test_a_total_written_over_is_told_to_its_person_alone(desk: Path) -> None:
    path = write_plan(desk)
    edit(path, G4=1)  # Ann's first quarter, which is the sum of its months
    assert "warning[W441]" in run(PLAN, "--rep", "Ann").stderr
    assert run(PLAN, "--rep", "Bob").stderr == ""


def test_quiet_says_nothing(staff: str) -> None:
    result = run(staff, "--rep", "张伟", "--quiet")
    assert (result.stdout, result.stderr, result.code) == ("", "", 0)


def test_a_plan_with_a_password(desk: Path, staff: str) -> None:
    protect(desk / "locked.xlsx", (desk / staff).read_bytes(), "secret")
    (desk / "words.txt").write_text("secret\n", encoding="utf-8")
    assert "E206" in run("locked.xlsx", "--rep", "张伟").stderr
    data = printed("locked.xlsx", "--rep", "张伟", "--password-file", "words.txt")
    assert data["target"] == printed(staff, "--rep", "张伟")["target"]


def cells_of(path: Path, sheet: str) -> list[list[Any]]:
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    return [[cell for cell in row if cell != ""] for row in rows]


def test_a_persons_own_workbook_says_why(desk: Path) -> None:
    decompose(EXAMPLE, "--output", "whole.xlsx")
    decompose(EXAMPLE, "--split-by", "rep", "--output", "parts")
    path = desk / "parts" / "Anne Dodsworth.xlsx"
    names = python_calamine.CalamineWorkbook.from_path(path).sheet_names
    assert names[:3] == ["Summary", "Why this number Revenue", "Why this number Orders"]
    cells = cells_of(path, "Why this number Revenue")
    # The same text as that of the command for the whole plan, to the last figure.
    data = printed("whole.xlsx", "--rep", "Anne Dodsworth")
    assert [row[0] for row in cells[2:7] if row] == data["text"]
    march = next(row for row in cells if row and row[0] == "Mar")
    share = data["months"][2]["steps"][2]
    assert march[5:] == [share["weight"], share["weights"], share["exact"], 3100]
    total = next(row for row in cells if row and row[0] == "Total")
    assert (total[2], total[-1]) == (750_000, data["target"])


def test_a_stretch_handed_out_is_explained_and_a_teams_workbook_is_not(desk: Path) -> None:
    options = ("--language", "zh", "--period", "3")
    decompose(EXAMPLE, *options, "--split-by", "rep", "--output", "march")
    cells = cells_of(desk / "march" / "Robert King.xlsx", "指标说明 销售额")
    assert cells[0] == ["Robert King · 销售额 · 1998年3月：5,400 美元"]
    assert [row[-1] for row in cells if row and row[0] == "您的指标"] == [5400]
    decompose(EXAMPLE, "--split-by", "team", "--output", "teams")
    names = python_calamine.CalamineWorkbook.from_path(desk / "teams" / "London.xlsx").sheet_names
    assert not any("Why" in name for name in names)


def test_nothing_is_written(desk: Path, staff: str) -> None:
    before = sorted(desk.iterdir())
    shutil.copy(desk / staff, desk / "same.xlsx")
    assert run(staff, "--rep", "张伟").code == 0
    assert (desk / staff).read_bytes() == (desk / "same.xlsx").read_bytes()
    assert sorted(desk.iterdir()) == sorted([*before, desk / "same.xlsx"])
