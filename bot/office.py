"""A process of the bot at work: its desk and all that the desk needs, from the first event to the last answer."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import aiohttp
from msgspec import Struct, field
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerting import Alerting
from bot.answering import Answering
from bot.app import build_app
from bot.clerk import Clerk
from bot.clients import write_json
from bot.config import Secret, Settings
from bot.desk import Desk
from bot.herald import Daily, Herald
from bot.holdings import Holdings
from bot.inbox import Inbox
from bot.intake import Intake
from bot.leaving import Leaving
from bot.manners import Manners
from bot.pace import Pace
from bot.sending import Sender
from bot.speaking import Speaking
from bot.state.channels import ChannelSettings
from bot.state.retention import Retention
from bot.state.state import State
from bot.status import Condition
from bot.threads import Threads
from bot.underway import Underway
from bot.workspaces import OneWorkspace, Workspaces
from corpus.errors import LibraryError

if TYPE_CHECKING:
    from bot.installing import Installing

logger = logging.getLogger(__name__)

# What is under way when the bot is told to stop may take this long, in seconds.
_PATIENCE = 8.0
# How often is looked for what need not be kept any longer, in seconds.
_TIDY = 3_600.0


def _name_owner() -> str:
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(6)}"


class Office(Struct, frozen=True, kw_only=True):
    """What one process works with; `owner` tells it apart from all others that share the inbox."""

    settings: Settings
    answering: Answering
    holdings: Holdings
    state: State
    condition: Condition = field(default_factory=Condition)
    owner: str = field(default_factory=_name_owner)

    @asynccontextmanager
    async def attend(
        self, client: AsyncWebClient, signing_secret: Secret | None, installing: Installing | None = None
    ) -> AsyncIterator[AsyncApp]:
        """Give the app, and answer what comes to it; at the end what is under way may finish first.

        `client` bears the token of the one workspace, or none where workspaces are `installing` the bot.
        """
        # One line to the Web API serves many calls; without it each would be greeted and sealed anew.
        timeout = aiohttp.ClientTimeout(total=client.timeout)
        async with aiohttp.ClientSession(timeout=timeout, json_serialize=write_json) as session:
            client.session = session
            if installing:
                installing.workspaces.session = session
            async with self._attend(client, signing_secret, installing) as app:
                yield app

    @asynccontextmanager
    async def _attend(
        self, client: AsyncWebClient, signing_secret: Secret | None, installing: Installing | None
    ) -> AsyncIterator[AsyncApp]:
        workspaces = installing.workspaces if installing else OneWorkspace(client)
        figures = self.condition.figures
        inbox = Inbox(self.state, owner=self.owner, lease=self.settings.lease)
        underway = Underway(figures)
        speaking = Speaking(answering=self.answering, state=self.state)
        sender = Sender(patience=self.settings.latest, figures=figures)
        intake = self._build_intake(speaking)
        clerk = self._build_clerk(speaking, sender, intake)
        desk = Desk(inbox=inbox, clerk=clerk, workspaces=workspaces, figures=figures)
        herald = self._build_herald(speaking, sender, workspaces)
        self._tell_of(desk, sender)
        app = build_app(
            client=client,
            signing_secret=signing_secret,
            speaking=speaking,
            state=self.state,
            desk=desk,
            alerting=Alerting(state=self.state, holdings=self.holdings, speaking=speaking),
            manners=Manners(state=self.state, default=ChannelSettings(reply_in=self.settings.reply_in)),
            intake=intake,
            underway=underway,
            figures=figures,
            leaving=self._build_leaving(installing),
            installing=installing,
        )
        try:
            async with self.keep_running(desk.follow(), herald.follow()):
                try:
                    yield app
                finally:
                    await self._finish(desk, underway)
        finally:
            inbox.close()

    def _build_intake(self, speaking: Speaking) -> Intake:
        return Intake(
            holdings=self.holdings,
            speaking=speaking,
            state=self.state,
            administrators=self.settings.administrators,
            largest=self.settings.limits.file,
        )

    def _build_clerk(self, speaking: Speaking, sender: Sender, intake: Intake) -> Clerk:
        return Clerk(
            speaking=speaking,
            threads=Threads(state=self.state),
            intake=intake,
            sender=sender,
            pace=Pace(self.settings.most_questions, time.monotonic),
            figures=self.condition.figures,
            latest=self.settings.latest,
        )

    def _build_herald(self, speaking: Speaking, sender: Sender, workspaces: Workspaces) -> Herald:
        return Herald(
            state=self.state,
            holdings=self.holdings,
            speaking=speaking,
            sender=sender,
            find_client=workspaces.find_client,
            daily=Daily(hour=self.settings.daily_at, zone=ZoneInfo(self.settings.time_zone)),
            owner=self.owner,
            lease=self.settings.lease,
        )

    def _build_leaving(self, installing: Installing | None) -> Leaving:
        installed = installing.workspaces if installing else None
        return Leaving(state=self.state, installed=installed, others=(self.holdings.forget_team,))

    def _tell_of(self, desk: Desk, sender: Sender) -> None:
        """Have the condition of this process count what is under way."""
        self.condition.count_underway = lambda: desk.underway
        self.condition.count_sending = lambda: sender.waiting
        self.condition.count_queue = lambda: self.state.run(self.state.inbox.count_open)

    async def _finish(self, desk: Desk, underway: Underway) -> None:
        """Finish what is under way; closing the lines to Slack may have taken some of the time for that."""
        until = (self.condition.stopping_since or time.monotonic()) + _PATIENCE
        await desk.close(max(0.1, until - time.monotonic()))
        if not await underway.finish(max(0.1, until - time.monotonic())):
            logger.warning("%d listeners were not finished in time", underway.count)

    async def tidy(self) -> None:
        """Remove what need not be kept any longer, one process for all; never ends."""
        retention = Retention(feedback=self.settings.keep_feedback, audit=self.settings.keep_audit)
        while True:
            try:
                if await self.state.run(self.state.leases.take, "tidy", self.owner, _TIDY * 1.5):
                    await self.state.run(self.state.keeping.apply, retention)
            except LibraryError as error:
                logger.error("%s; what is old stays for now", error)
            await asyncio.sleep(_TIDY)

    @asynccontextmanager
    async def keep_running(self, *works: Coroutine[None, None, None]) -> AsyncIterator[None]:
        """Have work done beside that of the context, and stopped at its end; `/healthz` tells of what ended before."""
        tasks = [asyncio.create_task(self._watch(work)) for work in works]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _watch(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except Exception as error:
            name = str(getattr(work, "__qualname__", "work in the background"))
            self.condition.ailments.append(name)
            self.condition.figures.failures += 1
            logger.critical("%s has ended: restart the bot", name, exc_info=error)

    def close(self) -> None:
        """Let go of the database."""
        self.state.close()
