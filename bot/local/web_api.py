"""The Web API: takes calls, checks their token and scopes, and hands them to the family that they belong to."""

from __future__ import annotations

import asyncio
import secrets
from email.utils import formatdate

from aiohttp import web

from bot.local.dispatch import Dispatcher
from bot.local.errors import ApiError
from bot.local.faults import Faults
from bot.local.methods.method import Method
from bot.local.oauth import OAuth
from bot.local.tokens import Tokens
from bot.local.workspace import CallLog, Json, Workspace

_CONNECT = "apps.connections.open"


class WebApi:
    """Answers calls for the one app that is installed."""

    def __init__(
        self, workspace: Workspace, dispatcher: Dispatcher, faults: Faults, *, app_token: str, tokens: Tokens
    ) -> None:
        self._workspace = workspace
        self._dispatcher = dispatcher
        self._faults = faults
        self._app_token, self._tokens = app_token, tokens
        self._methods: dict[str, Method] = {}
        self.base = ""
        """Where the app is told to connect to, where that is not the workspace's own address."""
        self.log = CallLog()

    def add(self, methods: dict[str, Method]) -> None:
        self._methods |= methods

    def knows(self, token: str) -> bool:
        """Tell whether a token is of this workspace."""
        return self._tokens.knows(token)

    async def exchange(self, oauth: OAuth, body: Json, authorization: str) -> web.Response:
        """Answer `oauth.v2.access`, the one call that needs no token."""
        try:
            answer = {"ok": True, **oauth.exchange(body, authorization)}
        except ApiError as error:
            answer = _build_refusal(error)
        self.log.calls.append({"method": "oauth.v2.access", "body": body, "answer": answer})
        return web.json_response(answer)

    async def answer(self, method: str, body: Json, token: str) -> web.Response:
        """Answer a call."""
        await asyncio.sleep(self._faults.slow.get(method, 0.0))
        if self._faults.take_rate_limit(method):
            headers = {"Retry-After": str(self._faults.retry_after)}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        if self._faults.pages[method]:
            status, kind, text = self._faults.pages[method].pop(0)
            return web.Response(status=status, content_type=kind, text=text)
        try:
            answer = await self._call(method, body, token)
        except ApiError as error:
            answer = _build_refusal(error)
        self.log.calls.append({"method": method, "body": body, "answer": answer})
        headers = {"Date": formatdate(self._workspace.options.clock(), usegmt=True)}
        if self._workspace.options.scopes is not None and answer["ok"]:
            headers["X-OAuth-Scopes"] = ",".join(self._workspace.options.scopes)
        # A call that was refused changed nothing; who waits for it looks again all the same.
        await self._workspace.notify()
        if self._faults.take_lost_answer(method):
            return web.Response(status=500, text="<html>500</html>", content_type="text/html")
        return web.json_response(answer, headers=headers)

    async def _call(self, name: str, body: Json, token: str) -> Json:
        if not token:
            raise ApiError("not_authed")
        self._check_token(name, token)
        code = self._faults.take_error(name)
        if code:
            raise ApiError(code)
        if name == _CONNECT:
            ticket = secrets.token_hex(16)
            self._dispatcher.tickets.add(ticket)
            base = self.base or self._workspace.base
            return {"ok": True, "url": f"{base.replace('http', 'ws', 1)}/socket?ticket={ticket}"}
        if name == "auth.revoke":
            self._tokens.revoke(token)
            return {"ok": True, "revoked": True}
        if name not in self._methods:
            raise ApiError("unknown_method")
        self._check_scopes(self._methods[name])
        return {"ok": True, **await self._methods[name].run(body)}

    def _check_token(self, name: str, token: str) -> None:
        is_app = token == self._app_token
        if is_app != (name == _CONNECT) and (is_app or self._tokens.knows(token)):
            raise ApiError("not_allowed_token_type")
        if not is_app:
            self._tokens.check(token)

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
