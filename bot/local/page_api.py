"""What the page asks and is told, as JSON over HTTP and one WebSocket, on the same origin alone.

`GET /page/api/state?user=U` gives who and what there is, `GET /page/api/messages?user=&channel=&thread_ts=`
the messages; `POST /page/api/{post,edit,delete,command,action,view_submit,view_close}` carries out
what a person does; `GET /page/ws?user=U` tells of `message`, `message_changed`, `message_deleted`,
`view_opened`, `view_updated`, `view_closed` and `notice`.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from bot.local.people import People
from bot.local.web_api import ApiError
from bot.local.workspace import Json, Workspace

_FOLDER = Path(__file__).parent / "page"
_POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"


class PageApi:
    """Serves the page and speaks with it."""

    def __init__(self, workspace: Workspace, people: People) -> None:
        self._workspace = workspace
        self._people = people
        self._sockets: set[web.WebSocketResponse] = set()

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/", self._show_index)
        app.router.add_get("/page/ws", self._watch)
        app.router.add_get("/page/api/state", self._give_state)
        app.router.add_get("/page/api/messages", self._give_messages)
        app.router.add_post("/page/api/{act}", self._act)
        app.router.add_static("/page/", _FOLDER)

    async def close(self) -> None:
        for socket in list(self._sockets):
            await socket.close()

    async def _show_index(self, request: web.Request) -> web.StreamResponse:
        headers = {"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
        return web.FileResponse(_FOLDER / "index.html", headers=headers)

    async def _give_state(self, request: web.Request) -> web.Response:
        _refuse_strangers(request)
        workspace = self._workspace
        user = self._find_user(request.query.get("user"))
        channels = [channel for channel in workspace.channels.values() if channel.get("user") in (None, user)]
        return web.json_response(
            {
                "team": workspace.team,
                "me": workspace.users[user],
                "people": [workspace.users[person] for person in workspace.people],
                "users": list(workspace.users.values()),
                "channels": channels,
                "commands": [asdict(command) for command in workspace.options.commands],
                "app": {
                    "id": workspace.app_id,
                    "name": workspace.options.app_name,
                    "bot_user_id": workspace.bot_user,
                },
            }
        )

    async def _give_messages(self, request: web.Request) -> web.Response:
        _refuse_strangers(request)
        user = self._find_user(request.query.get("user"))
        channel = self._find_channel(request.query.get("channel"))
        thread_ts = request.query.get("thread_ts")
        messages = list(self._workspace.list_messages(channel, thread_ts=thread_ts, user=user))
        return web.json_response({"messages": messages})

    async def _act(self, request: web.Request) -> web.Response:
        _refuse_strangers(request)
        try:
            body = await request.json()
            answer = await self._carry_out(request.match_info["act"], body)
        except ApiError as error:
            answer = {"ok": False, "error": error.code}
        except (ValueError, KeyError, TypeError):
            raise web.HTTPBadRequest from None
        return web.json_response(answer)

    async def _carry_out(self, act: str, body: Json) -> Json:
        user = self._find_user(body.get("user"))
        if act in ("view_submit", "view_close"):
            return await self._carry_out_in_view(act, user, body)
        if act == "action" and body.get("view_id"):
            error = await self._people.press_in_view(user, body["view_id"], body["action"], body.get("state"))
            return _say(error)
        channel = self._find_channel(body.get("channel"))
        match act:
            case "post":
                ts = await self._people.post(user, channel, str(body["text"]), thread_ts=body.get("thread_ts"))
                return {"ok": True, "ts": ts}
            case "edit":
                await self._people.edit(user, channel, body["ts"], str(body["text"]))
            case "delete":
                await self._people.delete(user, channel, body["ts"])
            case "command":
                error = await self._people.command(
                    user, channel, body["command"], str(body.get("text") or ""), in_thread=bool(body.get("thread_ts"))
                )
                return _say(error)
            case "action":
                return _say(await self._people.press(user, channel, body["message_ts"], body["action"]))
            case _:
                raise web.HTTPNotFound
        return {"ok": True}

    async def _carry_out_in_view(self, act: str, user: str, body: Json) -> Json:
        if act == "view_close":
            await self._people.close_view(user, body["view_id"])
            return {"ok": True}
        errors = await self._people.submit_view(user, body["view_id"], body.get("state") or {"values": {}})
        return {"ok": False, "errors": errors} if errors else {"ok": True}

    async def _watch(self, request: web.Request) -> web.WebSocketResponse:
        _refuse_strangers(request)
        queue = self._workspace.watch(self._find_user(request.query.get("user")))
        socket = web.WebSocketResponse(heartbeat=20)
        self._sockets.add(socket)
        await socket.prepare(request)
        telling = asyncio.create_task(_tell(socket, queue))
        try:
            # The page says nothing here, but reading is what notices that its window was closed.
            async for _ in socket:
                pass
        finally:
            telling.cancel()
            self._sockets.discard(socket)
            self._workspace.unwatch(queue)
        return socket

    def _find_user(self, user: str | None) -> str:
        if user is None:
            return self._workspace.people[0]
        if user not in self._workspace.people:
            raise ApiError("user_not_found")
        return user

    def _find_channel(self, channel: str | None) -> str:
        if channel not in self._workspace.channels:
            raise ApiError("channel_not_found")
        return channel


async def _tell(socket: web.WebSocketResponse, queue: asyncio.Queue[Json]) -> None:
    with contextlib.suppress(ConnectionError):  # the window was closed
        await socket.send_json({"type": "hello"})
        while True:
            await socket.send_json(await queue.get())


def _say(error: str | None) -> Json:
    return {"ok": False, "error": error} if error else {"ok": True}


def _refuse_strangers(request: web.Request) -> None:
    """Refuse what another web page sends: its origin, or a name that merely points to this machine."""
    host = urlsplit(f"//{request.host}").hostname
    origin = request.headers.get("Origin")
    if host not in ("127.0.0.1", "localhost", "::1") or (origin and urlsplit(origin).netloc != request.host):
        raise web.HTTPForbidden
