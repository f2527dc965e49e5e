from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from salesplan.core.forecast import look_ahead
from salesplan.core.outlook import Outlook, Scale

WAVES = 100 * np.exp(0.1 * np.sin(12.9898 * np.arange(60) ** 2))  # around 100, within a tenth


def _ahead(amounts: npt.NDArray[np.float64]) -> Outlook:
    return look_ahead(amounts, 0, np.ones(len(amounts)), np.ones(12))


def test_chances_of_totals() -> None:
    # Student's t with 3 degrees of freedom exceeds 1.638 in one case of ten; e^0.1638 = 1.178.
    relative = replace(_ahead(WAVES), total=1000.0, spread=0.1, freedom=3.0)
    assert relative.quantile(0.9) == pytest.approx(1178.0, abs=0.1)
    assert relative.chance(1178.0) == pytest.approx(0.1, abs=1e-4)
    assert relative.quantile(0.1) == pytest.approx(848.9, abs=0.1)
    # In amounts: 1,000 ± 100 × 1.638.
    absolute = replace(relative, scale=Scale.AMOUNTS, spread=100.0)
    assert absolute.quantile(0.9) == pytest.approx(1163.8, abs=0.1)
    assert absolute.chance(836.2) == pytest.approx(0.9, abs=1e-4)
    assert absolute.chance(1000.0) == pytest.approx(0.5)


def test_nothing_is_below_zero_that_never_was() -> None:
    outlook = replace(_ahead(WAVES), total=10.0, spread=100.0, freedom=3.0, scale=Scale.AMOUNTS)
    assert (outlook.low, outlook.quantile(0.1), outlook.chance(0), outlook.chance(-1)) == (
        0,
        0,
        1,
        1,
    )
    returned = replace(outlook, below_zero=True)
    assert returned.low == pytest.approx(-153.8, abs=0.1)  # 10 − 100 × 1.638
    assert returned.chance(-153.8) == pytest.approx(0.9, abs=1e-4)


def test_what_is_certain_is_reached_or_not() -> None:
    constant = _ahead(np.full(36, 100.0))
    assert [constant.chance(total) for total in (0, 1199.9, 1200, 1200.1)] == [1, 1, 1, 0]
    nothing_left = look_ahead(WAVES, 0, np.ones(60), np.zeros(12))
    assert [nothing_left.chance(total) for total in (0, 1e-6, 100)] == [1, 0, 0]
    never = _ahead(np.full(24, -100.0))
    assert [never.chance(total) for total in (-1201, -1200, -1199, 0)] == [1, 1, 0, 0]


def test_no_range_no_chance() -> None:
    outlook = _ahead(np.array([100.0, 200.0]))
    assert (outlook.quantile(0.5), outlook.chance(100)) == (None, None)
    with pytest.raises(ValueError, match="probability 1 is not between"):
        _ahead(WAVES).quantile(1)
