"""Buttons: open an entry, turn a part of it, choose a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Answering
from bot.listeners.incoming import parse_visitor
from bot.posting import respond_with
from bot.speaking import Speaking
from bot.texts import Texts
from bot.views.answer import FIND_SIMILAR, OPEN_ENTRY, build_notice
from bot.views.numbers import CHOOSE_LIST
from bot.views.reader import TURN_PART, parse_turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """What each button does; all that they need is in their value."""

    speaking: Speaking

    async def handle_open(
        self,
        ack: AsyncAck,
        body: dict[str, Any],
        action: dict[str, Any],
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        await ack()
        answering = await self._speak(body)
        await _show(answering.open_entry(str(action["value"])), answering.texts, body, client, respond)

    async def handle_similar(
        self,
        ack: AsyncAck,
        body: dict[str, Any],
        action: dict[str, Any],
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        await ack()
        answering = await self._speak(body)
        await _show(answering.open_similar(str(action["value"])), answering.texts, body, client, respond)

    async def handle_turn(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
    ) -> None:
        await ack()
        entry_id, part = parse_turn(str(action["value"]))
        view = (await self._speak(body)).open_entry(entry_id, part=part)
        if view is not None:
            await client.views_update(view_id=body["view"]["id"], hash=body["view"].get("hash"), view=view)

    async def handle_choose(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], respond: AsyncRespond
    ) -> None:
        await ack()
        answering = await self._speak(body)
        reply = answering.choose(str(action["value"]), asked_by=parse_visitor(body).name)
        is_ephemeral = bool((body.get("container") or {}).get("is_ephemeral"))
        if is_ephemeral and reply.is_public:
            # A message for one person can't become one for all: take it away and post a new one.
            await respond(delete_original=True)
            await respond_with(respond, reply.message, is_public=True)
        else:
            await respond_with(respond, reply.message, is_public=reply.is_public, replaces=True)

    async def _speak(self, body: dict[str, Any]) -> Answering:
        visitor = parse_visitor(body)
        return await self.speaking.speak_to(visitor.team, visitor.person)


async def _show(
    view: View | None, texts: Texts, body: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond
) -> None:
    """Show a modal, on top of the one that the button stands in, if any."""
    if view is None and "view" not in body:
        await respond_with(respond, build_notice(texts.gone), is_public=False)
    elif view is not None and "view" in body:
        await client.views_push(trigger_id=body["trigger_id"], view=view)
    elif view is not None:
        await client.views_open(trigger_id=body["trigger_id"], view=view)


def register(app: AsyncApp, actions: Actions) -> None:
    app.action(OPEN_ENTRY)(actions.handle_open)
    app.action(FIND_SIMILAR)(actions.handle_similar)
    app.action(CHOOSE_LIST)(actions.handle_choose)
    app.action(re.compile(f"^{TURN_PART}_"))(actions.handle_turn)
