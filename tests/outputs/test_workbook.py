from __future__ import annotations

import datetime as dt
import errno
import json
import time
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from salesplan.errors import SalesplanError
from salesplan.outputs.cells import UnwritableCellError
from salesplan.outputs.workbook import book_bytes, write_book
from salesplan.reports.values import (
    Block,
    Book,
    Cell,
    Chart,
    ChartKind,
    Charts,
    Column,
    Difference,
    Fact,
    Facts,
    Grid,
    Kind,
    Marked,
    Reference,
    Role,
    Row,
    Series,
    Sheet,
    Sum,
    Table,
    Text,
)

# openpyxl does not know the solid data bars of later spreadsheet programs.
pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported:UserWarning")

CREATED = dt.date(2026, 12, 1)


def book_of(*blocks: Block, **looks: Any) -> Book:  # noqa: ANN401 (fields of a sheet)
    return Book((Sheet("Targets", blocks, **looks),), "Plan", CREATED)


def opened(book: Book, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(book_bytes(book)), data_only=values)


def first_sheet(book: Book, *, values: bool = False) -> Worksheet:
    sheet = opened(book, values=values).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def dump(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def part(book: Book, name: str) -> str:
    with ZipFile(BytesIO(book_bytes(book))) as archive:
        return archive.read(name).decode()


def midnight(day: dt.date) -> dt.datetime:
    """As openpyxl gives dates."""
    return dt.datetime.combine(day, dt.time())


def one_column(*cells: Cell, kind: Kind = Kind.TEXT) -> Table:
    return Table("t", (Column("H", kind),), tuple(Row((cell,)) for cell in cells))


TARGETS = Table(
    "targets",
    (
        Column("Rep"),
        Column("Q1", Kind.AMOUNT),
        Column("Q2", Kind.AMOUNT),
        Column("Year", Kind.AMOUNT, Role.TOTAL),
        Column("Share", Kind.SHARE),
        Column("Start", Kind.DATE),
    ),
    (
        Row(("张伟", 100, 200, Sum(300, ((0, 1, 0, 2),)), Decimal("0.6"), dt.date(2027, 3, 1))),
        Row(("Li Na", 50, Decimal("150.25"), Sum(Decimal("200.25"), ((1, 1, 1, 2),)), None, None)),
        Row(
            (
                "Total",
                Sum(150, ((0, 1, 0, 1), (1, 1, 1, 1))),
                Sum(Decimal("350.25"), ((0, 2, 1, 2),)),
                Difference(Decimal("-100.00"), (0, 1), (1, 3)),
                None,
                None,
            ),
            Role.TOTAL,
        ),
        Row(("Check", Difference(50, (0, 1), (1, 1)), None, None, None, None), Role.NOTE),
    ),
    amount_format="#,##0.00",
    filtered=True,
    bars=(1,),
)
SAMPLE = book_of(Text("Plan", Role.TITLE), TARGETS, freeze="targets", freeze_columns=1)


def test_values_and_live_formulas_of_a_table() -> None:
    assert dump(first_sheet(SAMPLE)) == [
        ["Plan", None, None, None, None, None],
        ["Rep", "Q1", "Q2", "Year", "Share", "Start"],
        ["张伟", 100, 200, "=SUM(B3:C3)", 0.6, midnight(dt.date(2027, 3, 1))],
        ["Li Na", 50, 150.25, "=SUM(B4:C4)", None, None],
        ["Total", "=SUM(B3,B4)", "=SUM(C3:C4)", "=ROUND(B3-D4,2)", None, None],
        ["Check", "=B3-B4", None, None, None, None],
    ]


def test_cached_values_of_a_table() -> None:
    rows = dump(first_sheet(SAMPLE, values=True))
    assert [row[1:4] for row in rows[2:]] == [
        [100, 200, 300],
        [50, 150.25, 200.25],
        [150, 350.25, -100],
        [50, None, None],
    ]


def test_formats_follow_kind_and_role() -> None:
    sheet = first_sheet(SAMPLE)
    formats = [cell.number_format for cell in sheet[3]]
    assert formats == ["General", "#,##0.00", "#,##0.00", "#,##0.00", "0.0%", "yyyy-mm-dd"]
    assert sheet["B4"].number_format == sheet["E4"].number_format.replace("0.0%", "#,##0.00")
    assert sheet["A2"].font.bold
    assert sheet["A2"].fill.fgColor.rgb == "FF1B5E7B"
    assert (sheet["A5"].border.top.style, sheet["A5"].font.bold) == ("thin", True)
    assert (sheet["A3"].border.top.style, bool(sheet["A3"].font.bold)) == (None, False)
    assert sheet["D3"].font.bold
    assert [sheet[c].alignment.horizontal for c in ("A3", "B3", "F3")] == ["left", "right", "left"]
    assert sheet["A3"].font.name == "Microsoft YaHei"


def test_a_figure_shows_the_decimals_that_it_has() -> None:
    figures = (Decimal("10.30220670"), Decimal("1234.5"), 750_000, None)
    sheet = first_sheet(book_of(one_column(*figures, kind=Kind.FIGURE)))
    formats = [sheet.cell(row, 1).number_format for row in range(2, 5)]
    assert formats == ["#,##0.00000000", "#,##0.0", "#,##0"]
    assert sheet.column_dimensions["A"].width > len("10.30220670")


def test_a_book_without_chinese_is_in_calibri() -> None:
    assert first_sheet(book_of(Text("Plan")))["A1"].font.name == "Calibri"


GOOD, WARNING, WRONG = (
    ("FF2C7A4B", "FFE6F4EA"),
    ("FF8A5A00", "FFFFF3D6"),
    ("FF9C1C1C", "FFF9D0D0"),
)


def colours(cell: Any) -> tuple[str, str]:  # noqa: ANN401 (a cell of openpyxl, merged or not)
    return cell.font.color.rgb, cell.fill.fgColor.rgb


MARKED = Table(
    "marked",
    (Column("Rep"), Column("Status"), Column("Pace", Kind.SHARE), Column("Variance", Kind.AMOUNT)),
    (
        Row(("Ann", Marked("Ahead", Role.GOOD), Marked(1.25, Role.GOOD), 300)),
        Row(("Bob", Marked("=risk", Role.WARNING), Marked(Decimal("0.9"), Role.WARNING), -20)),
        Row(("Cho", Marked("Behind", Role.WRONG), 0.5, Marked(-1500, Role.WRONG))),
        Row(("East", Marked("At risk", Role.WARNING), 0.9, Marked(-1220, Role.WRONG)), Role.GROUP),
        Row(("Total", Marked("At risk", Role.WARNING), 0.9, -1220), Role.TOTAL),
        Row(("Nobody", Marked(3, Role.WRONG), None, 7), Role.WRONG),
    ),
    amount_format="#,##0.00",
)


def test_marked_cells_hold_what_plain_ones_would() -> None:
    plain = replace(
        MARKED,
        rows=tuple(
            replace(row, cells=tuple(c.value if isinstance(c, Marked) else c for c in row.cells))
            for row in MARKED.rows
        ),
    )
    marked, unmarked = first_sheet(book_of(MARKED)), first_sheet(book_of(plain))
    assert dump(marked) == dump(unmarked)
    assert dump(marked)[2:4] == [["Bob", "=risk", 0.9, -20], ["Cho", "Behind", 0.5, -1500]]
    for above, below in zip(marked.iter_rows(), unmarked.iter_rows(), strict=True):
        for one, other in zip(above, below, strict=True):
            assert one.number_format == other.number_format
            assert one.alignment.horizontal == other.alignment.horizontal
            assert one.alignment.indent == other.alignment.indent
            assert bool(one.quotePrefix) == bool(other.quotePrefix)
            assert bool(one.font.bold) == bool(other.font.bold)
            assert one.border.bottom == other.border.bottom
            assert one.data_type == other.data_type
    assert {c: d.width for c, d in marked.column_dimensions.items()} == {
        c: d.width for c, d in unmarked.column_dimensions.items()
    }
    assert (marked["C3"].number_format, marked["D4"].number_format) == ("0.0%", "#,##0.00")
    assert marked["B3"].quotePrefix


def test_marks_are_ink_on_a_pale_fill() -> None:
    sheet = first_sheet(book_of(MARKED))
    assert [colours(sheet[c]) for c in ("B2", "C2", "B3", "C3", "B4", "D4")] == [
        GOOD, GOOD, WARNING, WARNING, WRONG, WRONG,
    ]  # fmt: skip
    assert colours(sheet["D5"]) == WRONG
    assert colours(sheet["B6"]) == WARNING
    assert (sheet["D5"].font.bold, sheet["B6"].font.bold) == (True, True)
    assert sheet["B6"].border.top.style == "thin"  # a total stays a total
    assert [colours(sheet[c]) for c in ("A7", "B7", "D7")] == [WRONG] * 3
    assert colours(sheet["A4"])[0] == "FF1F2A33"  # the mark is the cell's, not the row's


def test_marked_facts_labels_and_texts() -> None:
    facts = Facts((Fact("Status", Marked("Behind", Role.WRONG)), Fact("Actual", 5, Kind.COUNT)))
    labels = tuple((Marked(str(day), Role.WARNING),) for day in DAYS)
    grid = replace(GRID, label_columns=(Column("Day"),), labels=labels)
    sheet = first_sheet(book_of(facts, grid, Text("Wrong", Role.WRONG)))
    assert (sheet["A1"].value, sheet["A1"].font.color.rgb) == ("Behind", WRONG[0])
    assert sheet["A1"].font.size == 18
    assert (sheet["A6"].value, colours(sheet["A6"])) == ("2027-01-01", WARNING)
    assert (sheet["A11"].value, sheet["A11"].font.color.rgb) == ("Wrong", WRONG[0])


def test_a_chinese_mark_decides_width_and_font() -> None:
    sheet = first_sheet(book_of(one_column(Marked("明显落后于应完成的进度", Role.WRONG))))
    assert sheet.column_dimensions["A"].width > 22
    assert sheet["A2"].font.name == "Microsoft YaHei"
    long = first_sheet(book_of(one_column(Marked("长" * 100, Role.WRONG))))
    assert long["A2"].alignment.wrap_text
    assert long.row_dimensions[2].height > 4 * 15


def test_data_bars_see_marked_numbers() -> None:
    table = replace(one_column(Marked(-5, Role.WRONG), 3, kind=Kind.COUNT), bars=(0,))
    xml = part(book_of(table), "xl/worksheets/sheet1.xml")
    assert '<cfvo type="min"/>' in xml  # not from zero, since one is below it
    assert '<cfvo type="num" val="0"/>' not in xml


def test_lines_to_write_on() -> None:
    columns = (Column("Rep"), Column("What we agree on", width=12))
    rows = (Row(("Ann", None)), Row((None, None)), Row(("Bob", "a promise " * 12)))
    sheet = first_sheet(book_of(Table("agreed", columns, rows, row_height=28.5)))
    assert [sheet.row_dimensions[row].height for row in (2, 3)] == [28.5, 28.5]
    assert sheet.row_dimensions[4].height > 100  # what is written already is not cut off
    for place in ("A3", "B3"):
        border = sheet[place].border
        assert (border.bottom.style, border.left.style) == ("thin", None)
        assert border.bottom.color.rgb == "FF9AA4AB"
    plain = first_sheet(book_of(Table("t", columns, rows)))
    assert plain["B3"].border.bottom.color.rgb != "FF9AA4AB"
    assert plain.row_dimensions[3].height == 16.5


def test_short_chinese_headers_stay_on_one_line() -> None:
    table = Table("t", (Column("Name"), Column("客户数", Kind.COUNT)), (Row(("a", 1)),))
    assert first_sheet(book_of(table)).row_dimensions[1].height == 21


def test_rules_of_a_table() -> None:
    rules = {
        str(area.sqref): [(rule.type, rule.operator) for rule in area.rules]
        for area in first_sheet(SAMPLE).conditional_formatting
    }
    assert rules == {
        "B3:B4": [("dataBar", None)],
        "B6 D5": [("cellIs", "notEqual"), ("cellIs", "equal")],
    }


def test_panes_filter_and_print_set_up() -> None:
    sheet = first_sheet(SAMPLE)
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref == "A2:F6"
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.print_title_cols == "$A:$A"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    footer = "&amp;L&amp;8&amp;K7B8790Plan&amp;C&amp;8&amp;K7B8790&amp;A&amp;R&amp;8&amp;K7B8790"
    assert f"{footer}&amp;P / &amp;N" in part(SAMPLE, "xl/worksheets/sheet1.xml")
    assert sheet.sheet_view.showGridLines is False


def test_a_header_may_be_repeated_on_paper_and_not_stay_on_screen() -> None:
    first, second = (Table(name, (Column("n", width=10.0),), ()) for name in "ab")
    blocks = Text("T", Role.TITLE), first, second
    sheet = first_sheet(book_of(*blocks, repeat="b"))
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$4:$4", None)
    with pytest.raises(ValueError, match="no table called 'c'"):
        first_sheet(book_of(*blocks, repeat="c"))


@pytest.mark.parametrize("columns", [2, 60])
def test_a_sheet_on_one_page(columns: int) -> None:
    table = Table("t", tuple(Column("n", width=10.0) for _ in range(columns)), ())
    sheet = first_sheet(book_of(table, one_page=True))
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    # One page wide and high is what a file that does not say otherwise means.
    assert sheet.page_setup.fitToWidth in {None, 1}
    assert sheet.page_setup.fitToHeight in {None, 1}
    assert sheet.page_setup.scale in {None, 100}


def test_a_page_begins_with_a_block() -> None:
    lines = [Text(str(at)) for at in range(4)]
    sheet = first_sheet(book_of(*lines, landscape=False, breaks=(2,)))
    assert [each.id for each in sheet.row_breaks.brk] == [2]
    # Breaks count only as long as nothing is fitted to a number of pages.
    assert sheet.page_setup.fitToHeight == 0


def test_totals_at_the_end_are_not_sorted_away() -> None:
    table = replace(TARGETS, rows=TARGETS.rows[:3])
    assert first_sheet(book_of(table)).auto_filter.ref == "A1:F3"


def test_portrait_gridlines_and_tab() -> None:
    sheet = first_sheet(book_of(Text("x"), landscape=False, gridlines=True, accent=True))
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.sheet_view.showGridLines in {None, True}
    assert sheet.sheet_properties.tabColor is not None
    assert sheet.sheet_properties.tabColor.rgb == "FF1B5E7B"


def test_columns_are_wide_enough_for_chinese() -> None:
    narrow, wide = "Zhang Wei12345", "欧阳静怡上海第一销售部门"
    widths = [
        first_sheet(book_of(one_column(text))).column_dimensions["A"].width
        for text in (narrow, wide)
    ]
    assert 14 < widths[0] < 20
    assert 24 < widths[1] < 30


def test_months_are_even_and_given_widths_are_kept() -> None:
    columns = (*(Column(name, Kind.AMOUNT) for name in "ab"), Column("c", width=33.0))
    table = Table("t", columns, (Row((1, 1_234_567_890, "long " * 9)),))
    sheet = first_sheet(book_of(table))
    widths = [sheet.column_dimensions[c].width for c in "AC"]  # equal neighbours are one entry
    assert sheet.column_dimensions["A"].max == 2
    assert 14 < widths[0] < 18
    assert 33 <= widths[1] < 34


def test_long_cells_wrap_in_a_higher_row() -> None:
    sheet = first_sheet(book_of(one_column("长" * 100, "short")))
    assert sheet["A2"].alignment.wrap_text
    assert not sheet["A3"].alignment.wrap_text
    assert sheet.row_dimensions[2].height > 4 * 15
    assert sheet.column_dimensions["A"].width < 70


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "{=1+1}",
        "+1",
        "-1",
        "@SUM(A1)",
        "http://example.org",
        "00123",
        "12",
        "TRUE",
        "<r>x</r>",
        "_x0041_",
        "_x0041_x0042_",
        " a\n\tb ",
        "\"<&>'",
        "\U0001f600",
        "#N/A",
    ],
)
def test_text_stays_text(text: str) -> None:
    book = book_of(one_column(text), Text(text), Facts((Fact("f", text),)))
    sheet = first_sheet(book)
    assert [sheet[c].value for c in ("A2", "A4", "A6")] == [text] * 3
    assert {sheet[c].data_type for c in ("A2", "A4")} == {"s"}
    assert sheet["A2"].hyperlink is None
    read = CalamineWorkbook.from_filelike(BytesIO(book_bytes(book))).get_sheet_by_index(0)
    assert read.to_python()[1][0] == text


