"""What a plan rests on, in lines: year, calendar, goals, season, track record, history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from salesplan.core.consistency import share_or_amount
from salesplan.core.plan import MetricPlan
from salesplan.core.sales import Sales
from salesplan.reports.goal_story import goal_basis
from salesplan.reports.level_table import policy_text
from salesplan.reports.plan_view import View
from salesplan.reports.seasonality_sheet import basis_text
from salesplan.reports.sentences import supposed_lines


def assumption_lines(view: View, sales: Sales | None) -> Iterator[str]:
    """What the plan rests on, a line each."""
    labels, plan = view.labels, view.plan

    def line(name: str, value: object, why: str) -> str:
        key = "assumption_why" if why else "assumption"
        return labels(key, name=name, value=value, why=why)

    for supposed in supposed_lines(plan.scenario, labels):
        yield line(labels("scenario"), supposed, "")
    calendar = plan.calendar
    last = calendar.end - dt.timedelta(days=1)
    dates = f"{labels.date(calendar.start)} – {labels.date(last)}"
    yield line(labels("assume_year"), calendar.name, dates)
    settings = plan.profile.calendar
    if settings.country is None:
        why = labels("calendar_plain")
    elif settings.public_holidays == "open":
        why = labels("calendar_open")
    elif calendar.estimated:
        why = labels("calendar_estimate", country=settings.country)
    else:
        why = labels("calendar_country", country=settings.country)
    yield line(labels("assume_calendar"), int(calendar.working.sum()), why)
    for metric in plan.metrics:
        for name, value, why in _metric_assumptions(view, metric):
            yield line(name, value, why)
    yield line(labels("assume_record"), *_record_assumption(view))
    if sales is not None:
        rows = labels(
            "history_rows",
            read=labels.number(sales.read),
            used=labels.number(sales.used),
            rejected=labels.number(sales.rejected),
            left_out=labels.number(sales.left_out),
        )
        files = ", ".join(dict.fromkeys(account.file for account in sales.accounts))
        yield from _history_lines(view, files, rows)


def _history_lines(view: View, files: str, rows: str) -> Iterator[str]:
    """The files that were read; those of a plan made anew are its actuals, and its history stays.

    A plan remembers the months of its history, and not the files.
    """
    labels, day = view.labels, view.plan.version.as_of
    if day is None:
        yield labels("assumption_why", name=labels("assume_history"), value=files, why=rows)
        return
    actuals = labels("assume_actuals", date=labels.date(day))
    months = max(metric.season.months for metric in view.plan.metrics)
    if months:
        value = labels("history_of_first", months=months)
        yield labels("assumption", name=labels("assume_history"), value=value, why="")
    yield labels("assumption_why", name=actuals, value=files, why=rows)


def _record_assumption(view: View) -> tuple[str, str]:
    """How track records count, and why."""
    labels, trust = view.labels, view.plan.profile.weighting.track_record
    if trust != "auto":
        return labels("record_fixed", share=labels.share(trust, 0)), ""
    if any((metric.record.factor != 1).any() for metric in view.plan.metrics):
        return labels("record_auto"), labels("record_why")
    return labels("record_none"), ""


def _metric_assumptions(view: View, metric: MetricPlan) -> Iterator[tuple[str, str, str]]:
    """What one metric rests on: what, how much, why."""
    labels, settings = view.labels, metric.settings
    name = view.metric_name(metric)
    why = goal_basis(view, metric)
    if settings.quarters or settings.months:
        fixed = ", ".join(
            f"{period} {labels.share(value) if share_or_amount(value) else labels.number(value)}"
            for said in (settings.quarters, settings.months)
            for period, value in sorted(said.items())
        )
        why += "; " + labels("goal_fixed", quarters=fixed)
    yield labels("assume_goal", metric=name), view.said(metric, metric.goal), why
    if settings.over_assignment:
        assigned = labels("over_why", assigned=view.said(metric, metric.assigned))
        share = labels.share(settings.over_assignment)
        yield labels("assume_over", metric=name), share, assigned
    if metric.levels:
        yield labels("assume_levels"), *policy_text(view)
    basis = basis_text(labels, metric.season.basis, metric.season.months)
    yield labels("assume_season", metric=name), basis, ""
    unit = labels.number(settings.unit)
    yield labels("assume_rounding", metric=name), unit, labels("rounding_why")
