from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import numpy as np
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.choices import Stretch
from salesplan.core.plan import Plan
from salesplan.core.review import review
from salesplan.errors import Finding, SalesplanError
from salesplan.inputs.period_names import Label, parse_period
from salesplan.inputs.targets_table import read_targets
from salesplan.labels.findings_targets import TARGETS
from salesplan.profile import Profile
from tests.core.builders import sales

DATA = Path(__file__).parents[3] / "shared" / "data" / "adventureworks"

# Working days of 2027, from Monday to Friday: 21 20 23 22 21 22 22 22 22 21 22 23. A quarter of 640
# is 210 + 200 + 230, 65,000 fen of the second 22,000 + 21,000 + 22,000.
DAY = dt.date(2027, 5, 3)
NONE: list[int] = [0] * 12


def table(tmp_path: Path, text: str, name: str = "targets.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def book(tmp_path: Path, **sheets: list[list[object]]) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(tmp_path / "targets.xlsx")
    return tmp_path / "targets.xlsx"


def rows_of(plan: Plan) -> dict[str, list[int]]:
    """Targets by person and month, in fen."""
    targets = plan.metrics[0].targets.tolist()
    return {rep.name: row for rep, row in zip(plan.profile.reps, targets, strict=True)}


def read(path: Path, **options: Any) -> dict[str, list[int]]:  # noqa: ANN401 (of read_targets)
    plan, _ = read_targets(path, options.pop("day", DAY), **options)
    return rows_of(plan)


def refused(path: Path, **options: Any) -> list[Finding]:  # noqa: ANN401 (of read_targets)
    with pytest.raises(SalesplanError) as caught:
        read_targets(path, options.pop("day", DAY), **options)
    return list(caught.value.findings)


def notes(path: Path) -> dict[str, dict[str, object]]:
    _, findings = read_targets(path, DAY)
    return {finding.code: dict(finding.values) for finding in findings}


@pytest.mark.parametrize(
    ("texts", "label"),
    [
        ("2018Q3 | 2018-Q3 | Q3 2018 | 2018年第三季度 | Q3'18 | 2018 3季度", Label(3, 2, 2018)),
        ("Q1 | 第一季度 | 第一季 | q1目标（万元） | Quota Q1", Label(3, 0)),
        ("2018-07 | 2018/7 | 2018年7月 | Jul 2018 | July-18 | 201807 | 07/2018", Label(1, 6, 2018)),
        ("Jan | 1月 | 一月 | January | M01 | 1月份", Label(1, 0)),
        ("Dec | 12月 | 十二月 | Ｍ１２", Label(1, 11)),
        ("H1 | 上半年", Label(6, 0)),
        ("2018下半年 | H2 2018", Label(6, 1, 2018)),
        ("2018 | 2018年 | 2018.0 | 2018年合计", Label(12, 0, 2018)),
        ("全年 | Year | Total | 合计 | 年度目标 | Annual Quota", Label(0, 0)),
        ("name | Q5 | 13月 | 2018-13 | 2018.1 | 20181 | Q1实际 | 目标 | 2018-2019 | 7", None),
    ],
)
def test_periods_are_understood_as_people_write_them(texts: str, label: Label | None) -> None:
    for text in texts.split(" | "):
        assert parse_period(text) == label, text


@pytest.mark.parametrize(
    ("text", "bare", "label"),
    [("7", 1, Label(1, 6)), ("4", 3, Label(3, 3)), ("5", 3, None), ("13", 1, None)],
)
def test_a_number_alone_counts_what_the_header_says(
    text: str, bare: int, label: Label | None
) -> None:
    assert parse_period(text, bare) == label


@pytest.mark.parametrize(
    ("headers", "amounts", "months"),
    [
        ("姓名,第一季度,第二季度", "640,650", [21000, 20000, 23000, 22000, 21000, 22000]),
        ("Rep,2027Q1,2027-Q2", "640,650", [21000, 20000, 23000, 22000, 21000, 22000]),
        ("Rep,2026Q4,Q1 2027", "99,640", [21000, 20000, 23000]),
        ("业务员,1月,二月,2027年3月", "1,2.5,3", [100, 250, 300]),
        ("Salesperson,Jan,Feb 2027,2027/3", "1,2.5,3", [100, 250, 300]),
        ("name,2027-01-01,2027-02-01", "5,6", [500, 600]),
        ("name,2027-01-01,2027-04-01", "640,650", [21000, 20000, 23000, 22000, 21000, 22000]),
        ("name,H1", "1290", [21000, 20000, 23000, 22000, 21000, 22000]),
        (
            "name,2027",
            "2610",
            [
                *(21000, 20000, 23000, 22000, 21000, 22000),
                *(22000, 22000, 22000, 21000, 22000, 23000),
            ],
        ),
        ("姓名,Q1（万元）", '"6.4"', [2100000, 2000000, 2300000]),
    ],
)
def test_wide(tmp_path: Path, headers: str, amounts: str, months: list[int]) -> None:
    path = table(tmp_path, f"{headers}\n张伟,{amounts}\n")
    assert read(path) == {"张伟": (months + NONE)[:12]}


@pytest.mark.parametrize(
    "text",
    [
        "姓名,季度,目标\n张伟,1,640\n张伟,2,650\n",
        "Rep,Period,Quota\n张伟,Q1,640\n张伟,2027-Q2,650\n",
        "员工,日期,指标\n张伟,2027-01-01,640\n张伟,2027/4/1,650\n",
        "员工,日期,指标\n张伟,2027-03-31,640\n张伟,2027-06-30,650\n",
        "Year,Quarter,Person,Target\n2027,Q1,张伟,640\n2026,Q1,张伟,9\n2027,Q2,张伟,650\n",
        "姓名,月份,任务\n张伟,1,210\n张伟,2,200\n张伟,3,230\n张伟,4月,220\n张伟,2027-05,210\n"
        "张伟,2027-06-01,220\n",
        "单位：元,,\n姓名,期间,计划\n张伟,第一季度,640\n张伟,第二季度,650\n合计,第一季度,640\n",
    ],
)
def test_long(tmp_path: Path, text: str) -> None:
    months = [21000, 20000, 23000, 22000, 21000, 22000]
    assert read(table(tmp_path, text)) == {"张伟": (months + NONE)[:12]}


def test_first_days_of_quarters_are_quarters_unless_the_header_says_months(tmp_path: Path) -> None:
    rows = "Ann,2027-01-01,640\nAnn,2027-04-01,650\n"
    months = table(tmp_path, f"name,month,target\n{rows}")
    assert read(months) == {"Ann": [64000, 0, 0, 65000, *NONE[4:]]}
    quarters = table(tmp_path, f"name,date,target\n{rows}", "quarters.csv")
    assert "N479" in notes(quarters)
    assert read(quarters)["Ann"][:3] == [21000, 20000, 23000]


def test_a_quarter_in_odd_cents_is_exact(tmp_path: Path) -> None:
    # 100.01 over 21, 20 and 23 of 64 days: 3281.58, 3125.31, 3594.11; the cent goes to January.
    assert read(table(tmp_path, "name,Q1\nAnn,100.01\n")) == {"Ann": [3282, 3125, 3594, *NONE[3:]]}


def test_blank_and_dash_are_no_target_and_zero_is_one(tmp_path: Path) -> None:
    text = "name,Q1,Q2,Q3,Q4\nAnn,640,-,,0\nBob,—,650,–,\nCat,0,640,1,-\nDan,,-,,\n"
    plan, findings = read_targets(table(tmp_path, text), DAY)
    ann, bob, cat = plan.profile.reps
    assert (ann.start, ann.end, ann.ramp) == (None, None, ())
    [gap] = ann.leave
    assert (gap.from_, gap.to) == (dt.date(2027, 4, 1), dt.date(2027, 9, 30))
    assert (bob.start, bob.end, bob.leave) == (dt.date(2027, 4, 1), dt.date(2027, 6, 30), ())
    assert (cat.start, cat.end, cat.leave) == (None, dt.date(2027, 9, 30), ())
    for day, wanted in ((dt.date(2027, 2, 1), [64000, None, 0]), (DAY, [None, 65000, 64000])):
        found = review(plan, sales([]), day).stretches[Stretch.QUARTER][1][0]
        assert [standing.target for standing in found.people] == wanted
    late = review(plan, sales([]), dt.date(2027, 10, 8)).stretches[Stretch.QUARTER][1][0]
    assert [standing.target for standing in late.people] == [0, None, None]
    said = {finding.code: dict(finding.values) for finding in findings}
    assert said == {"N473": {"year": 2027}, "N475": {"year": "2027", "names": "Dan"}}


def test_the_plan_is_complete(tmp_path: Path) -> None:
    plan, _ = read_targets(table(tmp_path, "name,2027-01,2027-03\nAnn,1,3\nBob,2,4\n"), DAY)
    metric = plan.metrics[0]
    assert (metric.goal, metric.assigned, metric.settings.annual) == (1000, 1000, Decimal(10))
    assert metric.months.tolist() == [300, 0, 700, *NONE[3:]]
    assert metric.season.shares.tolist() == [0.3, 0, 0.7, *NONE[3:]]
    assert (metric.season.basis, metric.growth_base, metric.last_year) == (
        "working_days", None, None
    )  # fmt: skip
    assert plan.profile.team[0].name == "targets"
    assert plan.daily(metric).sum(axis=1).tolist() == [400, 600]
    assert len(plan.profile.reps) == len(metric.record.factor) == 2


def test_totals_are_left_out_and_said(tmp_path: Path) -> None:
    text = (
        "2027 年销售目标,,,,,,\n单位：万元,,,,,,\n"
        "部门,姓名,1月,2月,Q1,合计,完成率\n"
        "华东,张伟,1,2,4,3,5%\n,李娜,,,6.4,6.4,\n华东小计,,1,2,10.4,9.4,\n"
        "华南,王磊,3,,,3,\n合计,,4,2,10.4,12.4,\n"
    )
    plan, findings = read_targets(table(tmp_path, text), dt.date(2027, 1, 1))
    assert rows_of(plan) == {
        "张伟": [1000000, 2000000, *NONE[2:]],
        "李娜": [2100000, 2000000, 2300000, *NONE[3:]],
        "王磊": [3000000, *NONE[1:]],
    }
    teams = [(team.name, [rep.name for rep in team.reps]) for team in plan.profile.team]
    assert teams == [("华东", ["张伟", "李娜"]), ("华南", ["王磊"])]
    said = [(finding.code, dict(finding.values)) for finding in findings]
    header = {"header": "1月, 2月, Q1, 合计", "factor": 10000}
    total = {"name": "张伟", "period": "2027-Q1", "total": Decimal(40000), "parts": Decimal(30000)}
    assert said == [
        ("N470", {"headers": "完成率"}),
        ("N471", {"rows": "6, 8"}),
        ("N473", {"year": 2027}),
        ("N203", header),
        ("W460", total),
        ("N474", {"periods": "2027-Q1, 2027"}),
    ]


def test_a_total_is_told_by_its_word_in_any_column(tmp_path: Path) -> None:
    text = "序号,大区,姓名,Q1,Q2\n1,华东,张伟,1,2\n2,华东,李娜,4,8\n,华东合计,,5,10\n合计,,,5,10\n"
    plan, findings = read_targets(table(tmp_path, text), dt.date(2027, 1, 1))
    assert list(rows_of(plan)) == ["张伟", "李娜"]
    assert {f.code: f.values for f in findings}["N471"] == {"rows": "4, 5"}


def test_a_row_without_a_name_is_said_once(tmp_path: Path) -> None:
    found = refused(table(tmp_path, "序号,姓名,Q1,Q2,Q3\n1,张伟,1,2,3\n2,,4,5,6\n"))
    assert [(f.code, str(f.place)) for f in found if f.code == "E458"] == [
        ("E458", "targets.csv!3")
    ]


def test_the_year_of_yearless_periods(tmp_path: Path) -> None:
    rows = "name,Q1\nAnn,640\n"
    assert notes(table(tmp_path, f"Targets 2027,\n{rows}"))["N473"] == {"year": 2027}
    for path in (
        table(tmp_path, f"Targets 2028,\n{rows}"),
        table(tmp_path, rows, "targets_2028.csv"),
        book(tmp_path, FY2028=[["name", "Q1"], ["Ann", 640]]),
    ):
        assert [finding.code for finding in refused(path)] == ["N473", "E451"]
        assert sum(read(path, day=dt.date(2028, 7, 1))["Ann"]) == 64000


def test_a_year_without_targets_names_the_years_found(tmp_path: Path) -> None:
    [finding] = refused(table(tmp_path, "name,2025Q1,2028-03\nAnn,1,2\n"))
    assert (finding.code, finding.values) == ("E451", {"year": "2027", "years": "2025, 2028"})


@pytest.mark.parametrize(
    ("text", "code", "place", "values"),
    [
        ("name,Q1\nAnn,many\n", "E453", "targets.csv!2:Q1", {"value": "many"}),
        ("name,Q1\nAnn,-5\n", "E456", "targets.csv!2:Q1", {"value": "-5"}),
        ("name,Q1\n,640\n", "E458", "targets.csv!2", {}),
        (f"name,Q1\n{'n' * 81},640\n", "E447", "targets.csv!2", {"most": 80}),
        ("name,Q1\nAnn,\n", "E455", "targets.csv", {}),
        ("name,period,target\nAnn,soon,5\n", "E454", "targets.csv!2:period", {"value": "soon"}),
        (
            "name,date,target\nAnn,03/04/2027,5\n",
            "E454",
            "targets.csv!2:date",
            {"value": "03/04/2027"},
        ),
        (
            "name,Q1\nAnn,1\nBob,2\n ann ,3\n",
            "E452",
            "targets.csv!4:Q1",
            {"name": "ann", "period": "2027-Q1", "row": 2},
        ),
        ("name,city\nAnn,Paris\n", "E450", "targets.csv", {"headers": "name, city"}),
        ("Q1,Q2\n1,2\n", "E450", "targets.csv", {"headers": "Q1, Q2"}),
        ("name,target\nAnn,5\n", "E450", "targets.csv", {"headers": "name, target"}),
    ],
)
def test_what_cannot_be_read_is_refused(
    tmp_path: Path, text: str, code: str, place: str, values: dict[str, object]
) -> None:
    [finding] = [f for f in refused(table(tmp_path, text)) if f.code[0] == "E"]
    assert (finding.code, str(finding.place), finding.values) == (code, place, values)


def test_a_period_without_working_days_and_an_impossible_sum_are_refused(tmp_path: Path) -> None:
    base = profile(calendar={"closed": [{"from": "2027-01-01", "to": "2027-01-31"}]})
    [finding] = refused(
        table(tmp_path, "name,2027-01\nAnn,5\n"), base=base, day=dt.date(2027, 1, 1)
    )
    assert (finding.code, finding.values) == ("E457", {"name": "Ann", "period": "2027-01"})
    large = "name,2027-01\nAnn,999999999999999\nBob,9\n"
    assert [finding.code for finding in refused(table(tmp_path, large))] == ["E459"]


def test_workbooks(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        Notes=[["hello"]],
        East=[["姓名", dt.date(2027, 1, 1), dt.date(2027, 2, 1), 2028], ["张伟", 5, 6.5, 7]],
        West=[["Name", "2027-01"], ["Ann", "1,200"]],
    )
    assert read(path) == {"张伟": [500, 650, *NONE[2:]], "Ann": [120000, *NONE[1:]]}
    assert notes(path)["N476"] == {}
    assert list(read(path, sheet="West")) == ["Ann"]
    assert [finding.code for finding in refused(path, sheet="Notes")] == ["E450"]
    assert [finding.code for finding in refused(tmp_path / "none.csv")] == ["E201"]


def test_a_cell_with_an_error_is_no_blank(tmp_path: Path) -> None:
    path = tmp_path / "targets.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["name", "2027-01"])
    sheet.append(["Ann", "#REF!"])
    sheet["B2"].data_type = "e"
    workbook.save(path)
    [finding] = refused(path)
    assert (finding.code, finding.values) == ("E453", {"value": "#REF!"})


def profile(**fields: object) -> Profile:
    return Profile.model_validate(
        {
            "currency": "JPY",
            "fiscal_year": {"start": "2026-04-01", "name": "Plan A"},
            "skills": {"levels": {"gold": 2}},
            "goals": [{"metric": "calls", "annual": 9}],
            "team": [
                {"name": "East", "lead": "Eve", "reps": [{"name": "Bob", "skill": "gold"}]},
                {
                    "name": "West",
                    "reps": [
                        {"name": "Cat", "skill": "gold"},
                        {"name": "张伟", "skill": "gold", "aliases": ["Wei"]},
                    ],
                },
            ],
            **fields,
        }
    )


def test_a_base_gives_currency_year_and_teams(tmp_path: Path) -> None:
    # Q1 of the year from April is April (22 working days), May (21) and June (22); Jan is its last
    # quarter's first month, of 2028.
    path = table(tmp_path, "name,Q1,Jan,2028-02\nwei,65,7,8\nNew,,1,\nBOB,3,,\n", "more.csv")
    plan, findings = read_targets(path, dt.date(2027, 5, 1), profile())
    assert rows_of(plan) == {
        "Bob": [1, 1, 1, *NONE[3:]],
        "张伟": [22, 21, 22, *NONE[:6], 7, 8, 0],
        "New": [*NONE[:9], 1, 0, 0],
    }
    teams = [(team.name, team.lead, [rep.name for rep in team.reps]) for team in plan.profile.team]
    assert teams == [("East", "Eve", ["Bob"]), ("West", None, ["张伟"]), ("more", None, ["New"])]
    assert (plan.calendar.start, plan.calendar.end) == (dt.date(2027, 4, 1), dt.date(2028, 4, 1))
    assert (plan.calendar.name, plan.profile.currency) == ("2027-28", "JPY")
    assert plan.profile.reps[1].leave[0].from_ == dt.date(2027, 7, 1)
    assert [finding.code for finding in findings] == ["N473", "N480"]
    assert findings[1].values == {"period": "Q1", "first": "2027-04", "last": "2027-06"}
    assert plan.capacity.presence.max() == 1


def test_weeks_of_a_pattern_year_keep_their_rule(tmp_path: Path) -> None:
    base = profile(
        currency="CNY", fiscal_year={"start": "2026-12-28", "pattern": "4-4-5", "anchor": "12-29"}
    )
    # Of 20 + 20 + 25 working days from 28 December 2026, the first month being January.
    path = table(tmp_path, "name,2027Q1\nAnn,650\n")
    plan, _ = read_targets(path, dt.date(2026, 12, 29), base)
    assert rows_of(plan) == {"Ann": [20000, 20000, 25000, *NONE[3:]]}


def amounts() -> st.SearchStrategy[list[list[int | None]]]:
    row = st.lists(st.one_of(st.none(), st.integers(0, 10**9)), min_size=4, max_size=4)
    return st.lists(row, min_size=1, max_size=4).filter(
        lambda rows: any(value is not None for row in rows for value in row)
    )


def written(value: int | None) -> str:
    return "" if value is None else f'"{Decimal(value).scaleb(-2):,}"'


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(amounts())
def test_every_form_gives_the_same_plan(tmp_path: Path, rows: list[list[int | None]]) -> None:
    cells = [
        (f"P{at}", quarter, written(value))
        for at, row in enumerate(rows)
        for quarter, value in enumerate(row)
    ]
    wide = [f"P{at}," + ",".join(map(written, row)) for at, row in enumerate(rows)]
    dates = ("2027-01-01", "2027-04-01", "2027-07-01", "2027-10-01")
    chinese = ("第一季度", "第二季度", "第三季度", "第四季度")
    forms = [
        "\n".join(["name,2027Q1,Q2 2027,2027-Q3,2027年第四季度", *wide]),
        "\n".join(["姓名," + ",".join(chinese), *wide]),
        "\n".join(["name,period,quota", *(f"{n},2027Q{q + 1},{v}" for n, q, v in cells)]),
        "\n".join(["指标,姓名,季度", *(f"{v},{n},{chinese[q]}" for n, q, v in cells)]),
        "\n".join(["name,quarter,plan", *(f"{n},{dates[q]},{v}" for n, q, v in reversed(cells))]),
    ]
    first, *others = (read_targets(table(tmp_path, form), DAY)[0] for form in forms)
    for at, row in enumerate(rows):
        mine = rows_of(first).get(f"P{at}", NONE)
        sums = [sum(mine[quarter : quarter + 3]) for quarter in (0, 3, 6, 9)]
        assert sums == [value or 0 for value in row]
    for other in others:
        assert rows_of(other) == rows_of(first)
        by_name = {rep.name: rep for rep in other.profile.reps}
        assert by_name == {rep.name: rep for rep in first.profile.reps}
    daily = first.daily(first.metrics[0])
    assert (daily.sum(axis=1) == first.metrics[0].targets.sum(axis=1)).all()


def test_every_text_stands_in_both_languages() -> None:
    for texts in TARGETS.values():
        assert texts.keys() == {"en", "zh"}
        assert all(message for message, _ in texts.values())


# --------------------------------------------------------------------------------------------
# Published targets
# --------------------------------------------------------------------------------------------

published = pytest.mark.skipif(not DATA.exists(), reason="shared/data/adventureworks is not there")


def lines(name: str, delimiter: str = ",") -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


@published
def test_attainment_of_published_quotas() -> None:
    names = {row["EmployeeKey"]: row["Salesperson"] for row in lines("Salesperson.csv", "|")}
    sold = sales(
        (
            row["OrderDate"].replace("/", "-"),
            names[row["EmployeeKey"]],
            round(100 * Decimal(row["Sales"])),
        )
        for row in lines("Sales_201707_201906.csv", "|")
    )
    known = lines("known_attainment_vs_quota.csv")
    quarters = [header for header in known[0] if header != "Salesperson"]
    assert len(quarters) == 8
    for quarter in quarters:
        year, number = int(quarter[:4]), int(quarter[-1])
        after = dt.date(year + number // 4, 3 * number % 12 + 1, 1)
        day = after - dt.timedelta(days=1)
        plan, _ = read_targets(DATA / "known_quota_by_rep_quarter.csv", day)
        metric = review(plan, sold, day).stretches[Stretch.QUARTER][1][0]
        found = dict(zip((rep.name for rep in plan.profile.reps), metric.people, strict=True))
        for row in known:
            standing = found.get(row["Salesperson"])
            if row[quarter]:
                assert standing is not None and standing.attainment is not None
                assert round(float(standing.attainment), 4) == float(row[quarter]), row
            else:
                assert standing is None or standing.target is None


@published
@pytest.mark.parametrize("year", [2018, 2019, 2020])
def test_the_same_targets_wide_in_thousands_and_long_are_the_same(year: int) -> None:
    wide, _ = read_targets(DATA / "pl300_ResellerSalesTargets.csv", dt.date(year, 1, 1))
    long, _ = read_targets(DATA / "Targets.csv", dt.date(year, 1, 1))
    thousands = {name: [1000 * value for value in row] for name, row in rows_of(wide).items()}
    assert rows_of(long) == thousands
    assert cast("int", np.sum(long.metrics[0].targets)) > 0


@pytest.mark.parametrize(
    ("cells", "currency"),
    [
        ('"$10,000",$9000', "USD"),
        ("€10000,9000", "EUR"),
        ("10000元,9000元", "CNY"),
        ("¥10000,¥9000", "CNY"),
        ("10000,9000", "CNY"),
    ],
)
def test_the_currency_is_that_of_the_signs(tmp_path: Path, cells: str, currency: str) -> None:
    path = table(tmp_path, f"Name,Q1 2026,Q2 2026\nAnn,{cells}\n")
    plan, _ = read_targets(path, dt.date(2026, 4, 1))
    assert plan.profile.currency == currency
    assert int(plan.metrics[0].targets.sum()) == 1_900_000
    base = Profile.model_validate(
        {
            "currency": "GBP",
            "goals": [{"metric": "revenue", "annual": 1}],
            "team": [{"name": "A", "reps": [{"name": "Ann"}]}],
        }
    )
    plan, _ = read_targets(path, dt.date(2026, 4, 1), base)
    assert plan.profile.currency == "GBP"


def test_a_unit_in_a_cell_wins_over_the_one_above(tmp_path: Path) -> None:
    text = "单位：万元,,\n姓名,1月,2月\n张伟,12.5万,8\n李娜,90000元,¥9\n"
    plan, findings = read_targets(table(tmp_path, text), dt.date(2027, 1, 1))
    assert rows_of(plan) == {
        "张伟": [12_500_000, 8_000_000, *NONE[2:]],
        "李娜": [9_000_000, 9_000_000, *NONE[2:]],
    }
    (found,) = (finding for finding in findings if finding.code == "N214")
    assert (found.values, str(found.place).rpartition(":")[2]) == ({"count": 2}, "1月")
