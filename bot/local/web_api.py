"""The Web API: the methods that a bot calls, with Slack's shapes and error codes."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.local.call import read_body, read_token
from bot.local.dispatch import Dispatcher
from bot.local.faults import Faults
from bot.local.limits import find_message_error, find_view_problems
from bot.local.workspace import CallLog, Json, Workspace

_RESPONSE_USES = 5
_RESPONSE_LIFE = 30 * 60.0


class ApiError(Exception):
    """A call that is refused, with Slack's code for it."""

    def __init__(self, code: str, details: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class WebApi:
    """Answers calls for the one app that is installed."""

    def __init__(
        self, workspace: Workspace, dispatcher: Dispatcher, faults: Faults, *, app_token: str, bot_token: str
    ) -> None:
        self._workspace = workspace
        self._dispatcher = dispatcher
        self._faults = faults
        self._app_token, self._bot_token = app_token, bot_token
        self.base = ""
        self.log = CallLog()
        self._methods: dict[str, Callable[[Json], Awaitable[Json]]] = {
            "api.test": self._test,
            "auth.test": self._auth_test,
            "chat.postMessage": self._post_message,
            "chat.postEphemeral": self._post_ephemeral,
            "chat.update": self._update_message,
            "chat.delete": self._delete_message,
            "chat.getPermalink": self._get_permalink,
            "conversations.info": self._channel_info,
            "conversations.list": self._list_channels,
            "conversations.history": self._list_history,
            "conversations.replies": self._list_replies,
            "conversations.open": self._open_channel,
            "users.info": self._user_info,
            "views.open": self._open_view,
            "views.push": self._open_view,
            "views.update": self._update_view,
        }

    async def handle(self, request: web.Request) -> web.Response:
        """Answer `POST /api/<method>` with a form or JSON body."""
        method = request.match_info["method"]
        body = await read_body(request)
        await asyncio.sleep(self._faults.slow.get(method, 0.0))
        if self._faults.take_rate_limit(method):
            headers = {"Retry-After": str(self._faults.retry_after)}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        try:
            answer = await self._call(method, body, read_token(request, body))
        except ApiError as error:
            answer = {"ok": False, "error": error.code}
            if error.details:
                answer |= {
                    "errors": list(error.details),
                    "response_metadata": {"messages": [f"[ERROR] {d}" for d in error.details]},
                }
        self.log.calls.append({"method": method, "body": body, "answer": answer})
        if self._faults.take_lost_answer(method):
            return web.Response(status=500, text="<html>500</html>", content_type="text/html")
        return web.json_response(answer)

    async def handle_response(self, request: web.Request) -> web.Response:
        """Answer `POST /response/<id>`, a `response_url`: five uses in half an hour."""
        target = self._workspace.responses.get(request.match_info["id"])
        if target is None or target["until"] < self._workspace.options.clock():
            return web.json_response({"ok": False, "error": "expired_url"}, status=404)
        if target["uses"] >= _RESPONSE_USES:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        try:
            await self._respond(target, await request.json())
        except ApiError as error:
            return web.json_response({"ok": False, "error": error.code}, status=400)
        target["uses"] += 1
        return web.Response(text="ok")

    def make_response_url(self, user: str, channel: str, message: Json | None = None) -> str:
        id_ = secrets.token_hex(12)
        until = self._workspace.options.clock() + _RESPONSE_LIFE
        self._workspace.responses[id_] = {
            "user": user,
            "channel": channel,
            "message": message,
            "uses": 0,
            "until": until,
        }
        return f"{self.base}/response/{id_}"

    async def post_for_app(self, channel: str, body: Json, visible_to: str | None = None) -> Json:
        """Post a message of the app and return it."""
        error = find_message_error(body)
        if error:
            raise ApiError(*error)
        message: Json = {
            "type": "message",
            "ts": self._workspace.make_ts(),
            "user": self._workspace.bot_user,
            "bot_id": self._workspace.bot_id,
            "app_id": self._workspace.app_id,
            "team": self._workspace.team["id"],
            "text": body.get("text") or "",
            "blocks": body.get("blocks") or [],
        }
        for key in ("thread_ts", "metadata"):
            if body.get(key):
                message[key] = body[key]
        if visible_to:
            message |= {"visible_to": visible_to, "is_ephemeral": True}
        await self._workspace.add_message(channel, message)
        return message

    async def _respond(self, target: Json, body: Json) -> None:
        channel, message = target["channel"], target["message"]
        if body.get("delete_original"):
            if message in self._workspace.messages[channel]:
                await self._workspace.remove_message(channel, message)
            return
        if body.get("replace_original") and message is not None:
            error = find_message_error(body)
            if error:
                raise ApiError(*error)
            message |= {"text": body.get("text") or "", "blocks": body.get("blocks") or []}
            await self._workspace.publish_change(channel, message)
            return
        visible_to = None if body.get("response_type") == "in_channel" else target["user"]
        await self.post_for_app(channel, body, visible_to)

    async def _call(self, method: str, body: Json, token: str) -> Json:
        if not token:
            raise ApiError("not_authed")
        if token != (self._app_token if method == "apps.connections.open" else self._bot_token):
            raise ApiError("invalid_auth")
        code = self._faults.take_error(method)
        if code:
            raise ApiError(code)
        if method == "apps.connections.open":
            ticket = secrets.token_hex(16)
            self._dispatcher.tickets.add(ticket)
            return {"ok": True, "url": f"{self.base.replace('http', 'ws', 1)}/socket?ticket={ticket}"}
        if method not in self._methods:
            raise ApiError("unknown_method")
        return {"ok": True, **await self._methods[method](body)}

    async def _test(self, body: Json) -> Json:
        return {}

    async def _auth_test(self, body: Json) -> Json:
        team = self._workspace.team
        return {
            "url": self.base,
            "team": team["name"],
            "team_id": team["id"],
            "user": self._workspace.options.app_name.casefold(),
            "user_id": self._workspace.bot_user,
            "bot_id": self._workspace.bot_id,
        }

    def _find_channel(self, body: Json) -> str:
        channel = str(body.get("channel") or "")
        if channel in self._workspace.users:
            channel = self._workspace.find_dm(channel)
        if channel not in self._workspace.channels:
            raise ApiError("channel_not_found")
        return channel

    def _find_writable(self, body: Json) -> str:
        channel = self._find_channel(body)
        if not self._workspace.channels[channel]["is_member"]:
            raise ApiError("not_in_channel")
        return channel

    def _find_own(self, channel: str, body: Json, code: str) -> Json:
        message = self._workspace.find_message(channel, str(body.get("ts") or ""))
        if message is None:
            raise ApiError("message_not_found")
        if message.get("bot_id") != self._workspace.bot_id:
            raise ApiError(code)
        return message

    async def _post_message(self, body: Json) -> Json:
        channel = self._find_writable(body)
        message = await self.post_for_app(channel, body)
        return {"channel": channel, "ts": message["ts"], "message": message}

    async def _post_ephemeral(self, body: Json) -> Json:
        channel = self._find_writable(body)
        if body.get("user") not in self._workspace.people:
            raise ApiError("user_not_in_channel")
        message = await self.post_for_app(channel, body, body["user"])
        return {"message_ts": message["ts"]}

    async def _update_message(self, body: Json) -> Json:
        channel = self._find_channel(body)
        message = self._find_own(channel, body, "cant_update_message")
        error = find_message_error(body)
        if error:
            raise ApiError(*error)
        message |= {"text": body.get("text") or "", "blocks": body.get("blocks") or []}
        await self._workspace.publish_change(channel, message)
        return {"channel": channel, "ts": message["ts"], "text": message["text"]}

    async def _delete_message(self, body: Json) -> Json:
        channel = self._find_channel(body)
        message = self._find_own(channel, body, "cant_delete_message")
        await self._workspace.remove_message(channel, message)
        return {"channel": channel, "ts": message["ts"]}

    async def _get_permalink(self, body: Json) -> Json:
        channel = self._find_channel(body)
        if self._workspace.find_message(channel, str(body.get("message_ts") or "")) is None:
            raise ApiError("message_not_found")
        return {"channel": channel, "permalink": f"{self.base}/#{channel}"}

    async def _channel_info(self, body: Json) -> Json:
        return {"channel": self._workspace.channels[self._find_channel(body)]}

    async def _list_channels(self, body: Json) -> Json:
        channels = [channel for channel in self._workspace.channels.values() if not channel["is_im"]]
        return {"channels": channels, "response_metadata": {"next_cursor": ""}}

    async def _list_history(self, body: Json) -> Json:
        messages = list(self._workspace.list_messages(self._find_channel(body)))
        return {"messages": _since(messages, body)[::-1], "has_more": False}

    async def _list_replies(self, body: Json) -> Json:
        channel = self._find_channel(body)
        messages = list(self._workspace.list_messages(channel, thread_ts=str(body.get("ts") or "")))
        if not messages:
            raise ApiError("thread_not_found")
        return {"messages": _since(messages, body), "has_more": False}

    async def _open_channel(self, body: Json) -> Json:
        if body.get("users") not in self._workspace.people:
            raise ApiError("user_not_found")
        return {"channel": {"id": self._workspace.find_dm(body["users"])}}

    async def _user_info(self, body: Json) -> Json:
        if body.get("user") not in self._workspace.users:
            raise ApiError("user_not_found")
        return {"user": self._workspace.users[body["user"]]}

    async def _open_view(self, body: Json) -> Json:
        user = self._take_trigger(str(body.get("trigger_id") or ""))
        view = _check_view(body)
        view |= {"id": f"V{secrets.token_hex(6).upper()}", "hash": secrets.token_hex(6), "user": user}
        self._workspace.views[view["id"]] = view
        await self._workspace.publish({"type": "view_opened", "view": view}, user)
        return {"view": view}

    async def _update_view(self, body: Json) -> Json:
        before = self._workspace.views.get(str(body.get("view_id") or ""))
        if before is None:
            raise ApiError("not_found")
        if body.get("hash") and body["hash"] != before["hash"]:
            raise ApiError("hash_conflict")
        view = _check_view(body) | {"id": before["id"], "hash": secrets.token_hex(6), "user": before["user"]}
        self._workspace.views[view["id"]] = view
        await self._workspace.publish({"type": "view_updated", "view": view}, view["user"])
        return {"view": view}

    def _take_trigger(self, trigger: str) -> str:
        user, until = self._workspace.triggers.get(trigger, ("", 0.0))
        if not user:
            raise ApiError("invalid_trigger_id")
        if until == 0.0:
            raise ApiError("exchanged_trigger_id")
        self._workspace.triggers[trigger] = (user, 0.0)
        if until < self._workspace.options.clock():
            raise ApiError("expired_trigger_id")
        return user


def _since(messages: list[Json], body: Json) -> list[Json]:
    oldest = float(body.get("oldest") or 0)
    return [message for message in messages if float(message["ts"]) > oldest]


def _check_view(body: Json) -> Json:
    view = body.get("view")
    if not isinstance(view, dict):
        raise ApiError("invalid_arguments")
    problems = find_view_problems(view)
    if problems:
        raise ApiError("invalid_arguments", tuple(problems))
    return dict(view)
