"""What is said to one question, and where: the answer with its files, or why there is none."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from msgspec import Struct, field
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import tracing
from bot.answering import Answering, Reply
from bot.figures import Figures
from bot.inbox import Held
from bot.intake import Intake, find_place
from bot.listeners.incoming import Typed
from bot.pace import Pace, Verdict
from bot.posting import Place, read_code
from bot.sending import LeaseLostError, Letter, Receipt, Sender, SendingError
from bot.speaking import Speaking
from bot.threads import Threads
from bot.views.answer import build_notice
from corpus.query import reads_texts

logger = logging.getLogger(__name__)

# A question at which the bot stopped this often is itself the cause.
MOST_ATTEMPTS = 25


class Clerk(Struct, frozen=True, kw_only=True):
    """Answers a question; `latest` is the age in seconds past which it gets a word of apology instead."""

    speaking: Speaking
    threads: Threads
    intake: Intake
    sender: Sender
    pace: Pace
    figures: Figures
    latest: float = 900.0
    # One answer is thought out at a time, so that what comes is acknowledged in between.
    _thinking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def answer(self, held: Held, client: AsyncWebClient, may_post: Callable[[], bool]) -> bool:
        """Post the answer where it may be posted at that moment; return whether the event is done with.

        Raises:
            LeaseLostError: it may not be posted, as another process has taken it over.
        """
        receipt = Receipt(key=held.key, since=held.typed.ts, was_tried=held.event.attempts > 1, may_post=may_post)
        asked = outcome = ""

        async def compose() -> Letter | None:
            nonlocal asked, outcome
            outcome, reply = await self._find_reply(held, client)
            if reply is None:
                return None
            if asked := reply.query:
                # Before it is posted, so that whoever goes on from the answer is always understood.
                await self.threads.remember(held.typed, asked)
            return Letter(place=find_place(held.typed), message=reply.message)

        try:
            await self._send_parts(held, client, receipt)
            if self.intake.takes_all(held.typed):
                return True
            posted = await self.sender.send(client, held.typed.channel, compose, receipt)
            if posted and asked and find_place(held.typed) == Place(held.typed.channel):
                # A message of its own, under which a thread may be opened.
                await self.threads.link(held.typed, asked, posted)
        except LeaseLostError:
            raise
        except SendingError as error:
            logger.error("%s; it is tried again later", error)
            return False
        except SlackApiError as error:
            # The channel is gone, the bot was put out of it, or the like: there is nowhere to say so.
            logger.error("Slack refuses an answer for good (%s)", read_code(error))
            outcome = "refused"
        self._note(held, outcome)
        return True

    async def _send_parts(self, held: Held, client: AsyncWebClient, receipt: Receipt) -> None:
        """Post what is said of each file that came with a question, each under a key of its own."""
        for part in self.intake.list_parts(held.typed, client, held.event.attempts):
            own = replace(receipt, key=f"{receipt.key}:{part.name}")
            await self.sender.send(client, held.typed.channel, part.compose, own)

    def _note(self, held: Held, outcome: str) -> None:
        trace = tracing.find_trace() or tracing.resume(held.typed.event_id, held.event.received_at)
        self.figures.count_answer("event", outcome, trace.age)
        logger.info("%s after %.3f s", outcome, trace.age)

    async def _find_reply(self, held: Held, client: AsyncWebClient) -> tuple[str, Reply | None]:
        """Return how a question ends, in a word for the figures, and what to say; None for what gets no answer.

        A question that was not put to the bot by name gets one only where that surely answers it.
        """
        typed = held.typed
        answering = await self.speaking.speak_to(typed.team, typed.person)
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
                earlier = await self.threads.recall(typed, client)
                reply = await self._think(answering, typed, earlier)
        except Exception as error:
            # Whatever nobody foresaw: the person who asked should not be left without a word.
            reference = secrets.token_hex(4)
            self.figures.failures += 1
            logger.error("failure %s", reference, exc_info=error)
            outcome, reply = "failed", _say(answering.texts.failed.format(reference=reference))
        return (outcome, reply) if typed.is_asked or reply.is_sure else ("ignored", None)

    async def _think(self, answering: Answering, typed: Typed, earlier: str) -> Reply:
        """Return the answer to a question; where that takes long others are answered meanwhile."""
        can_share = typed.is_direct or typed.for_asker
        answer = partial(answering.answer, typed.text, earlier=earlier, can_share=can_share)
        text = f"{typed.text} {earlier}"
        if reads_texts(text):
            # Whoever reads from disk holds up nobody.
            return await asyncio.to_thread(answer)
        await answering.prepare(typed.text)
        await answering.embed(typed.text, earlier)
        # Several at once would hold up each other, and what comes.
        async with self._thinking:
            return await asyncio.to_thread(answer) if answering.takes_long(text) else answer()

    def _judge(self, held: Held) -> Verdict:
        # What was left by another process was counted by that.
        if held.event.attempts > 1 or self._is_late(held):
            return Verdict.ANSWER
        if not held.typed.is_asked:
            # Talk among people does not use up what a person may ask the bot, nor the word that it is too much.
            return Verdict.ANSWER
        return self.pace.judge(held.typed.team, held.typed.person)

    def _is_late(self, held: Held) -> bool:
        age = time.time() - held.event.received_at
        return age > self.latest or held.event.attempts > MOST_ATTEMPTS


def _say(line: str) -> Reply:
    return Reply(message=build_notice(line), is_public=False)
