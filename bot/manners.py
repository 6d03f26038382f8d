"""How the bot behaves in a channel: as the channel has set it, else as the installation has."""

from __future__ import annotations

from dataclasses import replace

from msgspec import Struct

from bot.config import ReplyIn
from bot.listeners.incoming import Typed, Visitor
from bot.state.channels import AnswerTo, ChannelSettings, VisibleTo
from bot.state.state import State


class Manners(Struct, frozen=True, kw_only=True):
    """Finds and applies the settings of channels; where they can't be read now, the installation's hold."""

    state: State
    default: ChannelSettings

    async def find(self, team: str, channel: str) -> ChannelSettings:
        """Return the settings that hold in a channel."""
        return await self.state.run_or(None, self.state.channels.find, team, channel) or self.default

    async def is_for_asker(self, visitor: Visitor) -> bool:
        """Tell whether what is asked where somebody is is answered for them alone, as the channel has set."""
        if visitor.is_direct:
            return False
        return (await self.find(visitor.team, visitor.channel)).visible_to is VisibleTo.ASKER

    async def apply(self, typed: Typed) -> Typed | None:
        """Return a question with how it is to be answered, fixed from here on; None if it is not to be answered.

        What holds when a question comes is written down with it: were it looked up again after a kill, the answer
        could be looked for in another place than it was posted in.
        """
        if typed.is_direct:
            return typed
        settings = await self.find(typed.team, typed.channel)
        if not typed.is_asked and settings.answer_to is not AnswerTo.QUESTIONS:
            return None
        return replace(
            typed,
            in_channel=settings.reply_in is ReplyIn.CHANNEL,
            for_asker=settings.visible_to is VisibleTo.ASKER,
        )
