"""Posting a message so that it arrives: in its designed form, else in its simplest."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from functools import partial

from msgspec import Struct
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackApiError, SlackObjectFormationError
from slack_sdk.models.metadata import Metadata
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.webhook_response import WebhookResponse

from bot.clients import RETRIES, SERVER_ERROR_RETRIES
from bot.views.message import Message, build_section
from bot.views.mrkdwn import keep_marks_apart

logger = logging.getLogger(__name__)

# What Slack answers when it does not like the form of a message rather than its place.
_REFUSALS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long"})
_LONGEST_WAIT = 30.0
QUERY_TYPE = "griffier_query"
# Slack takes some 16,000 characters of metadata.
QUERY_LIMIT = 2_000


class Place(Struct, frozen=True):
    """Where a message goes: a channel, the thread in it, if any, and the person who alone sees it, if any."""

    channel: str
    thread_ts: str | None = None
    person: str | None = None


async def post(client: AsyncWebClient, place: Place, message: Message, *, metadata: Metadata | None = None) -> str:
    """Post `message` once, without waiting, and return its time stamp; where its blocks are refused, its text alone.

    Raises:
        SlackApiError: Slack refuses for another reason, such as a channel that is gone.
    """
    if blocks := _write_blocks(message):
        try:
            return await _post(client, place, message.text, blocks, metadata)
        except SlackApiError as error:
            if read_code(error) not in _REFUSALS:
                raise
            logger.error("Slack refused the blocks of a message (%s)", read_code(error))
    return await _post(client, place, keep_marks_apart(message.text), None, metadata)


def _write_blocks(message: Message) -> list[dict[str, object]] | None:
    """Return the blocks of a message as Slack gets them; None where slack_sdk knows that Slack would refuse them."""
    try:
        return message.written
    except SlackObjectFormationError as error:
        logger.error("the blocks of a message are none (%s)", error)
        return None


async def _post(
    client: AsyncWebClient, place: Place, text: str, blocks: list[dict[str, object]] | None, metadata: Metadata | None
) -> str:
    if place.person:
        # Slack takes no metadata here, and keeps nothing that could be looked up.
        answer = await client.chat_postEphemeral(
            channel=place.channel, user=place.person, thread_ts=place.thread_ts, text=text, blocks=blocks
        )
        return str(answer["message_ts"])
    answer = await client.chat_postMessage(
        channel=place.channel,
        thread_ts=place.thread_ts,
        text=text,
        blocks=blocks,
        unfurl_links=False,
        unfurl_media=False,
        metadata=metadata,
    )
    return str(answer["ts"])


def read_code(error: SlackApiError) -> str:
    """Return Slack's own word for an error; empty where its answer was not even in its form."""
    # Of what can't be read slack_sdk gives aiohttp's response, which has no data.
    data = getattr(error.response, "data", None)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


async def respond_with(
    respond: AsyncRespond,
    message: Message,
    *,
    is_public: bool,
    replaces: bool = False,
    thread_ts: str | None = None,
    query: str = "",
) -> None:
    """Answer a command or a button through its `response_url`, to the channel (or a thread) or to the asker alone.

    `query` is what the message answers, borne with it for whoever asks on in a thread under it.

    Raises:
        ResponseRefusedError: Slack takes neither the blocks nor the text.
    """
    metadata = build_query_metadata(query) if query else None
    send = partial(
        _send, respond, message.text, is_public=is_public, replaces=replaces, thread_ts=thread_ts, metadata=metadata
    )
    if blocks := _write_blocks(message):
        response = await send(blocks)
        if response.status_code == 200:
            return
        if _is_trouble(response):
            raise ResponseRefusedError(response.body[:100])
        logger.error("Slack refused the blocks of a response (%s)", response.body[:100])
    plain = [build_section(keep_marks_apart(message.text)[:2_900]).to_dict()]
    response = await send(plain)
    if response.status_code != 200:
        raise ResponseRefusedError(response.body[:100])


def build_query_metadata(query: str) -> Metadata:
    """Return the message metadata by which the query of an answer is known that no question stands before."""
    return Metadata(event_type=QUERY_TYPE, event_payload={"query": query[:QUERY_LIMIT]})


def parse_query_metadata(message: Mapping[str, object]) -> str:
    """Return the query that a message bears, empty where it bears none."""
    metadata = message.get("metadata")
    if not isinstance(metadata, Mapping) or metadata.get("event_type") != QUERY_TYPE:
        return ""
    payload = metadata.get("event_payload")
    return str(payload.get("query") or "") if isinstance(payload, Mapping) else ""


def _is_trouble(response: WebhookResponse) -> bool:
    return response.status_code == 429 or response.status_code >= 500


class ResponseRefusedError(Exception):
    """A `response_url` that is used up, expired, or refuses what it is given."""


async def _send(
    respond: AsyncRespond,
    text: str,
    blocks: list[dict[str, object]],
    *,
    is_public: bool,
    replaces: bool,
    thread_ts: str | None,
    metadata: Metadata | None,
) -> WebhookResponse:
    """Send once, and where Slack says to wait or has trouble of its own, again."""
    give = partial(
        respond,
        metadata=metadata.to_dict() if metadata else None,
        text=text,
        blocks=blocks,
        response_type="in_channel" if is_public else "ephemeral",
        replace_original=replaces,
        thread_ts=thread_ts,
        unfurl_links=False,
        unfurl_media=False,
    )
    attempt = 0
    while (wait := _find_wait(response := await give(), attempt)) is not None:
        logger.warning("Slack did not take a response (%d); trying again in %.1f s", response.status_code, wait)
        await asyncio.sleep(wait)
        attempt += 1
    return response


def _find_wait(response: WebhookResponse, attempt: int) -> float | None:
    """Return after how many seconds to send a response again, as often as a call; None where that would not help."""
    if response.status_code == 429 and attempt < RETRIES:
        return min(_LONGEST_WAIT, read_wait(response.headers))
    return 1.0 if response.status_code >= 500 and attempt < SERVER_ERROR_RETRIES else None


def read_wait(headers: Mapping[str, object] | None) -> float:
    """Return how many seconds Slack says to wait, 1 where it does not say."""
    given = {str(name).lower(): value for name, value in (headers or {}).items()}
    try:
        return max(0.0, float(str(given.get("retry-after", "1"))))
    except ValueError:
        return 1.0
