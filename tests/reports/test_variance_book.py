from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.choices import Language, Stretch
from salesplan.core.plan import Plan
from salesplan.core.review import review
from salesplan.core.sales import UNASSIGNED, Sales
from salesplan.core.standing import Standing, SubjectKind
from salesplan.core.trend import Snapshot, Trend, snapshot, trend
from salesplan.errors import Finding
from salesplan.labels import Labels
from salesplan.outputs.workbook import book_bytes
from salesplan.reports.review_record import snapshot_from_text
from salesplan.reports.review_story import Story
from salesplan.reports.review_view import ReviewView
from salesplan.reports.values import Book, Cell, Chart, Charts, Marked, Sheet, Table, Text
from salesplan.reports.variance_book import card_book, team_book, variance_book
from tests.core.builders import sales
from tests.core.test_drivers import ALL, plan_of, sold
from tests.reports.plans import NAMES, any_team, plan, plans, two_years
from tests.reports.test_review_screen import DAY, FLAT, SOLD, TEAMS, flat
from tests.reports.workbooks import Written, read_back

EN, ZH = Language.EN, Language.ZH


@dataclass(frozen=True)
class Reviewed:
    """A story with its trend and the sales behind it."""

    story: Story
    trend: Trend
    sales: Sales

    @property
    def report(self) -> ReviewView:
        return self.story.report

    def book(self, *findings: Finding) -> Book:
        return variance_book(self.story, self.trend, sales=self.sales, findings=findings)

    def every_book(self) -> Iterator[Book]:
        """The common workbook, that of each team, and each person's card."""
        yield self.book()
        yield from (team_book(team, self.trend) for team in self.story.by_team())
        yield from (card_book(self.story, [at]) for at in self.report.people)


def reviewed(
    of: Plan | None = None,
    found: Sales | None = None,
    stretch: Stretch = Stretch.MONTH,
    language: Language = EN,
    day: dt.date = DAY,
    earlier: Sequence[Snapshot] = (),
) -> Reviewed:
    found = sales(SOLD) if found is None else found
    seen = review(of or flat(), found, day)
    story = Story.of(ReviewView(seen, stretch, Labels(language)), found)
    return Reviewed(story, trend(seen, earlier, stretch, 0), found)


def tables(book: Book) -> dict[str, Table]:
    return {
        block.name: block for sheet in book.sheets for block in sheet.blocks
        if isinstance(block, Table)
    }  # fmt: skip


def plain(cell: Cell) -> Cell:
    return cell.value if isinstance(cell, Marked) else cell


def rows(table: Table) -> list[tuple[Cell, ...]]:
    return [tuple(plain(cell) for cell in row.cells) for row in table.rows]


def texts(sheet: Sheet) -> list[str]:
    return [block.text for block in sheet.blocks if isinstance(block, Text)]


# A case by hand: East and West of test_review_screen, written and read back.


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    early = dt.date(2027, 1, 5)
    earlier = snapshot(review(flat(), sales(SOLD), early))
    path: Path = tmp_path_factory.mktemp("book") / "review.xlsx"
    edit = {"name": "Ann", "month": "2027-01", "old": "20,000", "new": "21,000"}
    book = reviewed(earlier=[earlier]).book(Finding("N441", values=edit, count=3))
    path.write_bytes(book_bytes(book))
    return read_back(path)


def under(book: Written, sheet: str, *begins: str, at: int = 0) -> list[list[object]]:
    """The rows under the header that begins so (the one at position `at`), to the next gap."""
    every = book.rows(sheet)
    heads = [number for number, row in enumerate(every) if tuple(row[: len(begins)]) == begins]
    found = []
    for row in every[heads[at] + 1 :]:
        if row[0] is None:
            break
        found.append(row)
    return found


def test_sheets_in_their_order(written: Written) -> None:
    assert written.names == [
        "Meeting", "Standings", "Risks", "Trend", "Ann", "Bob", "Cho", "Dee", "Chart data",
        "Data quality",
    ]  # fmt: skip


