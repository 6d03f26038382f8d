"""`/bronnen`, its pages, and the cards of papers."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.incoming import parse_visitor, read_text
from bot.listeners.opening import change_found, find_for, open_found, update_found
from bot.manners import Manners
from bot.posting import respond_with
from bot.speaking import Speaking
from bot.views.paper import JUMP_IN_PAPER, TURN_PAPER, parse_turn
from bot.views.papers import CALLBACK, OPEN_PAPER, SEARCH_PAPERS, TURN_PAPERS, PapersPage, parse_page


class Papers(Struct, frozen=True, kw_only=True):
    """Lists papers in a message or in a modal, in place, and opens their cards."""

    speaking: Speaking
    manners: Manners

    async def handle_bronnen(self, ack: AsyncAck, command: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        asked = PapersPage(text=read_text(str(command.get("text") or "")))
        reply = (await find_for(self.speaking, command)).list_papers(asked)
        is_own = await self.manners.is_for_asker(parse_visitor(command))
        await respond_with(respond, reply.message, is_public=reply.is_public and not is_own)

    async def handle_turn(
        self,
        ack: AsyncAck,
        body: dict[str, Any],
        action: dict[str, Any],
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        await ack()
        asked = parse_page(str(action["value"]))
        if "view" in body:
            await change_found(self.speaking, lambda finding: finding.open_papers(asked), body, client)
        else:
            finding, is_public = await find_for(self.speaking, body), not parse_visitor(body).is_alone
            await respond_with(respond, finding.list_papers(asked).message, is_public=is_public, replaces=True)

    async def handle_typed(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        """Search in the modal on Enter."""
        await ack()
        asked = PapersPage(text=_read_typed(body))
        await change_found(self.speaking, lambda finding: finding.open_papers(asked), body, client)

    async def handle_submit(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        """Search in the modal by its button."""
        asked = PapersPage(text=_read_typed(body))
        await update_found(self.speaking, lambda finding: finding.open_papers(asked), ack, body, client)

    async def handle_open(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
    ) -> None:
        await ack()
        paper = str(action["value"])
        await open_found(self.speaking, lambda finding: finding.open_paper(paper), body, client)

    async def handle_turn_paper(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
    ) -> None:
        await ack()
        chosen = action.get("value") or (action.get("selected_option") or {}).get("value")
        paper, page = parse_turn(str(chosen))
        await change_found(self.speaking, lambda finding: finding.open_paper(paper, page=page), body, client)


def _read_typed(body: dict[str, Any]) -> str:
    values = body["view"]["state"]["values"]
    return " ".join(str(values[SEARCH_PAPERS][SEARCH_PAPERS].get("value") or "").split())


def register(app: AsyncApp, papers: Papers) -> None:
    app.command("/bronnen")(papers.handle_bronnen)
    app.action(re.compile(f"^{TURN_PAPERS}_"))(papers.handle_turn)
    app.action(SEARCH_PAPERS)(papers.handle_typed)
    app.view(CALLBACK)(papers.handle_submit)
    app.action(OPEN_PAPER)(papers.handle_open)
    app.action(re.compile(f"^(?:{TURN_PAPER}_|{JUMP_IN_PAPER}$)"))(papers.handle_turn_paper)
