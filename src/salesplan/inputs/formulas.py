"""Formulas that nobody has calculated: programs write them without values, or with 0 for each.

To the readers the former is blank. It is told by its XML, `<f>` without a `<v>`; a text that is
empty, `t="str"`, is a value. One 0 is as good as any number; all formulas of a column being 0 is
doubtful. Seen in `.xlsx` and `.xlsm`; the other formats always keep values.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from salesplan.inputs.raw import UNCALCULATED, RawSheet

MOST: Final = 100_000
"""Formulas of a sheet that are told one by one; the others stay blank cells."""
_LONGEST: Final = 10_000
_NAME: Final = rb"(?:\w{1,9}:)?"
_WITHOUT_VALUE: Final = re.compile(
    rb"(?:</%(n)bf>|<%(n)bf(?:\s[^<>]{0,500})?/>)\s{0,9}"
    rb"(?:<%(n)bv\s?/>|<%(n)bv></%(n)bv>)?\s{0,9}</%(n)bc>" % {b"n": _NAME}
)
_VALUE: Final = re.compile(
    rb"(?:</%(n)bf>|<%(n)bf(?:\s[^<>]{0,500})?/>)\s{0,9}"
    rb"<%(n)bv>([^<>]{1,500})</%(n)bv>\s{0,9}</%(n)bc>" % {b"n": _NAME}
)
_LEAST_ZEROS: Final = 3
_PLACE: Final = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_TEXT: Final = re.compile(rb"\bt\s*=\s*[\"'](?:str|s|inlineStr)[\"']")


@dataclass
class Search:
    """Cells with formulas in the XML of a sheet, so far.

    `found` are row and letter of those without a value. Of the others the first `MOST` are counted.
    """

    found: list[tuple[int, str]] = field(default_factory=list)
    _values: Counter[str] = field(default_factory=Counter)
    _zeros: Counter[str] = field(default_factory=Counter)
    _rest: bytes = b""

    def look_at(self, piece: bytes) -> None:
        """Go on with the next piece, which ends where a tag ends."""
        text = self._rest + piece
        # One letter is looked for ten times as fast as two, and most sheets have no formulas.
        has_formulas = b"f" in text and (b"<f" in text or b":f" in text)
        for end in _WITHOUT_VALUE.finditer(text) if has_formulas else ():
            if len(self.found) < MOST and (place := _place(text, end.start())):
                self.found.append(place)
        room = MOST - self._values.total() if has_formulas else 0
        for end in islice(_VALUE.finditer(text), room) if room else ():
            if place := _place(text, end.start(), texts=True):
                self._values[place[1]] += 1
                self._zeros[place[1]] += end[1] == b"0"
        last = _start_of_cell(text, len(text))
        self._rest = text[last:] if last >= 0 and b"c>" not in text[last:] else b""

    def all_zero(self) -> dict[str, int]:
        """How many formulas are 0, by the letter of columns whose formulas all are."""
        return {
            letter: count
            for letter, count in self._zeros.items()
            if count >= _LEAST_ZEROS and count == self._values[letter]
        }


def _place(text: bytes, end: int, *, texts: bool = False) -> tuple[int, str] | None:
    """Row and letter of the cell that ends there; `texts` says whether its value may be one."""
    start = _start_of_cell(text, end)
    cell = text[start : text.find(b">", start)] if start >= 0 else b""
    found = _PLACE.search(cell)
    return (
        (int(found[2]), found[1].decode()) if found and (texts or not _TEXT.search(cell)) else None
    )


def _start_of_cell(text: bytes, end: int) -> int:
    """Where the last cell before `end` begins; −1 where none is near."""
    return max(text.rfind(opening, max(0, end - _LONGEST), end) for opening in (b"<c ", b":c "))


def with_uncalculated(sheet: RawSheet, cells: Iterable[tuple[int, str]]) -> RawSheet:
    """The sheet in which such cells, by row and letter, are in error rather than blank."""
    place = {letter: at for at, letter in enumerate(sheet.letters)}
    found = [
        (row - 1, place[letter], UNCALCULATED)
        for row, letter in cells
        if letter in place
        and row <= len(sheet.rows)
        and not sheet.columns[place[letter]][row - 1].as_py()
    ]
    return replace(sheet, errors=(*sheet.errors, *found)) if found else sheet