def test_text_like_a_formula_stays_text_when_it_is_edited() -> None:
    sheet = first_sheet(book_of(one_column("=1+1", "plain")))
    assert sheet["A2"].quotePrefix
    assert not sheet["A3"].quotePrefix


@pytest.mark.parametrize(
    "cell", ["x" * 32_768, 10**15, Decimal("NaN"), float("inf"), Sum(10**15, ((0, 0, 0, 0),))]
)
def test_what_a_cell_cannot_hold_is_refused(cell: Cell) -> None:
    with pytest.raises(UnwritableCellError):
        book_bytes(book_of(one_column(cell)))


def test_a_sum_of_very_many_cells() -> None:
    rows = [Row((1,)) for _ in range(600)]
    total = Sum(300, tuple((i, 0, i, 0) for i in range(0, 600, 2)))
    table = Table("t", (Column("n", Kind.COUNT),), (*rows, Row((total,), Role.TOTAL)))
    formula = str(first_sheet(book_of(table))["A602"].value)
    assert formula.startswith("=SUM(SUM(A2,A4,")
    assert formula.count("SUM") == 3
    assert formula.count(",") == 298 + 1  # 250 + 50 terms


def test_cells_that_show_another_table() -> None:
    shown = one_column(Reference(300, "targets", 0, 3), Reference(3, "daily", 3, 1))
    sheets = (
        Sheet("Summary", (shown,)),
        Sheet("East's / plan", (Text("t"), TARGETS)),
        Sheet("Daily", (GRID,)),
    )
    book = Book(sheets, "Plan", CREATED)
    formulas, values = first_sheet(book), first_sheet(book, values=True)
    assert [formulas[c].value for c in ("A2", "A3")] == ["='East''s - plan'!D3", "=Daily!C6"]
    assert [values[c].value for c in ("A2", "A3")] == [300, 3]
    with pytest.raises(KeyError):
        book_bytes(book_of(shown))


