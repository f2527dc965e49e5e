"""What everybody has to come after gaps are closed by the policy, before it becomes whole."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from salesplan.choices import Policy
from salesplan.core.carrying import Groups, close_gaps
from salesplan.core.evidence import metric_finding
from salesplan.core.goal_pools import carriers
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.rest import Rest
from salesplan.errors import SalesplanError

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def closed_rest(after: Plan, metric: MetricPlan, rest: Rest, gaps: Ints, owed: int) -> Floats:
    """The rest by person and month after gaps have been closed, adding up to `owed`.

    What changes of the goal itself is everybody's, in proportion.
    Raises `SalesplanError` (E513) where something is to be reached and nobody is there any more.
    """
    table, planned = rest.facts, float(rest.facts.sum())
    policy, capacity = after.version.policy, rest.capacity.sum(axis=1)
    shared = policy in {Policy.OWN, Policy.TEAM}
    stated = owed - int(gaps.sum()) if shared else owed
    if not table.any():
        table, planned = rest.capacity, float(rest.capacity.sum())
    if planned:
        table = table * (max(stated, 0) / planned)
    if shared:
        amounts = close_gaps(table.sum(axis=1), gaps, capacity, carrying_rounds(after, metric))
        table = _with_amounts(table, amounts, rest.capacity)
    if owed and not table.any():
        table = rest.capacity
    total = float(table.sum())
    if owed and not total:
        values = {"amount": f"{metric.major(owed):,}"}
        raise SalesplanError(metric_finding("E513", metric.settings, **values))
    closed: Floats = table * (owed / total) if total else table
    return closed


def _with_amounts(table: Floats, amounts: Floats, capacity: Floats) -> Floats:
    """A table whose rows add up to other amounts; by capacity where they had nothing."""
    empty = (table.sum(axis=1) <= 0) & (amounts > 0)
    table = np.where(empty[:, None], capacity, table)
    have = table.sum(axis=1)
    factor = np.divide(amounts, have, out=np.zeros_like(amounts), where=have > 0)
    changed: Floats = table * factor[:, None]
    return changed


def carrying_rounds(after: Plan, metric: MetricPlan) -> list[Groups]:
    """Who carries a gap together, from small groups to all.

    A person carries in all their teams what was missing in one, unless these have different goals;
    the gap of a vacant position is its team's.
    """
    people = range(len(after.keys))
    teams = [
        [at for at in people if after.team_of[at] == number] for number in range(len(after.teams))
    ]
    own = [list(carriers(after, metric))] if after.version.policy is Policy.OWN else []
    return [*own, teams, [list(people)]]
