"""Tables of periods: which columns are periods, and what holds amounts.

*Wide* is a table with a column for each period, people × 一月 … 十二月; *long* has a column of
periods, 月份 or 年度, in place of a date. A column of a period that others make up, 一季度 beside
一月 二月 三月 or 合计, is their total. What stands under a period besides amounts, 1月目标 or
1月完成率, is told by its word and not read. Where a header names no year it is that of a line above
the table, of the sheet's or of the file's name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

import numpy as np
import pyarrow as pa

from salesplan.core.calendar import MONTHS
from salesplan.inputs.arrays import Mask
from salesplan.inputs.blocks import Header
from salesplan.inputs.cells import State, read_numbers
from salesplan.inputs.columns import (
    Choice,
    choose_columns,
    normalise,
)
from salesplan.inputs.dates import read_dates
from salesplan.inputs.period_names import (
    PERIOD_HEADERS,
    YEAR_CELL,
    YEAR_HEADERS,
    Label,
    bare_size,
    parse_period,
    period_labels,
    span_of,
    stretch_of,
)
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.total_words import TOTAL_HEADER
from salesplan.profile import DateOrder

PERSON_NAMES: Final = (
    *("姓名", "名字", "员工姓名", "人员", "员工", "員工", "业务员姓名", "销售姓名", "人員"),
)
PLAIN_NAMES: Final = (
    *("person", "name", "employee name", "rep name", "user"),
    *("row labels", "行标签", "行標籤"),  # of a pivot table
)
"""What the person is also called in tables that have nothing but people and periods."""

LOOKED_AT: Final = 30
_YEAR_NAMES: Final = frozenset(map(normalise, YEAR_HEADERS))
PERIOD_NAMES: Final = frozenset(map(normalise, PERIOD_HEADERS))
PERSON_RANKS: Final = {
    normalise(name): rank for rank, name in enumerate((*PERSON_NAMES, *PLAIN_NAMES))
}
TARGETS: Final = re.compile(
    r"目标|目標|计划|計劃|任务|任務|指标|指標|配额|配額|预算|預算|预测|預測"
    r"|\b(?:targets?|quotas?|budget|plan|planned|forecast)\b"
)
ACTUALS: Final = re.compile(
    r"实际|實際|完成|达成|達成|实绩|實績|业绩|業績|\b(?:actuals?|results?|attainment|sales|revenue)\b"
)
_RATES: Final = re.compile(
    r"率|占比|比例|同比|环比|增长|增減|增减|排名|名次|差异|差额|平均|均值|提成|奖金|佣金|毛利|利润|成本"
    r"|%|\b(?:rate|growth|share|rank|variance|average|avg|bonus|commission|margin|profit|cost|yoy)\b"
)
_QUANTITIES: Final = re.compile(
    r"总数量|数量|數量|销量|銷量|总量|總量|件数|台数|单数|\b(?:qty|quantity|units?|pieces|pcs|count)\b"
)
_UNEVEN: Final = Label(-1, 0)
_MONTH_AND_NUMBER: Final = re.compile(r"[a-z]{3,9}\.?[-\s]+'?(\d{1,2})", re.I)
_YEARS_AT_ONCE: Final = 5
_AMOUNTS: Final = re.compile(
    r"(?:销售|銷售|成交|回款|订单|訂單)?(?:金额|金額|总额|總額|额|額|收入|业绩|業績)"
    r"|销售|銷售|实际|實際|完成|实绩|實績|\b(?:sales|amounts?|revenue|actuals?|net)\b"
)


class Measure(Enum):
    """What a column of a period holds."""

    AMOUNT = auto()
    QUANTITY = auto()
    TARGET = auto()
    OTHER = auto()


@dataclass(frozen=True)
class Periods:
    """The columns of a table of periods, by position.

    `amounts` are the periods whose amounts count, `totals` those that are sums of them, `unread`
    what else stands under periods. `column` is that of the periods of a long table. `year` is the
    column with the year. Where there are `people`, these have a column each, the `amounts`, and the
    periods stand below each other in `column`. `blamed` is the column that makes the `problem`.
    """

    amounts: Mapping[int, Label] = field(default_factory=dict)
    quantities: Mapping[int, int] = field(default_factory=dict)
    totals: Mapping[int, Label] = field(default_factory=dict)
    unread: tuple[int, ...] = ()
    column: int | None = None
    year: int | None = None
    problem: str | None = None
    blamed: int | None = None
    people: bool = False


# --------------------------------------------------------------------------------------------
# Which columns are periods
# --------------------------------------------------------------------------------------------


def find_periods(sheet: RawSheet, header: Header, choice: Choice) -> Periods | None:
    """The columns of periods below a header, or None where it has none."""
    labelled = _labelled(header.texts)
    sized = [at for at, (label, _) in labelled.items() if label.size]
    if len({labelled[at][0] for at in sized}) > 1 and are_numbers(sheet, header, sized):
        rest = [text for at, text in enumerate(header.texts) if at not in labelled]
        if any(_is_worded(header.texts[at]) for at in sized) or any(map(is_named, rest)):
            years = year_columns(sheet, header)
            stretched = [at for at in labelled if stretch_of(measured(header.texts[at])[0])]
            return _wide(labelled, choice, years[0] if years else None, stretched)
    return find_period_column(sheet, header, choice)


def year_columns(sheet: RawSheet, header: Header) -> list[int]:
    """The columns with a year in each row."""
    return [at for at in _called(header, _YEAR_NAMES) if _are_years(top_cells(sheet, header, at))]


def _called(header: Header, names: Iterable[str]) -> list[int]:
    return [at for at, text in enumerate(header.texts) if text and normalise(text) in names]


def _is_worded(text: str) -> bool:
    """Whether a header is more than a number or a date, which could be data."""
    return bool(re.search(r"[^\W\d_]", re.sub(r"00:00:00", "", text)))


def is_named(text: str) -> bool:
    """Whether a header is the name of a field, or a word for people."""
    return bool(choose_columns((text,), {}).positions) or normalise(text) in PERSON_RANKS


def _labelled(texts: Sequence[str]) -> dict[int, tuple[Label, Measure]]:
    """The columns that name a period, and what they hold of it."""
    split = [measured(text) for text in texts]
    labels, _ = period_labels([rest for rest, _ in split], 0, 0)
    found = {}
    for at, (label, (rest, measure)) in enumerate(zip(labels, split, strict=True)):
        own = label
        pieces = measure is Measure.QUANTITY and re.search("[总總]", texts[at])
        if own is None and (pieces or TOTAL_HEADER.fullmatch(rest)):
            own = Label(0, 0)
        if own is None and (stretch := stretch_of(rest)):
            own = stretch.label or _UNEVEN
        if own is not None:
            found[at] = own, measure
    return found


def measured(text: str) -> tuple[str, Measure]:
    """A header without the word for what the column holds, and that: 1月金额, Q1 Target."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    for words, measure in (
        (_RATES, Measure.OTHER),
        (TARGETS, Measure.TARGET),
        (_QUANTITIES, Measure.QUANTITY),
    ):
        if words.search(plain):
            rest = _AMOUNTS.sub(" ", words.sub(" ", plain))
            return " ".join(rest.replace("()", " ").split()), measure
    rest = " ".join(_AMOUNTS.sub(" ", plain).replace("()", " ").split())
    return rest if rest and rest != plain else plain, Measure.AMOUNT


