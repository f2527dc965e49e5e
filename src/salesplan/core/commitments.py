"""What people commit to of themselves, from a sheet: the bottom-up way to a goal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Commitments:
    """The commitments of one file, in minor units of the metric (money) or ones (counts).

    `amounts` (people,) are those of the team, in the order of the profile, 0 for who has none;
    `committed` (people,) says who has one. Who is not on the team does not count.
    """

    file: str
    amounts: Ints
    committed: npt.NDArray[np.bool_]

    @property
    def total(self) -> int:
        """What the team commits to."""
        return int(self.amounts.sum())


Committed = Mapping[tuple[str, str], Commitments]
"""Commitments by the metric's name and the file as the profile says them."""
