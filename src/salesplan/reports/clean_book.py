"""What was understood of some files as one plain table, and what was rejected as others.

The headers are among the names that the reader knows, so that the workbook can be read in place of
the files: the first sheet gives the same sales, and rows that were corrected among the rejected
ones are added to them. Rejected rows stand as in their file, with the reason at the end; those
whose columns or unit differ are sheets of their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from salesplan.core.sales import THOUSANDTHS, UNASSIGNED, Rejects, Sales
from salesplan.errors import Finding, Severity
from salesplan.labels import Labels
from salesplan.reports.values import Book, Cell, Column, Kind, Row, Sheet, Table

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS: Final = 1_000_000
"""Rows of one sheet; what is more goes on in the next."""

_HEADERS: Final[Mapping[str, str]] = {
    "date": "date",
    "rep": "clean_rep",
    "amount": "clean_amount",
    "quantity": "quantity",
    "customer": "clean_customer",
    "product": "clean_product",
    "region": "clean_region",
    "order": "clean_order",
    "status": "clean_status",
    "price": "clean_price",
    "discount": "clean_discount",
    "currency": "clean_currency",
    "share": "clean_share",
    "file": "file",
    "sheet": "sheet",
    "row": "row",
}
_UNITS: Final = {10**3: "千", 10**4: "万", 10**6: "百万", 10**7: "千万", 10**8: "亿"}
_NAMES: Final = ("customer", "product", "region", "order")


def clean_book(sales: Sales, labels: Labels, decimals: int, findings: Sequence[Finding]) -> Book:
    """The workbook of the used and the rejected rows of `sales`.

    `decimals` are those of the currency; `findings` say why a row was rejected.
    """
    sheets = [*_used(sales.rows, labels, decimals), *_rejected(sales.rejects, labels, findings)]
    days = sales.rows["date"]
    created = days.max().date() if len(days) else dt.date(2000, 1, 1)
    return Book(tuple(sheets), labels("clean_sales"), created)


def _used(rows: pd.DataFrame, labels: Labels, decimals: int) -> Iterator[Sheet]:
    fields = [name for name in _HEADERS if name in rows.columns]
    places = "." + "0" * decimals if decimals else ""
    for start in range(0, max(len(rows), 1), MOST_ROWS):
        part = rows.iloc[start : start + MOST_ROWS]
        columns = [_cells(part, name, decimals) for name in fields]
        table = Table(
            f"sales{start}",
            tuple(Column(labels(_HEADERS[name]), _kind(name, part)) for name in fields),
            tuple(Row(cells) for cells in zip(*columns, strict=True)),
            amount_format=f"#,##0{places}",
            filtered=True,
        )
        yield Sheet(labels("clean_sales"), (table,), gridlines=True, freeze=table.name)


def _kind(name: str, rows: pd.DataFrame) -> Kind:
    if name == "quantity":
        whole = not (rows["quantity"] % THOUSANDTHS).any()
        return Kind.COUNT if whole else Kind.FACTOR
    return {"date": Kind.DATE, "amount": Kind.AMOUNT, "row": Kind.COUNT}.get(name, Kind.TEXT)


def _cells(rows: pd.DataFrame, name: str, decimals: int) -> list[Cell]:
    column = rows[name]
    if name == "date":
        return [day.date() for day in column]
    if name == "amount":
        return [_major(value, decimals) for value in column.tolist()]
    if name == "quantity":
        return [_major(value, len(str(THOUSANDTHS)) - 1) for value in column.tolist()]
    if name == "row":
        return list(column.tolist())
    return [None if _is_none(value) else value for value in column.tolist()]


def _major(value: int, decimals: int) -> Decimal:
    return Decimal(value).scaleb(-decimals)


def _is_none(value: Any) -> bool:  # noqa: ANN401 (a cell of a DataFrame)
    return not isinstance(value, str) or value in {"", UNASSIGNED}


def _rejected(
    rejects: Sequence[Rejects], labels: Labels, findings: Sequence[Finding]
) -> Iterator[Sheet]:
    """Rejected rows; tables with the same columns and unit stand together."""
    reasons = _reasons(findings, labels)
    groups: dict[tuple[int, tuple[str, ...]], list[Rejects]] = {}
    for reject in rejects:
        fields = tuple(name for name in _HEADERS if name in reject.cells and name != "row")
        groups.setdefault((reject.factor, fields), []).append(reject)
    for number, ((factor, fields), mine) in enumerate(groups.items()):
        rows = [row for reject in mine for row in _rows(reject, fields, reasons, labels)]
        headers = [_header(name, factor, labels) for name in fields]
        headers += [labels(key) for key in ("clean_reason", "file", "sheet", "row")]
        kinds = [Kind.TEXT] * (len(headers) - 1) + [Kind.COUNT]
        columns = [Column(header, kind) for header, kind in zip(headers, kinds, strict=True)]
        table = Table(f"rejected{number}", tuple(columns), tuple(rows), filtered=True)
        yield Sheet(labels("rows_rejected"), (table,), gridlines=True, freeze=table.name)


def _header(name: str, factor: int, labels: Labels) -> str:
    header = labels(_HEADERS[name])
    if name != "amount" or factor == 1:
        return header
    return f"{header} ({_UNITS[factor]})" if factor in _UNITS else header


def _rows(
    reject: Rejects,
    fields: Sequence[str],
    reasons: Mapping[tuple[str, str, int | None], str],
    labels: Labels,
) -> Iterator[Row]:
    columns = [reject.cells[name].tolist() for name in fields]
    numbers = reject.cells["row"].tolist()
    other = reasons.get((reject.file, reject.sheet, None), labels("clean_other_reason"))
    for number, *cells in zip(numbers, *columns, strict=True):
        reason = reasons.get((reject.file, reject.sheet, number), other)
        texts = [cell if isinstance(cell, str) else None for cell in cells]
        yield Row((*texts, reason, reject.file, reject.sheet or None, number))


def _reasons(findings: Sequence[Finding], labels: Labels) -> dict[tuple[str, str, int | None], str]:
    """What is said of each row, and of whole sheets under no row."""
    reasons: dict[tuple[str, str, int | None], str] = {}
    for found in findings:
        place = found.place
        if found.severity is Severity.NOTE or not place.file:
            continue
        if place.row is None and found.severity is not Severity.ERROR:
            continue
        text = labels.message(found)
        if place.column:
            text = f"{place.column}: {text}"
        reasons.setdefault((place.file, place.sheet or "", place.row), text)
    return reasons
