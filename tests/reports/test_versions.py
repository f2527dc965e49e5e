"""What a re-planned plan shows in its workbook; numbers by hand from `tests.reports.replans`."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesplan.choices import Language, Policy
from salesplan.core.plan import Plan, build_plan
from salesplan.core.plan_part import part_of
from salesplan.core.replan import replan
from salesplan.labels import Labels
from salesplan.outputs.workbook import write_book
from salesplan.profile import Profile
from salesplan.reports.plan_book import plan_book
from salesplan.reports.plan_view import View
from salesplan.reports.values import Column, Grid, Role, Sheet, Sum, Table, Text
from salesplan.reports.version_story import change_sentences, policy_text, reason_line
from tests.core.builders import profile, sales
from tests.reports.replans import TEAM, even, second, third, version
from tests.reports.workbooks import Written, number, read_back

EN, ZH = Labels(Language.EN), Labels(Language.ZH)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def book(plan: Plan, folder: Path, period: str = "year", labels: Labels = EN) -> Written:
    path = folder / f"{period}.xlsx"
    write_book(plan_book(plan, labels, period=plan.calendar.period(period)), path)
    return read_back(path)


def lines(written: Written, sheet: str) -> dict[str, list[object]]:
    """Rows of a sheet by their person, or by their first cell where there is none."""
    return {str(row[1] or row[0]): row for row in written.rows(sheet) if row[:1] != [None]}


def test_targets_of_a_year(tmp_path: Path) -> None:
    written = book(second().plan, tmp_path)
    rows = lines(written, "Targets")
    header = ["Jan", "Feb", "Mar", "Q1", "Apr", "May", "Jun", "Q2", "Jul", "Aug", "Sep", "Q3",
              "Oct", "Nov", "Dec", "Q4", "Carried over 31 Mar", "Year"]  # fmt: skip
    assert rows["Person"][3:] == header
    assert rows["Ann"][3:] == [100] * 3 + [300] + ([110] * 3 + [330]) * 3 + [-90, 1200]
    assert rows["Bob"][3:] == [200] * 3 + [600] + ([190] * 3 + [570]) * 3 + [90, 2400]
    assert rows["Cho"][3:] == [300] * 3 + [900] + ([310] * 3 + [930]) * 3 + [-90, 3600]
    assert rows["East total"][3:] == [300] * 3 + [900] + ([300] * 3 + [900]) * 3 + [0, 3600]
    whole = [600] * 3 + [1800] + ([610] * 3 + [1830]) * 3 + [-90, 7200]
    assert rows["Total"][3:] == whole
    assert rows["Goal"][3:] == whole
    assert rows["Difference to goal"][3:] == [0] * 18
    assert written.wrong() == []


def test_the_sum_of_the_year_follows_what_was_carried_over(tmp_path: Path) -> None:
    """The formula, not only its stored value."""
    written = book(second().plan, tmp_path)
    row = next(at for at, row in enumerate(written.rows("Targets"), 1) if row[1:2] == ["Ann"])
    written.shown["Targets", row, 20] = -100  # by hand: −100 instead of −90
    assert written.computed_at(("Targets", row, 21)) == 1190
    total = next(at for at, row in enumerate(written.rows("Targets"), 1) if row[0] == "Total")
    assert written.computed_at(("Targets", total, 21)) == 7190
    assert written.computed_at(("Targets", total + 2, 21)) == -10


def test_a_quarter_after_the_day_has_nothing_of_it(tmp_path: Path) -> None:
    written = book(second().plan, tmp_path, "Q2")
    rows = lines(written, "Targets")
    assert rows["Person"][3:] == ["Apr", "May", "Jun", "Q2 2027", "Year 2027"]
    assert rows["Ann"][3:] == [110, 110, 110, 330, 1200]
    assert written.wrong() == []


def test_a_quarter_around_the_day(tmp_path: Path) -> None:
    """As of 15 May: 110 + what is planned of May and June, and 78 carried over."""
    plan = third().plan
    april, may, june = (int(each) // 100 for each in plan.metrics[0].targets[0, 3:6])
    written = book(plan, tmp_path, "Q2")
    rows = lines(written, "Targets")
    assert rows["Person"][3:] == [*MONTHS[3:6], "Carried over 15 May", "Q2 2027", "Year 2027"]
    assert rows["Ann"][3:7] == [april, may, june, 78]
    assert rows["Ann"][7] == april + may + june + 78
    summary = lines(written, "Summary")
    assert summary["Lead"][2:7] == [*MONTHS[3:6], "Carried over 15 May", "Q2 2027"]
    assert summary["West"][5] == -458
    assert written.wrong() == []


def test_a_month_around_the_day_and_both_days_in_the_year(tmp_path: Path) -> None:
    plan = third().plan
    month = book(plan, tmp_path, "2027-05")
    may = int(plan.metrics[0].targets[0, 4]) // 100
    rows = lines(month, "Targets")
    assert rows["Person"][3:6] == ["May", "Carried over 15 May", "May 2027"]
    # Of the 78 that Ann is ahead, 52 are missing in May: what she sold, she sold in April.
    assert rows["Ann"][3:6] == [may, -52, may - 52]
    year = book(plan, tmp_path)
    assert lines(year, "Targets")["Person"][-3:] == [
        "Carried over 31 Mar", "Carried over 15 May", "Year",
    ]  # fmt: skip
    assert lines(year, "Targets")["Ann"][-3:-1] == [-90, 78]
    assert lines(year, "Summary")["East"][-4:-2] == [0, 78 - 280]
    assert month.wrong() == year.wrong() == []


@pytest.mark.parametrize("sheet", ["Weekly", "Daily"])
def test_weeks_and_days_add_up_to_the_year_with_what_was_carried_over(
    sheet: str, tmp_path: Path
) -> None:
    rows = lines(book(second().plan, tmp_path), sheet)
    # everybody, the two teams, Ann, Bob, Cho
    assert rows["Carried over 31 Mar"][-6:] == [-90, None, -90, -90, 90, -90]
    assert rows["Total"][-6:] == [7200, 3600, 3600, 1200, 2400, 3600]


def test_weights_have_what_people_have_in_the_year(tmp_path: Path) -> None:
    rows = lines(book(second().plan, tmp_path), "Weights")
    at = rows["Person"].index("Target")
    assert [rows[name][at] for name in ("Ann", "Bob", "Cho")] == [1200, 2400, 3600]


def columns_of(sheet: Sheet) -> list[Column]:
    (table,) = (block for block in sheet.blocks if isinstance(block, Table))
    return list(table.columns)


def test_months_that_are_over_look_frozen() -> None:
    def frozen(plan: Plan) -> list[str]:
        columns = columns_of(plan_book(plan, EN).sheets[1])
        return [each.header for each in columns if each.role is Role.FROZEN]

    assert frozen(even()) == []
    assert frozen(second().plan) == MONTHS[:3]
    assert frozen(third().plan) == MONTHS[:4]


def test_notes_of_the_targets() -> None:
    def notes(plan: Plan, labels: Labels) -> list[str]:
        sheet = plan_book(plan, labels).sheets[1]
        return [block.text for block in sheet.blocks if isinstance(block, Text)][2:]

    assert notes(even(), EN) == []
    assert notes(second().plan, EN) == [
        "Up to 31 Mar 2027 targets are as in version 1, not planned again (grey).",
        "Carried over is what had been sold beyond the targets of the past (+) or was missing "
        "(−): months and carried over add up to Year.",
    ]
    assert notes(second(Policy.FACTS).plan, ZH) == [
        "截至2027年3月31日的指标沿用第 1 版，不再重排（灰色）。"
    ]


# The sheet of versions


def test_a_first_version_has_no_sheet_of_versions() -> None:
    names = [sheet.name for sheet in plan_book(even(), EN).sheets]
    assert "Versions" not in names


def test_versions(tmp_path: Path) -> None:
    written = book(third().plan, tmp_path)
    rows = written.rows("Versions")
    at = next(at for at, row in enumerate(rows) if row[0] == "Version")
    assert rows[at][:12] == [
        "Version", "Reason", "Gap", "Made on", "By", "As of", "Goal", "People", "Targets so far",
        "Carried over", "Targets to come", "Year",
    ]  # fmt: skip
    first, two, three = rows[at + 1 : at + 4]
    assert first[:12] == [
        "Version 1", "the first plan", None, None, None, None, 7200, 3, None, None, 7200, 7200,
    ]  # fmt: skip
    assert two[:3] == ["Version 2", "a slow start", "each person carries their own"]
    assert [str(each)[:10] for each in two[3:6]] == ["2027-04-03", "Director", "2027-03-31"]
    assert two[6:12] == [7200, 3, 1800, -90, 5490, 7200]
    assert three[:3] == ["Version 3", "still slow", "each team carries it together"]
    # until 15 May: 1800 + 610 + 10 of 21 days of May; sold 1710 + 240
    so_far, carried, to_come, year = (number(each) for each in three[8:12])
    assert so_far + carried == 1950
    assert so_far + carried + to_come == year == 7200
    assert written.wrong() == []


def test_changes_against_the_version_before(tmp_path: Path) -> None:
    rows = book(second().plan, tmp_path).rows("Versions")
    at = next(at for at, row in enumerate(rows) if row[2:3] == ["Status"])
    assert rows[at][3:] == [*MONTHS, "Carried over", "Year"]
    none = [None] * 3
    assert rows[at + 1 : at + 7] == [
        ["East", "Ann", None, *none, *([10] * 9), -90, None],
        ["East", "Bob", None, *none, *([-10] * 9), 90, None],
        ["East", "East total", None, *([None] * 14)],
        ["West", "Cho", None, *none, *([10] * 9), -90, None],
        ["West", "West total", None, *none, *([10] * 9), -90, None],
        ["Total", None, None, *none, *([10] * 9), -90, None],
    ]


def test_earlier_versions_newest_first(tmp_path: Path) -> None:
    rows = book(third().plan, tmp_path).rows("Versions")
    starts = [at for at, row in enumerate(rows) if row[2:3] == ["Skill level"]]
    assert [rows[at - 1][0] for at in starts] == [
        "Revenue: targets of version 2", "Revenue: targets of version 1",
    ]  # fmt: skip
    two, one = (rows[at + 1] for at in starts)
    assert two == ["East", "Ann", "intermediate", *([100] * 3), *([110] * 9), -90, 1200]
    assert one == ["East", "Ann", "intermediate", *([100] * 12), None, 1200]


def test_only_rows_with_a_change_are_listed() -> None:
    """Facts alone, and nothing of them has changed; then a newcomer takes over from the others."""
    unchanged = second(Policy.FACTS).plan
    texts = [block.text for block in versions_of(unchanged).blocks if isinstance(block, Text)]
    assert "No target is different." in texts
    team = [
        {**TEAM[0], "reps": [{"name": "Ann", "end": "2027-06-30"}, {"name": "Bob"}]},
        {**TEAM[1], "reps": [{"name": "Cho"}, {"name": "Dee", "start": "2027-07-01", "ramp": []}]},
    ]
    content = even().profile.model_dump(mode="json", by_alias=True) | {"team": team}
    changed = second(Policy.FACTS, Profile.model_validate(content)).plan
    grid = next(block for block in versions_of(changed).blocks if isinstance(block, Grid))
    said = {str(row[1]): row[2] for row in grid.labels if row[0] != "Total"}
    assert said["Ann"] == "left"
    assert said["Dee"] == "joined"
    assert said["Bob"] == ""
    assert not grid.values[:, :6].any()


def test_somebody_who_changes_teams() -> None:
    moves = {"name": "Bob", "changes": [{"from": "2027-07-01", "team": "West"}]}
    team = [{**TEAM[0], "reps": [{"name": "Ann"}, moves]}, TEAM[1]]
    content = even().profile.model_dump(mode="json", by_alias=True) | {"team": team}
    changed = second(Policy.FACTS, Profile.model_validate(content)).plan
    grid = next(block for block in versions_of(changed).blocks if isinstance(block, Grid))
    said = [(row[0], row[2]) for row in grid.labels if row[1] == "Bob"]
    assert said == [("East", "changed team"), ("West", "changed team")]


def versions_of(plan: Plan, labels: Labels = EN) -> Sheet:
    return next(each for each in plan_book(plan, labels).sheets if each.name == labels("versions"))


def test_people_whose_targets_stay_are_counted() -> None:
    """Under team, East has no gap together: nothing but what was carried over changes there."""
    plan = second(Policy.TEAM).plan
    assert plan.metrics[0].targets[1].tolist() == [200_00] * 12
    part = part_of(plan, [2])
    texts = [block.text for block in versions_of(part).blocks if isinstance(block, Text)]
    assert texts[-1] == "Revenue: targets of version 1"
    assert not any("Not listed" in text for text in texts)


# What changed, in words


def said(plan: Plan, labels: Labels = EN) -> list[str]:
    return change_sentences(View(plan, plan.calendar.year, labels), plan.metrics[0])


def test_what_changed_when_each_carries_their_own() -> None:
    # 5490 ÷ 197 = 27.9, 5400 ÷ 197 = 27.4 a working day
    assert said(second().plan) == [
        "Up to 31 Mar 2027: CN¥1,710, where CN¥1,800 was to be reached – CN¥90 behind (-5.0%).",
        "Each person carries their own gap into the months that are left.",
        "Left to reach: CN¥5,490 in 197 working days, CN¥28 a working day, where CN¥27 was "
        "planned before (+1.7%).",
        "More than 5% above what was planned before for what is left: Ann +10%.",
    ]
    assert said(second().plan, ZH) == [
        "截至2027年3月31日，实际完成 ¥1,710，指标 ¥1,800，欠额 ¥90（-5.0%）。",
        "差额由个人自担，计入本人剩余月份。",
        "剩余 197 个工作日，需完成 ¥5,490，日均 ¥28，原计划日均 ¥27（+1.7%）。",
        "剩余指标比原计划高出 5% 以上：Ann +10%。",
    ]


def test_what_changed_under_the_other_policies() -> None:
    assert said(second(Policy.TEAM).plan)[1] == (
        "Each team carries its gap together, in proportion to what its people have to come."
    )
    assert said(second(Policy.FACTS).plan) == [
        "Up to 31 Mar 2027 targets were CN¥1,800; no gap is carried over.",
        "Targets follow who is there now; the gap stays where it is.",
        "Left to reach: CN¥5,400 in 197 working days, CN¥27 a working day, as planned before.",
    ]
    landing = second(Policy.LANDING).plan
    goal = landing.metrics[0].goal // 100
    assert goal != 7200
    assert said(landing)[1] == (
        f"The goal is restated from CN¥7,200 to CN¥{goal:,}, where the year is going to land."
    )


def test_what_changed_when_the_whole_year_has_been_sold() -> None:
    """8,100 of 7,200: what was carried over tells the goal, not what was sold."""
    sold = [("2027-02-10", name, 2700_00) for name in ("Ann", "Bob", "Cho")]
    plan = replan(even(), sales(sold), version(2, "2027-03-31")).plan
    assert not plan.metrics[0].targets[:, 3:].any()
    assert said(plan) == ["What has been sold is all of the year's goal: nothing is left to reach."]
    assert read_year(plan) == 7200


def read_year(plan: Plan) -> int:
    table = next(each for each in versions_of(plan).blocks if isinstance(each, Table))
    year = table.rows[-1].cells[11]
    assert isinstance(year, Sum)
    return int(year.value)


def test_a_reason_and_its_author() -> None:
    plan = second().plan
    view = View(plan, plan.calendar.year, EN)
    assert reason_line(view) == "Version 2 of 3 Apr 2027, by Director: a slow start"
    assert reason_line(View(plan, plan.calendar.year, ZH)) == (
        "第 2 版（2027年4月3日），Director：a slow start"
    )
    assert policy_text(EN, plan) == "each person carries their own"
    assert policy_text(EN, even()) == ""


def test_the_summary_begins_with_what_changed() -> None:
    plan = second().plan
    summary = plan_book(plan, EN).sheets[0]
    texts = [block.text for block in summary.blocks if isinstance(block, Text)]
    assert texts[1].endswith(" · version 2")
    assert texts[2:4] == ["What changed", "Version 2 of 3 Apr 2027, by Director: a slow start"]
    assert texts[4:8] == said(plan)
    texts = [
        block.text for block in plan_book(even(), EN).sheets[0].blocks if isinstance(block, Text)
    ]
    assert "What changed" not in texts


def test_who_has_to_reach_more_is_said_once() -> None:
    done = second()
    book = plan_book(done.plan, EN, findings=done.findings)
    texts = [block.text for block in book.sheets[0].blocks if isinstance(block, Text)]
    assert sum("Ann" in text for text in texts) == 1
    assert "Warnings" not in texts


def test_hand_edits_taken_over() -> None:
    """A version without a policy: nothing was over, and no gap is told."""
    from dataclasses import replace

    from salesplan.core.plan import with_targets

    plan = even()
    targets = plan.metrics[0].targets.copy()
    targets[0, 5:7] += [10_00, -10_00]
    edited = replace(
        plan,
        metrics=(with_targets(plan.metrics[0], targets),),
        version=replace(version(2, "2027-03-31", None), as_of=None),
        before=plan,
    )
    assert said(edited) == [
        "Targets that were changed by hand were taken over.",
        "Left to reach: CN¥7,200 in 261 working days, CN¥28 a working day, as planned before.",
    ]
    grid = next(block for block in versions_of(edited).blocks if isinstance(block, Grid))
    assert [row[1] for row in grid.labels] == ["Ann", "East total", ""]
    assert grid.values[0].tolist() == [0] * 5 + [10_00, -10_00] + [0] * 7


@pytest.mark.parametrize(
    ("cents", "target", "shown"),
    [(0, None, "#,##0"), (33, None, "#,##0"), (33, "1200.50", "#,##0.00")],
)
def test_cents_of_a_gap_are_kept_and_not_shown(cents: int, target: str | None, shown: str) -> None:
    locked = {} if target is None else {"target": target}
    reps = {"name": "Ann", **locked}, {"name": "Bob"}
    plan = build_plan(profile(*reps, goals=[{"metric": "revenue", "annual": 5220}]))
    sold = sales([("2027-02-01", "Ann", 500_00 + cents), ("2027-02-01", "Bob", 640_00)])
    made = replan(plan, sold, version(2, "2027-03-31", Policy.TEAM)).plan
    view = View(made, made.calendar.year, EN)
    assert view.amount_format(made.metrics[0]) == shown
