"""What Slack says of the token of each workspace that installed the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.config import Secret, Settings
from bot.doctor.finding import Finding, fail, warn
from bot.errors import SealError
from bot.sealing import Seal
from bot.state.installations import Installation
from bot.state.state import State
from corpus.errors import LibraryError

# Asks Slack of one token, and tells what was found.
Ask = Callable[[Secret], Awaitable[tuple[Finding, ...]]]


async def examine_workspaces(settings: Settings, ask: Ask) -> tuple[Finding, ...]:
    """Open the token of each workspace, and have Slack asked of it."""
    try:
        installations = await asyncio.to_thread(_list_installations, settings.database.reveal())
    except LibraryError as error:
        return (fail("workspaces", str(error), "see what is said of the database"),)
    if not installations:
        advice = "open /slack/install at the bot's public address, and add it to a workspace"
        return (warn("workspaces", "none has installed the bot yet", advice),)
    seal = Seal(settings.keys)
    findings = [Finding(subject="workspaces", seen=f"{len(installations)} have installed the bot")]
    for installation in installations:
        findings += await _examine(installation, seal, ask)
    return tuple(findings)


async def _examine(installation: Installation, seal: Seal, ask: Ask) -> tuple[Finding, ...]:
    try:
        token = seal.open(installation.team, installation.token)
    except SealError as error:
        seen, _, advice = str(error).partition(": ")
        return (fail("bot token", seen, advice),)
    return await ask(token)


def _list_installations(url: str) -> tuple[Installation, ...]:
    state = State.open(url)
    try:
        return state.installations.list_all()
    finally:
        state.close()
