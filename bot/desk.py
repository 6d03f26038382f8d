"""Where the questions in the inbox are answered: new ones at once, those that were left as soon as they can be."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import tracing
from bot.answering import Reply
from bot.errors import GriffierError
from bot.figures import Figures
from bot.inbox import Held, Inbox
from bot.intake import Intake
from bot.listeners.incoming import Typed
from bot.pace import Pace, Verdict
from bot.posting import Place, read_code
from bot.sending import LeaseLostError, Letter, Receipt, Sender, SendingError
from bot.speaking import Speaking
from bot.threads import Threads
from bot.views.answer import build_notice
from bot.workspaces import Workspaces
from corpus.errors import LibraryError

logger = logging.getLogger(__name__)

# How many questions are under way at once, in all and in one channel; the others wait in the inbox.
MOST_UNDERWAY = 64
MOST_IN_CHANNEL = 16
# A question at which the bot stopped this often is itself the cause.
MOST_ATTEMPTS = 25
# Channels share so many locks: enough that two seldom wait for each other, and bounded.
_TURNS = 256
# How often is looked for what was left, in seconds, or sooner where the lease asks it.
_LOOK = 1.0
# So long answers are let come together before more questions are claimed at once, in seconds.
_GATHER = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How the desk works: `latest` is the age in seconds past which a question gets a word of apology instead."""

    latest: float = 900.0


@dataclass(slots=True, kw_only=True)
class _Work:
    held: Held
    lease_until: float
    task: asyncio.Task[None] | None = field(default=None)
    outcome: str = ""


