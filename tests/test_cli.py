"""The command line as a whole: what it writes, prints, refuses, and never does."""

from __future__ import annotations

import json
import os
import random
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
import typer

from salesplan.cli import app
from salesplan.core.plan import Plan
from salesplan.outputs.folders import file_names
from salesplan.profile import profile_schema
from salesplan.reports.plan_record import RECORD_SHEET, plan_from_text
from tests.reports.test_plan_data import SHAPE, misfits
from tests.test_transcripts import Said
from tests.test_transcripts import run as say

EXAMPLE = "targets.example.yaml"


def run(*arguments: str) -> Said:
    return say(shlex.join(["salesplan", *arguments]))


def printed(*arguments: str) -> Any:  # noqa: ANN401 (JSON)
    result = run("decompose", *arguments, "--json")
    assert result.stderr == ""
    return json.loads(result.stdout)


def plan_in(path: Path) -> Plan:
    sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(RECORD_SHEET)
    return plan_from_text("".join(str(row[0]) for row in sheet.to_python()))


def targets(plan: Plan) -> dict[tuple[str, str], list[int]]:
    return {
        (metric.settings.metric, rep.name): metric.targets[at].tolist()
        for metric in plan.metrics
        for at, rep in enumerate(plan.profile.reps)
    }


# The example


def test_the_example_in_numbers(desk: Path) -> None:
    data = printed(EXAMPLE)
    assert misfits(data, SHAPE) == []
    assert (data["organisation"], data["currency"]) == ("Northwind Traders", "USD")
    assert data["year"] == {"name": "1998", "first_day": "1998-01-01", "last_day": "1998-12-31"}
    assert data["rows"] == {"read": 1464, "used": 1464, "rejected": 0, "left_out": 0}
    assert data["files"] == ["plan-1998.xlsx"]
    revenue, orders = data["metrics"]
    assert (revenue["goal"], revenue["total"]["year"]) == (750_000, 750_000)
    # 408 orders in 1997, and 15 % more: 469.2.
    assert orders["growth_base"] == {"name": "1997", "total": 408, "complete": True}
    assert (orders["goal"], orders["total"]["year"]) == (469, 469)
    assert all(value % 100 == 0 for value in revenue["total"]["months"].values())
    assert len(revenue["people"]) == 9
    assert (desk / "plan-1998.xlsx").stat().st_size > 50_000


def test_last_year_is_what_the_spreadsheet_says(desk: Path) -> None:
    sheet = openpyxl.load_workbook(desk / "examples/northwind-sales-1996-1997.xlsx").worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    day, amount = header.index("Order Date"), header.index("Amount")
    sold = sum(Decimal(repr(row[amount])) for row in rows if str(row[day])[:4] == "1997")
    data = printed(EXAMPLE, "--dry-run")
    assert Decimal(repr(data["metrics"][0]["last_year"]["total"])) == round(sold, 2)


def test_screen_workbook_and_json_agree(desk: Path) -> None:
    data = printed(EXAMPLE, "--period", "Q2")
    text = run("decompose", EXAMPLE, "--period", "Q2", "--dry-run").stdout
    plan = plan_in(desk / "plan-1998-Q2.xlsx")
    tables = text.split("\n\n")
    for metric, planned, table in zip(data["metrics"], plan.metrics, tables, strict=False):
        rows = [" ".join(line.split()) for line in table.splitlines()]
        for each in (*metric["teams"], {"name": "Total", **metric["total"]}):
            numbers = (*each["months"].values(), each["period"])
            row = next(row for row in rows if row.startswith(each["name"]))
            assert " ".join(f"{number:,}" for number in numbers) in row
        for person, mine in zip(metric["people"], planned.targets, strict=True):
            shown = [planned.major(int(minor)) for minor in mine[3:6]]
            assert [Decimal(repr(value)) for value in person["months"].values()] == shown


