"""Tables without dates whose title, or whose sheet, says of which month all of their rows are.

Offices keep a sheet for each month, 1月 2月 3月, with people and amounts in it; its rows stand on
the first of that month.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.inputs.arrays import Mask
from salesplan.inputs.cells import is_blank
from salesplan.inputs.columns import normalise
from salesplan.inputs.left_out import matches
from salesplan.inputs.period_names import parse_period
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.total_words import TOTAL_CELL, TOTAL_NAME
from salesplan.inputs.wide import PERSON_RANKS
from salesplan.inputs.years import titles

_LONGEST: Final = 200
_MONTH: Final = re.compile(
    r"(?<!\d)(?:\d{1,2}|十[一二]?|[一二三四五六七八九])\s*月(?!\s*\d{1,2}\s*[日号號])"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
    r"|january|february|march|april|august|september|october|november|december)\b"
    r"|(?<!\d)20\d\d[-./]\d\d?(?![-./\d])",
    re.I,
)
_STRETCH: Final = re.compile(
    r"[\d一二三四五六七八九十月]\s*(?:[-–—~]|至|到)\s*[\d一二三四五六七八九十]+\s*月"
)


def month_of_all(above: Sequence[str], sheet: RawSheet) -> tuple[int, str] | None:
    """The month, from 1, of a table without dates, and what names it; None where nothing does.

    `above` are the lines over the table. The first text that names a month decides, if it names one
    alone: 1–3月 is none.
    """
    for texts in (list(titles(above)), [sheet.name], [Path(sheet.file).stem]):
        naming = [text for text in texts if _months_in(text)]
        months = {month for text in naming for month in _months_in(text)}
        if months:
            alone = len(months) == 1 and not any(map(_STRETCH.search, naming))
            return (months.pop(), naming[0]) if alone else None
    return None


def _months_in(text: str) -> set[int]:
    plain = unicodedata.normalize("NFKC", text[:_LONGEST])
    labels = (parse_period(found[0]) for found in _MONTH.finditer(plain))
    return {label.number + 1 for label in labels if label is not None and label.size == 1}


def has_people(headers: Sequence[str], positions: Mapping[str, int]) -> bool:
    """Whether a table without dates has people, without whom it may be anything."""
    return "rep" in positions or any(normalise(header) in PERSON_RANKS for header in headers)


def with_day(sheet: RawSheet, header: int, day: str) -> tuple[RawSheet, int]:
    """The sheet with a new last column that has a day in each row but totals and notes."""
    cells = [column.slice(header + 1) for column in sheet.columns]
    wanted: Mask = np.sum([~is_blank(column) for column in cells], axis=0) > 1
    for column in cells:
        wanted &= ~matches(column, TOTAL_NAME)
    first = next((column for column in cells if not is_blank(column).all()), cells[0])
    wanted &= ~matches(first, TOTAL_CELL)
    days = pc.if_else(pa.array(wanted), pa.scalar(day), pa.scalar(None, pa.string()))
    column = pa.concat_arrays([pa.nulls(header + 1, pa.string()), days])
    columns, letters = (*sheet.columns, column), (*sheet.letters, "")
    return replace(sheet, columns=columns, letters=letters), len(letters) - 1
