"""Parts of the program alone, each beside a plain way to do about the same.

Run as a program (`python -m benchmarks.pieces NAME …`): medians of several calls in one process, as
one JSON line with the seconds of the part (`own`) and of the plain way (`plain`).
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from benchmarks.data import BIG, people

if TYPE_CHECKING:
    import numpy as np

    from salesplan.core.sales import Sales
    from salesplan.profile import Profile

_CALLS: Final = 5


def split_table(units: str) -> dict[str, float]:
    """10,000 people × 12 months; plain: each month by largest remainder, regardless of the others.

    `units` is how many units a person gets in a year on average: few make many ties.
    """
    import numpy as np

    from salesplan.core.apportion import split_table

    chance = np.random.default_rng(1)
    weights = chance.uniform(0.5, 2, (10_000, 1)) * chance.uniform(0.9, 1.1, (10_000, 12))
    totals = np.round(chance.uniform(0.8, 1.2, 12) * 10_000 * float(units) / 12).astype(np.int64)
    ideal = weights / weights.sum(axis=0) * totals

    def plain() -> np.ndarray:
        whole = np.floor(ideal).astype(np.int64)
        missing = totals - whole.sum(axis=0)
        order = np.argsort(whole - ideal, axis=0)
        for month in range(12):
            whole[order[: missing[month], month], month] += 1
        return whole

    return _compare(lambda: split_table(ideal, totals), plain)


def build_plan() -> dict[str, float]:
    """1,000 people, a million rows in memory; plain: pandas sums them by person and month."""
    from salesplan.core.plan import build_plan

    profile, sales = _profile(), _sales()
    rows = sales.rows

    def plain() -> object:
        return rows.groupby(["rep", rows["date"].dt.to_period("M")], observed=True)["amount"].sum()

    return _compare(lambda: build_plan(profile, sales), plain)


def write_book(cells: str) -> dict[str, float]:
    """The plan of 1,000 people; plain: the same cells by XlsxWriter's own methods."""
    import pickle

    import xlsxwriter

    from benchmarks.tasks import write_sheets
    from salesplan.core.plan import build_plan
    from salesplan.labels import Labels
    from salesplan.outputs.workbook import write_book
    from salesplan.reports.plan_book import plan_book

    profile, sales = _profile(), _sales()
    plan = build_plan(profile, sales)
    book = plan_book(plan, Labels(profile.language), period=plan.calendar.year, sales=sales)
    sheets = pickle.loads(Path(cells).read_bytes())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        return _compare(
            lambda: write_book(book, path, force=True),
            lambda: write_sheets(xlsxwriter.Workbook(path), sheets),
        )


def _compare(own: Callable[[], object], plain: Callable[[], object]) -> dict[str, float]:
    """Medians of calls that take turns."""
    seconds: dict[str, list[float]] = {"own": [], "plain": []}
    for _ in range(_CALLS):
        for name, call in (("own", own), ("plain", plain)):
            start = time.perf_counter()
            call()
            seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in seconds.items()}


def _profile() -> Profile:
    from salesplan.inputs.profile_file import read_profile

    return read_profile(BIG.profile)[0]


def _sales() -> Sales:
    """Rows as the reader would give them."""
    import numpy as np
    import pandas as pd

    from salesplan.core.sales import Sales

    chance = np.random.default_rng(1)
    days = np.datetime64("2025-01-01", "s") + np.arange(1095) * np.timedelta64(1, "D")
    one = np.zeros(BIG.rows, dtype=np.int8)
    return Sales(
        pd.DataFrame(
            {
                "date": chance.choice(days, BIG.rows),
                "rep": pd.Categorical.from_codes(
                    chance.integers(0, BIG.people, BIG.rows), people(BIG.people)
                ),
                "amount": chance.integers(1_00, 20_000_00, BIG.rows),
                "file": pd.Categorical.from_codes(one, ["made-up"]),
                "sheet": pd.Categorical.from_codes(one, [""]),
                "row": np.arange(2, BIG.rows + 2),
            }
        )
    )


PIECES: Final = {piece.__name__: piece for piece in (split_table, build_plan, write_book)}

if __name__ == "__main__":
    print(json.dumps(PIECES[sys.argv[1]](*sys.argv[2:])))
