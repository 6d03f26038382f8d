"""The Slack app's manifest: what an administrator pastes to make the app, with just what is used."""

from __future__ import annotations

from bot.listeners.commands import Command, list_commands
from bot.texts import Texts

# app_mentions:read and im:history come with the two events; chat:write posts; commands for the slashes. With
# channels:history and groups:history the bot looks up whether its answer was posted before it was stopped.
SCOPES = ("app_mentions:read", "channels:history", "chat:write", "commands", "groups:history", "im:history")
EVENTS = ("app_mention", "message.im")


def build_manifest(texts: Texts, request_url: str | None = None) -> dict[str, object]:
    """Return the manifest for Socket Mode, or for HTTP at `request_url`.

    Source: Slack's app manifest reference.
    """
    commands = [_build_command(command, request_url) for command in list_commands(texts)]
    return {
        "display_information": {"name": "Griffier", "description": texts.app_description},
        "features": {
            "app_home": {"messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
            "bot_user": {"display_name": "Griffier", "always_online": True},
            "slash_commands": commands,
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**_build_url(request_url), "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **_build_url(request_url)},
            "socket_mode_enabled": request_url is None,
            "org_deploy_enabled": False,
            "token_rotation_enabled": False,
        },
    }


def _build_command(command: Command, request_url: str | None) -> dict[str, object]:
    entry: dict[str, object] = {"command": command.name, "description": command.description}
    if command.hint:
        entry["usage_hint"] = command.hint
    if request_url:
        entry["url"] = request_url
    return {**entry, "should_escape": False}


def _build_url(request_url: str | None) -> dict[str, object]:
    return {"request_url": request_url} if request_url else {}
