"""The verb `review` as a whole: what it prints, where, and with which exit code."""

from __future__ import annotations

import csv
import datetime as dt
import errno
import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pandas as pd
import pytest
import python_calamine

from salesplan.outputs import workbook
from salesplan.reports.values import Book
from tests.reports.test_plan_data import misfits
from tests.reports.test_review_data import SHAPE
from tests.reviews.books import PLAN, edit
from tests.test_transcripts import Said
from tests.test_transcripts import run as say

ADVENTUREWORKS = Path(__file__).parents[2] / "shared" / "data" / "adventureworks"


@pytest.fixture
def pair(desk: Path, made: Path) -> Path:
    """A working folder with the plan of two people."""
    shutil.copy(made / PLAN, desk)
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


def contents(folder: Path) -> dict[str, bytes]:
    """Everything in a folder but what it links to."""
    return {
        path.relative_to(folder).as_posix(): b"" if path.is_dir() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if not path.is_symlink()
    }


def texts(path: Path) -> str:
    """All cells of a workbook."""
    book = python_calamine.CalamineWorkbook.from_path(path)
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    return "\n".join(str(cell) for rows in sheets for row in rows for cell in row)


# Exit codes and streams


@pytest.mark.usefixtures("pair")
def test_exit_codes() -> None:
    assert review(PLAN, "on-track.csv").code == 0
    assert review(PLAN, "without-sales.csv").code == 0
    assert review(PLAN, "without-sales.csv", "--fail-under", "90%").code == 3
    assert review(PLAN, "on-track.csv", "--fail-under", "100%").code == 0
    assert review(PLAN, "on-track.csv", "--fail-under", "110%").code == 3
    for arguments in (
        [PLAN],
        [PLAN, "missing.csv"],
        ["missing.xlsx", "on-track.csv"],
        [PLAN, "on-track.csv", "--as-of", "2027-13-01"],
        [PLAN, "on-track.csv", "--as-of", "13.1.2027"],
        [PLAN, "on-track.csv", "--period", "fortnight"],
        [PLAN, "on-track.csv", "--fail-under", "much"],
        [PLAN, "on-track.csv", "--fail-under", "1100%"],
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
    assert (data["as_of"], found["name"]) == (min(day, "2027-12-31"), month)
    assert sold(data)["Ann"] == ann
    assert found["metrics"][0]["whole"]["days_gone"] == gone


@pytest.mark.usefixtures("pair")
def test_before_the_year_nothing_has_begun() -> None:
    result = review(PLAN, "on-track.csv", "--as-of", "2026-12-31", "--fail-under", "100%")
    later = "note[N467] sales after 2026-12-31 do not count in this review: 3 rows\n"
    assert (result.code, result.stderr) == (0, later)
    assert "Jan 2027 has not begun.\n" in result.stdout


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


# Workbooks: what is written, and what never is

EDITED = "edited.xlsx"
SALES = "on-track.csv"


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (2, [PLAN, SALES, "-o", "taken.xlsx"]),
        (2, [PLAN, SALES, "-o", "review.xls"]),
        (2, [PLAN, SALES, "-o", "earlier"]),
        (2, [PLAN, SALES, "-o", "nowhere/review.xlsx"]),
        (2, [PLAN, SALES, "-o", "earlier", "--force"]),
        (2, [PLAN, SALES, "-o", PLAN, "--force"]),
        (2, [PLAN, SALES, "-o", "taken.xlsx", "--split-by", "team"]),
        (2, [PLAN, SALES, "-o", "nowhere/cards", "--split-by", "rep"]),
        (2, [PLAN, SALES, "-o", "half", "--split-by", "rep"]),
        (2, [PLAN, "missing.csv", "-o", "review.xlsx"]),
        (2, [PLAN, "cut.xlsx", "-o", "review.xlsx"]),
        (2, [PLAN, "cut.xlsx", "--split-by", "team"]),
        (2, [PLAN, PLAN, "-o", "review.xlsx"]),
        (2, [PLAN, SALES, EDITED, "-o", "review.xlsx"]),
        (2, [PLAN, "taken.xlsx", "-o", "review.xlsx"]),
        (2, ["cut.xlsx", SALES, "-o", "review.xlsx"]),
        (2, ["missing.xlsx", SALES, "--split-by", "team"]),
        (2, [PLAN, SALES, "--history-dir", "nowhere", "-o", "review.xlsx"]),
        (2, [PLAN, SALES, "--profile", "pair.yaml", "-o", "review.xlsx"]),
        (2, [PLAN, SALES, "--fail-under", "much", "-o", "review.xlsx"]),
        (1, ["taken.xlsx", SALES, "-o", "review.xlsx"]),
        (1, ["text.xlsx", SALES, "-o", "review.xlsx"]),
        (1, ["text.xlsx", SALES, "--split-by", "rep"]),
        (1, [SALES, SALES, "-o", "review.xlsx"]),
        (1, ["quotas.csv", SALES, "--as-of", "2030-01-31", "-o", "review.xlsx"]),
    ],
)
def test_nothing_is_written_by_a_command_that_fails(
    code: int, arguments: list[str], books: Path
) -> None:
    assert review(PLAN, SALES, "-q", "-o", "taken.xlsx").code == 0
    (books / "half").mkdir()
    (books / "half" / "Bob.xlsx").write_bytes(b"mine")
    before = contents(books)
    for options in ([], ["--quiet"], ["--language", "zh"]):
        result = review(*arguments, *options)
        assert (result.code, result.stdout) == (code, "")
        assert result.stderr
    assert contents(books) == before


