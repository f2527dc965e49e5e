"""How far sheets reach: the quick way through usual cells, and the thorough one through others."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.inputs import extents
from salesplan.inputs.precautions import look_at
from salesplan.inputs.raw import OLE

NUMBER = "<v>1</v></c>"
# Sheets that are all written as usual; their last row and column with content.
USUAL = [
    ("", (0, 0)),
    (f'<row r="7"><c r="C7">{NUMBER}</row>', (7, 3)),
    (f'<row r="7"><c r="C7" s="1" t="s">{NUMBER}<c r="D7" s="1"/></row>', (7, 3)),
    (f'<c r="XFD1048576">{NUMBER}<c r="A2">{NUMBER}', (1_048_576, 16_384)),
    (f'<c r="AA10">{NUMBER}<c r="Z11">{NUMBER}', (11, 27)),
    (f'<c r="B2" x=">">{NUMBER}', (2, 2)),
]
# A cell far away, each written in another way that a reader may understand.
UNUSUAL = [
    (f'<c r="A1">{NUMBER}<c s="1" r="XFD9">{NUMBER}', (9, 16_384)),
    (f'<c r="A1">{NUMBER}<x:c r="XFD9">{NUMBER}', (9, 16_384)),
    (f"<c r='XFD9'>{NUMBER}", (9, 16_384)),
    (f'<c\nr="XFD9">{NUMBER}', (9, 16_384)),
    (f'<c  r="XFD9">{NUMBER}', (9, 16_384)),
    (f'<c r="xfd9">{NUMBER}', (9, 16_384)),
    (f'<c r="A1">{NUMBER}<c r="XFD9" >\n<v>1</v></c>', (9, 16_384)),
    (f'<c r="A1">{NUMBER}<c r="B2"/>\n<c r="C3" s="1"/> ', (1, 1)),
    (f'<c r="A12345678">{NUMBER}', (12_345_678, 1)),
    (f"<row><c>{NUMBER}<c>{NUMBER}</row>", (1, 2)),
    (f'<cols><col min="1"/></cols><c r="C7">{NUMBER}', (7, 3)),
]


@pytest.mark.parametrize(("sheet", "expected"), [*USUAL, *UNUSUAL])
def test_extent(sheet: str, expected: tuple[int, int]) -> None:
    assert extents.extent_of_sheet([sheet.encode()]) == expected


@pytest.mark.parametrize(("sheet", "expected"), USUAL)
def test_usual_sheets_take_the_quick_way(sheet: str, expected: tuple[int, int]) -> None:
    assert extents._usual_extent(sheet.encode()) == expected


@pytest.mark.parametrize("sheet", [sheet for sheet, _ in UNUSUAL])
def test_no_other_sheet_does(sheet: str) -> None:
    assert extents._usual_extent(sheet.encode()) is None


def test_an_end_in_quotes_before_the_place_hides_it() -> None:
    assert extents.extent_of_sheet([f'<c x=">" r="XFD9">{NUMBER}'.encode()]) is None


def test_pieces_add_up() -> None:
    pieces = [f'<c r="B90">{NUMBER}', f"<c r='XFD2'>{NUMBER}", f'<c r="A3">{NUMBER}']
    assert extents.extent_of_sheet([piece.encode() for piece in pieces]) == (90, 16_384)


REFERENCES = st.tuples(st.from_regex(r"[A-Z]{1,3}", fullmatch=True), st.integers(1, 1_048_576))
CELLS = st.builds(
    "".join,
    st.lists(
        st.builds(
            lambda place, shape: shape.format(f"{place[0]}{place[1]}"),
            REFERENCES,
            st.sampled_from(
                [
                    f'<c r="{{}}">{NUMBER}',
                    '<c r="{}" s="1"/>',
                    f'<c r="{{}}" t="s">{NUMBER}',
                    '</row><row r="1" spans="1:8">',
                    f"<c r='{{}}'>{NUMBER}",
                    '<c r="{}" s="1"/>\n',
                ]
            ),
        ),
        max_size=6,
    ),
)


@settings(max_examples=200, deadline=None)
@given(CELLS)
def test_both_ways_agree(sheet: str) -> None:
    found = extents.extent_of_sheet([sheet.encode()])
    with patch.object(extents, "_usual_extent", return_value=None):
        assert extents.extent_of_sheet([sheet.encode()]) == found


def test_an_old_workbook_in_which_nothing_is_found_is_read_within_limits() -> None:
    look = look_at(OLE + bytes(5000), "a.xls")
    assert (look.is_zip, look.bound) == (False, None)
