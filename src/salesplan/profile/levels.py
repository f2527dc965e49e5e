"""What happens where the goals of teams and of the levels above them disagree."""

from __future__ import annotations

from enum import StrEnum

from salesplan.profile.fields import Model


class LevelPolicy(StrEnum):
    """Whose number counts where a level's goal is not the sum of the goals below."""

    TOP_DOWN = "top_down"
    BOTTOM_UP = "bottom_up"
    REFUSE = "refuse"


class Levels(Model):
    """How goals of levels meet: company, regions, teams."""

    policy: LevelPolicy = LevelPolicy.TOP_DOWN
    """`top_down`: goals below are scaled to the level above; `bottom_up`: a level becomes the sum
    of those below; `refuse`: a disagreement is an error."""
