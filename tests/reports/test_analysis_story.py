from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.labels import Labels
from salesplan.outputs.workbook import book_bytes
from salesplan.reports.analysis_book import analysis_book
from salesplan.reports.analysis_screen import analysis_tables, closing_line, season_line
from salesplan.reports.analysis_story import ANSWERS, MOST, Topic, about, sentences, story
from salesplan.reports.analysis_view import AnalysisView
from tests.core.builders import every_day, sales
from tests.reports.analyses import EN, ZH, months, pair, view


def with_outlier(share: int = 2) -> AnalysisView:
    """Four years of 100 a month in ten orders, and one order of a year's size ÷ `share`."""
    rows = [
        (f"{year}-{month:02}-{day:02}", "Ann", 1_000)
        for year in range(2023, 2027)
        for month in range(1, 13)
        for day in (1, 4, 7, 10, 13, 16, 19, 22, 25, 28)
    ]
    rows.append(("2025-08-18", "Bob", 120_000 // share))
    customers = [f"c{at % 40}" for at in range(len(rows) - 1)] + ["Acme"]
    return view(sales(rows, customer=customers))


def test_growth_and_people_in_sentences() -> None:
    # 2025: 12 × 100 = 1,200; 2026: 12 × 112 = 1,344. Ann: 12 × 72 = 864 of them, 720 before.
    made = view(pair())
    assert about(made, Topic.GROWTH) == (
        "2026 brought $1,344, 12.0% more than 2025. Largest changes by person: Ann +$144."
    )
    assert about(made, Topic.PEOPLE) == (
        "Ann brings 64% of the sales of the last twelve months, the other of two people the rest. "
        "Changes too large to be chance: Ann +20%."
    )


def test_the_first_of_several_people_together() -> None:
    shares = {"Ann": 5_000, "Bob": 3_000, "Cid": 2_000}
    rows = [row for name, each in shares.items() for row in months(2026, [each] * 12, name)]
    assert about(view(sales(rows)), Topic.PEOPLE) == (
        "Ann brings 50% of the sales of the last twelve months, the first 2 of 3 people 80%."
    )


def test_growth_and_people_in_chinese() -> None:
    made = view(pair(), ZH, "CNY")
    assert about(made, Topic.GROWTH) == (
        "2026 年销售 ¥1,344，比 2025 年增长 12.0%。增减最大的人员：Ann +¥144。"
    )
    assert about(made, Topic.PEOPLE) == (
        "Ann 占最近 12 个月销售额的 64%，其余由另一人完成。增减明显、不像偶然波动的有：Ann +20%。"
    )


def test_growth_that_may_be_chance_is_said_to_be() -> None:
    wild = [2_000, 18_000] * 6
    made = view(sales(months(2025, wild + wild[::-1][:11] + [19_000])))
    assert about(made, Topic.GROWTH).endswith(
        "; single months differ so much that this may be chance."
    )


def test_without_two_years_the_shared_months_are_compared() -> None:
    # July to December: 6 × 100 in 2025, 6 × 150 in 2026; in all 600 + 6 × 100 + 900 = 2,100.
    rows = list(months(2025, [0] * 6 + [10_000] * 12 + [15_000] * 6))[12:]
    assert about(view(sales(rows)), Topic.GROWTH) == (
        "Jul – Dec 2026 brought $900, 50.0% more than the same months a year before; "
        "Jul 2025 – Dec 2026 brought $2,100 in all."
    )


def test_the_running_year_lands() -> None:
    # $100 a month in 2025 and until August 2026, 15 of each month: 21 working days on average.
    made = view(sales(months(2025, [10_000] * 20)))
    landing = made.analysis.landing
    assert landing is not None
    assert landing.sold == 80_000
    text = about(made, Topic.AHEAD)
    assert text.startswith("2026 stands at $800 on 28 Aug and lands at about $1,200, ")
    assert " of 80%). If things go on as they are, 2027 brings about $1,200, " in text
    assert "the landing of 2026; " in text
    years = dict(analysis_tables(made))["Years (USD)"]
    assert [row.cells[0] for row in years.rows] == ["2025", "2026 (Jan – Aug)", "2026, landing"]
    assert round(float(str(years.rows[2].cells[1])), -1) == 1_200
    goals = dict(analysis_tables(made))["Which goal for 2027 is realistic? (USD)"]
    headers = [column.header for column in goals.columns]
    assert headers[2:4] == ["Over 2025", "Over landing 2026"]


def test_an_unfinished_year_is_named_by_what_is_known_of_it() -> None:
    # A sale on each day: 212 days to the end of July, six more of August that are in the total.
    rows = [(str(day), "Ann", 100) for day in every_day("2025-01-01", "2026-08-06")]
    year = view(sales(rows)).analysis.years[1]
    assert year.total == 21_800
    assert view(sales(rows)).year_name(year) == "2026 (1 Jan – 6 Aug)"
    assert view(sales(rows), ZH).year_name(year) == "2026（1月1日至8月6日）"
    assert view(sales(rows[:-6])).year_name(view(sales(rows[:-6])).analysis.years[1]) == (
        "2026 (Jan – Jul)"
    )


def test_the_running_year_lands_in_chinese() -> None:
    text = about(view(sales(months(2025, [10_000] * 20)), ZH, "CNY"), Topic.AHEAD)
    assert text.startswith("2026 年截至8月28日已完成 ¥800，全年预计达成约 ¥1,")
    assert "。按目前趋势，2027 年预计约 ¥1," in text
    assert "比 2026 年预计达成" in text or "与 2026 年预计达成持平" in text


def test_growth_that_slows_down_within_the_year_says_why_little_is_expected() -> None:
    # 100 a month in 2024 and 2025; in 2026 six of 150 and six of 110: 30 % more in all.
    made = view(sales(months(2024, [10_000] * 24 + [15_000] * 6 + [11_000] * 6)))
    told = (
        " Of the last twelve months the older six were +50.0% on the year before, the newer six "
        "+10.0%: what is expected starts from where sales stand now."
    )
    assert about(made, Topic.AHEAD).endswith(told)
    # As much more in both halves: nothing to explain by them.
    steady = view(sales(months(2024, [10_000] * 24 + [13_000] * 12)))
    assert "six" not in about(steady, Topic.AHEAD)


def test_a_short_history_says_that_growth_cannot_be_told() -> None:
    text = about(view(sales(months(2026, [10_000] * 6))), Topic.GROWTH)
    assert text == (
        "Jan – Jun 2026 brought $600; growth cannot be told before the same months stand in two "
        "years."
    )


def test_the_same_again_is_neither_more_nor_less() -> None:
    made = view(sales(months(2025, [10_000] * 24)))
    assert about(made, Topic.GROWTH) == "2026 brought $1,200, as much as 2025."


def test_what_is_out_of_the_ordinary_comes_first_and_the_answers_stay() -> None:
    found = story(with_outlier())
    assert found[0].topic is Topic.UNUSUAL
    # 600 against the 1,200 of the twelve months around it.
    assert found[0].text == (
        "One order of $600 on 18 Aug 2025 (Acme, Bob) is as large as 50% of all other sales of "
        "its year."
    )
    assert len(found) == MOST
    assert {each.topic for each in found[1:]} == ANSWERS
    assert [each.weight for each in found] == sorted((each.weight for each in found), reverse=True)


def test_a_break_of_level_is_named_with_both_levels() -> None:
    level = [1_000_000] * 24 + [100_000] * 24
    text = about(view(sales(months(2023, level))), Topic.UNUSUAL)
    assert text == (
        "From Jan 2025 on, an average month brings $1,000, 90.0% less than before ($10,000)."
    )


def test_the_weightiest_of_the_rest_is_the_fifth() -> None:
    rows = list(months(2025, [10_000, 12_000] * 12))
    few = view(sales(rows, customer=["Acme"] * 47 + ["Beta"], product=[*"ab"] * 24))
    topics = [each.topic for each in story(few)]
    assert set(topics) == ANSWERS | {Topic.CUSTOMERS}
    assert Topic.PRODUCTS in {each.topic for each in sentences(few)}


def test_customers_who_came_and_went() -> None:
    # 2025: Acme 600, Beta 600. 2026: Acme 600, Gamma 600: half of two bought again.
    rows = list(months(2025, [10_000] * 24))
    who = ["Acme", "Beta"] * 12 + ["Acme", "Gamma"] * 12
    assert about(view(sales(rows, customer=who)), Topic.CUSTOMERS) == (
        "Of 2 customers the largest is Acme with 50%. In 2026 50% of the customers of the year "
        "before bought again, 1 new one brought $600, and 1 lost one had brought $600 the year "
        "before."
    )


def test_many_customers_or_few() -> None:
    rows = [(f"2026-{at % 12 + 1:02}-{day:02}", "Ann", 100) for at in range(12) for day in (1, 28)]
    even = [f"c{at}" for at in range(24)]
    assert "No single customer decides the year" in about(
        view(sales(rows, customer=even)), Topic.CUSTOMERS
    )
    heavy = ["Acme"] * 13 + [f"c{at}" for at in range(11)]
    text = about(view(sales(rows, customer=heavy)), Topic.CUSTOMERS)
    # Acme 13 of 24; the largest ten of twelve 13 + 9 = 22 of 24.
    assert text.startswith("Much depends on few customers: Acme brings 54.2%, the largest ten of ")
    assert "12 bring 91.7%." in text


def test_who_came_and_who_went_and_what_changed_most() -> None:
    # Ann 100 a month, Bob 50 until June 2025 and then nothing, Cid 20 from March 2026 on:
    # 2025 is 1,200 + 300, 2026 is 1,200 + 200: 6.7 % less.
    rows = [
        *months(2025, [10_000] * 24),
        *months(2025, [5_000] * 6, "Bob"),
        *list(months(2025, [2_000] * 24, "Cid"))[28:],
    ]
    made = view(sales(rows))
    assert about(made, Topic.GROWTH).endswith(" Largest changes by person: Bob -$300, Cid +$200.")
    assert about(made, Topic.PEOPLE).endswith(
        " New: Cid (first sale 2 Mar 2026). Silent for three months: Bob (last sale 28 Jun 2025)."
    )
    chinese = view(sales(rows), ZH, "CNY")
    assert about(chinese, Topic.GROWTH).endswith("增减最大的人员：Bob -¥300、Cid +¥200。")
    assert about(chinese, Topic.PEOPLE).endswith(
        "新人：Cid（2026年3月2日首次成交）。三个月以上没有成交：Bob（2025年6月28日最后成交）。"
    )


def test_regions_tell_what_changed_before_people_do() -> None:
    # East 50 of 100 a month, then 20; West 50 in both years: 360 less, all of it in the East.
    rows = [*months(2025, [5_000] * 12 + [2_000] * 12), *months(2025, [5_000] * 24, "Bob")]
    made = view(sales(rows, region=["East"] * 48 + ["West"] * 48))
    assert about(made, Topic.GROWTH).endswith(" Largest changes by region: East -$360.")


def test_files_that_name_nobody_are_answered_by_regions() -> None:
    rows = [(day, "<unassigned>", amount) for day, _, amount in months(2026, [10_000] * 12)]
    made = view(sales(rows, region=["East", "East", "West", "North"] * 6))
    assert about(made, Topic.PEOPLE) == (
        "The files name no salespeople; of the regions, East brings 50% of the last twelve months, "
        "the first 2 of 3 bring 75%."
    )
    alone = view(sales(rows))
    assert about(alone, Topic.PEOPLE).startswith("The files name no salespeople, so nobody")


def test_sales_without_an_owner_are_told_where_they_matter() -> None:
    def made(nobody: int) -> str:
        rows = [*months(2026, [10_000] * 12), *months(2026, [nobody] * 12, "<unassigned>")]
        return about(view(sales(rows)), Topic.UNOWNED)

    # 25 of 125 a month, then 4 of 104: 3.8 %.
    assert made(2_500).startswith("20% of the sales of the last twelve months ($300) has no owner")
    assert not made(400)


def test_no_season_is_said_in_words() -> None:
    level = [10_000 + (37 * at) % 11 * 300 for at in range(48)]
    assert about(view(sales(months(2023, level))), Topic.SEASON).startswith(
        "Sales hardly depend on the season"
    )


def test_estimates_have_three_digits_and_past_amounts_all() -> None:
    made = view(pair())
    assert (made.roughly(123_456_789), made.said(123_456_789)) == ("$1,230,000", "$1,234,568")
    assert (made.said(1_234), made.roughly(1_234)) == ("$12.34", "$12.34")
    bare = view(pair(), ZH, currency="")
    assert (bare.said(123_456_789), bare.roughly(99_900)) == ("123.46 万", "999")


def test_the_last_line_has_three_numbers() -> None:
    # A constant level of 112 a month is expected to go on: about 1,344 or a little more.
    line = closing_line(view(pair()))
    assert line.startswith(
        "the last twelve months: $1,344 · growth +12.0% · 2027 expected: about $1,3"
    )


amounts = st.integers(-50_000, 500_000)


@settings(max_examples=40, deadline=None)
@given(st.lists(amounts, min_size=1, max_size=50), st.sampled_from([EN, ZH]), st.booleans())
def test_any_history_can_be_told(levels: list[int], labels: Labels, known: bool) -> None:
    rows = list(months(2023, levels))
    extra: dict[str, Sequence[object]] = {}
    if known:
        extra = {"customer": ["a", "b"] * len(levels), "order": list(range(len(rows)))}
    made = view(sales(rows, **extra), labels, "CNY" if known else "")
    told = story(made)
    assert 1 <= len(told) <= MOST
    assert all(each.text and "{" not in each.text for each in sentences(made))
    assert all(0 <= each.weight <= 1 for each in told if each.topic is not Topic.UNUSUAL)
    assert closing_line(made) and season_line(made) is not None
    assert list(analysis_tables(made))
    assert book_bytes(analysis_book(made))[:2] == b"PK"


@pytest.mark.parametrize("labels", [EN, ZH])
def test_growth_beyond_a_hundred_per_cent_has_no_decimals(labels: Labels) -> None:
    made = view(sales(months(2025, [1_000] * 12 + [30_000] * 12)), labels)
    assert "2,900%" in about(made, Topic.GROWTH)
