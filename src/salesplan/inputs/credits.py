"""One sale credited to several people: every cent and every piece once.

A column of shares says what part of a row's amount is its person's: 60%, 0.6, 60. Rows that differ
in nothing but person and share are one sale, whose shares are expected to add up to the whole; then
its parts do so to the cent.

Names in one cell, told apart by separators that the user gives, share the row in equal parts, or in
those of a cell of shares that has as many of them (60/40). A row in parts is still one row of the
file, and one order. Shares are integers in millionths.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.core.sales import UNASSIGNED
from salesplan.errors import Finding
from salesplan.inputs.arrays import Ints, Mask
from salesplan.inputs.cells import Reading, State, encoded
from salesplan.inputs.computed import Exact, exact, product
from salesplan.inputs.tables import Table
from salesplan.numerals import parse_number

SALE: Final = "sale"
"""The column of a table of rows that tells, by a row's number, which of them are one sale."""
_WHOLE: Final = 10**6
_TOLERANCE: Final = _WHOLE // 1000  # three times 33.3 % are meant to be the whole


@dataclass(frozen=True)
class Shares:
    """What part of each row is its person's, and the states of the cells.

    `parts` are the weights of a cell that has several, by the row's code in `codes`; the last is
    for missing cells. `mixed` is a number that may be a fraction or a percentage, as the column has
    both.
    """

    position: int
    values: Ints
    states: npt.NDArray[np.uint8]
    parts: tuple[tuple[int, ...], ...]
    codes: npt.NDArray[np.int32]
    mixed: str | None = None

    def weights(self, used: Mask) -> list[tuple[int, ...]]:
        """The weights of the people of each used row; empty if no row has any."""
        if not any(self.parts):
            return []
        return [self.parts[code] for code in self.codes[used].tolist()]


def read_shares(table: Table, separators: str) -> Shares | None:
    """The shares of a table, None without a column of them. A blank cell is the whole."""
    position = table.choice.positions.get("share")
    if position is None:
        return None
    codes, texts = encoded(table.column(position))
    cells = [_numbers(text, separators) for text in texts.to_pylist()]
    single = [cell[0] for cell in cells if len(cell) == 1]
    bare = [number for number, percentage in single if not percentage]
    scale = 100 if max(bare, default=Decimal(0)) > 1 else 1
    mixed = next((str(n) for n in bare if scale > 1 and 0 < n < 1), None)
    values = [_share(cell, scale) for cell in cells]
    states = [State.UNREADABLE if value is None else State.FINE for value in values]
    # The last entry is for missing cells, whose code is −1.
    by_code = np.array([*(value or 0 for value in values), _WHOLE], np.int64)
    parts = tuple(_whole_weights(cell) for cell in (*cells, ()))
    state_of = np.array([*states, State.FINE], np.uint8)
    unfit = _unfit(table, parts, codes, separators)
    state = np.where(unfit, State.UNREADABLE, state_of[codes]).astype(np.uint8)
    return Shares(position, by_code[codes], state, parts, codes, mixed)


def _numbers(text: str, separators: str) -> list[tuple[Decimal, bool]]:
    """The numbers of a cell, and whether each is a percentage; empty if something is no number."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return [(Decimal(1), True)]
    pieces = re.split(_pattern(f"{separators}:"), plain) if separators else [plain]
    try:
        return [(parse_number(piece), "%" in piece) for piece in pieces]
    except ValueError:
        return []


def _whole_weights(cell: Sequence[tuple[Decimal, bool]]) -> tuple[int, ...]:
    """The weights of a cell with several shares, as whole numbers."""
    if len(cell) < 2:
        return ()
    digits = max(0, *(-int(number.normalize().as_tuple().exponent) for number, _ in cell))
    return tuple(int(number.scaleb(digits)) for number, _ in cell)


def _pattern(separators: str) -> str:
    return f"[{re.escape(unicodedata.normalize('NFKC', separators))}]"


def _share(cell: Sequence[tuple[Decimal, bool]], scale: int) -> int | None:
    """A cell's share in millionths, that of several together is the whole; None if impossible."""
    if len(cell) > 1:
        fits = all(n >= 0 for n, _ in cell) and sum(n for n, _ in cell) in {1, 10, 100}
        return _WHOLE if fits else None
    if not cell:
        return None
    number, percentage = cell[0]
    share = number if percentage else number / scale
    return int(share * _WHOLE) if 0 <= share <= 1 else None