def test_an_empty_sum_is_a_number() -> None:
    assert first_sheet(book_of(one_column(Sum(0, ()), kind=Kind.COUNT)))["A2"].value == 0


DAYS = [dt.date(2027, 1, 1) + dt.timedelta(days=i) for i in range(4)]
GRID = Grid(
    "daily",
    (Column("Date", Kind.DATE),),
    tuple((day,) for day in DAYS),
    (("East", "East", "All"), ("张伟", "Li Na", "Total")),
    np.array([[125, 0, 125], [0, 0, 0], [1, -2, -1], [0, 3, 3]]),
    decimals=2,
    amount_format="#,##0.00",
    row_roles=(Role.BODY, Role.CLOSED, Role.BODY, Role.TOTAL),
    column_roles=(Role.BODY, Role.BODY, Role.TOTAL),
)


def test_cells_of_a_grid() -> None:
    book = book_of(GRID, freeze="daily", freeze_columns=1)
    sheet = first_sheet(book)
    days = [midnight(day) for day in DAYS]
    assert dump(sheet) == [
        [None, "East", "East", "All"],
        ["Date", "张伟", "Li Na", "Total"],
        [days[0], 1.25, None, 1.25],
        [days[1], None, None, None],
        [days[2], 0.01, -0.02, -0.01],
        [days[3], None, 0.03, 0.03],
    ]
    assert sheet["B3"].number_format == "#,##0.00"
    assert sheet.freeze_panes == "B3"
    assert sheet["B6"].font.bold  # a zero in a total keeps the look
    assert sheet["D4"].fill.fgColor.rgb == sheet["D3"].fill.fgColor.rgb == "FFE3EEF3"


