"""The chain of steps, each of which can be left out so that its worth can be measured."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from corpus.analysis.articles import find_articles
from corpus.analysis.compounds import split_compound
from corpus.analysis.dates import find_months
from corpus.analysis.lexicon import find_lemma, is_word, stem_base
from corpus.analysis.memory import WordMemory
from corpus.analysis.numbers import normalise_number, normalise_unit
from corpus.analysis.separable import find_separated
from corpus.analysis.tokens import Term, list_tokens, split_hyphens, split_tokens
from corpus.analysis.words import SOFT_HYPHEN, fold, is_stop_word, stem
from corpus.identifiers import find_identifiers
from corpus.models import Span

# Different words whose terms and their places are remembered.
_MOST_REMEMBERED = 50_000
# Characters of a word that is; longer ones come once, if at all, and would fill the memory.
_LONGEST = 80
# Ways to analyse whose words are remembered apart.
_MOST_ANALYZERS = 2


class Step(StrEnum):
    """The steps that can be switched off; tokens are always split and folded.

    The first are steps of the analysis of any text; the last three, of how a query is read and ranked.
    """

    IDENTIFIERS = "identifiers"
    HYPHENS = "hyphens"
    NUMBERS = "numbers"
    STOP_WORDS = "stop words"
    LEMMAS = "lemmas"
    SEPARATED = "separated verbs"
    STEMS = "stems"
    COMPOUNDS = "compounds"
    ABBREVIATIONS = "abbreviations"
    SPELLING = "spelling"
    SUBWORDS = "subwords"


ALL_STEPS = frozenset(Step)
# Without these the terms of a text are the same.
QUERY_STEPS = frozenset((Step.ABBREVIATIONS, Step.SPELLING, Step.SUBWORDS))
# Those that decide what runs of letters a text has.
RUN_STEPS = frozenset((Step.NUMBERS,))


class Analyzer(Struct, frozen=True, kw_only=True):
    """Turns text into terms by the steps that are switched on.

    What a text becomes depends on that text alone, so that entries can be indexed apart from each other.
    """

    steps: frozenset[Step] = ALL_STEPS

    def analyze(self, text: str) -> tuple[Term, ...]:
        """Return the terms of `text` in the order of their places, a compound before its parts.

        Identifiers, the months of dates in figures and verbs that stand in two parts come last.
        """
        terms = [term for token in split_tokens(text) for term in self.analyze_token(token)]
        if Step.IDENTIFIERS in self.steps:
            terms.extend(find_named(text))
        if Step.NUMBERS in self.steps:
            terms.extend(Term(self._reduce(month.text, month.text), month.span) for month in find_months(text))
        if Step.SEPARATED in self.steps:
            terms.extend(Term(self.reduce(verb.text), verb.span) for verb in find_separated(text))
        return tuple(terms)

    def list_terms(self, text: str) -> list[str]:
        """Return the terms of `text` as `analyze` does, without their places: for indexing, which needs none."""
        known = _remember(self)
        terms = [term for token in list_tokens(text) for term in known[token]]
        if Step.IDENTIFIERS in self.steps:
            terms.extend(term.text for term in find_named(text))
        if Step.NUMBERS in self.steps:
            terms.extend(self._reduce(month.text, month.text) for month in find_months(text))
        if Step.SEPARATED in self.steps:
            terms.extend(self.reduce(verb.text) for verb in find_separated(text))
        return terms

    def analyze_token(self, token: Term) -> Iterator[Term]:
        """Return the terms of one token: itself, the parts of a hyphenated word, the parts of a compound."""
        start = token.span.start
        found = _analyze_word(self, token.text) if len(token.text) <= _LONGEST else self.analyze_word(token.text)
        for term in found:
            yield Term(term.text, Span(start + term.span.start, start + term.span.end), term.is_part)

    def analyze_word(self, text: str) -> Iterator[Term]:
        """Return the terms of a token, each at its place within it."""
        token = Term(text, Span(0, len(text)))
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

    def reduce(self, word: str) -> str:
        """Return the term of a word in lower case."""
        return self._reduce(fold(word), word)

    def _split(self, word: str, whole: Span) -> Iterator[Term]:
        # Where folding changed the number of letters the parts can't be pointed at in the text.
        is_even = len(word) == len(whole)
        for part in split_compound(word):
            place = Span(whole.start + part.span.start, whole.start + part.span.end) if is_even else whole
            yield Term(self._reduce(part.text, part.text), place, is_part=True)

    def _reduce(self, word: str, written: str) -> str:
        # The dictionary of base forms keeps the signs that folding takes off: `geïnd` is a form of `innen`.
        lower = written.casefold().replace(SOFT_HYPHEN, "") if fold(written) == word else word
        base = find_lemma(lower) if Step.LEMMAS in self.steps and word.isalpha() else word
        if Step.STEMS not in self.steps:
            return base
        return stem_base(base) if Step.LEMMAS in self.steps and is_word(base) else stem(base)


@lru_cache(_MOST_REMEMBERED)
def _analyze_word(analyzer: Analyzer, text: str) -> tuple[Term, ...]:
    return tuple(analyzer.analyze_word(text))


@lru_cache(_MOST_ANALYZERS)
def _remember(analyzer: Analyzer) -> WordMemory:
    return WordMemory(lambda word: (term.text for term in analyzer.analyze_word(word)))


def find_named(text: str) -> Iterator[Term]:
    """Return the terms of the papers, dossiers and articles that `text` names."""
    for mention in find_identifiers(text):
        identifier = mention.identifier
        yield Term(identifier.id.casefold(), mention.span)
        if identifier.dossier and not identifier.is_dossier:
            yield Term(identifier.dossier.casefold(), mention.span)
    yield from find_articles(text)
