"""Reports on the screen: results on stdout, messages on stderr, colour never alone.

Every colour repeats what words or figures say, so that nothing is lost where there are none.
Text from the data is written as it stands; square brackets in a name are not markup.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text as RichText

from salesplan.errors import Finding, Severity
from salesplan.labels import Labels
from salesplan.outputs.folding import folded
from salesplan.reports.values import (
    Cell,
    Column,
    Difference,
    Kind,
    Marked,
    Reference,
    Role,
    Sum,
    Table,
)

_STYLES: Final = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}
_ROLES: Final = {
    Role.TOTAL: "bold",
    Role.GROUP: "bold",
    Role.CONTEXT: "dim",
    Role.FROZEN: "dim",
    Role.GOOD: "green",
    Role.WARNING: "yellow",
    Role.WRONG: "bold red",
}
_NUMERIC: Final = frozenset({Kind.AMOUNT, Kind.COUNT, Kind.SHARE, Kind.FACTOR, Kind.FIGURE})
_NARROWEST_TEXT: Final = 8
_GAP: Final = 2  # blanks between columns
_MOST: Final = 20  # findings of one severity on the screen


def print_table(console: Console, table: Table, labels: Labels, heading: str) -> None:
    """A table with its heading, as wide as the screen allows.

    Text wraps, numbers never do: where they do not fit side by side, the columns go on below, each
    time after the first column.
    """
    console.print(_heading(heading, console))
    decimals = len(table.amount_format.partition(".")[2])
    texts = [
        [cell_text(cell, column.kind, labels, decimals) for cell in cells]
        for column, cells in zip(
            table.columns, zip(*(row.cells for row in table.rows), strict=True), strict=True
        )
    ]
    for part in _side_by_side(table.columns, texts, console.width):
        shown = RichTable(
            box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False
        )
        for at in part:
            column = table.columns[at]
            shown.add_column(
                RichText(column.header),
                justify="right" if column.kind in _NUMERIC else "left",
                style=_ROLES.get(column.role, ""),
                no_wrap=column.kind in _NUMERIC,
                overflow="fold",
            )
        for row, cells in zip(table.rows, zip(*texts, strict=True), strict=True):
            looks = [_ROLES.get(c.role, "") if isinstance(c, Marked) else "" for c in row.cells]
            shown.add_row(
                *(RichText(cells[at], looks[at]) for at in part), style=_ROLES.get(row.role, "")
            )
        console.print(shown)
        console.print()


def _side_by_side(
    columns: Sequence[Column], texts: Sequence[Sequence[str]], room: int
) -> list[list[int]]:
    """The columns of each part of a table that is too wide for the screen, by position."""
    widths = [
        max(cell_len(text) for text in (column.header, *cells))
        for column, cells in zip(columns, texts, strict=True)
    ]
    least = [
        width if column.kind in _NUMERIC else min(width, _longest_word(column.header, cells))
        for width, column, cells in zip(widths, columns, texts, strict=True)
    ]
    parts = [[0]]
    for at in range(1, len(columns)):
        taken = sum(least[other] + _GAP for other in parts[-1])
        if taken + least[at] > room and len(parts[-1]) > 1:
            parts.append([0])
        parts[-1].append(at)
    return parts


def _longest_word(header: str, cells: Sequence[str]) -> int:
    """The width below which words would be broken; Chinese breaks anywhere."""
    words = [word for text in (header, *cells) for word in text.split()]
    latin = [cell_len(word) for word in words if cell_len(word) == len(word)]
    return max([_NARROWEST_TEXT, *latin])


def cell_text(cell: Cell, kind: Kind, labels: Labels, decimals: int) -> str:
    """A cell as people read it; `decimals` are those of the table's amounts."""
    if isinstance(cell, Marked):
        cell = cell.value
    if isinstance(cell, Sum | Difference | Reference):
        cell = cell.value
    if cell is None:
        return ""
    if isinstance(cell, str | dt.date):
        return str(cell)
    if kind is Kind.SHARE:
        return labels.share(cell)
    if kind is Kind.FACTOR:
        return f"{cell:.2f}"
    number = cell if isinstance(cell, int | Decimal) else Decimal(str(cell))
    return labels.number(number, decimals if kind is Kind.AMOUNT else None)


def print_told(console: Console, heading: str, sentences: Sequence[str]) -> None:
    """Sentences under a heading, indented also where they wrap."""
    console.print(_heading(heading, console))
    for sentence in sentences:
        for line in folded(sentence, console.width - 2):
            for part in RichText(line).wrap(console, console.width - 2):
                console.print(RichText(f"  {part.plain.rstrip()}"))
    console.print()


def _heading(text: str, console: Console) -> RichText:
    """A heading in lines that break where Chinese may."""
    return RichText("\n".join(folded(text, console.width)), "bold")


def print_findings(
    console: Console, labels: Labels, findings: Sequence[Finding], *, more: str = ""
) -> None:
    """Findings, the gravest first: place, code, what is wrong, what to do.

    At most 20 of a severity; `more` is the text for the others, with `{count}`.
    """
    for severity in Severity:
        mine = [found for found in findings if found.severity is severity]
        for found in mine[:_MOST]:
            _print_finding(console, labels, found)
        if len(mine) > _MOST:
            console.print(
                RichText((more or labels("more_errors")).replace("{count}", str(len(mine) - _MOST)))
            )


def _print_finding(console: Console, labels: Labels, found: Finding) -> None:
    line = RichText(f"{found.place}: " if str(found.place) else "")
    line.append(f"{labels(found.severity.value)}[{found.code}]", _STYLES[found.severity])
    line.append(f" {labels.message(found)}")
    console.print(line, soft_wrap=True)
    if found.excerpt is not None and found.place.line is not None:
        number = str(found.place.line)
        console.print(RichText(f"{number:>6} | {found.excerpt.rstrip()}"), soft_wrap=True)
    hint = labels.hint(found)
    if hint:
        console.print(RichText("  " + labels("hint_line", hint=hint)), soft_wrap=True)
