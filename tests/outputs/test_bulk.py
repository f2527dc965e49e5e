from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from salesplan.outputs.bulk import BulkSheet, IncompatibleXlsxWriterError, RowLook

Numbers = npt.NDArray[np.int64]


def sheet_xml(
    values: Numbers, decimals: int, blank_rows: set[int], at: tuple[int, int], *, bulk: bool
) -> str:
    """The sheet with `values`, labels left and right, and a row format, in bulk or plainly."""
    buffer = BytesIO()
    workbook = Workbook(buffer, {"in_memory": True})
    first, second = (workbook.add_format({"num_format": f}) for f in ("#,##0", "0.00"))
    for made in (first, second):
        made._get_xf_index()
    sheet = workbook.add_worksheet(worksheet_class=BulkSheet if bulk else None)
    row, column = at
    height, width = values.shape
    sheet.write_string(row, 0, "label")
    sheet.write_string(row + height - 1, column + width + 1, "right")
    sheet.write_formula(row + height + 20, 1, "=SUM(A1:B2)", first, 5)
    sheet.set_row(row + height + 3, 30)
    formats = tuple(first if place % 2 else second for place in range(width))
    if bulk:
        looks = {blank: RowLook(formats, (blank,) * width) for blank in (False, True)}
        sheet.place_numbers(
            row, column, values, [looks[i in blank_rows] for i in range(height)], decimals
        )
    else:
        for i in range(height):
            for j in range(width):
                if values[i, j]:
                    number = int(values[i, j]) / 10**decimals if decimals else int(values[i, j])
                    sheet.write_number(row + i, column + j, number, formats[j])
                elif i in blank_rows:
                    sheet.write_blank(row + i, column + j, None, formats[j])
    workbook.close()
    with ZipFile(buffer) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


@given(
    hnp.arrays(
        np.int64,
        hnp.array_shapes(min_dims=2, max_dims=2, max_side=20),
        elements=st.sampled_from([0, 0, 1, -7, 12_345_678, 830, 10**15 - 1]),
    ),
    st.sampled_from([0, 2, 3]),
    st.sets(st.integers(0, 19), max_size=3),
    st.tuples(st.integers(0, 40), st.integers(1, 30)),
)
def test_the_same_bytes_as_cell_by_cell(
    values: Numbers, decimals: int, blank_rows: set[int], at: tuple[int, int]
) -> None:
    in_bulk = sheet_xml(values, decimals, blank_rows, at, bulk=True)
    assert in_bulk == sheet_xml(values, decimals, blank_rows, at, bulk=False)


def test_cells_by_hand() -> None:
    xml = sheet_xml(np.array([[1250, 0], [0, -3]]), 2, set(), (1, 1), bulk=True)
    assert '<c r="B2" s="2"><v>12.5</v></c>' in xml
    assert '<c r="C3" s="1"><v>-0.03</v></c>' in xml
    assert 'r="C2"' not in xml
    assert 'r="B3"' not in xml


@pytest.mark.parametrize("name", ["_calculate_spans", "_write_cell", "_prepare_formula"])
def test_changed_private_names_are_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Worksheet, name)
    monkeypatch.setattr(BulkSheet, name, None, raising=False)
    with pytest.raises(IncompatibleXlsxWriterError, match=f"XlsxWriter .* has no {name};"):
        Workbook(BytesIO()).add_worksheet(worksheet_class=BulkSheet)


def test_changed_attributes_and_formats_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Format, "_get_xf_index")
    original = Worksheet.__init__

    def without_table(self: Worksheet) -> None:
        original(self)
        del self.table

    monkeypatch.setattr(Worksheet, "__init__", without_table)
    with pytest.raises(IncompatibleXlsxWriterError, match=r"no table, Format\._get_xf_index;"):
        BulkSheet()


def place(values: npt.NDArray[Any], at: tuple[int, int] = (0, 0), looks: int | None = None) -> None:
    workbook = Workbook(BytesIO())
    sheet = workbook.add_worksheet(worksheet_class=BulkSheet)
    height, width = values.shape
    look = RowLook((workbook.add_format(),) * width, (False,) * width)
    sheet.place_numbers(*at, values, [look] * (height if looks is None else looks))


@pytest.mark.parametrize(
    ("values", "at", "message"),
    [
        (np.array([[10**15]]), (0, 0), "fifteen digits"),
        (np.array([[np.iinfo(np.int64).min]]), (0, 0), "fifteen digits"),
        (np.array([[1.5]]), (0, 0), "float64"),
        (np.array([[1]]), (2**20, 0), "edge"),
        (np.array([[0, 1]]), (0, 2**14 - 1), "edge"),
    ],
)
def test_what_a_sheet_cannot_hold(
    values: npt.NDArray[Any], at: tuple[int, int], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        place(values, at)


def test_looks_of_another_shape() -> None:
    with pytest.raises(ValueError, match="another shape"):
        place(np.ones((2, 2), np.int64), looks=3)


def test_two_matrices_in_one_row() -> None:
    workbook = Workbook(BytesIO())
    sheet = workbook.add_worksheet(worksheet_class=BulkSheet)
    look = RowLook((workbook.add_format(),), (False,))
    sheet.place_numbers(0, 0, np.ones((3, 1), np.int64), [look] * 3)
    with pytest.raises(ValueError, match="two matrices"):
        sheet.place_numbers(2, 5, np.ones((1, 1), np.int64), [look])


def test_nothing_to_place() -> None:
    place(np.zeros((0, 3), np.int64))
    place(np.zeros((3, 0), np.int64))
