"""What Slack's payloads look like, so that one in another shape is refused before anything reads it.

Only what Bolt and the listeners read is named; whatever else there is passes.

Source: docs.slack.dev, the reference of events and of interaction payloads.
"""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import parse_qsl

import msgspec

Json = dict[str, Any]

# Slack's identifiers and time stamps fit in a column of this width.
_Id = Annotated[str, msgspec.Meta(max_length=64)]
_JSON = "application/json"
_HALF = re.compile("[\ud800-\udfff]")


# What a payload of a type never lacks: Bolt counts on it.
_REQUIRED = {
    "event_callback": ("event.type",),
    "block_actions": ("actions", "user"),
    "view_submission": ("view.type", "view.id", "user"),
    "view_closed": ("view.type", "view.id", "user"),
    "block_suggestion": ("action_id", "user"),
    "shortcut": ("callback_id", "user"),
    "message_action": ("callback_id", "user", "message"),
}


class MalformedError(Exception):
    """A payload that can't be Slack's; the message says what of it is wrong, not what stands there."""


class _Named(msgspec.Struct):
    id: _Id
    name: str | None = None
    username: str | None = None
    team_id: _Id | None = None
    enterprise_id: _Id | None = None


class _Authorization(msgspec.Struct):
    team_id: _Id | None = None
    enterprise_id: _Id | None = None
    user_id: _Id | None = None
    is_enterprise_install: bool | None = None


class _Link(msgspec.Struct):
    url: str
    domain: str


class _File(msgspec.Struct):
    id: _Id
    name: str | None = None
    mode: str | None = None
    size: int | None = None
    url_private: str | None = None
    url_private_download: str | None = None


class _Field(msgspec.Struct):
    """An element that was used, or what stands in it."""

    type: str | None = None
    action_id: Annotated[str, msgspec.Meta(max_length=255)] | None = None
    block_id: Annotated[str, msgspec.Meta(max_length=255)] | None = None
    value: str | None = None
    selected_option: _Option | None = None
    selected_options: list[_Option] | None = None
    selected_date: str | None = None
    selected_time: str | None = None
    selected_user: _Id | None = None
    selected_users: list[_Id] | None = None
    selected_channel: _Id | None = None
    selected_channels: list[_Id] | None = None
    selected_conversation: _Id | None = None
    selected_conversations: list[_Id] | None = None
    text: Json | None = None


class _Option(msgspec.Struct):
    value: str = ""
    text: Json | None = None


class _Action(_Field):
    type: str
    action_id: Annotated[str, msgspec.Meta(max_length=255)]


class _State(msgspec.Struct):
    values: dict[str, dict[str, _Field]] | None = None


class _View(msgspec.Struct):
    id: _Id | None = None
    type: str | None = None
    callback_id: str | None = None
    private_metadata: str | None = None
    hash: str | None = None
    state: _State | None = None
    blocks: list[Json] | None = None
    team_id: _Id | None = None
    app_installed_team_id: _Id | None = None
    root_view_id: _Id | None = None
    previous_view_id: _Id | None = None
    external_id: str | None = None


class _Message(msgspec.Struct):
    type: str | None = None
    subtype: str | None = None
    ts: _Id | None = None
    thread_ts: _Id | None = None
    user: _Id | Json | None = None
    text: str | None = None
    team: _Id | None = None
    bot_id: _Id | None = None
    app_id: _Id | None = None
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    files: list[_File] | None = None
    metadata: Json | None = None
    edited: Json | None = None


class _Event(_Message):
    type: str
    channel: _Id | Json | None = None
    channel_id: _Id | None = None
    channel_type: str | None = None
    user_id: _Id | None = None
    user_team: _Id | None = None
    event_ts: _Id | None = None
    message_ts: _Id | None = None
    deleted_ts: _Id | None = None
    hidden: bool | None = None
    message: _Message | None = None
    previous_message: _Message | None = None
    links: list[_Link] | None = None
    unfurl_id: str | None = None
    source: str | None = None
    is_bot_user_member: bool | None = None
    tab: str | None = None
    view: _View | None = None
    item: Json | None = None
    inviter: _Id | None = None
    enterprise_id: _Id | None = None
    team_id: _Id | None = None
    tokens: dict[str, list[_Id]] | None = None
    assistant_thread: Json | None = None
    bot_profile: Json | None = None


