"""A million orders as a CRM exports them, in several formats, kept in `.data` beside this file.

`clean` is a plain table: real dates, numbers, a state of which the known ones count. `dirty` is
what colleagues make of it: lines above the header, dates as text in three shapes, amounts with
signs and separators, spaces around names, subtotals and blank lines, returns told by their state,
and a few cells that nobody can read; its text file is in GB18030.

The same call gives the same rows. Run as a program (`python -m benchmarks.exports clean.csv`), as
`data` is.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.data import FOLDER, people

ROWS: Final = 1_000_000
FORMATS: Final = ("xlsx", "csv", "parquet")
PROFILE: Final = FOLDER / "orders-dirty.yaml"
"""What has to be said of the dirty ones: which state is a return."""

_CLEAN: Final = ("订单编号", "下单日期", "业务员", "客户名称", "产品名称", "区域", "状态", "金额")
_DIRTY: Final = (
    *("订单编号", "下单日期（必填）", "业务员", "客户名称"),
    *("产品名称", "所属区域", "订单状态", "金额（元）"),
)
_REGIONS: Final = ("华东", "华南", "华北", "华中", "西南", "西北", "东北")
_STATES: Final = ("已完成", "已取消", "已退货", "审批中")
_SHARES: Final = (90, 4, 4, 2)
_FIRST: Final = dt.date(2025, 1, 1)
_DAYS: Final = 1095
_PAGE: Final = 10_000
"""Rows of a dirty table from one subtotal to the next."""

_SETTINGS: Final = """\
organisation: 华东销售部
language: zh
currency: CNY
fiscal_year: {start: 2028-01-01}
history: {count: {negative: [已退货]}}
goals:
  - {metric: revenue, annual: 1亿}
team:
  - name: 一组
    reps:
"""

Row = list[str | float | dt.date | None]


@dataclass(frozen=True)
class Order:
    """One row, before it is dressed."""

    number: int
    day: dt.date
    rep: str
    customer: int
    product: int
    region: str
    state: str
    cents: int


def path_of(name: str, ending: str) -> Path:
    """Where the `clean` or `dirty` orders of a format stand."""
    return FOLDER / f"orders-{name}.{ending}"


def orders(count: int = ROWS) -> Iterator[Order]:
    """Orders of 1,000 people in three years, in no order of days."""
    chance = random.Random(4)
    names = people(1000)
    pace = [chance.uniform(0.5, 2) for _ in names]
    who = chance.choices(range(1000), pace, k=count)
    states = chance.choices(_STATES, _SHARES, k=count)
    for at in range(count):
        yield Order(
            at + 1,
            _FIRST + dt.timedelta(chance.randrange(_DAYS)),
            names[who[at]],
            chance.randrange(20_000),
            chance.randrange(300),
            _REGIONS[who[at] % 7],
            states[at],
            chance.randint(100, 99_999) * chance.randint(1, 20),
        )


def clean_rows() -> Iterator[Row]:
    """The header and the orders, as the system itself would write them."""
    yield list(_CLEAN)
    for order in orders():
        yield [*_texts(order), order.cents / 100]


def _texts(order: Order) -> Row:
    return [
        f"SO{order.number:08d}",
        order.day,
        order.rep,
        f"客户{order.customer:05d}",
        f"产品{order.product:03d}",
        order.region,
        order.state,
    ]


def dirty_rows() -> Iterator[Row]:
    """The same with everything that people do to it."""
    chance = random.Random(5)
    blank: Row = [None] * len(_DIRTY)
    yield ["2025—2027年销售明细", *blank[1:]]
    yield [None, None, None, None, None, None, None, "单位：元"]
    yield list(_DIRTY)
    page = whole = 0
    for order in orders():
        row = _texts(order)
        row[1] = None if chance.random() < 0.0001 else _day_text(order, chance)
        row[2] = f"{order.rep}  " if chance.random() < 0.05 else order.rep
        yield [*row, "待定" if chance.random() < 0.0002 else _amount_text(order, chance)]
        page += order.cents
        if order.number % _PAGE == 0:
            yield [None, None, "小计", None, None, None, None, f"¥{page / 100:,.2f}"]
            yield blank
            page, whole = 0, whole + page
    yield ["合计", None, None, None, None, None, None, f"¥{whole / 100:,.2f}"]
    yield ["制表：销售运营部", *blank[1:]]


def _day_text(order: Order, chance: random.Random) -> str:
    day, kind = order.day, chance.random()
    if kind < 0.6:
        return f"{day.year}/{day.month}/{day.day}"
    if kind < 0.9:
        time = f"{chance.randrange(8, 20)}:{chance.randrange(60):02d}:{chance.randrange(60):02d}"
        return f"{day} {time}"
    return f"{day.year}年{day.month}月{day.day}日"


def _amount_text(order: Order, chance: random.Random) -> str | float:
    major, kind = order.cents / 100, chance.random()
    if kind < 0.9:
        return f"¥{major:,.2f}"
    if kind < 0.95:
        return f"{major:,.2f}元"
    return major if kind < 0.99 else f"{major / 10_000:.6f}万"


# --------------------------------------------------------------------------------------------
# Files
# --------------------------------------------------------------------------------------------


def write_xlsx(rows: Iterator[Row], target: Path) -> None:
    """Texts in the table of shared strings, as Excel leaves them."""
    import xlsxwriter

    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("订单")
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif isinstance(cell, dt.date):
                    sheet.write_datetime(number, column, cell, date)
                elif cell is not None:
                    sheet.write_number(number, column, cell)


def write_csv(rows: Iterator[Row], target: Path, encoding: str = "utf-8") -> None:
    with target.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(rows)


def write_parquet(rows: Iterator[Row], target: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    header = next(rows)
    columns = dict(zip(header, zip(*rows, strict=True), strict=True))
    pq.write_table(pa.table({name: pa.array(cells) for name, cells in columns.items()}), target)


def write_profile() -> None:
    team = "".join(f"      - {{name: {name}}}\n" for name in people(1000))
    PROFILE.write_text(_SETTINGS + team, encoding="utf-8")


def write(name: str, ending: str) -> None:
    """The `clean` or `dirty` orders in a format, whole or not at all; and the profile."""
    write_profile()
    target = path_of(name, ending)
    temporary = target.with_name(f"part-{target.name}")
    rows = clean_rows() if name == "clean" else dirty_rows()
    if ending == "xlsx":
        write_xlsx(rows, temporary)
    elif ending == "csv":
        write_csv(rows, temporary, "utf-8" if name == "clean" else "gb18030")
    else:
        write_parquet(rows, temporary)
    temporary.replace(target)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    write(*sys.argv[1].split("."))