def test_the_meeting_as_written(written: Written) -> None:
    found = under(written, "Meeting", "Person", "Rank", "Status")
    assert [row[:10] for row in found] == [
        ["Ann", 1, "on track", 1.2, 10_800, 9_000, 1_800, 21_000, 850, 25_200],
        ["Bob", 2, "at risk", 0.9, 8_100, 9_000, -900, 21_000, 1_075, 18_900],
        ["East total", 1, "on track", 1.05, 18_900, 18_000, 900, 42_000, 1_925, 44_100],
        ["Cho", 3, "behind", 0.5, 4_500, 9_000, -4_500, 21_000, 1_375, 10_500],
        ["Dee", None, "no target", None, 0, None, None, None, None, None],
        ["West total", 2, "behind", 0.5, 4_500, 9_000, -4_500, 21_000, 1_375, 10_500],
        ["Nobody", None, "no target", None, 300, None, None, None, None, None],
        ["Zoe (not on the team)", None, "no target", None, 700, *[None] * 5],
        ["Total", None, "at risk", 0.903704, 24_400, 27_000, -2_600, 63_000, 3_216.67, 56_933.33],
    ]
    told = [str(row[0]) for row in written.rows("Meeting") if isinstance(row[0], str)]
    assert told[:2] == [
        "Acme – sales plan 2027: review as of 13 Jan 2027",
        "Jan 2027 · 9 of 21 working days gone · 4 people · amounts in USD",
    ]
    assert "People: most from Cho -$4,500, Bob -$900." in told
    assert "Cho is $4,500 behind: $4,500 of $9,000 expected by now." not in told  # too few days
    # On the 5th 9,000 were expected of three: 18,900 are sold.
    assert "Pace of the year to date: 5 Jan 2027 210% → 13 Jan 2027 90%." in told
    assert "3 targets were edited by hand." in told


STANDINGS = ("Person", "Rank", "Status", "Target", "Actual", "Variance to target")


@pytest.mark.parametrize(
    ("at", "heading", "ann", "total"),
    [
        # Target, actual, variance to target, attainment, expected, variance, pace, run rate,
        # required, landing; days gone and left of Ann.
        (0, "week of 11 Jan 2027 · 3 of 5 working days gone",
         [5_000, 0, -5_000, 0, 3_000, -3_000, 0, 0, 2_500, 0, None, None, 3, 2],
         [15_000, 5_500, -9_500, 0.366667, 9_000, -3_500, 0.611111]),
        (1, "Jan 2027 · 9 of 21 working days gone",
         [21_000, 10_800, -10_200, 0.514286, 9_000, 1_800, 1.2, 1_200, 850, 25_200, None, None,
          9, 12],
         [63_000, 24_400, -38_600, 0.387302, 27_000, -2_600, 0.903704]),
        (2, "Q1 2027 · 9 of 64 working days gone",
         [64_000, 10_800, -53_200, 0.16875, 9_000, 1_800, 1.2, 1_200, 967.27, 76_800, None, None,
          9, 55],
         [192_000, 24_400, -167_600, 0.127083, 27_000, -2_600, 0.903704]),
        (3, "H1 2027 · 9 of 129 working days gone",
         [129_000, 10_800, -118_200, 0.083721, 9_000, 1_800, 1.2, 1_200, 985, 154_800, None, None,
          9, 120],
         [387_000, 24_400, -362_600, 0.063049, 27_000, -2_600, 0.903704]),
        (4, "2027 · 9 of 261 working days gone",
         [261_000, 10_800, -250_200, 0.041379, 9_000, 1_800, 1.2, 1_200, 992.86, 313_200, None,
          None, 9, 252],
         [783_000, 24_400, -758_600, 0.031162, 27_000, -2_600, 0.903704]),
        (5, "2027 to date · 9 of 9 working days gone",
         [9_000, 10_800, 1_800, 1.2, 9_000, 1_800, 1.2, 1_200, 0, 10_800, 10_800, 10_800, 9, 0],
         [27_000, 24_400, -2_600, 0.903704, 27_000, -2_600, 0.903704]),
    ],
)  # fmt: skip
def test_standings_of_every_stretch_as_written(
    written: Written, at: int, heading: str, ann: list[object], total: list[object]
) -> None:
    headings = [row[0] for row in written.rows("Standings") if "working days gone" in str(row[0])]
    assert headings[at] == heading
    found = under(written, "Standings", *STANDINGS, at=at)
    assert found[0][0] == "Ann"
    assert found[0][3:17] == ann
    assert found[-1][0] == "Total"
    assert found[-1][3:10] == total


