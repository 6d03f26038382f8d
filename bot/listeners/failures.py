"""What nobody foresaw in a command or button: the trace goes to the log, a neutral sentence to the person."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from msgspec import Struct
from slack_bolt.async_app import AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.figures import Figures
from bot.listeners.incoming import parse_visitor
from bot.listeners.showing import LeftWaitingError, open_view, replace_view
from bot.posting import ResponseRefusedError, read_code, respond_with
from bot.speaking import Speaking
from bot.texts import Texts
from bot.views.answer import build_notice
from bot.views.modals import build_note, is_on_top

logger = logging.getLogger(__name__)

_SUBMISSION, _SHORTCUT = "view_submission", "shortcut"
# What may open a modal where it is done in one or on the Home tab: there a message has nowhere to go. A shortcut that
# stands at no message has none either.
_OPENS = ("block_actions", _SUBMISSION)


class Failures(Struct, frozen=True, kw_only=True):
    """Logs an error under a reference and tells the person who asked."""

    speaking: Speaking
    figures: Figures

    async def handle(
        self,
        error: Exception,
        body: dict[str, Any],
        context: AsyncBoltContext,
        client: AsyncWebClient,
        respond: AsyncRespond,
        response: BoltResponse | None,
    ) -> BoltResponse | None:
        """Tell of an error; return how a form is answered that was not acknowledged yet (`response` is None after)."""
        reference = secrets.token_hex(4)
        self.figures.failures += 1
        logger.error("failure %s", reference, exc_info=error)
        try:
            if body.get("type") == _SUBMISSION and response is not None:
                return await self._answer_form(reference, body)
            if isinstance(error, LeftWaitingError):
                await replace_view(error.view_id, build_note(*await self._word(reference, body)), client)
            else:
                await self._tell(reference, body, context, client, respond)
        except (ResponseRefusedError, SlackApiError) as refusal:
            reason = read_code(refusal) if isinstance(refusal, SlackApiError) else refusal
            logger.error("failure %s could not be told: %s", reference, reason)
        except Exception as trouble:
            # Such as a payload that names no place to tell it; nobody is left who could take what is raised here.
            logger.error("failure %s could not be told: %s", reference, type(trouble).__name__)
        return None

    async def _answer_form(self, reference: str, body: dict[str, Any]) -> BoltResponse:
        """Return what went wrong on top of a form, so that what was filled in is not lost."""
        action = "update" if is_on_top(body["view"]) else "push"
        note = build_note(*await self._word(reference, body))
        return BoltResponse(status=200, body={"response_action": action, "view": note.to_dict()})

    async def _tell(
        self,
        reference: str,
        body: dict[str, Any],
        context: AsyncBoltContext,
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        line, texts = await self._word(reference, body)
        kind = body.get("type")
        if kind == _SHORTCUT or (kind in _OPENS and body.get("view")):
            await open_view(build_note(line, texts), body, client)
        elif context.response_url:
            thread_ts = parse_visitor(body).thread_ts
            await respond_with(respond, build_notice(line), is_public=False, thread_ts=thread_ts)

    async def _word(self, reference: str, body: dict[str, Any]) -> tuple[str, Texts]:
        visitor = parse_visitor(body)
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        return texts.failed.format(reference=reference), texts


def register(app: AsyncApp, failures: Failures) -> None:
    app.error(failures.handle)
