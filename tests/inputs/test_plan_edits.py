from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from salesplan.choices import Language
from salesplan.core.plan import Plan
from salesplan.errors import Finding, Place, SalesplanError
from salesplan.inputs.plan_edits import read_edited_plan
from salesplan.labels import Labels
from salesplan.outputs.workbook import write_book
from salesplan.reports.plan_book import plan_book
from salesplan.reports.plan_record import plan_to_text
from tests.reports.plans import CALLS, REVENUE, plan, plans
from tests.reports.replans import second, third

EN, ZH = Language.EN, Language.ZH

# 261 working days of 1,000 for each of two people: January with its 21 days is 21,000, February
# 20,000. Bob is not there before March.
PAIR = [{"name": "East", "reps": [{"name": "Ann"}, {"name": "Bob"}]}]
FLAT = {"metric": "revenue", "annual": 522_000, "unit": 1000}
LATE = [{"name": "East", "reps": [{"name": "Ann"}, {"name": "Bob", "start": "2027-03-01"}]}]


def pair(*goals: dict[str, Any], **fields: Any) -> Plan:  # noqa: ANN401 (as in a file)
    return plan(*(goals or (FLAT,)), **{"team": PAIR, **fields})


class Book:
    """A plan's workbook on disk, to be edited with another program."""

    def __init__(
        self, written: Plan, folder: Path, language: Language = EN, period: str | None = None
    ) -> None:
        self.path = folder / "plan.xlsx"
        stretch = written.calendar.period(period) if period else written.calendar.year
        book = plan_book(written, Labels(language), period=stretch)
        write_book(book, self.path, force=True)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", ".* extension is not supported", UserWarning)
            self.workbook = openpyxl.load_workbook(self.path)

    def __getitem__(self, name: str) -> Worksheet:
        sheet = self.workbook[name]
        assert isinstance(sheet, Worksheet)
        return sheet

    def read(self) -> tuple[Plan, list[Finding]]:
        self.workbook.save(self.path)
        return read_edited_plan(self.path)

    def place(self, sheet: str, row: int | None = None, column: str | None = None) -> Place:
        return Place(str(self.path), sheet=sheet, row=row, column=column)

    def refused(self) -> list[tuple[str, Place, Mapping[str, object]]]:
        with pytest.raises(SalesplanError) as error:
            self.read()
        assert error.value.exit_code == 1
        return [(each.code, each.place, each.values) for each in error.value.findings]


def note(place: Place, name: str, month: str, old: str, new: str) -> Finding:
    return Finding("N441", place, {"name": name, "month": month, "old": old, "new": new})


def same_targets(one: Plan, other: Plan) -> bool:
    return all(
        (mine.targets == theirs.targets).all()
        for mine, theirs in zip(one.metrics, other.metrics, strict=True)
    )


# Nothing was edited.


@pytest.mark.parametrize("language", [EN, ZH])
@pytest.mark.parametrize("period", [None, "Q2", "H2", "2027-03"])
def test_an_untouched_workbook_is_the_plan(
    language: Language, period: str | None, tmp_path: Path
) -> None:
    written = plan(REVENUE, CALLS)
    again, findings = Book(written, tmp_path, language, period).read()
    assert findings == []
    assert plan_to_text(again) == plan_to_text(written)


def test_the_sheet_looks_as_the_cells_below_say(tmp_path: Path) -> None:
    sheet = Book(pair(), tmp_path)["Targets"]
    assert [sheet[at].value for at in ("A1", "B4", "B5", "D3", "E3", "H3")] == [
        "Revenue · 2027", "Ann", "Bob", "Jan", "Feb", "Apr",
    ]  # fmt: skip
    assert [sheet[at].value for at in ("D4", "E4", "D5", "H5")] == [21_000, 20_000, 21_000, 22_000]


# Edits


