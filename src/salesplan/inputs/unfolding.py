"""Tables of periods → one row for each person and month.

A month's amount stands on its first day; that of a longer period is divided evenly among its
months, to the minor unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.core.calendar import MONTHS
from salesplan.core.sales import Reason
from salesplan.errors import Finding
from salesplan.inputs.arrays import Ints
from salesplan.inputs.columns import Choice, choose_columns, named_unit, normalise
from salesplan.inputs.period_cells import (
    Cells,
    across_cells,
    divided,
    is_period,
    long_cells,
    wide_cells,
)
from salesplan.inputs.period_names import Span, months_of
from salesplan.inputs.period_problems import about_year
from salesplan.inputs.period_sums import without_summed
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.totals import wide_total_findings
from salesplan.inputs.wide import PERSON_RANKS
from salesplan.inputs.wide_rows import (
    Source,
    filled_columns,
    rows_aside,
    rows_left_out,
    wrong_totals,
)

_NOT_KEPT: Final = frozenset({"date", "amount", "quantity", "price", "discount"})


@dataclass(frozen=True)
class Unfolded:
    """A table of periods as one with dates.

    `origins` are, for each row, the column of `names` in which its amount stands; `letters` are
    those of all columns. `months` are those with amounts, counted through.
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
    letters: tuple[str, ...]

    def columns_read(self) -> Iterator[tuple[str, str]]:
        """Letter and header of each column that amounts were read from."""
        for at in np.unique(self.origins).tolist():
            yield self.letters[at], self.names[at]


def unfold(source: Source, named: Mapping[str, tuple[str, ...]]) -> Unfolded:
    """The table as one with a date and an amount in each row.

    The unit of `source` is that of a line above, which holds where the headers name none. `named`
    are headers given by the user. A cell that is no number comes back as it is, as one row.
    """
    kept, headers, choice = _kept(source, named)
    source = _with_units(source, kept, choice)
    source, cells, left_out, down = _cells(source, kept, choice)
    summing: list[Finding] = []
    if source.periods.column is not None:
        cells, left_out, summing = without_summed(source, kept, choice, cells, left_out)
    findings = (*_notes(source, cells, down), *summing, *wrong_totals(source, left_out),
                *wide_total_findings(source, kept, choice, left_out))  # fmt: skip
    cells = divided(source, cells)
    result, origins, aside = _assembled(source, kept, cells, left_out)
    titles = _titles(source, kept, choice)
    if source.periods.people:
        result, titles = _with_people(source, result, origins), (*titles, titles[1])
    letters = source.sheet.letters
    return Unfolded(
        result,
        (*headers, *titles),
        _new_choice(choice, len(kept), source, cells),
        origins,
        tuple(text or letters[at] for at, text in enumerate(_shown(source))),
        frozenset(np.unique(cells.firsts[cells.firsts >= 0]).tolist()),
        aside,
        findings,
        bool(source.periods.amounts),
        letters,
    )


def _cells(
    source: Source, kept: Sequence[int], choice: Choice
) -> tuple[Source, Cells, dict[Reason, Ints], tuple[str, ...]]:
    """The cells with amounts, and the rows left out.

    With the source in which names of merged cells are filled down, and the headers of these.
    """
    if source.periods.people:
        left_out = rows_aside(source, is_period(source))
        return source, across_cells(source, _rows_of(left_out)), left_out, ()
    if source.periods.column is not None:
        return source, long_cells(source, kept, choice), {}, ()
    left_out = rows_left_out(source, kept)
    skipped = _rows_of(left_out)
    filled, down = filled_columns(source, kept, choice, skipped)
    source = replace(source, sheet=filled)
    return source, wide_cells(source, skipped), left_out, down


def _rows_of(left_out: Mapping[Reason, Ints]) -> Ints:
    return np.concatenate([np.empty(0, np.int64), *left_out.values()])


def _with_people(source: Source, sheet: RawSheet, origins: Ints) -> RawSheet:
    """The sheet with a last column of the people in whose columns the amounts stand."""
    names = pa.array(source.header.texts, pa.string()).take(pa.array(origins))
    column = pa.concat_arrays([pa.nulls(1, pa.string()), names])
    return replace(sheet, columns=(*sheet.columns, column), letters=(*sheet.letters, ""))


def _titles(source: Source, kept: Sequence[int], choice: Choice) -> tuple[str, ...]:
    """The headers of the new columns: of the date, the amount and the quantity."""
    periods, texts = source.periods, _shown(source)
    if periods.people and periods.column is not None:
        return texts[periods.column], _from_to([texts[at] for at in periods.amounts]), ""
    if periods.column is not None:
        quantity = choice.positions.get("quantity")
        amount = texts[kept[choice.positions["amount"]]]
        return texts[periods.column], amount, "" if quantity is None else texts[kept[quantity]]
    both = _from_to([texts[at] for at in periods.amounts])
    return both, both, _from_to([texts[at] for at in periods.quantities.values()])


def _shown(source: Source) -> tuple[str, ...]:
    """The headers as people see them: days without a time."""
    return tuple(text.removesuffix(" 00:00:00") for text in source.header.texts)


