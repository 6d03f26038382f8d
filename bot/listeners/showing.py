"""A modal in answer to a button, wherever the button stands."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.incoming import parse_visitor
from bot.posting import read_code, respond_with
from bot.texts import Texts
from bot.views.answer import build_notice
from bot.views.modals import build_note, is_on_top

# Slack waits three seconds for the answer to a form; so long may work take before it gets another answer.
_PATIENCE = 2.0


class LeftWaitingError(Exception):
    """What failed for a window that says to wait for it; `view_id` is where to say so: what opened it is used up."""

    def __init__(self, view_id: str) -> None:
        super().__init__(view_id)
        self.view_id = view_id


async def show(
    view: View | None,
    texts: Texts,
    body: dict[str, Any],
    client: AsyncWebClient,
    respond: AsyncRespond,
    *,
    in_place: bool = False,
) -> None:
    """Show a modal, on top of the one that the button stands in, or in its place; without one, say that it is gone."""
    if view is None and not body.get("view"):
        thread_ts = parse_visitor(body).thread_ts
        await respond_with(respond, build_notice(texts.gone), is_public=False, thread_ts=thread_ts)
    elif in_place and view:
        await change(view, body, client)
    else:
        await open_view(view or build_note(texts.gone, texts), body, client)


async def is_done_in_time(work: asyncio.Task[Any]) -> bool:
    """Wait for work that a form asks for, as long as its answer may take; return whether it is done."""
    await asyncio.wait({work}, timeout=_PATIENCE)
    return work.done()


async def update_form(
    work: asyncio.Task[View], texts: Texts, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient
) -> None:
    """Put what comes of work in the place of the form that asks for it, and a word until then where it takes long."""
    if await is_done_in_time(work):
        await ack(response_action="update", view=work.result())
        return
    await ack(response_action="update", view=build_note(texts.reading.moment, texts))
    await fill_view(body["view"]["id"], work, client)


async def fill_view(view_id: str, work: asyncio.Task[View], client: AsyncWebClient) -> None:
    """Put what comes of work in the place of a window that says to wait for it.

    Raises:
        LeftWaitingError: nothing comes of it.
    """
    try:
        view = await work
    except Exception as error:
        raise LeftWaitingError(view_id) from error
    await replace_view(view_id, view, client)


async def replace_view(view_id: str, view: View, client: AsyncWebClient) -> None:
    """Put a view in the place of a modal; where that was closed meanwhile nobody waits for it."""
    try:
        await client.views_update(view_id=view_id, view=view)
    except SlackApiError as error:
        if read_code(error) != "not_found":
            raise


async def open_view(view: View, body: dict[str, Any], client: AsyncWebClient) -> str:
    """Show a modal on top of the one that something was used in, if any; in its place where no more can be stacked.

    Returns the id by which it can be changed.
    """
    below = body.get("view") or {}
    if below.get("type") != "modal":
        opened = await client.views_open(trigger_id=body["trigger_id"], view=view)
    elif is_on_top(below):
        opened = await client.views_update(view_id=below["id"], view=view)
    else:
        opened = await client.views_push(trigger_id=body["trigger_id"], view=view)
    return str(opened["view"]["id"])


async def change(view: View, body: dict[str, Any], client: AsyncWebClient) -> None:
    """Put a view in the place of the modal that something was used in; of two presses at once the first one counts."""
    try:
        await client.views_update(view_id=body["view"]["id"], hash=body["view"].get("hash"), view=view)
    except SlackApiError as error:
        if read_code(error) != "hash_conflict":
            raise