class Desk:
    """Answers each question of the inbox once."""

    def __init__(
        self,
        *,
        inbox: Inbox,
        speaking: Speaking,
        threads: Threads,
        intake: Intake,
        sender: Sender,
        workspaces: Workspaces,
        pace: Pace,
        rules: Rules,
        figures: Figures,
    ) -> None:
        self._inbox = inbox
        self._speaking = speaking
        self._threads = threads
        self._intake = intake
        self._sender = sender
        self._workspaces = workspaces
        self._pace = pace
        self._rules = rules
        self._figures = figures
        self._underway: dict[str, _Work] = {}
        # Channels with questions that wait in the inbox: what comes there now waits behind them.
        self._behind: set[tuple[str, str]] = set()
        self._turns = tuple(asyncio.Lock() for _ in range(_TURNS))
        # One answer is thought out in each turn of the event loop, so that what comes is acknowledged in between.
        self._thinking = asyncio.Lock()
        self._is_closing = False
        self._changed = asyncio.Event()

    @property
    def underway(self) -> int:
        return len(self._underway)

    async def admit(self, typed: Typed) -> Held | None:
        """Write a question down; return it if it is to be answered now, by this process.

        None if it was seen before, or waits its turn in the inbox.
        """
        if self._inbox.knows(typed):
            self._figures.duplicates += 1
            return None
        where = (typed.team, typed.channel)
        # One at a time in each channel, so that threads of the database don't change the order.
        async with self._turns[hash(where) % len(self._turns)]:
            is_mine = not self._is_closing and self._has_room(where)
            since = time.monotonic()
            held = await self._inbox.admit(typed, is_mine=is_mine)
            if held is None:
                self._figures.duplicates += 1
                return None
            if not is_mine and self._inbox.is_lasting(held):
                self._behind.add(where)
                logger.info("a question came, and waits its turn")
                return None
            self._underway[held.key] = _Work(held=held, lease_until=since + self._inbox.lease)
            logger.info("a question came")
            return held

    async def work(self, held: Held, client: AsyncWebClient) -> None:
        """Answer a question that was admitted or claimed, and cross it off."""
        try:
            is_done = await self._answer(held, client)
            while not is_done and not self._inbox.is_lasting(held) and not self._is_closing:
                # Nobody else knows of it.
                is_done = await self._answer(held, client)
            if is_done:
                await self._inbox.finish(held)
        except LeaseLostError:
            logger.warning("another process has taken over an answer")
        except LibraryError as error:
            # The event comes up again, and is then found to be answered.
            logger.error("%s; an answered event could not be crossed off", error)
        finally:
            self._underway.pop(held.key, None)
            self._changed.set()

    async def follow(self) -> None:
        """Hold on to what is under way, and take up what others left; never ends."""
        pause = min(_LOOK, self._inbox.lease / 4)
        while True:
            try:
                await self._renew()
                while await self._take_up():
                    pass
            except LibraryError as error:
                logger.error("%s; what is in the inbox waits", error)
            except Exception as error:
                # Whatever nobody foresaw: without this loop nothing that was left would be answered.
                self._figures.failures += 1
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
        self._sender.hurry()
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
            await self._inbox.release()
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
        lasting = {key: work for key, work in self._underway.items() if self._inbox.is_lasting(work.held)}
        if not lasting:
            return
        kept = await self._inbox.renew([work.held for work in lasting.values()])
        for work in lasting.values():
            if work.held.event.id in kept:
                work.lease_until = since + self._inbox.lease

    async def _take_up(self) -> bool:
        """Claim as many questions as there is room for; return whether there may be more of both."""
        full = {where for where, count in self._count_channels().items() if count >= MOST_IN_CHANNEL}
        room = min(MOST_UNDERWAY - len(self._underway), MOST_IN_CHANNEL)
        if room <= 0 or self._is_closing:
            return False
        since = time.monotonic()
        claimed = await self._inbox.claim(room, full)
        for held in claimed:
            if held.key in self._underway:
                # It was written down although the database said that it failed, and is answered from memory:
                # once its lease is over it is claimed again, and found to be answered.
                continue
            with tracing.follow(tracing.resume(held.typed.event_id, held.event.received_at)):
                logger.info("a question is taken up (attempt %d)", held.event.attempts)
                task = asyncio.create_task(self._resume(held))
            self._underway[held.key] = _Work(held=held, lease_until=since + self._inbox.lease, task=task)
        if len(claimed) < room:
            # Nothing waits any more but in the channels that are full.
            self._behind &= full
        return len(claimed) == room

    async def _resume(self, held: Held) -> None:
        """Answer a question that was claimed, with the token of its workspace; of one that left it is dropped."""
        client = None
        try:
            client = await self._workspaces.find_client(held.typed.team)
        except GriffierError as error:
            logger.error("%s", error)
        except Exception as error:
            # Slack is out of reach, say: the question is let go of, and is taken up again when its lease is over.
            logger.error("a question waits", exc_info=error)
            self._underway.pop(held.key, None)
            self._changed.set()
            return
        if client is not None:
            await self.work(held, client)
            return
        logger.warning("a question of a workspace that did not install the bot is dropped")
        await self.discard(held)

    async def discard(self, held: Held) -> None:
        """Cross a question off without an answer."""
        try:
            await self._inbox.finish(held)
        except LibraryError as error:
            logger.error("%s; a question comes up again", error)
        finally:
            self._underway.pop(held.key, None)
            self._changed.set()

    async def _answer(self, held: Held, client: AsyncWebClient) -> bool:
        """Post the answer; return whether the event is done with."""
        work = self._underway[held.key]
        receipt = Receipt(
            key=held.key,
            since=held.typed.ts,
            was_tried=held.event.attempts > 1,
            may_post=lambda: not self._inbox.is_lasting(held) or time.monotonic() < work.lease_until,
        )
        asked = ""

        async def compose() -> Letter | None:
            nonlocal asked
            work.outcome, reply = await self._find_reply(held, client)
            if reply is None:
                return None
            if asked := reply.query:
                # Before it is posted, so that whoever goes on from the answer is always understood.
                await self._threads.remember(held.typed, asked)
            return Letter(place=find_place(held.typed), message=reply.message)

        try:
            for part in self._intake.list_parts(held.typed, client, held.event.attempts):
                own = replace(receipt, key=f"{receipt.key}:{part.name}")
                await self._sender.send(client, held.typed.channel, part.compose, own)
            if self._intake.takes_all(held.typed):
                return True
            posted = await self._sender.send(client, held.typed.channel, compose, receipt)
            if posted and asked and find_place(held.typed) == Place(held.typed.channel):
                # A message of its own, under which a thread may be opened.
                await self._threads.link(held.typed, asked, posted)
        except LeaseLostError:
            raise
        except SendingError as error:
            logger.error("%s; it is tried again later", error)
            return False
        except SlackApiError as error:
            # The channel is gone, the bot was put out of it, or the like: there is nowhere to say so.
            logger.error("Slack refuses an answer for good (%s)", read_code(error))
            work.outcome = "refused"
        self._note(held, work.outcome)
        return True

    def _note(self, held: Held, outcome: str) -> None:
        trace = tracing.find_trace() or tracing.resume(held.typed.event_id, held.event.received_at)
        self._figures.count_answer("event", outcome, trace.age)
        logger.info("%s after %.3f s", outcome, trace.age)

    async def _find_reply(self, held: Held, client: AsyncWebClient) -> tuple[str, Reply | None]:
        """Return how a question ends, in a word for the figures, and what to say; None for what gets no answer.

        A question that was not put to the bot by name gets one only where that surely answers it.
        """
        typed = held.typed
        answering = await self._speaking.speak_to(typed.team, typed.person)
        verdict = self._judge(held)
        if verdict is Verdict.NOTHING:
            return "ignored", None
        outcome = "answered"
        try:
            if verdict is Verdict.WORD:
                outcome, reply = "too many", _say(answering.texts.too_many_questions)
            elif self._is_late(held):
                outcome, reply = "late", _say(answering.texts.too_late)
            else:
                earlier = await self._threads.recall(typed, client)
                can_share = typed.is_direct or typed.for_asker
                answer = partial(answering.answer, typed.text, earlier=earlier, can_share=can_share)
                if answering.takes_long(f"{typed.text} {earlier}"):
                    reply = await asyncio.to_thread(answer)
                else:
                    async with self._thinking:
                        reply = answer()
        except Exception as error:
            # Whatever nobody foresaw: the person who asked should not be left without a word.
            reference = secrets.token_hex(4)
            self._figures.failures += 1
            logger.error("failure %s", reference, exc_info=error)
            outcome, reply = "failed", _say(answering.texts.failed.format(reference=reference))
        return (outcome, reply) if typed.is_asked or reply.is_sure else ("ignored", None)

    def _judge(self, held: Held) -> Verdict:
        # What was left by another process was counted by that.
        if held.event.attempts > 1 or self._is_late(held):
            return Verdict.ANSWER
        if not held.typed.is_asked:
            # Talk among people does not use up what a person may ask the bot, nor the word that it is too much.
            return Verdict.ANSWER
        return self._pace.judge(held.typed.team, held.typed.person)

    def _is_late(self, held: Held) -> bool:
        age = time.time() - held.event.received_at
        return age > self._rules.latest or held.event.attempts > MOST_ATTEMPTS


def _say(line: str) -> Reply:
    return Reply(message=build_notice(line), is_public=False)


def find_place(typed: Typed) -> Place:
    """Return where the answer belongs: in the thread that the question is in, or opens.

    What one person sees can't open a thread: Slack shows it only in one that is there.
    """
    person = typed.person if typed.for_asker and not typed.is_direct else None
    if typed.thread_ts or typed.is_direct or typed.in_channel or person:
        return Place(typed.channel, typed.thread_ts, person)
    return Place(typed.channel, typed.ts)
