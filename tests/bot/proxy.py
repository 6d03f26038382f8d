"""A line between the bot and the local Slack that can be cut, or freeze without a word."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit


class Proxy:
    """Passes bytes on. What is frozen stays open and passes nothing; new connections work, unless told otherwise."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname, parts.port)
        self._thaws: set[asyncio.Event] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.accepted = 0
        self.are_new_frozen = False

    def freeze(self) -> None:
        for thaw in self._thaws:
            thaw.clear()

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.accepted += 1
        thaw = asyncio.Event()
        if not self.are_new_frozen:
            thaw.set()
        self._thaws.add(thaw)
        there = await asyncio.open_connection(*self._target)
        pumps = [_pump(reader, there[1], thaw), _pump(there[0], writer, thaw)]
        tasks = [asyncio.create_task(pump) for pump in pumps]
        self._tasks.update(tasks)
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._thaws.discard(thaw)
            for each in (writer, there[1]):
                each.close()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, thaw: asyncio.Event) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(65536):
            await thaw.wait()
            writer.write(data)
            await writer.drain()


@asynccontextmanager
async def run_proxy(target: str) -> AsyncIterator[tuple[Proxy, str]]:
    """Give a proxy before `target`, and its address."""
    proxy = Proxy(target)
    server = await asyncio.start_server(proxy.take, "127.0.0.1", 0)
    try:
        yield proxy, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await proxy.close()