def test_each_edited_cell_is_said_with_its_place(tmp_path: Path) -> None:
    book = Book(pair(), tmp_path)
    sheet = book["Targets"]
    sheet["D4"], sheet["H5"] = 30_000, 1234.56
    edited, findings = book.read()
    assert findings == [
        note(book.place("Targets", 4, "Jan"), "Ann", "2027-01", "21,000", "30,000"),
        note(book.place("Targets", 5, "Apr"), "Bob", "2027-04", "22,000", "1,234.56"),
    ]
    (metric,) = edited.metrics
    assert metric.targets[0, :4].tolist() == [3_000_000, 2_000_000, 2_300_000, 2_200_000]
    assert metric.targets[1, :4].tolist() == [2_100_000, 2_000_000, 2_300_000, 123_456]
    # 9,000 more and 20,765.44 less; the goal itself was not edited.
    assert (metric.goal, metric.assigned) == (52_200_000, 51_023_456)
    assert metric.months[:4].tolist() == [5_100_000, 4_000_000, 4_600_000, 2_323_456]


def test_days_are_spread_again(tmp_path: Path) -> None:
    book = Book(pair(), tmp_path)
    book["Targets"]["D4"] = 42_000
    edited, _ = book.read()
    daily = edited.daily(edited.metrics[0])
    # Twice the month is twice each of its 21 days, and nothing else.
    worked = edited.calendar.working
    assert daily[0, :31][worked[:31]].tolist() == [200_000] * 21
    assert daily[1, :31][worked[:31]].tolist() == [100_000] * 21
    assert daily[0, 31:][worked[31:]].tolist() == [100_000] * 240
    assert not daily[:, ~worked].any()


def test_a_chinese_workbook(tmp_path: Path) -> None:
    book = Book(plan(REVENUE, CALLS), tmp_path, ZH)
    sheet = book["指标 销售额"]
    assert (sheet["B6"].value, sheet["D3"].value) == ("赵敏", "1月")
    old = sheet["D6"].value
    assert isinstance(old, int)
    sheet["D6"] = old + 100
    edited, findings = book.read()
    place = book.place("指标 销售额", 6, "1月")
    assert findings == [note(place, "赵敏", "2027-01", f"{old:,}", f"{old + 100:,}")]
    assert edited.metrics[0].targets[2, 0] == (old + 100) * 100


def test_several_teams_and_metrics(tmp_path: Path) -> None:
    written = plan(REVENUE, CALLS)
    book = Book(written, tmp_path)
    revenue, calls = book["Targets Revenue"], book["Targets calls"]
    # Row 7 is the total of the first team, row 8 the first of the second.
    assert [revenue[f"B{row}"].value for row in (7, 8)] == ["华东 total", "Ann"]
    calls["E8"] = 7
    edited, findings = book.read()
    old = str(written.metrics[1].targets[3, 1])
    place = book.place("Targets calls", 8, "Feb")
    assert findings == [note(place, "Ann", "2027-02", old, "7")]
    assert edited.metrics[1].targets[3, 1] == 7
    assert (edited.metrics[0].targets == written.metrics[0].targets).all()


@pytest.mark.parametrize(
    ("period", "cell", "header", "month"),
    [("Q2", "E5", "May", 4), ("H2", "H5", "Oct", 9), ("2027-03", "D5", "Mar", 2)],
)
def test_a_workbook_of_one_stretch(
    period: str, cell: str, header: str, month: int, tmp_path: Path
) -> None:
    written = pair()
    book = Book(written, tmp_path, period=period)
    book["Targets"][cell] = 500
    edited, (finding,) = book.read()
    assert finding.place == book.place("Targets", 5, header)
    changed = edited.metrics[0].targets != written.metrics[0].targets
    assert np.argwhere(changed).tolist() == [[1, month]]
    assert edited.metrics[0].targets[1, month] == 50_000


def test_a_year_of_weeks(tmp_path: Path) -> None:
    year = {"start": "2027-01-04", "pattern": "4-4-5"}
    written = pair({**FLAT, "annual": 520_000}, fiscal_year=year)  # 260 days
    book = Book(written, tmp_path)
    sheet = book["Targets"]
    assert (sheet["E3"].value, sheet["E4"].value) == ("M2 (1 Feb)", 20_000)
    sheet["E4"] = 40_000
    edited, findings = book.read()
    place = book.place("Targets", 4, "M2 (1 Feb)")
    assert findings == [note(place, "Ann", "2027-M02", "20,000", "40,000")]
    # The second month begins after four weeks.
    assert edited.daily(edited.metrics[0])[0, 28:35].tolist() == [200_000] * 5 + [0, 0]


