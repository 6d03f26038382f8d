"""The bot is put out of a workspace: the app is removed, or its token withdrawn."""

from __future__ import annotations

import time
from typing import Any

from msgspec import Struct
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse

from bot.leaving import Leaving
from bot.listeners.incoming import parse_team


class Departures(Struct, frozen=True, kw_only=True):
    """Forgets a workspace before Slack hears that it was told: where that fails, Slack tells it again."""

    leaving: Leaving

    async def admit_removal(self, body: dict[str, Any]) -> BoltResponse:
        """Forget a workspace that removed the app."""
        return await self._forget(body)

    async def admit_withdrawal(self, body: dict[str, Any]) -> BoltResponse:
        """Forget a workspace that withdrew the token of the bot."""
        # A token of a person does not concern the bot, which asks for none.
        is_ours = bool((body["event"].get("tokens") or {}).get("bot"))
        return await self._forget(body) if is_ours else BoltResponse(status=200)

    async def handle(self) -> None:
        """Do nothing: it was done before the acknowledgement."""

    async def _forget(self, body: dict[str, Any]) -> BoltResponse:
        await self.leaving.forget(parse_team(body), float(body.get("event_time") or time.time()))
        return BoltResponse(status=200)


def register(app: AsyncApp, departures: Departures) -> None:
    app.event("app_uninstalled", middleware=[departures.admit_removal])(departures.handle)
    app.event("tokens_revoked", middleware=[departures.admit_withdrawal])(departures.handle)
