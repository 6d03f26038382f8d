"""Socket Mode: the bot opens WebSockets to Slack, so that it needs no public address.

Several lines are open at once, and Slack gives each envelope to one of them. A line that Slack warns
about, that ends, or that has gone deaf is replaced; the old one stays open until the new one works, and
until what came over it was acknowledged.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.config import Secret
from bot.errors import StartError
from bot.figures import Figures
from bot.posting import read_code
from bot.transports.line import Line, LineError, Pulse

logger = logging.getLogger(__name__)

_SHORTEST_WAIT = 0.5
_LONGEST_WAIT = 15.0
# A line that Slack is about to close may go on for this long, in seconds.
_DRAIN = 15.0
# While the others got so many envelopes a line should have got one too.
_DEAF_AFTER = 60


class Lines:
    """Keeps a number of lines to Slack."""

    def __init__(self, app: AsyncApp, app_token: Secret, count: int, pulse: Pulse, figures: Figures) -> None:
        self._app = app
        self._token = app_token
        self._count = count
        self._pulse = pulse
        self._figures = figures
        self._session: aiohttp.ClientSession | None = None
        self._lines: set[Line] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def connected(self) -> int:
        """How many lines Slack has greeted and not ended."""
        return sum(line.is_open for line in self._lines)

    async def open(self) -> None:
        """Return once the first line works; the others follow.

        Raises:
            StartError: Slack refuses the app token, or can't be reached.
        """
        self._session = aiohttp.ClientSession()
        try:
            first = await self._open_line()
        except (SlackApiError, LineError, aiohttp.ClientError, OSError, TimeoutError) as error:
            # What bears no word of Slack's came from something on the way.
            if isinstance(error, SlackApiError) and (reason := read_code(error)):
                raise StartError(f"Slack refuses SLACK_APP_TOKEN ({reason}): make a new app-level token") from error
            raise StartError("Slack can't be reached: check the network and SLACK_API_URL") from error
        self._start(self._keep(first))
        for _ in range(self._count - 1):
            self._start(self._keep(None))

    async def close(self) -> None:
        """Acknowledge what came, and close all lines."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(line.close() for line in self._lines), return_exceptions=True)
        if self._session:
            await self._session.close()

    def _start(self, work: asyncio._CoroutineLike[None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _keep(self, line: Line | None) -> None:
        while True:
            line = line or await self._open_with_patience()
            await line.ending.wait()
            self._figures.reconnections += 1
            logger.info("a line to Slack is replaced: %s", line.reason)
            if line.may_overlap:
                successor = await self._open_with_patience()
                self._start(self._retire(line))
                line = successor
            else:
                await self._end(line)
                line = None

    async def _open_with_patience(self) -> Line:
        wait = _SHORTEST_WAIT
        while True:
            try:
                return await self._open_line()
            except (SlackApiError, LineError, aiohttp.ClientError, OSError, TimeoutError) as error:
                logger.warning("no line to Slack (%s); trying again in %.1f s", type(error).__name__, wait)
            except Exception as error:
                # Whatever nobody foresaw: without this loop there would be a line less, until the next start.
                self._figures.failures += 1
                logger.error("no line to Slack; trying again in %.1f s", wait, exc_info=error)
            await asyncio.sleep(wait)
            wait = min(wait * 2, _LONGEST_WAIT)

    async def _open_line(self) -> Line:
        if self._session is None:
            raise LineError("there is no session")
        line = Line(self._app, self._token.reveal(), self._pulse, self._notice, self._figures)
        await line.open(self._session)
        self._lines.add(line)
        logger.info("connected to Slack in Socket Mode")
        return line

    async def _retire(self, line: Line) -> None:
        await line.wait_closed(_DRAIN)
        await self._end(line)

    async def _end(self, line: Line) -> None:
        self._lines.discard(line)
        await line.close()

    def _notice(self, heard: Line) -> None:
        """Count an envelope of one line as missed by the others."""
        heard.missed = 0
        for line in self._lines - {heard}:
            line.missed += 1
            if line.missed == _DEAF_AFTER * max(1, self._count - 1):
                line.end("others hear, it does not")


@asynccontextmanager
async def connect(
    app: AsyncApp, app_token: Secret, connections: int, figures: Figures, pulse: Pulse | None = None
) -> AsyncIterator[Lines]:
    """Be connected to Slack while this context is open.

    Raises:
        StartError: Slack refuses the app token, or can't be reached.
    """
    lines = Lines(app, app_token, connections, pulse or Pulse(), figures)
    try:
        await lines.open()
        yield lines
    finally:
        await lines.close()