def _unfit(
    table: Table, parts: Sequence[Sequence[int]], codes: npt.NDArray[np.int32], separators: str
) -> Mask:
    """Rows with several shares and not as many people."""
    several = np.array([len(each) for each in parts])[codes]
    unfit = several > 1
    position = table.choice.positions.get("rep")
    if unfit.any() and position is not None:
        of_name, names = encoded(table.column(position))
        people = [len(people_in(text, separators)) for text in names.to_pylist()]
        unfit &= np.array([*people, 0])[of_name] != several
    return unfit


def people_in(cell: str, separators: str) -> list[str]:
    """The different names in a cell, as they stand in it."""
    plain = " ".join(unicodedata.normalize("NFKC", cell).split())
    if not separators or plain == UNASSIGNED:
        return [plain]
    names = (name.strip() for name in re.split(_pattern(separators), plain))
    return list(dict.fromkeys(name for name in names if name)) or [plain]


# --------------------------------------------------------------------------------------------
# Shares of a sale in several rows
# --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Credit:
    """The used rows of a table with shares, by sale.

    `sale` numbers the sales from zero, `times` is how often a sale occurs, and `whole` marks those
    whose shares add up to that. `rank` orders the rows of a sale, the largest share first.
    """

    shares: Ints
    sale: Ints
    rank: Ints
    size: Ints
    times: Ints
    whole: Mask
    first: Ints

    def with_sales(self, rows: pa.Table) -> pa.Table:
        """The rows with the number of the first row of their sale as `SALE`."""
        numbers = rows.column("row").to_numpy()
        return rows.append_column(SALE, pa.array(numbers[self.first][self.sale]))

    def part(self, reading: Reading, units: int) -> Reading:
        """What each row is credited of an amount, or of a quantity, that has `units` in one."""
        decimals = len(str(units)) - 1
        parts = product([exact(reading, decimals), Exact(self.shares, _WHOLE)], decimals)
        values, rests = parts.values, parts.rests
        assert rests is not None
        of_sale = np.zeros(len(self.size), np.int64)
        np.add.at(of_sale, self.sale, values)
        missing = reading.values[self.first] * self.times - of_sale
        each, more = np.divmod(missing, self.size)
        given = each[self.sale] + (self.rank < more[self.sale])
        whole = self.whole[self.sale]
        values = np.where(whole, values + given, values)
        once = np.where(self.rank == 0, 0 if reading.rests is None else reading.rests, 0)
        rests = np.where(whole, once * self.times[self.sale], rests)
        return Reading(values, parts.states, rests=rests)


def credit(table: Table, shares: Shares, amounts: Reading, dates: Reading, used: Mask) -> Credit:
    """The used rows by sale: those with the same day, order, customer, product and amount."""
    rows = np.flatnonzero(used)
    positions = table.choice.positions
    names_too = [positions[n] for n in ("order", "customer", "product") if n in positions]
    cells = [encoded(table.column(at))[0][rows].astype(np.int64) for at in names_too]
    sale = _grouped([dates.values[rows], amounts.values[rows], *cells])
    count = int(sale.max(initial=-1)) + 1
    values = shares.values[rows]
    names = np.zeros(len(rows), np.int64)
    if "rep" in positions:
        codes, texts = encoded(table.column(positions["rep"]))
        alphabet = np.argsort(np.argsort(np.array(texts.to_pylist(), dtype=object)))
        names = np.append(alphabet, -1)[codes[rows]]
    order = np.lexsort((rows, names, -values, sale))
    size = np.bincount(sale, minlength=count)
    starts = np.cumsum(size) - size
    rank = np.empty(len(rows), np.int64)
    rank[order] = np.arange(len(rows)) - starts[sale[order]]
    total, times = np.zeros(count, np.int64), np.zeros(count, np.int64)
    np.add.at(total, sale, values)
    pairs = _grouped([sale, names])
    np.maximum.at(times, sale, np.bincount(pairs)[pairs])
    whole = np.abs(total - times * _WHOLE) <= _TOLERANCE
    return Credit(values, sale, rank, size, times, whole, order[starts])


def _grouped(keys: Sequence[Ints]) -> Ints:
    """Numbers from zero, equal where all keys are."""
    groups = np.zeros(len(keys[0]), np.int64)
    for key in keys:
        _, inverse = np.unique(key, return_inverse=True)
        _, groups = np.unique(groups * (int(inverse.max(initial=0)) + 1) + inverse,
                              return_inverse=True)  # fmt: skip
    return groups.astype(np.int64)


