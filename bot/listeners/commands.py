"""The slash commands."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from msgspec import Struct, field
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Reply
from bot.listeners.errands import Errand, Run
from bot.listeners.incoming import parse_visitor, read_text
from bot.manners import Manners
from bot.posting import respond_with
from bot.speaking import Speaking
from bot.texts import Texts


class Command(Struct, frozen=True, kw_only=True):
    """A slash command as Slack lists it."""

    name: str
    description: str
    hint: str


def list_commands(texts: Texts) -> tuple[Command, ...]:
    """Return the slash commands, for the manifest and for the local Slack."""
    return (
        Command(name="/vraag", description=texts.command_vraag, hint=texts.hint_vraag),
        Command(name="/zoek", description=texts.command_zoek, hint=texts.hint_zoek),
        Command(name="/bronnen", description=texts.command_bronnen, hint=texts.hint_bronnen),
        Command(name="/volg", description=texts.alerts.command, hint=texts.alerts.hint),
        Command(name="/griffier", description=texts.command_griffier, hint=texts.hint_griffier),
    )


class Commands(Struct, frozen=True, kw_only=True):
    """Acknowledges a command at once and answers it through its `response_url`.

    `errands` are what `/griffier` can do besides explaining, by the word that asks for it.
    """

    speaking: Speaking
    manners: Manners
    errands: Mapping[str, Run] = field(default_factory=dict)

    async def handle_vraag(self, ack: AsyncAck, command: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        visitor = parse_visitor(command)
        answering = await self.speaking.speak_to(visitor.team, visitor.person)
        is_own = await self.manners.is_for_asker(visitor)
        # A name and not a mention: who asked need not be called to the answer.
        reply = answering.look_up(_read_command(command), asked_by=visitor.name, can_share=is_own or visitor.is_direct)
        await _respond(respond, reply, is_own=is_own)

    async def handle_zoek(self, ack: AsyncAck, command: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        visitor = parse_visitor(command)
        answering = await self.speaking.speak_to(visitor.team, visitor.person)
        text, is_own = _read_command(command), await self.manners.is_for_asker(visitor)
        search = partial(answering.search, text, asked_by=visitor.name, can_share=is_own or visitor.is_direct)
        await _respond(respond, await answering.think(text, search), is_own=is_own)

    async def handle_griffier(
        self, ack: AsyncAck, command: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        await ack()
        visitor = parse_visitor(command)
        answering = await self.speaking.speak_to(visitor.team, visitor.person)
        first, *words = _read_command(command).casefold().split() or [""]
        if run := self.errands.get(first):
            await run(
                Errand(
                    visitor=visitor,
                    texts=answering.texts,
                    words=tuple(words),
                    trigger_id=str(command["trigger_id"]),
                    response_url=str(command["response_url"]),
                    client=client,
                    respond=respond,
                )
            )
            return
        lead = None if first in ("", "help", "hulp") else answering.texts.unknown_command
        await _respond(respond, answering.explain(lead=lead))


async def _respond(respond: AsyncRespond, reply: Reply, *, is_own: bool = False) -> None:
    """Answer for all where the reply is, unless the channel has answers seen by who asks alone."""
    await respond_with(respond, reply.message, is_public=reply.is_public and not is_own, query=reply.query)


def _read_command(command: dict[str, Any]) -> str:
    return read_text(str(command.get("text") or ""))


def register(app: AsyncApp, commands: Commands) -> None:
    app.command("/vraag")(commands.handle_vraag)
    app.command("/zoek")(commands.handle_zoek)
    app.command("/griffier")(commands.handle_griffier)
