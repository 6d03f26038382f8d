"""What a query finds in papers that came in: entries that surely fit, not whatever shares a word with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from msgspec import Struct

from corpus.adding import Arrival
from corpus.columns import Flags
from corpus.confidence import Verdict
from corpus.filtering import Filtering
from corpus.finder import Finder
from corpus.papers import Card, Papers
from corpus.query import TextQuery
from corpus.sourcing import Sourcing

# So many entries are told of at once; what a query finds beyond that it would find in nearly everything.
MOST_NEWS = 200
# The share of the query's weight from which an entry holds all that was asked: the words themselves, not parts of them.
ALL_HELD = 0.99


class News(Struct, frozen=True, kw_only=True):
    """Finds what is new; `papers` are those that the reader sees, and part of those in the index."""

    finder: Finder
    papers: Papers
    filtering: Filtering
    sourcing: Sourcing

    def find(self, query: TextQuery, arrived: Flags) -> tuple[int, ...]:
        """Return the places of the entries that came in and that a query surely finds, the best first.

        An entry fits when it passes the filters, and either is as surely the answer as a search would say or holds
        every word of the query: who follows one common word gets all that bears it. One of another year or on another
        body than is asked about fits no more than it would be sure in a search. A query of filters alone is fitted by
        all that passes them.
        """
        fitting = self.filtering.find_allowed(query)
        allowed = arrived if fitting is None else fitting & arrived
        sought = query.sought
        words = self.finder.read(sought)
        if not words:
            return tuple(np.flatnonzero(allowed)[:MOST_NEWS].tolist()) if query.is_restricted else ()
        if not allowed.any():
            return ()
        ranked = self.finder.rank(sought, words, MOST_NEWS, allowed=allowed)
        among = None if fitting is None else int(np.count_nonzero(fitting))
        verdicts = ((item.entry, self.sourcing.judge(sought, item.entry, words, among=among)) for item in ranked)
        return tuple(place for place, verdict in verdicts if _fits(verdict))

    def flag(self, arrived: Mapping[str, frozenset[str] | None]) -> Flags:
        """Return one flag an entry, in index order: whether it came in with one of these papers.

        Of a paper those entries did that are named; None names all.
        """
        flags = np.zeros(len(self.finder.words), np.bool_)
        for card, first in zip(self.papers.cards, self.papers.firsts, strict=True):
            if card.id in arrived:
                flags[first : first + card.size] = self._flag_entries(card, arrived[card.id])
        return flags

    def _flag_entries(self, card: Card, named: frozenset[str] | None) -> list[bool]:
        if named is None:
            return [True] * card.size
        return [entry.id in named for entry in self.papers.load(card).entries]


def _fits(verdict: Verdict) -> bool:
    return verdict.is_sure or (verdict.can_answer and verdict.match.coverage >= ALL_HELD)


def merge_arrivals(arrivals: Iterable[Arrival]) -> dict[str, frozenset[str] | None]:
    """Return the entries of each paper that came in with any of the arrivals; None is all of them."""
    merged: dict[str, frozenset[str] | None] = {}
    for arrival in arrivals:
        before = merged.get(arrival.document_id, frozenset())
        new = arrival.entries
        merged[arrival.document_id] = None if before is None or new is None else before | frozenset(new)
    return merged
