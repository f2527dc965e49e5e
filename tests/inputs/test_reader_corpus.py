"""What becomes of files that other programs are tested with, and of files made to do harm."""

from __future__ import annotations

import io
import json
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from salesplan.inputs.confined import can_confine
from tests.inputs.test_spreadsheets import MAIN, write_book

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "reader_corpus"
GIB = 1024**3

# File | rows x columns of each sheet, or the code of the refusal
OUTCOMES = """
calamine/any_sheets.ods | 5x2 0x0 0x0 0x0
calamine/any_sheets.xls | 5x2 0x0 0x0 3x2
calamine/any_sheets.xlsb | E207
calamine/any_sheets.xlsx | 5x2 0x0 0x0 0x0
calamine/biff5-rich-text-string.xls | 16x8
calamine/biff5_write.xls | 4x4
calamine/capitalized_wbook_stream.xls | 0x0
calamine/column_row_ranges.xlsx | 5x3 3x5
calamine/covered.ods | 3x1
calamine/date.ods | 4x2
calamine/date.xls | 3x2
calamine/date.xlsb | 3x2
calamine/date.xlsx | 3x2
calamine/date_1904.xls | 3x2
calamine/date_1904.xlsb | 3x2
calamine/date_1904.xlsx | 3x2
calamine/date_iso.xlsx | 6x1
calamine/date_quoted_format.xlsx | 4x1
calamine/empty-string.xls | 1x2
calamine/empty_s_attribute.xlsx | 5x2
calamine/empty_shared_string.xlsx | 2x1
calamine/empty_shared_string_value.xlsx | 3x3
calamine/empty_sheet.xlsx | 0x0
calamine/encoded_entities.xlsx | 2x1
calamine/errors.xlsx | 7x1 0x0 0x0
calamine/formula-date-format.xls | 2x1
calamine/formula.issue.xlsx | 14x10
calamine/has_x000D_.xlsx | 1x1
calamine/has_x000D_inline.xlsx | 1x1
calamine/header-row.xlsx | 10x4
calamine/hyperlinks.xlsx | 8x2 5x1
calamine/inlineStr_cdata.xlsx | 2x2
calamine/inlineStr_with_value.xlsx | 2x8
calamine/inventory-table.xlsx | 5x3
calamine/issue127.ods | 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0
calamine/issue127.xls | 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0
calamine/issue127.xlsb | 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0
calamine/issue127.xlsx | 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0
calamine/issue219.xls | 1x1
calamine/issue221.xlsm | 2x2
calamine/issue252.xlsx | E207
calamine/issue281.xlsm | 0x0 0x0 0x0
calamine/issue3.xlsm | 1x2 0x0 0x0
calamine/issue343.xls | 1x1
calamine/issue438.xlsx | 5x2 0x0
calamine/issue444.xls | 10x8
calamine/issue446.xlsx | 6x30
calamine/issue644.xlsx | 10x2
calamine/issue9.xlsx | 4x1 0x0 0x0
calamine/issue_182.xlsb | 3x1
calamine/issue_186.xlsb | 5x1
calamine/issue_261.xlsx | 66x7
calamine/issue_261_fixed_by_excel.xlsx | 66x7
calamine/issue_271.xls | 5x4 0x0
calamine/issue_385.xls | 0x0
calamine/issue_391.xlsx | 7x1
calamine/issue_419.xlsb | 1x1
calamine/issue_419.xlsx | 1x1
calamine/issue_530.xlsx | 5x14
calamine/issue_553.xlsx | 20x1
calamine/issue_565_multi_axis_shared.xlsx | 4x11
calamine/issue_567_absolute_shared.xlsx | 3x5
calamine/issue_594_dos.ods | E210
calamine/issue_643_biff5_formula.xls | 4x4
calamine/issue_644.xlsx | 10x2
calamine/issue_646_unsupported_formula_function.xls | 1x1
calamine/issue_666_lost_sheets.xlsb | 0x0
calamine/issue_666_panic.xlsb | 0x0
calamine/issues.ods | 6x1 2x1 3x2 1x1 4x1 8x1
calamine/issues.xls | 6x1 2x1 3x2 1x1 4x1
calamine/issues.xlsb | 6x1 3x2 2x1 1x1 4x1 8x1
calamine/issues.xlsx | 6x1 2x1 3x2 1x1 4x1 8x1
calamine/malformed_format.xls | 38x24
calamine/merge_cells.xls | 2x3
calamine/merge_cells.xlsx | 2x3
calamine/merged_cells.ods | 3x3
calamine/merged_range.xls | 4x8 4x6
calamine/merged_range.xlsx | 4x8 4x6
calamine/minimal_package.xlsx | 196x36
calamine/misc_biff5_parsing.xls | 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0
calamine/multi-empty.ods | 13x1
calamine/no-header.xlsx | 4x2
calamine/non_monotonic_si.xlsx | 6x3
calamine/nonstandard-xml-ns-prefix.xlsx | 3x2
calamine/number_rows_repeated.ods | 8x2 9x2 10x2
calamine/optional_records.xls | 92x30 15x6
calamine/pass_protected.ods | E225
calamine/pass_protected.xlsb | E206
calamine/pass_protected.xlsx | E206
calamine/picture.ods | 0x0 0x0 0x0
calamine/picture.xls | 0x0 0x0
calamine/picture.xlsb | 0x0 0x0
calamine/picture.xlsx | 0x0 0x0
calamine/pictures_in_cell_and_over_cell.xlsx | 3x1
calamine/pivots.xlsx | 5x6 11x4 7x3 9x2 11x10 11x10
calamine/ptgexp-truncated-operand.xls | E234
calamine/readings.xlsx | 4x4
calamine/richtext-after-plain.xlsx | 2x4 0x0 0x0
calamine/richtext-namespaced.xlsx | 1x8 0x0 0x0
calamine/richtext_issue.ods | 1x1 2x1 3x2 1x1 4x1 8x1
calamine/rph.xlsx | 1x1
calamine/shared_formula_bench.xlsx | 100x2
calamine/shared_formula_reversed.xlsx | 5x2 5x2
calamine/shared_formula_simple.xlsx | 3x2
calamine/sheet_name_parsing.xls | 1x7
calamine/single-empty.ods | 13x1
calamine/special_cells.ods | 5x1
calamine/sst_continue.xls | 136x1
calamine/strict_iso_paths.xlsx | 76x18
calamine/string-ref.xlsx | 2x1 2x1
calamine/table-multiple.xlsx | 5x3 5x2 11x2
calamine/table_with_absolute_paths.xlsx | 5x2
calamine/table_with_insertrow_attribute.xlsx | 40x12
calamine/temperature-fallible.xlsx | 5x3
calamine/temperature-in-middle.xlsx | 6x2
calamine/temperature-table.xlsx | 3x2 3x2
calamine/temperature.xlsx | 3x2
calamine/too_small.xls | E205
calamine/vba.xlsm | 0x0 0x0 0x0
calamine/whitespace_trim.xlsx | 3x4 3x4
calamine/with-annotation.ods | 1x1
calamine/xls_cross_sheet_chart.xls | 8x3 8x5
calamine/xls_formula.xls | 4x1 1x1
calamine/xls_formula_columns_beyond_z.xls | 3x27
calamine/xls_ref_String.xls | 4x1 2x1
calamine/xls_wrong_decimals.xls | 1x1
csvkit/bad.csv | 4x5
csvkit/bad_skip_lines.csv | 7x5
csvkit/blanks.csv | 2x6
csvkit/blanks_converted.csv | 2x6
csvkit/date_like_number.csv | 2x1
csvkit/dummy.xls | 2x3
csvkit/dummy.xlsx | 2x3
csvkit/empty.csv | E203
csvkit/join_no_header_row.csv | 4x3
csvkit/mac_newlines.csv | 3x3
csvkit/ne_1033_data.xlsx | 1037x14
csvkit/no_header_row.csv | 1x3
csvkit/no_header_row2.csv | 1x3
csvkit/no_header_row3.csv | 2x3
csvkit/null_byte.csv | 2x3
csvkit/sheets.xls | 0x0 6x8 2x3
csvkit/sheets.xlsx | 0x0 6x8 2x3
csvkit/sniff_limit.csv | 2x3
csvkit/test.xls | 6x8
csvkit/test.xlsx | 6x8
csvkit/test_date_format.csv | 3x1
csvkit/test_date_format_converted.csv | 3x1
csvkit/test_empty_columns.csv | 4x6
csvkit/test_empty_columns_long_row.csv | 2x5
csvkit/test_empty_columns_short_row.csv | 2x4
csvkit/test_extra_header.csv | 2x5
csvkit/test_header_newline.csv | 2x3
csvkit/test_latin1.csv | 3x3
csvkit/test_locale.csv | 2x3
csvkit/test_locale_converted.csv | 2x3
csvkit/test_no_leading_zeroes.csv | 2x3
csvkit/test_numeric_date_format.csv | 3x1
csvkit/test_precision.csv | 2x1
csvkit/test_skip_lines.csv | 5x3
csvkit/test_skip_lines.xls | 9x8
csvkit/test_skip_lines.xlsx | 9x8
csvkit/test_utf16_big.csv | 3x3
csvkit/test_utf16_little.csv | 3x3
csvkit/test_utf8.csv | 3x3
csvkit/test_utf8_bom.csv | 3x3
"""

