"""The papers that a searcher answers from: a card of each, and the paper itself where something in it is shown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain
from typing import Protocol

from corpus.models import Document, Entry, Metadata, QuestionAnswer
from corpus.parsing.references import Targets, name_question

# How many papers stay in memory.
_KEPT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is known of a paper without opening it.

    `owner` names this version of it; `questions` has each number with the id of its entry, in order;
    `entries` has the numbers of each entry, None for a passage.
    """

    owner: str
    metadata: Metadata
    file: str
    sha256: str
    entries: tuple[tuple[int, ...] | None, ...]
    questions: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, document: Document, owner: str) -> Card:
        """Return the card of a paper that was read, as the version `owner`."""
        questions = ((number, entry.id) for entry in document.questions for number in entry.numbers)
        return cls(
            owner=owner,
            metadata=document.metadata,
            file=document.file,
            sha256=document.sha256,
            entries=tuple(entry.numbers if isinstance(entry, QuestionAnswer) else None for entry in document.entries),
            questions=tuple(questions),
        )

    @property
    def size(self) -> int:
        """How many entries it has."""
        return len(self.entries)

    @property
    def id(self) -> str:
        return self.metadata.id

    @property
    def title(self) -> str:
        return self.metadata.title

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its questions, each once, ascending."""
        return tuple(sorted({number for number, _ in self.questions}))

    @property
    def unnumbered(self) -> int:
        """How many questions it has without a number."""
        return self.entries.count(())


class Papers(Protocol):
    """Papers in the order of their entries in the index; never changed.

    The entries of a paper are numbered from its place in `firsts` on; there are numbers that no entry has (any more).
    """

    @property
    def cards(self) -> tuple[Card, ...]:
        """The card of each paper, in the order of their entries."""
        ...

    @property
    def firsts(self) -> Sequence[int]:
        """The place in the index of the first entry of each paper, in the order of the cards."""
        ...

    def find_card(self, document_id: str) -> Card | None:
        """Return the card of a paper by its identifier, or None."""
        ...

    def find_holder(self, number: int) -> Card:
        """Return the card of the paper that an entry stands in, by the entry's place in the index."""
        ...

    def load(self, card: Card) -> Document:
        """Return a paper, its references tied to what the other papers hold."""
        ...

    def read(self, card: Card) -> Document:
        """Return a paper as it was read, its references to other papers not tied to anything."""
        ...

    def load_entry(self, number: int) -> tuple[Entry, Document]:
        """Return an entry by its place in the index, and the paper that it stands in."""
        ...

    def find_entry(self, entry_id: str) -> Entry | None:
        """Return an entry by its id, or None."""
        ...

    def settle(self) -> None:
        """Throw away what papers from before left on disk: nobody answers from them any more."""
        ...


class _Questions(Mapping[str, str]):
    """The entry of each question by its name, of some papers by their ids.

    Read off a paper's card when the first of its questions is asked for: all of them would be a million names, for each
    team that sees papers of its own.
    """

    def __init__(self, cards: Mapping[str, Card]) -> None:
        self._cards = cards
        self._name_kept = lru_cache(_KEPT)(self._name)

    def __getitem__(self, name: str) -> str:
        return self._name_kept(name.rpartition("#")[0])[name]

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(map(self._name, self._cards))

    def __len__(self) -> int:
        return sum(len(self._name(paper)) for paper in self._cards)

    def _name(self, paper: str) -> Mapping[str, str]:
        card = self._cards.get(paper)
        return {name_question(paper, number): entry_id for number, entry_id in card.questions} if card else {}


class OpenedPapers:
    """Papers that are opened with `read` where something in them is shown; the last that were shown are at hand."""

    def __init__(self, cards: Sequence[Card], firsts: Sequence[int], read: Callable[[Card], Document]) -> None:
        self.cards = tuple(cards)
        self.firsts = tuple(firsts)
        self.read = read
        self._by_id = {card.id: card for card in self.cards}
        self._by_owner = {card.owner: card for card in self.cards}
        targets = Targets(papers=frozenset(self._by_id), questions=_Questions(self._by_id))
        self._load_kept = lru_cache(_KEPT)(lambda owner: targets.resolve(read(self._by_owner[owner])))

    def find_card(self, document_id: str) -> Card | None:
        return self._by_id.get(document_id)

    def find_holder(self, number: int) -> Card:
        return self.cards[bisect_right(self.firsts, number) - 1]

    def load(self, card: Card) -> Document:
        """Return a paper, its references tied to what the other papers hold."""
        return self._load_kept(card.owner)

    def load_entry(self, number: int) -> tuple[Entry, Document]:
        """Return an entry by its place in the index, and the paper that it stands in."""
        place = bisect_right(self.firsts, number) - 1
        document = self.load(self.cards[place])
        return document.entries[number - self.firsts[place]], document

    def find_entry(self, entry_id: str) -> Entry | None:
        """Return an entry by its id, or None."""
        card = self._by_id.get(entry_id.rpartition("#")[0])
        found = (entry for entry in self.load(card).entries if entry.id == entry_id) if card else ()
        return next(iter(found), None)

    def settle(self) -> None:
        """Do nothing: what is on disk is not theirs."""


class PapersInMemory:
    """Papers that were read whole, and their entries one after the other.

    Each version has a name of its own; two of one paper may be there, for two workspaces.
    """

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self.cards = tuple(Card.of(document, owner) for owner, document in documents.items())
        self.firsts = tuple(accumulate((card.size for card in self.cards), initial=0))[:-1]
        self._cards = {card.id: card for card in self.cards}
        self._documents = dict(documents)
        self._entries = [(entry, document) for document in documents.values() for entry in document.entries]
        self._by_id = {entry.id: entry for entry, _ in self._entries}

    def find_card(self, document_id: str) -> Card | None:
        return self._cards.get(document_id)

    def find_holder(self, number: int) -> Card:
        return self.cards[bisect_right(self.firsts, number) - 1]

    def load(self, card: Card) -> Document:
        return self._documents[card.owner]

    def read(self, card: Card) -> Document:
        return self._documents[card.owner]

    def load_entry(self, number: int) -> tuple[Entry, Document]:
        return self._entries[number]

    def find_entry(self, entry_id: str) -> Entry | None:
        return self._by_id.get(entry_id)

    def settle(self) -> None:
        """Do nothing: there is nothing on disk."""
