r"""Names of sheets that spreadsheet programs accept.

At most 31 UTF-16 units, none of `[ ] : * ? / \`, no apostrophe at either end, not "History",
and no two that differ only in case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from salesplan.outputs.text import one_line

LONGEST: Final = 31
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]+")
_RESERVED: Final = frozenset({"history"})
_NAMELESS: Final = "Sheet"


def sheet_names(wanted: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """A legal name for each wanted one, in order; equal ones get a number.

    `taken` are names that are already in the workbook. The same names give the same result.

    >>> sheet_names(["East/West", "east-west", "History"])
    ('East-West', 'east-west (2)', 'History (2)')
    """
    used = {_folded(name) for name in taken} | _RESERVED
    names = []
    for name in wanted:
        legal = _legal(name)
        chosen, number = legal, 1
        while _folded(chosen) in used:
            number += 1
            suffix = f" ({number})"
            chosen = _shortened(legal, LONGEST - len(suffix)) + suffix
        used.add(_folded(chosen))
        names.append(chosen)
    return tuple(names)


def is_sheet_name(name: str) -> bool:
    """Whether `name` can stand as it is."""
    return sheet_names([name]) == (name,)


def _legal(name: str) -> str:
    plain = _FORBIDDEN.sub("-", one_line(name)).strip("' ")
    return _shortened(plain, LONGEST).rstrip("' ") or _NAMELESS


def _shortened(name: str, longest: int) -> str:
    """The longest beginning of `name` that fits; characters outside the BMP count two."""
    while len(name.encode("utf-16-le")) // 2 > longest:
        name = name[:-1]
    return name


def _folded(name: str) -> str:
    # Both: programs differ in how they compare names regardless of case.
    return name.lower().casefold()
