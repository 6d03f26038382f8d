"""Slack's side of an installation: the page that asks, and the exchange of a code for a token."""

from __future__ import annotations

import base64
import binascii
import html
import secrets
from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlencode

from aiohttp import web
from msgspec import Struct

from bot.local.errors import ApiError
from bot.local.tokens import Pair, Tokens
from bot.local.workspace import Json, Workspace

# What an administrator of an organisation can choose in the place of a workspace: all of them.
ORGANISATION = "E0LOKAAL"
_CODE_LIFE = 10 * 60.0
_PAGE = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Toegang</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main>
<h1>{app} wil toegang tot een workspace</h1>
<form method="post">
<label>Workspace <select name="team">{teams}</select></label>
<p>Dit mag {app} dan:</p><ul>{scopes}</ul>
<button name="answer" value="allow">Toestaan</button> <button name="answer" value="deny">Annuleren</button>
</form></main></body></html>
"""


class Installable(Protocol):
    """A workspace that the app can be installed in."""

    workspace: Workspace
    tokens: Tokens


class _Grant(Struct, frozen=True, kw_only=True):
    team: str
    scopes: str
    until: float


class OAuth:
    """Lets people install the app in any of the workspaces.

    `redirect_url` is what the app's manifest names: where the browser is sent with a code.
    """

    def __init__(self, list_workspaces: Callable[[], dict[str, Installable]]) -> None:
        self._list_workspaces = list_workspaces
        self.client_id = f"{secrets.randbelow(10**10)}.{secrets.randbelow(10**13)}"
        self.client_secret = secrets.token_hex(16)
        self.redirect_url = ""
        self._grants: dict[str, _Grant] = {}

    async def show(self, request: web.Request) -> web.Response:
        """Answer `GET /oauth/v2/authorize`."""
        self._check_request(request)
        workspaces, wanted = self._list_workspaces(), request.query.get("team")
        first = next(iter(workspaces.values())).workspace
        teams = "".join(
            f'<option value="{team}"{" selected" if team == wanted else ""}>'
            f"{html.escape(entry.workspace.team['name'])}</option>"
            for team, entry in workspaces.items()
        )
        scopes = "".join(f"<li>{html.escape(scope)}</li>" for scope in request.query.get("scope", "").split(","))
        page = _PAGE.format(app=html.escape(first.options.app_name), teams=teams, scopes=scopes)
        return web.Response(text=page, content_type="text/html")

    async def decide(self, request: web.Request) -> web.Response:
        """Answer `POST /oauth/v2/authorize`: the button that a person pressed."""
        self._check_request(request)
        form, workspaces = await request.post(), self._list_workspaces()
        answer = {"state": request.query.get("state", "")}
        team = str(form.get("team"))
        if form.get("answer") != "allow" or team not in (*workspaces, ORGANISATION):
            raise web.HTTPFound(f"{self.redirect_url}?{urlencode({'error': 'access_denied', **answer})}")
        code = secrets.token_hex(16)
        until = _find(workspaces, team).workspace.options.clock() + _CODE_LIFE
        self._grants[code] = _Grant(team=team, scopes=request.query.get("scope", ""), until=until)
        raise web.HTTPFound(f"{self.redirect_url}?{urlencode({'code': code, **answer})}")

    def exchange(self, body: Json, authorization: str) -> Json:
        """Answer `oauth.v2.access`: a code, or what a token is renewed with, for a token."""
        if _read_basic(authorization) not in ((self.client_id, self.client_secret), None):
            raise ApiError("bad_client_secret")
        given = (body.get("client_id"), body.get("client_secret"))
        if _read_basic(authorization) is None and given != (self.client_id, self.client_secret):
            raise ApiError("bad_client_secret")
        workspaces = self._list_workspaces()
        if body.get("grant_type") == "refresh_token":
            for entry in workspaces.values():
                try:
                    pair = entry.tokens.exchange(str(body.get("refresh_token")))
                except ApiError:
                    continue
                return _build_answer(entry.workspace, pair, "")
            raise ApiError("invalid_refresh_token")
        grant = self._grants.pop(str(body.get("code")), None)
        if grant is None or grant.until < _find(workspaces, grant.team).workspace.options.clock():
            raise ApiError("invalid_code")
        entry = _find(workspaces, grant.team)
        answer = _build_answer(entry.workspace, entry.tokens.issue(), grant.scopes)
        if grant.team == ORGANISATION:
            enterprise = {"id": ORGANISATION, "name": "De organisatie"}
            answer |= {"team": None, "enterprise": enterprise, "is_enterprise_install": True}
        return answer

    def _check_request(self, request: web.Request) -> None:
        if request.query.get("client_id") != self.client_id:
            raise web.HTTPBadRequest(text="invalid_client_id")
        if request.query.get("redirect_uri", self.redirect_url) != self.redirect_url or not self.redirect_url:
            raise web.HTTPBadRequest(text="bad_redirect_uri")


def _find(workspaces: dict[str, Installable], team: str) -> Installable:
    """Return a workspace; of the organisation the first, which gives its token."""
    return next(iter(workspaces.values())) if team == ORGANISATION else workspaces[team]


def _read_basic(authorization: str) -> tuple[str, str] | None:
    kind, _, encoded = authorization.partition(" ")
    if kind != "Basic":
        return None
    try:
        name, _, password = base64.b64decode(encoded).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return ("", "")
    return name, password


def _build_answer(workspace: Workspace, pair: Pair, scopes: str) -> Json:
    answer: Json = {
        "access_token": pair.token,
        "token_type": "bot",
        "scope": scopes,
        "bot_user_id": workspace.bot_user,
        "app_id": workspace.app_id,
        "team": {"id": workspace.team["id"], "name": workspace.team["name"]},
        "enterprise": None,
        "authed_user": {"id": workspace.people[0]},
        "is_enterprise_install": False,
    }
    if pair.refresh_token:
        answer |= {"refresh_token": pair.refresh_token, "expires_in": int(pair.life or 0)}
    return answer
