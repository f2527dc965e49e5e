"""How the profile says where past sales are, and how to read them."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from salesplan.profile.fields import Currency, Model, Number


class DateOrder(StrEnum):
    """How to read text dates such as 03/04/2026."""

    AUTO = "auto"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class DiscountMeaning(StrEnum):
    """What a discount such as 0.2, or 20, says of a price."""

    AUTO = "auto"
    DEDUCTED = "deducted"
    PAID = "paid"
    MONEY = "money"


class Duplicates(StrEnum):
    """What becomes of a sale that stands in the files twice."""

    AUTO = "auto"
    LEAVE_OUT = "leave_out"
    KEEP = "keep"


Encoding = Literal[
    "utf-8",
    "utf-16",
    "gb18030",
    "big5",
    "shift_jis",
    "euc-kr",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1254",
]
"""How the characters of a text file may be written; gb18030 is also what GBK and GB2312 are."""

HistoryField = Literal[
    "date",
    "rep",
    "amount",
    "quantity",
    "customer",
    "product",
    "region",
    "order",
    "status",
    "price",
    "discount",
    "currency",
    "share",
]
JoinedField = Literal[
    "date", "rep", "customer", "product", "region", "order", "status", "currency", "share"
]


def _listed(value: object) -> object:
    return value if isinstance(value, list | tuple) else (value,)


def _unlisted(headers: tuple[str, ...]) -> str | list[str]:
    return headers[0] if len(headers) == 1 else list(headers)


_HEADERS_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"type": "string"}, "minItems": 1},
    ],
    "examples": ["业务员", ["姓名", "业务员"]],
}
Headers = Annotated[
    tuple[str, ...],
    BeforeValidator(_listed),
    Field(min_length=1),
    PlainSerializer(_unlisted, when_used="json"),
    WithJsonSchema(_HEADERS_SCHEMA),
]
"""One header, or several of which each sheet has one."""


class Counting(Model):
    """Which rows of a history are sales, by the column `status` (a stage, a state of an order)."""

    only: tuple[str, ...] = ()
    """Count only rows with one of these: `[赢单, Closed Won]`."""
    without: tuple[str, ...] = ()
    """Leave rows with one of these out, beside known ones such as 已取消 or Cancelled."""
    negative: tuple[str, ...] = ()
    """Rows with one of these are returns: their amounts count as negative."""


class Join(Model):
    """A second table from which a sales row takes what it lacks, by a key that both have."""

    file: str | None = None
    """The file with the table, relative to this one. Default: the file of the sales."""
    sheet: str | None = None
    """The sheet with the table. Default: the first with both headers."""
    key: str
    """Header of the key among the sales."""
    to: str | None = None
    """Header of the key in the table. Default: the same."""
    columns: dict[JoinedField, str] = Field(min_length=1)
    """What is taken from which header of the table: `{rep: 地区经理}`."""


class History(Model):
    """Past sales."""

    files: tuple[str, ...] = ()
    """Spreadsheets (.xlsx, .csv), folders of them or patterns such as `sales-*.xlsx`, relative to
    this file."""
    preset: str | None = None
    """The export that the files are: `zoho_deals`, … Default: the one that fits; else `none`."""
    columns: dict[HistoryField, Headers] = Field(default_factory=dict)
    """Headers of columns that are not recognised by themselves: `rep: 业务员`. Where files call a
    column differently, a list, of which each sheet's first counts: `rep: [姓名, 业务员]`."""
    count: Counting = Counting()
    """Which rows are sales, where there is a column of stages or states."""
    joins: tuple[Join, ...] = ()
    """Tables from which rows take what they lack: people by region, names by number."""
    separators: str = ""
    """Characters between several people in one cell, who share its amount equally: `/、`."""
    rates: dict[Currency, Annotated[Number, Field(gt=0)]] = Field(default_factory=dict)
    """What one unit of another currency is worth in the plan's: `{USD: 7.12}`."""
    discount: DiscountMeaning = DiscountMeaning.AUTO
    """What a discount of computed amounts is: `deducted` (0.2 is 20% off), `paid` or `money`."""
    duplicates: Duplicates = Duplicates.AUTO
    """A sale that stands in two files counts once if it has an order number (`auto`), also without
    one, and where it stands in one file twice (`leave_out`), or as often as it stands (`keep`)."""
    sheet: str | None = None
    """The sheet to read, where a workbook has several. Default: every sheet that fits."""
    sheet_names: Literal["rep", "region", "product", "customer"] | None = None
    """What sheets are called by, where there is one for each: `rep` for 张伟, 李娜, 王芳."""
    encoding: Encoding | None = None
    """How text files are written, where that is not recognised by itself: `big5`, `euc-kr`, …"""
    date_order: DateOrder = DateOrder.AUTO
    """How to read text dates such as 03/04/2026, where the column itself does not show it."""
    year: int | None = Field(default=None, ge=1980, le=2100)
    """The year of dates and months without one. Default: that in a line above them or in a name."""
    max_rejected: Number = Field(default=Decimal("0.01"), ge=0, le=1)
    """Share of rows that may be unreadable before the run stops."""
