"""The language that a person is spoken to in: a button for each."""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock

from bot.config import Language
from bot.texts import LANGUAGES
from bot.views.message import Message, build_actions, build_button, build_section
from bot.views.mrkdwn import escape

CHOOSE_LANGUAGE = "language_choose"
# What each language is called in the other.
_ALSO = {"engels": "en", "dutch": "nl"}


def build_languages() -> ActionsBlock:
    """Return the buttons, each in its own language."""
    buttons = (
        build_button(texts.steering.own_name, action_id=f"{CHOOSE_LANGUAGE}_{code}", value=code)
        for code, texts in LANGUAGES.items()
    )
    return build_actions(*buttons)


def build_language_choice(line: str) -> Message:
    """Return a line with the buttons under it."""
    return Message(text=line, blocks=(build_section(escape(line)), build_languages()))


def find_language(name: str) -> Language | None:
    """Return the language that a person names, as `en`, `engels` or `english`; None for none of ours."""
    names = {texts.steering.own_name.casefold(): code for code, texts in LANGUAGES.items()}
    code = names.get(name, _ALSO.get(name, name))
    return Language(code) if code in LANGUAGES else None
