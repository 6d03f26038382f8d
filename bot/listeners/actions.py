"""Buttons: open an entry, turn a part of it, choose a list."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from msgspec import Struct
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Answering
from bot.config import Language
from bot.listeners.incoming import parse_visitor
from bot.listeners.opening import open_found
from bot.listeners.sharing import Sharing
from bot.listeners.showing import show
from bot.posting import respond_with
from bot.reading import Reading
from bot.speaking import Speaking
from bot.threads import Threads
from bot.views.citation import CALLBACK as CITATION
from bot.views.menu import MENU, parse_line
from bot.views.numbers import CHOOSE_LIST
from bot.views.offers import CITE, CONTEXT, FIND_SIMILAR, OPEN_ENTRY, SHARE, TURN_ENTRY
from bot.views.paging import TURN_PAGE, parse_page
from bot.views.papers import OPEN_PAPER
from bot.views.reader import TURN_PART, parse_turn
from bot.views.surroundings import TURN_LEAF, parse_leaf

# What opens a modal, or changes the one that it stands in; after a `_` may come which of several it is.
_IN_PLACE = (TURN_ENTRY, TURN_LEAF, TURN_PART)
_PRESSED = re.compile(f"^(?:{'|'.join((OPEN_ENTRY, FIND_SIMILAR, SHARE, CONTEXT, CITE, *_IN_PLACE))})(?:_|$)")


class Actions(Struct, frozen=True, kw_only=True):
    """What each button does; all that they need is in their value."""

    speaking: Speaking
    sharing: Sharing
    threads: Threads

    async def handle_press(
        self,
        ack: AsyncAck,
        body: dict[str, Any],
        action: dict[str, Any],
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        await ack()
        await self._press(str(action["action_id"]), str(action["value"]), body, client, respond)

    async def handle_menu(
        self,
        ack: AsyncAck,
        body: dict[str, Any],
        action: dict[str, Any],
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        await ack()
        action_id, value = parse_line(str(action["selected_option"]["value"]))
        await self._press(action_id, value, body, client, respond)

    async def handle_choose(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], respond: AsyncRespond
    ) -> None:
        """Answer in the place of a choice, and go on from there in its thread."""
        await ack()
        visitor, answering = parse_visitor(body), await self._speak(body)
        reply = answering.choose(str(action["value"]), asked_by=visitor.name)
        under = str(visitor.thread_ts or (body.get("container") or {}).get("message_ts"))
        if reply.query and (visitor.thread_ts or not visitor.is_alone):
            await self.threads.go_on_from(visitor, under, reply.query, since=str(action.get("action_ts") or under))
        if visitor.is_alone and (reply.is_public or (reply.query and visitor.is_direct)):
            # A message for one person can't become one for all: take it away and post a new one.
            await respond(delete_original=True)
            await respond_with(respond, reply.message, is_public=True, thread_ts=visitor.thread_ts, query=reply.query)
        else:
            await respond_with(respond, reply.message, is_public=not visitor.is_alone, replaces=True)

    async def handle_page(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], respond: AsyncRespond
    ) -> None:
        """Put another page of hits in the place of a message, in the language that the message is in."""
        await ack()
        page, visitor = parse_page(str(action["value"])), parse_visitor(body)
        answering = self.speaking.speak(Language(page.language), visitor.team)
        message = await answering.think(page.query, partial(answering.turn, page))
        await respond_with(respond, message, is_public=not visitor.is_alone, replaces=True)

    async def _press(
        self, action_id: str, value: str, body: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        """Do what a button is for, or the line of a menu that stands for it."""
        if action_id == SHARE:
            await self.sharing.share(value, body, client, respond)
            return
        if action_id == OPEN_PAPER:
            await open_found(self.speaking, lambda finding: finding.open_paper(value), body, client)
            return
        answering = await self._speak(body)
        view = _find_view(answering.reading, action_id, value)
        in_place = action_id.startswith(_IN_PLACE)
        await show(view, answering.texts, body, client, respond, in_place=in_place)

    async def _speak(self, body: dict[str, Any]) -> Answering:
        visitor = parse_visitor(body)
        return await self.speaking.speak_to(visitor.team, visitor.person)


def _find_view(reading: Reading, action_id: str, value: str) -> View | None:
    """Return what a button opens, by the beginning of its action; None for what the corpus no longer holds."""
    if action_id.startswith(TURN_PART):
        entry_id, part = parse_turn(value)
        return reading.open(entry_id, part=part)
    if action_id.startswith(TURN_LEAF):
        entry_id, place = parse_leaf(value)
        return reading.open_surroundings(entry_id, place=place)
    openers = {FIND_SIMILAR: reading.open_similar, CONTEXT: reading.open_surroundings, CITE: reading.cite}
    return openers.get(action_id, reading.open)(value)


async def acknowledge(ack: AsyncAck) -> None:
    """Take a form that asks for nothing: it closes."""
    await ack()


def register(app: AsyncApp, actions: Actions) -> None:
    app.action(_PRESSED)(actions.handle_press)
    app.action(MENU)(actions.handle_menu)
    app.action(CHOOSE_LIST)(actions.handle_choose)
    app.action(re.compile(f"^{TURN_PAGE}_"))(actions.handle_page)
    app.view(CITATION)(acknowledge)
