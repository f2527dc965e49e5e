"""Parquet files → a sheet of text cells, as a spreadsheet with the same table would give them.

The names of the columns are the first row. Days and times are `2024-05-09 00:00:00`, fractions of a
second are cut off; times with a zone are those of the clocks there. NaN is an empty cell, a nested
value is JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.errors import Finding, Place
from salesplan.inputs.raw import LARGEST_PART, RawSheet, column_letter, refusal
from salesplan.inputs.refusals import refused_reading

MOST_CELLS: Final = 200_000_000
MOST_COLUMNS: Final = 16_384
_ENCRYPTED: Final = b"PARE"
_MAGIC: Final = b"PAR1"
_TIME: Final = "%Y-%m-%d %H:%M:%S"
_BATCH: Final = 65_536


def read_parquet(path: Path, file: str) -> RawSheet:
    """The one table of a Parquet file. Raises `SalesplanError` with one finding."""
    import pyarrow.parquet  # noqa: F401, PLC0415 (takes a while to load, and few files are Parquet)

    with path.open("rb") as stream:
        start = stream.read(4)
    if start == _ENCRYPTED:
        raise refusal("E225", file)
    if start != _MAGIC:
        raise refusal("E205", file, extension=Path(file).suffix)
    try:
        # Texts stay a dictionary: a file may repeat a long one a million times in a few bytes.
        with pa.parquet.ParquetFile(path, read_dictionary=_texts(path, file)) as table:
            return _read_table(table, file)
    except (pa.ArrowException, ValueError) as problem:
        if isinstance(problem, MemoryError):
            raise refusal("E235", file) from problem
        raise refused_reading(problem, file) from problem


def _texts(path: Path, file: str) -> list[str]:
    """The columns of text, after a look at what the file claims to hold."""
    with pa.parquet.ParquetFile(path) as table:
        claimed = table.metadata
        rows, columns = claimed.num_rows, claimed.num_columns
        if columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
            raise refusal("E237", file, rows=rows, columns=columns)
        sizes = (
            claimed.row_group(group).total_byte_size for group in range(claimed.num_row_groups)
        )
        if (size := sum(sizes)) > LARGEST_PART:
            raise refusal("E209", file, size=size / 1024**3)
        return [field.name for field in table.schema_arrow if _is_text(field.type)]


def _read_table(table: pa.parquet.ParquetFile, file: str) -> RawSheet:
    schema = table.schema_arrow
    columns: list[list[pa.Array]] = [[pa.array([name], pa.string())] for name in schema.names]
    size = rows = 0
    for batch in table.iter_batches(_BATCH):
        batch.validate(full=True)  # texts that are none would fail later
        rows += batch.num_rows
        if rows * len(columns) > MOST_CELLS:
            raise refusal("E237", file, rows=rows, columns=len(columns))
        for cells, column in zip(columns, batch.columns, strict=True):
            size += _length(column)
            if size > LARGEST_PART:
                raise refusal("E209", file, size=size / 1024**3)
            cells.append(_as_text(_each_day_once(column)))
    notes = tuple(
        Finding(
            "N206", Place(file, column=field.name), {"header": field.name, "zone": field.type.tz}
        )
        for field in schema
        if pa.types.is_timestamp(field.type) and field.type.tz
    )
    letters = tuple(column_letter(position) for position in range(len(columns)))
    numbers = np.arange(1, rows + 2, dtype=np.int64)
    whole = tuple(pa.concat_arrays(cells) for cells in columns)
    return RawSheet(file, "", whole, letters, numbers, notes=notes)


def _is_text(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or (pa.types.is_dictionary(kind) and _is_text(kind.value_type))
    )


def _length(column: pa.Array) -> int:
    """Bytes of the column as text, before it is made."""
    if pa.types.is_dictionary(column.type) and _is_text(column.type.value_type):
        lengths = pc.cast(pc.binary_length(column.dictionary), pa.int64())
        return pc.sum(pc.take(lengths, column.indices)).as_py() or 0
    return int(column.nbytes)


def _each_day_once(column: pa.Array) -> pa.Array:
    """Days and times as a dictionary: different ones are few, and slow to write."""
    is_day = pa.types.is_date(column.type) or pa.types.is_timestamp(column.type)
    return pc.dictionary_encode(column) if is_day else column


def _as_text(column: pa.Array) -> pa.Array:
    """The cells as text; a missing value stays missing."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return pc.take(_as_text(column.dictionary), column.indices)
    for fits, convert in _CONVERSIONS:
        if fits(kind):
            return convert(column)
    return _one_by_one(column)


def _days_as_text(column: pa.Array) -> pa.Array:
    return pc.strftime(pc.cast(column, pa.timestamp("s"), safe=False), _TIME)


def _times_as_text(column: pa.Array) -> pa.Array:
    if column.type.tz:
        column = pc.local_timestamp(column)
    return pc.strftime(pc.floor_temporal(column, unit="second").cast(pa.timestamp("s")), _TIME)


def _floats_as_text(column: pa.Array) -> pa.Array:
    numbers = pc.cast(column, pa.float64()) if pa.types.is_float16(column.type) else column
    return pc.cast(pc.if_else(pc.is_nan(numbers), None, numbers), pa.string())


def _plainly(column: pa.Array) -> pa.Array:
    return pc.cast(column, pa.string())


def _one_by_one(column: pa.Array) -> pa.Array:
    """Bytes, nested values and whatever else there is."""
    return pa.array((_written(value) for value in column.to_pylist()), pa.string())


def _written(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode(errors="backslashreplace")
    return json.dumps(value, ensure_ascii=False, default=str)


def _is_plain(kind: pa.DataType) -> bool:
    types = pa.types
    return bool(
        _is_text(kind)
        or types.is_integer(kind)
        or types.is_decimal(kind)
        or types.is_boolean(kind)
        or types.is_time(kind)
        or types.is_null(kind)
    )


_CONVERSIONS: Final[
    tuple[tuple[Callable[[pa.DataType], bool], Callable[[pa.Array], pa.Array]], ...]
] = (
    (_is_plain, _plainly),
    (pa.types.is_floating, _floats_as_text),
    (pa.types.is_timestamp, _times_as_text),
    (pa.types.is_date, _days_as_text),
)
