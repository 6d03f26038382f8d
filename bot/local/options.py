"""How a local workspace is furnished."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class ShortcutKind(StrEnum):
    """Where a shortcut is found: behind the lightning of the composer, or in the menu of a message."""

    GLOBAL = "global"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalCommand:
    """A slash command that the workspace knows."""

    command: str
    description: str
    usage_hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalShortcut:
    """A shortcut that the workspace knows."""

    name: str
    description: str
    callback_id: str
    kind: ShortcutKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalOptions:
    """What the app's manifest says and how the workspace behaves; times in seconds."""

    commands: tuple[LocalCommand, ...] = ()
    shortcuts: tuple[LocalShortcut, ...] = ()
    unfurl_domains: tuple[str, ...] = ()
    """Domains whose links are told to the app, their subdomains too."""
    has_home_tab: bool = False
    events: tuple[str, ...] | None = None
    """What the app is subscribed to, in the words of the manifest; None for everything."""
    scopes: tuple[str, ...] | None = None
    """What the bot's token may do; None for everything."""
    administrators: tuple[str, ...] = ()
    """Ids of the people who are administrators of the workspace."""
    team: str = "T0LOKAAL"
    team_name: str = "Lokaal"
    token_life: float | None = None
    """How long the tokens of an installation are valid, in seconds; None for as long as it lasts."""
    app_name: str = "Griffier"
    ack_timeout: float = 3.0
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    trigger_life: float = 3.0
    most_messages: int = 5_000
    largest_file: int = 64 * 1024 * 1024
    """In bytes; what is larger can't be uploaded."""
    clock: Callable[[], float] = time.time
