"""Who is spoken to in which language, the person's own or else the installation's, and of which papers."""

from __future__ import annotations

from dataclasses import replace

from msgspec import Struct

from bot.answering import Answering
from bot.config import Language
from bot.state.persons import PersonSettings
from bot.state.state import State
from bot.texts import LANGUAGES, Texts


class Speaking(Struct, frozen=True, kw_only=True):
    """Gives the road to an answer in the language of whoever asks, over what their workspace sees."""

    answering: Answering
    state: State

    async def speak_to(self, team: str, person: str) -> Answering:
        """Return what answers a person, from the papers of their workspace.

        In the installation's language where they chose none, or where their choice can't be read now.
        """
        settings = await self.state.run_or(PersonSettings(), self.state.persons.find, team, person)
        return self.speak(settings.language, team)

    async def find_texts(self, team: str, person: str) -> Texts:
        """Return what is said to a person, in their language."""
        return (await self.speak_to(team, person)).texts

    def speak(self, language: Language | None, team: str) -> Answering:
        """Return what answers in a language, None for the installation's, from what a workspace sees."""
        texts = LANGUAGES[language] if language else self.answering.texts
        return replace(self.answering, texts=texts, holdings=self.answering.holdings.within(team))
