"""How near the planned January and February come to China's trade, against last year's shares.

No times here: the figures are the same on every machine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from benchmarks.measure import ROOT, show_table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from salesplan.core.seasonality import Seasonality

    Floats = npt.NDArray[np.float64]
    Plan = Callable[[Floats, int], Floats]
    """All months up to the year, and the year → its shares."""

_FOLDER: Final = ROOT.parent / "shared" / "data" / "timeseries"
_TRADE: Final = _FOLDER / "seasonal_china_trade_monthly.csv"
_DATES: Final = _FOLDER / "seasonal_cny_dates.csv"
_BEGIN: Final = 1984  # the first whole year
_YEARS: Final = range(1999, 2014)
_YEAR: Final = 12


def festival() -> None:
    """Mean absolute error of the shares of January and February, by month of the festival."""
    if not (_TRADE.exists() and _DATES.exists()):
        print(f"skipped: no {_FOLDER.relative_to(ROOT.parent)} beside the repository\n")
        return
    import numpy as np
    import pandas as pd

    trade = pd.read_csv(_TRADE)
    trade = trade[trade["month"] >= f"{_BEGIN}-01"]
    dates = [dt.date.fromisoformat(day) for day in pd.read_csv(_DATES)["cny"]]
    early = np.array([day.month == 1 for day in dates if day.year in _YEARS])
    rows: list[Sequence[str]] = []
    found: dict[str, list[Floats]] = {}
    for name in ("exports", "imports"):
        amounts = trade[f"{name}_100mio_usd"].to_numpy(dtype=float)
        for way, plan in _ways().items():
            missed = np.array([_missed(plan, amounts, year) for year in _YEARS])
            figures = np.r_[missed[early].mean(axis=0), missed[~early].mean(axis=0)]
            found.setdefault(way, []).append(figures)
            rows.append((name, way, *(f"{figure:.2f}" for figure in figures)))
    for way, both in found.items():
        rows.append(("both, mean", way, *(f"{figure:.2f}" for figure in np.mean(both, axis=0))))
    months = [f"{month}, festival in {when}" for when in ("Jan", "Feb") for month in ("Jan", "Feb")]
    show_table(("mean absolute error, % of the year", "", *months), rows)
    print(f"\n{early.sum()} years with a festival in January, {(~early).sum()} in February")
    print(f"{_YEARS[0]}–{_YEARS[-1]}, each planned from {_BEGIN} to the year before\n")


def _ways() -> Mapping[str, Plan]:
    import numpy as np

    from salesplan.core.festival import festival_season, nearness
    from salesplan.core.seasonality import seasonality

    def days(year: int) -> Floats:
        return np.concatenate([_working_days(each) for each in range(_BEGIN, year + 1)])

    def last_year(past: Floats, _year: int) -> Floats:
        return past[-_YEAR:] / past[-_YEAR:].sum()

    def by_days(past: Floats, year: int) -> Floats:
        worked = days(year)
        return seasonality(past / worked[:-_YEAR], 0, worked[-_YEAR:]).shares

    def salesplan(past: Floats, year: int) -> Floats:
        worked = days(year)
        bounds = np.arange(f"{_BEGIN}-01", f"{year + 1}-02", dtype="datetime64[M]")
        near = nearness(bounds.astype("datetime64[D]"))
        season: Seasonality = festival_season(
            past, 0, worked[:-_YEAR], near[:-_YEAR], worked[-_YEAR:], near[-_YEAR:]
        )
        return season.shares

    return {"last year's shares": last_year, "working days": by_days, "salesplan": salesplan}


def _working_days(year: int) -> Floats:
    import numpy as np

    from salesplan.core.calendar import working_days
    from salesplan.profile import Calendar

    mask, _ = working_days(Calendar(country="CN"), dt.date(year, 1, 1), dt.date(year + 1, 1, 1))
    first = np.arange(f"{year}-01", f"{year + 1}-01", dtype="datetime64[M]").astype("datetime64[D]")
    begins = (first - first[0]).astype(np.int64)
    return np.add.reduceat(mask.astype(float), begins)


def _missed(plan: Plan, amounts: Floats, year: int) -> tuple[float, float]:
    """Errors of January and February, per cent of the year."""
    known = (year - _BEGIN) * _YEAR
    actual = amounts[known : known + _YEAR]
    errors = 100 * abs(plan(amounts[:known], year) - actual / actual.sum())
    return float(errors[0]), float(errors[1])


if __name__ == "__main__":
    festival()
