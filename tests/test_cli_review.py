"""The verb `review` as a whole: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.reports.test_plan_data import misfits
from tests.reports.test_review_data import SHAPE
from tests.test_transcripts import Said
from tests.test_transcripts import run as say

PLAN = "plan-2027.xlsx"


@pytest.fixture(scope="session")
def pair_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of `pair.yaml`: 500 dollars a person and working day, January is 10,500."""
    path = tmp_path_factory.mktemp("plan") / PLAN
    profile = Path(__file__).parent / "reviews" / "pair.yaml"
    assert (
        say(shlex.join(["salesplan", "decompose", str(profile), "-q", "-o", str(path)])).code == 0
    )
    return path


@pytest.fixture
def pair(desk: Path, pair_plan: Path) -> Path:
    shutil.copy(pair_plan, desk / PLAN)
    return desk


def review(*arguments: str) -> Said:
    return say(shlex.join(["salesplan", "review", *arguments]))


def printed(*arguments: str) -> Any:  # noqa: ANN401 (JSON)
    result = review(*arguments, "--json")
    assert (result.code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def sold(data: Any) -> dict[str, float]:  # noqa: ANN401 (JSON)
    people = data["periods"]["month"]["metrics"][0]["people"]
    return {person["name"]: person["actual"] for person in people}


def edit(path: Path, **cells: object) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".* extension is not supported", UserWarning)
        workbook = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        workbook["Targets"][cell].value = value
    workbook.save(path)


# Exit codes and streams


@pytest.mark.usefixtures("pair")
def test_exit_codes() -> None:
    assert review(PLAN, "on-track.csv").code == 0
    assert review(PLAN, "without-sales.csv").code == 0
    assert review(PLAN, "without-sales.csv", "--fail-under", "90%").code == 3
    assert review(PLAN, "on-track.csv", "--fail-under", "100%").code == 0
    for arguments in (
        [PLAN],
        [PLAN, "missing.csv"],
        ["missing.xlsx", "on-track.csv"],
        [PLAN, "on-track.csv", "--as-of", "2027-13-01"],
        [PLAN, "on-track.csv", "--as-of", "13.1.2027"],
        [PLAN, "on-track.csv", "--period", "fortnight"],
        [PLAN, "on-track.csv", "--fail-under", "much"],
        [PLAN, "on-track.csv", "--fail-under", "110%"],
    ):
        result = review(*arguments)
        assert (result.code, result.stdout) == (2, ""), arguments
        assert result.stderr


@pytest.mark.usefixtures("pair")
def test_rows_that_cannot_be_read_are_errors_of_input() -> None:
    Path("bad.csv").write_text("Date,Sales Rep,Amount\n2027-01-05,Ann,much\n2027-01-06,Ann,5\n")
    result = review(PLAN, "bad.csv")
    assert (result.code, result.stdout) == (1, "")
    assert "bad.csv" in result.stderr


@pytest.mark.usefixtures("pair")
def test_a_threshold_adds_a_line_and_nothing_else() -> None:
    plain = review(PLAN, "without-sales.csv")
    held = review(PLAN, "without-sales.csv", "--fail-under", "0.9")
    assert held.stdout == plain.stdout
    assert plain.stderr == ""
    assert held.stderr == "below 90%: Bob 0.0%, East 54.5%\n"
    # Bob's 5,500 of 5,500 are on the line, which is not below it.
    assert review(PLAN, "on-track.csv", "--fail-under", "100%").stderr == ""


