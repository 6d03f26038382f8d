"""The runs of four letters that a text's words are made of: what stems and dictionaries miss still shares them.

Source: McNamee and Mayfield, "Character N-Gram Tokenization for European Language Text Retrieval" (2004), who
find runs of four to be best for Dutch.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from corpus.analysis.analyzer import Analyzer
from corpus.analysis.compounds import LONGEST_WORD
from corpus.analysis.memory import WordMemory
from corpus.analysis.tokens import Term, list_tokens, split_hyphens
from corpus.analysis.words import is_stop_word
from corpus.models import Span

LENGTH = 4
_EDGE = "_"
# Ways to analyse whose words are remembered apart.
_MOST_ANALYZERS = 2


def list_subwords(text: str, analyzer: Analyzer) -> list[str]:
    """Return the runs of letters of the words of `text`, in order; a stop word has none, nor has an endless one."""
    known = _remember(analyzer)
    return [run for token in list_tokens(text) for run in known[token]]


def list_needed(phrase: str, analyzer: Analyzer) -> set[str]:
    """Return runs of letters that every text has which holds a folded phrase: few, but to look them up is quick.

    Its first and last word may go on in a text behind a sign (`auto` in `auto'tje`), so that their outer edge is
    no part of a run. Only plain words count: what signs and figures become depends on what stands beside them.
    """
    words = phrase.split()
    needed: set[str] = set()
    for place, word in enumerate(words):
        if not (word.isascii() and word.isalpha()) or len(word) > LONGEST_WORD or is_stop_word(word):
            continue
        if analyzer.normalise(word) != word:
            continue
        runs = _cut(word)
        needed.update(runs[place == 0 : len(runs) - (place == len(words) - 1)])
    return needed


@lru_cache(_MOST_ANALYZERS)
def _remember(analyzer: Analyzer) -> WordMemory:
    return WordMemory(lambda token: _cut_word(analyzer, token))


def _cut_word(analyzer: Analyzer, token: str) -> Iterator[str]:
    for part in split_hyphens(Term(token, Span(0, len(token)))):
        word = analyzer.normalise(part.text)
        if 0 < len(word) <= LONGEST_WORD and not is_stop_word(word):
            yield from _cut(word)


def _cut(word: str) -> tuple[str, ...]:
    edged = f"{_EDGE}{word}{_EDGE}"
    return tuple(edged[start : start + LENGTH] for start in range(max(1, len(edged) - LENGTH + 1)))
