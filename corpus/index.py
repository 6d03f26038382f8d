"""BM25 over postings: the scores of `rank_bm25`, at the cost of the query's own terms alone.

An index has one part or several (`corpus.postings`), each with postings of its own. What a score is made
of (the number of entries, their average length, how many have a term) is counted over all parts, so that
several parts score as one would. An entry that was taken out keeps its number, and counts nowhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from corpus.postings import Postings, Saturation, build_postings
from corpus.pruning import SLACK, TermList, find_candidates

K1 = 1.2
B = 0.75
# Below this a share of a score may vanish in the 32-bit sums that the pruning is done with.
_FAINT = 1e-20


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry's place in the index, and its score."""

    entry: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """Postings in an index: which of their entries are live (None: all), and how many of these have each term."""

    postings: Postings
    live: NDArray[np.bool_] | None
    sizes: NDArray[np.int64]

    @classmethod
    def of(cls, postings: Postings, live: NDArray[np.bool_] | None = None) -> Part:
        if live is None or live.all():
            return cls(postings=postings, live=None, sizes=np.diff(postings.starts))
        return cls(postings=postings, live=live, sizes=_count_live(postings, live))

    @property
    def lengths(self) -> NDArray[np.int32]:
        """The lengths of the live entries."""
        return self.postings.lengths if self.live is None else self.postings.lengths[self.live]

    def find_number(self, term: str) -> int | None:
        return self.postings.vocabulary.find(term)

    def find_size(self, term: str) -> int:
        number = self.find_number(term)
        return 0 if number is None else int(self.sizes[number])

    def find_range(self, term: str) -> slice | None:
        number = self.find_number(term)
        return None if number is None else self.range_of(number)

    def range_of(self, number: int) -> slice:
        """Return where the postings of a term stand."""
        starts = self.postings.starts
        return slice(int(starts[number]), int(starts[number + 1]))


def _count_live(postings: Postings, live: NDArray[np.bool_]) -> NDArray[np.int64]:
    # The few entries that are gone are looked for, a stretch at a time.
    sizes = np.diff(postings.starts)
    for start in range(0, len(postings.entries), 1 << 22):
        gone = start + np.flatnonzero(~live[postings.entries[start : start + (1 << 22)]])
        terms = np.searchsorted(postings.starts, gone, side="right") - 1
        sizes -= np.bincount(terms, minlength=len(sizes))
    return sizes


