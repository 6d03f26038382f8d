"""Questions by number: which papers are looked in, and what is said of numbers that none of them has."""

from __future__ import annotations

from collections.abc import Container

from msgspec import Struct

from corpus.answer import Answer, AnswerKind
from corpus.filtering import is_of_dossier
from corpus.identifiers import parse_identifier
from corpus.models import Hit
from corpus.papers import Card, Papers
from corpus.query import NumberQuery

# A number alone is one of a question in nearly every list: to read them all from disk takes minutes.
MOST_LISTS = 10


class LookUp(Struct, frozen=True, kw_only=True):
    """Looks questions up in the papers that are seen."""

    papers: Papers

    def find(self, query: NumberQuery, *, among: Container[str] | None = None, most: int = MOST_LISTS) -> Answer:
        """Return the questions with the asked numbers, in the order asked; of the lists that have them `most` are read.

        `among` are the identifiers of the papers that are looked in, all where that is not said.
        """
        lists = self.find_documents(query.paper) if query.paper else self.papers.cards
        lists = tuple(card for card in lists if query.paper or card.questions)
        if query.among:
            described = frozenset(query.among)
            lists = tuple(card for card in lists if card.id in described)
        held: dict[int, list[tuple[str, Card]]] = {number: [] for number in query.numbers}
        for card in lists if among is None else (card for card in lists if card.id in among):
            for number, entry_id in card.questions:
                if number in held:
                    held[number].append((entry_id, card))
        # As ids have it, `_2` for question 1.2.
        if letter := query.letter.replace(".", "_"):
            held = {number: _keep_lettered(found, f"{number}{letter}") for number, found in held.items()}
        found = {entry_id: card for number in query.numbers for entry_id, card in held[number]}
        having = tuple({card.id: card for card in found.values()}.values())
        # Of more lists, those that have all that is asked: `vraag 40 en 43` is no question about one with 43 alone.
        of_each = [{card.id for _, card in there} for there in held.values() if there]
        if len(of_each) > 1 and (whole := set.intersection(*of_each)):
            having = tuple(card for card in having if card.id in whole)
            found = {entry_id: card for entry_id, card in found.items() if card.id in whole}
        opened = map(self.papers.load, having[:most])
        read = {entry.id: (entry, document) for document in opened for entry in document.entries}
        shown = [read[entry_id] for entry_id in found if entry_id in read]
        hits = tuple(
            Hit(rank=rank, score=1.0, entry=entry, document=document)
            for rank, (entry, document) in enumerate(shown, start=1)
        )
        ambiguous = len(having) > 1
        return Answer(
            query=query,
            kind=AnswerKind.NUMBER,
            sure=bool(hits) and not ambiguous,
            confidence=1.0 if hits else 0.0,
            hits=hits,
            lists=lists,
            having=having,
            total=len(found),
            missing=tuple(number for number, there in held.items() if not there),
            unknown_paper=query.paper if query.paper and not lists else None,
            ambiguous=ambiguous,
        )

    def find_documents(self, paper: str) -> tuple[Card, ...]:
        """Return the papers that `paper` names: by identifier, else by what they are about, else by dossier."""
        direct = self.papers.find_card(paper)
        if direct and direct.questions:
            return (direct,)
        identifier = parse_identifier(paper)
        wanted = identifier.id if identifier else paper
        about = tuple(card for card in self.papers.cards if wanted in (card.id, card.metadata.about))
        return about or tuple(card for card in self.papers.cards if is_of_dossier(card.metadata, wanted))


def _keep_lettered(found: list[tuple[str, Card]], name: str) -> list[tuple[str, Card]]:
    """Return those of some questions whose name is a number with its letter; all where none is called so."""
    return [held for held in found if held[0].rpartition("#")[2].partition(".")[0] == name] or found
