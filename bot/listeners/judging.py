"""What people think of an answer: kept, so that real use becomes judged queries."""

from __future__ import annotations

import logging
from typing import Any

from msgspec import Struct
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.incoming import Visitor, parse_visitor
from bot.posting import ResponseRefusedError, respond_with
from bot.speaking import Speaking
from bot.state.feedback import Verdict
from bot.state.state import State
from bot.texts import Texts
from bot.views.answer import build_notice
from bot.views.feedback import CALLBACK, JUDGE, WANTED, Judged, Origin, build_wanted, parse_judgement, parse_wanted
from corpus.errors import LibraryError

logger = logging.getLogger(__name__)


class Judging(Struct, frozen=True, kw_only=True):
    """Keeps a verdict when its button is pressed, and what was looked for where that is said after."""

    speaking: Speaking
    state: State

    async def handle_judge(
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
        verdict, judged = parse_judgement(str(action["value"]))
        if verdict is Verdict.WRONG:
            # First the modal: it has to open within three seconds.
            view = build_wanted(judged, _find_origin(body), texts)
            await client.views_open(trigger_id=body["trigger_id"], view=view)
        try:
            await self._keep(visitor, judged, verdict)
        except LibraryError as error:
            logger.error("%s; feedback was not kept", error)
            notice = build_notice(texts.steering.not_kept)
            await respond_with(respond, notice, is_public=False, thread_ts=visitor.thread_ts)
            return
        if verdict is Verdict.GOOD:
            await _thank(respond, _find_origin(body), texts)

    async def handle_wanted(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        visitor = parse_visitor(body)
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        judged, wanted, origin = parse_wanted(body["view"])
        try:
            await self._keep(visitor, judged, Verdict.WRONG, wanted)
        except LibraryError as error:
            logger.error("%s; feedback was not kept", error)
            await ack(response_action="errors", errors={WANTED: texts.steering.not_kept})
            return
        await ack()
        try:
            await _thank(AsyncRespond(response_url=origin.response_url), origin, texts)
        except ResponseRefusedError:
            logger.info("a person could not be thanked: the modal was open for too long")

    async def _keep(self, visitor: Visitor, judged: Judged, verdict: Verdict, wanted: str = "") -> None:
        await self.state.run(
            self.state.feedback.give,
            visitor.team,
            visitor.person,
            query=judged.query,
            entry=judged.entry,
            verdict=verdict,
            wanted=wanted,
        )


async def _thank(respond: AsyncRespond, origin: Origin, texts: Texts) -> None:
    message = build_notice(texts.feedback.thanks)
    await respond_with(respond, message, is_public=False, thread_ts=origin.thread_ts)


def _find_origin(body: dict[str, Any]) -> Origin:
    return Origin(response_url=str(body.get("response_url") or ""), thread_ts=parse_visitor(body).thread_ts)


def register(app: AsyncApp, judging: Judging) -> None:
    app.action(JUDGE)(judging.handle_judge)
    app.view(CALLBACK)(judging.handle_wanted)
