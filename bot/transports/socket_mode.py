"""Socket Mode: the bot opens a WebSocket to Slack, so that it needs no public address."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.config import Secret
from bot.errors import StartError

logger = logging.getLogger(__name__)


@asynccontextmanager
async def connect(app: AsyncApp, app_token: Secret) -> AsyncIterator[None]:
    """Be connected to Slack while this context is open.

    Raises:
        StartError: Slack refuses the app token.
    """
    handler = AsyncSocketModeHandler(app, app_token.reveal())
    try:
        try:
            await handler.client.connect()  # type: ignore[no-untyped-call]
        except SlackApiError as error:
            reason = error.response.get("error")
            raise StartError(f"Slack refuses SLACK_APP_TOKEN ({reason}): make a new app-level token") from error
        logger.info("connected to Slack in Socket Mode")
        yield
    finally:
        await handler.client.close()  # type: ignore[no-untyped-call]
