"""What the bot is busy with, so that it can finish before it stops."""

from __future__ import annotations

import asyncio
import logging

from slack_bolt.async_app import AsyncApp
from slack_bolt.listener.async_listener_completion_handler import AsyncListenerCompletionHandler
from slack_bolt.listener.async_listener_start_handler import AsyncListenerStartHandler
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot import tracing
from bot.figures import Figures

logger = logging.getLogger(__name__)


class Underway:
    """Counts the listeners that are running, and how long those of commands and buttons took."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._count = 0
        # The event loop alone would not keep a listener that waits for something from being collected.
        self._tasks: set[asyncio.Task[None] | None] = set()
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def count(self) -> int:
        """How many listeners are at work."""
        return self._count

    def watch(self, app: AsyncApp) -> None:
        """Have the app's listeners counted from their start to their end."""
        app.listener_runner.listener_start_handler = _Start(self)
        app.listener_runner.listener_completion_handler = _Completion(self)

    def begin(self) -> None:
        """Count the listener that runs in this task."""
        self._count += 1
        self._tasks.add(asyncio.current_task())
        self._idle.clear()

    def end(self) -> None:
        """Count the listener of this task no longer, and how long it took what is answered at once."""
        self._count -= 1
        self._tasks.discard(asyncio.current_task())
        if self._count == 0:
            self._idle.set()
        trace = tracing.find_trace()
        # What is typed as a message may be answered later, and is counted then.
        if trace and trace.kind in ("command", "interaction"):
            self._figures.count_answer(trace.kind, "answered", trace.age)
            logger.info("%s answered after %.3f s", trace.kind, trace.age)

    async def finish(self, seconds: float) -> bool:
        """Wait until nothing is running, at most `seconds`; return whether that came."""
        try:
            await asyncio.wait_for(self._idle.wait(), seconds)
        except TimeoutError:
            return False
        return True


class _Start(AsyncListenerStartHandler):
    def __init__(self, underway: Underway) -> None:
        self._underway = underway

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        self._underway.begin()


class _Completion(AsyncListenerCompletionHandler):
    def __init__(self, underway: Underway) -> None:
        self._underway = underway

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        ack = request.context.ack
        if response is None and ack.response is None:
            # A listener failed right after its acknowledgement: Bolt forgets that, and Slack would wait for it.
            ack.response = BoltResponse(status=200)
        self._underway.end()
