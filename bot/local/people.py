"""What a person says and does in the workspace, and what the app hears of it."""

from __future__ import annotations

import html
import re
import secrets
from urllib.parse import urlsplit

from bot.local.dispatch import Dispatcher
from bot.local.errors import ApiError, DeliveryError
from bot.local.files import Files
from bot.local.posting import Posting
from bot.local.responses import Responses
from bot.local.views import Views
from bot.local.workspace import Json, Workspace

_URL = re.compile(r"https?://[^\s<>|\"]+[^\s<>|\"'.,;:!?)\]}]")
_INVITE = "/invite"


class People:
    """Carries out what people do; each act changes the workspace first and is told to the app after."""

    def __init__(
        self,
        workspace: Workspace,
        dispatcher: Dispatcher,
        posting: Posting,
        responses: Responses,
        views: Views,
        files: Files,
    ) -> None:
        self._workspace = workspace
        self._dispatcher = dispatcher
        self._posting = posting
        self._responses = responses
        self._views = views
        self._files = files

    async def post(self, user: str, channel: str, text: str, *, thread_ts: str | None = None) -> str:
        """Post a message as typed; names and addresses become mentions and links as in Slack's own composer."""
        return await self._post(user, channel, text, thread_ts, {})

    async def upload(
        self, user: str, channel: str, name: str, content: bytes, text: str = "", *, thread_ts: str | None = None
    ) -> str:
        """Share a file in a message; return the message's time stamp.

        Raises:
            ApiError: the file is empty or too large.
        """
        file = self._files.add(user, name, content)
        more = {"subtype": "file_share", "files": [file], "upload": False, "display_as_bot": False}
        return await self._post(user, channel, text, thread_ts, more)

    async def edit(self, user: str, channel: str, ts: str, text: str) -> None:
        message = self._find_own(user, channel, ts)
        before = dict(message)
        message |= {"text": self._encode(text), "edited": {"user": user, "ts": self._workspace.make_ts()}}
        await self._workspace.publish_change(channel, message)
        await self._tell(channel, "message_changed", {"message": dict(message), "previous_message": before})

    async def delete(self, user: str, channel: str, ts: str) -> None:
        message = self._find_own(user, channel, ts)
        await self._workspace.remove_message(channel, message)
        await self._tell(channel, "message_deleted", {"deleted_ts": ts, "previous_message": message})

    async def join(self, user: str, channel: str) -> None:
        """Let a person come into a channel."""
        await self._tell(channel, "channel_join", {"user": user, "text": f"<@{user}> has joined the channel"})
        await self._tell_join(user, channel, inviter=None)

    async def invite(self, user: str, channel: str) -> None:
        """Ask the bot into a channel."""
        await self._workspace.add_member(channel)
        await self._tell_join(self._workspace.bot_user, channel, inviter=user)

    async def open_home(self, user: str, tab: str = "home") -> None:
        """Open the bot's Home tab, or its messages (`tab`: home, messages)."""
        event: Json = {"type": "app_home_opened", "user": user, "channel": self._workspace.find_dm(user), "tab": tab}
        home = self._views.find_home(user)
        if tab == "home" and home:
            event["view"] = home
        await self._dispatcher.deliver_event({**event, "event_ts": self._workspace.make_ts()})

    async def command(self, user: str, channel: str, command: str, text: str, *, in_thread: bool = False) -> str | None:
        """Give a slash command; return what Slack shows where it fails, or None."""
        workspace = self._workspace
        if command == _INVITE and text.strip().casefold() == f"@{workspace.options.app_name}".casefold():
            await self.invite(user, channel)
            return None
        if command not in {entry.command for entry in workspace.options.commands}:
            return f"{command} is geen geldige opdracht."
        if in_thread:
            return f"{command} werkt niet in een thread."
        payload: Json = {
            "token": "local",
            "team_id": workspace.team["id"],
            "team_domain": workspace.team["domain"],
            "channel_id": channel,
            "channel_name": workspace.channels[channel]["name"] or "directmessage",
            "user_id": user,
            "user_name": workspace.users[user]["name"],
            "command": command,
            "text": html.escape(text, quote=False),
            "api_app_id": workspace.app_id,
            "is_enterprise_install": "false",
            "response_url": self._responses.make_url(user, channel),
            "trigger_id": self._views.make_trigger(user),
        }
        try:
            answer = await self._dispatcher.deliver("slash_commands", payload)
        except DeliveryError as error:
            return f"{command} is mislukt met de fout “{error}”."
        if answer.get("text") or answer.get("blocks"):
            await self._posting.post(channel, answer, None if answer.get("response_type") == "in_channel" else user)
        return None

    async def _post(self, user: str, channel: str, text: str, thread_ts: str | None, more: Json) -> str:
        workspace = self._workspace
        encoded = self._encode(text)
        message: Json = {"type": "message", "user": user, "text": encoded, "ts": workspace.make_ts()}
        message |= {"team": workspace.users[user]["team_id"], **more}
        if thread_ts:
            message["thread_ts"] = thread_ts
        await workspace.add_message(channel, message)
        event = self._build_event(channel, message)
        if workspace.channels[channel]["is_member"]:
            await self._dispatcher.deliver_event(event)
        if f"<@{workspace.bot_user}>" in encoded and not workspace.channels[channel]["is_im"]:
            mention = {name: value for name, value in event.items() if name not in ("subtype", "channel_type")}
            await self._dispatcher.deliver_event({**mention, "type": "app_mention"})
        await self._tell_links(channel, message, text)
        return str(message["ts"])

    async def _tell_links(self, channel: str, message: Json, text: str) -> None:
        links = [{"domain": domain, "url": url} for url in _URL.findall(text) if (domain := self._find_domain(url))]
        if not links:
            return
        event: Json = {
            "type": "link_shared",
            "channel": channel,
            "is_bot_user_member": self._workspace.channels[channel]["is_member"],
            "user": message["user"],
            "message_ts": message["ts"],
            "unfurl_id": f"{channel}.{message['ts']}.{secrets.token_hex(32)}",
            "source": "conversations_history",
            "links": links,
            "event_ts": self._workspace.make_ts(),
        }
        if message.get("thread_ts"):
            event["thread_ts"] = message["thread_ts"]
        await self._dispatcher.deliver_event(event)

    def _find_domain(self, url: str) -> str | None:
        host = urlsplit(url).hostname or ""
        domains = self._workspace.options.unfurl_domains
        return next((domain for domain in domains if host == domain or host.endswith(f".{domain}")), None)

    async def _tell_join(self, user: str, channel: str, inviter: str | None) -> None:
        if not self._workspace.channels[channel]["is_member"]:
            return
        event: Json = {"type": "member_joined_channel", "user": user, "channel": channel, "channel_type": "C"}
        event |= {"team": self._workspace.team["id"], "event_ts": self._workspace.make_ts()}
        await self._dispatcher.deliver_event(event | ({"inviter": inviter} if inviter else {}))

    def _encode(self, text: str) -> str:
        """Return a typed text as Slack keeps it."""
        encoded, last = "", 0
        for url in _URL.finditer(text):
            encoded += f"{self._encode_words(text[last : url.start()])}<{html.escape(url[0], quote=False)}>"
            last = url.end()
        return encoded + self._encode_words(text[last:])

    def _encode_words(self, text: str) -> str:
        encoded = html.escape(text, quote=False)
        for id_, user in self._workspace.users.items():
            name = re.escape(user["real_name"])
            encoded = re.sub(rf"(?<!\w)@{name}\b", f"<@{id_}>", encoded, flags=re.IGNORECASE)
        return encoded

    def _build_event(self, channel: str, message: Json) -> Json:
        known = self._workspace.channels[channel]
        kind = "im" if known["is_im"] else "mpim" if known["is_mpim"] else "channel"
        return {**message, "channel": channel, "channel_type": kind, "event_ts": message["ts"]}

    async def _tell(self, channel: str, subtype: str, more: Json) -> None:
        if self._workspace.channels[channel]["is_member"]:
            message = {"type": "message", "subtype": subtype, "ts": self._workspace.make_ts(), "hidden": True, **more}
            await self._dispatcher.deliver_event(self._build_event(channel, message))

    def _find_own(self, user: str, channel: str, ts: str) -> Json:
        message = self._workspace.find_message(channel, ts)
        if message is None:
            raise ApiError("message_not_found")
        if message.get("user") != user:
            raise ApiError("cant_update_message")
        return message
