"""What the reading of a file is told, and what it has to say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from salesplan.core.sales import Rejects
from salesplan.errors import Finding, Place
from salesplan.inputs.arrays import Ints
from salesplan.inputs.rates import Money
from salesplan.inputs.tables import Table
from salesplan.profile import History

LISTED: Final = 1000
"""How many rejected cells of one kind are listed for a file; the rest is counted."""


@dataclass
class FileReport:
    """The findings of one file; each kind of rejected cell is listed up to a limit."""

    file: str
    most: int = LISTED
    findings: list[Finding] = field(default_factory=list)
    listed: dict[str, int] = field(default_factory=dict)
    unlisted: dict[str, int] = field(default_factory=dict)
    rejects: list[Rejects] = field(default_factory=list)
    states: set[str] | None = None

    def list_cells(
        self,
        table: Table,
        code: str,
        rows: Ints,
        position: int | None,
        value: Mapping[int, str] | None = None,
    ) -> None:
        """A finding for each of `rows`, as long as there is room for this code.

        `value` is what a row's finding shows in place of its cell.
        """
        room = self.most - self.listed.get(code, 0)
        shown = rows[:room].tolist()
        for row in shown:
            text = "" if position is None else table.column(position)[row].as_py() or ""
            values = {"value": (value or {}).get(row, text)}
            self.findings.append(Finding(code, table.place(row, position), values))
        self.listed[code] = self.listed.get(code, 0) + len(shown)
        self.unlisted[code] = self.unlisted.get(code, 0) + len(rows) - len(shown)

    def list_findings(self, findings: Iterable[Finding]) -> None:
        """Findings of one kind, as long as there is room for their code."""
        for finding in findings:
            room = self.listed.get(finding.code, 0) < self.most
            counts = self.listed if room else self.unlisted
            counts[finding.code] = counts.get(finding.code, 0) + 1
            self.findings += [finding] * room

    def begun(self) -> FileReport:
        """A report of one more table of the file, with the room that is left."""
        return FileReport(self.file, self.most, listed=dict(self.listed))

    def take(self, table: FileReport) -> None:
        """Add what was said of a table."""
        self.findings += table.findings
        self.rejects += table.rejects
        for code, count in table.unlisted.items():
            self.unlisted[code] = self.unlisted.get(code, 0) + count
        if table.states is not None:
            self.states = (self.states or set()) | table.states

    def closed(self) -> list[Finding]:
        """All findings, with one more for each kind that was not listed to the end."""
        rest = [
            Finding("W299", Place(self.file), {"count": count, "code": code}, count=count)
            for code, count in self.unlisted.items()
            if count
        ]
        return self.findings + rest


@dataclass(frozen=True)
class Task:
    """How the files are to be read: as `read_sales` is told."""

    history: History
    money: Money
    fields: Collection[str]
    folder: Path