class PostingsIndex(BM25Okapi):  # type: ignore[misc]  # the library has no types
    """`BM25Okapi` whose statistics are kept per term instead of per entry; never changed once built.

    The library's own `_calc_idf` runs unchanged when the index is built from terms. Source: rank_bm25
    0.2.2, which is the ATIRE variant of Trotman, Puurula and Burgess, "Improvements to BM25 and Language
    Models Examined" (2014).
    """

    def __init__(self, entries: Iterable[Sequence[str]], *, k1: float = K1, b: float = B) -> None:
        super().__init__(entries, k1=k1, b=b)
        # From here on a weight is made when it is asked for, as after loading.
        self.idf: dict[str, float] = {}

    @classmethod
    def of(
        cls, parts: Sequence[Part], *, k1: float = K1, b: float = B, average_idf: float | None = None
    ) -> PostingsIndex:
        """Return the index of parts that were built or loaded; `average_idf` where it is known from before."""
        index = cls.__new__(cls)
        index.k1, index.b, index.epsilon = k1, b, 0.25
        index.tokenizer = None
        index.idf = {}
        index._take(parts)
        index.average_idf = _find_average_idf(parts, index.corpus_size) if average_idf is None else average_idf
        return index

    def _initialize(self, corpus: Iterable[Sequence[str]]) -> dict[int, int]:
        part = Part.of(build_postings(corpus, self.k1, self.b))
        self.average_idf = 0.0
        self._take([part])
        return dict(enumerate(part.sizes.tolist()))

    def _take(self, parts: Sequence[Part]) -> None:
        self.parts = tuple(parts)
        self._firsts = [0, *np.cumsum([len(part.postings) for part in parts]).tolist()]
        lengths = [part.lengths for part in parts]
        self.corpus_size = sum(len(part) for part in lengths)
        total = sum(int(part.sum(dtype=np.int64)) for part in lengths)
        # The library divides by it; an index without a word must not be an error.
        self.avgdl = total / self.corpus_size if total else 1.0
        self._saturation = Saturation(self.k1, self.b, self.avgdl)
        self._blocked = [
            np.empty(0, np.intp) if part.live is None else np.flatnonzero(~part.live) for part in self.parts
        ]
        # Sums that no search is using; a search takes one and puts it back, so that threads never share.
        self._spare: list[list[NDArray[np.float32]]] = [[] for _ in parts]

    def _calc_idf(self, nd: dict[int, int]) -> None:
        if nd:
            super()._calc_idf(nd)

    def __len__(self) -> int:
        """Return how many numbers of entries there are, those of entries that are gone included."""
        return int(self._firsts[-1])

    def get_scores(self, query: Sequence[str]) -> NDArray[np.float64]:
        """Return one score per entry, in index order; 0.0 for an entry that shares no term."""
        scores = np.zeros(len(self), np.float64)
        for term in query:
            for part, first in zip(self.parts, self._firsts, strict=False):
                if range_ := part.find_range(term):
                    entries = part.postings.entries[range_]
                    saturation = self._saturation.measure(part.postings.counts[range_], part.postings.lengths[entries])
                    scores[first + entries.astype(np.intp)] += self._weigh(self.count_entries(term)) * saturation
        for blocked, first in zip(self._blocked, self._firsts, strict=False):
            scores[first + blocked] = 0.0
        return scores

    def find_top(
        self,
        terms: Sequence[str],
        top: int,
        *,
        weights: Sequence[float] | None = None,
        allowed: NDArray[np.bool_] | None = None,
    ) -> tuple[Scored, ...]:
        """Return the best `top` entries that share a term with `terms`, ordered by (−score, entry).

        `weights` has one factor above 0 a term, by which its share of the score is multiplied; `allowed`
        one flag an entry: False leaves the entry out.
        """
        factors = weights if weights is not None else [1.0] * len(terms)
        asked: dict[str, float] = {}
        for term, factor in zip(terms, factors, strict=True):
            asked[term] = asked.get(term, 0.0) + factor
        found = [(factor, [part.find_number(term) for part in self.parts]) for term, factor in asked.items()]
        weights = [factor * self._weigh(self._sum_sizes(numbers)) for factor, numbers in found]
        best: list[Scored] = []
        for place in range(len(self.parts) if top > 0 else 0):
            floor = best[-1].score if len(best) == top else 0.0
            known = [
                (number, weight)
                for (_, numbers), weight in zip(found, weights, strict=True)
                if (number := numbers[place]) is not None
            ]
            if known:
                best += self._find_in_part(place, known, top, allowed, floor)
                best = sorted(best, key=lambda scored: (-scored.score, scored.entry))[:top]
        return tuple(best)

    def _sum_sizes(self, numbers: Sequence[int | None]) -> int:
        pairs = zip(self.parts, numbers, strict=True)
        return sum(int(part.sizes[number]) for part, number in pairs if number is not None)

    def get_idf(self, term: str) -> float:
        """Return a term's weight; one that no entry has weighs as one that a single entry would have."""
        size = self.count_entries(term)
        if size:
            return self._weigh(size)
        return math.log(self.corpus_size + 0.5) - math.log(0.5) if self.corpus_size else 1.0

    def __contains__(self, term: object) -> bool:
        return isinstance(term, str) and self.count_entries(term) > 0

    @property
    def terms(self) -> Iterator[str]:
        """All terms, each once, in no order that means anything."""
        for place, part in enumerate(self.parts):
            for term, size in zip(part.postings.vocabulary, part.sizes.tolist(), strict=True):
                if size and not any(before.find_size(term) for before in self.parts[:place]):
                    yield term

    def count_entries(self, term: str) -> int:
        """Return how many entries have `term`."""
        return sum(part.find_size(term) for part in self.parts)

    def find_entries(self, term: str) -> NDArray[np.int32]:
        """Return the entries that have `term`, ascending; none where nothing has it."""
        found = [np.empty(0, np.int32)]
        for part, first in zip(self.parts, self._firsts, strict=False):
            if range_ := part.find_range(term):
                entries = part.postings.entries[range_]
                found.append((entries if part.live is None else entries[part.live[entries]]) + np.int32(first))
        return np.concatenate(found)

    def holds(self, term: str, entry: int) -> bool:
        """Tell whether `entry` has `term`."""
        place = int(np.searchsorted(self._firsts, entry, side="right")) - 1
        if not 0 <= entry < len(self):
            return False
        part, local = self.parts[place], entry - self._firsts[place]
        range_ = part.find_range(term)
        if range_ is None or (part.live is not None and not part.live[local]):
            return False
        entries = part.postings.entries[range_]
        at = int(np.searchsorted(entries, local))
        return at < len(entries) and int(entries[at]) == local

    def _weigh(self, size: int) -> float:
        """Return the weight of a term that `size` entries have, by the formula of the library's `_calc_idf`."""
        idf = math.log(self.corpus_size - size + 0.5) - math.log(size + 0.5)
        return float(self.epsilon * self.average_idf) if idf < 0 else idf

    def _find_in_part(
        self,
        place: int,
        terms: Sequence[tuple[int, float]],
        top: int,
        allowed: NDArray[np.bool_] | None,
        floor: float,
    ) -> list[Scored]:
        part, first = self.parts[place], self._firsts[place]
        blocked = self._blocked[place]
        if allowed is not None:
            local = allowed[first : first + len(part.postings)]
            blocked = np.flatnonzero(~local if part.live is None else ~(local & part.live))
        entries = self._find_candidates(place, terms, top, blocked, floor)
        scores = self._score(part, terms, entries)
        if len(entries) > top:
            line = np.partition(scores, len(scores) - top)[len(scores) - top]
            entries, scores = entries[scores >= line], scores[scores >= line]
        order = np.lexsort((entries, -scores))[:top]
        return [Scored(first + int(entries[at]), float(scores[at])) for at in order]

    def _find_candidates(
        self, place: int, terms: Sequence[tuple[int, float]], top: int, blocked: NDArray[np.intp], floor: float
    ) -> NDArray[np.int32]:
        part = self.parts[place]
        postings = part.postings
        lists = []
        for number, weight in terms:
            range_ = part.range_of(number)
            bound = weight * float(postings.bounds[number])
            lists.append(TermList(postings.entries[range_], postings.impacts[range_], weight, bound))
        if min(list_.bound for list_ in lists) < _FAINT:
            found = np.unique(np.concatenate([list_.entries for list_ in lists]))
            return np.setdiff1d(found, blocked, assume_unique=True) if len(blocked) else found
        lists.sort(key=lambda list_: -list_.bound)
        # The saturations of the part were made at another average length than that of now.
        drift = self.avgdl / postings.avgdl
        most, least = max(drift, 1.0), min(drift, 1.0)
        slack = 1 - (1 - SLACK) * least / most
        sums = self._borrow(place)
        found = find_candidates(lists, top, sums, blocked, floor=floor * (1 - SLACK) / most, slack=slack)
        self._spare[place].append(sums)
        return found

    def _borrow(self, place: int) -> NDArray[np.float32]:
        try:
            return self._spare[place].pop()
        except IndexError:
            return np.zeros(len(self.parts[place].postings), np.float32)

    def _score(self, part: Part, terms: Sequence[tuple[int, float]], entries: NDArray[np.int32]) -> NDArray[np.float64]:
        """Return the scores of `entries`, each term's share added in query order, as the library adds them."""
        postings = part.postings
        scores = np.zeros(len(entries), np.float64)
        lengths = postings.lengths[entries]
        for number, weight in terms:
            range_ = part.range_of(number)
            places = np.searchsorted(postings.entries[range_], entries)
            places[places == range_.stop - range_.start] = 0
            places += range_.start
            has = np.flatnonzero(postings.entries[places] == entries)
            scores[has] += weight * self._saturation.measure(postings.counts[places[has]], lengths[has])
        return scores


def _find_average_idf(parts: Sequence[Part], size: int) -> float:
    """Return the mean weight of all terms, as the library's `_calc_idf` makes it."""
    if not parts:
        return 0.0
    largest = max(parts, key=lambda part: len(part.postings.vocabulary))
    sizes = largest.sizes.copy()
    others: dict[str, int] = {}
    for part in parts:
        if part is not largest:
            for term, count in zip(part.postings.vocabulary, part.sizes.tolist(), strict=True):
                number = largest.postings.vocabulary.find(term)
                if number is None:
                    others[term] = others.get(term, 0) + count
                else:
                    sizes[number] += count
    counts = np.concatenate((sizes, np.fromiter(others.values(), np.int64, len(others)))).astype(np.float64)
    counts = counts[counts > 0]
    return float((np.log(size - counts + 0.5) - np.log(counts + 0.5)).mean()) if len(counts) else 0.0
