"""Posting so that it arrives, once: in the order of each channel, waiting as long as Slack says."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from msgspec import Struct
from slack_sdk.errors import SlackApiError
from slack_sdk.models.metadata import Metadata
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.figures import Figures
from bot.posting import Place, post, read_code, read_wait
from bot.views.message import Message

logger = logging.getLogger(__name__)

EVENT_TYPE = "griffier_answer"
# What Slack answers when the trouble is its own and may pass.
_PASSING = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org", "ratelimited"}
)
_LONGEST_WAIT = 30.0
# Who is told to stop still waits this long for Slack, in seconds.
_MOMENT = 2.0
_PAGE = 200
_MOST_PAGES = 25


class SendingError(Exception):
    """A message that could not be posted for now."""


class LeaseLostError(SendingError):
    """Another process has taken over what was to be posted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What makes a posting sure: the key that it bears, and where to look whether it was posted already.

    `since` is the `ts` of the question; `was_tried` says that it may have been posted before.
    `may_post` is asked right before every try.
    """

    key: str
    since: str
    was_tried: bool = False
    may_post: Callable[[], bool] = field(default=lambda: True)


class Letter(Struct, frozen=True, kw_only=True):
    """A message, and where it goes."""

    place: Place
    message: Message


# Writes what is to be sent, or finds that nothing is.
Compose = Callable[[], Awaitable[Letter | None]]


@dataclass(slots=True)
class _Lane:
    """One channel: whoever posts there waits for those before."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    posted_at: float = float("-inf")


class Sender:
    """Posts for all workspaces. A channel that has to wait holds up no other.

    Slack counts a message a second for each channel, and some hundreds a minute for a workspace. A 429
    in a channel that posted within the last second is taken as the channel's own; else as the workspace's.
    """

    def __init__(self, *, patience: float, figures: Figures) -> None:
        self._patience = patience
        self._figures = figures
        self._lanes: dict[tuple[str, str], _Lane] = {}
        self._pauses: dict[str, float] = {}
        self._hurried = asyncio.Event()

    @property
    def waiting(self) -> int:
        """How many messages wait for their turn or for Slack."""
        return sum(lane.waiting for lane in self._lanes.values())

    async def send(self, client: AsyncWebClient, channel: str, compose: Compose, receipt: Receipt) -> str | None:
        """Post what is composed for a channel, unless a message with the receipt's key is there already.

        Returns the time stamp of the message that is there now, None where nothing was to be sent. It is composed
        in the channel's turn: what was asked first is also read and answered first. A message for one person can't
        be looked up: where it may have been posted already, it is posted again.

        Raises:
            SendingError: Slack could not be reached, or only said to wait, for as long as the patience is.
            LeaseLostError: it is no longer this process's to post.
            SlackApiError: Slack refuses for good, such as in a channel that is gone.
        """
        # The handlers of the client would wait without letting go of it, and post again without looking.
        bare = AsyncWebClient(token=client.token, base_url=client.base_url, session=client.session, retry_handlers=[])
        async with self._take_turn(str(client.token), channel) as lane:
            letter = await compose()
            return await self._try(bare, letter, receipt, lane) if letter else None

    async def _try(self, client: AsyncWebClient, letter: Letter, receipt: Receipt, lane: _Lane) -> str:
        until = time.monotonic() + self._patience
        is_doubtful = receipt.was_tried
        attempt = -1
        while True:
            attempt += 1
            await self._wait_for_workspace(str(client.token))
            if not receipt.may_post():
                raise LeaseLostError(receipt.key)
            try:
                if is_doubtful and (found := await find_posted(client, letter.place, receipt)):
                    return found
                is_doubtful = False
                posted = await post(client, letter.place, letter.message, metadata=build_metadata(receipt.key))
            except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as error:
                pause = self._judge(error, str(client.token), lane, attempt)
                # Only a 429 says for certain that nothing was posted.
                is_doubtful = is_doubtful or not _is_limited(error)
                if time.monotonic() + pause > until:
                    raise SendingError("Slack did not take a message in time") from error
                self._figures.retries[_name_reason(error)] += 1
                await self._rest(pause)
            else:
                lane.posted_at = time.monotonic()
                return posted

    def _judge(self, error: Exception, token: str, lane: _Lane, attempt: int) -> float:
        """Return how many seconds to wait after an error.

        Raises:
            SlackApiError: waiting would not help.
        """
        backoff: float = min(_LONGEST_WAIT, 0.25 * 2 ** min(attempt, 10))
        backoff *= random.uniform(0.8, 1.2)  # noqa: S311 - no secret
        if not isinstance(error, SlackApiError):
            logger.warning("Slack could not be reached (%s); trying again", type(error).__name__)
            return backoff
        if _is_limited(error):
            wait = read_wait(error.response.headers)
            logger.info("Slack says to wait %.1f s", wait)
            if time.monotonic() - lane.posted_at > 1.0:
                self._pauses[token] = max(self._pauses.get(token, 0.0), time.monotonic() + wait)
            return wait
        if is_passing(error):
            logger.warning("Slack has trouble (%s); trying again", _read_status(error))
            return backoff
        raise error

    def hurry(self) -> None:
        """Give up, from here on, what would have to wait longer than a moment: it is for the next process."""
        self._hurried.set()

    async def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        if seconds > _MOMENT:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._hurried.wait(), seconds)
                raise SendingError("Slack says to wait, and there is no time left for that")
        await asyncio.sleep(max(0.0, until - time.monotonic()))

    async def _wait_for_workspace(self, token: str) -> None:
        # Whoever waited looks again: Slack may have told another channel to wait longer meanwhile.
        while (until := self._pauses.get(token, 0.0)) > time.monotonic():
            await self._rest(until - time.monotonic())

    @asynccontextmanager
    async def _take_turn(self, token: str, channel: str) -> AsyncIterator[_Lane]:
        lane = self._lanes.setdefault((token, channel), _Lane())
        lane.waiting += 1
        try:
            async with lane.turn:
                yield lane
        finally:
            lane.waiting -= 1
            self._forget_quiet_lanes()

    def _forget_quiet_lanes(self) -> None:
        quiet = time.monotonic() - 1.0
        for name, lane in list(self._lanes.items()):
            if not lane.waiting and lane.posted_at < quiet:
                del self._lanes[name]


