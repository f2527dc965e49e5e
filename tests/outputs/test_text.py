from __future__ import annotations

import pytest

from salesplan.outputs.text import (
    is_formula_like,
    is_wide,
    lines_needed,
    number_width,
    one_line,
    text_width,
    writable,
)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("Q1", 2),
        ("目标", 4),
        ("Q1 目标", 7),
        ("（元）", 6),
        ("ＡＢ", 4),
        ("é", 1),
        ("e\u0301", 1),
        ("二\n四五", 4),
        ("欧阳静怡", 8),
    ],
)
def test_chinese_counts_two(text: str, width: int) -> None:
    assert text_width(text) == width


def test_wide_is_chinese_and_not_just_accented() -> None:
    assert is_wide("张伟")
    assert not is_wide("José")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 10, 1), ("abc", 10, 1), ("目标目标目标", 10, 2), ("a\nb", 10, 2), ("目标", 4, 1)],
)
def test_lines(text: str, width: float, lines: int) -> None:
    assert lines_needed(text, width) == lines


@pytest.mark.parametrize(
    ("value", "shown", "width"),
    [
        (1234567, "#,##0", 9),  # 1,234,567
        (-1234567, "#,##0", 10),
        (1234.5, "#,##0.00", 8),  # 1,234.50
        (0.254, "0.0%", 5),  # 25.4%
        (1.37, "0.00", 4),
        (1234567, '#,##0,"k"', 6),  # 1,235k
        (12, '#,##0" 元"', 5),  # 12 元
        (-5, "#,##0;[Red](#,##0)", 3),  # (5)
        (1234567, "0", 7),
        (7, "General", 1),
        (1500000, r"0.0\M", 10),  # 1500000.0M
    ],
)
def test_numbers_are_as_wide_as_shown(value: float, shown: str, width: int) -> None:
    assert number_width(value, shown) == width


def test_what_xml_cannot_hold_is_replaced() -> None:
    assert writable("a\ud800b\uffffc\U0001f600") == "a\ufffdb\ufffdc\U0001f600"
    assert one_line(" a\r\nb\x00") == "a b"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "'a"])
def test_formula_like(text: str) -> None:
    assert is_formula_like(text)
    assert not is_formula_like("a" + text)
