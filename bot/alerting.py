"""Following a query: for a channel or a person, from now on; listing and stopping it."""

from __future__ import annotations

import asyncio

from msgspec import Struct
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import FullError
from bot.holdings import Holdings
from bot.listeners.incoming import Visitor
from bot.posting import read_code
from bot.speaking import Speaking
from bot.state.alerts import MOST_ALERTS, Alert, Pace
from bot.state.state import State
from bot.texts import Texts
from bot.views.follow import LONGEST_QUERY
from corpus.errors import LibraryError, QueryError
from corpus.query import MOST_NUMBERS, NumberQuery, parse_query

_NOT_THERE = frozenset({"not_in_channel", "channel_not_found"})


class Refusal(Struct, frozen=True, kw_only=True):
    """Why something is not done, in a sentence that is already escaped."""

    line: str


class Alerting(Struct, frozen=True, kw_only=True):
    """Keeps what is followed."""

    state: State
    holdings: Holdings
    speaking: Speaking

    async def follow(
        self, client: AsyncWebClient, visitor: Visitor, query: str, *, target: str, pace: Pace
    ) -> Alert | Refusal:
        """Follow a query from now on; what the papers hold already is no news."""
        answering = await self.speaking.speak_to(visitor.team, visitor.person)
        texts, query = answering.texts, " ".join(query.split())
        problem = await asyncio.to_thread(self._find_problem, query, visitor.team, texts)
        if problem is None and target != visitor.person and not await _is_member(client, target):
            problem = texts.alerts.not_a_member
        if problem:
            return Refusal(line=problem)
        try:
            return await self.state.run(
                self.state.alerts.add,
                visitor.team,
                query=query,
                target=target,
                person=visitor.person,
                pace=pace,
                seen=await asyncio.to_thread(self._find_revision),
            )
        except FullError:
            return Refusal(line=texts.alerts.too_many.format(most=MOST_ALERTS))
        except LibraryError:
            return Refusal(line=texts.alerts.not_now)

    async def list_of(self, visitor: Visitor) -> tuple[Alert, ...]:
        """Return what is followed where somebody is: in the channel, or by the person in a direct message."""
        return await self.state.run(self.state.alerts.list_of, visitor.team, find_target(visitor))

    async def set_pace(self, visitor: Visitor, id_: int, pace: Pace) -> Alert | None:
        """Change when news is told; None where it is not followed there any more."""
        return await self.state.run(self.state.alerts.set_pace, visitor.team, find_target(visitor), id_, pace)

    async def stop(self, visitor: Visitor, id_: int) -> Alert | None:
        """Stop following; return what was followed, None where it was not any more."""
        remove = self.state.alerts.remove
        return await self.state.run(remove, visitor.team, find_target(visitor), id_, by=visitor.person)

    def _find_problem(self, query: str, team: str, texts: Texts) -> str | None:
        if len(query) > LONGEST_QUERY:
            return texts.alerts.too_long.format(most=LONGEST_QUERY)
        try:
            read = parse_query(query)
        except QueryError:
            return texts.too_many_numbers.format(most=MOST_NUMBERS)
        if isinstance(read, NumberQuery) or read.is_restricted:
            return None
        has_terms = self.holdings.searcher.within(team).search(read, top=1).has_terms
        return None if has_terms else texts.alerts.nothing_to_follow

    def _find_revision(self) -> int:
        """Return up to which revision nothing is news: what was added a moment ago may not be taken up yet."""
        return max(self.holdings.shelves.find_revision(), self.holdings.revision, 0)


def find_target(visitor: Visitor) -> str:
    """Return who follows what somebody says here: the channel, or the person in direct messages and the Home tab."""
    is_channel = visitor.channel and not visitor.channel.startswith("D")
    return visitor.channel if is_channel else visitor.person


async def _is_member(client: AsyncWebClient, channel: str) -> bool:
    """Tell whether the bot can post to a channel: it may read where it is a member alone."""
    try:
        await client.conversations_history(channel=channel, limit=1)
    except SlackApiError as error:
        return read_code(error) not in _NOT_THERE
    return True
