"""How a plan is made anew during its year, as the profile says it."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.choices import Policy
from salesplan.profile.fields import Model, Number


class Replanning(Model):
    """What becomes of the gap between targets and actuals when the rest is planned anew."""

    policy: Policy = Policy.OWN
    """`own`: each person carries their own gap; `team`: the team does, by capacity; `landing`:
    the goal is restated to where the year will land; `facts`: only people change, no gap moves."""
    max_rise: Annotated[Number, Field(ge=0)] = Decimal("0.2")
    """Whoever's remaining target rises by more than this is named: `20%`."""
