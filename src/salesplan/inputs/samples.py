"""Samples of columns, and how many dates and numbers are among their cells."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.inputs.cells import State, is_blank, read_numbers
from salesplan.inputs.dates import read_dates
from salesplan.profile import DateOrder

SAMPLE: Final = 200
"""Cells that are looked at first."""
FEW: Final = 5
"""Filled cells below which nothing is said of what a column holds."""
_DATED: Final = frozenset(State) - {State.BLANK, State.UNREADABLE}


def dates_in(cells: pa.Array) -> int:
    """How many cells are dates, be they ambiguous, far away or without a year."""
    states = read_dates(cells, DateOrder.AUTO).states
    return int(np.isin(states, list(_DATED)).sum())


def numbers_in(cells: pa.Array) -> int:
    """How many cells are numbers, with or without a word behind them."""
    states = read_numbers(_without_words(cells), 2).states
    return int(((states == State.FINE) | (states == State.IMPLAUSIBLE)).sum())


def _without_words(cells: pa.Array) -> pa.Array:
    """Numbers without what people write behind them: 12件, 8.5折."""
    return pc.replace_substring_regex(cells, r"(\d)\s*[^\d\s.,%()（）]{1,3}\s*$", r"\1")


def sampled(column: pa.Array) -> pa.Array:
    """Some cells from the whole length of a column."""
    if len(column) <= SAMPLE:
        return column
    rows = np.linspace(0, len(column) - 1, SAMPLE).astype(np.int64)
    return column.take(pa.array(rows))


def filled(cells: pa.Array) -> pa.Array:
    """The cells that hold something."""
    return cells.filter(pa.array(~is_blank(cells)))


def first_filled(column: pa.Array) -> str:
    """The first cell that holds something, cut short."""
    cells = filled(column.slice(0, SAMPLE))
    return str((cells if len(cells) else filled(column))[0].as_py()).strip()[:40]
