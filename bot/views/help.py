"""What the bot can do, in a few lines."""

from __future__ import annotations

from bot.texts import Texts
from bot.views.message import Message, build_section


def build_help(texts: Texts, *, lead: str | None = None) -> Message:
    """Return the help, after `lead` where something was not understood."""
    head = f"{lead}\n{texts.help_head}" if lead else texts.help_head
    return Message(text=f"{head}\n{texts.help_body}", blocks=(build_section(head), build_section(texts.help_body)))
