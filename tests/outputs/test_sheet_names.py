from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from salesplan.outputs.sheet_names import is_sheet_name, sheet_names


@pytest.mark.parametrize(
    ("wanted", "legal"),
    [
        (["Summary", "目标"], ("Summary", "目标")),
        (["East/West: [1]*?\\"], ("East-West- -1-",)),
        (["'quoted'"], ("quoted",)),
        (["", "  ", "'"], ("Sheet", "Sheet (2)", "Sheet (3)")),
        (["A", "a", "A"], ("A", "a (2)", "A (3)")),
        (["History", "history"], ("History (2)", "history (3)")),
        (["x" * 40, "x" * 35], ("x" * 31, "x" * 27 + " (2)")),
        (["\U0001f600" * 20], ("\U0001f600" * 15,)),  # each counts two
        (["a\nb\x00"], ("a b",)),
        (["x" * 30 + "' end"], ("x" * 30,)),
        (["A (2)", "A", "A"], ("A (2)", "A", "A (3)")),
    ],
)
def test_names_become_legal(wanted: list[str], legal: tuple[str, ...]) -> None:
    assert sheet_names(wanted) == legal


def test_taken_names_are_left_alone() -> None:
    assert sheet_names(["Salesplan"], taken=["salesplan"]) == ("Salesplan (2)",)
    assert is_sheet_name("salesplan")
    assert not is_sheet_name("a/b")


@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_the_writer_takes_every_name_as_it_is(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    workbook = Workbook()
    assert tuple(workbook.add_worksheet(name).name for name in names) == names
    assert len({name.casefold() for name in names}) == len(wanted)
    assert sheet_names(wanted) == names
