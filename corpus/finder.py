"""Texts to ranked entries: BM25 over words, and among the best of those BM25 over runs of letters as well.

Words decide what is found. Runs of letters then lift what says the same in another form (`duurzaam`,
`verduurzaming`), which stems and dictionaries do not tie together. What an entry is a part of is no concern here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from corpus.analysis.abbreviations import Abbreviations, find_abbreviations
from corpus.analysis.analyzer import Analyzer, Step
from corpus.analysis.spelling import KnownWords
from corpus.analysis.subwords import list_subwords
from corpus.analysis.tokens import Term, list_tokens, split_hyphens
from corpus.analysis.words import fold
from corpus.confidence import Match
from corpus.index import PostingsIndex, Scored, SmoothIndex
from corpus.models import Span
from corpus.widening import QueryWord, Widening

# The entries, best by words, that runs of letters may put in another order.
POOL = 200
# What a score over runs of letters counts for beside one over words: each word has some five runs.
SUBWORDS_SHARE = 0.15

# Below so many entries the kernel saves less than its loading costs.
KERNEL_FROM = 20_000
# An entry that shares no word is shown only if it shares this much of the runs of letters.
LEAST_ALIKE = 0.5

Texts = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """The two indexes over the same entries; `subwords` is None where that step is switched off."""

    words: PostingsIndex
    subwords: PostingsIndex | None
    widening: Widening

    @classmethod
    def build(cls, entries: Sequence[Texts], papers: Iterable[str], analyzer: Analyzer) -> Finder:
        """Index entries, each by its texts; abbreviations are learnt from the whole text of `papers`."""
        words = SmoothIndex(list_terms(entry, analyzer) for entry in entries)
        subwords = None
        if Step.SUBWORDS in analyzer.steps:
            subwords = PostingsIndex(list_runs(entry, analyzer) for entry in entries)
        counts: Counter[str] = Counter()
        for texts in entries:
            counts.update(list_words(texts))
        abbreviations = Abbreviations.merge(found for paper in papers for found in find_abbreviations(paper))
        return cls.of(words, subwords, analyzer, abbreviations, counts)

    @classmethod
    def of(
        cls,
        words: PostingsIndex,
        subwords: PostingsIndex | None,
        analyzer: Analyzer,
        abbreviations: Abbreviations,
        counts: Mapping[str, int],
    ) -> Finder:
        """Return the finder of indexes that are there; `counts` says in how many entries each folded word stands."""
        vocabulary = KnownWords.of(counts)
        widening = Widening(analyzer=analyzer, index=words, abbreviations=abbreviations, vocabulary=vocabulary)
        return cls(words=words, subwords=subwords, widening=widening)

    @property
    def analyzer(self) -> Analyzer:
        return self.widening.analyzer

    def accelerate(self) -> None:
        """Search by the compiled kernel from here on, where it is installed and there is so much that it pays."""
        if len(self.words) >= KERNEL_FROM:
            self.words.accelerate()

    def read(self, text: str) -> tuple[QueryWord, ...]:
        """Return the words of a query that carry meaning, each with the terms that stand for it."""
        return self.widening.read(text)

    def rank(
        self, text: str, words: Sequence[QueryWord], top: int, *, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[Scored, ...]:
        """Return the best `top` entries for a query, ordered by (−score, entry).

        `words` are those of `text`; without any nothing is found. Every entry that is returned shares a term
        with the query, unless none does: then those that share at least half of its runs of letters are. More
        of them never changes the order of the first ones: only among the best 200 do runs of letters count.
        """
        if not words:
            return ()
        weights = _weigh_terms(words)
        pool = self.words.find_top(list(weights), max(top, POOL), weights=list(weights.values()), allowed=allowed)
        if self.subwords is None:
            return pool[:top]
        runs = list(dict.fromkeys(list_subwords(text, self.analyzer)))
        if not pool:
            return self._find_alike(runs, top, allowed)
        best, others = pool[:POOL], pool[POOL:]
        entries = np.asarray([item.entry for item in best], np.int32)
        scores = np.asarray([item.score for item in best]) + SUBWORDS_SHARE * self.subwords.score(runs, entries)
        order = np.lexsort((entries, -scores))
        return (*(Scored(int(entries[place]), float(scores[place])) for place in order), *others)[:top]

    def count(self, text: str, words: Sequence[QueryWord], *, allowed: NDArray[np.bool_] | None = None) -> int:
        """Return how many entries `rank` finds for a query; of those that only look alike, at most 200 count."""
        found = np.zeros(len(self.words), np.bool_)
        for term in _weigh_terms(words):
            found[self.words.find_entries(term)] = True
        if allowed is not None:
            found &= allowed
        return int(np.count_nonzero(found)) or len(self.rank(text, words, POOL, allowed=allowed))

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
        return Match.of(
            tuple((self.words.get_idf(word.terms[0].text), self._find_held(entry, word)) for word in words),
            self.words.corpus_size,
        )

    def _find_held(self, entry: int, word: QueryWord) -> float:
        held = (term for term in word.terms if self.words.holds(term.text, entry))
        return max((term.weight * self.words.get_idf(term.text) for term in held), default=0.0)


def _weigh_terms(words: Sequence[QueryWord]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for term in (term for word in words for term in word.terms):
        weights[term.text] = max(term.weight, weights.get(term.text, 0.0))
    return weights


def list_terms(texts: Texts, analyzer: Analyzer) -> list[str]:
    """Return the terms that an entry is found by."""
    return [term for text in texts for term in analyzer.list_terms(text)]


def list_runs(texts: Texts, analyzer: Analyzer) -> list[str]:
    """Return the runs of letters that an entry is found by."""
    return [run for text in texts for run in list_subwords(text, analyzer)]


def list_words(texts: Texts) -> set[str]:
    """Return the folded words that stand in an entry, each once."""
    tokens = {token for text in texts for token in list_tokens(text)}
    return {fold(part.text) for token in tokens for part in split_hyphens(Term(token, Span(0, len(token))))}
