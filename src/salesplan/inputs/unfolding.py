"""Tables of periods → one row for each person and month.

A month's amount stands on its first day; that of a longer period is divided evenly among its
months, to the minor unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.core.calendar import MONTHS
from salesplan.core.sales import Reason
from salesplan.errors import Finding
from salesplan.inputs.blocks import Header
from salesplan.inputs.columns import Choice, choose_columns, normalise, unit_factor
from salesplan.inputs.period_cells import Cells, divided, long_cells, wide_cells
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.wide import PERSON_RANKS, Periods, is_yearless, year_of
from salesplan.inputs.wide_rows import Source, filled_columns, rows_left_out, wrong_totals

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_NOT_KEPT: Final = frozenset({"date", "amount", "quantity", "price", "discount"})


@dataclass(frozen=True)
class Unfolded:
    """A table of periods as one with dates.

    `origins` are, for each row, the column of `names` in which its amount stands. `months` are
    those with amounts, counted through.
    """

    sheet: RawSheet
    headers: tuple[str, ...]
    choice: Choice
    origins: Ints
    names: tuple[str, ...]
    months: frozenset[int]
    left_out: Mapping[Reason, Ints]
    findings: tuple[Finding, ...]
    is_wide: bool


def unfold(
    sheet: RawSheet,
    header: Header,
    periods: Periods,
    named: Mapping[str, str],
    decimals: int,
    factor: int,
    above: Sequence[str],
) -> Unfolded:
    """The table as one with a date and an amount in each row.

    `factor` is the unit in a line above, which holds where the headers name none; `decimals` are
    those of the minor unit. A cell that is no number comes back as it is, as one row.
    """
    source = Source(sheet, header, periods, decimals, factor, year_of(sheet, above))
    kept, headers, choice = _kept(source, named)
    source = replace(source, factor=_own_factor(source, kept, choice) or factor)
    left_out: dict[Reason, Ints] = {}
    down: tuple[str, ...] = ()
    if periods.column is not None:
        cells = long_cells(source, kept, choice)
    else:
        left_out = rows_left_out(source, kept)
        skipped = np.concatenate([np.empty(0, np.int64), *left_out.values()])
        filled, down = filled_columns(source, kept, choice, skipped)
        source = replace(source, sheet=filled)
        cells = wide_cells(source, skipped)
    findings = (*_notes(source, cells, down), *wrong_totals(source, left_out))
    cells = divided(source, cells)
    result, origins, aside = _assembled(source, kept, cells, left_out)
    titles = _titles(source, kept, choice)
    return Unfolded(
        result,
        (*headers, *titles),
        _new_choice(choice, len(kept), source, cells),
        origins,
        tuple(t or sheet.letters[at] for at, t in enumerate(header.texts)),
        frozenset(np.unique(cells.firsts[cells.firsts >= 0]).tolist()),
        aside,
        findings,
        periods.column is None,
    )


def _titles(source: Source, kept: Sequence[int], choice: Choice) -> tuple[str, str, str]:
    """The headers of the new columns: of the date, the amount and the quantity."""
    periods, texts = source.periods, source.header.texts
    if periods.column is not None:
        quantity = choice.positions.get("quantity")
        amount = texts[kept[choice.positions["amount"]]]
        return texts[periods.column], amount, "" if quantity is None else texts[kept[quantity]]
    both = _from_to([texts[at] for at in periods.amounts])
    return both, both, _from_to([texts[at] for at in periods.quantities.values()])


def _from_to(texts: Sequence[str]) -> str:
    return f"{texts[0]}…{texts[-1]}" if len(texts) > 1 else "".join(texts)


def _new_choice(choice: Choice, start: int, source: Source, cells: Cells) -> Choice:
    positions = {**choice.positions, "date": start, "amount": start + 1}
    if cells.quantities.null_count < len(cells.quantities):
        positions["quantity"] = start + 2
    absent = tuple(what for what in choice.absent if what != "date")
    return replace(choice, positions=positions, factor=source.factor, absent=absent)


def _kept(source: Source, named: Mapping[str, str]) -> tuple[list[int], tuple[str, ...], Choice]:
    """The further columns, their headers, and what they are."""
    periods, texts = source.periods, source.header.texts
    used = {*periods.amounts, *periods.totals, *periods.unread, *periods.quantities.values()}
    kept = [at for at in range(len(texts)) if at not in used and at != periods.column]
    wide = periods.column is None
    headers = tuple(texts[at] or (source.sheet.letters[at] if wide else "") for at in kept)
    own = {what: header for what, header in named.items() if what not in _NOT_KEPT or not wide}
    choice = choose_columns(headers, own)
    positions = {
        what: at
        for what, at in choice.positions.items()
        if what not in _NOT_KEPT or (not wide and what != "date")
    }
    if "rep" not in positions and "rep" not in choice.absent:
        positions |= _person(headers)
    ambiguities = tuple(a for a in choice.ambiguities if a.field in positions)
    return kept, headers, replace(choice, positions=positions, ambiguities=ambiguities)


def _person(headers: Sequence[str]) -> dict[str, int]:
    """The column of people in a table of people and periods; also 姓名/月份 in a corner."""
    found = []
    for at, header in enumerate(headers):
        for part in re.split(r"[\\/|｜＼／]", header):
            if (rank := PERSON_RANKS.get(normalise(part))) is not None:
                found.append((rank, at))
            elif part != header and "rep" in choose_columns((part,), {}).positions:
                found.append((0, at))
    return {"rep": min(found)[1]} if found else {}


def _own_factor(source: Source, kept: Sequence[int], choice: Choice) -> int | None:
    """The unit in the headers of the amounts, where they name one and agree."""
    columns = list(source.periods.amounts) or [kept[choice.positions["amount"]]]
    factors = {unit_factor(source.header.texts[at]) for at in columns}
    factor = factors.pop() if len(factors) == 1 else 1
    return factor if factor != 1 else None


def _assembled(
    source: Source,
    kept: Sequence[int],
    cells: Cells,
    left_out: Mapping[Reason, Ints],
) -> tuple[RawSheet, Ints, dict[Reason, Ints]]:
    """The sheet, the column of each row's amount, and the rows left out, all in order of rows."""
    aside = np.concatenate([np.empty(0, np.int64), *left_out.values()])
    rows = np.concatenate([cells.rows, aside])
    order = np.argsort(rows, kind="stable")
    rows = rows[order]
    at = pa.array(rows)
    new = [_dates(source, cells), cells.texts, cells.quantities]
    nothing = pa.nulls(len(aside), pa.string())
    columns = [source.column(position).take(at) for position in kept]
    columns += [pa.concat_arrays([c, nothing]).take(pa.array(order)) for c in new]
    default = min(source.periods.amounts, default=0)
    origins = np.concatenate([cells.columns, np.full(len(aside), default)])[order]
    first = source.header.row
    sheet = replace(
        source.sheet,
        columns=tuple(pa.concat_arrays([pa.nulls(1, pa.string()), c]) for c in columns),
        letters=(*(source.sheet.letters[position] for position in kept), "", "", ""),
        rows=np.concatenate([source.sheet.rows[first : first + 1],
                             source.sheet.rows[first + 1 :][rows]]),
        errors=tuple(_errors(source, kept, rows, origins)),
    )  # fmt: skip
    where = np.argsort(order)[len(cells.rows) :]
    ends = np.cumsum([len(found) for found in left_out.values()])
    parts = np.split(where, ends[:-1]) if left_out else []
    return sheet, origins, dict(zip(left_out, parts, strict=True))