def test_closed_days_cost_no_cells() -> None:
    xml = part(book_of(GRID), "xl/worksheets/sheet1.xml")
    assert '<conditionalFormatting sqref="A4:D4">' in xml
    assert 'r="B4"' not in xml


def test_facts_are_figures_over_labels() -> None:
    facts = Facts(
        (Fact("Goal", 12_000_000, Kind.AMOUNT, "20 % more"), Fact("People", 8, Kind.COUNT)),
        amount_format='#,##0" 元"',
    )
    sheet = first_sheet(book_of(facts))
    cells = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value}
    second = next(place for place, value in cells.items() if value == 8)
    assert (cells["A1"], cells["A2"], cells["A3"]) == (12_000_000, "Goal", "20 % more")
    assert sheet["A1"].number_format == '#,##0" 元"'
    assert (sheet["A1"].font.size, sheet["A2"].font.size) == (18, 10)
    assert sheet[second].offset(1, 0).value == "People"
    assert any(area.coord.startswith("A1:") for area in sheet.merged_cells.ranges)


def test_long_texts_wrap_over_a_page() -> None:
    sheet = first_sheet(book_of(Text("说明" * 200), Text("short")))
    (merged,) = sheet.merged_cells.ranges
    assert merged.coord == "A1:M1"  # 13 columns of 8.43
    assert sheet.row_dimensions[1].height > 7 * 15
    assert sheet["A2"].value == "short"


