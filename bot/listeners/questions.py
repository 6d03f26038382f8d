"""Questions that are typed as a message: a mention in a channel, or a direct message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Answering
from bot.config import ReplyIn
from bot.inbox import Inbox
from bot.listeners.incoming import Typed, parse_message
from bot.posting import Place, post


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """Answers each typed question once, where it was asked."""

    answering: Answering
    inbox: Inbox
    reply_in: ReplyIn

    async def handle_mention(self, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> None:
        typed = parse_message(body, context.bot_user_id)
        if typed:
            await self._answer(typed, client)

    async def handle_message(self, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> None:
        typed = parse_message(body, context.bot_user_id)
        # In a channel only a mention asks for an answer, and that comes as an event of its own.
        if typed and typed.is_direct:
            await self._answer(typed, client)

    async def _answer(self, typed: Typed, client: AsyncWebClient) -> None:
        if not self.inbox.admit(event_id=typed.event_id, team=typed.team, channel=typed.channel, ts=typed.ts):
            return
        reply = self.answering.answer(typed.text)
        await post(client, find_place(typed, self.reply_in), reply.message)


def find_place(typed: Typed, reply_in: ReplyIn) -> Place:
    """Return where the answer belongs: in the thread that the question is in, or opens."""
    if typed.thread_ts or typed.is_direct or reply_in is ReplyIn.CHANNEL:
        return Place(typed.channel, typed.thread_ts)
    return Place(typed.channel, typed.ts)


def register(app: AsyncApp, questions: Questions) -> None:
    app.event("app_mention")(questions.handle_mention)
    app.event("message")(questions.handle_message)
