"""One WebSocket of Socket Mode, from its greeting to its end.

slack_sdk's own client closes a connection before it opens the next, acknowledges over whatever connection
it has by then, and has gone silent after reconnecting (slackapi/bolt-python issues 417 and 1529). Here a
line is never used again once it ended, and acknowledges what came over it itself.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable

import aiohttp
from msgspec import Struct
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot import tracing
from bot.figures import Figures
from bot.transports.shapes import MalformedError, check_payload

logger = logging.getLogger(__name__)

# Seconds that what came may take to be acknowledged before the line closes.
_LAST_WORDS = 3.0


class Pulse(Struct, frozen=True, kw_only=True):
    """How soon a line counts as deaf, in seconds: without a greeting, or silent.

    A silent line is pinged after `ping`, and ended when no answer comes within half of that.
    """

    greeting: float = 10.0
    ping: float = 8.0


class LineError(Exception):
    """A line that does not come about."""


class Line(AsyncBaseSocketModeClient):
    """Reads envelopes, has the app answer each, and acknowledges it."""

    def __init__(
        self, app: AsyncApp, app_token: str, pulse: Pulse, notice: Callable[[Line], None], figures: Figures
    ) -> None:
        self.app_token = app_token
        self.web_client = app.client
        # What the libraries write through it, they write of what people typed.
        self.logger = logging.getLogger("slack_sdk.socket_mode")
        self.closed = False
        self.ending = asyncio.Event()
        self.reason = ""
        self.may_overlap = True
        self.missed = 0
        self._app = app
        self._pulse = pulse
        self._notice = notice
        self._figures = figures
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._reading: asyncio.Task[None] | None = None
        self._envelopes: set[asyncio.Task[None]] = set()

    @property
    def is_open(self) -> bool:
        """Whether what Slack sends over it is still read."""
        return not self.ending.is_set()

    async def open(self, session: aiohttp.ClientSession) -> None:
        """Connect, and wait for Slack's greeting.

        Raises:
            SlackApiError: Slack gives no address.
            LineError, TimeoutError: Slack does not greet.
        """
        async with asyncio.timeout(self._pulse.greeting):
            await self._connect(session)

    async def _connect(self, session: aiohttp.ClientSession) -> None:
        # slack_sdk's own way of asking fails at an answer that is not Slack's.
        answer = await self.web_client.apps_connections_open(app_token=self.app_token)
        self._socket = await session.ws_connect(
            str(answer["url"]),
            heartbeat=self._pulse.ping,
            timeout=aiohttp.ClientWSTimeout(ws_close=2.0),
            # That of the environment, by which the Web API is asked too.
            proxy=self.web_client.proxy,
        )
        try:
            greeting = await self._socket.receive_json()
        except (TypeError, ValueError) as error:
            await self._socket.close()
            raise LineError("Slack does not greet") from error
        if greeting.get("type") != "hello":
            await self._socket.close()
            raise LineError("Slack does not greet")
        self._reading = asyncio.create_task(self._read(self._socket))

    def end(self, reason: str) -> None:
        """Ask for this line to be replaced."""
        if not self.ending.is_set():
            self.reason = reason
            self.ending.set()

    async def wait_closed(self, seconds: float) -> None:
        """Go on reading until Slack closes the line, at most so many seconds."""
        if self._reading:
            await asyncio.wait({self._reading}, timeout=seconds)

    async def close(self) -> None:
        """Acknowledge what came, and close."""
        if self._envelopes:
            await asyncio.wait(set(self._envelopes), timeout=_LAST_WORDS)
        self.closed = True
        self.end("closed")
        if self._reading:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        if self._socket:
            await self._socket.close()

    async def send_message(self, message: str) -> None:
        """Send over this very line; raises ConnectionError where it ended."""
        if self._socket is None:
            raise ConnectionError("the line is not open")
        await self._socket.send_str(message)

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        try:
            # Ends when the line does: closed by Slack, cut, or without an answer to a ping.
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._take(message.data)
        finally:
            self.may_overlap = False
            self.end("it ended")

    def _take(self, text: str) -> None:
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            logger.warning("Slack sent what is not JSON")
            return
        if not isinstance(message, dict):
            return
        if message.get("type") == "disconnect":
            # With too many lines a new one would only be refused.
            self.may_overlap = message.get("reason") != "too_many_websockets"
            self.end("Slack asks for a new one")
            return
        request = SocketModeRequest.from_dict(message)
        if request is not None:
            self._notice(self)
            task = asyncio.create_task(self._answer(request))
            self._envelopes.add(task)
            task.add_done_callback(self._envelopes.discard)

    async def _answer(self, request: SocketModeRequest) -> None:
        trace = tracing.Trace()
        with tracing.follow(trace):
            try:
                response = await self._carry_out(request)
                await send_async_response(self, request, response, 0.0)
                if response.status == 200:
                    self._figures.ack_times.add(trace.age)
                else:
                    logger.info("an envelope is not acknowledged (%d)", response.status)
            except ConnectionError:
                # Slack sends it again, over another line, and it is then known.
                logger.info("a line ended before its acknowledgement")

    async def _carry_out(self, request: SocketModeRequest) -> BoltResponse:
        try:
            check_payload(request.payload)
        except MalformedError as error:
            # Slack would send it again for nothing.
            logger.warning("an envelope was refused: %s", error)
            return BoltResponse(status=200)
        response: BoltResponse = await run_async_bolt_app(self._app, request)
        return response