class Disk:
    """A disk that is full when the file number `full_at` is written, counted from 1."""

    def __init__(self, full_at: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.written, self.full_at = 0, full_at
        save = workbook.save_book

        def save_book(book: Book, target: IO[bytes]) -> None:
            self.written += 1
            save(book, target)
            if self.written == self.full_at:
                target.truncate(100)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(workbook, "save_book", save_book)


@pytest.mark.parametrize("full_at", [1, 2, 3])
def test_all_cards_or_none(full_at: int, books: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(books)
    Disk(full_at, monkeypatch)
    result = review("计划.xlsx", "一月.csv", "--split-by", "rep", "--language", "en")
    assert (result.code, result.stdout) == (2, "")
    name = ["张伟", "李娜", "周杰"][full_at - 1]
    assert f"review-2027-01-15/{name}.xlsx: error[E306] there is no room" in result.stderr
    assert result.stderr.endswith("1 error: nothing was written\n")
    assert contents(books) == before


def test_old_cards_survive_new_ones_that_fail(books: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    split = ["计划.xlsx", "一月.csv", "--split-by", "rep", "-o", "cards"]
    assert review(*split).code == 0
    before = contents(books)
    with monkeypatch.context() as patched:
        Disk(3, patched)
        assert review(*split, "--as-of", "2027-01-18", "--force").code == 2
    assert contents(books) == before
    assert review(*split, "--as-of", "2027-01-18", "--force").code == 0
    after = contents(books)
    assert after.keys() == before.keys()
    assert {name for name in after if after[name] != before[name]} == {
        "cards/张伟.xlsx",
        "cards/李娜.xlsx",
        "cards/周杰.xlsx",
    }


def test_an_old_workbook_survives_a_new_one_that_fails(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert review(PLAN, SALES, "-o", "review.xlsx").code == 0
    before = contents(books)
    Disk(1, monkeypatch)
    assert review(EDITED, SALES, "-o", "review.xlsx", "--force").code == 2
    assert contents(books) == before


def test_a_plan_is_not_written_over_by_any_name(books: Path) -> None:
    (books / "link.xlsx").symlink_to(PLAN)
    (books / "teams").mkdir()
    (books / PLAN).rename(books / "teams" / "East.xlsx")
    (books / PLAN).symlink_to("teams/East.xlsx")
    before = contents(books)
    for output in ("link.xlsx", f"../{books.name}/{PLAN}", str(books / PLAN)):
        result = review(PLAN, SALES, "-o", output, "--force")
        assert (result.code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"{output}: error[E468] this file was read")
    assert review(PLAN, SALES, "-o", "teams", "--split-by", "team", "--force").code == 2
    assert contents(books) == before


def test_the_threshold_stops_nothing(books: Path) -> None:
    held = review(PLAN, "without-sales.csv", "-o", "held.xlsx", "--fail-under", "90%")
    plain = review(PLAN, "without-sales.csv", "-o", "plain.xlsx")
    assert (held.code, plain.code) == (3, 0)
    assert held.stdout.endswith("\nwritten: held.xlsx\n")
    assert held.stdout.replace("held", "plain") == plain.stdout
    assert (books / "held.xlsx").read_bytes() == (books / "plain.xlsx").read_bytes()


def test_the_workbook_says_what_the_screen_says(books: Path) -> None:
    assert review(EDITED, SALES, "-q", "-o", "review.xlsx").code == 0
    book = python_calamine.CalamineWorkbook.from_path(books / "review.xlsx")
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    bob = next(row for row in rows if row[0] == "Bob" and 0.5 in row)
    # 5,500 of 11,000 by now; 21,000 in the month; 15,500 in 10 days; 5,500 + 10,000 × 0.5 to come.
    assert bob[3:10] == [0.5, 5_500, 11_000, -5_500, 21_000, 1_550, 10_500]
    text = texts(books / "review.xlsx")
    assert "Bob, 2027-01: the target was edited from 10,500 to 21,000" in text
    assert "2 targets were edited by hand." not in text
    assert "3 targets were edited by hand." in text


@pytest.mark.usefixtures("books")
def test_the_only_team_has_a_workbook() -> None:
    assert review(PLAN, "strangers.csv", "-q", "--split-by", "team", "-o", "teams").code == 0
    text = texts(Path("teams/East.xlsx"))
    assert [name in text for name in ("Ann", "Bob", "Carl")] == [True, True, False]
    # Ann 6,000, Bob nothing; the 550 of strangers are the whole's.
    assert "6000.0" in text
    assert "6550.0" not in text


def test_parts_tell_nothing_of_the_others(books: Path) -> None:
    for by in ("team", "rep"):
        assert review("计划.xlsx", "一月.csv", "-q", "--split-by", by, "-o", by).code == 0
    names = {path.stem: texts(path) for by in ("team", "rep") for path in (books / by).iterdir()}
    assert names.keys() == {"上海", "苏州", "张伟", "李娜", "周杰"}
    told = {
        part: {name for name in ("张伟", "李娜", "周杰", "恒达", "远航", "天成") if name in text}
        for part, text in names.items()
    }
    assert told["上海"].isdisjoint({"周杰", "天成"})
    assert told["苏州"].isdisjoint({"张伟", "李娜", "恒达", "远航"})
    for name in ("张伟", "李娜", "周杰"):
        assert told[name] & {"张伟", "李娜", "周杰"} == {name}


ONE_BY_ONE = """
import json, sys
from salesplan.cli import app
for arguments in json.loads(sys.argv[1]):
    assert app(["review", *arguments], standalone_mode=False) in {0, None}
"""


def other_process(folder: Path, runs: list[list[str]], **environment: str) -> bytes:
    """What reviews say in a process of their own."""
    result = subprocess.run(
        [sys.executable, "-c", ONE_BY_ONE, json.dumps(runs)],
        cwd=folder,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    )
    assert result.stderr == b""
    return result.stdout


def test_the_same_bytes_anywhere(books: Path) -> None:
    first, second = books / "first", books / "second"
    for folder in (first, second):
        folder.mkdir()
        shutil.copy(books / "计划.xlsx", folder)
        shutil.copy(books / "一月.csv", folder)
    options = (["-o", "周会.xlsx"], ["--split-by", "team"], ["--split-by", "rep", "--json"])
    runs = [["计划.xlsx", "一月.csv", *each] for each in options]
    here = {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"}
    there = {"PYTHONHASHSEED": "9", "TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONUTF8": "1"}
    said = [other_process(first, runs, **here), other_process(second, runs, **there)]
    assert said[0] == said[1]
    assert contents(first) == contents(second)
    # The plan, the sales, a workbook, and a folder with those of two teams and three people.
    assert len(contents(first)) == 2 + 1 + 1 + 5


# Languages


def test_errors_are_in_the_language_of_the_plan(books: Path) -> None:
    for arguments in (["修改.xlsx", "一月.csv"], ["计划.xlsx", "二月.csv"]):
        assert "错误[" in review(*arguments).stderr
        assert "error[" in review(*arguments, "--language", "en").stderr
    assert "error[" in review("text.xlsx", SALES).stderr
    below = review("计划.xlsx", "一月.csv", "--quiet", "--fail-under", "95%")
    assert (below.code, below.stderr) == (3, "低于 95%：李娜 80.0%、上海 90.0%\n")
    (books / "zh.yaml").write_text("language: zh\ngoals: []\n", encoding="utf-8")
    assert "错误[" in review("quotas.csv", SALES, "--profile", "zh.yaml").stderr


# Trend


@pytest.mark.usefixtures("books")
def test_files_risks_and_trend_in_json() -> None:
    for day in ("2027-01-08", "2027-01-15"):
        place = f"earlier/{day}.xlsx"
        assert review(PLAN, SALES, "--as-of", day, "-q", "-o", place).code == 0
    Path("earlier/2027-01-06.xlsx").unlink()
    options = ["--as-of", "2027-01-22", "--history-dir", "earlier", "-o", "earlier/now.xlsx"]
    data = printed(PLAN, SALES, *options)
    assert misfits(data, SHAPE) == []
    assert data["files"] == ["earlier/now.xlsx"]
    assert [found["code"] for found in data["findings"]] == ["N464", "N469"]
    # 500 a day and person: 6, 11 and 16 days gone of 21; sold 2,500, then 6,000 and 5,500.
    assert [(point["as_of"], point["pace"], point["attainment"]) for point in data["trend"]] == [
        ("2027-01-08", 0.416667, 0.119048),
        ("2027-01-15", 1.045455, 0.547619),
        ("2027-01-22", 0.71875, 0.547619),
    ]
    bob = [point["people"][1] for point in data["trend"]]
    assert [(point["name"], point["pace"]) for point in bob] == [
        ("Bob", 0.0),
        ("Bob", 1.0),
        ("Bob", 0.6875),
    ]
    # 9,500 missing, 5 days at 11,500 / 16 bring 3,593.75.
    assert [(risk["kind"], risk["name"], risk["at_stake"]) for risk in data["risks"]] == [
        ("days", None, 5_906.25),
        ("days", "Bob", 3_281.25),
        ("days", "Ann", 2_625),
    ]
    assert [(line["name"], line["variance_to_date"]) for line in data["why"]] == [
        ("Ann", -2_000),
        ("Bob", -2_500),
        (None, -4_500),
    ]
    # Written where the earlier ones are, it is not earlier than itself.
    assert printed(PLAN, SALES, *options, "--force") == data


@pytest.mark.usefixtures("books")
def test_reviews_among_the_actuals_count_no_sales() -> None:
    assert review(PLAN, SALES, "--as-of", "2027-01-08", "-q", "-o", "sales-1.xlsx").code == 0
    Path("sales-2.csv").write_bytes(Path(SALES).read_bytes())
    data = printed(PLAN, "sales-*", "--as-of", "2027-01-22")
    assert data["rows"] == {"read": 3, "used": 3, "rejected": 0, "left_out": 0}
    assert sold(data) == {"Ann": 6_000, "Bob": 5_500}
    assert [point["as_of"] for point in data["trend"]] == ["2027-01-08", "2027-01-22"]


@pytest.mark.usefixtures("desk")
def test_the_trend_of_the_example() -> None:
    assert say("salesplan decompose targets.example.yaml -q -o plan.xlsx").code == 0
    files = ["plan.xlsx", "examples/northwind-actuals-1998.xlsx"]
    Path("reviews").mkdir()
    april = ["--as-of", "1998-04-06", "-q", "-o", "reviews/1998-04.xlsx"]
    assert review(*files, *april).code == 0
    options = ["--as-of", "1998-05-06", "--period", "quarter", "--history-dir", "reviews"]
    data = printed(*files, *options, "-o", "reviews/1998-05.xlsx")
    days = [dt.date(1998, 4, 6), dt.date(1998, 5, 6)]
    sold = pd.read_excel("examples/northwind-actuals-1998.xlsx", engine="calamine")
    due = pd.read_excel("plan.xlsx", sheet_name="Daily Revenue", header=3, engine="calamine")
    due = due[due["Week"].notna()].astype({"Date": "datetime64[us]"})
    found = {point["as_of"]: point for point in data["trend"]}
    assert list(found) == [str(day) for day in days]
    for day in days:
        until = pd.Timestamp(day)
        mine = sold[sold["Order Date"] <= until]
        expected = due[due["Date"] <= until].sum(numeric_only=True)
        pace = mine["Amount"].sum() / expected["Total"]
        assert found[str(day)]["pace"] == pytest.approx(pace, abs=2e-6)
        by_name = mine.groupby("Salesperson")["Amount"].sum()
        for person in found[str(day)]["people"]:
            mine_due = expected[person["name"]]
            assert person["pace"] == pytest.approx(by_name[person["name"]] / mine_due, abs=2e-6)
    first, second = (round(100 * found[str(day)]["pace"]) for day in days)
    line = f"6 Apr 1998 {first}% → 6 May 1998 {second}%."
    assert line in texts(Path("reviews/1998-05.xlsx"))
    assert line in review(*files, *options).stdout


# Published quotas, met as their tables and lines of sales stand


def published(name: str, delimiter: str = ",") -> list[dict[str, str]]:
    with (ADVENTUREWORKS / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


@pytest.mark.skipif(not ADVENTUREWORKS.exists(), reason="shared/data/adventureworks is not there")
def test_attainment_of_published_quotas(desk: Path) -> None:
    people = published("Salesperson.csv", "|")
    reps = [f"{{name: {p['Salesperson']}, aliases: ['{p['EmployeeKey']}']}}" for p in people]
    profile = f"""
        currency: USD
        history: {{columns: {{rep: EmployeeKey, date: OrderDate, amount: Sales}}}}
        goals: [{{metric: revenue, annual: 1}}]
        team: [{{name: Sales, reps: [{", ".join(reps)}]}}]
    """
    (desk / "sales.yaml").write_text(profile, encoding="utf-8")
    names = ("known_quota_by_rep_quarter.csv", "Sales_201707_201906.csv")
    files = [str(ADVENTUREWORKS / name) for name in names]
    options = ["--profile", "sales.yaml", "--period", "quarter"]
    known = published("known_attainment_vs_quota.csv")
    quarters = [header for header in known[0] if header != "Salesperson"]
    without = 0
    for quarter in quarters:
        end = pd.Period(quarter, "Q").end_time.date()
        data = printed(*files, *options, "--as-of", str(end))
        period = data["periods"]["quarter"]
        assert (period["name"], period["last_day"]) == (f"{quarter[:4]}-{quarter[4:]}", str(end))
        found = {person["name"]: person for person in period["metrics"][0]["people"]}
        for row in known:
            person = found.get(row["Salesperson"])
            if row[quarter]:
                assert person is not None
                assert round(person["attainment"], 4) == float(row[quarter]), (row, quarter)
            else:
                without += 1
                assert person is None or person["target"] is person["attainment"] is None
    assert (len(quarters), len(known), without) == (8, 14, 17)


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
