from __future__ import annotations

import numpy as np
import pytest

from salesplan.core.record import _credibility, no_record, track_record

# Bodily injury claims in five states of the USA, twelve quarters: mean claim and number of claims.
# Hachemeister 1975, Credibility for regression models with application to trend; the answers are
# those published for the Bühlmann–Straub model, e.g. in the manual of the R package actuar.
MEAN_CLAIM = np.array(
    [
        [1738, 1642, 1794, 2051, 2079, 2234, 2032, 2035, 2115, 2262, 2267, 2517],
        [1364, 1408, 1597, 1444, 1342, 1675, 1470, 1448, 1464, 1831, 1612, 1471],
        [1759, 1685, 1479, 1763, 1674, 2103, 1502, 1622, 1828, 2155, 2233, 2059],
        [1223, 1146, 1010, 1257, 1426, 1532, 1953, 1123, 1343, 1243, 1762, 1306],
        [1456, 1499, 1609, 1741, 1482, 1572, 1606, 1735, 1607, 1573, 1613, 1690],
    ],
    dtype=float,
)
CLAIMS = np.array(
    [
        [7861, 9251, 8706, 8575, 7917, 8263, 9456, 8003, 7365, 7832, 7849, 9077],
        [1622, 1742, 1523, 1515, 1622, 1602, 1964, 1515, 1527, 1748, 1654, 1861],
        [1147, 1357, 1329, 1204, 998, 1077, 1277, 1218, 896, 1003, 1108, 1121],
        [407, 396, 348, 341, 315, 328, 352, 331, 287, 384, 321, 342],
        [2902, 3172, 3046, 3068, 2693, 2910, 3275, 2697, 2663, 3017, 3242, 3425],
    ],
    dtype=float,
)


def test_credibility_of_hachemeisters_states() -> None:
    mean = (MEAN_CLAIM * CLAIMS).sum(axis=1) / CLAIMS.sum(axis=1)
    assert mean.round().tolist() == [2061, 1511, 1806, 1353, 1600]
    credibility = _credibility(MEAN_CLAIM * CLAIMS, CLAIMS, mean, np.ones(5, dtype=bool))
    assert credibility.round(4).tolist() == [0.9847, 0.9276, 0.8985, 0.7279, 0.9588]


def test_two_people_and_two_months_by_hand() -> None:
    # Equal capacities, 20 sold a month: 10 expected of each. Records 30/20 and 10/20.
    # Within: 10 × (1.4−1.5)² + 10 × (1.6−1.5)² = 0.2, the same for the other: 0.4 / (4−2) = 0.2.
    # Between: (20 × 0.5² + 20 × 0.5² − (2−1) × 0.2) / (40 − (20² + 20²)/40) = 9.8 / 20 = 0.49.
    # Credibility: 20 / (20 + 0.2/0.49) = 9.8 / (9.8 + 0.2) = 0.98.
    # Factor: 0.98 × 1.5 + 0.02 = 1.49, and 0.98 × 0.5 + 0.02 = 0.51.
    record = track_record(np.array([[14.0, 16], [6, 4]]), np.ones((2, 2)), "auto")
    assert record.sold.tolist() == [30, 10]
    assert record.expected.tolist() == [20, 20]
    assert record.record == pytest.approx([1.5, 0.5])
    assert record.credibility == pytest.approx([0.98, 0.98])
    assert record.factor == pytest.approx([1.49, 0.51])


def test_differences_that_are_chance_are_not_believed() -> None:
    # Both sold 20 of 40, each in a month of their own: all of it is within, nothing between.
    record = track_record(np.array([[20.0, 0], [0, 20]]), np.ones((2, 2)), "auto")
    assert record.credibility.tolist() == [0, 0]
    assert record.factor.tolist() == [1, 1]


@pytest.mark.parametrize(
    ("trust", "expected"), [(0.0, [1, 1]), (1.0, [1.5, 0.5]), (0.5, [1.25, 0.75])]
)
def test_trust_of_ones_own(trust: float, expected: list[float]) -> None:
    record = track_record(np.array([[14.0, 16], [6, 4]]), np.ones((2, 2)), trust)
    assert record.factor == pytest.approx(expected)


def test_a_person_is_measured_against_the_months_they_were_there() -> None:
    # The third person came for the second month, when 30 were sold by three equal people, and
    # sold 15: expected 10, record 1.5. The others: 10 + 10 expected, 10 + 7.5 sold.
    sold = np.array([[10.0, 7.5], [10, 7.5], [0, 15]])
    record = track_record(sold, np.array([[1.0, 1], [1, 1], [0, 1]]), 1.0)
    assert record.expected.tolist() == [20, 20, 10]
    assert record.record == pytest.approx([0.875, 0.875, 1.5])


def test_sales_while_away_do_not_count() -> None:
    record = track_record(np.array([[10.0, 99], [10, 10]]), np.array([[1.0, 0], [1, 1]]), 1.0)
    assert record.sold.tolist() == [10, 20]
    assert record.record.tolist() == [1, 1]


def test_capacity_sets_what_is_expected() -> None:
    # 30 sold by capacities 1 and 2: 10 and 20 expected.
    record = track_record(np.array([[15.0], [15]]), np.array([[1.0], [2]]), 1.0)
    assert record.record == pytest.approx([1.5, 0.75])


def test_newcomers_count_as_their_level() -> None:
    record = track_record(
        np.array([[14.0, 16], [6, 4], [0, 0]]), np.eye(3, 2) * 0 + [[1], [1], [0]], "auto"
    )
    assert record.record[2] == 1
    assert record.credibility[2] == 0
    assert record.factor == pytest.approx([1.49, 0.51, 1])


def test_months_of_returns_expect_nothing() -> None:
    record = track_record(np.array([[10.0, -30], [10, 10]]), np.ones((2, 2)), 1.0)
    assert record.expected.tolist() == [10, 10]
    assert record.record.tolist() == [1, 1]


def test_nobody_loses_everything() -> None:
    record = track_record(np.array([[20.0, 20], [0, 0]]), np.ones((2, 2)), 1.0)
    assert record.factor.tolist() == [2, 0.05]


def test_one_person_and_no_history() -> None:
    alone = track_record(np.array([[14.0, 16]]), np.ones((1, 2)), "auto")
    assert alone.factor.tolist() == [1]
    nothing = track_record(np.zeros((2, 0)), np.zeros((2, 0)), "auto")
    assert nothing.factor.tolist() == no_record(2).factor.tolist() == [1, 1]


def test_perfectly_regular_histories_are_believed_and_nobody_is_not() -> None:
    """Without any noise from month to month the credibility is 1, and 0 for who was not there."""
    sold = np.array([[100.0] * 12, [300.0] * 12, [0.0] * 12])
    capacity = np.array([[1.0] * 12, [1.0] * 12, [0.0] * 12])
    found = track_record(sold, capacity, "auto")
    assert found.credibility.tolist() == [1.0, 1.0, 0.0]
    assert found.factor.tolist() == [0.5, 1.5, 1.0]


def test_months_are_those_in_which_somebody_was_there_to_sell() -> None:
    sold = np.array([[10.0, 0, 5], [10, 10, 0], [0, 0, 0]])
    there = np.array([[1.0, 1, 1], [0, 1, 1], [0, 0, 0]])
    assert track_record(sold, there, "auto").months.tolist() == [3, 2, 0]
    assert no_record(2).months.tolist() == [0, 0]
