"""Bytes of a file → other bytes, without a thought of what they mean."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

Mutation = Callable[[Random, bytes], bytes]

_EDGES: Final = (
    b"\x00",
    b"\xff",
    b"\x7f",
    b"\x80",
    b"\xff\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"\x00" * 8,
)


def any_bytes(random: Random, data: bytes) -> bytes:
    """Some bytes changed, removed, repeated or moved."""
    result = bytearray(data or b"\0")
    for _ in range(random.choice((1, 1, 2, 4, 16))):
        at = random.randrange(len(result) + 1)
        length = random.choice((1, 1, 2, 4, 30, 500))
        match random.randrange(6):
            case 0 if at < len(result):
                result[at] ^= 1 << random.randrange(8)
            case 1 if at < len(result):
                result[at] = random.randrange(256)
            case 2:
                del result[at : at + length]
            case 3:
                result[at:at] = result[at : at + length] * random.choice((1, 2, 50))
            case 4:
                edge = random.choice(_EDGES)
                result[at : at + len(edge)] = edge
            case _:
                other = random.randrange(len(result) + 1)
                result[at : at + length] = result[other : other + length]
    return bytes(result)


def cut_off(random: Random, data: bytes) -> bytes:
    """The first part of a file."""
    return data[: random.randrange(len(data) + 1)]
