"""`salesplan check` as a whole: what it says, writes and refuses, and its exit codes."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.inputs.test_passwords import protect
from tests.test_transcripts import Said
from tests.test_transcripts import run as say

EXAMPLE = "targets.example.yaml"
SALES = "examples/northwind-sales-1996-1997.xlsx"


def run(*arguments: str) -> Said:
    return say(shlex.join(["salesplan", "check", *arguments]))


def printed(*arguments: str) -> Any:  # noqa: ANN401 (JSON)
    return json.loads(run(*arguments, "--json").stdout)


def write(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return name


def test_files_alone(desk: Path) -> None:
    before = sorted(desk.iterdir())
    data = printed(SALES)
    assert (data["format"], data["version"], data["profile"]) == ("salesplan.check", 1, None)
    assert data["rows"] == {"read": 1464, "used": 1464, "rejected": 0, "left_out": 0}
    assert data["whole"]["total"] == 825_169.17
    assert (data["whole"]["first_day"], data["whole"]["last_day"]) == ("1996-07-04", "1997-12-31")
    assert len(data["whole"]["people"]) == 9
    assert data["whole"]["people"][0]["name"] == "Margaret Peacock"
    assert sorted(desk.iterdir()) == before


def test_a_profile_is_checked_with_its_files_and_its_plan(desk: Path) -> None:
    data = printed(EXAMPLE)
    assert (data["profile"], data["currency"]) == (EXAMPLE, "USD")
    assert data["rows"]["used"] == 1464
    # What planning says, although no plan is written.
    assert "N415" in {finding["code"] for finding in data["findings"]}
    assert not list(desk.glob("plan*"))
    assert run(EXAMPLE).code == 0


def test_without_arguments_it_is_the_profile_here(desk: Path) -> None:
    result = run()
    assert (result.code, "E142" in result.stderr) == (2, True)
    shutil.copy(desk / EXAMPLE, desk / "targets.yaml")
    assert run().code == 0


def test_the_profile_says_how_files_are_read(desk: Path) -> None:
    path = write(desk, "odd.csv", "wann,wer,wieviel\n2026-01-05,Ann,5\n")
    settings = "goals: [{metric: revenue, annual: 5}]\nteam: [{name: T, reps: [{name: Ann}]}]\n"
    settings += "history: {columns: {date: wann, rep: wer, amount: wieviel}}\n"
    profile = write(desk, "odd.yaml", settings)
    assert run(path).code == 1
    data = printed(path, "--profile", profile)
    assert data["rows"]["used"] == 1
    assert {c["why"] for c in data["sheets"][0]["tables"][0]["columns"]} == {"profile"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["no-such.csv"], 2, "E201"),
        (["no-date.csv"], 1, "error["),
        (["two-amounts.csv"], 1, "E217"),
        ([EXAMPLE, SALES], 2, "one profile alone"),
        ([EXAMPLE, "--profile", EXAMPLE], 2, "one profile alone"),
        (["unknown-field.yaml"], 1, "error["),
        ([SALES, "--write-clean", "clean.csv"], 2, "E308"),
    ],
)
def test_exit_codes(broken: Path, arguments: list[str], code: int, said: str) -> None:
    assert broken.is_dir()
    result = run(*arguments)
    assert (result.code, said in result.stderr) == (code, True), result


def test_a_good_file_is_shown_beside_a_bad_one(broken: Path) -> None:
    assert broken.is_dir()
    result = run(SALES, "no-such.csv")
    assert result.code == 2
    assert "1,464 rows read" in result.stdout
    assert "E201" in result.stderr


def test_every_finding_is_in_the_json_of_errors_too(broken: Path) -> None:
    assert broken.is_dir()
    data = printed("two-amounts.csv")
    assert data["format"] == "salesplan.check"
    assert "error" in {finding["severity"] for finding in data["findings"]}


def test_the_clean_workbook_is_read_in_place_of_the_files(desk: Path) -> None:
    path = write(desk, "s.csv", "日期,业务员,金额\n2026-01-05,张伟,5\n2026-01-06,张伟,x\n")
    first = run(path, "--write-clean", "clean.xlsx", "--language", "zh")
    assert first.stdout.rstrip().endswith("已写入：clean.xlsx")
    assert openpyxl.load_workbook(desk / "clean.xlsx").sheetnames == ["销售", "无效"]
    data = printed("clean.xlsx")
    assert (data["rows"]["used"], data["rows"]["rejected"]) == (1, 1)
    assert data["whole"]["total"] == 5
    again = run(path, "--write-clean", "clean.xlsx")
    assert (again.code, "E301" in again.stderr) == (2, True)
    assert run(path, "--write-clean", "clean.xlsx", "--force").code == first.code


def test_every_rejected_row_is_written_with_its_reason(desk: Path) -> None:
    lines = ["date,rep,amount", "2026-01-05,Ann,5", *["2026-01-06,Ann,x"] * 1100]
    path = write(desk, "s.csv", "\n".join(lines))
    assert run(path, "--write-clean", "clean.xlsx").code == 1
    rejected = openpyxl.load_workbook(desk / "clean.xlsx")["Rejected"]
    reasons = [str(row[3]) for row in rejected.iter_rows(min_row=2, values_only=True)]
    assert len(reasons) == 1100
    assert all("is not a number" in reason for reason in reasons)


def test_rejected_rows_count_when_they_are_corrected_and_the_others_are_rejected_again(
    desk: Path,
) -> None:
    lines = ["日期,业务员,金额（万元）", *["2026-01-05,张伟,1"] * 98]
    path = write(desk, "s.csv", "\n".join([*lines, "昨天,李娜,2", "2026-01-07,李娜,3件"]))
    assert run(path, "--write-clean", "clean.xlsx").code == 1
    book = openpyxl.load_workbook(desk / "clean.xlsx")
    book["Rejected"]["A2"] = "2026-01-06"
    book.save(desk / "clean.xlsx")
    result = run("clean.xlsx")  # one of a hundred is as many as may be rejected
    assert (result.code, "E218" in result.stderr) == (0, False)
    assert "clean.xlsx[Rejected]!3:Amount (万): warning[W212] '3件'" in result.stderr
    data = printed("clean.xlsx")
    assert (data["rows"]["used"], data["rows"]["rejected"]) == (99, 1)
    assert data["whole"]["total"] == 1_000_000


def test_what_was_read_is_not_written_over(desk: Path) -> None:
    shutil.copy(desk / SALES, desk / "mine.xlsx")
    before = (desk / "mine.xlsx").read_bytes()
    result = run("mine.xlsx", "--write-clean", "mine.xlsx", "--force")
    assert result.code == 2
    assert (desk / "mine.xlsx").read_bytes() == before


def test_quiet_says_errors_only(broken: Path) -> None:
    assert broken.is_dir()
    fine, wrong = run(SALES, "--quiet"), run("two-amounts.csv", "--quiet")
    assert (fine.stdout, fine.stderr, fine.code) == ("", "", 0)
    assert wrong.stdout == ""
    assert "E217" in wrong.stderr


def two_sheets(path: Path) -> Path:
    """A workbook with ten yuan in one sheet and two in another."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "订单"
    for row in (["日期", "业务员", "金额"], ["2026-01-05", "张伟", 10]):
        first.append(row)
    second = book.create_sheet("退单")
    for row in (["日期", "业务员", "金额"], ["2026-01-06", "李娜", 2]):
        second.append(row)
    book.save(path)
    return path


