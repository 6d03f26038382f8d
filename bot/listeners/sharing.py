"""`Deel in kanaal`: from an answer that one person sees, to all in a channel."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
import secrets
from typing import Any

import aiohttp
from msgspec import Struct
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Answering
from bot.listeners.incoming import parse_visitor
from bot.listeners.showing import is_done_in_time, replace_view, show
from bot.posting import Place, ResponseRefusedError, build_query_metadata, post, read_code, respond_with
from bot.speaking import Speaking
from bot.state.state import State
from bot.views.answer import build_notice
from bot.views.message import Message
from bot.views.modals import build_note
from bot.views.sharing import FORM, WHERE

logger = logging.getLogger(__name__)

# For how long a second press is known for one, in seconds: as long as a `response_url` works.
_REMEMBERED = 30 * 60.0
_CHANNEL = re.compile(r"[A-Z0-9]+")


class Shared(Struct, frozen=True, kw_only=True):
    """An answer for all in a channel, with the query that it answers for whoever goes on from it, if any.

    Of two presses that post what has the same `name` the second posts nothing.
    """

    message: Message
    query: str
    name: str


class Sharing(Struct, frozen=True, kw_only=True):
    """Shares an entry once, however often the button is pressed; the message is made anew from the entry's id."""

    speaking: Speaking
    state: State

    async def share(self, entry_id: str, body: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond) -> None:
        """Share an entry in the channel where one person sees it; from elsewhere, ask in which channel."""
        visitor, answering = parse_visitor(body), await self._speak(body)
        if not visitor.is_alone or visitor.is_direct:
            await show(answering.reading.open_share_form(entry_id), answering.texts, body, client, respond)
            return
        message = answering.reading.share(entry_id, shared_by=visitor.name)
        if message is None:
            notice = build_notice(answering.texts.gone)
            await respond_with(respond, notice, is_public=False, thread_ts=visitor.thread_ts)
            return
        key = _name_press(body, str(body["container"].get("message_ts")), entry_id)
        query = answering.reading.find_query(entry_id)
        await self._share_here(message, key, respond, visitor.thread_ts, query)

    async def handle_submit(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        answering = await self._speak(body)
        entry_id = str(body["view"]["private_metadata"])
        message = answering.reading.share(entry_id, shared_by=parse_visitor(body).name)
        if message is None:
            await ack(response_action="update", view=build_note(answering.texts.gone, answering.texts))
            return
        shared = Shared(message=message, query=answering.reading.find_query(entry_id), name=entry_id)
        await self.post_chosen(shared, ack, body, client)

    async def post_chosen(self, answer: Shared, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        """Post an answer in the channel that was chosen in a form, once, and say in the form how that went."""
        view, texts = body["view"], (await self._speak(body)).texts
        key, owner = _name_press(body, str(view["id"]), answer.name), secrets.token_hex(8)
        channel = str(view["state"]["values"][WHERE][WHERE]["selected_conversation"])
        shared = build_note(texts.reading.shared_in.format(channel=_name_channel(channel)), texts)
        if not await self._take(key, owner):
            # A second press: the first one shares it, and says so where that fails.
            await ack(response_action="update", view=shared)
            return
        posting = asyncio.create_task(self._post_in(channel, answer, body, client, key=key, owner=owner))
        if not await is_done_in_time(posting):
            await ack(response_action="update", view=build_note(texts.reading.share_busy, texts))
            done = shared if await posting else build_note(texts.reading.share_failed, texts)
            await replace_view(view["id"], done, client)
        elif posting.result():
            await ack(response_action="update", view=shared)
        else:
            await ack(response_action="errors", errors={WHERE: texts.reading.share_failed})

    async def _post_in(
        self, channel: str, answer: Shared, body: dict[str, Any], client: AsyncWebClient, *, key: str, owner: str
    ) -> bool:
        """Post in the channel that was chosen in a form; return whether Slack took it."""
        addresses = [one["response_url"] for one in body.get("response_urls") or () if one["channel_id"] == channel]
        try:
            if addresses:
                respond = AsyncRespond(response_url=addresses[0])
                await respond_with(respond, answer.message, is_public=True, query=answer.query)
            else:
                metadata = build_query_metadata(answer.query) if answer.query else None
                await post(client, Place(channel), answer.message, metadata=metadata)
        except (ResponseRefusedError, SlackApiError, aiohttp.ClientError, OSError) as error:
            reason = read_code(error) if isinstance(error, SlackApiError) else str(error)
            logger.warning("Slack refuses a shared answer (%s)", reason)
            await self._release(key, owner)
            return False
        return True

    async def _share_here(
        self, message: Message, key: str, respond: AsyncRespond, thread_ts: str | None, query: str
    ) -> None:
        owner = secrets.token_hex(8)
        if not await self._take(key, owner):
            return
        try:
            await respond_with(respond, message, is_public=True, thread_ts=thread_ts, query=query)
        except ResponseRefusedError:
            await self._release(key, owner)
            raise
        # What all can see now, its reader need not see twice.
        await respond(delete_original=True)

    async def _take(self, key: str, owner: str) -> bool:
        return await self.state.run_or(True, self.state.leases.take, key, owner, _REMEMBERED)

    async def _release(self, key: str, owner: str) -> None:
        await self.state.run_or(None, self.state.leases.release, key, owner)

    async def _speak(self, body: dict[str, Any]) -> Answering:
        visitor = parse_visitor(body)
        return await self.speaking.speak_to(visitor.team, visitor.person)


def _name_press(body: dict[str, Any], place: str, entry_id: str) -> str:
    """Return a name for what a press shares, the same for each press on that button of that message or form."""
    visitor = parse_visitor(body)
    told = "\0".join((visitor.team, visitor.person, visitor.channel, place, entry_id))
    return f"share-{hashlib.sha256(told.encode()).hexdigest()}"


def _name_channel(channel: str) -> str:
    return f"<#{channel}>" if _CHANNEL.fullmatch(channel) else ""


def register(app: AsyncApp, sharing: Sharing) -> None:
    app.view(FORM)(sharing.handle_submit)