def chart_xml(kind: ChartKind, *, line: bool = False, values: Table = TARGETS) -> str:
    series = [Series("Q1", "targets", (0, 0, 1, 0), (0, 1, 1, 1))]
    series.append(Series("Q2", "targets", (0, 0, 1, 0), (0, 2, 1, 2), line=line))
    charts = Charts((Chart("各季度", kind, tuple(series), unit="元", amount_format="#,##0"),))
    sheets = (Sheet("Charts", (charts,)), Sheet("East/West 'A'", (Text("t"), values)))
    return part(Book(sheets, "Plan", CREATED), "xl/charts/chart1.xml")


@pytest.mark.parametrize(
    ("kind", "tags"),
    [
        (ChartKind.COLUMN, ['<c:barDir val="col"/>', '<c:grouping val="clustered"/>']),
        (ChartKind.STACKED, ['<c:grouping val="stacked"/>', '<c:overlap val="100"/>']),
        (ChartKind.BAR, ['<c:barDir val="bar"/>', '<c:orientation val="maxMin"/>']),
        (ChartKind.LINE, ["<c:lineChart>"]),
    ],
)
def test_charts_point_at_their_tables(kind: ChartKind, tags: list[str]) -> None:
    xml = chart_xml(kind)
    assert all(tag in xml for tag in tags)
    assert "'East-West-''A'!$A$3:$A$4" in xml or "'East-West ''A'!$A$3:$A$4" in xml
    assert "$C$3:$C$4" in xml
    assert "<c:v>张伟</c:v>" in xml  # cached, for programs that draw without calculating
    assert "<c:v>150.25</c:v>" in xml
    assert "各季度（元）" in xml
    assert '<c:legendPos val="b"/>' in xml
    assert ('<c:min val="0"/>' in xml) is (kind is not ChartKind.LINE)


