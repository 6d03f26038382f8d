"""The Slack app's features and its manifest: what an administrator pastes, with just what is used.

The local Slack is furnished from the same features, so that both offer the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from msgspec import Struct

from bot.listeners.commands import Command, list_commands
from bot.listeners.links import DOMAINS
from bot.listeners.searching import MESSAGE_SHORTCUT, SHORTCUT
from bot.local.options import LocalCommand, LocalOptions, LocalShortcut, ShortcutKind
from bot.texts import Texts

# app_mentions:read and im:history come with their events; chat:write posts; commands for the slashes. With
# channels:history, groups:history and mpim:history the bot looks up whether its answer was posted before it was
# stopped, and hears questions that are put to nobody by name, which it answers where the channel has set so, and
# mentions in group messages. With the two for links it shows papers under links to them. im:write finds where a person
# is told of news; files:read fetches the papers that an administrator adds.
SCOPES = (
    "app_mentions:read",
    "channels:history",
    "chat:write",
    "commands",
    "files:read",
    "groups:history",
    "im:history",
    "im:write",
    "links:read",
    "links:write",
    "mpim:history",
)
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "link_shared",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "tokens_revoked",
)
_REDIRECT = "oauth_redirect"


class Shortcut(Struct, frozen=True, kw_only=True):
    """A shortcut as Slack lists it: with the lightning of the composer, or in the menu of a message."""

    name: str
    description: str
    callback_id: str
    kind: ShortcutKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What the app offers in Slack, and what it is allowed and told for that."""

    name: str
    description: str
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...] = ()
    unfurl_domains: tuple[str, ...] = ()
    has_home_tab: bool = False
    scopes: tuple[str, ...] = SCOPES
    events: tuple[str, ...] = EVENTS


def list_features(texts: Texts) -> Features:
    """Return what the bot offers: the one place where a feature is named to Slack."""
    return Features(
        name="Griffier",
        description=texts.app_description,
        commands=list_commands(texts),
        shortcuts=list_shortcuts(texts),
        unfurl_domains=DOMAINS,
        has_home_tab=True,
    )


def list_shortcuts(texts: Texts) -> tuple[Shortcut, ...]:
    """Return the shortcuts: the search window, by itself and on a message."""
    finding = texts.finding
    listed = (
        (finding.shortcut_description, SHORTCUT, ShortcutKind.GLOBAL),
        (finding.message_shortcut_description, MESSAGE_SHORTCUT, ShortcutKind.MESSAGE),
    )
    return tuple(
        Shortcut(name=finding.shortcut_name, description=description, callback_id=callback_id, kind=kind)
        for description, callback_id, kind in listed
    )


def build_local_options(features: Features) -> LocalOptions:
    """Return how a local Slack is furnished in which an app with these features is installed."""
    return LocalOptions(
        app_name=features.name,
        commands=tuple(
            LocalCommand(command=command.name, description=command.description, usage_hint=command.hint)
            for command in features.commands
        ),
        shortcuts=tuple(
            LocalShortcut(
                name=shortcut.name,
                description=shortcut.description,
                callback_id=shortcut.callback_id,
                kind=shortcut.kind,
            )
            for shortcut in features.shortcuts
        ),
        unfurl_domains=features.unfurl_domains,
        has_home_tab=features.has_home_tab,
        events=features.events,
        scopes=features.scopes,
    )


def build_manifest(features: Features, request_url: str | None = None) -> dict[str, object]:
    """Return the manifest for Socket Mode, or for HTTP at `request_url`.

    Source: Slack's app manifest reference.
    """
    url: dict[str, object] = {"request_url": request_url} if request_url else {}
    # Where Slack returns to after an installation, for a bot of several workspaces.
    redirect: dict[str, object] = {"redirect_urls": [urljoin(request_url, _REDIRECT)]} if request_url else {}
    options: dict[str, object] = {"message_menu_options_url": request_url} if request_url else {}
    return {
        "display_information": {"name": features.name, "description": features.description},
        "features": _build_features(features, request_url),
        "oauth_config": {**redirect, "scopes": {"bot": list(features.scopes)}},
        "settings": {
            "event_subscriptions": {**url, "bot_events": list(features.events)},
            "interactivity": {"is_enabled": True, **url, **options},
            "socket_mode_enabled": request_url is None,
            "org_deploy_enabled": False,
            "token_rotation_enabled": False,
        },
    }


def _build_features(features: Features, request_url: str | None) -> dict[str, object]:
    home: dict[str, object] = {"messages_tab_enabled": True, "messages_tab_read_only_enabled": False}
    built: dict[str, object] = {
        "app_home": {**home, "home_tab_enabled": True} if features.has_home_tab else home,
        "bot_user": {"display_name": features.name, "always_online": True},
        "slash_commands": [_build_command(command, request_url) for command in features.commands],
    }
    if features.shortcuts:
        built["shortcuts"] = [_build_shortcut(shortcut) for shortcut in features.shortcuts]
    if features.unfurl_domains:
        built["unfurl_domains"] = list(features.unfurl_domains)
    return built


def _build_command(command: Command, request_url: str | None) -> dict[str, object]:
    entry: dict[str, object] = {"command": command.name, "description": command.description}
    if command.hint:
        entry["usage_hint"] = command.hint
    if request_url:
        entry["url"] = request_url
    return {**entry, "should_escape": False}


def _build_shortcut(shortcut: Shortcut) -> dict[str, object]:
    return {
        "name": shortcut.name,
        "type": shortcut.kind.value,
        "callback_id": shortcut.callback_id,
        "description": shortcut.description,
    }
