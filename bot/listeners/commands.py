"""The slash commands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.answering import Answering, Reply
from bot.listeners.incoming import read_text
from bot.posting import respond_with
from bot.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
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
        Command(name="/griffier", description=texts.command_griffier, hint=texts.hint_griffier),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """Acknowledges a command at once and answers it through its `response_url`."""

    answering: Answering

    async def handle_vraag(self, ack: AsyncAck, command: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        text = read_text(str(command.get("text") or ""))
        await _respond(respond, self.answering.look_up(text, asked_by=_name_asker(command)))

    async def handle_zoek(self, ack: AsyncAck, command: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        text = read_text(str(command.get("text") or ""))
        await _respond(respond, self.answering.search(text, asked_by=_name_asker(command)))

    async def handle_bronnen(self, ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await _respond(respond, self.answering.list_papers())

    async def handle_griffier(self, ack: AsyncAck, command: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        text = str(command.get("text") or "").strip().casefold()
        lead = None if text in ("", "help", "hulp") else self.answering.texts.unknown_command
        await _respond(respond, self.answering.explain(lead=lead))


async def _respond(respond: AsyncRespond, reply: Reply) -> None:
    await respond_with(respond, reply.message, is_public=reply.is_public)


def _name_asker(command: dict[str, Any]) -> str:
    # A name and not a mention: who asked need not be called to the answer.
    return str(command.get("user_name") or "")


def register(app: AsyncApp, commands: Commands) -> None:
    app.command("/vraag")(commands.handle_vraag)
    app.command("/zoek")(commands.handle_zoek)
    app.command("/bronnen")(commands.handle_bronnen)
    app.command("/griffier")(commands.handle_griffier)
