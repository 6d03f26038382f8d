"""What the bot can do, in a few lines."""

from __future__ import annotations

from bot.texts import Texts
from bot.views.message import Message, build_section


def build_help(texts: Texts, *, lead: str | None = None) -> Message:
    """Return the help, after `lead` where something was not understood."""
    head = f"{lead}\n{texts.help_head}" if lead else texts.help_head
    parts = (head, texts.help_body, texts.help_language)
    return Message(text="\n".join(parts), blocks=tuple(build_section(part) for part in parts))