def test_standings_repeat_their_header_on_paper() -> None:
    sheet = next(each for each in reviewed().book().sheets if each.name == "Standings")
    shown = [block for block in sheet.blocks if isinstance(block, Table)]
    assert sheet.repeat == shown[0].name == "standings_revenue_week"
    # It is right on every page, as all tables have the same columns.
    assert {tuple(column.header for column in table.columns) for table in shown[:-1]} == {
        tuple(column.header for column in shown[0].columns)
    }


@pytest.mark.parametrize(("people", "height"), [(4, 250), (8, 250), (9, 251), (30, 650)])
def test_every_name_has_room_beside_its_bar(people: int, height: int) -> None:
    # 19 pixels a name, and 80 around them.
    team = [{"name": "East", "reps": [{"name": f"P{at:02}"} for at in range(people)]}]
    meeting = reviewed(flat(team=team)).book().sheets[0]
    (charts,) = [block for block in meeting.blocks if isinstance(block, Charts)]
    assert [chart.height for chart in charts.charts] == [height, height]


def test_risks_as_written(written: Written) -> None:
    # At 500 a day Cho's last twelve days bring 6,000 of the 16,500 missing. Ann's 10,800 of 24,400
    # are less than twice an equal share of three.
    found = under(written, "Risks", "Rank", "Risk", "Whose target", "At stake")
    assert [row[:4] for row in found] == [
        [1, "Too few days", "Cho", 10_500],
        [2, "Pace", "West", 4_500],
    ]
    assert found[1][4] == "West is $4,500 behind: $4,500 of $9,000 expected by now."


def test_the_trend_as_written(written: Written) -> None:
    assert under(written, "Trend", "Date", "Total", "East total", "West total") == [
        [dt.datetime(2027, 1, 5), 2.1, 3.15, 0],  # noqa: DTZ001
        [dt.datetime(2027, 1, 13), 0.903704, 1.05, 0.5],  # noqa: DTZ001
    ]
    pace = under(written, "Trend", "Person", "2027-01-05", "2027-01-13")
    assert [row[:3] for row in pace] == [
        ["Ann", 3.6, 1.2],
        ["Bob", 2.7, 0.9],
        ["East total", 3.15, 1.05],
        ["Cho", 0, 0.5],
        ["Dee", None, None],
        ["West total", 0, 0.5],
        ["Total", 2.1, 0.903704],
    ]
    attainment = under(written, "Trend", "Person", "2027-01-05", "2027-01-13", at=1)
    assert attainment[0][:3] == ["Ann", 0.514286, 0.514286]
    assert attainment[-1][:3] == ["Total", 0.3, 0.387302]


def test_a_card_as_written(written: Written) -> None:
    every = written.rows("Cho")
    assert every[0][0] == "Cho"
    assert every[1][0] == (
        "West · intermediate · Jan 2027 · 9 of 21 working days gone · as of 13 Jan 2027"
    )
    top = next(at for at, row in enumerate(every) if row[:2] == ["Metric", "Period"])
    assert [row[:11] for row in every[top + 1 : top + 5]] == [
        ["Revenue", "week of 11 Jan 2027", "on track", "1 of 3", 1.5, 4_500, 3_000, 1_500, 5_000,
         250, 7_500],
        [None, "Jan 2027", "behind", "3 of 3", 0.5, 4_500, 9_000, -4_500, 21_000, 1_375, 10_500],
        [None, "Q1 2027", "behind", "3 of 3", 0.5, 4_500, 9_000, -4_500, 64_000, 1_081.82, 32_000],
        [None, "2027", "behind", "3 of 3", 0.5, 4_500, 9_000, -4_500, 261_000, 1_017.86, 130_500],
    ]  # fmt: skip


