"""Why a target is what it is, as tables and as the sheet of the person's own workbook.

A month is a list of steps, each with its calculation and its figure; a longer stretch is what holds
all year, and a row a month.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from salesplan.core.attendance import shortest
from salesplan.core.consistency import share_or_amount
from salesplan.core.steps import (
    LEAST,
    GoalStep,
    Limited,
    MonthChain,
    MonthTotal,
    Pool,
    Rating,
    Rounding,
    Share,
    Weight,
    WeightPart,
)
from salesplan.profile import By
from salesplan.reports.explanation_changes import change_lines, labels_of
from salesplan.reports.explanation_story import (
    day_lines,
    days_text,
    formulas,
    limit_lines,
    sentences,
)
from salesplan.reports.explanation_view import ExplanationView, RestView
from salesplan.reports.plan_book import title
from salesplan.reports.rest_explanation import rest_parts, rest_sentences
from salesplan.reports.values import Block, Cell, Column, Kind, Role, Row, Sheet, Table, Text

_CALCULATION: Final = 62.0
_Line = tuple[str, str, Decimal]


def explanation_sheet(told: ExplanationView | RestView) -> Sheet:
    """The sheet "Why this number" of a metric."""
    blocks: list[Block] = [
        Text(told.title, Role.TITLE),
        Text(title(told.view), Role.SUBTITLE),
        *(Text(line) for line in said(told)),
    ]
    for heading, part in explanation_parts(told):
        blocks.append(Text(heading, Role.HEADING))
        blocks += [part] if isinstance(part, Table) else [Text(line) for line in part]
    name = told.view.sheet_name("why_number", told.explanation.metric)
    if told.several:
        name = told.labels("name_in_team", name=name, team=told.team)
    return Sheet(name, tuple(blocks), landscape=False, one_page=True)


def said(told: ExplanationView | RestView) -> list[str]:
    """Why a target is what it is, in sentences."""
    return rest_sentences(told) if isinstance(told, RestView) else sentences(told)


def explanation_parts(
    told: ExplanationView | RestView,
) -> Iterator[tuple[str, Table | list[str]]]:
    """What comes after the sentences, each part with its heading.

    Of a month its steps; of more what holds all year, a row a month, how days are counted, and how
    the columns follow from each other.
    """
    if isinstance(told, RestView):
        yield from rest_parts(told)
        return
    labels, months = told.labels, told.explanation.months
    unit = told.view.plan.profile.currency if told.explanation.metric.is_money else ""

    def heading(text: str) -> str:
        return labels("with_unit", heading=text, unit=unit) if unit else text

    if len(months) == 1:
        yield heading(labels("explain_steps")), _steps_table(told, months[0])
        return
    lines = [*_goal_lines(told), *_rating_lines(told)]
    constants = [_said(told, *line) for line in lines]
    yield heading(labels("explain_constants")), [*constants, *change_lines(told)]
    yield heading(labels("explain_months")), _months_table(told)
    days = list(day_lines(told))
    if days:
        yield labels("explain_days_heading"), days
    weights = list(_weight_formulas(told))
    if weights:
        yield labels("explain_weights"), weights
    yield labels("explain_formulas"), list(formulas(told))


def _weight_formulas(told: ExplanationView) -> Iterator[str]:
    """How the weight comes about, for each month in which it is not as in all others."""
    for month in told.explanation.months:
        weight = month.weight
        if weight.parts or weight.received:
            value = told.number(weight.weight)
            text = told.labels("calc_same", sum=_weight_text(told, weight), due=value)
            name = told.month_name(month.month)
            yield told.labels("assumption", name=name, value=text)


def _said(told: ExplanationView, name: str, calculation: str, figure: Decimal) -> str:
    """A step in a line: `FTE: 0.8 (of a full-time job)`."""
    value = told.number(figure)
    return told.labels("assumption_why", name=name, value=value, why=calculation)


def _steps_table(told: ExplanationView, month: MonthChain) -> Table:
    """Step, calculation, figure; the target is the last."""
    labels = told.labels
    columns = (
        Column(labels("step")),
        Column(labels("calculation"), width=_CALCULATION),
        Column(labels("figure"), Kind.FIGURE, Role.TOTAL),
    )
    rows = [Row(line) for line in (*_goal_lines(told), *_month_lines(told, month))]
    rows[-1] = replace(rows[-1], role=Role.TOTAL)
    return Table(f"why_{told.key}", columns, tuple(rows))


def _goal_lines(told: ExplanationView) -> Iterator[_Line]:
    """The goal, and what of it people's targets add up to."""
    labels, goal = told.labels, told.explanation.goal
    name = labels("goal_of", metric=told.view.metric_name(told.explanation.metric))
    yield name, _goal_text(told, goal), goal.goal
    if goal.assigned != goal.goal:
        over = told.percent(goal.over_assignment)
        text = labels("calc_over", goal=told.number(goal.goal), over=over)
        if goal.levels:
            text = labels("calc_levels_assigned")
        yield labels("assigned"), text, goal.assigned
    yield from _level_lines(told, goal)


