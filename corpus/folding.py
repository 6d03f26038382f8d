"""Hits with nearly the same answer, told apart from hits that say something new.

Source: Broder, "On the Resemblance and Containment of Documents" (1997): two texts are alike by the share of their
runs of words that they have in common.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from corpus.analysis.tokens import list_tokens
from corpus.analysis.words import fold
from corpus.models import Hit, QuestionAnswer

LENGTH = 3
# The share of runs in common, beside all runs of both, from which two answers are the same to a reader.
ALIKE = 0.7
_LEAST_WORDS = 12


class FoldedHit(Struct, frozen=True, kw_only=True):
    """A hit, and the hits after it whose answer is nearly the same, by rank."""

    hit: Hit
    same: tuple[Hit, ...] = ()


def fold_hits(hits: Sequence[Hit]) -> tuple[FoldedHit, ...]:
    """Return the hits by rank, each with those that repeat its answer; nothing is lost.

    Accepts answers of at least a dozen words: `Ja.` twice is no repetition. A passage never folds.
    """
    kept: list[tuple[Hit, frozenset[tuple[str, ...]], list[Hit]]] = []
    for hit in hits:
        runs = _list_runs(hit)
        first = next((same for _, other, same in kept if runs and _find_resemblance(runs, other) >= ALIKE), None)
        if first is None:
            kept.append((hit, runs, []))
        else:
            first.append(hit)
    return tuple(FoldedHit(hit=hit, same=tuple(same)) for hit, _, same in kept)


def _list_runs(hit: Hit) -> frozenset[tuple[str, ...]]:
    answer = hit.entry.answer if isinstance(hit.entry, QuestionAnswer) else None
    words = [fold(word) for word in list_tokens(answer.text)] if answer else []
    if len(words) < _LEAST_WORDS:
        return frozenset()
    return frozenset(zip(*(words[start:] for start in range(LENGTH)), strict=False))


def _find_resemblance(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    return len(one & other) / len(one | other) if other else 0.0
