"""The chain of steps, each of which can be left out so that its worth can be measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.analysis.articles import find_articles
from corpus.analysis.compounds import split_compound
from corpus.analysis.lexicon import find_lemma
from corpus.analysis.numbers import normalise_number, normalise_unit
from corpus.analysis.tokens import Term, split_hyphens, split_tokens
from corpus.analysis.words import fold, is_stop_word, stem
from corpus.identifiers import find_identifiers
from corpus.models import Span


class Step(StrEnum):
    """The steps that can be switched off; tokens are always split and folded.

    The first are steps of the analysis of any text; the last ones, of what a query is widened with.
    """

    IDENTIFIERS = "identifiers"
    HYPHENS = "hyphens"
    NUMBERS = "numbers"
    STOP_WORDS = "stop words"
    LEMMAS = "lemmas"
    STEMS = "stems"
    COMPOUNDS = "compounds"
    ABBREVIATIONS = "abbreviations"
    SPELLING = "spelling"
    SUBWORDS = "subwords"


ALL_STEPS = frozenset(Step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyzer:
    """Turns text into terms by the steps that are switched on.

    What a text becomes depends on that text alone, so that entries can be indexed apart from each other.
    """

    steps: frozenset[Step] = ALL_STEPS

    def analyze(self, text: str) -> tuple[Term, ...]:
        """Return the terms of `text` in the order of their places, a compound before its parts; identifiers last."""
        terms = [term for token in split_tokens(text) for term in self.analyze_token(token)]
        if Step.IDENTIFIERS in self.steps:
            terms.extend(find_named(text))
        return tuple(terms)

    def analyze_token(self, token: Term) -> Iterator[Term]:
        """Return the terms of one token: itself, the parts of a hyphenated word, the parts of a compound."""
        for part in split_hyphens(token) if Step.HYPHENS in self.steps else (token,):
            word = self.normalise(part.text)
            if not word or (Step.STOP_WORDS in self.steps and is_stop_word(word)):
                continue
            yield Term(self._reduce(word, part.text), part.span)
            if Step.COMPOUNDS in self.steps:
                yield from self._split(word, part.span)

    def normalise(self, word: str) -> str:
        """Return a word folded, figures and units in one spelling."""
        folded = fold(word)
        return normalise_unit(normalise_number(folded)) if Step.NUMBERS in self.steps else folded

    def _split(self, word: str, whole: Span) -> Iterator[Term]:
        # Where folding changed the number of letters the parts can't be pointed at in the text.
        is_even = len(word) == len(whole)
        for part in split_compound(word):
            place = Span(whole.start + part.span.start, whole.start + part.span.end) if is_even else whole
            yield Term(self._reduce(part.text, part.text), place, is_part=True)

    def _reduce(self, word: str, written: str) -> str:
        # The dictionary of base forms keeps the signs that folding takes off: `geïnd` is a form of `innen`.
        lower = written.casefold() if fold(written) == word else word
        base = find_lemma(lower) if Step.LEMMAS in self.steps and word.isalpha() else word
        return stem(base) if Step.STEMS in self.steps else base


def find_named(text: str) -> Iterator[Term]:
    """Return the terms of the papers, dossiers and articles that `text` names."""
    for mention in find_identifiers(text):
        identifier = mention.identifier
        yield Term(identifier.id.casefold(), mention.span)
        if identifier.dossier and not identifier.is_dossier:
            yield Term(identifier.dossier.casefold(), mention.span)
    yield from find_articles(text)