@pytest.mark.parametrize(
    ("cell", "minor"),
    [(0, 0), ("1,500", 150_000), ("1.5万", 1_500_000), (1500.1, 150_010)],
)
def test_what_a_cell_may_hold(cell: object, minor: int, tmp_path: Path) -> None:
    book = Book(pair(), tmp_path)
    book["Targets"]["D4"].value = cell
    edited, findings = book.read()
    assert [finding.code for finding in findings] == ["N441"]
    assert edited.metrics[0].targets[0, 0] == minor
    assert edited.daily(edited.metrics[0])[0, :31].sum() == minor


# Edits that cannot be understood


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("a lot", "a lot"),
        (True, "True"),
        (-500, "-500"),
        (10**15, "1000000000000000.0"),
        (10**20, "100000000000000000000"),
    ],
)
def test_what_is_no_target(cell: object, said: str, tmp_path: Path) -> None:
    book = Book(pair(), tmp_path)
    book["Targets"]["E5"].value = cell
    ((code, place, values),) = book.refused()
    assert (code, place) == ("E443", book.place("Targets", 5, "Feb"))
    assert str(values["value"]).removesuffix(".0") == said.removesuffix(".0")


def test_a_blank_cell_is_no_target(tmp_path: Path) -> None:
    # An error, or a formula that nobody has calculated, is read as blank too.
    book = Book(pair(), tmp_path)
    book["Targets"]["E5"].value = None
    assert [(code, place) for code, place, _ in book.refused()] == [
        ("E460", book.place("Targets", 5, "Feb"))
    ]


def test_counts_have_no_parts(tmp_path: Path) -> None:
    book = Book(pair(CALLS), tmp_path)
    book["Targets"]["D4"] = 2.5
    assert book.refused() == [
        ("E448", book.place("Targets", 4, "Jan"), {"value": "2.5", "decimals": 0})
    ]


def test_money_has_cents_and_nothing_finer(tmp_path: Path) -> None:
    book = Book(pair(), tmp_path)
    book["Targets"]["E5"] = 1234.567
    assert book.refused() == [
        ("E448", book.place("Targets", 5, "Feb"), {"value": "1234.567", "decimals": 2})
    ]


def test_all_errors_at_once(tmp_path: Path) -> None:
    book = Book(plan(REVENUE, CALLS), tmp_path)
    book["Targets Revenue"]["D4"] = "x"
    book["Targets calls"]["D6"] = "y"
    book["Targets calls"].delete_rows(9)
    found = [(code, place.sheet, place.row) for code, place, _ in book.refused()]
    assert found == [
        ("E443", "Targets Revenue", 4),
        ("E443", "Targets calls", 6),
        ("E442", "Targets calls", None),
    ]


def test_a_name_typed_anew_with_another_case_or_space_is_the_same(tmp_path: Path) -> None:
    book = Book(pair(), tmp_path)
    assert book["Targets"]["B4"].value == "Ann"
    book["Targets"]["A4"], book["Targets"]["B4"] = "EAST", " ann "
    _, findings = book.read()
    assert findings == []


def test_a_deleted_row(tmp_path: Path) -> None:
    book = Book(pair(), tmp_path)
    book["Targets"].delete_rows(4)
    assert book.refused() == [
        ("E442", book.place("Targets"), {"name": "Ann", "metric": "revenue"}),
    ]


@pytest.mark.parametrize(("cell", "text"), [("A1", "Our targets"), ("F3", "March")])
def test_a_changed_title_or_header(cell: str, text: str, tmp_path: Path) -> None:
    book = Book(pair(), tmp_path)
    book["Targets"][cell] = text
    assert book.refused() == [("E445", Place(str(book.path)), {"metric": "revenue"})]


def test_a_deleted_sheet_is_missed_and_a_renamed_one_is_not(tmp_path: Path) -> None:
    book = Book(plan(REVENUE, CALLS), tmp_path)
    book["Targets Revenue"].title = "Numbers"
    book["Numbers"]["D4"] = 99_999
    _, (finding,) = book.read()
    assert finding.place == book.place("Numbers", 4, "Jan")
    book.workbook.remove(book["Targets calls"])
    # An edit beside an error is said with it.
    assert [code for code, *_ in book.refused()] == ["N441", "E445"]


