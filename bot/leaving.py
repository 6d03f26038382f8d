"""What happens when a workspace puts the bot out: all of it goes."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from msgspec import Struct
from slack_sdk.errors import SlackApiError

from bot.errors import TokenError
from bot.state.state import State

if TYPE_CHECKING:
    from bot.workspaces import InstalledWorkspaces

logger = logging.getLogger(__name__)


class Leaving(Struct, frozen=True, kw_only=True):
    """Forgets workspaces.

    What is kept of one elsewhere than in the state, such as papers of its own, is forgotten by `others`: each is
    given the workspace.
    """

    state: State
    installed: InstalledWorkspaces | None = None
    others: tuple[Callable[[str], Awaitable[None]], ...] = ()

    async def forget(self, team: str, left_at: float) -> None:
        """Remove all of a workspace that left at a time, unless it came back since.

        Raises:
            LibraryError: the database can't be used now; Slack tells it again.
        """
        if await self._came_back(team, left_at):
            logger.info("workspace %s has come back; nothing of it is removed", team)
            return
        for forget in self.others:
            await forget(team)
        gone = await self.state.run(self.state.keeping.forget_team, team)
        if self.installed:
            self.installed.forget(team)
        logger.info("workspace %s has left; %d rows were removed", team, gone)

    async def _came_back(self, team: str, left_at: float) -> bool:
        """Tell whether what left at a time was installed after it: Slack may tell late, or somebody again."""
        if self.installed is None:
            return False
        installation = await self.state.run(self.state.installations.find, team)
        if installation is None or installation.installed_at <= left_at:
            return False
        try:
            client = await self.installed.find_client(team)
            return client is not None and bool(await client.auth_test())
        except (SlackApiError, TokenError):
            return False
