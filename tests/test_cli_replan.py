"""`salesplan replan` and `decompose --actuals` as a whole: what they write, take and refuse."""

from __future__ import annotations

import json
import os
import shlex
from pathlib import Path
from typing import Any

import pytest

from salesplan.inputs.plan_book import read_plan
from salesplan.reports.plan_record import plan_to_text
from tests.reviews.books import edit
from tests.test_transcripts import Said
from tests.test_transcripts import run as say

# Ten yuan a person and working day of 2027: 640 each in the first quarter, 1,970 in the rest.
TEAM = """
fiscal_year: {start: 2027-01-01}
goals: [{metric: revenue, annual: 5220}]
replan: {policy: POLICY}
team: [{name: East, reps: [{name: Ann}, {name: Bob}]}]
"""
SOLD = "date,rep,amount\n2027-02-01,Ann,500\n2027-03-01,Bob,700\n"
WHY = ("--reason", "second quarter", "--author", "Wang", "--date", "2027-04-01")


def run(*arguments: str) -> Said:
    return say(shlex.join(["salesplan", *arguments]))


def printed(*arguments: str) -> Any:  # noqa: ANN401 (JSON)
    said = run(*arguments, "--json")
    assert said.code == 0, said
    return json.loads(said.stdout)


@pytest.fixture
def team(desk: Path) -> Path:
    (desk / "team.yaml").write_text(TEAM.replace("POLICY", "team"), encoding="utf-8")
    (desk / "q1.csv").write_text(SOLD, encoding="utf-8")
    assert run("decompose", "team.yaml", "--quiet").code == 0
    return desk


def rest_of(data: Any) -> list[float]:  # noqa: ANN401 (JSON)
    """What is left of each person's year: its target less what they have sold."""
    return [sum(months_of(person)[3:]) for person in data["metrics"][0]["people"]]


def months_of(person: Any) -> list[float]:  # noqa: ANN401 (JSON)
    return list(person["months"].values())


def test_a_quarter_begins_with_the_profile_s_policy(team: Path) -> None:
    said = run(
        *("decompose", "team.yaml", "--period", "Q2", "--actuals", "q1.csv", *WHY, "--quiet")
    )
    assert (said.code, said.stdout, said.stderr) == (0, "", "")
    plan = read_plan(team / "plan-2027-Q2-v2.xlsx")
    assert plan.version.number == 2
    assert str(plan.version.as_of) == "2027-03-31"
    assert plan.version.reason == "second quarter"
    assert (plan.metrics[0].targets[:, 3:].sum(axis=1) / 100).tolist() == [2010, 2010]
    assert plan.before is not None
    assert plan_to_text(plan.before) == plan_to_text(read_plan(team / "plan-2027.xlsx"))


def test_the_next_quarter_goes_on_from_the_latest_version(team: Path) -> None:
    run("decompose", "team.yaml", "--period", "Q2", "--actuals", "q1.csv", *WHY, "--quiet")
    os.utime(team / "plan-2027.xlsx")  # a file that was touched is no later version
    said = run("decompose", "team.yaml", "--period", "Q3", "--actuals", "q1.csv", *WHY)
    assert said.stdout.startswith("Goes on from plan-2027-Q2-v2.xlsx, version 2.\n")
    assert read_plan(team / "plan-2027-Q3-v3.xlsx").version.number == 3


def test_the_plan_may_be_named(team: Path) -> None:
    run("decompose", "team.yaml", "--period", "Q2", "--actuals", "q1.csv", *WHY, "--quiet")
    named = ("--plan", "plan-2027.xlsx", "--output", "other.xlsx")
    run("decompose", "team.yaml", "--period", "Q2", "--actuals", "q1.csv", *WHY, *named)
    assert read_plan(team / "other.xlsx").version.number == 2


def test_without_a_plan_there_is_nothing_to_go_on_from(team: Path) -> None:
    (team / "plan-2027.xlsx").unlink()
    said = run("decompose", "team.yaml", "--period", "Q2", "--actuals", "q1.csv", *WHY)
    assert said.code == 2
    assert "error[E519] no plan of 2027 is here" in said.stderr


