"""Sales that stand in the files twice: files given twice, exports that overlap, rows pasted again.

Rows of two files are the same sale where they have the same order number and are equal in all else
that is compared. Of a sale with several equal lines as many count as the file has that has most of
them. Without an order number equal rows may be two sales, and are said; so are rows of one file,
whose orders may have equal lines.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.core.sales import Account, Reason
from salesplan.errors import Finding, Place
from salesplan.inputs.arrays import Ints, Mask
from salesplan.inputs.sums import in_figures
from salesplan.profile import Duplicates

COMPARED: Final = frozenset({"order", "customer", "product"})
"""What has to be read, beside what every table has, to tell whether two rows are one sale."""
_LEAST: Final = 3
"""Equal rows that are no accident: in one file; without an order number, if half of a file."""
_LISTED: Final = 3
_SPARSE: Final = 8
"""Numbers for each of some rows that are worth a table of their own."""
_NAMES: Final = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True)
class Read:
    """A table that was read, and its account."""

    rows: pa.Table
    account: Account


@dataclass(frozen=True)
class _Rows:
    """All rows of all tables, as they are compared: codes, −1 for none.

    `table` and `file` are numbers. `day` and `amount` are those of the rows.
    """

    table: Ints
    file: Ints
    day: Ints
    amount: Ints
    rep: Ints
    order: Ints
    others: tuple[Ints, ...]

    def key(self, at: Ints) -> Ints:
        """A number for each of some rows, the same for rows that are equal."""
        key = np.zeros(len(at), np.int64)
        for column in (self.day, self.amount, self.rep, self.order, *self.others):
            codes = np.unique(column[at], return_inverse=True)[1].reshape(-1)
            pair = key * (int(codes.max(initial=0)) + 1) + codes
            key = np.unique(pair, return_inverse=True)[1].reshape(-1)
        return key


def without_copies(
    paths: Sequence[Path], names: Sequence[str], duplicates: Duplicates
) -> tuple[list[tuple[Path, str]], list[Finding]]:
    """The files with their names, without those that are the same as one before, byte for byte."""
    files = list(zip(paths, names, strict=True))
    if duplicates is Duplicates.KEEP or len(paths) < 2:
        return files, []
    sizes: dict[int, list[Path]] = defaultdict(list)
    for path in paths:
        if path.is_file():
            sizes[path.stat().st_size].append(path)
    alike = {path for size, same in sizes.items() if size and len(same) > 1 for path in same}
    kept, findings, seen = [], [], dict[bytes, str]()
    for path, name in files:
        first = seen.setdefault(_digest(path), name) if path in alike else name
        if first == name:
            kept.append((path, name))
        else:
            findings.append(Finding("W232", Place(name), {"other": first}))
    return kept, findings


def _digest(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:  # reading it says why
        return str(path).encode(errors="replace")


def without_duplicates(
    tables: Sequence[Read], duplicates: Duplicates, decimals: int
) -> tuple[list[Read], list[Finding]]:
    """The tables without the sales that stand twice, and what there is to say about them.

    Only rows with an order number, in different files, are left out without being asked for.
    """
    if duplicates is Duplicates.KEEP or not tables:
        return list(tables), []
    rows = _compared([each.rows for each in tables], [each.account.file for each in tables])
    left_out, asked = np.zeros(len(rows.file), bool), duplicates is Duplicates.LEAVE_OUT
    findings: list[Finding] = []
    for code, first in (
        ("W229", _in_two_files(rows, rows.order >= 0)),
        ("W230", _without_number(rows)),
        ("W231", _pasted_again(rows)),
    ):
        if asked or code == "W229":
            left_out |= first >= 0
        findings += _said("N215" if asked else code, rows, first, tables, decimals)
    ends = np.cumsum([each.rows.num_rows for each in tables])[:-1]
    parts = np.split(left_out, ends)
    return [_less(each, out) for each, out in zip(tables, parts, strict=True)], findings


def _said(
    code: str, rows: _Rows, first: Ints, tables: Sequence[Read], decimals: int
) -> Iterator[Finding]:
    """For each file, which of its rows stand in others, or in itself, before."""
    files = list(dict.fromkeys(each.account.file for each in tables))
    again = np.flatnonzero(first >= 0)
    for file in np.unique(rows.file[again]).tolist():
        mine = again[rows.file[again] == file]
        others = [files[other] for other in np.unique(rows.file[first[mine]]).tolist()]
        more = ["…"] if len(others) > _LISTED else []
        values = {
            "rows": len(mine),
            "others": ", ".join([*others[:_LISTED], *more]),
            "total": in_figures(int(rows.amount[mine].sum()), decimals),
            "first": _row(tables, int(mine[0])),
        }
        yield Finding(code, Place(files[file]), values)


def _row(tables: Sequence[Read], at: int) -> int:
    """The number in its sheet of a row counted through all tables."""
    for each in tables:
        if at < each.rows.num_rows:
            return int(each.rows.column("row")[at].as_py())
        at -= each.rows.num_rows
    raise IndexError(at)


def _less(table: Read, out: Mask) -> Read:
    """A table without some of its rows, which its account has among those left out."""
    if not out.any():
        return table
    rows, account = table.rows, table.account
    gone = int(out.sum())
    if rows.num_rows != account.used:  # a row of several people stands there in parts
        numbers = rows.column("row").to_numpy()
        gone = len(np.setdiff1d(numbers[out], numbers[~out]))
    account = replace(
        account,
        used=account.used - gone,
        left_out=account.left_out + gone,
        reasons=(*account.reasons, (Reason.DUPLICATE, gone)),
    )
    return Read(rows.filter(pa.array(~out)), account)


# --------------------------------------------------------------------------------------------
# Which rows: for each row the one before it that is the same sale, else −1
# --------------------------------------------------------------------------------------------


def _in_two_files(rows: _Rows, numbered: Mask) -> Ints:
    """Rows with an order number that stand in a file before, too."""
    at = np.flatnonzero(numbered)
    at = at[_in_several(rows.order[at], rows.file[at])]
    return _before(rows, at, rows.key(at), rows.file[at])


def _without_number(rows: _Rows) -> Ints:
    """The same without a number, where they are half of a file's rows of the days they share."""
    at = np.flatnonzero((rows.order < 0) & (rows.amount != 0))
    at = at[_in_several(rows.day[at], rows.file[at])]
    first = _before(rows, at, rows.key(at), rows.file[at])
    for file in np.unique(rows.file[at]).tolist():
        mine = at[rows.file[at] == file]
        equal = int((first[mine] >= 0).sum())
        if equal < _LEAST or 2 * equal < len(mine):
            first[mine] = -1
    return first


