"""The one road from what a person looks for to the lists, cards and windows that show it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from msgspec import Struct
from slack_sdk.models.blocks import Block, Option
from slack_sdk.models.views import View

from bot.answering import Answering, Reply
from bot.listeners.incoming import Visitor
from bot.search_request import Field, SearchRequest
from bot.speaking import Speaking
from bot.texts import Texts
from bot.views.answer import build_answer, build_notice
from bot.views.link import build_link_card
from bot.views.message import Message
from bot.views.modals import build_note
from bot.views.mrkdwn import escape
from bot.views.numbers import build_look_up
from bot.views.paper import build_paper
from bot.views.papers import PapersPage, build_papers, build_papers_view
from bot.views.search import (
    MOST_SHOWN,
    SHOWN,
    Found,
    build_form,
    build_paper_options,
    build_results,
    build_tally_options,
)
from corpus.answer import Answer
from corpus.catalogue import Catalogue
from corpus.errors import QueryError
from corpus.names import list_ministry_names, list_party_names
from corpus.papers import Card
from corpus.query import MOST_NUMBERS, NumberQuery
from corpus.search import Searcher

_HELP = frozenset({"help", "hulp", "uitleg"})


class Refusal(Struct, frozen=True, kw_only=True):
    """Why a form can't be searched with: a sentence for one of its fields."""

    field: Field
    line: str