@pytest.mark.usefixtures("pair")
def test_a_threshold_beside_json() -> None:
    result = review(PLAN, "without-sales.csv", "--fail-under", "90%", "--json")
    assert result.code == 3
    assert json.loads(result.stdout) == printed(PLAN, "without-sales.csv")


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize("sales", ["on-track.csv", "strangers.csv", "last-year.csv"])
def test_quiet_says_nothing(sales: str) -> None:
    result = review(PLAN, sales, "--quiet")
    assert (result.code, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.usefixtures("pair")
def test_quiet_still_says_errors_and_who_is_below() -> None:
    below = review(PLAN, "without-sales.csv", "--quiet", "--fail-under", "90%")
    assert (below.code, below.stdout) == (3, "")
    assert below.stderr.startswith("below 90%: Bob")
    assert "error[E201]" in review(PLAN, "missing.csv", "--quiet").stderr


# JSON


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize("period", ["week", "month", "quarter", "half", "year", "ytd"])
def test_json(period: str) -> None:
    data = printed(PLAN, "on-track.csv", "--period", period)
    assert misfits(data, SHAPE) == []
    assert (data["organisation"], data["as_of"], data["period"]) == ("Pair", "2027-01-15", period)
    assert data["rows"] == {"read": 3, "used": 3, "rejected": 0, "left_out": 0}
    assert sold(data) == {"Ann": 6_000, "Bob": 5_500}


@pytest.mark.usefixtures("pair")
def test_warnings_are_in_json_instead_of_on_stderr() -> None:
    data = printed(PLAN, "strangers.csv")
    assert [found["code"] for found in data["findings"]] == ["W401", "W401"]


@pytest.mark.usefixtures("pair")
def test_errors_as_json() -> None:
    result = review(PLAN, "missing.csv", "--json")
    assert (result.code, result.stderr) == (2, "")
    data = json.loads(result.stdout)
    assert data["format"] == "salesplan.errors"
    assert [found["code"] for found in data["findings"]] == ["E201"]


@pytest.mark.usefixtures("pair")
def test_screen_and_json_agree() -> None:
    data = printed(PLAN, "returns.csv", "--period", "quarter")
    text = review(PLAN, "returns.csv", "--period", "quarter").stdout
    rows = [" ".join(line.split()) for line in text.splitlines()]
    metric = data["periods"]["quarter"]["metrics"][0]
    for each in (*metric["people"], {"name": "Total", **metric["whole"]}):
        row = next(row for row in rows if row.startswith(each["name"]))
        keys = ("actual", "expected", "variance_to_date", "target")
        shown = " ".join(f"{each[key]:,}" for key in keys)
        assert shown in row
        assert f"{each['pace'] * 100:.1f}%" in row
        assert row.endswith(f" {each['landing']['expected']:,.0f}")


# The day


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize(
    ("day", "ann", "gone", "month"),
    [
        ("2026-06-30", 0, 0, "2027-01"),
        ("2027-01-04", 0, 2, "2027-01"),
        ("2027-01-05", 2_500, 3, "2027-01"),  # the day itself counts
        ("2027-01-14", 2_500, 10, "2027-01"),
        ("2027-01-31", 6_000, 21, "2027-01"),
        ("2027-02-01", 0, 1, "2027-02"),
        ("2027-12-31", 0, 23, "2027-12"),
        ("2029-01-01", 0, 23, "2027-12"),
    ],
)
def test_as_of(day: str, ann: int, gone: int, month: str) -> None:
    data = printed(PLAN, "on-track.csv", "--as-of", day)
    found = data["periods"]["month"]
    assert (data["as_of"], found["name"]) == (day, month)
    assert sold(data)["Ann"] == ann
    assert found["metrics"][0]["whole"]["days_gone"] == gone


@pytest.mark.usefixtures("pair")
def test_before_the_year_nothing_has_begun() -> None:
    result = review(PLAN, "on-track.csv", "--as-of", "2026-12-31", "--fail-under", "100%")
    assert (result.code, result.stderr) == (0, "")
    assert result.stdout.endswith("Jan 2027 has not begun.\n")


# Files


@pytest.mark.usefixtures("pair")
def test_several_files_and_patterns() -> None:
    Path("jan-1.csv").write_text("Date,Sales Rep,Amount\n2027-01-05,Ann,100\n")
    Path("jan-2.csv").write_text("Date,Sales Rep,Amount\n2027-01-06,Ann,20\n2027-01-06,Bob,3\n")
    assert sold(printed(PLAN, "jan-*.csv")) == {"Ann": 120, "Bob": 3}
    assert sold(printed(PLAN, "jan-1.csv", "jan-2.csv")) == {"Ann": 120, "Bob": 3}
    # Named twice, a file counts once.
    assert sold(printed(PLAN, "jan-*.csv", "jan-1.csv")) == {"Ann": 120, "Bob": 3}
    assert review(PLAN, "feb-*.csv").code == 2


def test_nothing_is_written(pair: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in pair.iterdir()}
    assert review(PLAN, "on-track.csv").code == 0
    assert {path: path.stat().st_mtime_ns for path in pair.iterdir()} == before


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize("options", [[], ["--json"], ["--period", "year", "--language", "zh"]])
def test_the_same_command_says_the_same(options: list[str]) -> None:
    first, second = (review(PLAN, "strangers.csv", *options) for _ in range(2))
    assert first == second
    assert first.stdout


# An edited plan


def test_an_edit_is_honoured_and_said(pair: Path) -> None:
    edit(pair / PLAN, D5=21_000)  # Bob's January, twice what it was
    result = review(PLAN, "on-track.csv")
    assert result.code == 0
    assert "plan-2027.xlsx[Targets]!5:Jan: note[N441]" in result.stderr
    assert "Bob, 2027-01: the target was edited from 10,500 to 21,000" in result.stderr
    data = printed(PLAN, "on-track.csv")
    (metric,) = data["periods"]["month"]["metrics"]
    assert [person["target"] for person in metric["people"]] == [10_500, 21_000]
    assert [person["expected"] for person in metric["people"]] == [5_500, 11_000]
    assert [person["pace"] for person in metric["people"]] == [1.090909, 0.5]
    assert metric["whole"]["target"] == 31_500
    assert [found["code"] for found in data["findings"]] == ["N441"]
    # The other months are as they were.
    assert data["periods"]["quarter"]["metrics"][0]["whole"]["target"] == 64_000 + 10_500


def test_an_edit_that_cannot_be_understood_stops_the_review(pair: Path) -> None:
    edit(pair / PLAN, D5="lots")
    result = review(PLAN, "on-track.csv")
    assert (result.code, result.stdout) == (1, "")
    assert "plan-2027.xlsx[Targets]!5:Jan: error[E443] 'lots' is not a target" in result.stderr


def test_a_chinese_review_of_an_english_plan(pair: Path) -> None:
    edit(pair / PLAN, D5=21_000)
    result = review(PLAN, "on-track.csv", "--language", "zh")
    assert "Bob 2027-01：指标由 10,500 改为 21,000" in result.stderr
    assert "合计" in result.stdout
    assert "Total" not in result.stdout


# Start-up


def test_help_does_not_load_the_libraries() -> None:
    code = (
        "import sys\n"
        "from salesplan.cli import app\n"
        "try: app(['review', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'numpy', 'pyarrow', 'fastexcel', 'python_calamine', 'xlsxwriter'}\n"
        "sys.exit(' '.join(sorted(heavy & set(sys.modules))) or 0)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert "--fail-under" in result.stdout
