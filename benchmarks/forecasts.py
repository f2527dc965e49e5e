"""How near landings come on the M1 series, and how often their ranges hold.

No times here: the figures are the same on every machine.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks.measure import ROOT, show_table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Rest = Callable[[Floats, int, int], float]
    """Known months, position (0–11) of the first, number of months left → their total."""

_PATH: Final = ROOT.parent / "shared" / "data" / "m1_monthly.csv"
_YEAR: Final = 12
_KNOWN: Final = (0, 3, 6, 9)


class Series(NamedTuple):
    """History, first 12 test months, position of the first month."""

    history: Floats
    year: Floats
    first: int


def forecasts() -> None:
    """Error of the year's landing after some known months, and coverage of the 80 % range."""
    if not _PATH.exists():
        print(f"skipped: no {_PATH.relative_to(ROOT.parent)} beside the repository\n")
        return
    series = _read_series(_PATH)
    rows = [
        (name, *(_error(way, series, known) for known in _KNOWN)) for name, way in _ways().items()
    ]
    show_table(("landing, MAPE %; known months", *map(str, _KNOWN)), rows)
    if importlib.util.find_spec("statsforecast") is None:
        print("\nwithout AutoETS: statsforecast is not installed")
    print()
    rows = [
        (f"{coverage:.0%}", *(_coverage(series, known, coverage) for known in _KNOWN))
        for coverage in (0.5, 0.8, 0.95)
    ]
    show_table(("actual total in salesplan's range of, %; known months", *map(str, _KNOWN)), rows)
    print()
    rows = [
        (f"last {length} months", *(_coverage(series, known, 0.8, length) for known in _KNOWN))
        for length in (3, 6, 9, 12, 18, 23, 24)
    ]
    show_table(("… of 80 %, history cut; known months", *map(str, _KNOWN)), rows)
    print(f"\nmean over {len(series)} series; cut histories begin again at each number of months\n")


def _ways() -> Mapping[str, Rest]:
    """AutoETS takes part only where it is installed."""
    ways: dict[str, Rest] = {
        "last year's months for the rest": _last_year,
        "mean of these months of all years": _mean_of_years,
        "linear extrapolation": _linear,
        "salesplan": _salesplan,
    }
    if importlib.util.find_spec("statsforecast") is not None:
        ways["AutoETS, refitted"] = _auto_ets
    return ways


def _last_year(known: Floats, _first: int, left: int) -> float:
    return float(known[-_YEAR:][:left].sum())


def _mean_of_years(known: Floats, _first: int, left: int) -> float:
    before = known[: len(known) - (_YEAR - left)]
    return float(
        before[-(len(before) // _YEAR * _YEAR) :].reshape(-1, _YEAR)[:, -left:].sum(1).mean()
    )


def _linear(known: Floats, _first: int, left: int) -> float:
    passed = _YEAR - left
    return float(known[-passed:].sum()) / passed * left if passed else float("nan")


def _salesplan(known: Floats, first: int, left: int) -> float:
    import numpy as np

    from salesplan.core.forecast import look_ahead

    return look_ahead(known, first, np.ones(len(known)), np.ones(left)).total


def _auto_ets(known: Floats, _first: int, left: int) -> float:
    from statsforecast.models import AutoETS

    return float(AutoETS(season_length=_YEAR).forecast(known, left)["mean"].sum())


def _error(rest: Rest, series: Sequence[Series], known: int) -> str:
    import numpy as np

    errors = []
    for history, year, first in series:
        seen = np.concatenate([history, year[:known]])
        missed = rest(seen, first, _YEAR - known) - float(year[known:].sum())
        errors.append(abs(missed) / float(year.sum()))
    mean = 100 * float(np.mean(errors))
    return "–" if np.isnan(mean) else f"{mean:.2f}"


def _coverage(
    series: Sequence[Series], known: int, coverage: float, length: int | None = None
) -> str:
    import numpy as np

    from salesplan.core.forecast import look_ahead

    inside = []
    for history, year, first in series:
        seen = np.concatenate([history, year[:known]])
        skipped = 0 if length is None else len(seen) - length
        outlook = look_ahead(
            seen[skipped:],
            (first + skipped) % _YEAR,
            np.ones(len(seen) - skipped),
            np.ones(_YEAR - known),
            coverage,
        )
        if outlook.low is not None and outlook.high is not None:
            inside.append(outlook.low <= year[known:].sum() <= outlook.high)
    return f"{np.mean(inside):.1%}"


def _read_series(path: Path) -> Sequence[Series]:
    import pandas as pd

    return [
        Series(
            values[: row.n_history],
            values[row.n_history : row.n_history + _YEAR],
            int(row.first_month.rpartition("-")[2]) - 1,
        )
        for row in pd.read_csv(path).itertuples()
        for values in [pd.array(row[5].split(), dtype="Float64").to_numpy(dtype=float)]
    ]


if __name__ == "__main__":
    forecasts()
