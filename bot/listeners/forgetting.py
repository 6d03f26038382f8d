"""`/griffier vergeet mij`: what is kept of a person, and its removal."""

from __future__ import annotations

import logging
from typing import Any

from msgspec import Struct
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.errands import Errand, Refresh
from bot.listeners.incoming import parse_visitor
from bot.posting import respond_with
from bot.speaking import Speaking
from bot.state.state import State
from bot.views.answer import build_notice
from bot.views.forgetting import FORGET, KEEP, build_forget, build_forgotten
from corpus.errors import LibraryError

logger = logging.getLogger(__name__)

WORDS = frozenset({"vergeet", "wis", "forget"})


class Forgetting(Struct, frozen=True, kw_only=True):
    """Says what is kept of a person, and removes it once they confirm; always that of who asks alone."""

    speaking: Speaking
    state: State
    refresh: Refresh

    async def run(self, errand: Errand) -> None:
        visitor, keeping = errand.visitor, self.state.keeping
        try:
            personal = await self.state.run(keeping.count_person, visitor.team, visitor.person)
        except LibraryError as error:
            logger.error("%s; what is kept of a person can't be told", error)
            await respond_with(errand.respond, build_notice(errand.texts.steering.not_kept), is_public=False)
            return
        await respond_with(errand.respond, build_forget(personal, errand.texts), is_public=False)

    async def handle_forget(
        self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        await ack()
        visitor = parse_visitor(body)
        # Before their language is forgotten.
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        try:
            personal = await self.state.run(self.state.keeping.forget_person, visitor.team, visitor.person)
        except LibraryError as error:
            logger.error("%s; a person could not be forgotten", error)
            await respond_with(respond, build_notice(texts.steering.not_kept), is_public=False)
            return
        await respond_with(respond, build_forgotten(personal, texts), is_public=False, replaces=True)
        await self.refresh(client, visitor.team, visitor.person)

    async def handle_keep(self, ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        visitor = parse_visitor(body)
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        await respond_with(respond, build_notice(texts.steering.forget_left), is_public=False, replaces=True)


def register(app: AsyncApp, forgetting: Forgetting) -> None:
    app.action(FORGET)(forgetting.handle_forget)
    app.action(KEEP)(forgetting.handle_keep)