# Why, by hand: see test_drivers.


def test_why_tables_by_hand() -> None:
    found = tables(reviewed(plan_of(), sold(ALL)).book())
    fen = Decimal("0.01")
    assert rows(found["why_orders"]) == [
        ("Ann", 2, 2.25, 41, 40, -10, 2, -8),
        ("East total", 2, 2.25, 41, 40, -10, 2, -8),
        ("Bob", 1, 4.5, 30, 20, -70, 10, -60),
        ("West total", 1, 4.5, 30, 20, -70, 10, -60),
        ("Total", 4, 5.625, 2975 * fen, 32, -52, -9, -61),
    ]
    assert rows(found["why_customers"])[-1] == (
        "Total", 1, 22, 1, 35, 2, -75, 1, -20, -3, -20, -61,
    )  # fmt: skip
    assert rows(found["why_product"]) == [
        ("Q", 42, 7875 * fen, -3675 * fen),
        ("P", 77, 10_125 * fen, -2425 * fen),
        ("Total", 119, 180, -61),
    ]
    assert [row[0] for row in rows(found["why_region"])] == ["N", "S", "(no name)", "Total"]


@pytest.mark.parametrize(("products", "shown"), [(20, 20), (21, 21), (22, 20), (40, 20)])
def test_a_long_mix_ends_with_the_others_together(products: int, shown: int) -> None:
    # Of product n, n fen more than of the one before.
    lines = [
        (day, "Ann", 100 + at * 7, "Kept", f"p{at:02}", "N", f"{day}{at}")
        for day in ("2026-01-04", "2027-01-04")
        for at in range(products)
    ]
    (*parts, total) = rows(tables(reviewed(plan_of(), sold(lines)).book())["why_product"])
    others = [parts.pop()] if products > shown else []
    assert len(parts) == shown
    assert all(str(row[0]).startswith("p") for row in parts)
    assert [row[0] for row in others] == ([f"{products - shown} others"] if others else [])
    for column in (1, 2, 3):
        assert sum(Decimal(str(row[column])) for row in (*parts, *others)) == total[column]


# Nobody else's numbers

WEST = "Qwxyz Gmbh"
SECRET = {
    "names": ["Quentin", "Rosalind", WEST, "Zoe", "Umbrella", "Wonka"],
    "own": ["Ann", "Bob", "Globex"],
}


def secretive(language: Language, stretch: Stretch) -> Reviewed:
    """Two teams of different people who sell to different customers, with a review before."""
    teams = [
        {"name": "East", "reps": [{"name": "Ann", "skill": "expert"}, {"name": "Bob"}]},
        {"name": WEST, "reps": [{"name": "Quentin", "skill": "junior"}, {"name": "Rosalind"}]},
    ]
    of = flat(FLAT, {"metric": "orders", "annual": 7_830}, team=teams)
    listed = [
        (f"{year}-01-{day:02}", name, amount + year % 2000 * 100 + day, customer)
        for year in (2026, 2027)
        for day, name, amount, customer in (
            (4, "Ann", 1_234_567, "Globex"),
            (5, "Bob", 2_345_678, "Globex"),
            (6, "Quentin", 777_777, "Umbrella"),
            (7, "Rosalind", 3_888_888, "Wonka"),
            (8, "Zoe", 555_555, "Wonka"),
        )
    ]
    found = sales(
        [line[:3] for line in listed],
        customer=[line[3] for line in listed],
        product=[f"{line[3]} ware" for line in listed],
    )
    earlier = snapshot(review(of, found, dt.date(2027, 1, 6)))
    return reviewed(of, found, stretch, language, earlier=[earlier])


