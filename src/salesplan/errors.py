"""What can be wrong with the user's input, as values, and the one exception of the program.

A *finding* is a fact about the user's data: it has a code, a place and the values that its text
needs. The text itself stands in the catalogs of `salesplan.labels`, one a language, so that screen,
workbook and JSON say the same thing. Findings are collected and shown all at once.

`SalesplanError` is for operations that cannot go on. It carries findings and becomes text at one
place, the command line. Any other exception is a bug and shows as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Final


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class ExitCode(IntEnum):
    """What a command tells the shell."""

    DONE = 0
    INPUT_ERRORS = 1
    USAGE = 2
    THRESHOLD = 3
    BUG = 70
    UNHEARD = 141
    """Nobody reads the results any more; as of a program that the signal for it ends."""


_SEVERITIES: Mapping[str, Severity] = MappingProxyType(
    {"E": Severity.ERROR, "W": Severity.WARNING, "N": Severity.NOTE}
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is: a line of a text file, or a cell of a spreadsheet.

    `line`, `position` and `row` count from 1, as editors and spreadsheets show them. `column` is
    the header of a spreadsheet's column, or its letter where there is no header.
    """

    file: str = ""
    line: int | None = None
    position: int | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        """`targets.yaml:12:14`, or `sales.xlsx[Orders]!7:Amount`."""
        text = self.file
        if self.sheet is not None:
            text += f"[{self.sheet}]"
        if self.line is not None:
            text += f":{self.line}" + (f":{self.position}" if self.position is not None else "")
        if self.row is not None:
            text += f"!{self.row}"
        if self.column is not None:
            text += f":{self.column}"
        return text


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with, or worth knowing about, the user's input.

    `code` is a letter for the severity (E, W, N) and a number; the catalogs hold a message and a
    hint for each code. `values` fill the catalog's text. `count` is how many places the finding
    stands for when equal ones were folded together. `excerpt` is the line of the file as written.
    """

    code: str
    place: Place = field(default_factory=Place)
    values: Mapping[str, object] = field(default_factory=dict)
    excerpt: str | None = None
    nearest: str | None = None
    count: int = 1

    @property
    def severity(self) -> Severity:
        """Read from the code's first letter."""
        return _SEVERITIES[self.code[0]]


UNREADABLE: Final = frozenset(
    {
        *(f"E{number}" for number in range(201, 213)),
        *(f"E{number}" for number in range(225, 239)),
        *("E221", "E239", "E440"),
    }
)
"""Codes of findings about files that cannot be read at all."""


class SalesplanError(Exception):
    """An operation that cannot go on, with the findings that say why.

    The exit code is that of wrong usage where no file could be read at all, else that of errors in
    the input, unless it is given.
    """

    def __init__(
        self, findings: Finding | Iterable[Finding], exit_code: ExitCode | None = None
    ) -> None:
        self.findings: tuple[Finding, ...] = (
            (findings,) if isinstance(findings, Finding) else tuple(findings)
        )
        if exit_code is None:
            unreadable = all(error.code in UNREADABLE for error in errors_among(self.findings))
            exit_code = ExitCode.USAGE if unreadable else ExitCode.INPUT_ERRORS
        self.exit_code = exit_code
        super().__init__("; ".join(f"{f.place} {f.code} {dict(f.values)}" for f in self.findings))


def errors_among(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that forbid going on."""
    return tuple(f for f in findings if f.severity is Severity.ERROR)
