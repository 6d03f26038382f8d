"""Every sentence that a person reads in Slack, in Dutch and in English; a module of its own for each group."""

from bot.texts.dutch import DUTCH
from bot.texts.english import ENGLISH
from bot.texts.texts import Texts

LANGUAGES = {"nl": DUTCH, "en": ENGLISH}

__all__ = ["DUTCH", "ENGLISH", "LANGUAGES", "Texts"]
