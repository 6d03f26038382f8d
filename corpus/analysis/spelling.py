"""Words that were mistyped: the nearest word that the corpus has.

Source: the optimal string alignment distance (a letter left out, put in, changed, or two swapped), as the
package rapidfuzz computes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

SHORTEST = 5
# From this length on two edits are one person's one mistake.
LONG = 8


@dataclass(frozen=True, slots=True)
class KnownWords:
    """The folded words of a corpus by their length, each with the number of entries that it is in.

    `is_seen` tells of the words of a corpus, part of which is seen, which of them stand there; None where all do.
    """

    by_length: Mapping[int, Sequence[str]]
    counts: Mapping[str, int]
    is_seen: Callable[[str], bool] | None = None

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> KnownWords:
        """Return the words among which a mistyped one is looked for, from how often each stands in the texts."""
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in counts:
            if len(word) >= SHORTEST - 1 and word.isalpha():
                by_length[len(word)].append(word)
        return cls(dict(by_length), counts)

    def count(self, word: str) -> int:
        """Return in how many entries a word stands, 0 where it does in none that is seen."""
        count = self.counts.get(word, 0)
        return count if count and (self.is_seen is None or self.is_seen(word)) else 0

    def find_near(self, folded: str) -> tuple[str, ...]:
        """Return the words nearest to one that the corpus does not have; none for a short word or a figure.

        Within one edit, from 8 letters on within two; only those at the least distance, the most common first
        and then by the alphabet; at most 3.
        """
        if len(folded) < SHORTEST or not folded.isalpha():
            return ()
        # The bot is in use before any word was mistyped.
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract_iter

        most = 2 if len(folded) >= LONG else 1
        near: dict[int, list[str]] = defaultdict(list)
        for length in range(len(folded) - most, len(folded) + most + 1):
            words = self.by_length.get(length, ())
            for word, distance, _ in extract_iter(folded, words, scorer=OSA.distance, score_cutoff=most):
                if self.count(word):
                    near[int(distance)].append(word)
        if not near:
            return ()
        return tuple(sorted(near[min(near)], key=lambda word: (-self.counts[word], word))[:3])
