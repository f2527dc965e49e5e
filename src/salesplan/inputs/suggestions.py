"""Columns without a known name that hold what is missing: they are suggested, never taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.errors import Finding
from salesplan.inputs.cells import State, read_numbers
from salesplan.inputs.columns import field_named
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.samples import FEW, dates_in, filled, numbers_in, sampled

_MOST: Final = 0.8
"""Share of filled cells from which on a column is suggested."""
_SUGGESTED: Final = 3


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
        cells = filled(sampled(sheet.columns[at].slice(header + 1)))
        if len(cells) < FEW:
            continue
        least, dates = _MOST * len(cells), dates_in(cells)
        fitting = dates if field == "date" else numbers_in(cells) if dates < least else 0
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
    return bool(dates_in(cell) or read_numbers(cell, 2).states[0] == State.FINE)
