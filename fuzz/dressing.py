"""Clean tables of sales and of targets, dressed as people do: rows of cells, sheet by sheet.

The words come from the property tests, which know what the dressed table must be read as; here it
only has to be read or refused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Final

from tests.inputs.test_dressings import DATES, DATES_IN_WORDS, HEADERS, MONEY

from fuzz.cells import Cell, ErrorCell, Formula, Rows, nasty
from salesplan.inputs.presets import PRESETS

PEOPLE: Final = ("张伟", "李娜", " 王芳 ", "Ann Lee", "ANN LEE", "张伟/李娜", "Bo", "", "李四　")
STATES: Final = (
    "赢单",
    "输单",
    "已取消",
    "Closed Won",
    "Negotiation",
    "正常",
    "退货",
    "已完成",
    "",
)
_FURTHER: Final[dict[str, tuple[str, ...]]] = {
    "quantity": ("数量", "Qty", "Quantity (件)"),
    "price": ("单价", "Unit Price", "单价(元)"),
    "discount": ("折扣", "Discount", "折扣率"),
    "customer": ("客户名称", "Account Name", "Customer"),
    "product": ("产品", "SKU", "Product"),
    "region": ("地区", "Region"),
    "order": ("订单编号", "Order ID", "Order Number"),
    "status": ("状态", "Stage", "订单状态"),
    "currency": ("币种", "Currency"),
    "share": ("业绩比例", "分成比例", "Share"),
    "note": ("备注", "Notes", ""),
}
_PERIODS: Final = (
    *("{n}月", "{y}-{n:02}", "{y}年{n}月", "{n}月销售额", "M{n}", "Q{q}", "第{q}季度", "{y}Q{q}"),
    *("{y}-{n:02}-01", "{n}", "{y}年第{q}季度", "{b}", "{b}-26", "{b} {y}"),
)
_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
_ASIDES: Final[tuple[list[Cell], ...]] = (
    [],
    [None],
    ["备注：含税"],
    [None, "小计", 5],
    ["合计", None, 7],
    ["销售明细"],
    ["单位：万元"],
    ["业务员：张伟"],
    ["2026年"],
)


@dataclass(frozen=True)
class SheetOfRows:
    """A sheet to be written. `merged` are (first row, first column, last row, last column)."""

    name: str
    rows: Rows
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()


def dressed(random: Random) -> list[SheetOfRows]:
    """The sheets of a file that somebody might have."""
    makers = (sales_table, sales_table, sales_table, wide_table, export, stacked, beside)
    sheets = [random.choice(makers)(random) for _ in range(random.choice((1, 1, 1, 2, 3)))]
    named = [
        SheetOfRows(
            random.choice(
                (f"S{number}", f"{number}月", f"202{number}", "地区经理", "a'b[c", "销售")
            ),
            rows,
            hidden=random.random() < 0.05,
            merged=_merged(random, rows) if random.random() < 0.1 else (),
        )
        for number, rows in enumerate(sheets, 1)
    ]
    return [replace(each, name=f"{each.name}{at or ''}") for at, each in enumerate(named)]


def sales_table(random: Random) -> Rows:
    """One sale a row."""
    further = random.sample(sorted(_FURTHER), random.choice((0, 0, 1, 2, 3, 5, len(_FURTHER))))
    fields = ["date", "rep", "amount", *further]
    if random.random() < 0.1:
        fields.remove(random.choice(("date", "rep", "amount")))
    random.shuffle(fields)
    names = {**HEADERS, **_FURTHER}
    header: list[Cell] = [random.choice(names[field]) for field in fields]
    write = _formats(random)
    rows: Rows = [header]
    for _ in range(random.choice((0, 1, 2, 3, 5, 8, 13, 40))):
        rows.append([write[field](random) for field in fields])
        if random.random() < 0.08:
            rows.append(list(random.choice((*_ASIDES, header))))
    return _framed(random, rows)


def _formats(random: Random) -> dict[str, Callable[[Random], Cell]]:
    """How each field is written in one table."""
    date = random.choice((None, *DATES, *DATES_IN_WORDS, "{:%d/%m/%Y}", "{:%m/%d/%Y}", "{:%Y-%m}"))
    money = random.choice((None, None, *MONEY, "{:.1f}万", "({:,.2f})"))

    def day(random: Random) -> Cell:
        found = dt.date(2026, 1, 1) + dt.timedelta(days=random.randrange(365))
        return found if date is None else date.format(found)

    def amount(random: Random) -> Cell:
        cents = random.choice((random.randrange(-(10**4), 10**7), random.randrange(10**11)))
        if random.random() < 0.03:
            return Formula("B2*C2", random.choice((None, cents / 100)))
        return cents / 100 if money is None else money.format(Decimal(cents) / 100)

    return {
        "date": day,
        "rep": lambda random: random.choice(PEOPLE),
        "amount": amount,
        "quantity": lambda random: random.choice((random.randrange(50), "12件", 1.5, None)),
        "price": amount,
        "discount": lambda random: random.choice((0, 0.2, "5%", "8折", "15", None)),
        "customer": lambda random: random.choice(("甲公司", "乙公司 ", "Contoso", "")),
        "product": lambda random: random.choice(("A-1", "00123", "打印机")),
        "region": lambda random: random.choice(("华东", "华南", "East")),
        "order": lambda random: random.choice(("SO-1", "SO-2", 1003, "")),
        "status": lambda random: random.choice(STATES),
        "currency": lambda random: random.choice(("CNY", "USD", "人民币", "", "XXX")),
        "share": lambda random: random.choice(("50%", 0.5, 1, "33.3%", 0, "2", None)),
        "note": lambda random: random.choice(("", "ok", "第一行\n第二行")),
    }


def wide_table(random: Random) -> Rows:
    """People by periods."""
    form = random.choice(_PERIODS)
    periods = random.choice((2, 4, 12, 12, 24))
    labels = [
        form.format(n=n % 12 + 1, q=n % 4 + 1, y=2025 + n // 12, b=_MONTHS[n % 12])
        for n in range(periods)
    ]
    rows: Rows = [[random.choice(("姓名", "销售", "Sales Rep", "")), *labels]]
    if random.random() < 0.3:
        rows[0].append(random.choice(("合计", "Total", "年度", "平均")))
    for name in random.sample(PEOPLE, random.randrange(1, 6)):
        cells: list[Cell] = [
            None if random.random() < 0.1 else random.randrange(10**6) / 100 for _ in labels
        ]
        rows.append([name, *cells])
    if random.random() < 0.4:
        rows.append(["合计", *[1.0] * periods])
    if random.random() < 0.3:
        rows.insert(0, [random.choice(("2026年", "2026", "单位：万元", "目标 2026"))])
    return _framed(random, rows)


def export(random: Random) -> Rows:
    """An export of a known system."""
    preset = random.choice(PRESETS)
    write = _formats(random)
    fields = {header: field for field, header in preset.columns.items() if header}
    headers = sorted({*preset.headers, *fields})
    random.shuffle(headers)
    rows: Rows = [list(headers)]
    for _ in range(random.randrange(6)):
        rows.append([write[fields.get(header, "note")](random) for header in headers])
    return rows


def stacked(random: Random) -> Rows:
    """Two tables, one below the other."""
    gap: Rows = [[] for _ in range(random.randrange(3))]
    return [*sales_table(random), *gap, *random.choice((sales_table, wide_table))(random)]


def beside(random: Random) -> Rows:
    """Two tables side by side."""
    left, right = sales_table(random), random.choice((sales_table, wide_table))(random)
    width = max((len(row) for row in left), default=0) + random.randrange(2)
    height = max(len(left), len(right))
    left += [[] for _ in range(height - len(left))]
    right += [[] for _ in range(height - len(right))]
    return [[*a, *[None] * (width - len(a)), *b] for a, b in zip(left, right, strict=True)]


def _framed(random: Random, rows: Rows) -> Rows:
    """With titles above, notes below and blank columns on the left."""
    above = [list(random.choice(_ASIDES)) for _ in range(random.choice((0, 0, 0, 1, 2, 5)))]
    below = [list(random.choice(_ASIDES)) for _ in range(random.choice((0, 0, 0, 1, 2)))]
    left: list[Cell] = [None] * random.choice((0, 0, 0, 1, 3))
    return [left + row for row in [*above, *rows, *below]]


def _merged(random: Random, rows: Rows) -> tuple[tuple[int, int, int, int], ...]:
    top, left = random.randrange(len(rows) + 1), random.randrange(4)
    return ((top, left, top + random.randrange(3), left + random.randrange(3)),)


# --------------------------------------------------------------------------------------------
# Wrong on purpose
# --------------------------------------------------------------------------------------------


def spoiled(random: Random, sheets: list[SheetOfRows]) -> list[SheetOfRows]:
    """The same sheets after some mistakes in their cells and rows."""
    result = [replace(sheet, rows=[list(row) for row in sheet.rows]) for sheet in sheets]
    for _ in range(random.choice((1, 1, 2, 3, 5, 20))):
        rows = random.choice(result).rows
        if rows:
            random.choice(_MISTAKES)(random, rows)
    return result


def _spoil_cell(random: Random, rows: Rows) -> None:
    row = random.choice(rows)
    if row:
        row[random.randrange(len(row))] = nasty(random)


def _spoil_column(random: Random, rows: Rows) -> None:
    at, bad = random.randrange(max(1, *(len(row) for row in rows))), nasty(random)
    for row in rows[random.randrange(3) :]:
        if at < len(row):
            row[at] = bad if random.random() < 0.8 else nasty(random)


def _swap_cells(random: Random, rows: Rows) -> None:
    one, other = random.choice(rows), random.choice(rows)
    if one and other:
        i, j = random.randrange(len(one)), random.randrange(len(other))
        one[i], other[j] = other[j], one[i]


def _repeat_row(random: Random, rows: Rows) -> None:
    rows.insert(random.randrange(len(rows) + 1), list(random.choice(rows)))


def _drop_row(random: Random, rows: Rows) -> None:
    del rows[random.randrange(len(rows))]


def _drop_cell(random: Random, rows: Rows) -> None:
    row = random.choice(rows)
    if row:
        del row[random.randrange(len(row))]


def _widen(random: Random, rows: Rows) -> None:
    random.choice(rows).extend(nasty(random) for _ in range(random.choice((1, 3, 300))))


def _add_nasty_row(random: Random, rows: Rows) -> None:
    width = random.choice((1, 3, 8))
    rows.insert(random.randrange(len(rows) + 1), [nasty(random) for _ in range(width)])


def _as_text(random: Random, rows: Rows) -> None:
    row = random.choice(rows)
    row[:] = [None if c is None else str(c.name if isinstance(c, ErrorCell) else c) for c in row]


_MISTAKES: Final = (
    *(_spoil_cell, _spoil_cell, _spoil_cell, _spoil_cell, _spoil_column, _spoil_column),
    *(_swap_cells, _repeat_row, _drop_row, _drop_cell, _widen, _add_nasty_row, _as_text),
)
