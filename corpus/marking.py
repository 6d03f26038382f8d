"""Which words of an entry are shown as what matched: those that are why it was found, and no far relations of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from corpus.analysis.tokens import Term
from corpus.analysis.words import fold
from corpus.entry_texts import list_bodies, list_quotes
from corpus.models import Entry, Span
from corpus.widening import QueryWord

# A term that weighs less than this, or than this share of the best one of its word that the entry has, is no reason.
LEAST_WEIGHT = 0.3
LEAST_SHARE = 0.5


def mark_matches(
    entry: Entry, words: Sequence[QueryWord], analyze: Callable[[str], Sequence[Term]]
) -> tuple[Span, ...]:
    """Return the ranges of the source that show why an entry was found for the words of a query, in order.

    `analyze` gives the terms of a text.
    """
    # As they are indexed: a note's marker that is glued to a word is no part of it.
    bodies = [(quote, body, analyze(body)) for quote, body in zip(list_quotes(entry), list_bodies(entry), strict=True)]
    reasons = find_reasons(words, {term.text for _, _, terms in bodies for term in terms})
    matches = (
        source
        for quote, body, terms in bodies
        for span in find_marks(body, terms, reasons)
        for source in quote.find_source(span)
    )
    return tuple(sorted(set(matches)))


def find_reasons(words: Sequence[QueryWord], held: Collection[str]) -> Mapping[str, float]:
    """Return the terms of a query that are why an entry with the terms `held` was found, with their weights.

    Where the entry has `stuurgroep` its parts say no more; where it has `groep` alone that is the reason.
    """
    reasons: dict[str, float] = {}
    for word in words:
        there = [term for term in word.terms if term.text in held]
        least = max((LEAST_SHARE * term.weight for term in there), default=0.0)
        for term in there:
            if term.weight >= max(least, LEAST_WEIGHT):
                reasons[term.text] = max(term.weight, reasons.get(term.text, 0.0))
    return reasons


def find_marks(text: str, terms: Sequence[Term], reasons: Mapping[str, float]) -> Iterator[Span]:
    """Return the places in `text` of those of its terms that are a reason, in order.

    What is but a part of what was asked, or stands in for it, must also begin as it does: `gestuurd` is no form of
    the `stuur` in `stuurgroep` that a reader would see.
    """
    for term in terms:
        weight = reasons.get(term.text)
        if weight is not None and (weight >= 1.0 or fold(text[term.span.start]) == term.text[:1]):
            yield term.span