def test_a_target_where_nobody_works(tmp_path: Path) -> None:
    book = Book(pair(team=LATE), tmp_path)
    assert book["Targets"]["E5"].value == 0
    book["Targets"]["E5"] = 100
    ((code, place, values),) = book.refused()
    assert (code, place) == ("E444", book.place("Targets", 5, "Feb"))
    assert values == {"name": "Bob", "month": "2027-02", "old": "0", "new": "100"}


# What is read, and said


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        (210, ["N441"]),  # a hundredth of 21,000
        (209.99, ["N441", "W444"]),
        (21, ["N441", "W444"]),  # 2.1万
        (2_100_000, ["N441"]),
        (2_100_001, ["N441", "W445"]),
        (0, ["N441"]),
        ("4.44万", ["N441"]),
    ],
)
def test_a_target_in_another_unit_is_said(
    cell: float | str, codes: list[str], tmp_path: Path
) -> None:
    book = Book(pair(), tmp_path)
    book["Targets"]["D4"].value = cell
    edited, findings = book.read()
    assert [finding.code for finding in findings] == codes
    assert {finding.place for finding in findings} == {book.place("Targets", 4, "Jan")}
    if cell == "4.44万":
        assert edited.metrics[0].targets[0, 0] == 4_440_000


def test_a_row_of_somebody_who_is_not_in_the_plan_is_said(tmp_path: Path) -> None:
    written = pair()
    book = Book(written, tmp_path)
    sheet = book["Targets"]
    sheet.insert_rows(5)
    for cell, value in (("A5", "East"), ("B5", "Cleo"), ("D5", 10_000), ("E5", 500.5)):
        sheet[cell].value = value
    again, (finding,) = book.read()
    assert (finding.code, finding.place) == ("W442", book.place("Targets", 5))
    assert finding.values == {"name": "Cleo", "team": "East", "sum": "10,500.50"}
    assert same_targets(again, written)


def test_a_person_stands_once(tmp_path: Path) -> None:
    book = Book(pair(), tmp_path)
    sheet = book["Targets"]
    sheet["B5"] = "ann"
    assert book.refused() == [
        ("E441", book.place("Targets", 5), {"name": "ann", "row": 4}),
        ("E442", book.place("Targets"), {"name": "Bob", "metric": "revenue"}),
    ]


def test_names_are_compared_without_blanks_and_width(tmp_path: Path) -> None:
    team = [{"name": "华东", "reps": [{"name": "张伟"}, {"name": "Bob"}]}]
    written = pair(team=team)
    book = Book(written, tmp_path)
    sheet = book["Targets"]
    sheet["A4"], sheet["B4"], sheet["B5"] = "华 东", "张　伟", "ＢＯＢ"
    again, findings = book.read()
    assert findings == []
    assert same_targets(again, written)


# What changes nothing


def test_rows_may_be_sorted(tmp_path: Path) -> None:
    written = plan(REVENUE)
    book = Book(written, tmp_path)
    sheet = book["Targets"]
    rows = [[cell.value for cell in row[:25]] for row in sheet["A4:Y9"]]
    for number, row in enumerate(reversed(rows), 4):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    assert sheet["B9"].value == "张伟(离线)"
    again, findings = book.read()
    assert findings == []
    assert same_targets(again, written)
    # The place of an edit is where the row stands now: Ann's came from 8 and is the second of six.
    sheet["D5"] = 99_999
    _, (finding,) = book.read()
    assert (finding.place.row, finding.values["name"]) == (5, "Ann")


def test_hidden_columns_rows_and_sheets_are_read(tmp_path: Path) -> None:
    book = Book(pair(), tmp_path)
    sheet = book["Targets"]
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[4].hidden = True
    sheet.sheet_state = "hidden"
    assert book.read()[1] == []
    sheet["D4"] = 500
    assert [finding.place.row for finding in book.read()[1]] == [4]


def test_a_total_of_a_person_that_was_written_over_is_said(tmp_path: Path) -> None:
    # Ann has 21,000 20,000 23,000, 64,000 in the quarter; a total as the months say is no edit.
    book = Book(pair(), tmp_path)
    sheet = book["Targets"]
    assert (sheet["B4"].value, sheet["G3"].value) == ("Ann", "Q1")
    sheet["D4"], sheet["G4"] = 22_000, 65_000
    assert [finding.code for finding in book.read()[1]] == ["N441"]
    sheet["G4"] = 70_000
    _, (edit, total) = book.read()
    assert (edit.code, total.code, total.place) == (
        "N441", "W441", book.place("Targets", 4, "Q1"),
    )  # fmt: skip
    assert total.values == {"name": "Ann", "header": "Q1", "value": "70,000", "sum": "65,000"}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("period", ["year", "H1", "Q2", "2027-05", "2027-06"])
