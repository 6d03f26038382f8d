"""What the page asks and is told, as JSON over HTTP and one WebSocket, on the same origin alone.

`GET /page/api/state?user=U` gives who and what there is, `GET /page/api/messages?user=&channel=&thread_ts=`
the messages, `GET /page/api/file?user=&id=` a file; `POST /page/api/upload` takes one as a form, and
`POST /page/api/<act>` carries out what a person does (see `page_acts`). `GET /page/ws?user=U` tells of
`message`, `message_changed`, `message_deleted`, `channel_changed`, `views_changed` and `home_published`.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from bot.local.errors import ApiError, DeliveryError
from bot.local.files import Files
from bot.local.methods.files import build_download
from bot.local.page_acts import PageActs
from bot.local.views import Views
from bot.local.workspace import Json, Workspace

_FOLDER = Path(__file__).parent / "page"
_POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"


class PageApi:
    """Serves the page and speaks with it."""

    def __init__(self, workspace: Workspace, views: Views, files: Files, acts: PageActs) -> None:
        self._workspace = workspace
        self._views = views
        self._files = files
        self._acts = acts
        self._sockets: set[web.WebSocketResponse] = set()

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/", self._show_index)
        app.router.add_get("/archives/{channel}/{message}", self._follow_permalink)
        app.router.add_get("/page/ws", self._watch)
        app.router.add_get("/page/api/state", self._give_state)
        app.router.add_get("/page/api/messages", self._give_messages)
        app.router.add_get("/page/api/file", self._give_file)
        app.router.add_post("/page/api/upload", self._upload)
        app.router.add_post("/page/api/{act}", self._act)
        app.router.add_static("/page/", _FOLDER)

    async def close(self) -> None:
        for socket in list(self._sockets):
            await socket.close()

    async def _show_index(self, request: web.Request) -> web.StreamResponse:
        headers = {"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
        return web.FileResponse(_FOLDER / "index.html", headers=headers)

    async def _follow_permalink(self, request: web.Request) -> web.Response:
        channel, message = request.match_info["channel"], request.match_info["message"].removeprefix("p")
        if channel not in self._workspace.channels or not message.isdecimal():
            raise web.HTTPNotFound
        thread = request.query.get("thread_ts", "")
        if not thread.replace(".", "").isdecimal():
            thread = ""
        raise web.HTTPFound(f"/#{channel}/{message[:-6]}.{message[-6:]}{f'/{thread}' if thread else ''}")

    async def _give_state(self, request: web.Request) -> web.Response:
        _refuse_strangers(request)
        workspace, options = self._workspace, self._workspace.options
        user = self._find_user(request.query.get("user"))
        channels = [channel for channel in workspace.channels.values() if channel.get("user") in (None, user)]
        return web.json_response(
            {
                "team": workspace.team,
                "me": workspace.users[user],
                "people": [workspace.users[person] for person in workspace.people],
                "users": list(workspace.users.values()),
                "channels": channels,
                "commands": [asdict(command) for command in options.commands],
                "shortcuts": [asdict(shortcut) for shortcut in options.shortcuts],
                "app": {"id": workspace.app_id, "name": options.app_name, "bot_user_id": workspace.bot_user},
                "has_home_tab": options.has_home_tab,
                "home": self._views.find_home(user),
                "views": self._views.list_views(user),
            }
        )

    async def _give_messages(self, request: web.Request) -> web.Response:
        _refuse_strangers(request)
        user = self._find_user(request.query.get("user"))
        channel = self._find_channel(user, request.query.get("channel"))
        thread_ts = request.query.get("thread_ts")
        messages = list(self._workspace.list_messages(channel, thread_ts=thread_ts, user=user))
        return web.json_response({"messages": messages})

    async def _give_file(self, request: web.Request) -> web.Response:
        _refuse_strangers(request)
        self._find_user(request.query.get("user"))
        try:
            return build_download(self._files.find(request.query.get("id", "")), is_shown=True)
        except ApiError:
            raise web.HTTPNotFound from None

    async def _act(self, request: web.Request) -> web.Response:
        _refuse_strangers(request)
        act = request.match_info["act"]
        if act not in self._acts.names:
            raise web.HTTPNotFound
        try:
            body = await request.json()
            return web.json_response(await self._carry_out(act, body))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise web.HTTPBadRequest from None

    async def _upload(self, request: web.Request) -> web.Response:
        _refuse_strangers(request)
        form = await request.post()
        file = form.get("file")
        if not isinstance(file, web.FileField):
            raise web.HTTPBadRequest
        body = {name: value for name, value in form.items() if isinstance(value, str)}
        content = await asyncio.to_thread(file.file.read)
        return web.json_response(await self._carry_out("upload", {**body, "name": file.filename, "content": content}))

    async def _carry_out(self, act: str, body: Json) -> Json:
        try:
            user = self._find_user(body.get("user"))
            if "channel" in body:
                self._find_channel(user, body["channel"])
            return await self._acts.carry_out(act, user, body)
        except ApiError as error:
            return {"ok": False, "error": f"Dat lukte niet ({error.code})."}
        except DeliveryError as error:
            return {"ok": False, "error": f"De app antwoordde niet goed ({error}). Probeer het nog eens."}

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
            raise web.HTTPNotFound
        return user

    def _find_channel(self, user: str, channel: str | None) -> str:
        known = self._workspace.channels.get(channel or "")
        if known is None or known.get("user") not in (None, user):
            raise web.HTTPNotFound
        return str(channel)


async def _tell(socket: web.WebSocketResponse, queue: asyncio.Queue[Json]) -> None:
    with contextlib.suppress(ConnectionError):  # the window was closed
        await socket.send_json({"type": "hello"})
        while True:
            await socket.send_json(await queue.get())


def _refuse_strangers(request: web.Request) -> None:
    """Refuse what another web page sends: its origin, or a name that merely points to this machine."""
    host = urlsplit(f"//{request.host}").hostname
    origin = request.headers.get("Origin")
    if host not in ("127.0.0.1", "localhost", "::1") or (origin and urlsplit(origin).netloc != request.host):
        raise web.HTTPForbidden
