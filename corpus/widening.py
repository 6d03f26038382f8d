"""What was typed as the terms to look for: each word with its parts, its full name or short form, its right spelling.

A word's own term weighs 1; what merely resembles it or belongs to it weighs less, so that a literal match leads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from corpus.analysis.abbreviations import Abbreviations
from corpus.analysis.analyzer import Analyzer, Step, find_named
from corpus.analysis.compounds import split_unknown
from corpus.analysis.lexicon import find_frequency, is_word
from corpus.analysis.separable import find_separated
from corpus.analysis.spelling import KnownWords
from corpus.analysis.tokens import Term, split_tokens
from corpus.analysis.words import fold, is_stop_word
from corpus.index import PostingsIndex
from corpus.models import Span

PART_WEIGHT = 0.4
# A part of a word that the corpus does not have as a whole.
LONE_PART_WEIGHT = 0.8
# A part of a word with a hyphen that the corpus has with it.
HYPHENATED_WEIGHT = 0.7
SPELLING_WEIGHT = 0.8
# A full name adds little to a short form that the corpus has, and stands in for one that it lacks.
FULL_NAME_WEIGHT = 0.15
LONE_FULL_NAME_WEIGHT = 0.8
SHORT_FORM_WEIGHT = 0.4
# From here on a word that the dictionary lacks is one all the same.
RAREST_RIGHT = 1e-6
# No question has more words that say something; each one that the corpus lacks is compared with all that it has.
MOST_WORDS = 100
_LONGEST_QUERY = 5_000


def cut_query(text: str) -> str:
    """Return `text` up to and with its `MOST_WORDS`th word, counting no word twice; at most 5,000 characters."""
    seen: set[str] = set()
    for token in split_tokens(text[:_LONGEST_QUERY]):
        seen.add(token.text)
        if len(seen) == MOST_WORDS:
            return text[: token.span.end]
    return text[:_LONGEST_QUERY]


class WeighedTerm(Struct, frozen=True):
    """A term to look for; `weight`, above 0 and at most 1, multiplies its share of the score."""

    text: str
    weight: float


class QueryWord(Struct, frozen=True, kw_only=True):
    """A word of a query, its place in the query, and the terms that stand for it, the best first."""

    text: str
    span: Span
    terms: tuple[WeighedTerm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Widening:
    """Knows what the corpus writes, and finds the terms for a query.

    `seen` has one flag an entry, None where all are seen: nothing that other entries taught is known.
    """

    analyzer: Analyzer
    index: PostingsIndex
    abbreviations: Abbreviations
    vocabulary: KnownWords
    seen: NDArray[np.bool_] | None = None

    def within(self, seen: NDArray[np.bool_], abbreviations: Abbreviations) -> Widening:
        """Return what is known by the entries that are seen, and by the abbreviations that their papers introduce."""

        def is_seen(word: str) -> bool:
            whole = (term.text for term in self.analyzer.analyze(word) if not term.is_part)
            return all(self.index.has(term, seen) for term in whole)

        vocabulary = replace(self.vocabulary, is_seen=is_seen)
        return replace(self, abbreviations=abbreviations, vocabulary=vocabulary, seen=seen)

    def read(self, text: str) -> tuple[QueryWord, ...]:
        """Return the words of a query that carry meaning, in order; each counts once however often it is typed."""
        verbs = {verb.span: verb.text for verb in find_separated(text)} if self._joins else {}
        words = [word for token in self._glue(text) if (word := self._read_whole(token, verbs.get(token.span)))]
        if Step.IDENTIFIERS in self.analyzer.steps:
            words += [
                QueryWord(text=term.text, span=term.span, terms=(WeighedTerm(term.text, 1.0),))
                for term in find_named(text)
            ]
        once = {word.terms: word for word in reversed(words)}
        unique = [word for word in words if once[word.terms] is word]
        return (*unique, *self._read_full_names(text))

    def _glue(self, text: str) -> Iterator[Term]:
        """Return the tokens of a query, those as one that the corpus has as one word alone: `spreidings wet`."""
        tokens = list(split_tokens(text))
        glues = Step.COMPOUNDS in self.analyzer.steps
        place = 0
        while place < len(tokens):
            counts = (count for count in (3, 2) if self._is_one_word(text, tokens[place : place + count], count))
            count = next(counts, 1) if glues else 1
            span = Span(tokens[place].span.start, tokens[place + count - 1].span.end)
            yield Term("".join(token.text for token in tokens[place : place + count]), span)
            place += count

    def _is_one_word(self, text: str, tokens: Sequence[Term], count: int) -> bool:
        """Tell whether so many tokens are one word of the corpus, one of them being none by itself."""
        if len(tokens) < count or not all(token.text.isalpha() for token in tokens):
            return False
        if text[tokens[0].span.start : tokens[-1].span.end].split() != [token.text for token in tokens]:
            return False
        words = [fold(token.text) for token in tokens]
        return self.vocabulary.count("".join(words)) > 0 and not all(map(self.vocabulary.count, words))

    @property
    def _joins(self) -> bool:
        return Step.SEPARATED in self.analyzer.steps

    def _read_whole(self, token: Term, verb: str | None) -> QueryWord | None:
        """Return the word of a token; of one that is half of a verb, `verb`, that verb and with it the half."""
        word = self._read_token(token)
        term = self.analyzer.reduce(verb) if verb else None
        if not term or not self.index.has(term, self.seen):
            return word
        halves = [WeighedTerm(half.text, half.weight * PART_WEIGHT) for half in word.terms] if word else []
        terms = (WeighedTerm(term, 1.0), *(half for half in halves if half.text != term))
        return QueryWord(text=token.text, span=token.span, terms=terms)

    def _read_token(self, token: Term) -> QueryWord | None:
        found = tuple(self.analyzer.analyze_token(token))
        if not found:
            return None
        terms = self._weigh(token, found)
        word, known = fold(token.text), any(self.index.has(text, self.seen) for text in terms)
        stand_ins = () if known else self._find_stand_ins(word)
        if stand_ins and all(is_stop_word(text) for text, _ in stand_ins) and not is_word(word):
            # A mistyped `wanneer` carries no more meaning than the right one.
            return None
        for text, weight in (*self._list_names(word, known=known), *stand_ins):
            for term in self.analyzer.analyze(text):
                terms.setdefault(term.text, weight * (PART_WEIGHT if term.is_part else 1.0))
        weighed = (WeighedTerm(text, weight) for text, weight in terms.items())
        return QueryWord(text=token.text, span=token.span, terms=tuple(sorted(weighed, key=lambda term: -term.weight)))

    def _weigh(self, token: Term, found: Sequence[Term]) -> dict[str, float]:
        """Return the terms of a token with their weights: a part weighs less, the less where the corpus has the whole.

        A word with a hyphen is one word; its parts would count as three otherwise.
        """
        known = [term for term in found if not term.is_part and self.index.has(term.text, self.seen)]
        part_weight = PART_WEIGHT if known else LONE_PART_WEIGHT
        is_joined = any(term.span == token.span for term in known)
        terms: dict[str, float] = {}
        for term in found:
            whole_weight = HYPHENATED_WEIGHT if is_joined and term.span != token.span else 1.0
            terms[term.text] = max(part_weight if term.is_part else whole_weight, terms.get(term.text, 0.0))
        return terms

    def _list_names(self, word: str, *, known: bool) -> tuple[tuple[str, float], ...]:
        """Return the full name of an abbreviation, with its weight."""
        name = self.abbreviations.by_short.get(word) if Step.ABBREVIATIONS in self.analyzer.steps else None
        return ((name, FULL_NAME_WEIGHT if known else LONE_FULL_NAME_WEIGHT),) if name else ()

    def _find_stand_ins(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return what a word that the corpus does not have may be: words of the corpus, each with its weight."""
        parts = split_unknown(word, self.vocabulary.count) if Step.COMPOUNDS in self.analyzer.steps else ()
        if parts:
            return tuple((part.text, LONE_PART_WEIGHT) for part in parts)
        near = self.vocabulary.find_near(word) if Step.SPELLING in self.analyzer.steps and not _is_right(word) else ()
        return tuple((text, SPELLING_WEIGHT) for text in near)

    def _read_full_names(self, text: str) -> Iterator[QueryWord]:
        """Return a word for each short form whose full name stands in the query."""
        if Step.ABBREVIATIONS not in self.analyzer.steps:
            return
        tokens = list(split_tokens(text))
        # Each name begins and ends where a word does.
        said = f" {' '.join(fold(token.text) for token in tokens)} "
        for short, name in self.abbreviations.spaced.items():
            at = said.find(name)
            if at >= 0:
                first = said.count(" ", 0, at)
                last = first + name.count(" ") - 2
                terms = tuple(WeighedTerm(term.text, SHORT_FORM_WEIGHT) for term in self.analyzer.analyze(short))
                if terms:
                    span = Span(tokens[first].span.start, tokens[last].span.end)
                    yield QueryWord(text=short, span=span, terms=terms)


def _is_right(word: str) -> bool:
    """Tell whether a folded word is no slip of another: it is Dutch, though no paper has it (`boeren` for `voeren`)."""
    return is_word(word) or find_frequency(word) >= RAREST_RIGHT
