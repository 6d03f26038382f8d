"""A Slack for one machine: Web API, Socket Mode, signed HTTP and a page, on the loopback alone."""

from bot.local.faults import Faults
from bot.local.options import LocalCommand, LocalOptions, LocalShortcut, ShortcutKind
from bot.local.server import LocalSlack, serve

__all__ = ["Faults", "LocalCommand", "LocalOptions", "LocalShortcut", "LocalSlack", "ShortcutKind", "serve"]
