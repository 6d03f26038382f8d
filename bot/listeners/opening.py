"""What finds for whoever used something, and the windows that show what it finds: in time, however large the corpus."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.finding import Finding
from bot.listeners.incoming import parse_visitor
from bot.listeners.showing import change, fill_view, open_view, update_form
from bot.speaking import Speaking
from bot.views.modals import build_note

# A window can be opened within three seconds of what asked for it, of which some pass on the line.
_PATIENCE = 1.0
Build = Callable[[Finding], View]


async def find_for(speaking: Speaking, body: dict[str, Any]) -> Finding:
    """Return what finds for whoever a payload is of, with what the corpus is counted by at hand."""
    return await Finding.of(speaking, parse_visitor(body))


async def begin_for(speaking: Speaking, body: dict[str, Any]) -> Finding:
    """Return what finds for whoever a payload is of; what counts the corpus may still take a while."""
    visitor = parse_visitor(body)
    return Finding(answering=await speaking.speak_to(visitor.team, visitor.person))


async def open_found(speaking: Speaking, build: Build, body: dict[str, Any], client: AsyncWebClient) -> None:
    """Open a window, within the three seconds that Slack allows: where what it shows takes longer, a word first."""
    finding = await begin_for(speaking, body)
    building = asyncio.create_task(_build(build, finding))
    await asyncio.wait({building}, timeout=_PATIENCE)
    if building.done():
        await open_view(building.result(), body, client)
        return
    opened = await open_view(build_note(finding.texts.reading.moment, finding.texts), body, client)
    await fill_view(opened, building, client)


async def update_found(
    speaking: Speaking, build: Build, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient
) -> None:
    """Put a window in the place of a form, in time as well."""
    finding = await begin_for(speaking, body)
    await update_form(asyncio.create_task(_build(build, finding)), finding.texts, ack, body, client)


async def change_found(speaking: Speaking, build: Build, body: dict[str, Any], client: AsyncWebClient) -> None:
    """Put what is found in the place of the window that something was used in."""
    await change(await _build(build, await begin_for(speaking, body)), body, client)


async def _build(build: Build, finding: Finding) -> View:
    await finding.prepare()
    # What is looked for may take long; others are answered meanwhile.
    return await asyncio.to_thread(build, finding)
