"""HTTP: Slack posts events, commands and interactions to `/slack/events`, signed."""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot import tracing
from bot.errors import StartError
from bot.figures import Figures
from bot.transports.door import LARGEST_BODY, Door

logger = logging.getLogger(__name__)

PATH = "/slack/events"
# Seconds that a connection may take for the head of a request: longer than a proxy keeps one open without use
# (60 with nginx), so that it is never the proxy that is surprised.
_LONGEST_PAUSE = 75.0
# Seconds that the rest of a refused body is read, so that the answer to it arrives.
_LINGERING = 2.0
# Seconds that what came may take to be acknowledged before the server closes.
_LAST_WORDS = 3.0


@asynccontextmanager
async def listen(
    door: Door,
    host: str,
    port: int,
    figures: Figures,
    routes: tuple[web.RouteDef, ...] = (),
    pause: float = _LONGEST_PAUSE,
) -> AsyncIterator[str]:
    """Take Slack's deliveries while this context is open; yields the address that it listens on.

    `routes` are what else is answered there; `pause` is how many seconds a connection may say nothing.

    Raises:
        StartError: the port is taken.
    """
    server = web.Application(client_max_size=LARGEST_BODY, middlewares=[_build_measure(figures)])
    server.add_routes([web.post(PATH, door.handle), *routes])
    runner = web.AppRunner(
        server,
        access_log=None,
        keepalive_timeout=pause,
        lingering_time=_LINGERING,
        shutdown_timeout=_LAST_WORDS,
        # Slack packs nothing: what comes packed can only be meant to burst.
        auto_decompress=False,
    )
    await runner.setup()
    # A second process on this port shares the work with the first, so that one can start before the other stops.
    site = web.TCPSite(runner, host, port, reuse_port=True)
    try:
        await _start(site, host, port)
        bound = runner.addresses[0][1]
        logger.info("waiting for Slack at http://%s:%s%s", host, bound, PATH)
        yield f"http://{host}:{bound}{PATH}"
    finally:
        await runner.cleanup()


async def _start(site: web.TCPSite, host: str, port: int) -> None:
    try:
        await site.start()
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise StartError(f"cannot listen on {host}:{port} ({reason}): set HOST and PORT") from error


def _build_measure(figures: Figures) -> Middleware:
    @web.middleware
    async def measure(request: web.Request, handler: Handler) -> web.StreamResponse:
        """Count how soon a request was acknowledged, or that it was refused."""
        trace = tracing.Trace()
        with tracing.follow(trace):
            try:
                response = await handler(request)
            except web.HTTPException as refusal:
                figures.refused[str(refusal.status)] += 1
                raise
        if response.status < 300:
            figures.ack_times.add(trace.age)
        else:
            figures.refused[str(response.status)] += 1
        return response

    return measure
