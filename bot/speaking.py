"""Who is spoken to in which language: the person's own, else the installation's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.answering import Answering
from bot.config import Language
from bot.state.persons import PersonSettings
from bot.state.state import State
from bot.texts import LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """Gives the road to an answer in the language of whoever asks."""

    answering: Answering
    state: State

    async def speak_to(self, team: str, person: str) -> Answering:
        """Return what answers a person; in the installation's language where their own can't be read now."""
        settings = await self.state.run_or(PersonSettings(), self.state.persons.find, team, person)
        return self.speak(settings.language) if settings.language else self.answering

    def speak(self, language: Language) -> Answering:
        """Return what answers in a language."""
        return replace(self.answering, texts=LANGUAGES[language])
