"""The pages by which others see how a process is doing: `/healthz`, `/readyz` and `/metrics`."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from bot.errors import StartError
from bot.figures import Figures
from bot.holdings import Holdings
from bot.metrics import Levels, format_metrics
from corpus.errors import LibraryError

logger = logging.getLogger(__name__)

# How long the page waits for the database to say how many questions are open, in seconds.
_PATIENCE = 2.0
_METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(slots=True, kw_only=True)
class Condition:
    """How a process is doing: filled in as it starts, and asked by the pages."""

    figures: Figures = field(default_factory=Figures)
    holdings: Holdings | None = None
    count_connections: Callable[[], int] | None = None
    """How many ways there are from Slack to here; None until there can be one."""
    count_underway: Callable[[], int] = field(default=lambda: 0)
    count_sending: Callable[[], int] = field(default=lambda: 0)
    count_queue: Callable[[], Awaitable[int]] | None = None
    ailments: list[str] = field(default_factory=list)
    """Work in the background that ended although it never should."""
    stopping_since: float | None = None
    """On the monotonic clock; None until it is told to stop."""

    def list_missing(self) -> tuple[str, ...]:
        """Return what keeps the process from answering: nothing, where it is ready."""
        missing = []
        if self.holdings is None:
            missing.append("index")
        if not self.count_connections or not self.count_connections():
            missing.append("Slack")
        if self.stopping_since is not None:
            missing.append("stopping")
        return tuple(missing)

    async def measure(self) -> Levels:
        """Return how things stand at the moment."""
        cards = self.holdings.searcher.cards if self.holdings else ()
        return Levels(
            papers=len(cards),
            entries=sum(card.size for card in cards),
            connections=self.count_connections() if self.count_connections else 0,
            underway=self.count_underway(),
            sending=self.count_sending(),
            queue=await self._find_queue(),
            is_ready=not self.list_missing(),
        )

    async def _find_queue(self) -> int | None:
        if self.count_queue is None:
            return None
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self.count_queue()
        except (TimeoutError, LibraryError):
            return None


class _Pages:
    def __init__(self, condition: Condition) -> None:
        self._condition = condition

    async def show_health(self, _: web.Request) -> web.Response:
        """That this is answered shows that the event loop turns; what it can't show are tasks that ended."""
        ailments = self._condition.ailments
        return web.json_response({"alive": not ailments, "ended": ailments}, status=503 if ailments else 200)

    async def show_readiness(self, _: web.Request) -> web.Response:
        missing = self._condition.list_missing()
        return web.json_response({"ready": not missing, "missing": missing}, status=503 if missing else 200)

    async def show_metrics(self, _: web.Request) -> web.Response:
        levels = await self._condition.measure()
        body = format_metrics(self._condition.figures, levels)
        return web.Response(body=body, headers={"Content-Type": _METRICS_TYPE})


@asynccontextmanager
async def show(condition: Condition, host: str, port: int | None) -> AsyncIterator[str | None]:
    """Show the pages while this context is open, and yield their address; without a port nothing is shown.

    Raises:
        StartError: the port is taken.
    """
    if port is None:
        yield None
        return
    app = web.Application()
    pages = _Pages(condition)
    app.router.add_get("/healthz", pages.show_health)
    app.router.add_get("/readyz", pages.show_readiness)
    app.router.add_get("/metrics", pages.show_metrics)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            reason = os.strerror(error.errno or 0)
            raise StartError(
                f"cannot show the status on {host}:{port} ({reason}): set GRIFFIER_STATUS_HOST and GRIFFIER_STATUS_PORT"
            ) from error
        address = f"http://{host}:{runner.addresses[0][1]}"
        logger.info("the status is shown at %s/readyz", address)
        yield address
    finally:
        await runner.cleanup()
