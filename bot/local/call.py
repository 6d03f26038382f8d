"""A call of the Web API as it comes in: its arguments and its token."""

from __future__ import annotations

import json

from aiohttp import web

from bot.local.workspace import Json


async def read_body(request: web.Request) -> Json:
    """Return the arguments of a call, from its query and its body, which is JSON or a form."""
    query = {key: _read_value(key, value) for key, value in request.query.items()}
    return query if request.method == "GET" else query | await _read_posted(request)


async def _read_posted(request: web.Request) -> Json:
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except ValueError:
            return {}
        return body if isinstance(body, dict) else {}
    form = await request.post()
    return {key: _read_value(key, value) for key, value in form.items() if isinstance(value, str)}


def _read_value(key: str, value: str) -> object:
    if key in ("blocks", "view", "metadata", "attachments"):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return (
        {"true": True, "1": True, "false": False, "0": False}.get(value, value) if key.startswith("unfurl") else value
    )


def read_token(request: web.Request, body: Json) -> str:
    """Return the token of a call, from its header or its arguments; empty where there is none."""
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ").strip() or str(body.get("token") or "")
