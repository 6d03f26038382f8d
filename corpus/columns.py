"""One fact of every paper, kept so that a question about it costs one look at each distinct value."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

V = TypeVar("V", bound=Hashable)
Flags = NDArray[np.bool_]
# Stands behind every word in the order of words.
_LAST = "\U0010ffff"


class Column(Generic[V]):
    """A value for each paper, in the order of the papers; never changed."""

    def __init__(self, values: Iterable[V]) -> None:
        known: dict[V, int] = {}
        self._places = np.fromiter((known.setdefault(value, len(known)) for value in values), np.int32)
        self._known = known

    def flag(self, fits: Callable[[V], bool]) -> Flags:
        """Return one flag a paper: whether `fits` says so of its value."""
        return np.fromiter(map(fits, self._known), np.bool_, len(self._known))[self._places]

    def find(self, value: V) -> Flags:
        """Return one flag a paper: whether it has just this value."""
        return np.equal(self._places, self._known.get(value, -1))


class WordColumn:
    """Some words for each paper, in the order of the papers, to be found by how a word begins; never changed."""

    def __init__(self, papers: Iterable[Sequence[str]]) -> None:
        known: dict[str, int] = {}
        sizes, numbers = [], []
        for words in papers:
            sizes.append(len(words))
            numbers += [known.setdefault(word, len(known)) for word in words]
        self._count = len(sizes)
        self._words = sorted(known)
        ranks = np.empty(len(known), np.int32)
        ranks[[known[word] for word in self._words]] = np.arange(len(known), dtype=np.int32)
        own = ranks[np.asarray(numbers, np.intp)]
        # The papers, word after word, and where those of each word begin.
        self._papers = np.repeat(np.arange(self._count, dtype=np.int32), sizes)[np.argsort(own, kind="stable")]
        self._firsts = np.concatenate(([0], np.cumsum(np.bincount(own, minlength=len(known)))))

    def flag(self, start: str, *, is_whole: bool = False) -> Flags:
        """Return one flag a paper: whether one of its words begins with `start`, or is just that."""
        first = bisect_left(self._words, start)
        last = bisect_right(self._words, start) if is_whole else bisect_left(self._words, start + _LAST)
        flags = np.zeros(self._count, np.bool_)
        flags[self._papers[self._firsts[first] : self._firsts[last]]] = True
        return flags
