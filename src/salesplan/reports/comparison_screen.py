"""What a comparison says on the screen: what changed in words, and the largest movements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from salesplan.reports.comparison_tables import changes_table, largest_table, periods_table
from salesplan.reports.comparison_view import ComparisonView
from salesplan.reports.plan_screen import with_unit
from salesplan.reports.values import Table

_MOST_CHANGES: Final = 20
_LARGE: Final = 10_000_000  # main units; below it, what moves is lost in 万


def comparison_tables(view: ComparisonView, top: int) -> Iterator[tuple[str, Table]]:
    """What the plans rest on; of each metric that moves its periods and largest movements."""
    for metric in view.comparison.metrics:
        if not metric.changed:
            continue
        name = view.metric_name(metric)
        large = metric.after.major(metric.whole.after or 0) >= _LARGE
        tables = {}
        if metric.whole.moved:
            tables["by_period"] = periods_table(view, metric)
        if metric.different:
            tables["largest_movements"] = largest_table(view, metric, top)
        for key, table in tables.items():
            heading = view.labels(key, metric=name)
            yield with_unit(view.view, metric.after, heading, table, large=large)
    changes = view.comparison.changes
    if changes:
        yield view.labels("what_else"), changes_table(view, changes[:_MOST_CHANGES])


def more_changes(view: ComparisonView) -> str:
    """How many changes are not on the screen; "" where all are."""
    rest = len(view.comparison.changes) - _MOST_CHANGES
    return view.labels("more_changes", count=view.labels.number(rest)) if rest > 0 else ""


def closing_line(view: ComparisonView) -> str:
    """The main metric before and after, and how many targets changed."""
    labels, metric = view.labels, view.comparison.metrics[0]
    if not view.comparison.changed:
        return labels("compared_unchanged")
    before, after = metric.whole.before or 0, metric.whole.after or 0
    name, rate = view.metric_name(metric), view.rate_said(before, after)
    stayed = metric.stayed
    came_and_went = {
        "joined": [each for each in metric.people if each.before is None],
        "left": [each for each in metric.people if each.after is None],
    }
    parts = [f"{name} {view.said(metric, after)}", labels("total_same")]
    if before != after:
        moved = f"{name} {view.said(metric, before)} → {view.said(metric, after)}"
        by = view.signed(metric, after - before)
        parts = [moved, by + (labels("told_rate", share=rate) if rate else "")]
    changed = [each for each in stayed if each.difference]
    parts.append(labels("closing_people", count=view.changed_of(changed, stayed)))
    parts += [
        labels(f"closing_{key}", people=view.heads(who))
        for key, who in came_and_went.items()
        if who
    ]
    return " · ".join(parts)