def contents(book: Book) -> tuple[str, set[float]]:
    """All text and all numbers in the cells, charts and properties of a written workbook."""
    parts = []
    numbers: set[float] = set()
    with zipfile.ZipFile(io.BytesIO(book_bytes(book))) as file:
        for name in file.namelist():
            text = file.read(name).decode()
            parts.append(unescape(text))
            if "worksheets/sheet" in name:
                # Cells of text hold a number of the table of shared strings.
                plain_cells = re.findall(r"<c (?![^>]*t=\"s\")[^>]*><v>([^<]*)</v>", text)
                numbers |= {float(cell) for cell in plain_cells}
            elif "charts/chart" in name:
                numbers |= {float(cell) for cell in re.findall(r"<c:v>(-?[\d.]+)</c:v>", text)}
    return "\n".join(parts), numbers


def figures(of: Standing) -> Iterator[int]:
    yield from (each for each in (of.target, of.expected, of.actual) if each)
    yield from (each for each in (of.variance, of.variance_to_date) if each)


def secrets(whole: Reviewed, own: Sequence[int], team: int | None) -> set[float]:
    """Figures of others, and of everybody together, that are nobody's own; in main units."""
    mine: set[float] = set()
    theirs: set[float] = set()
    for _, metrics in whole.report.review.stretches.values():
        for one in metrics:
            unit = 10**one.metric.decimals
            pairs = [(standing, at in own) for at, standing in enumerate(one.people)]
            pairs += [(standing, at == team) for at, standing in enumerate(one.teams)]
            pairs += [(standing, False) for _, standing in one.others]
            for standing, allowed in [*pairs, (one.whole, False)]:
                (mine if allowed else theirs).update(each / unit for each in figures(standing))
    return {each for each in theirs - mine if abs(each) > 100}


@pytest.mark.parametrize("language", [EN, ZH])
@pytest.mark.parametrize("stretch", list(Stretch))
def test_a_teams_workbook_has_nothing_of_others(language: Language, stretch: Stretch) -> None:
    whole = secretive(language, stretch)
    east, west = (team_book(team, whole.trend) for team in whole.story.by_team())
    text, numbers = contents(east)
    for name in SECRET["names"]:
        assert name not in text
    hidden = secrets(whole, [0, 1], 0)
    assert len(hidden) > 20
    assert not hidden & numbers
    # Amounts in sentences and headings.
    metric = whole.report.metrics[0].metric
    for each in hidden:
        amount = re.escape(whole.report.said(metric, round(each * 100)).lstrip("-"))
        assert not re.search(rf"{amount}(?![\d,.]\d)(?!\d)", text)
    assert (east.record, east.record_sheet) == ("", "")
    assert "Hidden" not in text and 'state="hidden"' not in text
    for name in SECRET["own"]:
        assert (name in text) == (name != "Globex" or stretch is not Stretch.WEEK)
    for name in (*SECRET["own"], "Zoe"):
        assert name not in contents(west)[0]


@pytest.mark.parametrize("language", [EN, ZH])
def test_a_card_has_nothing_of_others(language: Language) -> None:
    whole = secretive(language, Stretch.MONTH)
    book = card_book(whole.story, [1])
    text, numbers = contents(book)
    for name in (*SECRET["names"], "Ann"):
        assert name not in text
    # Of the team there may be averages and paces, no amounts.
    assert not secrets(whole, [1], None) & numbers
    assert "Bob" in text
    assert "Globex" in text
    assert (book.record, book.record_sheet) == ("", "")
    assert "Hidden" not in text and 'state="hidden"' not in text


def test_a_team_of_one_is_not_told_what_the_others_sell() -> None:
    teams = [{"name": name, "reps": [{"name": name[0]}]} for name in ("East", "West")]
    whole = reviewed(flat(team=teams), sales([("2027-01-04", "E", 50_000), ("2027-01-05", "W", 9)]))
    east, _ = whole.story.by_team()
    (card,) = [sheet for sheet in team_book(east, whole.trend).sheets if sheet.name == "E"]
    assert not [text for text in texts(card) if ", team " in text]


