from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]

from salesplan.errors import Finding, SalesplanError
from salesplan.inputs.spreadsheets import read_sheets
from tests.inputs.test_spreadsheets import cells, write_book

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "reader_corpus"


def protect(path: Path, content: bytes, password: str) -> Path:
    with path.open("wb") as target:
        OOXMLFile(io.BytesIO(content)).encrypt(password, target)
    return path


def book() -> bytes:
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    page.append(["日期", "Amount"])
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def read_with(path: Path, passwords: Sequence[str]) -> list[list[str]]:
    (sheet,) = read_sheets(path, path.name, None, passwords)
    return cells(sheet)


def refused_with(path: Path, passwords: Sequence[str] = ()) -> Finding:
    with pytest.raises(SalesplanError) as caught:
        list(read_sheets(path, path.name, None, passwords))
    (finding,) = caught.value.findings
    return finding


@pytest.mark.parametrize("name", ["a.xlsx", "a.xlsm", "a.xls"])
def test_the_first_password_that_fits_opens_a_workbook(tmp_path: Path, name: str) -> None:
    path = protect(tmp_path / name, book(), "秘密 7")
    assert read_with(path, ["wrong", "秘密 7"]) == [["日期", "Amount"]]
    assert refused_with(path).code == "E206"
    assert refused_with(path, ["wrong"]).code == "E206"
    assert list(tmp_path.iterdir()) == [path]  # nothing decrypted is left behind


def test_excels_own_password_is_none(tmp_path: Path) -> None:
    path = protect(tmp_path / "a.xlsx", book(), "VelvetSweatshop")
    assert read_with(path, []) == [["日期", "Amount"]]


def test_what_is_below_the_protection_passes_the_same_precautions(tmp_path: Path) -> None:
    far = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">'
    far += '<c r="XFD1048576"><v>1</v></c></row></sheetData>'
    far += "".join(f"<!--{n * n * 7919}-->" for n in range(2000))  # a package must not be tiny
    content = write_book(tmp_path / "far.xlsx", far).read_bytes()
    path = protect(tmp_path / "a.xlsx", content, "x")
    assert refused_with(path, ["x"]).code == "E210"


def test_a_protected_open_document_cannot_be_opened() -> None:
    path = CORPUS / "calamine" / "pass_protected.ods"
    if not path.exists():
        pytest.skip("the corpus of spreadsheets is not here")
    assert refused_with(path, ["123"]).code == "E225"


def test_definitions_in_what_tells_the_encryption_are_refused(tmp_path: Path) -> None:
    path = protect(tmp_path / "a.xlsx", book(), "x")
    whole = path.read_bytes()
    start = whole.index(b"<?xml")
    path.write_bytes(whole[:start] + b"<!DOCTYPE a [ ]>" + whole[start + 16 :])
    assert refused_with(path, ["x"]).code == "E227"


def test_a_broken_container_is_refused(tmp_path: Path) -> None:
    path = protect(tmp_path / "a.xlsx", book(), "x")
    path.write_bytes(path.read_bytes()[:2000] + "EncryptedPackage".encode("utf-16-le"))
    assert refused_with(path, ["x"]).code == "E206"
