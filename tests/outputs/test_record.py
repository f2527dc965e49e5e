from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.outputs.record import LONGEST_CELL, record_cells

NASTY = {
    "name": '张伟 "Wei" \U0001f600\U00020000',
    "escapes": ["_x000D_", "_x0041_x0042_", "_x005F_", "a\r\nb\x00\x85"],
    "lone": "\ud800",
    "blank ends": "  \t ",
}


def test_plain_records_stay_as_they_are() -> None:
    record = json.dumps(
        {"team": ["张伟", "snake_case", "\U0001f600"]}, ensure_ascii=False, indent=1
    )
    assert list(record_cells(record)) == [record]


def test_what_cells_change_is_escaped() -> None:
    (cell,) = record_cells('{"a":\t"_x000D_"}\r\n')
    assert cell == '{"a": "\\u005fx000D_"} \n'


def test_a_record_that_needs_escapes_must_be_json() -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        list(record_cells("plain _x0041_ text"))


def test_long_records_are_cut_within_the_limit() -> None:
    record = json.dumps("\U0001f600" * 100_000, ensure_ascii=False)
    cells = list(record_cells(record))
    assert "".join(cells) == record
    assert len(cells) == 7  # 200,002 units
    assert all(len(cell.encode("utf-16-le")) // 2 <= LONGEST_CELL for cell in cells)


@given(
    st.recursive(st.none() | st.text() | st.integers(), st.lists),
    st.booleans(),
)
def test_the_value_survives(value: object, ascii_only: bool) -> None:
    record = json.dumps(value, ensure_ascii=ascii_only)
    assert json.loads("".join(record_cells(record))) == value


def test_no_cell_has_blank_ends() -> None:
    record = json.dumps([" " * 7 + "x"] * 20_000)
    cells = list(record_cells(record))
    assert len(cells) > 5
    assert all(cell == cell.strip() for cell in cells)
    assert "".join(cells) == record
    assert "".join(record_cells(json.dumps(NASTY, ensure_ascii=False)))