def top_cells(sheet: RawSheet, header: Header, position: int) -> list[str]:
    """The filled cells of a column among the first rows below the header."""
    cells = sheet.columns[position].slice(header.row + 1, LOOKED_AT).to_pylist()
    return [text for cell in cells if (text := (cell or "").strip())]


def _are_years(cells: Sequence[str]) -> bool:
    return bool(cells) and 2 * sum(bool(YEAR_CELL.fullmatch(cell)) for cell in cells) > len(cells)


def are_days(cells: Sequence[str]) -> Mask:
    """Which cells are dates, be it without a year."""
    states = read_dates(pa.array(cells, pa.string()), DateOrder.AUTO).states
    return np.asarray((states == State.FINE) | (states == State.YEARLESS))


def _are_days_of_months(cells: Sequence[str]) -> bool:
    """Whether Jan 12, Jan 25, Feb 3 are days rather than months of 2012, 2025 and 2003."""
    found = [_MONTH_AND_NUMBER.fullmatch(cell) for cell in cells]
    numbers = [int(match[1]) for match in found if match]
    return bool(numbers) and max(numbers) <= 31 and max(numbers) - min(numbers) > _YEARS_AT_ONCE


def are_numbers(sheet: RawSheet, header: Header, positions: Iterable[int]) -> bool:
    """Whether most filled cells are numbers, or all are blank."""
    cells = [cell for position in positions for cell in top_cells(sheet, header, position)]
    states = read_numbers(pa.array(cells, pa.string()), 2).states
    return 2 * int((states == State.FINE).sum()) >= len(cells)


