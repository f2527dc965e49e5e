"""What the columns of a table hold, to confirm what their names say.

Content decides only where it is decisive: a column with the name of a field and *nothing* of the
kind in it (an amount without a number, a date without a date) is not taken, and of two with equal
names the one that has something wins. A column without a known name is never taken for what it
holds: it is suggested.

A sample is looked at; whatever follows from its having none of a kind is confirmed by the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.core.sales import Origin, Why
from salesplan.errors import Finding, Place
from salesplan.inputs.cells import State, is_blank, read_dates, read_numbers
from salesplan.inputs.columns import (
    NAMES,
    NEEDED,
    Ambiguity,
    Choice,
    Refusal,
    factor_at,
    field_named,
)
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.tables import Table
from salesplan.profile import DateOrder, History

_SAMPLE: Final = 200
_FEW: Final = 5
"""Filled cells below which a column is not said to hold nothing of a kind."""
_MOST: Final = 0.8
"""Share of filled cells from which on a column is suggested."""
_SUGGESTED: Final = 3
_NUMERIC: Final = frozenset({"amount", "quantity", "price", "discount", "share"})
_DATED: Final = frozenset({State.FINE, State.AMBIGUOUS, State.SHORT_YEAR, State.IMPLAUSIBLE})


class _Verdict(Enum):
    """Whether a column holds what its name says."""

    FITS = auto()
    EMPTY = auto()
    OTHER = auto()


@dataclass(frozen=True)
class _Settled:
    """What content says of a field: its column, others with as good a claim, those refused."""

    position: int | None
    rivals: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()


def confirmed(choice: Choice, headers: Sequence[str], column: Callable[[int], pa.Array]) -> Choice:
    """The choice after a look at the cells of each `column` below the headers.

    Fields whose header the user named stay as they are.
    """
    positions, refusals, decided = dict(choice.positions), list(choice.refusals), []
    ambiguities = {ambiguity.field: ambiguity for ambiguity in choice.ambiguities}
    for field, ranks in choice.claims.items():
        if positions.get(field) != ranks[0][0]:
            continue  # named by the user, or put elsewhere since
        if field not in ambiguities and _verdict(column(ranks[0][0]), field) is _Verdict.FITS:
            continue
        settled = _settled(field, ranks, column, positions.keys())
        refusals += [Refusal(field, at, _sample_text(column(at))) for at in settled.refused]
        ambiguities.pop(field, None)
        if settled.position is None:
            del positions[field]
        else:
            positions[field] = settled.position
            rivals = [headers[at] for at in settled.rivals[:1]]
            for rival in rivals:
                ambiguities[field] = Ambiguity(field, (headers[settled.position], rival))
            if not rivals and settled.position not in settled.refused:
                decided.append(field)
    factor = factor_at(headers, positions)
    if factor == 1 == factor_at(headers, choice.positions):
        factor = choice.factor  # a unit above the table
    return replace(
        choice,
        positions=positions,
        factor=factor,
        ambiguities=tuple(ambiguities.values()),
        refusals=tuple(refusals),
        decided=tuple(decided),
    )


def _settled(
    field: str,
    ranks: Sequence[Sequence[int]],
    column: Callable[[int], pa.Array],
    there: Collection[str],
) -> _Settled:
    """The best column of a field that holds something of its kind.

    Where none does, an empty one, or none. What is needed, and not to be had from the other fields
    that are `there`, stays as it is, so that its rows are rejected one by one.
    """
    refused: list[int] = []
    empty: list[int] = []
    for rank in ranks:
        verdicts = {at: _verdict(column(at), field) for at in rank}
        refused += [at for at, verdict in verdicts.items() if verdict is _Verdict.OTHER]
        empty += [at for at, verdict in verdicts.items() if verdict is _Verdict.EMPTY]
        fitting = [at for at, verdict in verdicts.items() if verdict is _Verdict.FITS]
        if fitting:
            return _Settled(fitting[0], tuple(fitting[1:]), tuple(refused))
    if empty:
        return _Settled(empty[0], (), tuple(refused))
    computed = field == "amount" and {"quantity", "price"} <= set(there)
    stays = field in NEEDED and not computed
    return _Settled(ranks[0][0] if stays else None, (), tuple(refused))


def confirmed_table(table: Table) -> Table:
    """The table after a look into its columns."""
    return replace(table, choice=confirmed(table.choice, table.headers, table.column))


def origins(table: Table, history: History) -> tuple[Origin, ...]:
    """Where each field stands in a table that is read as `history` says.

    Without those that nothing is read from: a price beside an amount.
    """
    positions, letters = table.choice.positions, table.sheet.letters
    unused = {"price", "discount"} if "amount" in positions else set()
    joined = {name for join in history.joins for name in join.columns}
    found = []
    for field in NAMES:
        if field in positions and field not in unused:
            position = positions[field]
            why = table.choice.why(field, history.columns)
            if not letters[position] and why is not Why.PRESET:
                why = Why.JOIN if field in joined else Why.LAYOUT
            found.append(Origin(field, table.headers[position], letters[position], why))
    return tuple(found)


def _verdict(column: pa.Array, field: str) -> _Verdict:
    sample = _filled(_sampled(column))
    if not len(sample):
        sample = _filled(column)
        if not len(sample):
            return _Verdict.EMPTY
    if field not in _NUMERIC | {"date", "rep"} or _holds(sample, field):
        return _Verdict.FITS
    whole = _filled(column)
    return _Verdict.FITS if len(whole) < _FEW or _holds(whole, field) else _Verdict.OTHER


def _holds(cells: pa.Array, field: str) -> bool:
    """Whether there is something of a field's kind among some filled cells."""
    if field == "rep":  # numbers may be those of people, but amounts of money are not
        broken = int(pc.sum(pc.match_substring_regex(cells, r"\.\d*[1-9]")).as_py() or 0)
        return not broken or _numbers(cells) < len(cells)
    return bool(_dates(cells) if field == "date" else _numbers(cells))