class Finding(Struct, frozen=True, kw_only=True):
    """Finds papers and answers in the papers of the moment, for one person in their language."""

    answering: Answering

    @classmethod
    async def of(cls, speaking: Speaking, visitor: Visitor) -> Finding:
        """Return what finds for a person, with what the corpus is counted by at hand."""
        finding = cls(answering=await speaking.speak_to(visitor.team, visitor.person))
        await finding.prepare()
        return finding

    async def prepare(self) -> None:
        """Have at hand what the corpus is counted by: of a large one that takes seconds, once."""
        # Others are answered meanwhile.
        await asyncio.to_thread(self.catalogue.prepare)

    @property
    def texts(self) -> Texts:
        return self.answering.texts

    @property
    def searcher(self) -> Searcher:
        return self.answering.holdings.searcher

    @property
    def catalogue(self) -> Catalogue:
        return self.searcher.catalogue

    def list_papers(self, asked: PapersPage) -> Reply:
        """Return a page of the papers that a text finds; that there are none is for who asked alone."""
        if asked.text.casefold() in _HELP:
            return self.answering.explain()
        try:
            found = self.catalogue.find(asked.text)
        except QueryError:
            return Reply(message=build_notice(self._refuse_many()), is_public=False)
        return Reply(message=build_papers(found, self.texts, asked), is_public=bool(found))

    def open_papers(self, asked: PapersPage) -> View:
        """Return a page of the papers that a text finds, as a modal."""
        try:
            found = self.catalogue.find(asked.text)
        except QueryError:
            found = ()
        return build_papers_view(found, self.texts, asked)

    def open_paper(self, paper: str, *, page: int = 0) -> View:
        """Return the card of a paper, or that it is no longer held."""
        card = self.searcher.find_card(paper)
        if card is None:
            return build_note(self.texts.gone, self.texts)
        return build_paper(self.searcher.load(card), self.texts, page=page)

    def open_form(self, request: SearchRequest | None = None) -> View:
        """Return the search form, filled in with a request."""
        request = request or SearchRequest()
        card = self.searcher.find_card(request.paper)
        if card is None:
            request = replace(request, paper="")
        return build_form(request, self.catalogue, card.title if card else None, self.texts)

    def open_search(self, words: str) -> View:
        """Return what words find; the empty form where there are none, or too much is asked."""
        request = SearchRequest(words=words)
        return self.open_form(request) if request.is_empty or self.check(request) else self.open_results(request)

    def open_results(self, request: SearchRequest, *, page: int = 0) -> View:
        """Return a page of what a request finds.

        Raises:
            QueryError: it asks for too many numbers; `check` says so first.
        """
        page = min(max(page, 0), (MOST_SHOWN - 1) // SHOWN)
        return build_results(self._find(request, page), self.texts)

    def check(self, request: SearchRequest) -> Refusal | None:
        """Return why a request can't be searched with; None where it can."""
        finding = self.texts.finding
        if request.is_empty:
            return Refusal(field=Field.WORDS, line=finding.search_nothing)
        first, last = request.first_year, request.last_year
        if first and last and last < first:
            return Refusal(field=Field.LAST_YEAR, line=finding.search_years_turned.format(year=first))
        try:
            request.build_query()
        except QueryError:
            return Refusal(field=Field.WORDS, line=self._refuse_many())
        return None

    def complete_years(self, request: SearchRequest) -> SearchRequest:
        """Return a request of which a year alone is a range to the newest, or from the oldest, that there is."""
        years = [int(tally.name) for tally in self.catalogue.years]
        if not years or (request.first_year is None) == (request.last_year is None):
            return request
        return replace(request, first_year=request.first_year or min(years), last_year=request.last_year or max(years))

    def post(self, request: SearchRequest, *, asked_by: str) -> Message | None:
        """Return the answer to a request for all in a channel, with who asked above it; None where nothing fits now."""
        query = request.build_query()
        answer = self.searcher.search(query)
        if not answer.hits:
            return None
        words = request.words or self.texts.finding.search_title
        asked = self.texts.asked.format(user=escape(asked_by), query=escape(words))
        if isinstance(query, NumberQuery):
            return build_look_up(answer, self.texts, asked=asked)
        return build_answer(answer, self.texts, asked=asked)

    def complete(self, field: Field, typed: str) -> tuple[Option, ...]:
        """Return what can be chosen in a field for what was typed in it."""
        wanted = typed.casefold().strip()
        if field is Field.PAPER:
            return build_paper_options([(card.id, card.title) for card in self._find_papers(typed)])
        tallies = {
            Field.MINISTRY: self.catalogue.ministries,
            Field.PARTY: self.catalogue.parties,
            Field.DOSSIER: self.catalogue.dossiers,
        }[field]
        names = {Field.MINISTRY: list_ministry_names, Field.PARTY: list_party_names}.get(field, _list_dossier_names)
        fits = (one for one in tallies if any(wanted in name.casefold() for name in names(one.name)))
        return build_tally_options(fits, self.texts)

    def unfurl(self, url: str) -> tuple[Block, ...]:
        """Return what is shown under a link: the paper that it leads to; nothing where that is not held."""
        card = self.catalogue.find_linked(url)
        return build_link_card(card, self.texts) if card else ()

    def _find_papers(self, typed: str) -> tuple[Card, ...]:
        try:
            return self.catalogue.find(typed)
        except QueryError:
            return ()

    def _find(self, request: SearchRequest, page: int) -> Found:
        query = request.build_query()
        if isinstance(query, NumberQuery):
            # So many hits stand in so many lists at most, the first ones.
            answer = self.searcher.look_up(query, most=(page + 1) * SHOWN)
            return Found(request=request, answer=_cut(answer, page), total=answer.total, page=page)
        total = self.searcher.count(query)
        answer = self.searcher.search(query, top=min(SHOWN, MOST_SHOWN - page * SHOWN), skip=page * SHOWN)
        return Found(request=request, answer=answer, total=total, page=page)

    def _refuse_many(self) -> str:
        return self.texts.too_many_numbers.format(most=MOST_NUMBERS)


def _cut(answer: Answer, page: int) -> Answer:
    return replace(answer, hits=answer.hits[page * SHOWN : (page + 1) * SHOWN])


def _list_dossier_names(dossier: str) -> tuple[str, ...]:
    """Return a dossier as it is typed: `36560-VI`, `36 560 VI`, `36560 VI`."""
    digits, _, addition = dossier.partition("-")
    return dossier, f"{digits[:2]} {digits[2:]} {addition}".strip(), f"{digits} {addition}".strip()