def _pasted_again(rows: _Rows) -> Ints:
    """Rows of an order that stands in its file once more, apart from the first time."""
    begins = np.ones(len(rows.order), bool)
    begins[1:] = (np.diff(rows.order) != 0) | (np.diff(rows.table) != 0)
    runs = np.cumsum(begins)
    at = np.flatnonzero(rows.order >= 0)
    whose = rows.order[at] * (int(rows.file.max(initial=0)) + 1) + rows.file[at]
    apart = _in_several(whose, runs[at])
    at, whose = at[apart], whose[apart]
    pair = rows.key(at) * (int(rows.file.max(initial=0)) + 1) + rows.file[at]
    first = _before(rows, at, pair, runs[at])
    return first if int((first >= 0).sum()) >= _LEAST else np.full_like(first, -1)


def _in_several(values: Ints, places: Ints) -> Mask:
    """Which of the values, each in one of the places, stand in several of these.

    Places are in order, so that the last one of a value is the first where it has no other.
    """
    if not len(places) or places[0] == places[-1]:
        return np.zeros(len(values), bool)
    codes = values - values.min()
    if codes.max() > _SPARSE * len(codes):
        codes = np.unique(values, return_inverse=True)[1].reshape(-1)
    first, last = np.zeros((2, int(codes.max()) + 1), np.int64)
    first[codes[::-1]] = places[::-1]
    last[codes] = places
    return np.asarray((first != last)[codes])


def _before(rows: _Rows, at: Ints, keys: Ints, places: Ints) -> Ints:
    """Of the rows `at`, those that as many equal ones in an earlier place match."""
    first = np.full(len(rows.file), -1, np.int64)
    if not len(at):
        return first
    frame = pd.DataFrame({"key": keys, "place": places, "at": at})
    groups = frame.groupby(["key", "place"])
    counts = groups.size()
    most = counts.groupby(level=0).cummax().groupby(level=0).shift(fill_value=0).to_numpy()
    matched = groups.cumcount().to_numpy() < most[groups.ngroup().to_numpy()]
    first[at[matched]] = frame.groupby("key")["at"].transform("min").to_numpy()[matched]
    return first


def _compared(tables: Sequence[pa.Table], names: Sequence[str]) -> _Rows:
    counts = [table.num_rows for table in tables]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    common = [n for n in ("customer", "product") if all(n in t.column_names for t in tables)]
    return _Rows(
        np.repeat(np.arange(len(tables)), counts),
        np.repeat([numbers[name] for name in names], counts).astype(np.int64),
        np.concatenate([table.column("date").to_numpy().view(np.int64) for table in tables]),
        np.concatenate([table.column("amount").to_numpy() for table in tables]),
        _codes([_names(table, "rep") for table in tables]),
        _order_codes(tables),
        tuple(_codes([_names(table, name) for table in tables]) for name in common),
    )


def _names(table: pa.Table, name: str) -> pa.ChunkedArray:
    if name in table.column_names:
        return pa.chunked_array(table.column(name).chunks, type=_NAMES)
    nothing = pa.DictionaryArray.from_arrays(
        pa.nulls(table.num_rows, pa.int32()), pa.array([], pa.string())
    )
    return pa.chunked_array([nothing])


def _codes(columns: Sequence[pa.ChunkedArray]) -> Ints:
    """Codes of names, the same for the same in all columns."""
    codes = pc.fill_null(_unified(columns).indices, -1)
    return np.asarray(codes.to_numpy(zero_copy_only=False), np.int64)


def _unified(columns: Sequence[pa.ChunkedArray]) -> pa.DictionaryArray:
    chunks = [chunk for column in columns for chunk in column.chunks]
    whole = pa.chunked_array(chunks, type=_NAMES)
    return whole.unify_dictionaries().combine_chunks()


def _order_codes(tables: Sequence[pa.Table]) -> Ints:
    """Codes of the order numbers; a text without a digit, such as 无, is none."""
    whole = _unified([_names(table, "order") for table in tables])
    numbered = pc.fill_null(pc.match_substring_regex(whole.dictionary, r"\d"), False)
    codes = pc.fill_null(whole.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    is_number = np.append(np.asarray(numbered.to_numpy(zero_copy_only=False)), False)
    return np.where(is_number[codes], codes, -1)