READ = """
import json, resource, sys
from pathlib import Path
from salesplan.errors import SalesplanError
from salesplan.inputs.spreadsheets import read_sheets

resource.setrlimit(resource.RLIMIT_AS, (12 * 1024**3, 12 * 1024**3))
for line in sys.stdin:
    path = Path(json.loads(line))
    try:
        sheets = list(read_sheets(path, path.name))
        outcome = " ".join(f"{len(s.rows)}x{len(s.columns)}" for s in sheets)
    except SalesplanError as problem:
        (finding,) = problem.findings
        outcome = finding.code
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print("->", json.dumps([str(path), outcome, peak]), flush=True)
"""

pytestmark = pytest.mark.skipif(not can_confine(), reason="limits need POSIX")


def outcomes(paths: list[Path], seconds: int) -> dict[str, tuple[str, int]]:
    """Outcome and highest memory so far of each file, read in a process with limits."""
    asked = "".join(json.dumps(str(path)) + "\n" for path in paths)
    done = subprocess.run(
        [sys.executable, "-c", READ],
        input=asked,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    told = [json.loads(line[3:]) for line in done.stdout.splitlines() if line.startswith("->")]
    assert len(told) == len(paths), f"the reader died: {done.stderr[-2000:]}"
    return {name: (outcome, peak) for name, outcome, peak in told}


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of spreadsheets is not here")
def test_every_file_of_the_corpus_is_read_or_refused() -> None:
    expected = dict(line.split(" |", 1) for line in OUTCOMES.strip().splitlines())
    found = outcomes([CORPUS / name for name in expected], 300)
    short = {Path(name).relative_to(CORPUS).as_posix(): what for name, (what, _) in found.items()}
    assert short == {name: outcome.strip() for name, outcome in expected.items()}
    assert max(peak for _, peak in found.values()) < GIB
    there = {path.relative_to(CORPUS).as_posix() for path in CORPUS.glob("*/*.*")}
    assert {name for name in there if not name.endswith(".md")} == set(expected)


# Made to do harm


CELL = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
STRINGS = f'<sst xmlns="{MAIN}" {{}}><si><t>{{}}</t></si></sst>'


def packed(path: Path, parts: dict[str, bytes | str], *, append: bool = False) -> Path:
    with zipfile.ZipFile(path, "a" if append else "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def with_part(path: Path, name: str, content: bytes | str) -> Path:
    return packed(write_book(path, CELL), {name: content}, append=True)


def definitions(path: Path) -> Path:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x"}">' for n in range(9))
    text = f"<?xml version='1.0'?><!DOCTYPE sst [{bomb}]>" + STRINGS.format("", "&e8;")
    return with_part(path, "xl/sharedStrings.xml", text)


def many_parts(path: Path) -> Path:
    return packed(write_book(path, CELL), {f"xl/{n}": "" for n in range(10_001)}, append=True)


def same_names(path: Path) -> Path:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return with_part(path, "xl/workbook.xml", "<workbook/>")


def climbing_name(path: Path) -> Path:
    return with_part(path, "../../outside.xml", "<a/>")


def endless_text(path: Path) -> Path:
    return with_part(path, "xl/sharedStrings.xml", STRINGS.format("", "x" * (12 * 1024**2)))


def claimed_texts(path: Path) -> Path:
    return with_part(path, "xl/sharedStrings.xml", STRINGS.format('uniqueCount="4294967295"', "x"))


def far_cell(path: Path) -> Path:
    row = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return write_book(path, CELL.replace("</sheetData>", row))


def far_cell_in_small_letters(path: Path) -> Path:
    row = '<row r="1048576"><c r="xfd1048576"><v>1</v></c></row></sheetData>'
    return write_book(path, CELL.replace("</sheetData>", row))


def far_cell_behind_a_quoted_bracket(path: Path) -> Path:
    row = '<row r="1048576"><c q=">" r="XFD1048576"><v>1</v></c></row></sheetData>'
    return write_book(path, CELL.replace("</sheetData>", row))


def far_cell_in_a_part_of_another_name(path: Path) -> Path:
    whole = far_cell(path).read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts: dict[str, bytes | str] = {
            name.replace("worksheets/sheet1", "other"): archive.read(name).replace(
                b"worksheets/sheet1", b"other"
            )
            for name in archive.namelist()
        }
    return packed(path, parts)


def far_cell_at_the_end_of_many(path: Path) -> Path:
    """More than is looked through, with a modest claim at its head."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n:030}</v></c></row>' for n in range(1, 300_001))
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    data = f'<dimension ref="A1:A300000"/><sheetData>{rows}{far}</sheetData>'
    assert len(data) > 16 * 1024**2
    return write_book(path, data)


def long_text_many_times(path: Path) -> Path:
    rows = "".join('<row><c t="s"><v>0</v></c></row>' for _ in range(400_000))
    write_book(path, f"<sheetData>{rows}</sheetData>")
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    rels = "xl/_rels/workbook.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="r2" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    old = parts[rels]
    assert isinstance(old, bytes)
    parts[rels] = old.replace(b"</Relationships>", link.encode())
    parts["xl/sharedStrings.xml"] = STRINGS.format("", "x" * 32_000)
    return packed(path, parts)


def inflating(path: Path) -> Path:
    return with_part(path, "xl/media/image.xml", "<a>" + " " * (2 * GIB // 8))


def record(kind: int, content: bytes) -> bytes:
    return (bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])) + bytes(
        [len(content)]
    ) + content  # fmt: skip


def far_cell_of_records(path: Path) -> Path:
    near = record(0, struct.pack("<I", 0) + bytes(13)) + record(5, struct.pack("<IId", 0, 0, 1.0))
    far = record(0, struct.pack("<I", 1_048_575) + bytes(13)) + record(
        5, struct.pack("<IId", 16_383, 0, 1.0)
    )
    sheet = record(129, b"") + record(148, bytes(16)) + record(145, b"") + near + far
    return packed(path, {"xl/workbook.bin": b"", "xl/worksheets/sheet1.bin": sheet})


def huge_claim_of_the_oldest_format(path: Path) -> Path:
    start = struct.pack("<HHHH", 0x0009, 4, 2, 0x10)
    claim = struct.pack("<HHHHHH", 0x0200, 10, 0, 0xFFFF, 0, 0xFFFF) + bytes(2)
    path.write_bytes(start + claim + struct.pack("<HH", 0x000A, 0))
    return path


def repeated_cell(path: Path) -> Path:
    table = (
        '<table:table table:name="S"><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell office:value-type="float" office:value="1" '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    return packed(
        path,
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": table},
    )


def cut_off(path: Path) -> Path:
    whole = write_book(path, CELL).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def smaller_than_it_is(path: Path) -> Path:
    """The list of parts says that the sheet is a hundred bytes long."""
    whole = bytearray(write_book(path, CELL + " " * 100_000).read_bytes())
    found = list(re.finditer(rb"PK\x01\x02", whole))[-1].start()
    struct.pack_into("<I", whole, found + 24, 100)
    path.write_bytes(whole)
    return path


HARM: dict[Callable[[Path], Path], tuple[str, str]] = {
    definitions: ("definitions.xlsx", "E227"),
    many_parts: ("many-parts.xlsx", "E229"),
    same_names: ("same-names.xlsx", "E228"),
    climbing_name: ("climbing-name.xlsx", "E228"),
    endless_text: ("endless-text.xlsx", "E230"),
    claimed_texts: ("claimed-texts.xlsx", "E234"),
    far_cell: ("far-cell.xlsm", "E210"),
    far_cell_in_small_letters: ("small-letters.xlsx", "E210"),
    far_cell_behind_a_quoted_bracket: ("bracket.xlsx", "E235"),
    far_cell_in_a_part_of_another_name: ("other-name.xlsx", "E210"),
    far_cell_at_the_end_of_many: ("end-of-many.xlsx", "E235"),
    long_text_many_times: ("many-times.xlsx", "E235"),
    far_cell_of_records: ("far-cell.xlsb", "E210"),
    huge_claim_of_the_oldest_format: ("claim.xls", "E210"),
    repeated_cell: ("repeated.ods", "E210"),
    cut_off: ("cut-off.xlsx", "E207"),
    smaller_than_it_is: ("smaller.xlsx", "E207"),
}


def test_files_made_to_do_harm_are_refused_in_one_line(tmp_path: Path) -> None:
    paths = [make(tmp_path / name) for make, (name, _) in HARM.items()]
    found = outcomes(paths, 300)
    assert {Path(name).name: outcome for name, (outcome, _) in found.items()} == dict(HARM.values())
    assert max(peak for _, peak in found.values()) < GIB


def test_a_part_that_inflates_beyond_the_limit(tmp_path: Path) -> None:
    path = inflating(tmp_path / "a.xlsx")
    whole = bytearray(path.read_bytes())
    found = list(re.finditer(rb"PK\x01\x02", whole))[-1].start()
    struct.pack_into("<I", whole, found + 24, 2 * GIB + 1)
    path.write_bytes(whole)
    assert next(iter(outcomes([path], 60).values()))[0] == "E209"
