"""What is told of a paper: the words by which people may call it, and the names that such words stand for."""

from __future__ import annotations

from functools import lru_cache

from corpus.analysis.tokens import split_tokens
from corpus.analysis.words import fold, stem
from corpus.models import Metadata
from corpus.names import find_ministry, find_parties, list_ministry_names, list_party_names
from corpus.number_words import MONTHS

# The same papers and words come back in many queries.
_KEPT = 4_096


@lru_cache(_KEPT)
def list_told(metadata: Metadata) -> frozenset[str]:
    """Return the words, folded to their stems, by which people may call a paper.

    They are those of its title and subject, ministry and committee, its year and date, and of who asked and answered.
    """
    date = metadata.date
    told = (
        metadata.title,
        metadata.subject,
        metadata.ministry or find_ministry(f"{metadata.title} {metadata.about or ''}"),
        metadata.committee,
        metadata.asked_by,
        metadata.answered_by,
        str(metadata.year or ""),
        f"{date.day} {MONTHS[date.month - 1]} {date.year}" if date else "",
        *find_parties(metadata.asked_by or ""),
    )
    return frozenset().union(*(_fold_words(text) for text in told if text))


@lru_cache(_KEPT)
def read_name(word: str) -> frozenset[str]:
    """Return the words that one stands for, folded to their stems: those of the full name of a ministry or a party."""
    full = next((names[0] for names in (list_ministry_names(word), list_party_names(word)) if len(names) > 1), word)
    return _fold_words(full)


def is_told(word: str, metadata: Metadata) -> bool:
    """Tell whether a word is one by which people may call a paper: `JenV` is, of a paper of that ministry."""
    name = read_name(word)
    return bool(name) and name <= list_told(metadata)


@lru_cache(_KEPT)
def _fold_words(text: str) -> frozenset[str]:
    return frozenset(stem(fold(token.text)) for token in split_tokens(text))
