"""Rows of cells → a Parquet file whose columns have any types that fit them."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from fuzz.cells import Cell, plain_text
from fuzz.dressing import SheetOfRows


def parquet(random: Random, sheets: Sequence[SheetOfRows]) -> bytes:
    """The first of the sheets, its first row as the names of the columns."""
    rows = [row for row in sheets[0].rows if row] or [["date", "rep", "amount"]]
    header, width = rows[0], len(rows[0])
    columns = [[row[at] if at < len(row) else None for row in rows[1:]] for at in range(width)]
    names = [plain_text(cell).encode(errors="replace").decode() for cell in header]
    arrays = [_column(random, column) for column in columns]
    compression = random.choice(("none", "snappy", "zstd"))
    size = random.choice((1, 7, 1000))
    try:
        return _file(pa.Table.from_arrays(arrays, names=names), compression, size)
    except pa.ArrowException:  # a moment that the format has no room for
        texts = [_texts(column) for column in columns]
        return _file(pa.Table.from_arrays(texts, names=names), compression, size)


def _file(table: pa.Table, compression: str, size: int) -> bytes:
    stream = io.BytesIO()
    pq.write_table(table, stream, compression=compression, row_group_size=size)
    return stream.getvalue()


def _column(random: Random, cells: Sequence[Cell]) -> pa.Array:
    """The cells as a column of some type."""
    if random.random() < 0.5:
        return _texts(cells)
    for convert in random.sample(_TYPES, len(_TYPES)):
        try:
            return convert(cells)
        except (pa.ArrowException, ValueError, TypeError, OverflowError):
            continue
    return _texts(cells)


def _texts(cells: Sequence[Cell]) -> pa.Array:
    texts = (None if c is None else plain_text(c).encode(errors="replace").decode() for c in cells)
    return pa.array(texts, pa.string())


def _floats(cells: Sequence[Cell]) -> pa.Array:
    return pa.array((None if c is None else float(plain_text(c)) for c in cells), pa.float64())


def _days(cells: Sequence[Cell]) -> list[dt.date | None]:
    return [
        c if isinstance(c, dt.date) else dt.date.fromisoformat(plain_text(c)) if c else None
        for c in cells
    ]


def _whole(cells: Sequence[Cell]) -> list[int | None]:
    floats = [None if c is None else float(plain_text(c)) for c in cells]
    return [None if f is None or not math.isfinite(f) else int(f) for f in floats]


_TYPES: Final[tuple[Callable[[Sequence[Cell]], pa.Array], ...]] = (
    _texts,
    _floats,
    lambda cells: _texts(cells).dictionary_encode(),
    lambda cells: _texts(cells).cast(pa.large_string()),
    lambda cells: _texts(cells).cast(pa.binary()),
    lambda cells: _texts(cells).cast(pa.string_view()),
    lambda cells: _floats(cells).cast(pa.float32()),
    lambda cells: _floats(cells).cast(pa.float16()),
    lambda cells: _floats(cells).cast(pa.decimal128(38, 10)),
    lambda cells: _floats(cells).cast(pa.decimal256(60, 3)),
    lambda cells: _floats(cells).dictionary_encode(),
    lambda cells: pa.array(_whole(cells), pa.int64()),
    lambda cells: pa.array(_whole(cells), pa.uint64()),
    lambda cells: pa.array(_whole(cells), pa.int64()).cast(pa.duration("us")),
    lambda cells: pa.array(_whole(cells), pa.int64()).cast(pa.timestamp("ns", "Asia/Shanghai")),
    lambda cells: pa.array(_whole(cells), pa.int64()).cast(pa.timestamp("s")),
    lambda cells: pa.array(_whole(cells), pa.int64()).cast(pa.timestamp("ms", "+99:99")),
    lambda cells: pa.array(_whole(cells), pa.int64()).cast(pa.time64("ns")),
    lambda cells: pa.array(_days(cells), pa.date32()),
    lambda cells: pa.array(_days(cells), pa.date64()),
    lambda cells: pa.array(_days(cells), pa.timestamp("us", "America/New_York")),
    lambda cells: pa.array(_days(cells), pa.date32()).dictionary_encode(),
    lambda cells: pa.array([[c] for c in _texts(cells).to_pylist()], pa.list_(pa.string())),
    lambda cells: pa.array([{"a": c, "b": [c]} for c in _floats(cells).to_pylist()]),
    lambda cells: pa.array(
        [[(c, 1)] for c in map(plain_text, cells)], pa.map_(pa.string(), pa.int8())
    ),
    lambda cells: pa.nulls(len(cells)),
    lambda cells: pa.array([bool(c) for c in cells]),
)
