"""Texts to ranked entries: BM25 over words, and among the best of those BM25 over runs of letters as well.

Words decide what is found. Runs of letters then lift what says the same in another form (`duurzaam`,
`verduurzaming`), which stems and dictionaries do not tie together. Where vectors of the entries are there
(`corpus.meaning`), what means the same in other words is found as well, but exact words and figures lead. What an
entry is a part of is no concern here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from corpus.analysis.abbreviations import Abbreviations, Introductions
from corpus.analysis.analyzer import Analyzer, Step
from corpus.analysis.spelling import KnownWords
from corpus.analysis.subwords import list_subwords
from corpus.confidence import Match
from corpus.entry_texts import Texts, list_runs, list_terms, list_words
from corpus.evidence import Evidence, is_figure
from corpus.fusion import Fusion
from corpus.index import PostingsIndex, Scored, SmoothIndex
from corpus.widening import QueryWord, Widening

if TYPE_CHECKING:
    from corpus.meaning import Meaning

# The entries, best by words, that runs of letters may put in another order.
POOL = 200
# What a score over runs of letters counts for beside one over words: each word has some five runs.
SUBWORDS_SHARE = 0.15

# A query of fewer words, figures and names of papers aside, says too little to guess beyond them.
LEAST_WORDS = 2
# Below so many entries the kernel saves less than its loading costs.
KERNEL_FROM = 20_000
# An entry that shares no word is shown only if it shares this much of the runs of letters.
LEAST_ALIKE = 0.5

# Returns the abbreviations that the papers of some names introduce, those of all papers where none is given.
Learn = Callable[[Container[str] | None], Abbreviations]


class _Ranked(Struct, frozen=True, kw_only=True, eq=False):
    """What was found for a query, at least the best `most` of it."""

    text: str
    allowed: NDArray[np.bool_] | None
    beyond_words: bool
    most: int
    pool: tuple[Scored, ...]

    def answers(self, text: str, top: int, allowed: NDArray[np.bool_] | None, beyond_words: bool) -> bool:
        if (text, beyond_words) != (self.text, self.beyond_words) or top > self.most:
            return False
        if allowed is None or self.allowed is None:
            return allowed is self.allowed
        return allowed is self.allowed or bool(np.array_equal(allowed, self.allowed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """The two indexes over the same entries; `subwords` is None where that step is switched off.

    `meaning` is None where nothing but words is compared.
    """

    words: PostingsIndex
    subwords: PostingsIndex | None
    widening: Widening
    learn: Learn
    meaning: Meaning | None = None
    # Whoever shows a page counts the hits and then takes some of them: both are of one ranking.
    _last: list[_Ranked] = field(default_factory=list, init=False, repr=False, compare=False)

    @classmethod
    def build(cls, entries: Sequence[Texts], papers: Iterable[tuple[str, str]], analyzer: Analyzer) -> Finder:
        """Index entries, each by its texts; abbreviations are learnt from `papers`, each by its name and whole text."""
        words = index_words(entries, analyzer)
        subwords = index_runs(entries, analyzer) if Step.SUBWORDS in analyzer.steps else None
        return cls.of(words, subwords, analyzer, Introductions.of(papers).learn, count_words(entries))

    @classmethod
    def of(
        cls,
        words: PostingsIndex,
        subwords: PostingsIndex | None,
        analyzer: Analyzer,
        learn: Learn,
        counts: Mapping[str, int],
    ) -> Finder:
        """Return the finder of indexes that are there; `counts` says in how many entries each folded word stands."""
        vocabulary = KnownWords.of(counts)
        widening = Widening(analyzer=analyzer, index=words, abbreviations=learn(None), vocabulary=vocabulary)
        return cls(words=words, subwords=subwords, widening=widening, learn=learn)

    @property
    def analyzer(self) -> Analyzer:
        return self.widening.analyzer

    @property
    def evidence(self) -> Evidence:
        """What tells of an entry what it holds of a query."""
        return Evidence(words=self.words, subwords=self.subwords, analyzer=self.analyzer)

    def within(self, seen: NDArray[np.bool_], papers: Container[str]) -> Finder:
        """Return a finder over the same indexes that reads queries by the entries that are seen, those of `papers`.

        What words weigh is counted over all; but no word, name or spelling that only others wrote stands for one.
        """
        return replace(self, widening=self.widening.within(seen, self.learn(papers)))

    def with_meaning(self, meaning: Meaning) -> Finder:
        """Return a finder over the same indexes that compares meanings as well."""
        return replace(self, meaning=meaning)

    def accelerate(self) -> None:
        """Search by the compiled kernel from here on, where it is installed and there is so much that it pays."""
        if len(self.words) >= KERNEL_FROM:
            self.words.accelerate()

    def read(self, text: str) -> tuple[QueryWord, ...]:
        """Return the words of a query that carry meaning, each with the terms that stand for it."""
        return self.widening.read(text)

    def rank(
        self,
        text: str,
        words: Sequence[QueryWord],
        top: int,
        *,
        allowed: NDArray[np.bool_] | None = None,
        beyond_words: bool = False,
    ) -> tuple[Scored, ...]:
        """Return the best `top` entries for a query, ordered by (−score, entry).

        `words` are those of `text`; without any nothing is found. Every entry that is returned shares a term
        with the query, unless none does: then those that share at least half of its runs of letters are. More
        of them never changes the order of the first ones: only among the best 200 do runs of letters count.
        With `beyond_words`, where vectors are there, those too are that mean nearly what is asked, and meaning
        counts as much as words do; but scores never rise from one entry to the next.
        """
        if not words:
            return ()
        for last in tuple(self._last):
            if last.answers(text, top, allowed, beyond_words):
                return last.pool[:top]
        most = max(top, POOL)
        pool = self._rank(text, words, most, allowed, beyond_words)
        self._last[:] = [_Ranked(text=text, allowed=allowed, beyond_words=beyond_words, most=most, pool=pool)]
        return pool[:top]

    def _rank(
        self,
        text: str,
        words: Sequence[QueryWord],
        top: int,
        allowed: NDArray[np.bool_] | None,
        beyond_words: bool,
    ) -> tuple[Scored, ...]:
        pool = self._rank_by_words(text, words, top, allowed)
        if beyond_words and self.meaning and _says_enough(words):
            fusion = Fusion(evidence=self.evidence, meaning=self.meaning, pool=POOL)
            pool = fusion.fuse(text, words, pool, allowed)
        return pool

    def must_embed(self, text: str, words: Sequence[QueryWord]) -> bool:
        """Tell whether the model will read a query to rank beyond its words, which takes some 15 ms."""
        return self.meaning is not None and _says_enough(words) and not self.meaning.remembers(text)

    def _rank_by_words(
        self, text: str, words: Sequence[QueryWord], top: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[Scored, ...]:
        """Return at least the best `top` entries by words and runs of letters, as far as there are so many."""
        weights = _weigh_terms(words)
        pool = self.words.find_top(list(weights), max(top, POOL), weights=list(weights.values()), allowed=allowed)
        if self.subwords is None:
            return pool
        runs = list(dict.fromkeys(list_subwords(text, self.analyzer)))
        if not pool:
            return self._find_alike(runs, top, allowed)
        best, others = pool[:POOL], pool[POOL:]
        entries = np.asarray([item.entry for item in best], np.int32)
        scores = np.asarray([item.score for item in best]) + SUBWORDS_SHARE * self.subwords.score(runs, entries)
        order = np.lexsort((entries, -scores))
        return (*(Scored(int(entries[place]), float(scores[place])) for place in order), *others)

    def count(
        self,
        text: str,
        words: Sequence[QueryWord],
        *,
        allowed: NDArray[np.bool_] | None = None,
        beyond_words: bool = False,
    ) -> int:
        """Return how many entries `rank` finds for a query; of those that only look alike, at most 200 count."""
        found = np.zeros(len(self.words), np.bool_)
        for term in _weigh_terms(words):
            found[self.words.find_entries(term)] = True
        if allowed is not None:
            found &= allowed
        if (beyond_words and self.meaning) or not found.any():
            ranked = self.rank(text, words, POOL, allowed=allowed, beyond_words=beyond_words)
            found[[item.entry for item in ranked]] = True
        return int(np.count_nonzero(found))

    def _find_alike(self, runs: Sequence[str], top: int, allowed: NDArray[np.bool_] | None) -> tuple[Scored, ...]:
        """Return the entries that share at least half of the weight of the query's runs of letters."""
        subwords = self.subwords
        if subwords is None:
            return ()
        weights = {run: subwords.get_idf(run) for run in runs}
        least = sum(weights.values()) * LEAST_ALIKE
        known = {run: weight for run, weight in weights.items() if run in subwords}
        if sum(known.values()) < least:
            return ()
        alike = (
            item
            for item in subwords.find_top(list(known), max(top, POOL), allowed=allowed)
            if sum(weight for run, weight in known.items() if subwords.holds(run, item.entry)) >= least
        )
        return tuple(islice(alike, top))

    def match(self, entry: int, words: Sequence[QueryWord]) -> Match:
        """Return what an entry holds of the words of a query."""
        return self.evidence.match(entry, words)

    def is_found_by_meaning(self, entry: int, text: str, words: Sequence[QueryWord]) -> bool:
        """Tell whether an entry that was found shares nothing with a query, neither a word nor most of its letters."""
        if self.meaning is None or self.evidence.holds_any(entry, words):
            return False
        return self.evidence.share_runs(entry, text) < LEAST_ALIKE


def index_words(entries: Sequence[Texts], analyzer: Analyzer) -> SmoothIndex:
    """Return the index of the terms of entries."""
    return SmoothIndex(list_terms(entry, analyzer) for entry in entries)


def index_runs(entries: Sequence[Texts], analyzer: Analyzer) -> PostingsIndex:
    """Return the index of the runs of letters of entries."""
    return PostingsIndex(list_runs(entry, analyzer) for entry in entries)


def count_words(entries: Sequence[Texts]) -> Counter[str]:
    """Return in how many entries each folded word stands."""
    counts: Counter[str] = Counter()
    for texts in entries:
        counts.update(list_words(texts))
    return counts


def _says_enough(words: Sequence[QueryWord]) -> bool:
    """Tell whether words mean something together: one alone, and figures, are looked for as they are."""
    return sum(not is_figure(word) for word in words) >= LEAST_WORDS


def _weigh_terms(words: Sequence[QueryWord]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for term in (term for word in words for term in word.terms):
        weights[term.text] = max(term.weight, weights.get(term.text, 0.0))
    return weights