def report_shares(table: Table, shares: Shares, found: Credit, used: Mask) -> Iterator[Finding]:
    """The sales whose shares do not add up to the whole, as one finding at the first of them."""
    open_ones = np.flatnonzero(~found.whole)
    if not open_ones.size:
        return
    rows = np.flatnonzero(used)
    sale = int(open_ones[np.argmin(found.first[open_ones])])
    total = Decimal(int(found.shares[found.sale == sale].sum())) / (_WHOLE // 100)
    percent = f"{format(total.normalize(), 'f')}%"
    place = table.place(int(rows[found.first[sale]]), shares.position)
    yield Finding("W247", place, {"total": percent}, count=len(open_ones))


# --------------------------------------------------------------------------------------------
# Several names in one cell
# --------------------------------------------------------------------------------------------


def split_people(rows: pa.Table, separators: str, weights: Sequence[Sequence[int]]) -> pa.Table:
    """The rows with one for each person, and `SALE` where there are more than before.

    `weights` are those of a row's people, none for equal parts; empty if no row has any. Parts add
    up to their row; what is left over goes by largest remainder, equal ones by the alphabet.
    """
    names = rows.column("rep").combine_chunks()
    people = [people_in(name, separators) for name in names.dictionary.to_pylist()]
    count = np.array([len(each) for each in people], np.int64)
    if count.max(initial=1) < 2:
        return rows
    codes = names.indices.to_numpy(zero_copy_only=False)
    row = np.repeat(np.arange(len(rows)), count[codes])
    number = np.arange(len(row)) - (np.cumsum(count[codes]) - count[codes])[row]
    different = sorted({name for each in people for name in each})
    rank = {name: at for at, name in enumerate(different)}
    flat = np.array([rank[name] for each in people for name in each], np.int32)
    person = flat[(np.cumsum(count) - count)[codes[row]] + number]
    weight = _weights(row, number, weights)
    parted = rows.take(pa.array(row))
    new = {"rep": pa.DictionaryArray.from_arrays(pa.array(person), pa.array(different))}
    for name in {"amount", "quantity"}.intersection(rows.column_names):
        new[name] = pa.array(_divided(rows.column(name).to_numpy(), row, weight, person))
    if SALE not in rows.column_names:
        new[SALE] = parted.column("row")
    columns = {name: parted.column(name) for name in parted.column_names} | new
    return pa.table(columns)


def _weights(row: Ints, number: Ints, weights: Sequence[Sequence[int]]) -> Ints:
    """The weight of each part: 1 where its row has none."""
    result = np.ones(len(row), np.int64)
    size = np.array([len(each) for each in weights], np.int64)
    if size.any():
        own = np.flatnonzero(size[row] > 0)
        flat = np.array([weight for each in weights for weight in each], np.int64)
        result[own] = flat[(np.cumsum(size) - size)[row[own]] + number[own]]
    return result


def _divided(values: Ints, row: Ints, weight: Ints, person: Ints) -> Ints:
    """Values in parts by weight, whole and exact, by largest remainder."""
    size = np.abs(values)
    fits = float(size.max(initial=0)) * float(weight.max(initial=1)) < float(2**62)
    kind = np.int64 if fits else object
    total = np.bincount(row, weights=weight, minlength=len(values)).astype(np.int64).astype(kind)
    product = size.astype(kind)[row] * weight.astype(kind)
    part = (product // total[row]).astype(np.int64)
    rest = (product % total[row]).astype(np.int64)
    given = np.zeros(len(values), np.int64)
    np.add.at(given, row, part)
    order = np.lexsort((person, -weight, -rest, row))
    first = np.searchsorted(row, np.arange(len(values)))
    place = np.empty(len(row), np.int64)
    place[order] = np.arange(len(row)) - first[row]
    part += place < (size - given)[row]
    signed: Ints = part * np.sign(values)[row]
    return signed


def with_orders(tables: Sequence[pa.Table]) -> list[pa.Table]:
    """The tables with an order for each sale, where some have sales in parts and none has orders.

    Without orders rows are what is counted, and parts would be counted each.
    """
    names = {name for table in tables for name in table.column_names}
    if SALE not in names or "order" in names:
        return list(tables)
    result = []
    for number, table in enumerate(tables):
        sale = table.column(SALE if SALE in table.column_names else "row")
        texts = pc.binary_join_element_wise(str(number), pc.cast(sale, pa.string()), "-")
        result.append(table.append_column("order", pc.dictionary_encode(texts)))
    return result
