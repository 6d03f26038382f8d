"""Questions by number: which papers are looked in, and what is said of numbers that none of them has."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.answer import Answer, AnswerKind
from corpus.filtering import is_of_dossier
from corpus.identifiers import parse_identifier
from corpus.models import Document, Entry, Hit
from corpus.papers import Card, Papers
from corpus.query import NumberQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp:
    """Looks questions up in the papers that are seen."""

    papers: Papers

    def find(self, query: NumberQuery) -> Answer:
        """Return the questions with the asked numbers, in the order asked."""
        lists = self.find_documents(query.paper) if query.paper else self.papers.cards
        lists = tuple(card for card in lists if query.paper or card.questions)
        found: dict[str, tuple[Entry, Document]] = {}
        for number in query.numbers:
            for card in lists:
                for held, entry_id in card.questions:
                    if number == held and entry_id not in found and (entry := self.papers.find_entry(entry_id)):
                        found[entry_id] = entry, self.papers.load(card)
        hits = tuple(
            Hit(rank=rank, score=1.0, entry=entry, document=document)
            for rank, (entry, document) in enumerate(found.values(), start=1)
        )
        known = {number for card in lists for number, _ in card.questions}
        ambiguous = len({hit.document.id for hit in hits}) > 1
        return Answer(
            query=query,
            kind=AnswerKind.NUMBER,
            sure=bool(hits) and not ambiguous,
            confidence=1.0 if hits else 0.0,
            hits=hits,
            lists=lists,
            missing=tuple(number for number in query.numbers if number not in known),
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