def test_an_existing_file_is_left_alone(desk: Path) -> None:
    path = desk / "plan-1998.xlsx"
    path.write_bytes(b"somebody's own file")
    for arguments in ((), ("--json",), ("--quiet",)):
        result = run("decompose", EXAMPLE, *arguments)
        assert result.code == 2
        assert path.read_bytes() == b"somebody's own file"
    assert [found.name for found in desk.glob("*.xlsx")] == ["plan-1998.xlsx"]
    assert run("decompose", EXAMPLE, "--force", "--quiet").code == 0
    assert path.read_bytes()[:2] == b"PK"


def test_a_folder_is_never_replaced(desk: Path) -> None:
    (desk / "plan-1998.xlsx").mkdir()
    result = run("decompose", EXAMPLE, "--force")
    assert result.code == 2
    assert "error[E305]" in result.stderr


def test_a_dry_run_writes_nothing(desk: Path) -> None:
    before = sorted(desk.iterdir())
    for arguments in ((), ("--split-by", "rep"), ("--json",)):
        assert run("decompose", EXAMPLE, "--dry-run", *arguments).code == 0
        assert sorted(desk.iterdir()) == before
    assert printed(EXAMPLE, "--dry-run")["files"] == []


@pytest.mark.parametrize(("by", "count"), [("team", 2), ("rep", 9)])
def test_split_workbooks_are_the_whole_in_parts(desk: Path, by: str, count: int) -> None:
    assert run("decompose", EXAMPLE, "--quiet").code == 0
    assert run("decompose", EXAMPLE, "--quiet", "--split-by", by, "-o", "parts").code == 0
    parts: dict[tuple[str, str], list[int]] = {}
    paths = sorted((desk / "parts").iterdir())
    assert len(paths) == count
    for path in paths:
        mine = targets(plan_in(path))
        assert not mine.keys() & parts.keys()
        parts |= mine
    assert parts == targets(plan_in(desk / "plan-1998.xlsx"))


@pytest.mark.parametrize("by", ["team", "rep"])
def test_split_workbooks_tell_nothing_of_the_history_files(desk: Path, by: str) -> None:
    assert run("decompose", EXAMPLE, "--quiet", "--split-by", by).code == 0
    people = {"London": "Robert King", "Robert King": "Robert King"}
    others = ["Nancy Davolio", "Margaret Peacock", "Laura Callahan"]
    for path in (desk / "plan-1998").iterdir():
        book = python_calamine.CalamineWorkbook.from_path(path)
        cells = [
            str(cell)
            for name in book.sheet_names
            for row in book.get_sheet_by_name(name).to_python()
            for cell in row
        ]
        text = "\n".join(cells)
        assert "northwind" not in text
        assert "1,464" not in text
        if path.stem in people:
            assert people[path.stem] in text
            assert [name for name in others if name in text] == []


def test_one_file_that_exists_stops_all_of_a_split(desk: Path) -> None:
    folder = desk / "plan-1998"
    folder.mkdir()
    (folder / "London.xlsx").write_bytes(b"mine")
    result = run("decompose", EXAMPLE, "--split-by", "team")
    assert result.code == 2
    assert [path.name for path in folder.iterdir()] == ["London.xlsx"]
    assert (folder / "London.xlsx").read_bytes() == b"mine"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_labels_change_and_numbers_do_not(desk: Path, language: str) -> None:
    data = printed(EXAMPLE, "--dry-run", "--language", language)
    assert data["metrics"] == printed(EXAMPLE, "--dry-run")["metrics"]
    assert run("decompose", EXAMPLE, "--language", language, "--quiet").code == 0
    names = python_calamine.CalamineWorkbook.from_path(desk / "plan-1998.xlsx").sheet_names
    assert names[0] == {"en": "Summary", "zh": "概览"}[language]


