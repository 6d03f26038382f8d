"""The commands for whoever keeps the bot: the log of changes, and the keys of the tokens."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict

from bot.config import Settings, load_settings
from bot.errors import ConfigError
from bot.logs import clean
from bot.state.audit import Change
from bot.state.state import State
from bot.subcommands import Commands, parse_count


def add_commands(commands: Commands) -> None:
    """Add the commands of this module to those of the command line."""
    changes = commands.add_parser("audit", help="list who changed what, and when")
    changes.add_argument("--team", metavar="ID", help="of this workspace alone (default: all, and the command line)")
    changes.add_argument("--top", type=parse_count, default=100, metavar="N", help="at most N changes (default 100)")
    changes.add_argument("--json", action="store_true", help="print one JSON object a change")
    changes.set_defaults(run=audit)

    making = commands.add_parser("new-key", help="print a new key for GRIFFIER_KEYS")
    making.set_defaults(run=make_key)

    rotating = commands.add_parser(
        "rotate-keys", help="seal all tokens with the first of GRIFFIER_KEYS, so that the others can go"
    )
    rotating.set_defaults(run=rotate_keys)


def audit(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Print the latest changes, the newest first."""
    state = _open_state(load_settings(environment))
    try:
        log = state.audit
        changes = log.list_of(options.team, options.top) if options.team else log.list_latest(options.top)
    finally:
        state.close()
    for change in changes:
        sys.stdout.write(f"{json.dumps(asdict(change)) if options.json else format_change(change)}\n")
    return 0


def format_change(change: Change) -> str:
    """Return a change in a line; whatever is written in it can only be text."""
    when = datetime.datetime.fromtimestamp(change.done_at, tz=datetime.UTC).isoformat(timespec="seconds")
    cells = (when, change.team or "-", change.person or "-", change.action, change.subject, change.detail)
    return "  ".join(clean(cell) for cell in cells if cell)


def make_key(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Print a new key."""
    from bot import sealing

    sys.stdout.write(f"{sealing.make_key()}\n")
    return 0


def rotate_keys(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Seal every token anew with the first key."""
    from bot.sealing import Seal

    settings = load_settings(environment)
    if not settings.keys:
        raise ConfigError(("GRIFFIER_KEYS is missing: put a key of `griffier new-key` before the one that is used",))
    seal = Seal(settings.keys)
    state = _open_state(settings)
    try:
        count = state.installations.reseal(lambda team, sealed: seal.close(team, seal.open(team, sealed)))
    finally:
        state.close()
    sys.stdout.write(f"{count} tokens are sealed with the first key of GRIFFIER_KEYS; the others can go\n")
    return 0


def _open_state(settings: Settings) -> State:
    return State.open(settings.database.reveal())
