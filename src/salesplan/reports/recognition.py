"""What was understood of some files: tables and sentences for `salesplan check`.

Tables of one sheet are added up together, for rows say only in which sheet they stand. Amounts are
minor units until they are shown; without a profile their currency is not known, and is not shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from salesplan.core.sales import UNASSIGNED, Account, Reason, Sales, Why
from salesplan.errors import Finding, Severity
from salesplan.labels import WAN, Labels
from salesplan.reports.plan_data import findings_data, rows_data
from salesplan.reports.values import Column, Kind, Role, Row, Table

if TYPE_CHECKING:
    import pandas as pd

FORMAT: Final = "salesplan.check"
VERSION: Final = 1
MOST_PEOPLE: Final = 10
"""People shown on the screen; the others are counted."""

_WHY: Final[Mapping[Why, str]] = {
    Why.NAME: "why_name",
    Why.PRESET: "why_preset",
    Why.PROFILE: "why_profile",
    Why.CONTENT: "why_content",
    Why.JOIN: "why_join",
    Why.LAYOUT: "why_layout",
}
_REASONS: Final[Mapping[Reason, str]] = {
    Reason.BLANK: "rows_blank",
    Reason.TOTAL: "rows_total",
    Reason.HEADER: "rows_header",
    Reason.NOTE: "rows_note",
    Reason.STATUS: "rows_status",
    Reason.DUPLICATE: "rows_duplicate",
}


@dataclass(frozen=True)
class Person:
    """A name in the files: how many rows it has, and their sum in minor units."""

    name: str
    rows: int
    total: int


@dataclass(frozen=True)
class Figures:
    """What some rows add up to; `people` by their sums, the largest first."""

    total: int
    first: dt.date | None
    last: dt.date | None
    people: tuple[Person, ...]

    @classmethod
    def of(cls, rows: pd.DataFrame) -> Figures:
        """The figures of some of `Sales.rows`."""
        if not len(rows):
            return cls(0, None, None, ())
        grouped = rows.groupby("rep", observed=True)["amount"].agg(["size", "sum"])
        people = [
            Person(str(name), int(count), int(total))
            for name, count, total in grouped.itertuples(name=None)
        ]
        people.sort(key=lambda person: (-person.total, person.name))
        dates = rows["date"]
        first, last = dates.min().date(), dates.max().date()
        return cls(int(rows["amount"].sum()), first, last, tuple(people))


@dataclass(frozen=True)
class SheetFound:
    """A sheet that was read: the accounts of its tables, and what its used rows add up to."""

    file: str
    sheet: str
    accounts: tuple[Account, ...]
    figures: Figures

    @property
    def name(self) -> str:
        """`sales.xlsx [Orders]`, `sales.csv`."""
        return f"{self.file} [{self.sheet}]" if self.sheet else self.file


@dataclass(frozen=True)
class Recognition:
    """What was understood of all files. `currency` is "" where there is no profile."""

    sales: Sales
    sheets: tuple[SheetFound, ...]
    whole: Figures
    currency: str
    decimals: int

    @classmethod
    def of(cls, sales: Sales, currency: str, decimals: int) -> Recognition:
        """What `sales` says about the files that they were read from."""
        accounts: dict[tuple[str, str], list[Account]] = {}
        for account in sales.accounts:
            accounts.setdefault((account.file, account.sheet), []).append(account)
        parts = {
            place: rows
            for place, rows in sales.rows.groupby(["file", "sheet"], observed=True, sort=False)
        }
        sheets = [
            SheetFound(*place, tuple(found), Figures.of(parts.get(place, sales.rows[:0])))
            for place, found in accounts.items()
        ]
        return cls(sales, tuple(sheets), Figures.of(sales.rows), currency, decimals)

    def major(self, minor: int) -> Decimal:
        """An amount in the main unit."""
        return Decimal(minor).scaleb(-self.decimals)

    def said(self, minor: int, labels: Labels) -> str:
        """An amount in a sentence."""
        return labels.amount(self.major(minor), self.currency)


# --------------------------------------------------------------------------------------------
# On the screen
# --------------------------------------------------------------------------------------------


def columns_table(account: Account, labels: Labels) -> Table:
    """Which column is what, and why."""
    rows = [
        Row((labels(f"field_{found.field}"), found.letter, found.header, labels(_WHY[found.why])))
        for found in account.origins
    ]
    keys = ("field", "column", "header", "why_column")
    return Table("columns", tuple(Column(labels(key)) for key in keys), tuple(rows))


def people_table(recognition: Recognition, labels: Labels) -> Table:
    """The people with most sales, those that are left, and the whole."""
    whole = recognition.whole
    shown, others = whole.people[:MOST_PEOPLE], whole.people[MOST_PEOPLE:]
    rows = [_row(recognition, _name(person, labels), (person,)) for person in shown]
    if others:
        rows.append(_row(recognition, labels.counted("more_people", len(others)), others))
    rows.append(_row(recognition, labels("total"), whole.people, Role.TOTAL))
    large = labels.thinks_in_wan(recognition.major(whole.total))
    columns = (
        Column(labels("rep")),
        Column(labels("rows_of_person"), Kind.COUNT),
        Column(_amount_header(recognition.currency, labels, large=large), Kind.AMOUNT),
    )
    decimals = 2 if large else recognition.decimals
    places = "." + "0" * decimals if decimals else ""
    in_unit = [_in_wan(row) for row in rows] if large else rows
    return Table("people", columns, tuple(in_unit), amount_format=f"#,##0{places}")


def _amount_header(currency: str, labels: Labels, *, large: bool) -> str:
    """What stands above amounts, with their unit where it is known."""
    unit = labels.wan(currency) if large else labels.unit(currency)
    heading = labels("field_amount")
    return labels("with_unit", heading=heading, unit=unit) if unit else heading


def _in_wan(row: Row) -> Row:
    """A row with its amount, the last cell, in 万."""
    *others, amount = row.cells
    assert isinstance(amount, Decimal)
    return replace(row, cells=(*others, round(amount / WAN, 2)))


def _row(
    recognition: Recognition, name: str, people: Sequence[Person], role: Role = Role.BODY
) -> Row:
    total = recognition.major(sum(person.total for person in people))
    return Row((name, sum(person.rows for person in people), total), role)


def _name(person: Person, labels: Labels) -> str:
    return labels("nobody") if person.name == UNASSIGNED else person.name


def sheet_heading(found: SheetFound, account: Account, labels: Labels) -> str:
    """The sheet, and the export that it is."""
    if not account.preset:
        return found.name
    return labels("sheet_of_preset", sheet=found.name, preset=account.preset)


def rows_line(account: Account, labels: Labels) -> str:
    """What became of the rows of a table."""
    line = labels(
        "rows_became",
        read=labels.number(account.read),
        used=labels.number(account.used),
        rejected=labels.number(account.rejected),
        left_out=labels.number(account.left_out),
    )
    if not account.reasons:
        return line
    parts = [
        labels("reason_count", reason=labels(_REASONS[reason]), count=labels.number(count))
        for reason, count in account.reasons
    ]
    return labels("rows_and_why", rows=line, why=labels("list_separator").join(parts))


def figures_line(recognition: Recognition, figures: Figures, labels: Labels) -> str:
    """Total, days and number of people of some rows; empty where there are none."""
    if figures.first is None or figures.last is None:
        return ""
    people = [person for person in figures.people if person.name != UNASSIGNED]
    return labels(
        "figures_found",
        total=recognition.said(figures.total, labels),
        first=labels.date(figures.first),
        last=labels.date(figures.last),
        people=labels.counted("people_count", len(people)),
    )


def verdict_line(findings: Sequence[Finding], labels: Labels) -> str:
    """How many errors and warnings there are."""
    severities = [found.severity for found in findings]
    errors, warnings = (severities.count(s) for s in (Severity.ERROR, Severity.WARNING))
    if not errors and not warnings:
        return labels("all_fine")
    return labels(
        "verdict",
        errors=labels.counted("error_count", errors),
        warnings=labels.counted("warning_count", warnings),
    )


# --------------------------------------------------------------------------------------------
# As data
# --------------------------------------------------------------------------------------------


def check_data(
    recognition: Recognition | None,
    labels: Labels,
    findings: Sequence[Finding],
    *,
    profile: str | None = None,
    files: Sequence[str] = (),
) -> dict[str, Any]:
    """What was understood, as JSON-ready data; see docs/json.md.

    `profile` is the path of the one that was checked or whose settings were used.
    """
    return {
        "format": FORMAT,
        "version": VERSION,
        "profile": profile,
        "currency": (recognition and recognition.currency) or None,
        "sheets": [] if recognition is None else list(_sheets_data(recognition)),
        "rows": rows_data(None if recognition is None else recognition.sales),
        "whole": None if recognition is None else _figures_data(recognition, recognition.whole),
        "findings": findings_data(labels, findings),
        "files": list(files),
    }


def _sheets_data(recognition: Recognition) -> Iterator[dict[str, Any]]:
    for found in recognition.sheets:
        yield {
            "file": found.file,
            "sheet": found.sheet or None,
            "tables": [_table_data(account) for account in found.accounts],
            **_figures_data(recognition, found.figures),
        }


def _table_data(account: Account) -> dict[str, Any]:
    return {
        "preset": account.preset or None,
        "columns": [
            {"field": c.field, "header": c.header, "letter": c.letter, "why": c.why.value}
            for c in account.origins
        ],
        "rows": {
            "read": account.read,
            "used": account.used,
            "rejected": account.rejected,
            "left_out": account.left_out,
            "reasons": {reason.value: count for reason, count in account.reasons},
        },
    }


def _figures_data(recognition: Recognition, figures: Figures) -> dict[str, Any]:
    return {
        "total": _number(recognition, figures.total),
        "first_day": figures.first and str(figures.first),
        "last_day": figures.last and str(figures.last),
        "people": [
            {
                "name": None if person.name == UNASSIGNED else person.name,
                "rows": person.rows,
                "total": _number(recognition, person.total),
            }
            for person in figures.people
        ],
    }


def _number(recognition: Recognition, minor: int) -> int | float:
    value = recognition.major(minor)
    return int(value) if value == value.to_integral_value() else float(value)
