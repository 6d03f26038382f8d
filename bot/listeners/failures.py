"""What nobody foresaw in a command or button: the trace goes to the log, a neutral sentence to the person."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.figures import Figures
from bot.listeners.incoming import parse_visitor
from bot.listeners.showing import open_view
from bot.posting import ResponseRefusedError, read_code, respond_with
from bot.speaking import Speaking
from bot.views.answer import build_notice
from bot.views.modals import build_note

logger = logging.getLogger(__name__)

# What may open a modal, where it is done in one or on the Home tab: there a message has nowhere to go.
_OPENS = ("block_actions", "view_submission")
# As is a shortcut that stands at no message.
_SHORTCUT = "shortcut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """Logs an error under a reference and tells the person who asked."""

    speaking: Speaking
    figures: Figures

    async def handle(
        self,
        error: Exception,
        body: dict[str, Any],
        context: AsyncBoltContext,
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        reference = secrets.token_hex(4)
        self.figures.failures += 1
        logger.error("failure %s", reference, exc_info=error)
        try:
            await self._tell(reference, body, context, client, respond)
        except (ResponseRefusedError, SlackApiError) as refusal:
            reason = read_code(refusal) if isinstance(refusal, SlackApiError) else refusal
            logger.error("failure %s could not be told: %s", reference, reason)
        except Exception as trouble:
            # Such as a payload that names no place to tell it; nobody is left who could take what is raised here.
            logger.error("failure %s could not be told: %s", reference, type(trouble).__name__)

    async def _tell(
        self,
        reference: str,
        body: dict[str, Any],
        context: AsyncBoltContext,
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        visitor = parse_visitor(body)
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        line = texts.failed.format(reference=reference)
        kind = body.get("type")
        if kind == _SHORTCUT or (kind in _OPENS and body.get("view")):
            await open_view(build_note(line, texts), body, client)
        elif context.response_url:
            await respond_with(respond, build_notice(line), is_public=False)


def register(app: AsyncApp, failures: Failures) -> None:
    app.error(failures.handle)