def test_a_line_over_columns() -> None:
    xml = chart_xml(ChartKind.COLUMN, line=True)
    assert "<c:barChart>" in xml
    assert "<c:lineChart>" in xml


def test_negative_columns_are_not_cut_off() -> None:
    rows = (replace(TARGETS.rows[0], cells=("a", -100, 200, 1, 1, None)), *TARGETS.rows[1:])
    assert '<c:min val="0"/>' not in chart_xml(ChartKind.COLUMN, values=replace(TARGETS, rows=rows))


def test_a_chart_of_a_grid() -> None:
    series = Series("Total", "daily", (0, 0, 3, 0), (0, 2, 3, 2))
    book = book_of(GRID, Charts((Chart("Days", ChartKind.COLUMN, (series,)),)))
    xml = part(book, "xl/charts/chart1.xml")
    assert "Targets!$D$3:$D$6" in xml
    assert "<c:v>1.25</c:v>" in xml
    assert "<c:v>-0.01</c:v>" in xml


@pytest.mark.parametrize(
    "book",
    [
        Book((), "t", CREATED),
        Book((Sheet("a", ()),), "t", CREATED, record_sheet="a/b"),
        book_of(TARGETS, TARGETS),
        book_of(TARGETS, freeze="other"),
    ],
)
def test_books_that_contradict_themselves(book: Book) -> None:
    with pytest.raises(ValueError):
        book_bytes(book)


