"""Which workspace is spoken to with which token: the one of the settings, or those that installed the bot."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clients import build_client
from bot.config import Secret
from bot.errors import SealError, TokenError
from bot.posting import read_code
from bot.state.installations import Installation
from bot.state.state import State
from corpus.errors import LibraryError

if TYPE_CHECKING:
    from bot.sealing import Seal

logger = logging.getLogger(__name__)

# A token is exchanged for a new one so many seconds before its end; Slack gives it twelve hours.
_BEFORE_END = 2 * 60 * 60.0
# Seconds that a process has for that, before another may try.
_EXCHANGE = 30.0
_LOOK = 0.1


class Workspaces(Protocol):
    """Gives the client of a workspace; None where it did not install the bot, or left.

    Raises:
        GriffierError: its token has ended, or can't be opened.
        LibraryError: the database does not say now whether it is there.
    """

    async def find_client(self, team: str) -> AsyncWebClient | None: ...


class OneWorkspace:
    """The workspace of SLACK_BOT_TOKEN."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def find_client(self, team: str) -> AsyncWebClient | None:
        # In a channel that several workspaces share an event may name another one.
        return self._client


@dataclass(slots=True, kw_only=True)
class InstalledWorkspaces:
    """The workspaces that installed the bot, each with its own token.

    `session` is the line to the Web API that calls share, where there is one.
    """

    state: State
    seal: Seal
    api_url: str
    client_id: str
    client_secret: Secret
    clock: Callable[[], float] = time.time
    session: aiohttp.ClientSession | None = None
    # What was last read of each, or exchanged: for when the database can't be used.
    _known: dict[str, Installation] = field(default_factory=dict, init=False)

    async def find_client(self, team: str) -> AsyncWebClient | None:
        installation = await self._find_valid(team)
        if installation is None:
            return None
        client = build_client(self.seal.open(team, installation.token), self.api_url)
        client.session = self.session
        return client

    async def find(self, team: str) -> Installation | None:
        """Return a workspace's installation with a token that is valid; None where there is none."""
        try:
            return await self._find_valid(team)
        except (TokenError, LibraryError) as error:
            logger.error("%s", error)
            return None

    async def _find_valid(self, team: str) -> Installation | None:
        """Return a workspace's installation with a token that is valid; None where it did not install the bot, or left.

        Raises:
            TokenError: its token has ended, and Slack gives no new one.
            LibraryError: the database can't be used now, and nothing was read of it before.
        """
        installation = await self._read(team)
        if installation is not None and self._ends_within(installation, _BEFORE_END):
            installation = await self._exchange(installation)
        if installation is not None and self._ends_within(installation, 0.0):
            raise TokenError(f"the token of workspace {team} has ended: have it install the bot again")
        return installation

    def forget(self, team: str) -> None:
        """Know a workspace no longer."""
        self._known.pop(team, None)

    async def _read(self, team: str) -> Installation | None:
        try:
            return await self._look_up(team)
        except LibraryError as error:
            if team not in self._known:
                raise
            logger.error("%s; going on with the token that was last read", error)
            return self._known[team]

    async def _look_up(self, team: str) -> Installation | None:
        """Return what the database has of a workspace, or a newer token that it refused until now."""
        installation = await self.state.run(self.state.installations.find, team)
        if installation is None:
            self.forget(team)
            return None
        known = self._known.get(team)
        if known is not None and known.is_newer_than(installation):
            await self._keep(known)
            return known
        self._known[team] = installation
        return installation

    async def _keep(self, renewed: Installation) -> None:
        """Write new tokens down; what the database refuses stays in memory, and is written when it is next asked for.

        What a token is exchanged with is valid once: a new one that is lost can't be asked for again.
        """
        self._known[renewed.team] = renewed
        try:
            await self.state.run(self.state.installations.refresh, renewed)
        except LibraryError as error:
            logger.error("%s; the new token of workspace %s is in memory alone", error, renewed.team)

    def _ends_within(self, installation: Installation, seconds: float) -> bool:
        return installation.expires_at is not None and installation.expires_at - self.clock() < seconds

    async def _exchange(self, installation: Installation) -> Installation | None:
        """Return the installation with a new token, or as it is where another is at it or Slack refuses.

        The token for the exchange is valid once: of all processes one may use it.
        """
        leases, owner = self.state.leases, secrets.token_hex(8)
        work = f"exchange:{installation.team}"
        until = self.clock() + _EXCHANGE
        try:
            while not await self.state.run(leases.take, work, owner, _EXCHANGE):
                if not self._ends_within(installation, 0.0) or self.clock() > until:
                    return installation
                await asyncio.sleep(_LOOK)
            try:
                current = await self._look_up(installation.team)
                if current is None or not self._ends_within(current, _BEFORE_END):
                    return current
                return await self._ask(current)
            finally:
                await self.state.run(leases.release, work, owner)
        except LibraryError as error:
            logger.error("%s; a token is exchanged later", error)
            return self._known.get(installation.team, installation)

    async def _ask(self, installation: Installation) -> Installation:
        if installation.refresh_token is None:
            return installation
        team = installation.team
        try:
            # Whoever waits for it holds a token that still counts, or asks again.
            answer = await build_client(None, self.api_url, retries=1).oauth_v2_access(
                client_id=self.client_id,
                client_secret=self.client_secret.reveal(),
                grant_type="refresh_token",
                refresh_token=self.seal.open(team, installation.refresh_token).reveal(),
            )
        except SlackApiError as error:
            logger.error("Slack gives workspace %s no new token (%s)", team, read_code(error))
            return installation
        except (OSError, TimeoutError, aiohttp.ClientError) as error:
            logger.error("Slack can't be asked for a new token of workspace %s (%s)", team, type(error).__name__)
            return installation
        renewed = replace(
            installation,
            token=self.seal.close(team, Secret(str(answer["access_token"]))),
            refresh_token=self.seal.close(team, Secret(str(answer["refresh_token"]))),
            expires_at=self.clock() + int(answer["expires_in"]),
        )
        await self._keep(renewed)
        return renewed


class Authorize(AsyncAuthorize):
    """Tells Bolt which token belongs to a request; one of a workspace that did not install the bot gets none."""

    def __init__(self, workspaces: InstalledWorkspaces) -> None:
        self._workspaces = workspaces

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult | None:
        installation = await self._workspaces.find(team_id) if team_id else None
        if installation is None:
            return None
        try:
            token = self._workspaces.seal.open(installation.team, installation.token)
        except SealError as error:
            logger.error("%s", error)
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=installation.team,
            user_id=user_id,
            bot_id=installation.bot_id,
            bot_user_id=installation.bot_user,
            bot_token=token.reveal(),
        )