def test_a_teams_total_and_trend_are_its_own() -> None:
    whole = secretive(EN, Stretch.MONTH)
    east, _ = whole.story.by_team()
    book = team_book(east, whole.trend)
    mine = whole.report.metrics[0].teams[0]
    total = rows(tables(book)["standings_revenue_month"])[-1]
    assert (total[0], total[4]) == ("East total", whole.report.metrics[0].metric.major(mine.actual))
    (then, now) = whole.trend.points
    paces = [f"{float(point.teams[0].pace or 0):.0%}" for point in (then, now)]
    assert texts(book.sheets[0]).count(
        f"Pace of the year to date: 6 Jan 2027 {paces[0]} → 13 Jan 2027 {paces[1]}."
    ) == 1  # fmt: skip
    assert then.teams[0].pace != then.whole.pace
    drawn = tables(book)["trend"]
    assert [column.header for column in drawn.columns] == ["Date", "East total"]
    assert [row[1] for row in rows(drawn)] == [
        round(float(point.teams[0].pace or 0), 6) for point in (then, now)
    ]


def test_a_sole_team_has_a_workbook_too() -> None:
    whole = reviewed(flat(team=TEAMS[:1]))
    (east,) = whole.story.by_team()
    book = team_book(east, whole.trend)
    book_bytes(book)
    assert [row[0] for row in rows(tables(book)["review_revenue"])] == ["Ann", "Bob", "East total"]


# The trend


def test_a_trend_without_a_pace_says_so() -> None:
    earlier = snapshot(review(flat(), sales([]), dt.date(2026, 12, 30)))
    book = reviewed(day=dt.date(2026, 12, 31), found=sales([]), earlier=[earlier]).book()
    sentence = "Pace of the year to date: 30 Dec 2026 – → 31 Dec 2026 –."
    assert sentence in texts(book.sheets[0])


@pytest.mark.parametrize(("teams", "drawn"), [(1, 1), (2, 3), (6, 7), (7, 1)])
def test_few_teams_are_drawn_beside_the_whole(teams: int, drawn: int) -> None:
    of = plan(FLAT, team=any_team(teams, 1))
    found = sales([("2027-01-04", "Person 1.1", 100)])
    earlier = snapshot(review(of, found, dt.date(2027, 1, 5)))
    book = reviewed(of, found, earlier=[earlier]).book()
    headers = [column.header for column in tables(book)["trend"].columns][1:]
    assert headers == ["Total", *(f"Team {at + 1} total" for at in range(teams))][:drawn]


def test_a_sole_review_has_no_trend() -> None:
    assert "Trend" not in [sheet.name for sheet in reviewed().book().sheets]


# What is in the workbook


def test_the_record_is_the_review() -> None:
    found = reviewed()
    assert snapshot_from_text(found.book().record) == snapshot(found.report.review)


def test_of_more_than_thirty_there_are_no_cards() -> None:
    for people, cards in ((30, 30), (31, 0), (40, 0)):
        of = plan(FLAT, team=any_team(1, people))
        book = reviewed(of, sales([("2027-01-04", "Person 1.1", 100)])).book()
        book_bytes(book)
        assert sum(sheet.name.startswith("Person") for sheet in book.sheets) == cards
        assert ("chart_variances" in tables(book)) == (people == 30)


def test_metrics_may_be_called_anything() -> None:
    goals = [
        {"metric": name, "annual": 7_830, "source": "amount"}
        for name in ("week", "review", "card", "why")
    ]
    book = reviewed(flat(*goals)).book()
    book_bytes(book)
    names = [block.name for sheet in book.sheets for block in sheet.blocks
             if isinstance(block, Table)]  # fmt: skip
    assert len(names) == len(set(names))


