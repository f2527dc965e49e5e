"""A second table brings what the sales lack: the person of a region, the name of a number.

The table is a sheet of the same file or another file, with its headers in one of the first rows.
Keys are compared as names are: without width, case and outer spaces. Rows whose key the table does
not have keep what they have. What a join brings has its header, so that a later join may use it as
its key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.core.roster import nearest, same
from salesplan.errors import Finding, Place, SalesplanError
from salesplan.inputs.arrays import Mask
from salesplan.inputs.cells import encoded
from salesplan.inputs.columns import position_of
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.spreadsheets import read_sheets
from salesplan.inputs.tables import Table
from salesplan.profile import Join

_SHOWN: Final = 5
"""How many keys a finding lists."""


@dataclass(frozen=True)
class Unmatched:
    """Rows (a mask) whose key at `position` is not in the joined table, called `source`."""

    position: int
    source: str
    rows: Mask


@dataclass(frozen=True)
class Joined:
    """A table with what the joins brought."""

    table: Table
    unmatched: tuple[Unmatched, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass
class _Lookup:
    """A joined table: for each field its values by key, and the row where each key stands first.

    `conflicts` are rows whose key has another value above: (key, first row, row).
    """

    place: Place
    values: dict[str, dict[str, str]]
    first: dict[str, int] = field(default_factory=dict)
    conflicts: list[tuple[str, int, int]] = field(default_factory=list)


def join_tables(table: Table, joins: Sequence[Join], path: Path, folder: Path) -> Joined:
    """The table with the columns that `joins` bring, one join after the other.

    `path` is the file of the sales. Other files are looked for in `folder`, then beside `path`.
    """
    unmatched: list[Unmatched] = []
    findings: list[Finding] = []
    for join in joins:
        key = position_of(table.headers, join.key)
        if key is None:
            findings += _without_key(table, join)
            continue
        try:
            lookup = _read_lookup(join, path, folder)
        except SalesplanError as problem:
            findings += problem.findings
            continue
        table, rows, conflict = _with_columns(table, join, key, lookup)
        findings += conflict
        unmatched.append(Unmatched(key, str(lookup.place), rows))
    return Joined(table, tuple(unmatched), tuple(findings))


def _without_key(table: Table, join: Join) -> Iterator[Finding]:
    """A table without the key is complete where it has all that the join would bring."""
    if not all(name in table.choice.positions for name in join.columns):
        headers = [header for header in table.headers if header]
        values = {"header": join.key, "headers": ", ".join(headers[:20])}
        yield Finding("E242", table.place(-1), values, nearest=nearest(join.key, headers))


# --------------------------------------------------------------------------------------------
# The second table
# --------------------------------------------------------------------------------------------


def _read_lookup(join: Join, path: Path, folder: Path) -> _Lookup:
    """The joined table. Raises `SalesplanError` where there is none."""
    source = path
    if join.file is not None:
        beside = path.parent / join.file
        source = folder / join.file if (folder / join.file).exists() else beside
    wanted = [join.to or join.key, *join.columns.values()]
    for sheet in read_sheets(source, source.name, join.sheet):
        for row, headers in enumerate(sheet.head()):
            positions = [position_of(headers, header) for header in wanted]
            found = [position for position in positions if position is not None]
            if len(found) == len(wanted):
                return _lookup(
                    sheet, row, found[0], dict(zip(join.columns, found[1:], strict=True))
                )
    place = Place(source.name, sheet=join.sheet)
    raise SalesplanError(Finding("E243", place, {"headers": ", ".join(wanted)}))


def _lookup(sheet: RawSheet, header: int, key: int, columns: Mapping[str, int]) -> _Lookup:
    """The values below a header row; of equal keys the first counts."""
    found = _Lookup(Place(sheet.file, sheet=sheet.name or None), {name: {} for name in columns})
    keys = sheet.columns[key].slice(header + 1).to_pylist()
    cells = {name: sheet.columns[at].slice(header + 1).to_pylist() for name, at in columns.items()}
    for at, text in enumerate(keys):
        if not (name := same(text or "")):
            continue
        row = int(sheet.rows[header + 1 + at])
        found.first.setdefault(name, row)
        for what, texts in cells.items():
            value = (texts[at] or "").strip()
            if value and same(found.values[what].setdefault(name, value)) != same(value):
                found.conflicts.append((name, found.first[name], row))
                break
    return found


# --------------------------------------------------------------------------------------------
# The two together
# --------------------------------------------------------------------------------------------


def _with_columns(
    table: Table, join: Join, key: int, lookup: _Lookup
) -> tuple[Table, Mask, list[Finding]]:
    """The table with a column for each field, the rows without a match, and what contradicts."""
    sheet = table.sheet
    codes, texts = encoded(sheet.columns[key])
    names = [same(text) for text in texts.to_pylist()]
    columns, letters = list(sheet.columns), list(sheet.letters)
    headers, positions = list(table.headers), dict(table.choice.positions)
    for name, header in join.columns.items():
        brought = pa.array([lookup.values[name].get(each) for each in names], pa.string())
        column = brought.take(pa.array(codes, mask=codes < 0))
        if name in positions:
            column = pc.coalesce(column, pc.cast(columns[positions[name]], pa.string()))
        positions[name] = len(columns)
        columns.append(column)
        letters.append("")
        headers.append(header)
    table = replace(
        table,
        sheet=replace(sheet, columns=tuple(columns), letters=tuple(letters)),
        headers=tuple(headers),
        choice=replace(table.choice, positions=positions),
    )
    below, different = encoded(table.column(key))
    known = np.array([*(same(text) in lookup.first for text in different.to_pylist()), False])
    return table, ~known[below], _conflicts(lookup, set(names))


def _conflicts(lookup: _Lookup, used: set[str]) -> list[Finding]:
    """Keys of the sales that stand for two things, as one finding."""
    found = [conflict for conflict in lookup.conflicts if conflict[0] in used]
    if not found:
        return []
    key, first, row = found[0]
    place = replace(lookup.place, row=row)
    return [Finding("E244", place, {"key": key, "first": first, "second": row}, count=len(found))]


def report_unmatched(table: Table, found: Unmatched, used: Mask) -> Iterator[Finding]:
    """How many of the used rows have no match, with their most frequent keys."""
    rows = np.flatnonzero(found.rows & used)
    if not rows.size:
        return
    keys = table.column(found.position).take(pa.array(rows))
    counts = Counter(text.strip() for text in keys.to_pylist() if text and text.strip())
    shown = [f"{key} ({count:,})" for key, count in counts.most_common(_SHOWN)]
    listed = ", ".join([*shown, "…"] if len(counts) > _SHOWN else shown) or "–"
    values = {"source": found.source, "keys": listed}
    yield Finding("W245", table.place(-1, found.position), values, count=len(rows))
