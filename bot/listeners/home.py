"""The Home tab: published when it is opened, and again after each change that is made in it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import aiohttp
from msgspec import Struct
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Language
from bot.finding import Finding
from bot.listeners.incoming import Visitor, parse_team, parse_visitor
from bot.listeners.opening import begin_for, open_found
from bot.listeners.showing import open_view
from bot.posting import read_code
from bot.speaking import Speaking
from bot.state.alerts import Alert
from bot.state.persons import PersonSettings
from bot.state.state import State
from bot.views.help import build_help
from bot.views.home import (
    ALL_PAPERS,
    DEFAULT_LANGUAGE,
    HELP,
    LANGUAGE,
    REMOVE_QUESTION,
    SEARCH,
    STOP_ALERT,
    TURN_ALERTS,
    TURN_QUESTIONS,
    Kept,
    Pages,
    build_home,
)
from bot.views.modals import build_modal, build_note
from bot.views.papers import PapersPage
from corpus.errors import LibraryError

logger = logging.getLogger(__name__)


class Home(Struct, frozen=True, kw_only=True):
    """Shows each person their own Home tab, and does what is pressed in it."""

    speaking: Speaking
    state: State

    async def handle_opened(self, body: dict[str, Any], client: AsyncWebClient) -> None:
        event = body["event"]
        if event.get("tab") == "home":
            before = (event.get("view") or {}).get("hash")
            await self._publish(client, parse_team(body), str(event["user"]), Pages(), before)

    async def handle_search(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
    ) -> None:
        await ack()
        words = " ".join(str(action.get("value") or "").split())
        await open_found(self.speaking, lambda finding: finding.open_search(words), body, client)

    async def handle_papers(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await open_found(self.speaking, lambda finding: finding.open_papers(PapersPage()), body, client)

    async def handle_help(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        texts = (await begin_for(self.speaking, body)).texts
        view = build_modal(texts.home.help_title, build_help(texts).blocks, texts, callback_id="help")
        await open_view(view, body, client)

    async def handle_remove(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
    ) -> None:
        await ack()
        id_ = int(action["value"])
        await self._change(lambda visitor: self.state.questions.remove(visitor.team, visitor.person, id_), body, client)

    async def handle_stop(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
    ) -> None:
        await ack()
        id_ = int(action["value"])

        def stop(visitor: Visitor) -> None:
            # Only what this person follows or made, whatever the button says.
            for alert in self._list_alerts(visitor.team, visitor.person):
                if alert.id == id_:
                    self.state.alerts.remove(alert.team, alert.target, alert.id, by=visitor.person)

        await self._change(stop, body, client)

    async def handle_turn(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
    ) -> None:
        await ack()
        pages, page = _read_pages(body), int(action["value"])
        is_questions = str(action["action_id"]).startswith(TURN_QUESTIONS)
        await self._renew(body, client, replace(pages, questions=page) if is_questions else replace(pages, alerts=page))

    async def handle_language(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
    ) -> None:
        await ack()
        chosen = str(action["selected_option"]["value"])
        language = None if chosen == DEFAULT_LANGUAGE else Language(chosen)

        def choose(visitor: Visitor) -> None:
            persons = self.state.persons
            changed = replace(persons.find(visitor.team, visitor.person), language=language)
            persons.save(visitor.team, visitor.person, changed)

        await self._change(choose, body, client)

    async def _change(self, do: Callable[[Visitor], object], body: dict[str, Any], client: AsyncWebClient) -> None:
        """Change what is kept of a person and show it; where that can't be done now, say so."""
        try:
            await self.state.run(do, parse_visitor(body))
        except LibraryError as error:
            logger.error("%s; nothing was changed in a Home tab", error)
            texts = (await begin_for(self.speaking, body)).texts
            await open_view(build_note(texts.home.unavailable, texts), body, client)
        else:
            await self._renew(body, client, _read_pages(body))

    async def refresh(self, client: AsyncWebClient, team: str, person: str) -> None:
        """Show a person's Home tab anew, after something on it changed elsewhere; it is not missed where that fails."""
        try:
            await self._publish(client, team, person, Pages(), None)
        except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as error:
            reason = read_code(error) if isinstance(error, SlackApiError) else type(error).__name__
            logger.warning("a Home tab could not be shown anew (%s)", reason)

    async def _renew(self, body: dict[str, Any], client: AsyncWebClient, pages: Pages) -> None:
        visitor = parse_visitor(body)
        await self._publish(client, visitor.team, visitor.person, pages, body["view"].get("hash"))

    async def _publish(self, client: AsyncWebClient, team: str, person: str, pages: Pages, before: str | None) -> None:
        """Publish a Home tab in the place of the one with hash `before`; of one that came between, built anew."""
        try:
            await client.views_publish(user_id=person, view=await self._build(team, person, pages), hash=before)
        except SlackApiError as error:
            if read_code(error) != "hash_conflict":
                raise
            await client.views_publish(user_id=person, view=await self._build(team, person, pages))

    async def _build(self, team: str, person: str, pages: Pages) -> View:
        state = self.state
        settings = await state.run_or(PersonSettings(), state.persons.find, team, person)
        kept = Kept(
            person=person,
            language=settings.language,
            questions=await state.run_or(None, state.questions.list_of, team, person),
            alerts=await state.run_or(None, self._list_alerts, team, person),
        )
        finding = await Finding.of(self.speaking, Visitor(team=team, person=person, name="", channel=""))
        return build_home(finding.catalogue, kept, finding.texts, pages)

    def _list_alerts(self, team: str, person: str) -> tuple[Alert, ...]:
        """Return what a person follows, and what they have channels follow."""
        return tuple(alert for alert in self.state.alerts.list_all(team) if person in (alert.target, alert.person))


def _read_pages(body: dict[str, Any]) -> Pages:
    return Pages.from_json(str(body["view"].get("private_metadata") or ""))


def register(app: AsyncApp, home: Home) -> None:
    app.event("app_home_opened")(home.handle_opened)
    app.action(SEARCH)(home.handle_search)
    app.action(ALL_PAPERS)(home.handle_papers)
    app.action(HELP)(home.handle_help)
    app.action(REMOVE_QUESTION)(home.handle_remove)
    app.action(STOP_ALERT)(home.handle_stop)
    app.action(LANGUAGE)(home.handle_language)
    app.action(re.compile(f"^(?:{TURN_QUESTIONS}|{TURN_ALERTS})_"))(home.handle_turn)
