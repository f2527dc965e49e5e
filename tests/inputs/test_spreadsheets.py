from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import openpyxl
import pytest

from salesplan.errors import Finding, SalesplanError
from salesplan.inputs.files import find_files
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.spreadsheets import read_sheets

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def write_book(path: Path, sheet: str) -> Path:
    """The smallest legal workbook around the XML of one sheet."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
        )
    return path


def read(path: Path, sheet: str | None = None) -> list[RawSheet]:
    return list(read_sheets(path, path.name, sheet))


def cells(sheet: RawSheet) -> list[list[str]]:
    return sheet.head()


def refused(path: Path, sheet: str | None = None) -> Finding:
    with pytest.raises(SalesplanError) as caught:
        read(path, sheet)
    (finding,) = caught.value.findings
    return finding


# Finding files


def test_patterns_are_sorted_and_each_file_comes_once(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    for name in ("b.xlsx", "a.xlsx", "~$a.xlsx", "c.csv"):
        (tmp_path / name).touch()
    files, findings = find_files(["*.xlsx", "a.xlsx", "./x/../a.xlsx", "c.csv"], tmp_path)
    assert [file.name for file in files] == ["a.xlsx", "b.xlsx", "c.csv"]
    assert findings == []


def test_a_pattern_may_reach_into_folders_or_be_absolute(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "a.csv").touch()
    assert find_files(["*/*.csv"], tmp_path)[0] == [tmp_path / "2024" / "a.csv"]
    assert find_files([f"{tmp_path}/*/a.csv"], Path("elsewhere"))[0] == [
        tmp_path / "2024" / "a.csv"
    ]


def test_a_name_with_brackets_is_a_name_first(tmp_path: Path) -> None:
    (tmp_path / "sales[1].csv").touch()
    assert find_files(["sales[1].csv"], tmp_path)[0] == [tmp_path / "sales[1].csv"]


@pytest.mark.parametrize("pattern", ["orders-2024.xlsx", "orders-2024*.xls", "**orders2024.xlsx"])
def test_what_matches_nothing_names_the_nearest(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "orders_2024.xlsx").touch()
    (tmp_path / "notes.md").touch()
    assert find_files([pattern], tmp_path) == (
        [],
        [Finding("E201", values={"name": pattern}, nearest="orders_2024.xlsx")],
    )


# Workbooks


def test_cells_come_as_text_with_their_places(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Orders"
    page["C3"], page["D3"], page["F3"] = "Date", "Amount", "Rep"
    page["C4"], page["D4"], page["F4"] = 45000, 1.1 * 3, "00123"
    page["D5"] = "#DIV/0!"
    page["D5"].data_type = "e"
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read(tmp_path / "a.xlsx")
    assert (sheet.file, sheet.name, sheet.hidden) == ("a.xlsx", "Orders", False)
    assert sheet.letters == ("C", "D", "E", "F")
    assert sheet.rows.tolist() == [1, 2, 3, 4, 5]
    assert cells(sheet)[2:4] == [["Date", "Amount", "", "Rep"], ["45000", "3.3", "", "00123"]]
    assert sheet.errors == ((4, 1, "#DIV/0!"),)


def test_columns_after_z_have_two_letters(tmp_path: Path) -> None:
    cell = '<c r="{}" t="inlineStr"><is><t>x</t></is></c>'
    row = cell.format("Z1") + cell.format("AA1") + cell.format("ZZ1") + cell.format("AAA1")
    path = write_book(tmp_path / "a.xlsx", f'<sheetData><row r="1">{row}</row></sheetData>')
    letters = read(path)[0].letters
    assert (letters[0], letters[1], letters[-2], letters[-1]) == ("Z", "AA", "ZZ", "AAA")


def test_a_workbook_named_after_the_older_format_is_read(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    (tmp_path / "a.xlsx").rename(tmp_path / "a.xls")
    assert len(read(tmp_path / "a.xls")) == 1


def test_two_cells_far_apart_are_refused(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="XFD1048576"><v>1</v></c></row>'
    far = f"<sheetData>{rows}</sheetData>"
    path = write_book(tmp_path / "far.xlsx", far)
    assert path.stat().st_size < 2048
    finding = refused(path)
    assert (finding.code, dict(finding.values)) == ("E210", {"rows": 1_048_576, "columns": 16_384})


def test_cells_far_apart_that_do_not_say_where_they_are(tmp_path: Path) -> None:
    bare = "<c><v>1</v></c>"
    rows = f'<row r="1">{bare * 16_384}</row><row r="1048576">{bare}</row>'
    path = write_book(tmp_path / "bare.xlsx", f"<sheetData>{rows}</sheetData>")
    assert refused(path).code == "E210"


def test_a_large_sheet_is_judged_by_what_it_declares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salesplan.inputs.precautions._SMALL", 0)
    data = '<sheetData><row r="1"><c r="{}"><v>1</v></c></row></sheetData>'
    wrong = write_book(
        tmp_path / "wrong.xlsx", '<dimension ref="A1:XFD1048576"/>' + data.format("A1")
    )
    assert cells(read(wrong)[0]) == [["1"]]  # looked through, and nothing is far away
    true = '<dimension ref="A1:XFD1048576"/>' + data.format("A1").replace(
        "</row>", '</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    assert refused(write_book(tmp_path / "true.xlsx", true)).code == "E210"


def test_a_formatted_last_row_is_no_reason_to_refuse(tmp_path: Path) -> None:
    data = '<row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    path = write_book(tmp_path / "a.xlsx", f"<sheetData>{data}</sheetData>")
    assert cells(read(path)[0]) == [["7"]]


def test_a_repeated_cell_of_an_open_document_is_refused(tmp_path: Path) -> None:
    table = (
        '<table:table table:name="S"><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell office:value-type="float" office:value="1" '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", table)
    finding = refused(tmp_path / "a.ods")
    assert (finding.code, dict(finding.values)) == ("E210", {"rows": 1_048_576, "columns": 16_384})


def test_a_part_that_declares_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salesplan.inputs.precautions.LARGEST_PART", 1024**2)
    path = write_book(tmp_path / "a.xlsx", "<sheetData/>" + " " * 2 * 1024**2)
    finding = refused(path)
    assert finding.code == "E209"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "E203"),
        ("a.csv", b"", "E203"),
        ("a.csv", b"\xef\xbb\xbf\r\n\r\n", "E203"),
        ("a.docx", b"x", "E204"),
        ("README", b"x", "E204"),
        ("a.xlsx", b"date,amount\n", "E205"),
        ("a.xls", b"<html><table>", "E205"),
        ("a.csv", b"PK\x03\x04....", "E205"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "E205"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "E206",
        ),
        ("a.xlsx", b"PK\x03\x04 and nothing more", "E207"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 999, "E207"),
        ("a.csv.gz", b"no gzip", "E207"),
        ("a.csv.gz", gzip.compress(b"date,amount\n" * 99, mtime=0)[:-20], "E207"),
        ("a.csv", "日期,金额\n张三,5\n".encode("big5hkscs", "replace") + b"\x81\xfe", "E212"),
        ("a.csv", b"a,b\n\xff\xff,2\n", "E212"),
        ("a.csv", b"\xff\xfea", "E212"),
    ],
)
def test_what_cannot_be_read_is_one_finding(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    finding = refused(tmp_path / name)
    assert (finding.code, finding.place.file) == (code, name)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path / "no.xlsx").code == "E201"
    (tmp_path / "folder.xlsx").mkdir()
    assert refused(tmp_path / "folder.xlsx").code == "E202"


def test_a_cut_off_workbook(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    whole = (tmp_path / "a.xlsx").read_bytes()
    (tmp_path / "a.xlsx").write_bytes(whole[: len(whole) // 2])
    assert refused(tmp_path / "a.xlsx").code == "E207"


def test_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Orders 2024")
    book.save(tmp_path / "a.xlsx")
    finding = refused(tmp_path / "a.xlsx", "Orders 2023")
    assert (finding.code, finding.nearest) == ("E211", "Orders 2024")
    assert finding.values["names"] == "Sheet, Orders 2024"
    assert [sheet.name for sheet in read(tmp_path / "a.xlsx", "Orders 2024")] == ["Orders 2024"]


# Text files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_delimiters(
    tmp_path: Path, encoding: str, delimiter: str, line_end: str
) -> None:
    rows = [["日期", "业务员", "金额"], ["2024-01-05", "张三", "12.5"], ["2024-01-06", "李四", ""]]
    text = line_end.join(delimiter.join(row) for row in rows) + line_end
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    (sheet,) = read(tmp_path / "a.csv")
    assert (sheet.name, sheet.is_text, cells(sheet)) == ("", True, rows)


def test_a_decimal_comma_is_not_taken_for_the_delimiter(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("date;amount\n1;2,5\n2;3,5\n")
    assert cells(read(tmp_path / "a.csv")[0]) == [["date", "amount"], ["1", "2,5"], ["2", "3,5"]]


def test_compressed_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"a,b\n1,2\n"))
    assert cells(read(tmp_path / "a.csv.gz")[0]) == [["a", "b"], ["1", "2"]]


def test_compressed_text_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salesplan.inputs.delimited.LARGEST_PART", 1000)
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"a,b\n" * 1000))
    assert refused(tmp_path / "a.csv.gz").code == "E209"


def test_rows_are_those_of_a_spreadsheet(tmp_path: Path) -> None:
    text = 'Title\n\na,b,c\n1,"x\ny",3\n4,5\n6,7,8,9\n\n"say ""hi""",5" pipe,7\n'
    (tmp_path / "a.csv").write_text(text)
    (sheet,) = read(tmp_path / "a.csv")
    assert list(zip(sheet.rows.tolist(), cells(sheet), strict=True)) == [
        (1, ["Title", "", "", "", ""]),
        (2, ["", "", "", "", ""]),
        (3, ["a", "b", "c", "", ""]),
        (4, ["1", "x\ny", "3", "", ""]),
        (5, ["4", "5", "", "", ""]),
        (6, ["6", "7", "8", "9", ""]),
        (7, ["", "", "", "", ""]),
        (8, ['say "hi"', '5" pipe', "7", "", ""]),
    ]


def test_a_wide_row_far_down_keeps_its_surplus(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n" + "1,2\n" * 40 + "1,2,3,4\n5,6\n")
    (sheet,) = read(tmp_path / "a.csv")
    assert [column[41].as_py() for column in sheet.columns] == ["1", "2", "3,4"]
    assert [column[42].as_py() for column in sheet.columns] == ["5", "6", ""]


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('a,b\n1,2\n1,"2\n3,4\n5,6\n')
    finding = refused(tmp_path / "a.csv")
    assert (finding.code, finding.place.row) == ("E221", 3)


def test_line_breaks_in_cells_where_a_large_file_is_read_in_pieces(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n" + '1,"x\n\ny"\n' * 200_000)
    (sheet,) = read(tmp_path / "a.csv")
    assert len(sheet.rows) == 200_001
    assert set(sheet.columns[1].slice(1).to_pylist()) == {"x\n\ny"}
