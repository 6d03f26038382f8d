"""`/volg`, the button "Volg", and what is done with what is followed."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from typing import Any

from msgspec import Struct
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerting import Alerting, Refusal, find_target
from bot.listeners.errands import Refresh
from bot.listeners.incoming import Visitor, parse_visitor, read_text
from bot.listeners.showing import open_view, update_form
from bot.posting import Place, post, respond_with
from bot.speaking import Speaking
from bot.state.alerts import Alert, Pace, is_person
from bot.texts import Texts
from bot.views.alerts import (
    CALLBACK,
    CHANNEL,
    PACE,
    QUERY,
    STOP,
    TARGET,
    TURN,
    WHEN,
    build_done,
    build_following,
    build_list,
    build_modal,
    parse_stop,
)
from bot.views.answer import build_notice
from bot.views.follow import FOLLOW
from bot.views.modals import build_note
from bot.views.mrkdwn import escape
from corpus.errors import LibraryError

logger = logging.getLogger(__name__)

COMMAND = "/volg"
_LIST = frozenset({"", "lijst", "list"})
# Each alert in the list has a button that stops it.
_STOP = re.compile(r"(?:stop|stoppen)(?!\w)", re.IGNORECASE)


class AlertListeners(Struct, frozen=True, kw_only=True):
    """What each command, button and modal about following does."""

    alerting: Alerting
    speaking: Speaking
    refresh: Refresh

    async def handle_command(
        self, ack: AsyncAck, command: dict[str, Any], respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        await ack()
        visitor, query = parse_visitor(command), read_text(str(command.get("text") or ""))
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        if query.casefold() in _LIST or _STOP.match(query):
            await self._show_list(visitor, respond, texts, start=0, replaces=False)
            return
        target = find_target(visitor)
        done = await self.alerting.follow(client, visitor, query, target=target, pace=Pace.AT_ONCE)
        if isinstance(done, Refusal):
            await respond_with(respond, build_notice(done.line), is_public=False)
            return
        # Whoever reads the channel should know why news comes there.
        message = build_following(done, texts, by=visitor.name)
        await respond_with(respond, message, is_public=not is_person(target))
        await self.refresh(client, visitor.team, visitor.person)

    async def handle_follow(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
    ) -> None:
        await ack()
        visitor = parse_visitor(body)
        target = find_target(visitor)
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        is_own = bool((body.get("container") or {}).get("is_ephemeral"))
        view = build_modal(str(action["value"]), "" if is_person(target) else target, texts, is_own=is_own)
        await open_view(view, body, client)

    async def handle_submission(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        visitor = parse_visitor(body)
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        view = body["view"]
        values = view["state"]["values"]
        channel = str(json.loads(view["private_metadata"])["channel"])
        is_for_channel = bool(channel) and _read_choice(values, TARGET) == CHANNEL
        following = asyncio.create_task(
            self.alerting.follow(
                client,
                visitor,
                str(values[QUERY][QUERY].get("value") or ""),
                target=channel if is_for_channel else visitor.person,
                pace=Pace(_read_choice(values, WHEN)),
            )
        )

        async def tell() -> View:
            done = await following
            if isinstance(done, Refusal):
                return build_note(done.line, texts)
            return build_done(build_following(done, texts, by=visitor.name).text, texts)

        await update_form(asyncio.create_task(tell()), texts, ack, body, client)
        done = await following
        if isinstance(done, Refusal):
            return
        if is_for_channel:
            await post(client, Place(channel), build_following(done, texts, by=visitor.name))
        await self.refresh(client, visitor.team, visitor.person)

    async def handle_stop(
        self,
        ack: AsyncAck,
        body: dict[str, Any],
        action: dict[str, Any],
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        await ack()
        visitor = parse_visitor(body)
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        id_, start = parse_stop(str(action["value"]))
        try:
            stopped = await self.alerting.stop(visitor, id_)
        except LibraryError as error:
            await _tell_not_now(error, respond, texts)
            return
        said = texts.alerts
        line = said.stopped.format(query=escape(stopped.query)) if stopped else said.stopped_already
        # In a channel everybody may know that it ended; what was told before stays to be read.
        is_public = bool(stopped) and not is_person(find_target(visitor))
        if is_public or start is None:
            await respond_with(respond, build_notice(line), is_public=is_public)
        if start is not None:
            done = None if is_public else line
            await self._show_list(visitor, respond, texts, start=start, replaces=True, done=done)
        if stopped:
            await self._refresh_homes(stopped, client)

    async def handle_pace(
        self,
        ack: AsyncAck,
        body: dict[str, Any],
        action: dict[str, Any],
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        await ack()
        visitor = parse_visitor(body)
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        id_, _, pace = str(action["value"]).partition("|")
        try:
            changed = await self.alerting.set_pace(visitor, int(id_), Pace(pace))
        except LibraryError as error:
            await _tell_not_now(error, respond, texts)
            return
        is_public = not is_person(find_target(visitor))
        if changed is None:
            await respond_with(respond, build_notice(texts.alerts.stopped_already), is_public=False)
        else:
            message = build_following(changed, texts, by=visitor.name)
            await respond_with(respond, message, is_public=is_public, replaces=True)
            await self._refresh_homes(changed, client)

    async def handle_turn(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], respond: AsyncRespond
    ) -> None:
        await ack()
        visitor = parse_visitor(body)
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        await self._show_list(visitor, respond, texts, start=int(action["value"]), replaces=True)

    async def _show_list(
        self,
        visitor: Visitor,
        respond: AsyncRespond,
        texts: Texts,
        *,
        start: int,
        replaces: bool,
        done: str | None = None,
    ) -> None:
        try:
            alerts = await self.alerting.list_of(visitor)
        except LibraryError as error:
            await _tell_not_now(error, respond, texts)
            return
        for_channel = not is_person(find_target(visitor))
        message = build_list(alerts, texts, for_channel=for_channel, start=start, done=done)
        await respond_with(respond, message, is_public=False, replaces=replaces)

    async def _refresh_homes(self, alert: Alert, client: AsyncWebClient) -> None:
        """Show anew the Home tabs that have an alert: of who follows, and of who has a channel follow."""
        for person in {alert.target, alert.person}:
            if is_person(person):
                await self.refresh(client, alert.team, person)


async def _tell_not_now(error: LibraryError, respond: AsyncRespond, texts: Texts) -> None:
    logger.error("%s; what is followed can't be shown or changed", error)
    await respond_with(respond, build_notice(texts.alerts.not_now), is_public=False)


def _read_choice(values: dict[str, Any], name: str) -> str:
    return str(values[name][name]["selected_option"]["value"])


def register(app: AsyncApp, listeners: AlertListeners) -> None:
    app.command(COMMAND)(listeners.handle_command)
    app.action(FOLLOW)(listeners.handle_follow)
    app.view(CALLBACK)(listeners.handle_submission)
    app.action(STOP)(listeners.handle_stop)
    app.action(PACE)(listeners.handle_pace)
    app.action(re.compile(f"^{TURN}_"))(listeners.handle_turn)
