"""Where the questions in the inbox are handed out: new ones at once, those that were left as soon as they can be."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import Counter
from dataclasses import dataclass, field, replace

from slack_sdk.web.async_client import AsyncWebClient

from bot import tracing
from bot.clerk import Clerk
from bot.errors import GriffierError, TokenError
from bot.figures import Figures
from bot.inbox import Held, Inbox
from bot.listeners.incoming import Typed
from bot.sending import LeaseLostError
from bot.workspaces import Workspaces
from corpus.errors import LibraryError

logger = logging.getLogger(__name__)

# How many questions are under way at once, in all and in one channel; the others wait in the inbox.
MOST_UNDERWAY = 64
MOST_IN_CHANNEL = 16
# Channels share so many locks: enough that two seldom wait for each other, and bounded.
_TURNS = 256
# How often is looked for what was left, in seconds, or sooner where the lease asks it.
_LOOK = 1.0
# So long answers are let come together before more questions are claimed at once, in seconds.
_GATHER = 0.02


@dataclass(slots=True, kw_only=True)
class _Work:
    held: Held
    lease_until: float
    task: asyncio.Task[None] | None = None


def _make_turns() -> tuple[asyncio.Lock, ...]:
    return tuple(asyncio.Lock() for _ in range(_TURNS))


@dataclass(slots=True, kw_only=True)
class Desk:
    """Has each question of the inbox answered once."""

    inbox: Inbox
    clerk: Clerk
    workspaces: Workspaces
    figures: Figures
    _underway: dict[str, _Work] = field(default_factory=dict, init=False)
    # Channels with questions that wait in the inbox: what comes there now waits behind them.
    _behind: set[tuple[str, str]] = field(default_factory=set, init=False)
    _turns: tuple[asyncio.Lock, ...] = field(default_factory=_make_turns, init=False)
    _is_closing: bool = field(default=False, init=False)
    _changed: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    @property
    def underway(self) -> int:
        """How many questions this process is answering."""
        return len(self._underway)

    async def admit(self, typed: Typed) -> Held | None:
        """Write a question down; return it if it is to be answered now, by this process.

        None if it was seen before, or waits its turn in the inbox.
        """
        if self.inbox.knows(typed):
            self.figures.duplicates += 1
            return None
        where = (typed.team, typed.channel)
        # One at a time in each channel, so that threads of the database don't change the order.
        async with self._turns[hash(where) % len(self._turns)]:
            is_mine = not self._is_closing and self._has_room(where)
            since = time.monotonic()
            held = await self.inbox.admit(typed, is_mine=is_mine)
            if held is None:
                self.figures.duplicates += 1
                return None
            if not is_mine and self.inbox.is_lasting(held):
                self._behind.add(where)
                logger.info("a question came, and waits its turn")
                return None
            self._underway[held.key] = _Work(held=held, lease_until=since + self.inbox.lease)
            logger.info("a question came")
            return held

    async def work(self, held: Held, client: AsyncWebClient) -> None:
        """Answer a question that was admitted or claimed, and cross it off."""
        work = self._underway[held.key]

        def may_post() -> bool:
            return not self.inbox.is_lasting(held) or time.monotonic() < work.lease_until

        try:
            is_done = await self.clerk.answer(held, client, may_post)
            while not is_done and not self.inbox.is_lasting(held) and not self._is_closing:
                # Nobody else knows of it. It may have been posted all the same.
                held = replace(held, event=replace(held.event, attempts=held.event.attempts + 1))
                is_done = await self.clerk.answer(held, client, may_post)
            if is_done:
                await self.inbox.finish(held)
        except LeaseLostError:
            logger.warning("another process has taken over an answer")
        except LibraryError as error:
            # The event comes up again, and is then found to be answered.
            logger.error("%s; an answered event could not be crossed off", error)
        finally:
            self._let_go(held)

    async def follow(self) -> None:
        """Hold on to what is under way, and take up what others left; never ends."""
        pause = min(_LOOK, self.inbox.lease / 4)
        while True:
            try:
                await self._renew()
                while await self._take_up():
                    pass
            except LibraryError as error:
                logger.error("%s; what is in the inbox waits", error)
            except Exception as error:
                # Whatever nobody foresaw: without this loop nothing that was left would be answered.
                self.figures.failures += 1
                logger.error("failure in the inbox", exc_info=error)
            await self._wait(pause)

    async def _wait(self, seconds: float) -> None:
        """Wait until it is time to look again: sooner where questions wait in the inbox for room here."""
        if self._behind:
            self._changed.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), seconds)
            seconds = min(seconds, _GATHER)
        await asyncio.sleep(seconds)

    async def close(self, seconds: float) -> None:
        """Finish what is under way, at most `seconds`, and leave the rest to others."""
        self._is_closing = True
        self.clerk.sender.hurry()
        try:
            async with asyncio.timeout(seconds):
                while self._underway:
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            logger.warning("%d answers were not finished in time; they are left in the inbox", self.underway)
            tasks = [work.task for work in self._underway.values() if work.task]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        try:
            await self.inbox.release()
        except LibraryError as error:
            logger.error("%s; what is left is taken up when its lease is over", error)

    def _has_room(self, where: tuple[str, str]) -> bool:
        if where in self._behind or len(self._underway) >= MOST_UNDERWAY:
            return False
        return self._count_channels()[where] < MOST_IN_CHANNEL

    def _count_channels(self) -> Counter[tuple[str, str]]:
        return Counter((work.held.typed.team, work.held.typed.channel) for work in self._underway.values())

    async def _renew(self) -> None:
        since = time.monotonic()
        lasting = {key: work for key, work in self._underway.items() if self.inbox.is_lasting(work.held)}
        if not lasting:
            return
        kept = await self.inbox.renew([work.held for work in lasting.values()])
        for work in lasting.values():
            if work.held.event.id in kept:
                work.lease_until = since + self.inbox.lease

    async def _take_up(self) -> bool:
        """Claim as many questions as there is room for; return whether there may be more of both."""
        full = {where for where, count in self._count_channels().items() if count >= MOST_IN_CHANNEL}
        room = min(MOST_UNDERWAY - len(self._underway), MOST_IN_CHANNEL)
        if room <= 0 or self._is_closing:
            return False
        since = time.monotonic()
        claimed = await self.inbox.claim(room, full)
        for held in claimed:
            if held.key in self._underway:
                # It was written down although the database said that it failed, and is answered from memory:
                # once its lease is over it is claimed again, and found to be answered.
                continue
            with tracing.follow(tracing.resume(held.typed.event_id, held.event.received_at)):
                logger.info("a question is taken up (attempt %d)", held.event.attempts)
                task = asyncio.create_task(self._resume(held))
            self._underway[held.key] = _Work(held=held, lease_until=since + self.inbox.lease, task=task)
        if len(claimed) < room:
            # Nothing waits any more but in the channels that are full.
            self._behind &= full
        return len(claimed) == room

    async def _resume(self, held: Held) -> None:
        """Answer a question that was claimed, with the token of its workspace; of one that left it is dropped."""
        try:
            client = await self.workspaces.find_client(held.typed.team)
        except (GriffierError, LibraryError) as error:
            # Once its token can be had, the question is answered, or told to be too late; where the bot must be
            # installed anew for that, which may be any day, it is dropped when it is too late.
            if isinstance(error, TokenError) and time.time() - held.event.received_at > self.clerk.latest:
                logger.error("%s; a question is dropped", error)
                await self.discard(held)
                return
            logger.error("%s; a question waits", error)
            await self._postpone(held)
            return
        except Exception as error:
            # Whatever nobody foresaw: the question is taken up again when its lease is over.
            logger.error("a question waits", exc_info=error)
            await self._postpone(held)
            return
        if client is not None:
            await self.work(held, client)
            return
        logger.warning("a question of a workspace that did not install the bot is dropped")
        await self.discard(held)

    async def _postpone(self, held: Held) -> None:
        """Leave a question for when its lease is over; that nothing could be tried now does not use up its attempts."""
        try:
            await self.inbox.uncount(held)
        except LibraryError as error:
            logger.error("%s; a question that waits is counted as tried", error)
        finally:
            self._let_go(held)

    async def discard(self, held: Held) -> None:
        """Cross a question off without an answer."""
        try:
            await self.inbox.finish(held)
        except LibraryError as error:
            logger.error("%s; a question comes up again", error)
        finally:
            self._let_go(held)

    def _let_go(self, held: Held) -> None:
        """Have a question under way here no longer; what was not crossed off comes up when its lease is over."""
        self._underway.pop(held.key, None)
        self._changed.set()
