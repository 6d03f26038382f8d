"""`/griffier instellingen`: how the bot behaves in a channel, in a modal or by words."""

from __future__ import annotations

import logging
from typing import Any

from msgspec import Struct
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.listeners.errands import Errand
from bot.listeners.incoming import Visitor, parse_visitor
from bot.manners import Manners
from bot.posting import ResponseRefusedError, respond_with
from bot.speaking import Speaking
from bot.state.channels import ChannelSettings
from bot.state.state import State
from bot.texts import Texts
from bot.views.answer import build_notice
from bot.views.settings import ANSWER_TO, CALLBACK, Target, build_change, build_settings, parse_settings, parse_words
from corpus.errors import LibraryError

logger = logging.getLogger(__name__)

WORDS = frozenset({"instellingen", "instelling", "settings"})
_DEFAULT = ("standaard", "default", "reset")


class Setup(Struct, frozen=True, kw_only=True):
    """Shows and changes the settings of a channel.

    Whoever is in a channel may change them, as they may its topic: the channel is told who did, and the log of
    changes keeps it.
    """

    speaking: Speaking
    state: State
    manners: Manners

    async def run(self, errand: Errand) -> None:
        visitor, texts = errand.visitor, errand.texts
        if visitor.channel.startswith("D"):
            await _tell(errand.respond, texts.steering.settings_only_in_channels)
            return
        settings = await self.manners.find(visitor.team, visitor.channel)
        if not errand.words:
            target = Target(channel=visitor.channel, response_url=errand.response_url)
            await errand.client.views_open(trigger_id=errand.trigger_id, view=build_settings(settings, target, texts))
            return
        is_reset = errand.words[0] in _DEFAULT and len(errand.words) == 1
        wanted = self.manners.default if is_reset else parse_words(errand.words, settings)
        if wanted is None:
            await _tell(errand.respond, texts.steering.settings_unknown)
            return
        try:
            await self._change(visitor, visitor.channel, wanted, is_reset=is_reset)
        except LibraryError as error:
            logger.error("%s; settings were not kept", error)
            await _tell(errand.respond, texts.steering.not_kept)
            return
        await _announce(errand.respond, settings, wanted, texts, visitor, is_reset=is_reset)

    async def handle_submit(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        visitor = parse_visitor(body)
        texts = await self.speaking.find_texts(visitor.team, visitor.person)
        wanted, target = parse_settings(body["view"])
        settings = await self.manners.find(visitor.team, target.channel)
        try:
            await self._change(visitor, target.channel, wanted)
        except LibraryError as error:
            logger.error("%s; settings were not kept", error)
            await ack(response_action="errors", errors={ANSWER_TO: texts.steering.not_kept})
            return
        await ack()
        try:
            await _announce(AsyncRespond(response_url=target.response_url), settings, wanted, texts, visitor)
        except ResponseRefusedError:
            logger.warning("a channel could not be told of its new settings: the modal was open for too long")

    async def _change(self, visitor: Visitor, channel: str, wanted: ChannelSettings, *, is_reset: bool = False) -> None:
        channels = self.state.channels
        if is_reset:
            await self.state.run(channels.remove, visitor.team, channel, by=visitor.person)
        elif wanted != await self.state.run(channels.find, visitor.team, channel):
            await self.state.run(channels.save, visitor.team, channel, wanted, by=visitor.person)


async def _announce(
    respond: AsyncRespond,
    settings: ChannelSettings,
    wanted: ChannelSettings,
    texts: Texts,
    visitor: Visitor,
    *,
    is_reset: bool = False,
) -> None:
    """Tell the channel what changed, or the person alone that nothing did."""
    if settings == wanted:
        await _tell(respond, texts.steering.settings_same)
    else:
        message = build_change(wanted, texts, user=visitor.name, is_reset=is_reset)
        await respond_with(respond, message, is_public=True)


async def _tell(respond: AsyncRespond, line: str) -> None:
    await respond_with(respond, build_notice(line), is_public=False)


def register(app: AsyncApp, setup: Setup) -> None:
    app.view(CALLBACK)(setup.handle_submit)
