"""Running the bot, and the commands of who keeps it running: doctor, back-up, restore, and the unit of systemd."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import logging
import os
import resource
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

from bot.config import Settings, Transport, load_settings
from bot.errors import ConfigError, GriffierError
from bot.logs import set_up_logging
from bot.subcommands import Commands
from corpus.errors import CorpusError

if TYPE_CHECKING:
    from bot.backup import Content


FAILED = 1
_PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")
# Seconds for which the event loop may hold up the thread of the database, which lets go and asks for its turn some
# five times for each event: at Python's own 5 ms that thread, and with it each acknowledgement, lags behind.
_TURN = 0.0005


def add_commands(commands: Commands) -> None:
    """Add the commands of this module to those of the command line."""
    doctor = commands.add_parser("doctor", help="look at all that the bot rests on, and say what to do")
    doctor.add_argument("--json", action="store_true", help="print one JSON object")
    doctor.set_defaults(run=_examine)

    unit = commands.add_parser("unit", help="print the unit with which systemd runs this installation")
    unit.set_defaults(run=_print_unit)

    backup = commands.add_parser("backup", help="write all that is kept to one file, while the bot may run")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(run=_backup)

    restoring = commands.add_parser("restore", help="put a back-up in the place of what is kept, while no bot runs")
    restoring.add_argument("file", type=Path, metavar="FILE")
    restoring.add_argument("--replace", action="store_true", help="throw away what is kept now")
    restoring.set_defaults(run=_restore)


def run_bot(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Run the bot until it is told to stop."""
    # Slack's libraries take a while to load, and no other command needs them.
    from bot.running import run

    settings = load_settings(environment)
    leave_proxy(settings)
    # A dump of the memory of a process that crashed would hold the tokens.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.setswitchinterval(_TURN)
    set_up_logging(settings.log_level, settings.log_format, sys.stderr)
    try:
        asyncio.run(run(settings, _say))
    except (GriffierError, CorpusError):
        raise
    except Exception as error:
        # The interpreter would print its text, which may quote a person or a token.
        logging.getLogger(__name__).critical("the bot has stopped", exc_info=error)
        return FAILED
    return 0


def leave_proxy(settings: Settings) -> None:
    """Have a Slack on this machine, and one that NO_PROXY names, asked without the proxy that the environment names.

    slack_sdk takes that proxy for whatever it asks.
    """
    host = urlsplit(settings.api_url).hostname or ""
    if settings.transport is Transport.LOCAL or proxy_bypass(host):
        for name in _PROXIES:
            os.environ.pop(name, None)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _examine(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from bot.doctor.examination import examine, findings_to_json, format_findings, is_well

    # What would be logged is in what is found.
    logging.disable(logging.CRITICAL)
    # Settings that can't be used are among what is found.
    with contextlib.suppress(ConfigError):
        leave_proxy(load_settings(environment))
    findings = asyncio.run(examine(environment, time.time))
    said = (
        json.dumps(findings_to_json(findings), ensure_ascii=False, indent=2)
        if options.json
        else format_findings(findings)
    )
    sys.stdout.write(f"{said}\n")
    return 0 if is_well(findings) else FAILED


def _print_unit(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    sys.stdout.write(build_unit(Path(sys.executable).parent / "griffier"))
    return 0


def build_unit(program: Path) -> str:
    """Return the unit that runs a program."""
    unit = (Path(__file__).parent / "deploy" / "griffier@.service").read_text(encoding="utf-8")
    return unit.replace("ExecStart=/opt/griffier/bin/griffier ", f"ExecStart={program} ")


def _backup(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from bot.backup import make_backup

    contents = make_backup(load_settings(environment).database.reveal(), options.file)
    sys.stdout.write(f"{options.file}: written ({_count(contents)})\n")
    return 0


def _restore(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from bot.restoring import restore

    contents = restore(options.file, load_settings(environment).database.reveal(), replaces=options.replace)
    sys.stdout.write(f"{options.file}: restored ({_count(contents)})\n")
    return 0


def _count(contents: Sequence[Content]) -> str:
    rows = {content.table: content.rows for content in contents if not content.table.startswith("sqlite_")}
    # Those that a workspace added for itself too.
    papers, total = sum(rows.get(table, 0) for table in ("papers", "private_papers")), sum(rows.values())
    return f"{papers} {'paper' if papers == 1 else 'papers'}, {total} rows in all"
