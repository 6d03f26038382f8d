"""The road from a button under an answer to what it shows; each names an entry that the corpus may no longer hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct
from slack_sdk.models.views import View

from bot.holdings import Shown
from bot.texts import Texts
from bot.views.citation import build_citation
from bot.views.message import Message
from bot.views.reader import build_reader
from bot.views.sharing import build_share_form, build_shared
from bot.views.similar import build_similar
from bot.views.surroundings import build_surroundings
from corpus.models import Document, Entry, QuestionAnswer
from corpus.query import NumberQuery
from corpus.search import Searcher
from corpus.wording import format_query

Built = TypeVar("Built")


class Reading(Struct, frozen=True, kw_only=True):
    """Shows entries from the papers of the moment, in one language; each method returns None for one that is gone."""

    holdings: Shown
    texts: Texts

    def open(self, entry_id: str, *, part: int = 0) -> View | None:
        """Return the modal that shows an entry whole."""
        return self._build(entry_id, lambda entry, document: build_reader(entry, document, self.texts, part=part))

    def open_similar(self, entry_id: str) -> View | None:
        """Return the modal with questions like an entry."""

        def build(entry: Entry, document: Document, searcher: Searcher) -> View:
            similar, passages = searcher.find_similar(entry), searcher.find_in_report(entry)
            return build_similar(entry, document, similar, passages, self.texts)

        return self._build_with(entry_id, build)

    def open_surroundings(self, entry_id: str, *, place: int | None = None) -> View | None:
        """Return the modal with the page around an entry, or another leaf of its paper."""
        return self._build(
            entry_id, lambda entry, document: build_surroundings(entry, document, self.texts, place=place)
        )

    def cite(self, entry_id: str) -> View | None:
        """Return the modal with the citation of an entry."""
        return self._build(entry_id, lambda entry, document: build_citation(entry, document, self.texts))

    def open_share_form(self, entry_id: str) -> View | None:
        """Return the modal that asks in which channel to share an entry."""
        return self._build(entry_id, lambda entry, document: build_share_form(entry, document, self.texts))

    def share(self, entry_id: str, *, shared_by: str) -> Message | None:
        """Return an entry as a message for all."""
        return self._build(
            entry_id, lambda entry, document: build_shared(entry, document, self.texts, shared_by=shared_by)
        )

    def find_query(self, entry_id: str) -> str:
        """Return what asks for an entry, for whoever goes on from it; empty for one that nothing asks for."""
        return self._build(entry_id, _word_query) or ""

    def _build(self, entry_id: str, build: Callable[[Entry, Document], Built]) -> Built | None:
        return self._build_with(entry_id, lambda entry, document, _: build(entry, document))

    def _build_with(self, entry_id: str, build: Callable[[Entry, Document, Searcher], Built]) -> Built | None:
        searcher = self.holdings.searcher
        entry = searcher.find_entry(entry_id)
        return build(entry, searcher.document_of(entry), searcher) if entry else None


def _word_query(entry: Entry, document: Document) -> str:
    if not isinstance(entry, QuestionAnswer):
        # Not among its own paper alone: what is asked on may be of another year.
        return entry.heading[-1] if entry.heading else ""
    if not entry.numbers:
        return ""
    return format_query(NumberQuery(text="", numbers=entry.numbers, letter=entry.letter, paper=document.id))
