"""Whether the container of an old workbook can be read to an end.

It is a disk in a file: sectors, and a table that says for each which one follows. Readers follow
it from sector to sector and set memory aside for what the head claims, so that a circle, or a claim
of four thousand million sectors, takes all the memory there is.
"""

from __future__ import annotations

import struct
from typing import Final

import numpy as np

from salesplan.inputs.arrays import Ints
from salesplan.inputs.raw import refusal

_HEAD: Final = 512
_LAST_SECTOR: Final = 0xFFFFFFF9
_SHIFTS: Final = (9, 12)
_ENTRY: Final = 32
"""Numbers of an entry of the directory, of which one is the first sector of its part."""
_START: Final = 29

_Sectors = Ints


def refuse_endless(whole: bytes, file: str) -> None:
    """Refuses a container whose sectors follow one another in a circle, or claim to be too many.

    Raises `SalesplanError` with E234. What else is wrong with it is left to the reader.
    """
    shift = struct.unpack_from("<H", whole, 30)[0] if len(whole) >= _HEAD else 0
    if shift not in _SHIFTS:
        return
    counts = struct.unpack_from("<II", whole, 40)
    (directory,) = struct.unpack_from("<I", whole, 48)
    small, small_tables, further, further_tables = struct.unpack_from("<IIII", whole, 60)
    if max(*counts, small_tables, further_tables) > len(whole) >> shift:
        raise refusal("E234", file, reason="more sectors are claimed than there are")
    listed = _listed(whole, shift, further)
    table = None if listed is None else _numbers(whole, shift, listed)
    if table is None or _goes_in_a_circle(table, [directory, small]):
        raise refusal("E234", file, reason="sectors follow one another in a circle")
    starts = _numbers(whole, shift, _chain(table, directory))[_START::_ENTRY].tolist()
    small_table = _numbers(whole, shift, _chain(table, small)[:small_tables])
    if _goes_in_a_circle(table, starts) or _goes_in_a_circle(small_table, starts):
        raise refusal("E234", file, reason="sectors of a part follow one another in a circle")


def _listed(whole: bytes, shift: int, further: int) -> list[int] | None:
    """The sectors of the table; None where the list of them goes on in a circle."""
    found = np.frombuffer(whole[76:_HEAD], "<u4").tolist()
    seen: set[int] = set()
    while further <= _LAST_SECTOR:
        if further in seen:
            return None
        seen.add(further)
        numbers = _numbers(whole, shift, [further]).tolist()
        if not numbers:
            break
        found += numbers[:-1]
        further = numbers[-1]
    return [sector for sector in found if sector <= _LAST_SECTOR]


def _numbers(whole: bytes, shift: int, sectors: list[int]) -> _Sectors:
    """What stands in some sectors, as numbers; those beyond the end of the file have none."""
    places = ((sector + 1) << shift for sector in sectors)
    pieces = (whole[place : place + (1 << shift)] for place in places)
    content = b"".join(piece[: len(piece) // 4 * 4] for piece in pieces)  # the last may be cut off
    return np.frombuffer(content, "<u4").astype(np.int64)


def _chain(table: _Sectors, sector: int) -> list[int]:
    """A sector and those that follow it, to their end."""
    found = []
    while sector < len(table):
        found.append(sector)
        sector = int(table[sector])
    return found


def _goes_in_a_circle(table: _Sectors, starts: list[int]) -> bool:
    """Whether what begins at one of `starts` has no end; each step goes twice as far."""
    end = len(table)
    after = np.append(np.minimum(table, end), end)
    for _ in range(end.bit_length()):
        after = after[after]
    return bool((after[[min(start, end) for start in starts]] != end).any())