def test_the_profile_says_who_left_and_who_came(team: Path) -> None:
    changed = TEAM.replace("POLICY", "facts").replace(
        "{name: Bob}", "{name: Bob, end: 2027-03-31}, {name: Cid, start: 2027-04-01, ramp: []}"
    )
    (team / "now.yaml").write_text(changed, encoding="utf-8")
    data = printed(
        *("replan", "plan-2027.xlsx", "q1.csv", "--as-of", "2027-03-31", *WHY),
        *("--profile", "now.yaml", "--dry-run"),
    )
    people = {each["name"]: months_of(each) for each in data["metrics"][0]["people"]}
    assert people["Bob"] == [210, 200, 230, *[0] * 9]
    assert people["Cid"] == [0, 0, 0, 220, 210, 220, 220, 220, 220, 210, 220, 230]
    assert people["Ann"] == [210, 200, 230, 220, 210, 220, 220, 220, 220, 210, 220, 230]


def test_who_vanished_from_the_profile_is_an_error(team: Path) -> None:
    (team / "now.yaml").write_text(TEAM.replace(", {name: Bob}", "").replace("POLICY", "own"))
    said = run("replan", "plan-2027.xlsx", "q1.csv", *WHY, "--profile", "now.yaml")
    assert said.code == 1
    assert "error[E516] 'Bob' of 'East' is in the plan and not in the profile" in said.stderr
    assert sorted(path.name for path in team.glob("plan-*")) == ["plan-2027.xlsx"]


@pytest.mark.usefixtures("team")
def test_a_rise_beyond_the_limit_is_named() -> None:
    # 140 on 1,970 are 7.1 %.
    day = ("--as-of", "2027-03-31", "--dry-run")
    arguments = ("replan", "plan-2027.xlsx", "q1.csv", *WHY, "--policy", "own", *day)
    for options, codes in (((), []), (("--max-rise", "7%"), ["W514"])):
        data = printed(*arguments, *options)
        assert [each["code"] for each in data["findings"] if each["code"] == "W514"] == codes
    said = run(*arguments, "--max-rise", "7%").stdout
    assert "More than 7% above what was planned before for what is left: Ann +7%." in said


def test_edits_are_taken_over_or_refused(team: Path) -> None:
    edit(team / "plan-2027.xlsx", D4=260)
    said = run("replan", "plan-2027.xlsx", "q1.csv", *WHY)
    assert said.code == 1
    assert "error[E521] targets in this plan were changed by hand: 1\n" in said.stderr
    data = printed(
        *("replan", "plan-2027.xlsx", "q1.csv", "--as-of", "2027-03-31", *WHY),
        *("--adopt-edits", "--balance", "people", "--policy", "own"),
    )
    assert [each["number"] for each in data["versions"]] == [1, 2, 3]
    assert data["edits"] == [
        {"metric": "revenue", "name": "Ann", "month": "2027-01", "before": 210, "after": 260}
    ]
    assert rest_of(data) == [2160, 1860]  # 1,970 + 190, 1,970 − 110


def test_an_edit_of_the_closed_past_is_an_error(team: Path) -> None:
    run("replan", "plan-2027.xlsx", "q1.csv", "--as-of", "2027-03-31", *WHY, "--quiet")
    edit(team / "plan-2027-v2.xlsx", D6=260)  # two lines above say what is closed
    said = run("replan", "plan-2027-v2.xlsx", "--adopt-edits", *WHY)
    assert said.code == 1
    assert "error[E524] the target of 'Ann' for 2027-01" in said.stderr


@pytest.mark.usefixtures("team")
def test_a_part_of_a_plan_is_refused() -> None:
    run("decompose", "team.yaml", "--split-by", "rep", "--output", "parts", "--quiet")
    said = run("replan", "parts/Ann.xlsx", "q1.csv", *WHY)
    assert said.code == 2
    assert "error[E510]" in said.stderr


def test_workbooks_for_people_of_a_new_version(team: Path) -> None:
    run("replan", "plan-2027.xlsx", "q1.csv", *WHY, "--split-by", "rep", "--output", "v2")
    plan = read_plan(team / "v2" / "Ann.xlsx")
    assert [rep.name for rep in plan.profile.reps] == ["Ann"]
    assert plan.before is not None
    assert [rep.name for rep in plan.before.profile.reps] == ["Ann"]


def test_the_same_input_gives_the_same_workbook(team: Path) -> None:
    arguments = ("replan", "plan-2027.xlsx", "q1.csv", *WHY, "--quiet", "--output")
    for name in ("a.xlsx", "b.xlsx"):
        run(*arguments, name)
    assert (team / "a.xlsx").read_bytes() == (team / "b.xlsx").read_bytes()
