"""The texts that an entry is found by, and the terms, runs of letters and words in them.

What is indexed rests on this and on `corpus.analysis`: with any change of it all is indexed anew (`corpus.stock`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.analysis.analyzer import Analyzer
from corpus.analysis.memory import WordMemory
from corpus.analysis.subwords import list_subwords
from corpus.analysis.tokens import Term, list_tokens, split_hyphens
from corpus.analysis.words import fold
from corpus.models import Entry, QuestionAnswer, Quote, Span

Texts = Sequence[str]


def list_quotes(entry: Entry) -> Iterator[Quote]:
    """Return what of an entry is searched and shown: its question and its answer, or its text."""
    if isinstance(entry, QuestionAnswer):
        yield from (quote for quote in (entry.question, entry.answer) if quote)
    else:
        yield entry.text


def list_texts(entry: Entry) -> tuple[str, ...]:
    """Return what an entry is found by: its headings, its notes, its question and its answer or text."""
    return (*entry.heading, *(note.text.text for note in entry.notes), *list_bodies(entry))


def list_bodies(entry: Entry) -> tuple[str, ...]:
    """Return the question and the answer, or the passage, as they are searched."""
    anchors = [anchor for note in entry.notes for anchor in note.anchors]
    return tuple(_blank_markers(quote, anchors) for quote in list_quotes(entry))


def _blank_markers(quote: Quote, anchors: list[Span]) -> str:
    """Return the text with note markers blanked, so that `Kamer1` is found as `Kamer`; places stay."""
    spans = [span for anchor in anchors for span in quote.find_text(anchor)]
    if not spans:
        return quote.text
    # A long text may have thousands, and is copied but once.
    letters = list(quote.text)
    for span in spans:
        letters[span.start : span.end] = " " * len(span)
    return "".join(letters)


def list_terms(texts: Texts, analyzer: Analyzer) -> list[str]:
    """Return the terms that an entry is found by."""
    return [term for text in texts for term in analyzer.list_terms(text)]


def list_runs(texts: Texts, analyzer: Analyzer) -> list[str]:
    """Return the runs of letters that an entry is found by."""
    return [run for text in texts for run in list_subwords(text, analyzer)]


def list_words(texts: Texts) -> set[str]:
    """Return the folded words that stand in an entry, each once."""
    tokens = {token for text in texts for token in list_tokens(text)}
    return {word for token in tokens for word in _FOLDED[token]}


def _fold(token: str) -> Iterator[str]:
    return (fold(part.text) for part in split_hyphens(Term(token, Span(0, len(token)))))


_FOLDED = WordMemory(_fold)
