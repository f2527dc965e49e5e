"""How good the shares are: of months on the M1 series, of people on public sales histories.

No times here: the figures are the same on every machine.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.measure import ROOT, show_table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from salesplan.core.sales import Sales
    from salesplan.profile import Profile

    Floats = npt.NDArray[np.float64]
    Forecast = Callable[[Floats, int], Floats]
    """History (months,) and its first month's position (0–11) → shares of the 12 months after."""

_DATA: Final = ROOT.parent / "shared" / "data"
_YEAR: Final = 12


def seasons() -> None:
    """Misallocated share on the M1 series: what part of the year's total falls in wrong months."""
    import numpy as np

    path = _DATA / "m1_monthly.csv"
    if not path.exists():
        print(f"skipped: no {path.relative_to(ROOT.parent)} beside the repository\n")
        return
    series = list(_read_series(path))
    ways = _ways()
    rows = []
    for length in (None, 23, 18, 12):
        errors = {
            name: np.array([_misallocated(forecast, *each, length) for each in series])
            for name, forecast in ways.items()
        }
        name = "all months" if length is None else f"last {length} months"
        rows.append((name, *(f"{values.mean():.2f}" for values in errors.values())))
        if length is None:
            _show_pairs(errors)
    show_table(("misallocated share, %", *ways), rows)
    print(f"mean over {len(series)} series, first 12 test months")
    if "AutoETS" not in ways:
        print("without AutoETS: statsforecast is not installed")
    print()


def _ways() -> Mapping[str, Forecast]:
    import numpy as np

    from salesplan.core.seasonality import seasonality

    def even(_history: Floats, _first: int) -> Floats:
        return np.full(_YEAR, 1 / _YEAR)

    def last_year(history: Floats, _first: int) -> Floats:
        return history[-_YEAR:] / history[-_YEAR:].sum()

    def all_years(history: Floats, _first: int) -> Floats:
        whole = len(history) // _YEAR * _YEAR
        years = history[-whole:].reshape(-1, _YEAR)
        return (years / years.sum(axis=1, keepdims=True)).mean(axis=0)

    def salesplan(history: Floats, _first: int) -> Floats:
        return seasonality(history, -len(history) % _YEAR, np.ones(_YEAR)).shares

    def auto_ets(history: Floats, _first: int) -> Floats:
        from statsforecast.models import AutoETS

        path = AutoETS(season_length=_YEAR).forecast(history, _YEAR)["mean"]
        return path / path.sum()

    ways: dict[str, Forecast] = {
        "even": even,
        "last year": last_year,
        "mean of all years": all_years,
        "salesplan": salesplan,
    }
    if importlib.util.find_spec("statsforecast") is not None:
        ways["AutoETS"] = auto_ets
    return ways


def _read_series(path: Path) -> Sequence[tuple[Floats, Floats, int]]:
    """History, first 12 test months, position of the first month."""
    import pandas as pd

    return [
        (values[: row.n_history], values[row.n_history : row.n_history + _YEAR], first)
        for row in pd.read_csv(path).itertuples()
        for values in [pd.array(row[5].split(), dtype="Float64").to_numpy(dtype=float)]
        for first in [int(row.first_month.rpartition("-")[2]) - 1]
    ]


def _misallocated(
    forecast: Forecast, history: Floats, actual: Floats, first: int, length: int | None
) -> float:
    skipped = 0 if length is None else len(history) - length
    shares = forecast(history[skipped:], (first + skipped) % _YEAR)
    return 50 * float(abs(shares - actual / actual.sum()).sum())


def _show_pairs(errors: Mapping[str, Floats]) -> None:
    """Whether the differences are more than chance: series by series."""
    own = errors["salesplan"]
    for name, values in errors.items():
        if name != "salesplan":
            gain = values - own
            spread = float(gain.std(ddof=1)) / len(gain) ** 0.5
            better = float((gain > 0).mean())
            print(
                f"- salesplan against {name}: {gain.mean():+.2f} points better "
                f"(standard error {spread:.2f}), closer in {better:.0%} of the series"
            )
    print()


@dataclass(frozen=True)
class Case:
    """A history up to a year, and what people sold in that year."""

    name: str
    history: Path
    actual: Path
    start: dt.date
    end: dt.date
    currency: str
    columns: Mapping[str, str] = field(default_factory=dict)
    both_years: bool = False
    """Only people who sold in the year before, too."""


