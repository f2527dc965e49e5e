"""Analyses as the tests of their reports write them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesplan.choices import Language
from salesplan.core.analysis import analyse
from salesplan.core.sales import Sales
from salesplan.labels import Labels
from salesplan.profile import Profile
from salesplan.reports.analysis_view import AnalysisView
from salesplan.reports.values import Sheet, Table, Text
from tests.core.builders import Row, sales

EN, ZH = Labels(Language.EN), Labels(Language.ZH)


def months(first: int, amounts: Sequence[int], rep: str = "Ann") -> Iterator[Row]:
    """Each amount in a month of its own from January on: half on the 2nd, half on the 28th."""
    for at, amount in enumerate(amounts):
        month = f"{first + at // 12}-{at % 12 + 1:02}"
        yield f"{month}-02", rep, amount // 2
        yield f"{month}-28", rep, amount - amount // 2


def pair() -> Sales:
    """2025: Ann 60 and Bob 40 a month; 2026: Ann 72 and Bob 40."""
    ann = months(2025, [6_000] * 12 + [7_200] * 12)
    return sales([*ann, *months(2025, [4_000] * 24, "Bob")])


def view(
    found: Sales,
    labels: Labels = EN,
    currency: str = "USD",
    decimals: int = 2,
    profile: Profile | None = None,
) -> AnalysisView:
    """The view of an analysis."""
    return AnalysisView(analyse(found, profile), found, labels, currency, decimals)


def tables(sheet: Sheet) -> dict[str, Table]:
    """The tables of a sheet by name."""
    return {block.name: block for block in sheet.blocks if isinstance(block, Table)}


def texts(sheet: Sheet) -> list[str]:
    """The lines of text of a sheet."""
    return [block.text for block in sheet.blocks if isinstance(block, Text)]
