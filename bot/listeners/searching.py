"""The search window: its shortcuts and buttons, what is typed and chosen in it, and what is posted from it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.finding import Finding
from bot.listeners.incoming import parse_visitor, read_text
from bot.listeners.opening import begin_for, change_found, find_for, open_found, update_found
from bot.listeners.sharing import Shared, Sharing
from bot.listeners.showing import open_view
from bot.search_request import LONGEST_WORDS, Field, SearchRequest
from bot.speaking import Speaking
from bot.views.cutting import shorten
from bot.views.modals import build_note
from bot.views.paper import SEARCH_IN_PAPER
from bot.views.papers import SEARCH_TEXT
from bot.views.search import ADJUST, FORM, OPEN_SEARCH, POST, POST_FORM, TURN_RESULTS, build_post_form
from corpus.filters import EntryKind
from corpus.wording import format_query

SHORTCUT = "search"
MESSAGE_SHORTCUT = "search_message"


class Searching(Struct, frozen=True, kw_only=True):
    """Opens the search window and does what is asked in it; what it needs is kept in the window itself."""

    speaking: Speaking
    sharing: Sharing

    async def handle_shortcut(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await open_found(self.speaking, Finding.open_form, body, client)

    async def handle_message(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        """Search for the text of a message."""
        await ack()
        words = shorten(clean(read_text(str((body.get("message") or {}).get("text") or ""))), LONGEST_WORDS)
        await open_found(self.speaking, lambda finding: finding.open_search(words), body, client)

    async def handle_open(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
    ) -> None:
        """Open the window by a button: the form, or what the words of the button find."""
        await ack()
        words = str(action.get("value") or "").strip()
        await open_found(self.speaking, lambda finding: finding.open_search(words), body, client)

    async def handle_open_paper(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
    ) -> None:
        """Open the form with a paper filled in."""
        await ack()
        request = SearchRequest(paper=str(action["value"]))
        await open_found(self.speaking, lambda finding: finding.open_form(request), body, client)

    async def handle_form(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        request = read_form(body["view"]["state"]["values"])
        refusal = (await begin_for(self.speaking, body)).check(request)
        if refusal:
            await ack(response_action="errors", errors={str(refusal.field): refusal.line})
            return

        def show(finding: Finding) -> View:
            return finding.open_results(finding.complete_years(request))

        await update_found(self.speaking, show, ack, body, client)

    async def handle_turn(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
    ) -> None:
        await ack()
        request, page = _read_kept(body), int(action["value"])
        await change_found(self.speaking, lambda finding: finding.open_results(request, page=page), body, client)

    async def handle_adjust(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        request = _read_kept(body)
        await change_found(self.speaking, lambda finding: finding.open_form(request), body, client)

    async def handle_post(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        """Ask in which channel to post the best answer."""
        await ack()
        await open_view(build_post_form(_read_kept(body), (await begin_for(self.speaking, body)).texts), body, client)

    async def handle_posted(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        """Post the best answer in the channel that was chosen."""
        request = _read_kept(body)
        finding = await begin_for(self.speaking, body)
        message = await asyncio.to_thread(finding.post, request, asked_by=parse_visitor(body).name)
        if message is None:
            await ack(response_action="update", view=build_note(finding.texts.gone, finding.texts))
            return
        shared = Shared(message=message, query=format_query(request.build_query()), name=request.to_json())
        await self.sharing.post_chosen(shared, ack, body, client)

    async def handle_options(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Offer what can be chosen for what is typed."""
        finding = await find_for(self.speaking, body)
        offered = finding.complete(Field(str(body["action_id"])), str(body.get("value") or ""))
        await ack(options=[option.to_dict() for option in offered])


def clean(text: str) -> str:
    """Return a text on one line, without what has no sign: that takes room in a window, and finds nothing."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def read_form(values: Mapping[str, Any]) -> SearchRequest:
    """Return what was filled in, from the state of the form."""

    def read(field: Field) -> str:
        state = (values.get(field) or {}).get(field) or {}
        chosen = state.get("value") or (state.get("selected_option") or {}).get("value") or ""
        return clean(str(chosen))

    return SearchRequest(
        words=read(Field.WORDS)[:LONGEST_WORDS],
        paper=read(Field.PAPER),
        first_year=int(read(Field.FIRST_YEAR) or 0) or None,
        last_year=int(read(Field.LAST_YEAR) or 0) or None,
        ministry=read(Field.MINISTRY),
        party=read(Field.PARTY),
        dossier=read(Field.DOSSIER),
        kind=EntryKind(read(Field.KIND)) if read(Field.KIND) else None,
    )


def _read_kept(body: Mapping[str, Any]) -> SearchRequest:
    return SearchRequest.from_json(str(body["view"]["private_metadata"]))


def register(app: AsyncApp, searching: Searching) -> None:
    app.shortcut(SHORTCUT)(searching.handle_shortcut)
    app.shortcut(MESSAGE_SHORTCUT)(searching.handle_message)
    for button in (OPEN_SEARCH, SEARCH_TEXT):
        app.action(button)(searching.handle_open)
    app.action(SEARCH_IN_PAPER)(searching.handle_open_paper)
    app.view(FORM)(searching.handle_form)
    app.action(POST)(searching.handle_post)
    app.view(POST_FORM)(searching.handle_posted)
    app.action(re.compile(f"^{TURN_RESULTS}_"))(searching.handle_turn)
    app.action(ADJUST)(searching.handle_adjust)
    for field in (Field.PAPER, Field.MINISTRY, Field.PARTY, Field.DOSSIER):
        app.options(str(field))(searching.handle_options)