@pytest.mark.parametrize(
    ("names", "files"),
    [
        (["East", "West"], ["East", "West"]),
        (["East/West", "East:West", "east-west"], ["East-West", "East-West (2)", "east-west (3)"]),
        (["", " .. "], ["_", "_ (2)"]),
        (["con", "NUL.x", "com1"], ["_con", "_NUL.x", "_com1"]),
        (["../../etc/passwd", "a\\b"], ["-..-etc-passwd", "a-b"]),
        (["x" * 90, "x" * 91], ["x" * 60, "x" * 60 + " (2)"]),
        (["张伟（离线）", "😀"], ["张伟（离线）", "😀"]),
    ],
)
def test_names_of_files(names: list[str], files: list[str]) -> None:
    assert file_names(names) == files


# What does not change the numbers


def in_another_process(folder: Path, seed: str, output: str) -> bytes:
    command = [sys.executable, "-m", "salesplan.cli", "decompose", EXAMPLE, "-q", "-o", output]
    command[1:3] = ["-c", "from salesplan.cli import main; main()"]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"}
    subprocess.run(command, cwd=folder, env=environment, check=True)
    return (folder / output).read_bytes()


def test_the_same_input_makes_the_same_file(desk: Path) -> None:
    assert in_another_process(desk, "1", "a.xlsx") == in_another_process(desk, "9", "b.xlsx")


PEOPLE = ["Ann", "Bob", "Cho", "Dee", "Eva", "Finn"]


def write_case(folder: Path, people: list[str], rows: list[str]) -> None:
    levels = dict(zip(PEOPLE, ("junior", "senior", "senior", "expert", "junior", "junior"),
                      strict=True))  # fmt: skip
    lines = [f"      - {{name: {name}, skill: {levels[name]}}}" for name in people]
    (folder / "sales.csv").write_text("\n".join(["Date,Rep,Customer,Amount", *rows]) + "\n")
    (folder / "targets.yaml").write_text("\n".join([
        "history: {files: [sales.csv]}",
        "goals: [{metric: revenue, annual: 1234567, unit: 10}, {metric: orders, annual: 1001},"
        " {metric: new_customers, growth: 10%}]",
        "team:", "  - name: East", "    reps:", *lines,
    ]) + "\n")  # fmt: skip


def sales_rows() -> Iterator[str]:
    chance = random.Random(7)
    for year in (2024, 2025, 2026):
        for month in range(1, 13):
            for name in PEOPLE:
                for _ in range(3):
                    day, customer = chance.randint(1, 28), chance.randint(1, 400)
                    amount = chance.randint(100, 100_000) / 100
                    yield f"{year}-{month:02}-{day:02},{name},C{customer},{amount}"


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_people_and_rows_does_not_matter(seed: int, desk: Path) -> None:
    rows = list(sales_rows())
    write_case(desk, PEOPLE, rows)
    assert run("decompose", "-q", "-o", "first.xlsx").code == 0
    chance = random.Random(seed)
    write_case(desk, chance.sample(PEOPLE, len(PEOPLE)), chance.sample(rows, len(rows)))
    assert run("decompose", "-q", "-o", "second.xlsx").code == 0
    first, second = targets(plan_in(desk / "first.xlsx")), targets(plan_in(desk / "second.xlsx"))
    assert len(first) == 18
    assert first == second


# Options


def test_history_given_on_the_command_line(desk: Path) -> None:
    write_case(desk, PEOPLE, list(sales_rows()))
    (desk / "more").mkdir()
    (desk / "sales.csv").rename(desk / "more" / "sales-2026.csv")
    assert run("decompose").code == 2
    assert printed("--history", "more/sales-*.csv", "--dry-run")["rows"]["used"] == 648
    both = printed("--history", "more/sales-2026.csv", "--history", "more/*.csv", "--dry-run")
    assert both["rows"]["used"] == 648  # a file named twice is read once


def test_rows_that_cannot_be_read_may_be_allowed(broken: Path) -> None:
    assert (broken / "rejected.csv").exists()
    assert run("decompose", "history-rejected.yaml", "--dry-run").code == 1
    assert run("decompose", "history-rejected.yaml", "--max-rejected", "5%").code == 1
    result = run("decompose", "history-rejected.yaml", "--max-rejected", "10%")
    assert result.code == 0
    assert "39 rows read, 36 used, 3 rejected, 0 left out" in result.stdout
    assert "warning[W212]" in result.stderr


