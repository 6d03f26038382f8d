"""Two rankings as one: what shares the words of a query, and what means the same.

Source: of the ways to add scores of two engines, Shaw and Fox, "Combination of Multiple Searches" (1994), each made
comparable by its mean and spread over the candidates. Both count the same: no weight was fitted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from corpus.evidence import Evidence, is_figure
from corpus.index import Scored
from corpus.widening import QueryWord

if TYPE_CHECKING:
    from corpus.meaning import Meaning

Scores = NDArray[np.float64]
# Meanings that differ by less are the same but for rounding.
_LEAST_SPREAD = 1e-6
# The entries best by words, and as many best by meaning, that are weighed against each other.
CANDIDATES = 100
# How many of the best are looked at for the figures and the words that a query asks.
HEAD = 20
# An entry with this share of the query's weight holds all of it.
WHOLE = 0.999


def fuse_scores(words: Scores, meanings: Scores) -> Scores:
    """Return one score for each candidate, in the unit of the first.

    Each score over words, plus how far the candidate's meaning stands out among all, in spreads of those scores.
    A meaning that is not known (NaN) stands out as the words do.
    """
    spread = float(words.std()) or 1.0
    known = np.isfinite(meanings)
    if known.sum() < 2 or (width := float(meanings[known].std())) < _LEAST_SPREAD:
        return words
    stands_out: Scores = (words - words.mean()) / spread
    stands_out[known] = (meanings[known] - meanings[known].mean()) / width
    fused: Scores = words + spread * stands_out
    return fused


class Fusion(Struct, frozen=True, kw_only=True):
    """Puts what was found by words in the order of words and meanings; exact words and figures lead.

    `pool` is how many of the best by words have a score that may count.
    """

    evidence: Evidence
    meaning: Meaning
    pool: int

    def fuse(
        self,
        text: str,
        words: Sequence[QueryWord],
        pool: tuple[Scored, ...],
        allowed: NDArray[np.bool_] | None,
    ) -> tuple[Scored, ...]:
        """Return what was found by words in a new order, with what means the same among it."""
        scores = {item.entry: item.score for item in pool[: self.pool]}
        near = self.meaning.find_nearest(text, CANDIDATES, allowed)
        if not len(near):
            return pool
        entries = np.union1d(np.asarray([item.entry for item in pool[:CANDIDATES]], np.intp), near)
        by_words = np.asarray([scores.get(entry, 0.0) for entry in entries.tolist()])
        by_meaning = self.meaning.measure(text, entries)
        fused = fuse_scores(by_words, by_meaning)
        shown = (by_words > 0) | (by_meaning >= self.meaning.find_least(text))
        order = [place for place in np.lexsort((entries, -fused)).tolist() if shown[place]]
        best = [Scored(int(entries[place]), float(fused[place])) for place in order]
        best = _make_descend(self._put_exact_first(best, pool, words))
        weighed, lowest = {item.entry for item in best}, best[-1].score if best else 0.0
        rest = (item for item in pool if item.entry not in weighed)
        return (*best, *(Scored(item.entry, min(item.score, lowest)) for item in rest))

    def _put_exact_first(
        self, best: Sequence[Scored], pool: Sequence[Scored], words: Sequence[QueryWord]
    ) -> Sequence[Scored]:
        """Return `best` with those on top that hold the figures of the query, or alone hold all of its words.

        Of the figures only as many are asked as the best entry by words holds, and only the best are looked at.
        """
        if not pool:
            return best
        figures = [word for word in words if is_figure(word)]
        asked = self.evidence.count(pool[0].entry, figures)
        looked_at = {item.entry for item in (*best[:HEAD], *pool[:HEAD])} if asked else set()
        exact = {entry for entry in looked_at if self.evidence.count(entry, figures) >= asked}
        alone = self._find_alone(pool, words)
        return sorted(best, key=lambda item: (item.entry not in exact, item.entry != alone))

    def _find_alone(self, pool: Sequence[Scored], words: Sequence[QueryWord]) -> int | None:
        """Return the best entry by words if it holds all of the query's and the next does not."""
        is_whole = (self.evidence.match(item.entry, words).coverage >= WHOLE for item in pool[:2])
        return pool[0].entry if next(is_whole) and not next(is_whole, False) else None


def _make_descend(items: Sequence[Scored]) -> list[Scored]:
    """Return items in their order, each with at least the score of those behind it."""
    scores = np.maximum.accumulate([item.score for item in reversed(items)])[::-1] if items else ()
    return [Scored(item.entry, float(score)) for item, score in zip(items, scores, strict=True)]
