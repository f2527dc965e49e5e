"""What contradicts itself in the levels of a team, before anything is divided among them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.core.amounts import currency_decimals, to_minor
from salesplan.core.roster import nearest
from salesplan.core.team_tree import Path, Placed, placed_teams
from salesplan.errors import Finding
from salesplan.profile import Profile

Located = Iterator[tuple[Path, Finding]]


def level_contradictions(profile: Profile) -> Located:
    """Levels without people and teams, or with both; goals in other metrics, or twice."""
    for placed in placed_teams(profile):
        name = placed.team.name
        if placed.team.reps and placed.team.teams:
            yield (*placed.path, "teams"), Finding("E161", values={"name": name})
        elif not placed.team.leaves[0].reps and not placed.team.teams:
            yield placed.path, Finding("E160", values={"name": name})
        yield from _goals(profile, placed)


def _goals(profile: Profile, placed: Placed) -> Located:
    metrics = {goal.metric: goal for goal in profile.goals}
    main, team = profile.goals[0].metric, placed.team
    said: list[tuple[Path, str, Decimal]] = []
    if team.goal is not None:
        said.append(((*placed.path, "goal"), main, team.goal))
    for metric, amount in team.goals.items():
        path: Path = (*placed.path, "goals", metric)
        said.append((path, metric, amount))
        if metric not in metrics:
            values = {"name": team.name, "metric": metric, "metrics": ", ".join(metrics)}
            yield path, Finding("E162", values=values, nearest=nearest(metric, metrics))
        elif metric == main and team.goal is not None:
            yield path, Finding("E163", values={"name": team.name, "metric": metric})
    for path, metric, amount in said:
        money = metric in metrics and metrics[metric].is_money
        try:
            to_minor(amount, currency_decimals(profile.currency) if money else 0)
        except ValueError:
            values = {"value": str(amount), "currency": profile.currency}
            yield path, Finding("E124" if money else "E125", values=values)