def test_the_year_to_date_before_the_year_has_no_chart() -> None:
    found = reviewed(stretch=Stretch.YEAR_TO_DATE, day=dt.date(2026, 12, 31))
    for book in found.every_book():
        book_bytes(book)
        assert not [block for sheet in book.sheets for block in sheet.blocks
                    if isinstance(block, Charts)]  # fmt: skip


# Any plan, any sales


@st.composite
def any_sales(draw: st.DrawFn, people: Sequence[str]) -> Sales:
    """Sales of some people, strangers and nobody around the year, with some of the columns."""
    drawn = draw(
        st.lists(
            st.tuples(
                st.dates(dt.date(2025, 12, 1), dt.date(2028, 4, 30)).map(str),
                st.sampled_from([*people, "Zoe", UNASSIGNED]),
                st.integers(-9_999, 9_999_999),
            ),
            max_size=25,
        )
    )
    fields = draw(st.sets(st.sampled_from(["customer", "product", "region", "order"])))
    name = st.sampled_from(["a", "b", "{c}", "=d", None])
    columns: dict[str, list[Any]] = {
        field: draw(st.lists(name, min_size=len(drawn), max_size=len(drawn)))
        for field in sorted(fields)
    }
    if draw(st.booleans()):
        columns["quantity"] = [draw(st.integers(-999, 9_999)) for _ in drawn]
    return sales(drawn, **columns)


GOALS: list[list[dict[str, Any]]] = [
    [{"metric": "revenue", "annual": 999_999}],
    [{"metric": "orders", "annual": 777}, {"metric": "revenue", "annual": "12345.67", "unit": 1}],
    [
        {"metric": "revenue", "annual": 10**9, "unit": 1000},
        {"metric": "quantity", "annual": 4321},
        {"metric": "new_customers", "annual": 60},
    ],
    [{"metric": "cash", "label": "回款", "annual": 500_000, "source": "amount"},
     {"metric": "orders", "annual": 100}, {"metric": "calls", "annual": 100}],
]  # fmt: skip


@st.composite
def cases(draw: st.DrawFn) -> Reviewed:
    """A review of any plan, in any stretch and language, on any day."""
    if draw(st.booleans()):
        of = draw(plans())
    else:
        names = draw(st.lists(NAMES, min_size=1, max_size=5, unique_by=str.casefold))
        cut = draw(st.integers(1, len(names)))
        late = draw(st.booleans())
        team = [
            {"name": f"T{at}", "reps": [
                {"name": name, **({"start": "2027-06-15"} if late and name == names[0] else {})}
                for name in part]}
            for at, part in enumerate((names[:cut], names[cut:])) if part
        ]  # fmt: skip
        history = draw(st.sampled_from([None, two_years(*names[:2])]))
        of = plan(*draw(st.sampled_from(GOALS)), team=team, history=history)
    people = [rep.name for rep in of.profile.reps]
    found = draw(any_sales(people))
    if draw(st.booleans()):
        found = two_years(*people[:2])
    stretch, language = draw(st.sampled_from(Stretch)), draw(st.sampled_from(Language))
    day = draw(st.dates(dt.date(2026, 11, 1), dt.date(2028, 5, 31)))
    seen = review(of, found, day)
    if not seen.metrics:  # no sales tell of calls
        return draw(cases())
    before = review(of, found, day - dt.timedelta(days=draw(st.integers(1, 40))))
    return reviewed(
        of, found, stretch, language, day, draw(st.sampled_from([[], [snapshot(before)]]))
    )


