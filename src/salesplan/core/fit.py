"""Whether a plan and actuals belong together, and what of the plan the actuals cannot tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np

from salesplan.choices import Stretch
from salesplan.core.review import Review
from salesplan.core.roster import match_people
from salesplan.core.sales import UNASSIGNED, Sales
from salesplan.core.trend import Trend
from salesplan.errors import Finding, SalesplanError
from salesplan.profile import Source


def check_fit(review: Review, sales: Sales) -> list[Finding]:
    """What to know about a review before it is believed; `sales` are those it was made from.

    That somebody on the team has not sold is no finding: their row says so. Raises
    `SalesplanError` (E449) where no metric of the plan can be counted.
    """
    findings = list(_misfits(review, sales))
    if not review.metrics:
        raise SalesplanError([*findings, Finding("E449")])
    return findings


def trend_findings(trend: Trend) -> list[Finding]:
    """That earlier reviews were given which are not part of the trend."""
    other = trend.without_metric + trend.repeated
    if not (trend.elsewhere or trend.later or other):
        return []
    values = {"elsewhere": trend.elsewhere, "later": trend.later, "other": other}
    return [Finding("N466", values=values)]


def _without_target(review: Review) -> Iterator[Finding]:
    """That the total holds what was sold without a target, where a table has few of them."""
    if not review.plan.of_table:
        return
    for mine in review.stretches[Stretch.YEAR][1]:
        others = [(name, each.actual) for name, each in mine.others if name != UNASSIGNED]
        if others:
            amount = sum(actual for _, actual in others)
            metric, names = mine.metric, ", ".join(name for name, _ in others)
            values = {"amount": f"{metric.major(amount):,}", "names": names}
            total = f"{metric.major(mine.whole.actual):,}"
            yield Finding("N461", values={**values, "total": total})


def _misfits(review: Review, sales: Sales) -> Iterator[Finding]:
    plan = review.plan
    start, end = plan.calendar.start, plan.calendar.end
    days = sales.rows["date"].to_numpy()
    inside = (days >= np.datetime64(start)) & (days < np.datetime64(end))
    if len(days) and not inside.any():
        last = (end - dt.timedelta(days=1)).isoformat()
        yield Finding("W448", values={"start": start.isoformat(), "end": last})
    known = len(days) and days.min() < np.datetime64(start)
    for metric in review.metrics:
        if metric.settings.resolved_source is Source.NEW_CUSTOMERS and not known:
            values = {"metric": metric.settings.metric, "start": start.isoformat()}
            yield Finding("W447", values=values)
    after = int((days > np.datetime64(review.as_of)).sum())
    if after:
        yield Finding("N467", values={"day": review.as_of.isoformat(), "rows": after})
    names = [str(name) for name in sales.rows["rep"][inside].unique()]
    yield from (found for found in match_people(plan.profile, names)[1] if found.code == "W401")
    yield from _without_target(review)
    for metric in review.uncounted:
        yield Finding("W449", values={"metric": metric.settings.metric})