_EXAMPLES: Final = ROOT / "examples"
_WORKS: Final = _DATA / "adventureworks" / "Sales_201707_201906.csv"
_WORKS_COLUMNS: Final = {"rep": "EmployeeKey", "date": "OrderDate", "amount": "Sales"}
_STORE: Final = _DATA / "superstore_zh" / "示例 - 超市.xls"
_STORE_COLUMNS: Final = {
    "rep": "地区",
    "date": "订单日期",
    "amount": "销售额",
}  # a manager a region
_CASES: Final = (
    Case(
        "Northwind 1996–97 → 1998 (to 6 May)",
        _EXAMPLES / "northwind-sales-1996-1997.xlsx",
        _EXAMPLES / "northwind-actuals-1998.xlsx",
        dt.date(1998, 1, 1),
        dt.date(1999, 1, 1),
        "USD",
    ),
    Case(
        "AdventureWorks FY2018 → FY2019, everybody",
        _WORKS,
        _WORKS,
        dt.date(2018, 7, 1),
        dt.date(2019, 7, 1),
        "USD",
        _WORKS_COLUMNS,
    ),
    Case(
        "AdventureWorks FY2018 → FY2019, in both years",
        _WORKS,
        _WORKS,
        dt.date(2018, 7, 1),
        dt.date(2019, 7, 1),
        "USD",
        _WORKS_COLUMNS,
        both_years=True,
    ),
    *(
        Case(
            f"Superstore, regions, up to {year - 1} → {year}",
            _STORE,
            _STORE,
            dt.date(year, 1, 1),
            dt.date(year + 1, 1, 1),
            "CNY",
            _STORE_COLUMNS,
        )
        for year in (2015, 2016, 2017)
    ),
)


def records() -> None:
    """Sum of absolute share errors of people's targets against what they sold the year after."""
    rows: list[Sequence[str]] = []
    skipped = []
    for case in _CASES:
        if case.history.exists() and case.actual.exists():
            rows.append((case.name, *_share_errors(case)))
        else:
            skipped.append(case.name)
    if rows:
        ways = ("people", "equal", "last year", "record alone", "salesplan, auto", "credibility")
        means = (sum(float(row[at]) for row in rows) / len(rows) for at in range(2, 6))
        rows.append(("mean", "", *(f"{mean:.3f}" for mean in means), ""))
        show_table(("Σ |share − actual share|", *ways), rows)
    for name in skipped:
        print(f"skipped: {name}, its data is not beside the repository")
    print("all people with the same skill level; credibility from least to most\n")


def _share_errors(case: Case) -> Sequence[str]:
    import numpy as np

    history = _sales(case, case.history)
    before = _by_rep(history, case.start.replace(year=case.start.year - 1), case.start)
    after = _by_rep(_sales(case, case.actual), case.start, case.end)
    names = sorted(name for name in before | after if not case.both_years or before.get(name))
    actual = np.array([after.get(name, 0) for name in names], dtype=float)
    last = np.array([before.get(name, 0) for name in names], dtype=float)
    auto, credibility = _planned(case, history, names, "auto")
    record, _ = _planned(case, history, names, 1)
    errors = (
        float(abs(shares / shares.sum() - actual / actual.sum()).sum())
        for shares in (np.ones(len(names)), last, record, auto)
    )
    span = f"{credibility.min():.2f}–{credibility.max():.2f}"
    return [str(len(names)), *(f"{error:.3f}" for error in errors), span]


def _planned(
    case: Case, history: Sales, names: Sequence[str], trust: str | int
) -> tuple[Floats, Floats]:
    """The year's targets by person, and the credibility of each record."""
    from salesplan.core.plan import build_plan

    metric = build_plan(_profile(case, names, trust), history).metrics[0]
    return metric.targets.sum(axis=1).astype(float), metric.record.credibility


def _profile(case: Case, names: Sequence[str], trust: str | int) -> Profile:
    from salesplan.profile import Profile

    return Profile.model_validate(
        {
            "currency": case.currency,
            "fiscal_year": {"start": case.start},
            "goals": [{"metric": "revenue", "annual": 10_000_000}],
            "weighting": {"track_record": trust},
            "team": [{"name": "all", "reps": [{"name": name} for name in names]}],
        }
    )


def _sales(case: Case, path: Path) -> Sales:
    from salesplan.core.amounts import currency_decimals
    from salesplan.inputs.sales import read_sales
    from salesplan.profile import History

    history = History(columns=dict(case.columns))
    sales, _ = read_sales([path], history, currency_decimals(case.currency))
    if not sales.used or sales.rejected:
        raise ValueError(f"{path.name}: {sales.used} rows used, {sales.rejected} rejected")
    return sales


def _by_rep(sales: Sales, start: dt.date, end: dt.date) -> dict[str, int]:
    """Sums by person of the days `[start, end)`."""
    rows = sales.rows
    rows = rows[(rows["date"] >= start.isoformat()) & (rows["date"] < end.isoformat())]
    sums = rows.groupby("rep", observed=True)["amount"].sum()
    return {str(name): int(amount) for name, amount in sums.items()}


if __name__ == "__main__":
    {"seasons": seasons, "records": records}[sys.argv[1]]()