def test_an_untouched_workbook_of_a_plan_made_anew(
    period: str, language: Language, tmp_path: Path
) -> None:
    """Read as it was written, with its sums: what was carried over belongs to the sum."""
    path = tmp_path / "plan.xlsx"
    written = third().plan
    write_book(plan_book(written, Labels(language), period=written.calendar.period(period)), path)
    again, findings = read_edited_plan(path)
    assert findings == []
    assert plan_to_text(again) == plan_to_text(written)


def test_what_was_carried_over_cannot_be_edited(tmp_path: Path) -> None:
    """Ann has carried over −90 and has 1,200 in the year."""
    book = Book(second().plan, tmp_path)
    sheet = book["Targets"]
    assert [sheet["B6"].value, sheet["T6"].value, sheet["T5"].value, sheet["U5"].value] == [
        "Ann", -90, "Carried over 31 Mar", "Year",
    ]  # fmt: skip
    sheet["U6"] = 1200
    assert book.read()[1] == []
    sheet["T6"], sheet["U6"] = -100, 1290
    _, (carried, year) = book.read()
    assert (carried.code, carried.values["value"], carried.values["sum"]) == ("W443", "-100", "-90")
    assert (year.code, year.values["value"], year.values["sum"]) == ("W441", "1,290", "1,200")


def test_totals_labels_and_notes_are_not_read(tmp_path: Path) -> None:
    written = plan(REVENUE)
    book = Book(written, tmp_path)
    sheet = book["Targets"]
    # A quarter and a year of a person, a team's and the whole's January, a level, the note, beside.
    assert (sheet["G3"].value, sheet["T3"].value, sheet["B7"].value) == ("Q1", "Year", "华东 total")
    for cell in ("G4", "T4", "D7", "D11", "D12", "C4", "A2", "Z4"):
        sheet[cell] = 999
    again, findings = book.read()
    assert [finding.code for finding in findings] == ["W441", "W441"]
    assert plan_to_text(again) == plan_to_text(written)


def test_lines_above_the_header_do_not_matter(tmp_path: Path) -> None:
    book = Book(pair(), tmp_path)
    sheet = book["Targets"]
    sheet.insert_rows(3, 2)
    sheet["D6"] = 500
    _, findings = book.read()
    assert findings == [note(book.place("Targets", 6, "Jan"), "Ann", "2027-01", "21,000", "500")]


# Any plan, any edits

SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, *SLOW],
)
@given(plans(), st.data())
def test_any_edits_are_read_as_they_were_made(
    tmp_path: Path, written: Plan, data: st.DataObject
) -> None:
    metric = written.metrics[0]
    there = [(int(row), int(month)) for row, month in np.argwhere(written.capacity.capacity > 0)]
    wanted = data.draw(
        st.dictionaries(st.sampled_from(there), st.integers(0, 10**9), min_size=1, max_size=5)
    )
    new = {at: value for at, value in wanted.items() if metric.targets[at] != value}
    assume(new)
    expected = metric.targets.copy()
    book = Book(written, tmp_path, data.draw(st.sampled_from([EN, ZH])))
    sheet = next(each for each in book.workbook.worksheets if each.freeze_panes == "C4")
    names = {sheet.cell(row, 2).value: row for row in range(4, sheet.max_row + 1)}
    for (row, month), value in new.items():
        expected[row, month] = value
        # Three labels, then a quarter's total after every three months.
        cell = sheet.cell(names[written.profile.reps[row].name], 4 + month + month // 3)
        cell.value = value / 10**metric.decimals
    edited, findings = book.read()
    codes = [finding.code for finding in findings if finding.code not in {"W444", "W445"}]
    assert codes == ["N441"] * len(new)
    assert (edited.metrics[0].targets == expected).all()
    bounds = edited.calendar.month_bounds[:-1]
    monthly = np.add.reduceat(edited.daily(edited.metrics[0]), bounds, axis=1)
    assert (monthly == expected).all()
