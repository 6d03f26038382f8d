"""Questions that a person keeps: the button under an answer, `/griffier bewaard`, and the buttons of the list."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from msgspec import Struct
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Answering
from bot.errors import FullError
from bot.listeners.errands import Errand, Refresh
from bot.listeners.incoming import Visitor, parse_visitor
from bot.listeners.showing import open_view
from bot.posting import respond_with
from bot.speaking import Speaking
from bot.state.questions import SavedQuestion
from bot.state.state import State
from bot.texts import Texts
from bot.views.answer import build_notice
from bot.views.cutting import shorten
from bot.views.message import Message
from bot.views.modals import build_note
from bot.views.mrkdwn import escape
from bot.views.saved import ASK_AGAIN, REMOVE, SAVE, build_saved
from corpus.errors import LibraryError

logger = logging.getLogger(__name__)

WORDS = frozenset({"bewaard", "bewaarde", "saved"})


class Saving(Struct, frozen=True, kw_only=True):
    """Keeps, lists, asks and removes; a button names a question by its number, which is looked up for who presses."""

    speaking: Speaking
    state: State
    refresh: Refresh

    async def run(self, errand: Errand) -> None:
        visitor = errand.visitor
        try:
            questions = await self.list_of(visitor.team, visitor.person)
        except LibraryError as error:
            logger.error("%s; saved questions can't be shown", error)
            await respond_with(errand.respond, build_notice(errand.texts.steering.not_kept), is_public=False)
            return
        await respond_with(errand.respond, build_saved(questions, errand.texts), is_public=False)

    async def list_of(self, team: str, person: str) -> tuple[SavedQuestion, ...]:
        """Return a person's questions, the newest first.

        Raises:
            LibraryError: the database can't be used now.
        """
        return await self.state.run(self.state.questions.list_of, team, person)

    async def save(self, visitor: Visitor, text: str, texts: Texts) -> str:
        """Keep a question, and return what to say of it."""
        try:
            await self.state.run(self.state.questions.add, visitor.team, visitor.person, text)
        except FullError as error:
            return texts.feedback.saved_full.format(most=error.most)
        except LibraryError as error:
            logger.error("%s; a question was not saved", error)
            return texts.steering.not_kept
        return texts.feedback.saved

    async def handle_save(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        await ack()
        visitor = parse_visitor(body)
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        line = await self.save(visitor, str(action["value"]), texts)
        if "view" not in body:
            await respond_with(respond, build_notice(line), is_public=False, thread_ts=visitor.thread_ts)
        else:
            await open_view(build_note(line, texts), body, client)
        await self.refresh(client, visitor.team, visitor.person)

    async def handle_ask(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], respond: AsyncRespond
    ) -> None:
        await ack()
        visitor = parse_visitor(body)
        answering = await self.speaking.speak_to(visitor.team, visitor.person)
        try:
            question = await self._find(visitor, str(action["value"]))
        except LibraryError as error:
            logger.error("%s; a saved question can't be asked", error)
            message = build_notice(answering.texts.steering.not_kept)
        else:
            message = await _answer(answering, question)
        await respond_with(respond, message, is_public=False)

    async def handle_remove(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        await ack()
        visitor = parse_visitor(body)
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        try:
            message = await self._remove(visitor, str(action["value"]), texts)
        except LibraryError as error:
            logger.error("%s; a saved question was not removed", error)
            await respond_with(respond, build_notice(texts.steering.not_kept), is_public=False)
            return
        await respond_with(respond, message, is_public=False, replaces=True)
        await self.refresh(client, visitor.team, visitor.person)

    async def _remove(self, visitor: Visitor, id_: str, texts: Texts) -> Message:
        question = await self._find(visitor, id_)
        if question:
            await self.state.run(self.state.questions.remove, visitor.team, visitor.person, question.id)
        left = build_saved(await self.list_of(visitor.team, visitor.person), texts)
        if question is None:
            return left
        line = build_notice(escape(texts.feedback.removed.format(query=shorten(question.text, 200))))
        return Message(text=f"{line.text}\n{left.text}", blocks=(*line.blocks, *left.blocks))

    async def _find(self, visitor: Visitor, id_: str) -> SavedQuestion | None:
        questions = await self.list_of(visitor.team, visitor.person)
        return next((question for question in questions if str(question.id) == id_), None)


async def _answer(answering: Answering, question: SavedQuestion | None) -> Message:
    """Return the answer to a saved question; for one that is not there any more, that it isn't."""
    if question is None:
        return build_notice(answering.texts.feedback.saved_gone)
    answer = partial(answering.answer, question.text, can_share=True)
    return (await answering.think(question.text, answer)).message


def register(app: AsyncApp, saving: Saving) -> None:
    app.action(SAVE)(saving.handle_save)
    app.action(ASK_AGAIN)(saving.handle_ask)
    app.action(REMOVE)(saving.handle_remove)
