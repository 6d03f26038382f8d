"""`conversations.*`: channels, direct messages, and what was said in them."""

from __future__ import annotations

import base64
import binascii

from bot.local.errors import ApiError
from bot.local.methods.method import Method, find_channel
from bot.local.workspace import Json, Workspace

_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
_MOST = 1_000


class Conversations:
    """Answers what there is and what was said; the bot reads only where it is a member."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def list_methods(self) -> dict[str, Method]:
        return {
            "conversations.info": Method(run=self._info, scopes=_READ),
            "conversations.list": Method(run=self._list, scopes=_READ),
            "conversations.members": Method(run=self._members, scopes=_READ),
            "conversations.history": Method(run=self._history, scopes=_HISTORY),
            "conversations.replies": Method(run=self._replies, scopes=_HISTORY),
            "conversations.open": Method(run=self._open, scopes=("im:write", "mpim:write")),
            "conversations.join": Method(run=self._join, scopes=("channels:join",)),
        }

    async def _info(self, body: Json) -> Json:
        return {"channel": self._workspace.channels[find_channel(self._workspace, body)]}

    async def _list(self, body: Json) -> Json:
        wanted = str(body.get("types") or "public_channel").split(",")
        channels = [
            channel
            for channel in self._workspace.channels.values()
            if ("im" if channel["is_im"] else "public_channel") in wanted
        ]
        return {"channels": channels, "response_metadata": {"next_cursor": ""}}

    async def _members(self, body: Json) -> Json:
        channel = self._workspace.channels[find_channel(self._workspace, body)]
        people = [channel["user"]] if channel["is_im"] else list(self._workspace.people)
        bot = [self._workspace.bot_user] if channel["is_member"] else []
        return {"members": people + bot, "response_metadata": {"next_cursor": ""}}

    async def _history(self, body: Json) -> Json:
        channel = self._find_read(body)
        messages = [message for message in self._workspace.list_messages(channel) if _is_within(message, body)]
        return _build_page(messages[::-1], body, most=100)

    async def _replies(self, body: Json) -> Json:
        channel = self._find_read(body)
        ts = str(body.get("ts") or "")
        messages = list(self._workspace.list_messages(channel, thread_ts=ts))
        if not messages:
            raise ApiError("thread_not_found")
        parent = [message for message in messages if message["ts"] == ts]
        replies = [message for message in messages if message["ts"] != ts and _is_within(message, body)]
        return _build_page(parent + replies, body, most=1_000)

    async def _open(self, body: Json) -> Json:
        users = str(body.get("users") or "")
        if not users:
            raise ApiError("users_list_not_supplied")
        if users not in self._workspace.people:
            raise ApiError("user_not_found")
        id_ = self._workspace.find_dm(users)
        full = body.get("return_im") in (True, "true", "1")
        return {"channel": self._workspace.channels[id_] if full else {"id": id_}}

    async def _join(self, body: Json) -> Json:
        channel = find_channel(self._workspace, body)
        if self._workspace.channels[channel]["is_im"]:
            raise ApiError("method_not_supported_for_channel_type")
        await self._workspace.add_member(channel)
        return {"channel": self._workspace.channels[channel]}

    def _find_read(self, body: Json) -> str:
        channel = find_channel(self._workspace, body)
        if not self._workspace.channels[channel]["is_member"]:
            raise ApiError("not_in_channel")
        return channel


def _is_within(message: Json, body: Json) -> bool:
    ts, is_inclusive = float(message["ts"]), body.get("inclusive") in (True, "true", "1")
    oldest, latest = float(body.get("oldest") or 0), float(body.get("latest") or "inf")
    return oldest < ts < latest or (is_inclusive and ts in (oldest, latest))


def _build_page(messages: list[Json], body: Json, *, most: int) -> Json:
    """Return a page of messages, with the cursor to the next where there are more."""
    try:
        limit = min(max(int(body.get("limit") or most), 1), _MOST)
        start = _read_cursor(str(body.get("cursor") or ""))
    except (ValueError, binascii.Error):
        raise ApiError("invalid_cursor" if body.get("cursor") else "invalid_limit") from None
    page, has_more = messages[start : start + limit], len(messages) > start + limit
    with_metadata = body.get("include_all_metadata") in (True, "true", "1")
    shown = [message if with_metadata else _without_metadata(message) for message in page]
    next_ = base64.b64encode(f"next:{start + limit}".encode()).decode() if has_more else ""
    return {"messages": shown, "has_more": has_more, "response_metadata": {"next_cursor": next_}}


def _read_cursor(cursor: str) -> int:
    return int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:")) if cursor else 0


def _without_metadata(message: Json) -> Json:
    return {name: value for name, value in message.items() if name != "metadata"}
