"""What was understood of some files as one plain table, and what was rejected as others.

The headers are among the names that the reader knows, so that the workbook can be read in place of
the files: the first sheet gives the same sales, and rows that were corrected among the rejected
ones are added to them. Rejected rows stand as in their file, with the reason at the end; those
whose columns or unit differ are sheets of their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.core.sales import THOUSANDTHS, UNASSIGNED, Rejects, Sales
from salesplan.errors import Finding, Severity
from salesplan.labels import Labels
from salesplan.reports.values import Book, Column, Kind, Listed, Listing, Sheet

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
    columns = [_listed(rows[name], labels(_HEADERS[name]), decimals) for name in fields]
    places = "." + "0" * decimals if decimals else ""
    return _sheets(labels("clean_sales"), "sales", columns, f"#,##0{places}")


def _sheets(
    title: str, name: str, columns: Sequence[Listed], amount_format: str = "#,##0"
) -> Iterator[Sheet]:
    """As many sheets as the rows need, at least one."""
    length = len(columns[0].values)
    for start in range(0, max(length, 1), MOST_ROWS):
        part = columns if length <= MOST_ROWS else [_part(each, start) for each in columns]
        listing = Listing(f"{name}{start}", tuple(part), amount_format, filtered=True)
        yield Sheet(title, (listing,), gridlines=True, freeze=listing.name)


def _part(listed: Listed, start: int) -> Listed:
    """The rows of one sheet, without the names of others."""
    values = listed.values.slice(start, MOST_ROWS)
    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode().dictionary_encode()
    return replace(listed, values=values)


def _listed(column: pd.Series[Any], header: str, decimals: int) -> Listed:
    """A column of `Sales.rows`."""
    match column.name:
        case "date":
            days = column.to_numpy().astype("datetime64[D]")
            return Listed(Column(header, Kind.DATE), pa.array(days))
        case "amount":
            return Listed(Column(header, Kind.AMOUNT), _numbers(column), decimals)
        case "quantity":
            whole = not (column % THOUSANDTHS).any()
            kind = Kind.COUNT if whole else Kind.FACTOR
            return Listed(Column(header, kind), _numbers(column), len(str(THOUSANDTHS)) - 1)
        case "row":
            return Listed(Column(header, Kind.COUNT), _numbers(column))
        case _:
            return Listed(Column(header), _names(column))


def _numbers(column: pd.Series[Any]) -> pa.Array:
    return pa.array(column.to_numpy(), pa.int64())


def _names(column: pd.Series[Any]) -> pa.DictionaryArray:
    """A column of names; what stands for nobody becomes an empty text."""
    names = pa.Array.from_pandas(column.cat.remove_unused_categories())
    texts = names.dictionary.cast(pa.large_string())
    shown = pc.if_else(pc.equal(texts, UNASSIGNED), pa.scalar("", texts.type), texts)
    return pa.DictionaryArray.from_arrays(names.indices, shown)


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
        cells = pd.concat([reject.cells for reject in mine])
        columns = [Listed(Column(_header(n, factor, labels)), _texts(cells[n])) for n in fields]
        said = {
            "clean_reason": [why for reject in mine for why in _why(reject, reasons, labels)],
            "file": [reject.file for reject in mine for _ in range(len(reject.cells))],
            "sheet": [reject.sheet for reject in mine for _ in range(len(reject.cells))],
        }
        columns += [Listed(Column(labels(key)), _texts(texts)) for key, texts in said.items()]
        columns.append(_listed(cells["row"], labels("row"), 0))
        yield from _sheets(labels("rows_rejected"), f"rejected{number}-", columns)


def _texts(texts: Iterable[Any]) -> pa.DictionaryArray:
    """Texts of cells; what is none is left out."""
    kept = [text if isinstance(text, str) else None for text in texts]
    return pa.array(kept, pa.large_string()).dictionary_encode()


def _header(name: str, factor: int, labels: Labels) -> str:
    header = labels(_HEADERS[name])
    if name != "amount" or factor == 1:
        return header
    return f"{header} ({_UNITS[factor]})" if factor in _UNITS else header


def _why(
    reject: Rejects, reasons: Mapping[tuple[str, str, int | None], str], labels: Labels
) -> Iterator[str]:
    """What is said of each rejected row."""
    other = reasons.get((reject.file, reject.sheet, None), labels("clean_other_reason"))
    for row in reject.cells["row"].tolist():
        yield reasons.get((reject.file, reject.sheet, row), other)


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
