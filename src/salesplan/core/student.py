"""Student's t distribution, for any number of degrees of freedom from 1 up.

With t = √n · tan θ the density becomes a power of a cosine, which is integrated to a millionth and
better. The same is in `scipy.special`, whose import takes longer than planning.
"""

from __future__ import annotations

from functools import lru_cache
from math import atan, exp, lgamma, pi, sqrt, tan
from typing import Final

import numpy as np

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(64)
_HALVINGS: Final = 60  # of the quarter circle: to the last digit of a float


def cumulative(t: float, freedom: float) -> float:
    """Probability of at most `t`.

    >>> round(cumulative(1.0, 1), 6)
    0.75
    """
    return 0.5 + _beside_the_middle(atan(t / sqrt(freedom)), freedom)


@lru_cache(maxsize=1024)
def quantile(probability: float, freedom: float) -> float:
    """The t that is not exceeded with a probability.

    >>> round(quantile(0.75, 1), 6)
    1.0

    Raises `ValueError` when the probability is not between 0 and 1.
    """
    if not 0 < probability < 1:
        raise ValueError(f"probability {probability} is not between 0 and 1")
    low, high = -pi / 2, pi / 2
    for _ in range(_HALVINGS):
        angle = (low + high) / 2
        if 0.5 + _beside_the_middle(angle, freedom) < probability:
            low = angle
        else:
            high = angle
    return sqrt(freedom) * tan((low + high) / 2)


def _beside_the_middle(angle: float, freedom: float) -> float:
    """Probability between 0 and √freedom · tan(angle), negative below 0."""
    cosines = np.cos(angle * (_NODES + 1) / 2) ** (freedom - 1)
    density = exp(lgamma((freedom + 1) / 2) - lgamma(freedom / 2)) / sqrt(pi)
    return density * angle / 2 * float(_WEIGHTS @ cosines)
