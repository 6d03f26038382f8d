"""`chat.*`: messages and unfurls."""

from __future__ import annotations

import html

from bot.local.block_ids import fill_ids
from bot.local.errors import ApiError
from bot.local.limits import find_attachment_error
from bot.local.methods.method import Method, find_channel, find_posted, find_writable, read_json
from bot.local.posting import Posting
from bot.local.workspace import Json, Workspace

_WRITE = ("chat:write",)


class Chat:
    """Posts, changes, deletes and unfurls."""

    def __init__(self, workspace: Workspace, posting: Posting) -> None:
        self._workspace = workspace
        self._posting = posting

    def list_methods(self) -> dict[str, Method]:
        return {
            "chat.postMessage": Method(run=self._post, scopes=_WRITE),
            "chat.postEphemeral": Method(run=self._post_ephemeral, scopes=_WRITE),
            "chat.update": Method(run=self._update, scopes=_WRITE),
            "chat.delete": Method(run=self._delete, scopes=_WRITE),
            "chat.getPermalink": Method(run=self._get_permalink),
            "chat.unfurl": Method(run=self._unfurl, scopes=("links:write",)),
        }

    async def _post(self, body: Json) -> Json:
        channel = find_writable(self._workspace, body)
        message = await self._posting.post(channel, body)
        return {"channel": channel, "ts": message["ts"], "message": message}

    async def _post_ephemeral(self, body: Json) -> Json:
        channel = find_writable(self._workspace, body)
        user = body.get("user")
        if user not in self._workspace.people or self._workspace.channels[channel].get("user") not in (None, user):
            raise ApiError("user_not_in_channel")
        message = await self._posting.post(channel, body, user)
        return {"message_ts": message["ts"]}

    async def _update(self, body: Json) -> Json:
        channel = find_channel(self._workspace, body)
        message = self._find_own(channel, body, "cant_update_message")
        await self._posting.change(channel, message, body)
        return {"channel": channel, "ts": message["ts"], "text": message["text"], "message": message}

    async def _delete(self, body: Json) -> Json:
        channel = find_channel(self._workspace, body)
        message = self._find_own(channel, body, "cant_delete_message")
        await self._workspace.remove_message(channel, message)
        return {"channel": channel, "ts": message["ts"]}

    async def _get_permalink(self, body: Json) -> Json:
        channel = find_channel(self._workspace, body)
        message = find_posted(self._workspace, channel, body.get("message_ts"))
        thread = message.get("thread_ts")
        query = f"?thread_ts={thread}&cid={channel}" if thread not in (None, message["ts"]) else ""
        permalink = f"{self._workspace.base}/archives/{channel}/p{message['ts'].replace('.', '')}{query}"
        return {"channel": channel, "permalink": permalink}

    async def _unfurl(self, body: Json) -> Json:
        channel, message = self._find_unfurled(body)
        unfurls = read_json(body.get("unfurls"), "cannot_parse_attachment")
        if unfurls is None:
            raise ApiError("missing_unfurls")
        if not isinstance(unfurls, dict) or not all(isinstance(value, dict) for value in unfurls.values()):
            raise ApiError("invalid_unfurls_format")
        text = html.unescape(str(message.get("text")))
        if not unfurls or any(url not in text for url in unfurls):
            raise ApiError("cannot_unfurl_url")
        error = find_attachment_error(list(unfurls.values()))
        if error:
            raise ApiError("invalid_blocks", error[1])
        kept = [one for one in message.get("attachments") or [] if one.get("app_unfurl_url") not in unfurls]
        added = [self._build_unfurl(url, unfurl) for url, unfurl in unfurls.items()]
        message["attachments"] = [{**one, "id": number} for number, one in enumerate([*kept, *added], start=1)]
        await self._workspace.publish_change(channel, message)
        return {}

    def _find_unfurled(self, body: Json) -> tuple[str, Json]:
        if body.get("unfurl_id"):
            if not body.get("source"):
                raise ApiError("missing_source")
            # An unfurl id begins with the channel and the time stamp of its message.
            channel, _, rest = str(body["unfurl_id"]).partition(".")
            ts = ".".join(rest.split(".")[:2])
        else:
            for name in ("channel", "ts"):
                if not body.get(name):
                    raise ApiError(f"missing_{name}")
            channel, ts = str(body["channel"]), str(body["ts"])
        if channel not in self._workspace.channels:
            raise ApiError("cannot_find_channel")
        message = self._workspace.find_message(channel, ts)
        if message is None:
            raise ApiError("cannot_find_message")
        return channel, message

    def _build_unfurl(self, url: str, unfurl: Json) -> Json:
        return {
            **unfurl,
            "blocks": fill_ids(unfurl.get("blocks") or []),
            "from_url": url,
            "app_unfurl_url": url,
            "is_app_unfurl": True,
            "app_id": self._workspace.app_id,
            "bot_id": self._workspace.bot_id,
        }

    def _find_own(self, channel: str, body: Json, code: str) -> Json:
        message = find_posted(self._workspace, channel, body.get("ts"))
        if message.get("bot_id") != self._workspace.bot_id:
            raise ApiError(code)
        return message
