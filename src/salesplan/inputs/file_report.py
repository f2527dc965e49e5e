"""What the reading of a file is told, and what it has to say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from salesplan.core.sales import Rejects
from salesplan.errors import Finding, Place
from salesplan.inputs.arrays import Ints
from salesplan.inputs.rates import Money
from salesplan.inputs.tables import Table
from salesplan.profile import History

_OF_TABLES: Final = frozenset(
    {"N203", "N211", "N213", "N241", "N242", "N262", "N263", "W221", "W241", "W254", "W256", "W257"}
)
"""Codes of what is said of a table as a whole, and may be said of twelve at once."""
_NAMED: Final = 4
"""Sheets named by such a finding."""
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
        return [*_together(self.findings), *rest]


def _together(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, those that say the same of several tables of the file as one of all."""
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for number, finding in enumerate(findings):
        same = finding.code, repr(finding.values), finding.place.column
        alike.setdefault(same if finding.code in _OF_TABLES else (number,), []).append(finding)
    for group in alike.values():
        yield _one_of(group) if len(group) > 1 else group[0]


def _one_of(group: Sequence[Finding]) -> Finding:
    """One finding that stands for several of different tables."""
    place = group[0].place
    names = list(dict.fromkeys(each.place.sheet for each in group if each.place.sheet))
    if len(names) > _NAMED:
        names = [*names[: _NAMED - 1], "…", names[-1]]
    sheet = ", ".join(names) or None
    row = place.row if len({each.place.row for each in group}) == 1 else None
    count = sum(each.count for each in group)
    return replace(group[0], place=replace(place, sheet=sheet, row=row), count=count)


@dataclass(frozen=True)
class Task:
    """How the files are to be read: as `read_sales` is told."""

    history: History
    money: Money
    fields: Collection[str]
    folder: Path