def _wide(
    labelled: Mapping[int, tuple[Label, Measure]],
    choice: Choice,
    year: int | None,
    stretched: Collection[int],
) -> Periods:
    """The periods that count; a recognised amount beside them is a total."""
    of = {
        measure: {at: label for at, (label, m) in labelled.items() if m is measure}
        for measure in Measure
    }
    amounts, totals = _without_totals(of[Measure.AMOUNT])
    at_amount = choice.positions.get("amount")
    if at_amount is not None and at_amount not in labelled:
        totals[at_amount] = Label(0, 0)
    counted = {label: at for at, label in of[Measure.QUANTITY].items() if label.size == 1}
    quantities = {at: counted[label] for at, label in amounts.items() if label in counted}
    used = {*amounts, *totals, *quantities.values()}
    unread = tuple(sorted({*labelled} - used))
    problem, blamed = None, _not_in_months(amounts, totals, stretched)
    if not any(label.size for label in amounts.values()):
        problem = "E272" if of[Measure.TARGET] else "E273"
    elif of[Measure.QUANTITY] and not quantities:
        problem = "E273"
    elif len({*amounts.values()}) < len(amounts):
        problem = "E274"
    elif blamed is not None:
        problem = "E276"
    return Periods(amounts, quantities, totals, unread, None, year, problem, blamed)


def _not_in_months(
    amounts: Mapping[int, Label], totals: Mapping[int, Label], stretched: Collection[int]
) -> int | None:
    """The column of a stretch that cannot be assigned to months beside the others.

    2–4月 is no equal part of a year; 1–6月 beside 1–3月 alone is cumulated, and hides 4–6月.
    """
    for at, label in (*amounts.items(), *totals.items()):
        parts = sum(part.size for part in amounts.values() if is_within(part, label))
        if label == _UNEVEN or (at in stretched and at in totals and parts < label.size):
            return at
    spans = {at: span_of(label, label.year or 0, 0) for at, label in amounts.items()}
    for at, span in spans.items():
        for other in spans.values():
            if span.first < other.first < span.first + span.months and not span.covers(other):
                return at
    return None


def _without_totals(labels: Mapping[int, Label]) -> tuple[dict[int, Label], dict[int, Label]]:
    """The shortest periods, and those that shorter ones make up."""
    totals = {
        at: label
        for at, label in labels.items()
        if not label.size or any(is_within(other, label) for other in labels.values())
    }
    return {at: label for at, label in labels.items() if at not in totals}, totals


def is_within(part: Label, whole: Label) -> bool:
    """Whether one period is a shorter one within another."""
    if not 0 < part.size < (whole.size or MONTHS + 1):
        return False
    same = whole.year is None or part.year is None or part.year == whole.year
    return same and (
        not whole.size
        or span_of(whole, 0, 0).covers(span_of(part, 0, 0))
        or (part.year is not None and part.year == whole.year and whole.size == MONTHS)
    )


def find_period_column(sheet: RawSheet, header: Header, choice: Choice) -> Periods | None:
    """The column of periods of a table with an amount; where there are dates, theirs if it is."""
    if "amount" not in choice.positions:
        return None
    years = year_columns(sheet, header)
    date = choice.positions.get("date")
    named = [*_called(header, PERIOD_NAMES), *years] if date is None else [date]
    for position in named:
        cells = top_cells(sheet, header, position)
        if date is not None and _are_days_of_months(cells):
            continue
        size = bare_size(header.texts[position])
        labels = [parse_period(cell, size) for cell in cells]
        known = [label is not None and label.size > 0 for label in labels]  # 合计 is none
        if date is None:  # a column called 月份 may hold days
            known = (np.array(known, bool) | are_days(cells)).tolist()
        if cells and 2 * sum(known) >= len(cells):
            year = next((at for at in years if at != position), None)
            return Periods(column=position, year=year)
    return None
