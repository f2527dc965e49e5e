"""A plan workbook → the plan that was written into it.

The plan stands as text in a hidden sheet; what people see in the other sheets is not read here.
"""

from __future__ import annotations

from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

from salesplan.core.plan import Plan
from salesplan.errors import Finding, Place, SalesplanError
from salesplan.inputs.precautions import look_at
from salesplan.inputs.raw import in_words, refusal
from salesplan.reports.plan_record import RECORD_SHEET, plan_from_text


def holds_plan(path: Path) -> bool:
    """Whether a file is a workbook with a plan in it, whatever state that is in."""
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            return RECORD_SHEET in workbook.sheet_names
    except (CalamineError, OSError):
        return False


def read_plan(path: Path) -> Plan:
    """The plan in a workbook that `decompose` wrote, equal to the one that was written.

    Raises `SalesplanError` with one finding: E201 to E210 for a file that cannot be read, E440 for
    a workbook that is no plan or whose record is damaged.
    """
    file = str(path)
    if not path.is_file():
        code = "E202" if path.is_dir() else "E201"
        raise SalesplanError(Finding(code, Place(file), {"name": file}))
    try:
        look_at(path, file)
        with CalamineWorkbook.from_path(path) as workbook:
            rows = workbook.get_sheet_by_name(RECORD_SHEET).to_python()
    except WorksheetNotFound:
        raise _no_plan(file, f"no sheet {RECORD_SHEET}") from None
    except (CalamineError, OSError) as problem:
        raise refusal("E207", file, reason=in_words(problem)) from problem
    pieces = [row for row in rows if row and row[0] != ""]
    # Beside each piece stands its number and how many there are: "2/13".
    numbers = [str(row[1]) if len(row) > 1 else "" for row in pieces]
    if numbers != [f"{number}/{len(pieces)}" for number in range(1, len(pieces) + 1)]:
        raise _no_plan(file, "pieces of the record are missing")
    return plan_from_text("".join(str(row[0]) for row in pieces), file)


def _no_plan(file: str, reason: str) -> SalesplanError:
    return SalesplanError(Finding("E440", Place(file), {"reason": reason}))