class _Container(msgspec.Struct):
    type: str | None = None
    channel_id: _Id | None = None
    message_ts: _Id | None = None
    thread_ts: _Id | None = None
    view_id: _Id | None = None
    is_ephemeral: bool | None = None
    app_unfurl_url: str | None = None


class _Payload(msgspec.Struct):
    """What any payload may hold, whether it tells of an event, an interaction or a command."""

    type: str | None = None
    team_id: _Id | None = None
    user_id: _Id | None = None
    channel_id: _Id | None = None
    enterprise_id: _Id | None = None
    api_app_id: _Id | None = None
    is_enterprise_install: bool | str | None = None
    is_ext_shared_channel: bool | None = None
    authorizations: list[_Authorization] | None = None
    event: _Event | None = None
    event_id: _Id | None = None
    event_time: int | None = None
    challenge: str | None = None
    team: _Named | _Id | None = None
    enterprise: _Named | _Id | None = None
    user: _Named | _Id | None = None
    channel: _Named | _Id | None = None
    container: _Container | None = None
    message: _Message | None = None
    view: _View | None = None
    actions: list[_Action] | None = None
    state: _State | None = None
    response_url: str | None = None
    response_urls: list[Json] | None = None
    trigger_id: str | None = None
    callback_id: str | None = None
    action_id: str | None = None
    block_id: str | None = None
    value: str | None = None
    message_ts: _Id | None = None
    action_ts: _Id | None = None
    is_cleared: bool | None = None
    app_unfurl: Json | None = None
    command: str | None = None
    text: str | None = None
    user_name: str | None = None


def read_body(raw: bytes, content_type: str) -> Json:
    """Return the payload in the body of a signed request: JSON, or a form with or around it.

    Raises:
        MalformedError: it is neither, or in no shape of Slack's.
    """
    if content_type == _JSON or raw.startswith(b"{"):
        return read_json(raw)
    try:
        form = dict(parse_qsl(raw.decode("utf-8"), keep_blank_values=True, max_num_fields=200))
    except ValueError as error:  # no UTF-8, or too many fields
        raise MalformedError("the body is no form") from error
    if "payload" in form:
        return read_json(form["payload"].encode("utf-8", "surrogatepass"))
    return _check(form)


def read_json(raw: bytes | str) -> Json:
    """Return a payload in JSON.

    Raises:
        MalformedError: it is none, or in no shape of Slack's.
    """
    try:
        payload = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeError, RecursionError, ValueError) as error:
        raise MalformedError("the body is no JSON") from error
    if not isinstance(payload, dict):
        raise MalformedError("the body is no object")
    return check_payload(payload)


def check_payload(payload: Json) -> Json:
    """Return a payload that is in a shape of Slack's.

    Raises:
        MalformedError: it is not.
    """
    _check(payload)
    for path in _REQUIRED.get(str(payload.get("type")), ()):
        if not _find(payload, path):
            raise MalformedError(f"{path} is missing")
    return payload


def _find(payload: Json, path: str) -> object:
    found: object = payload
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _check(payload: Json) -> Json:
    try:
        msgspec.convert(payload, _Payload)
        is_whole = _holds_text(payload)
    except (msgspec.ValidationError, UnicodeError, RecursionError) as error:
        # What msgspec says names the place, and the kind of what stands there; never its value.
        raise MalformedError(str(error).replace("\n", " ")[:200]) from error
    if not is_whole:
        raise MalformedError("it holds what is not text")
    return payload


def _holds_text(value: object) -> bool:
    """Tell whether all texts can be stored: no NUL, which PostgreSQL refuses, and no half of a sign."""
    if isinstance(value, str):
        return "\0" not in value and (value.isascii() or not _HALF.search(value))
    if isinstance(value, dict):
        return all(_holds_text(name) and _holds_text(inner) for name, inner in value.items())
    return all(_holds_text(inner) for inner in value) if isinstance(value, list) else True
