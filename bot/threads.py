"""What was asked in a thread before, for the questions that go on from it."""

from __future__ import annotations

import asyncio
import logging

import aiohttp
from msgspec import Struct
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.incoming import Typed, Visitor
from bot.posting import parse_query_metadata
from bot.state.state import State

logger = logging.getLogger(__name__)

# An answer waits no longer than this, in seconds, for what it can do without.
_PATIENCE = 2.0


class Threads(Struct, frozen=True, kw_only=True):
    """Remembers what each question asked; where the database can't be used it remembers nothing."""

    state: State

    async def recall(self, typed: Typed, client: AsyncWebClient) -> str:
        """Return what was asked last in the thread before a question, empty if nothing was or it opens one."""
        if typed.thread_ts is None:
            return ""
        store = self.state.subjects
        place = (typed.team, typed.channel, typed.thread_ts)
        subject = await self.state.run_or(None, store.find, *place, before=typed.ts)
        return subject or await _read_parent(client, typed.channel, typed.thread_ts)

    async def remember(self, typed: Typed, query: str) -> None:
        """Keep what a question asked, for its thread or the one that it opens."""
        await self._save(typed, typed.thread_ts or typed.ts, query)

    async def link(self, typed: Typed, query: str, answer_ts: str) -> None:
        """Keep what a question asked for the thread that may be opened under its answer."""
        await self._save(typed, answer_ts, query)

    async def go_on_from(self, visitor: Visitor, thread_ts: str, query: str, *, since: str) -> None:
        """Keep what an answer answers for what is asked in a thread after a time stamp, such as that of a press.

        An answer that stands beside its question has two: the one under it, and the one under the question.
        """
        store = self.state.subjects
        question = await self.state.run_or(None, store.find_question, visitor.team, visitor.channel, thread_ts)
        for under in filter(None, (thread_ts, question)):
            place = (visitor.team, visitor.channel, under)
            await self.state.run_or(None, store.save, *place, ts=since, query=query, person=visitor.person)

    async def _save(self, typed: Typed, thread_ts: str, query: str) -> None:
        store = self.state.subjects
        place = (typed.team, typed.channel, thread_ts)
        await self.state.run_or(None, store.save, *place, ts=typed.ts, query=query, person=typed.person)


async def _read_parent(client: AsyncWebClient, channel: str, thread_ts: str) -> str:
    """Return what the message that a thread is under answers, if it is the answer to a command."""
    try:
        async with asyncio.timeout(_PATIENCE):
            found = await client.conversations_replies(
                channel=channel, ts=thread_ts, limit=1, include_all_metadata=True
            )
    except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as error:
        logger.warning("what a thread is about could not be looked up (%s)", type(error).__name__)
        return ""
    messages = found.get("messages") or ()
    return parse_query_metadata(messages[0]) if messages else ""
