"""Whether a plan and actuals belong together, and what of the plan the actuals cannot tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np

from salesplan.core.review import Review
from salesplan.core.roster import match_people
from salesplan.core.sales import Sales
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
    if after and review.as_of < end:
        yield Finding("N467", values={"day": review.as_of.isoformat(), "rows": after})
    if review.as_of >= end:
        last = (end - dt.timedelta(days=1)).isoformat()
        yield Finding("N468", values={"end": last})
    names = [str(name) for name in sales.rows["rep"][inside].unique()]
    yield from (found for found in match_people(plan.profile, names)[1] if found.code == "W401")
    for metric in review.uncounted:
        yield Finding("W449", values={"metric": metric.settings.metric})
