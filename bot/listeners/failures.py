"""What nobody foresaw: the trace goes to the log, a neutral sentence with its reference to the person."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import ReplyIn
from bot.listeners.incoming import parse_message
from bot.listeners.questions import find_place
from bot.posting import ResponseRefusedError, post, respond_with
from bot.texts import Texts
from bot.views.answer import build_notice

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """Logs an error under a reference and tells the person who asked."""

    texts: Texts
    reply_in: ReplyIn

    async def handle(
        self,
        error: Exception,
        body: dict[str, Any],
        client: AsyncWebClient,
        context: AsyncBoltContext,
        respond: AsyncRespond,
    ) -> None:
        reference = secrets.token_hex(4)
        logger.error("failure %s", reference, exc_info=error)
        message = build_notice(self.texts.failed.format(reference=reference))
        try:
            if context.response_url:
                await respond_with(respond, message, is_public=False)
            elif typed := parse_message(body, context.bot_user_id):
                await post(client, find_place(typed, self.reply_in), message)
        except (SlackApiError, ResponseRefusedError) as refusal:
            logger.error("failure %s could not be told: %s", reference, refusal)


def register(app: AsyncApp, failures: Failures) -> None:
    app.error(failures.handle)
