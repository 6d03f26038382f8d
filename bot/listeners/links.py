"""Links to papers, in messages of people: those that the corpus holds are shown with their title and date."""

from __future__ import annotations

import logging
from typing import Any

from msgspec import Struct
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.finding import Finding
from bot.listeners.incoming import parse_visitor
from bot.posting import read_code
from bot.speaking import Speaking
from corpus.identifiers import SITES

logger = logging.getLogger(__name__)

# Slack tells of links to these and to what lies below them.
DOMAINS = (f"zoek.{SITES[0]}", *SITES)
# Whoever pastes a list of links is not helped by a wall of cards.
MOST_LINKS = 5


class Links(Struct, frozen=True, kw_only=True):
    """Shows the papers that links lead to."""

    speaking: Speaking

    async def handle(self, body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        event = body["event"]
        # The bot's own messages have their sources in them already.
        if event.get("bot_id") or event.get("user") == context.bot_user_id:
            return
        finding = await Finding.of(self.speaking, parse_visitor({**body, "user": {"id": event.get("user")}}))
        urls = dict.fromkeys(str(link["url"]) for link in event.get("links") or ())
        cards = [(url, blocks) for url in urls if (blocks := finding.unfurl(url))]
        unfurls = {url: {"blocks": [block.to_dict() for block in blocks]} for url, blocks in cards[:MOST_LINKS]}
        if not unfurls:
            return
        if event.get("unfurl_id") and event.get("source"):
            place = {"unfurl_id": event["unfurl_id"], "source": event["source"]}
        else:
            place = {"channel": event["channel"], "ts": event["message_ts"]}
        try:
            await client.chat_unfurl(**place, unfurls=unfurls)
        except SlackApiError as error:
            # The message is gone, or was changed: there is nothing left to show it under.
            logger.info("a link could not be shown (%s)", read_code(error))


def register(app: AsyncApp, links: Links) -> None:
    app.event("link_shared")(links.handle)
