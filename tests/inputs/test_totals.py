from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.profile import History
from tests.inputs.test_sales import Cell, book, column, read, shown

HEAD: list[Cell] = ["日期", "业务员", "金额"]


def day(name: str, amount: float) -> list[Cell]:
    return ["2026-01-05", name, amount]


def said(folder: Path, *rows: list[Cell], head: list[Cell] | None = None) -> list[str]:
    _, findings = read(book(folder, [head or HEAD, *rows]), history=History())
    return [text for text in shown(findings) if "W273" in text]


def test_a_total_that_differs_is_said_with_both_numbers(tmp_path: Path) -> None:
    assert said(tmp_path, day("a", 1), day("b", 2.5), ["合计", None, 4]) == [
        "sales.xlsx[S1]!4:金额 W273 the total 4.00 is not the sum of its rows, 3.50; the rows count"
    ]


@pytest.mark.parametrize(
    "rows",
    [
        # below its rows, with subtotals, and above them
        [day("a", 1), ["小计", None, 1], day("b", 2), ["小计", None, 2], ["总计", None, 3]],
        [["合计", None, 3], day("a", 1), day("b", 2)],
        [["a", None, 3], day("a", 1), day("a", 2)],
        # of one name, away from its rows
        [day("a", 1), day("b", 2), day("a", 4), ["a 小计", None, 5], ["b 小计", None, 2]],
        # no sums
        [day("a", 1), day("b", 2), ["合计占比", None, 100], ["去年合计", None, 9]],
        # a cent that rounding left
        [day("a", 1.004), day("b", 1.004), ["合计", None, 2.01]],
    ],
)
def test_totals_that_are_right(tmp_path: Path, rows: list[list[Cell]]) -> None:
    assert said(tmp_path, *rows) == []


def test_rows_that_do_not_count_may_be_in_a_total(tmp_path: Path) -> None:
    head: list[Cell] = [*HEAD, "状态"]
    rows: list[list[Cell]] = [[*day("a", 1), "已完成"], [*day("b", 2), "已取消"]]
    for total in (1, 3):
        assert said(tmp_path, *rows, ["合计", None, total, None], head=head) == []
    assert len(said(tmp_path, *rows, ["合计", None, 2, None], head=head)) == 1


def test_totals_of_rows_that_cannot_be_read_are_one_note(tmp_path: Path) -> None:
    unread: list[Cell] = ["2026-01-06", "b", "待定"]
    rows: list[list[Cell]]
    rows = [day("a", 1), unread, ["小计", None, 13], day("a", 2), ["小计", None, 2.5],
            unread, day("a", 4), ["小计", None, 8], ["总计", None, 22.5]]  # fmt: skip
    _, findings = read(book(tmp_path, [HEAD, *rows]), history=History())
    about = [(f.code, f.place.row, f.count) for f in findings if f.code in {"W273", "N275"}]
    # The second subtotal has nothing unread above it up to the first: it is wrong.
    assert about == [("W273", 6, 1), ("N275", 4, 3)]
    assert (
        "sales.xlsx[S1]!4:金额 N275 the total 13.00 cannot be checked, for rows that it sums up "
        "could not be read"
    ) in shown(findings)


def test_totals_above_their_rows_of_which_one_cannot_be_read(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["小计", None, 3], day("a", 1), ["2026-01-06", "b", "?"]]
    rows += [["小计", None, 12], day("a", 4), day("b", 4)]
    _, findings = read(book(tmp_path, [HEAD, *rows]), history=History())
    about = [(f.code, f.place.row) for f in findings if f.code in {"W273", "N275"}]
    assert about == [("W273", 5), ("N275", 2)]


RETURNED = History.model_validate({"count": {"negative": ["已退货"]}})


@pytest.mark.parametrize(
    ("total", "is_right"),
    [
        # 100 sold, 30 cancelled, 8 returned, 1 returned in the own words of the file
        (139, True),
        (109, True),  # without what is cancelled
        (130, True),  # returns left out
        (100, True),
        (121, True),  # returns subtracted
        (91, True),
        (131, False),
        (99, False),
        (39, False),
    ],
)
@pytest.mark.parametrize("history", [RETURNED, History()])
def test_a_total_may_treat_cancelled_and_returned_rows_in_any_way(
    tmp_path: Path, total: int, is_right: bool, history: History
) -> None:
    head: list[Cell] = [*HEAD, "订单状态"]
    rows: list[list[Cell]] = [[*day("a", 60), "已完成"], [*day("b", 40), "已完成"]]
    rows += [[*day("a", 30), "已取消"], [*day("b", 8), "已退货"], [*day("c", 1), "已退货"]]
    # A page before it that is right, so that the total of the second is not that of the sheet.
    sums: list[list[Cell]] = [["小计", None, amount, None] for amount in (139, total)]
    table = [head, *rows, sums[0], *rows, sums[1]]
    _, findings = read(book(tmp_path, table), history=history)
    assert [f.place.row for f in findings if f.code == "W273"] == ([] if is_right else [13])


def test_totals_below_and_beside_a_wide_table(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        [
            ["姓名", "2026年1月", "2026年2月", "合计"],
            ["张伟", 1, 2, 3],
            ["李娜", 3, 4, 8],
            ["合计", 4, 7, 11],
            ["平均", 2, 3, 5],
        ],
    )
    sales, findings = read(path, history=History())
    assert sum(column(sales, "amount")) == 1000
    assert shown(findings) == [
        "sales.xlsx[S1]!3:合计 W271 the total 8.00 is not the sum of its periods, 7.00; "
        "the periods count",
        "sales.xlsx[S1]!4:2026年2月 W273 the total 7.00 is not the sum of its rows, 6.00; "
        "the rows count",
    ]


@settings(max_examples=35, deadline=None)
@given(
    blocks=st.lists(
        st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=5), min_size=1, max_size=5
    ),
    off=st.integers(2, 10**6),
)
def test_sums_of_blocks_are_right_and_others_are_said(blocks: list[list[int]], off: int) -> None:
    rows: list[list[Cell]] = [HEAD]
    for cents in blocks:
        rows += [day("a", cent / 100) for cent in cents]
        rows.append(["小计", None, sum(cents) / 100])
    whole = sum(map(sum, blocks))
    sums = {sum(map(sum, blocks[start:])) for start in range(len(blocks))}
    with tempfile.TemporaryDirectory() as folder:
        last: list[Cell] = ["总计", None, whole / 100]
        right = read(book(Path(folder), [*rows, last]), history=History())[1]
        assert right == []
        if not any(abs(whole + off - total) <= 1 for total in sums):
            last = ["总计", None, (whole + off) / 100]
            found = read(book(Path(folder), [*rows, last]), history=History())[1]
            assert [finding.code for finding in found] == ["W273"]