def _level_lines(told: ExplanationView, goal: GoalStep) -> Iterator[_Line]:
    """From the company's goal to what the people of the team are asked for."""
    labels, levels = told.labels, goal.levels
    for level in levels:
        text = labels(f"level_from_{level.by.value}", said=told.number(level.said or 0))
        yield labels("step_level_base", name=level.name), text, level.base
    if not levels or levels[-1].assigned == levels[-1].base:
        return
    team = levels[-1]
    rates = [goal.over_assignment, *(level.over_assignment for level in levels)]
    factors = " × ".join(
        labels("calc_level_factor", over=told.percent(rate)) for rate in rates if rate
    )
    base, units = told.number(team.base), told.units
    text = labels("calc_level_over_units", base=base, factors=factors, units=units)
    yield labels("step_level_assigned", name=team.name), text, team.assigned


def _goal_text(told: ExplanationView, goal: GoalStep) -> str:
    """How the goal was set, with its figures."""
    labels, rates = told.labels, dict(goal.rates)
    shown = {name: told.percent(rate) for name, rate in rates.items()}
    if goal.by is By.PROBABILITY:
        return labels("calc_probability", probability=shown["probability"])
    if goal.by is By.COMMITMENTS:
        return labels("calc_commitments")
    if goal.base is None:
        return labels("goal_given")
    if goal.by is By.LONG_TERM:
        values = {"annual": told.number(rates["annual"]), "end": int(rates["year"])}
        base = told.number(goal.base)
        return labels("calc_long_term", base=base, year=goal.base_name, **values)
    factors = {
        By.GROWTH: "calc_grown",
        By.DRIVERS: "calc_driven",
        By.MARKET: "calc_market_share" if "share_to" in shown else "calc_market",
    }[goal.by]
    return labels(
        "calc_growth",
        base=told.number(goal.base),
        year=goal.base_name,
        factors=labels(factors, **shown),
        units=told.units,
    )


def _month_lines(told: ExplanationView, month: MonthChain) -> Iterator[_Line]:
    """All steps of a month."""
    yield from _total_lines(told, month.total, month.month)
    if month.left is not None:
        left = month.left
        text = f"{told.number(left.total)} − {told.number(left.limited)}"
        key = "step_left_team" if told.explanation.goal.levels else "step_left"
        yield told.labels(key), told.labels("calc_left", sum=text), left.left
    rating = list(_rating_lines(told))
    if not month.weight.parts:
        yield from rating[:2]
    attendance = month.weight.attendance
    yield told.labels("step_days"), days_text(told, attendance), attendance.counted
    yield from _part_lines(told, month.weight)
    yield from rating[2:]
    yield from _received_lines(told, month.weight)
    yield from _share_lines(told, month.weight, month.share)
    if month.limited is None:
        yield from _rounding_lines(told, month.rounding)
    else:
        yield from _limited_lines(told, month, month.limited)
    if month.edit is not None:
        text = told.labels("calc_edited", planned=told.number(month.edit.planned))
        yield told.labels("step_edited"), text, month.edit.target


