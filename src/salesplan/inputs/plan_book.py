"""A plan workbook → the plan that was written into it."""

from __future__ import annotations

from pathlib import Path

from salesplan.core.plan import Plan
from salesplan.errors import Finding, Place, SalesplanError
from salesplan.inputs.record_sheet import read_hidden_record
from salesplan.reports.plan_record import RECORD_SHEET, plan_from_text
from salesplan.reports.review_record import FORMAT as REVIEW


def holds_plan(path: Path) -> bool:
    """Whether a file is a workbook with a plan in it, whatever state that is in."""
    try:
        record = read_hidden_record(path)
    except SalesplanError:
        return False
    return record is not None and record.format != REVIEW


def read_plan(path: Path) -> Plan:
    """The plan in a workbook that `decompose` wrote, equal to the one that was written.

    Raises `SalesplanError` with one finding: E201 to E210 for a file that cannot be read, E461 for
    a variance workbook, E440 for a workbook that is no plan or whose record is damaged.
    """
    record = read_hidden_record(path)
    if record is None:
        raise _no_plan(path, f"no sheet {RECORD_SHEET}")
    if record.format == REVIEW:
        raise _variance_workbook(path)
    if not record.complete:
        raise _no_plan(path, "pieces of the record are missing")
    return plan_from_text(record.text, str(path))


def refuse_review(path: Path) -> None:
    """Raises `SalesplanError` (E461) for a variance workbook given where a plan belongs."""
    try:
        record = read_hidden_record(path)
    except SalesplanError:
        return
    if record is not None and record.format == REVIEW:
        raise _variance_workbook(path)


def _variance_workbook(path: Path) -> SalesplanError:
    return SalesplanError(Finding("E461", Place(str(path))))


def _no_plan(path: Path, reason: str) -> SalesplanError:
    return SalesplanError(Finding("E440", Place(str(path)), {"reason": reason}))
