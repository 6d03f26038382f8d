"""What an entry holds of a query: its words, its figures, and its runs of letters."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from corpus.analysis.analyzer import Analyzer
from corpus.analysis.subwords import list_subwords
from corpus.confidence import Match
from corpus.index import PostingsIndex
from corpus.widening import QueryWord


class Evidence(Struct, frozen=True, kw_only=True):
    """Tells it by the two indexes of the entries; `subwords` is None where that step is switched off."""

    words: PostingsIndex
    subwords: PostingsIndex | None
    analyzer: Analyzer

    def match(self, entry: int, words: Sequence[QueryWord], *, among: int | None = None) -> Match:
        """Return what an entry holds of the words of a query; `among` how many entries it is, all where not said."""
        return Match.of(
            tuple((self.words.get_idf(word.terms[0].text), self._find_held(entry, word)) for word in words),
            self.words.corpus_size if among is None else among,
        )

    def count(self, entry: int, words: Sequence[QueryWord]) -> int:
        """Return how many of the words of a query an entry holds, in whatever form."""
        return sum(any(self.words.holds(term.text, entry) for term in word.terms) for word in words)

    def holds_any(self, entry: int, words: Sequence[QueryWord]) -> bool:
        """Tell whether an entry holds a word of a query, in whatever form."""
        return any(self.words.holds(term.text, entry) for word in words for term in word.terms)

    def share_runs(self, entry: int, text: str) -> float:
        """Return the share of the weight of a query's runs of letters that an entry holds, 0 to 1."""
        if self.subwords is None:
            return 0.0
        runs = list(dict.fromkeys(list_subwords(text, self.analyzer)))
        weights = {run: self.subwords.get_idf(run) for run in runs}
        held = sum(weight for run, weight in weights.items() if self.subwords.holds(run, entry))
        return held / (sum(weights.values()) or 1.0)

    def _find_held(self, entry: int, word: QueryWord) -> float:
        held = (term for term in word.terms if self.words.holds(term.text, entry))
        return max((term.weight * self.words.get_idf(term.text) for term in held), default=0.0)


def is_figure(word: QueryWord) -> bool:
    """Tell whether a word is a number, a year, an amount, or names a paper or an article."""
    return any(char.isdigit() for char in word.terms[0].text)