def test_one_sheet_of_several(desk: Path) -> None:
    two_sheets(desk / "sales.xlsx")
    assert printed("sales.xlsx")["whole"]["total"] == 12
    assert printed("sales.xlsx", "--sheet", "退单")["whole"]["total"] == 2
    result = run("sales.xlsx", "--sheet", "订购")
    assert (result.code, "error[E211]" in result.stderr) == (2, True)


def test_a_protected_workbook(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = two_sheets(desk / "sales.xlsx").read_bytes()
    protect(desk / "sales.xlsx", plain, "芝麻开门")
    result = run("sales.xlsx")
    assert (result.code, "error[E206]" in result.stderr) == (2, True)
    write(desk, "passwords.txt", "wrong\n芝麻开门\n")
    assert printed("sales.xlsx", "--password-file", "passwords.txt")["whole"]["total"] == 12
    write(desk, "wrong.txt", "wrong\n")
    assert run("sales.xlsx", "--password-file", "wrong.txt").code == 2
    missing = run("sales.xlsx", "--password-file", "none.txt")
    assert (missing.code, "error[E201]" in missing.stderr) == (2, True)
    monkeypatch.setenv("SALESPLAN_PASSWORD", "芝麻开门")
    assert printed("sales.xlsx")["whole"]["total"] == 12
