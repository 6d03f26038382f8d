"""Who comes in over HTTP: Slack alone, each request once, of a bounded size, in a bounded time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from aiohttp import web
from msgspec import Struct, field
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.config import Secret
from bot.transports.replays import Replays
from bot.transports.shapes import Json, MalformedError, read_body

logger = logging.getLogger(__name__)

# In bytes: Slack's own payloads stay far under it.
LARGEST_BODY = 1024 * 1024
# Seconds that a body may take to arrive.
SLOWEST_BODY = 10.0
_SSL_CHECK = b"ssl_check=1"
# Long enough for any number of seconds that a clock will show.
_LONGEST_TIMESTAMP = 12


class Door(Struct, frozen=True, kw_only=True):
    """Lets what Slack signed through to the app, and sends the rest away."""

    app: AsyncApp
    signing_secret: Secret
    replays: Replays = field(default_factory=Replays)
    slowest: float = SLOWEST_BODY

    async def handle(self, request: web.Request) -> web.Response:
        """Answer `POST /slack/events`."""
        try:
            raw = await self._read(request)
        except TimeoutError:
            return _refuse(request, 408, "slow")
        if raw is None:
            return _refuse(request, 413, "too large")
        signature = self._find_signature(request, raw)
        if signature is None:
            # Whether the certificate is in order is all that Slack asks with this, and it does not sign it.
            return web.Response() if raw.startswith(_SSL_CHECK) else _refuse(request, 401, "not signed by Slack")
        try:
            payload = read_body(raw, request.content_type)
        except MalformedError as error:
            logger.warning("a signed request was refused: %s", error)
            return _refuse(request, 400, "malformed")
        return await self._let_in(request, payload, signature)

    async def _read(self, request: web.Request) -> bytes | None:
        """Return the body; None where it is too large.

        Raises:
            TimeoutError: it takes too long.
        """
        if (request.content_length or 0) > LARGEST_BODY:
            return None
        try:
            async with asyncio.timeout(self.slowest):
                return await request.read()
        except web.HTTPRequestEntityTooLarge:
            return None

    def _find_signature(self, request: web.Request, raw: bytes) -> str | None:
        """Return the signature of a request; None where Slack did not sign it, or too long ago."""
        signature = request.headers.get("X-Slack-Signature", "")
        timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
        if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > _LONGEST_TIMESTAMP:
            return None
        if not signature.isascii():
            return None
        try:
            # What Bolt itself verifies with; it does so after it has read the body, which is too late.
            is_valid = SignatureVerifier(self.signing_secret.reveal()).is_valid(raw, timestamp, signature)
        except UnicodeDecodeError:
            return None
        return signature if is_valid else None

    async def _let_in(self, request: web.Request, payload: Json, signature: str) -> web.Response:
        # Events have an inbox of their own that all processes share.
        is_shared = payload.get("type") != "event_callback"
        if not await self.replays.enter(signature, is_shared=is_shared):
            logger.warning("a request came again, and was not carried out twice")
            return _refuse(request, 409, "seen before") if is_shared else web.Response()
        status = 500
        try:
            response = await self._dispatch(request, payload)
            status = response.status
        finally:
            await self.replays.leave(signature, is_shared=is_shared, is_done=status < 500)
        if status < 500:
            return await to_aiohttp_response(response)
        # The trace is in the log. An event is delivered again; a command or a button would only show its number.
        return web.Response(status=200 if is_shared else 503)

    async def _dispatch(self, request: web.Request, payload: Json) -> BoltResponse:
        # The signature was verified: from here on the payload is as good as one that came over a socket,
        # and Bolt need not read it again (it takes a command with the word "payload" in it for another form).
        headers: dict[str, str | Sequence[str]] = {
            name: value for name, value in request.headers.items() if name.startswith("X-Slack-")
        }
        try:
            return await self.app.async_dispatch(AsyncBoltRequest(body=payload, headers=headers, mode="socket_mode"))
        except Exception:
            logger.exception("a request could not be carried out")
            return BoltResponse(status=500)


def _refuse(request: web.Request, status: int, reason: str) -> web.Response:
    logger.info("a request was refused: %s", reason)
    response = web.json_response({"error": reason}, status=status)
    if status in (408, 413):
        # The rest of the body is not waited for.
        response.force_close()
    return response
