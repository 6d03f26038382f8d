"""`/griffier taal`: the language that a person is spoken to in."""

from __future__ import annotations

import logging
import re
from typing import Any

from msgspec import Struct
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Language
from bot.listeners.errands import Errand, Refresh
from bot.listeners.incoming import Visitor, parse_visitor
from bot.posting import respond_with
from bot.speaking import Speaking
from bot.state.persons import PersonSettings
from bot.state.state import State
from bot.texts import Texts
from bot.views.answer import build_notice
from bot.views.language import CHOOSE_LANGUAGE, build_language_choice, find_language
from corpus.errors import LibraryError

logger = logging.getLogger(__name__)

WORDS = frozenset({"taal", "language"})
_DEFAULT = ("standaard", "default", "reset")


class Tongue(Struct, frozen=True, kw_only=True):
    """Asks and keeps a person's language; all that the bot says to them follows from the next word on."""

    speaking: Speaking
    state: State
    refresh: Refresh

    async def run(self, errand: Errand) -> None:
        if not errand.words:
            message = build_language_choice(errand.texts.steering.language_ask)
            await respond_with(errand.respond, message, is_public=False)
            return
        is_reset = errand.words[0] in _DEFAULT
        language = find_language(errand.words[0])
        if language is None and not is_reset:
            message = build_language_choice(errand.texts.steering.language_ask)
            await respond_with(errand.respond, message, is_public=False)
            return
        line = await self.choose(errand.visitor, language, errand.texts)
        await respond_with(errand.respond, build_notice(line), is_public=False)
        await self.refresh(errand.client, errand.visitor.team, errand.visitor.person)

    async def handle_choose(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        await ack()
        visitor = parse_visitor(body)
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        line = await self.choose(visitor, Language(str(action["value"])), texts)
        await respond_with(respond, build_notice(line), is_public=False, replaces=True)
        await self.refresh(client, visitor.team, visitor.person)

    async def choose(self, visitor: Visitor, language: Language | None, texts: Texts) -> str:
        """Keep a person's language, None for the installation's, and return what to say of it, in that language."""
        settings = PersonSettings(language=language)
        try:
            await self.state.run(self.state.persons.save, visitor.team, visitor.person, settings)
        except LibraryError as error:
            logger.error("%s; a language was not kept", error)
            return texts.steering.not_kept
        said = (await self.speaking.find_texts(visitor.team, visitor.person)).steering
        return said.language_kept if language else said.language_reset


def register(app: AsyncApp, tongue: Tongue) -> None:
    app.action(re.compile(f"^{CHOOSE_LANGUAGE}_"))(tongue.handle_choose)
