"""Made-up sales and their profiles, kept in `.data` beside this file.

The same arguments give the same rows. Workbooks are written by XlsxWriter in its normal mode:
texts stand in the table of shared strings, as Excel leaves them (constant memory writes them into
the cells instead, which readers find easier).

Run as a program (`python -m benchmarks.data NAME`) so that the memory this takes is not counted as
that of the processes measured afterwards.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / ".data"
HEADERS: Final = ("订单编号", "下单日期", "业务员", "客户名称", "产品", "数量", "单价", "金额")

_SEASON: Final = (9, 6, 10, 10, 11, 12, 9, 9, 11, 10, 12, 14)
_SURNAMES: Final = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗"
_GIVEN: Final = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚"
    "桂英华玉萍红鹏飞玲宇浩欣怡佳雪琪琳晨瑞博文思远志豪梦瑶嘉宁"
)
_LEVELS: Final = ("junior", "intermediate", "senior", "expert")
_TEAM_SIZE: Final = 20


@dataclass(frozen=True)
class Scale:
    """How many rows, of how many people (at most 1,000), on which days; and the year's goal."""

    name: str
    rows: int
    people: int
    first: dt.date = dt.date(2025, 1, 1)
    days: int = 1095
    growth: str = "20%"

    @property
    def workbook(self) -> Path:
        return FOLDER / f"{self.name}.xlsx"

    @property
    def profile(self) -> Path:
        return FOLDER / f"{self.name}.yaml"

    @property
    def plan(self) -> Path:
        return FOLDER / f"{self.name}-plan.xlsx"

    @property
    def cells(self) -> Path:
        """The cells of `plan`, for the bare writer."""
        return FOLDER / f"{self.name}-plan.pickle"


BIG: Final = Scale("big", 1_000_000, 1_000)
MID: Final = Scale("mid", 50_000, 200)
# The plan of a small history, with a goal that a million rows up to October are about on pace for.
LAST_YEAR: Final = Scale("review-history", 100_000, 1_000, dt.date(2027, 1, 1), 365, "1150%")
THIS_YEAR: Final = Scale("review-actuals", 1_000_000, 1_000, dt.date(2028, 1, 1), 294)
SCALES: Final = {scale.name: scale for scale in (BIG, MID, LAST_YEAR, THIS_YEAR)}


def people(count: int) -> list[str]:
    """Different Chinese names of two characters."""
    return [_SURNAMES[at % 20] + _GIVEN[at // 20] for at in range(count)]


def write_workbook(scale: Scale) -> None:
    """Order lines, in the order in which they happen to come."""
    import xlsxwriter

    chance = random.Random(1)
    days = [scale.first + dt.timedelta(at) for at in range(scale.days)]
    names = people(scale.people)
    pace = [chance.uniform(0.5, 2) for _ in names]
    when = chance.choices(days, [_SEASON[day.month - 1] for day in days], k=scale.rows)
    who = chance.choices(names, pace, k=scale.rows)
    temporary = scale.workbook.with_suffix(".part")
    with xlsxwriter.Workbook(temporary) as book:
        sheet = book.add_worksheet("订单")
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEADERS)
        for row in range(1, scale.rows + 1):
            quantity, price = chance.randint(1, 20), chance.randint(100, 99_999) / 100
            sheet.write_string(row, 0, f"SO{row:08d}")
            sheet.write_datetime(row, 1, when[row - 1], date)
            sheet.write_string(row, 2, who[row - 1])
            sheet.write_string(row, 3, f"客户{chance.randrange(20_000):05d}")
            sheet.write_string(row, 4, f"产品{chance.randrange(300):03d}")
            sheet.write_number(row, 5, quantity)
            sheet.write_number(row, 6, price)
            sheet.write_number(row, 7, round(quantity * price, 2))
    temporary.replace(scale.workbook)


def write_profile(scale: Scale) -> None:
    """Teams of 20, one metric, the 366 days of 2028."""
    names = people(scale.people)
    lines = [
        "organisation: 华东销售部",
        "language: zh",
        "currency: CNY",
        "fiscal_year: {start: 2028-01-01}",
        "calendar: {country: CN}",
        f"history: {{files: [{scale.workbook.name}]}}",
        "goals:",
        f"  - {{metric: revenue, growth: {scale.growth}, unit: 100}}",
        "team:",
    ]
    for first in range(0, scale.people, _TEAM_SIZE):
        lines += [f"  - name: 团队{first // _TEAM_SIZE + 1:02d}", "    reps:"]
        for at, name in enumerate(names[first : first + _TEAM_SIZE]):
            lines.append(f"      - {{name: {name}, skill: {_LEVELS[at % 4]}}}")
    scale.profile.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    wanted = SCALES[sys.argv[1]]
    write_profile(wanted)
    if not wanted.workbook.exists():
        write_workbook(wanted)