LAW = settings(
    deadline=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@LAW
@given(cases())
def test_every_workbook_can_be_written_and_equal_ones_are_equal(case: Reviewed) -> None:
    for book in case.every_book():
        names = {sheet.name for sheet in book.sheets}
        assert names
        for sheet in book.sheets:
            for block in sheet.blocks:
                for chart in block.charts if isinstance(block, Charts) else ():
                    assert_within(chart, tables(book))
        content = book_bytes(book)
    again = Reviewed(Story.of(anew(case.report), case.sales), case.trend, case.sales).every_book()
    assert book_bytes(list(again)[-1]) == content


def anew(report: ReviewView) -> ReviewView:
    """The same review looked at anew."""
    return ReviewView(report.review, report.stretch, report.labels)


def assert_within(chart: Chart, known: dict[str, Table]) -> None:
    """Whether a chart points at cells that are there."""
    for series in chart.series:
        table = known[series.table]
        for top, left, bottom, right in (series.categories, series.values):
            assert 0 <= top <= bottom < len(table.rows)
            assert 0 <= left <= right < len(table.columns)


def exact(cell: Cell) -> Decimal:
    return Decimal(str(plain(cell) or 0))


@LAW
@given(cases())
def test_people_and_others_add_up_to_the_total(case: Reviewed) -> None:
    found = tables(case.book())
    for mine in case.report.metrics:
        for stretch in Stretch:
            metric = mine.metric.settings.metric
            lines = case.report.lines(case.report.metrics.index(mine), stretch)
            shown = rows(found[f"standings_{metric}_{stretch.value}"])
            *_, total = shown
            single = [
                row
                for row, line in zip(shown, lines, strict=True)
                if line.subject is None or line.subject.kind is SubjectKind.PERSON
            ]
            for column in (3, 4, 7):
                assert sum(exact(row[column]) for row in single) == exact(total[column])
            if total[5] is not None:
                # Who has no target has nothing to be behind with: what they sold is ahead.
                ahead = [row[4] if row[5] is None else row[5] for row in single]
                assert sum(map(exact, ahead)) == exact(total[5])


@LAW
@given(cases())
def test_why_tables_add_up_in_every_row(case: Reviewed) -> None:
    stories = [case.story, *case.story.by_team()]
    for story in stories:
        book = (
            variance_book(story, case.trend, sales=case.sales, findings=())
            if story is case.story
            else team_book(story, case.trend)
        )
        found = tables(book)
        for row in rows(found["why_orders"]) if "why_orders" in found else []:
            assert exact(row[5]) + exact(row[6]) == exact(row[7])
        if "why_customers" in found:
            table = found["why_customers"]
            amounts = [at for at, column in enumerate(table.columns)
                       if at and column.role.value != "context"]  # fmt: skip
            for row in rows(table):
                *parts, variance = (exact(row[at]) for at in amounts)
                assert sum(parts) == variance
        for field in ("product", "region", "customer"):
            if f"why_{field}" in found:
                *parts_of, total = rows(found[f"why_{field}"])
                for at in (1, 2, 3):
                    assert sum(exact(row[at]) for row in parts_of) == exact(total[at])
                of_scope = story.standing(story.report.scope).variance_to_date
                major = story.report.metrics[0].metric.major
                assert exact(total[3]) == major(of_scope or 0)


@LAW
@given(cases())
def test_charts_end_where_the_standings_are(case: Reviewed) -> None:
    report, found = case.report, tables(case.book())
    lines = [line for line in report.lines(0) if line.subject is not None]
    shown = rows(found["chart_progress"])
    metric = report.metrics[0].metric
    headers = [column.header for column in found["chart_progress"].columns]
    assert len(headers) == 1 + 2 * (1 + len(report.people))
    wanted = [
        lines[-1],
        *(line for line in lines if line.subject and line.subject.kind is SubjectKind.PERSON),
    ]
    for at, line in enumerate(wanted):
        expected = [row[1 + 2 * at] for row in shown]
        actual = [row[2 + 2 * at] for row in shown]
        known = [cell for cell in actual if cell is not None]
        assert actual == known + [None] * (len(actual) - len(known))
        if shown:
            assert expected[-1] == metric.major(line.standing.target or 0)
        if known:
            assert known[-1] == metric.major(line.standing.actual)
        gone = dt.timedelta(days=report.review.days_gone)
        after = [row for row in shown if row[0] >= report.review.plan.calendar.start + gone]  # type: ignore[operator]
        assert len(actual) - len(known) == len(after)