def test_a_record_comes_back_from_its_very_hidden_sheet() -> None:
    value = {
        "text": '张伟 "q" \U0001f600 \r\n _x000D_ _x0041_x0042_ =1 <r>',
        "n": ["=" * 40] * 30_000,
    }
    record = json.dumps(value, ensure_ascii=False, indent=1)
    assert len(record) > 1_000_000
    book = replace(SAMPLE, record=record, record_sheet="salesplan")
    workbook = opened(book)
    assert workbook["salesplan"].sheet_state == "veryHidden"
    assert workbook.active is workbook.worksheets[0]
    pieces = [row[0] for row in workbook["salesplan"].iter_rows(values_only=True)]
    assert json.loads("".join(map(str, pieces))) == value
    read = CalamineWorkbook.from_filelike(BytesIO(book_bytes(book)))
    rows = read.get_sheet_by_name("salesplan").to_python()
    assert json.loads("".join(str(row[0]) for row in rows)) == value
    assert [row[1] for row in rows] == [f"{i + 1}/{len(rows)}" for i in range(len(rows))]


def test_sheets_give_way_to_the_record() -> None:
    book = replace(SAMPLE, sheets=(Sheet("Salesplan", (Text("x"),)),), record_sheet="salesplan")
    assert opened(replace(book, record="{}")).sheetnames == ["Salesplan (2)", "salesplan"]


def full_book() -> Book:
    chart = Chart("Q1", ChartKind.BAR, (Series("Q1", "targets", (0, 0, 1, 0), (0, 1, 1, 1)),))
    blocks = (Facts((Fact("Goal", 1),)), TARGETS, MARKED, Charts((chart, chart)))
    sheets = (Sheet("One", blocks), Sheet("Two", (GRID,)))
    return Book(sheets, "Plan", CREATED, "salesplan", "{}", {"author": "salesplan"})


def test_the_first_sheet_is_open() -> None:
    workbook = part(full_book(), "xl/workbook.xml")
    assert "activeTab" not in workbook
    assert 'tabSelected="1"' in part(full_book(), "xl/worksheets/sheet1.xml")
    assert "tabSelected" not in part(full_book(), "xl/worksheets/sheet2.xml")


def test_filter_buttons_leave_room_for_headers() -> None:
    widths = [
        first_sheet(
            book_of(replace(one_column(1), columns=(Column("Headers"),), filtered=filtered))
        )
        .column_dimensions["A"]
        .width
        for filtered in (False, True)
    ]
    assert widths[1] - widths[0] > 2


def test_equal_books_make_equal_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    before = book_bytes(full_book())
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + 100_000)
    time.sleep(2.1)  # zip time stamps count in steps of two seconds
    try:
        assert book_bytes(full_book()) == before
    finally:
        monkeypatch.undo()
        time.tzset()


def test_dates_in_the_file_are_the_report_s() -> None:
    core = part(full_book(), "docProps/core.xml")
    assert core.count("2026-12-01T00:00:00Z") == 2
    assert "<dc:title>Plan</dc:title>" in core
    with ZipFile(BytesIO(book_bytes(full_book()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_book_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.xlsx"
    write_book(SAMPLE, path)
    before = path.read_bytes()
    assert before == book_bytes(SAMPLE)
    with pytest.raises(SalesplanError):
        write_book(SAMPLE, path)
    with pytest.raises(UnwritableCellError):
        write_book(book_of(one_column(10**15)), path, force=True)

    def fill(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("salesplan.outputs.workbook.save_book", fill)
        with pytest.raises(SalesplanError) as caught:
            write_book(book_of(Text("new")), path, force=True)
    assert [finding.code for finding in caught.value.findings] == ["E306"]
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
    write_book(book_of(Text("new")), path, force=True)
    assert openpyxl.load_workbook(path).worksheets[0]["A1"].value == "new"