def _limited_lines(told: ExplanationView, month: MonthChain, limited: Limited) -> Iterator[_Line]:
    """From the exact share to a target under limits."""
    labels, target = told.labels, month.rounding.target
    text = f"{told.number(month.share.exact)} × {told.number(limited.factor)}"
    if not month.share.exact:
        text = labels("calc_called_in")
    limits = labels("list_separator").join(limit_lines(told))
    yield labels("step_limited"), labels("calc_limited", sum=text, limits=limits), limited.exact
    text = labels("calc_limited_whole", units=told.units)
    yield labels("step_target"), text, target


def _total_lines(told: ExplanationView, total: MonthTotal, month: int) -> Iterator[_Line]:
    """From the year, or a quarter, to what everybody is to reach in the month."""
    labels = told.labels
    name, quarter = told.month_name(month), told.quarter_of(month)
    fixed_months = bool(told.explanation.metric.settings.months)
    yield from _pool_lines(told, total, month)
    if total.pool is Pool.MONTH:
        return
    text = labels("calc_season", index=told.number(total.index), days=total.working_days)
    yield labels("step_season", month=name), text, total.season
    text = {
        Pool.YEAR: labels("calc_seasons_year"),
        Pool.QUARTER: labels("calc_seasons_quarter", quarter=quarter),
        Pool.LEFT: labels("calc_seasons_left", quarter=quarter),
        Pool.REST: labels("calc_seasons_rest_of_year" if fixed_months else "calc_seasons_rest"),
    }[total.pool]
    yield labels("step_all_seasons"), text, total.pool_season
    text = _divided(told, total.pool_amount, total.season, total.pool_season)
    yield labels("step_exact_total", month=name), text, total.exact
    text = labels("calc_total", units=told.units)
    if total.moved:
        text = labels("calc_moved", sum=text, moved=told.signed(total.moved))
    yield labels("step_total", month=name), text, total.total
    if total.odd:
        text = labels("calc_whole", odd=told.number(total.odd))
        yield labels("step_whole"), text, total.total - total.odd


def _pool_lines(told: ExplanationView, total: MonthTotal, month: int) -> Iterator[_Line]:
    """What the month is a part of, where that is not the year."""
    labels, goal, amount = told.labels, told.explanation.goal, total.pool_amount
    quarter = told.quarter_of(month)
    if total.pool is Pool.REST:
        assigned, fixed = told.number(goal.assigned), told.number(goal.assigned - amount)
        months = bool(told.explanation.metric.settings.months)
        key = "calc_rest_of_year" if months else "calc_rest"
        text = labels(key, assigned=assigned, fixed=fixed)
        yield labels("step_rest_of_year" if months else "step_rest"), text, amount
    if total.fixed is None:
        return
    if total.pool is Pool.MONTH:
        text = _fixed_text(told, total.fixed, amount)
        yield labels("step_quarter", quarter=told.month_name(month)), text, amount
        return
    whole = _of_quarter(told, month)
    yield labels("step_quarter", quarter=quarter), _fixed_text(told, total.fixed, whole), whole
    if total.pool is Pool.LEFT:
        text = labels(
            "calc_left_quarter", all=told.number(whole), fixed=told.number(whole - amount)
        )
        yield labels("step_left_quarter", quarter=quarter), text, amount


def _of_quarter(told: ExplanationView, month: int) -> Decimal:
    """What everybody is to reach in the month's quarter."""
    metric, first = told.explanation.metric, month // 3 * 3
    return metric.major(int(metric.months[first : first + 3].sum()))


