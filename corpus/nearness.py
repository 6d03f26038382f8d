"""Which vectors lie nearest to one: all compared where there are few, else the signs of all and then the best exactly.

Source of the second: Charikar, "Similarity Estimation Techniques from Rounding Algorithms" (2002): vectors at a
small angle agree in most signs. A million entries take 48 MB of signs instead of 1.5 GB of numbers. The signs are
those of what a vector has beyond the mean of all, as the vectors of this model share a direction.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.embedding import Matrix, Vector

Entries = NDArray[np.intp]
Flags = NDArray[np.bool_]

# So many are compared exactly: 15 MB, and a millisecond.
EXACT_UP_TO = 10_000
# How many of the nearest by signs are compared exactly.
RESCORED = 4_000
_BITS = 64
_AT_ONCE = 32_768


class Nearness(Protocol):
    """Vectors by entry; what was not put yet is never found."""

    def put(self, entries: Entries, vectors: Matrix) -> None:
        """Take the vectors of some entries, a row each, from here on."""
        ...

    def find_nearest(self, vector: Vector, top: int, allowed: Flags) -> Entries:
        """Return the `top` nearest of the allowed entries, in no order."""
        ...


class ExactNearness:
    """Compares all."""

    def __init__(self, count: int, dimensions: int) -> None:
        self._vectors = np.zeros((count, dimensions), np.float32)

    def put(self, entries: Entries, vectors: Matrix) -> None:
        self._vectors[entries] = vectors

    def find_nearest(self, vector: Vector, top: int, allowed: Flags) -> Entries:
        """Return the `top` nearest of the allowed entries, in no order."""
        return _keep_least(-(self._vectors @ vector), top, np.flatnonzero(allowed))


class SignNearness:
    """Compares signs, and of the nearest by these the vectors, which `take` gives by entry."""

    def __init__(self, count: int, dimensions: int, take: Callable[[Entries], Matrix]) -> None:
        self._take = take
        self._signs = np.zeros((-(-dimensions // _BITS), count), np.uint64)
        self._mean: Vector | None = None

    def put(self, entries: Entries, vectors: Matrix) -> None:
        if self._mean is None:
            # The first ones say well enough what all share.
            self._mean = vectors.mean(axis=0, dtype=np.float32)
        for start in range(0, len(entries), _AT_ONCE):
            self._signs[:, entries[start : start + _AT_ONCE]] = self._sign(vectors[start : start + _AT_ONCE])

    def find_nearest(self, vector: Vector, top: int, allowed: Flags) -> Entries:
        """Return the `top` nearest of the allowed entries, in no order."""
        asked = self._sign(vector[None, :])[:, 0]
        distances = np.zeros(self._signs.shape[1], np.uint16)
        for start in range(0, len(distances), _AT_ONCE):
            part = distances[start : start + _AT_ONCE]
            for signs, wanted in zip(self._signs[:, start : start + _AT_ONCE], asked, strict=True):
                part += np.bitwise_count(signs ^ wanted)
        near = _keep_least(distances, max(top, RESCORED), np.flatnonzero(allowed))
        return near[_keep_least(-(self._take(near) @ vector), top, np.arange(len(near)))]

    def _sign(self, vectors: Matrix) -> NDArray[np.uint64]:
        centred = vectors if self._mean is None else vectors - self._mean
        packed = np.packbits(centred > 0, axis=1)
        whole = np.zeros((len(vectors), len(self._signs) * _BITS // 8), np.uint8)
        whole[:, : packed.shape[1]] = packed
        return np.ascontiguousarray(whole.view(np.uint64).T)


def _keep_least(values: NDArray[np.generic], top: int, among: Entries) -> Entries:
    if top >= len(among):
        return among
    return among[np.argpartition(values[among], top)[:top]]
