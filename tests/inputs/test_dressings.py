"""A clean table, dressed as people do, gives the same sales back."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.sales import UNASSIGNED, Sales
from salesplan.errors import Finding
from salesplan.inputs.sales import read_sales
from salesplan.profile import DateOrder, History
from tests.inputs.grids import WRITERS, Cell, write_text
from tests.inputs.test_sales import column

T = TypeVar("T")
Pick = Callable[[st.SearchStrategy[T]], T]
Row = tuple[dt.date, str, int]

DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31))
PEOPLE = ("张三", "Ann Lee", "李四", "欧阳娜娜")
ROWS = st.lists(
    st.tuples(DAYS, st.sampled_from(PEOPLE), st.integers(-(10**11), 10**11)),
    min_size=1,
    max_size=12,
)

HEADERS: Final = {
    "date": ("下单日期", "Order Date", "日期（必填）", "closing_date", "ＤＡＴＥ"),
    "rep": ("业务员", "Sales Rep", "负责人", "Deal Owner"),
    "amount": ("金额", "Amount", "销售订单金额(元)", "ext price"),
}
DATES: Final = ("{:%Y-%m-%d}", "{:%Y/%m/%d}", "{:%Y.%m.%d}", "{:%Y年%m月%d日}", "{:%Y%m%d}")
DATES_IN_WORDS: Final = ("{:%d-%b-%Y}", "{:%B %d, %Y}", "{:%Y-%m-%d} 13:05:00", "{:%a %d %b %Y}")
MONEY: Final = ("{:.2f}", "{:,.2f}", "¥{:,.2f}", "{:.2f}元", "CNY {:,.2f}", "  {:.2f} ")
FULL_WIDTH: Final = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
ENCODINGS: Final = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


def in_yuan(cents: int) -> Decimal:
    return Decimal(cents) / 100


def as_money(pick: Pick[str], cents: int, factor: int) -> str:
    """An amount as text, in a unit of the whole table, or in one of its own."""
    amount = in_yuan(cents)
    if factor != 1:
        return f"{amount / factor:f}"
    shape = pick(st.sampled_from((*MONEY, "brackets", "trailing", "万", "full width")))
    if shape == "万":
        return f"{amount / 10**4:f}万"
    if shape == "full width":
        return f"{amount:,.2f}".translate(FULL_WIDTH)
    if shape == "brackets":
        return f"({-amount:,.2f})" if cents < 0 else f"{amount:,.2f}"
    if shape == "trailing":
        return f"{-amount:.2f}-" if cents < 0 else f"{amount:.2f}"
    return shape.format(amount)


@dataclass
class Grid:
    """Lines of cells, and the numbers of those that are sales, counted from 1."""

    lines: list[list[Cell]]
    rows: list[int]

    def add(self, line: Sequence[Cell], *, sale: bool = False) -> None:
        self.lines.append(list(line))
        if sale:
            self.rows.append(len(self.lines))


def read_grid(
    pick: Pick[str], grid: Grid, ending: str, history: History | None = None
) -> tuple[Sales, list[Finding]]:
    """What is read of a file with these lines, as wide as the widest."""
    width = max(map(len, grid.lines))
    lines = [[*line, *[None] * (width - len(line))] for line in grid.lines]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sales{ending}"
        if ending.startswith(".csv"):
            delimiter = pick(st.sampled_from(",;\t|"))
            write_text(path, lines, pick(st.sampled_from(ENCODINGS)), delimiter)
        else:
            WRITERS[ending](path, lines)
        return read_sales([path], history or History(), 2)


def assert_same(sales: Sales, rows: Sequence[Row], numbers: Sequence[int]) -> None:
    assert column(sales, "date") == [day.isoformat() for day, _, _ in rows]
    assert column(sales, "rep") == [rep for _, rep, _ in rows]
    assert column(sales, "amount") == [cents for _, _, cents in rows]
    assert column(sales, "row") == list(numbers)
    for account in sales.accounts:
        assert account.read == account.used + account.rejected + account.left_out


# One table of single sales


def head(pick: Pick[str], order: Sequence[str], factor: int, *, two_lines: bool) -> list[list[str]]:
    """The header in one line, or in two with what is merged above the amount."""
    names = {field: pick(st.sampled_from(texts)) for field, texts in HEADERS.items()}
    names |= {"note": "备注", "quantity": "数量"}
    if factor != 1:
        names["amount"] = "金额（万元）"
    if not two_lines:
        return [[names[field] for field in order]]
    upper = ["本期" if field == "amount" else names[field] for field in order]
    lower = [names[field] if field == "amount" else "" for field in order]
    return [upper, lower]


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, data=st.data())
def test_a_table_of_sales(rows: list[Row], data: st.DataObject) -> None:
    pick = data.draw
    ending = pick(st.sampled_from(sorted(WRITERS)))
    in_table = ending == ".parquet"  # nothing can stand around it
    margin = [None] * (0 if in_table else pick(st.integers(0, 2)))
    factor = pick(st.sampled_from((1, 1, 10**4)))
    order = pick(st.permutations(["date", "rep", "amount", "note", "quantity"]))
    grid = Grid([], [])
    for title in [] if in_table else pick(st.lists(st.sampled_from(("销售明细", "")), max_size=3)):
        grid.add([*margin, title])
    if factor != 1 and not in_table and pick(st.booleans()):
        grid.add([*margin, None, "单位：万元"])
    two_lines = not in_table and pick(st.booleans())
    header = head(pick, order, factor, two_lines=two_lines)
    for line in header:
        grid.add([*margin, *line])
    shapes = pick(
        st.lists(st.sampled_from((*DATES, *DATES_IN_WORDS, "day")), min_size=1, max_size=3)
    )
    since: list[int] = []
    for day, rep, cents in rows:
        since.append(cents)
        typed = ending not in {".csv", ".csv.gz", ".parquet"} and pick(st.booleans())
        shape = pick(st.sampled_from(shapes))
        cells: dict[str, Cell] = {
            "date": day if shape == "day" else shape.format(day),
            "rep": pick(st.sampled_from(["{}", " {} ", "{}　"])).format(rep),
            "amount": float(in_yuan(cents) / factor) if typed else as_money(pick, cents, factor),
            "note": pick(st.sampled_from(["", "ok", "第一行\n第二行"])),
            "quantity": pick(st.sampled_from([1, 2.5])),
        }
        grid.add([*margin, *(cells[field] for field in order)], sale=True)
        for aside in pick(
            st.lists(st.sampled_from(("blank", "total", "header", "note")), max_size=1)
        ):
            if aside == "blank":
                grid.add([None])
            elif aside == "header" and not two_lines:
                grid.add([*margin, *header[0]])
            elif aside == "total":
                word = pick(st.sampled_from(("小计", "合 计：", "Subtotal")))
                total = {"rep": word, "amount": f"{in_yuan(sum(since)) / factor:f}"}
                grid.add([*margin, *(total.get(field) for field in order)])
                since = []
            elif aside == "note" and not in_table:
                grid.add([*margin, "其中含税"])
    total = {"date": "合计", "amount": f"{in_yuan(sum(row[2] for row in rows)) / factor:f}"}
    grid.add([*margin, *(total.get(field) for field in order)])
    if not in_table:
        grid.add([None])
        grid.add([*margin, "制表人：王芳", None, "审核：李娜"])
        grid.add([*margin, "备注：以上金额均含税"])
    sales, findings = read_grid(pick, grid, ending)
    made_up = {"W273"} if any(5 in line for line in grid.lines) else set()
    assert {f.code for f in findings} - {"N203"} <= made_up
    assert_same(sales, rows, grid.rows)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, day_first=st.booleans(), data=st.data())
def test_dates_that_could_be_read_in_two_ways(
    rows: list[Row], day_first: bool, data: st.DataObject
) -> None:
    """The same sales, or an error; never others."""
    shape = "{:%d/%m/%Y}" if day_first else "{:%m/%d/%Y}"
    grid = Grid([["日期", "业务员", "金额"]], [])
    for day, rep, cents in rows:
        grid.add([shape.format(day), rep, f"{in_yuan(cents):.2f}"], sale=True)
    ending = data.draw(st.sampled_from([".csv", ".xlsx", ".ods"]))
    sales, findings = read_grid(data.draw, grid, ending)
    told = DateOrder.DAY_FIRST if day_first else DateOrder.MONTH_FIRST
    with_help, _ = read_grid(data.draw, grid, ending, History(date_order=told))
    assert_same(with_help, rows, grid.rows)
    telling = any(day.day > 12 for day, _, _ in rows)
    same = all(day.day == day.month for day, _, _ in rows)
    if telling or same:
        assert findings == []
        assert_same(sales, rows, grid.rows)
    else:
        assert "E224" in {f.code for f in findings}


# People in blocks of their own, below a line with the name or one below another


@settings(max_examples=60, deadline=None)
@given(blocks=st.lists(ROWS, min_size=1, max_size=3), data=st.data())
def test_a_block_for_each_person(blocks: list[list[Row]], data: st.DataObject) -> None:
    pick = data.draw
    repeated = pick(st.booleans())
    grid = Grid([["销售明细表"], []], [])
    wanted: list[Row] = []
    if not repeated:
        grid.add(["日期", "客户", "金额"])
    for name, rows in zip(PEOPLE, blocks, strict=False):
        grid.add([f"业务员：{name}"])
        if repeated:
            grid.add(["日期", "客户", "金额"])
        for day, customer, cents in rows:
            grid.add([day.isoformat(), customer, f"{in_yuan(cents):.2f}"], sale=True)
            wanted.append((day, name, cents))
        grid.add(["小计", None, f"{in_yuan(sum(row[2] for row in rows)):.2f}"])
        if pick(st.booleans()):
            grid.add([None])
    grid.add(["总计", None, f"{in_yuan(sum(row[2] for row in wanted)):.2f}"])
    sales, findings = read_grid(
        pick, grid, pick(st.sampled_from([".csv", ".xlsx", ".ods", ".xls"]))
    )
    assert {f.code for f in findings} - {"W273"} == {"N274"}  # the total of all is made up
    assert_same(sales, wanted, grid.rows)


# People by periods

PERIODS: Final = {
    1: (
        "{n}月",
        "{y}-{n:02}",
        "{y}年{n}月",
        "{n}月销售额",
        "M{n}",
        "name",
        "Name",
        "一月",
        "first",
    ),
    3: ("Q{n}", "{y}Q{n}", "第{n}季", "{y}年{n}季度", "一季度"),
}
CHINESE: Final = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
MONTHLY = st.lists(
    st.lists(st.none() | st.integers(-(10**7), 10**7), min_size=12, max_size=12),
    min_size=1,
    max_size=4,
)


def period(shape: str, number: int) -> Cell:
    """The header of a month or a quarter, counted from 1."""
    if shape in {"一月", "一季度"}:
        return shape.replace("一", CHINESE[number - 1])
    day = dt.date(2026, number, 1)
    words: dict[str, Cell] = {"name": f"{day:%b}", "Name": f"{day:%B} 2026", "first": day}
    return words.get(shape, shape.format(n=number, y=2026))


@settings(max_examples=60, deadline=None)
@given(table=MONTHLY, data=st.data())
def test_people_by_periods(table: list[list[int | None]], data: st.DataObject) -> None:
    pick = data.draw
    size = pick(st.sampled_from((1, 3)))
    count = 12 // size
    shape = pick(st.sampled_from(PERIODS[size]))
    factor = pick(st.sampled_from((1, 10**4)))
    ending = pick(st.sampled_from([".xlsx", ".ods", ".xls", ".csv"]))
    if shape == "first" and ending == ".xls":
        shape = "一月"  # days are numbers there
    margin: list[Cell] = [None] * pick(st.integers(0, 2))
    grid = Grid([[*margin, "2026年销售统计"]], [])
    if factor != 1:
        grid.add([*margin, *[None] * count, "单位：万元"])
    headers = [period(shape, number) for number in range(1, count + 1)]
    two_lines = pick(st.booleans()) and ending != ".parquet"
    if two_lines:
        grid.add([*margin, None, "2026年", *[None] * (count - 1)])
    places = pick(st.permutations(range(count)))
    with_total = pick(st.booleans())
    total: list[Cell] = ["合计"] if with_total else []
    grid.add([*margin, "姓名", *(headers[at] for at in places), *total])
    wanted = []
    for name, amounts in zip(PEOPLE, table, strict=False):
        cells = [amounts[at] for at in range(count)]
        texts = [None if c is None else f"{in_yuan(c) / factor:f}" for c in cells]
        whole = f"{in_yuan(sum(c or 0 for c in cells)) / factor:f}"
        grid.add([*margin, name, *(texts[at] for at in places), *([whole] if with_total else [])])
        for at in places:
            if (cents := cells[at]) is not None:
                parts = [cents // size + (part < cents % size) for part in range(size)]
                wanted += [
                    (dt.date(2026, at * size + part + 1, 1), name, cent, len(grid.lines))
                    for part, cent in enumerate(parts)
                ]
    sums = [sum(row[at] or 0 for row in table) for at in range(count)]
    grid.add([*margin, "合计", *(f"{in_yuan(sums[at]) / factor:f}" for at in places)])
    grid.add([*margin, "注：数据来自系统"])
    grid.add([*margin, "制表人：王芳", "审核人：李娜"])
    sales, findings = read_grid(pick, grid, ending)
    codes = {finding.code for finding in findings}
    if "E249" in codes:  # Q1, Q4, Q3, Q2 may be the quarters since Q2, the last one first
        assert list(places) != sorted(places)
        return
    assert codes <= {"N203", "N271", "N272", *([] if wanted else ["E219"])}
    assert_same(sales, [row[:3] for row in wanted], [row[3] for row in wanted])


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".xls", ".csv"])
def test_no_people_at_all(ending: str) -> None:
    grid = Grid([["日期", "金额"], ["2026-01-05", "1"]], [2])
    with tempfile.TemporaryDirectory() as folder:
        WRITERS[ending](Path(folder) / f"sales{ending}", grid.lines)
        sales, findings = read_sales([Path(folder) / f"sales{ending}"], History(), 2)
    assert_same(sales, [(dt.date(2026, 1, 5), UNASSIGNED, 100)], [2])
    assert [f.code for f in findings] == ["W221"]
