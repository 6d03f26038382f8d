"""A Slack for one machine: Web API, Socket Mode, signed HTTP and a page, on the loopback alone."""

from bot.local.faults import Faults
from bot.local.server import LocalSlack, serve
from bot.local.workspace import LocalCommand, LocalOptions

__all__ = ["Faults", "LocalCommand", "LocalOptions", "LocalSlack", "serve"]
