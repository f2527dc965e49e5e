"""How the program begins and ends, and what the verbs have in common."""

from __future__ import annotations

import datetime as dt
import inspect
import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer import rich_utils
from typer.testing import CliRunner

from salesplan.cli import app, main
from salesplan.cli.options import PANELS
from salesplan.cli.verbs import Verb, Verbs, spread
from salesplan.cli.words import TYPERS_OWN
from salesplan.errors import SalesplanError
from salesplan.intake import day_of
from salesplan.labels.help_terms import HELP
from tests.test_transcripts import run

EXAMPLE = "targets.example.yaml"
MAIN = "from salesplan.cli import main; main()"
VERBS = ("analyze", "check", "decompose", "explain", "review", "replan", "compare", "schema")
REVIEW = ("review", "plan-1998.xlsx", "examples", "--as-of", "1998-05-06")
posix = pytest.mark.skipif(os.name != "posix", reason="a matter of POSIX")


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The plan of the example."""
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    example = Path(__file__).parents[1] / EXAMPLE
    assert run(f"salesplan decompose '{example}' --quiet --output '{path}'").code == 0
    return path.read_bytes()


@pytest.fixture
def planned(desk: Path, plan: bytes) -> Path:
    """A desk with the plan of the example."""
    (desk / "plan-1998.xlsx").write_bytes(plan)
    return desk


def process(
    *arguments: str, code: str = MAIN, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """A run in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, **environment},
        check=False,
        capture_output=True,
    )


# Where the results go


@posix
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_who_reads_no_further_ends_the_program_quietly(
    planned: Path, options: tuple[str, ...]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)  # as `| head` does when it has enough
    try:
        command = [sys.executable, "-c", MAIN, *REVIEW, *options, "--output", "review.xlsx"]
        ended = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (128 + signal.SIGPIPE, b"")
    assert (planned / "review.xlsx").exists()


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [("--version",), ("schema",), REVIEW, (*REVIEW, "--json")])
@pytest.mark.usefixtures("planned")
def test_output_that_cannot_be_written_is_said_once(arguments: tuple[str, ...]) -> None:
    with FULL.open("w") as full:
        command = [sys.executable, "-c", MAIN, *arguments]
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    said = ended.stderr.decode()
    assert ended.returncode == 2
    assert said.count("error[E310]") == 1
    assert "Traceback" not in said
    assert "Exception ignored" not in said


@posix
@pytest.mark.parametrize("closed", ["2>&-", ">&- 2>&- <&-"])
def test_closed_streams_are_no_mistake(planned: Path, closed: str) -> None:
    words = " ".join(REVIEW)
    command = f"'{sys.executable}' -c '{MAIN}' {words} --output review.xlsx {closed}"
    ended = subprocess.run(command, shell=True, cwd=planned, check=False, capture_output=True)
    assert (ended.returncode, b"Traceback" in ended.stderr) == (0, False)
    assert (planned / "review.xlsx").exists()


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("encoding", ["gbk", "cp1252"])
def test_json_is_whole_in_every_encoding(encoding: str) -> None:
    told = json.loads(run("salesplan check 一月.csv --json").stdout)
    ended = process("check", "一月.csv", "--json", PYTHONIOENCODING=encoding)
    assert json.loads(ended.stdout.decode(encoding)) == told
    assert "张伟" in json.dumps(told, ensure_ascii=False)


@pytest.mark.usefixtures("desk")
def test_json_is_readable_where_it_can_be() -> None:
    assert (
        "张伟" in process("check", "一月.csv", "--json", PYTHONIOENCODING="utf-8").stdout.decode()
    )


# How it ends


WRITING = """
import os, signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where tests run in the back
import salesplan.outputs.workbook as workbook
save = workbook.save_book
def slow(book, target):
    save(book, target)
    os.kill(os.getpid(), signal.{name})
workbook.save_book = slow
"""


