"""What a person typed, out of the payloads that Slack sends."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from msgspec import Struct

# Slack marks what is not a person's new message with a subtype; these two are new messages all the same.
_NEW = (None, "file_share", "thread_broadcast")
# Mentions of people, of groups, and of everybody who is there.
_ADDRESSED = re.compile(r"<(?:@|!subteam|!here|!channel|!everyone)")
_ENTITY = re.compile(r"<([^<>]*)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A new message of a person: where it stands, who wrote it, its text as the person sees it, and its treatment.

    `is_asked` is False for a question in a channel that was not put to the bot by name; it is answered in the
    channel itself (`in_channel`) or in its thread, for everybody or for its asker alone (`for_asker`).
    `files` are the ids of the files that are shared in it, in order.
    """

    event_id: str
    team: str
    channel: str
    ts: str
    thread_ts: str | None
    person: str
    is_direct: bool
    text: str
    is_asked: bool = True
    in_channel: bool = False
    for_asker: bool = False
    files: tuple[str, ...] = ()


class Visitor(Struct, frozen=True, kw_only=True):
    """Who used a command, a shortcut, a button or a modal, and in which channel, if in any.

    Of a button: also in which thread its message stands, if in any, and whether they alone see it.
    """

    team: str
    person: str
    name: str
    channel: str
    thread_ts: str | None = None
    is_alone: bool = False

    @property
    def is_direct(self) -> bool:
        """Whether that channel is a conversation of two."""
        return self.channel.startswith("D")


def parse_visitor(body: Mapping[str, object]) -> Visitor:
    """Return who sent the payload of a command or of an interaction; what it does not name is empty."""
    container = body.get("container")
    return Visitor(
        team=parse_team(body),
        person=_read_id(body, "user"),
        name=str(body.get("user_name") or _read(body.get("user"), "username", "name")),
        channel=_read_id(body, "channel") or _read(container, "channel_id"),
        thread_ts=_read(container, "thread_ts") or None,
        is_alone=bool(_read(container, "is_ephemeral")),
    )


def _read_id(body: Mapping[str, object], name: str) -> str:
    # Flat in a command, a thing of its own in an interaction.
    return str(body.get(f"{name}_id") or _read(body.get(name), "id") or "")


def _read(thing: object, *names: str) -> str:
    if not isinstance(thing, Mapping):
        return ""
    return next((str(thing[name]) for name in names if thing.get(name)), "")


def parse_message(body: Mapping[str, object], bot_user_id: str | None) -> Typed | None:
    """Return the message of an Events API payload (`message` or `app_mention`).

    None for what asks for no answer: messages of bots, edits, deletions, joins and other subtypes.
    """
    event = body.get("event")
    if not isinstance(event, Mapping):
        return None
    user = event.get("user")
    if event.get("bot_id") or not user or user == bot_user_id:
        return None
    if event.get("subtype") not in _NEW or event.get("hidden") or event.get("edited"):
        return None
    channel, ts = event.get("channel"), event.get("ts")
    if not isinstance(channel, str) or not isinstance(ts, str):
        return None
    thread_ts = event.get("thread_ts")
    return Typed(
        event_id=str(body.get("event_id") or ""),
        team=parse_team(body) or str(event.get("team") or ""),
        channel=channel,
        ts=ts,
        thread_ts=thread_ts if isinstance(thread_ts, str) else None,
        person=str(user),
        is_direct=event.get("channel_type") == "im",
        text=read_text(str(event.get("text") or "")),
        files=_read_files(event.get("files")),
    )


def parse_group_mention(body: Mapping[str, object], bot_user_id: str | None) -> Typed | None:
    """Return the message of a `message` event if it is one in a group message that mentions the bot.

    Of a mention there Slack may tell in this way alone, or by an `app_mention` too, which is the same question.
    """
    event = body.get("event")
    if not isinstance(event, Mapping) or event.get("channel_type") != "mpim":
        return None
    return parse_message(body, bot_user_id) if f"<@{bot_user_id}>" in str(event.get("text") or "") else None


def parse_open_question(body: Mapping[str, object], bot_user_id: str | None) -> Typed | None:
    """Return the message of a `message` event if it is a question that is put to nobody in particular.

    That is one that ends in a question mark and stands in a channel itself. None for what is said in a thread, or
    to somebody by name: to a person, to a group, or to the bot, which is told of that by an event of its own.
    """
    typed = parse_message(body, bot_user_id)
    if typed is None or typed.is_direct or typed.thread_ts is not None or not typed.text.endswith("?"):
        return None
    event = body.get("event")
    is_addressed = isinstance(event, Mapping) and _ADDRESSED.search(str(event.get("text") or ""))
    return None if is_addressed else replace(typed, is_asked=False)


def parse_team(body: Mapping[str, object]) -> str:
    """Return the workspace that installed the bot: in a channel that is shared, whoever acts may be of another.

    As Bolt finds the token to answer with: a modal and an event name that workspace beside that of the person.
    """
    authorizations = body.get("authorizations")
    first = authorizations[0] if isinstance(authorizations, list) and authorizations else None
    return _read(body.get("view"), "app_installed_team_id") or _read(first, "team_id") or _read_id(body, "team")


def _read_files(files: object) -> tuple[str, ...]:
    listed = files if isinstance(files, list) else []
    return tuple(str(file["id"]) for file in listed if isinstance(file, Mapping) and file.get("id"))


def read_text(text: str) -> str:
    """Return Slack's text as the person sees it: entities decoded, links and channels by their label.

    Mentions of people, the bot itself among them, are left out: they are no part of a question.
    """
    return " ".join(html.unescape(_ENTITY.sub(_show_entity, text)).split())


def _show_entity(match: re.Match[str]) -> str:
    target, _, label = match[1].partition("|")
    if target.startswith("@"):
        return " "
    if target.startswith(("!", "#")):
        return label
    return label or target.removeprefix("mailto:")
