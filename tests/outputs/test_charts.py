from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZipFile

import numpy as np
import pytest

from salesplan.outputs.workbook import book_bytes
from salesplan.reports.values import (
    Book,
    Cell,
    Chart,
    ChartKind,
    Charts,
    Column,
    Grid,
    Kind,
    Marked,
    Role,
    Row,
    Series,
    Sheet,
    Table,
)

NEW_YEAR = dt.date(2028, 1, 1)  # of a leap year


def days(first: dt.date, count: int, apart: int = 1) -> list[dt.date]:
    return [first + dt.timedelta(days=apart * number) for number in range(count)]


def chart_xml(
    categories: Sequence[Cell],
    actual: Sequence[Cell] = (),
    *,
    kind: ChartKind = ChartKind.LINE,
    dashed: bool = False,
    line: bool = False,
    width: int = 620,
) -> str:
    """The XML of a chart of two series: `actual`, empty after its end, and 100, 101, …"""
    last = len(categories) - 1
    cells = [*actual, *[None] * (len(categories) - len(actual))]
    table = Table(
        "progress",
        (Column("Day", Kind.DATE), Column("Actual", Kind.AMOUNT), Column("Target", Kind.AMOUNT)),
        tuple(Row((day, cells[at], 100 + at)) for at, day in enumerate(categories)),
    )
    series = (
        Series("Actual", "progress", (0, 0, last, 0), (0, 1, last, 1)),
        Series("Target", "progress", (0, 0, last, 0), (0, 2, last, 2), line=line, dashed=dashed),
    )
    chart = Chart("Sales to date", kind, series, width=width)
    return xml_of(table, chart)


def xml_of(block: Table | Grid, chart: Chart) -> str:
    sheets = (Sheet("Review", (Charts((chart,)),)), Sheet("Progress", (block,)))
    with ZipFile(BytesIO(book_bytes(Book(sheets, "Review", NEW_YEAR)))) as archive:
        return archive.read("xl/charts/chart1.xml").decode()


def series_of(xml: str) -> list[str]:
    return re.findall("<c:ser>.*?</c:ser>", xml, re.DOTALL)


def drawn_values(series: str) -> dict[int, str]:
    """What is stored of a series' values, by point."""
    (values,) = re.findall("<c:val>.*?</c:val>", series, re.DOTALL)
    points = re.findall(r'<c:pt idx="(\d+)"><c:v>(.*?)</c:v>', values)
    return {int(place): value for place, value in points}


def test_actuals_that_end_early_leave_a_gap() -> None:
    xml = chart_xml(days(NEW_YEAR, 366), [0, 10, Marked(-25, Role.WRONG)])
    actual, target = series_of(xml)
    assert drawn_values(actual) == {0: "0", 1: "10", 2: "-25"}
    assert len(drawn_values(target)) == 366
    assert '<c:ptCount val="366"/>' in actual
    # Without the element a program draws a gap.
    assert "dispBlanksAs" not in xml or '<c:dispBlanksAs val="gap"/>' in xml


@pytest.mark.parametrize(("points", "marks"), [(31, "circle"), (32, "none"), (366, "none")])
def test_many_points_are_drawn_without_marks(points: int, marks: str) -> None:
    for series in series_of(chart_xml(days(NEW_YEAR, points), range(points))):
        assert re.findall(r'<c:symbol val="(\w+)"/>', series) == [marks]


def test_a_single_point_is_seen() -> None:
    actual, target = series_of(chart_xml(days(NEW_YEAR, 366), [5]))
    assert '<c:symbol val="circle"/>' in actual
    assert '<c:symbol val="none"/>' in target


