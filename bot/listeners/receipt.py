"""Whatever Slack sends: it is counted, and gets the name by which the log speaks of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot import tracing
from bot.figures import Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Comes before all listeners, and after Bolt has verified where a payload came from."""

    figures: Figures

    async def handle(self, body: dict[str, Any], next: Callable[[], Awaitable[None]]) -> None:
        kind = tracing.find_kind(body)
        tracing.name(body.get("event_id"), kind)
        self.figures.events[kind] += 1
        await next()


def register(app: AsyncApp, receipt: Receipt) -> None:
    app.use(receipt.handle)
