"""The sheet of data quality: every row accounted for, every finding with its place."""

from __future__ import annotations

from collections.abc import Sequence

from salesplan.core.sales import Account
from salesplan.errors import Finding, Severity
from salesplan.labels import Labels
from salesplan.reports.values import Block, Column, Kind, Role, Row, Sheet, Table, Text


def quality_sheet(
    labels: Labels,
    accounts: Sequence[Account],
    findings: Sequence[Finding],
    *,
    elsewhere: bool = False,
) -> Sheet:
    """Every row accounted for, every finding with its place.

    Without `accounts` there is a history all the same where they are shown `elsewhere`.
    """
    blocks: list[Block] = [Text(labels("data_quality"), Role.TITLE)]
    if accounts:
        blocks += [Text(labels("left_out_note"), Role.NOTE), _accounts_table(labels, accounts)]
    else:
        key = "history_elsewhere" if elsewhere else "no_history"
        blocks.append(Text(labels(key), Role.NOTE))
    if findings:
        blocks.append(findings_table(labels, findings))
    else:
        blocks.append(Text(labels("no_findings"), Role.GOOD))
    return Sheet(labels("data_quality"), tuple(blocks))


def _accounts_table(labels: Labels, accounts: Sequence[Account]) -> Table:
    counts = ("rows_read", "rows_used", "rows_rejected", "rows_left_out")
    rows = [
        Row(
            (
                account.file,
                account.sheet,
                account.read,
                account.used,
                account.rejected,
                account.left_out,
                ", ".join(
                    f"{labels(f'field_{field}')} ← {header}" for field, header in account.columns
                ),
            )
        )
        for account in accounts
    ]
    return Table(
        "accounts",
        (
            Column(labels("file")),
            Column(labels("sheet")),
            *(Column(labels(key), Kind.COUNT) for key in counts),
            Column(labels("columns_recognised"), width=60),
        ),
        tuple(rows),
    )


def findings_table(labels: Labels, findings: Sequence[Finding]) -> Table:
    """Findings with place, message and hint, the gravest first."""
    gravest = list(Severity)
    ordered = sorted(
        findings,
        key=lambda found: (
            gravest.index(found.severity),
            found.place.file,
            found.place.sheet or "",
            found.place.row or 0,
        ),
    )
    keys = ("severity", "code", "file", "sheet", "row", "column", "message", "hint")
    widths = {"message": 70.0, "hint": 60.0}
    return Table(
        "findings",
        tuple(
            Column(labels(key), Kind.COUNT if key == "row" else Kind.TEXT, width=widths.get(key))
            for key in keys
        ),
        tuple(
            Row(
                (
                    labels(found.severity.value),
                    found.code,
                    found.place.file,
                    found.place.sheet,
                    found.place.row or found.place.line,
                    found.place.column,
                    labels.message(found),
                    labels.hint(found),
                ),
                Role.WARNING if found.severity is not Severity.NOTE else Role.BODY,
            )
            for found in ordered
        ),
        filtered=True,
    )
