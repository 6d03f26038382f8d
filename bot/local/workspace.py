"""The workspace: its people, channels and messages, and who watches them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.local.options import LocalOptions

Json = dict[str, Any]


class Workspace:
    """Everything that Slack would remember, in memory and bounded."""

    def __init__(self, options: LocalOptions) -> None:
        self.options = options
        self.base = ""
        self.team: Json = {"id": options.team, "name": options.team_name, "domain": options.team_name.casefold()}
        self.app_id, self.bot_id, self.bot_user = "A0GRIFFIER", "B0GRIFFIER", "U0GRIFFIER"
        self.people = ("U0JIJ", "U0COLLEGA")
        self.users = {
            "U0JIJ": self._build_user("U0JIJ", "jij"),
            "U0COLLEGA": self._build_user("U0COLLEGA", "collega"),
            self.bot_user: self._build_user(self.bot_user, options.app_name),
        }
        self.channels: dict[str, Json] = {
            "C0KAMERSTUKKEN": self._build_channel("C0KAMERSTUKKEN", "kamerstukken", is_member=True),
            "C0ALGEMEEN": self._build_channel("C0ALGEMEEN", "algemeen", is_member=False),
        }
        for person in self.people:
            id_ = f"D0{person[2:]}"
            self.channels[id_] = {**self._build_channel(id_, "", is_member=True), "is_im": True, "user": person}
        self.messages: dict[str, deque[Json]] = {id_: deque(maxlen=options.most_messages) for id_ in self.channels}
        self.changed = asyncio.Condition()
        self._watchers: dict[asyncio.Queue[Json], str] = {}
        self._last_ts = 0

    def make_ts(self) -> str:
        """Return a time stamp that no message has had yet."""
        self._last_ts = max(self._last_ts + 1, int(self.options.clock() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06}"

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
        event = {"type": "message", "channel": channel, "message": message}
        await self.publish(event, self._find_reader(channel, message))
        parent = self.find_message(channel, message.get("thread_ts") or "")
        if parent is not None and parent is not message and not message.get("visible_to"):
            parent["thread_ts"] = parent["ts"]
            parent["reply_count"] = int(parent.get("reply_count", 0)) + 1
            parent["latest_reply"] = message["ts"]
            parent["reply_users"] = sorted({*parent.get("reply_users", ()), message["user"]})
            await self.publish_change(channel, parent)

    async def publish_change(self, channel: str, message: Json) -> None:
        event = {"type": "message_changed", "channel": channel, "message": message}
        await self.publish(event, self._find_reader(channel, message))

    async def remove_message(self, channel: str, message: Json) -> None:
        self.messages[channel].remove(message)
        parent = self.find_message(channel, message.get("thread_ts") or "")
        event = {"type": "message_deleted", "channel": channel, "ts": message["ts"]}
        await self.publish(event, self._find_reader(channel, message))
        if parent is not None and not message.get("visible_to"):
            parent["reply_count"] = max(0, int(parent.get("reply_count", 0)) - 1)
            await self.publish_change(channel, parent)

    def add_group(self) -> str:
        """Add a group message of all people and the bot, and return its id."""
        id_ = "G0GROEP"
        self.channels[id_] = {
            **self._build_channel(id_, "mpdm-jij--collega--griffier-1", is_member=True),
            "is_mpim": True,
        }
        self.messages[id_] = deque(maxlen=self.options.most_messages)
        return id_

    async def add_member(self, channel: str) -> None:
        """Let the bot be a member of a channel."""
        self.channels[channel]["is_member"] = True
        await self.publish({"type": "channel_changed", "channel": self.channels[channel]})

    async def publish(self, event: Json, user: str | None = None) -> None:
        """Tell the pages of `user` (None: of everybody) what happened."""
        for queue, watcher in self._watchers.items():
            if user in (None, watcher):
                queue.put_nowait(event)
        await self.notify()

    async def notify(self) -> None:
        """Let those who wait for something look again."""
        async with self.changed:
            self.changed.notify_all()

    def watch(self, user: str) -> asyncio.Queue[Json]:
        queue: asyncio.Queue[Json] = asyncio.Queue()
        self._watchers[queue] = user
        return queue

    def unwatch(self, queue: asyncio.Queue[Json]) -> None:
        del self._watchers[queue]

    def _find_reader(self, channel: str, message: Json) -> str | None:
        return message.get("visible_to") or self.channels[channel].get("user")

    def _build_user(self, id_: str, name: str) -> Json:
        is_bot = id_ == self.bot_user
        return {
            "id": id_,
            "team_id": self.team["id"],
            "name": name.casefold(),
            "real_name": name,
            "deleted": False,
            "profile": {"real_name": name, "display_name": name, "team": self.team["id"]},
            "is_admin": id_ in self.options.administrators,
            "is_owner": False,
            "is_bot": is_bot,
            "is_app_user": False,
            "tz": "Europe/Amsterdam",
            "tz_offset": 3600,
            "locale": "nl-NL",
        }

    def _build_channel(self, id_: str, name: str, *, is_member: bool) -> Json:
        return {
            "id": id_,
            "name": name,
            "is_channel": bool(name),
            "is_group": False,
            "is_im": False,
            "is_mpim": False,
            "is_private": not name,
            "is_archived": False,
            "is_member": is_member,
            "context_team_id": self.team["id"],
        }


def _belongs(message: Json, thread_ts: str | None) -> bool:
    if thread_ts is not None:
        return thread_ts in (message["ts"], message.get("thread_ts"))
    is_reply = message.get("thread_ts") not in (None, message["ts"])
    return not is_reply or message.get("subtype") == "thread_broadcast"


@dataclass(slots=True)
class CallLog:
    """The calls that were made of the Web API, the latest last."""

    calls: deque[Json] = field(default_factory=lambda: deque(maxlen=2_000))

    def of(self, method: str) -> list[Json]:
        return [call for call in self.calls if call["method"] == method]