@posix
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_who_is_told_to_end_leaves_no_half_written_file(planned: Path, name: str) -> None:
    (planned / "review.xlsx").write_bytes(b"the old one")
    code = WRITING.format(name=name) + MAIN
    ended = process(*REVIEW, "--output", "review.xlsx", "--force", code=code)
    assert (ended.returncode, ended.stdout, ended.stderr) == (128 + signal.Signals[name], b"", b"")
    assert (planned / "review.xlsx").read_bytes() == b"the old one"
    assert list(planned.glob(".salesplan*")) == []


@posix
def test_a_signal_that_is_ignored_stays_so(planned: Path) -> None:
    ignored = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"  # as nohup does
    code = ignored + WRITING.format(name="SIGHUP") + MAIN
    assert process(*REVIEW, "--output", "review.xlsx", code=code).returncode == 0
    assert (planned / "review.xlsx").exists()


def test_a_mistake_of_the_program_shows_as_one() -> None:
    code = "import salesplan.cli as c\nc.app = lambda: 1 / 0\nc.main()"
    ended = process(code=code)
    said = ended.stderr.decode()
    assert ended.returncode == 70
    assert "ZeroDivisionError" in said
    assert said.splitlines()[-2].startswith("This is a mistake in salesplan")
    assert said.splitlines()[-1].startswith("这是 salesplan")


@pytest.mark.usefixtures("desk")
def test_what_is_wrong_is_no_mistake_of_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["salesplan", "decompose", "no.yaml"])
    monkeypatch.setattr("gc.freeze", lambda: None)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "error[E142]" in capsys.readouterr().err


@posix
@pytest.mark.parametrize("option", ["--output", "--profile", "--history-dir"])
@pytest.mark.usefixtures("planned")
def test_a_name_that_no_system_takes_is_wrong_usage(option: str) -> None:
    words = " ".join([*REVIEW, option, f"{'长' * 300}.xlsx"])
    said = run(f"salesplan {words}")
    assert said.code == 2
    assert "cannot be a file's name" in said.stderr
    assert run(f"salesplan check {'a' * 300}.xlsx").code == 2
    assert run(f"salesplan explain {'a' * 300}.xlsx --rep x").code == 2


# Its language


@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "错误"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "error"),
        ({"LC_MESSAGES": "zh_TW", "LANG": "de_DE"}, "错误"),
        ({}, "error"),
    ],
)
def test_without_a_profile_the_language_is_that_of_the_computer(
    desk: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], word: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert word in run("salesplan decompose").stderr
    assert word in run("salesplan review no.xlsx no.csv").stderr
    (desk / "targets.yaml").write_text("goals: x")
    assert "error" in run("salesplan decompose").stderr  # a profile without a language is English
    (desk / "targets.yaml").write_text("language: zh\ngoals: x")
    assert "错误" in run("salesplan decompose").stderr


def help_texts() -> set[str]:
    """Everything that the help says in English."""
    group = typer.main.get_command(app)
    assert isinstance(group, Verbs)
    texts = {"Usage: ", *PANELS[1:], *(getattr(rich_utils, name) for name in TYPERS_OWN)}
    for command in (group, *group.commands.values()):
        texts.add(command.help or "")
        with command.make_context("salesplan", [], resilient_parsing=True) as context:
            texts |= {getattr(each, "help", "") for each in command.get_params(context)}
    return texts


def test_all_help_has_a_chinese_side() -> None:
    assert help_texts() == HELP.keys()
    for english, chinese in HELP.items():
        assert re.search("[\u4e00-\u9fff]", chinese)
        assert english.endswith(".") == chinese.endswith("。"), english