def build_metadata(key: str) -> Metadata:
    """Return the message metadata by which an answer is found again."""
    return Metadata(event_type=EVENT_TYPE, event_payload={"key": key})


async def find_posted(client: AsyncWebClient, place: Place, receipt: Receipt) -> str | None:
    """Return the time stamp of the message with the receipt's key where it should stand, since the question.

    None where there is none, and where Slack does not let the bot look, as for what one person sees: rather twice
    than never.
    """
    if place.person:
        return None
    cursor = ""
    for _ in range(_MOST_PAGES):
        try:
            answer = await _list_messages(client, place, receipt.since, cursor)
        except SlackApiError as error:
            if is_passing(error):
                raise
            logger.error("could not look up what was posted (%s); posting again", read_code(error))
            return None
        for message in answer.get("messages") or ():
            metadata = message.get("metadata") or {}
            if metadata.get("event_type") == EVENT_TYPE and metadata["event_payload"].get("key") == receipt.key:
                return str(message["ts"])
        cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return None
    logger.error("too much was posted since to look it up; posting again")
    return None


async def _list_messages(client: AsyncWebClient, place: Place, since: str, cursor: str) -> AsyncSlackResponse:
    after = cursor or None
    if place.thread_ts:
        return await client.conversations_replies(
            channel=place.channel,
            ts=place.thread_ts,
            oldest=since,
            cursor=after,
            include_all_metadata=True,
            limit=_PAGE,
        )
    return await client.conversations_history(
        channel=place.channel, oldest=since, cursor=after, include_all_metadata=True, limit=_PAGE
    )


def is_passing(error: SlackApiError) -> bool:
    """Tell whether trying again later may help.

    What bears no word of Slack's is no refusal of Slack's: something on the way, such as a proxy, answered instead.
    """
    code = read_code(error)
    return not code or code in _PASSING or _read_status(error) >= 500 or _read_status(error) == 429


def _is_limited(error: Exception) -> bool:
    return isinstance(error, SlackApiError) and (_read_status(error) == 429 or read_code(error) == "ratelimited")


def _read_status(error: SlackApiError) -> int:
    # Of what can't be read slack_sdk gives aiohttp's response, which calls it otherwise.
    return int(getattr(error.response, "status_code", 0) or getattr(error.response, "status", 0))


def _name_reason(error: Exception) -> str:
    if not isinstance(error, SlackApiError):
        return "unreachable"
    return "limited" if _is_limited(error) else "trouble"
