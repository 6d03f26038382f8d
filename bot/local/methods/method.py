"""What a method of the Web API is, and what all of them look up."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from msgspec import Struct

from bot.local.errors import ApiError
from bot.local.workspace import Json, Workspace


class Method(Struct, frozen=True, kw_only=True):
    """A method: what carries it out, and the scopes of which a token needs one (none: any token will do)."""

    run: Callable[[Json], Awaitable[Json]]
    scopes: tuple[str, ...] = ()


def find_channel(workspace: Workspace, body: Json) -> str:
    """Return the id of the channel that is named; a person's id means the direct messages with them."""
    channel = str(body.get("channel") or "")
    if channel in workspace.users:
        channel = workspace.find_dm(channel) if channel in workspace.people else ""
    if channel not in workspace.channels:
        raise ApiError("channel_not_found")
    return channel


def find_writable(workspace: Workspace, body: Json) -> str:
    channel = find_channel(workspace, body)
    if not workspace.channels[channel]["is_member"]:
        raise ApiError("not_in_channel")
    if workspace.channels[channel]["is_archived"]:
        raise ApiError("is_archived")
    return channel


def find_posted(workspace: Workspace, channel: str, ts: object) -> Json:
    """Return a message that everybody sees; what one person sees can't be named by its time stamp."""
    message = workspace.find_message(channel, str(ts or ""))
    if message is None or message.get("visible_to"):
        raise ApiError("message_not_found")
    return message


def read_json(value: object, code: str) -> object:
    """Return an argument that may come as JSON in a string."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise ApiError(code) from None
