"""Columns without a known name that hold what is missing: they are suggested, never taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.errors import Finding
from salesplan.inputs.cells import State, read_numbers
from salesplan.inputs.columns import field_named
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.samples import dates_in, filled, numbers_in, sampled

_MOST: Final = 0.8
"""Share of filled cells from which on a column is suggested."""
_FEW: Final = 3
"""Filled cells below which a column is not."""
_SUGGESTED: Final = 3
_LONGEST_NAME: Final = 20
_ID_DIGITS: Final = 8
"""Digits from which on whole numbers are rather those of phones and orders than amounts."""
_NAME: Final = r"^\s*\p{L}[\p{L} .·'’-]+$"
_CHINESE_NAME: Final = r"^\s*\p{Han}{2,4}\s*$"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A column whose cells are mostly of a kind; `shown` says how many, or what some are."""

    header: str
    letter: str
    shown: str
    rank: tuple[float, ...]

    def __str__(self) -> str:
        return f"{self.letter} '{self.header}' ({self.shown})"


def with_candidates(finding: Finding, sheet: RawSheet) -> Finding:
    """What is said about a missing date or amount, with the columns that could be it.

    `finding` is E213, E214 or E215 at the row of the headers; it comes back as it is where no
    column holds mostly dates or numbers. Where both are missing, people are looked for, too.
    """
    wanted = {"E213": ("date",), "E214": ("amount",), "E215": ("date", "amount")}
    rows = np.flatnonzero(sheet.rows == finding.place.row)
    if finding.code not in wanted or not rows.size:
        return finding
    columns = list(_unnamed(sheet, int(rows[0])))
    found = {field: _candidates(columns, field) for field in wanted[finding.code]}
    if not all(found.values()):
        return finding
    code = {"E213": "E263", "E214": "E264", "E215": "E265"}[finding.code]
    wanting = code == "E265" and not _names_a_person(sheet, int(rows[0]))
    if people := _candidates(columns, "rep") if wanting else []:
        code, found = "E266", {"date": found["date"], "rep": people, **found}
    best = (f"{field}: {_quoted(each[0].header)}" for field, each in found.items())
    values = {
        "dates": _listed(found.get("date", [])),
        "reps": _listed(found.get("rep", [])),
        "amounts": _listed(found.get("amount", [])),
        "headers": finding.values["headers"],
        "columns": f"{{{', '.join(best)}}}",
    }
    return replace(finding, code=code, values=values)


def _listed(candidates: Iterable[_Candidate]) -> str:
    return ", ".join(map(str, candidates))


def _quoted(header: str) -> str:
    """A header as YAML has it."""
    doubled = header.replace("'", "''")
    return f"'{doubled}'"


def _names_a_person(sheet: RawSheet, header: int) -> bool:
    names = ((column[header].as_py() or "").strip() for column in sheet.columns)
    return any((found := field_named(name)) and found[0] == "rep" for name in names)


def _unnamed(sheet: RawSheet, header: int) -> Iterator[tuple[str, str, pa.Array]]:
    """Header, letter and some filled cells of columns with a header of no known name."""
    for at, letter in enumerate(sheet.letters):
        name = (sheet.columns[at][header].as_py() or "").strip()
        if name and not field_named(name) and not _is_data(name):
            cells = filled(sampled(sheet.columns[at].slice(header + 1)))
            if len(cells) >= _FEW:
                yield name, letter, cells


def _candidates(columns: Iterable[tuple[str, str, pa.Array]], field: str) -> list[_Candidate]:
    """Columns that hold mostly what a field does, the best first."""
    look = {"date": _as_dates, "amount": _as_amounts, "rep": _as_people}[field]
    found = []
    for name, letter, cells in columns:
        if fitting := look(cells):
            found.append(_Candidate(name, letter, *fitting))
    found.sort(key=lambda each: each.rank)
    return found[:_SUGGESTED]


_Fitting = tuple[str, tuple[float, ...]]


def _as_dates(cells: pa.Array) -> _Fitting | None:
    share = dates_in(cells) / len(cells)
    return (f"{share:.0%}", (-share,)) if share >= _MOST else None


def _as_amounts(cells: pa.Array) -> _Fitting | None:
    share = numbers_in(cells) / len(cells)
    if share < _MOST or _as_dates(cells):
        return None
    # Numbers of customers and orders are whole, long or in order; amounts seldom all are.
    broken = _any(cells, r"[.]\d*[1-9]|[¥￥$€£,元]")
    numbers = read_numbers(cells, 2).values
    in_order = bool((np.diff(numbers) == 100).all())
    long = float(np.median(np.abs(numbers))) >= 100 * 10.0**_ID_DIGITS
    size = float(np.abs(numbers.astype(float)).sum())
    return f"{share:.0%}", (not broken, in_order or long, -share, -size)


def _as_people(cells: pa.Array) -> _Fitting | None:
    """Short words; those of two to four Chinese characters, or that occur again, are likelier."""
    named = pc.match_substring_regex(cells, _NAME)
    short = pc.less_equal(pc.utf8_length(cells), _LONGEST_NAME)
    share = float(pc.mean(pc.and_(named, short)).as_py())
    if share < _MOST or _as_dates(cells):
        return None
    chinese = float(pc.mean(pc.match_substring_regex(cells, _CHINESE_NAME)).as_py())
    different = pc.unique(pc.utf8_trim_whitespace(cells)).to_pylist()
    some = ", ".join(different[:_SUGGESTED]) + (", …" if len(different) > _SUGGESTED else "")
    return some, (chinese < _MOST, len(different) / len(cells))


def _any(cells: pa.Array, pattern: str) -> bool:
    return bool(pc.any(pc.match_substring_regex(cells, pattern)).as_py())


def _is_data(text: str) -> bool:
    """Whether a text at the top is a cell of the table rather than a header."""
    cell = pa.array([text])
    return bool(dates_in(cell) or read_numbers(cell, 2).states[0] == State.FINE)