def _errors(
    source: Source, kept: Sequence[int], rows: Ints, origins: Ints
) -> Iterable[tuple[int, int, str]]:
    """The cells with errors, where they stand now; `rows` are in order."""
    for row, position, name in source.sheet.errors:
        below = row - source.header.row - 1
        start, end = np.searchsorted(rows, [below, below + 1]) if below >= 0 else (0, 0)
        for at in range(int(start), int(end)):
            if position in kept:
                yield at + 1, kept.index(position), name
            if origins[at] == position:
                yield at + 1, len(kept) + 1, name


def _dates(source: Source, cells: Cells) -> pa.Array:
    """The first day of each month; without one, what stands in the table."""
    months, inverse = np.unique(cells.firsts, return_inverse=True)
    days = [f"{m // MONTHS:04}-{m % MONTHS + 1:02}-01" for m in months.tolist()]
    dates = pa.array(days, pa.string()).take(pa.array(inverse.reshape(-1)))
    unknown = pa.array(cells.firsts < 0)
    if source.periods.column is not None:
        own = source.column(source.periods.column).take(pa.array(cells.rows))
    else:
        own = pa.array(source.header.texts, pa.string()).take(pa.array(cells.columns))
    return pc.if_else(unknown, own, dates)


def _notes(source: Source, cells: Cells, down: Sequence[str]) -> list[Finding]:
    periods, texts, place = source.periods, source.header.texts, source.place()
    findings = []
    if (
        periods.year is None
        and source.year is not None
        and is_yearless(source.sheet, source.header, periods)
    ):
        findings.append(Finding("N272", place, {"year": source.year}))
    long_ones = np.unique(cells.columns[(cells.months > 1) & (cells.firsts >= 0)]).tolist()
    if long_ones:
        names = [texts[periods.column if periods.column is not None else at] for at in long_ones]
        findings.append(Finding("N271", place, {"headers": ", ".join(names)}))
    if down:
        findings.append(Finding("N276", place, {"headers": ", ".join(down)}))
    if periods.unread:
        unread = ", ".join(texts[at] for at in periods.unread)
        findings.append(Finding("N277", place, {"headers": unread}))
    return findings
