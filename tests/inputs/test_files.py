from __future__ import annotations

from pathlib import Path

import pytest

from salesplan.errors import Finding, Place
from salesplan.inputs.files import find_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three tables, and what stands beside them in a folder that people use."""
    folder = tmp_path / "实绩 2027"
    (folder / "2026").mkdir(parents=True)
    (folder / "2026" / "old.csv").touch()
    for name in ("b.csv", "a.XLSX", "c.parquet", "~$a.XLSX", ".salesplan-1-0.tmp", ".b.csv"):
        (folder / name).touch()
    return folder


@pytest.mark.parametrize("name", ["实绩 2027", "实绩 2027/", "./实绩 2027"])
def test_a_folder_stands_for_the_tables_in_it(folder: Path, name: str) -> None:
    files, _ = find_files([name], folder.parent)
    assert [file.name for file in files] == ["a.XLSX", "b.csv", "c.parquet"]


def test_what_is_left_out_of_a_folder_is_said(folder: Path) -> None:
    (folder / "notes.pdf").touch()
    _, findings = find_files([str(folder)], Path("elsewhere"))
    assert findings == [Finding("N239", Place(str(folder)), {"names": "2026, notes.pdf"})]
    for number in range(4):
        (folder / f"{number}.pdf").touch()
    _, findings = find_files([str(folder)], Path("elsewhere"))
    assert findings[0].values == {"names": "0.pdf, 1.pdf, 2.pdf, 2026, 3.pdf, …"}


def test_a_folder_and_a_file_of_it_are_no_file_twice(folder: Path) -> None:
    files, _ = find_files(["实绩 2027", "实绩 2027/b.csv", "实绩 2027/*.csv"], folder.parent)
    assert [file.name for file in files] == ["a.XLSX", "b.csv", "c.parquet"]


def test_hidden_files_match_only_what_asks_for_them(folder: Path) -> None:
    (folder / "._b.csv").touch()  # what a Mac leaves on a shared disk
    assert find_files(["*.csv"], folder)[0] == [folder / "b.csv"]
    assert find_files([".b*"], folder)[0] == [folder / ".b.csv"]


def test_a_folder_without_tables_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "~$a.xlsx").touch()
    place = Place(str(tmp_path / "empty"))
    assert find_files(["empty"], tmp_path) == ([], [Finding("E239", place)])


def test_a_folder_with_the_name_of_a_workbook_is_left_to_the_reader(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    assert find_files(["a.xlsx"], tmp_path) == ([tmp_path / "a.xlsx"], [])


@pytest.mark.parametrize(
    "name", [r"实绩 2027\b.csv", r"实绩 2027\*.csv", r".\实绩 2027\b.csv", "实绩 2027\\"]
)
def test_names_may_be_written_as_on_windows(folder: Path, name: str) -> None:
    files, findings = find_files([name], folder.parent)
    assert folder / "b.csv" in files
    assert [found for found in findings if found.code != "N239"] == []


def test_a_name_with_a_backslash_is_a_name_first(tmp_path: Path) -> None:
    (tmp_path / r"a\b.csv").touch()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.csv").touch()
    assert find_files([r"a\b.csv"], tmp_path)[0] == [tmp_path / r"a\b.csv"]
