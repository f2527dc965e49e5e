"""Limits on targets, in words and as a table: what each asks, and what would be without it."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.core.goal_pools import without_limits
from salesplan.core.limits import Limit, LimitKind
from salesplan.core.plan import MetricPlan
from salesplan.reports.plan_view import View
from salesplan.reports.values import Cell, Column, Kind, Role, Row, Table


def limit_text(view: View, metric: MetricPlan, limit: Limit, *, period: bool = True) -> str:
    """`locked at 95,432.10`, with the period where it is not the year: `Q1: at most 25,000`."""
    labels = view.labels

    def said(minor: int) -> str:
        return labels.number(metric.major(minor))

    if limit.low is not None and limit.high is not None:
        key = "limit_locked" if limit.locked else "limit_between"
        text = labels(key, low=said(limit.low), high=said(limit.high))
    elif limit.low is not None:
        text = labels("limit_least", low=said(limit.low))
    else:
        text = labels("limit_most", high=said(limit.high or 0))
    if limit.kind in {LimitKind.GROWTH, LimitKind.SHARE}:
        text = labels(f"limit_by_{limit.kind.value}", limit=text)
    year = limit.period == view.plan.calendar.year
    return (
        text
        if year or not period
        else labels("assumption", name=period_of(view, limit), value=text)
    )


def period_of(view: View, limit: Limit) -> str:
    """The period of a limit as people call it."""
    return View(view.plan, limit.period, view.labels).period_name


def limits_of_rows(view: View, metric: MetricPlan) -> dict[tuple[int, ...], str]:
    """All limits of each person or team, by positions, in one line."""
    found: dict[tuple[int, ...], list[str]] = {}
    for limit in metric.limits:
        text = limit_text(view, metric, limit)
        people = limit.people
        if len(people) > 1 and people == view.plan.rows_of[people[0]]:
            text = view.labels("limit_all_teams", limit=text)
        found.setdefault(people, []).append(text)
    separator = view.labels("list_separator")
    return {people: separator.join(texts) for people, texts in found.items()}


def limits_table(view: View, metric: MetricPlan) -> Table:
    """Every limit with the target under it and what would be without any."""
    labels = view.labels
    columns = (
        Column(labels("limited_who")),
        Column(labels("period")),
        Column(labels("limit")),
        view.amount_column(labels("without_limits"), metric),
        view.amount_column(labels("target"), metric, Role.TOTAL),
        Column(labels("limit_change"), Kind.SHARE),
        Column(labels("limit_binds")),
    )
    rows = tuple(Row(tuple(_cells(view, metric, limit))) for limit in metric.limits)
    return Table(f"limits_{metric.settings.metric}", columns, rows)


def _cells(view: View, metric: MetricPlan, limit: Limit) -> Iterator[Cell]:
    people, (first, until) = list(limit.people), limit.months
    target = int(metric.targets_in(limit.period)[people].sum())
    yield limit.name
    yield period_of(view, limit)
    yield limit_text(view, metric, limit, period=False)
    if view.plan.before is not None:  # what is left of a year is not divided by weight alone
        yield from (None, view.cell(metric, target), None)
        yield view.labels(f"limit_binds_{'yes' if target in {limit.low, limit.high} else 'no'}")
        return
    ideal = without_limits(view.plan, metric)
    without = round(float(ideal[people, first:until].sum()))
    yield view.cell(metric, without)
    yield view.cell(metric, target)
    yield round(target / without - 1, 6) if without else None
    yield view.labels(f"limit_binds_{'yes' if binds(limit, without) else 'no'}")


def binds(limit: Limit, without: float) -> bool:
    """Whether the limit keeps the target from what it would be."""
    below = limit.low is not None and without < limit.low
    return below or (limit.high is not None and without > limit.high)
