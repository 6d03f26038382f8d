"""How the bot is steered: threads, settings of a channel, language, and what it keeps of a person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SteeringTexts:
    """The sentences of steering in one language."""

    understood_as: str
    welcome: str


DUTCH = SteeringTexts(
    understood_as="Begrepen als: {parts}",
    welcome="Graag gedaan!",
)
ENGLISH = SteeringTexts(
    understood_as="Understood as: {parts}",
    welcome="You're welcome!",
)
