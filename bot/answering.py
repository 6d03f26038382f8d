"""The one road from what a person typed to what is posted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from bot.figures import Figures
from bot.following import understand
from bot.holdings import Shown
from bot.reading import Reading
from bot.remarks import Remark, find_remark
from bot.texts import Texts
from bot.views.answer import build_answer, build_notice, build_page
from bot.views.help import build_help
from bot.views.message import Message
from bot.views.mrkdwn import escape
from bot.views.numbers import (
    build_choice,
    build_look_up,
    build_unknown_number,
    build_unknown_paper,
    parse_choice,
)
from bot.views.paging import PAGE, Page, Position, cut_query, find_language
from bot.views.paper import build_source
from bot.views.papers import PapersPage, build_papers
from bot.views.understood import describe_understood
from corpus.analysis.tokens import split_tokens
from corpus.errors import QueryError
from corpus.names import list_party_names
from corpus.paper_requests import parse_paper_request
from corpus.query import MOST_NUMBERS, NumberQuery, TextQuery, parse_text_query
from corpus.wording import format_query

T = TypeVar("T")

_PAPERS = frozenset({"bronnen", "stukken", "sources"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A message, and whether everybody in the channel may see it: answers yes, help and errors no.

    `query` is what it answers, as a text that can be asked again; empty where it answers no question. `is_sure`
    says that it surely answers it.
    """

    message: Message
    is_public: bool
    query: str = ""
    is_sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Answers from the papers of the moment, in one language."""

    holdings: Shown
    texts: Texts
    figures: Figures = field(default_factory=Figures)

    def takes_long(self, text: str) -> bool:
        """Tell whether an answer to a text should be thought out in a thread."""
        return self.holdings.searcher.takes_long(text)

    async def think(self, text: str, work: Callable[[], T]) -> T:
        """Return what `work` finds for a text; where that takes long others are answered meanwhile."""
        if self.takes_long(text):
            return await asyncio.to_thread(work)
        await self.embed(text)
        return work()

    async def embed(self, text: str, earlier: str = "") -> None:
        """Have the model read what a text asks after an `earlier` one, where meanings are compared and it did not yet.

        In a thread, so that others are answered meanwhile; what is left to do then takes no longer than words do.
        """
        searcher = self.holdings.searcher
        if not searcher.compares_meanings:
            return
        if earlier:
            # A number may be asked of the list that is found for it.
            await self.embed(earlier)
        read = partial(understand, searcher, text, earlier)
        try:
            # To find the list of a number the earlier question is looked for.
            query = await asyncio.to_thread(read) if self.takes_long(text) else read()
            cut = _cut(query) if isinstance(query, TextQuery) else None
        except QueryError:
            return
        if cut and searcher.must_embed(cut):
            await asyncio.to_thread(searcher.embed, cut)

    async def prepare(self, text: str) -> None:
        """Have at hand what papers are found by, where a text asks for papers: of many that takes seconds, once."""
        if parse_paper_request(text):
            await asyncio.to_thread(self.holdings.searcher.catalogue.prepare)

    def answer(self, text: str, *, earlier: str = "", can_share: bool = False) -> Reply:
        """Return the reply to what was typed freely, in a mention or a direct message.

        `earlier` is what was asked before it in the same thread, if anything. `can_share` tells that one person
        alone will see it: then a button shares it, here and in what follows.
        """
        word = text.casefold().strip(" ?!./")
        if not text.strip():
            return _private(build_help(self.texts, lead=self.texts.empty_question))
        if word in _PAPERS:
            return self.list_papers()
        if remark := find_remark(text):
            return self._reply_to(remark, earlier)
        if reply := self._find_papers(text, earlier):
            return reply
        try:
            query = understand(self.holdings.searcher, text, earlier)
        except QueryError:
            return self._refuse_many()
        if isinstance(query, NumberQuery):
            return self._look_up(query, can_share=can_share)
        return self._search(query, can_share=can_share)

    def _find_papers(self, text: str, earlier: str) -> Reply | None:
        """Return the papers that a text asks for by their names, asker or state; None where it asks for an answer.

        In a thread the name of a paper says where to look for what was asked before.
        """
        request = parse_paper_request(text)
        if request is None or (earlier and (request.is_named or request.is_called)):
            return None
        if not self.holdings.searcher.catalogue.tells(request.told):
            # Of a party nothing but its questions is asked, and there are none.
            is_party = len(request.told) == 1 and len(list_party_names(request.told[0])) > 1
            none = build_papers((), self.texts, PapersPage(text=request.text))
            return _private(none) if is_party and not request.is_called else None
        if found := self._list_found(request.text):
            return found
        # Of figures alone the look-up says that no question has that number.
        is_unknown = request.is_named and not text.strip(" ?!.").isdigit()
        return _private(build_unknown_paper(request.text, self.texts)) if is_unknown else None

    def _list_found(self, text: str) -> Reply | None:
        """Return the papers that a text finds, None where there are none."""
        try:
            found = self.holdings.searcher.catalogue.find(text)
        except QueryError:
            return None
        return Reply(message=build_papers(found, self.texts, PapersPage(text=text)), is_public=True) if found else None

    def _reply_to(self, remark: Remark, earlier: str) -> Reply:
        if remark is Remark.HELP:
            return self.explain()
        if remark is Remark.SOURCE:
            return self._show_source(earlier) or _private(build_notice(self.texts.steering.which_answer))
        said = self.texts.steering
        lines = {
            Remark.GREETING: said.greeting, Remark.THANKS: said.welcome, Remark.WRONG: said.not_wanted,
            Remark.REWRITING: said.not_rewritten,
        }  # fmt: skip
        return _private(build_notice(lines[remark]))

    def _show_source(self, earlier: str) -> Reply | None:
        """Return the paper that the answer to an earlier question stands in; None where there was none, or many."""
        searcher = self.holdings.searcher
        try:
            answer = searcher.search(earlier, top=1) if earlier else None
        except QueryError:
            return None
        papers = {hit.document.id: hit.document for hit in answer.hits} if answer else {}
        if len(papers) != 1:
            return None
        (paper,) = papers.values()
        return Reply(message=build_source(paper, self.texts), is_public=True)

    def search(self, text: str, *, asked_by: str, can_share: bool = False) -> Reply:
        """Return the reply to `/zoek`; `asked_by` is named above it, as Slack hides the command."""
        if not text.strip():
            return _private(build_notice(self.texts.empty_question))
        try:
            return self._search(parse_text_query(text), asked_by=asked_by, can_share=can_share)
        except QueryError:
            return self._refuse_many()

    def turn(self, page: Page) -> Message:
        """Return a page of what a text finds in the papers of now."""
        return self._show(page, _read_page(page)).message

    def look_up(self, text: str, *, asked_by: str, can_share: bool = False) -> Reply:
        """Return the reply to `/vraag`, with who asked above it."""
        try:
            # What comes first is a number, whether the word stands before it or not.
            read = map(self.holdings.searcher.parse, (text, f"vraag {text}"))
            query = next((one for one in read if isinstance(one, NumberQuery)), None)
        except QueryError:
            return self._refuse_many()
        if query is None:
            return _private(build_notice(self.texts.number_not_understood))
        return self._look_up(query, asked=self._say_asked(text, asked_by), can_share=can_share)

    def choose(self, value: str, *, asked_by: str) -> Reply:
        """Return the reply to the button of one of the lists that a number is in: for whom the number was asked for."""
        choice = parse_choice(value)
        if not self.holdings.searcher.find_documents(choice.paper):
            return _private(build_notice(self.texts.gone))
        query = NumberQuery(text="", numbers=choice.numbers, paper=choice.paper)
        asked = self._say_asked(self.texts.format_numbers(choice.numbers), asked_by)
        reply = self._look_up(replace(query, text=format_query(query)), asked=asked, can_share=choice.can_share)
        return replace(reply, is_public=reply.is_public and not choice.can_share)

    def list_papers(self) -> Reply:
        """Return the newest papers, for everybody in the channel."""
        message = build_papers(self.holdings.searcher.catalogue.newest, self.texts)
        return Reply(message=message, is_public=True)

    def explain(self, *, lead: str | None = None) -> Reply:
        """Return the help, for the asker alone; `lead` is a sentence above it."""
        return _private(build_help(self.texts, lead=lead))

    @property
    def reading(self) -> Reading:
        """What one can do with an entry that was found."""
        return Reading(holdings=self.holdings, texts=self.texts)

    def _search(self, query: TextQuery, *, asked_by: str = "", can_share: bool = False) -> Reply:
        cut = _cut(query)
        page = Page(
            query=cut.text,
            language=find_language(self.texts),
            asked_by=asked_by,
            can_share=can_share,
            is_cut=cut is not query,
            follows=query.follows,
        )
        return self._show(page, cut)

    def _show(self, page: Page, query: TextQuery) -> Reply:
        searcher = self.holdings.searcher
        total = searcher.count(query)
        # There may be fewer hits than when the button was made.
        page = replace(page, number=min(page.number, max(total - 1, 0) // PAGE))
        answer = searcher.search(query, top=PAGE, skip=page.first)
        if not answer.has_terms:
            return _private(build_notice(self.texts.nothing_to_search))
        self.figures.count_search(is_sure=answer.sure, has_hits=bool(answer.hits))
        if not answer.hits and not query.is_restricted and searcher.catalogue.is_at_hand:
            # Who asked, and what a paper is called, stands in none of its entries.
            is_told = searcher.catalogue.tells(token.text for token in split_tokens(query.sought))
            if is_told and (papers := self._list_found(query.sought)):
                return papers
        asked = self._say_searched(page) if page.asked_by else None
        position = Position(page=page, edition=searcher.edition, total=total)
        if page.number:
            return Reply(message=build_page(answer, self.texts, position, asked=asked), is_public=True)
        message = build_answer(answer, self.texts, asked=asked, can_share=page.can_share, position=position)
        return Reply(message=message, is_public=bool(answer.hits), query=query.text, is_sure=answer.sure)

    def _say_searched(self, page: Page) -> str:
        return self.texts.asked.format(user=escape(page.asked_by), query=escape(page.query[:300]))

    def _look_up(self, query: NumberQuery, *, asked: str | None = None, can_share: bool = False) -> Reply:
        searcher = self.holdings.searcher
        answer = searcher.look_up(query)
        understood = describe_understood(query, self.texts)
        asked = asked or (understood and escape(understood))
        if answer.unknown_paper:
            return _private(build_unknown_paper(answer.unknown_paper, self.texts))
        if not answer.hits:
            available = {document.title: searcher.numbers(document) for document in answer.lists}
            return _private(build_unknown_number(query.numbers, available, self.texts, letter=query.letter))
        if answer.ambiguous:
            choice = build_choice(answer, query.numbers, self.texts, can_share=can_share)
            return replace(_private(choice), query=query.text)
        message = build_look_up(answer, self.texts, asked=asked, can_share=can_share)
        return Reply(message=message, is_public=True, query=query.text, is_sure=True)

    def _say_asked(self, text: str, asked_by: str) -> str:
        return self.texts.asked_command.format(user=escape(asked_by), query=escape(f"/vraag {text}"[:300]))

    def _refuse_many(self) -> Reply:
        return _private(build_notice(self.texts.too_many_numbers.format(most=MOST_NUMBERS)))


def _cut(query: TextQuery) -> TextQuery:
    """Return what of a query is searched for: as much as the button to its next page can carry."""
    text = cut_query(query.text)
    return query if text == query.text else replace(parse_text_query(text), follows=query.follows)


def _read_page(page: Page) -> TextQuery:
    return replace(parse_text_query(page.query), follows=page.follows)


def _private(message: Message) -> Reply:
    return Reply(message=message, is_public=False)
