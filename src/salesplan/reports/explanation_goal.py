"""From the goal to what all are to reach in a month, as lines of a calculation."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.core.consistency import share_or_amount
from salesplan.core.steps import GoalStep, LevelShare, LevelStep, MonthTotal, Pool
from salesplan.profile import By
from salesplan.reports.explanation_lines import Line, divided
from salesplan.reports.explanation_view import ExplanationView


def goal_lines(told: ExplanationView) -> Iterator[Line]:
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


def _level_lines(told: ExplanationView, goal: GoalStep) -> Iterator[Line]:
    """From the company's goal to what the people of the team are asked for."""
    labels, levels = told.labels, goal.levels
    for level in levels:
        if level.share is not None:
            yield from _share_lines(told, level, level.share)
            continue
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


def _share_lines(told: ExplanationView, level: LevelStep, share: LevelShare) -> Iterator[Line]:
    """A part by weight of what goals beside a level leave, step by step."""
    labels = told.labels
    if share.taken:
        amounts = {"amount": told.number(share.amount), "taken": told.number(share.taken)}
        yield labels("step_level_left"), labels("calc_level_left", **amounts), share.left
    name = labels("step_level_weight", name=level.name)
    yield name, labels("calc_level_weight"), share.weight
    key = "calc_level_weights_silent" if share.taken else "calc_level_weights"
    yield labels("step_level_weights"), labels(key), share.weights
    text = divided(told, share.left, share.weight, share.weights)
    if level.base != share.exact:
        due = labels("calc_same", sum=text, due=told.number(share.exact))
        way = "calc_up" if level.base > share.exact else "calc_down"
        text = labels(way, due=due, units=told.units)
    if share.odd:
        text = labels("calc_level_odd", sum=text, odd=told.number(share.odd))
    yield labels("step_level_base", name=level.name), text, level.base


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


def total_lines(told: ExplanationView, total: MonthTotal, month: int) -> Iterator[Line]:
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
    text = divided(told, total.pool_amount, total.season, total.pool_season)
    yield labels("step_exact_total", month=name), text, total.exact
    text = labels("calc_total", units=told.units)
    if total.moved:
        text = labels("calc_moved", sum=text, moved=told.signed(total.moved))
    yield labels("step_total", month=name), text, total.total
    if total.odd:
        text = labels("calc_whole", odd=told.number(total.odd))
        yield labels("step_whole"), text, total.total - total.odd


def _pool_lines(told: ExplanationView, total: MonthTotal, month: int) -> Iterator[Line]:
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
