"""Tables with a person in each column, and a month or a day in each row.

What the columns are is told by a word for people in the corner, by a word for sales around the
table, or by a total that adds them up. Where nothing says so, columns beside periods are a problem,
and columns beside days are none of this.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

import numpy as np

from salesplan.inputs.blocks import Header
from salesplan.inputs.cells import State, read_numbers
from salesplan.inputs.columns import Choice, normalise
from salesplan.inputs.period_names import Label, bare_size, parse_period, stretch_of
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.total_words import TOTAL_HEADER
from salesplan.inputs.wide import (
    LOOKED_AT,
    PERIOD_NAMES,
    PERSON_RANKS,
    Periods,
    are_days,
    are_numbers,
    is_named,
    top_cells,
    year_columns,
)

_NO_PERSON: Final = re.compile(
    r"[量数數率价價额額比本费費均天次位单單标標]$|税|稅|运费|備註|备注|说明|日期|时间|编号|序号|毛利|利润|\d|%|#"
    r"|\b(?:count|orders?|visits|leads|calls|tax|shipping|freight|fees?|tips?|notes?|remarks?|no|id"
    r"|days?|price|customers|traffic|conversions?|refunds?|discounts?)\b",
    re.I,
)
_SALES_WORDS: Final = re.compile(
    r"销售|銷售|业绩|業績|金额|金額|收入|营业额|營業額|成交|回款|\b(?:sales|revenue|turnover|bookings)\b",
    re.I,
)


_CORNER: Final = r"\s*[\\/|｜＼／]\s*"


def find_people_across(sheet: RawSheet, header: Header, choice: Choice) -> Periods | None:
    """The columns of a table with a person in each column and a month or a day in each row.

    What the columns are is told by a word for people in the corner, by a word for sales around
    the table, or by a total that adds them up; without any, and with periods, it is a problem.
    """
    known = choice.positions.keys()
    if known - {"date", "amount"} or ("amount" in known and not _is_sum(header, choice)):
        return None
    column = _column_across(sheet, header, choice)
    if column is None:
        return None
    texts = header.texts
    totals = [at for at, text in enumerate(texts) if TOTAL_HEADER.fullmatch(text.strip())]
    totals += [at for at in choice.positions.values() if at != column and at not in totals]
    years = [at for at in year_columns(sheet, header) if at != column]
    rest = [at for at, text in enumerate(texts) if text and at not in {column, *totals, *years}]
    if len(rest) < 2 or not all(_may_be_person(texts[at]) for at in rest):
        return None
    if not all(top_cells(sheet, header, at) and are_numbers(sheet, header, [at]) for at in rest):
        return None
    if "amount" in known:
        told = _adds_up(sheet, header, rest, totals[0])
    else:
        told = _names_people(texts[column]) or _speaks_of_sales(sheet, header)
    if not told and ("amount" in known or are_days(top_cells(sheet, header, column)).any()):
        return None
    amounts = {at: Label(1, 0) for at in rest}
    year = years[0] if years else None
    of_all, problem = dict.fromkeys(totals, Label(0, 0)), None if told else "E275"
    return Periods(amounts, {}, of_all, (), column, year, problem, rest[0], people=True)


def _speaks_of_sales(sheet: RawSheet, header: Header) -> bool:
    """Whether the lines above a header, or the names of sheet and file, have a word for sales."""
    above = (cell for row in sheet.head()[: header.first] for cell in row)
    return any(map(_SALES_WORDS.search, (*above, sheet.name, sheet.file)))


def _is_sum(header: Header, choice: Choice) -> bool:
    text = header.texts[choice.positions["amount"]]
    return bool(TOTAL_HEADER.fullmatch(unicodedata.normalize("NFKC", text).casefold().strip()))


def _column_across(sheet: RawSheet, header: Header, choice: Choice) -> int | None:
    """The column of periods or days left of all others, if there is one."""
    filled = [at for at in range(len(header.texts)) if top_cells(sheet, header, at)][:2]
    for at in filled:
        parts = [normalise(part) for part in re.split(_CORNER, header.texts[at])]
        named = at == choice.positions.get("date") or not PERIOD_NAMES.isdisjoint(parts)
        cells = top_cells(sheet, header, at)
        size = bare_size(header.texts[at])
        known = [label is not None and label.size > 0 for label in
                 (parse_period(cell, size) for cell in cells)]  # fmt: skip
        fits = 2 * int((np.array(known, bool) | are_days(cells)).sum()) > len(cells)
        if fits and (named or not header.texts[at] or any(part in PERSON_RANKS for part in parts)):
            return at
    return None


def _may_be_person(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]", text)) and not (
        _NO_PERSON.search(text) or is_named(text) or parse_period(text) or stretch_of(text)
    )


def _names_people(corner: str) -> bool:
    parts = re.split(_CORNER, corner)
    return len(parts) > 1 and any(map(is_named, parts))


def _adds_up(sheet: RawSheet, header: Header, parts: Sequence[int], total: int) -> bool:
    """Whether a column is the sum of others, in two rows or more and in nearly all."""
    start = header.row + 1
    whole = read_numbers(sheet.columns[total].slice(start, LOOKED_AT), 2)
    sums = np.zeros(len(whole.values), np.int64)
    for at in parts:
        reading = read_numbers(sheet.columns[at].slice(start, LOOKED_AT), 2)
        sums += np.where(reading.states == State.FINE, reading.values, 0)
    fine = (whole.states == State.FINE) & (whole.values != 0)
    equal = fine & (np.abs(sums - whole.values) <= len(parts))
    return int(equal.sum()) >= 2 and 10 * int(equal.sum()) >= 9 * int(fine.sum())
