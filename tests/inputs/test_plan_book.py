from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from salesplan.choices import Language
from salesplan.core.plan import Plan, build_plan
from salesplan.errors import SalesplanError
from salesplan.inputs.plan_book import read_plan
from salesplan.labels import Labels
from salesplan.outputs.workbook import write_book
from salesplan.profile import Profile
from salesplan.reports.plan_book import plan_book
from salesplan.reports.plan_record import plan_to_text

PROFILE = {
    "organisation": '华东 _x0041_ "quoted" ä',
    "language": "zh",
    "fiscal_year": {"start": "2027-04-01"},
    "calendar": {"country": "CN", "closed": ["2027-05-07"]},
    "goals": [
        {"metric": "revenue", "annual": "1,200万", "unit": 100, "quarters": {"Q2": "30%"}},
        {"metric": "calls", "annual": 4321, "over_assignment": "5%"},
    ],
    "team": [
        {"name": "上海", "reps": [{"name": "张伟", "skill": "senior"}, {"name": "=李娜"}]},
        {"name": "北京", "reps": [{"name": "Ann", "start": "2027-06-16", "fte": 0.5}]},
    ],
}


def written_plan(path: Path) -> Plan:
    plan = build_plan(Profile.model_validate(PROFILE))
    write_book(plan_book(plan, Labels(Language.ZH)), path)
    return plan


def test_a_plan_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    plan = written_plan(tmp_path / "plan.xlsx")
    again = read_plan(tmp_path / "plan.xlsx")
    assert plan_to_text(again) == plan_to_text(plan)
    assert again.profile == plan.profile
    for before, after in zip(plan.metrics, again.metrics, strict=True):
        assert (again.daily(after) == plan.daily(before)).all()


def test_a_plan_survives_being_saved_by_another_program(tmp_path: Path) -> None:
    plan = written_plan(tmp_path / "plan.xlsx")
    with pytest.warns(UserWarning, match="extension is not supported"):
        workbook = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    workbook.save(tmp_path / "saved.xlsx")
    assert plan_to_text(read_plan(tmp_path / "saved.xlsx")) == plan_to_text(plan)


@pytest.mark.parametrize("damage", ["no record", "cut short", "not json", "later version"])
def test_what_is_no_plan_is_refused(tmp_path: Path, damage: str) -> None:
    workbook = openpyxl.Workbook()
    if damage != "no record":
        sheet = workbook.create_sheet("_salesplan")
        text = '{"format":"salesplan.plan","version":99}' if damage == "later version" else "{"
        sheet.append([text, "1/2" if damage == "cut short" else "1/1"])
    workbook.save(tmp_path / "other.xlsx")
    with pytest.raises(SalesplanError) as error:
        read_plan(tmp_path / "other.xlsx")
    assert [finding.code for finding in error.value.findings] == ["E440"]


def test_a_plan_of_which_pieces_are_missing_is_refused(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    text = plan_to_text(written_plan(tmp_path / "plan.xlsx"))
    workbook.create_sheet("_salesplan").append([text, "1/2"])
    workbook.save(tmp_path / "cut.xlsx")
    with pytest.raises(SalesplanError) as error:
        read_plan(tmp_path / "cut.xlsx")
    (finding,) = error.value.findings
    assert (finding.code, finding.values["reason"]) == ("E440", "pieces of the record are missing")


def test_a_missing_file_and_a_text_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text.xlsx").write_text("a,b\n")
    codes = []
    for name in ("missing.xlsx", "text.xlsx", "."):
        with pytest.raises(SalesplanError) as error:
            read_plan(tmp_path / name)
        codes += [finding.code for finding in error.value.findings]
    assert codes == ["E201", "E205", "E202"]
