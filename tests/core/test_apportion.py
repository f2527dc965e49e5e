from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.apportion import split, split_table, spread

# The census of 1790 and the House of 120 seats of Hamilton's bill, vetoed by Washington
# (Balinski & Young, Fair Representation, 1982, appendix B).
CENSUS_1790 = {
    "Virginia": (630_560, 21),
    "Massachusetts": (475_327, 16),
    "Pennsylvania": (432_879, 14),
    "North Carolina": (353_523, 12),
    "New York": (331_589, 11),
    "Maryland": (278_514, 9),
    "Connecticut": (236_841, 8),
    "South Carolina": (206_236, 7),
    "New Jersey": (179_570, 6),
    "New Hampshire": (141_822, 5),
    "Vermont": (85_533, 3),
    "Georgia": (70_835, 2),
    "Kentucky": (68_705, 2),
    "Rhode Island": (68_446, 2),
    "Delaware": (55_540, 2),
}


def test_split_is_hamiltons_method() -> None:
    people = [population for population, _ in CENSUS_1790.values()]
    seats = [seats for _, seats in CENSUS_1790.values()]
    assert split(120, people).tolist() == seats


@pytest.mark.parametrize(
    ("total", "weights", "unit", "expected"),
    [
        # The Alabama paradox: 4.29 4.29 1.43, then with one seat more 4.71 4.71 1.57.
        (10, [6, 6, 2], 1, [4, 4, 2]),
        (11, [6, 6, 2], 1, [5, 5, 1]),
        # 33.3 each; all remainders and weights equal, so the first has the odd one.
        (100, [1, 1, 1], 1, [34, 33, 33]),
        # 0.5 2.0 2.5: equal remainders, the larger weight first.
        (5, [1, 4, 5], 1, [0, 2, 3]),
        # 1/3 4/3 16/3: equal remainders again, though floats say 0.3333333333333330 for the last.
        (7, [1, 4, 16], 1, [0, 1, 6]),
        # 10 hundreds over 1:2 are 3.33 and 6.67 hundreds; the odd 34 goes to the larger weight.
        (1034, [1, 2], 100, [300, 734]),
        (99, [1, 2], 100, [0, 99]),
        (0, [0, 0], 1, [0, 0]),
        (-100, [1, 1, 1], 1, [-34, -33, -33]),
        (7, [0, 3, 0], 1, [0, 7, 0]),
    ],
)
def test_split(total: int, weights: list[float], unit: int, expected: list[int]) -> None:
    assert split(total, weights, unit).tolist() == expected


def test_split_settles_ties_by_key_not_by_position() -> None:
    assert split(4, [1, 1, 1], keys=["c", "a", "b"]).tolist() == [1, 2, 1]
    assert split(105, [1, 1], 10, keys=["b", "a"]).tolist() == [50, 55]


def test_split_gives_nobody_less_than_nothing_where_floats_end() -> None:
    assert split(10**13 + 3, [1, 1, 0])[2] == 0
    assert split(9 * 10**16 + 7, [1, 1, 1]).sum() == 9 * 10**16 + 7


def test_split_needs_a_weight() -> None:
    with pytest.raises(ValueError, match="weight"):
        split(1, [0, 0])


def test_five_a_month_among_ten_equal_people_are_six_for_everybody() -> None:
    exact = np.full((10, 12), 0.5)
    table = split_table(exact, [5] * 12)
    assert table.sum(axis=0).tolist() == [5] * 12
    assert table.sum(axis=1).tolist() == [6] * 10
    # In one month half the people have one; after two months everybody has exactly one.
    assert np.abs(np.cumsum(table, axis=1) - np.cumsum(exact, axis=1)).max() == 0.5


def test_split_table_by_hand() -> None:
    # Shares 2/3 and 1/3 of one a month: running sums 0.67 1.33 2.00 and 0.33 0.67 1.00.
    # The first unit is due earlier for the first person (by month 2, against month 3).
    table = split_table([[2 / 3] * 3, [1 / 3] * 3], [1, 1, 1])
    assert table[:, 0].tolist() == [1, 0]
    assert table.sum(axis=1).tolist() == [2, 1]


def test_the_unit_that_is_due_first_goes_first() -> None:
    # Running sums 0.4 1.2 2.0 and 0.6 0.8 1.0: the first person is less behind in the first month
    # but must have one by the second, the other only by the third.
    table = split_table([[0.4, 0.8, 0.8], [0.6, 0.2, 0.2]], [1, 1, 1])
    assert table.tolist() == [[1, 0, 1], [0, 1, 0]]


def test_those_who_leave_get_their_part() -> None:
    # Running sums 1.125 2.625, 0.375 1.875, and 0.75 for two who leave after the first month.
    # The two who stay may have three and two at most, of six: one who leaves must have one, though
    # by due date alone nothing would be left for them.
    exact = np.array([[1.125, 1.5], [0.375, 1.5], [0.75, 0], [0.75, 0]])
    table = split_table(exact, [3, 3])
    assert table.sum(axis=0).tolist() == [3, 3]
    assert table.sum(axis=1).tolist()[:2] == [3, 2]
    assert sorted(table[2:].tolist()) == [[0, 0], [1, 0]]
    assert np.abs(np.cumsum(table, axis=1) - np.cumsum(exact, axis=1)).max() < 1


