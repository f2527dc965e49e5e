from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from salesplan.choices import Language
from salesplan.labels import Labels
from salesplan.outputs.folding import folded
from salesplan.outputs.terminal import cell_text, print_table
from salesplan.reports.values import Column, Kind, Marked, Role, Row, Table

EN = Labels(Language.EN)


def screen(table: Table, width: int = 80, *, colour: bool = False, heading: str = "Review") -> str:
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
    )
    print_table(console, table, EN, heading)
    return stream.getvalue()


STANDINGS = Table(
    "standings",
    (Column("Rep"), Column("Status"), Column("Pace", Kind.SHARE), Column("Variance", Kind.AMOUNT)),
    (
        Row(("Ann", Marked("ahead", Role.GOOD), 1.25, 1300)),
        Row(("Bob", Marked("at risk", Role.WARNING), Marked(Decimal("0.9"), Role.WARNING), -20)),
        Row(("Cho", Marked("[behind]", Role.WRONG), 0.5, Marked(-1500, Role.WRONG))),
        Row(("Total", Marked("at risk", Role.WARNING), 0.9, -220), Role.TOTAL),
        Row(("Nobody", None, None, 7), Role.WRONG),
    ),
)


def test_a_table_with_marks_by_hand() -> None:
    assert [line.rstrip() for line in screen(STANDINGS).splitlines()] == [
        "Review",
        "Rep     Status      Pace  Variance",
        "──────────────────────────────────",
        "Ann     ahead     125.0%     1,300",
        "Bob     at risk    90.0%       -20",
        "Cho     [behind]   50.0%    -1,500",
        "Total   at risk    90.0%      -220",
        "Nobody                           7",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ahead", "32"),
        ("at risk", "33"),
        ("90.0%", "33"),
        ("[behind]", "1;31"),
        ("-1,500", "1;31"),
        ("Nobody", "1;31"),
        ("7", "1;31"),
    ],
)
def test_marks_are_coloured(text: str, codes: str) -> None:
    coloured = screen(STANDINGS, colour=True)
    assert re.search(rf"\x1b\[{codes}m *{re.escape(text)} *\x1b\[0m", coloured)


def test_a_total_stays_bold_under_its_mark() -> None:
    (total,) = [line for line in screen(STANDINGS, colour=True).splitlines() if "Total" in line]
    assert re.search(r"\x1b\[1;33mat risk", total)
    assert re.search(r"\x1b\[1m *-220", total)


def test_what_is_not_marked_has_no_colour() -> None:
    (ann,) = [line for line in screen(STANDINGS, colour=True).splitlines() if "Ann" in line]
    assert re.findall(r"\x1b\[([\d;]+)m", ann) == ["32", "0"]


VALUES = st.one_of(
    st.text(st.characters(blacklist_categories=("C", "Z")), max_size=12),
    st.integers(-(10**9), 10**9),
)


@given(st.lists(st.tuples(VALUES, st.sampled_from(Role)), min_size=1), st.integers(30, 120))
def test_without_colour_marks_change_nothing(
    cells: list[tuple[str | int, Role]], width: int
) -> None:
    columns = (Column("A", Kind.AMOUNT), Column("B", Kind.COUNT))
    plain = Table("t", columns, tuple(Row((value, 1)) for value, _ in cells))
    marked = replace(
        plain, rows=tuple(Row((Marked(value, role), Marked(1, role))) for value, role in cells)
    )
    assert screen(marked, width) == screen(plain, width)
    assert "\x1b" not in screen(marked, width)


def test_marks_in_a_table_wider_than_the_screen() -> None:
    columns = (Column("Rep"), *(Column(f"Month {n}", Kind.AMOUNT) for n in range(1, 13)))
    months = tuple(Marked(-1_000_000 - n, Role.WRONG) for n in range(12))
    text = screen(Table("t", columns, (Row(("Ann", *months)),)))
    assert re.findall(r"-1,000,\d{3}", text) == [f"-1,000,{n:03}" for n in range(12)]
    assert text.count("Ann") == 2
    assert max(cell_len(line) for line in text.splitlines()) <= 80


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.TEXT, "behind", "behind"),
        (Kind.AMOUNT, Decimal("-1234.5"), "-1,234.50"),
        (Kind.COUNT, -3, "-3"),
        (Kind.SHARE, 0.893, "89.3%"),
        (Kind.FIGURE, Decimal("1234.50"), "1,234.50"),
        (Kind.FIGURE, 7, "7"),
        (Kind.FACTOR, 1.375, "1.38"),
    ],
)
def test_text_of_a_marked_cell(kind: Kind, value: str | float | Decimal, text: str) -> None:
    assert cell_text(Marked(value, Role.WRONG), kind, EN, 2) == text
    assert cell_text(value, kind, EN, 2) == text


def test_chinese_sentences_break_between_characters() -> None:
    sentence = "您的指标由第 2 版（截至2027年3月31日）重排，原因：一季度后调整。"
    assert folded(sentence, 22) == [
        "您的指标由第 2 版（截",
        "至2027年3月31日）重",
        "排，原因：一季度后调",
        "整。",
    ]


def test_an_amount_stays_with_its_sign() -> None:
    assert folded("照此速度将缺 ¥2,100。", 14) == ["照此速度将缺", "¥2,100。"]
    assert folded("主要来自张伟 -¥500。", 14) == ["主要来自张伟", "-¥500。"]


def test_other_sentences_wrap_at_their_blanks() -> None:
    assert folded("eight words are too many for this screen", 10) == [
        "eight words are too many for this screen"
    ]


def test_chinese_headings_break_between_characters() -> None:
    table = Table("t", (Column("人员"),), (Row(("张伟",)),))
    lines = screen(table, 22, heading="销售额 · 已过 4 个工作日，共 20 个").splitlines()
    assert lines[:2] == ["销售额 · 已过 4 个工作", "日，共 20 个"]
