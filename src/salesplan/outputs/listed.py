"""What a writer has to know of a column of very many cells, without looking at each of them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.outputs.text import is_wide
from salesplan.reports.values import Cell, Listed

_LOOKED_AT: Final = 200
"""Of the longest texts; the others are hardly any wider."""


def breadths(texts: pa.Array) -> pa.Array:
    """The width of each text, or a little more.

    A half for each character and for each byte: a Latin letter has one byte and is one wide, a
    Chinese one has three and is two wide; no character is wider than that.
    """
    signs, length = pc.utf8_length(texts), pc.binary_length(texts)
    return pc.divide(pc.add(pc.add(signs, length), 1), 2)


def widest_cells(listed: Listed) -> list[Cell]:
    """Some cells of a column, as wide as any of it."""
    values = listed.values
    if pa.types.is_dictionary(values.type):
        widths = breadths(values.dictionary).fill_null(0).to_numpy(zero_copy_only=False)
        longest = np.argsort(-widths, kind="stable")[:_LOOKED_AT]
        return list(values.dictionary.take(pa.array(longest)).to_pylist())
    if len(values) == values.null_count:
        return []
    if pa.types.is_date(values.type):
        return [dt.date(2000, 1, 1)]
    ends = pc.min_max(values)
    return [Decimal(ends[end].as_py()).scaleb(-listed.decimals) for end in ("min", "max")]


def wide_text(listed: Listed) -> str:
    """A text of the column with characters of full width, such as Chinese; "" where none has."""
    if not pa.types.is_dictionary(listed.values.type):
        return ""
    texts = listed.values.dictionary
    others = texts.filter(pc.invert(pc.string_is_ascii(texts)))
    return next((text.as_py() for text in others if is_wide(text.as_py())), "")
