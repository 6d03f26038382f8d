"""All papers and their index as they were saved: opened in a moment, and read from disk where they are shown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.errors import DamagedFileError
from corpus.index import PostingsIndex
from corpus.models import Document, Entry
from corpus.parsing.references import Targets, name_question
from corpus.saved_index import Opened, SavedIndex
from corpus.shelf import Card, Shelf

# How many papers stay in memory.
_KEPT = 64
# Returns the terms of an entry.
ListTerms = Callable[[Entry], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A version of a paper, and how to read it where the shelf does not have it."""

    owner: str
    read: Callable[[], Document]


class Stock:
    """Papers, entries and the index over them; never changed once it is opened.

    An entry's number is its place in the index. Papers stand in the order of their entries there: those
    that were added later come later.
    """

    def __init__(self, shelf: Shelf, opened: Opened, cards: Iterable[Card], sources: Mapping[str, Source]) -> None:
        self.index: PostingsIndex = opened.index
        self.cards = tuple(sorted(cards, key=lambda card: opened.firsts[card.owner]))
        self._firsts = [opened.firsts[card.owner] for card in self.cards]
        self._by_id = {card.id: card for card in self.cards}
        self._targets = Targets(
            papers=frozenset(self._by_id),
            questions={
                name_question(card.id, number): entry_id for card in self.cards for number, entry_id in card.questions
            },
        )

        self._load_kept = lru_cache(_KEPT)(lambda owner: self._targets.resolve(_load(shelf, sources[owner])))

    def find_card(self, document_id: str) -> Card | None:
        return self._by_id.get(document_id)

    def load(self, card: Card) -> Document:
        """Return a paper, its references tied to what the other papers hold; the last that were shown are at hand."""
        return self._load_kept(card.owner)

    def load_entry(self, number: int) -> tuple[Entry, Document]:
        """Return an entry by its place in the index, and the paper that it stands in."""
        place = bisect_right(self._firsts, number) - 1
        document = self.load(self.cards[place])
        return document.entries[number - self._firsts[place]], document

    def find_entry(self, entry_id: str) -> Entry | None:
        """Return an entry by its id, or None."""
        card = self._by_id.get(entry_id.rpartition("#")[0])
        found = (entry for entry in self.load(card).entries if entry.id == entry_id) if card else ()
        return next(iter(found), None)


def open_stock(folder: Path, sources: Sequence[Source], list_terms: ListTerms, *, reading: str, analysis: str) -> Stock:
    """Return the stock of just these papers; what was saved of them before is neither read nor indexed again.

    `reading` and `analysis` name the code that reads and that makes terms: with other code comes another name.
    Pure but for the folder, so that it can run in a thread while an earlier stock answers.
    """
    shelf = Shelf(folder / "papers.db", reading)
    by_owner = {source.owner: source for source in sources}
    cards = {card.owner: card for card in shelf.load_cards(by_owner)}
    for owner, source in by_owner.items():
        if owner not in cards:
            cards[owner] = shelf.put(owner, source.read())

    def list_entries(owner: str) -> Iterable[Sequence[str]]:
        return (list_terms(entry) for entry in _load(shelf, by_owner[owner]).entries)

    opened = SavedIndex(folder, f"{reading} {analysis}").update(list(by_owner), list_entries)
    return Stock(shelf, opened, cards.values(), by_owner)


def _load(shelf: Shelf, source: Source) -> Document:
    try:
        return shelf.load(source.owner)
    except DamagedFileError:
        document = source.read()
        shelf.put(source.owner, document)
        return document
