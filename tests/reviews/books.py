"""Workbooks for reviews, made as people make them: a plan is written, then a cell is changed."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path

import openpyxl
from typer.testing import CliRunner

from salesplan.cli import app

PLAN = "plan-2027.xlsx"


def edit(path: Path, sheet: str = "Targets", /, **cells: object) -> None:
    """Change cells by hand: `edit(path, D5=21_000)`."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".* extension is not supported", UserWarning)
        workbook = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        workbook[sheet][cell].value = value
    workbook.save(path)


def write_plan(folder: Path, profile: str = "pair.yaml", name: str = PLAN) -> Path:
    """The plan of a profile in the folder."""
    options = ["--quiet", "--output", str(folder / name)]
    result = CliRunner().invoke(app, ["decompose", str(folder / profile), *options])
    assert result.exit_code == 0, result.output
    return folder / name


def write_books(folder: Path) -> None:
    """Plans as written and as edited, and a folder of earlier reviews with what gathers there."""
    plan = write_plan(folder)
    write_plan(folder, "华东.yaml", "计划.xlsx")
    for name, cells in (
        ("edited.xlsx", {"D5": 21_000, "F4": "1.2万", "P4": 0}),
        ("text.xlsx", {"D5": "lots", "H4": -500, "H5": None}),
    ):
        shutil.copy(plan, folder / name)
        edit(folder / name, **cells)
    shutil.copy(folder / "计划.xlsx", folder / "修改.xlsx")
    edit(folder / "修改.xlsx", "指标", D5=9_000, D7="待定")
    (folder / "cut.xlsx").write_bytes(plan.read_bytes()[:9000])
    earlier = folder / "earlier"
    earlier.mkdir()
    shutil.copy(plan, earlier)
    shutil.copy(folder / "cut.xlsx", earlier / "2027-01-06.xlsx")
    openpyxl.Workbook().save(earlier / "notes.xlsx")
    (earlier / "~$notes.xlsx").write_bytes(b"Ann")
    (earlier / "minutes.docx").write_bytes(b"not looked at")
