"""The terms of an index in three arrays, so that a million of them need no loading."""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


class Vocabulary:
    """Terms in the order of their CRC-32, then of their bytes; a term's number is its place in it.

    `hashes` are the checksums, ascending; the bytes of term `i` are `letters[offsets[i] : offsets[i + 1]]`.
    """

    __slots__ = ("_ends", "_found", "_letters", "hashes", "letters", "offsets")

    def __init__(self, hashes: NDArray[np.uint32], offsets: NDArray[np.int64], letters: NDArray[np.uint8]) -> None:
        self.hashes = hashes
        self.offsets = offsets
        self.letters = letters
        # A view gives plain numbers several times quicker than an array does.
        self._found = hashes.data
        self._ends = offsets.data
        self._letters = letters.data

    def __len__(self) -> int:
        return len(self.hashes)

    def __iter__(self) -> Iterator[str]:
        letters, ends = self.letters.tobytes(), self.offsets.tolist()
        return (letters[start:end].decode("utf-8", "surrogatepass") for start, end in pairwise(ends))

    def find(self, term: str) -> int | None:
        """Return the number of `term`, or None."""
        letters = _encode(term)
        hash_ = zlib.crc32(letters)
        place = bisect_left(self._found, hash_)
        while place < len(self._found) and self._found[place] == hash_:
            if self._letters[self._ends[place] : self._ends[place + 1]] == letters:
                return place
            place += 1
        return None


def build_vocabulary(terms: Iterable[str]) -> tuple[Vocabulary, NDArray[np.int32]]:
    """Return the vocabulary of different `terms`, and for each of them its number."""
    encoded = [_encode(term) for term in terms]
    hashes = np.fromiter(map(zlib.crc32, encoded), np.uint32, len(encoded))
    order = _sort(hashes, encoded)
    numbers = np.empty(len(encoded), np.int32)
    numbers[order] = np.arange(len(encoded), dtype=np.int32)
    ordered = [encoded[place] for place in order.tolist()]
    offsets = np.concatenate(([0], np.cumsum([len(letters) for letters in ordered], dtype=np.int64))).astype(np.int64)
    letters = np.frombuffer(b"".join(ordered), np.uint8)
    return Vocabulary(hashes[order], offsets, letters), numbers


def _sort(hashes: NDArray[np.uint32], encoded: list[bytes]) -> NDArray[np.int64]:
    order = np.argsort(hashes, kind="stable")
    same = np.flatnonzero(np.diff(hashes[order]) == 0)
    if len(same):
        # Different terms with one checksum: about a hundred among a million.
        return np.array(sorted(range(len(encoded)), key=lambda place: (int(hashes[place]), encoded[place])), np.int64)
    return order


def _encode(term: str) -> bytes:
    # Half of a surrogate pair has no UTF-8, yet may stand in a text.
    return term.encode("utf-8", "surrogatepass")
