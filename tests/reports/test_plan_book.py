from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from salesplan.choices import Language, Policy
from salesplan.core.calendar import Period
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.plan_part import part_of
from salesplan.core.replan import replan
from salesplan.core.version import Version
from salesplan.labels import Labels
from salesplan.outputs.workbook import book_bytes, write_book
from salesplan.reports.plan_book import plan_book
from salesplan.reports.plan_view import View
from salesplan.reports.values import Facts, Text
from tests.core.builders import every_day, sales
from tests.reports.plans import CALLS, REVENUE, any_team, plan, two_years
from tests.reports.workbooks import Written, number, read_back

CASES: dict[str, tuple[Plan, str, Language]] = {
    "two teams, whole year": (plan(), "year", Language.EN),
    "Chinese": (plan(history=two_years("张伟(离线)", "Ann")), "year", Language.ZH),
    "a quarter": (plan(), "Q2", Language.EN),
    "a quarter in Chinese": (plan(), "Q2", Language.ZH),
    "a half": (plan(), "H2", Language.EN),
    "a month": (plan(), "2027-03", Language.ZH),
    "several metrics": (
        plan(REVENUE, CALLS, {"metric": "visits", "label": "拜访=量", "annual": 10}),
        "year",
        Language.EN,
    ),
    "one team": (plan(team=any_team(1, 7)), "year", Language.EN),
    "one person, a month": (plan(team=any_team(1, 1)), "2027-02", Language.EN),
    "thirty teams": (plan(team=any_team(30, 2)), "year", Language.ZH),
    "over-assigned": (plan({**REVENUE, "over_assignment": "5%"}), "year", Language.EN),
    "to the cent": (
        plan({"metric": "revenue", "annual": "1234567.89", "unit": "0.01", "daily_unit": "0.01"}),
        "year",
        Language.EN,
    ),
    "without cents": (plan({**REVENUE, "annual": 1_234_567}, currency="JPY"), "year", Language.EN),
    "weeks": (
        plan(CALLS, fiscal_year={"start": "2027-01-31", "pattern": "4-5-4"}),
        "year",
        Language.EN,
    ),
    "from April": (plan(fiscal_year={"start": "2027-04-01"}), "Q4", Language.EN),
}


