"""The workspace: its people, channels, messages and views, and who watches them."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalCommand:
    """A slash command that the workspace knows."""

    command: str
    description: str
    usage_hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalOptions:
    """How the workspace is furnished; times in seconds."""

    commands: tuple[LocalCommand, ...] = ()
    app_name: str = "Griffier"
    ack_timeout: float = 3.0
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    trigger_life: float = 3.0
    most_messages: int = 5_000
    clock: Callable[[], float] = time.time


class Workspace:
    """Everything that Slack would remember, in memory and bounded."""

    def __init__(self, options: LocalOptions) -> None:
        self.options = options
        self.team: Json = {"id": "T0LOKAAL", "name": "Lokaal", "domain": "lokaal"}
        self.app_id, self.bot_id, self.bot_user = "A0GRIFFIER", "B0GRIFFIER", "U0GRIFFIER"
        self.users = {
            "U0JIJ": _build_user("U0JIJ", "jij", is_bot=False),
            "U0COLLEGA": _build_user("U0COLLEGA", "collega", is_bot=False),
            self.bot_user: _build_user(self.bot_user, options.app_name, is_bot=True),
        }
        self.people = ("U0JIJ", "U0COLLEGA")
        self.channels: dict[str, Json] = {
            "C0KAMERSTUKKEN": _build_channel("C0KAMERSTUKKEN", "kamerstukken", is_member=True),
            "C0ALGEMEEN": _build_channel("C0ALGEMEEN", "algemeen", is_member=False),
        }
        for person in self.people:
            id_ = f"D0{person[2:]}"
            self.channels[id_] = {**_build_channel(id_, "", is_member=True), "is_im": True, "user": person}
        self.messages: dict[str, deque[Json]] = {id_: deque(maxlen=options.most_messages) for id_ in self.channels}
        self.views: dict[str, Json] = {}
        self.triggers: dict[str, tuple[str, float]] = {}
        self.responses: dict[str, Json] = {}
        self.changed = asyncio.Condition()
        self._watchers: dict[asyncio.Queue[Json], str] = {}
        self._last_ts = 0

    def make_ts(self) -> str:
        """Return a time stamp that no message has had yet."""
        self._last_ts = max(self._last_ts + 1, int(self.options.clock() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06}"

    def make_trigger(self, user: str) -> str:
        trigger = secrets.token_hex(12)
        self.triggers[trigger] = (user, self.options.clock() + self.options.trigger_life)
        return trigger

    def find_dm(self, user: str) -> str:
        return next(id_ for id_, channel in self.channels.items() if channel.get("user") == user)

    def find_message(self, channel: str, ts: str) -> Json | None:
        return next((message for message in self.messages[channel] if message["ts"] == ts), None)

    def list_messages(self, channel: str, *, thread_ts: str | None = None, user: str | None = None) -> Iterator[Json]:
        """Return what `user` sees (None: what everybody sees) of a channel or of one of its threads."""
        for message in self.messages[channel]:
            if message.get("visible_to") not in (None, user):
                continue
            if _belongs(message, thread_ts):
                yield message

    async def add_message(self, channel: str, message: Json) -> None:
        self.messages[channel].append(message)
        await self.publish({"type": "message", "channel": channel, "message": message}, message.get("visible_to"))
        parent = self.find_message(channel, message.get("thread_ts") or "")
        if parent is not None and parent is not message and not message.get("visible_to"):
            parent["thread_ts"] = parent["ts"]
            parent["reply_count"] = int(parent.get("reply_count", 0)) + 1
            parent["latest_reply"] = message["ts"]
            await self.publish_change(channel, parent)

    async def publish_change(self, channel: str, message: Json) -> None:
        event = {"type": "message_changed", "channel": channel, "message": message}
        await self.publish(event, message.get("visible_to"))

    async def remove_message(self, channel: str, message: Json) -> None:
        self.messages[channel].remove(message)
        event = {"type": "message_deleted", "channel": channel, "ts": message["ts"]}
        await self.publish(event, message.get("visible_to"))

    async def publish(self, event: Json, user: str | None = None) -> None:
        """Tell the pages of `user` (None: of everybody) what happened."""
        for queue, watcher in self._watchers.items():
            if user in (None, watcher):
                queue.put_nowait(event)
        async with self.changed:
            self.changed.notify_all()

    def watch(self, user: str) -> asyncio.Queue[Json]:
        queue: asyncio.Queue[Json] = asyncio.Queue()
        self._watchers[queue] = user
        return queue

    def unwatch(self, queue: asyncio.Queue[Json]) -> None:
        del self._watchers[queue]


def _belongs(message: Json, thread_ts: str | None) -> bool:
    if thread_ts is not None:
        return thread_ts in (message["ts"], message.get("thread_ts"))
    is_reply = message.get("thread_ts") not in (None, message["ts"])
    return not is_reply or message.get("subtype") == "thread_broadcast"


def _build_user(id_: str, name: str, *, is_bot: bool) -> Json:
    return {"id": id_, "name": name.casefold(), "real_name": name, "is_bot": is_bot, "locale": "nl-NL"}


def _build_channel(id_: str, name: str, *, is_member: bool) -> Json:
    return {"id": id_, "name": name, "is_channel": bool(name), "is_im": False, "is_member": is_member}


@dataclass(slots=True)
class CallLog:
    """The calls that were made of the Web API, the latest last."""

    calls: deque[Json] = field(default_factory=lambda: deque(maxlen=2_000))

    def of(self, method: str) -> list[Json]:
        return [call for call in self.calls if call["method"] == method]
