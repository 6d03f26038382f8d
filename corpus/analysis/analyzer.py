"""The chain of steps, each of which can be left out so that its worth can be measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.analysis.numbers import normalise_number, normalise_unit
from corpus.analysis.tokens import Term, split_hyphens, split_tokens
from corpus.analysis.words import fold, is_stop_word, stem
from corpus.identifiers import find_identifiers


class Step(StrEnum):
    """The steps that can be switched off; tokens are always split and folded."""

    IDENTIFIERS = "identifiers"
    HYPHENS = "hyphens"
    NUMBERS = "numbers"
    STOP_WORDS = "stop words"
    STEMS = "stems"


ALL_STEPS = frozenset(Step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyzer:
    """Turns text into terms by the steps that are switched on."""

    steps: frozenset[Step] = ALL_STEPS

    def analyze(self, text: str) -> tuple[Term, ...]:
        """Return the terms of `text` in the order of their places; identifiers last."""
        terms = [term for token in split_tokens(text) for term in self._analyze_token(token)]
        if Step.IDENTIFIERS in self.steps:
            terms.extend(_list_identifiers(text))
        return tuple(terms)

    def _analyze_token(self, token: Term) -> Iterator[Term]:
        for part in split_hyphens(token) if Step.HYPHENS in self.steps else (token,):
            word = fold(part.text)
            if Step.NUMBERS in self.steps:
                word = normalise_unit(normalise_number(word))
            if not word or (Step.STOP_WORDS in self.steps and is_stop_word(word)):
                continue
            yield Term(stem(word) if Step.STEMS in self.steps else word, part.span)


def _list_identifiers(text: str) -> Iterator[Term]:
    for mention in find_identifiers(text):
        identifier = mention.identifier
        yield Term(identifier.id.casefold(), mention.span)
        if identifier.dossier and not identifier.is_dossier:
            yield Term(identifier.dossier.casefold(), mention.span)
