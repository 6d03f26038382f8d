"""Answers go to Slack alone: a payload that names another place for them is not listened to."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct
from slack_bolt.response import BoltResponse

logger = logging.getLogger(__name__)

# Where Slack takes what is posted to a `response_url`, its Slack for governments included.
_HOOKS = ("https://hooks.slack.com", "https://hooks.slack-gov.com")


class Origin(Struct, frozen=True, kw_only=True):
    """Comes before all that may answer; `api_url` is where the Web API is, a local Slack's own for both."""

    api_url: str

    async def check(self, body: dict[str, Any], next: Callable[[], Awaitable[None]]) -> BoltResponse | None:
        """Let a payload on whose answers go to Slack, or to the local Slack that is in use; refuse others with 400."""
        urls = [body.get("response_url"), *(entry.get("response_url") for entry in body.get("response_urls") or ())]
        if all(self._is_slack(url) for url in urls if url):
            await next()
            return None
        logger.warning("a payload that wants its answer elsewhere than at Slack was refused")
        return BoltResponse(status=400)

    def _is_slack(self, url: object) -> bool:
        return isinstance(url, str) and _find_origin(url) in (*_HOOKS, _find_origin(self.api_url))


def _find_origin(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"
