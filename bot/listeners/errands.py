"""What is asked with `/griffier`: a word that says what, and words that say how."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from msgspec import Struct
from slack_bolt.async_app import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.incoming import Visitor
from bot.texts import Texts


class Errand(Struct, frozen=True, kw_only=True):
    """One use of the command: who asks, in which language, and `words`, in lower case, what comes after the first.

    `trigger_id` opens a modal within three seconds; `response_url` is where `respond` answers.
    """

    visitor: Visitor
    texts: Texts
    words: tuple[str, ...]
    trigger_id: str
    response_url: str
    client: AsyncWebClient
    respond: AsyncRespond


# Shows a person's Home tab anew, after something on it changed.
Refresh = Callable[[AsyncWebClient, str, str], Awaitable[None]]
Run = Callable[[Errand], Awaitable[None]]