def _fixed_text(told: ExplanationView, fixed: Decimal, amount: Decimal) -> str:
    """`22% of 750,000, as fixed, in whole 100s`."""
    labels, goal = told.labels, told.explanation.goal
    if share_or_amount(fixed):
        assigned, share = told.number(goal.assigned), told.percent(fixed)
        exact = amount == goal.assigned * fixed
        key = "calc_quarter_exact" if exact else "calc_quarter_share"
        return labels(key, share=share, assigned=assigned, units=told.units)
    key = "calc_quarter_over" if goal.over_assignment else "calc_quarter"
    return labels(key, amount=told.number(fixed), over=told.percent(goal.over_assignment))


def _rating_lines(told: ExplanationView) -> Iterator[_Line]:
    """Level, FTE, record factor."""
    labels, rating = told.labels, told.explanation.rating
    yield labels("skill"), labels.level(rating.level), rating.level_weight
    yield labels("fte"), labels("calc_fte"), rating.fte
    yield labels("record_factor"), _record_text(told, rating), rating.factor


def _record_text(told: ExplanationView, rating: Rating) -> str:
    labels = told.labels
    if rating.sold is None or rating.expected is None or rating.credibility is None:
        return labels("calc_no_record")
    text = labels(
        "calc_record",
        credibility=told.number(rating.credibility),
        sold=told.number(rating.sold),
        expected=told.number(rating.expected),
    )
    if not rating.at_least:
        return text
    return labels("calc_record_least", record=text, least=told.number(LEAST))


def _part_lines(told: ExplanationView, weight: Weight) -> Iterator[_Line]:
    """Days by level, FTE and the part that is kept, each group with what it comes to."""
    labels = told.labels
    for part in weight.parts:
        name = labels(
            "step_part" if part.kept == 1 else "step_part_kept",
            level=labels.level(part.level),
            fte=told.percent(part.fte),
            kept=labels.share(part.kept),
        )
        product = part.level_weight * part.fte * part.kept * part.counted
        yield name, _part_text(told, part), shortest(product)


def _received_lines(told: ExplanationView, weight: Weight) -> Iterator[_Line]:
    for each in weight.received:
        what = labels_of(told, each.customers)
        text = told.labels("calc_received", what=what)
        yield told.labels("step_received", name=each.name), text, each.weight


def _part_text(told: ExplanationView, part: WeightPart) -> str:
    """`1.4 × 0.8 × 11`, with the part that is kept where some has been handed over."""
    factors = [part.level_weight, shortest(part.fte), part.counted]
    if part.kept != 1:
        factors.insert(2, part.kept)
    return " × ".join(told.number(each) for each in factors)


def _weight_text(told: ExplanationView, weight: Weight) -> str:
    """Everything that makes a month's weight, to be calculated with."""
    rating, attendance = told.explanation.rating, weight.attendance
    days, factor = attendance.working_days, told.number(rating.factor)
    if weight.parts:
        sums = " + ".join(_part_text(told, part) for part in weight.parts)
        product = f"({sums})" if len(weight.parts) > 1 else sums
    else:
        each = (rating.level_weight, rating.fte, attendance.counted)
        product = " × ".join(told.number(value) for value in each)
    received = "".join(f" + {told.number(each.weight)}" for each in weight.received)
    return f"{product} ÷ {days} × {factor}{received}"


def _share_lines(told: ExplanationView, weight: Weight, share: Share) -> Iterator[_Line]:
    """The person's weight, everybody's, and the exact share."""
    labels = told.labels
    yield labels("step_weight"), _weight_text(told, weight), weight.weight
    text = labels.counted("calc_weights", share.people)
    yield labels("step_weights"), text, share.weights
    text = _divided(told, share.amount, share.weight, share.weights)
    yield labels("step_exact"), text, share.exact


def _divided(told: ExplanationView, amount: Decimal, part: Decimal, whole: Decimal) -> str:
    return f"{told.number(amount)} × {told.number(part)} ÷ {told.number(whole)}"


