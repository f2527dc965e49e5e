"""`salesplan compare` and `--set` as a whole: versions, hand edits, files, exit codes."""

from __future__ import annotations

import datetime as dt
import json
import shlex
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from salesplan.choices import Language
from salesplan.core.plan import with_targets
from salesplan.core.version import Version
from salesplan.inputs.plan_book import read_plan
from salesplan.labels import Labels
from salesplan.outputs.workbook import save_book
from salesplan.reports.plan_book import plan_book
from tests.inputs.test_passwords import protect
from tests.reports.workbooks import read_back
from tests.reviews.books import PLAN, edit, write_plan
from tests.test_transcripts import Said
from tests.test_transcripts import run as say


def run(*arguments: str) -> Said:
    return say(shlex.join(["salesplan", "compare", *arguments]))


def printed(*arguments: str) -> Any:  # noqa: ANN401 (JSON)
    return json.loads(run(*arguments, "--json").stdout)


def decompose(*arguments: str) -> Said:
    return say(shlex.join(["salesplan", "decompose", "pair.yaml", "--quiet", *arguments]))


@pytest.fixture
def pair(desk: Path) -> Path:
    """The plan of Ann and Bob, 130,500 each."""
    write_plan(desk)
    return desk


def versions(folder: Path) -> str:
    """A plan of three versions; each moves 1,000 of January from Ann to Bob."""
    plan = read_plan(folder / PLAN)
    for number in (2, 3):
        (metric,) = plan.metrics
        targets = metric.targets.copy()
        targets[:, 0] += np.array([-100_000, 100_000])
        version = Version(number, dt.date(2027, 2, number), "王磊", "territory")
        changed = (with_targets(metric, targets),)
        plan = replace(plan, metrics=changed, version=version, before=plan)
    with (folder / "v3.xlsx").open("wb") as target:
        save_book(plan_book(plan, Labels(Language.EN)), target)
    return "v3.xlsx"


@pytest.mark.usefixtures("pair")
def test_the_shape_of_the_data() -> None:
    assert decompose("--set", "goals.revenue.annual=522_000").code == 0
    data = printed(PLAN, "plan-2027-scenario.xlsx", "--period", "Q1")
    assert (data["format"], data["version"], data["changed"]) == ("salesplan.compare", 1, True)
    assert (data["before"]["name"], data["before"]["scenario"]) == (PLAN, [])
    supposed = {"path": "goals.revenue.annual", "before": "261_000", "after": "522_000"}
    assert data["after"]["scenario"] == [supposed]
    (metric,) = data["metrics"]
    assert metric["goal"] == {"before": 261_000, "after": 522_000, "difference": 261_000}
    assert metric["people"][0] == {
        "name": "Ann",
        "team": "East",
        "came_from": None,
        "before": 32_000,
        "after": 64_000,
        "difference": 32_000,
        "why": {"goal": 32_000, "months": 0, "people": 0},
        "months": {"2027-01": 10_500, "2027-02": 10_000, "2027-03": 11_500},
    }
    assert data["changes"] == [
        {
            "topic": "goals",
            "subject": "revenue",
            "field": "annual",
            "before": "261_000",
            "after": "522_000",
        }
    ]
    assert data["files"] == []


@pytest.mark.usefixtures("pair")
def test_the_same_plan_has_no_changes() -> None:
    shutil.copy(PLAN, "copy.xlsx")
    said = run(PLAN, "copy.xlsx", "--fail-on-change")
    assert said.code == 0
    assert said.stdout.splitlines()[-1] == "no changes"
    assert printed(PLAN, "copy.xlsx")["changed"] is False


@pytest.mark.usefixtures("pair")
def test_any_change_may_fail() -> None:
    decompose("--set", "team.Bob.fte=50%", "--output", "half.xlsx")
    said = run(PLAN, "half.xlsx", "--fail-on-change", "--quiet")
    assert (said.code, said.stdout, said.stderr) == (3, "", "")


def test_a_plan_alone_is_compared_with_its_hand_edits(pair: Path) -> None:
    edit(pair / PLAN, D5=21_000)
    data = printed(PLAN)
    names = [data[side]["name"] for side in ("before", "after")]
    assert names == ["plan-2027.xlsx, as written", "plan-2027.xlsx, with hand edits"]
    moved = {each["name"]: each["difference"] for each in data["metrics"][0]["people"]}
    assert moved == {"Bob": 10_500, "Ann": 0}
    assert [found["code"] for found in data["findings"]] == ["N441"]
    assert "N441" not in run(PLAN).stderr


@pytest.mark.usefixtures("pair")
def test_a_plan_alone_without_versions_or_edits() -> None:
    said = run(PLAN)
    assert said.code == 2
    assert "E542" in said.stderr


