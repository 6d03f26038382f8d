"""Clients of Slack's Web API."""

from __future__ import annotations

import json

import msgspec
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Secret

# slack_sdk retries connection errors alone unless it is told more; a 429 waits as long as Slack says.
RETRIES = 5
# After an error of its own Slack may have posted all the same: a second try is worth that, a fifth is not.
SERVER_ERROR_RETRIES = 1


def write_json(value: object) -> str:
    """Return a value as JSON; msgspec takes a tenth of the time for a message, but writes no half of a sign."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        return json.dumps(value)


def build_client(token: Secret | None, api_url: str, *, retries: int = RETRIES) -> AsyncWebClient:
    """Return a client that waits and tries again, so many times, where Slack is busy or out of reach."""
    return AsyncWebClient(
        token=token.reveal() if token else None,
        base_url=api_url,
        retry_handlers=[
            AsyncConnectionErrorRetryHandler(max_retry_count=retries),
            AsyncRateLimitErrorRetryHandler(max_retry_count=retries),
            AsyncServerErrorRetryHandler(max_retry_count=SERVER_ERROR_RETRIES),
        ],
    )