@pytest.mark.parametrize("width", ["60", "100"])
def test_help_is_in_the_language_of_the_computer(width: str) -> None:
    settings = {"LC_ALL": "zh_CN.UTF-8", "COLUMNS": width, "NO_COLOR": "1", "PYTHONUTF8": "1"}
    text = process("review", "--help", **settings).stdout.decode()
    assert "用法：" in text
    plain = re.sub(r"[│\s]", "", text)
    for word in ("把实际业绩与计划指标对比：谁超前，谁落后，还差多少。", "[必填]", "显示本帮助。"):
        assert word in plain
    assert not re.search(r"…|Default|Show|\[required|Reading", text)
    said = process("review", **settings).stderr.decode()
    assert "查看帮助" in said
    assert "错误" in said


def test_windows_names_its_languages_otherwise(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("locale.getlocale", lambda: ("Chinese (Simplified)_China", "936"))
    assert "错误" in run(f"salesplan explain {desk}/no.xlsx --rep x").stderr


# Days


TODAY = dt.date(2027, 3, 1)


def test_days_may_be_said() -> None:
    assert day_of("today", TODAY) == TODAY
    assert day_of("yesterday", TODAY) == dt.date(2027, 2, 28)
    assert day_of("2027-03-31", TODAY) == dt.date(2027, 3, 31)
    with pytest.raises(SalesplanError) as caught:
        day_of("tomorrow", TODAY)
    assert [found.code for found in caught.value.findings] == ["E446"]


# What the verbs have in common


@dataclass(frozen=True)
class Group:
    """Two options that belong together."""

    first: Annotated[int, typer.Option("--first", help="One.")]
    second: Annotated[bool, typer.Option("--second", help="Two.")] = False


def told(word: Annotated[str, typer.Argument()], *, last: str = "c", group: Group) -> None:
    """Tell what was asked for."""
    typer.echo(f"{word} {group} {last}")


def test_a_group_is_its_options_outside_and_one_value_inside() -> None:
    assert list(inspect.signature(spread(told)).parameters) == ["word", "last", "first", "second"]
    small = typer.Typer()
    small.command()(spread(told))
    result = CliRunner().invoke(small, ["a", "--second", "--first", "3"])
    assert result.output == f"a {Group(3, second=True)} c\n"
    assert CliRunner().invoke(small, ["a"]).exit_code == 2


def parameters(verb: str) -> list[typer.core.TyperOption]:
    command = typer.main.get_command(app).commands[verb]  # type: ignore[attr-defined]
    assert isinstance(command, Verb)
    with command.make_context(verb, [], resilient_parsing=True) as context:
        found = command.get_params(context)
    return [each for each in found if isinstance(each, typer.core.TyperOption)]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_takes_the_common_options(verb: str) -> None:
    names = {option.name for option in parameters(verb)}
    assert "help" in names
    if verb != "schema":
        assert {"as_json", "quiet", "language", "password_file"} <= names
    if "output" in names or "clean" in names:
        assert "force" in names


@pytest.mark.parametrize("verb", VERBS)
def test_an_option_means_the_same_to_every_verb(verb: str) -> None:
    others = {opt: option for other in VERBS for option in parameters(other) for opt in option.opts}
    for option in parameters(verb):
        same = others[option.opts[0]]
        assert option.rich_help_panel == same.rich_help_panel, option.opts
        if option.opts[0] != "--period":  # a stretch of the year, or the stretch around a day
            assert option.metavar == same.metavar, option.opts


@pytest.mark.parametrize("width", ["60", "80", "140"])
@pytest.mark.parametrize("verb", VERBS)
def test_help_speaks_of_values_and_not_of_types(
    verb: str, width: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    monkeypatch.setenv("NO_COLOR", "1")
    text = run(f"salesplan {verb} --help").stdout
    assert not [word for word in ("<bool>", "<str>", "<path>", "list[", "<int") if word in text]
    panels = [line[3:].split(" ─")[0] for line in text.splitlines() if line.startswith("╭")]
    known = ["Arguments", "Options", *PANELS[1:]]
    assert panels == [name for name in known if name in panels]
    assert max(len(line.rstrip()) for line in text.splitlines()) <= int(width)
    assert run(f"salesplan {verb} -h").stdout == text
