"""What the app posts, wherever it posts from: a method, a `response_url`, an acknowledgement."""

from __future__ import annotations

import json
import re

from bot.local.block_ids import fill_ids
from bot.local.errors import ApiError
from bot.local.limits import find_message_error
from bot.local.workspace import Json, Workspace

_METADATA_LIMIT = 16_384


class Posting:
    """Puts the app's messages into the workspace, and changes them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def post(self, channel: str, body: Json, visible_to: str | None = None) -> Json:
        """Post a message of the app and return it.

        Raises:
            ApiError: Slack would refuse it.
        """
        _check(body)
        workspace = self._workspace
        message: Json = {
            "type": "message",
            "ts": workspace.make_ts(),
            "user": workspace.bot_user,
            "bot_id": workspace.bot_id,
            "app_id": workspace.app_id,
            "bot_profile": {
                "id": workspace.bot_id,
                "app_id": workspace.app_id,
                "name": workspace.options.app_name,
                "team_id": workspace.team["id"],
            },
            "team": workspace.team["id"],
            **_read_content(body),
        }
        if body.get("thread_ts"):
            message["thread_ts"] = str(body["thread_ts"])
            if body.get("reply_broadcast") in (True, "true", "1"):
                message["subtype"] = "thread_broadcast"
        if body.get("metadata"):
            message["metadata"] = body["metadata"]
        if visible_to:
            message |= {"visible_to": visible_to, "is_ephemeral": True}
        await workspace.add_message(channel, message)
        return message

    async def change(self, channel: str, message: Json, body: Json) -> None:
        """Give a message of the app other content.

        Raises:
            ApiError: Slack would refuse it.
        """
        _check(body)
        message.pop("attachments", None)
        message |= _read_content(body)
        if "metadata" in body:
            message["metadata"] = body["metadata"]
        await self._workspace.publish_change(channel, message)


def _check(body: Json) -> None:
    error = find_message_error(body)
    if error:
        raise ApiError(*error)
    if body.get("thread_ts") and not re.fullmatch(r"\d+\.\d{6}", str(body["thread_ts"])):
        raise ApiError("invalid_thread_ts")
    metadata = body.get("metadata")
    if metadata is None or metadata in ("", {}):
        return
    if not isinstance(metadata, dict):
        raise ApiError("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise ApiError("invalid_metadata_schema")
    if len(json.dumps(metadata)) > _METADATA_LIMIT:
        raise ApiError("metadata_too_large")


def _read_content(body: Json) -> Json:
    content: Json = {"text": body.get("text") or "", "blocks": fill_ids(body.get("blocks") or [])}
    if body.get("attachments"):
        attachments = enumerate(body["attachments"], start=1)
        content["attachments"] = [
            {"id": number, **attachment, "blocks": fill_ids(attachment.get("blocks") or [])}
            for number, attachment in attachments
        ]
    return content
