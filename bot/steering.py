"""All by which people steer the bot, put together: settings, language, feedback, saved questions, forgetting."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from slack_bolt.async_app import AsyncApp

from bot.listeners import channel_settings, forgetting, judging, language, saving
from bot.listeners.errands import Refresh, Run
from bot.manners import Manners
from bot.speaking import Speaking
from bot.state.state import State


class Steering(Struct, frozen=True, kw_only=True):
    """The listeners of steering; `refresh` shows a person's Home tab anew."""

    speaking: Speaking
    state: State
    manners: Manners
    refresh: Refresh

    def register(self, app: AsyncApp) -> Mapping[str, Run]:
        """Have the app listen, and return what `/griffier` can do, by each word that asks for it."""
        setup = channel_settings.Setup(speaking=self.speaking, state=self.state, manners=self.manners)
        tongue = language.Tongue(speaking=self.speaking, state=self.state, refresh=self.refresh)
        forget = forgetting.Forgetting(speaking=self.speaking, state=self.state, refresh=self.refresh)
        save = saving.Saving(speaking=self.speaking, state=self.state, refresh=self.refresh)
        channel_settings.register(app, setup)
        language.register(app, tongue)
        forgetting.register(app, forget)
        saving.register(app, save)
        judging.register(app, judging.Judging(speaking=self.speaking, state=self.state))
        return {
            **dict.fromkeys(channel_settings.WORDS, setup.run),
            **dict.fromkeys(language.WORDS, tongue.run),
            **dict.fromkeys(forgetting.WORDS, forget.run),
            **dict.fromkeys(saving.WORDS, save.run),
        }
