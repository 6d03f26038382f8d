"""What happens goes to the app: over Socket Mode to one connection, or over signed HTTP."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from bot.local.errors import DeliveryError
from bot.local.faults import Faults
from bot.local.workspace import Json, Workspace

_PING = 5.0
_EVENTS_WAIT = 60.0


class Dispatcher:
    """Delivers envelopes and waits for their acknowledgement."""

    def __init__(self, workspace: Workspace, faults: Faults, signing_secret: str) -> None:
        self._workspace = workspace
        self._faults = faults
        self._secret = signing_secret
        self._sockets: list[web.WebSocketResponse] = []
        self._turn = 0
        self._connected = asyncio.Event()
        self._acks: dict[str, asyncio.Future[Json]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._open = 0
        self.http_target: str | None = None
        self.tickets: set[str] = set()

    @property
    def connections(self) -> int:
        return len(self._sockets)

    @property
    def pending(self) -> int:
        """How many events were not acknowledged yet."""
        return self._open

    async def deliver_event(self, event: Json) -> None:
        """Deliver an event that the app is subscribed to, and again until it is acknowledged; returns at once."""
        subscribed = self._workspace.options.events
        if subscribed is not None and _name_event(event) not in subscribed:
            return
        copies = 1 + self._faults.duplicates
        new_ids = self._faults.duplicates_with_new_id
        self._faults.duplicates = self._faults.duplicates_with_new_id = 0
        payload = self._build_event(event)
        for body in [payload] * copies + [self._build_event(event) for _ in range(new_ids)]:
            task = asyncio.create_task(self._deliver_until_acked(body))
            self._open += 1
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def deliver(self, kind: str, payload: Json, *, retry: int = 0) -> Json:
        """Deliver one envelope and return what the app answered with its acknowledgement.

        Raises:
            DeliveryError: nobody is connected, or no acknowledgement came in time.
        """
        if self.http_target:
            return await self._post(kind, payload, retry)
        if not self._sockets:
            raise DeliveryError("dispatch_failed")
        self._turn += 1
        socket = self._sockets[self._turn % len(self._sockets)]
        envelope = secrets.token_hex(12)
        message = {"envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": True}
        if kind == "events_api":
            message |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        self._acks[envelope] = asyncio.get_running_loop().create_future()
        try:
            await socket.send_json(message)
            return await asyncio.wait_for(self._acks[envelope], self._workspace.options.ack_timeout)
        except (TimeoutError, ConnectionError) as error:
            raise DeliveryError("operation_timeout") from error
        finally:
            del self._acks[envelope]

    async def send_raw(self, text: str) -> None:
        """Send a text over a connection as it is, and wait for nothing."""
        self._turn += 1
        await self._sockets[self._turn % len(self._sockets)].send_str(text)

    async def handle_socket(self, request: web.Request) -> web.WebSocketResponse:
        """Be one Socket Mode connection."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            raise web.HTTPForbidden
        self.tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=_PING)
        await socket.prepare(request)
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self._sockets) + 1,
                "connection_info": {"app_id": self._workspace.app_id},
                "debug_info": {"host": "local", "approximate_connection_time": 18_060},
            }
        )
        self._sockets.append(socket)
        self._connected.set()
        await self._workspace.notify()
        try:
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._take_ack(message.data)
        finally:
            self._sockets.remove(socket)
            if not self._sockets:
                self._connected.clear()
        return socket

    async def disconnect(self) -> None:
        """Ask every connection to refresh, as Slack does every few hours, and close it."""
        for socket in list(self._sockets):
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
            await socket.close()

    async def warn(self) -> None:
        """Say to every connection that it will be closed, as Slack does some seconds before it closes one."""
        for socket in list(self._sockets):
            await socket.send_json({"type": "disconnect", "reason": "warning"})

    async def cut(self) -> None:
        """Cut every connection without a word, as a bad line does."""
        for socket in list(self._sockets):
            await socket.close(code=aiohttp.WSCloseCode.ABNORMAL_CLOSURE)

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for socket in list(self._sockets):
            await socket.close()

    def _take_ack(self, data: str) -> None:
        try:
            message = json.loads(data)
        except ValueError:
            return
        waiting = self._acks.get(message.get("envelope_id", ""))
        if waiting and not waiting.done():
            waiting.set_result(message.get("payload") or {})

    def _build_event(self, event: Json) -> Json:
        # In a shared channel that is the workspace of who acts; the app's own is in the authorizations.
        person = self._workspace.users.get(str(event.get("user")), {})
        team = person.get("team_id", self._workspace.team["id"])
        return {
            "token": "local",
            "team_id": team,
            "api_app_id": self._workspace.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{secrets.token_hex(6).upper()}",
            "event_time": int(self._workspace.options.clock()),
            "is_ext_shared_channel": team != self._workspace.team["id"],
            "authorizations": [
                {"team_id": self._workspace.team["id"], "user_id": self._workspace.bot_user, "is_bot": True}
            ],
        }

    async def _deliver_until_acked(self, body: Json) -> None:
        try:
            for retry, delay in enumerate((0.0, *self._workspace.options.retry_delays)):
                await asyncio.sleep(delay)
                if await self._is_acked(body, retry):
                    return
        finally:
            self._open -= 1
            await self._workspace.notify()

    async def _is_acked(self, body: Json, retry: int) -> bool:
        try:
            if not self.http_target:
                # Events wait a while for an app that is reconnecting; a command would fail at once.
                await asyncio.wait_for(self._connected.wait(), _EVENTS_WAIT)
            await self.deliver("events_api", body, retry=retry)
        except (DeliveryError, TimeoutError):
            return False
        return True

    async def _post(self, kind: str, payload: Json, retry: int) -> Json:
        body, content_type = _encode(kind, payload)
        stamp = str(int(time.time()))
        digest = hmac.new(self._secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "content-type": content_type,
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": f"v0={digest}",
        }
        if retry:
            headers |= {"x-slack-retry-num": str(retry), "x-slack-retry-reason": "http_timeout"}
        timeout = aiohttp.ClientTimeout(total=self._workspace.options.ack_timeout)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(self.http_target or "", data=body.encode(), headers=headers) as response,
            ):
                text = await response.text()
                if response.status >= 300:
                    raise DeliveryError(f"http_{response.status}")
        except (TimeoutError, aiohttp.ClientError) as error:
            raise DeliveryError("operation_timeout") from error
        return _read_ack(text)


def _name_event(event: Json) -> str:
    """Return an event's name as a manifest lists it: messages by the kind of channel that they are in."""
    kind = {"channel": "channels", "group": "groups"}.get(str(event.get("channel_type")), event.get("channel_type"))
    return f"message.{kind}" if event["type"] == "message" else str(event["type"])


def _encode(kind: str, payload: Json) -> tuple[str, str]:
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    form: dict[str, Any] = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form), "application/x-www-form-urlencoded"


def _read_ack(text: str) -> Json:
    try:
        answer = json.loads(text)
    except ValueError:
        return {"text": text} if text else {}
    return answer if isinstance(answer, dict) else {}
