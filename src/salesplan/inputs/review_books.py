"""Variance workbooks of earlier reviews → what was written into them.

They are what a folder happens to hold: whatever is wrong with one of them is said, and the others
are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from salesplan.core.trend import Snapshot
from salesplan.errors import ExitCode, Finding, Place, SalesplanError
from salesplan.inputs.raw import in_words, refusal
from salesplan.inputs.record_sheet import read_hidden_record
from salesplan.reports.review_record import FORMAT, snapshot_from_text

_NO_WORKBOOK: Final = "E205"
_NO_FORMAT: Final = ""


def find_reviews(folder: Path) -> list[Path]:
    """The workbooks in a folder, by name, those of folders below it left out.

    Owner files that Excel leaves beside open workbooks are none. Raises `SalesplanError` with one
    finding, both for wrong usage: E465 where there is no such folder, E208 where it cannot be read.
    """
    if not folder.is_dir():
        finding = Finding("E465", values={"name": str(folder)})
        raise SalesplanError(finding, ExitCode.USAGE)
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() == ".xlsx" and not path.name.startswith("~$") and path.is_file()
        )
    except OSError as problem:
        raise refusal("E208", str(folder), reason=in_words(problem)) from problem


def holds_review(path: Path) -> bool:
    """Whether a file is a workbook with a review in it, whatever state that is in."""
    try:
        record = read_hidden_record(path)
    except SalesplanError:
        return False
    return record is not None and record.format == FORMAT


def read_snapshots(paths: Sequence[Path]) -> tuple[list[Snapshot], list[Finding]]:
    """The reviews in some workbooks, in the order given.

    W463 names each workbook that cannot be opened or whose record is damaged; N464 counts those
    that hold no review, plans among them.
    """
    snapshots: list[Snapshot] = []
    findings: list[Finding] = []
    without: list[Path] = []
    for path in paths:
        try:
            snapshot = _read_snapshot(path)
        except SalesplanError as error:
            findings += [_left_out(path, problem) for problem in error.findings]
        else:
            if snapshot is None:
                without.append(path)
            else:
                snapshots.append(snapshot)
    if without:
        folders = {path.parent for path in without}
        place = Place(str(folders.pop())) if len(folders) == 1 else Place()
        findings.append(Finding("N464", place, {"files": len(without)}))
    return snapshots, findings


def _read_snapshot(path: Path) -> Snapshot | None:
    """The review in a workbook, None where it holds none.

    Raises `SalesplanError` where it cannot be opened, or holds a review that cannot be read.
    """
    try:
        record = read_hidden_record(path)
    except SalesplanError as error:
        if all(problem.code == _NO_WORKBOOK for problem in error.findings):
            return None
        raise
    if record is None or record.format not in {FORMAT, _NO_FORMAT}:
        return None
    if not record.complete:
        raise refusal("E462", str(path), reason="pieces of the record are missing")
    return snapshot_from_text(record.text, str(path))


def _left_out(path: Path, problem: Finding) -> Finding:
    """The warning that stands for an error where one workbook of many has it."""
    of_record = problem.code == "E462"  # of a file the code says it, in every language
    reason = problem.values.get("reason", problem.code) if of_record else problem.code
    return Finding("W463", Place(str(path)), {"reason": reason})
