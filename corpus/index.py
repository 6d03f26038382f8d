"""BM25 over postings: the scores of `rank_bm25`, at the cost of the query's own terms alone."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry's place in the index, and its score."""

    entry: int
    score: float


class PostingsIndex(BM25Okapi):  # type: ignore[misc]  # the library has no types
    """`BM25Okapi` whose statistics are kept per term instead of per entry.

    The library's own `_calc_idf` runs unchanged on them. Source: rank_bm25 0.2.2, which is the ATIRE
    variant of Trotman, Puurula and Burgess, "Improvements to BM25 and Language Models Examined" (2014).
    """

    def __init__(self, entries: Iterable[Sequence[str]], *, k1: float = K1, b: float = B) -> None:
        super().__init__(entries, k1=k1, b=b)

    def _initialize(self, corpus: Iterable[Sequence[str]]) -> dict[str, int]:
        found: dict[str, tuple[list[int], list[int]]] = {}
        for entry, terms in enumerate(corpus):
            self.doc_len.append(len(terms))
            counts: dict[str, int] = {}
            for term in terms:
                counts[term] = counts.get(term, 0) + 1
            for term, count in counts.items():
                entries, frequencies = found.setdefault(term, ([], []))
                entries.append(entry)
                frequencies.append(count)
        self.corpus_size = len(self.doc_len)
        # The library divides by these; an index without a word must not be an error.
        self.avgdl = sum(self.doc_len) / self.corpus_size if found else 1.0
        self._lay_out(found)
        return {term: len(entries) for term, (entries, _) in found.items()}

    def _lay_out(self, found: dict[str, tuple[list[int], list[int]]]) -> None:
        self._terms = {term: place for place, term in enumerate(found)}
        sizes = [len(entries) for entries, _ in found.values()]
        self._starts = np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))).astype(np.int64)
        lists = list(found.values())
        self._entries = np.fromiter((e for entries, _ in lists for e in entries), np.int32, sum(sizes))
        counts = np.fromiter((c for _, counts in lists for c in counts), np.float64, sum(sizes))
        lengths = np.asarray(self.doc_len, dtype=np.float64)
        norms = self.k1 * (1 - self.b + self.b * lengths / self.avgdl)
        self._saturation = counts * (self.k1 + 1) / (counts + norms[self._entries])

    def _calc_idf(self, nd: dict[str, int]) -> None:
        if nd:
            super()._calc_idf(nd)

    def get_scores(self, query: Sequence[str]) -> NDArray[np.float64]:
        """Return one score per entry, in index order; 0.0 for an entry that shares no term."""
        entries, weights = self._gather(query)
        return np.bincount(entries, weights=weights, minlength=self.corpus_size).astype(np.float64)

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
        entries, shares = self._gather(terms, weights)
        if allowed is not None:
            entries, shares = entries[allowed[entries]], shares[allowed[entries]]
        if not len(entries):
            return ()
        scores = np.bincount(entries, weights=shares, minlength=self.corpus_size)
        shared = np.unique(entries)
        values = scores[shared]
        if len(shared) > top:
            line = np.partition(values, len(values) - top)[len(values) - top]
            shared, values = shared[values >= line], values[values >= line]
        order = np.lexsort((shared, -values))[:top]
        return tuple(Scored(int(shared[place]), float(values[place])) for place in order)

    def score(self, terms: Sequence[str], entries: NDArray[np.int32]) -> NDArray[np.float64]:
        """Return one score for each of `entries`, in their order: 0.0 for one that shares no term."""
        scores = np.zeros(len(entries))
        for term in terms:
            place = self._terms.get(term)
            if place is None:
                continue
            start, end = self._starts[place], self._starts[place + 1]
            at = np.minimum(np.searchsorted(self._entries[start:end], entries), end - start - 1)
            is_there = self._entries[start:end][at] == entries
            scores += np.where(is_there, self.idf[term] * self._saturation[start:end][at], 0.0)
        return scores

    def get_idf(self, term: str) -> float:
        """Return a term's weight; one that no entry has weighs as one that a single entry would have."""
        known = self.idf.get(term)
        if known is not None:
            return float(known)
        return math.log(self.corpus_size + 0.5) - math.log(0.5) if self.corpus_size else 1.0

    def __contains__(self, term: object) -> bool:
        return term in self._terms

    @property
    def terms(self) -> Iterable[str]:
        """All terms, in no order that means anything."""
        return self._terms.keys()

    def count_entries(self, term: str) -> int:
        """Return how many entries have `term`."""
        return len(self.find_entries(term))

    def find_entries(self, term: str) -> NDArray[np.int32]:
        """Return the entries that have `term`, ascending; none where nothing has it."""
        place = self._terms.get(term)
        if place is None:
            return np.empty(0, np.int32)
        return self._entries[self._starts[place] : self._starts[place + 1]]

    def holds(self, term: str, entry: int) -> bool:
        """Tell whether `entry` has `term`."""
        entries = self.find_entries(term)
        place = int(np.searchsorted(entries, entry))
        return place < len(entries) and int(entries[place]) == entry

    def _gather(
        self, query: Sequence[str], weights: Sequence[float] | None = None
    ) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        # In query order, as the library adds them, so that the sums are the same to the last bit.
        factors = weights if weights is not None else [1.0] * len(query)
        places = [
            (self._terms[term], self.idf[term] * factor)
            for term, factor in zip(query, factors, strict=True)
            if term in self._terms
        ]
        if not places:
            return np.empty(0, np.int32), np.empty(0, np.float64)
        ranges = [(slice(self._starts[place], self._starts[place + 1]), idf) for place, idf in places]
        entries = np.concatenate([self._entries[range_] for range_, _ in ranges])
        return entries, np.concatenate([idf * self._saturation[range_] for range_, idf in ranges])


class SmoothIndex(PostingsIndex):
    """`PostingsIndex` whose weight of a term falls smoothly and is never 0 or below.

    The library's weight of a term that half of the entries have is 0, and one that more have weighs as much as
    a quarter of the mean: in a small corpus such a word then counts for more than a rarer one. Source: the idf of
    Lucene's BM25Similarity, log(1 + (N - n + 0.5) / (n + 0.5)).
    """

    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.idf = {term: math.log(1 + (self.corpus_size - n + 0.5) / (n + 0.5)) for term, n in nd.items()}