@pytest.mark.parametrize(
    ("categories", "step", "unit", "shown"),
    [
        (days(NEW_YEAR, 366), 1, "months", "mm-dd"),  # 12 labels
        (days(NEW_YEAR, 31), 3, "days", "mm-dd"),  # 11
        (days(NEW_YEAR, 91), 7, "days", "mm-dd"),  # 13 on the same day of the week
        (days(dt.date(2028, 1, 3), 52, 7), 1, "months", "mm-dd"),  # 12
        (days(dt.date(2027, 4, 1), 366), 2, "months", "yyyy-mm-dd"),  # 7 wide ones
        ([dt.date(2027 + n // 12, n % 12 + 1, 1) for n in range(24)], 3, "months", "yyyy-mm"),
    ],
)
def test_labels_of_many_dates(categories: list[dt.date], step: int, unit: str, shown: str) -> None:
    xml = chart_xml(categories)
    (axis,) = re.findall("<c:dateAx>.*</c:dateAx>", xml, re.DOTALL)
    assert f'<c:numFmt formatCode="{shown}" sourceLinked="0"/>' in axis
    assert f'<c:majorUnit val="{step}"/><c:majorTimeUnit val="{unit}"/>' in axis
    assert "tickLblSkip" not in axis  # not an element of a date axis
    assert "<c:cat><c:numRef>" in xml


@pytest.mark.parametrize("count", [3, 12])
def test_few_dates_have_a_label_each(count: int) -> None:
    xml = chart_xml(days(NEW_YEAR, count))
    assert "<c:catAx>" in xml
    assert '<c:numFmt formatCode="mm-dd" sourceLinked="0"/>' in xml
    assert "tickLblSkip" not in xml


def test_dates_out_of_order_stay_as_they_stand() -> None:
    xml = chart_xml(days(NEW_YEAR, 40)[::-1])
    assert "<c:catAx>" in xml
    assert "<c:dateAx>" not in xml


@pytest.mark.parametrize(
    ("categories", "width", "step"),
    [
        ([f"{n}" for n in range(366)], 620, 30),
        ([f"2028-W{n:02}" for n in range(52)], 620, 6),  # 52 ÷ 9 that fit
        ([f"2028-W{n:02}" for n in range(52)], 310, 14),  # 52 ÷ 3.7 that fit
        ([f"第{n}周" for n in range(1, 53)], 620, 5),
        ([f"{n}" for n in range(13)], 620, 1),
        ([f"a long name {n}" for n in range(12)], 620, None),
    ],
)
def test_labels_of_much_text(categories: list[str], width: int, step: int | None) -> None:
    found = re.findall(r'<c:tickLblSkip val="(\d+)"/>', chart_xml(categories, width=width))
    assert found == ([] if step is None else [str(step)])


def test_columns_keep_all_their_labels() -> None:
    xml = chart_xml([f"{n}" for n in range(60)], range(60), kind=ChartKind.COLUMN)
    assert "tickLblSkip" not in xml


def test_bars_keep_the_name_of_each() -> None:
    xml = chart_xml([f"{n}" for n in range(30)], range(30), kind=ChartKind.BAR)
    assert '<c:tickLblSkip val="1"/>' in xml


def test_lines_are_told_apart() -> None:
    solid, dashed = series_of(chart_xml(days(NEW_YEAR, 20), range(20), dashed=True))
    assert '<a:srgbClr val="1B5E7B"/>' in solid
    assert '<a:srgbClr val="E0A03A"/>' in dashed
    assert "prstDash" not in solid
    assert '<a:prstDash val="dash"/>' in dashed
    assert '<c:symbol val="circle"/>' in solid
    assert '<c:symbol val="none"/>' in dashed  # marks would hide the dashes


def test_no_two_of_many_lines_look_alike() -> None:
    columns = tuple(Column(f"{n}", Kind.AMOUNT) for n in range(10))
    table = Table("t", columns, tuple(Row(tuple(range(10))) for _ in range(3)))
    series = tuple(Series(f"{n}", "t", (0, 0, 2, 0), (0, n, 2, n)) for n in range(10))
    drawn = series_of(xml_of(table, Chart("x", ChartKind.LINE, series)))
    assert len({re.findall(r'srgbClr val="(\w+)"', line)[0] for line in drawn}) == 10


def test_a_dashed_line_over_columns() -> None:
    columns, line = series_of(
        chart_xml(days(NEW_YEAR, 5), range(5), kind=ChartKind.COLUMN, line=True, dashed=True)
    )
    assert "prstDash" not in columns
    assert '<a:prstDash val="dash"/>' in line
    assert '<a:srgbClr val="E0A03A"/>' in line


GRID = Grid(
    "daily",
    (Column("Date", Kind.DATE),),
    tuple((day,) for day in days(NEW_YEAR, 40)),
    (("Ann", "Bob"),),
    np.array([[150 + n, 0] for n in range(40)]),
    decimals=2,
)


def test_a_line_of_a_grid_along_its_dates() -> None:
    series = (
        Series("Ann", "daily", (0, -1, 39, -1), (0, 0, 39, 0)),
        Series("Bob", "daily", (0, -1, 39, -1), (0, 1, 39, 1)),
    )
    xml = xml_of(GRID, Chart("Days", ChartKind.LINE, series))
    ann, bob = series_of(xml)
    assert "Progress!$A$2:$A$41" in ann
    assert '<c:majorUnit val="4"/>' in xml
    assert drawn_values(ann)[39] == "1.89"
    assert drawn_values(bob) == {}


def test_people_of_a_grid_as_categories() -> None:
    series = (Series("First day", "daily", (-1, 0, -1, 1), (0, 0, 0, 1)),)
    xml = xml_of(GRID, Chart("People", ChartKind.COLUMN, series))
    assert "<c:v>Bob</c:v>" in xml
    assert 'numFmt formatCode="mm-dd"' not in xml


def test_headers_of_a_table_as_categories() -> None:
    columns = (Column("Rep"), *(Column(f"W{n}", Kind.SHARE) for n in range(20)))
    table = Table("trend", columns, (Row(("Ann", *(n / 10 for n in range(20)))),))
    series = (Series("Ann", "trend", (-1, 1, -1, 20), (0, 1, 0, 20)),)
    xml = xml_of(table, Chart("Trend", ChartKind.LINE, series))
    assert "Progress!$B$1:$U$1" in xml
    assert '<c:tickLblSkip val="2"/>' in xml


def test_a_series_of_a_missing_table_is_refused() -> None:
    series = Series("x", "missing", (0, 0, 0, 0), (0, 0, 0, 0))
    with pytest.raises(KeyError):
        xml_of(GRID, Chart("x", ChartKind.LINE, (series,)))
