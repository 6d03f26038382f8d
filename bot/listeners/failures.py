"""What nobody foresaw in a command or button: the trace goes to the log, a neutral sentence to the person."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.figures import Figures
from bot.listeners.incoming import parse_visitor
from bot.posting import ResponseRefusedError, respond_with
from bot.speaking import Speaking
from bot.views.answer import build_notice

logger = logging.getLogger(__name__)


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
        respond: AsyncRespond,
    ) -> None:
        reference = secrets.token_hex(4)
        self.figures.failures += 1
        logger.error("failure %s", reference, exc_info=error)
        visitor = parse_visitor(body)
        texts = (await self.speaking.speak_to(visitor.team, visitor.person)).texts
        message = build_notice(texts.failed.format(reference=reference))
        try:
            if context.response_url:
                await respond_with(respond, message, is_public=False)
        except ResponseRefusedError as refusal:
            logger.error("failure %s could not be told: %s", reference, refusal)


def register(app: AsyncApp, failures: Failures) -> None:
    app.error(failures.handle)
