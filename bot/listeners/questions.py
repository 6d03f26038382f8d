"""Questions that are typed as a message: a mention, a direct message, or any question where a channel wants that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from msgspec import Struct
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.desk import Desk
from bot.inbox import Held
from bot.listeners.incoming import Typed, parse_group_mention, parse_message, parse_open_question
from bot.manners import Manners

Next = Callable[[], Awaitable[None]]
_HELD = "griffier_held"


class Questions(Struct, frozen=True, kw_only=True):
    """Has each typed question written down, and then answered.

    Bolt acknowledges an event between the two: what runs as the middleware of a listener comes before
    that, the listener itself after. Where the middleware fails Slack hears nothing, and asks again.
    """

    desk: Desk
    manners: Manners

    async def admit_mention(self, body: dict[str, Any], context: AsyncBoltContext, next: Next) -> BoltResponse | None:
        """Write a mention down, before Slack is told that it came."""
        return await self._admit(parse_message(body, context.bot_user_id), context, next)

    async def admit_message(self, body: dict[str, Any], context: AsyncBoltContext, next: Next) -> BoltResponse | None:
        """Write a message down that asks the bot something, before Slack is told that it came."""
        typed = parse_message(body, context.bot_user_id)
        if typed and not typed.is_direct:
            # A mention in a channel comes as an event of its own; what is no mention asks the bot nothing but where a
            # channel has set that all questions do.
            bot = context.bot_user_id
            typed = parse_group_mention(body, bot) or parse_open_question(body, bot)
        return await self._admit(typed, context, next)

    async def handle(self, context: AsyncBoltContext, client: AsyncWebClient) -> None:
        held: Held = context[_HELD]
        await self.desk.work(held, client)

    async def _admit(self, typed: Typed | None, context: AsyncBoltContext, next_: Next) -> BoltResponse | None:
        typed = await self.manners.apply(typed) if typed else None
        held = await self.desk.admit(typed) if typed else None
        if held is None:
            return BoltResponse(status=200)
        context[_HELD] = held
        await next_()
        return None


def register(app: AsyncApp, questions: Questions) -> None:
    app.event("app_mention", middleware=[questions.admit_mention])(questions.handle)
    app.event("message", middleware=[questions.admit_message])(questions.handle)