@pytest.fixture(scope="module", params=list(CASES))
def case(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[View, Written]:
    planned, period, language = CASES[request.param]
    labels = Labels(language)
    stretch = planned.calendar.period(period)
    path = tmp_path_factory.mktemp("book") / "plan.xlsx"
    write_book(plan_book(planned, labels, period=stretch), path)
    return View(planned, stretch, labels), read_back(path)


Table = tuple[int, list[object], list[list[object]]]


def table(book: Written, sheet: str, first: str) -> Table:
    """The table whose header begins with `first`: row of its first cells, header, rows."""
    rows = book.rows(sheet)
    at = next(at for at, row in enumerate(rows) if row[0] == first and row[1] is not None)
    body = []
    for row in rows[at + 1 :]:
        if row[0] is None:
            break
        body.append(row)
    return at + 2, rows[at], body


def exact(metric: MetricPlan, minors: Iterable[int]) -> list[Decimal]:
    return [Decimal(int(minor)).scaleb(-metric.decimals) for minor in minors]


def targets_sheet(view: View, metric: MetricPlan) -> str:
    return view.sheet_name("targets", metric)


def month_columns(view: View, header: list[object]) -> list[int]:
    names = [view.month_name(month) for month in view.months]
    return [header.index(name) for name in names]


def test_every_formula_gives_what_is_stored(case: tuple[View, Written]) -> None:
    view, book = case
    assert book.wrong() == []
    people, teams = len(view.plan.profile.reps), len(view.plan.profile.team)
    assert len(book.formulas) > (people + teams) * len(view.plan.metrics)


def test_people_add_up_to_teams_teams_to_the_total_and_that_to_the_goal(
    case: tuple[View, Written],
) -> None:
    view, book = case
    plan, labels = view.plan, view.labels
    for metric in plan.metrics:
        _, header, rows = table(book, targets_sheet(view, metric), labels("team"))
        columns = month_columns(view, header)
        people = {str(row[1]): row for row in rows if row[2] is not None}
        assert list(people) == [rep.name for rep in plan.profile.reps]
        for rep, targets in zip(plan.profile.reps, metric.targets, strict=True):
            shown = [number(people[rep.name][column]) for column in columns]
            assert shown == exact(metric, targets[list(view.months)])
        names = {labels("team_total", team=team.name): team for team in plan.profile.team}
        totals = {str(row[1]): row for row in rows if row[2] is None and row[1] in names}
        assert len(totals) == (0 if len(plan.profile.team) == 1 else len(plan.profile.team))
        for name, row in totals.items():
            mine = [people[rep.name] for rep in names[name].reps]
            for column in columns:
                assert number(row[column]) == sum(number(each[column]) for each in mine)
        total, goal, difference = rows[-3:]
        assert total[0] == labels("total")
        for column, minor in zip(columns, metric.months[list(view.months)], strict=True):
            everybody = sum(number(row[column]) for row in people.values())
            assert number(total[column]) == everybody == number(goal[column])
            assert everybody == exact(metric, [minor])[0]
            assert difference[column] == 0
        if view.whole_year:
            column = header.index(labels("year"))
            assert number(total[column]) == exact(metric, [metric.assigned])[0]


def test_people_months_are_numbers_and_sums_are_formulas(case: tuple[View, Written]) -> None:
    view, book = case
    for metric in view.plan.metrics:
        sheet = targets_sheet(view, metric)
        top, header, rows = table(book, sheet, view.labels("team"))
        months = set(month_columns(view, header))
        year = view.labels("year_context", year=view.plan.calendar.name)
        for at, row in enumerate(rows[:-2]):
            for column, title in enumerate(header[3:], 3):
                live = (sheet, top + at, column + 1) in book.formulas
                expected = title != year and not (row[2] is not None and column in months)
                assert live == expected, (row[:2], title)


def day_rows(view: View, metric: MetricPlan, book: Written) -> Iterator[tuple[Any, list[object]]]:
    """Days and their people's numbers, in the order of the team."""
    rows = book.rows(view.sheet_name("daily", metric))
    people = len(view.plan.profile.reps)
    for row in rows:
        if isinstance(row[0], dt.datetime):
            yield row[0].date(), row[-people:]


def test_days_add_up_to_the_months(case: tuple[View, Written]) -> None:
    view, book = case
    calendar = view.plan.calendar
    for metric in view.plan.metrics:
        sums: dict[int, list[Decimal]] = {}
        for day, numbers in day_rows(view, metric, book):
            month = int(calendar.month_of_day[(day - calendar.start).days])
            before = sums.setdefault(month, [Decimal(0)] * len(numbers))
            sums[month] = [a + number(b) for a, b in zip(before, numbers, strict=True)]
        assert list(sums) == list(view.months)
        for month, shown in sums.items():
            assert shown == exact(metric, metric.targets[:, month])


def test_day_totals_are_the_sums_of_their_row_and_of_their_column(
    case: tuple[View, Written],
) -> None:
    view, book = case
    people = len(view.plan.profile.reps)
    teams = len(view.plan.profile.team) if len(view.plan.profile.team) > 1 else 0
    for metric in view.plan.metrics:
        for key, labels in (("daily", 3), ("weekly", 4)):
            for row in book.rows(view.sheet_name(key, metric)):
                if len(row) < labels + 1 or not isinstance(row[labels], int | float):
                    continue
                numbers = [number(cell) for cell in row[labels:]]
                assert len(numbers) == 1 + teams + people
                assert numbers[0] == sum(numbers[-people:])
                assert not teams or numbers[0] == sum(numbers[1 : 1 + teams])


def added(rows: list[list[Decimal]]) -> list[Decimal]:
    return [sum(column, Decimal(0)) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize("key", ["daily", "weekly"])
def test_totals_below_days_and_weeks_are_their_sums(case: tuple[View, Written], key: str) -> None:
    view, book = case
    total = view.labels("total")
    months = [view.labels("month_total", month=view.month_name(month)) for month in view.months]
    width = 3 if key == "daily" else 4
    for metric in view.plan.metrics:
        since: list[list[Decimal]] = []  # the last total
        everything: list[list[Decimal]] = []
        found = []
        for row in book.rows(view.sheet_name(key, metric)):
            numbers = [number(cell) for cell in row[width:]]
            if isinstance(row[0], dt.datetime) or isinstance(row[1], dt.datetime):
                since.append(numbers)
                everything.append(numbers)
            elif row[0] in (total, *months) and row[1] is None:
                assert numbers == added(everything if row[0] == total else since)
                found.append(row[0])
                since = []
        assert found == ([*months, total] if key == "daily" else [total])


def test_weeks_add_up_to_the_stretch(case: tuple[View, Written]) -> None:
    view, book = case
    people = len(view.plan.profile.reps)
    for metric in view.plan.metrics:
        rows = [
            row
            for row in book.rows(view.sheet_name("weekly", metric))
            if isinstance(row[1], dt.datetime) and isinstance(row[2], dt.datetime)
        ]
        sums = [sum(number(row[at]) for row in rows) for at in range(-people, 0)]
        expected = exact(metric, metric.targets[:, list(view.months)].sum(axis=1))
        assert sums == expected
        first, last = rows[0][1], rows[-1][2]
        assert isinstance(first, dt.datetime)
        assert isinstance(last, dt.datetime)
        assert first.date() == view.period.start
        assert last.date() == view.period.end - dt.timedelta(days=1)


def test_the_summary_says_the_same(case: tuple[View, Written]) -> None:
    view, book = case
    labels = view.labels
    rows = book.rows(labels("summary"))
    heads = [at for at, row in enumerate(rows) if row[0] == labels("team")]
    for metric, head in zip(view.plan.metrics, heads, strict=True):
        header = rows[head]
        total = header.index(labels("year") if view.whole_year else view.period_name)
        teams = view.plan.profile.team
        shown = [number(row[total]) for row in rows[head + 1 : head + 1 + len(teams)]]
        assert sum(shown) == exact(metric, [view.total(metric)])[0]
        shares = [number(row[total + 1]) for row in rows[head + 1 : head + 1 + len(teams)]]
        assert abs(sum(shares, Decimal(-1))) < Decimal("0.0001")


def test_the_summary_flows_onto_a_second_page_with_its_details() -> None:
    one, two, three = (
        plan_book(plan(*goals), Labels(Language.EN)).sheets[0]
        for goals in ((REVENUE,), (REVENUE, CALLS), (REVENUE, CALLS, CALLS | {"metric": "visits"}))
    )
    assert (one.one_page, one.breaks) == (True, ())
    assert (two.one_page, three.one_page) == (False, False)
    begins = [sheet.blocks[at] for sheet in (two, three) for at in sheet.breaks]
    assert [block.text for block in begins if isinstance(block, Text)] == ["Assumptions"] * 2


@pytest.mark.parametrize("language", list(Language))
def test_the_goal_row_is_called_goal_only_where_it_is_the_goal(language: Language) -> None:
    labels = Labels(language)

    def names(planned: Plan, period: Period) -> list[object]:
        book = plan_book(planned, labels, period=period)
        rows: Any = book.sheets[1].blocks[-1]
        return [row.cells[0] for row in rows.rows[-2:]]

    exactly, over = plan(), plan({**REVENUE, "over_assignment": "5%"})
    year, quarter = exactly.calendar.year, exactly.calendar.quarters[1]
    goal = [labels("goal_row"), labels("difference")]
    part = [labels("plan_of_period"), labels("difference_period")]
    assert names(exactly, year) == goal
    assert names(exactly, quarter) == part
    assert names(over, year) == part


# Parts of a plan


def numbers_of(metric: MetricPlan, people: Iterable[int]) -> set[Decimal]:
    """Everything that would tell something of these people: months, quarters, halves, years."""
    found: set[Decimal] = set()
    for at in people:
        targets = metric.targets[at]
        groups = [targets, targets.reshape(4, 3).sum(axis=1), targets.reshape(2, 6).sum(axis=1)]
        for group in (*groups, [targets.sum()]):
            found |= set(exact(metric, group))
        if metric.last_year is not None:
            found |= set(exact(metric, metric.last_year.table[at]))
            found |= set(exact(metric, [metric.last_year.table[at].sum()]))
    return found - {Decimal(0)}


def everything_in(path: Path, record: str) -> tuple[str, set[Decimal]]:
    """All text and all numbers of a workbook and its record."""
    book = read_back(path)
    texts = [str(value) for value in book.shown.values() if isinstance(value, str)]
    found = {number(v) for v in book.shown.values() if isinstance(v, int | float)}

    def walk(value: object) -> None:
        if isinstance(value, dict):
            for key, inside in value.items():
                texts.append(str(key))
                walk(inside)
        elif isinstance(value, list):
            for inside in value:
                walk(inside)
        elif isinstance(value, str):
            texts.append(value)
        elif isinstance(value, int | float):
            exactly = number(value)
            found.update({exactly, exactly.scaleb(-2)})

    walk(json.loads(record))
    return "\n".join([*texts, *book.names]), found


TELLING = plan(
    # Odd amounts to the cent, so that no two numbers of the plan are equal by chance.
    {"metric": "revenue", "annual": "98765432.11", "unit": "0.01", "daily_unit": "0.01"},
    team=[
        {"name": "North", "lead": "Ines Vogt", "reps": [{"name": "Ann Abel", "skill": "senior"},
         {"name": "Ben Bauer"}]},
        {"name": "South", "lead": "Jo Wolf", "reps": [{"name": "Cem Celik", "skill": "expert"},
         {"name": "Dora Duran", "fte": "70%", "start": "2027-02-15"}, {"name": "Eva Ernst"}]},
    ],
    history=two_years("Ann Abel", "Cem Celik", "Dora Duran", "Somebody Else", "Ben Bauer"),
)  # fmt: skip
SINCE = sales(
    [
        (f"2027-0{month}-1{day}", name, 100_000 * month + 77_701 * day + 1_013 * at)
        for at, name in enumerate([*(rep.name for rep in TELLING.profile.reps), "Somebody Else"])
        for month in (1, 2, 3)
        for day in range(3)
    ]
)


def twice_anew(policy: Policy) -> Plan:
    """The plan made anew after February and again in April."""
    early, late = dt.date(2027, 2, 28), dt.date(2027, 4, 15)
    once = replan(TELLING, SINCE, Version(2, None, "Director", "missed", early, policy))
    return replan(once.plan, SINCE, Version(3, None, "Director", "again", late, policy)).plan


PARTS = {
    "North": [0, 1],
    "South": [2, 3, 4],
    **{rep.name: [at] for at, rep in enumerate(TELLING.profile.reps)},
}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_tells_nothing_of_the_others(part: str, tmp_path: Path) -> None:
    mine = PARTS[part]
    others = [at for at in range(len(TELLING.profile.reps)) if at not in mine]
    book = plan_book(part_of(TELLING, mine), Labels(Language.EN))
    path = tmp_path / "part.xlsx"
    write_book(book, path)
    text, numbers = everything_in(path, book.record)
    names = [TELLING.profile.reps[at].name for at in others] + ["Somebody Else"]
    teams = {TELLING.profile.team[TELLING.team_of[at]].name for at in mine}
    names += [team.name for team in TELLING.profile.team if team.name not in teams]
    names += [str(team.lead) for team in TELLING.profile.team if team.name not in teams]
    assert [name for name in names if name in text] == []
    (metric,) = TELLING.metrics
    secret = numbers_of(metric, others) | set(exact(metric, [metric.goal, *metric.months]))
    assert metric.last_year is not None
    sold = metric.last_year.table
    secret |= set(exact(metric, [*sold[-1], *sold.sum(axis=0), sold.sum()]))
    secret -= numbers_of(metric, mine)
    assert len(secret) > 40
    assert secret & numbers == set()
    assert numbers_of(metric, mine) & numbers  # so that the search would find something


@pytest.mark.parametrize("part", ["North", "South", "Eva Ernst"])
@pytest.mark.parametrize("policy", [Policy.OWN, Policy.TEAM, Policy.LANDING])
def test_a_part_of_a_later_version_tells_nothing_of_the_others(
    policy: Policy, part: str, tmp_path: Path
) -> None:
    whole, mine = twice_anew(policy), PARTS[part]
    others = [at for at in range(len(whole.profile.reps)) if at not in mine]
    book = plan_book(part_of(whole, mine), Labels(Language.EN))
    path = tmp_path / "part.xlsx"
    write_book(book, path)
    text, numbers = everything_in(path, book.record)
    names = [whole.profile.reps[at].name for at in others]
    assert [name for name in names if name in text] == []
    secret: set[Decimal] = set()
    own: set[Decimal] = set()
    for version in whole.versions:
        (metric,) = version.metrics
        secret |= numbers_of(metric, others) | told_of_gaps(metric, others)
        secret |= set(exact(metric, [metric.goal, *metric.months]))
        secret |= set(exact(metric, [abs(int(each.amounts.sum())) for each in metric.carried]))
        own |= numbers_of(metric, mine) | told_of_gaps(metric, mine)
    secret -= own
    assert len(secret) > 60
    assert secret & {abs(each) for each in numbers} == set()
    assert len(own & numbers) > 12
    in_words = {f"{round(each):,}" for each in secret if each > 1000}
    assert in_words & set(re.findall(r"[\d,]+", text)) == set()
    assert read_back(path).wrong() == []


def told_of_gaps(metric: MetricPlan, people: Iterable[int]) -> set[Decimal]:
    """What these people have carried over, each time and in all, and their year with it."""
    year = metric.targets.sum(axis=1) + sum(each.amounts for each in metric.carried)
    found: set[Decimal] = set()
    for at in people:
        gaps = [int(each.amounts[at]) for each in metric.carried]
        found |= set(exact(metric, [abs(gap) for gap in (*gaps, sum(gaps))]))
        found |= set(exact(metric, [int(year[at])]))
    return found - {Decimal(0)}


@pytest.mark.parametrize("part", ["North", "Eva Ernst"])
def test_a_part_adds_up_to_a_goal_of_its_own(part: str, tmp_path: Path) -> None:
    mine = part_of(TELLING, PARTS[part])
    path = tmp_path / "part.xlsx"
    write_book(plan_book(mine, Labels(Language.ZH)), path)
    assert read_back(path).wrong() == []
    assert mine.metrics[0].goal == TELLING.metrics[0].targets[PARTS[part]].sum()


# Text as text

AWKWARD = [
    "=1+1",
    "+7",
    "-3",
    "@SUM(A1)",
    "{=A1}",
    "[bold]x[/bold]",
    "{name} {0}",
    "100%",
    "'quoted",
    "http://example.com/a",
    "😀 Emoji 👩‍💼",
    "张伟（离线）",
    "x" * 80,
]


def test_text_from_outside_stays_text(tmp_path: Path) -> None:
    team = [
        {
            "name": "=2+2 [red]",
            "lead": "+49",
            "reps": [{"name": name, "title": "=NOW()"} for name in AWKWARD],
        },
        {"name": "{team}", "reps": [{"name": "Li Na"}]},
    ]
    planned = plan(
        {**REVENUE, "label": "=a/b*?[c]:d"}, CALLS, team=team, organisation="=HYPERLINK(1)"
    )
    path = tmp_path / "plan.xlsx"
    write_book(plan_book(planned, Labels(Language.EN)), path)
    book = read_back(path)
    assert book.wrong() == []
    for name in (*AWKWARD, "=2+2 [red]", "+49", "=NOW()", "{team}"):
        places = [place for place, value in book.shown.items() if value == name]
        assert places, name
        assert not any(place in book.formulas for place in places), name
    shown = {str(value) for value in book.shown.values()}
    assert "=HYPERLINK(1) – sales plan 2027" in shown


def test_equal_plans_make_equal_files() -> None:
    def made() -> bytes:
        planned = plan(REVENUE, CALLS, history=two_years("张伟(离线)", "Ann"))
        return book_bytes(plan_book(planned, Labels(Language.ZH)))

    assert made() == made()


def heads(of: Plan) -> dict[str, str]:
    """The large figures of the summary."""
    sheet = plan_book(of, Labels(Language.EN)).sheets[0]
    facts = next(block for block in sheet.blocks if isinstance(block, Facts))
    return {fact.label: str(fact.value) for fact in facts.facts}


def test_the_goal_grows_and_not_what_is_assigned_beyond_it() -> None:
    # 100 on each of the 365 days of 2026: 12 % more is 40,880, 5 % more than that 42,924.
    history = sales([(str(day), "Ann", 100_00) for day in every_day("2026-01-01", "2026-12-31")])
    reps = [{"name": "Ann"}, {"name": "Bob"}, {"name": "-", "vacant": True}]
    goal = {"metric": "revenue", "annual": 40_880, "over_assignment": "5%"}
    shown = heads(plan(goal, team=[{"name": "East", "reps": reps}], history=history))
    assert shown["Growth over 2026"] == "+12.0%"
    assert shown["Assigned to people"] == "CN¥42,924"
    assert shown["Per person"] == "CN¥21,462"  # a vacant position is nobody


def test_one_person_has_no_mean() -> None:
    assert "Per person" not in heads(plan(team=any_team(1, 1)))
