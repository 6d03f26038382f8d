"""BM25 over postings: the scores of `rank_bm25`, at the cost of the query's own terms alone.

An index has one part or several (`corpus.postings`), each with postings of its own. What a score is made
of (the number of entries, their average length, how many have a term) is counted over all parts, so that
several parts score as one would. An entry that was taken out keeps its number, and counts nowhere.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from corpus.part import Kernel, Part
from corpus.postings import Saturation, build_postings

K1 = 1.2
B = 0.75
# Entries that are looked at together for one that is allowed: of a common word the first few are enough.
_STRETCH = 4_096


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry's place in the index, and its score."""

    entry: int
    score: float


class PostingsIndex(BM25Okapi):  # type: ignore[misc]  # the library has no types
    """`BM25Okapi` whose statistics are kept per term instead of per entry; never changed once built.

    The library's own `_calc_idf` runs unchanged when the index is built from terms. Source: rank_bm25
    0.2.2, which is the ATIRE variant of Trotman, Puurula and Burgess, "Improvements to BM25 and Language
    Models Examined" (2014).
    """

    def __init__(self, entries: Iterable[Sequence[str]], *, k1: float = K1, b: float = B) -> None:
        super().__init__(entries, k1=k1, b=b)
        # From here on a weight is made when it is asked for, as after loading, from the same mean.
        self.average_idf = _find_average_idf(self.parts, self.corpus_size)
        self.idf: dict[str, float] = {}

    @classmethod
    def of(cls, parts: Sequence[Part], *, k1: float = K1, b: float = B, average_idf: float | None = None) -> Self:
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
        self._firsts = [0, *np.cumsum([len(part) for part in parts]).tolist()]
        lengths = [part.lengths for part in parts]
        self.corpus_size = sum(len(part) for part in lengths)
        total = sum(int(part.sum(dtype=np.int64)) for part in lengths)
        # The library divides by it; an index without a word must not be an error.
        self.avgdl = total / self.corpus_size if total else 1.0
        self._saturation = Saturation(self.k1, self.b, self.avgdl)
        self._kernel: Kernel | None = None

    def accelerate(self) -> bool:
        """Search by the compiled kernel from here on, if numba is there (`griffier[fast]`); tell whether it is.

        This takes a second, and several the first time of all: a thread may do it while others search.
        """
        try:
            import corpus.kernel as kernel
        except (ImportError, OSError):
            # Not there, or not let compile: a hardened system forbids memory that is both written and run.
            return False
        for part in self.parts:
            if len(part.postings.entries):
                part.find_top([(0, 1.0)], 1, saturation=self._saturation, kernel=kernel)
        self._kernel = kernel
        return True

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
        for part, first in zip(self.parts, self._firsts, strict=False):
            scores[first + part.blocked] = 0.0
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
        found = [
            (factor, [part.postings.vocabulary.find(term) for part in self.parts]) for term, factor in asked.items()
        ]
        weights = [factor * self._weigh(self._sum_sizes(numbers)) for factor, numbers in found]
        best: list[Scored] = []
        for place in range(len(self.parts) if top > 0 else 0):
            known = [
                (number, weight)
                for (_, numbers), weight in zip(found, weights, strict=True)
                if (number := numbers[place]) is not None
            ]
            if known:
                best = self._find_in_part(place, known, top, allowed, best)
        return tuple(best)

    def _find_in_part(
        self,
        place: int,
        terms: Sequence[tuple[int, float]],
        top: int,
        allowed: NDArray[np.bool_] | None,
        before: list[Scored],
    ) -> list[Scored]:
        part, first = self.parts[place], self._firsts[place]
        entries, scores = part.find_top(
            terms,
            top,
            saturation=self._saturation,
            allowed=None if allowed is None else allowed[first : first + len(part)],
            floor=before[-1].score if len(before) == top else 0.0,
            kernel=self._kernel,
        )
        found = [Scored(first + entry, score) for entry, score in zip(entries.tolist(), scores.tolist(), strict=True)]
        return sorted((*before, *found), key=lambda scored: (-scored.score, scored.entry))[:top] if before else found

    def _sum_sizes(self, numbers: Sequence[int | None]) -> int:
        pairs = zip(self.parts, numbers, strict=True)
        return sum(int(part.sizes[number]) for part, number in pairs if number is not None)

    def score(self, terms: Sequence[str], entries: NDArray[np.int32]) -> NDArray[np.float64]:
        """Return one score for each of `entries`, in their order: 0.0 for one that shares no term."""
        scores = np.zeros(len(entries), np.float64)
        found = [[part.postings.vocabulary.find(term) for part in self.parts] for term in dict.fromkeys(terms)]
        weighed = [(numbers, self._weigh(size)) for numbers in found if (size := self._sum_sizes(numbers))]
        for place, (part, first) in enumerate(zip(self.parts, self._firsts, strict=False)):
            here = np.flatnonzero((entries >= first) & (entries < first + len(part)))
            if len(here):
                known = [(number, weight) for numbers, weight in weighed if (number := numbers[place]) is not None]
                scores[here] = part.score(known, entries[here] - np.int32(first), saturation=self._saturation)
        return scores

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

    def has(self, term: str, allowed: NDArray[np.bool_] | None = None) -> bool:
        """Tell whether an entry has `term`, one that is allowed where that is said."""
        if allowed is None:
            return term in self
        for part, first in zip(self.parts, self._firsts, strict=False):
            entries = part.find_entries(term)
            for start in range(0, len(entries), _STRETCH):
                if allowed[first + entries[start : start + _STRETCH]].any():
                    return True
        return False

    def count_terms(self, allowed: NDArray[np.bool_] | None = None) -> dict[str, int]:
        """Return how many entries have each term, of those that are allowed where that is said."""
        counts: dict[str, int] = {}
        for part, first in zip(self.parts, self._firsts, strict=False):
            sizes = part.sizes if allowed is None else part.count_among(allowed[first : first + len(part)])
            for term, size in zip(part.postings.vocabulary, sizes.tolist(), strict=True):
                if size:
                    counts[term] = counts.get(term, 0) + size
        return counts

    def find_entries(self, term: str) -> NDArray[np.int32]:
        """Return the entries that have `term`, ascending; none where nothing has it."""
        pairs = zip(self.parts, self._firsts, strict=False)
        return np.concatenate(
            [np.empty(0, np.int32), *(part.find_entries(term) + np.int32(first) for part, first in pairs)]
        )

    def holds(self, term: str, entry: int) -> bool:
        """Tell whether `entry` has `term`."""
        if not 0 <= entry < len(self):
            return False
        place = bisect_right(self._firsts, entry) - 1
        return self.parts[place].holds(term, entry - self._firsts[place])

    def _weigh(self, size: int) -> float:
        """Return the weight of a term that `size` entries have, by the formula of the library's `_calc_idf`."""
        idf = math.log(self.corpus_size - size + 0.5) - math.log(size + 0.5)
        return float(self.epsilon * self.average_idf) if idf < 0 else idf


class SmoothIndex(PostingsIndex):
    """`PostingsIndex` whose weight of a term falls smoothly and is never 0 or below.

    The library's weight of a term that half of the entries have is 0, and one that more have weighs as much as
    a quarter of the mean: in a small corpus such a word then counts for more than a rarer one. Source: the idf of
    Lucene's BM25Similarity, log(1 + (N - n + 0.5) / (n + 0.5)).
    """

    def _weigh(self, size: int) -> float:
        return math.log(1 + (self.corpus_size - size + 0.5) / (size + 0.5))


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
    # A sum that does not depend on the order: the same entries in other parts weigh the same to the last bit.
    return math.fsum(np.log(size - counts + 0.5) - np.log(counts + 0.5)) / len(counts) if len(counts) else 0.0