def _rounding_lines(told: ExplanationView, rounding: Rounding) -> Iterator[_Line]:
    """From the exact share to whole units, with what the months before have left."""
    labels = told.labels
    left = rounding.before - rounding.given
    if left:
        before, given = told.number(rounding.before), told.number(rounding.given)
        yield labels("step_before"), labels("calc_before", before=before, given=given), left
    if rounding.odd:
        yield labels("step_odd"), labels("calc_odd"), rounding.odd
    yield labels("step_target"), _target_text(told, rounding), rounding.target


def _target_text(told: ExplanationView, rounding: Rounding) -> str:
    """`3,104.64 + 9.65 = 3,114.29, down to whole 100s`."""
    left, carried = rounding.before - rounding.given, rounding.carried
    text = told.number(rounding.due)
    if left:
        sign = "+" if left > 0 else "−"
        added = f"{told.number(rounding.exact)} {sign} {told.number(abs(left))}"
        text = told.labels("calc_same", sum=added, due=text)
    if carried:
        text = told.labels("calc_down" if carried > 0 else "calc_up", due=text, units=told.units)
    return f"{text} + {told.number(rounding.odd)}" if rounding.odd else text


def _months_table(told: ExplanationView) -> Table:
    """A row a month, from everybody's target to the person's own."""
    labels, explanation = told.labels, told.explanation
    view, metric = told.view, explanation.metric
    keys = ("season_index", "days_short", "days_counted", "weight", "all_weights", "exact_share")
    plain = {key: Column(labels(key), Kind.FIGURE) for key in (*keys, "under_limits")}
    left, limited = explanation.months[0].left, explanation.months[0].limited
    columns = (
        Column(labels("month")),
        plain["season_index"],
        plain["days_short"],
        view.amount_column(labels("all_together"), metric),
        *([view.amount_column(labels("left_over"), metric)] if left else []),
        *(plain[key] for key in keys[2:]),
        *([plain["under_limits"]] if limited else []),
        *([view.amount_column(labels("planned"), metric)] if explanation.edited else []),
        view.amount_column(labels("target"), metric, Role.TOTAL),
    )
    rows = [Row(tuple(_month_cells(told, month))) for month in explanation.months]
    rows.append(Row(tuple(_total_cells(told)), Role.TOTAL))
    name = f"why_months_{told.key}"
    return Table(name, columns, tuple(rows), amount_format=_amount_format(told))


def _amount_format(told: ExplanationView) -> str:
    """Decimals only where a target, of the person or of all, has any."""
    metric, months = told.explanation.metric, told.explanation.months
    amounts = [each for month in months for each in (month.target, month.total.total)]
    whole = all(amount == amount.to_integral_value() for amount in amounts)
    return "#,##0" if whole or not metric.decimals else "#,##0." + "0" * metric.decimals


def _month_cells(told: ExplanationView, month: MonthChain) -> Iterator[Cell]:
    total, attendance = month.total, month.weight.attendance
    yield told.month_name(month.month)
    yield total.index
    yield total.working_days
    yield total.total
    if month.left is not None:
        yield month.left.left
    yield attendance.counted
    yield month.weight.weight
    yield month.share.weights
    yield month.share.exact
    if month.limited is not None:
        yield month.limited.exact
    if told.explanation.edited:
        yield month.rounding.target
    yield month.target


def _total_cells(told: ExplanationView) -> Iterator[Cell]:
    months, nothing = told.explanation.months, Decimal(0)
    yield told.labels("total")
    yield None
    yield sum(month.total.working_days for month in months)
    yield told.explanation.total
    if any(month.left for month in months):
        yield sum((month.left.left for month in months if month.left), nothing)
    yield shortest(sum((month.weight.attendance.counted for month in months), nothing))
    yield None
    yield None
    yield sum((month.share.exact for month in months), nothing)
    if any(month.limited for month in months):
        yield sum((month.limited.exact for month in months if month.limited), nothing)
    if told.explanation.edited:
        yield sum((month.rounding.target for month in months), nothing)
    yield told.explanation.target