def test_split_table_settles_ties_by_key() -> None:
    assert split_table([[0.5], [0.5]], [1], keys=["b", "a"]).tolist() == [[0], [1]]


@pytest.mark.parametrize(
    ("total", "weights", "unit", "expected"),
    [
        # Running shares 2.5 5 7.5 10, rounded half up: 3 5 8 10.
        (10, [1, 1, 1, 1], 1, [3, 2, 3, 2]),
        # No weight on the second day; a third and the whole of 10: 3.33 and 10.
        (10, [1, 0, 2], 1, [3, 0, 7]),
        # 12 tens in thirds are 4 each; the odd 7 on the last day with weight.
        (127, [1, 1, 1, 0], 10, [40, 40, 47, 0]),
        (0, [0, 0], 1, [0, 0]),
    ],
)
def test_spread(total: int, weights: list[float], unit: int, expected: list[int]) -> None:
    assert spread(np.array([total]), np.array([weights], dtype=float), unit).tolist() == [expected]


def test_spread_needs_a_day() -> None:
    with pytest.raises(ValueError, match="day"):
        spread(np.array([1]), np.zeros((1, 5)))


quarters_of_one = st.integers(0, 12).map(lambda number: number / 4)
weight_lists = st.lists(quarters_of_one, min_size=1, max_size=12).filter(any)


@settings(deadline=None)
@given(st.integers(0, 10**17), weight_lists, st.sampled_from([1, 3, 100, 10_000]))
def test_split_adds_up(total: int, weights: list[float], unit: int) -> None:
    parts = split(total, weights, unit)
    assert sum(parts.tolist()) == total
    assert (parts >= 0).all()
    assert not parts[np.array(weights) == 0].any()
    assert (parts % unit != 0).sum() <= 1


@settings(deadline=None)
@given(st.integers(0, 10**9), weight_lists, st.sampled_from([1, 3, 100]))
def test_split_stays_within_a_unit_of_the_exact_share(
    total: int, weights: list[float], unit: int
) -> None:
    parts = split(total // unit * unit, weights, unit)
    exact = total // unit * unit * np.array(weights) / sum(weights)
    assert np.abs(parts - exact).max() < unit * (1 + 1e-9)


@settings(deadline=None)
@given(st.integers(0, 10**12), weight_lists, st.data())
def test_split_knows_neither_order_nor_scale(
    total: int, weights: list[float], data: st.DataObject
) -> None:
    keys = [f"person {at}" for at in range(len(weights))]
    places = data.draw(st.permutations(range(len(weights))))
    scale = data.draw(st.sampled_from([1e-6, 0.1, 3, 7e5]))
    parts = split(total, weights, 7, keys=keys)
    shuffled = split(
        total, [weights[at] * scale for at in places], 7, keys=[keys[at] for at in places]
    )
    assert shuffled.tolist() == [parts[at] for at in places]


@st.composite
def tables(draw: st.DrawFn) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Exact shares of whole column totals, with people who come and go."""
    people, periods = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    cells = st.sampled_from([0, 0, 0.25, 0.6, 1, 1, 1.4, 1.8])
    weights = np.array(
        draw(
            st.lists(
                st.lists(cells, min_size=periods, max_size=periods),
                min_size=people,
                max_size=people,
            )
        )
    )
    most = draw(st.sampled_from([3, 20, 100_000]))
    totals = np.array(draw(st.lists(st.integers(0, most), min_size=periods, max_size=periods)))
    totals = np.where(weights.sum(axis=0) > 0, totals, 0)
    return weights * totals / np.maximum(weights.sum(axis=0), 0.1), totals


@settings(deadline=None, max_examples=150)
@given(tables())
def test_split_table_keeps_columns_and_running_sums(
    table: tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]],
) -> None:
    exact, totals = table
    parts = split_table(exact, totals)
    assert parts.sum(axis=0).tolist() == totals.tolist()
    assert (parts >= 0).all()
    assert not parts[exact == 0].any()
    assert np.abs(np.cumsum(parts, axis=1) - np.cumsum(exact, axis=1)).max() < 1


@settings(deadline=None)
@given(tables(), st.data())
def test_split_table_does_not_know_the_order_of_people(
    table: tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]], data: st.DataObject
) -> None:
    exact, totals = table
    keys = [f"person {at:02}" for at in range(len(exact))]
    places = list(data.draw(st.permutations(range(len(exact)))))
    parts = split_table(exact, totals, keys=keys)
    shuffled = split_table(exact[places], totals, keys=[keys[at] for at in places])
    assert shuffled.tolist() == parts[places].tolist()


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 10**9), min_size=1, max_size=5),
    weight_lists,
    st.sampled_from([1, 10, 100]),
)
def test_spread_adds_up_and_is_never_half_a_unit_off(
    totals: list[int], weights: list[float], unit: int
) -> None:
    days = spread(np.array(totals), np.array([weights] * len(totals)), unit)
    assert days.sum(axis=1).tolist() == totals
    assert (days >= 0).all()
    assert not days[:, np.array(weights) == 0].any()
    share = np.cumsum(weights) / sum(weights)
    in_units = np.array(totals) // unit * unit
    without_rest = np.cumsum(days, axis=1)[:, :-1]
    off = np.abs(without_rest - in_units[:, None] * share[:-1])
    # From the last day with weight on, the rest of less than a unit is in.
    assert (off[:, share[:-1] < 1] <= unit / 2 + 1e-6).all()