def _dates(cells: pa.Array) -> int:
    states = read_dates(cells, DateOrder.AUTO).states
    return int(np.isin(states, list(_DATED)).sum())


def _numbers(cells: pa.Array) -> int:
    states = read_numbers(_without_words(cells), 2).states
    return int(((states == State.FINE) | (states == State.IMPLAUSIBLE)).sum())


def _without_words(cells: pa.Array) -> pa.Array:
    """Numbers without what people write behind them: 12件, 8.5折."""
    return pc.replace_substring_regex(cells, r"(\d)\s*[^\d\s.,%()（）]{1,3}\s*$", r"\1")


def _sampled(column: pa.Array) -> pa.Array:
    """Some cells from the whole length of a column."""
    if len(column) <= _SAMPLE:
        return column
    rows = np.linspace(0, len(column) - 1, _SAMPLE).astype(np.int64)
    return column.take(pa.array(rows))


def _filled(cells: pa.Array) -> pa.Array:
    return cells.filter(pa.array(~is_blank(cells)))


def _sample_text(column: pa.Array) -> str:
    """The first filled cell."""
    filled = _filled(column.slice(0, _SAMPLE))
    return str((filled if len(filled) else _filled(column))[0].as_py()).strip()[:40]


# --------------------------------------------------------------------------------------------
# What a column without a known name could be
# --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A column whose cells are mostly of a kind; `share` of them."""

    header: str
    letter: str
    share: float

    def __str__(self) -> str:
        return f"{self.letter} '{self.header}' ({self.share:.0%})"


def with_candidates(finding: Finding, sheet: RawSheet) -> Finding:
    """What is said about a missing date or amount, with the columns that could be it.

    `finding` is E213, E214 or E215 at the row of the headers; it comes back as it is where no
    column holds mostly dates or numbers.
    """
    wanted = {"E213": ("date",), "E214": ("amount",), "E215": ("date", "amount")}
    rows = np.flatnonzero(sheet.rows == finding.place.row)
    if finding.code not in wanted or not rows.size:
        return finding
    found = {field: _candidates(sheet, int(rows[0]), field) for field in wanted[finding.code]}
    if not all(found.values()):
        return finding
    values: dict[str, object] = {"headers": finding.values["headers"]}
    if dates := found.get("date"):
        values |= {"dates": ", ".join(map(str, dates)), "date": dates[0].header}
    if amounts := found.get("amount"):
        values |= {"amounts": ", ".join(map(str, amounts)), "amount": amounts[0].header}
    code = {"E213": "E263", "E214": "E264", "E215": "E265"}[finding.code]
    return replace(finding, code=code, values=values)


def _candidates(sheet: RawSheet, header: int, field: str) -> list[_Candidate]:
    """Columns with a header of no known name that hold mostly dates, or numbers; the best first."""
    found = []
    for at, letter in enumerate(sheet.letters):
        name = (sheet.columns[at][header].as_py() or "").strip()
        if not name or field_named(name) or _is_data(name):
            continue
        cells = _filled(_sampled(sheet.columns[at].slice(header + 1)))
        if len(cells) < _FEW:
            continue
        least, dates = _MOST * len(cells), _dates(cells)
        fitting = dates if field == "date" else _numbers(cells) if dates < least else 0
        if fitting >= least:
            # Numbers of customers and orders are whole; amounts seldom all are.
            broken = field == "amount" and bool(
                pc.any(pc.match_substring_regex(cells, r"[.]\d*[1-9]|[¥￥$€£,]")).as_py()
            )
            found.append((not broken, _Candidate(name, letter, fitting / len(cells))))
    found.sort(key=lambda each: (each[0], -each[1].share))
    return [candidate for _, candidate in found[:_SUGGESTED]]


def _is_data(text: str) -> bool:
    """Whether a text at the top is a cell of the table rather than a header."""
    cell = pa.array([text])
    return bool(_dates(cell) or read_numbers(cell, 2).states[0] == State.FINE)


def refusal_findings(choice: Choice, headers: Sequence[str], place: Place) -> Iterator[Finding]:
    """What is said about columns that do not hold what they are called.

    An error where the column had to be taken all the same, for there is no other.
    """
    for refusal in choice.refusals:
        header = headers[refusal.position].strip()
        taken = choice.positions.get(refusal.field) == refusal.position
        values = {"field": refusal.field, "header": header, "value": refusal.sample}
        yield Finding("E261" if taken else "N261", place, values)
