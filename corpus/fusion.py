"""Two rankings as one: what shares the words of a query, and what means the same.

Source: of the ways to add scores of two engines, Shaw and Fox, "Combination of Multiple Searches" (1994), each made
comparable by its mean and spread over the candidates. Both count the same: no weight was fitted.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
# Meanings that differ by less are the same but for rounding.
_LEAST_SPREAD = 1e-6


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
