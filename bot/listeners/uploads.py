"""The buttons under a paper that was dropped in a direct message."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.intake import Intake
from bot.listeners.incoming import parse_visitor
from bot.posting import respond_with
from bot.speaking import Speaking
from bot.views.message import Message
from bot.views.uploads import ADD, DROP, REMOVE, Step, build_adding, build_step, parse_offer


class UploadListeners(Struct, frozen=True, kw_only=True):
    """What each button does; who may not add papers is told who can."""

    intake: Intake
    speaking: Speaking

    async def handle_add(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        await ack()
        if not await self._may(body, respond):
            return
        visitor, offer, title = parse_visitor(body), parse_offer(str(action["value"])), _read_title(body)
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        await _replace(client, body, build_adding(title, offer, texts))
        await _replace(client, body, await self.intake.add(client, visitor, offer, title))

    async def handle_drop(
        self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        await ack()
        if not await self._may(body, respond):
            return
        visitor = parse_visitor(body)
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        await _replace(client, body, build_step(_read_title(body), Step.DROPPED, texts))

    async def handle_remove(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        await ack()
        if await self._may(body, respond):
            await _replace(client, body, await self.intake.remove(parse_visitor(body), str(action["value"])))

    async def _may(self, body: dict[str, Any], respond: AsyncRespond) -> bool:
        visitor = parse_visitor(body)
        if self.intake.administrators.may_act(visitor.team, visitor.person):
            return True
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        await respond_with(respond, self.intake.say_who_can(visitor.team, texts), is_public=False)
        return False


def _read_title(body: dict[str, Any]) -> str:
    """Return the first line of the message that a button stands under, as it was before it was escaped."""
    text = str(body["message"].get("text") or "").partition("\n")[0]
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("\u200b", "")


async def _replace(client: AsyncWebClient, body: dict[str, Any], message: Message) -> None:
    container = body["container"]
    await client.chat_update(
        channel=container["channel_id"],
        ts=container["message_ts"],
        text=message.text,
        blocks=message.written,
    )


def register(app: AsyncApp, listeners: UploadListeners) -> None:
    app.action(ADD)(listeners.handle_add)
    app.action(DROP)(listeners.handle_drop)
    app.action(REMOVE)(listeners.handle_remove)
