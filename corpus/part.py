"""A part of an index: postings, which of their entries are live, and the search among them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.postings import Postings, Saturation
from corpus.pruning import SLACK, TermList, find_candidates

# Below this a share of a score may vanish in the 32-bit sums that the pruning is done with.
_FAINT = 1e-20
# A term of a query: its number in the part, and its weight.
Weighed = tuple[int, float]


class Kernel(Protocol):
    """What `corpus.kernel` offers."""

    def find_candidates(
        self,
        entries: NDArray[np.int32],
        impacts: NDArray[np.float32],
        begins: NDArray[np.int64],
        ends: NDArray[np.int64],
        weights: NDArray[np.float64],
        bounds: NDArray[np.float64],
        top: int,
        sums: NDArray[np.float32],
        blocked: NDArray[np.intp],
        floor: float,
        slack: float,
    ) -> NDArray[np.int32]:
        """Do what `corpus.pruning.find_candidates` does."""
        ...

    def score(
        self,
        entries: NDArray[np.int32],
        counts: NDArray[np.unsignedinteger],
        lengths: NDArray[np.int32],
        begins: NDArray[np.int64],
        ends: NDArray[np.int64],
        weights: NDArray[np.float64],
        found: NDArray[np.int32],
        k1: float,
        b: float,
        avgdl: float,
    ) -> NDArray[np.float64]:
        """Return the score of each entry of `found`, in their order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """Postings in an index; `live` is None where all entries are, `sizes` how many live ones have each term."""

    postings: Postings
    live: NDArray[np.bool_] | None
    sizes: NDArray[np.int64]
    blocked: NDArray[np.intp]
    # Sums that no search is using; a search takes one and puts it back, so that threads never share.
    _spare: list[NDArray[np.float32]] = field(default_factory=list)

    @classmethod
    def of(cls, postings: Postings, live: NDArray[np.bool_] | None = None) -> Part:
        """Return the part of some postings, `live` with a flag for each of their entries."""
        if live is None or live.all():
            sizes = np.diff(postings.starts)
            return cls(postings=postings, live=None, sizes=sizes, blocked=np.empty(0, np.intp))
        return cls(postings=postings, live=live, sizes=_count_live(postings, live), blocked=np.flatnonzero(~live))

    def __len__(self) -> int:
        return len(self.postings)

    @property
    def lengths(self) -> NDArray[np.int32]:
        """The lengths of the live entries."""
        return self.postings.lengths if self.live is None else self.postings.lengths[self.live]

    def find_size(self, term: str) -> int:
        """Return how many live entries have a term."""
        number = self.postings.vocabulary.find(term)
        return 0 if number is None else int(self.sizes[number])

    def find_range(self, term: str) -> slice | None:
        """Return where the postings of a term stand, or None."""
        number = self.postings.vocabulary.find(term)
        return None if number is None else self._range_of(number)

    def find_entries(self, term: str) -> NDArray[np.int32]:
        """Return the live entries that have a term, ascending."""
        range_ = self.find_range(term)
        if range_ is None:
            return np.empty(0, np.int32)
        entries = self.postings.entries[range_]
        return entries if self.live is None else entries[self.live[entries]]

    def count_among(self, allowed: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return how many of the entries that are allowed and live have each term."""
        return _count_live(self.postings, allowed if self.live is None else allowed & self.live)

    def holds(self, term: str, entry: int) -> bool:
        """Tell whether a live entry has a term."""
        range_ = self.find_range(term)
        if range_ is None or (self.live is not None and not self.live[entry]):
            return False
        # A view gives plain numbers several times quicker than an array does.
        entries = self.postings.entries.data
        place = bisect_left(entries, entry, range_.start, range_.stop)
        return place < range_.stop and entries[place] == entry

    def find_top(
        self,
        terms: Sequence[Weighed],
        top: int,
        *,
        saturation: Saturation,
        allowed: NDArray[np.bool_] | None = None,
        floor: float = 0.0,
        kernel: Kernel | None = None,
    ) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Return the best `top` entries and their scores, by (−score, entry); what scores below `floor` may lack."""
        blocked = self.blocked
        if allowed is not None:
            blocked = np.flatnonzero(~allowed if self.live is None else ~(allowed & self.live))
        bounds = [weight * float(self.postings.bounds[number]) for number, weight in terms]
        if min(bounds) < _FAINT:
            entries = self._find_all(terms, blocked)
        else:
            # The impacts were made at another average length than that of now.
            drift = saturation.avgdl / self.postings.avgdl
            slack = 1 - (1 - SLACK) * min(drift, 1.0) / max(drift, 1.0)
            least = floor * (1 - SLACK) / max(drift, 1.0)
            order = sorted(range(len(terms)), key=lambda place: -bounds[place])
            ordered, bounds = [terms[place] for place in order], [bounds[place] for place in order]
            entries = self._find_candidates(ordered, bounds, top, blocked, least, slack, kernel)
        scores = self._score(terms, entries, saturation, kernel)
        if len(entries) > top:
            line = np.partition(scores, len(scores) - top)[len(scores) - top]
            entries, scores = entries[scores >= line], scores[scores >= line]
        best = np.lexsort((entries, -scores))[:top]
        return entries[best], scores[best]

    def score(
        self, terms: Sequence[Weighed], entries: NDArray[np.int32], *, saturation: Saturation
    ) -> NDArray[np.float64]:
        """Return the scores of `entries`, in their order: 0.0 for one that shares no term."""
        return self._score(terms, entries, saturation, None) if terms else np.zeros(len(entries), np.float64)

    def _range_of(self, number: int) -> slice:
        starts = self.postings.starts
        return slice(int(starts[number]), int(starts[number + 1]))

    def _find_all(self, terms: Sequence[Weighed], blocked: NDArray[np.intp]) -> NDArray[np.int32]:
        found = np.unique(np.concatenate([self.postings.entries[self._range_of(number)] for number, _ in terms]))
        return np.setdiff1d(found, blocked, assume_unique=True).astype(np.int32)

    def _find_candidates(
        self,
        terms: Sequence[Weighed],
        bounds: list[float],
        top: int,
        blocked: NDArray[np.intp],
        floor: float,
        slack: float,
        kernel: Kernel | None,
    ) -> NDArray[np.int32]:
        postings = self.postings
        sums = self._borrow()
        if kernel:
            begins, ends, weights = _lay_out(postings, terms)
            limit = np.array(bounds)
            found = kernel.find_candidates(
                postings.entries, postings.impacts, begins, ends, weights, limit, top, sums, blocked, floor, slack
            )
        else:
            lists = [
                TermList(postings.entries[range_], postings.impacts[range_], weight, bound)
                for (number, weight), bound in zip(terms, bounds, strict=True)
                for range_ in (self._range_of(number),)
            ]
            found = find_candidates(lists, top, sums, blocked, floor=floor, slack=slack)
        self._spare.append(sums)
        return found

    def _borrow(self) -> NDArray[np.float32]:
        try:
            return self._spare.pop()
        except IndexError:
            return np.zeros(len(self.postings), np.float32)

    def _score(
        self, terms: Sequence[Weighed], found: NDArray[np.int32], saturation: Saturation, kernel: Kernel | None
    ) -> NDArray[np.float64]:
        """Return the scores of entries, each term's share added in query order, as the library adds them."""
        postings = self.postings
        if kernel:
            k1, b, avgdl = saturation.k1, saturation.b, saturation.avgdl
            begins, ends, weights = _lay_out(postings, terms)
            return kernel.score(
                postings.entries, postings.counts, postings.lengths, begins, ends, weights, found, k1, b, avgdl
            )
        held = [self._find_held(self._range_of(number), found) for number, _ in terms]
        # All shares at once, each counted in its turn: to start on an array takes longer than to work on its numbers.
        places = np.concatenate([places for places, _ in held])
        has = np.concatenate([has for _, has in held])
        weights = np.repeat([weight for _, weight in terms], [len(places) for places, _ in held])
        shares = weights * saturation.measure(postings.counts[places], postings.lengths[found[has]])
        return np.bincount(has, shares, len(found)).astype(np.float64, copy=False)

    def _find_held(self, range_: slice, found: NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return where a term stands in entries: the places of its postings, and of the entries in `found`."""
        entries = self.postings.entries[range_]
        places = entries.searchsorted(found)
        # Behind all of its postings is none of them; the first is no other entry's either.
        places[places == len(entries)] = 0
        has = (entries[places] == found).nonzero()[0]
        return places[has] + range_.start, has


def _lay_out(
    postings: Postings, terms: Sequence[Weighed]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    numbers = np.array([number for number, _ in terms])
    return postings.starts[numbers], postings.starts[numbers + 1], np.array([weight for _, weight in terms])


def _count_live(postings: Postings, live: NDArray[np.bool_]) -> NDArray[np.int64]:
    # The few entries that are gone are looked for, a stretch at a time.
    sizes = np.diff(postings.starts)
    for start in range(0, len(postings.entries), 1 << 22):
        gone = start + np.flatnonzero(~live[postings.entries[start : start + (1 << 22)]])
        terms = np.searchsorted(postings.starts, gone, side="right") - 1
        sizes -= np.bincount(terms, minlength=len(sizes))
    return sizes
