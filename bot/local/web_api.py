"""The Web API: takes calls, checks their token and scopes, and hands them to the family that they belong to."""

from __future__ import annotations

import asyncio
import secrets
from email.utils import formatdate

from aiohttp import web

from bot.local.call import read_body, read_token
from bot.local.dispatch import Dispatcher
from bot.local.errors import ApiError
from bot.local.faults import Faults
from bot.local.methods.method import Method
from bot.local.workspace import CallLog, Json, Workspace

_CONNECT = "apps.connections.open"


class WebApi:
    """Answers calls for the one app that is installed."""

    def __init__(
        self, workspace: Workspace, dispatcher: Dispatcher, faults: Faults, *, app_token: str, bot_token: str
    ) -> None:
        self._workspace = workspace
        self._dispatcher = dispatcher
        self._faults = faults
        self._app_token, self._bot_token = app_token, bot_token
        self._methods: dict[str, Method] = {}
        self.base = ""
        """Where the app is told to connect to, where that is not the workspace's own address."""
        self.log = CallLog()

    def add(self, methods: dict[str, Method]) -> None:
        self._methods |= methods

    async def handle(self, request: web.Request) -> web.Response:
        """Answer `POST` or `GET /api/<method>`."""
        method = request.match_info["method"]
        body = await read_body(request)
        await asyncio.sleep(self._faults.slow.get(method, 0.0))
        if self._faults.take_rate_limit(method):
            headers = {"Retry-After": str(self._faults.retry_after)}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        try:
            answer = await self._call(method, body, read_token(request, body))
        except ApiError as error:
            answer = _build_refusal(error)
        self.log.calls.append({"method": method, "body": body, "answer": answer})
        headers = {"Date": formatdate(self._workspace.options.clock(), usegmt=True)}
        if self._workspace.options.scopes is not None and answer["ok"]:
            headers["X-OAuth-Scopes"] = ",".join(self._workspace.options.scopes)
        if self._faults.take_lost_answer(method):
            return web.Response(status=500, text="<html>500</html>", content_type="text/html")
        return web.json_response(answer, headers=headers)

    async def _call(self, name: str, body: Json, token: str) -> Json:
        if not token:
            raise ApiError("not_authed")
        if token != (self._app_token if name == _CONNECT else self._bot_token):
            raise ApiError("not_allowed_token_type" if token in (self._app_token, self._bot_token) else "invalid_auth")
        code = self._faults.take_error(name)
        if code:
            raise ApiError(code)
        if name == _CONNECT:
            ticket = secrets.token_hex(16)
            self._dispatcher.tickets.add(ticket)
            base = self.base or self._workspace.base
            return {"ok": True, "url": f"{base.replace('http', 'ws', 1)}/socket?ticket={ticket}"}
        if name not in self._methods:
            raise ApiError("unknown_method")
        self._check_scopes(self._methods[name])
        return {"ok": True, **await self._methods[name].run(body)}

    def _check_scopes(self, method: Method) -> None:
        granted = self._workspace.options.scopes
        if granted is not None and method.scopes and not set(granted) & set(method.scopes):
            raise ApiError("missing_scope", needed=",".join(method.scopes), provided=",".join(granted))


def _build_refusal(error: ApiError) -> Json:
    answer: Json = {"ok": False, "error": error.code, **error.more}
    if error.details:
        messages = [f"[ERROR] {detail}" for detail in error.details]
        answer |= {"errors": list(error.details), "response_metadata": {"messages": messages}}
    return answer