def _from_to(texts: Sequence[str]) -> str:
    return f"{texts[0]}…{texts[-1]}" if len(texts) > 1 else "".join(texts)


def _new_choice(choice: Choice, start: int, source: Source, cells: Cells) -> Choice:
    positions = {**choice.positions, "date": start, "amount": start + 1}
    if cells.quantities.null_count < len(cells.quantities):
        positions["quantity"] = start + 2
    if source.periods.people:
        positions["rep"] = start + 3
    absent = tuple(what for what in choice.absent if what != "date")
    return replace(choice, positions=positions, factor=source.factor, absent=absent)


def _kept(
    source: Source, named: Mapping[str, tuple[str, ...]]
) -> tuple[list[int], tuple[str, ...], Choice]:
    """The further columns, their headers, and what they are."""
    periods, texts = source.periods, source.header.texts
    used = {*periods.amounts, *periods.totals, *periods.unread, *periods.quantities.values()}
    kept = [at for at in range(len(texts)) if at not in used and at != periods.column]
    wide = bool(periods.amounts)
    headers = tuple(texts[at] or (source.sheet.letters[at] if wide else "") for at in kept)
    own = {what: header for what, header in named.items() if what not in _NOT_KEPT or not wide}
    choice = choose_columns(headers, own)
    positions = {
        what: at
        for what, at in choice.positions.items()
        if what not in _NOT_KEPT or (not wide and what != "date")
    }
    if "rep" not in positions and "rep" not in choice.without:
        positions |= _person(headers)
    ambiguities = tuple(a for a in choice.ambiguities if a.field in positions)
    return kept, headers, replace(choice, positions=positions, ambiguities=ambiguities)


_PARTS: Final = re.compile(
    r"[\\/|｜＼／]|\s+(?=(?:row labels|行标签|行標籤)$)",  # 求和项:金额 stands above 行标签
    re.IGNORECASE,
)


def _person(headers: Sequence[str]) -> dict[str, int]:
    """The column of people in a table of people and periods; also 姓名/月份 in a corner."""
    found = []
    for at, header in enumerate(headers):
        for part in _PARTS.split(header):
            if (rank := PERSON_RANKS.get(normalise(part))) is not None:
                found.append((rank, at))
            elif part != header and "rep" in choose_columns((part,), {}).positions:
                found.append((0, at))
    return {"rep": min(found)[1]} if found else {}


def _with_units(source: Source, kept: Sequence[int], choice: Choice) -> Source:
    """The units of the amounts: those that headers name, else that of a line above."""
    periods, texts = source.periods, source.header.texts
    columns = list(periods.amounts) or [kept[choice.positions["amount"]]]
    factors = {at: named_unit(texts[at]) or source.factor for at in columns}
    least = min(factors.values())
    for at in periods.totals:
        factors[at] = named_unit(texts[at]) or max(least, source.factor)
    others = {at: factor for at, factor in factors.items() if factor != least}
    return replace(source, factor=least, factors=others)


def _assembled(
    source: Source,
    kept: Sequence[int],
    cells: Cells,
    left_out: Mapping[Reason, Ints],
) -> tuple[RawSheet, Ints, dict[Reason, Ints]]:
    """The sheet, the column of each row's amount, and the rows left out, all in order of rows."""
    aside = _rows_of(left_out)
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


def _divided(source: Source, cells: Cells, longer: Ints) -> dict[str, str]:
    """The headers of amounts of several months, and which months the first of them is."""
    periods, texts, first = source.periods, _shown(source), int(longer[0])
    columns = np.unique(cells.columns[longer]).tolist()
    names = [texts[at] for at in ([*columns] if periods.column is None else [periods.column])]
    period = texts[int(cells.columns[first])]
    if periods.column is not None:
        period = (source.column(periods.column)[int(cells.rows[first])].as_py() or "").strip()
    begin, last = months_of(Span(int(cells.firsts[first]), int(cells.months[first])))
    return {"headers": ", ".join(names), "period": period, "first": begin, "last": last}


def _notes(source: Source, cells: Cells, down: Sequence[str]) -> list[Finding]:
    periods, texts, place = source.periods, _shown(source), source.place()
    findings = []
    if about := about_year(source):
        findings.append(about)
    long_ones = np.flatnonzero((cells.months > 1) & (cells.firsts >= 0))
    if long_ones.size:
        findings.append(Finding("N271", place, _divided(source, cells, long_ones)))
    if down:
        findings.append(Finding("N276", place, {"headers": ", ".join(down)}))
    of_unit: dict[int, list[str]] = {}
    for at in periods.amounts:
        of_unit.setdefault(source.factor_of(at), []).append(texts[at])
    for factor, named in of_unit.items() if len(of_unit) > 1 else ():
        if factor > source.factor:
            findings.append(Finding("N203", place, {"header": ", ".join(named), "factor": factor}))
    if periods.people:
        people = ", ".join(texts[at] for at in periods.amounts)
        findings.append(Finding("N279", place, {"headers": people}))
    if periods.unread:
        unread = ", ".join(texts[at] for at in periods.unread)
        findings.append(Finding("N277", place, {"headers": unread}))
    return findings