def test_quiet_is_quiet_about_warnings_only(broken: Path) -> None:
    assert (broken / "empty.yaml").exists()
    quiet = run("decompose", "history-rejected.yaml", "--max-rejected", "10%", "--quiet")
    assert (quiet.code, quiet.stdout, quiet.stderr) == (0, "", "")
    errors = run("decompose", "empty.yaml", "--quiet")
    assert (errors.code, errors.stdout) == (1, "")
    assert "error[E105]" in errors.stderr


@pytest.mark.parametrize("name", ["many-at-once", "history-rejected", "nobody-works", "nothing"])
def test_errors_as_json(broken: Path, name: str) -> None:
    before = sorted(broken.iterdir())
    plain = run("decompose", f"{name}.yaml")
    result = run("decompose", f"{name}.yaml", "--json")
    assert result.code == plain.code
    assert result.stderr == ""
    data = json.loads(result.stdout)
    assert (data["format"], data["version"]) == ("salesplan.errors", 1)
    assert misfits(data["findings"], SHAPE["findings"]) == []
    for finding in data["findings"]:
        assert f"{finding['severity']}[{finding['code']}] {finding['message']}" in plain.stderr
    assert sorted(broken.iterdir()) == before


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("decompose", EXAMPLE, "--no-such-option"), "No such option: --no-such-option"),
        (("decompose", EXAMPLE, "--max-rejected", "lots"), "'lots' is not a share such as 5%"),
        (("decompose", EXAMPLE, "--max-rejected", "101%"), "'101%' is not a share such as 5%"),
        (("decompose", EXAMPLE, "--split-by", "region"), "'region' is not one of 'team', 'rep'"),
        (("decompose", EXAMPLE, "--language", "fr"), "'fr' is not one of 'en', 'zh'"),
        (("decompose", EXAMPLE, "second.yaml"), "unexpected extra argument"),
        (("forecast",), "No such command 'forecast'"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], complaint: str) -> None:
    result = run(*arguments)
    assert (result.code, result.stdout) == (2, "")
    plain = " ".join(re.sub(r"[│╭╮╰╯─]", " ", result.stderr).split())
    assert complaint in plain
    if "--max-rejected" in arguments:
        assert "Invalid value for --max-rejected" in plain


def test_schema(desk: Path) -> None:
    result = run("schema")
    assert result.code == 0
    assert json.loads(result.stdout) == profile_schema()
    path = desk / "schema.json"
    assert run("schema", "-o", str(path)).stdout == ""
    assert path.read_text(encoding="utf-8") == result.stdout
    again = run("schema", "-o", str(path))
    assert again.code == 2
    assert "error[E301]" in again.stderr
    assert run("schema", "-o", str(path), "--force").code == 0


def test_every_option_is_described() -> None:
    group = typer.main.get_command(app)
    assert run("--help").code == 0
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        assert command.help, name
        for parameter in command.params:
            text = getattr(parameter, "help", "")
            assert text, f"{name} {parameter.name}"
            assert text.endswith("."), f"{name} {parameter.name}"
            assert len(text) < 100


def test_help_does_not_load_the_libraries() -> None:
    code = (
        "import sys; from salesplan.cli import app\n"
        "try: app(['decompose', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'numpy', 'pyarrow', 'fastexcel', 'xlsxwriter', 'yaml', 'holidays'}\n"
        "sys.exit(' '.join(sorted(heavy & set(sys.modules))) or 0)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert "--split-by" in result.stdout


def test_a_screen_without_chinese_gets_question_marks(desk: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-c", "from salesplan.cli import main; main()", "decompose",
               EXAMPLE, "--dry-run", "--language", "zh"]  # fmt: skip
    result = subprocess.run(command, cwd=desk, env=environment, check=False, capture_output=True)
    assert result.returncode == 0
    assert b"183,300" in result.stdout or b"18.33" in result.stdout
    assert b"Traceback" not in result.stderr
