"""Cells of tables that are about to be written: plain values, formulas, errors, and nasty ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random
from typing import Final


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value that was calculated for it, None where nobody has."""

    text: str
    cached: str | float | None


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell such as #DIV/0!."""

    name: str


Cell = str | int | float | bool | dt.date | Formula | ErrorCell | None
Rows = list[list[Cell]]

TEXTS: Final = (
    *("", " ", "　", "\t", "\n", "\r\n", "\x00", "\x01\x1f", "\x7f\x85", "\u200b", "\ufeff"),
    *("\u202eabc\u202c", "\u2066x\u2069", "\ud800", "\udfff\ud800", "\U0010ffff", "e\u0301" * 20),
    *("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "{=1}", "https://example.org/" + "a" * 300),
    *('"', '""', '"a', 'a"b', "'", ",", ";", "|", '","', "[bold]x[/bold]", "{0}", "{value}", "%s"),
    *("true", "FALSE", "null", "NaN", "-nan", "inf", "-Infinity", "None", "#DIV/0!", "#N/A"),
    *("#REF!", "合计", "小计", "总计", "Total", "Grand total", "合 计：", "备注：含税"),
    *("单位：万", "单位: 亿元", "1,5", "1.234,50", "1,234.5", "(1,234)", "1-", "--1", "1e5"),
    *("1e308", "1e-400", "9" * 30, "1e999999999", "-1e999999999", "1e-999999999", "0x10", "1_000"),
    *("１２３", "一百", "百", "十万", "12万", "3亿", "1.5k", "2M", "5%", "150%", "-5%", "¥"),
    *("¥-5", "$1", "€1.000,00", "USD 5", "5 EUR", "张伟/李娜", "张伟、李娜/王芳", "/", "//"),
    *("张伟(离职)", "a" * 40_000, "张" * 20_000, "9" * 5_000, "١٢٣", "²", "½", "Ⅷ", "㊥"),
    *("١٢٣٤-٠١-٠٥", "٢٠٢٤", "൧", "\U0001d7d9\U0001d7da", "已取消", "赢单", "Closed Won", "退货"),
    *("作废", "8折", "八折", "九五折", "50%/50%", "1/3"),
)
"""Texts that people, programs and adversaries put into cells."""

DATES: Final = (
    *("0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "1899-12-30", "1900-02-29"),
    *("2024-02-30", "2024-13-01", "2024-00-10", "29/02/2023", "03/04/2026", "13/04/2026"),
    *("04/13/2026", "2024-01-05T25:61:61Z", "2024-01-05 10:00 下午", "20240105", "20240230"),
    *("1704412800000", "9999999999999", "0000000000000", "45000", "19999", "80000.99"),
    *("45000.000001", "1月", "Q1", "2024年", "2024年1月", "2024年13月", "2024-Q5", "第五季度"),
    *("Jan-24", "Foo 5, 2024", "5 Smarch 2024", "２０２４年１月５日", "2024/1/5 星期五"),
    *("24年1月5日", "1/5/24", "M13", "2024W53", "H3", "FY2024"),
)

NUMBERS: Final = (
    *(0, -0.0, 1, -1, 0.005, -0.005, 0.1 + 0.2, 1e15, -1e15, 999_999_999_999_999.99, 9.2e18),
    *(-9.3e18, 1e19, 2**53 + 1, 2**63, -(2**63), 1e308, -1e308, 5e-324, 1e-7, 45000.5, 2_958_465),
    *(2_958_466, 60, float("nan"), float("inf"), float("-inf"), 123456789012345678, 20240105),
    *(1704412800000, 0.155, 9e13),
)

ERRORS: Final = (
    "#DIV/0!",
    "#N/A",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#REF!",
    "#VALUE!",
    "#GETTING_DATA",
)

DAYS: Final = (
    *(dt.date(1, 1, 1), dt.date(1899, 12, 31), dt.date(1900, 2, 28), dt.date(1979, 12, 31)),
    *(dt.date(9999, 12, 31), dt.date(2100, 12, 31), dt.date(2101, 1, 1), dt.date(2024, 2, 29)),
)


def nasty(random: Random) -> Cell:
    """Any cell that nobody asked for."""
    kind = random.randrange(12)
    if kind < 5:
        return random.choice(TEXTS)
    if kind < 7:
        return random.choice(DATES)
    if kind < 9:
        return random.choice(NUMBERS)
    if kind == 9:
        return ErrorCell(random.choice(ERRORS))
    if kind == 10:
        return random.choice((True, False, None, *DAYS))
    return Formula(
        random.choice(("1/0", "SUM(A1:A9)", "A1", "")), random.choice((None, 5.0, "x", ""))
    )


def plain_text(cell: Cell) -> str:
    """The cell as it stands in a text file."""
    match cell:
        case None:
            return ""
        case ErrorCell(name):
            return name
        case Formula(_, cached):
            return plain_text(cached)
    return str(cell)
