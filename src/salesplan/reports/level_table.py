"""What company, regions and teams are to reach, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from salesplan.core.levels import Level
from salesplan.core.plan import MetricPlan
from salesplan.core.team_tree import people_of_teams
from salesplan.reports.plan_view import View
from salesplan.reports.values import Cell, Column, Kind, Role, Row, Table, amount_format

_INDENT: Final = "\u2003"  # as wide as a Chinese character, and not cut off as a blank is


def levels_table(view: View, metric: MetricPlan) -> Table:
    """Company → region → team: goals, what became of them, and what is assigned on top."""
    labels = view.labels
    columns = (
        Column(labels("level")),
        view.amount_column(labels("level_goal"), metric),
        view.amount_column(labels("level_below"), metric),
        view.amount_column(labels("level_difference"), metric),
        view.amount_column(labels("level_base"), metric, Role.TOTAL),
        Column(labels("level_over"), Kind.SHARE),
        Column(labels("level_compound"), Kind.SHARE),
        view.amount_column(labels("level_assigned"), metric, Role.TOTAL),
    )
    people = people_of_teams(view.plan.profile)
    rows = tuple(_row(view, metric, level, people[level.name]) for level in metric.levels)
    return Table(f"levels_{metric.settings.metric}", columns, rows, amount_format=_format(metric))


def _row(view: View, metric: MetricPlan, level: Level, people: Sequence[int]) -> Row:
    def amount(minor: int | None) -> Cell:
        return None if minor is None else view.cell(metric, minor)

    name = level.name or view.plan.profile.organisation or view.labels("company")
    cells = (
        _INDENT * level.depth + name,
        amount(level.said),
        amount(level.below),
        amount(level.difference),
        amount(level.base),
        float(level.over_assignment) or None,
        round(float(level.compound), 6) or None,
        amount(metric.held_by(people)),
    )
    return Row(cells, Role.TOTAL if not level.depth else Role.GROUP if level.parts else Role.BODY)


def _format(metric: MetricPlan) -> str:
    """Decimals only where a level has any."""
    amounts = [each for level in metric.levels for each in (level.base, level.assigned)]
    whole = all(amount % 10**metric.decimals == 0 for amount in amounts)
    return amount_format(0 if whole else metric.decimals)


def policy_text(view: View) -> tuple[str, str]:
    """Which goal counts where levels disagree, and what that means."""
    key = f"level_policy_{view.plan.profile.levels.policy.value}"
    return view.labels(key), view.labels(f"{key}_why")
