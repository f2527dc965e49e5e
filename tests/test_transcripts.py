"""Commands with everything that they say, compared exactly.

A transcript is a text file: `$ salesplan …`, what goes to stdout, then what goes to stderr with
`! ` before each line, then `[exit N]`. Commands of one file run one after the other in one folder.
Those of reviews and explanations find the workbooks of `tests/reviews/books.py` there.
`pytest --record` rewrites the files from what the program says now.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from salesplan.cli import app
from salesplan.labels.findings_files import FILES
from salesplan.labels.findings_reading import READING
from salesplan.labels.findings_tables import TABLES

FOLDER = Path(__file__).parent / "transcripts"


@dataclass(frozen=True)
class Said:
    """A command, what it said, and its exit code."""

    command: str
    stdout: str
    stderr: str
    code: int

    def __str__(self) -> str:
        lines = [f"$ {self.command}"]
        lines += [line.rstrip() for line in self.stdout.splitlines()]
        lines += [f"! {line}".rstrip() for line in self.stderr.splitlines()]
        return "\n".join([*lines, f"[exit {self.code}]", ""])


def run(command: str) -> Said:
    """What `command` says in the current folder."""
    program, *arguments = shlex.split(command)
    assert program == "salesplan"
    result = CliRunner().invoke(app, arguments, prog_name="salesplan")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return Said(command, result.stdout, result.stderr, result.exit_code)


def commands(text: str) -> Iterator[str]:
    """The commands of a transcript."""
    for line in text.splitlines():
        if line.startswith("$ "):
            yield line[2:]


def transcripts(broken: bool) -> list[str]:
    paths = sorted(FOLDER.glob("*.txt"))
    return [path.name for path in paths if path.name.startswith("broken") == broken]


def replayed(name: str, record: bool) -> list[Said]:
    """Run a transcript's commands and compare."""
    path = FOLDER / name
    expected = path.read_text(encoding="utf-8")
    said = [run(command) for command in commands(expected)]
    text = "\n".join(str(each) for each in said)
    if record:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == expected
    return said


@pytest.mark.parametrize("name", transcripts(broken=False))
@pytest.mark.usefixtures("desk")
def test_transcript(name: str, request: pytest.FixtureRequest) -> None:
    if name.startswith(("explain-", "replan-edits", "review-")):
        request.getfixturevalue("books")
    replayed(name, request.config.getoption("--record"))


@pytest.mark.parametrize("name", transcripts(broken=True))
def test_what_is_said_of_broken_input(
    name: str, broken: Path, request: pytest.FixtureRequest
) -> None:
    before = sorted(broken.rglob("*"))
    said = replayed(name, request.config.getoption("--record"))
    assert {each.code for each in said} <= {1, 2}
    assert not any(each.stdout for each in said)
    assert sorted(broken.rglob("*")) == before


def test_every_broken_input_is_in_a_transcript_of_each_language() -> None:
    here = {path.name for path in (FOLDER.parent / "broken").glob("*.yaml")}
    for kind in ("en", "zh"):
        texts = [path.read_text(encoding="utf-8") for path in FOLDER.glob(f"broken-*.{kind}.txt")]
        tried = {shlex.split(command)[2] for text in texts for command in commands(text)}
        assert tried == here


UNSHOWN = {
    "E208": "whoever runs the tests may be allowed to read everything",
    "E231": "a reader's complaint that is not foreseen",
    "E236": "it takes the seconds that a reader is given",
    "W225": "only check and analyze read quantities",
    "W255": "a profile always has a currency",
    "W299": "it stands below a thousand others",
}
"""Codes of reading without a file in `tests/broken`; `tests/inputs` has them."""


@pytest.mark.parametrize("kind", ["en", "zh"])
def test_every_code_of_reading_is_in_a_transcript(kind: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in FOLDER.glob(f"broken-*.{kind}.txt")]
    said = {code for text in texts for code in re.findall(r"\[([EWN]\d{3})\]", text)}
    assert {*FILES, *READING, *TABLES} - said == UNSHOWN.keys()
