"""What goes with an entry: questions like it, and what the report that it is about says of the same."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from corpus.filtering import Filtering
from corpus.finder import Finder
from corpus.identifiers import parse_identifier
from corpus.index import Scored
from corpus.models import Document, Entry, Passage
from corpus.papers import Papers

# Characters of an entry that say what it is about: a question as a whole, the beginning of anything else.
_SUBJECT = 600
# What is related holds at least this share of what the entry asks.
_LEAST_COVERAGE = 0.2


class Relating(Struct, frozen=True, kw_only=True):
    """Finds entries by another entry; `papers` are those of its index."""

    finder: Finder
    papers: Papers
    filtering: Filtering

    def find_similar(self, entry: Entry, top: int) -> tuple[Scored, ...]:
        """Return the questions that ask nearly what an entry asks, the best first; never the entry itself."""
        allowed = self.filtering.is_question.copy()
        for card, first in zip(self.papers.cards, self.papers.firsts, strict=True):
            if card.id == entry.document_id:
                own = [other.id for other in self.papers.load(card).entries]
                if entry.id in own:
                    allowed[first + own.index(entry.id)] = False
        return self._find(entry, allowed, top)

    def find_in_report(self, entry: Entry, document: Document, top: int) -> tuple[Scored, ...]:
        """Return the passages on an entry's subject in the report that its paper is about, the best first."""
        about = parse_identifier(document.metadata.about or "")
        if about is None:
            return ()
        allowed = np.zeros(len(self.finder.words), np.bool_)
        for card, first in zip(self.papers.cards, self.papers.firsts, strict=True):
            if card.id == about.id:
                allowed[first : first + card.size] = [numbers is None for numbers in card.entries]
        return self._find(entry, allowed, top)

    def _find(self, entry: Entry, allowed: NDArray[np.bool_], top: int) -> tuple[Scored, ...]:
        text = _find_subject(entry)
        words = self.finder.read(text)
        found = self.finder.rank(text, words, top, allowed=allowed) if allowed.any() else ()
        return tuple(item for item in found if self.finder.match(item.entry, words).coverage >= _LEAST_COVERAGE)


def _find_subject(entry: Entry) -> str:
    quote = entry.text if isinstance(entry, Passage) else entry.question or entry.answer
    return quote.text[:_SUBJECT] if quote else ""
