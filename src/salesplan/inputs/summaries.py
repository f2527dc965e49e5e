"""Sheets that sum up the others of their workbook, and would count every sale twice.

A sheet repeats the others where its amounts are theirs together, in each of several months or
quarters. One that is called a summary (汇总, 总表, Summary) repeats them, too, where it has their
months and nearly their total; where it has another total nobody can say which counts.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from salesplan.core.calendar import MONTHS
from salesplan.core.sales import Account
from salesplan.errors import Finding, Place
from salesplan.inputs.file_report import FileReport
from salesplan.inputs.sums import in_figures
from salesplan.inputs.total_words import SUMMARY_NAME

_NEARLY: Final = 0.01
_EPOCH: Final = 1970 * MONTHS
_QUARTER: Final = 3
_LISTED: Final = 5

Sums = Mapping[int, int]
"""Amounts by month, counted through."""


@dataclass(frozen=True)
class Part:
    """A table that was read, with what there is to say about it."""

    rows: pa.Table
    account: Account
    report: FileReport


def without_summaries(parts: Sequence[Part], decimals: int) -> tuple[list[Part], list[Finding]]:
    """The parts of a file that count, and what there is to say about the others.

    E278 where a sheet that is called a summary differs from the others.
    """
    sheets = list(dict.fromkeys(part.account.sheet for part in parts if part.rows.num_rows))
    if len(sheets) < 2:
        return list(parts), []
    sums = {sheet: _sums(p for p in parts if p.account.sheet == sheet) for sheet in sheets}
    with_people = {part.account.sheet for part in parts if "rep" in dict(part.account.columns)}
    found, differing = _repeating(sums, with_people)
    file = parts[0].account.file
    findings = []
    for sheet, others in found.items():
        values = {
            "others": ", ".join(others[:_LISTED]) + (", …" if len(others) > _LISTED else ""),
            "value": in_figures(sum(sums[sheet].values()), decimals),
            "total": in_figures(_within(_added(sums[o] for o in others), sums[sheet]), decimals),
        }
        code = "E278" if sheet in differing else "W274"
        findings.append(Finding(code, Place(file, sheet=sheet), values))
    return [part for part in parts if part.account.sheet not in found], findings


def _repeating(
    sums: Mapping[str, Sums], with_people: Collection[str]
) -> tuple[dict[str, list[str]], set[str]]:
    """The sheets that sum up others, with these; and those among them that differ from them."""
    found: dict[str, list[str]] = {}
    differing = set()
    left = [sheet for sheet in sums if not is_called_summary(sheet)]
    for sheet in (sheet for sheet in sums if is_called_summary(sheet)) if left else ():
        others = _added(sums[other] for other in left)
        if not others.keys() & sums[sheet].keys():
            continue
        found[sheet] = [other for other in left if sums[other].keys() & sums[sheet].keys()]
        whole, together = sum(sums[sheet].values()), _within(others, sums[sheet])
        if abs(whole - together) > _NEARLY * abs(whole):
            differing.add(sheet)
    left = [sheet for sheet in sums if sheet not in found]
    # Of two that repeat each other the one with people counts, or else the first.
    for sheet in sorted(reversed(left), key=with_people.__contains__):
        rest = [other for other in left if other != sheet]
        if rest and _repeats(sums[sheet], _added(sums[other] for other in rest)):
            found[sheet] = [other for other in rest if sums[other].keys() & sums[sheet].keys()]
            left = rest
    return found, differing


def is_called_summary(name: str) -> bool:
    """Whether a sheet is called a summary.

    >>> is_called_summary("2026汇总"), is_called_summary("Total"), is_called_summary("华东")
    (True, True, False)
    """
    return bool(SUMMARY_NAME.search(unicodedata.normalize("NFKC", name).strip()))


def _sums(parts: Iterable[Part]) -> dict[int, int]:
    """What some tables add up to in each month."""
    total: Counter[int] = Counter()
    for part in parts:
        months = part.rows["date"].to_numpy().astype("datetime64[M]").astype(np.int64)
        different, places = np.unique(months, return_inverse=True)
        sums = np.zeros(len(different), np.int64)
        np.add.at(sums, places.reshape(-1), part.rows["amount"].to_numpy())
        for month, value in zip(different.tolist(), sums.tolist(), strict=True):
            total[month + _EPOCH] += value
    return dict(total)


def _added(sums: Iterable[Sums]) -> dict[int, int]:
    total: Counter[int] = Counter()
    for each in sums:
        for month, value in each.items():
            total[month] += value
    return dict(total)


def _within(others: Sums, months: Collection[int] | Sums) -> int:
    return sum(value for month, value in others.items() if month in months)


def _repeats(sheet: Sums, others: Sums) -> bool:
    """Whether the amounts of a sheet are those of others in each of at least two periods."""
    inside = {month: value for month, value in others.items() if month in sheet}
    for size in (1, _QUARTER):
        own, theirs = _by(sheet, size), _by(inside, size)
        if own == theirs and sum(map(bool, own.values())) >= 2:
            return True
    return False


def _by(sums: Sums, size: int) -> dict[int, int]:
    total: Counter[int] = Counter()
    for month, value in sums.items():
        total[month // size] += value
    return {period: value for period, value in total.items() if value}
