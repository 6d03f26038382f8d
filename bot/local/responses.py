"""Response urls: five uses in half an hour."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from aiohttp import web

from bot.local.errors import ApiError
from bot.local.posting import Posting
from bot.local.workspace import Json, Workspace

_USES = 5
_MOST = 10_000
_LIFE = 30 * 60.0


@dataclass(slots=True, kw_only=True)
class _Target:
    user: str
    channel: str
    message: Json | None
    until: float
    uses: int = 0


class Responses:
    """Hands out response urls and takes what is posted to them."""

    def __init__(self, workspace: Workspace, posting: Posting) -> None:
        self._workspace = workspace
        self._posting = posting
        self._targets: dict[str, _Target] = {}

    def make_url(self, user: str, channel: str, message: Json | None = None) -> str:
        id_ = secrets.token_hex(12)
        until = self._workspace.options.clock() + _LIFE
        self._targets[id_] = _Target(user=user, channel=channel, message=message, until=until)
        while len(self._targets) > _MOST:
            del self._targets[next(iter(self._targets))]
        return f"{self._workspace.base}/response/{id_}"

    def knows(self, id_: str) -> bool:
        """Tell whether a response url is of this workspace."""
        return id_ in self._targets

    async def handle(self, request: web.Request) -> web.Response:
        """Answer `POST /response/<id>`."""
        target = self._targets.get(request.match_info["id"])
        if target is None or target.until < self._workspace.options.clock():
            return web.json_response({"ok": False, "error": "expired_url"}, status=404)
        if target.uses >= _USES:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        try:
            await self._respond(target, await request.json())
        except ApiError as error:
            return web.json_response({"ok": False, "error": error.code}, status=400)
        target.uses += 1
        return web.Response(text="ok")

    async def _respond(self, target: _Target, body: Json) -> None:
        channel, message = target.channel, target.message
        if body.get("delete_original"):
            if message is not None and message in self._workspace.messages[channel]:
                await self._workspace.remove_message(channel, message)
        elif body.get("replace_original") and message is not None:
            await self._posting.change(channel, message, body)
        else:
            visible_to = None if body.get("response_type") == "in_channel" else target.user
            await self._posting.post(channel, body, visible_to)