@pytest.mark.parametrize(
    ("arguments", "numbers", "difference"),
    [
        ((), (2, 3), 1_000),
        (("--from", "1"), (1, 3), 2_000),
        (("--from", "1", "--to", "2"), (1, 2), 1_000),
        (("--to", "2"), (1, 2), 1_000),
    ],
)
def test_versions_of_one_plan(
    pair: Path, arguments: tuple[str, ...], numbers: tuple[int, int], difference: int
) -> None:
    data = printed(versions(pair), *arguments)
    assert (data["before"]["version"], data["after"]["version"]) == numbers
    assert data["before"]["name"] == f"v3.xlsx, version {numbers[0]}"
    moved = {each["name"]: each["difference"] for each in data["metrics"][0]["people"]}
    assert moved == {"Ann": -difference, "Bob": difference}


def test_versions_of_two_plans(pair: Path) -> None:
    data = printed(PLAN, versions(pair), "--to", "2")
    names = [data[side]["name"] for side in ("before", "after")]
    assert names == ["plan-2027.xlsx, version 1", "v3.xlsx, version 2"]


def test_a_version_that_is_not_there(pair: Path) -> None:
    said = run(versions(pair), "--from", "7")
    assert said.code == 2
    assert "E543" in said.stderr
    assert "1, 2, 3" in said.stderr


def test_hand_edits_belong_to_the_current_version(pair: Path) -> None:
    edit(pair / versions(pair), D4=30_000)
    data = printed("v3.xlsx")
    assert data["after"]["name"] == "v3.xlsx, version 3 with hand edits"
    moved = {each["name"]: each["difference"] for each in data["metrics"][0]["people"]}
    assert moved["Ann"] == 30_000 - 9_500


@pytest.mark.usefixtures("pair")
def test_what_was_read_is_never_written_over() -> None:
    decompose("--set", "team.Bob.fte=50%", "--output", "half.xlsx")
    said = run(PLAN, "half.xlsx", "--output", "half.xlsx", "--force")
    assert said.code == 2
    assert "E468" in said.stderr


def test_the_workbook_adds_up(pair: Path) -> None:
    decompose("--set", "team.Bob.fte=50%", "--output", "half.xlsx")
    assert run(PLAN, "half.xlsx", "--output", "changes.xlsx", "--quiet").code == 0
    book = read_back(pair / "changes.xlsx")
    assert book.names == ["Summary", "Changes", "Assumptions", "Goals and months"]
    assert book.formulas
    assert not book.wrong()
    rows = book.rows("Changes")
    header = next(at for at, row in enumerate(rows) if row[0] == "Person")
    # Nobody joined or left: no column for that.
    ann = rows[header + 1]
    assert ann[:6] == ["Ann", "East", 130_500, 174_000, 43_500, 0.333333]


def test_a_password(pair: Path) -> None:
    decompose("--set", "team.Bob.fte=50%", "--output", "half.xlsx")
    protect(pair / "half.xlsx", (pair / "half.xlsx").read_bytes(), "secret")
    assert run(PLAN, "half.xlsx", "--json").code == 2
    (pair / "words.txt").write_text("secret\n")
    assert printed(PLAN, "half.xlsx", "--password-file", "words.txt")["changed"]


@pytest.mark.usefixtures("pair")
def test_a_part_of_a_plan() -> None:
    decompose("--split-by", "rep", "--output", "people")
    data = printed(PLAN, "people/Bob.xlsx")
    assert [found["code"] for found in data["findings"]] == ["W540"]


def test_a_scenario_is_said_wherever_the_plan_is(pair: Path) -> None:
    settings = ["--set", "team.Bob.fte=50%", "--set", "team.Bob.title=Rep"]
    data = json.loads(
        say(shlex.join(["salesplan", "decompose", "pair.yaml", "--json", *settings])).stdout
    )
    assert data["files"] == ["plan-2027-scenario.xlsx"]
    assert data["scenario"] == [
        {"path": "team.Bob.fte", "before": "1", "after": "50%"},
        {"path": "team.Bob.title", "before": None, "after": "Rep"},
    ]
    assert [each.after for each in read_plan(pair / "plan-2027-scenario.xlsx").scenario] == [
        "50%",
        "Rep",
    ]
    texts = [row[0] for row in read_back(pair / "plan-2027-scenario.xlsx").rows("Summary") if row]
    assert "Scenario: team.Bob.fte: 1 → 50%" in texts
    assert (pair / "pair.yaml").read_text(encoding="utf-8").count("50%") == 0


@pytest.mark.usefixtures("pair")
def test_check_with_settings() -> None:
    said = say("salesplan check pair.yaml --set team.Bob.skill=senor")
    assert said.code == 1
    assert "--set team.Bob.skill: error[E104]" in said.stderr
    assert say("salesplan check last-year.csv --set a=1").code == 2
